"""Freed memory: big blocks go back to the system at once, and not only when the process ends.

glibc maps a big block on its own and unmaps it when it is freed. But each one that is freed raises the size from which
blocks are mapped, up to 32 MB: after the first answer with a million row numbers the next ones come from the heaps of
the threads, which keep what is freed. A fixed size ends that.
"""

from __future__ import annotations

import sys

BIG_BLOCK = 256 * 1024
"""Bytes from which a block of memory is mapped on its own. A block as big as that is seldom asked for."""
_M_MMAP_THRESHOLD = -3
"""From glibc's malloc.h."""


def return_big_blocks() -> bool:
    """Fix the size of a block that is mapped on its own, for this process. False: the C library has no such setting."""
    if sys.platform != "linux":
        return False
    import ctypes  # the first window does not wait for it

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_M_MMAP_THRESHOLD, BIG_BLOCK))
