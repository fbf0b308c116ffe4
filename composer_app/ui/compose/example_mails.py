"""Example mails, for a user who wants to see the program work first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from composer_app import resources
from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.ids import new_draft_id
from composer_app.ui.texts import compose


@dataclass(frozen=True)
class Example:
    """A draft without its files, and the files to attach to it. Inline images are named in its HTML by `cid:`."""

    draft: Draft
    files: tuple[Path, ...] = ()
    inline_images: tuple[Path, ...] = ()


def example(key: str, account: Account, now: datetime) -> Example:
    """`statement`: a finished mail with a file. `test-addresses`: what the Sandbox does for which address.

    Raises:
        KeyError: there is no such example.
    """
    if key == "statement":
        draft = _draft(account, now, compose.EXAMPLE_SUBJECT, "statement.html", ("ana.kovac@example.com",))
        return Example(
            draft,
            files=(resources.path("examples", "statement-2026-11.pdf"),),
            inline_images=(resources.path("examples", "linden-mark.png"),),
        )
    if key == "test-addresses":
        recipients = tuple(f"{name}@example.com" for name in ("ana", "bounce", "full", "slow", "lost"))
        return Example(_draft(account, now, compose.TEST_ADDRESSES_SUBJECT, "test-addresses.html", recipients))
    raise KeyError(key)


def _draft(account: Account, now: datetime, subject: str, file: str, to: tuple[str, ...]) -> Draft:
    return Draft(
        id=new_draft_id(),
        account_id=account.id,
        sender=account.default_sender,
        to=to,
        subject=subject,
        html=resources.text("examples", file),
        updated_at=now,
    )
