"""A profile for a command, and what a command loads."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from composer_app.domain.account import Account
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.profile import Profile
from tests.new_archive import open_new
from tests.unit import checkout
from tests.unit.services.house import KEY, MemoryKeyring

_PROGRAM = """
import sys
from composer_app.__main__ import main
code = main(sys.argv[1:])
print([name for name in sys.modules if name in ("PySide6.QtWidgets", "PySide6.QtGui")])
sys.exit(code)
"""


def profile_with(account: Account, folder: Path, keyring: MemoryKeyring) -> Profile:
    """A profile that knows the account, whose key is in the keyring."""
    made = Profile(folder / "profile")
    made.make()
    keyring.entries[SERVICE, f"{account.id} at {account.base_url}"] = KEY
    with closing(open_new(made.archive)) as archive:
        archive.accounts.save(account)
    return made


def windows_loaded_by(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command; the last line it prints is the list of the modules for windows that it has loaded."""
    program = [sys.executable, "-c", _PROGRAM, *command]
    return subprocess.run(program, cwd=checkout.ROOT, capture_output=True, text=True, check=False, timeout=60)
