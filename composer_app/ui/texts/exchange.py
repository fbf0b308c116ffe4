"""What export and import say."""

from __future__ import annotations

from composer_app.services.exchange.export_job import Exported
from composer_app.services.records import RecordKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

EXPORT = tr("Export")
EXPORT_HINT = tr("Write the listed rows to a file")
CSV = tr("CSV…")
CSV_FOR_EXCEL = tr("CSV for Excel…")
NDJSON = tr("NDJSON, with the raw JSON…")
CURRENCY = tr("Currency")
CANCEL = tr("Cancel")
CANCELLED = tr("The export was cancelled. Nothing was written.")
TITLE = tr("Export")
CSV_FILES = tr("CSV files (*.csv)")
NDJSON_FILES = tr("NDJSON files (*.ndjson)")
FILE_NAMES = {RecordKind.MESSAGE: tr("mail", "start of a file name"), RecordKind.REPORT: tr("delivery-reports")}


def all_rows(count: int | None) -> str:
    """The head of the menu. None: there are more rows than were counted so far."""
    if count is None:
        return tr("All listed rows")
    return tr("All {n} listed row(s)", "", count).format(n=fmt.number(count))


def selected_rows(count: int) -> str:
    """The head of the menu where only these are exported."""
    return tr("{n} selected row(s)", "", count).format(n=fmt.number(count))


def progress(done: int, total: int) -> str:
    return tr("{done} of {n} row(s) written", "", total).format(done=fmt.number(done), n=fmt.number(total))


def writing(name: str) -> str:
    return tr("Writing {name}").format(name=name)


def exported(name: str, done: Exported) -> str:
    """The result."""
    return tr("{n} row(s) written to {name}.", "", done.rows).format(n=fmt.number(done.rows), name=name)
