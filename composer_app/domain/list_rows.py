"""Checks the rows of a recipient list one after the other: address, repeats, empty values, and who is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from composer_app.domain.address_syntax import judge
from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import ALWAYS_LEFT_OUT, ColumnRole, MergeRow, MergeSettings, RowProblem
from composer_app.domain.recipients import ParsedAddress, parse_address

UNREADABLE = "\ufffd"
"""What a reader puts for bytes that the encoding does not know."""

_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9_-]*(?:[.+][A-Za-z0-9_-]+)*)@([A-Za-z0-9.-]+)")
_LONGEST_LOCAL, _LONGEST = 64, 320
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))


class CheckedRow(msgspec.Struct, frozen=True):
    """A row with data, and what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    mailbox: Mailbox | None = None
    problems: frozenset[RowProblem] = frozenset()
    is_left_out: bool = False
    suggestion: str = ""
    """The address that was probably meant, also where it is used by now."""


class RowChecker:
    """Checks the rows of one reading, in the order of the file: a repeat is known by the rows before it."""

    def __init__(self, settings: MergeSettings) -> None:
        self._settings = settings
        self._address = settings.column_of(ColumnRole.ADDRESS)
        self._name = settings.column_of(ColumnRole.NAME)
        self._columns = settings.placeholders()
        self._left_out = ALWAYS_LEFT_OUT | frozenset(settings.left_out)
        self._excluded = frozenset(settings.excluded_rows)
        self._seen: set[str] = set()

    def check(self, number: int, cells: Sequence[str]) -> CheckedRow:
        """The row, checked."""
        problems: set[RowProblem] = set()
        mailbox, suggestion = self._mailbox(cells, problems)
        for name, at in self._columns.items():
            if not _value(cells, at) and not self._settings.defaults.get(name):
                problems.add(RowProblem.EMPTY_VALUE)
        if any(UNREADABLE in cell for cell in cells):
            problems.add(RowProblem.UNREADABLE)
        is_left_out = number in self._excluded or not self._left_out.isdisjoint(problems)
        if mailbox is not None and not is_left_out:
            key = mailbox.address.casefold()
            if key in self._seen:
                problems.add(RowProblem.REPEATED)
                is_left_out = RowProblem.REPEATED in self._left_out
            self._seen.add(key)
        return CheckedRow(number, tuple(cells), mailbox, frozenset(problems), is_left_out, suggestion)

    def merge_row(self, row: CheckedRow) -> MergeRow | None:
        """The recipient of a checked row; None: it is left out."""
        if row.mailbox is None or row.is_left_out:
            return None
        return MergeRow(row.number, row.mailbox, self.values_of(row.cells))

    def values_of(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row with these cells gives the placeholders, by their names."""
        values = dict(self._settings.defaults)
        for name, at in self._columns.items():
            values[name] = _value(cells, at) or values.get(name, "")
        return values

    def _mailbox(self, cells: Sequence[str], problems: set[RowProblem]) -> tuple[Mailbox | None, str]:
        written = _value(cells, self._address)
        if not written:
            problems.add(RowProblem.NO_ADDRESS)
            return None, ""
        parsed = parsed_cell(written)
        problem = RowProblem.BAD_ADDRESS if parsed.mailbox is None else RowProblem.MISSPELT
        mailbox = parsed.mailbox
        if mailbox is None or parsed.suggestion:
            if parsed.suggestion and problem in self._settings.corrected:
                mailbox = parse_address(parsed.suggestion).mailbox
            if mailbox is parsed.mailbox:  # not corrected
                problems.add(problem)
        if mailbox is not None and (name := " ".join(_value(cells, self._name).split())):
            mailbox = Mailbox(mailbox.address, name)
        return mailbox, parsed.suggestion


def parsed_cell(text: str) -> ParsedAddress:
    """The address in a cell, the same as `parse_address` finds; plain ones at once, because a list has thousands."""
    plain = _PLAIN.fullmatch(text)
    if plain is None or len(plain[1]) > _LONGEST_LOCAL or len(text) > _LONGEST:
        return parse_address(text)
    domain, meant = _domain(plain[2])
    if not domain:
        return parse_address(text)
    address = f"{plain[1]}@{domain}"
    return ParsedAddress(address, Mailbox(address), suggestion=f"{plain[1]}@{meant}" if meant else "")


@lru_cache(maxsize=65_536)
def _domain(written: str) -> tuple[str, str]:
    """The domain as it is sent, and the one probably meant; empty: not valid, or more is to be said."""
    verdict = judge(f"a@{written}")
    if verdict.problem is not None:
        return "", ""
    return verdict.address.rpartition("@")[2], verdict.suggestion.rpartition("@")[2]


def _value(cells: Sequence[str], at: int | None) -> str:
    if at is None or at >= len(cells):
        return ""
    value = cells[at].strip()
    return "" if value in _ERRORS else value
