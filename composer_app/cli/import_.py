"""`composer-app import`: takes an export or a file of webhook events into the archive, without a window."""

from __future__ import annotations

import threading
from argparse import ArgumentParser, Namespace
from concurrent.futures import Future
from pathlib import Path

from composer_app.cli.account import named_account
from composer_app.cli.output import DONE, FAILED, BadUsage, Output
from composer_app.cli.profile_command import add_examples, add_shared_options, require_archive, run_on_profile
from composer_app.domain.clock import utc_now
from composer_app.domain.ids import AccountId
from composer_app.services.exchange.import_file import run_import
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import raising_failed
from composer_app.ui.texts import terminal as texts


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an NDJSON or CSV export, or JSON of webhook events")
    parser.add_argument(
        "--account", metavar="NAME", help="takes webhook events, and records of accounts that are not known here"
    )
    add_shared_options(parser)
    add_examples(
        parser,
        "composer-app import reports.ndjson",
        "composer-app import mail.csv",
        'composer-app import events.json --account "Linden Energy"',
    )


def run(options: Namespace) -> int:
    """Take the file in. Returns 0 if all of it could be read, 1 if it failed, 2 if the options are wrong."""
    return run_on_profile(options, _import, of_a_read=True)


def _import(profile: Profile, options: Namespace, output: Output) -> int:
    from composer_app.ui.texts.exchange import COLUMNS_BY_TITLE, cannot_come_back, counted, imported, left_out

    require_archive(profile)
    with Headless(profile) as services:
        account_id = _account_of(services, options.account)
        job = ImportJob(file=str(options.file.absolute()), account_id=account_id, titles=COLUMNS_BY_TITLE)
        done = _carry_out(services, job)
    said = {
        "file": job.file,
        "records": done.records,
        "new": done.new,
        "known": done.known,
        "never_sent": done.never_sent,
        "strangers": done.strangers,
        "unreadable": done.unreadable,
        "unreadable_lines": list(done.unreadable_lines),
        "is_cut": done.is_cut,
        "lacking": [column.value for column in done.lacking],
    }
    output.result(said, imported(options.file.name, done), counted(done))
    for sentence in filter(None, (*left_out(done), cannot_come_back(done))):
        output.note(sentence)
    return FAILED if done.is_cut else DONE


def _account_of(services: Headless, name: str | None) -> AccountId:
    """The account of this name, or the only one beside the Sandbox, or the Sandbox."""
    if name is not None:
        return named_account(services, name).id
    accounts = services.accounts()
    others = [one for one in accounts if not one.is_sandbox]
    if len(others) > 1:
        known = ", ".join(one.name for one in accounts)
        raise BadUsage("no account", texts.SEVERAL_ACCOUNTS.format(known=known))
    return (others or accounts)[0].id


def _carry_out(services: Headless, job: ImportJob) -> Imported:
    unwanted = threading.Event()
    now = utc_now()
    running: Future[Imported] = services.archive.write(
        lambda archive: run_import(archive, job, now, lambda _done, _size: None, unwanted.is_set)
    )
    try:
        with raising_failed():
            return running.result()
    except KeyboardInterrupt:
        unwanted.set()  # the block that is being taken in is the last one
        running.exception()
        raise
