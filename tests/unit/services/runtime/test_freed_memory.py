"""Big blocks of memory that were freed are not kept by the process."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from composer_app.services.runtime.freed_memory import return_big_blocks

_HELD_AFTER = """
from composer_app.services.runtime.freed_memory import return_big_blocks
from tests.benchmarks.memory import own_share_mb

assert return_big_blocks()
big = bytearray(b"x") * 30_000_000  # without the setting, smaller blocks come from the heap once this one is freed
del big
before = own_share_mb()
blocks = [bytearray(b"x") * 1_000_000 for _ in range(40)]
blocks[:-1] = []  # the last one would keep the heap from shrinking
print(own_share_mb() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read from /proc")
def test_what_was_freed_is_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", _HELD_AFTER], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 10


def test_other_systems_have_no_such_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not return_big_blocks()


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc")
def test_neither_have_other_c_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert not return_big_blocks()
