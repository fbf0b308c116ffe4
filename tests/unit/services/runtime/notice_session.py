"""A notice over a real bus, to a desktop's service of our own that clicks it. Prints what it saw, a line each.

dbus-run-session -- python -m tests.unit.services.runtime.notice_session bus
"""

from __future__ import annotations

import sys
import threading

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QCoreApplication, QTimer

from composer_app.services.runtime.dbus_notifications import DesktopNotifications
from tests.patience import PATIENCE_S

_SERVICE = DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.Notifications")


def serve(connection: DBusConnection) -> None:
    """Answer until one notice was shown, and click it."""
    while True:
        message = connection.receive()
        method = message.header.fields.get(HeaderFields.member)
        if message.header.message_type is not MessageType.method_call:
            continue
        if method == "GetCapabilities":
            connection.send(new_method_return(message, "as", ([],)))
        elif method == "Notify":
            print(message.body[3], flush=True)
            connection.send(new_method_return(message, "u", (7,)))
            connection.send(new_signal(_SERVICE, "ActionInvoked", "us", (7, "default")))
            return


def main(arguments: list[str]) -> int:
    app = QCoreApplication([])
    notices = DesktopNotifications()
    if "bus" not in arguments:
        notices.show_notice("1 mail not delivered", "")
        notices.stop()
        print("no bus")
        return 0
    with open_dbus_connection() as connection:
        connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
        thread = threading.Thread(target=serve, args=(connection,), daemon=True)
        thread.start()
        notices.clicked.connect(app.quit)
        notices.show_notice("1 mail not delivered", "")
        QTimer.singleShot(int(PATIENCE_S * 1000), lambda: app.exit(1))
        code = app.exec()
        thread.join(PATIENCE_S)
        notices.stop()
    print("clicked" if code == 0 else "not clicked")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
