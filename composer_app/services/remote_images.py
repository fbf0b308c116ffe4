"""Images of a mail that lie on other computers, fetched when the user wants to see them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from composer_app.services.app_context import AppContext
from composer_app.services.runtime.tasks import Task

MOST_IMAGES = 100
MOST_BYTES = 25_000_000
"""Of all images together; what is beyond is left out."""
PATIENCE_S = 60.0
"""For all of them: servers may be slow by intent. What has come by then is shown."""
AT_ONCE = 6

Images = dict[str, tuple[bytes, str]]
"""Content and media type by address."""


class RemoteImages:
    """Asks the servers that a mail names. They see the address of this computer, and that the mail is looked at, so
    nothing asks without a click. GUI thread only."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def fetch(self, addresses: Sequence[str]) -> Task[Images]:
        """The images that can be had; the others are left out. Never fails because of one of them."""
        extra_ca = self._context.connections.extra_ca

        async def fetch() -> Images:
            import asyncio

            from composer_app.api.image_fetch import fetch_image  # imports httpx: not before it is needed

            room, left, images = asyncio.Semaphore(AT_ONCE), MOST_BYTES, Images()

            async def one(address: str) -> None:
                nonlocal left
                async with room:
                    image = await fetch_image(address, extra_ca) if left else None
                if image is not None and len(image[0]) <= left:
                    images[address] = image
                    left -= len(image[0])

            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    await asyncio.gather(*map(one, list(dict.fromkeys(addresses))[:MOST_IMAGES]))
            return images

        return self._context.run(fetch)
