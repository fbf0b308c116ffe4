"""The fields of an account, with their errors."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from composer_app.domain.account import (
    Account,
    AccountUse,
    AuthScheme,
    BadBaseUrl,
    BaseUrlProblem,
    Generation,
    normalise_base_url,
    normalise_sender,
)
from composer_app.domain.allowed_recipients import allowed_entry
from composer_app.domain.ids import new_account_id
from composer_app.domain.invisible_characters import tidy_name
from composer_app.domain.pasted_key import read_key
from composer_app.domain.recipients import parse_address
from composer_app.domain.secret import Secret
from composer_app.services.connections.credentials import Whereabouts
from composer_app.ui.accounts.secret_field import SecretField
from composer_app.ui.texts import accounts
from composer_app.ui.texts.draft_problems import single_address_words
from composer_app.ui.theme import icons, typography
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import NO_LIMIT, settle_spin_box
from composer_app.ui.widgets.form_rows import FormRows
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

CONFIRM_AT_MOST = 1000


class AccountForm(QWidget):
    """Fields for a new account, or for the one given.

    Signals:
        changed: something was entered.
    """

    changed = Signal()

    def __init__(self, account: Account | None, taken_names: Collection[str]) -> None:
        super().__init__()
        self._old = account
        self._id = account.id if account else new_account_id()
        self._key_found: Whereabouts | None = None
        self._taken = {name.casefold() for name in taken_names}
        self._rows = FormRows(self)
        self._more_rows = FormRows(self)
        self._make_fields()
        self._lay_out()
        if account is not None:
            self._fill(account)
        self._connect()
        self._on_auth()
        self._on_use()
        self._on_reader()

    def _make_fields(self) -> None:
        self.name_field = _line("account_name")
        self.use = Segmented(
            [
                SegmentItem(AccountUse.TEST.value, accounts.USE_TEST),
                SegmentItem(AccountUse.LIVE.value, accounts.USE_LIVE),
            ],
            name=accounts.USE,
        )
        self.use.setObjectName("account_use")
        self.use.set_current(AccountUse.LIVE.value)
        self.base_url = _line("account_base_url", typography.fixed())
        self.user = _line("account_user")
        self.secret_field = SecretField()
        self.secret_field.setObjectName("account_secret")
        self.sender_field = _line("account_sender")
        self.sender_field.setPlaceholderText(accounts.SENDER_EXAMPLE)
        self.reader = QCheckBox(accounts.ONLY_READER)
        self.reader.setObjectName("account_only_reader")
        self.auth = QComboBox()
        self.auth.setObjectName("account_auth")
        for scheme, name in accounts.AUTH_NAMES.items():
            self.auth.addItem(name, scheme.value)
        self.generation = QComboBox()
        self.generation.setObjectName("account_generation")
        for generation, name in accounts.GENERATION_NAMES.items():
            self.generation.addItem(name, generation.value)

        self.confirm_above = QSpinBox()
        self.confirm_above.setObjectName("account_confirm_above")
        self.confirm_above.setRange(1, CONFIRM_AT_MOST)
        self.confirm_above.setValue(Account(id=self._id, name="", base_url="").confirm_above)
        self.confirm_above.setSuffix(accounts.RECIPIENTS_SUFFIX)
        settle_spin_box(self.confirm_above)
        self.allowed = _line("account_allowed")
        self.allowed.setMaxLength(NO_LIMIT)
        self.allowed.setPlaceholderText(accounts.ALLOWED_EXAMPLE)
        self.images = QCheckBox(accounts.LOAD_IMAGES)
        self.images.setObjectName("account_images")
        self.images.setChecked(True)

    def _lay_out(self) -> None:
        rows, more = self._rows, self._more_rows
        rows.add(accounts.NAME, self.name_field)
        self._use_note = rows.add(accounts.USE, self.use, is_narrow=True)
        rows.add(accounts.BASE_URL, self.base_url, accounts.BASE_URL_HINT)
        rows.add(accounts.USER, self.user)
        self.key_note = rows.add(accounts.API_KEY, self.secret_field)
        rows.add(accounts.SENDER, self.sender_field, accounts.SENDER_HINT)
        self.reader_note = rows.add(accounts.REPORTS, self.reader)
        self.more = quiet_button(accounts.MORE, self, icon="chevron-right", checkable=True, compact=True)
        self.more.setObjectName("account_more")
        more.add(accounts.SIGN_IN_WITH, self.auth)
        more.add("API", self.generation, accounts.GENERATION_NOTE)
        more.add(accounts.CONFIRM_ABOVE, self.confirm_above, accounts.CONFIRM_ABOVE_HINT, is_narrow=True)
        self._allowed_note = more.add(accounts.ALLOWED, self.allowed, accounts.ALLOWED_HINT)
        more.add(accounts.IMAGES, self.images, accounts.IMAGES_HINT)
        more.hide()
        column = in_column(self, rows, spacing=4)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(more)

    def _fill(self, account: Account) -> None:
        self.name_field.setText(account.name)
        self.use.set_current(AccountUse.LIVE.value if account.use is AccountUse.LIVE else AccountUse.TEST.value)
        self.base_url.setText(account.base_url.removeprefix("https://"))
        self.sender_field.setText(account.default_sender)
        self.reader.setChecked(account.is_only_reader)
        self.auth.setCurrentIndex(self.auth.findData(account.auth.value))
        self.generation.setCurrentIndex(self.generation.findData(account.generation.value))
        self.confirm_above.setValue(account.confirm_above)
        self.allowed.setText(", ".join(account.allowed_recipients))
        self.images.setChecked(account.loads_images)
        if (
            account.auth is not AuthScheme.APP_KEY
            or account.generation is not Generation.V3
            or account.allowed_recipients
            or not account.loads_images
        ):
            self.more.setChecked(True)
            self._more_rows.show()

    def _connect(self) -> None:
        self.confirm_above.valueChanged.connect(self.changed)
        self.allowed.editingFinished.connect(self._judge_allowed)
        for field in (self.name_field, self.base_url, self.user, self.secret_field, self.sender_field, self.allowed):
            field.textEdited.connect(self._on_edited)
        self.use.changed.connect(self._on_use)
        self.base_url.editingFinished.connect(self._judge_base_url)
        self.sender_field.editingFinished.connect(self._judge_sender)
        self.auth.currentIndexChanged.connect(self._on_auth)
        self.generation.currentIndexChanged.connect(self.changed)
        self.images.toggled.connect(self.changed)
        self.reader.toggled.connect(self._on_reader)
        self.more.toggled.connect(self._on_more)

    # -- what was entered

    def auth_scheme(self) -> AuthScheme:
        return AuthScheme(self.auth.currentData())

    def secret(self) -> Secret | None:
        """The typed secret, for Basic as "user:password"; None keeps the one in the keyring."""
        typed = self.secret_field.secret()
        if typed is None:
            return None
        if self.auth_scheme() is not AuthScheme.BASIC:
            return Secret(read_key(typed.reveal(), self.auth_scheme()).key)
        return Secret(f"{self.user.text().strip()}:{typed.reveal()}")

    def account(self) -> Account | None:
        """The account as entered, or None if a field is invalid; then it is marked, and the first invalid field has the
        focus."""
        wrong = [field for field in self._judge_all() if field is not None]
        if wrong:
            wrong[0].setFocus()
            return None
        base = self._old or Account(id=self._id, name="", base_url="")
        return msgspec.structs.replace(
            base,
            name=tidy_name(self.name_field.text()),
            base_url=normalise_base_url(self.base_url.text()),
            use=AccountUse(self.use.current()),
            auth=self.auth_scheme(),
            generation=Generation(self.generation.currentData()),
            default_sender=normalise_sender(self.sender_field.text()),
            is_only_reader=self.reader.isChecked(),
            confirm_above=self.confirm_above.value(),
            loads_images=self.images.isChecked(),
            allowed_recipients=tuple(entry for entry in self._allowed_entries().values() if entry is not None),
        )

    def set_key_found(self, found: Whereabouts) -> None:
        """Show where the account's key is, or for a new account the state of the keyring."""
        self._key_found = found
        self._show_key_found()

    def _show_key_found(self) -> None:
        is_new = self._old is None or self._old.auth is not self.auth_scheme()
        self.key_note.set_hint(accounts.key_hint(self._key_found, is_new=is_new))
        self.secret_field.setPlaceholderText("" if is_new else accounts.key_placeholder(self._key_found))

    def _judge_all(self) -> list[QWidget | None]:
        judged = [self._judge_name(), self._judge_base_url(), *self._judge_secret(), self._judge_sender()]
        return [*judged, self._judge_allowed()]

    def _judge_name(self) -> QWidget | None:
        name = tidy_name(self.name_field.text())
        if not name:
            return self._mark(self.name_field, accounts.NAME_MISSING)
        is_taken = name.casefold() in self._taken and not (self._old and self._old.name.casefold() == name.casefold())
        return self._mark(self.name_field, accounts.NAME_TAKEN if is_taken else "")

    @Slot()
    def _judge_base_url(self) -> QWidget | None:
        try:
            normalise_base_url(self.base_url.text())
        except BadBaseUrl as error:
            return self._mark(self.base_url, accounts.base_url_words(error.problem))
        return self._mark(self.base_url, "")

    def _judge_secret(self) -> list[QWidget | None]:
        is_basic = self.auth_scheme() is AuthScheme.BASIC
        typed = self.secret_field.secret()
        has_moved = self._old is not None and self._old.auth is not self.auth_scheme()
        if typed is None and (self._old is None or has_moved):
            return [None, self._mark(self.secret_field, accounts.enter_secret(self.auth_scheme()))]
        problem = accounts.key_words(read_key(typed.reveal(), self.auth_scheme()), self.auth_scheme()) if typed else ""
        if problem:
            return [None, self._mark(self.secret_field, problem)]
        self._mark(self.secret_field, "")
        user = self.user.text().strip()
        if is_basic and typed is not None and not user:
            return [self._mark(self.user, accounts.USER_MISSING)]
        if is_basic and ":" in user:
            return [self._mark(self.user, accounts.USER_HAS_COLON)]
        return [self._mark(self.user, "")]

    @Slot()
    def _judge_sender(self) -> QWidget | None:
        text = normalise_sender(self.sender_field.text())
        return self._mark(self.sender_field, single_address_words(parse_address(text)) if text else "")

    def _allowed_entries(self) -> dict[str, str | None]:
        """What was typed, entry by entry, and how it is stored; none for an account that sends to all."""
        if self.use.current() == AccountUse.LIVE.value:
            return {}
        typed = (text.strip() for text in re.split(r"[,;\s]+", self.allowed.text()))
        return {text: allowed_entry(text) for text in typed if text}

    @Slot()
    def _judge_allowed(self) -> QWidget | None:
        wrong = next((text for text, entry in self._allowed_entries().items() if entry is None), "")
        if wrong:
            self.more.setChecked(True)
        return self._mark_in(self._more_rows, self.allowed, accounts.allowed_words(wrong) if wrong else "")

    def _mark_in(self, rows: FormRows, field: QWidget, problem: str) -> QWidget | None:
        rows.set_wrong(field, problem)
        return field if problem else None

    def _mark(self, field: QWidget, problem: str) -> QWidget | None:
        return self._mark_in(self._rows, field, problem)

    # -- what happens

    @Slot()
    def _on_edited(self) -> None:
        """Unmark an invalid field while the user corrects it; text being typed is not marked too early."""
        field = self.sender()
        if field is self.base_url:
            self._hint_at_base_url()
        elif field is self.allowed:
            self._more_rows.set_wrong(field, "")
        elif isinstance(field, QLineEdit) and field.property("wrong") == "true":
            self._rows.set_wrong(field, "")
        self.changed.emit()

    def _hint_at_base_url(self) -> None:
        """Show a hint while typing, for errors that further typing cannot fix."""
        problem = ""
        try:
            normalise_base_url(self.base_url.text())
        except BadBaseUrl as error:
            if error.problem not in (BaseUrlProblem.EMPTY, BaseUrlProblem.NOT_AN_ADDRESS):
                problem = accounts.base_url_words(error.problem)
        self._rows.set_wrong(self.base_url, problem)

    @Slot()
    def _on_use(self) -> None:
        is_live = self.use.current() == AccountUse.LIVE.value
        self._use_note.set_hint(accounts.LIVE_HINT if is_live else accounts.TEST_HINT)
        self.allowed.setEnabled(not is_live)
        self._allowed_note.set_hint(accounts.ALLOWED_LIVE if is_live else accounts.ALLOWED_HINT)
        self.changed.emit()

    @Slot()
    def _on_auth(self) -> None:
        scheme = self.auth_scheme()
        self._rows.set_row_visible(self.user, scheme is AuthScheme.BASIC)
        self._rows.set_label(self.secret_field, accounts.secret_label(scheme))
        self._show_key_found()
        self.changed.emit()

    @Slot()
    def _on_reader(self) -> None:
        self.reader_note.set_hint(accounts.READER_ON if self.reader.isChecked() else accounts.READER_OFF)
        self.changed.emit()

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:
        icons.bind(self.more, "chevron-down" if shown else "chevron-right", "text2", 16, 3)
        self._more_rows.setVisible(shown)


def _line(name: str, font: QFont | None = None) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    if font is not None:
        field.setFont(font)
    return field
