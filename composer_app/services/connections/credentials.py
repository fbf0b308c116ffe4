"""Secrets in the system keyring."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.pasted_key import read_key
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.serial_thread import SerialThread

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

T = TypeVar("T")

SERVICE = "Mail Composer"
ANSWER_WITHIN_S = 60.0
"""A locked keyring asks for its password first; the user needs a while to type it."""

# SecretStorage has errors of its own for this, which keyring does not translate.
_LOCKED_ELSEWHERE = {"LockedException", "PromptDismissedException"}


class KeyringUnusable(Failed):
    """The keyring failed. `code` is one of `KEYRING_PROBLEMS`."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(Problem(code))
        self.code = code


class Kept(msgspec.Struct, frozen=True):
    """Where a secret was stored: in the keyring or, with the reason, in memory until the program ends."""

    problem: ProblemCode | None = None

    @property
    def is_in_keyring(self) -> bool:
        return self.problem is None


class Whereabouts(msgspec.Struct, frozen=True):
    """Whether the secret of an account exists, and the problem of the keyring, if any.

    Present with a problem: it is in memory until the program ends. Absent with a problem: the keyring may hold it
    without answering, or, without a usable keyring, it was lost when the program ended.
    """

    is_there: bool
    problem: ProblemCode | None = None


class Credentials:
    """Stores one secret per account. Never blocks: the keyring runs on its own thread, with a time limit.

    The base URL is part of the entry's name, so that a changed address does not get the old address's key.
    All methods belong to the worker's loop.
    """

    def __init__(self, answer_within_s: float = ANSWER_WITHIN_S) -> None:
        self._within_s = answer_within_s
        self._session: dict[str, Secret] = {}
        self._not_kept: dict[str, ProblemCode] = {}
        self._thread: SerialThread[KeyringBackend] | None = None

    async def keep(self, account: Account, secret: Secret) -> Kept:
        """Store the account's secret; without a usable keyring keep it in memory until the program ends."""
        name, secret = _entry(account), _as_pasted(account, secret)
        self._session[name] = secret
        self._not_kept.pop(name, None)
        try:
            await self._asked(lambda keyring: keyring.set_password(SERVICE, name, secret.reveal()))
        except KeyringUnusable as error:
            self._not_kept[name] = error.code
            return Kept(error.code)
        return Kept()

    def use_for_session(self, account: Account, secret: Secret) -> None:
        """Use this secret until the program ends, without the keyring. Any thread, before the first query."""
        self._session[_entry(account)] = _as_pasted(account, secret)

    async def whereabouts(self, account: Account | None) -> Whereabouts:
        """Where the account's secret is. None only asks whether there is a usable keyring, and unlocks nothing."""
        if account is not None and (not_kept := self._not_kept.get(_entry(account))) is not None:
            return Whereabouts(True, not_kept)
        try:
            if account is not None:
                return Whereabouts(bool(await self.secret_of(account)))
            await self._asked(lambda _keyring: None)
        except KeyringUnusable as error:
            return Whereabouts(False, error.code)
        return Whereabouts(False)

    async def is_locked(self) -> bool | None:
        """Whether the keyring is locked, without unlocking it. None: unknown."""
        try:
            return await self._asked(_is_locked)
        except KeyringUnusable:
            return None

    async def would_ask(self, account: Account) -> bool:
        """True if `secret_of` would ask the user for the password of the keyring."""
        return _entry(account) not in self._session and bool(await self.is_locked())

    async def secret_of(self, account: Account) -> Secret | None:
        """The account's secret, or None if there is none.

        Raises:
            KeyringUnusable: there may be one, but the keyring does not answer.
        """
        name = _entry(account)
        if name in self._session:
            return self._session[name]
        text = await self._asked(lambda keyring: keyring.get_password(SERVICE, name))
        if text is None:
            return None
        self._session[name] = _as_pasted(account, Secret(text))
        return self._session[name]

    async def forget(self, account: Account) -> None:
        """Delete the account's secret, everywhere. Without a usable keyring it was in memory only.

        Raises:
            KeyringUnusable: there is a keyring, and it may still hold the secret.
        """
        name = _entry(account)
        self._session.pop(name, None)
        self._not_kept.pop(name, None)

        def delete(keyring: KeyringBackend) -> None:
            if keyring.get_password(SERVICE, name) is not None:
                keyring.delete_password(SERVICE, name)

        try:
            await self._asked(delete)
        except KeyringUnusable as error:
            if error.code not in (ProblemCode.KEYRING_MISSING, ProblemCode.KEYRING_PLAIN_TEXT):
                raise

    def stop(self) -> None:
        """End the thread. Known secrets stay; a new query starts another thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.stop(timeout_s=1.0)

    async def _asked(self, job: Callable[[KeyringBackend], T]) -> T:
        import asyncio  # see ArchiveAccess.writing

        if self._thread is None:
            self._thread = SerialThread("keyring", _usable_keyring)
        thread = self._thread
        future: Future[T] = thread.ask(lambda keyring: _translated(job, keyring))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._within_s)
        except TimeoutError:
            log.warning("the keyring gave no answer within %s s", self._within_s)
            thread.stop(timeout_s=0.0)  # it may hang for good, or end later
            if self._thread is thread:  # the next query starts a new one
                self._thread = None
            raise KeyringUnusable(ProblemCode.KEYRING_NO_ANSWER) from None


def _as_pasted(account: Account, secret: Secret) -> Secret:
    """The key alone, without scheme word, header name, quotes or line breaks."""
    pasted = read_key(secret.reveal(), account.auth)
    return Secret(pasted.key) if pasted.problem is None else secret


def _entry(account: Account) -> str:
    return f"{account.id} at {account.base_url}"


def _usable_keyring() -> KeyringBackend:
    """The system's keyring. Raises KeyringUnusable where there is none that keeps a secret."""
    import keyring  # finding its backends takes 100 ms and more
    from keyring.backends import chainer, fail, null
    from keyring.errors import KeyringError

    try:
        backend = keyring.get_keyring()
    except (KeyringError, RuntimeError) as error:
        log.warning("no keyring: %s", type(error).__name__)
        raise KeyringUnusable(ProblemCode.KEYRING_MISSING) from None
    if isinstance(backend, chainer.ChainerBackend):
        safe = [inner for inner in backend.backends if not _stores_plain_text(inner)]
        if not safe:
            raise KeyringUnusable(ProblemCode.KEYRING_PLAIN_TEXT if backend.backends else ProblemCode.KEYRING_MISSING)
        backend = safe[0]
    if isinstance(backend, fail.Keyring | null.Keyring):
        raise KeyringUnusable(ProblemCode.KEYRING_MISSING)
    if _stores_plain_text(backend):
        raise KeyringUnusable(ProblemCode.KEYRING_PLAIN_TEXT)
    return backend


def _is_locked(keyring: KeyringBackend) -> bool | None:
    """For a Secret Service. Other keyrings answer only after asking the user to unlock them."""
    from keyring.backends import SecretService

    if not isinstance(keyring, SecretService.Keyring):
        return None
    from contextlib import closing

    import secretstorage  # installed with keyring where such a service can exist

    with closing(secretstorage.dbus_init()) as bus:
        # not get_default_collection, which creates a missing one and asks for its password
        named = getattr(keyring, "preferred_collection", None)
        collection = secretstorage.Collection(bus, named) if named else secretstorage.Collection(bus)
        return bool(collection.is_locked())


def _stores_plain_text(backend: KeyringBackend) -> bool:
    """An installed keyrings.alt is chosen silently, and stores Base64 in a file."""
    return type(backend).__module__.startswith("keyrings.alt")


def _translated(job: Callable[[KeyringBackend], T], keyring: KeyringBackend) -> T:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        return job(keyring)
    except NoKeyringError:
        raise KeyringUnusable(ProblemCode.KEYRING_MISSING) from None
    except (KeyringLocked, InitError):
        raise KeyringUnusable(ProblemCode.KEYRING_LOCKED) from None
    except Exception as error:  # backends raise their system's errors: D-Bus, COM, Security.framework
        log.warning("the keyring refused: %s", type(error).__name__)
        is_locked = type(error).__name__ in _LOCKED_ELSEWHERE
        raise KeyringUnusable(ProblemCode.KEYRING_LOCKED if is_locked else ProblemCode.KEYRING_REFUSED) from None
