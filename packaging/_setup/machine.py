"""The computer as set-up sees it: what it is, which programs it has, how one is run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class SetupError(Exception):
    """Set-up cannot go on. The message is for the person at the keyboard and says what to do."""


@dataclass(frozen=True)
class Answer:
    """How a program ended: its exit code, and all it printed on both streams."""

    code: int
    output: str

    def tail(self, lines: int = 15) -> str:
        """The last lines of the output, indented for quoting."""
        return "\n".join("    " + line for line in self.output.splitlines()[-lines:])


def run_program(args: Sequence[str], *, cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Answer:
    """Runs a program to its end without input.

    Args:
        args: the program and its arguments.
        cwd: the folder it runs in; the present one if not given.
        environ: variables put on top of the present environment.

    Returns:
        How it ended; code 127 where there is no such program.
    """
    try:
        done = subprocess.run(
            args,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            check=False,
        )
    except OSError as error:
        return Answer(127, str(error))
    return Answer(done.returncode, done.stdout)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@dataclass(frozen=True)
class Machine:
    """One computer. The defaults are the real one; tests describe another."""

    system: str = sys.platform
    is_root: bool = field(default_factory=_is_root)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    which: Callable[[str], str | None] = shutil.which
    run: Callable[..., Answer] = run_program
    say: Callable[[str], None] = lambda line: print(line, flush=True)

    @property
    def is_linux(self) -> bool:
        """Whether this is Linux, the only system whose libraries we look after."""
        return self.system.startswith("linux")

    @property
    def has_display(self) -> bool:
        """Whether a window can be shown. Windows and macOS always can."""
        if not self.is_linux:
            return True
        return bool(self.environ.get("DISPLAY") or self.environ.get("WAYLAND_DISPLAY"))
