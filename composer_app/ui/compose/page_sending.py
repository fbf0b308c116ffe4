"""Sending and the compose page: what is wrong is shown where it is mended, what is sent makes room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import DraftFault, DraftProblem, problems_of
from composer_app.domain.ids import new_draft_id
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.compose.draft_problems import ToMend, to_mend
from composer_app.ui.compose.message_area import LinkList
from composer_app.ui.compose.send_flow import SendFlow
from composer_app.ui.texts.message import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.colours import MessageKind

if TYPE_CHECKING:
    from composer_app.ui.compose.compose_page import ComposePage

MOST_PROBLEMS = 5
JUDGE_AFTER_MS = 200
"""What is told as wrong is judged again so long after the last edit."""
_TITLE = "The mail cannot be sent yet."
_LATE = "The mail is in the outbox as it stood then. All that is here is another draft: keep of it what you need."


class PageSending(QObject):
    """Shows on the page what `SendFlow` tells."""

    def __init__(self, page: ComposePage, view: ComposeView, sending: SendFlow) -> None:
        super().__init__(page)
        self._page, self._view = page, view
        self._told: frozenset[DraftFault] = frozenset()
        self._shown: list[ToMend] = []
        self._links: LinkList | None = None
        self._later = QTimer(self, singleShot=True, interval=JUDGE_AFTER_MS)
        self._later.timeout.connect(self._judge)
        sending.wrong.connect(self._on_wrong)
        sending.handed_over.connect(self._on_handed_over)
        sending.failed.connect(self._on_failed)

    def judge_again(self) -> None:
        """Something was edited: what was told as wrong may be mended by now. Cheap while nothing is told."""
        if self._links is not None:
            self._later.start()

    @Slot(object)
    def _on_wrong(self, problems: tuple[DraftProblem, ...]) -> None:
        self._page.keep_now()
        found = to_mend(problems)
        self._told = frozenset(one.fault for one in found)
        message = self._view.messages.put("wrong", MessageText(_TITLE, _more(found)))
        self._shown = found[:MOST_PROBLEMS]
        links = self._links = LinkList([one.sentence for one in self._shown], self._follow)
        links.setParent(message)
        links.show()  # now: the message measures what is shown
        message.add_widget(links)
        self._later.stop()
        self._page.page_files.focus(self._shown[0].field)

    @Slot()
    def _judge(self) -> None:
        """Keep what is still wrong. What has become wrong since is told at its field, and at the next Send."""
        message = self._view.messages.message("wrong")
        if message is None or self._links is None or message.title() != _TITLE:
            self._links = None
            return
        draft = self._page.draft()
        # the text part is made at Send; as to whether there is a body, the HTML answers
        found = [one for one in to_mend(problems_of(draft, draft.text or "")) if one.fault in self._told]
        if not found:
            self._links = None
            self._view.messages.take("wrong")
            return
        self._shown = found[:MOST_PROBLEMS]
        message.set_content(message.kind(), _TITLE, _more(found))
        self._links.set_sentences([one.sentence for one in self._shown])

    def _follow(self, number: int) -> None:
        self._page.page_files.focus(self._shown[number].field)

    @Slot(object)
    def _on_handed_over(self, draft: Draft) -> None:
        shown = self._page.draft()
        self._page.let_go(draft.id)
        if shown.id == draft.id and msgspec.structs.replace(shown, updated_at=draft.updated_at) != draft:
            self._page.load(msgspec.structs.replace(shown, id=new_draft_id()))
            late = MessageText("What you wrote after Send is not in the mail.", _LATE, kind=MessageKind.WARNING)
            self._view.messages.put("late", late)
        self._view.header.focus("to")

    @Slot(object, object)
    def _on_failed(self, draft: Draft, error: Exception) -> None:
        words = failure_words(error)
        self._page.load(draft)
        body = f"{words.title} {words.body} The draft is as it was."
        self._view.messages.put("wrong", MessageText("The mail is not in the outbox.", body, words.vendor))


def _more(found: Sequence[ToMend]) -> str:
    left = len(found) - MOST_PROBLEMS
    return f"{left} more are told when these are mended." if left > 0 else ""
