"""Keys and their scopes."""

import pytest

from composer_app.sandbox.keys import BadKey, Key, find_key, read_key


def test_what_follows_the_first_colon_are_scopes() -> None:
    assert read_key("plain") == Key(b"plain")
    assert read_key("k:email:logs:read, message:send") == Key(b"k", frozenset({"email:logs:read", "message:send"}))


@pytest.mark.parametrize("text", ["", ":email:manage", "k:", "k:email", "k\n", "k:email:manage,"])
def test_a_bad_key_is_refused(text: str) -> None:
    with pytest.raises(BadKey):
        read_key(text)


def test_only_the_whole_key_is_found() -> None:
    keys = (Key(b"one"), Key(b"two"))

    assert find_key(keys, b"two") is keys[1]
    assert [find_key(keys, presented) for presented in (b"", b"tw", b"twoo", b"\xff")] == [None] * 4
