"""What "What is different?" says: each finding in a sentence, the same of the others, and what was compared."""

from __future__ import annotations

from datetime import datetime

from composer_app.domain.comparison import (
    DAYS_BEFORE,
    LEAST_POINTS,
    Against,
    Aspect,
    Comparison,
    Finding,
    is_under_one_percent,
    percent,
)
from composer_app.domain.comparison_times import PartOfDay, TimeSpan
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.outcome_reasons import error_words
from composer_app.ui.texts.translation import tr

TITLE = tr("What is different?")
HINT = tr("Compare the selected rows, or all that the filter finds, with the others")
COPY = tr("Copy as text")
CLOSE = tr("Close (Esc)")
COPIED = tr("Comparison copied.")
EXPORT = tr("Save as a picture or a table")
SAVE = tr("Save the comparison")
FILE_NAME = tr("comparison", "start of a file name")
CSV_TITLES = (tr("Finding"), tr("Of the others"), tr("These"), tr("Of all these"), tr("The rest"), tr("Of all others"))
AGAINST = tr("Compared with")
FILTER = tr("Filter")
ADD_TO_FILTER = tr("Add to the filter")
EXCLUDE = tr("Exclude with the filter")
ROW_HINT = tr("Click: add to the filter. Alt+click: exclude.")
COMPARING = tr("Comparing…")
TOO_FEW = tr("Too few to compare.")
NOTHING = tr("Nothing stands out.")
CHOOSE_FIRST = tr("Filter the list or select some rows, for example the bounced mail of today.")
FAILED = tr("The archive could not be read.")
THESE = tr("These")
REST = tr("The rest")
BEFORE = tr("Before")
OF = tr("{n} of {all}")

_OTHERS = tr("all others")
_OTHERS_OF_TIME = tr("all others of that time")
_OTHERS_OF_TODAY = tr("all others of today")
_DAYS_BEFORE = tr("the {n} day(s) before", "", DAYS_BEFORE)
_EVERYTHING = tr("everything else")

_DOMAIN = tr("{share} go to {domain}.")
_ERROR = tr("{share} say {code} {words}.")
_ERROR_ALONE = tr("{share} say error {code}.")
_STATUS = tr("{share} have the status {status}.")
_SENDER = tr("{share} come from {sender}.")
_SUBJECT = tr("{share} have the subject {subject}.")
_ATTACHMENT = tr("{share} carry {file}.")
_BULK = tr("{share} belong to the bulk {bulk}.")
_FIRST_MAIL = tr("{share} are your first mail to the address.")
_AFTER = tr("{share} left after {time}.")
_UNTIL = tr("{share} left before {time}.")
_BETWEEN = tr("{share} left between {since} and {until}.")
_SHARE = tr("{n} %")

# Of the others: some, a few, none.
_DO = (
    tr("{share} of all others do."),
    tr("Fewer than 1 % of all others do."),
    tr("None of the others does."),
)
_DID = (
    tr("{share} of all others did."),
    tr("Fewer than 1 % of all others did."),
    tr("None of the others did."),
)
_ARE = (
    tr("{share} of all others are."),
    tr("Fewer than 1 % of all others are."),
    tr("None of the others is."),
)
_DID_BEFORE = (
    tr("{share} did in the days before."),
    tr("Fewer than 1 % did in the days before."),
    tr("None did in the days before."),
)
_WERE_BEFORE = (
    tr("{share} were in the days before."),
    tr("Fewer than 1 % were in the days before."),
    tr("None was in the days before."),
)

_NAMES: dict[Aspect, tuple[str, str]] = {
    Aspect.DOMAIN: (tr("Recipient domain"), tr("recipient domain")),
    Aspect.ERROR: (tr("Error"), tr("error")),
    Aspect.STATUS: (tr("Status"), tr("status")),
    Aspect.TIME: (tr("Time"), tr("time")),
    Aspect.HOURS: (tr("Hour of the day"), tr("hour of the day")),
    Aspect.SENDER: (tr("Sender"), tr("sender")),
    Aspect.SUBJECT: (tr("Subject"), tr("subject")),
    Aspect.ATTACHMENT: (tr("Attached file"), tr("attached file")),
    Aspect.BULK: (tr("Bulk"), tr("bulk")),
    Aspect.FIRST_MAIL: (tr("First mail to the address"), tr("first mail to the address")),
}
"""At the beginning of a sentence, and within."""
_ONE_ALIKE = tr("{name} does not differ.")
_SOME_ALIKE = tr("{names} and {last} do not differ.")
_COMMA = tr("{names}, {next}", "a list within a sentence")

_COMPARED = tr("Compared {n} with {m} in {time}.")
_COMPARED_SINCE = tr("Compared {n} with {m}, sent since {since}, in {time}.")
_COMPARED_UNTIL = tr("Compared {n} with {m}, sent before {until}, in {time}.")
_COMPARED_BETWEEN = tr("Compared {n} with {m}, sent from {since} to {until}, in {time}.")
_TODAY = tr("{time} today")
_AS_OF = tr("As of the fetch at {time}.")
_NOT_FETCHED = tr("Nothing was fetched yet.")
_LISTED_FROM = tr("Listed from {n} point(s) apart.", "", LEAST_POINTS)

_MAX_WORDS = 80


def against_name(against: Against, *, has_times: bool, is_today: bool) -> str:
    """What the combo box says.

    Args:
        has_times: the filter has a time, or rows are selected.
        is_today: that time is today.
    """
    if against is Against.DAYS_BEFORE:
        return _DAYS_BEFORE.format(n=DAYS_BEFORE)
    if against is Against.EVERYTHING:
        return _EVERYTHING
    return _OTHERS_OF_TODAY if is_today else _OTHERS_OF_TIME if has_times else _OTHERS


def these_against(n: int | None) -> str:
    """The words before the combo box."""
    return tr("These against") if n is None else tr("These {n} against", "", n).format(n=fmt.number(n))


def finding(one: Finding, account_id: AccountId | None, now: datetime) -> str:
    """`84 % go to corp.example.` A time of today stands without its day."""
    share, value = _SHARE.format(n=percent(one.these, one.all_these)), fmt.raw(one.value, _MAX_WORDS)
    match one.aspect:
        case Aspect.DOMAIN:
            return _DOMAIN.format(share=share, domain=value)
        case Aspect.ERROR:
            words = error_words(int(one.value), account_id) or fmt.raw(one.name, _MAX_WORDS).rstrip(".")
            return (_ERROR if words else _ERROR_ALONE).format(share=share, code=value, words=words)
        case Aspect.STATUS:
            return _STATUS.format(share=share, status=outcome_words.word(Outcome(one.value)))
        case Aspect.SENDER:
            return _SENDER.format(share=share, sender=value)
        case Aspect.SUBJECT:
            return _SUBJECT.format(share=share, subject=value)
        case Aspect.ATTACHMENT:
            return _ATTACHMENT.format(share=share, file=fmt.raw(one.name, _MAX_WORDS))
        case Aspect.BULK:
            return _BULK.format(share=share, bulk=value)
        case Aspect.FIRST_MAIL:
            return _FIRST_MAIL.format(share=share)
        case Aspect.TIME:
            assert one.span is not None
            return _of_span(share, one.span, now)
        case Aspect.HOURS:
            assert one.part_of_day is not None
            return _of_day(share, one.part_of_day)


def of_the_others(one: Finding, against: Against) -> str:
    """`6 % of all others do.`"""
    is_past = one.aspect in (Aspect.TIME, Aspect.HOURS)
    if against is Against.DAYS_BEFORE:
        sentences = _WERE_BEFORE if one.aspect is Aspect.FIRST_MAIL else _DID_BEFORE
    else:
        sentences = _ARE if one.aspect is Aspect.FIRST_MAIL else _DID if is_past else _DO
    some, few, none = sentences
    if not one.rest:
        return none
    if is_under_one_percent(one.rest, one.all_rest):
        return few
    return some.format(share=_SHARE.format(n=percent(one.rest, one.all_rest)))


def rest_name(against: Against) -> str:
    """The label of the second bar."""
    return BEFORE if against is Against.DAYS_BEFORE else REST


def of_all(n: int, whole: int) -> str:
    """`38 of 45`"""
    return OF.format(n=fmt.number(n), all=fmt.number(whole))


def alike(comparison: Comparison) -> str:
    """What does not differ; "" if nothing was compared."""
    aspects = comparison.alike
    if not aspects:
        return ""
    names = _NAMES[aspects[0]][0]
    if len(aspects) == 1:
        return _ONE_ALIKE.format(name=names)
    for aspect in aspects[1:-1]:
        names = _COMMA.format(names=names, next=_NAMES[aspect][1])
    return _SOME_ALIKE.format(names=names, last=_NAMES[aspects[-1]][1])


def what_was_compared(comparison: Comparison, fetched_at: datetime | None, now: datetime) -> str:
    """How many with how many, since when, in which time, as of which fetch, and what is listed."""
    since, until = comparison.since, comparison.until
    sentence = _COMPARED
    if since is not None:
        sentence = _COMPARED_SINCE if until is None else _COMPARED_BETWEEN
    elif until is not None:
        sentence = _COMPARED_UNTIL
    numbers = {"n": fmt.number(comparison.these), "m": fmt.number(comparison.rest)}
    times = {"since": _time(since, now), "until": _time(until, now), "time": fmt.elapsed(comparison.elapsed_ms)}
    fetched = _NOT_FETCHED if fetched_at is None else _AS_OF.format(time=fmt.clock(fetched_at, seconds=False))
    return " ".join([sentence.format(**numbers, **times), fetched, _LISTED_FROM.format(n=LEAST_POINTS)])


def _of_span(share: str, span: TimeSpan, now: datetime) -> str:
    is_today = all(at is None or fmt.local_day(at) == fmt.local_day(now) for at in (span.since, span.until))
    shown = _clock_of if is_today else _moment_of
    since, until = shown(span.since), shown(span.until)
    sentence = _BETWEEN if since and until else _AFTER if since else _UNTIL
    return sentence.format(share=share, since=since, until=until, time=since or until)


def _of_day(share: str, part: PartOfDay) -> str:
    return _BETWEEN.format(share=share, since=_clock(part.since), until=_clock(part.until))


def _clock_of(at: datetime | None) -> str:
    return "" if at is None else fmt.clock(at, seconds=False)


def _moment_of(at: datetime | None) -> str:
    return "" if at is None else fmt.moment(at, seconds=False)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _time(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    if fmt.local_day(at) == fmt.local_day(now):
        return _TODAY.format(time=fmt.clock(at, seconds=False))
    return fmt.moment(at, now, seconds=False)
