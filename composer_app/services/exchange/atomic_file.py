"""Saves a file atomically: it appears under its name only when it is whole, and a failure leaves the earlier one."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from composer_app.domain import file_names
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed

if TYPE_CHECKING:
    from composer_app.services.app_context import AppContext
    from composer_app.services.runtime.tasks import Task


def temporary_name(target: Path) -> Path:
    """A new name beside the file, on the same disk. It is no longer than file systems take: 255 bytes."""
    return target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}.part")


def with_ending(chosen: Path, ending: str) -> Path:
    """The path with this ending (".csv"), if the user gave it none. Then its name is free in the folder: the dialog has
    asked about overwriting another one."""
    if chosen.suffix:
        return chosen
    taken: list[str] = []
    with contextlib.suppress(OSError):  # writing the file will say so
        taken = [one.name for one in chosen.parent.iterdir()]
    return chosen.with_name(file_names.free(f"{chosen.name}{ending}", taken))


@contextlib.contextmanager
def atomic_file(target: Path, temporary: Path) -> Iterator[BinaryIO]:
    """A file to write to. When the block ends it takes the name `target`, in place of an earlier file.

    An error in the block leaves neither file behind, and an earlier `target` as it was.

    Raises:
        Failed: FILE_NOT_WRITTEN with the words of the system, say that the disk is full.
    """
    try:
        with temporary.open("xb") as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):  # what is still to be written has no room either
                    file.close()
                raise
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Failed(
                Problem(ProblemCode.FILE_NOT_WRITTEN, subject=target.name, vendor_text=error.strerror or str(error))
            ) from error
        raise


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file whose content is in memory. Raises as `atomic_file` does."""
    with atomic_file(target, temporary_name(target)) as file:
        file.write(content)


def save_content(context: AppContext, path: Path, content: bytes) -> Task[Path]:
    """Write what the window has made, such as a picture, on a worker thread. GUI thread only.

    The task succeeds with the path, or fails with `Failed`: FILE_NOT_WRITTEN or IN_PROFILE; an existing file stays.
    """

    async def save() -> Path:
        import asyncio

        context.profile.keep_out(path)
        await asyncio.to_thread(lambda: write_atomically(path, content))
        return path

    return context.run(save, shielded=True)
