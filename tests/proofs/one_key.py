"""A keyring for processes: `PYTHON_KEYRING_BACKEND=tests.proofs.one_key.OneKey`."""

from __future__ import annotations

from keyring.backend import KeyringBackend

from tests.proofs.sandbox import KEY


class OneKey(KeyringBackend):
    """It works, and has nothing but the key of the proofs."""

    priority = 1  # keyring declares a property and takes a number

    def get_password(self, service: str, username: str) -> str | None:
        return KEY

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("nobody changes the key")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("nobody deletes the key")
