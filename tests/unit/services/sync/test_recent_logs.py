"""Harvests of logs whose service has a clock of its own, over real sockets."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, Generation
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey, TimeRange
from composer_app.domain.vendor_limits import LOG_DELAY, LOG_REACH
from composer_app.services.sync import log_paging, recent_logs
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.recent_logs import MARGIN
from composer_app.services.sync.sync_result import SyncResult
from tests.faulty_server import Act, Exchange, FaultyServer, answers, computes, cuts, says_no
from tests.unit.services.house import NOW, Clock, House, account_at
from tests.unit.services.log_service import (
    DELIVERED,
    PENDING,
    ForgetfulLogs,
    LoggedMail,
    LogService,
    at_every,
    entry,
    span_of,
)
from tests.unit.services.sync.common import LOGS, stored_answers

LOGS_V4 = "/email/4/logs"
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def sync(house: House, account: Account | None = None) -> SyncResult:
    found = house.value(house.context.run(lambda: house.sync.logs.fetch_recent(account or house.account)))
    assert isinstance(found, SyncResult)
    return found


def covered(house: House, account: Account | None = None) -> tuple[TimeRange, ...]:
    found: tuple[TimeRange, ...] = house.archive(lambda archive: archive.logs.covered((account or house.account).id))
    return found


def messages(house: House) -> int:
    return len(house.archive(lambda archive: archive.messages.ids(ArchiveFilter(), SortKey.SENT, True)))


def outcomes(house: House, account: Account | None = None) -> dict[str, Outcome]:
    """How each message of the account stands, by its id."""
    wanted = ArchiveFilter(account_id=(account or house.account).id)

    def read(archive: Archive) -> dict[str, Outcome]:
        rows = archive.messages.rows(archive.messages.ids(wanted, SortKey.SENT, True))
        return {str(row.message_id): row.outcome for row in rows}

    found: dict[str, Outcome] = house.archive(read)
    return found


def last_48_hours(now: datetime) -> TimeRange:
    return TimeRange(now - LOG_REACH, now - LOG_DELAY)


def is_about(found: tuple[TimeRange, ...], *wanted: TimeRange) -> bool:
    """An answer takes its time, and `Date` has whole seconds."""
    return len(found) == len(wanted) and all(
        abs(one.since - other.since) < 5 * SECOND and abs(one.until - other.until) < 5 * SECOND
        for one, other in zip(found, wanted, strict=True)
    )


def test_a_first_harvest_covers_all_but_the_last_two_of_48_hours(house: House, server: FaultyServer) -> None:
    logs = LogService([entry(1, NOW - timedelta(hours=47)), entry(2, NOW - timedelta(hours=1))])
    server.plays("GET", LOGS, computes(logs))

    pulled = sync(house)

    assert (pulled.received, pulled.new, pulled.not_ours, pulled.is_all) == (2, 2, 2, True)
    assert logs.spans == [(NOW - LOG_REACH - MARGIN, NOW + MARGIN)]
    assert is_about(covered(house), last_48_hours(NOW))
    assert stored_answers(house) == []


def test_the_last_two_hours_are_read_again(house: House, server: FaultyServer) -> None:
    logs = LogService([entry(1, NOW - MINUTE)])
    server.plays("GET", LOGS, computes(logs))
    sync(house)
    house.clock.advance(minutes=10)
    now = house.clock()

    again = sync(house)

    assert (again.received, again.new) == (1, 0)  # known already
    since, until = logs.spans[1]
    assert since <= NOW - LOG_DELAY
    assert until >= now
    assert is_about(covered(house), TimeRange(NOW - LOG_REACH, now - LOG_DELAY))


@pytest.mark.parametrize("local_is_ahead", [timedelta(minutes=m) for m in (-1440, -30, -3, 3, 5, 10, 30, 300, 1440)])
def test_whatever_the_local_clock_says_the_service_s_counts(
    local_is_ahead: timedelta, house: House, server: FaultyServer
) -> None:
    logs = LogService(at_every(timedelta(minutes=30), 96, NOW))
    server.plays("GET", LOGS, computes(logs))
    server.clock = lambda: NOW
    house.clock.now = NOW + local_is_ahead

    sync(house)

    assert messages(house) == 96
    assert is_about(covered(house), last_48_hours(NOW))


def test_a_local_clock_that_is_years_behind_is_right_after_the_first_answer(house: House, server: FaultyServer) -> None:
    logs = LogService([entry(1, NOW - MINUTE)])
    server.plays("GET", LOGS, computes(logs))
    server.clock = lambda: NOW
    house.clock.now = datetime(2001, 1, 1, tzinfo=UTC)

    sync(house)

    assert messages(house) == 1
    assert is_about(covered(house), last_48_hours(NOW))
    assert abs(house.sync.logs.service_clock(house.account.id).now() - NOW) < 5 * SECOND


@pytest.mark.parametrize("local_is_off", [timedelta(0), timedelta(days=1), timedelta(days=-1)])
def test_where_the_service_does_not_tell_the_time_the_local_clock_is_trusted_to_a_day(
    local_is_off: timedelta, house: House, server: FaultyServer
) -> None:
    logs = LogService(at_every(timedelta(hours=1), 48, NOW))
    server.plays("GET", LOGS, computes(logs))
    server.clock = None
    house.clock.now = NOW + local_is_off

    for _ in range(2):
        sync(house)

    assert messages(house) == 48
    assert all(one.until <= NOW - LOG_DELAY for one in covered(house))
    assert len(logs.spans) <= 5


@pytest.mark.parametrize("minutes", [3, 45, 119])
def test_an_entry_that_appears_late_is_found(minutes: int, house: House, server: FaultyServer) -> None:
    logs = LogService([])
    server.plays("GET", LOGS, computes(logs))
    for passed in range(0, 140, 10):
        sync(house)
        house.clock.advance(minutes=10)
        if passed <= minutes < passed + 10:
            logs.entries = [entry(1, NOW)]

    assert messages(house) == 1


@pytest.mark.parametrize(("generation", "path"), [(Generation.V3, LOGS), (Generation.V4, LOGS_V4)])
def test_what_was_pending_is_followed_until_it_is_final(
    generation: Generation, path: str, empty_house: House, server: FaultyServer
) -> None:
    empty_house.move_in(account_at(server.url, generation))
    clock = empty_house.clock
    logs = ForgetfulLogs(clock, generation)
    logs.mails = [
        LoggedMail(1, NOW - 5 * MINUTE, NOW, NOW + timedelta(hours=20)),
        LoggedMail(2, NOW - 6 * MINUTE, NOW, NOW - MINUTE),
        LoggedMail(3, NOW - timedelta(hours=9), NOW, NOW + timedelta(hours=38, minutes=30)),
    ]
    server.plays("GET", path, computes(logs))
    sync(empty_house)
    assert outcomes(empty_house) == {"m-1": Outcome.PENDING, "m-2": Outcome.DELIVERED, "m-3": Outcome.PENDING}

    clock.advance(hours=21)
    sync(empty_house)
    assert outcomes(empty_house)["m-1"] is Outcome.DELIVERED
    assert outcomes(empty_house)["m-3"] is Outcome.PENDING

    clock.advance(hours=17, minutes=45)  # the logs forget it in a quarter of an hour
    sync(empty_house)
    assert outcomes(empty_house)["m-3"] is Outcome.DELIVERED

    clock.advance(hours=1)
    asked = logs.asked
    sync(empty_house)
    assert logs.asked == asked + 1  # nothing is left to be followed


def test_what_is_followed_fills_pages_and_those_that_waited_longest_come_first(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ranges of some entries each fit into a harvest: after some harvests each had its turn."""
    monkeypatch.setattr(recent_logs, "MAX_FOLLOWED", 2)
    monkeypatch.setattr("composer_app.archive.unsettled_logs.PAGE", 2)
    clock = house.clock
    logs = ForgetfulLogs(clock)
    first = NOW - timedelta(hours=20)
    logs.mails = [LoggedMail(n, first + n * MINUTE, NOW, NOW + timedelta(hours=1)) for n in range(12)]
    server.plays("GET", LOGS, computes(logs))
    sync(house)
    assert set(outcomes(house).values()) == {Outcome.PENDING}
    clock.advance(hours=1)

    settled = []
    for _ in range(4):
        sync(house)
        settled.append(sum(outcome is Outcome.DELIVERED for outcome in outcomes(house).values()))
        clock.advance(minutes=10)

    assert settled == [6, 12, 12, 12]


# -- ranges noted by a wrong clock


def note(house: House, since: datetime, until: datetime, *, is_certain: bool) -> None:
    def job(archive: Archive) -> None:
        archive.logs.ingest(house.account.id, (), NOW, TimeRange(since, until))
        if not is_certain:
            archive.database.run("UPDATE recorded SET is_certain = 0")

    house.archive(job)


@pytest.mark.parametrize("is_certain", [True, False])
def test_a_range_in_the_future_is_cut_and_read_again(is_certain: bool, house: House, server: FaultyServer) -> None:
    note(house, NOW - timedelta(days=9), NOW + timedelta(days=1), is_certain=is_certain)
    logs = LogService(at_every(timedelta(hours=1), 48, NOW))
    server.plays("GET", LOGS, computes(logs))

    sync(house)

    assert messages(house) == 48
    assert is_about(covered(house), TimeRange(NOW - timedelta(days=9), NOW - LOG_DELAY))


def test_what_an_earlier_version_noted_is_read_again_once(house: House, server: FaultyServer) -> None:
    """It went by the local clock, which may have been five hours ahead for a while."""
    note(house, NOW - timedelta(days=9), NOW - timedelta(hours=12), is_certain=False)
    logs = LogService(at_every(timedelta(hours=1), 48, NOW))
    server.plays("GET", LOGS, computes(logs))

    sync(house)
    assert messages(house) == 48
    assert is_about(covered(house), TimeRange(NOW - timedelta(days=9), NOW - LOG_DELAY))

    spans = len(logs.spans)
    sync(house)
    assert logs.spans[spans][0] >= NOW - LOG_DELAY - 2 * MARGIN
    assert len(logs.spans) == spans + 1


def test_after_more_than_48_hours_the_gap_stays_a_gap(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    sync(house)
    house.clock.advance(hours=60)
    sync(house)

    assert is_about(covered(house), last_48_hours(NOW), last_48_hours(NOW + timedelta(hours=60)))


# -- pages


def test_2500_entries_are_read_in_pages_split_by_time(house: House, server: FaultyServer) -> None:
    logs = LogService(at_every(MINUTE, 2500, NOW))
    server.plays("GET", LOGS, computes(logs))

    pulled = sync(house)

    assert (pulled.new, pulled.is_all) == (2500, True)
    assert messages(house) == 2500
    assert len(logs.spans) == 3
    assert is_about(covered(house), last_48_hours(NOW))


def test_many_at_the_same_moment_fall_between_no_pages(house: House, server: FaultyServer) -> None:
    logs = LogService([entry(number, NOW - number // 400 * MINUTE) for number in range(2500)])
    server.plays("GET", LOGS, computes(logs))

    assert sync(house).is_all

    assert messages(house) == 2500


def test_more_than_a_page_at_one_moment_is_a_gap_and_stops_nothing(house: House, server: FaultyServer) -> None:
    crowd = NOW - timedelta(hours=10)
    entries = [entry(number, crowd) for number in range(1200)]
    logs = LogService([*entries, entry(5000, crowd + 5 * MINUTE), entry(5001, crowd - 5 * MINUTE)])
    server.plays("GET", LOGS, computes(logs))

    pulled = sync(house)

    assert (pulled.left, pulled.is_all) == (LeftUnread.CROWD, False)
    before, after = covered(house)
    assert (before.until, after.since) == (crowd - timedelta(milliseconds=1), crowd)
    assert messages(house) == 1002


def test_a_service_that_gives_the_oldest_first_is_read_in_full(house: House, server: FaultyServer) -> None:
    logs = LogService(at_every(MINUTE, 2500, NOW))
    logs.entries.reverse()
    server.plays("GET", LOGS, computes(logs))

    assert sync(house).is_all

    assert messages(house) == 2500
    assert is_about(covered(house), last_48_hours(NOW))


def test_a_service_that_does_not_heed_the_time_is_reported_and_ends(house: House, server: FaultyServer) -> None:
    far = at_every(MINUTE, 1000, NOW - timedelta(days=30))
    server.plays("GET", LOGS, answers({"results": far}))

    assert sync(house).left is LeftUnread.NOT_FILTERED

    assert covered(house) == ()
    assert len(server.asked(LOGS)) < 5


def test_there_is_an_end_to_what_one_harvest_reads(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_logs, "MAX_PAGES", 2)
    logs = LogService(at_every(MINUTE, 2500, NOW))
    server.plays("GET", LOGS, computes(logs))

    assert sync(house).left is LeftUnread.MORE
    assert messages(house) < 2500
    assert sync(house).is_all
    assert messages(house) == 2500


@pytest.mark.parametrize("count", [999, 1000, 1001, 2000])
def test_v4_is_read_by_its_cursor(count: int, empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, Generation.V4))
    logs = LogService([entry(number, NOW - MINUTE, Generation.V4) for number in range(count)], has_cursor=True)
    server.plays("GET", LOGS_V4, computes(logs))

    sync(empty_house)

    assert messages(empty_house) == count


def v4_pages(*cursors: str | None, refused: int = 0) -> tuple[Act, list[str]]:
    """2,500 entries in pages of 1,000, with these cursors whatever is asked. Gives also the cursors that came."""
    entries = [entry(number, NOW - number * MINUTE, Generation.V4) for number in range(2500)]
    came: list[str] = []

    async def act(exchange: Exchange) -> None:
        since, until = span_of(exchange.request)
        found = [one for one in entries if since <= _at(one) <= until]
        cursor = (exchange.request.asked_for("cursor") or [""])[0]
        came.append(cursor)
        if cursor and refused:
            await says_no(refused)(exchange)
            return
        following = cursors[min(len(came) - 1, len(cursors) - 1)]
        body = {"results": found[:1000], "cursor": {"nextCursor": following}}
        await answers(body)(exchange)

    return act, came


def _at(one: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(one["sentAt"]))


@pytest.mark.parametrize(
    ("cursors", "refused"),
    [
        (("same",), 0),
        (("a", "b"), 0),
        (("a", "b", None), 0),
        (tuple(f"c{n}" for n in range(9)), 0),
        (("gone",), 400),
        (("gone",), 404),
        (("gone",), 500),
    ],
)
def test_a_cursor_that_leads_nowhere_loses_nothing_and_ends(
    cursors: tuple[str | None, ...], refused: int, empty_house: House, server: FaultyServer
) -> None:
    empty_house.move_in(account_at(server.url, Generation.V4))
    act, came = v4_pages(*cursors, refused=refused)
    server.plays("GET", LOGS_V4, act)

    assert sync(empty_house).is_all

    assert messages(empty_house) == 2500
    assert is_about(covered(empty_house), last_48_hours(NOW))
    assert len(came) < 12


# -- what breaks off


@pytest.mark.parametrize("act", [cuts({"results": [entry(1, NOW)]}, 40), answers(b"[1, 2"), answers({"news": 1})])
def test_what_was_not_read_to_its_end_is_not_covered(act: Any, house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, act, computes(LogService([entry(1, NOW)])))

    assert sync(house).unread is not None
    assert covered(house) == ()

    assert sync(house).new == 1
    assert is_about(covered(house), last_48_hours(NOW))


@pytest.mark.parametrize("act", [answers(b"", 204), answers(b""), answers(b" \r\n"), answers(b"", content_type="")])
def test_an_answer_with_nothing_in_it_means_that_there_is_nothing(act: Any, house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, act)

    pulled = sync(house)

    assert (pulled.received, pulled.is_all) == (0, True)
    assert is_about(covered(house), last_48_hours(NOW))
    assert stored_answers(house) == []


def test_a_harvest_that_breaks_off_keeps_what_it_read(house: House, server: FaultyServer) -> None:
    logs = LogService(at_every(MINUTE, 1500, NOW))
    server.plays("GET", LOGS, computes(logs), says_no(500), computes(logs))

    pulled = sync(house)
    assert pulled.failure is not None
    assert (pulled.received, pulled.is_all, messages(house)) == (1000, False, 1000)
    assert is_about(covered(house), TimeRange(NOW - 999 * MINUTE, NOW - LOG_DELAY))

    sync(house)
    assert messages(house) == 1500
    assert is_about(covered(house), last_48_hours(NOW))


def test_a_service_that_asks_to_wait_is_waited_for(house: House, server: FaultyServer) -> None:
    """Broken off, the newest page would be read again each time, and the older ones never."""
    logs = LogService(at_every(MINUTE, 2500, NOW))
    slow_down = says_no(429, {"Retry-After": "47"})  # longer than a request waits for its own sake
    server.plays("GET", LOGS, computes(logs), slow_down, computes(logs))
    waits: list[float] = []

    async def sleep(pause_s: float) -> None:
        waits.append(pause_s)

    context = house.context
    fetches = LogFetches(context.archive, context.connections, house.clock, pause=sleep)
    house.value(context.run(lambda: fetches.fetch_recent(house.account)))

    assert messages(house) == 2500
    assert waits == [47.0]


@pytest.mark.parametrize("sent_at", ["9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00Z", 1764500400000, "soon"])
def test_an_entry_of_an_odd_time_stops_no_later_harvest(sent_at: object, house: House, server: FaultyServer) -> None:
    odd = {"messageId": "odd", "to": "ana@example.com", "sentAt": sent_at, "status": PENDING}
    server.plays("GET", LOGS, answers({"results": [odd]}))
    assert sync(house).new == 1
    assert (sync(house).is_all, messages(house)) == (True, 1)


def test_an_entry_that_is_not_understood_is_kept_for_a_later_version(house: House, server: FaultyServer) -> None:
    body = json.dumps({"results": [entry(1, NOW), {"id": "m-2", "state": "new style"}, 7]}).encode()
    server.plays("GET", LOGS, answers(body))

    pulled = sync(house)

    assert (pulled.unread, pulled.is_kept) == ("items not understood", True)
    assert stored_answers(house) == [(True, body)]
    assert is_about(covered(house), last_48_hours(NOW))


# -- everything at once


class TwoClocks:
    """The service's time goes on steadily; the local clock is off by what it is set to."""

    def __init__(self, local: Clock) -> None:
        self.now = NOW
        self._local = local
        self.set_off(timedelta(0))

    def __call__(self) -> datetime:
        return self.now

    def set_off(self, by: timedelta) -> None:
        self._by = by
        self._local.now = self.now + by

    def pass_by(self, span: timedelta) -> None:
        self.now += span
        self._local.now = self.now + self._by


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    for module in (log_paging, recent_logs):
        monkeypatch.setattr(module, "MAX_LIMIT", 8)
    monkeypatch.setattr("composer_app.archive.unsettled_logs.PAGE", 6)
    return 8


@pytest.mark.parametrize("seed", range(4))
def test_what_was_in_the_logs_at_a_harvest_is_in_the_archive(
    seed: int, empty_house: House, server: FaultyServer, small_pages: int
) -> None:
    """Whatever the local clock did meanwhile, and however late entries appeared and changed."""
    luck = random.Random(seed)
    generation = luck.choice([Generation.V3, Generation.V4])
    clock = TwoClocks(empty_house.clock)
    server.clock = clock
    logs = ForgetfulLogs(clock, generation, small_pages, is_fickle=seed % 2 == 1)
    for number in range(100):
        sent_at = (NOW + timedelta(hours=luck.uniform(-60, 60))).replace(microsecond=luck.choice([0, 477_000]))
        appears_at = sent_at + timedelta(minutes=luck.choice([0, 0, 1, 3, 45, 119]))
        logs.mails.append(LoggedMail(number, sent_at, appears_at, appears_at + timedelta(hours=luck.uniform(0, 50))))
    account = account_at(server.url, generation)
    empty_house.move_in(account)
    server.plays("GET", LOGS_V4 if generation is Generation.V4 else LOGS, computes(logs))
    seen: set[str] = set()

    for _ in range(25):
        clock.set_off(timedelta(minutes=luck.choice([0, 0, 0, 3, -3, 10, -30, 300, -300, 1440, -1440])))
        clock.pass_by(timedelta(minutes=luck.choice([1, 10, 10, 60, 300, 1500])))
        assert sync(empty_house, account).is_all

        reported = outcomes(empty_house, account)
        for mail in logs.visible():
            wanted = Outcome.DELIVERED if mail.final_at <= clock.now else Outcome.PENDING
            assert reported.get(f"m-{mail.number}") is wanted, f"mail {mail.number} at {clock.now}"
            seen.add(f"m-{mail.number}")
        ranges = covered(empty_house, account)
        assert all(one.until <= clock.now - LOG_DELAY for one in ranges)
        for mail in logs.mails:
            if any(one.since <= mail.sent_at < one.until for one in ranges):
                assert f"m-{mail.number}" in reported
    assert seen <= set(reported)


def test_accounts_have_clocks_of_their_own(house: House, server: FaultyServer) -> None:
    logs = house.sync.logs
    server.plays("GET", LOGS, answers({"results": []}))
    server.clock = lambda: NOW + timedelta(hours=5)
    sync(house)

    assert logs.service_clock(AccountId("other")).now() == NOW
    assert logs.service_clock(house.account.id).now() == NOW + timedelta(hours=5)


def test_what_was_pending_and_final_differ() -> None:
    """The samples of this file say what they are to say."""
    mail = LoggedMail(1, NOW, NOW, NOW + MINUTE)
    assert mail.entry(NOW, Generation.V3)["status"] == PENDING
    assert mail.entry(NOW + MINUTE, Generation.V3)["status"] == DELIVERED
