"""HTML markup that parts no word: `a<b>da</b>` reads as `ada`."""

from __future__ import annotations

import re

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo big code del em font i ins mark s small span strike strong sub sup tt u wbr".split()
)
_NAMES = "|".join(sorted(INLINE_TAGS))
INLINE_MARKUP = re.compile(
    rf"(<(?:!--(?:(?!<!--|-->)[\s\S]){{0,2000}}+-->|/?(?:{_NAMES})(?![^\W_])[^>]{{0,2000}}+>))", re.IGNORECASE
)
"""Inline tags, and comments of ordinary length: a search takes linear time."""
