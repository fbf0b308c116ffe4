"""What a notice of the desktop says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

_MOST_SENTENCES = 3
_MOST_CHARS = 160
_SENT = tr("“{subject}” was handed over: accepted for {n} recipients.")
_SEE_WHICH = tr("Click to see it in Mail Composer.")
STILL_RUNS = tr("Mail Composer keeps running")
STILL_RUNS_TEXT = tr("It goes on sending and fetching. The menu of its icon shows the window again, or quits.")


class NewsKind(IntEnum):
    """The kind of something that happened, the gravest first."""

    MAYBE_SENT = 0
    REJECTED = 1
    NOT_DELIVERED = 2
    SENT = 3


def notice(counts: Mapping[NewsKind, int], sentences: Sequence[str]) -> tuple[str, str]:
    """Title and text of one notice.

    Args:
        counts: how many mails, the gravest kind first.
        sentences: about the gravest kind; empty if the notice may not say which mail it is about.
    """
    first, *others = (_title(kind, n) for kind, n in counts.items())
    lines = [fmt.raw(sentence, _MOST_CHARS) for sentence in sentences[:_MOST_SENTENCES]]
    more = len(sentences) - _MOST_SENTENCES
    if more > 0:
        lines.append(tr("And {n} more.", "", more).format(n=fmt.number(more)))
    return first, "\n".join([*lines, *others] if sentences else [*others, _SEE_WHICH])


def handed_over(subject: str, recipients: int) -> str:
    """That a large send has ended."""
    return _SENT.format(subject=subject, n=fmt.number(recipients))


def _title(kind: NewsKind, n: int) -> str:
    match kind:
        case NewsKind.MAYBE_SENT:
            return tr("{n} mail(s) maybe sent", "", n).format(n=fmt.number(n))
        case NewsKind.REJECTED:
            return tr("{n} mail(s) rejected", "", n).format(n=fmt.number(n))
        case NewsKind.NOT_DELIVERED:
            return tr("{n} mail(s) not delivered", "", n).format(n=fmt.number(n))
        case NewsKind.SENT:
            return tr("{n} large send(s) handed over", "", n).format(n=fmt.number(n))
