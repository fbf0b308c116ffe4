"""The flows, in the order in which they are run: what a user must be able to do."""

from __future__ import annotations

from collections.abc import Callable

from composer_app.cli.self_check import logs, looks, reports, sending
from composer_app.cli.self_check.check import Check

FLOWS: tuple[tuple[str, Callable[[Check], None]], ...] = (
    ("welcome, and the example letter", looks.welcome),
    ("a. a simple mail to one address", sending.simple_mail),
    ("b. one mail, one attachment, two addresses", sending.attachment_to_two),
    ("c. several attachments, names that are not ASCII", sending.files_with_foreign_names),
    ("d. a wrong key: 401 in words, nothing lost", sending.wrong_key),
    ("e. a report fetched twice: the second answer is empty, the first is kept", reports.report_is_kept),
    ("f. a report by messageId", reports.report_by_message_id),
    ("g. the first two reports", reports.first_two_reports),
    ("h. logs without parameters", logs.logs_without_parameters),
    ("i. logs of several message ids", logs.logs_of_several_messages),
    ("j. logs by sentSince and generalStatus together", logs.logs_by_time_and_status),
    ("files dragged over the window", looks.files_over_the_window),
    ("test connection", looks.account_dialog),
)
