"""The system libraries and programs that no Python package brings along, by Debian package."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from _setup.machine import Machine

# soname -> Debian package. Proved on a bare Debian 12; other Linux systems have the same sonames.
QT = MappingProxyType(
    {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libfontconfig.so.1": "libfontconfig1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libbrotlidec.so.1": "libbrotli1",
    }
)
WEBENGINE = MappingProxyType(
    {
        "libnss3.so": "libnss3",
        "libasound.so.2": "libasound2",
        "libXcomposite.so.1": "libxcomposite1",
        "libXdamage.so.1": "libxdamage1",
        "libXtst.so.6": "libxtst6",
    }
)

# program -> Debian package
SCREEN = MappingProxyType({"Xvfb": "xvfb", "xauth": "xauth"})
TESTS = MappingProxyType(
    {
        "gnome-keyring-daemon": "gnome-keyring",  # a real Secret Service for the tests of the keyring
        "dbus-run-session": "dbus",
        "xdotool": "xdotool",  # a real mouse for the tests of drag and drop
    }
)
BENCH = MappingProxyType({"curl": "curl"})  # the reference of the group "send"


@dataclass(frozen=True)
class Missing:
    """What this machine lacks: the names looked for, and the Debian packages that have them."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


def find_missing(machine: Machine, programs: Mapping[str, str]) -> Missing:
    """Looks for the libraries of Qt and for the programs given (program -> package).

    One call of ldconfig answers for all libraries. A machine without ldconfig is not Debian's
    kin and is not asked about libraries. Elsewhere than on Linux nothing is ever missing.
    """
    if not machine.is_linux:
        return Missing((), ())
    wanted: dict[str, str] = {}
    known = _libraries(machine)
    if known is not None:
        wanted.update({name: package for name, package in {**QT, **WEBENGINE}.items() if name not in known})
    wanted.update({name: package for name, package in programs.items() if machine.which(name) is None})
    return Missing(tuple(wanted), tuple(dict.fromkeys(wanted.values())))


def _libraries(machine: Machine) -> set[str] | None:
    # An ordinary user's PATH on Debian does not have /sbin.
    answer = machine.run([machine.which("ldconfig") or "/sbin/ldconfig", "-p"])
    if answer.code != 0:
        return None
    return {line.split(" ", 1)[0].strip() for line in answer.output.splitlines() if "=>" in line}
