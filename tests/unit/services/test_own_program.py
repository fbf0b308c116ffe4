"""How the program starts itself: frozen, installed or from a checkout."""

from __future__ import annotations

import subprocess
import sys

import pytest

from composer_app.services.own_program import own_command
from tests.unit import checkout


def test_the_command_runs_this_very_program() -> None:
    done = subprocess.run(own_command("--version"), capture_output=True, text=True, check=True, cwd=checkout.ROOT)

    assert done.stdout.startswith("Mail Composer ")


def test_frozen_it_is_the_program_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert own_command("sandbox", "--port", "0") == [sys.executable, "sandbox", "--port", "0"]
