"""The command's options."""

import argparse

import pytest

from composer_app.sandbox.command import add_arguments
from tests.unit.sandbox.running import RunningSandbox


def test_a_key_is_made_and_printed_only_if_none_is_given() -> None:
    with RunningSandbox(key=None, environment={"COMPOSER_SANDBOX_KEY": ""}) as running:
        first, second = running.lines
        key = first.removeprefix("key: ")
        assert second.startswith("listening on http://127.0.0.1:")
        headers = {"Authorization": f"App {key}"}
        assert running.client.get("/sandbox/health", headers=headers).status_code == 200

    with RunningSandbox(key=None, environment={"COMPOSER_SANDBOX_KEY": "from-outside"}) as running:
        assert len(running.lines) == 1
        headers = {"Authorization": "Bearer from-outside"}
        assert running.client.get("/sandbox/health", headers=headers).status_code == 200


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--delivery-delay", "-1"], ["--port", "x"]])
def test_numbers_out_of_range_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    with pytest.raises(SystemExit):
        parser.parse_args(arguments)
    assert arguments[0] in capsys.readouterr().err
