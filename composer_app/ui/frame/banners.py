"""The banners that the window itself shows."""

from __future__ import annotations

from collections.abc import Callable

from composer_app.domain.account import Account
from composer_app.ui.common.banner import BannerKind, BannerSpec
from composer_app.ui.common.theme import MessageKind
from composer_app.ui.wording.problems import failure_words


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
