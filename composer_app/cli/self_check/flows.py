"""The flows, in the order in which they are run: what a user must be able to do."""

from __future__ import annotations

from collections.abc import Callable

from composer_app.cli.self_check import log_flows, page_pictures, report_flows, send_flows
from composer_app.cli.self_check.check import Check

FLOWS: tuple[tuple[str, Callable[[Check], None]], ...] = (
    ("welcome, and the example letter", page_pictures.welcome),
    ("a. a simple mail to one address", send_flows.simple_mail),
    ("b. one mail, one attachment, two addresses", send_flows.attachment_to_two),
    ("c. several attachments, names that are not ASCII", send_flows.files_with_foreign_names),
    ("d. a wrong key: 401 in words, nothing lost", send_flows.wrong_key),
    ("e. a report fetched twice: the second answer is empty, the first is kept", report_flows.report_is_kept),
    ("f. a report by messageId", report_flows.report_by_message_id),
    ("g. the first two reports", report_flows.first_two_reports),
    ("h. logs without parameters", log_flows.logs_without_parameters),
    ("i. logs of several message ids", log_flows.logs_of_several_messages),
    ("j. logs by sentSince and generalStatus together", log_flows.logs_by_time_and_status),
    ("files dragged over the window", page_pictures.files_over_the_window),
    ("test connection", page_pictures.account_dialog),
)
