"""What a mail's HTML hides from its readers: by attributes, by styles of an element, and by simple style rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_BRACES = re.compile(r"([{}])")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
_ZERO = re.compile(r"[+-]?0*\.?0+(?:px|pt|em|rem|ex|%|in|cm|mm|vh|vw)?")
_RELATIVE = re.compile(r"[\d.]+(?:em|ex|%)|smaller|larger|inherit|unset")
_IMPORTANT = "!important"
_LONGEST_VALUE = 60
"""Longer ones are fonts and pictures, which hide nothing."""
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt|em)?")

Styles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visibility:
    """Of one element. What is gone is gone with everything in it; the other two an element inside can take back."""

    is_gone: bool = False
    is_hidden: bool = False
    is_tiny: bool = False

    @property
    def is_seen(self) -> bool:
        return not (self.is_gone or self.is_hidden or self.is_tiny)


class StyleRules:
    """The rules for one class or one id in the `<style>` of a mail; those for some screens only do not count."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = {}

    def read(self, css: str) -> None:
        """Take in the text of a `<style>` element."""
        for selectors, body in _rules_in(css):
            styles = declarations(body)
            for selector in selectors.split(","):
                if found := _SIMPLE.fullmatch(selector.strip()):
                    key = f"{(found[1] or '').lower()}{found[2]}"
                    self._rules.setdefault(key, {}).update(styles)

    def styles_of(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """All that is said of an element. Its own styles win, unless a rule says that it is important."""
        own = declarations(attributes.get("style", ""))
        if not self._rules:
            return own
        names = [f".{name}" for name in attributes.get("class", "").split()]
        names += [f"#{attributes['id']}"] if attributes.get("id") else []
        found: dict[str, str] = {}
        for name in names:
            found.update(self._rules.get(name, {}))
            found.update(self._rules.get(f"{tag}{name}", {}))
        important = {key: value for key, value in found.items() if value.endswith(_IMPORTANT)}
        return found | own | important


def declarations(text: str) -> dict[str, str]:
    """`display: NONE !important; color: red` as a mapping in small letters."""
    pairs = (one.partition(":") for one in text.lower().split(";")) if text else ()
    found = {name.strip(): value.strip() for name, colon, value in pairs if colon and len(value) <= _LONGEST_VALUE}
    return {name: f"{value.partition('!')[0].strip()}{_IMPORTANT * ('!' in value)}" for name, value in found.items()}


def _rules_in(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that are in no other rule."""
    first, *rest = css.replace("<!--", "").replace("-->", "").split("/*")
    css = first + "".join(comment.partition("*/")[2] for comment in rest)
    depth, before, selectors = 0, "", ""
    for piece in _BRACES.split(css):
        if piece == "{":
            selectors, depth = before.rpartition(";")[2] if depth == 0 else selectors, depth + 1
        elif piece == "}":
            if depth == 1 and not selectors.lstrip().startswith("@"):
                yield selectors, before
            depth = max(depth - 1, 0)
        else:
            before = piece


def visibility_of(styles: Styles, attributes: Mapping[str, str], around: Visibility) -> Visibility:
    """Of an element with these styles inside one of that visibility."""
    values = {name: value.removesuffix(_IMPORTANT) for name, value in styles.items()}
    visibility, size = values.get("visibility", ""), values.get("font-size", "")
    is_tiny = around.is_tiny
    if size:
        is_tiny = bool(_ZERO.fullmatch(size)) or (is_tiny and bool(_RELATIVE.fullmatch(size)))
    return Visibility(
        is_gone=around.is_gone or _is_gone(values, attributes),
        is_hidden=visibility in ("hidden", "collapse") or (around.is_hidden and visibility in ("", "inherit")),
        is_tiny=is_tiny,
    )


def _is_gone(values: Styles, attributes: Mapping[str, str]) -> bool:
    display = values.get("display", "")
    if display == "none" or ("hidden" in attributes and display in ("", "none")):
        return True
    if any(_is_zero(values.get(name, "")) for name in ("opacity", "max-height", "max-width")):
        return True
    if values.get("overflow", "") == "hidden" and any(_is_zero(values.get(name, "")) for name in ("height", "width")):
        return True
    return any(_FAR_AWAY.fullmatch(values.get(name, "")) for name in ("text-indent", "left", "top", "margin-left"))


def _is_zero(value: str) -> bool:
    return bool(_ZERO.fullmatch(value))
