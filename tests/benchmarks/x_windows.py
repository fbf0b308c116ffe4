"""Hears from the X server when a window is mapped: nothing is polled, nothing is inside the measured program."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import select
import time

_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19


class _MapEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("event", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("override_redirect", ctypes.c_int),
    )


class _Event(ctypes.Union):
    _fields_ = (("map", _MapEvent), ("pad", ctypes.c_long * 24))


class MapListener:
    """Open it before the program starts; `wait` returns when a top-level window of any program is mapped."""

    def __init__(self) -> None:
        library = ctypes.util.find_library("X11") or "libX11.so.6"
        self._x = ctypes.CDLL(library)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._x.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
        for name in ("XPending", "XSync", "XCloseDisplay", "XConnectionNumber"):
            getattr(self._x, name).argtypes = [ctypes.c_void_p] + ([ctypes.c_int] if name == "XSync" else [])
        self._x.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.POINTER(_Event)]
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise RuntimeError(f"no display {os.environ.get('DISPLAY')!r}")
        self._x.XSelectInput(self._display, self._x.XDefaultRootWindow(self._display), _SUBSTRUCTURE_NOTIFY)
        self._x.XSync(self._display, 0)

    def wait(self, within_s: float = 30.0) -> float:
        """`time.perf_counter()` at the moment the news came. Raises TimeoutError."""
        limit = time.perf_counter() + within_s
        event = _Event()
        while True:
            while self._x.XPending(self._display):
                self._x.XNextEvent(self._display, ctypes.byref(event))
                if event.map.type == _MAP_NOTIFY and not event.map.override_redirect:
                    return time.perf_counter()
            left = limit - time.perf_counter()
            if left <= 0 or not select.select([self._x.XConnectionNumber(self._display)], [], [], left)[0]:
                raise TimeoutError("no window was mapped")

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)
