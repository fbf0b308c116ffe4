"""Runs a command in a D-Bus session with a gnome-keyring of its own, until the command ends.

dbus-run-session -- python -m tests.e2e.with_secret_service COMMAND...    prints `program PID` first
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests.unit.services.keyring_session import started_daemon


def main() -> int:
    daemon = started_daemon()
    try:
        with subprocess.Popen(sys.argv[1:]) as program:
            print(f"program {program.pid}", flush=True)
            return program.wait()
    finally:
        os.kill(daemon, signal.SIGTERM)


if __name__ == "__main__":
    raise SystemExit(main())
