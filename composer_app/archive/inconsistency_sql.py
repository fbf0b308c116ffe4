"""`domain.inconsistencies` as an SQL condition: messages whose records disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from composer_app.archive.column_values import micros
from composer_app.archive.message_events import LISTED_AGAIN
from composer_app.archive.status_resolution import Basis
from composer_app.domain.inconsistencies import SILENCE
from composer_app.domain.outcome import Outcome

_FINAL = "(" + ", ".join(f"'{outcome.value}'" for outcome in Outcome if outcome.is_final) + ")"
IS_DISPUTED = f"""(
    {LISTED_AGAIN}
    OR 1 < (SELECT count(DISTINCT said) FROM (
             SELECT outcome AS said FROM report WHERE report.message = message.row
             UNION ALL SELECT outcome FROM log_entry WHERE log_entry.message = message.row
             UNION ALL SELECT message.answer_outcome)
         WHERE said IN {_FINAL})
)"""  # noqa: S608 - constants of ours
"""The value of `message.is_disputed`, computed from answer, log entries and reports."""

# An outcome based on the answer or less has no log entry and no report. The index `message_unheard` has the same terms.
_UNHEARD = f"message.outcome = '{Outcome.ACCEPTED.value}' AND message.basis < {Basis.INTERIM_REPORT:d}"
_SILENT = f"""
    {_UNHEARD} AND coalesce(message.answered_at,
                            (SELECT settled_at FROM submission WHERE number = message.submission)) <= {{silent_since}}
"""  # noqa: S608 - constants of ours
_DOUBTFUL = f"(message.is_disputed = 1 OR {_SILENT})"
# Each from its own small index; SQLite would not choose both by itself.
_ROWS = f"""
    SELECT row FROM message INDEXED BY message_disputed WHERE message.is_disputed = 1 {{of_account}}
    UNION ALL
    SELECT row FROM message INDEXED BY message_unheard WHERE {_SILENT} {{of_account}}
"""  # noqa: S608


def inconsistent(now: datetime, bind: Callable[[object], str]) -> str:
    """The SQL condition. `bind` takes a value and returns the name of its parameter."""
    return _DOUBTFUL.format(silent_since=bind(micros(now - SILENCE)))


def inconsistent_rows(now: datetime, account: int | None, bind: Callable[[object], str]) -> str:
    """The same as a SELECT of the rows, of one account or of all. The time grows with the matches only."""
    of_account = "" if account is None else f"AND message.account = {bind(account)}"
    return _ROWS.format(silent_since=bind(micros(now - SILENCE)), of_account=of_account)
