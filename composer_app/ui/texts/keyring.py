"""What the user reads about a keyring that cannot be used: one entry for each problem with it."""

from __future__ import annotations

from dataclasses import dataclass

from composer_app.domain.problem import ProblemCode
from composer_app.ui.texts.translation import tr

UNTIL_CLOSED = tr("The key is kept until you close the program.")


@dataclass(frozen=True, slots=True)
class KeyringText:
    """The sentences about one problem with the keyring.

    Attributes:
        state: what is the matter.
        unsure: said of an account whose key may be in the keyring.
        lost: said of an account whose key is gone; "" where the keyring may still hold it.
        not_kept: said after a key was not stored, where it is another sentence than `state`.
        until: how long such a key is kept, and what to do.
    """

    state: str
    unsure: str
    lost: str = ""
    not_kept: str = ""
    until: str = UNTIL_CLOSED


_MISSING = tr("No keyring is running on this computer.")
_PLAIN_TEXT = tr("The keyring of this computer does not encrypt keys, so it is not used.")

KEYRING = {
    ProblemCode.KEYRING_MISSING: KeyringText(
        _MISSING,
        unsure=f"{_MISSING} {UNTIL_CLOSED}",
        lost=tr("There is no key. Without a keyring it was kept only until the program was closed. Enter it again."),
    ),
    ProblemCode.KEYRING_PLAIN_TEXT: KeyringText(
        _PLAIN_TEXT,
        unsure=f"{_PLAIN_TEXT} {UNTIL_CLOSED}",
        lost=tr(
            "There is no key. Without a safe keyring it was kept only until the program was closed. Enter it again."
        ),
    ),
    ProblemCode.KEYRING_LOCKED: KeyringText(
        tr("The keyring is locked."),
        unsure=tr("The keyring is locked, so it is not known whether it holds a key. Unlock it or enter the key."),
        until=tr("The key is kept until you close the program. Unlock the keyring and save again to keep it."),
    ),
    ProblemCode.KEYRING_REFUSED: KeyringText(
        tr("The keyring does not give the key."),
        unsure=tr("The keyring does not say whether it holds a key. Enter the key to be sure."),
        not_kept=tr("The keyring did not store the key."),
    ),
    ProblemCode.KEYRING_NO_ANSWER: KeyringText(
        tr("The keyring does not answer."),
        unsure=tr("The keyring does not answer, so it is not known whether it holds a key. Enter the key to be sure."),
    ),
}
