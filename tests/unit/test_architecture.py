"""The rules of the house that no linter knows. CONTRIBUTING.md tells them in words."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.unit import checkout, source_facts

# The parts whose every file has a test file of its own.
MIRRORED = ("domain", "api", "archive", "services")

# Written in two parts so that this file does not hold what it looks for.
FORBIDDEN_WORDS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "deb." + "debian.org",
    "registry." + "npmjs.org",
    "--index" + "-url ",
    "/wo" + "rk/",
    "/ro" + "ot/",
    "../" + "shared",
)

WAITING = {
    ("time", "sleep"): "wait on an event or a signal",
    ("asyncio", "sleep"): "wait on an event",
    ("qtbot", "wait"): "use waitSignal or waitUntil",
    ("QTest", "qWait"): "use waitSignal or waitUntil",
    ("QCoreApplication", "processEvents"): "use waitSignal or waitUntil",
    ("QApplication", "processEvents"): "use waitSignal or waitUntil",
}


# The gutter paints beside the very editor that owns it.
CIRCLES = ({"ui.compose.body.gutter", "ui.compose.body.source_editor"},)


def test_no_modules_import_each_other() -> None:
    """Also not for types alone, nor inside a function: what needs each other is one module, or misses a third."""
    circles = source_facts.circles(source_facts.import_graph())
    names = [{module.removeprefix(f"{source_facts.PROGRAM}.") for module in group} for group in circles]

    assert [sorted(group) for group in names if not any(group <= known for known in CIRCLES)] == []


def test_a_circle_is_found_wherever_the_import_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        "a.py": "from composer_app.b import B\n",
        "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from composer_app import c\n",
        "c.py": "def late():\n    import composer_app.a\n",
        "d.py": "import composer_app.a\n",
    }
    (tmp_path / "composer_app").mkdir()
    for name, source in sources.items():
        (tmp_path / "composer_app" / name).write_text(source)
    monkeypatch.setattr(checkout, "ROOT", tmp_path)
    monkeypatch.setattr(checkout, "files", lambda: tuple(Path("composer_app", name) for name in sources))

    assert source_facts.circles(source_facts.import_graph()) == [["composer_app.a", "composer_app.b", "composer_app.c"]]


def test_no_public_class_name_is_used_twice() -> None:
    assert source_facts.repeated_class_names() == {}, "a reader who meets the name must know which one is meant"


def test_every_source_file_has_its_test_file() -> None:
    lacking = [
        str(path) for path in _with_code() if not any((checkout.ROOT / name).exists() for name in _tests_of(path))
    ]

    assert lacking == [], "each needs tests/unit/… or tests/qt/… with the same folders and test_ before its name"


def test_every_module_of_the_window_is_imported_by_the_test_of_its_name() -> None:
    # sentences are tested where they are shown
    modules = [path for path in checkout.python_files("composer_app/ui") if path.parent.name != "texts"]
    lacking = []
    for path in modules:
        test = Path("tests/qt", *path.parts[2:-1], f"test_{path.name}")
        name = ".".join(path.with_suffix("").parts)
        if path.stem != "__init__" and not ((checkout.ROOT / test).exists() and name in _imports_of(test)):
            lacking.append(str(test))

    assert lacking == [], "each drives the widgets of its module"


def _imports_of(path: Path) -> set[str]:
    """The modules that a file imports, and what it imports from them."""
    found: set[str] = set()
    for node in ast.walk(checkout.tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def _with_code() -> list[Path]:
    """The files of the mirrored parts that define anything."""
    paths = checkout.python_files(*(f"composer_app/{part}" for part in MIRRORED))
    defining = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    return [path for path in paths if any(isinstance(node, defining) for node in checkout.tree(path).body)]


def _tests_of(path: Path) -> list[str]:
    inside = path.relative_to("composer_app")
    name = inside.parent.name if inside.stem == "__init__" else inside.stem.lstrip("_")
    return [f"tests/{kind}/{inside.parent.as_posix()}/test_{name}.py" for kind in ("unit", "qt")]


def test_no_file_names_a_package_index_or_a_place_on_one_computer() -> None:
    found = []
    for path in checkout.files():
        raw = (checkout.ROOT / path).read_bytes()
        found += [f"{path}: {word}" for word in FORBIDDEN_WORDS if word.encode() in raw]

    assert found == []


def test_nothing_waits_for_time_to_pass() -> None:
    found = []
    for path in checkout.python_files("tests"):
        for node in ast.walk(checkout.tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                advice = WAITING.get((node.value.id, node.attr))
                # sleep(0) gives way to others and waits for nothing
                if advice and not _is_sleep_of_nothing(path, node):
                    found.append(f"{path}:{node.lineno} {node.value.id}.{node.attr}: {advice}")

    assert found == []


def _is_sleep_of_nothing(path: Path, node: ast.Attribute) -> bool:
    return "asyncio.sleep(0)" in checkout.text(path).splitlines()[node.lineno - 1]


def test_the_window_asks_the_archive_through_services() -> None:
    """A lambda that runs on the archive's thread belongs to `services`, where it has a name and a type."""
    found = []
    for path in checkout.python_files("composer_app/ui"):
        for node in ast.walk(checkout.tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("read", "write", "read_after_writes"):
                owner = node.value.attr if isinstance(node.value, ast.Attribute) else ast.unparse(node.value)
                if owner.endswith("context"):
                    found.append(f"{path}:{node.lineno}")

    assert found == []


def test_services_connect_signals_to_methods_only() -> None:
    """A lambda or a free function connected to a signal runs in the thread that emits it."""
    found = []
    for path in checkout.python_files("composer_app/services"):
        for node in ast.walk(checkout.tree(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "connect" and any(isinstance(arg, ast.Lambda) for arg in node.args):
                found.append(f"{path}:{node.lineno}")

    assert found == []


ASKS_THE_ARCHIVE = ("read", "write", "read_after_writes")


def _questions_in(tree: ast.Module) -> list[int]:
    """Lines on which a job for the archive's thread is written down."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ASKS_THE_ARCHIVE
        and any(isinstance(arg, ast.Lambda) for arg in node.args)
    ]


def test_the_window_writes_no_question_to_the_archive() -> None:
    """No import shows it: a lambda that is run with the archive. services/records.py has the questions."""
    assert [
        f"{path}:{line}"
        for path in checkout.python_files("composer_app/ui")
        for line in _questions_in(checkout.tree(path))
    ] == []
    assert _questions_in(ast.parse("context.read(lambda archive: archive.logs())")) == [1]


# What each contract of import-linter forbids, planted: file, line, and the name of the contract it breaks.
BREACHES = (
    ("domain/planted.py", "import composer_app.ui.widgets", "imports run one way"),
    ("services/runtime/planted.py", "import composer_app.services.sync.log_query", "services have layers"),
    ("ui/widgets/planted.py", "import composer_app.ui.shell.main_view", "the window has layers"),
    ("sandbox/planted.py", "import composer_app.api", "the sandbox is a second opinion"),
    ("sandbox/planted.py", "import httpx", "the sandbox stands alone"),
    ("archive/planted.py", "from PySide6 import QtCore", "rules, contract and archive know no Qt and no keyring"),
    ("services/planted.py", "import sqlite3", "only the archive speaks SQL"),
    ("ui/planted.py", "import httpx", "only api speaks HTTP"),
    ("ui/planted.py", "import keyring", "only services ask the keyring"),
    ("ui/planted.py", "import composer_app.api.errors", "the window asks services"),
)
# The same through a module that nothing watches.
INDIRECT_BREACHES = (
    ("ui/planted.py", "import composer_app.resources", ""),
    ("resources.py", "import sqlite3", "only the archive speaks SQL"),
    ("resources.py", "import httpx", "only api speaks HTTP"),
    ("resources.py", "import keyring", "only services ask the keyring"),
    ("resources.py", "import composer_app.archive.archive", "the window asks services"),
)


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_imports_keep_to_the_walls() -> None:
    done = _lint_imports(checkout.ROOT)

    assert done.returncode == 0, done.stdout


def _broken_by(breaches: Sequence[tuple[str, str, str]], folder: Path) -> list[str]:
    """The names of the contracts that are broken once these lines are in a copy of the program."""
    shutil.copytree(checkout.ROOT / "composer_app", folder / "composer_app")
    shutil.copy(checkout.ROOT / "pyproject.toml", folder)
    for file, line, _contract in breaches:
        with (folder / "composer_app" / file).open("a", encoding="utf-8") as planted:
            planted.write(line + "\n")
    report = _lint_imports(folder).stdout
    return [name for name in _contracts() if re.search(rf"^{re.escape(name)} +BROKEN", report, re.M)]


def _contracts() -> list[str]:
    settings = tomllib.loads(checkout.text(Path("pyproject.toml")))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def test_every_wall_notices_who_breaks_through(tmp_path: Path) -> None:
    assert _broken_by(BREACHES, tmp_path) == _contracts()
    assert {contract for _, _, contract in BREACHES} == {name.partition(":")[0] for name in _contracts()}


def test_a_way_around_through_another_module_is_noticed(tmp_path: Path) -> None:
    assert set(_broken_by(INDIRECT_BREACHES, tmp_path)) >= {name for _, _, name in INDIRECT_BREACHES if name}


def test_no_wall_has_a_door_for_ways_through_others() -> None:
    assert "allow_indirect_imports" not in checkout.text(Path("pyproject.toml"))


def test_no_class_connects_a_slot_that_a_subclass_overrides() -> None:
    """PySide does not end such a connection when the object is deleted: the slot runs on a widget that is gone."""
    classes: dict[str, tuple[set[str], set[str], dict[str, str]]] = {}
    for path in checkout.python_files("composer_app"):
        for node in ast.walk(checkout.tree(path)):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
                classes[node.name] = (bases, methods, _connected_slots(node, path))

    found = [
        f"{place}: {slot} is overridden in {name}"
        for name, (_, methods, _) in classes.items()
        for base in _ancestors(name, classes)
        for slot, place in classes[base][2].items()
        if slot in methods
    ]

    assert found == []


def _connected_slots(node: ast.ClassDef, path: Path) -> dict[str, str]:
    """The methods of `self` that a class connects, and where."""
    return {
        slot.attr: f"{path}:{call.lineno}"
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
        for slot in call.args
        if isinstance(slot, ast.Attribute) and isinstance(slot.value, ast.Name) and slot.value.id == "self"
    }


def _ancestors(name: str, classes: dict[str, tuple[set[str], set[str], dict[str, str]]]) -> set[str]:
    direct = {base for base in classes[name][0] if base in classes}
    return direct.union(*(_ancestors(base, classes) for base in direct))
