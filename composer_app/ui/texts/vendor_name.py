"""Whose words they are: Infobip's, or on the Sandbox account the Sandbox's."""

from __future__ import annotations

import re
from dataclasses import replace

from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.ui.texts.message import MessageText

_NAME = re.compile(r"(?P<first>^|[.?] )?Infobip")


def service_of(account_id: AccountId) -> str:
    """What answers on this account, as it is called within a sentence."""
    return "the Sandbox" if account_id == SANDBOX_ACCOUNT else "Infobip"


def capitalised(name: str) -> str:
    """The same at the beginning of a sentence or label."""
    return name[0].upper() + name[1:]


def named_for(text: str, account_id: AccountId) -> str:
    """A text that speaks of Infobip, with the name of what answers on this account."""
    if account_id != SANDBOX_ACCOUNT:
        return text

    def name(found: re.Match[str]) -> str:
        first = found["first"]
        return "the Sandbox" if first is None else f"{first}The Sandbox"

    return _NAME.sub(name, text)


def words_for(words: MessageText, account_id: AccountId) -> MessageText:
    """The same for all that `words` says but the vendor's own text."""
    return replace(words, title=named_for(words.title, account_id), body=named_for(words.body, account_id))
