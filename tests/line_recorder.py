"""Records which lines of the program run, in this process and in every Python process that it starts.

Python 3.11 knows one way to hear of lines: it calls a tracer at each line of every library as well, and the tests take
twice their CPU time (decision 15). Here the program notes its lines itself: before each statement of a copy of its
code stands an assignment, one byte of a file that all processes map into their memory. What a killed process ran is in
it, too, and no process has anything to write at its end.

It imports nothing of the project: a child process loads it by its path, before anything else (`tests/proofs/guard`).
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import importlib.util
import marshal
import mmap
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import CodeType, ModuleType

FOLDER = "MAIL_COMPOSER_LINES"
"""A process that begins with this variable records into the folder that it names."""
_PACKAGE = "composer_app"
_RUN = "run"
"""The file of bytes: one for each line of the program, 1 when it has run."""
_MARKS = "__lines_run__"
"""The name of these bytes in the code, among Python's builtins: code of any module and of any namespace finds it."""


def prepare(folder: Path, root: Path) -> None:
    """Put the marked code of the program in `root`, and bytes that are all 0, into a new folder."""
    folder.mkdir(parents=True)
    lines = 0
    for path in _files(root):
        source = path.read_bytes()
        (folder / _code_name(path, root)).write_bytes(marshal.dumps(marked(source, str(path), lines)))
        lines += source.count(b"\n") + 2
    (folder / "root").write_text(str(root), encoding="utf-8")
    (folder / _RUN).write_bytes(bytes(lines))


def recorded(folder: Path) -> dict[str, list[int]]:
    """The lines of each file that ran, by its path. A statement counts by the lines it begins in."""
    root = Path((folder / "root").read_text(encoding="utf-8"))
    run, at = (folder / _RUN).read_bytes(), 0
    found = {}
    for path in _files(root):
        end = at + path.read_bytes().count(b"\n") + 2
        found[str(path)] = [line for line, has_run in enumerate(run[at:end]) if has_run]
        at = end
    return found


def record_from_environment() -> None:
    """From now on, where the environment names a folder: modules of the program that are imported later record."""
    folder = os.environ.get(FOLDER)
    if not folder or hasattr(builtins, _MARKS):
        return
    with open(Path(folder) / _RUN, "r+b") as run:
        setattr(builtins, _MARKS, mmap.mmap(run.fileno(), 0))
    sys.meta_path.insert(0, _Finder(Path(folder)))


class _Finder(MetaPathFinder):
    """Finds the modules of the program where Python does, and has them loaded from their marked code."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = Path((folder / "root").read_text(encoding="utf-8"))

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] != _PACKAGE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or not spec.origin or not Path(spec.origin).is_relative_to(self._root):
            return spec
        code = self._folder / _code_name(Path(spec.origin), self._root)
        if code.exists():
            spec.loader = _Loader(name, spec.origin, code)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, code: Path) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        code = marshal.loads(self._code.read_bytes())
        assert isinstance(code, CodeType)
        return code


def _files(root: Path) -> list[Path]:
    return sorted((root / _PACKAGE).rglob("*.py"))


def _code_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).parts)


def marked(source: bytes, path: str, first: int) -> CodeType:
    """The code of a source; its line N sets the byte at `first` + N."""
    tree = ast.parse(source)
    for node in reversed(list(ast.walk(tree))):  # what is inside first: no mark gets a mark of its own
        _mark(node, first)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _mark(node: ast.AST, first: int) -> None:
    """Put the marks into the blocks of a statement."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            setattr(node, name, list(_marked_block(block, first)))
    if isinstance(node, ast.ExceptHandler):  # its line runs also when another error is raised than it waits for
        store = ast.Attribute(ast.Name(_MARKS, ast.Load()), "__setitem__", ast.Load())
        call = ast.Call(store, [ast.Constant(first + node.lineno), ast.Constant(1)], [])
        waits_for = node.type or ast.Name("BaseException", ast.Load())
        node.type = ast.copy_location(ast.BoolOp(ast.Or(), [call, waits_for]), waits_for)
    if isinstance(node, ast.Match):
        for at, case in enumerate(node.cases):
            looked_at = [one.pattern.lineno for one in node.cases[: at + 1]]
            case.body[:0] = [_marks_of(looked_at, first, case.body[0])]


def _marked_block(block: Sequence[ast.stmt], first: int) -> Iterator[ast.stmt]:
    """The statements, each with its mark before it. A docstring and imports from the future stay the first ones."""
    lines: list[int] = []
    for at, statement in enumerate(block):
        lines.extend(_lines_of(statement))
        if not (_is_docstring(statement, at) or _is_future(statement)):
            yield _marks_of(lines, first, statement)
            lines = []
        yield statement
    if lines:
        yield _marks_of(lines, first, block[-1])


def _marks_of(lines: Iterable[int], first: int, place: ast.stmt) -> ast.stmt:
    targets: list[ast.expr] = [
        ast.Subscript(ast.Name(_MARKS, ast.Load()), ast.Constant(first + line), ast.Store()) for line in lines
    ]
    return ast.copy_location(ast.Assign(targets, ast.Constant(1)), place)


def _lines_of(statement: ast.stmt) -> Iterable[int]:
    """Where it begins; each decorator has a line of its own."""
    decorators = getattr(statement, "decorator_list", [])
    return range(min([statement.lineno, *(one.lineno for one in decorators)]), statement.lineno + 1)


def _is_docstring(statement: ast.stmt, at: int) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return at == 0 and isinstance(value, ast.Constant) and isinstance(value.value, str)


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
