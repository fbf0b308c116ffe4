"""`composer-app account …`: accounts without a window."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any

from composer_app.cli.key_file import add_key_file_option, ask_for_key, read_key_file
from composer_app.cli.output import DONE, FAILED, BadUsage, Output
from composer_app.cli.profile_command import add_shared_options, require_archive, run_on_profile
from composer_app.domain.account import (
    Account,
    AuthScheme,
    BadBaseUrl,
    Generation,
    normalise_base_url,
    normalise_sender,
)
from composer_app.domain.ids import new_account_id
from composer_app.domain.invisible_characters import tidy_name
from composer_app.domain.pasted_key import read_key
from composer_app.domain.recipients import parse_address
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import CommandLock
from composer_app.ui.texts import terminal as texts

_AUTH = {
    "app": AuthScheme.APP_KEY,
    "basic": AuthScheme.BASIC,
    "bearer": AuthScheme.BEARER,
    "ibsso": AuthScheme.IBSSO,
}
_AUTH_NAMES = {scheme: name for name, scheme in _AUTH.items()}


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the subcommands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add an account; its key goes into the keyring")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--base-url", required=True, metavar="URL", help="as Infobip's home page shows it")
    add.add_argument(
        "--generation",
        choices=[one.value for one in Generation],
        default=Generation.V3.value,
        help="which versions of the API are called (default: %(default)s)",
    )
    add.add_argument("--auth", choices=list(_AUTH), default="app", help="the kind of the key (default: %(default)s)")
    add.add_argument("--sender", default="", metavar="ADDR", help="the sender of mail that names no other")
    add.add_argument(
        "--only-reader", action="store_true", help="no other program waits for the reports of this account"
    )
    add_key_file_option(add, "read the key from FILE instead of the terminal")
    actions.add_parser("list", help="show all accounts")
    test = actions.add_parser("test", help="test the connection; sends no mail and pulls no report")
    test.add_argument("name", metavar="NAME")
    add_key_file_option(test, "use the key in FILE for this run instead of the one in the keyring")
    remove = actions.add_parser("remove", help="remove an account and its key; its mail stays in the archive")
    remove.add_argument("name", metavar="NAME")
    for action in actions.choices.values():
        add_shared_options(action)


def run(options: Namespace) -> int:
    """Run the subcommand. Returns 0 if it succeeded (`test`: the account works), 1 if it failed, 2 for bad usage."""
    actions = {"add": _add, "list": _list, "test": _test, "remove": _remove}
    return run_on_profile(options, actions[options.action])


def named_account(services: Headless, name: str) -> Account:
    """The account of this name. Raises BadUsage if there is none."""
    account = services.account(name)
    if account is None:
        known = ", ".join(one.name for one in services.accounts())
        raise BadUsage("no such account", texts.NO_SUCH_ACCOUNT.format(name=name, known=known))
    return account


def account_as_json(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "base_url": account.base_url,
        "generation": account.generation.value,
        "auth": _AUTH_NAMES[account.auth],
        "sender": account.default_sender,
        "only_reader": account.is_only_reader,
    }


def _add(profile: Profile, options: Namespace, output: Output) -> int:
    from composer_app.ui.texts.accounts import key_words

    new = _new_account(options)
    with CommandLock(profile, f"account-{os.getpid()}"), Headless(profile) as services:
        if services.account(new.name) is not None:
            raise BadUsage("name taken", texts.NAME_TAKEN.format(name=new.name))
        key = read_key_file(options.key_file) or ask_for_key(texts.API_KEY if options.auth == "app" else texts.KEY)
        if problem := key_words(read_key(key.reveal(), new.auth), new.auth):
            raise BadUsage("key", problem)
        account = services.write(lambda archive: archive.accounts.with_former_id(new))
        kept = services.run(lambda: services.credentials.keep(account, key))
        services.write(lambda archive: archive.accounts.save(account))
    _notify(profile)
    is_back = account.id != new.id
    again = [texts.SHOWN_AGAIN] if is_back else []
    where = "in keyring" if kept.is_in_keyring else "not kept"
    said = {**account_as_json(account), "is_back": is_back, "key": where}
    output.result(said, texts.ADDED.format(account=account.name, base_url=account.base_url), *again)
    if kept.problem is not None:
        from composer_app.ui.texts.accounts import kept_words

        output.note(texts.KEY_NOT_KEPT.format(why=kept_words(kept.problem)[0]))
    return DONE


def _new_account(options: Namespace) -> Account:
    from composer_app.domain.draft_validation import DraftFault, DraftProblem
    from composer_app.ui.texts.accounts import base_url_words
    from composer_app.ui.texts.draft_problems import draft_problem_words

    name = tidy_name(" ".join(options.name.split()))
    if not name:
        raise BadUsage("no name", texts.NO_NAME)
    try:
        base_url = normalise_base_url(options.base_url)
    except BadBaseUrl as error:
        raise BadUsage("base url", base_url_words(error.problem)) from None
    sender = normalise_sender(options.sender)
    if sender and parse_address(sender).mailbox is None:
        raise BadUsage("sender", draft_problem_words(DraftProblem(DraftFault.BAD_SENDER, sender)))
    return Account(
        id=new_account_id(),
        name=name,
        base_url=base_url,
        auth=_AUTH[options.auth],
        generation=Generation(options.generation),
        default_sender=sender,
        is_only_reader=options.only_reader,
    )


def _list(profile: Profile, _options: Namespace, output: Output) -> int:
    require_archive(profile)
    with Headless(profile) as services:
        accounts = services.accounts()
    lines = [f"{one.name}\t{one.base_url or texts.ON_THIS_COMPUTER}\t{one.generation}" for one in accounts]
    output.result({"accounts": [account_as_json(one) for one in accounts]}, *lines)
    return DONE


def _test(profile: Profile, options: Namespace, output: Output) -> int:
    from composer_app.domain.connection_test_result import ConnectionTestResult
    from composer_app.ui.texts.connection_test import connection_test_words

    with Headless(profile) as services:
        account = named_account(services, options.name)
        key = read_key_file(options.key_file)
        if key is not None:
            services.use_key(account, key)

        async def run_connection_test() -> ConnectionTestResult:
            session = await services.connections.session(account)
            return await session.run_connection_test()

        result = services.run(run_connection_test)
    words = connection_test_words(result, account)
    said = {
        "works": result.is_ok,
        "summary": words.summary,
        "next_step": words.next_step,
        "checks": {line.name.lower(): line.text for line in words.lines},
    }
    lines = [words.summary, *(f"{line.name}: {line.text}" for line in words.lines)]
    output.result(said, *lines, *([words.next_step] if words.next_step else []))
    return DONE if result.is_ok else FAILED


def _remove(profile: Profile, options: Namespace, output: Output) -> int:
    from composer_app.ui.texts.accounts import STAYS_IN_ARCHIVE

    with CommandLock(profile, f"account-{os.getpid()}"), Headless(profile) as services:
        account = named_account(services, options.name)
        if account.is_sandbox:
            raise BadUsage("sandbox", texts.SANDBOX_STAYS)
        services.mark_interrupted()
        services.write(lambda archive: archive.accounts.remove(account.id))
        _notify(profile)
        services.run(lambda: services.credentials.forget(account))
    output.result(
        {"removed": account_as_json(account)}, texts.REMOVED.format(account=account.name, what_stays=STAYS_IN_ARCHIVE)
    )
    return DONE


def _notify(profile: Profile) -> None:
    from composer_app.services.runtime.single_instance import (  # imports QtNetwork, only if needed
        WindowRequest,
        notify_window,
    )

    notify_window(profile.folder, WindowRequest.ACCOUNTS_CHANGED)
