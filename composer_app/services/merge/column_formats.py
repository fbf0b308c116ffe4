"""Finds the number format of each column of an XLSX sheet, which calamine does not give."""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from posixpath import join, normpath

from lxml import etree

from composer_app.domain.number_format import BUILT_IN, NumberFormat, number_format

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"([^>]*)>')
_STYLE, _TYPE = re.compile(rb'\bs="(\d+)"'), re.compile(rb'\bt="(?!n")')
_LOOKED_AT = 1024 * 1024


def column_formats(path: Path, sheet: str) -> dict[int, NumberFormat]:
    """By column, from 0: the format of most numbers in its first rows. Empty for other kinds of files, and for those
    that say it in another way."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        try:
            part = _part_of(packed, sheet)
            codes = _codes(packed)
            with packed.open(part) as file:
                start = file.read(_LOOKED_AT)
        except (KeyError, etree.LxmlError):  # ODS has no such parts
            return {}
    styles: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for letters, attributes in _CELL.findall(start):
        style = _STYLE.search(attributes)
        if style is not None and not _TYPE.search(attributes):
            styles[column_number(letters) - 1][int(style[1])] += 1
    formats = {}
    for column, counts in styles.items():
        style_number = counts.most_common(1)[0][0]
        found = number_format(codes[style_number]) if style_number < len(codes) else None
        if found is not None:
            formats[column] = found
    return formats


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The path of a sheet in the package. Raises KeyError: there is none."""
    book = _parsed(packed, "xl/workbook.xml")
    ids = {one.get("name"): one.get(_ID) for one in book.iter(f"{_MAIN}sheet")}
    targets = {one.get("Id"): one.get("Target") for one in _parsed(packed, "xl/_rels/workbook.xml.rels")}
    target = str(targets[ids[sheet]])
    return target.removeprefix("/") if target.startswith("/") else normpath(join("xl", target))


def _codes(packed: zipfile.ZipFile) -> list[str]:
    """The code of the number format of each style."""
    styles = _parsed(packed, "xl/styles.xml")
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in styles.iter(f"{_MAIN}numFmt")}
    known = BUILT_IN | own
    cells = styles.find(f"{_MAIN}cellXfs")
    return [known.get(int(one.get("numFmtId", 0)), "") for one in (cells if cells is not None else ())]


def _parsed(packed: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(packed.read(part), parser)
