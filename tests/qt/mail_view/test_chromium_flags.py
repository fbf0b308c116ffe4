"""The flags that leave Chromium without a network."""

from __future__ import annotations

import pytest

from composer_app.ui.mail_view.chromium_flags import FLAGS, NO_NETWORK, cut_off, without_network


def test_the_flags_of_a_user_stay_and_ours_come_last() -> None:
    assert without_network("") == NO_NETWORK
    assert without_network("--no-sandbox --lang=de") == f"--no-sandbox --lang=de {NO_NETWORK}"


@pytest.mark.parametrize("before", [{}, {FLAGS: "--no-sandbox"}, {FLAGS: ""}])
def test_the_environment_is_as_it_was_afterwards(before: dict[str, str]) -> None:
    environment = dict(before)

    with cut_off(environment):
        assert environment[FLAGS] == without_network(before.get(FLAGS, ""))

    assert environment == before


def test_also_where_the_start_fails() -> None:
    environment: dict[str, str] = {}

    with pytest.raises(RuntimeError), cut_off(environment):
        raise RuntimeError

    assert environment == {}
