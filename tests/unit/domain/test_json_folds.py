"""What is in sight of a JSON text that folds."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.json_folds import FEW, JsonFolds
from composer_app.domain.json_outline import JsonOutline

NESTED = '{"a":{"b":[1,2],"c":{}},"d":[{"e":1},{"f":2}]}'
# numbers: 0 {, 1 a, 2 b, 3 1, 4 2, 5 c, 6 d, 7 {e}, 8 e, 9 {f}, 10 f


def folds(text: str) -> tuple[JsonOutline, JsonFolds]:
    outline = JsonOutline(text)
    for _ in outline.steps():
        pass
    return outline, JsonFolds(outline)


def test_a_short_text_opens_whole_and_a_long_one_with_its_first_values() -> None:
    assert list(folds(NESTED)[1].rows) == list(range(11))
    _, long = folds(json.dumps({"results": [{"n": n} for n in range(FEW)], "ok": 1}))
    assert len(long.rows) == 3
    assert long.is_folded(1)


def test_folding_takes_what_is_inside_out_of_sight_and_unfolding_brings_it_back() -> None:
    _, made = folds(NESTED)
    assert made.rows_below(1) == 4
    made.fold(2)
    made.fold(1)
    assert list(made.rows) == [0, 1, 6, 7, 8, 9, 10]
    assert made.is_hidden(3)
    made.put_below(1, made.rows_of_unfolding(1))
    assert list(made.rows) == [0, 1, 2, 5, 6, 7, 8, 9, 10]  # what is inside it stays folded
    made.fold(1)
    made.put_below(1, made.rows_of_unfolding(1, deeply=True))
    assert list(made.rows) == list(range(11))


def test_all_folds_but_the_whole_and_unfolds() -> None:
    _, made = folds(NESTED)
    made.fold_all()
    assert list(made.rows) == [0, 1, 6]
    made.put_below(6, made.rows_of_unfolding(6))
    assert list(made.rows) == [0, 1, 6, 7, 9]
    made.unfold_all()
    assert list(made.rows) == list(range(11))


def test_a_value_is_revealed_with_what_it_is_in() -> None:
    _, made = folds(NESTED)
    made.fold_all()
    assert made.is_hidden(10)
    made.reveal(10)
    assert list(made.rows) == [0, 1, 6, 7, 9, 10]
    assert made.place_of(10) == 5
    assert not made.is_hidden(10)


@given(st.lists(st.tuples(st.sampled_from(["fold", "unfold", "deep", "reveal"]), st.integers(0, 10)), max_size=12))
def test_in_sight_is_what_is_in_nothing_folded(changes: list[tuple[str, int]]) -> None:
    outline, made = folds(NESTED)
    for change, number in changes:
        if change == "reveal":
            made.reveal(number)
        elif made.is_hidden(number):
            continue
        elif change == "fold":
            made.fold(number)
        elif made.is_folded(number) or change == "deep":
            made.fold(number)
            made.put_below(number, made.rows_of_unfolding(number, deeply=change == "deep"))
    shown = []
    for number in range(len(outline)):
        parent, is_in_sight = outline.parents[number], True
        while parent >= 0:
            is_in_sight &= not made.is_folded(parent)
            parent = outline.parents[parent]
        if is_in_sight:
            shown.append(number)
    assert list(made.rows) == shown
