"""Texts of the cells that several tables of messages have: times, prices, the explained outcome."""

from __future__ import annotations

from datetime import datetime

from composer_app.domain.price import Price
from composer_app.services.records import Record
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.outcome_reasons import explain_of


def price_text(price: Price | None) -> str:
    """ "" for 0 without a currency, which the service writes for an unknown price."""
    if price is None or (not price.per_message and price.currency in ("", "UNKNOWN")):
        return ""
    return fmt.price(price.per_message, price.currency)


def time_text(at: datetime | None) -> str:
    return fmt.moment(at) if at is not None else ""


def time_tooltip(at: datetime | None) -> str:
    return fmt.moment_tooltip(at) if at is not None else ""


def explained(record: Record) -> str:
    """The outcome for the tooltip of a cell: our words, then the vendor's."""
    words = explain_of(record)
    return "\n".join(part for part in (f"{words.title} {words.body}".strip(), words.vendor) if part)
