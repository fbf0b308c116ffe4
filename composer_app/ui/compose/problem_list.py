"""The message with the problems of a draft: a sentence for each, which leads to the field to correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.draft_validation import DraftFault, DraftProblem, problems_of
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.ui.compose.message_area import LinkList, MessageArea
from composer_app.ui.texts import compose
from composer_app.ui.texts.draft_problems import draft_problem_words, more_problems_words, wrong_recipients_problem
from composer_app.ui.texts.inline_message_text import MessageText

MOST_PROBLEMS = 5
VALIDATE_AFTER_MS = 200
"""Re-validate 200 ms after the last edit."""
KEY = "wrong"
_FIELDS = {
    DraftFault.NO_SENDER: "from",
    DraftFault.BAD_SENDER: "from",
    DraftFault.SEVERAL_SENDERS: "from",
    DraftFault.NO_RECIPIENT: "to",
    DraftFault.BAD_RECIPIENT: "wrong recipient",
    DraftFault.TOO_MANY_RECIPIENTS: "to",
    DraftFault.TOO_MANY_COPIES: "cc",
    DraftFault.SCHEDULED_SPLIT: "to",
    DraftFault.BESIDE_LIST: "to",
    DraftFault.LIST_SEEN_BY_ALL: "options",
    DraftFault.SPLIT_SEEN_BY_ALL: "options",
    DraftFault.BAD_REPLY_TO: "reply_to",
    DraftFault.SEVERAL_REPLY_TO: "reply_to",
    DraftFault.NO_SUBJECT: "subject",
    DraftFault.SUBJECT_TOO_LONG: "subject",
    DraftFault.SUBJECT_LINE_BREAK: "subject",
    DraftFault.NO_BODY: "body",
    DraftFault.HTML_TOO_BIG: "body",
    DraftFault.TOO_BIG: "files",
    DraftFault.TOO_MANY_FILES: "files",
    DraftFault.REFUSED_FILE: "files",
    DraftFault.NOT_ALLOWED: "to",
    DraftFault.BAD_OPTION: "options",
    DraftFault.SEND_AT_PAST: "schedule",
    DraftFault.SEND_AT_TOO_FAR: "schedule",
}
_SINGLY = 2
"""Most invalid addresses listed one by one; more are counted."""


@dataclass(frozen=True)
class FieldProblem:
    """One sentence and the field it leads to."""

    sentence: str
    field: str
    fault: DraftFault


class ProblemList(QObject):
    """Shows the problems that Send found, and removes each when an edit solves it.

    Args:
        follow: called with the field that a sentence leads to, see `FieldProblem`.
    """

    def __init__(
        self, session: DraftSession, messages: MessageArea, follow: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._messages, self._follow = session, messages, follow
        self._faults: frozenset[DraftFault] = frozenset()
        self._shown: list[FieldProblem] = []
        self._links: LinkList | None = None
        self._later = QTimer(self, singleShot=True, interval=VALIDATE_AFTER_MS)
        self._later.timeout.connect(self._validate)
        session.edited.connect(self._on_edited)

    @Slot(object)
    def show_problems(self, problems: Sequence[DraftProblem]) -> None:
        """Show these, and put the focus on the field of the first."""
        found = field_problems(problems)
        self._faults = frozenset(one.fault for one in found)
        message = self._messages.put(
            KEY, MessageText(compose.CANNOT_BE_SENT, more_problems_words(len(found) - MOST_PROBLEMS))
        )
        self._shown = found[:MOST_PROBLEMS]
        links = self._links = LinkList([one.sentence for one in self._shown], self._on_followed)
        links.setParent(message)
        links.show()  # now: the message measures the shown text
        message.add_widget(links)
        self._later.stop()
        self._follow(self._shown[0].field)

    @Slot()
    def _on_edited(self) -> None:
        if self._links is not None:
            self._later.start()

    @Slot()
    def _validate(self) -> None:
        """Remove solved problems. New ones are shown at their fields, and at the next Send."""
        message = self._messages.message(KEY)
        if message is None or self._links is None or message.title() != compose.CANNOT_BE_SENT:
            self._links = None
            return
        draft, account = self._session.draft, self._session.account
        # the text part is made at Send; the HTML decides whether there is a body
        problems = (
            () if account is None else problems_of(draft, draft.text or "", account, draft.updated_at, may_split=True)
        )
        found = [one for one in field_problems(problems) if one.fault in self._faults]
        if not found:
            self._links = None
            self._messages.take(KEY)
            return
        self._shown = found[:MOST_PROBLEMS]
        message.set_content(message.kind(), compose.CANNOT_BE_SENT, more_problems_words(len(found) - MOST_PROBLEMS))
        self._links.set_sentences([one.sentence for one in self._shown])

    def _on_followed(self, number: int) -> None:
        self._follow(self._shown[number].field)


def field_problems(problems: Sequence[DraftProblem]) -> list[FieldProblem]:
    """The problems of a draft in the order of the page."""
    wrong = [problem for problem in problems if problem.fault is DraftFault.BAD_RECIPIENT]
    found = []
    for problem in problems:
        if problem.fault is DraftFault.BAD_RECIPIENT and len(wrong) > _SINGLY:
            if problem is wrong[0]:
                many = wrong_recipients_problem(len(wrong))
                found.append(FieldProblem(many, _FIELDS[problem.fault], problem.fault))
            continue
        found.append(FieldProblem(draft_problem_words(problem), _FIELDS[problem.fault], problem.fault))
    return found
