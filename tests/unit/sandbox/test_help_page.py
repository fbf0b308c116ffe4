"""The Sandbox's page of the help names all there is to set."""

from pathlib import Path

import pytest

from composer_app.sandbox.behaviour_options import ANSWERS
from composer_app.sandbox.faults.fault import KINDS, REFUSE
from composer_app.sandbox.keys import SCOPES
from composer_app.sandbox.magic_addresses import BY_LOCAL_PART
from composer_app.sandbox.outcome_mix import NAMES

PAGE = (Path(__file__).resolve().parents[3] / "resources" / "help" / "sandbox.md").read_text("utf-8")


@pytest.mark.parametrize("word", [*KINDS, REFUSE, *ANSWERS, *SCOPES, *(f"{part}@" for part in BY_LOCAL_PART)])
def test_every_word_that_can_be_set_is_there(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_every_answer_and_outcome_is_there() -> None:
    missing = [answer for answers in ANSWERS.values() for answer in answers if f"`{answer}`" not in PAGE]
    missing += [name for name in NAMES if name not in PAGE]
    assert missing == []
