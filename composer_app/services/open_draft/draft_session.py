"""The open draft: content, account, saved state, and what Undo can restore.

```
 widgets ──write()──▶ DraftSession ──keep()──▶ Drafts ──▶ archive
         ◀─opened───                ──send()──▶ Outbox
```
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar
from weakref import WeakSet

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import copy_count, recipient_count
from composer_app.domain.ids import AccountId, DraftId, new_draft_id
from composer_app.domain.letter import BodyMode
from composer_app.domain.mail import Attachment, size_as_sent
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.merge_list import MergeAttachment
from composer_app.domain.send_options import SendOptions
from composer_app.domain.send_run import SendRunEntry, batches_of
from composer_app.domain.submission import Submission
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose import attachment_list
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.open_draft.undo_step import UndoStep
from composer_app.services.open_draft.used_senders import UsedSenders
from composer_app.services.running_erasure import Erasure
from composer_app.services.sending.outbox import Outbox
from composer_app.services.sending.send_run import SendRuns

T = TypeVar("T")


class DraftSession(QObject):
    """Holds one draft at a time. GUI thread only.

    Every change goes to `Drafts` at once, which saves it soon. An empty draft is not saved.

    Signals:
        opened: another draft is open (`Draft`); views reload.
        rewritten: an erasure removed an address from the open draft (`Draft`).
        edited: the user, or something the user asked for, changed the open draft.
        files_changed: its list of files, or a name in it.
        list_changed: its list of recipients.
        options_changed: its send options.
        image_renamed: an inline image of it (old name, new name); the HTML must follow.
        sender_changed: From has this text now, not entered by the user.
        senders_changed: `senders`, the choices of From.
        account_changed: `account`, or `is_of_another_account`.
        saved_changed: `saved_at` or `save_failure`.
        drafts_unreadable: the drafts could not be listed (the exception).
        sending_ended: no send is in progress.
        handed_over: the outbox takes the mail, another draft is open. True: it has the changes made after Send.
        queued: the outbox has the mail on disk (`Submission`).
        run_begun: the same for a mail that becomes several requests (`SendRunEntry`).
        not_queued: it could not (the exception). The draft is open again.
    """

    opened = Signal(object)
    rewritten = Signal(object)
    edited = Signal()
    files_changed = Signal()
    list_changed = Signal()
    options_changed = Signal()
    image_renamed = Signal(str, str)
    sender_changed = Signal(str)
    senders_changed = Signal()
    account_changed = Signal()
    saved_changed = Signal()
    drafts_unreadable = Signal(object)
    sending_ended = Signal()
    handed_over = Signal(bool)
    queued = Signal(object)
    run_begun = Signal(object)
    not_queued = Signal(object)

    def __init__(
        self,
        context: AppContext,
        drafts: Drafts,
        accounts: Accounts,
        outbox: Outbox,
        send_runs: SendRuns,
        eraser: AddressEraser,
        cleanup: AttachmentCleanup,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = context.clock
        self._drafts, self._accounts, self._outbox, self._send_runs = drafts, accounts, outbox, send_runs
        self._used_senders = UsedSenders(outbox, self)
        self._undo_steps: WeakSet[UndoStep[object]] = WeakSet()
        self.new_mode = BodyMode.HTML
        """The mode of a draft that begins empty."""
        self._draft = self._new_draft()
        self._first_sender = self._draft.sender
        """The initial text of From: another text is the user's choice."""
        self._outgoing: Draft | None = None
        self._save_failure: Exception | None = None
        self._has_begun = self._is_opening_last = False
        drafts.saved.connect(self._on_saved)
        drafts.save_failed.connect(self._on_save_failed)
        for change in (accounts.switched, accounts.settings_changed):
            change.connect(self._on_current_account_changed)
        accounts.changed.connect(self.account_changed)
        self._used_senders.found.connect(self._on_senders_found)
        eraser.forgotten.connect(self._on_forgotten)
        cleanup.add_holder(self.needed_files)

    # -- the open draft

    @property
    def draft(self) -> Draft:
        """The open draft as it is now."""
        return self._draft

    @property
    def size_bytes(self) -> int:
        """Bytes that count against the maximum size of a mail. Linear in the length of both bodies."""
        return size_as_sent(self._draft.attachments, self._draft.html, self._draft.text or "")

    def write(
        self,
        *,
        sender: str,
        to: tuple[str, ...],
        cc: tuple[str, ...],
        bcc: tuple[str, ...],
        reply_to: str,
        subject: str,
        html: str,
        text: str | None,
        mode: BodyMode,
    ) -> None:
        """Update the fields; files and account have their own methods."""
        self._change(
            sender=sender, to=to, cc=cc, bcc=bcc, reply_to=reply_to, subject=subject, html=html, text=text, mode=mode
        )

    def begin(self) -> None:
        """Open the newest draft when the page is first visited, unless another one was opened before."""
        if not self._has_begun:
            self.open_last()

    def open_last(self) -> None:
        """Open the newest draft, unless another one is opened or written before it is read."""
        self._has_begun = self._is_opening_last = True
        task = self._drafts.list()
        task.on_success(self._on_listed)
        task.on_failure(self._on_not_listed)
        self._read_senders()

    def open(self, draft: Draft) -> None:
        """Open another draft. The former one stays among the drafts unless it is empty."""
        self._has_begun, self._is_opening_last = True, False
        is_other = draft.id != self._draft.id
        if is_other:
            self._leave()
        self._show(draft)
        if not draft.is_empty and not (is_other and self._drafts.holds(draft.id)):
            self._drafts.restore(draft)

    def open_new(self) -> None:
        """Open an empty draft of the account in use, unless one is open already."""
        self._is_opening_last = False
        if not self._draft.is_empty or self._draft.account_id != self._accounts.current.id:
            self.open(self._new_draft())

    def discard(self) -> UndoStep[Draft] | None:
        """Delete the open draft and open an empty one; None: it is empty already. Cancels a send in progress."""
        draft = self._draft
        if draft.is_empty:
            return None
        if self._outgoing is not None and self._outgoing.id == draft.id:
            self.stop_sending()
        self._drafts.discard(draft.id)
        self._show(self._new_draft())
        return self._protected(draft, self._restore)

    def replace_content(
        self, *, subject: str | None, html: str, text: str | None, attachments: tuple[Attachment, ...]
    ) -> UndoStep[Draft] | None:
        """Replace bodies and files of the open draft; recipients and options stay, also when Undo restores the content
        of before. None: there was nothing to undo.

        Args:
            subject: None or "" leaves it.
        """
        before = self._draft
        mode = BodyMode.HTML if html.strip() else before.mode
        after = msgspec.structs.replace(
            before, subject=subject or before.subject, html=html, text=text, attachments=attachments, mode=mode
        )
        self.open(after)
        has_content = before.html.strip() or before.text or before.attachments or before.subject.strip()
        return self.undo_step(before, self._put_content_back) if has_content else None

    def _put_content_back(self, before: Draft) -> None:
        names = ("subject", "html", "text", "mode", "attachments")
        self.open(msgspec.structs.replace(self._draft, **{name: getattr(before, name) for name in names}))

    def _restore(self, draft: Draft) -> None:
        self._drafts.restore(draft)
        self.open(draft)

    def _new_draft(self) -> Draft:
        account = self._accounts.current
        return Draft(
            id=new_draft_id(),
            account_id=account.id,
            sender=account.default_sender,
            mode=self.new_mode,
            updated_at=self._clock(),
        )

    def _leave(self) -> None:
        """Save the last changes, or delete the draft if it is empty."""
        if self._draft.is_empty and self._drafts.holds(self._draft.id):
            self._drafts.discard(self._draft.id)
        self._drafts.flush()

    def _show(self, draft: Draft) -> None:
        is_of_other_account = draft.account_id != self._draft.account_id
        account = self._accounts.get(draft.account_id)
        self._first_sender = self._used_senders.first_for(account) if account else ""
        if account is not None and draft.is_empty and draft.sender in ("", account.default_sender):
            draft = msgspec.structs.replace(draft, sender=self._first_sender)
        self._draft = draft
        if not self._drafts.are_refused:
            self._save_failure = None
        self.opened.emit(draft)
        self._account_may_differ()
        if is_of_other_account:
            self._read_senders()

    def _change(self, **values: object) -> bool:
        """Set and save these fields of the open draft; False: unchanged."""
        changed = msgspec.structs.replace(self._draft, **values)
        if changed == self._draft:
            return False
        self._draft = changed
        self._keep()
        self.edited.emit()
        return True

    # -- saved or not

    @property
    def saved_at(self) -> datetime | None:
        """When the open draft was last saved; None: never."""
        return self._drafts.saved_at(self._draft.id)

    @property
    def save_failure(self) -> Exception | None:
        """Why the last save failed, of this draft or of another one that is still not saved; None: all are saved."""
        return self._save_failure

    def save(self) -> None:
        """Save the open draft now, changed or not. (A change is saved by itself within a moment.)"""
        self._keep()
        self._drafts.flush()

    def _keep(self) -> None:
        """Pass the open draft to `Drafts`; an empty one only if it was saved before."""
        if not self._draft.is_empty or self._drafts.holds(self._draft.id):
            self._drafts.keep(self._draft)

    @Slot(object)
    def _on_saved(self, draft: Draft) -> None:
        if draft.id == self._draft.id or not self._drafts.are_refused:
            self._save_failure = None
            self.saved_changed.emit()

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        self._save_failure = error
        self.saved_changed.emit()

    @Slot(object)
    def _on_listed(self, _drafts: object) -> None:
        last = next(iter(self._drafts.known()), None)  # with what is not saved yet
        if self._is_opening_last and last is not None and self._draft.is_empty:
            self.open(last)
        self._is_opening_last = False

    @Slot(object)
    def _on_not_listed(self, error: Exception) -> None:
        self._is_opening_last = False
        self.drafts_unreadable.emit(error)

    # -- the account

    @property
    def account(self) -> Account | None:
        """The account the open draft belongs to; None: it was removed."""
        return self._accounts.get(self._draft.account_id)

    @property
    def is_of_another_account(self) -> bool:
        """True for a draft begun in another account than the one in use. An empty draft follows the account."""
        return self._draft.account_id != self._accounts.current.id and not self._draft.is_empty

    @property
    def senders(self) -> tuple[str, ...]:
        """The choices of From: the default, then the senders of the last mails from this account."""
        return (self._first_sender, *self._used_senders.used(self._draft.account_id))

    def move_to_current_account(self) -> None:
        """Move the draft to the account in use. A sender that the user did not choose changes with it."""
        self._belong_to(self._accounts.current)

    def has_account(self) -> bool:
        """True if there is an account to send from. An empty draft whose account is gone takes the one in use."""
        if self.account is None and self._draft.is_empty:
            self._belong_to(self._accounts.current)
        return self.account is not None

    def _belong_to(self, account: Account) -> None:
        before, self._first_sender = self._first_sender, self._used_senders.first_for(account)
        is_chosen = self._draft.sender.strip() not in ("", before)
        self._change(account_id=account.id, sender=self._draft.sender if is_chosen else self._first_sender)
        if not is_chosen:
            self.sender_changed.emit(self._draft.sender)
        self._account_may_differ()
        self._read_senders()

    def _account_may_differ(self) -> None:
        self.senders_changed.emit()
        self.account_changed.emit()

    def _read_senders(self) -> None:
        self.senders_changed.emit()
        if self.account is not None:
            self._used_senders.read(self._draft.account_id)

    @Slot(object)
    def _on_current_account_changed(self, account: Account) -> None:
        if account.id == self._draft.account_id or self._draft.is_empty:
            self._belong_to(account)
        else:
            self.account_changed.emit()

    @Slot(object)
    def _on_senders_found(self, account_id: AccountId) -> None:
        if account_id != self._draft.account_id:
            return
        last = self._used_senders.used(account_id)[0]
        if self._draft.is_empty and self._draft.sender.strip() in ("", self._first_sender):
            self._first_sender = last
            self._change(sender=last)
            self.sender_changed.emit(last)
        self.senders_changed.emit()

    # -- the options

    def set_options(self, options: SendOptions) -> None:
        """Set the send options of the open draft."""
        if self._change(options=options):
            self.options_changed.emit()

    # -- the files

    def add_file(self, file: Attachment) -> tuple[Attachment, bool]:
        """Attach a file of the store.

        Returns:
            the file under its name in the mail, and False if it was attached already.
        """
        files, added = attachment_list.with_added(self._draft.attachments, file)
        is_new = self._change(attachments=files)
        if is_new:
            self.files_changed.emit()
        return added, is_new

    def remove_file(self, name: str) -> UndoStep[Attachment] | None:
        """Remove a file; None: there is none of this name."""
        file = attachment_list.named(self._draft.attachments, name)
        if file is None:
            return None
        place = self._draft.attachments.index(file)
        self._change(attachments=attachment_list.without(self._draft.attachments, file))
        self.files_changed.emit()
        return self.undo_step(file, partial(self._put_file_back, place))

    def _put_file_back(self, place: int, file: Attachment) -> None:
        if self._change(attachments=attachment_list.with_put_back(self._draft.attachments, file, place)):
            self.files_changed.emit()

    def rename_file(self, name: str, wanted: str) -> None:
        """Rename a file of the mail, as close to `wanted` as possible."""
        file = attachment_list.named(self._draft.attachments, name)
        if file is None:
            return
        files, new = attachment_list.with_renamed(self._draft.attachments, file, wanted)
        if self._change(attachments=files):
            if file.is_inline:
                self.image_renamed.emit(name, new)
            self.files_changed.emit()

    # -- the list of recipients

    def use_list(self, merge: MergeAttachment) -> None:
        """Make the rows of this list the recipients."""
        if self._change(merge=merge):
            self.list_changed.emit()

    def recount_list(self, recipient_count: int) -> None:
        """The copy of the list has another number of recipients than it had: an address was erased from it."""
        if self._draft.merge is not None:
            self.use_list(msgspec.structs.replace(self._draft.merge, recipient_count=recipient_count))

    def remove_list(self) -> UndoStep[MergeAttachment] | None:
        """Remove the list; None: there is none."""
        merge = self._draft.merge
        if merge is None:
            return None
        self._change(merge=None)
        self.list_changed.emit()
        return self.undo_step(merge, self.use_list)

    def needed_files(self) -> set[str]:
        """The SHA-256 of the files of the open draft, and of those that Undo can restore."""
        files = set(self._draft.needed_files())
        if self._outgoing is not None:
            files |= self._outgoing.needed_files()
        return files.union(*(step.needed_files() for step in self._undo_steps))

    # -- undo and erasure

    def undo_step(self, value: T, bring_back: Callable[[T], object]) -> UndoStep[T]:
        """Protect a value of the open draft that Undo may restore, while the step is alive: its files stay in the
        store, and erased addresses are masked in it. The step does nothing while another draft is open."""
        return self._protected(value, partial(self._bring_back, self._draft.id, bring_back))

    def _bring_back(self, draft_id: DraftId, bring_back: Callable[[T], object], value: T) -> None:
        if self._draft.id == draft_id:
            bring_back(value)

    def _protected(self, value: T, bring_back: Callable[[T], object]) -> UndoStep[T]:
        step = UndoStep(value, bring_back)
        self._undo_steps.add(step)  # type: ignore[arg-type]
        return step

    @Slot(object)
    def _on_forgotten(self, erasure: Erasure) -> None:
        for step in self._undo_steps:
            step.apply(erasure)
        self._used_senders.apply(erasure)
        self._first_sender = erasure.applied(self._first_sender)
        self._outgoing = erasure.applied(self._outgoing)
        self._draft = erasure.applied(self._draft)
        self.rewritten.emit(self._draft)
        self._keep()
        self._account_may_differ()
        self._read_senders()

    # -- sending

    @property
    def outgoing(self) -> Draft | None:
        """The draft at the moment of Send, until it is queued or the send is cancelled."""
        return self._outgoing

    def begin_sending(self, send_at: datetime | None = None) -> Draft | None:
        """Take the snapshot to send; None: one is being sent already.

        Args:
            send_at: when the service is to send it; None: at once.
        """
        if self._outgoing is not None:
            return None
        self._outgoing = msgspec.structs.replace(self._draft, send_at=send_at)
        return self._outgoing

    def requests_for(self, recipients: int) -> int:
        """The number of requests of a mail to so many recipients."""
        return batches_of(recipients, self._send_runs.per_minute, copy_count(self._draft))

    def stop_sending(self) -> None:
        """Cancel the send. The draft stays open."""
        self._outgoing = None
        self.sending_ended.emit()

    def hand_over(self, text: str, account: Account) -> None:
        """Pass the snapshot to the outbox and open another draft: an empty one, or the changes made after Send.

        Args:
            text: the text part of the mail.
            account: the sending account.
        """
        outgoing = self._outgoing
        assert outgoing is not None
        self._drafts.hand_over(_at_once(outgoing))
        if recipient_count(outgoing) > MAX_RECIPIENTS:
            self._send_runs.send(outgoing, text, account).on_success(self._on_run_begun).on_failure(self._on_not_queued)
        else:
            self._outbox.send(outgoing, text, account).on_success(self._on_queued).on_failure(self._on_not_queued)
        if self._draft.id != outgoing.id:
            return  # the user has opened another one
        sent = msgspec.structs.replace(_at_once(outgoing), mode=self._draft.mode)  # another mode changes no content
        rest = self._draft if self._draft != sent else None
        self._show(self._new_draft() if rest is None else msgspec.structs.replace(rest, id=new_draft_id()))
        self._keep()
        self.handed_over.emit(rest is not None)

    @Slot(object)
    def _on_queued(self, submission: Submission) -> None:
        self._end_sending()
        self.queued.emit(submission)
        self._read_senders()

    @Slot(object)
    def _on_run_begun(self, entry: SendRunEntry) -> None:
        self._end_sending()
        self.run_begun.emit(entry)

    def _end_sending(self) -> None:
        outgoing, self._outgoing = self._outgoing, None
        if outgoing is not None:  # a failed save of it must not be retried now
            self._drafts.discard(outgoing.id)
        self.sending_ended.emit()

    @Slot(object)
    def _on_not_queued(self, error: Exception) -> None:
        outgoing, self._outgoing = self._outgoing, None
        if outgoing is not None:
            draft = _at_once(outgoing)
            self._drafts.restore(draft)
            self.open(draft)
        self.sending_ended.emit()
        self.not_queued.emit(error)


def _at_once(draft: Draft) -> Draft:
    """The draft without the time of a scheduled send, which is chosen at each send."""
    return msgspec.structs.replace(draft, send_at=None)
