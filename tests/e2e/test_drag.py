"""Files dragged with a real mouse from another program onto the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType

import pytest

from tests.e2e import drag_source
from tests.e2e.conftest import Start
from tests.e2e.program import HEIGHT, WIDTH, RealProgram, xdotool
from tests.unit import checkout

pytestmark = pytest.mark.display

STEPS, STEP_S = 8, "0.08"
HTML = "<p>Hello, your statement is attached.</p>"
EDITOR, PREVIEW = (WIDTH // 4, HEIGHT // 2), (WIDTH * 3 // 4, HEIGHT // 2)


class OtherProgram:
    """The window below ours, with some files in it. It is asked for them after the drop, so it must still be there."""

    def __init__(self, *files: Path) -> None:
        self.corner = (20, HEIGHT + 40)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.drag_source", *map(str, self.corner), *map(str, files)],
            cwd=checkout.ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"
        xdotool("search", "--sync", "--onlyvisible", "--pid", str(self._process.pid), "--name", drag_source.TITLE)

    def __enter__(self) -> OtherProgram:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def drag_to(self, target: tuple[int, int]) -> str:
        """Take the files there with the mouse, and let go when the window has said that it takes them, which may be
        long after the mouse came. Returns what became of it."""
        x, y = self.corner[0] + drag_source.WIDTH // 2, self.corner[1] + drag_source.HEIGHT // 2
        steps = ["mousemove", "--sync", str(x), str(y), "mousedown", "1"]
        for step in range(1, STEPS + 1):
            across = [str(start + (end - start) * step // STEPS) for start, end in zip((x, y), target, strict=True)]
            steps += ["mousemove", "--sync", *across, "sleep", STEP_S]
        xdotool(*steps)
        accepted = self._line()
        assert accepted == drag_source.ACCEPTED
        xdotool("mousemove", "--sync", str(target[0] + 1), str(target[1]), "sleep", STEP_S, "mouseup", "1")
        ended = self._line()
        while ended == drag_source.ACCEPTED:  # once for each window that the mouse entered
            ended = self._line()
        return ended

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def attached(program: RealProgram) -> dict[str, bytes]:
    """The files of the draft on the page, by name, as they lie in the store."""
    (draft,) = program.drafts()
    return {file.file_name: stored(program, file.sha256) for file in draft.attachments}


def stored(program: RealProgram, sha256: str) -> bytes:
    (path,) = program.profile.attachments.rglob(f"*{sha256}*")
    return path.read_bytes()


def test_files_of_another_program_arrive_byte_for_byte(start: Start, tmp_path: Path) -> None:
    report, table = tmp_path / "Übersicht 1.pdf", tmp_path / "table.csv"
    report.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 100)
    table.write_bytes(os.urandom(50_000))
    wanted = {file.name: file.read_bytes() for file in (report, table)}
    program = start()
    program.write("ana@example.com", "With dragged files", HTML)

    with OtherProgram(report) as other:
        assert other.drag_to(EDITOR) == "copy"
        program.until("the first is attached", lambda: report.name in attached(program))
    program.until("the preview runs", program.preview_runs)
    with OtherProgram(table) as other:
        assert other.drag_to(PREVIEW) == "copy"
        program.until("both are attached", lambda: attached(program) == wanted)

    assert report.exists(), "it was moved away"
    program.focus()
    program.keys("ctrl+Return")
    program.until("the mail is accepted", lambda: program.is_accepted("With dragged files"))
    parts = program.received("With dragged files").iter_attachments()
    assert {str(part.get_filename()): part.get_payload(decode=True) for part in parts} == wanted


def test_an_image_is_placed_where_it_is_dropped_and_other_pages_lead_to_the_mail(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "map.png"
    picture.write_bytes((checkout.ROOT / "resources" / "examples" / "linden-mark.png").read_bytes())
    program = start()
    program.write("ana@example.com", "With a picture", HTML)
    program.keys("ctrl+4")

    with OtherProgram(picture) as other:
        assert other.drag_to(EDITOR) == "copy"
        program.until("it is in the mail", lambda: attached(program) == {"map.png": picture.read_bytes()})

    program.until("the text shows it", lambda: "cid:map.png" in program.drafts()[0].html)
    assert HTML in program.drafts()[0].html
