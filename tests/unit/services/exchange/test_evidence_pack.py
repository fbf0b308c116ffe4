"""The evidence of one mail: complete, openable, and nobody else in it."""

from __future__ import annotations

import hashlib
import html
import json
import zipfile
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.account import AuthScheme, Generation
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import MessageId
from composer_app.domain.message_history import MessageDetails
from composer_app.domain.queries import ReportQuery
from composer_app.domain.status import Status
from composer_app.domain.submission import Submission
from composer_app.domain.vendor_records import LogEntry
from composer_app.services.exchange.evidence import EvidenceSaver
from tests.faulty_server import FaultyServer, accepts, answers
from tests.secret_search import address_spellings, holds
from tests.unit.archive.samples import Answered
from tests.unit.services.house import KEY, House, account_at, draft

OTHERS = ("tom.ito@example.org", "zoë@bücher.example")
TAKEN = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED", "description": "Taken"}
REPORT = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET", "description": "Delivered"}


@pytest.fixture
def saver(house: House) -> EvidenceSaver:
    return EvidenceSaver(house.context, house.accounts)


def details_of(house: House, submission: Submission, to: str = "ana@example.com") -> MessageDetails:
    def read(archive: object) -> MessageDetails:
        row = next(one for one in archive.messages.of_submission(submission.id) if one.to == to)  # type: ignore[attr-defined]
        found = archive.messages.details(row.row)  # type: ignore[attr-defined]
        assert isinstance(found, MessageDetails)
        return found

    found = house.archive(read)
    assert isinstance(found, MessageDetails)
    return found


def saved(house: House, saver: EvidenceSaver, details: MessageDetails, path: Path) -> dict[str, bytes]:
    assert house.value(saver.save(details, path)) == path
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def reported(house: House, server: FaultyServer, submission: Submission) -> bytes:
    """A delivery report for the first recipient; its own JSON."""
    message = details_of(house, submission).message
    heard = {
        "messageId": message.message_id,
        "to": message.to,
        "bulkId": message.bulk_id,
        "status": REPORT,
        "new": 1e-4,
    }
    server.plays("GET", "/email/1/reports", answers({"results": [heard]}))
    house.value(house.sync.pull_reports(house.account, ReportQuery()))
    return json.dumps(heard).encode()


def test_everything_that_is_known_is_in_it(
    house: House, server: FaultyServer, saver: EvidenceSaver, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    submission = house.send()
    raw = reported(house, server, submission)

    pack = saved(house, saver, details_of(house, submission), tmp_path / "evidence.zip")

    assert list(pack) == [
        "README.txt",
        "timeline.txt",
        "timeline.json",
        "report.json",
        "answer.json",
        "request.http",
        "mail.sha256",
        "versions.json",
    ]
    assert pack["report.json"] == raw, "byte for byte"
    steps = json.loads(pack["timeline.json"])
    assert [step["step"] for step in steps] == ["queued", "handed over", "answered", "reported"]
    assert "delivered" in pack["timeline.txt"].decode()
    assert "ana@example.com" in pack["README.txt"].decode()
    assert hashlib.sha256(submission.content.html.encode()).hexdigest() in pack["mail.sha256"].decode()
    assert hashlib.sha256(msgspec.json.encode(submission.content)).hexdigest() in pack["mail.sha256"].decode()
    assert set(json.loads(pack["versions.json"])) == {"Mail Composer", "Python", "Qt", "System"}


@pytest.mark.parametrize("generation", list(Generation))
@pytest.mark.parametrize("auth", list(AuthScheme))
def test_the_request_is_the_one_that_was_sent_with_the_key_masked(
    empty_house: House, server: FaultyServer, tmp_path: Path, generation: Generation, auth: AuthScheme
) -> None:
    house = empty_house
    house.move_in(account_at(server.url, generation, auth=auth))
    path = {"v1": "/email/1/send", "v3": "/email/3/send", "v4": "/email/4/messages"}[generation.value]
    server.plays("POST", path, answers({"messages": []}))
    submission = house.send(html="<p>Dear Ana, é</p>")
    (sent,) = server.asked(path)

    pack = saved(house, EvidenceSaver(house.context, house.accounts), details_of(house, submission), tmp_path / "e.zip")

    head, _, body = pack["request.http"].partition(b"\r\n\r\n")
    lines = head.decode().splitlines()
    assert lines[0] == f"POST {path} HTTP/1.1"
    assert f"Authorization: {auth.value} $INFOBIP_API_KEY" in lines
    assert f"Content-Length: {len(sent.body)}" in lines
    if generation is Generation.V4:
        assert json.loads(body) == json.loads(sent.body)
    else:
        ours = next(line for line in lines if line.startswith("Content-Type")).partition("boundary=")[2]
        theirs = sent.headers["content-type"].partition("boundary=")[2]
        assert body.replace(ours.encode(), theirs.encode()) == sent.body


@pytest.fixture(params=[Generation.V3, Generation.V4])
def house_of_each(request: pytest.FixtureRequest, empty_house: House, server: FaultyServer) -> House:
    """With an account of each generation in turn."""
    empty_house.move_in(account_at(server.url, request.param))
    return empty_house


def test_no_other_recipient_and_no_key(house_of_each: House, server: FaultyServer, tmp_path: Path) -> None:
    house = house_of_each
    entries = [
        {"to": to, "destination": to, "messageId": f"id-{n}", "status": TAKEN}
        for n, to in enumerate(("ana@example.com", *OTHERS))
    ]
    echo = {"messages": entries, "debug": f"App {KEY}"}
    for endpoint in ("/email/3/send", "/email/4/messages"):
        server.plays("POST", endpoint, answers(echo))
    body = f'<a href="https://example.com/?u={OTHERS[0].replace("@", "%40")}">{OTHERS[0].upper()}</a>'
    submission = house.send("ana@example.com", OTHERS[0], cc=(OTHERS[1],), html=body)
    path = tmp_path / "evidence.zip"

    pack = saved(house, EvidenceSaver(house.context, house.accounts), details_of(house, submission), path)

    for name, content in {"whole": path.read_bytes(), **pack}.items():
        assert not holds(content, KEY), name
        for other in OTHERS:
            shown = [content.lower(), content.decode("utf-8", "replace").casefold().encode()]
            assert not any(holds(one, other) for one in shown), name
    assert "ana@example.com" in pack["request.http"].decode()
    assert json.loads(pack["answer.json"])["messages"][0]["to"] == "ana@example.com"


def test_attachments_are_named_and_left_out(
    house: House, server: FaultyServer, saver: EvidenceSaver, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    file = house.value(house.attachments.attach_bytes(b"confidential figures", "figures.txt"))
    submission = house.send(attachments=(file,))

    pack = saved(house, saver, details_of(house, submission), tmp_path / "evidence.zip")

    assert not any(b"confidential figures" in content for content in pack.values())
    assert f"[figures.txt: 20 bytes, SHA-256 {file.sha256}]" in pack["request.http"].decode()
    assert f"{file.sha256}  figures.txt" in pack["mail.sha256"].decode()


def test_an_answer_that_is_no_json_is_in_it_as_it_came(house: House, saver: EvidenceSaver, tmp_path: Path) -> None:
    draft_of_two = draft("ana@example.com", "tom.ito@example.org")
    made = submission_of(draft_of_two, "", house.account, house.clock())
    now = house.clock()

    def sent(archive: Archive) -> None:
        archive.outbox.queue(made, None)
        archive.outbox.start_sending(made.id, now)
        named = [Answered(one.mailbox.address, MessageId(f"m-{number}")) for number, one in enumerate(made.recipients)]
        archive.outbox.record_answer(made.id, now, made.bulk_id, named, b"<accepted/>")

    house.archive(sent)

    assert saved(house, saver, details_of(house, made), tmp_path / "evidence.zip")["answer.json"] == b"<accepted/>"


def test_mail_of_other_programs_has_no_request(house: House, saver: EvidenceSaver, tmp_path: Path) -> None:
    entry = LogEntry(
        message_id=MessageId("m-1"), to="ana@example.com", status=Status(3, "DELIVERED", 5), raw=b'{"a":1.0}'
    )
    now = house.clock()
    (row,) = house.archive(lambda archive: archive.logs.ingest(house.account.id, [entry], now, None)).rows
    details = house.archive(lambda archive: archive.messages.details(row))

    pack = saved(house, saver, details, tmp_path / "evidence.zip")

    assert pack["log.json"] == b'{"a":1.0}'
    assert "request.http" not in pack
    assert "not sent with this program" in pack["README.txt"].decode()


def test_an_account_that_is_gone_is_reported(
    house: House, server: FaultyServer, saver: EvidenceSaver, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    details = details_of(house, house.send())
    house.value(house.accounts.remove(house.account.id))
    house.until(lambda: len(house.accounts.all()) == 1)

    pack = saved(house, saver, details, tmp_path / "evidence.zip")

    assert "request.http" not in pack
    assert "account was removed" in pack["README.txt"].decode()


def test_no_spelling_of_another_address_and_no_name(house_of_each: House, server: FaultyServer, tmp_path: Path) -> None:
    house = house_of_each
    spellings = address_spellings("o'brien@exämple.org")
    quoted = "".join(f"<p>{written}</p>" for written in spellings.values())
    for path in ("/email/3/send", "/email/4/messages"):
        server.plays("POST", path, answers({"messages": [], "debug": quoted}))
    names = "<p>For Zoë&nbsp;O&#39;Brien, &#90;o&euml; o'brien and ZOË O'BRIEN; Ana Kovac reads it.</p>"
    to = ("Ana Kovac <ana@example.com>", "Zoë O'Brien <o'brien@exämple.org>")
    submission = house.send(*to, html=quoted + names, subject="Zoë O'Brien, soon")

    pack = saved(house, EvidenceSaver(house.context, house.accounts), details_of(house, submission), tmp_path / "e.zip")

    for name, content in pack.items():
        for written in spellings.values():
            for form in (written, json.dumps(written)[1:-1]):
                assert form.lower().encode() not in content.lower(), (name, form)
        plain = html.unescape(content.decode()).casefold().replace("\\u00eb", "ë")
        assert "o'brien" not in plain, name
        assert "zoë" not in plain, name
    assert b"Ana Kovac reads it" in pack["request.http"]
