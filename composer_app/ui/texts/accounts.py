"""What the account dialog says."""

from __future__ import annotations

from composer_app.domain.account import AuthScheme, BaseUrlProblem, Generation
from composer_app.domain.pasted_key import KeyProblem, PastedKey
from composer_app.domain.problem import ProblemCode
from composer_app.services.connections.credentials import Whereabouts
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.keyring import KEYRING, UNTIL_CLOSED
from composer_app.ui.texts.translation import tr

ADD_TITLE = tr("Add account")
EDIT_TITLE = tr("Edit account")
TEST = tr("Test connection")
TEST_NOTE = tr("Sends no mail and pulls no report.")
TESTING = tr("Testing…")
REMOVE_BUTTON = tr("Remove account…")
REMOVE = tr("Remove account")
CANCEL = tr("Cancel")
SAVE = tr("Save account")
BEING_SAVED = tr("Being saved")
CLOSE = tr("Close")
SAVED_TITLE = tr("Account saved")
NO_KEY_TO_TEST = tr("There is no key to test with.")
ENTER_ITS_KEY = tr("Enter the key of this address.")
SENDER_EXAMPLE = tr("Linden Energy <billing@example.com>")
ONLY_READER = tr("This program is the only reader of the reports")
NAME = tr("Name")
USE = tr("Use")
USE_TEST = tr("Test")
USE_LIVE = tr("Live")
BASE_URL = tr("Base URL")
USER = tr("User")
API_KEY = tr("API key")
SENDER = tr("Sender")
REPORTS = tr("Reports")
MORE = tr("More")
SIGN_IN_WITH = tr("Sign in with")
GENERATION_NOTE = tr("The default suits almost every account.")
NAME_MISSING = tr("Give the account a name.")
NAME_TAKEN = tr("There is an account of this name.")
USER_MISSING = tr("Enter the user name.")
USER_HAS_COLON = tr("A user name has no colon.")
KEY_STAYS_IN_KEYRING = tr("The account is removed. The keyring did not delete its key: delete it there.")
SHOW_KEY = tr("Show the key")
HIDE_KEY = tr("Hide the key")
CERTIFICATE_TITLE = tr("Company certificate")
TAKE_BACK = tr("Take back")
CHOOSE_FILE = tr("Choose file…")
CERTIFICATE_FILES = tr("Certificates (*.pem *.crt *.cer)")
COMPUTER_IS_TRUSTED = tr("What this computer trusts is trusted.")
NONE_ADDED = tr("None is added.")
NOT_USABLE = tr("The file cannot be used.")
NOT_READABLE = tr("The file cannot be read.")
IS_SAVED = tr("{name} is saved")
SAVED = tr("{name} is saved.")
SAVED_WITH_KEY = tr("{name} is saved. Its key is in the system keyring.")
NOT_SAVED = tr("The account is not saved.")
IN_USE = tr("Account in use: {name}")
NAMED = tr("Account {name}")
LIVE_NAMED = tr("Account {name}, live")
REMOVE_QUESTION = tr("Remove the account {name}?")
KEY_IS_DELETED = tr("Its key is deleted from the keyring.")
NOT_REMOVED = tr("The account is not removed.")
CERTIFICATE_HINT = tr(
    "Where a company's proxy looks into connections, it shows a certificate of its own. Add the file that your "
    "administrator gave you (PEM). It is trusted beside what this computer trusts. Certificates are always checked; "
    "that cannot be switched off."
)
NO_CERTIFICATE = tr("{name} is no PEM file with a certificate in it. Nothing was changed.")
CERTIFICATE_GONE = tr("{path} is gone or holds no certificate any more. No connection is made until it is chosen anew.")

BASE_URL_HINT = tr("From your Infobip home page, without https://")
KEY_HINT = tr("Kept in the system keyring, never in a file.")
LIVE_HINT = tr("Live accounts carry a red line and ask before they send.")
TEST_HINT = tr("Test accounts send without asking. Their mail goes out all the same.")
READER_OFF = tr("Off: only reports of mail sent from here are pulled.")
READER_ON = tr("On: all reports are pulled. Another program that waits for them gets none.")
SENDER_HINT = tr("Who mail comes from, unless you write otherwise.")
LOOKING_FOR_KEYRING = tr("Looking for a keyring…")
LOOKING_FOR_KEY = tr("Looking in the keyring…")
KEY_STAYS = tr("Kept. Type a new one to change it.")
KEY_IN_MEMORY = tr("Entered. Type a new one to change it.")
STAYS_IN_ARCHIVE = tr(
    "Its mail, reports and logs stay in the archive. "
    "They are shown again when you add an account with the same base URL."
)

_BASE_URL = {
    BaseUrlProblem.EMPTY: tr("Enter the base URL of the account."),
    BaseUrlProblem.NOT_AN_ADDRESS: tr("This is no address. It looks like x1y2z3.api.infobip.com."),
    BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK: tr("http:// would send the key readably. Use https://, or no prefix."),
    BaseUrlProblem.OTHER_SCHEME: tr("Only https:// addresses work here."),
    BaseUrlProblem.HAS_CREDENTIALS: tr("Leave user and password out of the address. The key has its own field."),
}

AUTH_NAMES = {
    AuthScheme.APP_KEY: tr("API key"),
    AuthScheme.BASIC: tr("User and password"),
    AuthScheme.BEARER: tr("Bearer token"),
    AuthScheme.IBSSO: tr("IBSSO token"),
}
_SECRET_LABELS = {
    AuthScheme.APP_KEY: tr("API key"),
    AuthScheme.BASIC: tr("Password"),
    AuthScheme.BEARER: tr("Token"),
    AuthScheme.IBSSO: tr("Token"),
}
GENERATION_NAMES = {
    Generation.V3: tr("Send v3, reports and logs v1"),
    Generation.V4: tr("Everything v4"),
    Generation.V1: tr("Everything v1, as in 2017"),
}

_KEY_PROBLEMS = {
    KeyProblem.EMPTY: {
        AuthScheme.APP_KEY: tr("Enter the API key."),
        AuthScheme.BASIC: tr("Enter the password."),
        AuthScheme.BEARER: tr("Enter the token."),
        AuthScheme.IBSSO: tr("Enter the token."),
    },
    KeyProblem.OTHER_SCHEME: dict.fromkeys(
        AuthScheme, tr("The text names another way to sign in: {scheme}. Change it under More, “Sign in with”.")
    ),
    KeyProblem.BAD_CHARACTER: {
        AuthScheme.APP_KEY: tr("No API key has such characters. Copy it again."),
        AuthScheme.BASIC: tr("No password has such characters. Copy it again."),
        AuthScheme.BEARER: tr("No token has such characters. Copy it again."),
        AuthScheme.IBSSO: tr("No token has such characters. Copy it again."),
    },
}


def key_words(pasted: PastedKey, auth: AuthScheme) -> str:
    """What is wrong with a pasted key, and what to do; "" if nothing is."""
    if pasted.problem is None:
        return ""
    named = "" if pasted.scheme is None else pasted.scheme.value
    return _KEY_PROBLEMS[pasted.problem][auth].format(scheme=named)


def base_url_words(problem: BaseUrlProblem) -> str:
    """What is wrong with an address, and what to do."""
    return _BASE_URL[problem]


def secret_label(auth: AuthScheme) -> str:
    """What the secret is called."""
    return _SECRET_LABELS[auth]


def kept_words(problem: ProblemCode) -> tuple[str, str]:
    """Title and body for a secret that is not in the keyring: what happened, what it means."""
    text = KEYRING[problem]
    return text.not_kept or text.state, text.until


def key_hint(found: Whereabouts | None, *, is_new: bool) -> str:
    """What stands under the field of the key.

    Args:
        found: what is known of the keyring; None: it is being asked.
        is_new: the account has no key yet; else one is expected to be there.
    """
    if found is None:
        return LOOKING_FOR_KEYRING if is_new else LOOKING_FOR_KEY
    if found.problem is None:
        return (
            KEY_HINT
            if found.is_there or is_new
            else tr("There is no key. Type one: it is kept in the system keyring, never in a file.")
        )
    text = KEYRING[found.problem]
    if not is_new and not found.is_there:
        return text.lost or text.unsure
    if text.lost:
        return text.unsure
    return f"{kept_words(found.problem)[0]} {UNTIL_CLOSED}"


def key_placeholder(found: Whereabouts | None) -> str:
    """What stands in the empty field of the key of an account that is kept."""
    if found is None or not found.is_there:
        return ""
    return KEY_STAYS if found.problem is None else KEY_IN_MEMORY


def enter_secret(auth: AuthScheme) -> str:
    """What an empty field of the secret asks for."""
    return _KEY_PROBLEMS[KeyProblem.EMPTY][auth]


def certificates_added(count: int) -> str:
    """The state of the company certificate."""
    return tr("{n} certificate(s) added.", "", count).format(n=fmt.number(count))
