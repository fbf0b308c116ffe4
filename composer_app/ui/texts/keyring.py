"""What is the matter with the keyring: one sentence for a trouble, wherever it is said."""

from __future__ import annotations

from composer_app.domain.problem import Problem
from composer_app.services.accounts.credentials import KeyringTrouble
from composer_app.ui.texts.translation import tr

KEYRING_IS = {
    KeyringTrouble.NONE_THERE: tr("No keyring is running here."),
    KeyringTrouble.PLAIN_TEXT: tr("The keyring here stores keys readably, so it is not used."),
    KeyringTrouble.LOCKED: tr("The keyring is locked."),
    KeyringTrouble.REFUSED: tr("The keyring does not give out the key."),
    KeyringTrouble.NO_ANSWER: tr("The keyring does not answer."),
}


def keyring_trouble(problem: Problem) -> KeyringTrouble:
    """Of a problem KEYRING_LOCKED. Those of older versions do not say more than that."""
    return KeyringTrouble(problem.subject) if problem.subject in set(KeyringTrouble) else KeyringTrouble.LOCKED
