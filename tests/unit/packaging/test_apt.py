import pytest
from _setup import apt
from _setup.machine import Answer, SetupError

from tests.unit.packaging.computer import Computer

OLD_NAMES = {"apt-cache show": Answer(100, "E: No packages found")}
INSTALL = "apt-get install -y --no-install-recommends"
WAITING = f"{INSTALL} -o DPkg::Lock::Timeout=300"


def test_root_installs_without_being_asked_anything() -> None:
    computer = Computer(answers=OLD_NAMES)

    apt.install(computer.machine, ["libgl1", "xvfb"], "System libraries")

    assert computer.ran == ["apt-get update", f"{WAITING} libgl1 xvfb"]
    assert all(given == {"DEBIAN_FRONTEND": "noninteractive"} for given in computer.given)
    assert computer.said == ["- System libraries: installing libgl1 xvfb with apt-get"]


def test_sudo_without_a_password_is_used() -> None:
    computer = Computer(is_root=False, programs=["apt-get", "sudo"], answers=OLD_NAMES)

    apt.install(computer.machine, ["libgl1"], "System libraries")

    as_root = "sudo -n env DEBIAN_FRONTEND=noninteractive"
    assert computer.ran == ["sudo -n true", f"{as_root} apt-get update", f"{as_root} {WAITING} libgl1"]


@pytest.mark.parametrize("programs", [["apt-get"], ["apt-get", "sudo"]])
def test_without_rights_the_exact_line_to_type_is_said_and_nothing_installed(programs: list[str]) -> None:
    wants_password = {"sudo -n true": Answer(1, "sudo: a password is required")}
    computer = Computer(is_root=False, programs=programs, answers={**OLD_NAMES, **wants_password})

    with pytest.raises(SetupError) as caught:
        apt.install(computer.machine, ["libgl1", "libegl1"], "System libraries")

    assert str(caught.value).endswith(f"\n\n    sudo apt-get update && sudo {INSTALL} libgl1 libegl1")
    assert not [line for line in computer.ran if "apt-get" in line]


def test_failure_quotes_apt_and_gives_the_line_to_type() -> None:
    said = Answer(100, "E: Unable to locate package libgl1")
    computer = Computer(answers={**OLD_NAMES, "apt-get install": said})

    with pytest.raises(SetupError) as caught:
        apt.install(computer.machine, ["libgl1"], "System libraries")

    assert "    E: Unable to locate package libgl1\n" in str(caught.value)
    assert str(caught.value).endswith(f"    apt-get update && {INSTALL} libgl1")


def test_update_that_fails_does_not_stop_an_install_that_works() -> None:
    computer = Computer(answers={**OLD_NAMES, "apt-get update": Answer(100, "no network")})

    apt.install(computer.machine, ["libgl1"], "System libraries")

    assert computer.ran[-1] == f"{WAITING} libgl1"


def test_newer_debian_gets_the_new_name_of_the_sound_library() -> None:
    computer = Computer()  # knows libasound2t64

    apt.install(computer.machine, ["libnss3", "libasound2"], "System libraries")

    assert computer.ran[-1] == f"{WAITING} libnss3 libasound2t64"
