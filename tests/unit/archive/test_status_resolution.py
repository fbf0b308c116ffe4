from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.status_resolution import (
    Basis,
    Fact,
    log_basis,
    log_fact,
    report_basis,
    report_fact,
    resolve_status,
    weight,
)
from composer_app.domain.outcome import Outcome

FACTS = st.builds(
    Fact,
    basis=st.sampled_from(Basis),
    outcome=st.sampled_from(Outcome),
    received_at=st.integers(0, 3),
    status=st.integers(0, 2),
    sent_at=st.none() | st.integers(0, 2),
    done_at=st.none() | st.integers(0, 2),
)


@given(st.lists(FACTS, min_size=1, max_size=4, unique_by=weight))
def test_the_order_of_telling_plays_no_part(facts: list[Fact]) -> None:
    assert len({resolve_status(order) for order in permutations(facts)}) == 1


@given(st.lists(FACTS, min_size=1, max_size=6))
def test_the_best_source_decides(facts: list[Fact]) -> None:
    assert resolve_status(facts).basis == max(fact.basis for fact in facts)


def test_a_final_log_is_not_taken_back_by_a_later_one_that_is_not() -> None:
    final = Fact(log_basis(Outcome.BOUNCED), Outcome.BOUNCED, received_at=1)
    pending = Fact(log_basis(Outcome.PENDING), Outcome.PENDING, received_at=2)
    assert resolve_status([final, pending]).outcome is Outcome.BOUNCED


def test_an_interim_report_counts_less_than_a_log_but_shows_that_there_is_one() -> None:
    interim = Fact(report_basis(Outcome.PENDING), Outcome.PENDING, received_at=2)
    log = Fact(log_basis(Outcome.DELIVERED), Outcome.DELIVERED, received_at=1)
    resolved = resolve_status([interim, log])
    assert resolved.outcome is Outcome.DELIVERED
    assert resolved.has_report


def test_what_the_deciding_fact_leaves_open_comes_from_the_next() -> None:
    report = Fact(Basis.FINAL_REPORT, Outcome.DELIVERED, 5, status=2, done_at=4)
    log = Fact(Basis.LOG, Outcome.PENDING, 3, sent_at=1, sender="a@example.com", price="0.1", currency="EUR")
    resolved = resolve_status([log, report])
    assert (resolved.sent_at, resolved.done_at, resolved.sender) == (1, 4, "a@example.com")
    assert (resolved.price, resolved.currency, resolved.status) == ("0.1", "EUR", 2)


def test_stored_facts_weigh_what_they_weighed_when_reported() -> None:
    assert weight(log_fact("delivered", 1, 2, 3))[0] is Basis.FINAL_LOG
    assert weight(report_fact("pending", 1, 2, None))[0] is Basis.INTERIM_REPORT


def test_final_words_that_cannot_all_be_true_are_disputed() -> None:
    rejected = Fact(Basis.ANSWER, Outcome.REJECTED, 1)
    bounced, pending = Fact(Basis.FINAL_LOG, Outcome.BOUNCED, 2), Fact(Basis.LOG, Outcome.PENDING, 3)
    own = Fact(Basis.PROGRAM, Outcome.CANCELLED, 4)
    assert resolve_status([rejected, bounced]).is_disputed
    for facts in ([bounced, pending], [bounced, own], [bounced, bounced], [pending]):
        assert not resolve_status(facts).is_disputed
