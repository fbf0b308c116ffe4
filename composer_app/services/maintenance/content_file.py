"""Saves what the window has made, such as a picture."""

from __future__ import annotations

from pathlib import Path

from composer_app.services.app_context import AppContext
from composer_app.services.maintenance.evidence import write_whole
from composer_app.services.runtime.tasks import Task


def save_content(context: AppContext, path: Path, content: bytes) -> Task[Path]:
    """Write the file on a worker thread, atomically. GUI thread only.

    The task succeeds with the path, or fails with `Failed`: FILE_NOT_WRITTEN or IN_PROFILE; an existing file stays.
    """

    async def save() -> Path:
        import asyncio

        context.profile.keep_out(path)
        await asyncio.to_thread(lambda: write_whole(path, content))
        return path

    return context.run(save, shielded=True)
