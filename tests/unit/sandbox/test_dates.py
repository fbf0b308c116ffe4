"""Date-times in and out."""

import pytest

from composer_app.sandbox.dates import format_date, parse_date

NOON_MS = 1_795_435_200_000


def test_a_date_is_written_as_the_service_writes_it() -> None:
    assert format_date(NOON_MS + 7) == "2026-11-23T12:00:00.007+0000"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T12:00:00.000Z",
        "2026-11-23T12:00:00+00:00",
        "2026-11-23T12:00:00.000000+0000",
        "2026-11-23T12:00:00.000 0000",
        "2026-11-23T12:00:00",
        "2026-11-23T13:00:00+0100",
        "2026-11-23T07:30:00-04:30",
    ],
)
def test_every_form_that_clients_send_is_read(text: str) -> None:
    assert parse_date(text) == NOON_MS


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-23T12:00:00Z", "2026-11-23", "2026-11-23T12:00:00+99:00"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no date-time"):
        parse_date(text)
