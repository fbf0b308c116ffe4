"""What a file gives to a draft: subject, bodies, and files with their bytes."""

from __future__ import annotations

from dataclasses import dataclass

from composer_app.domain import file_names
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed


@dataclass(frozen=True)
class FileOfMail:
    """A file that comes with the mail. The HTML names an inline image by `cid:` and its name."""

    name: str
    content: bytes
    is_inline: bool = False
    media_type: str = ""
    """As the mail says; "": the ending of the name decides."""


@dataclass(frozen=True)
class FileContent:
    """Content read from a file.

    Attributes:
        subject: None: the file has none, so the draft keeps its own.
        text: None: it is made from the HTML.
        left_out: names of files that the vendor refuses.
    """

    html: str
    text: str | None = None
    subject: str | None = None
    files: tuple[FileOfMail, ...] = ()
    left_out: tuple[str, ...] = ()


class InlineImages:
    """Collects inline images under names that are unique and need no escaping.

    Args:
        file_name: of the file that they come from, for the words about a problem.

    Raises:
        Failed: FILE_TOO_BIG as soon as they are together more than a mail may have.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._names: dict[str, str | None] = {}
        self._left = MAX_MESSAGE_BYTES
        self.files: list[FileOfMail] = []

    @property
    def left_bytes(self) -> int:
        """How many more bytes fit into a mail."""
        return self._left

    def known(self, key: str) -> bool:
        """Whether this one was asked for before."""
        return key in self._names

    def name_of(self, key: str) -> str | None:
        """The name of an image; None: there is none."""
        return self._names[key]

    def add(self, key: str, name: str, content: bytes | None, media_type: str = "") -> str | None:
        """Take in an image, or note that there is none (None). Returns its name in the mail."""
        if content is None:
            self._names[key] = None
            return None
        self._left -= len(content)
        if self._left < 0:
            raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=self._file_name))
        given = file_names.free(file_names.content_id(name), {file.name for file in self.files})
        self.files.append(FileOfMail(given, content, is_inline=True, media_type=media_type))
        self._names[key] = given
        return given
