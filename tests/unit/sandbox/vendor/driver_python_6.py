"""Drives the vendor's Python client 6.0.0, as it is installed. Prints a JSON object: step -> what came back."""

import base64
import importlib.metadata
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from infobip_api_client import ApiClient, Configuration, models
from infobip_api_client.api.email_api import EmailApi
from steps import Steps

URL, KEY, NOW = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
MIME = b"From: Jane <jane@example.com>\r\nTo: mime@example.com\r\nSubject: Ready made\r\n\r\nHello"


def main() -> None:
    api = EmailApi(ApiClient(Configuration(host=URL, api_key=KEY)))
    stranger = EmailApi(ApiClient(Configuration(host=URL, api_key="wrong")))
    reader = EmailApi(ApiClient(Configuration(host=URL, api_key="reader")))
    steps = Steps()
    steps.found["version"] = importlib.metadata.version("infobip-api-python-client")
    send(steps, api)
    read(steps, api)
    bulks(steps, api)
    validate(steps, api)
    steps.run("unauthorized", lambda: stranger.get_email_delivery_reports())
    steps.run("unauthorized_old", lambda: stranger.get_scheduled_emails(bulk_id="p6-bulk"))
    steps.run("forbidden", lambda: reader.send_email(request("ana@example.com")))
    steps.run("allowed", lambda: reader.get_email_logs(limit=1))
    steps.run("bad", lambda: api.send_email(request("nobody")))
    for name in ("storm", "fault", "new"):
        steps.run(f"{name}", lambda: api.send_email(request("ana@example.com")))
    steps.print()


def request(to: str) -> models.EmailRequest:
    content = models.EmailMessageContent(subject="Hello", text="Good day")
    group = models.EmailGroupDestination(to=[models.EmailToDestination(destination=to)])
    message = models.EmailMessage(sender="jane@example.com", destinations=[group], content=content)
    return models.EmailRequest(messages=[message])


def send(steps: Steps, api: EmailApi) -> None:
    file = models.EmailMediaBinaryAttachment(
        content=base64.b64encode(b"\x00the bytes\xff").decode(), content_type="image/png", file_name="bild ü.png"
    )
    content = models.EmailMessageContent(
        subject="For {{name}}",
        text="Hello {{name}}",
        html="<p>Hello {{name}}</p>",
        attachments=[file],
        default_placeholders='{"name":"you"}',
        headers='{"X-Campaign":"spring"}',
    )
    group = models.EmailGroupDestination(
        to=[
            models.EmailToDestination(destination="ana@example.com", message_id="p6-a", placeholders='{"name":"Ana"}'),
            models.EmailToDestination(destination="bounce@example.com", message_id="p6-b"),
        ],
        cc=[models.EmailToDestination(destination="cem@example.com")],
        reply_to="office@example.com",
    )
    message = models.EmailMessage(
        sender="Jane Doe <jane@example.com>",
        destinations=[group],
        content=content,
        options=models.EmailMessageOptions(
            platform=models.Platform(entity_id="north", application_id="shop"),
            validity_period=models.ValidityPeriod(amount=60, time_unit="MINUTES"),
            campaign_reference_id="spring",
        ),
        webhooks=models.EmailWebhooks(
            delivery=models.EmailMessageDeliveryReporting(url="https://example.com/hook"), callback_data="mine"
        ),
    )
    options = models.EmailMessageRequestOptions(
        schedule=models.EmailRequestSchedulingSettings(bulk_id="p6-now"),
        tracking=models.EmailUrlOptions(track=True, track_opens=True, track_clicks=False),
        client_priority_=models.EmailClientPriority.HIGH,
    )
    steps.run("send", lambda: api.send_email(models.EmailRequest(messages=[message], options=options)))
    body = models.EmailSendMimeRequestSchema(mime_message=base64.b64encode(MIME).decode(), message_id="p6-mime")
    steps.run("mime", lambda: api.send_mime_email(body))


def read(steps: Steps, api: EmailApi) -> None:
    steps.run("reports", lambda: api.get_email_delivery_reports(bulk_id="p6-now", limit=10))
    steps.run("reports_again", lambda: api.get_email_delivery_reports(bulk_id="p6-now"))
    steps.run(
        "logs",
        lambda: api.get_email_logs(
            message_id=["p6-a", "p6-b", "p6-mime"],
            sent_since=NOW - timedelta(hours=1),
            sent_until=NOW + timedelta(hours=1),
            use_cursor=True,
            limit=2,
        ),
    )
    cursor = (steps.found["logs"].get("cursor") or {}).get("nextCursor")
    steps.run(
        "logs_rest",
        lambda: api.get_email_logs(message_id=["p6-a", "p6-b", "p6-mime"], use_cursor=True, cursor=cursor, limit=2),
    )
    steps.run(
        "logs_filtered",
        lambda: api.get_email_logs(
            sender="jane@example.com",
            destination="bounce@example.com",
            general_status=models.EmailMessageGeneralStatus.UNDELIVERABLE,
            campaign_reference_id=["spring"],
        ),
    )


def bulks(steps: Steps, api: EmailApi) -> None:
    scheduled = request("later@example.com")
    later = NOW + timedelta(days=2)
    scheduled.options = models.EmailMessageRequestOptions(
        schedule=models.EmailRequestSchedulingSettings(bulk_id="p6-bulk", send_at=later.isoformat())
    )
    steps.run("schedule", lambda: api.send_email(scheduled))
    steps.run("bulk", lambda: api.get_scheduled_emails(bulk_id="p6-bulk"))
    moved = models.EmailBulkRescheduleRequest(send_at=later + timedelta(days=1))
    steps.run("bulk_moved", lambda: api.reschedule_emails(bulk_id="p6-bulk", email_bulk_reschedule_request=moved))
    for name, status in (("paused", "PAUSED"), ("resumed", "PENDING"), ("cancelled", "CANCELED"), ("late", "PAUSED")):
        change = models.EmailBulkUpdateStatusRequest(status=models.EmailBulkStatus(status))
        steps.run(
            f"bulk_{name}",
            lambda change=change: api.update_scheduled_email_statuses(
                bulk_id="p6-bulk", email_bulk_update_status_request=change
            ),
        )
    steps.run("bulk_status", lambda: api.get_scheduled_email_statuses(bulk_id="p6-bulk"))
    steps.run("bulk_unknown", lambda: api.get_scheduled_emails(bulk_id="nobody's"))


def validate(steps: Steps, api: EmailApi) -> None:
    steps.run("validate", lambda: api.validate_email_addresses(models.EmailValidationRequest(to="bounce@example.com")))
    addresses = [models.EmailValidationDestination(destination=f"{name}@example.com") for name in ("a", "bounce", "b")]
    body = models.EmailValidationApiBulkRequest(validation_request_id="p6-v", destinations=addresses)
    steps.run("validations", lambda: api.request_validations(body))
    page = steps.run("validated", lambda: api.get_validations(validation_request_id="p6-v", size=2))
    cursor = page.paging.next_cursor if page else None
    steps.run("validated_rest", lambda: api.get_validations(validation_request_id="p6-v", size=2, cursor=cursor))
    steps.run(
        "validated_good",
        lambda: api.get_validations(
            validation_request_id="p6-v",
            valid_mailbox=True,
            destination=["a@example.com", "bounce@example.com"],
            validated_date_from=datetime.now(UTC) - timedelta(days=1),
        ),
    )


main()
