"""Whether this computer can show HTML, asked before anything of QtWebEngine is loaded."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from composer_app.ui.mail_view import web_support
from composer_app.ui.mail_view.web_support import WebTrouble


def test_root_gets_no_browser_unless_it_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")

    assert web_support.trouble_ahead({}, user=0) is WebTrouble.ROOT
    assert web_support.trouble_ahead({"QTWEBENGINE_DISABLE_SANDBOX": "1"}, user=0) is None
    assert web_support.trouble_ahead({"QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}, user=0) is None
    assert web_support.trouble_ahead({}, user=1000) is None


def test_a_missing_browser_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    assert web_support.trouble_ahead({}, user=1000) is WebTrouble.NOT_INSTALLED
