"""The options of a send."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer_app.domain.account import Generation
from composer_app.domain.send_options import (
    OPTIONS_OF,
    DeliveryWindow,
    OptionFault,
    OptionProblem,
    SendOption,
    SendOptions,
    WeekDay,
    is_web_address,
    option_problems,
    options_set,
)

DAYS = (WeekDay.MONDAY,)


def test_every_option_has_a_name() -> None:
    assert [field.name for field in msgspec.structs.fields(SendOptions)] == [option.value for option in SendOption]


def test_what_differs_from_the_default_is_set() -> None:
    assert options_set(SendOptions()) == ()
    options = SendOptions(track=False, headers=(("X-A", "b"),), skip_active_storage=True)
    assert options_set(options) == (SendOption.TRACK, SendOption.HEADERS, SendOption.SKIP_ACTIVE_STORAGE)


def test_options_survive_the_archive() -> None:
    options = SendOptions(headers=(("X-A", "b"),), delivery_window=DeliveryWindow(DAYS, 480, 1200), track=False)
    assert msgspec.json.decode(msgspec.json.encode(options), type=SendOptions) == options


@pytest.mark.parametrize(
    ("generation", "lacks"),
    [
        (Generation.V1, SendOption.TRACK),
        (Generation.V3, SendOption.VALIDITY_MINUTES),
        (Generation.V3, SendOption.DELIVERY_WINDOW),
    ],
)
def test_an_option_that_the_api_lacks_is_a_problem(generation: Generation, lacks: SendOption) -> None:
    options = SendOptions(track=True, validity_minutes=60, delivery_window=DeliveryWindow(DAYS))
    assert OptionProblem(lacks, OptionFault.NOT_OF_THE_API) in option_problems(options, generation)
    assert option_problems(options, Generation.V4) == ()


def test_v4_has_every_option() -> None:
    assert OPTIONS_OF[Generation.V4] == frozenset(SendOption)


@pytest.mark.parametrize(
    ("changes", "option", "fault", "detail"),
    [
        ({"tracking_url": "example.com"}, SendOption.TRACKING_URL, OptionFault.NO_URL, "example.com"),
        ({"notify_url": "ftp://example.com"}, SendOption.NOTIFY_URL, OptionFault.NO_URL, "ftp://example.com"),
        ({"entity_id": "x" * 256}, SendOption.ENTITY_ID, OptionFault.TOO_LONG, "255"),
        ({"callback_data": "x" * 4001}, SendOption.CALLBACK_DATA, OptionFault.TOO_LONG, "4000"),
        ({"validity_minutes": 0}, SendOption.VALIDITY_MINUTES, OptionFault.VALIDITY, "0"),
        ({"validity_minutes": 2881}, SendOption.VALIDITY_MINUTES, OptionFault.VALIDITY, "2881"),
        ({"delivery_window": DeliveryWindow(())}, SendOption.DELIVERY_WINDOW, OptionFault.NO_DAY, ""),
        ({"delivery_window": DeliveryWindow(DAYS, 600, 600)}, SendOption.DELIVERY_WINDOW, OptionFault.NO_HOURS, ""),
        ({"headers": (("X A", "b"),)}, SendOption.HEADERS, OptionFault.BAD_HEADER, "X A"),
        ({"headers": (("Subject", "b"),)}, SendOption.HEADERS, OptionFault.REFUSED_HEADER, "Subject"),
        ({"headers": (("Content-X", "b"),)}, SendOption.HEADERS, OptionFault.REFUSED_HEADER, "Content-X"),
        ({"headers": (("X-A", "b"), ("x-a", "c"))}, SendOption.HEADERS, OptionFault.HEADER_TWICE, "x-a"),
        ({"headers": (("X-A", "b\nBcc: c"),)}, SendOption.HEADERS, OptionFault.HEADER_VALUE, "X-A"),
        ({"headers": (("X-A", " "),)}, SendOption.HEADERS, OptionFault.HEADER_VALUE, "X-A"),
        (
            {"landing_page_placeholders": (("name", "x" * 257),)},
            SendOption.LANDING_PAGE_PLACEHOLDERS,
            OptionFault.VALUE_TOO_LONG,
            "name",
        ),
    ],
)
def test_each_problem_is_named(changes: dict[str, Any], option: SendOption, fault: OptionFault, detail: str) -> None:
    assert option_problems(SendOptions(**changes), Generation.V4) == (OptionProblem(option, fault, detail),)


def test_v1_takes_less_callback_data() -> None:
    options = SendOptions(callback_data="x" * 201)
    assert option_problems(options, Generation.V1) == (
        OptionProblem(SendOption.CALLBACK_DATA, OptionFault.TOO_LONG, "200"),
    )


@pytest.mark.parametrize("text", ["https://example.com", "http://127.0.0.1:8080/a?b=c"])
def test_a_web_address(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text", ["", "example.com", "https://", "https://a b.example.com", "http://x:99999/", "http://["]
)
def test_no_web_address(text: str) -> None:
    assert not is_web_address(text)
