"""Changes to the list of a mail's files. Each returns a new list; names stay unique."""

from __future__ import annotations

import msgspec

from composer_app.domain import file_names
from composer_app.domain.mail import Attachment
from composer_app.services.compose.media_types import media_type_of

Files = tuple[Attachment, ...]


def named(files: Files, name: str) -> Attachment | None:
    """The file of this name."""
    return next((file for file in files if file.file_name == name), None)


def with_added(files: Files, file: Attachment) -> tuple[Files, Attachment]:
    """Add a file under a valid, unique name.

    A file with the bytes and the name of an attached one is not added again.

    Returns:
        the list, and the file under its name there.
    """
    same = next((one for one in files if one.sha256 == file.sha256 and one.is_inline == file.is_inline), None)
    if same is not None and (file.is_inline or same.file_name == file.file_name):
        return files, same
    name = file_names.content_id(file.file_name) if file.is_inline else file_names.in_one_line(file.file_name)
    added = msgspec.structs.replace(file, file_name=file_names.free(name, {one.file_name for one in files}))
    return (*files, added), added


def with_put_back(files: Files, file: Attachment, place: int) -> Files:
    """Insert a removed file at its place, unless its name is taken."""
    if named(files, file.file_name) is not None:
        return files
    return (*files[:place], file, *files[place:])


def without(files: Files, file: Attachment) -> Files:
    """Remove a file."""
    return tuple(one for one in files if one is not file)


def with_renamed(files: Files, file: Attachment, wanted: str) -> tuple[Files, str]:
    """Rename a file. A taken name gets a number; an inline image gets a name that is valid in `cid:`.

    Returns:
        the list, and the new name: the old one if `wanted` is invalid.
    """
    wanted = file_names.safe(wanted)
    if not wanted or wanted == file.file_name:
        return files, file.file_name
    others = {other.file_name for other in files if other is not file}
    new = file_names.free(file_names.content_id(wanted) if file.is_inline else wanted, others)
    kind = media_type_of(new)
    if file.is_inline and not kind.startswith("image/"):
        kind = file.media_type  # it stays a picture
    renamed = msgspec.structs.replace(file, file_name=new, media_type=kind)
    return tuple(renamed if one is file else one for one in files), new
