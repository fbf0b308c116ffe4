"""A whole run of the program on a profile, off the screen. Prints what it sees.

work: write a draft, go to the Logs page, and be killed once both are on disk.
look: say which banner, page and draft the program opens with, then end it properly.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from composer_app.app import Program
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, new_draft_id
from composer_app.launch import make_application, open_window
from composer_app.lifecycle import Lifecycle, begin
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import SenderLock
from composer_app.services.settings import Settings
from composer_app.ui.compose.compose_page import PREVIEW_FLAG
from composer_app.ui.widgets.banner import BannerStack

SUBJECT = "Half a thought"


def work(program: Program | Lifecycle, settings: Settings) -> None:
    main_view = program.main_view
    main_view.show_page("compose")
    now = program.services.context.clock()
    draft = Draft(id=new_draft_id(), account_id=SANDBOX_ACCOUNT, subject=SUBJECT, html="<p>x</p>", updated_at=now)
    main_view.page("compose").session.open(draft)
    subject = main_view.page("compose").view.header.subject
    subject.end(False)
    subject.insert(" more")
    program.services.drafts.keep(main_view.page("compose").session.draft)
    main_view.show_page("logs")
    until_saved = QTimer(main_view, interval=20)
    is_saved: list[bool] = []
    program.services.drafts.saved.connect(lambda _draft: is_saved.append(True))

    def look() -> None:
        if is_saved and "page=logs" in program.services.context.profile.settings.read_text():
            os.kill(os.getpid(), signal.SIGKILL)

    until_saved.timeout.connect(look)
    until_saved.start()


def look(program: Program | Lifecycle, app: QApplication) -> None:
    main_view = program.main_view
    banner = main_view.findChild(BannerStack).shown()
    print("banner", banner.accessibleName() if banner is not None else None)
    print("page", main_view.current_page)
    main_view.show_page("compose")
    page = main_view.page("compose")
    until_open = QTimer(main_view, interval=20)

    def tell() -> None:
        subject = page.view.header.subject.text()
        if subject:
            print("draft", subject, flush=True)
            until_open.stop()
            app.quit()

    until_open.timeout.connect(tell)
    until_open.start()


def main() -> int:
    what, folder = sys.argv[1:]
    profile = Profile(Path(folder))
    app, settings = make_application(["composer-app-tests"]), Settings(profile.settings)
    settings.set_flag(PREVIEW_FLAG, False)
    profile.make()
    sender_lock = SenderLock(profile)
    assert sender_lock.take()
    window = open_window(app, profile, settings)
    program = begin(app, profile, settings, window, sender_lock)
    QTimer.singleShot(0, lambda: work(program, settings) if what == "work" else look(program, app))
    try:
        return app.exec()
    finally:
        program.stop()
        sender_lock.release()


if __name__ == "__main__":
    raise SystemExit(main())
