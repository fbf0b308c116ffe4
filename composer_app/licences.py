"""The parts that the program is built on, each with the full text of its licence.

Python packages bring their texts along; Qt's do not, and Chromium inside QtWebEngine is no package. Those are in
resources/licences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from composer_app import resources

_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The Lesser GPL is the GPL with permissions added: it is incomplete without the other text."""
_QT_PACKAGES = {"pyside6", "pyside6-essentials", "pyside6-addons", "shiboken6"}
_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Qt and Qt for Python", "LGPL 3", _QT),
    ("Chromium, in QtWebEngine", "BSD", ("chromium.txt",)),
    ("Blink, in QtWebEngine", "LGPL 2.1 and BSD", ("LGPL-2.1.txt", "chromium.txt")),
    ("FFmpeg, in Qt", "LGPL 2.1", ("LGPL-2.1.txt",)),
    ("V8, in QtWebEngine", "BSD", ("parts/v8.txt",)),
    ("Skia, in QtWebEngine", "BSD", ("parts/skia.txt",)),
    ("Can I email, which mail programs know what", "MIT", ("parts/caniemail.txt",)),
    ("Brotli, in Qt", "MIT", ("parts/brotli.txt",)),
    ("FreeType, in Qt", "FreeType licence", ("parts/freetype.txt",)),
    ("HarfBuzz, in Qt", "MIT", ("parts/harfbuzz.txt",)),
    ("ICU, in Qt", "MIT", ("parts/icu.txt",)),
    ("libjpeg-turbo, in Qt", "IJG, BSD and zlib", ("parts/libjpeg-turbo.txt",)),
    ("libpng, in Qt", "libpng licence", ("parts/libpng.txt",)),
    ("WebP, in Qt", "BSD", ("parts/libwebp.txt",)),
    ("libxml2, in Qt", "MIT", ("parts/libxml2.txt",)),
    ("libxslt, in Qt", "MIT", ("parts/libxslt.txt",)),
    ("PCRE2, in Qt", "BSD", ("parts/pcre2.txt",)),
    ("zlib, in Qt", "zlib licence", ("parts/zlib.txt",)),
)
_ADDED = {"certifi": ("MPL-2.0.txt",)}
"""Packages that only name the licence whose text they must come with."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXT = re.compile(r"(licen[cs]es?|copying|notice|authors)(\.|$|/)", re.IGNORECASE)
_OURS = "mail-composer"


@dataclass(frozen=True)
class Notice:
    """One part and its licence."""

    name: str
    licence: str
    """Its short name; "" if the package does not say."""
    text: str
    """The full text, or several; never empty."""


def notices() -> list[Notice]:
    """Ourselves first, then Qt and what is in it, then the Python packages in the order of their names."""
    own = Notice("Mail Composer", "MIT", resources.text("licences", "mail-composer.txt"))
    qt = [Notice(name, licence, _resources(files)) for name, licence, files in _PARTS]
    packages = sorted(_needed(_OURS) - {_OURS} - _QT_PACKAGES)
    return [own, *qt, *(Notice(name, _licence_of(name), text_of(name)) for name in packages)]


def text_of(package: str) -> str:
    """The licence texts of an installed Python package, one after the other; "" if it has none.

    Raises:
        importlib.metadata.PackageNotFoundError: it is not installed.
    """
    if _normal(package) in _QT_PACKAGES:
        return _resources(_QT)
    found = metadata.distribution(package)
    files = [file for file in found.files or () if ".dist-info/" in str(file) and _TEXT.search(str(file))]
    texts = [text for file in files if file.suffix != ".py" and (text := file.read_text(encoding="utf-8").strip())]
    added = _ADDED.get(_normal(package))
    return "\n\n\n".join([*texts, _resources(added)] if added else texts)


def _needed(package: str) -> set[str]:
    """A package and all that it needs, as far as it is installed here."""
    found: set[str] = set()
    waiting = [package]
    while waiting:
        name = _normal(waiting.pop())
        if name not in found:
            try:
                waiting += _requirements(name)
            except metadata.PackageNotFoundError:  # for another system
                continue
            found.add(name)
    return found


def _requirements(package: str) -> Iterator[str]:
    for line in metadata.requires(package) or ():
        if "extra ==" not in line and (name := _NAME.match(line)) is not None:
            yield name[0]


def _licence_of(package: str) -> str:
    found = metadata.metadata(package)
    named = ", ".join(found.get_all("License-Expression", []))
    kinds = [line.rpartition(":: ")[2] for line in found.get_all("Classifier", []) if line.startswith("License ::")]
    return named or ", ".join(kinds)


def _resources(files: tuple[str, ...]) -> str:
    return "\n\n\n".join(resources.text("licences", *file.split("/")).strip() for file in files)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
