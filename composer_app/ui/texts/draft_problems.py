"""What keeps a draft from being sent, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from composer_app.domain.address_syntax import LOOKS_BLANK, AddressProblem
from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.domain.mail_limits import (
    MAX_ATTACHMENTS,
    MAX_COPIES_IN_SPLIT,
    MAX_HTML_BYTES,
    MAX_MESSAGE_BYTES,
    MAX_RECIPIENTS,
    MAX_SUBJECT,
)
from composer_app.domain.recipients import ParsedAddress
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import send_options
from composer_app.ui.texts.translation import tr

_DRAFT = {
    DraftFault.NO_SENDER: tr("There is no sender. Write the sender's address into From."),
    DraftFault.BAD_SENDER: tr("“{detail}” is not a valid sender address. Correct it."),
    DraftFault.SEVERAL_SENDERS: tr("From holds more than one address. A mail has only one sender."),
    DraftFault.NO_RECIPIENT: tr("There is no recipient. Write at least one address into To."),
    DraftFault.BAD_RECIPIENT: tr("“{detail}” is not an address. Correct it or remove it."),
    DraftFault.TOO_MANY_RECIPIENTS: tr("{detail} recipients are too many for one mail. The limit is {max_recipients}."),
    DraftFault.TOO_MANY_COPIES: tr(
        "{detail} recipients in Cc and Bcc are too many for a mail that goes out in several requests: they all go with the "
        "first one. The limit is {max_copies}. Move them to To, where each gets a mail of their own."
    ),
    DraftFault.SCHEDULED_SPLIT: tr(
        "A mail to {detail} recipients goes out in several requests, one after the other, and Infobip cannot hold it until a "
        "time. Press Send when its time has come, or schedule a mail to at most {max_recipients} recipients."
    ),
    DraftFault.BESIDE_LIST: tr(
        "A mail with a list has no other recipients in To, Cc and Bcc: each recipient of the list gets a mail of their own. Remove the others, or add them to the list."
    ),
    DraftFault.LIST_SEEN_BY_ALL: tr(
        "Each recipient of a list gets a mail of their own, but the option “Recipients in To see each other” would show "
        "them all addresses of the list. Turn it off under Options."
    ),
    DraftFault.SPLIT_SEEN_BY_ALL: tr(
        "A mail to {detail} recipients goes out in several requests, and the option “Recipients in To see each other” "
        "would show each of them up to {max_recipients} addresses. Turn it off under Options."
    ),
    DraftFault.BAD_REPLY_TO: tr("“{detail}” in Reply-to is not an address. Correct it or remove it."),
    DraftFault.SEVERAL_REPLY_TO: tr("Reply-to holds more than one address. Only one is allowed."),
    DraftFault.NO_SUBJECT: tr("There is no subject. Infobip does not accept a mail without one."),
    DraftFault.SUBJECT_TOO_LONG: tr("The subject has {detail} characters. The limit is {max_subject}."),
    DraftFault.SUBJECT_LINE_BREAK: tr("The subject has a line break. Remove it: a subject is one line."),
    DraftFault.NO_BODY: tr("The mail is empty. Write something under HTML, Letter or Text."),
    DraftFault.HTML_TOO_BIG: tr("The HTML has {size}. The limit is {max_html}."),
    DraftFault.TOO_BIG: tr("The mail has {size} with its files. The limit is {max_size}."),
    DraftFault.TOO_MANY_FILES: tr("{detail} files are too many. The limit is {max_files}."),
    DraftFault.REFUSED_FILE: tr(
        "{detail} is of a type that Infobip does not accept. Pack it into a zip file or send a link."
    ),
    DraftFault.NOT_ALLOWED: tr(
        "This test account does not send to {detail}. Its list of allowed recipients is in the settings of the account."
    ),
    DraftFault.SEND_AT_PAST: tr("The time for sending is over. Choose a later one."),
    DraftFault.SEND_AT_TOO_FAR: tr("The time is too far ahead. The limit of this account's API is {detail} days."),
    DraftFault.BAD_OPTION: tr("The option “{detail}” cannot be sent as it is. Correct it under Options."),
}

_COUNTED = (
    DraftFault.TOO_MANY_RECIPIENTS,
    DraftFault.TOO_MANY_COPIES,
    DraftFault.SCHEDULED_SPLIT,
    DraftFault.SPLIT_SEEN_BY_ALL,
    DraftFault.SUBJECT_TOO_LONG,
    DraftFault.TOO_MANY_FILES,
    DraftFault.SEND_AT_TOO_FAR,
)

_ADDRESS = {
    AddressProblem.NO_AT: tr("“{text}” has no @."),
    AddressProblem.MORE_THAN_ONE_AT: tr("“{text}” has more than one @."),
    AddressProblem.SEVERAL: tr("“{text}” holds more than one address. Put a comma between them."),
    AddressProblem.NO_DOMAIN: tr("“{text}” has no complete domain after the @."),
    AddressProblem.BAD_CHARACTER: tr("“{text}” has a character that an address cannot have."),
    AddressProblem.BAD_DOMAIN: tr("The part after the @ in “{text}” is not a domain."),
    AddressProblem.TOO_LONG: tr("“{text}” is too long for an address."),
    AddressProblem.OTHER: tr("“{text}” is not an address."),
}

_NAMED, _LONGEST_NAME = 5, 60
"""So many placeholders are named in the question, each with so many characters."""


def placeholder_question(names: Sequence[str]) -> tuple[str, str]:
    """The title and the text of the question before a mail with placeholders without a value leaves."""
    shown = [
        f"{{{{{name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}}}}}" for name in names[:_NAMED]
    ]
    if len(names) == 1:
        title = tr("Send with {name} in it?").format(name=shown[0])
        return title, tr("{name} has no value. Recipients will read it as it is written here.").format(name=shown[0])
    title = tr("Send with {n} placeholders in it?", "", len(names)).format(n=fmt.number(len(names)))
    if more := len(names) - len(shown):
        text = tr("{names} and {n} more have no value. Recipients will read them as they are written here.", "", more)
        return title, text.format(names=", ".join(shown), n=fmt.number(more))
    *others, last = shown
    text = tr("{names} and {last} have no value. Recipients will read them as they are written here.")
    return title, text.format(names=", ".join(others), last=last)


def draft_problem_words(problem: DraftProblem) -> str:
    """One sentence or two: what is wrong, and what to do."""
    detail = fmt.number(int(problem.detail)) if problem.fault in _COUNTED else problem.detail
    if problem.fault is DraftFault.BAD_OPTION:
        detail = send_options.name_of(problem.detail)
    return _DRAFT[problem.fault].format(
        detail=detail,
        size=fmt.size(int(problem.detail)) if problem.detail.isdigit() else problem.detail,
        max_recipients=fmt.number(MAX_RECIPIENTS),
        max_copies=fmt.number(MAX_COPIES_IN_SPLIT),
        max_subject=fmt.number(MAX_SUBJECT),
        max_html=fmt.size(MAX_HTML_BYTES),
        max_size=fmt.size(MAX_MESSAGE_BYTES),
        max_files=MAX_ATTACHMENTS,
    )


def address_problem_words(entry: ParsedAddress) -> str:
    """Why a piece of text is no address; for one that is, or that is blank, ""."""
    if entry.problem is None or not entry.text:
        return ""
    text = entry.text if len(entry.text) <= 60 else f"{entry.text[:57]}…"
    if entry.character:
        return _character_words(text, entry.character)
    return _ADDRESS[entry.problem].format(text=text)


def wrong_recipients_problem(count: int) -> str:
    """One problem for many wrong recipients, where each alone would fill the list."""
    return tr("{n} recipients are not addresses. Correct them or remove them.", "", count).format(n=fmt.number(count))


def more_problems_words(count: int) -> str:
    """So many problems are not listed; "" for none."""
    return tr("Correct these to see {n} more.", "", count).format(n=fmt.number(count)) if count > 0 else ""


def wrong_recipients_hint(wrong: int, total: int, why: str) -> str:
    """The hint under a field with several wrong recipients; `why`: what is wrong with the first, a sentence."""
    text = tr("{n} of {total} are not addresses. The first: {why}", "", wrong)
    return text.format(n=fmt.number(wrong), total=fmt.number(total), why=why)


def take_out_words(wrong: int) -> str:
    """The button that takes the wrong recipients out of a field."""
    return tr("Remove the {n} wrong ones", "", wrong).format(n=fmt.number(wrong))


def suggestion_words(suggestion: str, address: str) -> str:
    """A recipient whose domain looks like a typing error."""
    return tr("Did you mean {suggestion}? If you change nothing, the mail goes to {address}.").format(
        suggestion=suggestion, address=address
    )


def repeats_words(count: int) -> str:
    """So many recipients were in the fields already; "" for none."""
    if not count:
        return ""
    return tr("{n} were already there. Each is kept once.", "", count).format(n=fmt.number(count))


def single_address_words(entry: ParsedAddress) -> str:
    """The same for a field that takes one address only."""
    if entry.problem is AddressProblem.SEVERAL:
        return tr("Only one address is allowed here.")
    return address_problem_words(entry)


def _character_words(text: str, char: str) -> str:
    code = f"U+{ord(char):04X}"
    if char == "\ufffd":
        sentence = tr("“{text}” has a letter that was lost when it was copied ({code}). Type the address again.")
    elif char in "<>":
        sentence = tr("“{text}” has only one “{char}”. Write a name like this: Ana <ana@example.com>.")
    elif char.isspace() and char != "\u3000":
        sentence = tr("“{text}” has a space in it. Write a name like this: Ana <ana@example.com>.")
    elif unicodedata.category(char)[0] in "CMZ" or char in LOOKS_BLANK:
        code = f"{code} {unicodedata.name(char, '')}".rstrip()
        sentence = tr("“{text}” has an invisible character: {code}. Remove it or type the address again.")
    else:
        sentence = tr("“{text}” has “{char}” in it. An address cannot have this character.")
    return sentence.format(text=text, char=char, code=code)
