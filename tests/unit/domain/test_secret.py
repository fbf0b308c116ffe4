"""A secret does not show itself."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import msgspec
import pytest

from composer_app.domain.secret import Secret

KEY = "s3cr3t-key"


def test_it_shows_nowhere() -> None:
    secret = Secret(KEY)
    shown = f"{secret} {secret!r} {[secret]} {secret!s:>20} %s" % (secret,)
    record = logging.LogRecord("x", logging.INFO, "x", 1, "key %s %r", (secret, secret), None)
    assert KEY not in shown + record.getMessage()
    assert not hasattr(secret, "__dict__")


def test_it_is_had_by_asking() -> None:
    assert Secret(KEY).reveal() == KEY


@pytest.mark.parametrize("store", [pickle.dumps, copy.deepcopy, json.dumps, msgspec.json.encode])
def test_it_cannot_be_stored(store: object) -> None:
    with pytest.raises(TypeError) as raised:
        store(Secret(KEY))  # type: ignore[operator]
    assert KEY not in str(raised.value)


def test_two_of_the_same_are_equal() -> None:
    assert Secret(KEY) == Secret(KEY)
    assert hash(Secret(KEY)) == hash(Secret(KEY))
    assert Secret(KEY) != Secret("other")
    assert Secret(KEY) != KEY
    assert Secret(KEY)
    assert not Secret("")
