"""What the project's pages mention in backticks, and whether it exists.

Checked are relative links, paths, modules, classes, functions and other names, environment variables, options, and the
commands of this project. Other code (SQL, JSON, HTTP paths, commands of other programs) is left alone.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import io
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from _setup.commands import PLANS

from composer_app.__main__ import main
from tests.benchmarks.__main__ import GROUPS
from tests.unit import checkout

CONTRACT = Path("composer_app/api/README.md")
"""Most names on this page are the vendor's: only paths, links and commands are checked."""

_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^ {4}\S.*$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\(\))?")
_CLASS = re.compile(r"_?[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_PATH = re.compile(r"[\w.@*-]*(/[\w.@*-]+)+/?|[\w@*-]+\.(py|md|sql|toml|lock|json|txt|svg|ini|ts)")
_OPTION = re.compile(r"--?[a-zA-Z][\w-]*")
_WORD = re.compile(r"[\w./-]+")
_QT = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtTest")
_SOURCES = {".py", ".sql", ".toml", ".service", ".timer", ".ini"}

MADE_LATER = (
    # in a profile
    "archive.sqlite",
    "settings.ini",
    "attachments/",
    "arriving/",
    "log/",
    "cache/",
    "sandbox/",
    "commands/",
    # in the checkout, by set-up and build
    ".venv",
    "dist/",
)
"""Files that the program and its scripts make; a name that begins with one of them is a copy of it."""
FOREIGN = frozenset(
    # names of other projects, and names that stand for any name
    "snake_case test_WHAT_EXPECTED vX QtWebEngine "
    "array asyncio iframe strace uv qasync tenacity vulture hatchling deleteLater sleep qtbot processEvents py-spy"
    " AsyncClient faulthandler_timeout".split()
)
FOREIGN_OPTIONS = frozenset("-readonly -header -column -p -k -o -q -m -X --no-deps --randomly-seed".split())


class Mention(NamedTuple):
    """One thing in backticks, or one line of a block of code."""

    page: Path
    text: str
    is_block: bool


def pages() -> list[Path]:
    """The pages of the project itself, relative to the checkout. The pages of the help have tests of their own."""
    return [
        path
        for path in checkout.files()
        if path.suffix == ".md"
        and path.parts[0] in {"README.md", "CONTRIBUTING.md", ".github", "composer_app", "tests", "packaging"}
    ]


def mentions(page: Path, text: str) -> Iterator[Mention]:
    """Everything in backticks on a page, and every line of its blocks of code."""
    blocks = [match.group() for match in (*_FENCED.finditer(text), *_INDENTED.finditer(_FENCED.sub("", text)))]
    for block in blocks:
        for line in block.splitlines():
            if line.strip() and not line.startswith("```"):
                yield Mention(page, line.strip(), is_block=True)
    for match in _SPAN.finditer(_INDENTED.sub("", _FENCED.sub("", text))):
        yield Mention(page, match.group(1).strip(), is_block=False)


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links that lead nowhere."""
    targets = [target.partition("#")[0] for target in _LINK.findall(_FENCED.sub("", text))]
    return [
        target
        for target in targets
        if target and "://" not in target and not (checkout.ROOT / page.parent / target).exists()
    ]


def fault_of(mention: Mention) -> str:
    """Why a mention is wrong, or "" if it is right or nothing that is checked."""
    text = mention.text.rstrip("…,;")
    if command := _command_in(text):
        return _fault_of_command(command)
    if mention.is_block:
        return next(filter(None, (_fault_of_word(mention.page, word) for word in _WORD.findall(text))), "")
    if " " in text:
        return next(filter(None, map(_fault_of_own_path, text.split())), "")
    if text.startswith(("/", "<", "{", "http")):
        return ""
    if _OPTION.fullmatch(text.partition("=")[0]):
        return _fault_of_option(text.partition("=")[0])
    if _PATH.fullmatch(text):
        return _fault_of_path(mention.page, text)
    if text.startswith("composer_app."):
        return _fault_of_module(text)
    text = text.partition("=")[0]
    if mention.page == CONTRACT or not _DOTTED.fullmatch(text) or _is_elsewhere(text):
        return ""
    return next(filter(None, map(_fault_of_name, text.removesuffix("()").split("."))), "")


def _fault_of_word(page: Path, word: str) -> str:
    """Of a word in a block, which may be a drawing: whether a path or a name of several parts exists."""
    word = word.rstrip("./") + "/" * word.endswith("/")
    if re.fullmatch(r"[\w/]+\.(py|sql|md)|\w+(/\w+)*/", word):
        return _fault_of_path(page, word)
    if fault := _fault_of_own_path(word):
        return fault
    is_member = "." in word and word[0].isupper()
    names = [name for name in word.split(".") if is_member or re.fullmatch(r"[A-Z][a-z]+[A-Z]\w*|[a-z]+_\w+", name)]
    return "" if page == CONTRACT or "/" in word else next(filter(None, map(_fault_of_name, names)), "")


def _fault_of_name(name: str) -> str:
    if name in FOREIGN or name in _defined() or "NAME" in name:
        return ""
    if _CLASS.fullmatch(name):
        return "" if _is_of_qt(name) else f"no class {name}"
    return "" if name in _vocabulary() else f"no name {name}"


def _fault_of_option(option: str) -> str:
    return "" if option in FOREIGN_OPTIONS or f'"{option}"' in _sources() else f"no option {option}"


def _fault_of_own_path(word: str) -> str:
    """Of a word in a command or a block: whether a path into this checkout leads anywhere."""
    word = word.strip("()[],;:'\"")
    if word.split("/")[0] in {"tests", "packaging", "composer_app", "resources"} and _PATH.fullmatch(word):
        return _fault_of_path(Path("README.md"), word)
    return ""


def _fault_of_path(page: Path, path: str) -> str:
    name = path.removesuffix("/")
    if path.startswith(MADE_LATER) or (page == CONTRACT and not path.startswith(("composer_app", "tests"))):
        return ""
    for stand_in in ("NAME", "NNNN", "NNN", "title"):
        name = name.replace(stand_in, "*")
    for base in (checkout.ROOT, checkout.ROOT / page.parent, checkout.ROOT / "composer_app", checkout.ROOT / "tests"):
        if any(True for _ in base.glob(name)):
            return ""
    if any(known.match(f"*/{name}") for known in checkout.files()):
        return ""
    if any(f"/{name}/" in f"/{folder.as_posix()}/" for known in checkout.files() for folder in [known.parent]):
        return ""
    return f"no path {path}"


def _fault_of_module(dotted: str) -> str:
    parts = dotted.removesuffix("()").split(".")
    for count in range(len(parts), 0, -1):
        folder = Path(*parts[:count])
        file = folder / "__init__.py" if (checkout.ROOT / folder).is_dir() else folder.with_suffix(".py")
        if (checkout.ROOT / file).is_file():
            names = parts[count:]
            if not names or (names[0] in _defined_in(file) and _defined().issuperset(names)):
                return ""
            return f"no {'.'.join(names)} in {file}"
    return f"no module {dotted}"


def _command_in(text: str) -> list[str]:
    """The words of a command of this project, or nothing."""
    text = re.split(r"\s+(?:#|then\b|&&|\||>|\()|\s{3,}", text)[0]
    if not re.match(r"(?:\.venv/bin/)?composer-app\b|python3 packaging/|\.venv/bin/|python -m ", text):
        return []
    with contextlib.suppress(ValueError):
        return shlex.split(text.replace("\\|", "|"))
    return text.split()


def _fault_of_command(words: list[str]) -> str:
    words = [word.removeprefix(".venv/bin/") for word in words]
    if words[:2] == ["python3", "packaging/bootstrap.py"]:
        return _fault_of_bootstrap(words[2:])
    if words[0] == "composer-app":
        return _fault_of_composer_app(words[1:])
    if words[:2] == ["python", "-m"] and words[2:3] and words[2].startswith(("tests", "composer_app")):
        return _fault_of_module(words[2])
    return next(filter(None, map(_fault_of_own_path, words)), "")


def _fault_of_bootstrap(words: list[str]) -> str:
    if words and words[0] not in {*PLANS, "COMMAND"}:
        return f"no command {words[0]} of bootstrap.py"
    if words[:1] == ["bench"]:
        groups = [word for word in words[1:] if not word.startswith(("-", "[")) and word.islower()]
        return next((f"no group {group}" for group in groups if group not in GROUPS), "")
    return next(filter(None, map(_fault_of_own_path, words[1:])), "")


def _fault_of_composer_app(words: list[str]) -> str:
    named = re.split(r"[|]", words[0]) if words and not words[0].startswith(("-", "[")) else [""]
    for first in named:
        second = words[1] if len(words) > 1 and re.fullmatch(r"[a-z][a-z|-]*", words[1]) else ""
        for last in second.split("|"):
            shown = _help_of(*filter(None, (first, last)))
            if shown is None:
                return f"no command composer-app {first} {last}".rstrip()
            given = {word.strip("[]").partition("=")[0] for word in words if word.strip("[]").startswith("--")}
            if unknown := [option for option in sorted(given) if option not in shown and option != "--profile"]:
                return f"composer-app {first} has no {', '.join(unknown)}"
    return ""


@cache
def _help_of(*command: str) -> str | None:
    """The help text of a command; None: there is no such command."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            main([*command, "--help"])
    except SystemExit as end:
        return said.getvalue() if end.code == 0 else None
    raise AssertionError("a help text ends the command")


@cache
def _sources() -> str:
    """Everything that is code, but for this file and its test."""
    own = {Path("tests/unit/page_names.py"), Path("tests/unit/test_pages.py")}
    return "\n".join(checkout.text(path) for path in checkout.files() if path.suffix in _SOURCES and path not in own)


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of the code, comments and texts included."""
    return frozenset(_NAME.findall(_sources()))


@cache
def _defined() -> frozenset[str]:
    """Names of modules, classes, functions, variables and attributes that the code defines."""
    paths = checkout.python_files("composer_app", "tests", "packaging")
    return frozenset().union(*({path.stem, *path.parent.parts} | _defined_in(path) for path in paths))


@cache
def _defined_in(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(checkout.tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return frozenset(found)


def _is_elsewhere(dotted: str) -> bool:
    """A name of the standard library or of a package that is installed, with its module."""
    first, dot, _ = dotted.partition(".")
    return bool(dot) and importlib.util.find_spec(first) is not None


def _is_of_qt(name: str) -> bool:
    return name.startswith("Q") and any(hasattr(importlib.import_module(module), name) for module in _QT)
