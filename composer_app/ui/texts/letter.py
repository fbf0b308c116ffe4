"""What the letter editor says: its buttons and dialogs, and what a letter cannot hold."""

from __future__ import annotations

from collections.abc import Sequence

from composer_app.services.compose.letter_reader import Loss, Losses
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr

LETTER = tr("Letter")
EDITOR = tr("Letter")
HINT = tr("Write the mail. Pictures and files can be dropped anywhere.")
FORMATTING = tr("Formatting")
HEADING = tr("Heading")
BOLD = tr("Bold")
ITALIC = tr("Italic")
BULLETS = tr("Bulleted list")
NUMBERS = tr("Numbered list")
QUOTE = tr("Quote")
LINK = tr("Link")
PICTURE = tr("Image")
PLACEHOLDER = tr("Placeholder")
PLACEHOLDER_TIP = tr("A word that each recipient reads differently")
CLEAR = tr("Clear formatting")
MORE = tr("More")
NEW_PLACEHOLDER = tr("New placeholder…")
OTHER_NAME = tr("Other name…")
MAKE_TEXT = tr("Make it text")
IMAGE = tr("Image")

LINK_TITLE = tr("Link")
LINK_WORDS = tr("Text")
LINK_ADDRESS = tr("Address")
LINK_HINT = tr("A web address, a mail address, or a placeholder.")
LINK_WRONG = tr("This is no address that a mail can lead to. Write https://… or a mail address.")
SET_LINK = tr("Set link")
REMOVE_LINK = tr("Remove link")

IMAGE_TITLE = tr("What does the image show?")
IMAGE_TEXT = tr("Recipients who do not see images read these words, and screen readers say them.")
IMAGE_WORDS = tr("Words")
SAVE_WORDS = tr("Save words")
NO_WORDS = tr("Leave it without words")

PLACEHOLDER_TITLE = tr("Placeholder")
PLACEHOLDER_NAME = tr("Name")
PLACEHOLDER_HINT = tr("For example first_name. Braces are added.")
PLACEHOLDER_WRONG = tr("A name has no braces.")
INSERT_PLACEHOLDER = tr("Insert placeholder")
RENAME_PLACEHOLDER = tr("Change name")

CANNOT_HOLD = tr("A letter cannot hold this HTML.")
TOO_LONG = MessageText.warning(CANNOT_HOLD, tr("It is too long for a letter. You can go on writing it as HTML."))
STAY_IN_HTML = tr("Stay in HTML")
MAKE_LETTER = tr("Make a letter…")
MAKE_LETTER_QUESTION = tr("Make a letter?")
MAKE_LETTER_VERB = tr("Make a letter")
MADE_LETTER = tr("The HTML is now a letter.")


def words_of_letter(count: int) -> str:
    """The status line of a letter."""
    return tr("Letter · {n} word(s)", "", count).format(n=fmt.number(count))


def cannot_hold_words(losses: Losses) -> MessageText:
    """The message in place of a letter: what would be lost."""
    return TOO_LONG if Loss.LENGTH in losses else MessageText.warning(CANNOT_HOLD, lost_words(losses))


def lost_words(losses: Losses) -> str:
    """What a letter would lose, as a sentence."""
    parts = [_counted(loss, losses[loss]) for loss in Loss if losses.get(loss)]
    return tr("{things} would be lost.").format(things=_listed(parts))


def _counted(loss: Loss, n: int) -> str:
    match loss:
        case Loss.TABLE:
            text = tr("{n} table(s)", "", n)
        case Loss.STYLE_SHEET:
            text = tr("{n} style sheet(s)", "", n)
        case Loss.STYLE:
            text = tr("{n} style(s)", "", n)
        case Loss.COMMENT:
            text = tr("{n} comment(s)", "", n)
        case Loss.SCRIPT:
            text = tr("{n} script(s)", "", n)
        case _:
            text = tr("{n} other element(s)", "", n)
    return text.format(n=fmt.number(n))


def _listed(parts: Sequence[str]) -> str:
    made = parts[0]
    for part in parts[1:-1]:
        made = tr("{things}, {next}", "things of a list").format(things=made, next=part)
    if len(parts) > 1:
        made = tr("{things} and {last}", "things of a list").format(things=made, last=parts[-1])
    return made
