"""Python imports this by itself at its start where this folder is on PYTHONPATH: the network guard, and the recorder of
lines, as the environment says.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

_TESTS = Path(__file__).parents[2]


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_loaded(_TESTS / "line_recorder.py").record_from_environment()
_loaded(_TESTS / "proofs" / "network_guard.py").install_from_environment()
