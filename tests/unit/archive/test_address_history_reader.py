"""What became of earlier mail to an address, and the domains of accepted senders."""

from __future__ import annotations

from composer_app.archive.address_history_reader import AddressHistoryReader
from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from tests.unit.archive.samples import after, entry
from tests.unit.archive.statuses import BOUNCED, DELIVERED, REJECTED, WAITING
from tests.unit.archive.steps import statements, sync


def history(archive: Archive) -> AddressHistoryReader:
    return archive.as_reader.address_history


def test_the_last_mail_with_a_known_end_counts(archive: Archive) -> None:
    sync(
        archive,
        entry("m-1", "gone@example.com", DELIVERED, sent_at=after(1)),
        entry("m-2", "gone@example.com", BOUNCED, sent_at=after(2)),
        entry("m-3", "gone@example.com", WAITING, sent_at=after(3)),
        entry("m-4", "back@example.com", BOUNCED, sent_at=after(1)),
        entry("m-5", "back@example.com", DELIVERED, sent_at=after(2)),
        entry("m-6", "refused@example.com", REJECTED),
    )
    asked = ["new@example.com", "Gone@Example.com", "back@example.com", "refused@example.com"]
    assert history(archive).bounced(SANDBOX_ACCOUNT, asked) == ("Gone@Example.com",)
    assert history(archive).bounced(SANDBOX_ACCOUNT, []) == ()


def test_domains_are_those_of_accepted_mail(archive: Archive) -> None:
    assert history(archive).sender_domains(SANDBOX_ACCOUNT) == frozenset()
    sync(
        archive,
        entry("m-1", sender="Linden <billing@Example.com>"),
        entry("m-2", sender="a@example.net", status=BOUNCED),
        entry("m-3", sender="a@example.org", status=REJECTED),
        entry("m-4", sender=""),
    )
    assert history(archive).sender_domains(SANDBOX_ACCOUNT) == {"example.com", "example.net"}


def test_many_addresses_are_one_statement(archive: Archive) -> None:
    sync(archive, *(entry(f"m-{n}", f"ana{n}@example.com", BOUNCED) for n in range(50)))
    with statements(archive.database) as found:
        bounced = history(archive).bounced(SANDBOX_ACCOUNT, [f"ana{n}@example.com" for n in range(10_000)])
    assert len(bounced) == 50
    assert len([one for one in found if "json_each" in one]) == 1
