"""`composer-app export`: mail or reports of the archive as a file, without a window."""

from __future__ import annotations

import threading
from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from composer_app.cli.account import named_account
from composer_app.cli.output import DONE, BadUsage, Output
from composer_app.cli.profile_command import add_examples, add_shared_options, require_archive, run_on_profile
from composer_app.domain.clock import utc_now
from composer_app.domain.filter_fields import FilterContext, filter_of, problem_of_token
from composer_app.domain.filter_parser import parse
from composer_app.domain.filter_words import filter_words
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.atomic_file import temporary_name
from composer_app.services.exchange.export import run_export
from composer_app.services.exchange.export_job import Exported, ExportFormat, ExportJob
from composer_app.services.exchange.exported_columns import ALL_COLUMNS, ExportColumn, TitledColumn
from composer_app.services.exchange.exported_times import local_zone
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.records import Record, RecordKind
from composer_app.ui.texts import terminal as texts

_ANY_ACCOUNT = AccountId("")


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options."""
    formats = [one.value for one in ExportFormat]
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--format", choices=formats, help="the kind of file; otherwise the ending of FILE says it")
    parser.add_argument("--filter", default="", metavar="TEXT", help="which rows, as in the filter of the window")
    parser.add_argument("--account", metavar="NAME", help="rows of this account only")
    parser.add_argument("--reports", action="store_true", help="the rows of Reports in place of those of Logs")
    names = ", ".join(ExportColumn)
    parser.add_argument("--columns", metavar="NAMES", help=f"the columns of a table, parted by commas: {names}")
    parser.add_argument(
        "--sort",
        choices=[key.value.replace(" ", "-") for key in SortKey],
        help="the order of the rows; otherwise the newest first",
    )
    parser.add_argument("--ascending", action="store_true", help="the oldest, the first letter or the least first")
    parser.add_argument("--excel", action="store_true", help="begin a CSV with a byte order mark, for Excel")
    parser.add_argument("--local-time", action="store_true", help="times in the time zone of this computer, not in UTC")
    parser.add_argument("--replace", action="store_true", help="replace FILE if it is there")
    add_shared_options(parser)
    add_examples(
        parser,
        'composer-app export --filter "status:bounced since:7d" --out bounced.csv',
        "composer-app export --filter to-domain:corp.example --columns to,status,why --sort to --ascending --out a.csv",
        'composer-app export --reports --account "Linden Energy" --out reports.ndjson',
        "composer-app export --format eml --filter since:today --out mails.zip",
    )


def run(options: Namespace) -> int:
    """Write the file. Returns 0 if it is whole, 1 if it could not be written, 2 if the options are wrong."""
    return run_on_profile(options, _export)


def _export(profile: Profile, options: Namespace, output: Output) -> int:
    require_archive(profile)
    target = options.out.absolute()
    if profile.holds(target):
        raise BadUsage("in the profile", texts.IN_PROFILE.format(file=target))
    if target.exists() and not options.replace:
        raise BadUsage("file exists", texts.FILE_EXISTS.format(file=target))
    file_format, columns = _format_of(options.format, target), _columns_of(options.columns)
    with Headless(profile) as services:
        account_id = _ANY_ACCOUNT if options.account is None else named_account(services, options.account).id
        accounts = {one.name: one.id for one in services.accounts()}
        job = ExportJob(
            target=str(target),
            temporary=str(temporary_name(target)),
            format=file_format,
            kind=RecordKind.REPORT if options.reports else RecordKind.MESSAGE,
            wanted=_filter_of(options.filter, account_id, FilterContext(utc_now(), accounts=accounts)),
            sort=_sort_of(options),
            descending=not options.ascending,
            columns=columns,
            for_excel=options.excel,
            in_utc=not options.local_time,
            zone=local_zone() if options.local_time else "UTC",
            attachments=str(profile.attachments.absolute()),
        )
        done = _carry_out(services, job)
    said = {"file": str(target), "format": job.format.value, "rows": done.rows, "left_out": done.left_out}
    output.result(said, *_lines(target, done))
    return DONE


def _sort_of(options: Namespace) -> SortKey:
    if options.sort is None:
        return SortKey.DONE if options.reports else SortKey.SENT
    return SortKey(options.sort.replace("-", " "))


def _carry_out(services: Headless, job: ExportJob) -> Exported:
    unwanted = threading.Event()
    running = services.read(lambda reader: run_export(reader, job, _why, lambda _done, _total: None, unwanted.is_set))
    try:
        done = running.result()
    except KeyboardInterrupt:
        unwanted.set()  # the thread removes what it has written
        running.result()
        raise
    assert done is not None
    return done


def _why(record: Record) -> str:
    from composer_app.ui.texts.outcome_reasons import why_of  # only a table with this column needs it

    return why_of(record)


def _lines(target: Path, done: Exported) -> list[str]:
    from composer_app.ui.texts.exchange import exported, not_held

    sentence = not_held(done)
    return [exported(target.name, done), *([sentence] if sentence else [])]


def _format_of(name: str | None, target: Path) -> ExportFormat:
    try:
        ending = target.suffix.removeprefix(".").lower()
        return ExportFormat(name or ending.replace("zip", ExportFormat.EML.value))
    except ValueError:
        known = ", ".join(ExportFormat)
        raise BadUsage("no format", texts.NO_FORMAT.format(file=target.name, known=known)) from None


def _columns_of(names: str | None) -> tuple[TitledColumn, ...]:
    if names is None:
        return ALL_COLUMNS
    try:
        columns = [ExportColumn(name.strip()) for name in names.split(",")]
    except ValueError as error:
        known = ", ".join(ExportColumn)
        raise BadUsage("no such column", texts.NO_SUCH_COLUMN.format(why=error, known=known)) from None
    return tuple(TitledColumn(column, column.value) for column in columns)


def _filter_of(text: str, account_id: AccountId, context: FilterContext) -> ArchiveFilter:
    """The filter. Raises BadUsage for a word that the filter does not know."""
    from composer_app.ui.texts.messages import FILTER_PROBLEMS, words_left_out

    tokens, words = parse(text)
    for token in tokens:
        problem = problem_of_token(token, context)
        if problem is not None:
            raise BadUsage("filter", f"{token.written()}: {FILTER_PROBLEMS[problem]}.", problem=problem.value)
    wanted = filter_of(tokens, words, account_id, context)
    if sentence := words_left_out(filter_words(wanted.words).left_out):
        raise BadUsage("filter", sentence, problem="too many words")
    return msgspec.structs.replace(wanted, account_id=None) if wanted.account_id == _ANY_ACCOUNT else wanted
