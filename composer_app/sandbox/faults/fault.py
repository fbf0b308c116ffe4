"""A fault: which requests it hits, and what happens to them."""

import re
from dataclasses import dataclass, field
from typing import Final

from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields

# Kind -> its own settings with their defaults, beside the common ones.
KINDS: Final[dict[str, dict[str, float]]] = {
    "reset-before": {},
    "reset-during": {},
    "reset-after": {},
    "accept-error": {"status": 500},
    "accept-nothing": {},
    "accept-hang": {"seconds": 0},
    "error": {"status": 500},
    "too-many": {"retryAfter": 1},
    "unavailable": {"retryAfter": 1},
    "gateway": {"status": 502},
    "hang": {"seconds": 0},
    "drip": {"seconds": 0.1, "bytes": 16},
    "cut-json": {},
    "cut-answer": {},
    "unknown-fields": {},
    "wrong-type": {},
    "skew": {"seconds": 3600},
}
# The one that hits no request: nothing listens for a while.
REFUSE = "refuse"
REFUSE_SECONDS = 1.0

_RANGES = {
    "status": (400, 599),
    "retryAfter": (0, 86_400),
    "seconds": (0, 86_400),
    "bytes": (1, 1_000_000),
}
_SKEW_RANGE = (-31_536_000, 31_536_000)
_COUNTS = {"times": (0, 1), "every": (1, 1), "skip": (0, 0)}
_COUNT_MOST = 1_000_000_000
_COMMON = frozenset({"kind", "path", "method", "times", "every", "skip", "chance"})


@dataclass(slots=True)
class Fault:
    """One fault, with the count of its hits.

    Attributes:
        path: a pattern for the whole path; ``*`` is anything.
        method: empty is every method.
        times: number of requests to hit; 0: unlimited.
        every: hit every n-th matching request.
        skip: number of matching requests to pass first.
        chance: probability of a hit.
        settings: those of its kind.
        matched: requests so far that matched.
        hit: requests so far that were hit.
    """

    id: int
    kind: str
    path: str
    method: str
    times: int
    every: int
    skip: int
    chance: float
    settings: dict[str, float]
    matched: int = 0
    hit: int = 0
    _pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._pattern = re.compile(".*".join(map(re.escape, self.path.split("*"))), re.DOTALL)

    @property
    def is_spent(self) -> bool:
        return self.times > 0 and self.hit >= self.times

    def is_turn(self, method: str, path: str) -> bool:
        """Counts a request. Returns whether it may be hit."""
        if self.is_spent or (self.method and self.method != method) or not self._pattern.fullmatch(path):
            return False
        self.matched += 1
        return self.matched > self.skip and (self.matched - self.skip) % self.every == 0

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind,
            "path": self.path,
            "method": self.method or "*",
            "times": self.times,
            "every": self.every,
            "skip": self.skip,
            "chance": self.chance,
            **self.settings,
            "matched": self.matched,
            "hit": self.hit,
        }


def read_fault(body: JsonFields, checks: Checks, fault_id: int) -> Fault:
    """Parse a fault; valid only if ``checks`` found no error."""
    kind = body.text("kind") or ""
    if kind not in KINDS:
        checks.note("kind", f"must be one of {', '.join(sorted([*KINDS, REFUSE]))}")
    defaults = KINDS.get(kind, {})
    for name in body.names():
        if kind in KINDS and name not in _COMMON and name not in defaults:
            checks.note(name, f"is not a setting of {kind}")
    counts = {
        name: int(_number(body, checks, name, (least, _COUNT_MOST), default, is_whole=True))
        for name, (least, default) in _COUNTS.items()
    }
    settings = {}
    for name, default in defaults.items():
        span = _SKEW_RANGE if kind == "skew" else _RANGES[name]
        settings[name] = _number(body, checks, name, span, default, is_whole=name != "seconds")
    return Fault(
        id=fault_id,
        kind=kind,
        path=body.text("path") or "/email/*",
        method=(body.text("method") or "*").upper().replace("*", ""),
        chance=_number(body, checks, "chance", (0, 1), 1, is_whole=False),
        settings=settings,
        **counts,
    )


def read_refusal(body: JsonFields, checks: Checks) -> float:
    """Reads the seconds of a refused-connections fault."""
    for name in body.names():
        if name not in {"kind", "seconds"}:
            checks.note(name, f"is not a setting of {REFUSE}")
    return _number(body, checks, "seconds", (0, 3600), REFUSE_SECONDS, is_whole=False)


def _number(
    body: JsonFields, checks: Checks, name: str, span: tuple[float, float], default: float, is_whole: bool
) -> float:
    value = body.any_number(name)
    if value is None:
        return default
    if not span[0] <= value <= span[1] or (is_whole and value != int(value)):
        checks.note(name, f"must be a {'whole ' if is_whole else ''}number from {span[0]:g} to {span[1]:g}")
        return default
    return int(value) if is_whole else value
