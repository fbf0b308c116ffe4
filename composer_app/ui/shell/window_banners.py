"""Banners of the window itself."""

from __future__ import annotations

from collections.abc import Callable

from composer_app.domain.account import Account
from composer_app.domain.problem import ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.commands import COMMANDS
from composer_app.ui.texts.problems import PROBLEMS, failure_words
from composer_app.ui.theme.colours import MessageKind


def sandbox_banner(more: Callable[[], object], add_account: Callable[[], object]) -> BannerSpec:
    """Sandbox banner: says that mail stays local, and explains the test addresses."""
    return BannerSpec(
        BannerKind.SANDBOX,
        texts.SANDBOX_TITLE,
        texts.SANDBOX_TEXT,
        actions=((texts.MORE_TEST_ADDRESSES, more), (COMMANDS["add_account"], add_account)),
        closable=True,
    )


def failure_banner(error: Exception, account: Account) -> BannerSpec:
    """Banner about a background failure."""
    words = failure_words(error, account, of_a_read=True)
    kind = BannerKind.ERROR if words.kind is MessageKind.ERROR else BannerKind.WARNING
    return BannerSpec(kind, words.title, words.text, closable=True)


def is_of_the_archive(error: Exception) -> bool:
    """Whether the archive failed, and not a service."""
    return isinstance(error, Failed) and error.problem.code in texts.ARCHIVE_TROUBLES


def archive_banner(
    error: Exception, repair: Callable[[], object], restore: Callable[[], object], try_again: Callable[[], object]
) -> BannerSpec:
    """Banner about an archive that cannot be opened or changed, with what to do. Stays until it works again."""
    assert isinstance(error, Failed)
    code = error.problem.code
    lead, text = PROBLEMS[code].title, texts.ARCHIVE_TROUBLES[code]
    actions: tuple[tuple[str, Callable[[], object]], ...]
    if code is ProblemCode.ARCHIVE_DAMAGED:
        actions = ((COMMANDS["restore_backup"], restore), (COMMANDS["repair_archive"], repair))
    elif code is ProblemCode.ARCHIVE_NEWER:
        actions = ()
    else:
        actions = ((verbs.TRY_AGAIN, try_again),)
    return BannerSpec(BannerKind.ERROR, lead, text, actions)
