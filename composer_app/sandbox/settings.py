"""How a Sandbox behaves, from its command line. Its port, host and folder are options of `command` alone."""

from dataclasses import dataclass, field

from composer_app.sandbox.behaviour_options import BehaviourOptions
from composer_app.sandbox.keys import Key
from composer_app.sandbox.outcome_mix import OutcomeMix

DELIVERY_DELAY_S = 2.0
"""From sending to the final status, unless the user says otherwise."""


@dataclass(frozen=True)
class Settings:
    """All settings.

    Attributes:
        mix: outcomes of mail to ordinary addresses; None: delivered.
        seed: makes random outcomes reproducible.
    """

    keys: tuple[Key, ...]
    delivery_delay_ms: int
    has_rate_limits: bool = True
    choices: BehaviourOptions = field(default_factory=BehaviourOptions)
    mix: OutcomeMix | None = None
    seed: int | None = None
