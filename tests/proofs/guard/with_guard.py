"""Runs a script under the guard: python with_guard.py SCRIPT ARGUMENT …"""

import runpy
import sys
from pathlib import Path

runpy.run_path(str(Path(__file__).with_name("sitecustomize.py")))
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
