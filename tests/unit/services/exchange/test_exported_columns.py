"""Cells of an exported table."""

from __future__ import annotations

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.services.exchange.exported_columns import ALL_COLUMNS, Cells, ExportColumn
from tests.unit.services.exchange.common import why


def cells(**said: object) -> dict[str, object]:
    row = MessageRow(**{"row": 1, "account_id": SANDBOX_ACCOUNT, "outcome": Outcome.UNKNOWN, "to": "a@b.c"} | said)  # type: ignore[arg-type]
    return dict(zip((one.title for one in ALL_COLUMNS), Cells(ALL_COLUMNS, why).of(row), strict=True))


def test_every_column_has_a_cell_in_the_order_of_the_columns() -> None:
    assert list(cells()) == [column.value for column in ExportColumn]


def test_a_status_is_the_word_that_a_filter_takes() -> None:
    assert cells()["status"] == "maybe sent"


def test_what_is_not_known_is_empty() -> None:
    given = cells(status=Status(3), error=VendorError())

    assert [given[name] for name in ("price", "currency", "status_id", "error_id", "error_name", "sent_at")] == [
        None
    ] * 6
