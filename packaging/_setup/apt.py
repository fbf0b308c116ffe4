"""Debian packages: installs them where that is allowed, otherwise says the line to type."""

from collections.abc import Sequence

from _setup.machine import Machine, SetupError

_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
_WAITS = ("-o", "DPkg::Lock::Timeout=300")
"""Another installation that runs, such as the nightly updates, is waited for so many seconds."""


def install(machine: Machine, packages: Sequence[str], purpose: str) -> None:
    """Installs packages with apt-get.

    Args:
        machine: the computer.
        packages: Debian package names.
        purpose: what they are for, as the start of a printed line.

    Raises:
        SetupError: not root and no sudo without a password, or apt-get failed. The message holds
            the exact line to type.
    """
    prefix = _as_root(machine)
    if prefix is None:
        raise SetupError(
            f"{purpose}: these Debian packages are missing, and this user may not install them.\n"
            f"Type this line, then start again:\n\n    {line_to_type(machine, packages)}"
        )
    machine.say(f"- {purpose}: installing {' '.join(packages)} with apt-get")
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    # Its failure alone stops nothing: the lists on disk may be good enough.
    update = machine.run([*prefix, "apt-get", "update"], environ=quietly)
    done = machine.run([*prefix, *_INSTALL, *_WAITS, *_present_names(machine, packages)], environ=quietly)
    if done.code != 0:
        said = done.tail() if update.code == 0 else f"{update.tail(5)}\n{done.tail()}"
        raise SetupError(
            f"{purpose}: apt-get could not install them. It said:\n{said}\n"
            f"When that is mended, start again, or type this line yourself:\n\n"
            f"    {line_to_type(machine, packages)}"
        )


def line_to_type(machine: Machine, packages: Sequence[str]) -> str:
    """The shell line with which the user installs the packages."""
    sudo = "" if machine.is_root else "sudo "
    names = _present_names(machine, packages)
    return f"{sudo}apt-get update && {sudo}{' '.join(_INSTALL)} {' '.join(names)}"


def _as_root(machine: Machine) -> list[str] | None:
    """What to put before a command so that it runs as root, or None where that cannot be had."""
    if machine.is_root:
        return []
    if machine.which("sudo") and machine.run(["sudo", "-n", "true"]).code == 0:
        # sudo drops the environment, so the variable has to go through env.
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _present_names(machine: Machine, packages: Sequence[str]) -> list[str]:
    # Debian 13 and Ubuntu 24.04 renamed libasound2, and two packages there offer the old name,
    # so that apt-get refuses to choose. The other renamed libraries have one heir only.
    if "libasound2" not in packages or machine.run(["apt-cache", "show", "libasound2t64"]).code != 0:
        return list(packages)
    return ["libasound2t64" if name == "libasound2" else name for name in packages]
