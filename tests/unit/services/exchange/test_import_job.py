"""What is to be imported, as the process of it reads it."""

from __future__ import annotations

import msgspec

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.exchange.protocol import Ended, Order, line_of, said_in


def test_an_import_differs_from_an_export_on_the_way_to_the_process() -> None:
    order = Order("archive.sqlite", ImportJob(file="a.ndjson", account_id=SANDBOX_ACCOUNT))

    assert msgspec.json.decode(line_of(order), type=Order) == order
    assert said_in(line_of(Ended(Imported(records=1)))) == Ended(Imported(records=1))
