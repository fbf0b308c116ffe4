"""Streams the recipients of a merge list from its frozen copy, in memory that does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from composer_app.domain.draft import Draft
from composer_app.domain.list_rows import RowChecker
from composer_app.domain.merge_list import MergeAttachment, MergeRow
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.merge.list_file import open_list
from composer_app.services.runtime.error_mapping import Failed


def merge_rows(path: Path, merge: MergeAttachment, *, after_row: int = 0) -> Iterator[MergeRow]:
    """The rows that get the mail, in the order of the file. Any thread; it reads while it is iterated.

    Args:
        path: of the frozen copy, by `merge.sha256`.
        after_row: the number of the last row that is not wanted any more.

    Raises:
        Failed: FILE_LOST, or why the file cannot be read.
    """
    checker = RowChecker(merge.settings)
    with open_list(path, merge.file_name) as file:
        for number, cells in file.rows(merge.settings):
            row = checker.merge_row(checker.check(number, cells))
            if row is not None and row.row_number > after_row:
                yield row


def first_rows(draft: Draft, store: Path, most: int) -> tuple[MergeRow, ...]:
    """The first rows of a draft's list; none without a list. Any thread; raises `Failed` as `merge_rows`."""
    if draft.merge is None:
        return ()
    return tuple(islice(merge_rows(stored_path(store, draft.merge.sha256), draft.merge), most))


def rows_of_draft(draft: Draft, store: Path) -> tuple[MergeRow, ...]:
    """The rows of a draft's list that get the mail; none without a list. Any thread.

    Args:
        store: the folder of the attachment store.

    Raises:
        Failed: as `merge_rows`; LIST_EMPTY if no row is left.
    """
    if draft.merge is None:
        return ()
    rows = tuple(merge_rows(stored_path(store, draft.merge.sha256), draft.merge))
    if not rows:
        raise Failed(Problem(ProblemCode.LIST_EMPTY, subject=draft.merge.file_name))
    return rows
