"""The banners that the window itself shows."""

from __future__ import annotations

from collections.abc import Callable

from composer_app.domain.account import Account
from composer_app.domain.problem import ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.banner import BannerKind, BannerSpec

_ARCHIVE_WORDS: dict[ProblemCode, tuple[str, str]] = {
    ProblemCode.ARCHIVE_DAMAGED: (
        "The archive is damaged.",
        "It is left as it is. Nothing is sent, fetched or saved.",
    ),
    ProblemCode.ARCHIVE_NEWER: (
        "A newer version wrote this archive.",
        "It is left as it is. Install the newer version. Nothing is sent, fetched or saved with this one.",
    ),
    ProblemCode.ARCHIVE_READ_ONLY: (
        "The archive cannot be written.",
        "You can look at everything. Nothing is sent, fetched or saved. Check the rights of the profile folder.",
    ),
    ProblemCode.ARCHIVE_FULL: (
        "The disk is full.",
        "You can look at everything. Nothing is sent, fetched or saved until there is room.",
    ),
    ProblemCode.ARCHIVE_DISK_ERROR: (
        "The disk reports an error.",
        "Nothing is sent, fetched or saved. Check that it is there and works.",
    ),
    ProblemCode.ARCHIVE_LOCKED: (
        "Another program holds the archive.",
        "You can look at everything. Nothing is sent, fetched or saved until it lets go. Tried again every minute.",
    ),
}


def sandbox_banner(more: Callable[[], object], add_account: Callable[[], object]) -> BannerSpec:
    """Says where the mail goes, and which addresses do what."""
    return BannerSpec(
        BannerKind.SANDBOX,
        "Sandbox.",
        "Nothing leaves this computer. Write to bounce@example.com to see a bounce, slow@example.com to see a delay.",
        actions=(("More test addresses", more), ("Add account…", add_account)),
        closable=True,
    )


def failure_banner(error: Exception, account: Account) -> BannerSpec:
    """Something in the background did not work."""
    words = failure_words(error, account, of_a_read=True)
    kind = BannerKind.ERROR if words.kind is MessageKind.ERROR else BannerKind.WARNING
    return BannerSpec(kind, words.title, words.text, closable=True)


def is_of_the_archive(error: Exception) -> bool:
    """Whether it is the archive that does not work, and not a service."""
    return isinstance(error, Failed) and error.problem.code in _ARCHIVE_WORDS


def archive_banner(
    error: Exception, repair: Callable[[], object], restore: Callable[[], object], try_again: Callable[[], object]
) -> BannerSpec:
    """The archive cannot be opened or changed: what is still possible, and what to do. Stays until that is mended."""
    assert isinstance(error, Failed)
    code = error.problem.code
    lead, text = _ARCHIVE_WORDS[code]
    actions: tuple[tuple[str, Callable[[], object]], ...]
    if code is ProblemCode.ARCHIVE_DAMAGED:
        actions = (("Restore from backup…", restore), ("Repair archive…", repair))
    elif code is ProblemCode.ARCHIVE_NEWER:
        actions = ()
    else:
        actions = (("Try again", try_again),)
    return BannerSpec(BannerKind.ERROR, lead, text, actions)
