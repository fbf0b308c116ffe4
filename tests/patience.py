"""How long a test waits for what must happen. Only a test that hangs ends by it: a slow computer takes its time."""

from __future__ import annotations

PATIENCE_S = 30.0
