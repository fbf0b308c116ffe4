"""What the dialog says that erases an address."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr

TITLE = tr("Erase an address")
WHAT = tr(
    "Every mail to this address is erased with its history, delivery reports and log entries. In other mails and in "
    "drafts, also in the one on the Compose page, the address is masked. The archive records that an address was erased, "
    "but not which one. Later reports and log entries about the erased mail are not stored. A new mail to the address "
    "begins a new history."
)
ADDRESS_LABEL = tr("&Address")
ADDRESS = tr("Address to erase")
ERASE_BUTTON = tr("Erase address…")
ERASE = tr("Erase address")
BEING_ERASED = tr("The address is being erased")
NO_ADDRESS = tr("This is not an address.")
NO_ADDRESS_TEXT = tr("Write it like name@example.com.")
QUESTION = tr("Erase everything about {address}?")
QUESTION_TEXT = tr("This cannot be undone.")


def erased_message(erased: object) -> MessageText:
    """What was taken away, and where the address may still be (an `Erased`)."""
    text = " ".join([*_what_is_gone(erased), *_what_may_be_left(erased)])
    if is_everywhere(erased):
        return MessageText(tr("The address is erased."), text, kind=MessageKind.SUCCESS)
    return MessageText.warning(tr("The address is erased, but not everywhere."), text)


def is_everywhere(erased: object) -> bool:
    """Nothing of the address can be left (an `Erased`)."""
    left = ("unreadable_files", "accounts", "copies")
    return bool(getattr(erased, "is_overwritten", True)) and not any(getattr(erased, name, None) for name in left)


def _what_is_gone(erased: object) -> Iterator[str]:
    messages, reports, entries, mails = (
        int(getattr(erased, name)) for name in ("messages", "reports", "log_entries", "submissions")
    )
    yield tr("Erased: {messages}, {reports}, {entries}. {mails}").format(
        messages=tr("{n} message(s)", "", messages).format(n=fmt.number(messages)),
        reports=tr("{n} report(s)", "", reports).format(n=fmt.number(reports)),
        entries=tr("{n} log entry(ies)", "", entries).format(n=fmt.number(entries)),
        mails=tr("The address is removed from {n} mail(s).", "", mails).format(n=fmt.number(mails)),
    )


def _what_may_be_left(erased: object) -> Iterator[str]:
    if not getattr(erased, "is_overwritten", True):
        yield tr("Another program is reading the archive, so the freed space is overwritten at the next start.")
    if getattr(erased, "is_sandbox_emptied", False):
        yield tr("The Sandbox had mail to the address, so all mail of the Sandbox was deleted.")
    if files := int(getattr(erased, "unreadable_files", 0)):
        yield unsearched_files(files)
    if accounts := tuple(getattr(erased, "accounts", ())):
        yield tr("The address is still the sender in the settings of {accounts}.").format(accounts=", ".join(accounts))
    if copies := [path.name for path in getattr(erased, "copies", ())]:
        yield tr("These files may still hold the address: {files}.").format(files=", ".join(copies))


def unsearched_files(count: int) -> str:
    """How many attachments that stay could not be searched for the address."""
    sentence = tr(
        "{n} attachments of other mails are of a type that Mail Composer cannot search (pictures, packed files, "
        "documents). The address may still be in there.",
        "",
        count,
    )
    return sentence.format(n=fmt.number(count))
