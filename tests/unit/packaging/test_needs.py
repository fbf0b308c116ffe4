from _setup import needs

from tests.unit.packaging.computer import ALL_LIBRARIES, Computer


def test_complete_machine_lacks_nothing_and_is_asked_once() -> None:
    computer = Computer()

    assert needs.find_missing(computer.machine, needs.TESTS).names == ()
    assert computer.ran == ["ldconfig -p"]


def test_missing_libraries_and_programs_are_named_with_their_packages() -> None:
    computer = Computer(
        libraries=[name for name in ALL_LIBRARIES if name not in ("libxcb-cursor.so.0", "libnss3.so")],
        programs=["ldconfig", "xauth"],
    )

    missing = needs.find_missing(computer.machine, needs.SCREEN)

    assert missing.names == ("libxcb-cursor.so.0", "libnss3.so", "Xvfb")
    assert missing.packages == ("libxcb-cursor0", "libnss3", "xvfb")


def test_ldconfig_is_found_although_it_is_not_on_a_users_path() -> None:
    computer = Computer(programs=[])

    assert needs.find_missing(computer.machine, {}).names == ()
    assert computer.ran == ["/sbin/ldconfig -p"]


def test_a_program_alone_is_never_mistaken_for_a_library_of_the_same_start() -> None:
    # libGL.so (a link for developers) is not libGL.so.1
    computer = Computer(libraries=[name.replace("libGL.so.1", "libGL.so") for name in ALL_LIBRARIES])

    assert needs.find_missing(computer.machine, {}).names == ("libGL.so.1",)


def test_other_systems_lack_nothing_and_are_not_asked() -> None:
    for system in ("win32", "darwin"):
        computer = Computer(system=system, libraries=[], programs=[])

        assert needs.find_missing(computer.machine, needs.SCREEN).names == ()
        assert computer.ran == []
