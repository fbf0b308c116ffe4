"""Turns an `ArchiveFilter` into SQL conditions. No user text becomes part of a statement."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from composer_app.archive.column_values import micros, storable
from composer_app.archive.inconsistency_sql import inconsistent, inconsistent_rows
from composer_app.domain.queries import ArchiveFilter

MAX_WORDS = 100
"""More words than this are ignored: the user pasted a text."""
MAX_PATTERN = 2000
"""Characters. A longer pattern matches nothing: no address or subject is that long."""

_GRAM = 3  # the search index knows groups of three characters
_NOTHING = "0"
_OF_A_HOST = re.compile(r"\*@([A-Za-z0-9.-]+)")
"""A pattern for all addresses of a domain. Of others it is not sure that `message.domain` has them in these letters."""
_SEARCHED = ("address", "sender", "subject", "message_id", "bulk_id")

_FOUND_BY_TERMS = "SELECT rowid FROM message_search WHERE message_search MATCH {terms}"
_FOUND_BY_WORD = (
    "SELECT rowid FROM message_search WHERE message_search MATCH {terms}"
    " UNION SELECT row FROM message WHERE verdict IN ({numbers})"
)
_NUMBERS = "SELECT value FROM json_each({numbers})"


class Subject(NamedTuple):
    """The columns that a filter uses for one kind of row."""

    account: str
    outcome: str
    time: str


class Clause(NamedTuple):
    """SQL of a filter. `found`: a SELECT of candidate message rows, or None for all; `where`: the conditions."""

    found: str | None
    where: str
    values: dict[str, object]
    needs_message: bool


class _Builder:
    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.conditions: list[str] = []
        self.terms: list[str] = []
        self.needs_message = False

    def bind(self, value: object) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def require(self, condition: str, *, of_message: bool = False) -> None:
        self.conditions.append(condition)
        self.needs_message |= of_message

    def clause(self, found: str | None) -> Clause:
        where = "WHERE " + " AND ".join(self.conditions) if self.conditions else ""
        return Clause(found, where, self.values, self.needs_message)


def clause_of(
    wanted: ArchiveFilter, account: int | None, subject: Subject, statuses_with: Callable[[str], list[int]]
) -> Clause:
    """The conditions for `wanted`.

    Args:
        account: the number of `wanted.account_id`.
        statuses_with: gives the numbers of the statuses in whose words a text occurs.
    """
    build = _Builder()
    if account is not None:
        build.require(f"{subject.account} = {build.bind(account)}")
    if wanted.outcomes:
        outcomes = build.bind(json.dumps(sorted(outcome.value for outcome in wanted.outcomes)))
        if len(wanted.outcomes) == 1:  # an equation lets the index give the order as well
            outcomes = build.bind(next(iter(wanted.outcomes)).value)
            build.require(f"{subject.outcome} = {outcomes}")
        else:
            build.require(f"{subject.outcome} IN ({_NUMBERS.format(numbers=outcomes)})")
    if wanted.since is not None:
        build.require(f"{subject.time} >= {build.bind(micros(wanted.since))}")
    if wanted.until is not None:
        build.require(f"{subject.time} < {build.bind(micros(wanted.until))}")
    if wanted.bulk_id is not None:
        build.require(f"message.bulk_id = {build.bind(storable(wanted.bulk_id))}", of_message=True)
    if wanted.message_ids:
        ids = build.bind(json.dumps(sorted(storable(message_id) for message_id in wanted.message_ids)))
        build.require(f"message.message_id IN ({_NUMBERS.format(numbers=ids)})", of_message=True)
    _require_pattern(build, "address", wanted.to)
    of_address = list(build.terms)
    _require_pattern(build, "sender", wanted.sender)
    _require_part(build, "subject", wanted.subject)
    host = _OF_A_HOST.fullmatch(wanted.to.strip()) if subject.account == "message.account" else None
    is_alone = build.terms == of_address and not wanted.words and wanted.inconsistent_at is None
    if host is not None and is_alone:  # an index has them in the order of sending; a search would have to sort them
        build.terms.clear()
        build.require(f"message.domain = {build.bind(host[1].lower())}", of_message=True)
    found = _require_words(build, wanted.words, statuses_with)
    if wanted.inconsistent_at is not None:
        if found is None:
            found = inconsistent_rows(wanted.inconsistent_at, account, build.bind)
        else:
            build.require(inconsistent(wanted.inconsistent_at, build.bind), of_message=True)
    return build.clause(found)


def _require_pattern(build: _Builder, column: str, pattern: str) -> None:
    """`*` stands for anything; without one, any part will do. The pattern may also fit the part in <...>."""
    pattern = storable(pattern.strip())
    if "*" not in pattern:
        _require_part(build, column, pattern)
        return
    if len(pattern) > MAX_PATTERN:
        build.require(_NOTHING)
        return
    pieces = pattern.split("*")
    build.terms += [f"{column} : {_phrase(piece)}" for piece in pieces if len(piece) >= _GRAM]
    like = "%".join(escaped(piece) for piece in pieces)
    whole, in_brackets = build.bind(like), build.bind(f"%<{like}>")
    build.require(
        f"(message.{column} LIKE {whole} ESCAPE '\\' OR message.{column} LIKE {in_brackets} ESCAPE '\\')",
        of_message=True,
    )


def _require_part(build: _Builder, column: str, part: str) -> None:
    part = storable(part.strip())
    if not part:
        return
    if len(part) > MAX_PATTERN:
        build.require(_NOTHING)
    elif len(part) >= _GRAM:
        build.terms.append(f"{column} : {_phrase(part)}")
    else:
        build.require(f"message.{column} LIKE {build.bind(contains(part))} ESCAPE '\\'", of_message=True)


def _require_words(build: _Builder, words: Iterable[str], statuses_with: Callable[[str], list[int]]) -> str | None:
    """Adds the words' conditions; gives the SELECT of the rows that come into question, if there is one.

    Most words are not among the vendor's. Those go into one search together with the patterns, so that a rare one
    makes a common one cheap.
    """
    common: list[tuple[str, str]] = []
    clean = dict.fromkeys(storable(word.strip()) for word in words)
    for word in list(clean)[:MAX_WORDS]:
        if not word:
            continue
        if len(word) > MAX_PATTERN:
            build.require(_NOTHING)
            continue
        statuses = statuses_with(word)
        if len(word) >= _GRAM and not statuses:
            build.terms.append(_phrase(word))
            continue
        numbers = _NUMBERS.format(numbers=build.bind(json.dumps(statuses)))
        if len(word) >= _GRAM:
            common.append((build.bind(_phrase(word)), numbers))
            continue
        part = build.bind(contains(word))
        places = [f"message.{column} LIKE {part} ESCAPE '\\'" for column in _SEARCHED]
        build.require("(" + " OR ".join([*places, f"message.verdict IN ({numbers})"]) + ")", of_message=True)
    found = None
    if build.terms:
        found = _FOUND_BY_TERMS.format(terms=build.bind(" AND ".join(build.terms)))
    elif common:
        phrase, numbers = common.pop()
        found = _FOUND_BY_WORD.format(terms=phrase, numbers=numbers)
    for phrase, numbers in common:
        searched = _FOUND_BY_TERMS.format(terms=phrase)
        build.require(f"(message.row IN ({searched}) OR message.verdict IN ({numbers}))", of_message=True)
    return found


def contains(text: str) -> str:
    """The LIKE pattern (escape character `\\`) for any text in which this one occurs."""
    return f"%{escaped(text)}%"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _phrase(text: str) -> str:
    """A phrase of the search language: between quotes nothing has a meaning but the quote itself."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
