"""What a filter finds, and that nothing typed into one is more than text."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.filter_sql import MAX_PATTERN
from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.filter_parser import FilterToken, parse
from composer_app.domain.filter_words import MAX_WORDS
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, SortKey
from composer_app.domain.search_folding import fold
from tests.examples import examples
from tests.new_archive import passing_archive
from tests.unit.archive.samples import T0, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, WAITING
from tests.unit.archive.steps import ingest, statements, sync


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """Rows 1 Ana (delivered), 2 Tom (bounced, inbox full), 3 Zoë (pending), 4 odd characters (queued, ours)."""
    sync(
        archive,
        entry("id-ana", "ana@corp.example", DELIVERED, bulk_id="b-1", sender="News <news@shop.example>"),
        entry("id-tom", "tom@mail.example.com", BOUNCED, bulk_id="b-1", error=INBOX_FULL),
        entry("id-zoe", "zoë@corp.example", WAITING, bulk_id="b-2"),
    )
    archive.outbox.queue(submission("a_b%c@odd.example", bulk_id="b-3", subject='50% "off" NEAR(x) AND \\ * (ü)'), None)
    return archive


def found(archive: Archive, **wanted: object) -> list[int]:
    return sorted(archive.messages.ids(ArchiveFilter(**wanted), SortKey.SENT, True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("ana", [1]),
        ("ANA@CORP", [1]),
        ("corp.example", [1, 3]),
        ("*@corp.example", [1, 3]),
        ("ana*", [1]),
        ("*corp", []),
        ("*corp*", [1, 3]),
        ("a*@*.example", [1, 4]),
        ("*", [1, 2, 3, 4]),
        ("**", [1, 2, 3, 4]),
        ("o", [1, 2, 3, 4]),
        ("om", [2]),
        ("a_b", [4]),
        ("a_*", [4]),
        ("_", [4]),
        ("%", [4]),
        ("*%*", [4]),
        ("  ana  ", [1]),
        ('"', []),
        ("x" * (MAX_PATTERN + 1), []),
        ("*" + "x" * MAX_PATTERN, []),
    ],
)
def test_address_patterns(filled: Archive, pattern: str, rows: list[int]) -> None:
    assert found(filled, to=pattern) == rows


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [("news", [1]), ("*@shop.example", [1]), ("news@*", [1]), ("News*", [1]), ("*@example.com", [2, 3, 4])],
)
def test_sender_patterns_fit_the_address_in_brackets_too(filled: Archive, pattern: str, rows: list[int]) -> None:
    assert found(filled, sender=pattern) == rows


@pytest.mark.parametrize(
    ("text", "rows"), [("your invoice", [5]), ("in", [5]), ("inv*ce", [5]), ("INVOICE", [5]), ("corp", []), ("q", [])]
)
def test_a_text_is_found_in_the_mail_alone(filled: Archive, text: str, rows: list[int]) -> None:
    mail = submission("lea@example.net", bulk_id="b-4", subject="News")
    content = msgspec.structs.replace(mail.content, html="<p>Here is your <b>inv</b>oice</p>")
    filled.outbox.queue(msgspec.structs.replace(mail, content=content), None)

    assert found(filled, text=text) == rows


def test_a_text_longer_than_a_pattern_may_be_is_in_no_mail(filled: Archive) -> None:
    assert found(filled, text="x" * (MAX_PATTERN + 1)) == []


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("corp",), [1, 3]),
        (("corp", "news"), [1]),
        (("corp", "tom"), []),
        (("inbox full",), [2]),
        (("inbox", "tom"), [2]),
        (("inbox", "ana"), []),
        (("INBOX_FULL",), [2]),
        (("EC_RECIPIENT", "not delivered"), [2]),
        (("DELIVERED",), [1, 2]),
        (("id-zoe",), [3]),
        (("b-2",), [3]),
        (("zoë",), [3]),
        (("ZOË",), [3]),
        (("ë",), [1, 2, 3, 4]),
        (("zoe",), [3]),
        (("zoe\u0308@",), [3]),
        (("oë",), [3]),
        (("(U)",), [4]),
        (("n*ws",), [1]),
        (("zo",), [3]),
        (("to", "tom"), [2]),
        (('"off"',), [4]),
        (("NEAR(x)", "AND"), [4]),
        (("50%",), [4]),
        (("0%",), [4]),
        (("%",), [4]),
        (("\\",), [4]),
        (("*",), [4]),
        (("(ü)",), [4]),
        (("",), [1, 2, 3, 4]),
        (("no such thing",), []),
        (("x" * (MAX_PATTERN + 1),), []),
        (("corp\0",), []),
        (("\ud800corp",), []),
    ],
)
def test_words(filled: Archive, words: tuple[str, ...], rows: list[int]) -> None:
    assert found(filled, words=words) == rows


@pytest.mark.parametrize("text", ["(ü)", "odd", "zo"])
def test_what_many_have_is_found_as_what_few_have(filled: Archive, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    few = found(filled, words=(text,))
    monkeypatch.setattr("composer_app.archive.search_index_lookups.FEW", 0)
    assert found(filled, words=(text,)) == few != []
    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=(text,))
    assert filled.messages.count(wanted) == len(few)
    assert list(filled.messages.ids(wanted, SortKey.SUBJECT, False, 10)) == few


def test_a_pasted_text_is_cut(filled: Archive) -> None:
    assert found(filled, words=tuple("corp"[: 1 + n % 4] for n in range(MAX_WORDS * 50))) == [1, 3]
    assert found(filled, words=tuple(f"nothing {n}" for n in range(MAX_WORDS * 50))) == []


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        *(("50%", [4]), ("%", [4]), ("statement", []), ("(Ü)", [4]), ("(u", [4])),
        *(("*", [1, 2, 3, 4]), ("50*", [4]), ("*off*)", [4]), ("off*", [])),
    ],
)
def test_subject_is_a_part_or_a_pattern(filled: Archive, part: str, rows: list[int]) -> None:
    assert found(filled, subject=part) == rows


def test_more_conditions_than_sqlite_nests(filled: Archive) -> None:
    patterns = [ArchiveFilter(to=f"absent{n}*") for n in range(1100)]
    excluded = tuple((FilterAlternative(one, is_excluded=True),) for one in patterns)
    assert found(filled, groups=excluded) == [1, 2, 3, 4]
    ana = FilterAlternative(ArchiveFilter(to="ana*"))
    assert found(filled, groups=((*map(FilterAlternative, patterns), ana),)) == [1]


@pytest.mark.parametrize(
    ("words", "rows"), [(("off", "absent"), [4]), (("absent", "ABSENT"), []), (("tom@", "zoë@", "off"), [2, 3, 4])]
)
def test_alternatives_that_are_only_searched_for(filled: Archive, words: tuple[str, ...], rows: list[int]) -> None:
    wanted = tuple(FilterAlternative(ArchiveFilter(words=(word,))) for word in words)

    assert found(filled, groups=(wanted,)) == rows


def test_exact_conditions(filled: Archive) -> None:
    assert found(filled, bulk_id=BulkId("b-1")) == [1, 2]
    assert found(filled, message_ids=frozenset({MessageId("id-ana"), MessageId("id-zoe")})) == [1, 3]
    assert found(filled, outcomes=frozenset({Outcome.BOUNCED})) == [2]
    assert found(filled, outcomes=frozenset({Outcome.BOUNCED, Outcome.QUEUED})) == [2, 4]
    assert found(filled, account_id=SANDBOX_ACCOUNT, words=("corp",), outcomes=frozenset({Outcome.PENDING})) == [3]


@pytest.mark.parametrize(
    ("since", "until", "rows"), [(2, None, [1, 2, 3]), (2.1, None, []), (None, 2, []), (2, 3, [1, 2, 3])]
)
def test_since_is_inside_and_until_outside(
    filled: Archive, since: float | None, until: float | None, rows: list[int]
) -> None:
    def at(seconds: float | None) -> datetime | None:
        return None if seconds is None else after(seconds)

    assert found(filled, since=at(since), until=at(until)) == rows


def test_counts_go_by_the_same_filter(filled: Archive) -> None:
    assert filled.messages.count_by_outcome(ArchiveFilter()) == dict.fromkeys(
        (Outcome.DELIVERED, Outcome.BOUNCED, Outcome.PENDING, Outcome.QUEUED), 1
    )
    assert filled.messages.count_by_outcome(ArchiveFilter(words=("inbox",))) == {Outcome.BOUNCED: 1}
    assert filled.messages.count_by_outcome(ArchiveFilter(to="nobody")) == {}


def test_reports_are_found_by_their_own_outcome_and_time(filled: Archive) -> None:
    ingest(filled, report("id-ana", "ana@corp.example"), at=after(100))
    ingest(filled, report("id-tom", "tom@mail.example.com", BOUNCED, error=INBOX_FULL), at=after(200))

    def reports(**wanted: object) -> list[int]:
        return list(filled.reports.ids(ArchiveFilter(**wanted), SortKey.TO, False))  # type: ignore[arg-type]

    assert reports() == [1, 2]
    assert reports(outcomes=frozenset({Outcome.BOUNCED})) == [2]
    assert reports(since=after(150)) == [2]
    assert reports(words=("inbox",)) == [2]
    assert reports(words=("corp",)) == [1]
    assert reports(to="*@mail.*") == [2]
    assert reports(problem_at=after(300)) == [2]
    assert reports(domains=frozenset({"corp.example"})) == [1]


def test_what_is_too_long_is_nowhere(filled: Archive) -> None:
    long = "x" * (MAX_PATTERN + 1)
    assert found(filled, domains=frozenset({long})) == []
    assert found(filled, domains=frozenset({long, "corp.example"})) == [1, 3]
    assert found(filled, text=long) == []
    assert found(filled, message_ids=frozenset({MessageId(long)})) == []


def test_problems_with_another_condition_are_counted_one_by_one(filled: Archive) -> None:
    wanted = ArchiveFilter(problem_at=after(300), to="tom")
    assert filled.messages.count_by_outcome(wanted) == {Outcome.BOUNCED: 1}
    assert filled.messages.count_by_outcome(ArchiveFilter(problem_at=after(300))) == {Outcome.BOUNCED: 1}


@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters()), st.text(st.sampled_from('ab*%_"\\ \0(){}:^-+ANDORNEAR')), st.text(max_size=3))
def test_nothing_typed_breaks_a_search(filled: Archive, free: str, special: str, short: str) -> None:
    for one in (free, special, short):
        for wanted in ({"to": one}, {"sender": one}, {"subject": one}, {"words": (one, "corp")}, {"bulk_id": one}):
            assert set(found(filled, **wanted)) <= {1, 2, 3, 4}


_HOSTS = st.sampled_from(["a.example", "A.Example", "b.example", "x.a.example", "ä.example", "a.example ", "a.examplé"])
_ADDRESSES = st.one_of(
    st.builds("{}@{}".format, st.sampled_from(["ana", "a@b", "", "Ö"]), _HOSTS),
    st.builds("Ana <ana@{}>".format, _HOSTS),
    st.builds("{}>".format, _HOSTS),
    st.text(st.sampled_from("@<> a.exmplE"), max_size=8),
)


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(_ADDRESSES, max_size=8), _HOSTS)
def test_all_addresses_of_a_domain_are_those_that_the_pattern_fits(addresses: list[str], host: str) -> None:
    end = f"@{fold(host.strip())}"
    with passing_archive() as archive:
        for number, address in enumerate(addresses):
            sync(archive, entry(f"id-{number}", address, DELIVERED, bulk_id=None))
        stored = [
            (row, fold(text)) for row, text in archive.database.rows("SELECT row, address FROM message ORDER BY row")
        ]
        with statements(archive.database) as run:
            rows = found(archive, to=f"*@{host}", account_id=SANDBOX_ACCOUNT)
        fitting = [row for row, text in stored if text.endswith(end) or re.search(f"<.*{re.escape(end)}>$", text)]
        assert rows == fitting
        if all(map(str.isascii, addresses)):
            assert any("message.domain" in one for one in run) == fold(host).isascii()


@pytest.mark.parametrize("field", ["text", "to", "from", "subject"])
def test_many_alternatives_of_a_field_are_one_search(archive: Archive, field: str) -> None:
    sign = "" if field == "text" else "="
    terms = [FilterToken(field, f"{sign}value{number}") for number in range(200)]
    token = FilterToken(terms[0].key, terms[0].value, tuple(terms[1:]))
    wanted = filter_of([token], "", SANDBOX_ACCOUNT, FilterContext(T0))
    sql, values = archive.messages.select(wanted, "message.row", "")
    assert len(sql) < 2000
    assert len(values) < 10
    assert archive.database.rows(sql, values) == []


def test_alternatives_of_texts_and_whole_values_find_what_each_of_them_finds(archive: Archive) -> None:
    archive.outbox.queue(submission("ana@example.com", bulk_id="a", subject="One"), None)
    archive.outbox.queue(submission("joana@example.com", bulk_id="b", subject="Two"), None)
    for text, count in (
        ("to:=ana@example.com OR to:=tom@example.com", 1),
        ("to:=ana@example.com OR subject:=two", 2),
        ("to:=ana@example.com OR -to:=ana@example.com", 2),
        ("text:hello OR to:=ana@example.com", 2),
        ("text:nothing OR text:nowhere", 0),
        ("text:nothing OR text:ello", 2),
    ):
        wanted = filter_of(*parse(text), SANDBOX_ACCOUNT, FilterContext(T0))
        assert len(archive.messages.ids(wanted, SortKey.RECEIVED, False)) == count, text
