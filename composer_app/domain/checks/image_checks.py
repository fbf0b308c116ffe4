"""Checks of images: descriptions, files that are not there, mail of images alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.html_source import Tag, scheme_of

FEWEST_LETTERS = 30
"""Letters beside images from which a mail counts as one with text."""
_WINDOWS_PATH = re.compile(r"[a-zA-Z]:[\\/]")
_PIXEL = re.compile(r"\s*[01](?:px)?\s*")


def _each(mail: CheckedMail) -> Iterator[tuple[Tag, str]]:
    for tag in mail.source.start_tags("img"):
        yield tag, tag.attributes.get("src", "").strip()


def wordless(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Images without a description. An empty one says that the image is decoration."""
    for tag, _source in _each(mail):
        if "alt" not in tag.attributes and not _is_pixel(tag):
            yield mail.source.at(CheckId.IMAGE_WORDLESS, tag)


def _is_pixel(tag: Tag) -> bool:
    return all(_PIXEL.fullmatch(tag.attributes.get(side, "")) for side in ("width", "height"))


def missing(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Images of the mail whose file is not attached, and images without an address."""
    names = {file.file_name for file in mail.draft.attachments if file.is_inline}
    for tag, source in _each(mail):
        name = source[4:] if scheme_of(source) == "cid" else ""
        if not source or (name and "{{" not in name and name not in names):
            yield mail.source.at(CheckId.IMAGE_MISSING, tag, name)


def local(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Images that only this computer has: files, and addresses without a host."""
    for tag, source in _each(mail):
        if not source or "{{" in source:
            continue
        if (scheme_of(source) in ("", "file") and not source.startswith("//")) or _WINDOWS_PATH.match(source):
            yield mail.source.at(CheckId.IMAGE_LOCAL, tag, source)


def embedded(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Images whose data is in the HTML: Gmail and Outlook do not show them."""
    for tag, source in _each(mail):
        if scheme_of(source) == "data":
            yield mail.source.at(CheckId.IMAGE_EMBEDDED, tag)


def only_images(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A mail that says next to nothing while its images are blocked."""
    images = [tag for tag, _source in _each(mail) if not _is_pixel(tag)]
    letters = sum(char.isalnum() for char in mail.source.visible_text)
    if images and letters < FEWEST_LETTERS:
        yield mail.source.at(CheckId.ONLY_IMAGES, images[0])
