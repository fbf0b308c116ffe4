"""The send options: names, hints, and what keeps one from being sent."""

from __future__ import annotations

from composer_app.domain.account import Generation
from composer_app.domain.send_options import (
    ClientPriority,
    NotifyContentType,
    OptionFault,
    OptionProblem,
    PixelPosition,
    SendOption,
    WeekDay,
)
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

OPTIONS = tr("Options…")
TITLE = tr("Options of this mail")
NOTE = tr("What is empty is not sent: the settings of the account at Infobip apply.")
APPLY = tr("Use these options")
RESET = tr("Reset all")
AS_THE_ACCOUNT = tr("As the account has it")
YES = tr("On")
NO = tr("Off")
SECTIONS = {
    "tracking": tr("Tracking"),
    "reports": tr("Reports to a server of yours"),
    "labels": tr("Labels"),
    "delivery": tr("Delivery"),
    "content": tr("Content"),
    "storage": tr("Storage at Infobip"),
}

NAMES = {
    SendOption.TRACK: tr("Track opens and clicks"),
    SendOption.TRACK_CLICKS: tr("Track clicks"),
    SendOption.TRACK_OPENS: tr("Track opens"),
    SendOption.TRACKING_URL: tr("URL for tracking events"),
    SendOption.PIXEL_POSITION: tr("Tracking pixel"),
    SendOption.NOTIFY_URL: tr("URL for delivery reports"),
    SendOption.NOTIFY_CONTENT_TYPE: tr("Format of these reports"),
    SendOption.INTERMEDIATE_REPORT: tr("Intermediate reports"),
    SendOption.CALLBACK_DATA: tr("Callback data"),
    SendOption.CAMPAIGN_REFERENCE_ID: tr("Campaign reference"),
    SendOption.APPLICATION_ID: tr("Application ID"),
    SendOption.ENTITY_ID: tr("Entity ID"),
    SendOption.IP_POOL_ID: tr("IP pool ID"),
    SendOption.PRESERVE_RECIPIENTS: tr("Recipients in To see each other"),
    SendOption.CLIENT_PRIORITY: tr("Priority"),
    SendOption.VALIDITY_MINUTES: tr("Validity period"),
    SendOption.DELIVERY_WINDOW: tr("Delivery window"),
    SendOption.HEADERS: tr("Headers"),
    SendOption.LANDING_PAGE_ID: tr("Landing page ID"),
    SendOption.LANDING_PAGE_PLACEHOLDERS: tr("Placeholders of the landing page"),
    SendOption.TEMPLATE_LANGUAGE_VERSION: tr("Template language"),
    SendOption.SKIP_PASSIVE_STORAGE: tr("Do not keep in passive storage"),
    SendOption.SKIP_ACTIVE_STORAGE: tr("Do not keep in active storage"),
}

HINTS = {
    SendOption.TRACKING_URL: tr("Opens, clicks and unsubscribes are sent here."),
    SendOption.NOTIFY_URL: tr(
        "Infobip sends each report here too. Whether this program can then still pull it is not known."
    ),
    SendOption.CALLBACK_DATA: tr("Comes back in every report of this mail."),
    SendOption.CAMPAIGN_REFERENCE_ID: tr("Reports and logs can be filtered by it."),
    SendOption.PRESERVE_RECIPIENTS: tr("Infobip then names one message for all of them."),
    SendOption.VALIDITY_MINUTES: tr("Minutes, at most 2,880 (48 hours). After that the mail is not delivered."),
    SendOption.DELIVERY_WINDOW: tr("The mail is delivered on these days, between these times."),
    SendOption.HEADERS: tr("One a line: Name: value. For example List-Unsubscribe: <https://example.com/stop>"),
    SendOption.LANDING_PAGE_PLACEHOLDERS: tr("One a line: name: value"),
}

PIXEL_POSITIONS = {PixelPosition.TOP: tr("At the top"), PixelPosition.BOTTOM: tr("At the bottom")}
PRIORITIES = {
    ClientPriority.HIGH: tr("High"),
    ClientPriority.STANDARD: tr("Standard"),
    ClientPriority.LOW: tr("Low"),
}
CONTENT_TYPES = {NotifyContentType.JSON: tr("JSON"), NotifyContentType.XML: tr("XML")}
TEMPLATE_VERSIONS = {"1": tr("Version 1"), "2": tr("Version 2")}
DAYS = {
    WeekDay.MONDAY: tr("Mon"),
    WeekDay.TUESDAY: tr("Tue"),
    WeekDay.WEDNESDAY: tr("Wed"),
    WeekDay.THURSDAY: tr("Thu"),
    WeekDay.FRIDAY: tr("Fri"),
    WeekDay.SATURDAY: tr("Sat"),
    WeekDay.SUNDAY: tr("Sun"),
}
MINUTES_SUFFIX = tr(" min")
NAMES_OF_WINDOW = tr("Delivery window,")
WINDOW_FROM = tr("from")
WINDOW_TO = tr("to")

_NOT_OF_THE_API = {
    Generation.V1: tr("The API v1, which this account uses, does not have this option."),
    Generation.V3: tr("The API v3, which this account uses, does not have this option. v4 has it."),
    Generation.V4: tr("The API v4, which this account uses, does not have this option."),
}
_FAULTS = {
    OptionFault.NO_URL: tr("“{detail}” is not a web address. It begins with https:// or http://."),
    OptionFault.BAD_HEADER: tr("“{detail}” is not the name of a header."),
    OptionFault.REFUSED_HEADER: tr("Infobip sets {detail} by itself and refuses it here."),
    OptionFault.HEADER_TWICE: tr("{detail} is there twice."),
    OptionFault.HEADER_VALUE: tr("{detail} has no value, or a control character in it."),
    OptionFault.VALIDITY: tr("The validity period is from 1 to 2,880 minutes."),
    OptionFault.NO_DAY: tr("The delivery window needs at least one day."),
    OptionFault.NO_HOURS: tr("The delivery window ends before it begins."),
    OptionFault.VALUE_TOO_LONG: tr("The value of {detail} is longer than 256 characters."),
}
NO_COLON = tr("“{line}” has no colon. Write a name, a colon and a value.")


def options_button(count: int) -> str:
    """The button that opens them, with how many are set."""
    return tr("Options ({n})…").format(n=fmt.number(count)) if count else OPTIONS


def name_of(field: str) -> str:
    """The name of the option of this field of `SendOptions`."""
    return next((name for option, name in NAMES.items() if option.value == field), field)


def not_of_the_api(generation: Generation) -> str:
    """Why an option cannot be set in this account."""
    return _NOT_OF_THE_API[generation]


def option_problem_words(problem: OptionProblem, generation: Generation) -> str:
    """One sentence: what is wrong with an option."""
    if problem.fault is OptionFault.NOT_OF_THE_API:
        return not_of_the_api(generation)
    if problem.fault is OptionFault.TOO_LONG:
        return tr("It is longer than {n} character(s).", "", int(problem.detail)).format(
            n=fmt.number(int(problem.detail))
        )
    return _FAULTS[problem.fault].format(detail=problem.detail)
