"""Typed settings over QSettings. Never a secret, never data that must survive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QSettings

from composer_app.domain.checks.finding import CheckId
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.saved_views import SavedView, usable

UNDO_RANGE_S = (0, 60)
SEND_PER_MINUTE_RANGE = (0, 100_000)
"""0: no limit."""
"""Range of the undo time of a queued mail."""
SYNC_RANGE_MIN = (1, 240)
"""Range of the time between background fetches."""
MOST_RECENT_FILTERS = 20
"""Filters of a page that are remembered."""
LONGEST_RECENT_FILTER = 500
"""Characters of one."""
BOUNCE_LIMIT_RANGE = (1, 500)
"""Range of the limit of bounces, in tenths of a percent."""
LARGE_SEND_RANGE = (2, 100_000)
"""Range of the number of recipients from which a send is a large one."""
PUBLIC_RECIPIENTS_RANGE = (0, 1000)
"""Range of the number of addresses that all recipients may read without a warning; 0: never a warning."""
_FILTERS = "filters/"
_SAVE_FOLDER = "saving/folder"
_CHECKS_OFF = "compose/checks_off"
_SPELLING, _SPELLING_WORDS, _NO_SPELLING = "spelling/languages", "spelling/words", "off"
RENAMED_KEYS = {"harvest/minutes": "sync/minutes"}
"""Keys of earlier versions, with the key of today."""


class Settings:
    """Window state and the user's preferences, in an ini file. GUI thread only."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        self._move_renamed()

    @property
    def theme_mode(self) -> str:
        """ "system", "light" or "dark"."""
        return str(self._store.value("window/theme", "system"))

    @theme_mode.setter
    def theme_mode(self, mode: str) -> None:
        self._store.setValue("window/theme", mode)

    @property
    def current_account(self) -> AccountId:
        return AccountId(str(self._store.value("account/current", SANDBOX_ACCOUNT)))

    @current_account.setter
    def current_account(self, account_id: AccountId) -> None:
        self._store.setValue("account/current", account_id)

    @property
    def has_been_welcomed(self) -> bool:
        """True once a mail was written or the welcome page was left; then it is not shown any more."""
        return self._store.value("window/welcomed", "false") == "true"

    @has_been_welcomed.setter
    def has_been_welcomed(self, value: bool) -> None:
        self._store.setValue("window/welcomed", "true" if value else "false")

    @property
    def current_page(self) -> str:
        return str(self._store.value("window/page", "compose"))

    @current_page.setter
    def current_page(self, name: str) -> None:
        self._store.setValue("window/page", name)

    @property
    def extra_ca(self) -> Path | None:
        """A PEM file with certificates trusted in addition to the system's."""
        path = str(self._store.value("network/extra_ca", ""))
        return Path(path) if path else None

    @extra_ca.setter
    def extra_ca(self, path: Path | None) -> None:
        self._store.setValue("network/extra_ca", str(path) if path is not None else "")

    @property
    def send_per_minute(self) -> int | None:
        """Mails a minute of a send run (services/sending/send_run.py); None: no limit."""
        per_minute = self._number("outbox/per_minute", 0, SEND_PER_MINUTE_RANGE)
        return per_minute or None

    @send_per_minute.setter
    def send_per_minute(self, per_minute: int | None) -> None:
        self._store.setValue("outbox/per_minute", per_minute or 0)

    @property
    def spelling_languages(self) -> tuple[str, ...] | None:
        """The languages of the spelling, as `en_GB`; empty: it is off; None: the user chose none yet."""
        text = str(self._store.value(_SPELLING, ""))
        return None if not text else tuple(text.split()) if text != _NO_SPELLING else ()

    @spelling_languages.setter
    def spelling_languages(self, languages: Sequence[str]) -> None:
        self._store.setValue(_SPELLING, " ".join(languages) or _NO_SPELLING)

    @property
    def spelling_words(self) -> tuple[str, ...]:
        """Words that the user added to the dictionary."""
        return tuple(str(self._store.value(_SPELLING_WORDS, "")).split())

    @spelling_words.setter
    def spelling_words(self, words: Sequence[str]) -> None:
        self._store.setValue(_SPELLING_WORDS, " ".join(dict.fromkeys(words)))

    @property
    def checks_off(self) -> frozenset[CheckId]:
        """The checks before sending that the user switched off."""
        names = str(self._store.value(_CHECKS_OFF, "")).split(",")
        return frozenset(check for check in CheckId if check.value in names)

    @checks_off.setter
    def checks_off(self, checks: Collection[CheckId]) -> None:
        self._store.setValue(_CHECKS_OFF, ",".join(check.value for check in CheckId if check in checks))

    @property
    def save_folder(self) -> str:
        """The folder of the file that was saved last; "" before the first one, or if it is gone."""
        folder = str(self._store.value(_SAVE_FOLDER, ""))
        return folder if folder and Path(folder).is_dir() else ""

    @save_folder.setter
    def save_folder(self, folder: str) -> None:
        self._store.setValue(_SAVE_FOLDER, folder)

    @property
    def undo_s(self) -> int:
        """Undo time of a mail in seconds."""
        return self._number("outbox/undo_s", 5, UNDO_RANGE_S)

    @undo_s.setter
    def undo_s(self, seconds: int) -> None:
        self._store.setValue("outbox/undo_s", seconds)

    @property
    def sync_minutes(self) -> int:
        """Minutes from one background fetch of reports and logs to the next."""
        return self._number("sync/minutes", 10, SYNC_RANGE_MIN)

    @sync_minutes.setter
    def sync_minutes(self, minutes: int) -> None:
        self._store.setValue("sync/minutes", minutes)

    @property
    def notices(self) -> bool:
        """Whether the desktop shows notices of failures and of the end of large sends."""
        return self.flag("notices", True)

    @notices.setter
    def notices(self, on: bool) -> None:
        self.set_flag("notices", on)

    @property
    def notices_name_mail(self) -> bool:
        """Whether notices name subjects and recipients, which a lock screen may show to others."""
        return self.flag("notices_name_mail", False)

    @notices_name_mail.setter
    def notices_name_mail(self, on: bool) -> None:
        self.set_flag("notices_name_mail", on)

    @property
    def large_send(self) -> int:
        """Recipients from which the end of a send is worth a notice."""
        return self._number("notices/large_send", 100, LARGE_SEND_RANGE)

    @large_send.setter
    def large_send(self, recipients: int) -> None:
        self._store.setValue("notices/large_send", recipients)

    @property
    def public_recipients(self) -> int:
        """How many addresses all recipients may read before Compose warns; 0: it never does."""
        return self._number("compose/public_recipients", 10, PUBLIC_RECIPIENTS_RANGE)

    @public_recipients.setter
    def public_recipients(self, addresses: int) -> None:
        self._store.setValue("compose/public_recipients", addresses)

    @property
    def tray(self) -> bool:
        """Whether there is an icon in the tray."""
        return self.flag("tray", False)

    @tray.setter
    def tray(self, on: bool) -> None:
        self.set_flag("tray", on)

    @property
    def keeps_running(self) -> bool:
        """Whether closing the window only hides it, as long as there is an icon in the tray."""
        return self.flag("keeps_running", False)

    @keeps_running.setter
    def keeps_running(self, on: bool) -> None:
        self.set_flag("keeps_running", on)

    @property
    def bounce_limit(self) -> int:
        """The share of bounced mail past which the overview warns, in tenths of a percent."""
        return self._number("overview/bounce_limit", 20, BOUNCE_LIMIT_RANGE)

    @bounce_limit.setter
    def bounce_limit(self, tenths: int) -> None:
        self._store.setValue("overview/bounce_limit", tenths)

    @property
    def overview_period(self) -> str:
        """The value of a `PeriodKind`, or anything else."""
        return str(self._store.value("overview/period", "week"))

    @overview_period.setter
    def overview_period(self, kind: str) -> None:
        self._store.setValue("overview/period", kind)

    @property
    def overview_order(self) -> str:
        """The rows of the overview's table, as `GroupOrder.written` gives it, or anything else."""
        return str(self._store.value("overview/order", ""))

    @overview_order.setter
    def overview_order(self, written: str) -> None:
        self._store.setValue("overview/order", written)

    def layout(self, name: str) -> QByteArray:
        """A geometry, splitter or header state saved under `name`; empty if there is none."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        self._store.setValue(f"layout/{name}", state)

    def filters(self, page: str) -> list[str]:
        """Filters that were used on a page, as text, the newest first."""
        try:
            return msgspec.json.decode(str(self._store.value(f"{_FILTERS}{page}", "[]")), type=list[str])
        except msgspec.DecodeError:
            return []

    def remember_filter(self, page: str, written: str) -> None:
        """Put a filter at the front of a page's list. Longer ones than `LONGEST_RECENT_FILTER` are not remembered."""
        if len(written) <= LONGEST_RECENT_FILTER:
            filters = [written, *(one for one in self.filters(page) if one != written)][:MOST_RECENT_FILTERS]
            self._store.setValue(f"{_FILTERS}{page}", msgspec.json.encode(filters).decode())

    @property
    def views(self) -> list[SavedView]:
        """The user's saved filters for Logs, in their order."""
        try:
            stored = msgspec.json.decode(str(self._store.value("views/logs", "[]")), type=list[SavedView])
        except msgspec.DecodeError:
            return []
        return usable(stored)

    @views.setter
    def views(self, views: Sequence[SavedView]) -> None:
        self._store.setValue("views/logs", msgspec.json.encode(list(views)).decode())

    def flag(self, name: str, default: bool) -> bool:
        """A boolean preference, such as a banner that was closed."""
        return str(self._store.value(f"flag/{name}", "true" if default else "false")) == "true"

    def set_flag(self, name: str, value: bool) -> None:
        self._store.setValue(f"flag/{name}", "true" if value else "false")

    def _number(self, name: str, default: int, allowed: tuple[int, int]) -> int:
        """A number from the file, which the user may have edited."""
        try:
            number = int(str(self._store.value(name, default)))
        except ValueError:
            return default
        return min(max(number, allowed[0]), allowed[1])

    def apply(self, masked: Callable[[bytes], bytes]) -> None:
        """Apply `masked` to every text, such as the folder of the last attached file."""
        for key in self._store.allKeys():
            value = self._store.value(key)
            if key.startswith(_FILTERS):  # one that named the address finds nothing any more
                kept = [one for one in self.filters(key.removeprefix(_FILTERS)) if _is_kept(one, masked)]
                self._store.setValue(key, msgspec.json.encode(kept).decode())
                continue
            if isinstance(value, str):
                before = value.encode("utf-8", "surrogatepass")
                if (after := masked(before)) is not before:
                    self._store.setValue(key, after.decode("utf-8", "surrogatepass"))
            elif isinstance(value, QByteArray):
                before = bytes(value.data())
                if (after := masked(before)) is not before:
                    self._store.setValue(key, QByteArray(after))
        self._store.sync()

    def _move_renamed(self) -> None:
        """Take over the value of an earlier version's key, unless today's key has one."""
        for old, new in RENAMED_KEYS.items():
            if self._store.contains(old):
                if not self._store.contains(new):
                    self._store.setValue(new, self._store.value(old))
                self._store.remove(old)

    def sync(self) -> None:
        self._store.sync()


def _is_kept(text: str, masked: Callable[[bytes], bytes]) -> bool:
    before = text.encode("utf-8", "surrogatepass")
    return masked(before) is before
