"""Sending and the compose page: what is wrong is shown where it is mended, what is sent makes room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.sending import DraftProblem
from composer_app.ui.compose.draft_problems import to_mend
from composer_app.ui.compose.message_area import LinkList
from composer_app.ui.compose.sending import Sending
from composer_app.ui.compose.view import ComposeView
from composer_app.ui.wording.problems import failure_words
from composer_app.ui.wording.words import Words

if TYPE_CHECKING:
    from composer_app.ui.compose.page import ComposePage

MOST_PROBLEMS = 5


class PageSending(QObject):
    """Shows on the page what `Sending` tells."""

    def __init__(self, page: ComposePage, view: ComposeView, sending: Sending) -> None:
        super().__init__(page)
        self._page, self._view = page, view
        sending.wrong.connect(self._on_wrong)
        sending.handed_over.connect(self._on_handed_over)
        sending.failed.connect(self._on_failed)

    @Slot(object)
    def _on_wrong(self, problems: tuple[DraftProblem, ...]) -> None:
        self._page.keep_now()
        found = to_mend(problems)
        shown = found[:MOST_PROBLEMS]
        more = f"{len(found) - len(shown)} more are told when these are mended." if len(found) > len(shown) else ""
        message = self._view.messages.put("wrong", Words("The mail cannot be sent yet.", more))
        fields = [one.field for one in shown]
        links = LinkList([one.sentence for one in shown], lambda number: self._page.page_files.focus(fields[number]))
        links.setParent(message)
        links.show()  # now: the message measures what is shown
        message.add_widget(links)
        self._page.page_files.focus(fields[0])

    @Slot(object)
    def _on_handed_over(self, draft: Draft) -> None:
        self._page.let_go(draft.id)

    @Slot(object, object)
    def _on_failed(self, draft: Draft, error: Exception) -> None:
        words = failure_words(error)
        self._page.load(draft)
        body = f"{words.title} {words.body} The draft is as it was."
        self._view.messages.put("wrong", Words("The mail is not in the outbox.", body, words.vendor))
