"""Makes the text part off the GUI thread: a big letter takes longer than a frame."""

from __future__ import annotations

import asyncio

from composer_app.services.calls import Call
from composer_app.services.engine import Engine
from composer_app.services.text_part import text_of_html


class TextMaker:
    """GUI thread only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, html: str) -> Call:
        """The call succeeds with the text that a reader without HTML gets."""

        async def made() -> str:
            return await asyncio.to_thread(text_of_html, html)

        return self._engine.run(made)
