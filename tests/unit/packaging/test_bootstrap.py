import ast
import re
import subprocess
import sys

import pytest
from _setup.commands import PLANS
from _setup.places import PACKAGING, ROOT

BOOTSTRAP = PACKAGING / "bootstrap.py"


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 2), (3, 10, 13)])
def test_older_python_prints_what_is_needed_and_nothing_else_happens(version: tuple[int, int, int]) -> None:
    pretend = (
        f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
    )

    done = run("-c", pretend, "run")

    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr
    assert f"This is Python {version[0]}.{version[1]} (" in done.stderr
    assert done.stdout == ""


def test_bootstrap_is_readable_to_an_old_python() -> None:
    # An older Python reads the whole file before it runs the first line. Neither formatted strings
    # nor annotations, then; feature_version holds the rest.
    tree = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 4))

    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.arg))]


@pytest.mark.parametrize(("args", "code"), [((), 2), (("fly",), 2), (("--help",), 0)])
def test_without_a_known_command_the_usage_is_shown(args: tuple[str, ...], code: int) -> None:
    done = run(str(BOOTSTRAP), *args)

    assert done.returncode == code
    assert "usage: python3 packaging/bootstrap.py COMMAND" in (done.stderr if code else done.stdout)


def test_packaging_is_no_package_because_it_would_hide_the_library_of_that_name() -> None:
    assert not (PACKAGING / "__init__.py").exists()


@pytest.mark.parametrize("name", [".pre-commit-config.yaml", ".github/workflows/ci.yml"])
def test_every_command_of_bootstrap_in_a_workflow_exists(name: str) -> None:
    written = set(re.findall(r"packaging[/\\]bootstrap\.py ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))

    assert written
    assert written <= PLANS.keys()
