"""What the account dialog says."""

from __future__ import annotations

from composer_app.domain.account import AuthScheme, BaseUrlProblem, Generation
from composer_app.services.credentials import KeyringTrouble

BASE_URL_HINT = "From your Infobip home page, without https://"
KEY_HINT = "Kept in the system keyring, never in a file."
LIVE_HINT = "Live accounts carry a red line and ask before they send."
TEST_HINT = "Test accounts send without asking. Their mail goes out all the same."
READER_OFF = "Off: only reports of mail sent from here are pulled."
READER_ON = "On: all reports are pulled. Another program that waits for them gets none."
SENDER_HINT = "Who mail comes from, unless you write otherwise."
KEY_STAYS = "Kept. Type a new one to change it."

_BASE_URL = {
    BaseUrlProblem.EMPTY: "Enter the base URL of the account.",
    BaseUrlProblem.NOT_AN_ADDRESS: "This is no address. It looks like x1y2z3.api.infobip.com.",
    BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK: "http:// would send the key readably. Use https://, or no prefix.",
    BaseUrlProblem.OTHER_SCHEME: "Only https:// addresses work here.",
    BaseUrlProblem.HAS_CREDENTIALS: "Leave user and password out of the address. The key has its own field.",
}

_UNTIL_CLOSED = "The key is kept until you close the program."
_NOT_KEPT = {
    KeyringTrouble.NONE_THERE: ("No keyring is running here.", _UNTIL_CLOSED),
    KeyringTrouble.PLAIN_TEXT: ("The keyring here stores keys readably, so it is not used.", _UNTIL_CLOSED),
    KeyringTrouble.LOCKED: ("The keyring is locked.", f"{_UNTIL_CLOSED} Unlock the keyring and save again to keep it."),
    KeyringTrouble.REFUSED: ("The keyring did not take the key.", _UNTIL_CLOSED),
    KeyringTrouble.NO_ANSWER: ("The keyring does not answer.", _UNTIL_CLOSED),
}

AUTH_NAMES = {
    AuthScheme.APP_KEY: "API key",
    AuthScheme.BASIC: "User and password",
    AuthScheme.BEARER: "Bearer token",
    AuthScheme.IBSSO: "IBSSO token",
}
_SECRET_LABELS = {
    AuthScheme.APP_KEY: "API key",
    AuthScheme.BASIC: "Password",
    AuthScheme.BEARER: "Token",
    AuthScheme.IBSSO: "Token",
}
GENERATION_NAMES = {
    Generation.V3: "Send v3, reports and logs v1",
    Generation.V4: "Everything v4",
    Generation.V1: "Everything v1, as in 2017",
}


def base_url_words(problem: BaseUrlProblem) -> str:
    """What is wrong with an address, and what to do."""
    return _BASE_URL[problem]


def secret_label(auth: AuthScheme) -> str:
    """What the secret is called."""
    return _SECRET_LABELS[auth]


def kept_words(trouble: KeyringTrouble) -> tuple[str, str]:
    """Title and body for a secret that is not in the keyring: what happened, what it means."""
    return _NOT_KEPT[trouble]
