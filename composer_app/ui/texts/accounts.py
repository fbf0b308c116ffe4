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
SAVE = tr("Save account")
BEING_SAVED = tr("The account is being saved")
SAVED_TITLE = tr("Account saved")
NO_KEY_TO_TEST = tr("There is no key to test with.")
ENTER_ITS_KEY = tr("Enter the key for this base URL.")
SENDER_EXAMPLE = tr("Linden Energy <billing@example.com>")
ONLY_READER = tr("Only this program pulls the reports")
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
CONFIRM_ABOVE = tr("Ask above")
CONFIRM_ABOVE_HINT = tr("A mail to more recipients is asked about before it is sent. A live account always asks.")
RECIPIENTS_SUFFIX = tr(" recipients")
ALLOWED = tr("Allowed")
ALLOWED_EXAMPLE = tr("ana@example.com, @example.com")
ALLOWED_HINT = tr("The only recipients of this account: addresses, or domains with an @ before them. Empty: all.")
ALLOWED_LIVE = tr("Only a test account has a list of allowed recipients.")
_ALLOWED_WRONG = tr("“{entry}” is neither an address nor a domain such as @example.com.")
IMAGES = tr("Images")
LOAD_IMAGES = tr("May be loaded into the preview")
IMAGES_HINT = tr("From other computers, and only after “Load images”. They see the address of this computer.")
GENERATION_NOTE = tr("The default suits almost every account.")
NAME_MISSING = tr("Give the account a name.")
NAME_TAKEN = tr("There is another account with this name. Choose another name.")
USER_MISSING = tr("Enter the user name.")
USER_HAS_COLON = tr("A user name cannot contain a colon.")
KEY_STAYS_IN_KEYRING = tr(
    "The account is removed. Its key is still in the keyring, which did not delete it. Delete it there."
)
SHOW_KEY = tr("Show the key")
HIDE_KEY = tr("Hide the key")
CERTIFICATE_TITLE = tr("Company certificate")
TAKE_BACK = tr("Remove certificate")
CHOOSE_FILE = tr("Choose file…")
CERTIFICATE_FILES = tr("Certificates (*.pem *.crt *.cer)")
COMPUTER_IS_TRUSTED = tr("The program trusts the certificates that this computer trusts.")
NONE_ADDED = tr("No certificate is added.")
NOT_USABLE = tr("The certificate cannot be used.")
NOT_READABLE = tr("The file cannot be read.")
IS_SAVED = tr("{name} is saved")
SAVED = tr("{name} is saved.")
SAVED_WITH_KEY = tr("{name} is saved. Its key is in the system keyring.")
NOT_SAVED = tr("The account was not saved.")
IN_USE = tr("Account in use: {name}")
NAMED = tr("Account {name}")
LIVE_NAMED = tr("Account {name}, live")
REMOVE_QUESTION = tr("Remove the account {name}?")
KEY_IS_DELETED = tr("Its key is deleted from the keyring.")
NOT_REMOVED = tr("The account was not removed.")
CERTIFICATE_HINT = tr(
    "Some companies have a proxy that inspects encrypted connections. It shows a certificate of its own. Add the "
    "certificate file (PEM) that your network administrator gave you. The program then trusts it as well. Certificates "
    "are always checked; this cannot be switched off."
)
NO_CERTIFICATE = tr("{name} is not a PEM file with a certificate. Nothing was changed.")
CERTIFICATE_GONE = tr(
    "{path} is missing or no longer holds a certificate. Choose the file again; until then nothing is sent or fetched."
)

BASE_URL_HINT = tr("From your Infobip home page, without https://")
KEY_HINT = tr("The key is kept in the system keyring, never in a file.")
LIVE_HINT = tr("A live account shows a red line at the top of the window, and the program asks before it sends.")
TEST_HINT = tr("The program sends without asking. Mail of a test account is really sent.")
READER_OFF = tr("Off: only reports of mail sent with this program are pulled.")
READER_ON = tr("On: all reports of the account are pulled. Other programs on this account get none of them.")
SENDER_HINT = tr("The sender of new mail. You can change it in each mail.")
LOOKING_FOR_KEYRING = tr("Looking for the keyring…")
LOOKING_FOR_KEY = tr("Looking for the key in the keyring…")
KEY_STAYS = tr("Stored. Type a new one to change it.")
KEY_IN_MEMORY = tr("Entered. Type a new one to change it.")
STAYS_IN_ARCHIVE = tr(
    "Its mail, reports and logs stay in the archive, but are not shown. "
    "They are shown again when you add an account with the same base URL."
)

_BASE_URL = {
    BaseUrlProblem.EMPTY: tr("Enter the base URL of the account."),
    BaseUrlProblem.NOT_AN_ADDRESS: tr("This is not a base URL. A base URL looks like x1y2z3.api.infobip.com."),
    BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK: tr(
        "http:// would send the key unencrypted. Write https://, or nothing before the address."
    ),
    BaseUrlProblem.OTHER_SCHEME: tr("Only https:// addresses work."),
    BaseUrlProblem.HAS_CREDENTIALS: tr("Remove user and password from the address. The key has a field of its own."),
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
        AuthScheme, tr("This key is for another way to sign in: {scheme}. Choose that way under More, “Sign in with”.")
    ),
    KeyProblem.BAD_CHARACTER: {
        AuthScheme.APP_KEY: tr("This text has characters that no API key has. Copy the key again."),
        AuthScheme.BASIC: tr("This text has characters that no password has. Copy the password again."),
        AuthScheme.BEARER: tr("This text has characters that no token has. Copy the token again."),
        AuthScheme.IBSSO: tr("This text has characters that no token has. Copy the token again."),
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
            else tr("There is no key. Enter one. It is kept in the system keyring, never in a file.")
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


def allowed_words(entry: str) -> str:
    """What is wrong with an entry of the allowed recipients."""
    return _ALLOWED_WRONG.format(entry=entry)
