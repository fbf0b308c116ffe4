"""Counts for "What is different?" out of the sums, where the mails are chosen by account, outcomes and time alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

import msgspec

from composer_app.archive.comparison_values import (
    MOST_COUNTED_BY_VALUE,
    Counted,
    Frequent,
    Size,
    Value,
    ValueCounter,
    json_array_of,
)
from composer_app.archive.database import Database
from composer_app.archive.facet_counts import FacetReader, Tally
from composer_app.archive.message_reader import SUBJECT, MessageReader
from composer_app.domain.comparison import LEAST_SHARE, Aspect, is_enough
from composer_app.domain.facets import Facet
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative

_SUMMED = {
    Aspect.DOMAIN: Facet.DOMAIN,
    Aspect.STATUS: Facet.STATUS,
    Aspect.SENDER: Facet.SENDER,
    Aspect.BULK: Facet.BULK,
    Aspect.ERROR: Facet.ERROR,
}
_NOT_SUMMED = frozenset({Aspect.SUBJECT, Aspect.ATTACHMENT})
"""Which values of these are frequent is asked of some of the messages."""
_WIDE = 8
"""A group of one in so many messages is met by looking at messages here and there; a smaller one has an index."""
_LOOKED_AT = 5_000
_ENDS = """
    SELECT (SELECT min(message.sent_at) FROM message {where} AND message.sent_at IS NOT NULL),
           (SELECT max(message.sent_at) FROM message {where} AND message.sent_at IS NOT NULL)
"""
_PICKED = "SELECT {columns} FROM json_each(:picks) AS pick CROSS JOIN message ON message.row = pick.value {where}"
_LAST_ROW = "SELECT coalesce(max(row), 0) FROM message"
_ERRORS = "SELECT number, error_id FROM verdict"


class ComparisonSums:
    """Counts two groups of messages by their values, at any size in a tenth of a second."""

    def __init__(self, database: Database, messages: MessageReader, facets: FacetReader, values: ValueCounter) -> None:
        self._db = database
        self._messages = messages
        self._facets = facets
        self._values = values

    def size(self, wanted: ArchiveFilter) -> Size:
        """How many messages match, and when the first and the last one was sent."""
        ends: list[int] = []
        # of one outcome the index has both ends
        for outcomes in [frozenset((one,)) for one in sorted(wanted.outcomes)] or [wanted.outcomes]:
            clause = self._messages.clause(msgspec.structs.replace(wanted, outcomes=outcomes), SUBJECT)
            row = self._db.row(_ENDS.format(where=clause.where), clause.values)
            assert row is not None
            ends += [end for end in row if end is not None]
        return Size(self._messages.count(wanted), min(ends, default=None), max(ends, default=None))

    def counted(
        self, wanted: ArchiveFilter, others: ArchiveFilter, compared: Collection[Aspect], *, is_part: bool
    ) -> Counted:
        """The values that are frequent in one of the groups, with their exact numbers.

        Args:
            others: the second group; with `is_part` it holds the first one, which does not count there.
        """
        of_mine, total = self._messages.count(wanted), self._messages.count(others)
        of_rest = total - of_mine * is_part
        if not is_enough(of_mine, of_rest):
            return Counted(total, (), frozenset())
        mine, every = self._facets.all_values(wanted), self._facets.all_values(others)
        found: list[tuple[Value, int, int]] = []
        for aspect in sorted(_SUMMED.keys() & set(compared)):
            these, all_with_it = self._by_value(aspect, mine), self._by_value(aspect, every)
            for value in sorted(these.keys() | all_with_it.keys()):
                count, of_all = these.get(value, 0), all_with_it.get(value, 0)
                rest = of_all - count * is_part
                if 100 * count >= LEAST_SHARE * of_mine or 100 * rest >= LEAST_SHARE * of_rest:
                    found.append(((aspect, value), count, of_all))
        frequent = self._frequent(wanted, of_mine)
        of_others = self._frequent(_without(others, wanted) if is_part else others, of_rest)
        sought = sorted(one for one in frequent.values | of_others.values if one[0] in _NOT_SUMMED & set(compared))
        counts = zip(sought, self._values.by_index(wanted, sought), self._values.by_index(others, sought), strict=True)
        return Counted(total, (*found, *counts), frequent.recorded & of_others.recorded)

    def _by_value(self, aspect: Aspect, tally: Tally) -> Mapping[str, int]:
        counts = tally[_SUMMED[aspect]]
        if aspect is not Aspect.ERROR:
            return counts
        errors: Counter[str] = Counter()
        for number, error_id in self._db.rows(_ERRORS):
            if error_id and (count := counts.get(str(number), 0)):
                errors[str(error_id)] += count
        return errors

    def _frequent(self, wanted: ArchiveFilter, about: int) -> Frequent:
        """The frequent values of the messages that match."""
        row = self._db.row(_LAST_ROW)
        assert row is not None
        last = int(row[0])
        if about <= MOST_COUNTED_BY_VALUE or about * _WIDE < last:
            return self._values.frequent(lambda columns: self._messages.matching(wanted, columns), about)
        step = about // _LOOKED_AT
        clause = self._messages.clause(wanted, SUBJECT, may_search=False)
        # one row of each stretch, not always at the same place of it
        picks = json_array_of([step * number + number * 7919 % step + 1 for number in range(last // step)])
        values = clause.values | {"picks": picks}
        return self._values.frequent(
            lambda columns: (_PICKED.format(columns=columns, where=clause.where), values), about, is_sample=True
        )


def _without(others: ArchiveFilter, wanted: ArchiveFilter) -> ArchiveFilter:
    """What the first filter finds and the second one does not."""
    if wanted.outcomes and not others.outcomes and (wanted.since, wanted.until) == (others.since, others.until):
        return msgspec.structs.replace(others, outcomes=frozenset(Outcome) - wanted.outcomes)  # by an index
    excluded = msgspec.structs.replace(wanted, account_id=None)
    return msgspec.structs.replace(others, groups=((FilterAlternative(excluded, is_excluded=True),),))
