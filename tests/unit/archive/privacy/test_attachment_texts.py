from __future__ import annotations

from pathlib import Path

from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.privacy.attachment_texts import look_into
from composer_app.archive.privacy.recipient_mask import RecipientMask


def test_texts_are_written_anew_and_pictures_are_named(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path)
    text = store.add_bytes(b"to,name\nana%40example.com,Ana\n")[0]
    wide = store.add_bytes("ana@example.com".encode("utf-16"))[0]
    clean = store.add_bytes(b"to,name\ntom@example.com,Tom\n")[0]
    picture = store.add_bytes(b"\x89PNG" + bytes(range(256)) * 8)[0]

    looked = look_into(store, [text, wide, clean, picture, "0" * 64], RecipientMask("ana@example.com"))

    assert looked.unreadable == {picture}
    assert looked.rewritten.keys() == {text, wide}
    sha256, size = looked.rewritten[text]
    assert store.path(sha256).read_bytes() == b"to,name\n[erased],Ana\n"
    assert size == 21
    assert store.path(looked.rewritten[wide][0]).read_bytes().decode("utf-16") == "[erased]"
    assert store.path(text).exists()
