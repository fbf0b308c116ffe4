"""What the checks before sending say: their names, what they found, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.rules import CheckResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

CHECKS = tr("Checks")
CHECK_AGAIN = tr("Check again")
CHECK_AGAIN_TIP = tr("Check the mail once more, as it is now")
CHECKING = tr("Checking…")
NOTHING_FOUND = tr("Nothing found")
NOT_CHECKED = tr("The checks could not be made.")
DO_NOT_CHECK = tr("Do not check this again")
SEND_ANYWAY = tr("Send anyway")
SHOW_FIRST = tr("Show the first one")
NO_MORE_TOAST = tr("This is not checked any more. The settings have all checks.")
ADD_UNSUBSCRIBE = tr("Add a List-Unsubscribe header…")
UNSUBSCRIBE_TITLE = tr("List-Unsubscribe")
UNSUBSCRIBE_LABEL = tr("The web address or mail address at which recipients unsubscribe:")
UNSUBSCRIBE_ADD = tr("Add")
NO_UNSUBSCRIBE_ADDRESS = tr("“{text}” is no web address and no mail address. The header was not added.")
_MOST_LISTED = 8


class CheckWords(NamedTuple):
    """The words of one check.

    Attributes:
        name: what it looks for, in the settings and the help.
        advice: what it means and what to do.
    """

    name: str
    advice: str


WORDS: dict[CheckId, CheckWords] = {
    CheckId.RECIPIENT_BOUNCED: CheckWords(
        tr("Recipients whose last mail bounced"),
        tr("Mail to addresses that do not exist harms the reputation of your sender. Remove them, or correct them."),
    ),
    CheckId.SENDER_NEW: CheckWords(
        tr("A sender domain that this account has not used"),
        tr("Infobip accepts only senders of domains that are set up in the account. Look at From."),
    ),
    CheckId.SUBJECT_CAPITALS: CheckWords(
        tr("A subject in capitals"), tr("Spam filters count capitals against a mail. Write it as a sentence.")
    ),
    CheckId.SUBJECT_MARKS: CheckWords(
        tr("A subject with many exclamation marks"),
        tr("Spam filters count them against a mail. One is enough."),
    ),
    CheckId.SUBJECT_LONG: CheckWords(
        tr("A long subject"), tr("Most mail programs cut a long subject off. Put what matters first.")
    ),
    CheckId.PLACEHOLDER_VALUE: CheckWords(
        tr("Placeholders without a value"),
        tr("Recipients read them as they are written. Import a list with such a column, or remove them."),
    ),
    CheckId.PLACEHOLDER_OPEN: CheckWords(
        tr("Placeholders that are not closed"), tr("Recipients read the braces. Write two braces behind the name too.")
    ),
    CheckId.LINK_EMPTY: CheckWords(tr("Links without an address"), tr("Write an address into href.")),
    CheckId.LINK_WRONG: CheckWords(
        tr("Links that lead nowhere"),
        tr("A link needs a whole address without blanks, such as https://example.com/page."),
    ),
    CheckId.LINK_SCRIPT: CheckWords(
        tr("Links that mail programs remove"), tr("Mail programs follow https, mailto and tel. Use one of them.")
    ),
    CheckId.LINK_LOCAL: CheckWords(
        tr("Links to this computer or its network"),
        tr("Recipients do not reach this address. Use the public one."),
    ),
    CheckId.LINK_DISGUISED: CheckWords(
        tr("Links whose words name another domain"),
        tr("Mail programs warn of such links, because frauds use them. Write other words, or the right domain."),
    ),
    CheckId.LINK_SHORTENED: CheckWords(
        tr("Shortened links"), tr("Spam filters count them against a mail. Use the whole address.")
    ),
    CheckId.LINK_INSECURE: CheckWords(
        tr("Links without encryption"), tr("The address begins with http. Use https, if the site has it.")
    ),
    CheckId.LINK_WORDLESS: CheckWords(
        tr("Links without words"),
        tr("A screen reader has nothing to read. Write words, or describe the image in the link."),
    ),
    CheckId.IMAGE_MISSING: CheckWords(
        tr("Images that are not attached"), tr("Recipients see an empty frame. Attach the image, or remove it.")
    ),
    CheckId.IMAGE_LOCAL: CheckWords(
        tr("Images that only this computer has"), tr("Drop the image into the mail, or use its web address.")
    ),
    CheckId.IMAGE_EMBEDDED: CheckWords(
        tr("Images with their data in the HTML"),
        tr("Gmail and Outlook do not show them. Drop the image into the mail, or use a web address."),
    ),
    CheckId.ONLY_IMAGES: CheckWords(
        tr("A mail of images alone"),
        tr("Many mail programs block images at first, and spam filters count it against a mail. Add some text."),
    ),
    CheckId.IMAGE_WORDLESS: CheckWords(
        tr("Images without a description"),
        tr('Write what the image shows into alt. Decoration has an empty one: alt="".'),
    ),
    CheckId.TEXT_PART_OLD: CheckWords(
        tr("A text part that lacks a link of the HTML"),
        tr("You wrote the text part yourself, and the HTML has a link that it lacks. Bring it up to date."),
    ),
    CheckId.HTML_CLIPPED: CheckWords(
        tr("HTML that Gmail cuts off"),
        tr("Gmail shows the first 102 KB of HTML and hides the rest, with the link to unsubscribe. Make it smaller."),
    ),
    CheckId.MAIL_BIG: CheckWords(
        tr("A big mail"), tr("Many mail servers refuse mail above 10 MB. Send a link in place of the file.")
    ),
    CheckId.UNSUBSCRIBE: CheckWords(
        tr("Mail to many without a way to unsubscribe"),
        tr("Gmail and Yahoo ask senders of such mail for a List-Unsubscribe header and a link to unsubscribe."),
    ),
    CheckId.CLIENT_SUPPORT: CheckWords(
        tr("HTML and CSS that mail programs ignore"),
        tr("Recipients with these programs see the mail without it. Look whether it still reads well."),
    ),
    CheckId.LANGUAGE: CheckWords(
        tr("HTML without a language"),
        tr('A screen reader then may read it in the wrong language. Write <html lang="en">, for example.'),
    ),
    CheckId.CONTRAST: CheckWords(
        tr("Text that is hard to read on its ground"),
        tr("The contrast should be 4.5 or more, for big text 3. Choose a darker or a lighter colour."),
    ),
    CheckId.LAYOUT_TABLE: CheckWords(
        tr("Tables for layout that do not say so"),
        tr('A screen reader reads rows and columns aloud. Write role="presentation" into the table.'),
    ),
    CheckId.HEADING_ORDER: CheckWords(
        tr("Headings that skip a level"),
        tr("Readers with a screen reader jump from heading to heading. Use the next level."),
    ),
}


def _counted(check: CheckId, n: int) -> str:
    match check:
        case CheckId.RECIPIENT_BOUNCED:
            return tr("The last mail to {n} recipient(s) bounced", "", n)
        case CheckId.PLACEHOLDER_VALUE:
            return tr("{n} placeholder(s) have no value", "", n)
        case CheckId.PLACEHOLDER_OPEN:
            return tr("{n} placeholder(s) are not closed", "", n)
        case CheckId.LINK_EMPTY:
            return tr("{n} link(s) have no address", "", n)
        case CheckId.LINK_WRONG:
            return tr("{n} link(s) lead nowhere", "", n)
        case CheckId.LINK_SCRIPT:
            return tr("Mail programs remove {n} link(s)", "", n)
        case CheckId.LINK_LOCAL:
            return tr("{n} link(s) lead to this network", "", n)
        case CheckId.LINK_DISGUISED:
            return tr("{n} link(s) name another domain", "", n)
        case CheckId.LINK_SHORTENED:
            return tr("{n} link(s) are shortened", "", n)
        case CheckId.LINK_INSECURE:
            return tr("{n} link(s) without encryption", "", n)
        case CheckId.LINK_WORDLESS:
            return tr("{n} link(s) without words", "", n)
        case CheckId.IMAGE_MISSING:
            return tr("{n} image(s) are not attached", "", n)
        case CheckId.IMAGE_LOCAL:
            return tr("{n} image(s) are on this computer only", "", n)
        case CheckId.IMAGE_EMBEDDED:
            return tr("{n} image(s) that Gmail does not show", "", n)
        case CheckId.IMAGE_WORDLESS:
            return tr("{n} image(s) without a description", "", n)
        case CheckId.CLIENT_SUPPORT:
            return tr("{n} feature(s) that mail programs ignore", "", n)
        case CheckId.CONTRAST:
            return tr("{n} text(s) with weak contrast", "", n)
        case CheckId.LAYOUT_TABLE:
            return tr("{n} table(s) for layout without a role", "", n)
        case CheckId.HEADING_ORDER:
            return tr("{n} heading(s) skip a level", "", n)
    return WORDS[check].name


_SINGLE: dict[CheckId, Callable[[CheckFinding], str]] = {
    CheckId.RECIPIENT_BOUNCED: lambda one: tr("The last mail to {address} bounced").format(address=one.detail),
    CheckId.SENDER_NEW: lambda one: tr("No mail from {domain} yet").format(domain=one.detail),
    CheckId.SUBJECT_CAPITALS: lambda _one: tr("The subject is in capitals"),
    CheckId.SUBJECT_MARKS: lambda _one: tr("Many exclamation marks in the subject"),
    CheckId.SUBJECT_LONG: lambda one: tr("The subject has {n} characters").format(n=fmt.number(int(one.detail))),
    CheckId.PLACEHOLDER_VALUE: lambda one: tr("{name} has no value").format(name=f"{{{{{one.detail}}}}}"),
    CheckId.LINK_WRONG: lambda one: tr("“{address}” leads nowhere").format(address=one.detail),
    CheckId.LINK_LOCAL: lambda one: tr("A link leads to {host}").format(host=one.detail),
    CheckId.LINK_SHORTENED: lambda one: tr("A link goes through {host}").format(host=one.detail),
    CheckId.LINK_SCRIPT: lambda one: tr("Mail programs remove {scheme}: links").format(scheme=one.detail),
    CheckId.LINK_DISGUISED: lambda one: tr("“{shown}” leads to {host}").format(shown=one.detail, host=one.other),
    CheckId.IMAGE_MISSING: lambda one: (
        tr("The image {name} is not attached").format(name=one.detail) if one.detail else tr("An image has no address")
    ),
    CheckId.IMAGE_LOCAL: lambda one: tr("The image {name} is on this computer only").format(name=one.detail),
    CheckId.ONLY_IMAGES: lambda _one: tr("The mail has next to no text"),
    CheckId.TEXT_PART_OLD: lambda one: tr("The text part lacks {address}").format(address=one.detail),
    CheckId.HTML_CLIPPED: lambda one: tr("Gmail cuts the HTML off: {size}").format(size=fmt.size(int(one.detail))),
    CheckId.MAIL_BIG: lambda one: tr("The mail has {size}").format(size=fmt.size(int(one.detail))),
    CheckId.UNSUBSCRIBE: lambda one: tr("{n} recipients cannot unsubscribe").format(n=fmt.number(int(one.detail))),
    CheckId.CLIENT_SUPPORT: lambda one: _ignored_words(one),
    CheckId.LANGUAGE: lambda _one: tr("The HTML does not say its language"),
    CheckId.CONTRAST: lambda one: tr("Text with a contrast of {ratio}").format(ratio=one.detail),
    CheckId.HEADING_ORDER: lambda one: tr("A heading {level} after a heading {before}").format(
        level=one.detail, before=one.other
    ),
}


def _ignored_words(one: CheckFinding) -> str:
    count = one.other.count(", ") + 1
    text = tr("{n} mail program(s) ignore {feature}", "", count)
    return text.format(n=fmt.number(count), feature=one.detail)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def finding_words(findings: Sequence[CheckFinding]) -> str:
    """What one check found, without a place."""
    first = findings[0]
    if len(findings) == 1 and first.check in _SINGLE:
        other = first.other if first.check is CheckId.CLIENT_SUPPORT else _short(first.other)
        short = msgspec.structs.replace(first, detail=_short(first.detail), other=other)
        return _SINGLE[first.check](short)
    return _counted(first.check, len(findings)).format(n=fmt.number(len(findings)))


def finding_button(findings: Sequence[CheckFinding]) -> str:
    """The same with the place of the first."""
    words, line = finding_words(findings), findings[0].line
    return tr("{words}, line {line}").format(words=words, line=fmt.number(line)) if line else words


def place_words(finding: CheckFinding) -> str:
    """One of several findings of a check, as an entry of a menu."""
    words = finding_words([finding])
    if not finding.line:
        return words
    return tr("Line {line}: {words}").format(line=fmt.number(finding.line), words=words)


def _with_clients(one: CheckFinding) -> str:
    words = place_words(one)
    return (
        tr("{words}: {clients}").format(words=words, clients=one.other)
        if one.check is CheckId.CLIENT_SUPPORT
        else words
    )


def finding_tip(findings: Sequence[CheckFinding]) -> str:
    """All of it, with what to do."""
    shown = [_with_clients(one) for one in findings[:_MOST_LISTED]]
    if more := len(findings) - len(shown):
        shown.append(tr("and {n} more", "", more).format(n=fmt.number(more)))
    return "\n".join([*shown, WORDS[findings[0].check].advice])


def more_words(count: int) -> str:
    """The button for findings that have no room in the row."""
    return tr("{n} more", "", count).format(n=fmt.number(count))


def passed_words(result: CheckResult) -> list[str]:
    """What was looked at and is right, in few words."""
    checks, passed = result.findings.keys(), []
    if result.links and not any(check.value.startswith("link") for check in checks):
        passed.append(tr("{n} link(s)", "", result.links).format(n=fmt.number(result.links)))
    if result.placeholders:
        text = tr("{n} placeholder(s) filled for all {people}", "", result.placeholders)
        passed.append(text.format(n=fmt.number(result.placeholders), people=fmt.number(result.recipients)))
    if result.has_text_part and CheckId.TEXT_PART_OLD not in checks:
        passed.append(tr("Text part up to date"))
    return passed


def anyway_question(result: CheckResult) -> tuple[str, str]:
    """Title and text of the question before a mail with warnings leaves."""
    warnings = [result.findings[check] for check in result.warnings()]
    title = tr("Send with {n} warning(s)?", "", len(warnings)).format(n=fmt.number(len(warnings)))
    lines = [f"• {finding_button(findings)}" for findings in warnings[:_MOST_LISTED]]
    if more := len(warnings) - len(lines):
        lines.append(tr("and {n} more", "", more).format(n=fmt.number(more)))
    return title, "\n".join(lines)
