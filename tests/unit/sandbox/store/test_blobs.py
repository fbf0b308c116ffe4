"""Files of requests."""

from pathlib import Path

from composer_app.sandbox.store.blobs import Blobs


def test_the_same_bytes_are_kept_once_and_never_under_their_own_name(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    for name in ("../../a.txt", "b.txt"):
        with blobs.tray() as tray:
            file = tray.new_file()
            file.write(b"ab")
            file.write(b"c")
            part = file.finish(name, "text/plain")
            tray.keep([part])
        assert (part.file_name, part.size_bytes) == (name, 3)
        assert blobs.read(part.blob) == b"abc"

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [part.blob]


def test_what_was_not_kept_is_gone(tmp_path: Path) -> None:
    with Blobs(tmp_path).tray() as tray:
        tray.new_file().write(b"half")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_start_clears_what_a_killed_server_left(tmp_path: Path) -> None:
    Blobs(tmp_path).incoming.joinpath("left").write_bytes(b"half")

    assert list(Blobs(tmp_path).incoming.iterdir()) == []
