"""A described computer for the tests of set-up: it answers as told and remembers what was asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _setup import needs
from _setup.machine import Answer, Machine

ALL_LIBRARIES = (*needs.QT, *needs.WEBENGINE)
ALL_PROGRAMS = (*needs.SCREEN, *needs.TESTS, *needs.BENCH)


@dataclass
class Computer:
    """A Linux with apt-get and everything installed, unless told otherwise."""

    system: str = "linux"
    is_root: bool = True
    environ: dict[str, str] = field(default_factory=dict)
    libraries: Sequence[str] = ALL_LIBRARIES
    programs: Sequence[str] = (*ALL_PROGRAMS, "apt-get", "ldconfig")
    answers: dict[str, Answer] = field(default_factory=dict)  # start of the command line -> answer
    ran: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    given: list[Mapping[str, str]] = field(default_factory=list)  # the extra variables of each command

    @property
    def machine(self) -> Machine:
        return Machine(self.system, self.is_root, self.environ, self._which, self._run, self.said.append)

    def _which(self, name: str) -> str | None:
        return name if name in self.programs else None

    def _run(self, args: Sequence[str], *, cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Answer:
        line = " ".join(args)
        self.ran.append(line)
        self.given.append(environ or {})
        for start, answer in self.answers.items():
            if line.startswith(start):
                return answer
        if args[0].endswith("ldconfig"):
            return Answer(0, "\n".join(f"\t{name} (libc6,x86-64) => /usr/lib/{name}" for name in self.libraries))
        return Answer(0, "")
