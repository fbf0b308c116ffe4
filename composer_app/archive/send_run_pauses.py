"""Why a send run pauses by itself: a batch that was refused as a whole, or an archive that was restored.

Apart from `SendRunStore`, since the outbox takes these steps in the transaction of the batch. Inside a transaction
only.
"""

from __future__ import annotations

from composer_app.archive.column_values import json_of
from composer_app.archive.database import Database
from composer_app.domain.problem import Problem, ProblemCode

_PAUSE = """
    UPDATE send_run SET state = 'paused', problem = ?
    WHERE state = 'running' AND number = (SELECT run FROM submission WHERE submission.number = ?)
"""
# Recipients in no batch, or a refused batch: both may have been sent since the copy was made.
_HAS_MORE_TO_SEND = """
    (left_count > 0
     OR EXISTS (SELECT 1 FROM submission WHERE submission.run = send_run.number AND submission.state = 'rejected'))
"""
_RESTORED = f"""
    UPDATE send_run SET state = 'paused', problem = ?, is_restored = 1, draft = NULL, leaves_at = NULL
    WHERE state IN ('running', 'paused') AND {_HAS_MORE_TO_SEND}
"""  # noqa: S608 - a constant of ours
_IN_DOUBT = f"""
    SELECT count(*) FROM send_run WHERE state = 'paused' AND is_restored = 1 AND {_HAS_MORE_TO_SEND}
"""  # noqa: S608 - a constant of ours
_IS_HELD = """
    SELECT 1 FROM submission JOIN send_run ON send_run.number = submission.run
    WHERE submission.id = ? AND send_run.state <> 'running'
"""
_IS_STOPPED = """
    SELECT 1 FROM submission JOIN send_run ON send_run.number = submission.run
    WHERE submission.id = ? AND send_run.state = 'stopped'
"""
IS_HELD = """
    (submission.state = 'queued' AND submission.run IS NOT NULL
     AND EXISTS (SELECT 1 FROM send_run WHERE send_run.number = submission.run AND send_run.state <> 'running'))
"""
"""SQL condition on a submission: a queued batch of a run that is paused or stopped."""


def pause_run_of(database: Database, submission: int, problem: Problem) -> None:
    """Pause the run of a batch that was refused as a whole: what was wrong with it is wrong with the next one."""
    database.run(_PAUSE, (json_of(problem), submission))


def pause_restored_runs(database: Database) -> None:
    """Pause every run with recipients left or a refused batch: they may have got the mail since the copy was made."""
    database.run(_RESTORED, (json_of(Problem(ProblemCode.RESTORED)),))


def runs_in_doubt(database: Database) -> int:
    """The number of such runs."""
    row = database.row(_IN_DOUBT)
    return int(row[0]) if row else 0


def is_held(database: Database, submission_id: str) -> bool:
    """Whether a batch may not leave, because its run is paused or stopped."""
    return database.row(_IS_HELD, (submission_id,)) is not None


def is_stopped(database: Database, submission_id: str) -> bool:
    """Whether it is a batch of a run that the user stopped: it never leaves again."""
    return database.row(_IS_STOPPED, (submission_id,)) is not None
