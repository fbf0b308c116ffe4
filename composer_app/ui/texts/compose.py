"""What the compose page says: its rows, its panes, its messages, and the questions before a mail goes."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr

FIELD_NAMES = {
    "from": tr("From"),
    "to": tr("To"),
    "cc": tr("Cc"),
    "bcc": tr("Bcc"),
    "reply_to": tr("Reply-to"),
    "subject": tr("Subject"),
}
"""By the key of the row, in the order of the page."""

FIELD_LABELS = {
    "from": tr("Fr&om"),
    "to": tr("&To"),
    "cc": tr("&Cc"),
    "bcc": tr("&Bcc"),
    "reply_to": tr("&Reply-to"),
    "subject": tr("&Subject"),
}
"""The names with their underlined letters; the menus have F, E, V, M, A and H."""

ADD_FIELD = {"cc": tr("Add a line Cc"), "bcc": tr("Add a line Bcc"), "reply_to": tr("Add a line Reply-to")}
"""Tooltips of the buttons that bring the rows that are seldom needed."""

ABOUT_FIELD = {"to": tr("About To"), "cc": tr("About Cc"), "bcc": tr("About Bcc")}
"""What a screen reader calls the hint under each field of recipients."""

SENDER_EXAMPLE = tr("name@your-domain.com")
SENDERS_BEFORE = tr("Senders used before (Down)")
WHERE_ANSWERS_GO = tr("Where answers go, if not to the sender")
SUBJECT_IS_ONE_LINE = tr("A subject is one line. Line breaks and tabs in what you pasted are spaces now.")
ONE_EACH = tr("Each gets a mail of their own")
ONE_EACH_DETAILS = tr(
    "Recipients in To do not see each other. Everyone sees who is in Cc, and no one sees who is in Bcc.\n"
    "Infobip does not say whether Cc and Bcc get the mail once, or once for each recipient in To."
)

SEND = tr("Send")
SAVED = tr("Saved {time}")
NOT_SAVED = tr("Draft not saved")
UNDO = tr("Undo")
DRAFTS = tr("Drafts")
NO_SUBJECT = tr("No subject")
PLACE = tr("Line {line}, column {column}")
HTML_SIZE = tr("HTML {size}")
NOTHING_TO_SAVE = tr("There is nothing to save yet.")
DRAFT_SAVED = tr("The draft is saved.")
DRAFT_DISCARDED = tr("Draft discarded.")
TEXT_MADE_AGAIN = tr("The text is made from the HTML again.")

PART_OF_MAIL = tr("Part of the mail")
HTML = tr("HTML")
TEXT = tr("Text")
HTML_SOURCE = tr("HTML source")
HTML_HINT = tr("Write or paste HTML. Pictures and files can be dropped anywhere.")
LINE_NUMBERS = tr("Line numbers")
MAKE_LINK = tr("Make a link of the selection")
LINK_WORD = tr("link")
FIND_AND_REPLACE = tr("Find and replace")
TEXT_PART = tr("Text part")
WRITE_OWN_TEXT = tr("Write your own")
WRITE_OWN_TEXT_TIP = tr("The text no longer follows the HTML then")
MAKE_TEXT_AGAIN = tr("Make it from the HTML again")
MAKE_TEXT_AGAIN_TIP = tr("In the place of your own text")
PLAIN_TEXT_ONLY = tr("Sent as plain text, without HTML.")
NO_HTML = tr("There is no HTML. Write plain text here.")
TEXT_FOLLOWS = tr("Made from the HTML, and follows it.")
OWN_TEXT_OUT_OF_DATE = tr("Your own text. The HTML has changed since.")
OWN_TEXT = tr("Your own text.")

FIND = tr("Find")
REPLACE_WITH = tr("Replace with")
CASE_SIGN = tr("Aa")
CASE_TIP = tr("Capital and small letters count")
MATCH_CASE = tr("Match case")
FIND_BACK = tr("Find back (Shift+Enter)")
FIND_ON = tr("Find on (Enter)")
CLOSE_FIND = tr("Close (Esc)")
REPLACE = tr("Replace")
REPLACE_ALL = tr("Replace all")
NOT_FOUND = tr("Not found")
NTH_FIND = tr("{number} of {total}")

BREAK_LINE = tr("Break the line")
NOT_PASTED = MessageText(
    tr("The text was not pasted."), tr("It has {size}. {most} is the most that the HTML of a mail can have.")
)

OF_GONE_ACCOUNT = MessageText(
    tr("The account of this mail is gone."), tr("It can be sent from another one."), kind=MessageKind.WARNING
)
OF_OTHER_ACCOUNT = MessageText(
    tr("This mail belongs to the account {own}."),
    tr("{current} is in use now. Send still sends the mail from {own}."),
    kind=MessageKind.WARNING,
)
SEND_FROM = tr("Send it from {account}")
BACK_TO = tr("Back to {account}")
LATE_WORDS = MessageText(
    tr("What you wrote after Send is not in the mail."),
    tr("The mail is in the outbox as it was then. All that is here is another draft: keep of it what you need."),
    kind=MessageKind.WARNING,
)
CANNOT_BE_SENT = tr("The mail cannot be sent yet.")
DRAFTS_UNREADABLE = tr("The drafts cannot be read.")
SEND_AS_IT_IS = tr("Send as it is")
SEND_WITHOUT_FILE_QUESTION = tr("Send without a file?")
SEND_WITHOUT_FILE_TEXT = tr("The mail says “{word}”, and no file is attached.")
SEND_WITHOUT_FILE = tr("Send without a file")
ATTACH_A_FILE = tr("Attach a file…")
LIVE_TEXT = tr("Subject: {subject}")


def send_words(recipients: int) -> str:
    """The button Send, with the number of recipients where there are several."""
    return SEND if recipients < 2 else send_to_words(recipients)


def send_to_words(recipients: int) -> str:
    """The button that sends to so many recipients."""
    return tr("Send to {n}", "", recipients).format(n=fmt.number(recipients))


def live_question(recipients: int, address: str, account: str) -> tuple[str, str]:
    """The title and the button of the question before a live account sends.

    Args:
        recipients: how many get the mail.
        address: the only recipient; "" where there are several, or none with a good address.
        account: the name of the account.
    """
    if address:
        return tr("Send to {address} from the live account {account}?").format(address=address, account=account), tr(
            "Send mail"
        )
    title = tr("Send to {n} people from the live account {account}?", "", recipients)
    return title.format(n=fmt.number(recipients), account=account), send_to_words(recipients)


def found_words(count: int) -> str:
    """How often the text that is looked for is there."""
    return tr("{n} found", "", count).format(n=fmt.number(count)) if count else NOT_FOUND


def replaced_words(count: int) -> str:
    """How often the text was replaced."""
    return tr("{n} replaced", "", count).format(n=fmt.number(count))


def long_line_words(characters: int) -> MessageText:
    """A line of the HTML has so many characters that the editor breaks it into rows."""
    body = tr(
        "The editor shows it in rows without numbers; the mail keeps it as one line. "
        "Breaks inside tags change nothing that recipients see. Undo takes them back."
    )
    title = tr("One line of the HTML has {n} characters.", "", characters).format(n=fmt.number(characters))
    return MessageText(title, body, kind=MessageKind.INFO)


def drafts_words(count: int) -> str:
    """The button of the drafts, with their number."""
    return tr("Drafts {n}").format(n=fmt.number(count)) if count else DRAFTS


def not_saved_words(failure: MessageText) -> MessageText:
    """The draft could not be saved; `failure` says why."""
    rest = tr("What you wrote is still here and is saved with your next change, if that works.")
    return MessageText(tr("The draft is not saved."), f"{failure.title} {rest}", failure.vendor)


def not_queued_words(failure: MessageText) -> MessageText:
    """The mail could not be put into the outbox; `failure` says why."""
    rest = tr("The draft is as it was.")
    return MessageText(tr("The mail is not in the outbox."), f"{failure.title} {failure.body} {rest}", failure.vendor)
