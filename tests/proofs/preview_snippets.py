"""HTML that asks a mail program to contact another computer: every way that is known, in few documents.

In tests/data/preview: head.html and body.html belong together; each line of alone.html is a document of its own.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "data" / "preview"
_PLACES = {
    "{here}": "http://127.0.0.1:{port}/",
    "{tls}": "https://127.0.0.1:{port}/",
    "{six}": "http://[::1]:{port}/",
    "{local}": "http://localhost:{port}/",
    "{name}": "http://a.localhost:{port}/",  # a browser looks for it on this computer
    "{dns}": "https://mail-preview.test:{port}/",  # a name that has to be asked for
}


def documents(port: int) -> list[str]:
    """Everything at the top, in a frame of its own, and in a frame of that; then what needs a document for itself."""
    head, body, alone = (_filled(name, port) for name in ("head", "body", "alone"))
    whole = f"<html><head>{head}</head><body>{body}</body></html>"
    nested = _framed(whole)
    return [whole, nested, _framed(nested), *alone.splitlines()]


def count() -> int:
    """How many addresses are in them."""
    return sum(_read(name).count(place) for name in ("head", "body", "alone") for place in (*_PLACES, "{port}"))


def _framed(document: str) -> str:
    return f'<iframe srcdoc="{escape(document)}"></iframe>'


def _filled(name: str, port: int) -> str:
    text = _read(name)
    for place, address in _PLACES.items():
        text = text.replace(place, address)
    return text.replace("{port}", str(port))


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.html").read_text("utf-8")
