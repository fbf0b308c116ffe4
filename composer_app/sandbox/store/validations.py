"""Validated addresses of bulk requests, read page by page."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from composer_app.sandbox.store.database import transaction
from composer_app.sandbox.store.filters import Condition, where
from composer_app.sandbox.validation.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Validation:
    """One address of a bulk request and its result."""

    row_id: int
    request_id: str
    destination: str
    validated_at_ms: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Page:
    """One page in the order of asking, and whether there is more on either side."""

    validations: tuple[Validation, ...]
    has_previous: bool
    has_next: bool


class Validations:
    """The validated addresses of a store; shares its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    def add(self, request_id: str, found: Iterable[tuple[str, Verdict]], validated_at_ms: int) -> None:
        """Stores the addresses of one request, or none of them."""
        with transaction(self._database):
            self._database.executemany(
                "INSERT INTO validation (request_id, destination, validated_at, valid_mailbox, valid_syntax, catch_all,"
                " disposable, role_based, risk, did_you_mean, reason, detailed_reasons)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    (
                        request_id,
                        destination,
                        validated_at_ms,
                        verdict.valid_mailbox,
                        verdict.valid_syntax,
                        verdict.catch_all,
                        verdict.disposable,
                        verdict.role_based,
                        verdict.risk,
                        verdict.did_you_mean,
                        verdict.reason,
                        verdict.detailed_reasons,
                    )
                    for destination, verdict in found
                ),
            )

    def page(self, conditions: Sequence[Condition], size: int, after: int | None, before: int | None) -> Page:
        """Returns the page after a row, before a row, or the first one."""
        if before is not None:
            rows = self._rows([*conditions, Condition("id < ?", (before,))], "id DESC", size)[::-1]
        else:
            rows = self._rows([*conditions, Condition("id > ?", (after or 0,))], "id", size)
        if not rows:
            return Page((), has_previous=False, has_next=False)
        first, last = rows[0].row_id, rows[-1].row_id
        return Page(
            tuple(rows),
            has_previous=bool(self._rows([*conditions, Condition("id < ?", (first,))], "id DESC", 1)),
            has_next=bool(self._rows([*conditions, Condition("id > ?", (last,))], "id", 1)),
        )

    def _rows(self, conditions: Sequence[Condition], order: str, size: int) -> list[Validation]:
        clause, values = where(conditions)
        rows = self._database.execute(
            "SELECT id, request_id, destination, validated_at, valid_mailbox, valid_syntax, catch_all, disposable,"  # noqa: S608
            " role_based, risk, did_you_mean, reason, detailed_reasons FROM validation"
            f" {clause} ORDER BY {order} LIMIT ?",
            (*values, size),
        ).fetchall()
        return [_validation(*row) for row in rows]


def _validation(
    row_id: int,
    request_id: str,
    destination: str,
    validated_at_ms: int,
    valid_mailbox: str,
    valid_syntax: int,
    catch_all: int,
    disposable: int,
    role_based: int,
    risk: str,
    did_you_mean: str | None,
    reason: str | None,
    detailed_reasons: str | None,
) -> Validation:
    verdict = Verdict(
        valid_mailbox,
        bool(valid_syntax),
        bool(catch_all),
        bool(disposable),
        bool(role_based),
        risk,
        did_you_mean,
        reason,
        detailed_reasons,
    )
    return Validation(row_id, request_id, destination, validated_at_ms, verdict)
