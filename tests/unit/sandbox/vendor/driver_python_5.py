"""Drives the vendor's Python client 5.1.1 from the folder given. Prints a JSON object: step -> what came back."""

import importlib.metadata
import io
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path[:0] = [sys.argv[1], str(Path(__file__).parent)]

from infobip_api_client import ApiClient, Configuration, models  # noqa: E402  # the path is set above
from infobip_api_client.api.email_api import EmailApi  # noqa: E402
from infobip_api_client.models.file_parameter import FileParameter  # noqa: E402
from steps import Steps  # noqa: E402

URL, KEY, NOW = sys.argv[2], sys.argv[3], datetime.fromisoformat(sys.argv[4])
MAIL = {"var_from": "Jane <jane@example.com>", "subject": "Hello", "text": "Good day"}


def api_with(key: str) -> EmailApi:
    return EmailApi(
        ApiClient(Configuration(host=URL, api_key={"APIKeyHeader": key}, api_key_prefix={"APIKeyHeader": "App"}))
    )


def main() -> None:
    api, steps = api_with(KEY), Steps()
    steps.found["version"] = importlib.metadata.version("infobip-api-python-client")
    send(steps, api)
    steps.run("reports", lambda: api.get_email_delivery_reports(bulk_id="p5-now", limit=10))
    steps.run("reports_again", lambda: api.get_email_delivery_reports(bulk_id="p5-now"))
    hour = timedelta(hours=1)
    steps.run(
        "logs",
        lambda: api.get_email_logs(
            var_from="jane@example.com",
            bulk_id="p5-now",
            general_status="DELIVERED",
            sent_since=NOW - hour,
            sent_until=NOW + hour,
        ),
    )
    bulks(steps, api)
    steps.run("validate", lambda: api.validate_email_addresses(models.EmailValidationRequest(to="full@example.com")))
    steps.run("bad", lambda: api.send_email(to=["nobody"], **MAIL))
    steps.run("unauthorized", lambda: api_with("wrong").get_email_logs())
    steps.run("storm", lambda: api.send_email(to=["ana@example.com"], **MAIL))
    steps.print()


def send(steps: Steps, api: EmailApi) -> None:
    files = [
        FileParameter(io.BytesIO(b"named"), "Märzrechnung.pdf", "application/pdf"),
        FileParameter(b"nameless"),
        b"raw",
    ]
    steps.run(
        "send",
        lambda: api.send_email(
            to=['{"to":"ana@example.com","placeholders":{"name":"Ana"}}', "full@example.com"],
            cc=["cem@example.com"],
            reply_to="office@example.com",
            html="<p>Hello {{name}} <img src='cid:logo.png'></p>",
            attachment=files,
            inline_image=[FileParameter(b"\x89PNG", "logo.png", "image/png")],
            bulk_id="p5-now",
            message_id="p5-a",
            track=False,
            intermediate_report=True,
            default_placeholders='{"name":"you"}',
            headers='{"X-Campaign":"spring"}',
            **MAIL,
        ),
    )


def bulks(steps: Steps, api: EmailApi) -> None:
    later = NOW + timedelta(days=20)
    steps.run("schedule", lambda: api.send_email(to=["l@example.com"], bulk_id="p5-bulk", send_at=later, **MAIL))
    steps.run("bulk", lambda: api.get_scheduled_emails("p5-bulk"))
    moved = models.EmailBulkRescheduleRequest(send_at=later + timedelta(days=1))
    steps.run("bulk_moved", lambda: api.reschedule_emails("p5-bulk", moved))
    cancel = models.EmailBulkUpdateStatusRequest(status=models.EmailBulkStatus.CANCELED)
    steps.run("bulk_cancelled", lambda: api.update_scheduled_email_statuses("p5-bulk", cancel))
    steps.run("bulk_late", lambda: api.update_scheduled_email_statuses("p5-bulk", cancel))
    steps.run("bulk_status", lambda: api.get_scheduled_email_statuses("p5-bulk"))
    steps.run("bulk_unknown", lambda: api.get_scheduled_email_statuses("nobody's"))


main()
