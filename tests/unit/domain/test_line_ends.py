"""Line ends come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.line_ends import LineEnds, with_line_feeds

TEXTS = st.lists(st.sampled_from(["a", "b", "", "\n", "\r\n", "\r", "\u2029", "\u2028"])).map("".join)


@given(TEXTS)
def test_an_unchanged_text_comes_back(text: str) -> None:
    assert LineEnds(text).restored(with_line_feeds(text)) == text


@given(TEXTS, TEXTS)
def test_a_change_is_kept_and_every_line_has_an_end(before: str, after: str) -> None:
    after = with_line_feeds(after)
    assert with_line_feeds(LineEnds(before).restored(after)) == after


@pytest.mark.parametrize(
    ("before", "now", "restored"),
    [
        ("a\r\nb\r\n", "a\nX\nb\n", "a\r\nX\r\nb\r\n"),
        ("a\nb", "a\nX\nb", "a\nX\nb"),
        ("a\r\nb\nc\r\nd", "a\nb!\nX\nc\nd", "a\r\nb!\r\nX\r\nc\r\nd"),
        ("a\r\nb\nc\rd\r\n", "a\nb\nc\nd\nX", "a\r\nb\nc\rd\r\nX"),
        ("a\r\nb\nc", "c", "c"),
        ("a\r\nb\nc", "", ""),
        ("a\r\nb\nb", "b", "b"),
    ],
)
def test_lines_that_did_not_change_keep_their_ends(before: str, now: str, restored: str) -> None:
    assert LineEnds(before).restored(now) == restored
