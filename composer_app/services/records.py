"""Queries of the window about mail: list rows, details, counts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.comparison import Comparison, Question, compare
from composer_app.domain.cost_estimate import CostEstimate, PaidPrice, estimate_cost
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.facets import Facet, FacetCounts
from composer_app.domain.histogram_bars import TimeHistogram
from composer_app.domain.ids import AccountId, SubmissionId
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.message_history import MessageDetails, MessageRow, OutboxEntry, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.overview import Overview, OverviewQuery
from composer_app.domain.queries import ArchiveFilter, RecentValues, SortKey, TimeRange
from composer_app.domain.submission import BulkSummary, Submission, SubmissionHead, SubmissionState
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.compose.request_code import RequestLanguage, request_code
from composer_app.services.compose.request_outline import RequestOutline, request_outline
from composer_app.services.compose.request_text import request_text
from composer_app.services.merge.list_reader import first_rows
from composer_app.services.runtime.tasks import Task

if TYPE_CHECKING:
    from composer_app.archive.archive_reader import ArchiveReader
    from composer_app.archive.message_reader import MessageReader
    from composer_app.archive.report_reader import ReportReader

Record = MessageRow | ReportRow
Built = TypeVar("Built")

PAGE = 200
"""Rows of a list that come first, with their values."""
_PLACES_AT_ONCE = 65_536
"""Looking through so many numbers takes 2 ms, in which no other thread runs."""


class RecordKind(Enum):
    """The kind of rows in a list."""

    MESSAGE = auto()
    """One for each mail and recipient."""
    REPORT = auto()
    """One for each delivery report that was received."""


@dataclass(frozen=True)
class Found:
    """The rows that match a filter.

    Attributes:
        ids: row numbers in order.
        total: how many rows the account has without a filter.
        newest: the greatest row number; rows get their numbers as they come.
        came: how many of the rows are newer than the `newest` of an earlier answer, if given.
        new: how many of them were received since `seen_until`, if given.
        elapsed_ms: the time it took to find the first of them.
        rows: the values of the first ones, where they were asked for.
        is_whole: False: there are more rows, and nothing was counted yet.
        places: where those of the rows that were `sought` stand.
    """

    ids: array[int]
    total: int = 0
    newest: int = 0
    came: int = 0
    new: int = 0
    elapsed_ms: float = 0.0
    rows: Sequence[Record] = ()
    is_whole: bool = True
    sought: frozenset[int] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)

    def places_of(self, wanted: Collection[int]) -> Mapping[int, int]:
        """Where at least these rows stand, as far as they are found. Quick where they were sought."""
        if self.sought.issuperset(wanted):
            return self.places
        return places_in(self.ids, wanted)


@dataclass(frozen=True)
class FoundDetails:
    """Details of one message. `bulk_size`: number of messages in its bulk; 0 without a bulk."""

    row: int
    details: MessageDetails
    bulk_size: int


@dataclass(frozen=True)
class FoundHistogram:
    """Messages over time. `recorded`: when the logs of the account were read; None for several accounts."""

    histogram: TimeHistogram
    recorded: tuple[TimeRange, ...] | None


@dataclass(frozen=True)
class MailRef:
    """Which mail to show: one of the outbox, or the one of a row in a list."""

    submission_id: SubmissionId | None = None
    kind: RecordKind = RecordKind.MESSAGE
    row: int = 0


@dataclass(frozen=True)
class SentMail:
    """A mail as it was sent, and what is known of each recipient.

    Attributes:
        message: the one of the row; of a mail of the outbox the first.
        messages: one for each recipient; of a mail of another program the row's own.
        submission: its frozen content; None: it was not sent with this program.
        missing: hashes of its files that the store does not have any more.
        log_text: what its log entry says, if it was not sent with this program.
    """

    message: MessageRow
    messages: tuple[MessageRow, ...]
    submission: Submission | None = None
    missing: frozenset[str] = frozenset()
    log_text: str = ""


PRICES_OF = timedelta(days=90)
"""The time from which prices count for an estimate."""


class MailRecords:
    """Queries the archive. GUI thread only.

    Lists, rows and details are read in parallel with writes. Data that must show the user's last change is read after
    all earlier writes.
    """

    def __init__(self, context: AppContext) -> None:
        self._context = context

    # lists

    def first_page(self, kind: RecordKind, wanted: ArchiveFilter, sort: SortKey, *, descending: bool) -> Task[Found]:
        """The first `PAGE` rows that match, with their values. Nothing is counted.

        Args:
            wanted: without an account it looks in all of them.
        """

        def read(reader: ArchiveReader) -> Found:
            started = perf_counter()
            ids = _part(reader, kind).ids(wanted, sort, descending, PAGE)
            elapsed_ms = (perf_counter() - started) * 1000
            rows = _part(reader, kind).rows(ids)
            return Found(ids, elapsed_ms=elapsed_ms, rows=rows, is_whole=len(ids) < PAGE)

        return self._context.search(read)

    def find(
        self,
        kind: RecordKind,
        wanted: ArchiveFilter,
        sort: SortKey,
        *,
        descending: bool,
        seen_until: datetime | None = None,
        newest: int = 0,
        first: Found | None = None,
        places_of: Collection[int] = (),
    ) -> Task[Found]:
        """All rows that match.

        Args:
            wanted: without an account it looks in all of them.
            seen_until: also count rows received since then; None: no count.
            newest: of an earlier answer; rows that came after it are counted.
            first: what `first_page` found for the same.
            places_of: rows whose places are wanted, as far as they are found.
        """
        account_id = wanted.account_id

        def read(reader: ArchiveReader) -> Found:
            part, started = _part(reader, kind), perf_counter()
            ids = first.ids if first is not None and first.is_whole else part.ids(wanted, sort, descending)
            elapsed_ms = (perf_counter() - started) * 1000 if first is None else first.elapsed_ms
            new = 0
            if seen_until is not None:
                new = part.count(ArchiveFilter(account_id=account_id, since=seen_until))
            sought = frozenset(places_of)
            total, places = part.total(account_id), places_in(ids, sought)
            newest_now = newest_of(ids)
            came = came_after(newest, ids) if newest_now > newest else 0
            return Found(ids, total, newest_now, came, new, elapsed_ms, sought=sought, places=places)

        return self._context.search(read)

    def rows(self, kind: RecordKind, ids: Sequence[int]) -> Task[Sequence[Record]]:
        """The rows with these numbers, in this order. Deleted ones are skipped."""
        return self._context.read(lambda reader: _part(reader, kind).rows(ids))

    def details(self, kind: RecordKind, row: int) -> Task[FoundDetails | None]:
        """Details of the message of this row; None if the row was deleted."""

        def read(reader: ArchiveReader) -> FoundDetails | None:
            details = _part(reader, kind).details(row)
            return None if details is None else FoundDetails(row, details, _size_of_bulk(reader, details.message))

        return self._context.read(read)

    def count_each(self, kind: RecordKind, filters: Sequence[ArchiveFilter]) -> Task[tuple[int, ...]]:
        """How many rows match each of these filters."""
        return self._context.count(lambda reader: tuple(_part(reader, kind).count(wanted) for wanted in filters))

    def compare(self, kind: RecordKind, question: Question) -> Task[Comparison]:
        """What is different about some rows. At a million messages it takes 0.2 seconds, with words up to a second."""

        def read(reader: ArchiveReader) -> Comparison:
            started = perf_counter()
            found = compare(reader.comparison.counts(question, of_reports=kind is RecordKind.REPORT))
            return msgspec.structs.replace(found, elapsed_ms=(perf_counter() - started) * 1000)

        return self._context.count(read)

    def count_by_outcome(self, wanted: ArchiveFilter) -> Task[dict[Outcome, int]]:
        """How many messages match, by outcome."""
        return self._context.read(lambda reader: reader.messages.count_by_outcome(wanted))

    def histogram(self, wanted: ArchiveFilter) -> Task[FoundHistogram]:
        """How many messages match, by time of sending and outcome."""
        now = self._context.clock()

        def read(reader: ArchiveReader) -> FoundHistogram:
            account_id = wanted.account_id
            recorded = None if account_id is None else reader.logs.covered(account_id)
            return FoundHistogram(reader.histograms.histogram(wanted, now), recorded)

        return self._context.count(read)

    def recent_values(self, account_id: AccountId) -> Task[RecentValues]:
        """Values of the newest mail that a filter may ask for."""
        return self._context.read(lambda reader: reader.messages.recent_values(account_id))

    def facets(self, wanted: ArchiveFilter, most: Mapping[Facet, int]) -> Task[dict[Facet, FacetCounts]]:
        """Which values the messages that match have, the `most` frequent ones of each facet."""
        return self._context.count(lambda reader: reader.facets.counts(wanted, most))

    def report_count(self, account_id: AccountId) -> Task[int]:
        """How many delivery reports of the account the archive holds."""
        return self._context.read(lambda reader: reader.reports.total(account_id))

    def messages(self, rows: Sequence[int]) -> Task[list[MessageRow]]:
        """The messages with these row numbers."""
        return self._context.read(lambda reader: reader.messages.rows(rows))

    def mark_seen(self, rows: Sequence[int]) -> Task[None]:
        """Mark these messages as seen."""
        return self._context.write(lambda archive: archive.messages.mark_seen(rows))

    def overview(self, query: OverviewQuery) -> Task[Overview]:
        """The figures of the overview. Cancelling the task ends a reading that is under way."""
        return self._context.search(lambda reader: reader.overview.read(query))

    def cost_estimate(self, account_id: AccountId, recipients: int) -> Task[CostEstimate | None]:
        """What a mail to so many recipients is likely to cost, by the prices of the last 90 days; None: not known."""
        since = self._context.clock() - PRICES_OF
        return self._context.search(
            lambda reader: estimate_cost(reader.prices.paid_since(account_id, since), recipients)
        )

    def paid_prices(self, account_id: AccountId) -> Task[tuple[PaidPrice, ...]]:
        """What the account's mail of the last 90 days cost, for estimates of several sizes."""
        since = self._context.clock() - PRICES_OF
        return self._context.search(lambda reader: reader.prices.paid_since(account_id, since))

    def log_coverage(self, account_id: AccountId) -> Task[tuple[TimeRange, ...]]:
        """The time ranges of which all logs of the account are in the archive."""
        return self._context.read_after_writes(lambda archive: archive.logs.covered(account_id))

    # mail

    def bulks(self, account_id: AccountId) -> Task[tuple[BulkSummary, ...]]:
        """The mails that were handed over from here, newest first."""
        return self._context.read_after_writes(lambda archive: archive.outbox.bulks(account_id))

    def submission(self, submission_id: SubmissionId) -> Task[Submission | None]:
        """One mail; None if it was erased."""
        return self._context.read_after_writes(lambda archive: archive.outbox.get(submission_id))

    def queued(self, account_id: AccountId) -> Task[tuple[SubmissionHead, ...]]:
        """The mails of the account that did not leave yet, newest first."""

        def read(archive: ArchiveReader) -> tuple[SubmissionHead, ...]:
            newest_first = reversed(archive.outbox.open())
            return tuple(
                one for one in newest_first if one.account_id == account_id and one.state is SubmissionState.QUEUED
            )

        return self._context.read_after_writes(read)

    def outbox_entry(self, submission_id: SubmissionId) -> Task[OutboxEntry | None]:
        """A mail and how many recipients have which outcome; None if it was erased."""
        return self._context.read_after_writes(
            lambda archive: next(iter(archive.outbox.entries([submission_id])), None)
        )

    def sent_mail(self, wanted: MailRef) -> Task[SentMail | None]:
        """A mail as it was sent; None if it was erased."""
        folder = self._context.profile.attachments

        def read(reader: ArchiveReader) -> SentMail | None:
            details, submission_id = None, wanted.submission_id
            if submission_id is None:
                details = _part(reader, wanted.kind).details(wanted.row)
                if details is None:
                    return None
                submission_id = details.message.submission_id
            submission = None if submission_id is None else reader.outbox.get(submission_id)
            if submission is None or submission_id is None:
                return None if details is None else _of_another_program(details)
            messages = reader.messages.of_submission(submission_id)
            if details is None and not messages:
                return None
            files = {file.sha256 for file in submission.content.attachments}
            missing = frozenset(one for one in files if not stored_path(folder, one).is_file())
            return SentMail(details.message if details is not None else messages[0], messages, submission, missing)

        return self._context.read(read)

    def request_text(self, account: Account, submission: Submission) -> Task[bytes]:
        """The request of a mail, built again, without the key and without the bytes of its files."""
        return self._built(request_text, account, submission)

    def request_outline(self, account: Account, submission: Submission) -> Task[RequestOutline]:
        """The same as a list of headers and parts."""
        return self._built(request_outline, account, submission)

    def request_code(self, language: RequestLanguage, account: Account, submission: Submission) -> Task[str]:
        """The request as code that sends the same mail, without the key."""
        return self._built(partial(request_code, language), account, submission)

    def submission_of_draft(self, draft: Draft, text: str, account: Account) -> Task[Submission]:
        """What a draft would be sent as now, without sending it: wrong addresses are left out, a list gives the rows of
        its first request. The ids are others at each send.

        Args:
            text: the text part.
        """
        folder, now = self._context.profile.attachments, self._context.clock()

        async def built() -> Submission:
            import asyncio

            rows = await asyncio.to_thread(first_rows, draft, folder, MAX_RECIPIENTS)
            return submission_of(draft, text, account, now, rows)

        return self._context.run(built)

    def _built(
        self,
        build: Callable[[Account, Submission, Callable[[str], Path]], Built],
        account: Account,
        submission: Submission,
    ) -> Task[Built]:
        folder = self._context.profile.attachments

        async def built() -> Built:
            import asyncio

            return await asyncio.to_thread(build, account, submission, lambda sha256: stored_path(folder, sha256))

        return self._context.run(built)


def _of_another_program(details: MessageDetails) -> SentMail:
    from composer_app.api.endpoints.logs import text_of_entry

    text = text_of_entry(details.raw_log) if details.raw_log else ""
    return SentMail(details.message, (details.message,), log_text=text)


def _part(reader: ArchiveReader, kind: RecordKind) -> MessageReader | ReportReader:
    return reader.messages if kind is RecordKind.MESSAGE else reader.reports


def _size_of_bulk(reader: ArchiveReader, message: MessageRow) -> int:
    if message.bulk_id is None:
        return 0
    wanted = ArchiveFilter(account_id=message.account_id, bulk_id=message.bulk_id)
    return reader.messages.count(wanted)


def newest_of(ids: array[int]) -> int:
    """The greatest of the row numbers; 0 without any. Any thread."""
    return max((max(part) for part in _parts(ids)), default=0)


def came_after(newest: int, ids: array[int]) -> int:
    """How many of the row numbers are greater than `newest`. Any thread."""
    return sum(sum(map(newest.__lt__, part)) for part in _parts(ids))


def _parts(ids: array[int]) -> Iterator[array[int]]:
    return (ids[start : start + _PLACES_AT_ONCE] for start in range(0, len(ids), _PLACES_AT_ONCE))


def places_in(ids: array[int], wanted: Collection[int]) -> dict[int, int]:
    """Where in `ids` the wanted ones stand; what is not there is left out. Any thread."""
    looked_for = set(wanted)
    places: dict[int, int] = {}
    for start in range(0, len(ids) if looked_for else 0, _PLACES_AT_ONCE):
        part = ids[start : start + _PLACES_AT_ONCE]
        if not looked_for.isdisjoint(part):
            places.update((row, place) for place, row in enumerate(part, start) if row in looked_for)
    return places
