"""The dialog with the send options."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX, Generation
from composer_app.domain.send_options import DeliveryWindow, SendOption, SendOptions, WeekDay
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.send_option_rows import ChoiceField, PairsField, TextField, WindowField
from composer_app.ui.compose.send_options_dialog import SendOptionsDialog
from tests.qt.compose.conftest import Stored, send, write_mail
from tests.qt.windows import show
from tests.task_results import value
from tests.unit.api.endpoints.test_send_option_fields import ALL, FORM


def button(home: QWidget, name: str) -> QAbstractButton:
    found = home.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def opened(page: ComposePage) -> SendOptionsDialog:
    page.view.actions.options_button.click()
    (dialog,) = [one for one in page.findChildren(SendOptionsDialog) if one.isVisible()]
    return dialog


@pytest.mark.parametrize(("generation", "options"), [(Generation.V4, ALL), (Generation.V3, FORM)])
def test_it_shows_what_is_set_and_gives_it_back(qtbot: QtBot, generation: Generation, options: SendOptions) -> None:
    dialog = show(qtbot, SendOptionsDialog(options, generation))
    assert dialog.options() == options
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "use_options").click()
    assert chosen.args == [options]


def test_reset_empties_everything(qtbot: QtBot) -> None:
    dialog = show(qtbot, SendOptionsDialog(ALL, Generation.V4))
    button(dialog, "reset_options").click()
    assert dialog.options() == SendOptions()


def test_what_the_api_lacks_is_disabled_with_the_reason(qtbot: QtBot) -> None:
    dialog = show(qtbot, SendOptionsDialog(ALL, Generation.V1))
    assert not dialog.field(SendOption.TRACK).isEnabled()
    assert dialog.field(SendOption.NOTIFY_URL).isEnabled()
    assert dialog.options() == SendOptions(
        notify_url=ALL.notify_url,
        notify_content_type=ALL.notify_content_type,
        intermediate_report=True,
        callback_data=ALL.callback_data,
    )


def test_a_wrong_value_keeps_the_dialog_open_and_is_marked(qtbot: QtBot) -> None:
    dialog = show(qtbot, SendOptionsDialog(SendOptions(), Generation.V4))
    url, headers = dialog.field(SendOption.TRACKING_URL), dialog.field(SendOption.HEADERS)
    assert isinstance(url, TextField)
    assert isinstance(headers, PairsField)
    qtbot.keyClicks(url, "nowhere")
    qtbot.keyClicks(headers, "no colon here")

    button(dialog, "use_options").click()

    assert dialog.isVisible()
    assert (url.property("wrong"), headers.property("wrong")) == ("true", "true")
    assert "no colon here" in headers.toolTip()
    url.clear()
    qtbot.keyClicks(url, "https://example.com/t")
    headers.clear()
    qtbot.keyClicks(headers, "X-A: b")
    assert (url.property("wrong"), headers.property("wrong")) == ("false", "false")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "use_options").click()
    assert chosen.args == [SendOptions(tracking_url="https://example.com/t", headers=(("X-A", "b"),))]


def test_a_window_without_a_day_is_wrong(qtbot: QtBot) -> None:
    dialog = show(
        qtbot,
        SendOptionsDialog(SendOptions(delivery_window=DeliveryWindow((WeekDay.MONDAY,), 60, 120)), Generation.V4),
    )
    window = dialog.field(SendOption.DELIVERY_WINDOW)
    assert isinstance(window, WindowField)
    qtbot.mouseClick(button(window, "window_monday"), Qt.MouseButton.LeftButton)
    button(dialog, "use_options").click()
    assert window.property("wrong") == "true"
    qtbot.mouseClick(button(window, "window_friday"), Qt.MouseButton.LeftButton)
    assert window.property("wrong") == "false"


def test_the_page_counts_saves_and_sends_them(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    write_mail(qtbot, page)
    dialog = opened(page)
    track = dialog.field(SendOption.TRACK)
    assert isinstance(track, ChoiceField)
    track.setCurrentIndex(2)
    qtbot.keyClicks(dialog.field(SendOption.CAMPAIGN_REFERENCE_ID), "november")
    button(dialog, "use_options").click()

    options = SendOptions(track=False, campaign_reference_id="november")
    assert "2" in page.view.actions.options_button.text()
    page.session.save()
    assert stored()[0].options == options

    sent = send(qtbot, page)

    assert sent.content.options == options
    assert "2" not in page.view.actions.options_button.text()  # another draft
    copy = value(qtbot, services.outbox.copy_to_draft(sent.id))
    assert copy is not None
    assert copy.options == options


def test_an_option_that_the_account_lacks_leads_to_the_button(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page)
    page.session.set_options(SendOptions(validity_minutes=60))  # the Sandbox account uses v3
    assert SANDBOX.generation is Generation.V3
    page.view.actions.send_button.click()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)
    assert page.view.actions.options_button.hasFocus()
    page.session.set_options(msgspec.structs.replace(page.session.draft.options, validity_minutes=None))
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is None)
