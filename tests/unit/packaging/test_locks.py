import json
import re
import tomllib
from itertools import pairwise

import pytest
from _setup.environment import LOCKS, OLDEST_LOCK
from _setup.places import PACKAGING, ROOT
from _setup.vendor import NODE_FILES, PYTHON_5_LOCK
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)")

ALL = (*LOCKS, OLDEST_LOCK, PYTHON_5_LOCK)


def pins(lock: str) -> dict[str, str]:
    found = (PIN.match(line) for line in (PACKAGING / lock).read_text().splitlines())
    return {match["name"]: match["version"] for match in found if match}


def asked_for(*groups: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    for group in groups:
        lines += [line for line in project["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", ALL)
def test_every_pin_has_hashes(lock: str) -> None:
    text = (PACKAGING / lock).read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 2)[2])

    assert len(entries) == len(pins(lock))
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


@pytest.mark.parametrize("lock", ALL)
def test_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (PACKAGING / lock).read_text()

    assert [word for word in ("://", "index-url", "find-links", "trusted-host", " @ ") if word in text] == []


@pytest.mark.parametrize(
    ("lock", "groups"), list(zip(LOCKS, [("build",), ("build", "dev"), ("build", "dev", "bench")], strict=True))
)
def test_lock_has_all_that_pyproject_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    held = pins(lock)
    for requirement in asked_for(*groups):
        version = held.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in {lock}: run packaging/lock.py"
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement} is {version} in {lock}"


@pytest.mark.parametrize(("smaller", "bigger"), list(pairwise(LOCKS)))
def test_bigger_lock_holds_the_smaller_with_the_same_pins(smaller: str, bigger: str) -> None:
    assert pins(smaller).items() <= pins(bigger).items()


def test_oldest_lock_has_each_lower_bound_and_is_else_like_the_biggest() -> None:
    oldest = pins(OLDEST_LOCK)
    lowest = {
        canonicalize_name(requirement.name): specifier.version
        for requirement in asked_for()
        for specifier in requirement.specifier
        if specifier.operator == ">="
    }
    parts_of_pyside = {"pyside6-essentials", "pyside6-addons", "shiboken6"}

    assert len(lowest) == len(asked_for())
    assert {name: Version(oldest[name]) for name in lowest} == {name: Version(low) for name, low in lowest.items()}
    differing = {name for name, version in pins(LOCKS[-1]).items() if oldest.get(name) != version}
    assert differing <= lowest.keys() | parts_of_pyside


def test_lock_of_the_older_client_has_the_version_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (asked,) = project["dependency-groups"]["vendor-5"]

    assert f"infobip-api-python-client=={pins(PYTHON_5_LOCK)['infobip-api-python-client']}" == asked


def test_node_lock_names_no_place_to_download_from_and_has_hashes() -> None:
    manifest, lock = (json.loads((PACKAGING / "vendor-node" / name).read_text()) for name in NODE_FILES)
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages["node_modules/@infobip-api/sdk"]["version"] == manifest["dependencies"]["@infobip-api/sdk"]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_qt_that_aborts_is_kept_out() -> None:
    assert pins("requirements-run.lock")["pyside6"] != "6.12.0"


def test_no_lock_is_left_over() -> None:
    assert sorted(path.name for path in PACKAGING.glob("*.lock")) == sorted(ALL)
