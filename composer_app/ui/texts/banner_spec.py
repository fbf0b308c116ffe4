"""The content of a banner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class BannerKind(IntEnum):
    """Priority of banners: the lowest number is shown.

    WARNING is about what goes on, NOTICE about what is over: it looks the same and hides no warning.
    """

    ERROR = 0
    WARNING = 1
    NOTICE = 2
    SANDBOX = 3
    SUCCESS = 4


@dataclass(frozen=True, slots=True)
class BannerSpec:
    """One sentence with a bold beginning and at most two buttons; the last one has an edge."""

    kind: BannerKind
    lead: str
    text: str = ""
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    closable: bool = False
    icon: str = ""
