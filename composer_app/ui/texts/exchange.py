"""What export and import say."""

from __future__ import annotations

from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.exported_columns import ExportColumn
from composer_app.services.exchange.import_job import Imported
from composer_app.services.records import RecordKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
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
    "Takes in an NDJSON or CSV export of this program, or a JSON file of the events that Infobip sends to a webhook: delivery reports, opens, clicks, complaints. What is in the archive already stays as it is."
)
IMPORT_FILES = tr("Exports and events (*.ndjson *.csv *.json *.jsonl);;All files (*)")
BEING_IMPORTED = tr("A file is being imported.")
CANCELLED_IMPORT = tr("The import was stopped. The records that were read until then are in the archive.")
LEFT_OUT = tr("Left out:")
IS_CUT = tr(
    "The file ends in the middle of a record: what came after that is missing. Get the whole file and import it."
)
CSV_FILES = tr("CSV files (*.csv)")
NDJSON_FILES = tr("NDJSON files (*.ndjson)")
COLUMN_TITLES = {
    ExportColumn.STATUS: messages.STATUS,
    ExportColumn.SENT: messages.SENT,
    ExportColumn.TO: messages.TO,
    ExportColumn.SUBJECT: messages.SUBJECT,
    ExportColumn.WHY: messages.WHY,
    ExportColumn.DONE: messages.DONE,
    ExportColumn.RECEIVED: messages.RECEIVED,
    ExportColumn.FROM: messages.FROM,
    ExportColumn.PRICE: messages.PRICE,
    ExportColumn.CURRENCY: CURRENCY,
    ExportColumn.MESSAGE_ID: messages.MESSAGE_ID,
    ExportColumn.BULK: messages.BULK,
}
"""What stands above the columns of a file that the window writes."""
COLUMNS_BY_TITLE = {title: column for column, title in COLUMN_TITLES.items()}
_OTHER_COLUMNS = {
    ExportColumn.QUEUED: tr("time of handing over"),
    ExportColumn.STATUS_ID: tr("number of the status"),
    ExportColumn.STATUS_NAME: tr("Infobip's name of the status"),
    ExportColumn.ERROR_ID: tr("number of the error"),
    ExportColumn.ERROR_NAME: tr("name of the error"),
}
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
    if not done.new and left_out(done):
        return tr("{name}: nothing new.").format(name=name)
    if not done.new:
        return tr("{name}: nothing new. All of it was in the archive already.").format(name=name)
    return tr("{n} new record(s) from {name}.", "", done.new).format(n=fmt.number(done.new), name=name)


def counted(done: Imported) -> str:
    """How many records came, and how many of them were new and known."""
    sentence = tr("{n} record(s) in the file: {new} new, {known} known.", "", done.records)
    return sentence.format(n=fmt.number(done.records), new=fmt.number(done.new), known=fmt.number(done.known))


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
        sentences.append(_lines(done))
    if done.is_cut:
        sentences.append(IS_CUT)
    return sentences


def _lines(done: Imported) -> str:
    """Where the records begin that could not be read."""
    lines = ", ".join(map(fmt.number, done.unreadable_lines))
    if done.unreadable > len(done.unreadable_lines):
        return tr("The first ones begin in the lines {lines}.").format(lines=lines)
    if len(done.unreadable_lines) == 1:
        return tr("It begins in line {line}.").format(line=lines)
    return tr("They begin in the lines {lines}.").format(lines=lines)


def cannot_come_back(done: Imported) -> str:
    """What a table does not hold; "" for another file."""
    if not done.lacking:
        return ""
    names = (COLUMN_TITLES.get(one, _OTHER_COLUMNS.get(one, one.value)) for one in done.lacking)
    return tr("The file has no column for: {columns}. No table has the steps of a mail and what Infobip sent.").format(
        columns=", ".join(names)
    )


def import_result(name: str, done: Imported) -> MessageText:
    """The message in the dialog."""
    title = imported(name, done) if done.is_whole else CANCELLED_IMPORT
    missing = left_out(done)
    body = " ".join(filter(None, [counted(done), *([LEFT_OUT, *missing] if missing else []), cannot_come_back(done)]))
    return MessageText(title, body, kind=MessageKind.WARNING if missing or not done.is_whole else MessageKind.SUCCESS)


def not_held(done: Exported) -> str:
    """How many rows an export of mails has no mail of; "" for none."""
    if not done.left_out:
        return ""
    n = done.left_out
    return tr("{n} row(s) left out: the text of such mail is not on this computer.", "", n).format(n=fmt.number(n))
