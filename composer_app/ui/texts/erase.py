"""What the dialog says that erases an address."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr

TITLE = tr("Erase a person's data")
WHAT = tr(
    "Every mail to this address is erased with its history, reports and log entries; in other mails and in drafts, the "
    "one on the Compose page included, the address is masked. A record stays that it was done, without the address. "
    "Later reports and logs about that mail are not taken in again; a new mail to the address begins a new history."
)
ADDRESS_LABEL = tr("&Address")
ADDRESS = tr("Address of the person")
CLOSE = tr("Close")
ERASE_BUTTON = tr("Erase data…")
ERASE = tr("Erase data")
BEING_ERASED = tr("Being erased")
NO_ADDRESS = tr("This is no address.")
NO_ADDRESS_TEXT = tr("Write it as name@example.com.")
QUESTION = tr("Erase everything about {address}?")
QUESTION_TEXT = tr("This cannot be undone.")


def erased_message(erased: object) -> MessageText:
    """What was taken away, and where the address may still be (an `Erased`)."""
    text = " ".join([*_what_is_gone(erased), *_what_may_be_left(erased)])
    if is_everywhere(erased):
        return MessageText(tr("Erased."), text, kind=MessageKind.SUCCESS)
    return MessageText(tr("Erased, but not everywhere."), text, kind=MessageKind.WARNING)


def is_everywhere(erased: object) -> bool:
    """Nothing of the address can be left (an `Erased`)."""
    left = ("unreadable_files", "accounts", "copies")
    return bool(getattr(erased, "is_overwritten", True)) and not any(getattr(erased, name, None) for name in left)


def _what_is_gone(erased: object) -> Iterator[str]:
    messages, reports, entries, mails = (
        int(getattr(erased, name)) for name in ("messages", "reports", "log_entries", "submissions")
    )
    yield tr("{messages}, {reports} and {entries} are gone; {mails}.").format(
        messages=tr("{n} message(s)", "", messages).format(n=fmt.number(messages)),
        reports=tr("{n} report(s)", "", reports).format(n=fmt.number(reports)),
        entries=tr("{n} log entry(ies)", "", entries).format(n=fmt.number(entries)),
        mails=tr("{n} mail(s) named the person", "", mails).format(n=fmt.number(mails)),
    )


def _what_may_be_left(erased: object) -> Iterator[str]:
    if not getattr(erased, "is_overwritten", True):
        yield tr("The freed space is overwritten at the next start: another program is reading the archive.")
    if getattr(erased, "is_sandbox_emptied", False):
        yield tr("The Sandbox knew the address too: it has forgotten all its mail.")
    if files := int(getattr(erased, "unreadable_files", 0)):
        sentence = tr(
            "{n} attachment(s) that stay are pictures, packed files or documents: Mail Composer cannot look for the "
            "address in there.",
            "",
            files,
        )
        yield sentence.format(n=fmt.number(files))
    if accounts := tuple(getattr(erased, "accounts", ())):
        yield tr("The address stays in the settings of {accounts}, as a sender.").format(accounts=", ".join(accounts))
    if copies := [path.name for path in getattr(erased, "copies", ())]:
        yield tr("These files may still hold the address: {files}.").format(files=", ".join(copies))
