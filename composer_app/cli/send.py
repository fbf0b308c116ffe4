"""`composer-app send`: one mail through the outbox, without a window. For scripts."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from composer_app.cli.account import named_account
from composer_app.cli.key_file import STANDARD_INPUT, add_key_file_option, read_key_file
from composer_app.cli.output import DONE, FAILED, BadUsage, Output, problem_as_json, problem_text
from composer_app.cli.profile_command import add_shared_options, run_on_profile
from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import problems_of
from composer_app.domain.ids import new_draft_id
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.placeholders import unresolved_placeholders
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.domain.submission import SubmissionState
from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.services.compose.attachment_copies import attach_now, files_kept
from composer_app.services.compose.html_to_text import text_of_html
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.runtime.sandbox_process import RunningSandbox
from composer_app.services.sending.command_send import CommandSend, OutcomeNotRecorded, Sent
from composer_app.ui.texts import terminal as texts

MAYBE_SENT, REJECTED = 3, 4
_EXIT_CODES = {
    SubmissionState.ACCEPTED: DONE,
    SubmissionState.SCHEDULED: DONE,
    SubmissionState.UNKNOWN: MAYBE_SENT,
    SubmissionState.SENDING: MAYBE_SENT,  # from the window, where the user pressed "Try now"
    SubmissionState.REJECTED: REJECTED,
}


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options."""
    parser.add_argument("--account", required=True, metavar="NAME", help="the account that sends")
    for name, text in (("to", "a recipient; may be repeated"), ("cc", "the same"), ("bcc", "the same")):
        parser.add_argument(f"--{name}", action="append", default=[], required=name == "to", metavar="ADDR", help=text)
    parser.add_argument("--reply-to", default="", metavar="ADDR", help="where answers go")
    parser.add_argument("--from", dest="sender", metavar="ADDR", help="the sender (default: that of the account)")
    parser.add_argument("--subject", required=True, metavar="S")
    body = parser.add_mutually_exclusive_group(required=True)
    body.add_argument("--html", metavar="FILE", help="the HTML of the mail; its text part is made from it")
    body.add_argument(
        "--text", metavar="FILE", help="the text of the mail; - reads the standard input, also for --html"
    )
    parser.add_argument("--attach", action="append", default=[], type=Path, metavar="FILE", help="may be repeated")
    parser.add_argument(
        "--wait",
        type=_seconds,
        default=timedelta(0),
        metavar="SECONDS",
        help="try again for so long where the mail did not leave, and look it up where it may have left",
    )
    parser.add_argument("--as-is", action="store_true", help="send {{placeholders}} without a value as they are")
    add_key_file_option(parser, "use the key in FILE for this run instead of the one in the keyring")
    add_shared_options(parser)


def run(options: Namespace) -> int:
    """Send the mail, and print the outcome for each recipient. Returns 0 accepted for one recipient or more, 1 not
    sent, 2 bad usage, 3 maybe sent, 4 rejected for every recipient."""
    return run_on_profile(options, _send_mail)


def _send_mail(profile: Profile, options: Namespace, output: Output) -> int:
    try:
        key = _key(options)
        # Between the copying of the files and the mail that needs them the keyring may wait for its password.
        with _ends_like_ctrl_c(), Headless(profile) as services, files_kept(profile.attachments):
            account = named_account(services, options.account)
            if key is not None:
                services.use_key(account, key)
            if account.is_sandbox:
                _use_sandbox_of_window(profile, services)
            draft, text = _mail(profile, account, options)
            sent = _send(services, draft, text, account, options.wait, output)
            rows = _rows(services, sent)
        _notify(profile)
        return _say(output, account, sent, rows)
    except OutcomeNotRecorded as failure:
        from composer_app.ui.texts.problems import problem_words

        happened = problem_words(failure.problem).title  # its advice on retries does not apply here
        sentence = texts.OUTCOME_NOT_SAVED.format(happened=happened, hours=LOG_REACH // timedelta(hours=1))
        return output.failed_with(MAYBE_SENT, failure.problem.code.value, sentence)


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """SIGTERM and SIGHUP cancel the send in order, as Ctrl+C does, unless `nohup` made the command ignore them."""
    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    handled = [one for one in signals if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, signal.default_int_handler) for one in handled}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _seconds(text: str) -> timedelta:
    try:
        return timedelta(
            seconds=min(max(float(text), 0.0), LOG_REACH.total_seconds())
        )  # the longest time that the logs list it
    except ValueError:
        raise ArgumentTypeError(texts.NO_SECONDS.format(text=text)) from None


def _key(options: Namespace) -> Secret | None:
    if options.key_file == STANDARD_INPUT and STANDARD_INPUT in (options.html, options.text):
        raise BadUsage("standard input", texts.KEY_AND_MAIL_IN_INPUT)
    return read_key_file(options.key_file)


def _mail(profile: Profile, account: Account, options: Namespace) -> tuple[Draft, str]:
    """The draft that the options describe, and its text part. Raises BadUsage if it cannot be sent as it is."""
    body = _read(options.html or options.text)
    html = body if options.html else ""
    text = body if options.text else text_of_html(body)
    try:
        attachments = tuple(attach_now(profile.attachments, path) for path in options.attach)
    except Failed as failure:
        raise BadUsage("attachment", problem_text(failure.problem)) from None
    draft = Draft(
        id=new_draft_id(),
        account_id=account.id,
        sender=account.default_sender if options.sender is None else options.sender,
        to=tuple(options.to),
        cc=tuple(options.cc),
        bcc=tuple(options.bcc),
        reply_to=options.reply_to,
        subject=options.subject,
        html=html,
        text=None if options.html else text,
        attachments=attachments,
        updated_at=utc_now(),
    )
    if problems := problems_of(draft, text, account, draft.updated_at):
        from composer_app.ui.texts.draft_problems import draft_problem_words

        raise BadUsage("mail", "\n".join(draft_problem_words(problem) for problem in problems))
    if not options.as_is and (names := unresolved_placeholders(draft, text)):
        listed = ", ".join(f"{{{{{name}}}}}" for name in names)
        raise BadUsage(
            "placeholders",
            texts.NO_VALUES.format(listed=listed),
            placeholders=list(names),
        )
    return draft, text


def _read(name: str) -> str:
    """A file in UTF-8 as it is, line ends included."""
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise BadUsage("file", texts.FILE_UNREADABLE.format(why=error.strerror or error, file=name)) from None
    except UnicodeDecodeError as error:
        raise BadUsage("file", texts.FILE_NOT_UTF8.format(byte=error.start + 1, file=name)) from None


def _send(services: Headless, draft: Draft, text: str, account: Account, patience: timedelta, output: Output) -> Sent:
    sending = CommandSend(services.profile, services.archive, services.connections)

    def on_pause(problem: Problem, seconds: float) -> None:
        output.note(texts.GOES_ON.format(problem=problem_text(problem, account), seconds=f"{seconds:.0f}"))

    outcome: Future[Sent] = Future()  # there before the send begins: a signal may come while `begin` returns

    async def send() -> None:
        outcome.set_running_or_notify_cancel()
        try:
            with raising_failed():
                outcome.set_result(await sending.send(draft, text, account, patience, on_pause))
        except BaseException as error:
            outcome.set_exception(error)

    try:
        services.begin(send)
        return outcome.result()
    except KeyboardInterrupt:
        services.run(sending.stop)  # after `send`, if that has begun
        if not (outcome.running() or outcome.done()):
            raise
        return outcome.result()


def _rows(services: Headless, sent: Sent) -> tuple[MessageRow, ...]:
    """Its recipients; none if the archive fails now, which does not change the outcome."""
    with suppress(Failed):
        return services.write(lambda archive: archive.messages.of_submission(sent.submission.id))
    return ()


def _use_sandbox_of_window(profile: Profile, services: Headless) -> None:
    from composer_app.services.runtime.single_instance import sandbox_of_window  # QtNetwork, only where it is needed

    found = sandbox_of_window(profile.folder)
    if found is not None and found.base_url:
        services.use_sandbox(RunningSandbox(found.base_url, Secret(found.key)))


def _notify(profile: Profile) -> None:
    from composer_app.services.runtime.single_instance import WindowRequest, notify_window

    notify_window(profile.folder, WindowRequest.MAIL_CHANGED)


def _say(output: Output, account: Account, sent: Sent, rows: tuple[MessageRow, ...]) -> int:
    from composer_app.ui.texts.outcome_reasons import why_of

    submission, code = sent.submission, _exit_code(sent, rows)
    rejected = sum(row.outcome is Outcome.REJECTED for row in rows)
    accepted = sum(row.outcome.is_taken for row in rows)
    lines = ["\t".join(filter(None, (row.to, row.outcome.value, row.message_id or "", why_of(row)))) for row in rows]
    said: dict[str, Any] = {
        "state": submission.state.value,
        "submission": submission.id,
        "bulk_id": submission.bulk_id,
        "accepted": accepted,
        "rejected": rejected,
        "recipients": [
            {
                "address": row.to,
                "kind": row.kind.value,
                "outcome": row.outcome.value,
                "message_id": row.message_id,
                "why": why_of(row),
            }
            for row in rows
        ],
        "problem": None if sent.problem is None else problem_as_json(sent.problem, account),
    }
    output.result(said, *lines, f"id\t{submission.bulk_id}")
    if accepted and rejected:
        output.note(texts.PARTLY_ACCEPTED.format(accepted=accepted, all=len(rows), rejected=rejected))
    if sent.problem is not None:
        output.note(problem_text(sent.problem, account))
    if code == FAILED:
        output.note(texts.NOT_SENT)
    if code == MAYBE_SENT:
        is_erased = sent.problem is not None and sent.problem.code is ProblemCode.MAIL_ERASED
        output.note(texts.MAY_BE_SENT if is_erased else f"{texts.MAY_BE_SENT} {texts.IS_LOOKED_UP}")
    return code


def _exit_code(sent: Sent, rows: tuple[MessageRow, ...]) -> int:
    code = _EXIT_CODES.get(sent.submission.state, FAILED)
    # Giving up a maybe-sent mail in the window does not unsend it.
    is_out = code == FAILED and any(row.outcome is not Outcome.CANCELLED for row in rows)
    is_partly_unknown = code == DONE and any(row.outcome is Outcome.UNKNOWN for row in rows)
    return MAYBE_SENT if is_out or is_partly_unknown else code
