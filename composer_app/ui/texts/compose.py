"""What the compose page says: its rows, its panes, its messages, and the questions before a mail goes."""

from __future__ import annotations

from composer_app.domain.cost_estimate import CostEstimate
from composer_app.domain.draft import Draft
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import send_time
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
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

IMPORT_LIST_SHORT = tr("Import list…")

ABOUT_FIELD = {"to": tr("About To"), "cc": tr("About Cc"), "bcc": tr("About Bcc")}
"""What a screen reader calls the hint under each field of recipients."""

SENDER_EXAMPLE = tr("name@your-domain.com")
SENDERS_BEFORE = tr("Earlier senders (Down)")
WHERE_ANSWERS_GO = tr("Address for answers, if it is not the sender")
SUBJECT_IS_ONE_LINE = tr("A subject is one line. Line breaks and tabs in the pasted text are now spaces.")
ONE_EACH = tr("Each recipient gets a mail of their own")
ONE_EACH_DETAILS = tr(
    "Recipients in To do not see each other. All recipients see who is in Cc. No recipient sees who is in Bcc.\n"
    "Infobip does not say whether a recipient in Cc or Bcc gets the mail once, or once for each recipient in To."
)

SEND = tr("Send")
SAVED = tr("Saved {time}")
NOT_SAVED = tr("Draft not saved")
DRAFTS = tr("Drafts")
NO_SUBJECT = tr("No subject")
PLACE = tr("Line {line}, column {column}")
HTML_SIZE = tr("HTML {size}")
NOTHING_TO_SAVE = tr("There is nothing to save yet.")
DRAFT_SAVED = tr("The draft is saved.")
DRAFT_DISCARDED = tr("Draft discarded.")
TEXT_MADE_AGAIN = tr("The text is made from the HTML again.")

GO_TO_LINE = tr("Go to line")
GO = tr("Go")
PART_OF_MAIL = tr("Part of the mail")
HTML = tr("HTML")
TEXT = tr("Text")
HTML_SOURCE = tr("HTML source")
HTML_HINT = tr("Write or paste HTML. Pictures and files can be dropped anywhere.")
LINE_NUMBERS = tr("Line numbers")
MAKE_LINK = tr("Make the selection a link")
LINK_WORD = tr("link")
FIND_AND_REPLACE = tr("Find and replace")
TEXT_PART = tr("Text part")
WRITE_OWN_TEXT = tr("Write your own")
WRITE_OWN_TEXT_TIP = tr("The text then no longer changes when the HTML changes")
MAKE_TEXT_AGAIN = tr("Make it from the HTML again")
MAKE_TEXT_AGAIN_TIP = tr("Replaces your own text")
PLAIN_TEXT_ONLY = tr("Sent as plain text, without HTML.")
NO_HTML = tr("There is no HTML. Write plain text here.")
TEXT_FOLLOWS = tr("Made from the HTML. It changes when the HTML changes.")
OWN_TEXT_OUT_OF_DATE = tr("Your own text. The HTML has been changed since you wrote it.")
OWN_TEXT = tr("Your own text.")

FIND = tr("Find")
REPLACE_WITH = tr("Replace with")
CASE_SIGN = tr("Aa")
CASE_TIP = tr("Tell capital and small letters apart")
MATCH_CASE = tr("Match case")
FIND_BACK = tr("Find previous (Shift+Enter)")
FIND_ON = tr("Find next (Enter)")
CLOSE_FIND = tr("Close (Esc)")
REPLACE = tr("Replace")
REPLACE_ALL = tr("Replace all")
REGEX_SIGN = tr(".*")
REGEX_TIP = tr("Regular expression; “Replace with” takes its groups up as \\1, \\2")
IS_REGEX = tr("Regular expression")
EXPRESSION_TOO_SLOW = tr("Takes too long. Make it simpler.")
WRONG_REPLACEMENT = tr("No such group.")
NOT_FOUND = tr("Not found")
NTH_FIND = tr("{number} of {total}")

BREAK_LINE = tr("Break the line")
NOT_PASTED = MessageText(
    tr("The text was not pasted."), tr("It has {size}. The HTML of a mail can have at most {most}.")
)

OF_GONE_ACCOUNT = MessageText.warning(
    tr("The account of this mail was removed."),
    tr("You can send the mail from another account."),
)
OF_OTHER_ACCOUNT = MessageText.warning(
    tr("This mail belongs to the account {own}."),
    tr("The window shows the account {current}, but Send sends this mail from {own}."),
)
SEND_FROM = tr("Send it from {account}")
BACK_TO = tr("Back to {account}")
LATE_WORDS = MessageText.warning(
    tr("What you wrote after you pressed Send is not in the mail."),
    tr("The mail in the outbox is the one that you sent. What you see here is a new draft: keep what you need of it."),
)
CANNOT_BE_SENT = tr("The mail cannot be sent yet.")
DRAFTS_UNREADABLE = tr("The drafts cannot be read.")
SEND_AS_IT_IS = tr("Send as it is")
SEND_WITHOUT_FILE_QUESTION = tr("Send without a file?")
SEND_WITHOUT_FILE_TEXT = tr("The mail says “{word}”, but no file is attached.")
SEND_WITHOUT_FILE = tr("Send without a file")
ATTACH_A_FILE = tr("Attach a file…")
EXAMPLE_SUBJECT = tr("Your November statement")
TEST_ADDRESSES_SUBJECT = tr("What becomes of a mail")
LIVE_TEXT = tr("Subject: {subject}")
SPLIT = tr("More than a request takes: the mail goes out in several, and each recipient in To gets one mail.")


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
    title = tr("Send to {n} recipient(s) from the live account {account}?", "", recipients)
    return title.format(n=fmt.number(recipients), account=account), send_to_words(recipients)


def many_question(recipients: int, account: str) -> str:
    """The title of the question before another account sends to many."""
    title = tr("Send to {n} recipient(s) from the account {account}?", "", recipients)
    return title.format(n=fmt.number(recipients), account=account)


def send_question_text(draft: Draft, cost: CostEstimate | None) -> str:
    """The text of the question before a mail is sent: about what it costs, the sender, the time, the subject."""
    sentences = _cost(cost)
    sentences.append(tr("From: {sender}").format(sender=draft.sender.strip()))
    if draft.send_at is not None:
        sentences.append(tr("Time: {moment}").format(moment=send_time.moment(draft.send_at)))
    sentences.append(LIVE_TEXT.format(subject=draft.subject.strip()))
    return "\n".join(sentences)


def _cost(cost: CostEstimate | None) -> list[str]:
    if cost is None:
        return []
    words = tr("About {price}, by what your mail of the last 90 days cost.")
    return [words.format(price=fmt.price(cost.amount, cost.currency))]


def split_question(
    draft: Draft, recipients: int, requests: int, live_account: str, cost: CostEstimate | None
) -> tuple[str, str]:
    """The title and the text of the question before a mail goes out in several requests.

    Args:
        live_account: the name of the account if it sends to real recipients, else "".
    """
    title = live_question(recipients, "", live_account)[0]
    if not live_account:
        title = tr("Send to {n} recipient(s)?", "", recipients).format(n=fmt.number(recipients))
    sentences = []
    if draft.merge is not None:
        rows = tr("{n} of the {rows} rows of {file} get the mail.")
        values = {"rows": fmt.number(draft.merge.row_count), "file": draft.merge.file_name}
        sentences.append(rows.format(n=fmt.number(recipients), **values))
    sentences.append(
        tr(
            "A request takes up to {limit} recipients, so the mail goes out in {n} request(s), one after the other.",
            "",
            requests,
        ).format(limit=fmt.number(MAX_RECIPIENTS), n=fmt.number(requests))
    )
    if draft.cc or draft.bcc:
        sentences.append(tr("Cc and Bcc go with the first request only, so each of them gets one mail."))
    sentences.append(tr("You can pause or stop it in the Outbox. If the program ends, it goes on at the next start."))
    sentences += _cost(cost)
    if live_account:
        sentences.append(LIVE_TEXT.format(subject=draft.subject.strip()))
    return title, " ".join(sentences)


def line_of(last: int) -> str:
    """The label of the field for a line."""
    return tr("Line, from 1 to {last}:").format(last=fmt.number(last))


def wrong_expression(reason: str, place: int | None) -> str:
    """What is wrong with a regular expression, in the words of its library."""
    if place is None:
        return tr("Not a regular expression: {reason}").format(reason=reason)
    return tr("Character {place}: {reason}").format(place=fmt.number(place + 1), reason=reason)


def found_words(count: int) -> str:
    """How often the text that is looked for is there."""
    return tr("{n} found", "", count).format(n=fmt.number(count)) if count else NOT_FOUND


def replaced_words(count: int) -> str:
    """How often the text was replaced."""
    return tr("{n} replaced", "", count).format(n=fmt.number(count))


def long_line_words(characters: int) -> MessageText:
    """A line of the HTML has so many characters that the editor breaks it into rows."""
    body = tr(
        "The editor shows it in several rows, of which only the first has a number. The mail keeps it as one line. "
        "“Break the line” adds line breaks inside tags, which recipients do not see. Undo removes them."
    )
    title = tr("One line of the HTML has {n} characters.", "", characters).format(n=fmt.number(characters))
    return MessageText(title, body, kind=MessageKind.INFO)


def drafts_words(count: int) -> str:
    """The button of the drafts, with their number."""
    return tr("Drafts {n}").format(n=fmt.number(count)) if count else DRAFTS


def not_saved_words(failure: MessageText) -> MessageText:
    """The draft could not be saved; `failure` says why."""
    rest = tr("What you wrote is still here. The program tries to save it again every few seconds.")
    return MessageText(tr("The draft is not saved."), f"{failure.title} {rest}", failure.vendor)


def not_queued_words(failure: MessageText) -> MessageText:
    """The mail could not be put into the outbox; `failure` says why."""
    rest = tr("The draft is unchanged.")
    return MessageText(tr("The mail was not sent."), f"{failure.title} {failure.body} {rest}", failure.vendor)
