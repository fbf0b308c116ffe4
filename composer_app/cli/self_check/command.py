"""`composer-app self-check`: runs the flows, one after the other, and prints what held."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from composer_app.app import Program, build_program, build_services, make_application
from composer_app.cli.self_check import flows
from composer_app.cli.self_check.driver import Driver, FlowFailed
from composer_app.services.profile import Profile
from composer_app.services.sandbox_process import SandboxProcess

DELIVERY_DELAY_S = 0.5
SIZE = (1280, 820)


def run(shots: Path | None, until_accepted: Path | None) -> int:
    """Drive the real window through the main job against a new Sandbox.

    Args:
        shots: where pictures go; None: none are taken.
        until_accepted: be the child of another self-check: send one mail from this profile, say "accepted", and
            wait to be killed.

    Returns 0 if every flow held, else 1.
    """
    app = make_application([sys.argv[0]])
    if until_accepted is not None:
        return flows.send_and_wait_to_be_killed(_opened(Profile(until_accepted)), app)
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mail-composer-check-") as folder:
        profile = Profile(Path(folder) / "profile")
        program = _opened(profile)
        check = flows.Check(program, Driver(program.window), shots, Path(folder))
        try:
            results = [_told(name, flow, check) for name, flow in flows.FLOWS]
        finally:
            ended = program.stop()
            program.window.close()
        results.append(_told("k. killed after \"accepted\": everything is there", flows.survives_a_kill, check))
        results.append(_told("every thread and the Sandbox ended", lambda _: _require(ended), check))
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed in {time.monotonic() - began:.1f} s")
    return 0 if all(results) else 1


def _opened(profile: Profile) -> Program:
    from PySide6.QtWidgets import QApplication

    services = build_services(profile, SandboxProcess(profile.sandbox, DELIVERY_DELAY_S))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = build_program(app, services)
    program.window.resize(*SIZE)
    program.start()
    return program


def _told(name: str, flow: Callable[[flows.Check], object], check: flows.Check) -> bool:
    began = time.monotonic()
    try:
        flow(check)
    except FlowFailed as failure:
        print(f"FAIL  {name}: {failure}", flush=True)
        check.picture("failed-" + name.partition(".")[0])
        return False
    print(f"ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


def _require(holds: bool) -> None:
    if not holds:
        raise FlowFailed("something did not end in time")
