"""What the preview of a mail says: its controls, what it leaves out, and why there is none."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr

AS_ON_DESKTOP = tr("As on a computer")
AS_ON_PHONE = tr("As on a phone")
WIDTH = tr("Width of the preview")
LIGHT_READER = tr("A reader in light mode, simulated")
DARK_READER = tr("A reader in dark mode, simulated")
LIGHT_OR_DARK = tr("Light or dark reader")
OF_MAIL = tr("Preview of the mail")
OF_TEXT_PART = tr("Preview of the text part")
EMPTY = tr("The preview shows what recipients will see.")
EMPTY_TEXT = tr("Write or paste HTML on the left, or drop a file.")
LOAD_AGAIN = tr("Load the preview again")
LOAD_IMAGES = tr("Load images")
LOAD_IMAGES_HINT = tr(
    "Fetch the images from {hosts}. The servers then see the address of this computer and when the mail is looked at; "
    "it may count as opened"
)
NO_IMAGES_HINT = tr("This mail has no images from the network that are not loaded")
LOADING_IMAGES = tr("Images are being loaded…")
STYLES_NOT_LOADED = tr("Styles from the network are not loaded.")
DARK_IS_SIMULATED = tr("Simulated, with the styles of the mail for dark mode.")
NO_DARK_STYLES = tr("Simulated: no styles for dark mode.")
DARK_DETAILS = tr("Some mail programs change the colours of a mail in dark mode by themselves. This is not simulated.")
OPEN_LINK = tr("Open link")
OPEN_MAILTO_QUESTION = tr("Open this link in your mail program?")
PLAIN_TEXT = tr("Plain text.")
MISSING = tr("Missing: cid:{name}")
NOT_LOADED = tr("Not loaded: {address}")

NOT_INSTALLED = MessageText.warning(
    tr("HTML cannot be previewed."),
    tr("QtWebEngine is not installed. You can write and send the mail without it."),
)
RUN_BY_ROOT = MessageText.warning(
    tr("HTML cannot be previewed for the user root."),
    tr(
        "QtWebEngine does not start for root. Start the program as another user, or set "
        "QTWEBENGINE_DISABLE_SANDBOX=1. You can write and send the mail without it."
    ),
)
BROKEN = MessageText.warning(
    tr("The preview cannot be loaded."),
    tr("A library that QtWebEngine needs is missing. You can write and send the mail without it."),
)
CRASHED = MessageText.warning(
    tr("The preview stopped."),
    tr("The process that draws the preview stopped. Your mail is unchanged. Load the preview again."),
)


def open_link_question(host: str) -> str:
    """The title of the question before a link of a mail is opened."""
    return tr("Open this link to {host} in your browser?").format(host=host)


def link_not_opened(address: str) -> MessageText:
    """A link that leads neither to a web page nor to an address of mail."""
    title = tr("The link is not opened from here.")
    return MessageText.warning(
        title, tr("It leads to {address}, which is no address of a web page.").format(address=address)
    )


def no_program_for_link(address: str) -> MessageText:
    """The system could not open a link."""
    return MessageText(tr("The link cannot be opened."), tr("No program opened {address}.").format(address=address))


def missing_images_words(count: int) -> str:
    """So many images that the HTML names are not in the mail."""
    return tr("{n} inline image(s) missing.", "", count).format(n=fmt.number(count))


def lost_images_words(count: int) -> str:
    """So many images were asked for and cannot be had."""
    return tr("{n} images cannot be loaded.", "", count).format(n=fmt.number(count))


def blocked_images_words(count: int) -> str:
    """So many images lie on other computers, and the preview asks none for them."""
    return tr("{n} images from the network are not loaded.", "", count).format(n=fmt.number(count))
