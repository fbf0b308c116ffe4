"""Makes text parts off the GUI thread, since a big body takes longer than a frame."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from composer_app.domain.draft import Draft
from composer_app.domain.placeholders import unresolved_placeholders
from composer_app.services.app_context import AppContext
from composer_app.services.compose.html_to_text import text_of_html
from composer_app.services.runtime.tasks import Task


@dataclass(frozen=True)
class PreparedMail:
    """Result of preparing a draft: its text part, and placeholders without a value."""

    text: str
    placeholders: tuple[str, ...]


class TextPartMaker:
    """Makes text parts on worker threads. GUI thread only."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def make(self, html: str) -> Task[str]:
        """The task succeeds with the text that a reader without HTML gets."""

        async def made() -> str:
            return await asyncio.to_thread(text_of_html, html)

        return self._context.run(made)

    def prepare(self, draft: Draft) -> Task[PreparedMail]:
        """Prepare a draft for Send. The task succeeds with its `PreparedMail`."""

        def prepared() -> PreparedMail:
            text = draft.text if draft.text is not None else text_of_html(draft.html)
            return PreparedMail(text, unresolved_placeholders(draft, text))

        async def made() -> PreparedMail:
            return await asyncio.to_thread(prepared)

        return self._context.run(made)
