"""A round trip through the Secret Service, run inside a D-Bus session of its own. Prints what it saw, a line each.

dbus-run-session -- python -m tests.unit.services.keyring_session keep read locked
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.secret import Secret
from composer_app.services.connections.credentials import Credentials, KeyringUnusable

ACCOUNT = Account(id=AccountId("a1"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")
NAME = "org.freedesktop.secrets"
GONE = Account(id=AccountId("a2"), name="Gone", base_url="https://x1y2z3.api.example.com")
PASSWORD = b"pw\n"
KEY = Secret("key-of-the-round-trip")


def started_daemon() -> int:
    """Start gnome-keyring with an unlocked default keyring; its process id."""
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--daemonize"],
        input=PASSWORD,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    from jeepney import DBusErrorResponse, MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection() as connection:
        bus = Proxy(message_bus, connection)
        appears = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
        appears.add_arg_condition(0, NAME)
        bus.AddMatch(appears)
        with connection.filter(appears) as seen:
            try:
                bus.GetNameOwner(NAME)
            except DBusErrorResponse:  # it takes its name a moment after it has gone to the background
                connection.recv_until_filtered(seen, timeout=20)
        return int(bus.GetConnectionUnixProcessID(NAME)[0])


def lock_default_keyring() -> None:
    import secretstorage

    with secretstorage.dbus_init() as connection:
        secretstorage.get_default_collection(connection).lock()


def unlock_default_keyring() -> None:
    """As a person does it in another program, but without its window: with gnome-keyring's method for such tests."""
    import secretstorage
    from jeepney import DBusAddress, new_method_call

    def asked(interface: str, method: str, signature: str, body: tuple[object, ...]) -> tuple[object, ...]:
        address = DBusAddress("/org/freedesktop/secrets", NAME, interface)
        with_body = new_method_call(address, method, signature, body)
        reply: tuple[object, ...] = connection.send_and_get_reply(with_body).body
        return reply

    with secretstorage.dbus_init() as connection:
        path = secretstorage.Collection(connection).collection_path
        _, session = asked("org.freedesktop.Secret.Service", "OpenSession", "sv", ("plain", ("s", "")))
        unlocking = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
        asked(unlocking, "UnlockWithMasterPassword", "o(oayays)", (path, (session, b"", PASSWORD, "text/plain")))


async def keep() -> None:
    credentials = Credentials()
    print("kept", (await credentials.keep(ACCOUNT, KEY)).problem)
    await credentials.keep(GONE, KEY)
    await credentials.forget(GONE)
    credentials.stop()


async def read() -> None:
    credentials = Credentials()
    print("found", await credentials.secret_of(ACCOUNT) == KEY)
    print("forgotten found", await credentials.secret_of(GONE))
    credentials.stop()


async def change() -> None:
    """Another key takes the old one's place; then it is deleted, and a new session finds none."""
    for key in (KEY, Secret("the-key-that-came-after")):
        credentials = Credentials()
        print("kept", (await credentials.keep(ACCOUNT, key)).problem)
        credentials.stop()
        later = Credentials()
        print("found", await later.secret_of(ACCOUNT) == key)
        later.stop()
    credentials = Credentials()
    await credentials.forget(ACCOUNT)
    credentials.stop()
    later = Credentials()
    print("found", await later.secret_of(ACCOUNT))
    later.stop()


async def locked() -> None:
    lock_default_keyring()
    credentials = Credentials(answer_within_s=20)
    try:
        await credentials.secret_of(ACCOUNT)
    except KeyringUnusable as error:
        print("asked", error.code.value)
    print("kept", (await credentials.keep(ACCOUNT, KEY)).problem)
    credentials.stop()


def main() -> int:
    daemon = started_daemon()
    print("daemon", daemon, flush=True)
    try:
        for step in sys.argv[1:]:
            asyncio.run({"keep": keep, "read": read, "change": change, "locked": locked}[step]())
    finally:
        os.kill(daemon, signal.SIGTERM)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
