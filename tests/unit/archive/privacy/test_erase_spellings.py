"""After an erasure no spelling of the address is left anywhere in the archive's folder."""

from __future__ import annotations

import html
import json
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.search_index_writer import write_search_texts
from composer_app.domain.ids import SANDBOX_ACCOUNT, DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.status import Status
from tests.secret_search import address_spellings
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import T0, after, draft, entry, submission
from tests.unit.archive.steps import sync

ADDRESSES = ["r&d@example.com", "müller@exämple.de", "a=b@example.com", "o'brien@example.com", "ana+news@example.com"]
OTHER = "tom@example.com"


def write_everywhere(archive: Archive, store: AttachmentStore, number: int, address: str, written: str) -> None:
    """Every place of an archive into which text from outside comes."""
    body = f'<p>{written}</p><a href="https://example.com/?to={written}&amp;x=1">x</a>'
    file = store.add_bytes(f"name;mail\nsome;{written}\nTom;{OTHER}\n".encode())
    attachment = Attachment(file[0], f"about {written}.csv", "text/csv", file[1])
    mail = submission(OTHER, bulk_id=f"bulk-{number}")
    content = msgspec.structs.replace(mail.content, html=body, subject=f"For {written}", attachments=(attachment,))
    archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
    held = draft(f"d-{number}", f"Ask {written}")
    held = msgspec.structs.replace(held, html=body, text=written, to=(OTHER, written), attachments=(attachment,))
    archive.drafts.save(held)
    raw = json.dumps({"results": [{"to": OTHER, "text": body}]}, ensure_ascii=number % 2 == 0)
    archive.answers.store(SANDBOX_ACCOUNT, "logs", f"to={written}", raw.encode(), False, T0)
    archive.answers.store(SANDBOX_ACCOUNT, "logs", "", raw.encode("utf-16"), False, T0)
    status = Status(2, "UNDELIVERABLE", 9, "X", f"550 no mailbox <{written}>")
    reported = entry(f"m-{number}", OTHER, status, bulk_id=None)
    sync(archive, msgspec.structs.replace(reported, raw=raw.encode()))
    mine = entry(f"own-{number}", address, bulk_id=None)
    sync(archive, msgspec.structs.replace(mine, raw=raw.encode()))


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_spelling_is_left(archive: Archive, path: Path, address: str) -> None:
    store = AttachmentStore(path.parent / "attachments")
    spellings = address_spellings(address)
    for number, written in enumerate(spellings.values()):
        write_everywhere(archive, store, number, address, written)

    erased = archive.erasure.erase(address, after(90), path.parent / "attachments")
    store.remove(erased.unused_files)

    assert erased.is_overwritten
    assert erased.messages == len(spellings)
    content = b"\0".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file()).lower()
    for name, written in spellings.items():
        for form in (written.encode(), json.dumps(written)[1:-1].encode(), written.encode("utf-16-le")):
            assert form.lower() not in content, name
    assert archive.as_reader.check() == ()
    assert len(archive.drafts.all()) == len(spellings)
    for mail in newest_mail(archive):
        assert [one.mailbox.address for one in mail.recipients] == [OTHER]
        (attached,) = mail.content.attachments
        assert store.path(attached.sha256).stat().st_size == attached.size_bytes
        assert store.path(attached.sha256).read_text().startswith("name;mail\nsome;")


def test_mails_with_masked_texts_are_still_html(archive: Archive) -> None:
    for number, written in enumerate(address_spellings("r&d@example.com").values()):
        held = msgspec.structs.replace(draft(f"d-{number}"), html=f'<a href="mailto:{written}">Mail &amp; more</a>')
        archive.drafts.save(held)
    archive.erasure.erase("r&d@example.com")
    bodies = {archive.drafts.get(DraftId(f"d-{number}")).html for number in range(10)}
    assert bodies == {'<a href="mailto:[erased]">Mail &amp; more</a>'}
    assert html.unescape(bodies.pop()).endswith("Mail & more</a>")


@pytest.mark.parametrize(
    "parted",
    [
        "a<b>da</b>@example.com",
        "<i>ada</i>@<a href='https://example.com'>example.com</a>",
        "ad<!-- no -->a@example.com",
        "a&shy;da@exam<wbr>ple.com",
        "a\u200bda\uff20example\ufe52com",
        "\U0001d41a&#100;<b>a</b>&commat;example.com",
    ],
)
def test_no_search_finds_an_address_that_markup_parts(archive: Archive, parted: str) -> None:
    mail = submission(OTHER, bulk_id="bulk-1")
    content = msgspec.structs.replace(mail.content, html=f"<p>Ask {parted} or ada@example.com.</p>", text="")
    archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
    raw = json.dumps({"text": f"<p>Ask {parted}</p>"}).encode()
    sync(archive, msgspec.structs.replace(entry("m-1", "pia@example.com", bulk_id=None), raw=raw))

    archive.erasure.erase("ada@example.com")
    archive.database.run("UPDATE letter SET text = NULL")  # as a repair does
    with archive.database.transaction():
        write_search_texts(archive.database)

    texts = [text for (text,) in archive.database.rows("SELECT text FROM letter")]
    assert texts == ["ask [erased] or [erased].", "ask [erased]"]
