import socket
import sys

import pytest
from _setup.machine import SetupError
from _setup.screen import virtual_screen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has virtual screens")


def answers(display: str) -> bool:
    # A socket in the abstract name space belongs to the process: it is gone when that is.
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(f"\0/tmp/.X11-unix/X{display[1:]}") == 0


def test_screen_is_there_inside_and_gone_afterwards() -> None:
    with virtual_screen() as display:
        assert answers(display)

    assert not answers(display)


def test_two_screens_do_not_meet() -> None:
    with virtual_screen() as one, virtual_screen() as other:
        assert one != other
        assert answers(one)
        assert answers(other)


def test_screen_is_gone_after_an_error_too() -> None:
    seen = []

    def fail() -> None:
        with virtual_screen() as display:
            seen.append(display)
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert not answers(seen[0])


def test_missing_xvfb_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(SetupError, match="Xvfb cannot be started"), virtual_screen():
        pass
