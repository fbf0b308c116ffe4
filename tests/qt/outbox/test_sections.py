"""Which rows stand under which heading."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import Row, Section, row_of
from composer_app.ui.outbox.sections import ALL, groups_of
from tests.qt.outbox.samples import LIVE, NOW, entry, everything


def rows() -> list[Row]:
    return [row_of(one, LIVE, NOW) for one in everything()]


def test_all_shows_what_is_open_first_and_finished_days_folded() -> None:
    groups = groups_of(rows(), ALL, "", {}, NOW)

    titles = [group.title for group in groups]
    assert titles[:5] == ["Needs you", "Sending now", "Waiting", "Done today", "Yesterday"]
    assert len(titles) == 6
    assert [group.is_open for group in groups] == [True, True, True, True, False, False]  # today two failed
    assert groups[0].note == "3"
    assert groups[3].note == "2 delivered, 2 accepted, 2 bounced, 1 cancelled"


def test_a_day_stays_as_a_person_left_it() -> None:
    key = groups_of(rows(), ALL, "", {}, NOW)[3].key

    assert groups_of(rows(), ALL, "", {key: True}, NOW)[3].is_open
    assert not groups_of(rows(), Section.DONE.value, "", {key: False}, NOW)[0].is_open


def test_every_recipient_that_failed_is_counted_and_seen_once() -> None:
    failed = (Outcome.BOUNCED, Outcome.EXPIRED, Outcome.REJECTED, Outcome.BOUNCED)
    people = [f"p{number}@example.com" for number in range(4)]
    shown = [row_of(entry(1, SubmissionState.ACCEPTED, *people, outcomes=failed), LIVE, NOW)]
    (today,) = groups_of(shown, ALL, "", {}, NOW)
    assert (today.note, today.is_open) == ("2 bounced, 1 expired, 1 rejected", True)
    (today,) = groups_of(shown, ALL, "", {today.key: False}, NOW)
    assert not today.is_open
    fine = [row_of(entry(1, SubmissionState.ACCEPTED, outcomes=(Outcome.DELIVERED,)), LIVE, NOW)]
    assert not groups_of(fine, ALL, "", {}, NOW)[0].is_open


def test_a_segment_shows_its_section_alone() -> None:
    groups = groups_of(rows(), Section.DONE.value, "", {}, NOW)

    assert all(group.is_foldable and group.is_open for group in groups)
    assert [len(group.rows) for group in groups] == [5, 1, 1]


def test_a_search_opens_what_it_finds() -> None:
    groups = groups_of(rows(), ALL, "welcome", {}, NOW)

    assert [(group.title, group.is_open, len(group.rows)) for group in groups] == [("Done today", True, 1)]


def test_the_newest_day_comes_first_whatever_the_order_of_the_rows() -> None:
    mixed = [entry(1, SubmissionState.ACCEPTED, days_ago=2), entry(2, SubmissionState.ACCEPTED)]

    groups = groups_of([row_of(one, LIVE, NOW) for one in mixed], ALL, "", {}, NOW)

    assert groups[0].title == "Done today"
