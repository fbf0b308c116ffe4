"""`domain.doubts` as a condition: the messages of which something does not fit together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from composer_app.archive.columns import micros
from composer_app.domain.doubts import SILENCE
from composer_app.domain.outcome import Outcome

_FINAL = "(" + ", ".join(f"'{outcome.value}'" for outcome in Outcome if outcome.is_final) + ")"
# Looks at each message that the rest of a filter leaves, by keys: as cheap as that filter is narrow.
_DOUBTFUL = f"""(
    message.outcome = '{Outcome.ACCEPTED.value}' AND message.has_report = 0
    AND coalesce(message.answered_at,
                 (SELECT settled_at FROM submission WHERE number = message.submission)) <= {{silent_since}}
    AND NOT EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = message.row)
OR message.has_report AND EXISTS (
    SELECT 1 FROM report AS told WHERE told.message = message.row AND told.outcome IN {_FINAL} AND (
        message.answer_outcome IN {_FINAL} AND message.answer_outcome <> told.outcome
        OR EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = message.row
                   AND log_entry.outcome IN {_FINAL} AND log_entry.outcome <> told.outcome)
        OR EXISTS (SELECT 1 FROM report AS other WHERE other.message = message.row
                   AND other.outcome IN {_FINAL} AND other.outcome <> told.outcome)))
OR message.answer_outcome IN {_FINAL} AND EXISTS (
    SELECT 1 FROM log_entry WHERE log_entry.message = message.row
    AND log_entry.outcome IN {_FINAL} AND log_entry.outcome <> message.answer_outcome)
)"""  # noqa: S608 - constants of ours


def doubtful(now: datetime, bind: Callable[[object], str]) -> str:
    """The condition. `bind` takes a value and gives the name that stands for it."""
    return _DOUBTFUL.format(silent_since=bind(micros(now - SILENCE)))
