"""Where the values of a JSON text stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.json_outline import MOST_SHOWN, JsonKind, JsonOutline, JsonSyntaxError

SAID = '{"results": [{"to":"ana@example.com","price":0.0004,"n":1e400,"big":12345678901234567890}, []], "ok" : true}'


def outline(text: str) -> JsonOutline:
    made = JsonOutline(text)
    for _ in made.steps():
        pass
    return made


def test_values_are_numbered_in_their_order() -> None:
    made = outline(SAID)
    assert [made.name(number) for number in range(len(made))] == [
        "", "results", "0", "to", "price", "n", "big", "1", "ok",
    ]  # fmt: skip
    assert [made.shown(number) for number in range(len(made))] == [
        "{2}", "[2]", "{4}", '"ana@example.com"', "0.0004", "1e400", "12345678901234567890", "[]", "true",
    ]  # fmt: skip
    assert list(made.depths) == [0, 1, 2, 3, 3, 3, 3, 2, 1]
    assert list(made.after) == [9, 8, 7, 4, 5, 6, 7, 8, 9]
    assert made.kinds[5] == JsonKind.NUMBER
    assert (made.is_container(2), made.is_container(3)) == (True, False)


def test_a_value_is_copied_as_it_is_written_and_a_string_without_quotes() -> None:
    made = outline(SAID)
    assert made.value(2).startswith('{"to":"ana@example.com","price":0.0004,')
    assert (made.value(3), made.value(5)) == ("ana@example.com", "1e400")


def test_paths_are_those_of_rfc_9535() -> None:
    made = outline('{"a":[{"b c":1,"d_1":{"\\"":2}}]}')
    paths = [made.path(number) for number in range(len(made))]
    assert paths == ["$", "$.a", "$.a[0]", '$.a[0]["b c"]', "$.a[0].d_1", '$.a[0].d_1["\\""]']


def test_letters_are_shown_and_half_a_character_stays_an_escape() -> None:
    made = outline(r'["Hej \ud83d", "\ud83d\ude00é", "a\tb\u0000"]')
    assert [made.shown(number) for number in (1, 2, 3)] == ['"Hej \\ud83d"', '"😀é"', '"a\\tb\\u0000"']


def test_what_the_service_may_write_against_the_rules_is_shown() -> None:
    made = outline('{"a":1,"a":2,"b":NaN,"c":-Infinity,"d":"line\nbreak"}')
    assert [made.name(number) for number in range(1, 6)] == ["a", "a", "b", "c", "d"]
    assert [made.shown(number) for number in range(1, 6)] == ["1", "2", "NaN", "-Infinity", '"line\\nbreak"']


@pytest.mark.parametrize("escape", [r"\\", r"\u00e9", r"\n", r"\\\n"])
def test_a_long_string_is_cut_between_characters(escape: str) -> None:
    for fill in range(MOST_SHOWN - 8, MOST_SHOWN + 2):
        made = outline(f'["{"x" * fill}{escape * 4}"]')
        assert '"xxx' < made.shown(1) < '"xxy'
        assert MOST_SHOWN - 8 < len(made.shown(1)) < MOST_SHOWN + 20
        assert made.value(1) == json.loads(made.value(0))[0]


@pytest.mark.parametrize(
    "text",
    ["", " ", "<html>", "{", "[1,]", "[1 2]", "{1:2}", '{"a"}', '{"a":}', '{"a":1,}', "]", "[}", "1 2", '"a', ":",
     "[:]", "tru", "01", "[1]]", '["a":1]', '{"a":1 "b":2}', ",", '{"a",1}', "-", "+1", '"'],
)  # fmt: skip
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(JsonSyntaxError):
        outline(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    made = JsonOutline(text)
    try:
        for _ in made.steps():
            pass
    except JsonSyntaxError:
        return
    assert len(made) > 0


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_every_json_text_is_read_whole(value: object, is_ascii: bool, indent: int | None) -> None:
    made = outline(json.dumps(value, ensure_ascii=is_ascii, indent=indent))
    assert json.loads(made.text[made.starts[0] : made.ends[0]]) == value
    assert made.after[0] == len(made)
    for number in range(len(made)):
        parent = made.parents[number]
        assert parent < 0 or parent < number < made.after[parent]
        whole = json.loads(made.text[made.starts[number] : made.ends[number]])
        assert len(whole) == made.sizes[number] if isinstance(whole, (list, dict)) else made.sizes[number] == 0


def test_depth_has_no_limit_and_is_read_in_steps() -> None:
    made = JsonOutline("[" * 10_000 + "]" * 10_000)
    assert sum(1 for _ in made.steps()) >= 10
    assert len(made) == 10_000
    assert made.path(9_999) == "$" + "[0]" * 9_999
