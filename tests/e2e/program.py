"""The real program as a process on a real display, worked by xdotool as a person works it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.cli.self_check.other_program import OtherProgram
from composer_app.domain.draft import Draft
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.runtime.sandbox_process import RunningSandbox
from composer_app.services.settings import Settings
from tests.e2e.processes import command_line, descendants, listening_port, until
from tests.patience import PATIENCE_S
from tests.proofs.network_guard import STRANGERS
from tests.stored_mail import newest_mail
from tests.unit import checkout

SANDBOX_KEY = "key-of-the-sandbox-0123456789"
NO_KEYRING = "keyring.backends.fail.Keyring"
ACCOUNT = "Known key"
WIDTH, HEIGHT = 1100, 720
_SHORT = "0.15"
_NOISE = ("libva", "vulkan", "Vulkan", "GPU", "gpu", "GLES", "dbus", "VizNullHypothesis", "Sandboxing disabled")
"""Words of what Chromium says on a computer without graphics; nothing of ours has them."""
_NOISE_OF_ORPHANS = ("zygote_linux.cc",)
"""Words of what Chromium's processes say whose program was killed."""


def xdotool(*steps: str) -> str:
    """Run these steps; raises if one of them fails."""
    done = subprocess.run(["xdotool", *steps], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 0, f"xdotool {' '.join(steps)}: {done.stderr}"
    return done.stdout.strip()


class RealProgram:
    """`composer-app --profile FOLDER`, from the first mapped window to its end.

    Args:
        home: HOME of the process, so that nothing of this computer's user is touched.
        before: a command that starts the program in turn and prints `program PID`.
    """

    def __init__(self, profile: Path, home: Path, before: tuple[str, ...] = (), keyring: str = NO_KEYRING) -> None:
        self.profile = Profile(profile)
        home.mkdir(exist_ok=True, mode=0o700)
        self.home = home
        settings = Settings(self.profile.settings)
        settings.undo_s = 0  # what is sent leaves at once; the time for taking it back has a test of its own
        settings.sync()
        self._said = home.parent / f"said-{os.urandom(4).hex()}.txt"
        program = [sys.executable, "-m", "composer_app", "--profile", str(profile)]
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [*before, *program],
                cwd=checkout.ROOT,
                env=environment(home, keyring),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if before else said,
                stderr=said,
            )
        self.id = self._reported_id() if before else self.process.pid
        self.window = self._window("Mail Composer")
        xdotool("windowsize", "--sync", self.window, str(WIDTH), str(HEIGHT), "windowmove", self.window, "0", "0")
        self.focus()

    # -- hands

    def focus(self, window: str = "") -> None:
        """Give a window the keyboard, as a click on its title does where there is a window manager."""
        xdotool("windowfocus", "--sync", window or self.window, "sleep", _SHORT)

    def keys(self, *keys: str) -> None:
        for key in keys:
            xdotool("key", key, "sleep", "0.05")

    def type(self, text: str) -> None:
        xdotool("type", "--delay", "4", text)

    def run_command(self, name: str) -> None:
        """Find it in the palette and run it."""
        self.keys("ctrl+k")
        xdotool("sleep", _SHORT, "type", "--delay", "4", name)
        self.keys("Return")

    def dialog(self, title: str) -> str:
        """A window of the program that has just come up, with the keyboard in it."""
        window = self._window(title)
        self.focus(window)
        return window

    def write(self, to: str, subject: str, html: str) -> None:
        """Write a mail on an empty page, with the keyboard alone, and wait until it is saved as a draft."""
        self.keys("ctrl+n")
        self.type(to)
        self.keys("Return", "Tab")
        self.type(subject)
        self.keys("F6")
        self.type(html)
        self.until("the draft is saved", lambda: any(_is(draft, to, subject, html) for draft in self.drafts()))

    def send(self, to: str, subject: str, html: str) -> None:
        """Write a mail, press Ctrl+Enter, and wait until it is accepted."""
        self.write(to, subject, html)
        self.keys("ctrl+Return")
        self.until("the mail is accepted", lambda: self.is_accepted(subject))

    def add_account(self, base_url: str, key: str) -> None:
        """Through the dialog: name, use (a test account, which sends without a question), address, key, sender."""
        self.run_command("add account")
        self.dialog("Add account")
        self.type(ACCOUNT)
        self.keys("Tab", "Left", "Tab")
        self.type(base_url)
        self.keys("Tab")
        self.type(key)
        self.keys("Tab")
        self.type("billing@example.com")
        self.keys("Return")
        self.until("the account is in use", lambda: self.has_window(ACCOUNT))

    # -- eyes

    def has_window(self, title: str) -> bool:
        """A visible window of the program has these words in its title."""
        search = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(self.id), "--name", title]
        return bool(subprocess.run(search, capture_output=True, check=False, timeout=30).stdout)

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        until(what, holds, self.process.pid)

    def children(self) -> list[int]:
        return descendants(self.id)

    def child(self, word: str) -> int | None:
        """A process that the program started, by a word of its command line (Chromium makes one argument of all)."""
        return next((one for one in self.children() if word in " ".join(command_line(one)).split(" ")), None)

    def drafts(self) -> tuple[Draft, ...]:
        """What the archive has, while the program runs or after its end."""
        with opened(self.profile) as archive:
            return archive.drafts.all()

    def submission(self, subject: str) -> Submission | None:
        with opened(self.profile) as archive:
            found = [one for one in newest_mail(archive) if one.content.subject == subject]
        assert len(found) <= 1
        return found[0] if found else None

    def sandbox(self) -> OtherProgram:
        """The program's own Sandbox, asked by plain HTTP. It must run."""
        child = self.child("sandbox")
        assert child is not None, "there is no Sandbox"
        return OtherProgram(RunningSandbox(f"http://127.0.0.1:{listening_port(child)}", Secret(SANDBOX_KEY)))

    def is_accepted(self, subject: str) -> bool:
        found = self.submission(subject)
        return found is not None and found.state is SubmissionState.ACCEPTED

    def received(self, subject: str) -> EmailMessage:
        """The one mail of this subject in the program's own Sandbox, as its recipient got it."""
        sandbox = self.sandbox()
        (message,) = sandbox.messages(subject)
        return sandbox.received(message["messageId"])

    def preview_runs(self) -> bool:
        """Chromium forks what draws a page from one of two processes that it starts for that."""
        return sum("QtWebEngineProcess" in " ".join(command_line(one)) for one in self.children()) > 2

    def said(self) -> str:
        """What it wrote to its console, but for Chromium's words about the computer."""
        lines = self._said.read_text(encoding="utf-8", errors="replace").splitlines()
        noise = _NOISE + (_NOISE_OF_ORPHANS if self.process.returncode == -signal.SIGKILL else ())
        return "\n".join(line for line in lines if not any(word in line for word in noise))

    # -- the end

    def quit(self) -> None:
        """Ctrl+Q, and the program ends as it should."""
        self.focus()
        xdotool("key", "ctrl+q")
        assert self.process.wait(PATIENCE_S) == 0, self.said()

    def end(self) -> None:
        """For the end of a test, whatever state the program is in."""
        if self.process.poll() is None:
            for one in self.children():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _window(self, title: str) -> str:
        found = xdotool("search", "--sync", "--onlyvisible", "--all", "--pid", str(self.id), "--name", title)
        return found.splitlines()[0]

    def _reported_id(self) -> int:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(b"program "):
                return int(line.split()[1])
        raise AssertionError(self.said())


@contextlib.contextmanager
def opened(profile: Profile) -> Iterator[Archive]:
    """The archive of a profile, as a second program opens it."""
    archive = Archive.open(profile.archive)
    try:
        yield archive
    finally:
        archive.close()


def _is(draft: Draft, to: str, subject: str, html: str) -> bool:
    return (draft.to, draft.subject, draft.html) == ((to,), subject, html)


def environment(home: Path, keyring: str = NO_KEYRING) -> dict[str, str]:
    """What the processes of a test see of the computer."""
    kept = ("PATH", "DISPLAY", "XAUTHORITY", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", STRANGERS)
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "COMPOSER_SANDBOX_KEY": SANDBOX_KEY,
    }
    if keyring:
        environment["PYTHON_KEYRING_BACKEND"] = keyring
    if os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return environment
