"""Sentences about lists of recipients: the sheet that opens a file, and the list of a mail."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from composer_app.domain.cost_estimate import CostEstimate
from composer_app.domain.list_rows import CheckedRow
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.merge_list import ColumnRole, DateStyle, ListColumnUse, RowProblem
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

SHEET_TITLE = tr("Recipients from {name}")
READING = tr("Reading {name}…")
READING_AGAIN = tr("Counting…")
ANOTHER_FILE = tr("Another file…")
VALUES_IF_EMPTY = tr("Values if empty…")
USE_THIS_LIST = tr("Use this list")
SEND_ROW_TO_ME = tr("Send row {n} to me…")
SEND_ROW_HINT = tr("Sends a test of the mail to your own addresses, with the values of row {n}")
CHOOSE_ADDRESS = tr("Choose which column holds the addresses.")
NO_RECIPIENT_LEFT = tr("No row is left that can get the mail.")
SHEET = tr("Sheet")
HEADER = tr("Header")
ENCODING = tr("Encoding")
DELIMITER = tr("Delimiter")
DATES = tr("Dates")
NO_HEADER = tr("None")
HEADER_ROW = tr("Row {n}")
USE_AS = tr("Use as")
USE_OF_COLUMN = tr("Use of the column {title}")
ROWS = tr("Rows of the list")
ROW_NUMBER = tr("Row")
LEFT_OUT = tr("{n}, left out")
LEAVE_ROW_OUT = tr("Leave row {n} out")
PUT_ROW_BACK = tr("Put row {n} back in")
LEFT_OUT_BY_PROBLEM = tr("Row {n} is left out because of its problem")
COLUMN = tr("Column {n}")
PROBLEMS = tr("Problems")
NO_PROBLEMS = tr("No problems.")
TICKED_LEFT_OUT = tr("Ticked ones are left out.")
SHOW = tr("Show")
SHOW_PROBLEMS_ONLY = tr("Show these rows only")
SHOW_ALL = tr("Show all rows")
LEAVE_OUT = tr("Leave out: {problem}")
ALWAYS_LEFT_OUT = tr("No mail can go to these rows, so they are always left out.")
CORRECT_ADDRESSES = tr("Correct the addresses")
KEEP_ADDRESSES = tr("Keep the addresses as written")
OTHER_ENCODING = tr("Choose another encoding above if letters look wrong.")
ADDRESS = tr("Address")
NAME = tr("Name")
NOT_USED = tr("Not used")
NEW_PLACEHOLDER = tr("{{{{{name}}}}}, new")
EMPTY_CELL = tr("Empty")
IMPORT_LIST = tr("Import a list of recipients")
LIST_FILES = tr("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)")
PASTED = tr("pasted table.csv")
LIST_REMOVED = tr("{name} removed.")
LIST_CHIP_HINT = tr("Enter opens the list, Delete removes it.")
PREVIOUS_ROW = tr("Previous recipient")
NEXT_ROW = tr("Next recipient")
ROW_OF_LIST = tr("Row {n}: {address}")
DROP_AS_LIST = tr("Recipients from this list")
DROP_AS_LIST_NOTE = tr("Opens the list. Nothing changes yet.")
VALUES_TITLE = tr("Values if empty")
VALUES_TEXT = tr("A recipient whose cell is empty gets this value in place of the placeholder.")
SAVE_VALUES = tr("Use these values")

_ENCODING_NAMES = {
    "utf-8-sig": tr("UTF-8"),
    "utf-16": tr("UTF-16"),
    "utf-16-le": tr("UTF-16 without a mark"),
    "utf-16-be": tr("UTF-16 big-endian"),
    "cp1252": tr("Western (Windows)"),
    "cp1250": tr("Central European (Windows)"),
    "cp1251": tr("Cyrillic (Windows)"),
    "cp1253": tr("Greek (Windows)"),
    "cp1254": tr("Turkish (Windows)"),
    "iso8859_2": tr("Central European (ISO)"),
    "iso8859_15": tr("Western (ISO)"),
    "mac_roman": tr("Western (Mac)"),
    "cp852": tr("Central European (DOS)"),
    "shift_jis": tr("Japanese (Shift-JIS)"),
    "gb18030": tr("Chinese (GB 18030)"),
    "big5": tr("Chinese (Big5)"),
    "euc_kr": tr("Korean (EUC)"),
}
DELIMITER_NAMES = {
    ",": tr("Comma"),
    ";": tr("Semicolon"),
    "\t": tr("Tab"),
    "|": tr("Bar"),
    "": tr("None, one column"),
}
DATE_NAMES = {
    DateStyle.ISO: tr("2026-12-15"),
    DateStyle.DAY_MONTH_DOTS: tr("15.12.2026"),
    DateStyle.DAY_MONTH_SLASHES: tr("15/12/2026"),
    DateStyle.MONTH_DAY_SLASHES: tr("12/15/2026"),
}
CELL_PROBLEMS = {
    RowProblem.NO_ADDRESS: tr("No address"),
    RowProblem.REPEATED: tr("Repeated: {text}"),
}
_MOST_NUMBERS = 3


def encoding_name(encoding: str) -> str:
    """An encoding, as people know it."""
    return _ENCODING_NAMES[encoding]


def size_words(rows: int, columns: int) -> str:
    """ "5,000 rows, 7 columns"."""
    in_rows = tr("{n} rows", "", rows).format(n=fmt.number(rows))
    in_columns = tr("{n} columns", "", columns).format(n=fmt.number(columns))
    return tr("{rows}, {columns}").format(rows=in_rows, columns=in_columns)


def more_columns_words(most: int) -> str:
    """That only the first columns can be used."""
    return tr("Only the first {n} columns are read.", "", most).format(n=fmt.number(most))


def use_name(use: ListColumnUse) -> str:
    """What a column is used as."""
    match use.role:
        case ColumnRole.ADDRESS:
            return ADDRESS
        case ColumnRole.NAME:
            return NAME
        case ColumnRole.PLACEHOLDER:
            return f"{{{{{use.placeholder}}}}}"
        case _:
            return NOT_USED


def placeholder_words(missing: Sequence[str], count: int, unused_columns: int) -> str:
    """Whether every placeholder of the mail has a column.

    Args:
        missing: those without one and without a value.
        count: all placeholders of the mail.
        unused_columns: columns that are not used.
    """
    if missing:
        names = _named(missing)
        return tr("{names} has no column and no value.", "", len(missing)).format(names=names, n=len(missing))
    unused = (
        tr("{n} columns are not used.", "", unused_columns).format(n=fmt.number(unused_columns))
        if unused_columns
        else ""
    )
    if not count:
        return f"{tr('The mail has no placeholders.')} {unused}".rstrip()
    found = tr("All {n} placeholders of the mail have a value.", "", count).format(n=fmt.number(count))
    return f"{found} {unused}".rstrip()


def repeats_locked_words() -> str:
    """Why the rows that repeat an address are left out, and cannot be taken in."""
    sentence = tr(
        "With these rows the mail has more than {n} recipients and goes out in several requests. Such a mail goes to each "
        "address once, so they are left out."
    )
    return sentence.format(n=fmt.number(MAX_RECIPIENTS))


def problem_title(problem: RowProblem, count: int) -> str:
    """ "3 rows have no address"."""
    number = fmt.number(count)
    match problem:
        case RowProblem.NO_ADDRESS:
            return tr("{n} rows have no address", "", count).format(n=number)
        case RowProblem.BAD_ADDRESS:
            return tr("{n} rows have no valid address", "", count).format(n=number)
        case RowProblem.REPEATED:
            return tr("{n} rows repeat an address", "", count).format(n=number)
        case RowProblem.MISSPELT:
            return tr("{n} addresses are misspelt", "", count).format(n=number)
        case RowProblem.EMPTY_VALUE:
            return tr("{n} rows lack a value", "", count).format(n=number)
        case RowProblem.UNREADABLE:
            return tr("{n} rows have unreadable letters", "", count).format(n=number)


def problem_details(problem: RowProblem, numbers: array[int], shown: Sequence[CheckedRow], address: int | None) -> str:
    """Which rows these are, and what it means.

    Args:
        address: the column of the addresses.
    """
    rows = _rows(numbers)
    match problem:
        case RowProblem.NO_ADDRESS:
            return tr("{rows}. No mail can go there.").format(rows=rows)
        case RowProblem.REPEATED:
            return tr("{rows}. The first row of each address stays in.").format(rows=rows)
        case RowProblem.MISSPELT | RowProblem.BAD_ADDRESS if len(numbers) == 1 and address is not None:
            cells = shown[0].cells
            return tr("{rows}: {text}").format(rows=rows, text=cells[address] if address < len(cells) else "")
        case RowProblem.EMPTY_VALUE:
            return tr("{rows}. They get nothing in place of the placeholder.").format(rows=rows)
        case RowProblem.UNREADABLE:
            return tr("{rows}. {hint}").format(rows=rows, hint=OTHER_ENCODING)
        case _:
            return tr("{rows}.").format(rows=rows)


def correction_words(suggestions: Sequence[str]) -> str:
    """The button that corrects addresses: the domain, where it is one for all of them."""
    domains = {suggestion.rpartition("@")[2] for suggestion in suggestions}
    if len(domains) == 1:
        return tr("Use {domain}").format(domain=domains.pop())
    return CORRECT_ADDRESSES


def rows_with_problems(count: int) -> str:
    """ "6 rows. Ticked ones are left out."."""
    rows = tr("{n} row(s).", "", count).format(n=fmt.number(count))
    return f"{rows} {TICKED_LEFT_OUT}"


def left_out_singly(count: int) -> str:
    """ "2 rows are left out by you."; "" for none."""
    return tr("{n} row(s) are left out by you.", "", count).format(n=fmt.number(count)) if count else ""


def row_choice(number: int, leaves_out: bool | None) -> str:
    """What the menu of a row offers.

    Args:
        leaves_out: None: nothing, because the row has a problem.
    """
    sentence = LEFT_OUT_BY_PROBLEM if leaves_out is None else LEAVE_ROW_OUT if leaves_out else PUT_ROW_BACK
    return sentence.format(n=fmt.number(number))


def outcome_words(recipients: int, rows: int) -> str:
    """ "4,994 of 5,000 will get it."."""
    return tr("{n} of {rows} will get it.", "", recipients).format(n=fmt.number(recipients), rows=fmt.number(rows))


def request_words(requests: int, most: int) -> str:
    """ "5 requests of up to 1,000."; "" for one."""
    if requests <= 1:
        return ""
    text = tr("{n} requests of up to {most}.", "", requests)
    return text.format(n=fmt.number(requests), most=fmt.number(most))


def cost_words(cost: CostEstimate | None) -> str:
    """ "About 2.00 EUR."; "" where no price is known."""
    return tr("About {price}.").format(price=fmt.price(cost.amount, cost.currency)) if cost is not None else ""


def chip_words(recipients: int) -> str:
    """How many recipients a list has, behind its name."""
    return tr("{n} recipients", "", recipients).format(n=fmt.number(recipients))


def list_hint(missing: Sequence[str], empty: dict[str, int]) -> str:
    """What of the list leaves gaps in the mail; "" for nothing."""
    sentences = []
    if missing:
        text = tr("{names} has no column in the list.", "", len(missing))
        sentences.append(text.format(names=_named(missing), n=len(missing)))
    for name, count in empty.items():
        text = tr("{n} recipients have no value for {name}.", "", count)
        sentences.append(text.format(n=fmt.number(count), name=f"{{{{{name}}}}}"))
    return " ".join(sentences)


def place_words(at: int, count: int) -> str:
    """ "2 of 4,994"."""
    return tr("{n} of {count}").format(n=fmt.number(at), count=fmt.number(count))


def _rows(numbers: array[int]) -> str:
    shown = [fmt.number(number) for number in numbers[:_MOST_NUMBERS]]
    if len(numbers) == 1:
        return tr("Row {row}").format(row=shown[0])
    more = len(numbers) - len(shown)
    if more:
        return tr("Rows {rows} and {n} more", "", more).format(rows=", ".join(shown), n=fmt.number(more))
    *others, last = shown
    return tr("Rows {rows} and {last}").format(rows=", ".join(others), last=last)


def _named(names: Sequence[str]) -> str:
    shown = [f"{{{{{name[:40]}}}}}" for name in names[:_MOST_NUMBERS]]
    more = len(names) - len(shown)
    if more:
        return tr("{names} and {n} more", "", more).format(names=", ".join(shown), n=fmt.number(more))
    if len(shown) == 1:
        return shown[0]
    *others, last = shown
    return tr("{names} and {last}").format(names=", ".join(others), last=last)
