"""Send options: what a request may say about a mail beside its content (api/README.md 3.1 and 3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

from composer_app.domain.account import Generation

MAX_CALLBACK_DATA = 4000
MAX_CALLBACK_DATA_V1 = 200
MAX_REFERENCE = 255
"""Campaign reference, application id and entity id."""
MAX_LANDING_PAGE_VALUE = 256
MAX_VALIDITY_MINUTES = 48 * 60
DAY_MINUTES = 24 * 60
REFUSED_HEADERS = frozenset(
    (
        "to",
        "cc",
        "bcc",
        "from",
        "subject",
        "content-type",
        "dkim-signature",
        "content-transfer-encoding",
        "return-path",
        "mime-version",
    )
)
"""Headers that the service sets by itself, in lower case. Those that begin with `Content-` are refused as well."""

_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")

Pairs = tuple[tuple[str, str], ...]
"""Names and values in their order."""


class PixelPosition(StrEnum):
    """Where the tracking pixel stands in the HTML."""

    TOP = "TOP"
    BOTTOM = "BOTTOM"


class ClientPriority(StrEnum):
    HIGH = "HIGH"
    STANDARD = "STANDARD"
    LOW = "LOW"


class NotifyContentType(StrEnum):
    JSON = "application/json"
    XML = "application/xml"


class WeekDay(StrEnum):
    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


class DeliveryWindow(msgspec.Struct, frozen=True):
    """Days and hours in which the service delivers. Minutes are counted from midnight; both 0: the whole day."""

    days: tuple[WeekDay, ...]
    from_minute: int = 0
    to_minute: int = 0

    @property
    def is_whole_day(self) -> bool:
        return self.from_minute == self.to_minute == 0


class SendOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The options of one mail. A default is not sent: the service, or the account there, decides."""

    track: bool | None = None
    track_clicks: bool | None = None
    track_opens: bool | None = None
    tracking_url: str = ""
    pixel_position: PixelPosition | None = None
    notify_url: str = ""
    notify_content_type: NotifyContentType | None = None
    intermediate_report: bool = False
    callback_data: str = ""
    campaign_reference_id: str = ""
    application_id: str = ""
    entity_id: str = ""
    ip_pool_id: str = ""
    preserve_recipients: bool = False
    """True: all recipients in To see each other, and the answer names one message for all of them."""
    client_priority: ClientPriority | None = None
    validity_minutes: int | None = None
    delivery_window: DeliveryWindow | None = None
    headers: Pairs = ()
    landing_page_id: str = ""
    landing_page_placeholders: Pairs = ()
    template_language_version: str = ""
    """"1" or "2"."""
    skip_passive_storage: bool = False
    skip_active_storage: bool = False


class SendOption(StrEnum):
    """The name of a field of `SendOptions`."""

    TRACK = "track"
    TRACK_CLICKS = "track_clicks"
    TRACK_OPENS = "track_opens"
    TRACKING_URL = "tracking_url"
    PIXEL_POSITION = "pixel_position"
    NOTIFY_URL = "notify_url"
    NOTIFY_CONTENT_TYPE = "notify_content_type"
    INTERMEDIATE_REPORT = "intermediate_report"
    CALLBACK_DATA = "callback_data"
    CAMPAIGN_REFERENCE_ID = "campaign_reference_id"
    APPLICATION_ID = "application_id"
    ENTITY_ID = "entity_id"
    IP_POOL_ID = "ip_pool_id"
    PRESERVE_RECIPIENTS = "preserve_recipients"
    CLIENT_PRIORITY = "client_priority"
    VALIDITY_MINUTES = "validity_minutes"
    DELIVERY_WINDOW = "delivery_window"
    HEADERS = "headers"
    LANDING_PAGE_ID = "landing_page_id"
    LANDING_PAGE_PLACEHOLDERS = "landing_page_placeholders"
    TEMPLATE_LANGUAGE_VERSION = "template_language_version"
    SKIP_PASSIVE_STORAGE = "skip_passive_storage"
    SKIP_ACTIVE_STORAGE = "skip_active_storage"


_ONLY_V4 = frozenset((SendOption.VALIDITY_MINUTES, SendOption.DELIVERY_WINDOW))
_OF_V1 = frozenset(
    (
        SendOption.NOTIFY_URL,
        SendOption.NOTIFY_CONTENT_TYPE,
        SendOption.INTERMEDIATE_REPORT,
        SendOption.CALLBACK_DATA,
    )
)
OPTIONS_OF: dict[Generation, frozenset[SendOption]] = {
    Generation.V1: _OF_V1,
    Generation.V3: frozenset(SendOption) - _ONLY_V4,
    Generation.V4: frozenset(SendOption),
}
"""The options that the send of each generation has (api/README.md 3.1, 3.2, 3.4)."""

_URLS = (SendOption.TRACKING_URL, SendOption.NOTIFY_URL)
_REFERENCES = (SendOption.CAMPAIGN_REFERENCE_ID, SendOption.APPLICATION_ID, SendOption.ENTITY_ID)


class OptionFault(StrEnum):
    """Why an option cannot be sent. The sentences are in ui/texts."""

    NOT_OF_THE_API = "not of the api"
    """The account's generation of the API has no such option."""
    NO_URL = "no url"
    TOO_LONG = "too long"
    """`detail` is the limit."""
    BAD_HEADER = "bad header"
    REFUSED_HEADER = "refused header"
    """The service sets this header by itself."""
    HEADER_TWICE = "header twice"
    HEADER_VALUE = "header value"
    """It has a line break or another control character, or it is empty."""
    VALIDITY = "validity"
    NO_DAY = "no day"
    NO_HOURS = "no hours"
    """The delivery window ends before it begins."""
    VALUE_TOO_LONG = "value too long"
    """The value of a placeholder of the landing page; `detail` is its name."""


class OptionProblem(msgspec.Struct, frozen=True):
    """One problem of one option."""

    option: SendOption
    fault: OptionFault
    detail: str = ""


def options_set(options: SendOptions) -> tuple[SendOption, ...]:
    """The options that differ from the default, in their order."""
    return tuple(option for option in SendOption if _value(options, option) != _value(_DEFAULTS, option))


def option_problems(options: SendOptions, generation: Generation) -> tuple[OptionProblem, ...]:
    """All problems to correct before a mail with these options can be sent."""
    return tuple(_problems(options, generation))


def _problems(options: SendOptions, generation: Generation) -> Iterator[OptionProblem]:
    for option in options_set(options):
        if option not in OPTIONS_OF[generation]:
            yield OptionProblem(option, OptionFault.NOT_OF_THE_API)
    for option in _URLS:
        if (url := str(_value(options, option))) and not is_web_address(url):
            yield OptionProblem(option, OptionFault.NO_URL, url)
    for option in _REFERENCES:
        if len(str(_value(options, option))) > MAX_REFERENCE:
            yield OptionProblem(option, OptionFault.TOO_LONG, str(MAX_REFERENCE))
    most = MAX_CALLBACK_DATA_V1 if generation is Generation.V1 else MAX_CALLBACK_DATA
    if len(options.callback_data) > most:
        yield OptionProblem(SendOption.CALLBACK_DATA, OptionFault.TOO_LONG, str(most))
    if options.validity_minutes is not None and not 1 <= options.validity_minutes <= MAX_VALIDITY_MINUTES:
        yield OptionProblem(SendOption.VALIDITY_MINUTES, OptionFault.VALIDITY, str(options.validity_minutes))
    if (window := options.delivery_window) is not None:
        if not window.days:
            yield OptionProblem(SendOption.DELIVERY_WINDOW, OptionFault.NO_DAY)
        if not window.is_whole_day and not 0 <= window.from_minute < window.to_minute < DAY_MINUTES:
            yield OptionProblem(SendOption.DELIVERY_WINDOW, OptionFault.NO_HOURS)
    yield from _header_problems(options.headers)
    for name, value in options.landing_page_placeholders:
        if len(value) > MAX_LANDING_PAGE_VALUE:
            yield OptionProblem(SendOption.LANDING_PAGE_PLACEHOLDERS, OptionFault.VALUE_TOO_LONG, name)


def _header_problems(headers: Pairs) -> Iterator[OptionProblem]:
    seen: set[str] = set()
    for name, value in headers:
        lowered = name.lower()
        fault = None
        if not _HEADER_NAME.fullmatch(name):
            fault = OptionFault.BAD_HEADER
        elif lowered in REFUSED_HEADERS or lowered.startswith("content-"):
            fault = OptionFault.REFUSED_HEADER
        elif lowered in seen:
            fault = OptionFault.HEADER_TWICE
        elif not value.strip() or _CONTROL.search(value):
            fault = OptionFault.HEADER_VALUE
        if fault is not None:
            yield OptionProblem(SendOption.HEADERS, fault, name)
        seen.add(lowered)


def is_web_address(text: str) -> bool:
    """An absolute `http` or `https` URL without blanks."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_host and not any(char.isspace() for char in text)


def _value(options: SendOptions, option: SendOption) -> object:
    return getattr(options, option.value)


_DEFAULTS = SendOptions()
