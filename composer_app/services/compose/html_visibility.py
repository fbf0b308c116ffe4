"""Finds hidden HTML in a mail: by attributes, by inline styles, and by simple style rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_BRACES = re.compile(r"([{}])")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ANY_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*", re.IGNORECASE)
_MOST_LOOKS = 50_000
"""Limit of descendant rules tried per mail; newsletters need some thousands."""
_FARTHEST = 64
"""Limit of outer elements that a rule is matched against, for deep nesting."""
_ZERO = re.compile(r"[+-]?0*\.?0+(?:px|pt|em|rem|ex|%|in|cm|mm|vh|vw)?")
_RELATIVE = re.compile(r"[\d.]+(?:em|ex|%)|smaller|larger|inherit|unset")
_IMPORTANT = "!important"
_LONGEST_VALUE = 60
"""Longer values are fonts and pictures, which hide nothing."""
_NO_MORE_THAN_A_DOT = re.compile(r"[+-]?(?:0*\.?0+|0*\.\d+|0*1(?:\.0*)?)(?:px|pt)?|0*\.?0+[a-z%]+")
_FONT_OF_NO_SIZE = re.compile(r"(?:^|.*\s)0*\.?0+(?:px|pt|em|rem|%)?(?:[/\s].*|$)")
_SEE_THROUGH = re.compile(
    r"transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}00|(?:rgb|hsl)a?\([^()/]*/\s*0*\.?0+%?\s*\)"
    r"|(?:rgb|hsl)a?\((?:[^(),]*,){3}\s*0*\.?0+%?\s*\)"
)
_NOTHING_OF_IT = {
    "clip": re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)"),
    "clip-path": re.compile(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%.*\)|circle\(\s*0.*\)"),
    "transform": re.compile(r"(?:.*\s)?scale(?:[xy]|3d)?\(\s*0*\.?0+\s*[,)].*"),
}
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt|em)?")

Styles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visibility:
    """Visibility of an element. If it is gone, so is its content; other kinds can be overridden inside."""

    is_gone: bool = False
    is_hidden: bool = False
    is_tiny: bool = False
    is_clear: bool = False

    @property
    def is_there(self) -> bool:
        """Whether a picture is visible; size and colour of the text have no effect on it."""
        return not (self.is_gone or self.is_hidden)

    @property
    def is_seen(self) -> bool:
        return not (self.is_gone or self.is_hidden or self.is_tiny or self.is_clear)


class Names(NamedTuple):
    """Names for selectors: tag, and classes and id as `.name` and `#name`."""

    tag: str
    names: frozenset[str]

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str]) -> Names:
        names = {f".{name}" for name in attributes.get("class", "").split()}
        return cls(tag, frozenset(names | ({f"#{attributes['id']}"} if attributes.get("id") else set())))

    def fits(self, element: Names) -> bool:
        """Whether this selector matches the element."""
        return self.tag in ("", element.tag) and self.names <= element.names


class _Rule(NamedTuple):
    """A style rule. `outside`: selectors of outer elements, innermost first, each with whether it must be the
    parent."""

    own: Names
    outside: tuple[tuple[Names, bool], ...]
    styles: Styles
    weight: tuple[int, int, int]


class StyleRules:
    """Rules for classes and ids in a mail's `<style>`; rules for some screens only are ignored."""

    def __init__(self) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._looks_left = _MOST_LOOKS

    def read(self, css: str) -> None:
        """Add the text of a `<style>` element."""
        for selectors, body in _rules_in(css):
            styles = declarations(body)
            for selector in selectors.split(","):
                if rule := _rule(selector, styles):
                    self._rules.setdefault(min(rule.own.names), []).append(rule)

    def styles_of(self, tag: str, attributes: Mapping[str, str], around: Sequence[Names] = ()) -> dict[str, str]:
        """The styles of an element. Its own win over a rule's, unless that is marked important.

        Args:
            around: the elements around it, the outermost first.
        """
        own = declarations(attributes.get("style", ""))
        if not self._rules:
            return own
        element = Names.of(tag, attributes)
        rules = [
            rule
            for name in element.names
            for rule in self._rules.get(name, ())
            if rule.own.fits(element) and (not rule.outside or self._holds_around(rule, around))
        ]
        found: dict[str, str] = {}
        important: dict[str, str] = {}
        for rule in sorted(rules, key=lambda rule: rule.weight):
            found.update(rule.styles)
            important.update((key, value) for key, value in rule.styles.items() if value.endswith(_IMPORTANT))
        return found | own | important

    def _holds_around(self, rule: _Rule, around: Sequence[Names]) -> bool:
        self._looks_left -= 1
        return self._looks_left >= 0 and _are_around(rule.outside, around)


def _rule(selector: str, styles: Styles) -> _Rule | None:
    """None for selectors of tags alone, and kinds that hide nothing in mails."""
    steps = selector.replace(">", " > ").split()
    parts: list[tuple[Names, bool]] = []
    is_child = False
    for step in reversed(steps):
        if step == ">":
            is_child = True
            continue
        if not (found := _COMPOUND.fullmatch(step)):
            return None
        parts.append((Names((found[1] or "").lower(), frozenset(_NAME.findall(found[2]))), is_child))
        is_child = False
    if not parts or is_child or not parts[0][0].names:
        return None
    names = [name for part, _ in parts for name in part.names]
    ids = sum(name[0] == "#" for name in names)
    weight = (ids, len(names) - ids, sum(bool(part.tag) for part, _ in parts))
    return _Rule(parts[0][0], tuple(parts[1:]), styles, weight)


def _are_around(outside: tuple[tuple[Names, bool], ...], around: Sequence[Names]) -> bool:
    at = len(around)
    for wanted, is_nearest in outside:
        first = max(at - 1 if is_nearest else at - _FARTHEST, 0)
        at = next((place for place in range(at - 1, first - 1, -1) if wanted.fits(around[place])), -1)
        if at < 0:
            return False
    return True


def declarations(text: str) -> dict[str, str]:
    """`display: NONE !important; color: red` as a mapping in small letters."""
    text = _COMMENT.sub(" ", text) if "/*" in text else text
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
            if depth == 0 and _ANY_SCREEN.fullmatch(before.strip()):
                before = ""
                continue
            selectors, depth = before.rpartition(";")[2] if depth == 0 else selectors, depth + 1
        elif piece == "}":
            if depth == 1 and not selectors.lstrip().startswith("@"):
                yield selectors, before
            depth = max(depth - 1, 0)
        else:
            before = piece


def visibility_of(styles: Styles, attributes: Mapping[str, str], around: Visibility) -> Visibility:
    """The visibility of an element with these styles inside one of that visibility."""
    values = {name: value.removesuffix(_IMPORTANT) for name, value in styles.items()}
    visibility, colour = values.get("visibility", ""), values.get("color", "")
    is_clear = bool(_SEE_THROUGH.fullmatch(colour)) or (around.is_clear and colour in ("", "inherit", "currentcolor"))
    return Visibility(
        is_gone=around.is_gone or _is_gone(values, attributes),
        is_hidden=visibility in ("hidden", "collapse") or (around.is_hidden and visibility in ("", "inherit")),
        is_tiny=_is_tiny(values, is_tiny_around=around.is_tiny),
        is_clear=is_clear,
    )


def _is_tiny(values: Styles, *, is_tiny_around: bool) -> bool:
    size, font = values.get("font-size", ""), values.get("font", "")
    if size:
        return bool(_NO_MORE_THAN_A_DOT.fullmatch(size)) or (is_tiny_around and bool(_RELATIVE.fullmatch(size)))
    return bool(_FONT_OF_NO_SIZE.fullmatch(font)) if font and font != "inherit" else is_tiny_around


def _is_gone(values: Styles, attributes: Mapping[str, str]) -> bool:
    display = values.get("display", "")
    if display == "none" or ("hidden" in attributes and display in ("", "none")):
        return True
    if any(_is_zero(values.get(name, "")) for name in ("opacity", "max-height", "max-width")):
        return True
    if values.get("overflow", "") == "hidden" and any(_is_no_room(values, side) for side in ("height", "width")):
        return True
    if any(pattern.fullmatch(values.get(name, "")) for name, pattern in _NOTHING_OF_IT.items()):
        return True
    return any(_FAR_AWAY.fullmatch(values.get(name, "")) for name in ("text-indent", "left", "top", "margin-left"))


def _is_no_room(values: Styles, side: str) -> bool:
    """`width: 0; min-width: 100%` is a trick against a client that makes mails narrow, and hides nothing."""
    least = values.get(f"min-{side}", "0")
    sizes = (values.get(side, ""), values.get(f"max-{side}", ""))
    return bool(_NO_MORE_THAN_A_DOT.fullmatch(least)) and any(map(_NO_MORE_THAN_A_DOT.fullmatch, sizes))


def is_dot(styles: Styles, attributes: Mapping[str, str]) -> bool:
    """True for tracking pixels and spacers."""
    sizes = (styles.get(side, "").removesuffix(_IMPORTANT) or attributes.get(side, "") for side in ("width", "height"))
    return any(map(_NO_MORE_THAN_A_DOT.fullmatch, sizes))


def _is_zero(value: str) -> bool:
    return bool(_ZERO.fullmatch(value))
