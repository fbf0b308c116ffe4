"""Random outcomes with given percentages."""

from random import Random

from composer_app.sandbox.magic_addresses import BY_LOCAL_PART, DELIVERED, Outcome

# Usual names, and the magic local part with the same end.
_NAMES = {
    "bounced": "bounce",
    "bounce": "bounce",
    "full": "full",
    "spam": "spam",
    "expired": "expire",
    "expire": "expire",
    "rejected": "reject",
    "reject": "reject",
    "slow": "slow",
    "lost": "lost",
}
NAMES = ("delivered", "bounced", "full", "spam", "expired", "rejected", "slow", "lost")


class BadMix(ValueError):
    """Invalid mix of outcomes; the text says why."""


class OutcomeMix:
    """Draws outcomes with given shares; the rest is delivered.

    Args:
        shares: shares of 1 by outcome, all together at most 1.
        seed: the same seed draws the same outcomes in the same order; None: different ones each time.
    """

    def __init__(self, shares: dict[Outcome, float], seed: int | None) -> None:
        self._shares = tuple((share, outcome) for outcome, share in shares.items() if outcome is not DELIVERED)
        self._random = Random(seed)  # noqa: S311  # a game, not a secret

    def draw(self) -> Outcome:
        number = self._random.random()
        for share, outcome in self._shares:
            if number < share:
                return outcome
            number -= share
        return DELIVERED


def read_mix(text: str, seed: int | None) -> OutcomeMix:
    """Reads ``delivered=0.92,bounced=0.05,full=0.03``.

    Raises:
        BadMix: with the reason.
    """
    shares: dict[Outcome, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        try:
            share = float(number)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise BadMix(f"{part!r}: a share is a number from 0 to 1")
        if name != "delivered" and name not in _NAMES:
            raise BadMix(f"{name!r} is not one of {', '.join(NAMES)}")
        outcome = DELIVERED if name == "delivered" else BY_LOCAL_PART[_NAMES[name]]
        shares[outcome] = shares.get(outcome, 0.0) + share
    total = sum(shares.values())
    if total > 1.000001 or not shares:
        raise BadMix(f"the shares make {total:g}, not at most 1")
    return OutcomeMix(shares, seed)
