"""`composer-app self-check`: runs the flows, one after the other, and prints what held."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from composer_app.app import Program, build_program, build_services
from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.driver import Driver, FlowFailed
from composer_app.cli.self_check.flows import FLOWS
from composer_app.cli.self_check.kill_flow import kill_after_accepted, send_and_wait_to_be_killed, survives_a_kill
from composer_app.launch import delete_window, make_application, open_window
from composer_app.services.profile import Profile
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.settings import Settings
from composer_app.ui.theme.theme_store import ThemeMode

DELIVERY_DELAY_S = 0.5
SIZE = (1280, 820)
KILLED = "k. killed after “accepted”: everything is there"


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options. With `--until-accepted` it is the child of another self-check: it sends one mail from this
    profile, says "accepted", and waits to be killed."""
    parser.add_argument("--shots", type=Path, metavar="DIR", help="write pictures of every page to DIR")
    parser.add_argument("--until-accepted", type=Path, metavar="PROFILE", help=SUPPRESS)


def run(options: Namespace) -> int:
    """Drive the real window through the main job against a new Sandbox. Returns 0 if every flow held, else 1."""
    shots, until_accepted = options.shots, options.until_accepted
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # a check leaves nothing in the keyring
    app = make_application([sys.argv[0]])
    if until_accepted is not None:
        return send_and_wait_to_be_killed(_opened(app, Profile(until_accepted)), app, until_accepted)
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mail-composer-check-") as name:
        folder = Path(name)
        results = _run_flows(app, Profile(folder / "profile"), FLOWS, shots, folder)
        killed = folder / "killed"
        kill_after_accepted(killed)
        results += _run_flows(app, Profile(killed), ((KILLED, survives_a_kill),), shots, folder)
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed", flush=True)
    print(f"Took {time.monotonic() - began:.1f} s.", flush=True)
    return 0 if all(results) else 1


def _run_flows(
    app: QApplication,
    profile: Profile,
    flows: tuple[tuple[str, Callable[[Check], None]], ...],
    shots: Path | None,
    folder: Path,
) -> list[bool]:
    """Open a window on the profile, run the flows in it, close it. What held, and whether it ended in time."""
    program = _opened(app, profile)
    check = Check(program, Driver(program.window), shots, folder)
    results = []
    try:
        check.driver.activate()
        for name, flow in flows:
            results.append(_held(name, flow, check))
    finally:
        program.window.close()
        ended = program.stop()
        delete_window(program.window)
    if not ended:
        print("FAIL  something did not end in time", flush=True)
    return [*results, *([] if ended else [False])]


def _opened(app: QApplication, profile: Profile) -> Program:
    settings = Settings(profile.settings)
    settings.theme_mode = ThemeMode.LIGHT.value
    settings.undo_s = 0  # there is no user to take a mail back
    window = open_window(app, profile, settings)
    window.resize(*SIZE)
    services = build_services(profile, settings, sandbox=SandboxProcess(profile.sandbox, DELIVERY_DELAY_S))
    program = build_program(app, services, window, (GarbageCollector(app),))
    program.start()
    return program


def _held(name: str, flow: Callable[[Check], None], check: Check) -> bool:
    began = time.monotonic()
    try:
        flow(check)
    except FlowFailed as failure:
        print(f"FAIL  {name}: {failure}", flush=True)
        check.picture(f"failed-{name.partition('.')[0]}")
        return False
    print(f"ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True
