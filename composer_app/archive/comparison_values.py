"""Counts messages by the values that "What is different?" compares: status, domain, sender, subject, error and more."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from composer_app.archive.database import Database
from composer_app.archive.message_reader import SUBJECT, MessageReader
from composer_app.domain.comparison import LEAST_SHARE, Aspect
from composer_app.domain.queries import ArchiveFilter

MOST_COUNTED_BY_VALUE = 20_000
"""Grouping takes ten times as long as counting a known value. Of more rows a sample gives the values that are frequent
enough, and those are counted in all of them."""
_ROWS_AT_ONCE = 20_000
"""Writing so many numbers takes 2 ms, in which no other thread runs."""

_PICKED = "message.row AS row, message.outcome AS outcome, message.domain AS domain, message.verdict AS verdict, "
_PICKED += "message.sender AS sender, message.bulk_id AS bulk, message.subject AS subject, message.submission AS mail"
_FREQUENT = """
    WITH picked AS MATERIALIZED (
        SELECT * FROM ({picked})
        WHERE row * 7919 % 104729 % :every = 0 AND row NOT IN (SELECT value FROM json_each(:left_out))
    ),
    least (n) AS MATERIALIZED (SELECT count(*) * :least / 100.0 FROM picked),
    attached (sha256, n) AS MATERIALIZED (
        SELECT sha256, sum(mails) FROM (SELECT mail, count(*) AS mails FROM picked WHERE mail IS NOT NULL GROUP BY mail)
        CROSS JOIN attachment_use ON attachment_use.submission = mail GROUP BY sha256
    )
    SELECT 'status', outcome FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'domain', domain FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'sender', sender FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'subject', subject FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'bulk', bulk FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'error', error_id FROM picked CROSS JOIN verdict ON number = picked.verdict
        GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'attachment', sha256 FROM attached WHERE n >= (SELECT n FROM least)
    UNION ALL SELECT 'recorded', 'subject' WHERE EXISTS (SELECT 1 FROM picked WHERE subject <> '')
    UNION ALL SELECT 'recorded', 'bulk' WHERE EXISTS (SELECT 1 FROM picked WHERE bulk <> '')
    UNION ALL SELECT 'recorded', 'attachment' WHERE EXISTS (SELECT 1 FROM attached)
"""
_SAMPLE = "SELECT row FROM ({picked}) WHERE row * 7919 % 104729 % :every = 0"
_RECORDED = "recorded"
MAY_LACK = frozenset({Aspect.SUBJECT, Aspect.BULK, Aspect.ATTACHMENT})
"""What is not known of every mail, such as the subject of mail of other programs."""
_HAS: dict[Aspect, str] = {
    Aspect.STATUS: "message.outcome = {value}",
    Aspect.DOMAIN: "message.domain = {value}",
    Aspect.SENDER: "message.sender = {value}",
    Aspect.SUBJECT: "message.subject = {value}",
    Aspect.BULK: "message.bulk_id = {value}",
    Aspect.ERROR: "message.verdict IN (SELECT number FROM verdict WHERE error_id = {value})",
    Aspect.ATTACHMENT: "message.submission IN (SELECT submission FROM attachment_use WHERE sha256 = {value})",
}
"""Whether a message has a value."""
_HAS_EVER: dict[Aspect, str] = {
    Aspect.STATUS: "outcome = :value",
    Aspect.DOMAIN: "domain = :value",
    Aspect.SENDER: "sender = :value COLLATE NOCASE AND sender = :value",
    Aspect.SUBJECT: "subject = :value COLLATE NOCASE AND subject = :value",
    Aspect.BULK: "bulk_id = :value",
    Aspect.ERROR: "verdict IN (SELECT number FROM verdict WHERE error_id = :value)",
    Aspect.ATTACHMENT: "submission IN (SELECT submission FROM attachment_use WHERE sha256 = :value)",
}
"""The same, as an index answers it."""
_INDEXES: dict[Aspect, str] = {
    Aspect.STATUS: "message_by_outcome",
    Aspect.DOMAIN: "message_by_domain",
    Aspect.SENDER: "message_by_sender",
    Aspect.SUBJECT: "message_by_subject",
    Aspect.BULK: "message_by_bulk",
    Aspect.ERROR: "message_by_verdict",
    Aspect.ATTACHMENT: "message_by_submission",
}
_COUNTED_BY_INDEX = "SELECT count(*) FROM message INDEXED BY {index} {where} AND {condition}"

Values = dict[str, object]
Group = Callable[[str], tuple[str, Values]]
"""Gives the SELECT of some columns of `message` for a group of messages, and its values."""
Value = tuple[Aspect, str | int]


class Frequent(NamedTuple):
    """Frequent values, and which of `MAY_LACK` is known of any mail."""

    values: frozenset[Value]
    recorded: frozenset[Aspect]


class Size(NamedTuple):
    """How many mails a group has, and when the first and the last one was sent."""

    mails: int
    first: int | None
    last: int | None


class Counted(NamedTuple):
    """The size of the second group, and values with their numbers in the first group and in the second."""

    total: int
    values: Sequence[tuple[Value, int, int]]
    recorded: frozenset[Aspect]


class ValueCounter:
    """Finds the frequent values of a group of messages, and counts known ones."""

    def __init__(self, database: Database, messages: MessageReader) -> None:
        self._db = database
        self._messages = messages

    def frequent(self, group: Group, about: int, without: Group | None = None, *, is_sample: bool = False) -> Frequent:
        """The values that enough messages of the group have.

        Args:
            about: about how many messages there are.
            without: a part of the group that does not count.
            is_sample: the SELECT gives only some of them.
        """
        every = 1 if is_sample else max(about // MOST_COUNTED_BY_VALUE, 1)
        sql, values = group(_PICKED)
        left_out = array("q")
        if without is not None:
            chosen, of_chosen = without("message.row AS row")
            left_out = self._db.numbers(_SAMPLE.format(picked=chosen), of_chosen | {"every": every})
        # of a sample also values that are rarer in it than they may be in all
        least = LEAST_SHARE / 2 if is_sample or every > 1 else LEAST_SHARE
        found = self._db.rows(
            _FREQUENT.format(picked=sql), values | {"every": every, "least": least, "left_out": json_array_of(left_out)}
        )
        recorded = frozenset(Aspect(value) for kind, value in found if kind == _RECORDED)
        known = [(Aspect(kind), value) for kind, value in found if kind != _RECORDED]
        return Frequent(frozenset(one for one in known if one[1] not in (None, "", 0)), recorded)

    def with_each(self, group: Group, wanted: Sequence[Value]) -> tuple[int, list[int]]:
        """How many messages there are, and how many have each of these values. One pass."""
        conditions = [_HAS[aspect].format(value=f":c{number}") for number, (aspect, _) in enumerate(wanted)]
        columns = ", ".join(["count(*)", *(f"sum({condition})" for condition in conditions)])
        sql, values = group(columns)
        row = self._db.row(sql, values | {f"c{number}": value for number, (_, value) in enumerate(wanted)})
        assert row is not None
        return int(row[0]), [int(count or 0) for count in row[1:]]

    def by_index(self, wanted: ArchiveFilter, values: Sequence[Value]) -> list[int]:
        """How many messages of a filter of account, outcomes and time have each of these values, each number out of the
        index of the value."""
        clause = self._messages.clause(wanted, SUBJECT)
        counts = []
        for aspect, value in values:
            sql = _COUNTED_BY_INDEX.format(index=_INDEXES[aspect], where=clause.where, condition=_HAS_EVER[aspect])
            row = self._db.row(sql, clause.values | {"value": value})
            assert row is not None
            counts.append(int(row[0]))
        return counts


def json_array_of(rows: Sequence[int]) -> str:
    """The numbers as a JSON array for `json_each`."""
    starts = range(0, len(rows), _ROWS_AT_ONCE)
    pieces = [json.dumps(list(rows[start : start + _ROWS_AT_ONCE]))[1:-1] for start in starts]
    return f"[{','.join(pieces)}]"
