"""Views, and the file that carries them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.saved_views import (
    MAX_FILE,
    MAX_FILTER,
    MAX_NAME,
    MAX_VIEWS,
    SavedView,
    ViewsFileError,
    file_of,
    moved,
    usable,
    views_in,
    with_view,
)

A, B, C = (SavedView(name, f"subject:{name}") for name in ("Ay", "Bee", "Cee"))


@given(st.lists(st.builds(SavedView, st.text(max_size=MAX_NAME), st.text(max_size=40)), max_size=8))
def test_a_file_gives_back_its_views(views: list[SavedView]) -> None:
    kept = usable(views)
    assert views_in(file_of(kept)) == kept
    assert views_in(b"\xef\xbb\xbf" + file_of(kept)) == kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1, 2]",
        b"\xff\xfe\x00",
        b'{"format": "mail-composer-views", "version": 2, "views": []}',
        b'{"format": "another", "version": 1, "views": []}',
        b'{"format": "mail-composer-views", "version": 1, "views": [{"name": 7, "filter": ""}]}',
        b" " * (MAX_FILE + 1),
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ViewsFileError):
        views_in(content)


def test_what_cannot_be_shown_is_left_out() -> None:
    odd = [SavedView(" ", "a"), SavedView("n" * (MAX_NAME + 1), "a"), SavedView("x", "f" * (MAX_FILTER + 1))]
    assert usable([*odd, SavedView(" A \n b ", "c")]) == [SavedView("A b", "c")]
    assert len(usable(SavedView(str(number), "") for number in range(MAX_VIEWS + 9))) == MAX_VIEWS


def test_of_equal_names_the_last_one_counts() -> None:
    again = SavedView("AY", "to:x")
    assert usable([A, B, again]) == [again, B]


def test_a_view_moves_and_stays_in_the_list() -> None:
    assert moved([A, B, C], "Cee", -1) == [A, C, B]
    assert moved([A, B, C], "Ay", 1) == [B, A, C]
    assert moved([A, B, C], "Ay", -1) == moved([A, B, C], "Cee", 1) == moved([A, B, C], "none", 1) == [A, B, C]
    assert moved([A, B, C], "Ay", 9) == [B, C, A]


def test_a_view_takes_the_place_of_the_one_it_replaces() -> None:
    assert with_view([], A) == [A]
    assert with_view([A, B], C) == [A, B, C]
    renamed = SavedView("Bees", B.filter)
    assert with_view([A, B, C], renamed, instead_of="Bee") == [A, renamed, C]
    same = SavedView("bee", "x")
    assert with_view([A, B, C], same) == [A, same, C]
    onto_another = SavedView("Cee", B.filter)
    assert with_view([A, B, C], onto_another, instead_of="Bee") == [A, onto_another]
