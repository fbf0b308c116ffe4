"""What is said when a file is opened as the mail, and when the mail is saved as a file."""

from __future__ import annotations

from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr

OPEN_TITLE = tr("Open a file as the mail")
OPEN_KINDS = tr("Mails (*.html *.htm *.eml *.zip)")
SAVE_TITLE = tr("Save the mail as a file")
EML_KIND = tr("Mail with its files (*.eml)")
HTML_KIND = tr("HTML alone (*.html)")
DROP_AS_MAIL = tr("Use as the mail")
DROP_AS_MAIL_NOTE = tr("Replaces text and files of the mail. The recipients stay.")
OPENED = tr("{name} is the mail now.")
SAVED = tr("{name} is saved.")
NAME = tr("mail")
NOTHING_TO_SAVE = tr("There is nothing to save yet.")
OTHER_MAIL = MessageText(
    tr("The file was not opened."),
    tr("Another mail was opened before the file was read. Open the file again."),
)


def left_out_words(names: tuple[str, ...]) -> MessageText:
    """Files of the opened mail that the vendor refuses."""
    title = tr("{n} file(s) of the mail were left out.", "", len(names)).format(n=len(names))
    return MessageText.warning(
        title, tr("Infobip does not accept files of this type: {names}.").format(names=", ".join(names[:10]))
    )
