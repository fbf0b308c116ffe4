#!/usr/bin/env python3
"""Derives resources/client_support.json from a checkout of caniemail, github.com/hteumeuleu/caniemail. For developers.

    python3 packaging/client_support.py FOLDER DATE

DATE is the day of the checkout's last commit, as 2026-06-29. Of each feature the table keeps the families of mail
clients of which at least one client ignores it, by its newest test. Features that each client knows are left out.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _setup.places import ROOT

TABLE = ROOT / "resources" / "client_support.json"
_TITLE = re.compile(r'^title:\s*"(.*)"\s*$', re.MULTILINE)
_TOKEN = re.compile(r'"([^"]*)"|([A-Za-z0-9-]+)|([{}])')
_ELEMENT = re.compile(r"<([a-z0-9]+)>(?: element)?")
_ATTRIBUTE = re.compile(r"([a-z-]+) attribute")
_PROPERTY = re.compile(r"([a-z]+(?:-[a-z]+)*)(?: (?:CSS )?property| shorthand)?\s*")
_VALUE = re.compile(r"([a-z-]+):\s*([a-z-]+)")
_FUNCTION = re.compile(r"(?:CSS )?([a-z-]+)\(\)(?: function)?")
_AT_RULE = re.compile(r"@([a-z-]+)")
_NO_PROPERTY = ("css-sytem-ui", "css-intrinsic-size", "css-inert", "css-pseudo", "css-selector", "css-unit-")
_HARMLESS = re.compile(r"aria-.*|role|lang|loading|target|body")
"""Attributes and elements that lose nothing where they are ignored."""
_IMAGE_FILES = ("apng", "avif", "bmp", "hdr", "heif", "ico", "svg", "tiff", "webp")


def main(folder: Path, date: str) -> int:
    """Writes the table. Returns the exit code."""
    table = table_of(folder, date)
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    TABLE.write_text(text.replace("],", "],\n") + "\n", "utf-8")
    return 0


def table_of(folder: Path, date: str) -> dict[str, Any]:
    """The table: names of features by their kind, each with the families that ignore it."""
    families = _families((folder / "_data" / "nicenames.yml").read_text("utf-8"))
    table: dict[str, Any] = {"date": date, "functions": {}, "images": {}, "values": {}}
    table |= {"at_rules": {}, "attributes": {}, "elements": {}, "properties": {}}
    for path in sorted((folder / "_features").glob("*.md")):
        text = path.read_text("utf-8")
        title = _TITLE.search(text)
        ignoring = sorted({families[one] for one in _ignoring(text)}, key=str.casefold)
        if title and ignoring and not path.name.startswith("_"):
            for kind, name in _features(path.stem, title[1]):
                table[kind][name] = ignoring
    return table


def _families(text: str) -> dict[str, str]:
    part = text.partition("family:")[2].partition("platform:")[0]
    return dict(re.findall(r'^  ([\w-]+): "(.*)"$', part, re.MULTILINE))


def _ignoring(text: str) -> Iterator[str]:
    """The families of which the newest test of a client says "no". The data is nearly JSON, and nearly YAML."""
    path: list[str] = []
    name, newest = "", ""
    for quoted, word, brace in _TOKEN.findall(text.partition("stats:")[2]):
        if brace == "{":
            path.append(name)
        elif brace == "}":
            path.pop()
            if newest.startswith("n") and path:
                yield path[1]
            newest = ""
            if not path:
                return
        elif len(path) == 3 and quoted and name == "":
            name = quoted
            continue
        elif len(path) == 3 and quoted:
            newest = quoted
        name = word if len(path) < 3 else ""


def _features(stem: str, title: str) -> Iterator[tuple[str, str]]:
    if stem.startswith("image-"):
        if (kind := stem.removeprefix("image-")) in _IMAGE_FILES:
            yield "images", kind
    elif stem.startswith("html-"):
        for kind, pattern in (("elements", _ELEMENT), ("attributes", _ATTRIBUTE)):
            if (found := pattern.fullmatch(title)) and not _HARMLESS.fullmatch(found[1]):
                yield kind, found[1]
    elif found := _AT_RULE.fullmatch(title):
        yield "at_rules", found[1]
    elif found := _VALUE.fullmatch(title):
        yield "values", f"{found[1]}:{found[2]}"
    elif stem.startswith("css-") and not stem.startswith("css-pseudo"):
        parts = re.split(", | & ", title)
        for part in parts:
            if found := _FUNCTION.fullmatch(part):
                yield "functions", found[1]
            elif not stem.startswith(_NO_PROPERTY) and (found := _PROPERTY.fullmatch(part)):
                yield "properties", found[1]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
