"""Lines that run: the recorder and Python's own tracer say the same, for every kind of statement."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import coverage
import pytest

from tests import line_recorder

EVERY_STATEMENT = '''\
"""Docstring."""
from __future__ import annotations

import contextlib
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


def passed_through(made):
    """Docstring alone is no line."""
    return made


@passed_through
@passed_through
class Kind(Enum):
    """Docstring."""

    ONE = 1
    TWO = (
        2
    )


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0

    @property
    def both(self):
        return (
            self.x
            + self.y
        )


class Pair(NamedTuple):
    a: int
    b: int = 1


def chosen(value):
    match value:
        case 1:
            return "one"
        case [_, *rest] if rest:
            return "many"
        case Kind():
            return "kind"
        case _:
            return "other"


def caught(error):
    try:
        if error:
            raise error
    except KeyError:
        return "key"
    except (
        ValueError
    ):
        return "value"
    except:
        return "any"
    else:
        return "none"
    finally:
        error = None


def looped(numbers):
    global _seen
    _seen = 0
    for number in numbers:
        if number == 2:
            continue
        elif number == 4:
            break
        else:
            _seen += number
    else:
        _seen = -1
    while numbers:
        numbers.pop()
    else:
        _seen = _seen
    return [
        one
        for one in range(3)
        if one
    ]


def counting():
    total = 0

    def more():
        nonlocal total
        total += 1
        yield total

    yield from more()
    with contextlib.suppress(ZeroDivisionError), contextlib.nullcontext():
        1 / total
        total / 0
        del total
    pass


def never():
    """It is not called."""
    assert False, "no"


if __name__ == "nothing":
    never()
elif (made := 1): later = lambda: never()
else:
    never()
SAID = [chosen(1), chosen([1, 2]), caught(KeyError()), caught(ValueError()), looped([1, 2, 3]), looped([4])]
SAID += [*counting(), Point(1).both, Pair(1), Kind.TWO.value]
'''


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> bytearray:
    """The bytes of the lines."""
    made = bytearray(EVERY_STATEMENT.count("\n") + 2)
    monkeypatch.setattr(builtins, "__lines_run__", made, raising=False)
    return made


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "every_statement.py"
    file.write_text(EVERY_STATEMENT)
    return str(file)


def executed(code: CodeType, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    module = ModuleType("every_statement")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # dataclasses look it up
    exec(code, vars(module))
    return vars(module)


def traced(code: CodeType, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines that Python's tracer names."""
    lines = []

    def on_event(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != code.co_filename:
            return None
        if event == "line":
            lines.append(frame.f_lineno)
        return on_event

    before = sys.gettrace()
    sys.settrace(on_event)
    try:
        executed(code, monkeypatch)
    finally:
        sys.settrace(before)
    return lines


def missed(path: str, lines: Collection[int]) -> list[int]:
    """The lines that did not run, of those that count."""
    rules = coverage.Coverage(data_file=None, config_file=False)
    rules.get_data().add_lines({path: lines})
    return list(rules.analysis2(path)[3])


def test_it_misses_the_lines_that_pythons_tracer_misses(
    path: str, run: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed(line_recorder.marked(EVERY_STATEMENT.encode(), path, 0), monkeypatch)

    recorded = [line for line, has_run in enumerate(run) if has_run]
    plain = compile(EVERY_STATEMENT, path, "exec", dont_inherit=True)
    assert missed(path, recorded) == missed(path, traced(plain, monkeypatch)) != []


def test_the_code_does_what_it_did(path: str, run: bytearray, monkeypatch: pytest.MonkeyPatch) -> None:
    marked = executed(line_recorder.marked(EVERY_STATEMENT.encode(), path, 0), monkeypatch)
    plain = executed(compile(EVERY_STATEMENT, path, "exec", dont_inherit=True), monkeypatch)

    assert marked["SAID"] == plain["SAID"]
    assert marked.keys() == plain.keys()
    assert (marked["__doc__"], marked["Kind"].__doc__) == ("Docstring.", "Docstring.")
