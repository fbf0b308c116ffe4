"""Turns an `ArchiveFilter` into SQL conditions. No user text becomes part of a statement."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from composer_app.archive.column_values import micros, storable
from composer_app.archive.inconsistency_sql import inconsistent, inconsistent_rows
from composer_app.archive.like_patterns import has_gaps, part, phrase, with_gaps
from composer_app.archive.search_index_lookups import Amount, SearchIndexLookups
from composer_app.archive.vendor_status_search import VendorStatusSearch
from composer_app.domain.filter_words import filter_words
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import PROBLEMS, Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, MailPart, PriceLimit, exact_value
from composer_app.domain.search_folding import fold
from composer_app.domain.text_matchers import spellings_of

MAX_PATTERN = 2000
"""Characters. A longer pattern matches nothing: no address or subject is that long."""

_GRAM = 3  # the search indexes know groups of three characters
_SIDE_BY_SIDE = 100
_NOTHING = "0"
_OF_A_HOST = re.compile(r"\*@([a-z0-9.-]+)")
"""A folded pattern for all addresses of a domain, as `message.domain` has it."""
_SEARCHED = ("address", "sender", "subject", "message_id", "bulk_id")
_FIELDS_SPELLED = {"address": 0, "sender": 1, "subject": 2}  # as `spelled.field`
_COMPARISONS = frozenset(("<", "<=", "=", ">=", ">"))

_NUMBERS = "SELECT value FROM json_each({numbers})"
_BY_TERMS = "SELECT rowid FROM message_search WHERE message_search MATCH {terms}"
_SPELLED_BY_PHRASE = "SELECT rowid FROM spelling_search WHERE spelling_search MATCH {text}"
_SPELLED_BY_LIKE = "SELECT number FROM spelling WHERE {likes}"
_SPELLED = "SELECT message FROM spelled WHERE spelling IN ({spellings}){of_field}"
_LETTERS_BY_PHRASE = "SELECT rowid FROM letter_search WHERE letter_search MATCH {text}"
_LETTERS_BY_LIKE = "SELECT number FROM letter WHERE text LIKE {text} ESCAPE '\\'"
_OF_LETTERS = """
    SELECT row FROM message WHERE submission IN (SELECT submission FROM letter WHERE number IN ({letters}))
    UNION ALL SELECT message FROM letter WHERE number IN ({letters}) AND message IS NOT NULL
    UNION ALL SELECT message.row FROM letter CROSS JOIN message INDEXED BY message_by_bulk
        ON message.account = letter.account AND message.bulk_id = letter.bulk_id
        WHERE letter.number IN ({letters}) AND letter.bulk_id IS NOT NULL AND message.submission IS NULL
"""
_IN_LETTERS = """(
    message.submission IN (SELECT submission FROM letter WHERE number IN ({letters}))
    OR message.row IN (SELECT message FROM letter WHERE number IN ({letters}))
    OR (message.submission IS NULL AND (message.account, message.bulk_id) IN
        (SELECT account, bulk_id FROM letter WHERE number IN ({letters}) AND bulk_id IS NOT NULL))
)"""
# What comes before is a list that may name a row twice.
_EACH_ONCE = "{found} UNION SELECT NULL WHERE 0"
_WITH_ATTACHMENT = """
    SELECT submission FROM submission_content
    WHERE submission IN (SELECT submission FROM attachment_use) AND EXISTS (
        SELECT 1 FROM json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
        WHERE NOT coalesce(json_extract(file.value, '$.is_inline'), 0)
    )
"""

_WITH_STEP = "SELECT message AS row FROM event WHERE source = 'webhooks' AND kind = {kind}"  # as its index has them
_COLUMNS_OF_PARTS = {
    MailPart.PRICE: "message.price",
    MailPart.CURRENCY: "message.currency",
    MailPart.BULK: "message.bulk_id",
    MailPart.DOMAIN: "message.domain",
    MailPart.SENDER: "message.sender",
}


def _joined(operator: str, conditions: Sequence[str]) -> str:
    """The conditions as one, in brackets of `_SIDE_BY_SIDE`: SQLite nests those of one row, up to 1000 deep."""
    if len(conditions) <= _SIDE_BY_SIDE:
        return f" {operator} ".join(conditions)
    starts = range(0, len(conditions), _SIDE_BY_SIDE)
    return _joined(operator, [f"({_joined(operator, conditions[at : at + _SIDE_BY_SIDE])})" for at in starts])


class Subject(NamedTuple):
    """The columns that a filter uses for one kind of row."""

    account: str
    outcome: str
    time: str


class Clause(NamedTuple):
    """SQL of a filter. `found`: a SELECT of candidate message rows, or None for all; `where`: the conditions.
    `is_of_domain`: all are of one domain, by an equation. `is_narrow`: an index finds them by an equation of theirs.
    `verdicts`: all have one of these verdicts; empty: any."""

    found: str | None
    where: str
    values: dict[str, object]
    needs_message: bool
    is_of_domain: bool = False
    is_narrow: bool = False
    verdicts: tuple[int, ...] = ()


class _Place(NamedTuple):
    """Where a text is looked for: as a condition on a message, and as a SELECT of the rows if there is one."""

    condition: str
    found: str | None = None


class _Builder:
    """Collects conditions and values.

    Args:
        subject: the columns of the rows.
        lookups: the search index.
        statuses: the vendor's words.
        account_number: gives the number of an account.
        values: those bound before; alternatives share them.
        may_search: False: each row is compared by itself, and the index of words in messages is not asked.
        is_whole: all that matches is wanted, so that many rows of one word are collected as well.
    """

    def __init__(
        self,
        subject: Subject,
        lookups: SearchIndexLookups,
        statuses: VendorStatusSearch,
        account_number: Callable[[AccountId], int],
        values: dict[str, object] | None = None,
        *,
        may_search: bool = True,
        is_whole: bool = False,
    ) -> None:
        self.values: dict[str, object] = {} if values is None else values
        self.conditions: list[str] = []
        self.terms: list[str] = []
        self.candidates: list[str] = []
        self.needs_message = False
        self.is_of_domain = False
        self.is_narrow = False
        self.verdicts: tuple[int, ...] = ()
        self._may_search = may_search
        self._finds_all = is_whole
        self._subject = subject
        self._lookups = lookups
        self._statuses = statuses
        self._account_number = account_number
        self._is_of_messages = subject.outcome.startswith("message.")

    def bind(self, value: object) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def require(self, condition: str, *, of_message: bool = False) -> None:
        self.conditions.append(condition)
        self.needs_message |= of_message

    def clause(self) -> Clause:
        found = _BY_TERMS.format(terms=self.bind(" AND ".join(self.terms))) if self.terms else None
        for candidates in self.candidates:
            if found is None:
                found = candidates
            else:
                self.require(f"message.row IN ({candidates})", of_message=True)
        where = f"WHERE {_joined('AND', self.conditions)}" if self.conditions else ""
        return Clause(found, where, self.values, self.needs_message, self.is_of_domain, self.is_narrow, self.verdicts)

    def condition(self) -> str:
        """All of it as one condition on a message."""
        searches = [*self.candidates]
        if self.terms:
            searches.append(_BY_TERMS.format(terms=self.bind(" AND ".join(self.terms))))
        return _joined("AND", [*self.conditions, *(f"message.row IN ({found})" for found in searches)]) or "1"

    # fields

    def add(self, wanted: ArchiveFilter) -> None:
        subject = self._subject
        account = None if wanted.account_id is None else self._account_number(wanted.account_id)
        if account is not None:
            self.require(f"{subject.account} = {self.bind(account)}")
        if wanted.outcomes:
            self.require(self._is_one_of(subject.outcome, wanted.outcomes))
        if wanted.since is not None:
            self.require(f"{subject.time} >= {self.bind(micros(wanted.since))}")
        if wanted.until is not None:
            self.require(f"{subject.time} < {self.bind(micros(wanted.until))}")
        if wanted.message_ids or (wanted.bulk_id is not None and "*" not in wanted.bulk_id):
            self._may_search = False  # an index has these few rows
        if wanted.domains:
            self._add_domains(wanted.domains)
        if wanted.bulk_id is not None:
            self._add_ids("bulk_id", [wanted.bulk_id])
        if wanted.message_ids:
            self._add_ids("message_id", wanted.message_ids)
        if wanted.price is not None:
            self._add_price(wanted.price)
        if wanted.is_new:
            self.require("message.is_new = 1", of_message=True)
        for wanted_part in sorted(wanted.parts):
            self._add_part(wanted_part)
        for step in sorted(wanted.steps):
            found = _WITH_STEP.format(kind=self.bind(step.value))
            self._add_places([_Place(f"message.row IN ({found})", found)])
        if wanted.error:
            self.verdicts = tuple(self._statuses.of_error(wanted.error))
            self._add_places([self._of_verdicts(self.verdicts)])
        self._add_text("address", wanted.to)
        self._add_text("sender", wanted.sender)
        self._add_text("subject", wanted.subject)
        if letter := fold(storable(wanted.text.strip())):
            self._add_places([*self._letters_with(letter)])
        self._add_words(wanted.words)
        if wanted.inconsistent_at is not None:
            condition = inconsistent(wanted.inconsistent_at, self.bind)
            self._add_places([_Place(condition, inconsistent_rows(wanted.inconsistent_at, account, self.bind))])
        if wanted.problem_at is not None:
            self._add_problems(wanted, account)
        for group in wanted.groups:
            self._add_group(group)

    def _add_part(self, part: MailPart) -> None:
        if part is MailPart.ATTACHMENT:
            condition = f"message.submission IN ({_WITH_ATTACHMENT})"
            self._add_places([_Place(condition, f"SELECT row FROM message WHERE {condition}")])  # noqa: S608
        else:
            self.require(f"{_COLUMNS_OF_PARTS[part]} <> ''", of_message=True)

    def _is_one_of(self, column: str, outcomes: Iterable[Outcome]) -> str:
        names = sorted(outcome.value for outcome in outcomes)
        if len(names) == 1:  # an equation lets the index give the order as well
            return f"{column} = {self.bind(names[0])}"
        return f"{column} IN ({_NUMBERS.format(numbers=self.bind(json.dumps(names)))})"

    def _numbers(self, numbers: Sequence[object]) -> str:
        return _NUMBERS.format(numbers=self.bind(json.dumps(numbers)))

    def _add_domains(self, domains: Iterable[str]) -> None:
        exact: set[str] = set()
        conditions = []
        for domain in domains:
            if (whole := exact_value(domain)) is not None:
                exact.add(storable(whole))
            elif len(domain) > MAX_PATTERN:
                continue
            elif "*" in domain:
                conditions.append(f"message.domain LIKE {self.bind(with_gaps(storable(domain)))} ESCAPE '\\'")
            else:
                exact |= {one.rpartition("@")[2] for one in spellings_of(f"@{storable(domain)}")}
        if len(exact) == 1:  # an equation lets the index give the order as well
            self.is_of_domain |= not conditions
            self.is_narrow |= not conditions
            conditions.append(f"message.domain = {self.bind(next(iter(exact)))}")
        elif exact:
            conditions.append(f"message.domain IN ({self._numbers(sorted(exact))})")
        self.require(f"({_joined('OR', conditions)})" if conditions else _NOTHING, of_message=True)

    def _add_ids(self, column: str, ids: Iterable[str]) -> None:
        ids = [*ids]
        known = [storable(one) for one in ids if exact_value(one) is None and len(one) <= MAX_PATTERN]
        conditions = [f"message.{column} LIKE {self.bind(with_gaps(one))} ESCAPE '\\'" for one in known if "*" in one]
        wholes = [storable(whole) for one in ids if (whole := exact_value(one)) is not None]
        exact = sorted({*wholes, *(one for one in known if "*" not in one)})
        self.is_narrow |= not conditions
        if len(exact) == 1:
            conditions.append(f"message.{column} = {self.bind(exact[0])}")
        elif exact:
            conditions.append(f"message.{column} IN ({self._numbers(exact)})")
        self.require(f"({_joined('OR', conditions)})" if conditions else _NOTHING, of_message=True)

    def _add_price(self, limit: PriceLimit) -> None:
        if limit.amount is not None:
            comparison = limit.comparison if limit.comparison in _COMPARISONS else "="
            self.require(f"CAST(message.price AS REAL) {comparison} {self.bind(float(limit.amount))}", of_message=True)
        if limit.currency:
            self.require(f"message.currency = {self.bind(limit.currency)} COLLATE NOCASE", of_message=True)

    def _add_problems(self, wanted: ArchiveFilter, account: int | None) -> None:
        assert wanted.problem_at is not None
        named = self._is_one_of(self._subject.outcome, PROBLEMS)
        condition = f"({named} OR {inconsistent(wanted.problem_at, self.bind)})"
        if not self._is_of_messages:
            self.require(condition, of_message=True)
            return
        of_account = "" if account is None else f"message.account = {self.bind(account)} AND "
        disagreeing = inconsistent_rows(wanted.problem_at, account, self.bind)
        found = f"SELECT row FROM message WHERE {of_account}{named} UNION ALL {disagreeing}"  # noqa: S608 - values are bound
        self._add_places([_Place(condition, found)])

    def _add_group(self, group: Sequence[FilterAlternative]) -> None:
        """What is only searched for goes into one search: each one by itself would take as long as all of them."""
        conditions: list[str] = []
        searches: list[str] = []
        phrases: list[str] = []
        wholes: dict[str, list[str]] = {}
        for alternative in group:
            if not alternative.is_excluded and (letter := _phrase_of_letter(alternative.wanted)):
                phrases.append(letter)
                continue
            if not alternative.is_excluded and (whole := _whole_value(alternative.wanted)) is not None:
                wholes.setdefault(whole[0], []).append(whole[1])
                continue
            inner = _Builder(
                self._subject,
                self._lookups,
                self._statuses,
                self._account_number,
                self.values,
                may_search=self._may_search,
            )
            inner.add(alternative.wanted)
            self.needs_message |= inner.needs_message or bool(inner.candidates or inner.terms)
            if inner.terms and not (alternative.is_excluded or inner.conditions or inner.candidates):
                searches.append(f"({' AND '.join(inner.terms)})")
                continue
            condition = f"({inner.condition()})"
            conditions.append(f"{condition} IS NOT TRUE" if alternative.is_excluded else condition)
        conditions += [self._is_whole(column, values) for column, values in wholes.items()]
        self.needs_message |= bool(wholes)
        if phrases:
            letters = _LETTERS_BY_PHRASE.format(text=self.bind(" OR ".join(phrases)))
            place = _Place(_IN_LETTERS.format(letters=letters), _OF_LETTERS.format(letters=letters))
            if not (conditions or searches):
                self._add_places([place])
                return
            conditions.append(place.condition)
            self.needs_message = True
        if searches and not conditions:
            self.terms.append(f"({' OR '.join(searches)})")
            return
        if searches:
            found = _BY_TERMS.format(terms=self.bind(" OR ".join(searches)))
            conditions.append(f"message.row IN ({found})")
        self.require(f"({_joined('OR', conditions)})" if conditions else _NOTHING)

    # texts

    def _add_text(self, column: str, pattern: str) -> None:
        """Any part of a column; with a `*` the whole column, of which the part in <...> may be meant."""
        if (whole := exact_value(pattern)) is not None:
            self._add_whole(column, storable(whole))
            return
        text = fold(storable(pattern.strip()))
        if not text:
            return
        if len(text) > MAX_PATTERN:
            self.require(_NOTHING)
        elif "*" in text:
            self._add_pattern(column, text)
        elif self._is_searchable(text) and text.isascii() and not self._lookups.is_spelled(text):
            self.terms.append(f"{column} : {phrase(text)}")
        else:
            self._add_places(self._spelled(text, column) + self._plain(text, column))

    def _add_whole(self, column: str, text: str) -> None:
        """The whole column, in any letter case; an address in any of its spellings."""
        self.require(self._is_whole(column, [text]), of_message=True)
        self.is_narrow = True

    def _is_whole(self, column: str, texts: Iterable[str]) -> str:
        wanted = set(texts)
        if column == "address":
            wanted |= {spelling for text in texts for spelling in spellings_of(text.strip())}
        if len(wanted) == 1:  # an equation lets the index give the order as well
            return f"message.{column} = {self.bind(next(iter(wanted)))} COLLATE NOCASE"
        return f"message.{column} COLLATE NOCASE IN ({self._numbers(sorted(wanted))})"

    def _add_pattern(self, column: str, text: str) -> None:
        whole = with_gaps(text)
        in_brackets = f"%<{whole}>"
        likes = [self.bind(whole), self.bind(in_brackets)]
        condition = " OR ".join(f"message.{column} LIKE {like} ESCAPE '\\'" for like in likes)
        if self._lookups.is_spelled_like(whole, in_brackets):
            spellings = _SPELLED_BY_LIKE.format(likes=" OR ".join(f"folded LIKE {like} ESCAPE '\\'" for like in likes))
            spelled = _SPELLED.format(spellings=spellings, of_field=f" AND field = {_FIELDS_SPELLED[column]:d}")
            condition += f" OR message.row IN ({spelled})"
        elif column == "address" and self._is_of_messages and (host := _OF_A_HOST.fullmatch(text)):
            # an index has them in the order of sending; a search would have to sort them
            self.require(f"message.domain = {self.bind(host[1])}", of_message=True)
            self.is_of_domain = self.is_narrow = True
        elif text.isascii() and self._may_search:
            self.terms += [f"{column} : {phrase(piece)}" for piece in text.split("*") if len(piece) >= _GRAM]
        self.require(f"({condition})", of_message=True)

    def _add_words(self, words: Iterable[str]) -> None:
        """Most words are in messages alone. Those go into one search together with the other texts, so that a rare one
        makes a common one cheap."""
        for word in filter_words(map(storable, words)).counting:
            if len(word) > MAX_PATTERN:
                self.require(_NOTHING)
                continue
            places = [*self._verdicts_with(word), *self._spelled(word), *self._letters_with(word)]
            if not places and word.isascii() and self._is_searchable(word):
                self.terms.append(phrase(word))
            else:
                self._add_places(places + self._plain(word))

    def _is_searchable(self, text: str) -> bool:
        """The index of words in messages is asked for this folded text."""
        return self._may_search and len(text) >= _GRAM and not has_gaps(text)

    def _plain(self, text: str, column: str | None = None) -> list[_Place]:
        """A folded text in the columns themselves, or in one of them."""
        if self._is_searchable(text):
            terms = phrase(text) if column is None else f"{column} : {phrase(text)}"
            found = _BY_TERMS.format(terms=self.bind(terms))
            return [_Place(f"message.row IN ({found})", found)]
        like = self.bind(part(text))
        columns = _SEARCHED if column is None else (column,)
        return [_Place(" OR ".join(f"message.{one} LIKE {like} ESCAPE '\\'" for one in columns))]

    def _spelled(self, text: str, column: str | None = None) -> list[_Place]:
        """The same in texts with letters beyond ASCII, if there are such."""
        if len(text) >= _GRAM and not has_gaps(text):
            if not self._lookups.is_spelled(text):
                return []
            spellings = _SPELLED_BY_PHRASE.format(text=self.bind(phrase(text)))
        elif self._lookups.is_spelled_like(part(text)):
            spellings = _SPELLED_BY_LIKE.format(likes=f"folded LIKE {self.bind(part(text))} ESCAPE '\\'")
        else:
            return []
        of_field = "" if column is None else f" AND field = {_FIELDS_SPELLED[column]:d}"
        found = _SPELLED.format(spellings=spellings, of_field=of_field)
        return [_Place(f"message.row IN ({found})", found)]

    def _verdicts_with(self, word: str) -> list[_Place]:
        numbers = self._statuses.with_words(word)
        if not numbers:
            return []
        return [self._of_verdicts(numbers)]

    def _of_verdicts(self, numbers: Sequence[int]) -> _Place:
        bound = self._numbers(numbers)
        return _Place(f"message.verdict IN ({bound})", f"SELECT row FROM message WHERE verdict IN ({bound})")  # noqa: S608

    def _letters_with(self, text: str) -> list[_Place]:
        """Mails in whose text this occurs, if there are such."""
        if len(text) > MAX_PATTERN:
            return []
        if len(text) >= _GRAM and not has_gaps(text):
            if not self._lookups.is_in_letters(text):
                return []
            letters = _LETTERS_BY_PHRASE.format(text=self.bind(phrase(text)))
        elif self._lookups.is_in_letters_like(part(text)):
            letters = _LETTERS_BY_LIKE.format(text=self.bind(part(text)))
        else:
            return []
        return [_Place(_IN_LETTERS.format(letters=letters), _OF_LETTERS.format(letters=letters))]

    def _add_places(self, places: Sequence[_Place]) -> None:
        """One of these places must have it."""
        selects = [place.found for place in places if place.found is not None]
        found = " UNION ALL ".join(selects)
        is_findable = self._may_search and len(selects) == len(places)
        amount = self._lookups.amount(found, self.values) if places and is_findable else None
        is_first = self._finds_all and not (self.terms or self.candidates)
        if amount is Amount.FEW or (amount is Amount.MANY and is_first):
            self.candidates.append(_EACH_ONCE.format(found=found))
        else:
            condition = " OR ".join(place.condition for place in places)
            self.require(f"({condition})" if places else _NOTHING, of_message=True)


def _phrase_of_letter(wanted: ArchiveFilter) -> str | None:
    """The phrase of a filter that asks for a text of the mail alone, which the index knows."""
    text = fold(storable(wanted.text.strip()))
    if has_gaps(text) or not _GRAM <= len(text) <= MAX_PATTERN or wanted != ArchiveFilter(text=wanted.text):
        return None
    return phrase(text)


def _whole_value(wanted: ArchiveFilter) -> tuple[str, str] | None:
    """The column and the value of a filter that asks for one whole value alone."""
    for column, text in (("address", wanted.to), ("sender", wanted.sender), ("subject", wanted.subject)):
        if (whole := exact_value(text)) is not None:
            is_alone = wanted in (ArchiveFilter(to=text), ArchiveFilter(sender=text), ArchiveFilter(subject=text))
            return (column, storable(whole)) if is_alone else None
    return None


def clause_of(
    wanted: ArchiveFilter,
    account_number: Callable[[AccountId], int],
    subject: Subject,
    lookups: SearchIndexLookups,
    statuses: VendorStatusSearch,
    *,
    may_search: bool = True,
    is_whole: bool = False,
) -> Clause:
    """The conditions for `wanted`.

    Args:
        account_number: gives the number of an account.
        lookups: what must be known of words first.
        statuses: finds what the vendor says.
        may_search: False: each row is compared by itself, for a list of which only a page is read.
        is_whole: all that matches is wanted, and no index gives its order: what a word finds is collected first, also
            where it is much.
    """
    build = _Builder(subject, lookups, statuses, account_number, may_search=may_search, is_whole=is_whole)
    build.add(wanted)
    return build.clause()
