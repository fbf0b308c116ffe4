"""What the sources say of their own structure: imports, names, lengths. For the rules and for the health table."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.unit import checkout

PROGRAM = "composer_app"
Graph = dict[str, set[str]]


def module_name(path: Path) -> str:
    """`composer_app/api/__init__.py` is `composer_app.api`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def import_graph() -> Graph:
    """Each module of the program with the modules that it imports: at its top, in functions, and for types alone."""
    paths = checkout.python_files(PROGRAM)
    modules = {module_name(path) for path in paths}
    return {module_name(path): set(_imported(checkout.tree(path), modules)) for path in paths}


def _imported(tree: ast.Module, modules: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in modules:
                    yield inner
                elif node.module in modules:
                    yield node.module


def circles(graph: Graph) -> list[list[str]]:
    """Groups of modules of which each reaches each other, sorted. A graph without them gives an empty list."""
    reached = {module: _reachable(graph, module) for module in graph}
    groups = {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in graph
        if module in reached[module]
    }
    return sorted(map(list, groups))


def _reachable(graph: Graph, start: str) -> set[str]:
    """What `start` leads to; itself only where a way leads back."""
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        module = ahead.pop()
        if module not in seen:
            seen.add(module)
            ahead += graph.get(module, ())
    return seen


def repeated_class_names() -> dict[str, list[str]]:
    """Public classes with one name in several files; the Sandbox aside, which is a second reading of the same API."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in checkout.python_files(PROGRAM):
        if not path.is_relative_to(f"{PROGRAM}/sandbox"):
            for node in checkout.tree(path).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(str(path))
    return {name: paths for name, paths in sorted(homes.items()) if len(paths) > 1}


def repeated_file_names() -> dict[str, list[str]]:
    """Files of the program with one name in several folders; `__init__.py` and `__main__.py` aside."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in checkout.python_files(PROGRAM):
        if not path.stem.startswith("__"):
            homes[path.name].append(str(path))
    return {name: paths for name, paths in sorted(homes.items()) if len(paths) > 1}


def longest_files(*folders: str, count: int) -> list[tuple[int, Path]]:
    """The longest Python files below some folders with their lines, longest first."""
    lengths = [(checkout.text(path).count("\n"), path) for path in checkout.python_files(*folders)]
    return sorted(lengths, reverse=True)[:count]


def modules_no_test_imports(part: str) -> list[str]:
    """Modules of a part, such as `ui`, that no file below tests/ imports. Packages without code of their own aside."""
    own = {module_name(path): path for path in checkout.python_files(f"{PROGRAM}/{part}")}
    imported: set[str] = set()
    for path in checkout.python_files("tests"):
        imported.update(_imported(checkout.tree(path), set(own)))
    with_code = {name for name, path in own.items() if path.name != "__init__.py" or len(checkout.tree(path).body) > 1}
    return sorted(with_code - imported)
