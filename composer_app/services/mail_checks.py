"""Runs the checks of a draft on worker threads, with what the archive knows."""

from __future__ import annotations

import asyncio
import threading
from functools import cache
from typing import TYPE_CHECKING

from composer_app import resources
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.checks.checked_mail import CheckedMail, KnownFacts
from composer_app.domain.checks.client_support import ClientSupport, read_support
from composer_app.domain.checks.rules import CheckResult, check_mail
from composer_app.domain.draft import Draft
from composer_app.domain.recipients import parse_addresses
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.merge.list_reader import merge_rows
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings

if TYPE_CHECKING:
    from composer_app.archive.archive_reader import ArchiveReader


class MailChecks:
    """Checks drafts. A later check makes an earlier one that still runs end without a result. GUI thread only."""

    def __init__(self, context: AppContext, settings: Settings) -> None:
        self._context, self._settings = context, settings
        self._newest = threading.Event()
        self._known: tuple[object, KnownFacts] | None = None

    def forget(self) -> None:
        """Forget what the archive said: it may name an address that was erased."""
        self._known = None

    def check(
        self, draft: Draft, account: Account | None, text: str | None = None, *, is_fresh: bool = False
    ) -> Task[CheckResult | None]:
        """Check a draft. The task succeeds with what was found; None: a later check made it superfluous.

        Args:
            account: of the draft; None: nothing is asked of the archive.
            text: the text part that goes out with it; None: it is the user's own, or made of the HTML at Send.
            is_fresh: ask the archive again, also where the recipients are the same as before.
        """
        self._newest.set()
        superseded = self._newest = threading.Event()
        asked = (account, draft.to, draft.cc, draft.bcc, draft.merge)
        known = None if is_fresh else self._known
        off = self._settings.checks_off
        store, archive = self._context.profile.attachments, self._context.archive

        def recipients() -> list[str]:
            if draft.merge is not None:
                rows = merge_rows(stored_path(store, draft.merge.sha256), draft.merge)
                return [row.mailbox.address for row in rows]
            texts = (*draft.to, *draft.cc, *draft.bcc)
            found = (entry.mailbox for words in texts for entry in parse_addresses(words))
            return list(dict.fromkeys(mailbox.address for mailbox in found if mailbox is not None))

        async def checked() -> CheckResult | None:
            facts = KnownFacts()
            if known is not None and known[0] == asked:
                facts = known[1]
            elif account is not None:
                addresses = await asyncio.to_thread(recipients)
                facts = await archive.reading(lambda reader: _facts(reader, account, addresses))
                self._context.post(lambda: self._remember(asked, facts))
            if superseded.is_set():
                return None
            sent_text = text if text is not None else draft.text or ""
            support = await asyncio.to_thread(_client_support)
            mail = CheckedMail(draft, sent_text, facts, support, lambda: not superseded.is_set())
            return await asyncio.to_thread(check_mail, mail, off)

        return self._context.run(checked)

    def _remember(self, asked: object, facts: KnownFacts) -> None:
        self._known = (asked, facts)


@cache
def _client_support() -> ClientSupport:
    return read_support(resources.path("client_support.json").read_bytes())


def _facts(reader: ArchiveReader, account: Account, addresses: list[str]) -> KnownFacts:
    """In the Sandbox each sender is accepted."""
    history = reader.address_history
    domains = frozenset[str]() if account.use is AccountUse.SANDBOX else history.sender_domains(account.id)
    return KnownFacts(domains, history.bounced(account.id, addresses))
