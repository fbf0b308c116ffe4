"""The request of a mail as code: cURL, Python with httpx, HTTPie. Run, it sends the same mail.

The key is the environment variable INFOBIP_API_KEY, never the key itself; the address of the Sandbox, which is another
one each time it starts, is INFOBIP_BASE_URL. Files are read from the attachment store. The shell is any POSIX shell.
"""

from __future__ import annotations

import base64
import json
import pprint
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from composer_app.domain.account import Account
from composer_app.domain.submission import Submission

KEY, BASE_URL = "INFOBIP_API_KEY", "INFOBIP_BASE_URL"
_LONGEST_ARGUMENT = 100_000
"""Bytes of one argument of a command; Linux takes 131,072."""


class RequestLanguage(StrEnum):
    CURL = "curl"
    HTTPX = "httpx"
    HTTPIE = "httpie"


@dataclass(frozen=True)
class _File:
    field: str
    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class _Parts:
    """A request taken apart: the fields and files of a form, or JSON with the files that stand in it as Base64."""

    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[_File, ...] = ()
    pieces: tuple[bytes | Path, ...] = ()

    @property
    def is_form(self) -> bool:
        return not self.pieces


def request_code(
    language: RequestLanguage, account: Account, submission: Submission, blob_path: Callable[[str], Path]
) -> str:
    """A script that sends this mail. Any thread; a big mail takes a while."""
    parts = _parts_of(account, submission, blob_path)
    scheme = account.auth.value
    match language:
        case RequestLanguage.CURL:
            return _curl(account, parts, scheme)
        case RequestLanguage.HTTPX:
            return _httpx(account, parts, scheme)
        case RequestLanguage.HTTPIE:
            return _httpie(account, parts, scheme)


def _parts_of(account: Account, submission: Submission, blob_path: Callable[[str], Path]) -> _Parts:
    from composer_app.api.api_request import FilePiece
    from composer_app.api.endpoints.send import build_send  # imports httpx: not before it is needed
    from composer_app.api.endpoints.send_form import form_fields
    from composer_app.api.multipart_writer import safe_media_type
    from composer_app.domain.account import Generation

    request = build_send(account.generation, submission, blob_path)
    assert request.body is not None
    if account.generation is Generation.V4:
        pieces = tuple(piece.path if isinstance(piece, FilePiece) else piece for piece in request.body.pieces)
        return _Parts(request.path, pieces=pieces)
    files = tuple(
        _File(
            "inlineImage" if one.is_inline else "attachment",
            blob_path(one.sha256),
            one.file_name,
            safe_media_type(one.media_type),
        )
        for one in submission.content.attachments
    )
    return _Parts(request.path, tuple(form_fields(submission)), files)


# -- shell


def _shell_url(account: Account, path: str) -> str:
    return shlex.quote(f"{account.base_url}{path}") if account.base_url else f'"${BASE_URL}{path}"'


class _Shell:
    """A script, with the long texts of the mail in files of a temporary folder."""

    def __init__(self) -> None:
        self._before: list[str] = []

    def file_with(self, text: str, name: str) -> str:
        """The path of a file with this text, to stand between double quotes."""
        data = text.encode()
        path = f"$mail/{name}"
        if b"\0" in data:
            self._before.append(f'printf %s {base64.b64encode(data).decode()} | base64 -d > "{path}"')
        else:
            self._before.append(f'printf %s {shlex.quote(text)} > "{path}"')
        return path

    def copy_of(self, file: Path, name: str, number: int) -> str:
        """The path of a copy of a file under its name in the mail."""
        folder = f"$mail/{number}"
        self._before.append(f'mkdir "{folder}"; cp {shlex.quote(str(file))} "{folder}/"{shlex.quote(name)}')
        return f'"{folder}/"{shlex.quote(name)}'

    def json_body(self, pieces: tuple[bytes | Path, ...]) -> str:
        """The path of a file with the JSON, files as Base64 in it."""
        path = "$mail/body.json"
        steps = [
            f"base64 < {shlex.quote(str(piece))} | tr -d '\\n'"
            if isinstance(piece, Path)
            else f"printf %s {shlex.quote(piece.decode())}"
            for piece in pieces
        ]
        self._before.append("{\n  " + "\n  ".join(steps) + f'\n}} > "{path}"')
        return path

    def script(self, command: str) -> str:
        if not self._before:
            return f"{command}\n"
        return "\n".join(["mail=$(mktemp -d)", *self._before, command, 'rm -r "$mail"', ""])


def _is_long(text: str) -> bool:
    data = text.encode()
    return len(data) > _LONGEST_ARGUMENT or b"\0" in data


def _curl(account: Account, parts: _Parts, scheme: str) -> str:
    shell = _Shell()
    lines = [
        f"curl -X POST {_shell_url(account, parts.path)}",
        f'-H "Authorization: {scheme} ${KEY}"',
        "-H 'Accept: application/json'",
    ]
    if parts.is_form:
        for number, (name, value) in enumerate(parts.fields):
            if _is_long(value):
                lines.append(f'-F "{name}=<{shell.file_with(value, f"{name}-{number}")}"')
            else:
                lines.append(f"--form-string {shlex.quote(f'{name}={value}')}")
        for file in parts.files:
            quoted = file.name.replace("\\", "\\\\").replace('"', '\\"')
            form = f'{file.field}=@"{file.path}";filename="{quoted}";type={file.media_type}'
            lines.append(f"-F {shlex.quote(form)}")
    else:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f'--data-binary "@{shell.json_body(parts.pieces)}"')
    return shell.script(" \\\n  ".join(lines))


def _httpie(account: Account, parts: _Parts, scheme: str) -> str:
    shell = _Shell()
    url = _shell_url(account, parts.path)
    head = f'"Authorization: {scheme} ${KEY}"'
    if not parts.is_form:
        body = shell.json_body(parts.pieces)
        return shell.script(f'http POST {url} \\\n  {head} \\\n  Content-Type:application/json < "{body}"')
    lines = [f"http --ignore-stdin --multipart POST {url}", head]
    for number, (name, value) in enumerate(parts.fields):
        if _is_long(value):
            lines.append(f'{name}=@"{shell.file_with(value, f"{name}-{number}")}"')
        else:
            lines.append(shlex.quote(f"{name}={value}"))
    for number, file in enumerate(parts.files):
        path = shell.copy_of(file.path, file.name, number)
        lines.append(f"{file.field}@{path}';type={file.media_type}'")
    return shell.script(" \\\n  ".join(lines))


# -- Python


def _httpx(account: Account, parts: _Parts, scheme: str) -> str:
    url = repr(f"{account.base_url}{parts.path}") if account.base_url else f'os.environ["{BASE_URL}"] + {parts.path!r}'
    head = f'{{"Authorization": "{scheme} " + os.environ["{KEY}"], "Accept": "application/json"}}'
    if parts.is_form:
        shown = [f"    ({name!r}, (None, {value!r}))," for name, value in parts.fields]
        shown += [
            f"    ({file.field!r}, ({file.name!r}, open({str(file.path)!r}, 'rb'), {file.media_type!r})),"
            for file in parts.files
        ]
        lines = ["import os", "", "import httpx", "", "parts = [", *shown, "]"]
        call = f"httpx.post({url}, headers={head}, files=parts, timeout=60)"
    else:
        lines = ["import base64", "import os", "from pathlib import Path", "", "import httpx", ""]
        lines.append(f"message = {_python_json(parts.pieces)}")
        call = f"httpx.post({url}, headers={head}, json=message, timeout=60)"
    return "\n".join([*lines, f"answer = {call}", "print(answer.status_code, answer.text)", ""])


def _python_json(pieces: tuple[bytes | Path, ...]) -> str:
    """The JSON as a literal, with an expression in place of each file."""
    marks: dict[str, str] = {}
    text = ""
    for piece in pieces:
        if isinstance(piece, Path):
            mark = f"--file-{len(marks)}-{hash(piece) & 0xFFFFFFFF:x}--"
            marks[repr(mark)] = f"base64.b64encode(Path({str(piece)!r}).read_bytes()).decode()"
            text += mark
        else:
            text += piece.decode()
    shown = pprint.pformat(json.loads(text), width=110, sort_dicts=False)
    for mark, expression in marks.items():
        shown = shown.replace(mark, expression)
    return shown
