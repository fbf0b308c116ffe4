"""What export and import say."""

from __future__ import annotations

from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.import_job import Imported
from composer_app.services.records import RecordKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr

EXPORT = tr("Export")
EXPORT_HINT = tr("Write the listed rows to a file")
CSV = tr("CSV…")
CSV_FOR_EXCEL = tr("CSV for Excel…")
NDJSON = tr("NDJSON, with the raw JSON…")
XLSX = tr("XLSX (Excel, LibreOffice)…")
XLSX_TOO_LONG = tr("XLSX: for at most 1,048,575 rows")
EML = tr("EML files of the mails in a ZIP…")
XLSX_FILES = tr("Spreadsheets (*.xlsx)")
ZIP_FILES = tr("Zip files (*.zip)")
CURRENCY = tr("Currency")
CANCELLED = tr("The export was cancelled. Nothing was written.")
TITLE = tr("Export")
IMPORT_TITLE = tr("Import")
IMPORT = tr(
    "Takes in an NDJSON export of this program, or a JSON file of the events that Infobip sends to a webhook: delivery reports, opens, clicks, complaints. What is in the archive already stays as it is."
)
IMPORT_FILES = tr("Exports and events (*.ndjson *.json *.jsonl);;All files (*)")
BEING_IMPORTED = tr("A file is being imported.")
CANCELLED_IMPORT = tr("The import was stopped. What was read before stays in the archive.")
LEFT_OUT = tr("Left out:")
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


def importing(name: str) -> str:
    return tr("Reading {name}").format(name=name)


def imported(name: str, done: Imported) -> str:
    """The result in one sentence."""
    if not done.new:
        return tr("{name}: nothing new. All of it was in the archive already.").format(name=name)
    return tr("{n} new record(s) from {name}.", "", done.new).format(n=fmt.number(done.new), name=name)


def left_out(done: Imported) -> list[str]:
    """A sentence for each reason for which records were left out."""
    sentences = []
    if done.never_sent:
        n = done.never_sent
        sentences.append(tr("{n} mail(s) had not been sent when the file was written.", "", n).format(n=fmt.number(n)))
    if done.strangers:
        n = done.strangers
        sentences.append(tr("{n} event(s) belong to mail that is not in the archive.", "", n).format(n=fmt.number(n)))
    if done.unreadable:
        n = done.unreadable
        sentences.append(tr("{n} record(s) could not be read.", "", n).format(n=fmt.number(n)))
    return sentences


def import_result(name: str, done: Imported) -> MessageText:
    """The message in the dialog."""
    title = imported(name, done) if done.is_whole else CANCELLED_IMPORT
    missing = left_out(done)
    body = " ".join([LEFT_OUT, *missing]) if missing else ""
    return MessageText(title, body, kind=MessageKind.WARNING if missing or not done.is_whole else MessageKind.SUCCESS)


def not_held(done: Exported) -> str:
    """How many rows an export of mails has no mail of; "" for none."""
    if not done.left_out:
        return ""
    n = done.left_out
    return tr("{n} row(s) left out: the text of such mail is not on this computer.", "", n).format(n=fmt.number(n))
