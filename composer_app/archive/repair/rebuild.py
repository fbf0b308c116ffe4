"""Rebuilds an archive from extracted rows, whose references may be lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec

from composer_app.archive.column_values import json_of
from composer_app.archive.database import Database, Row
from composer_app.archive.inconsistency_sql import IS_DISPUTED
from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.mail import Mailbox, MailContent, RecipientKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import Recipient, SubmissionState

_OUTCOMES = ", ".join(f"'{outcome.value}'" for outcome in Outcome)
_KINDS = ", ".join(f"'{kind.value}'" for kind in RecipientKind)
_STATES = ", ".join(f"'{state.value}'" for state in SubmissionState)
_LOST_ANSWER = "an answer that a repair could not read"
_LONELY = "what a repair found without its message"
_RUN_STATES = ", ".join(f"'{state.value}'" for state in SendRunState)
_JSON = (
    ("account", "number", "settings", Account),
    ("draft", "id", "content", Draft),
    ("send_run", "number", "content", MailContent),
    ("send_run", "number", "draft", Draft),
    ("send_run", "number", "problem", Problem),
    ("submission", "number", "problem", Problem),
    ("submission_content", "submission", "content", MailContent),
    ("submission_content", "submission", "recipients", tuple[Recipient, ...]),
)
_NOT_NEEDED = frozenset({"draft", "problem"})
"""Columns that may be empty, so that the row stays."""

# Lost settings of an account do not take its mails along: it counts as removed.
_ADD_ACCOUNTS = """
    INSERT INTO account (number, id, settings, is_removed)
    SELECT account, 'recovered-' || account, '{}', 1
    FROM (SELECT account FROM message UNION SELECT account FROM submission UNION SELECT account FROM send_run
          UNION SELECT account FROM answer UNION SELECT account FROM report UNION SELECT account FROM recorded)
    WHERE account NOT IN (SELECT number FROM account)
"""
_STEPS = (
    f"DELETE FROM submission WHERE state NOT IN ({_STATES})",  # noqa: S608 - words of ours
    f"UPDATE send_run SET state = 'paused' WHERE state NOT IN ({_RUN_STATES})",  # noqa: S608
    f"DELETE FROM send_run_row WHERE run NOT IN (SELECT number FROM send_run) OR kind NOT IN ({_KINDS})",  # noqa: S608
    "UPDATE send_run SET left_count = (SELECT count(*) FROM send_run_row WHERE run = number)",
    # Without its run a batch has no text, so it is not sent.
    """
    UPDATE submission SET state = 'cancelled', problem = NULL
    WHERE state = 'queued' AND run IS NOT NULL AND run NOT IN (SELECT number FROM send_run)
    """,
    """
    UPDATE message SET outcome = 'cancelled' WHERE basis = 0 AND outcome = 'queued'
        AND submission IN (SELECT number FROM submission WHERE state = 'cancelled')
    """,
    "UPDATE submission SET run = NULL WHERE run NOT IN (SELECT number FROM send_run)",
    "DELETE FROM submission_content WHERE submission NOT IN (SELECT number FROM submission)",
    "DELETE FROM send_answer WHERE submission NOT IN (SELECT number FROM submission)",
    "UPDATE message SET submission = NULL WHERE submission NOT IN (SELECT number FROM submission)",
    f"UPDATE message SET outcome = 'pending' WHERE outcome NOT IN ({_OUTCOMES})",  # noqa: S608
    f"UPDATE message SET recipient_kind = 'to' WHERE recipient_kind NOT IN ({_KINDS})",  # noqa: S608
    f"UPDATE message SET answer_outcome = NULL WHERE answer_outcome NOT IN ({_OUTCOMES})",  # noqa: S608
    f"DELETE FROM event WHERE outcome NOT IN ({_OUTCOMES}) OR message NOT IN (SELECT row FROM message)",  # noqa: S608
    "UPDATE message SET verdict = 0 WHERE verdict NOT IN (SELECT number FROM verdict)",
    "UPDATE message SET answer_verdict = 0 WHERE answer_verdict NOT IN (SELECT number FROM verdict)",
    "UPDATE OR REPLACE event SET verdict = 0 WHERE verdict NOT IN (SELECT number FROM verdict)",
)
_LEFT_ALONE = f"""
    message NOT IN (SELECT row FROM message) OR verdict NOT IN (SELECT number FROM verdict)
    OR outcome NOT IN ({_OUTCOMES})
"""  # noqa: S608
_LONELY_REPORTS = f"SELECT account, received_at, raw FROM report WHERE {_LEFT_ALONE} ORDER BY account, row"  # noqa: S608
# An entry does not name its account: take that of its bulk, else the account with most mail.
_LONELY_LOGS = f"""
    SELECT coalesce(
               (SELECT account FROM submission WHERE submission.bulk_id = log_entry.bulk_id LIMIT 1),
               (SELECT account FROM message WHERE message.bulk_id = log_entry.bulk_id LIMIT 1),
               (SELECT account FROM message GROUP BY account ORDER BY count(*) DESC LIMIT 1),
               (SELECT min(number) FROM account)
           ) AS owner, received_at, raw
    FROM log_entry WHERE {_LEFT_ALONE} ORDER BY owner, message
"""  # noqa: S608
_DROP_LONELY = ("DELETE FROM report WHERE " + _LEFT_ALONE, "DELETE FROM log_entry WHERE " + _LEFT_ALONE)  # noqa: S608
_JUDGE_DISPUTED = f"UPDATE message SET is_disputed = {IS_DISPUTED} WHERE is_disputed <> {IS_DISPUTED}"  # noqa: S608
_STORE_ANSWER = """
    INSERT INTO answer (account, kind, query, received_at, is_complete, size_bytes, body) VALUES (?, ?, ?, ?, 1, ?, ?)
"""
_WITHOUT_ANSWER = "SELECT DISTINCT account FROM report WHERE answer NOT IN (SELECT number FROM answer)"
_SET_ANSWER = "UPDATE report SET answer = ? WHERE account = ? AND answer NOT IN (SELECT number FROM answer)"
_ADD_LOST_ANSWER = """
    INSERT INTO answer (account, kind, query, received_at, is_complete, size_bytes, is_read)
    VALUES (?, 'reports', ?, 0, 1, 0, 1)
"""
_WITHOUT_CONTENT = """
    SELECT number, subject FROM submission WHERE number NOT IN (SELECT submission FROM submission_content)
"""
_ADD_CONTENT = "INSERT INTO submission_content (submission, content, recipients) VALUES (?, ?, ?)"
_CANCEL = "UPDATE submission SET state = 'cancelled', problem = NULL WHERE number = ? AND state = 'queued'"
_CANCEL_MESSAGES = """
    UPDATE message SET outcome = 'cancelled'
    WHERE submission = ? AND basis = 0 AND outcome = 'queued'
"""
_PEOPLE = "SELECT address, sender FROM message WHERE submission = ? ORDER BY row"


def mend(database: Database) -> int:
    """Repair all references. Inside a transaction only, references not enforced.

    Reports and entries whose message is lost become a stored answer, which the program reads again.

    Returns:
        the number of such reports and entries.
    """
    _drop_unreadable(database)
    database.run(_ADD_ACCOUNTS)
    for step in _STEPS:
        database.run(step)
    reports, logs = database.rows(_LONELY_REPORTS), database.rows(_LONELY_LOGS)
    for step in _DROP_LONELY:
        database.run(step)
    database.run(_JUDGE_DISPUTED)
    _store_answer(database, "reports", reports)
    _store_answer(database, "logs", logs)
    for (account,) in database.rows(_WITHOUT_ANSWER):
        database.run(_SET_ANSWER, (database.inserted(_ADD_LOST_ANSWER, (account, _LOST_ANSWER)), account))
    _fill_contents(database)
    return len(reports) + len(logs)


def _drop_unreadable(database: Database) -> None:
    """JSON damaged by a bad page, which would stop the program on each read."""
    for table, key, column, kind in _JSON:
        for number, text in database.rows(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL"):  # noqa: S608
            try:
                msgspec.json.decode(text, type=kind)
            except (msgspec.DecodeError, UnicodeError):
                if column in _NOT_NEEDED:
                    database.run(f"UPDATE {table} SET {column} = NULL WHERE {key} = ?", (number,))  # noqa: S608
                else:
                    database.run(f"DELETE FROM {table} WHERE {key} = ?", (number,))  # noqa: S608


def _store_answer(database: Database, kind: str, lonely: Iterable[Row]) -> None:
    for account, rows in groupby(lonely, key=lambda row: row[0]):
        items = list(rows)
        # The only place outside api/ that builds an answer, which is read like any other.
        body = b'{"results":[' + b",".join(raw for _, _, raw in items) + b"]}"
        received_at = max(row[1] for row in items)  # not before any of them happened
        database.run(_STORE_ANSWER, (account, kind, _LONELY, received_at, len(body), body))


def _fill_contents(database: Database) -> None:
    """Mark a mail whose content is lost: it can be shown, but not sent."""
    for number, subject in database.rows(_WITHOUT_CONTENT):
        people = database.rows(_PEOPLE, (number,))
        content = MailContent(sender=people[0][1] if people else "", subject=subject)
        recipients = tuple(Recipient(Mailbox(address)) for address, _ in people)
        database.run(_ADD_CONTENT, (number, json_of(content), json_of(recipients)))
        database.run(_CANCEL, (number,))
        database.run(_CANCEL_MESSAGES, (number,))
