"""Makes the text part off the GUI thread: a big letter takes longer than a frame."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from composer_app.domain.draft import Draft
from composer_app.domain.placeholders import unresolved_placeholders
from composer_app.services.calls import Call
from composer_app.services.engine import Engine
from composer_app.services.text_part import text_of_html


@dataclass(frozen=True)
class Outgoing:
    """What Send must know of a draft: its text part, and the placeholders that recipients would read."""

    text: str
    placeholders: tuple[str, ...]


class TextMaker:
    """GUI thread only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, html: str) -> Call:
        """The call succeeds with the text that a reader without HTML gets."""

        async def made() -> str:
            return await asyncio.to_thread(text_of_html, html)

        return self._engine.run(made)

    def prepare(self, draft: Draft) -> Call:
        """The call succeeds with the `Outgoing` of a draft that is to be sent."""

        def prepared() -> Outgoing:
            text = draft.text if draft.text is not None else text_of_html(draft.html)
            return Outgoing(text, unresolved_placeholders(draft, text))

        async def made() -> Outgoing:
            return await asyncio.to_thread(prepared)

        return self._engine.run(made)
