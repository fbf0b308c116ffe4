"""A secret does not show itself."""

from __future__ import annotations

import base64
import copy
import json
import logging
import pickle

import msgspec
import pytest

from composer_app.domain.secret import Secret, without_secrets

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


def test_a_text_is_cleaned_of_every_secret_that_is_known_now() -> None:
    basic = base64.b64encode(b"anna:correct horse").decode()
    kept = [Secret("a-key-in-use"), Secret("a-key-in-use-2"), Secret("anna:correct horse"), Secret("a-key-in-use")]

    assert without_secrets(f"a-key-in-use, a-key-in-use-2; {basic} anna:correct horse") == "…, …; … …"
    del kept[0]
    assert without_secrets("a-key-in-use") == "…", "another object holds the same text"


def test_one_that_is_gone_or_very_short_is_not_looked_for() -> None:
    short = Secret("it")
    Secret("long gone and forgotten")

    assert without_secrets("it was long gone and forgotten") == "it was long gone and forgotten"
    assert short
