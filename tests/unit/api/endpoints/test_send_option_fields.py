"""Send options under the names of the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from composer_app.domain.account import Generation
from composer_app.domain.send_options import (
    ClientPriority,
    DeliveryWindow,
    NotifyContentType,
    PixelPosition,
    SendOptions,
    WeekDay,
)
from composer_app.domain.submission import Submission
from tests.unit.api.endpoints.test_send_form import fields_of
from tests.unit.api.endpoints.test_send_v4 import sent
from tests.unit.api.samples import BULK, submission
from tests.unit.sandbox.running import RunningSandbox, sandbox

FORM = SendOptions(
    track=True,
    track_clicks=False,
    track_opens=True,
    tracking_url="https://example.com/t",
    pixel_position=PixelPosition.BOTTOM,
    notify_url="https://example.com/n",
    notify_content_type=NotifyContentType.XML,
    intermediate_report=True,
    callback_data='{"order":7}',
    campaign_reference_id="november",
    application_id="app",
    entity_id="entity",
    ip_pool_id="pool",
    preserve_recipients=True,
    client_priority=ClientPriority.HIGH,
    headers=(("X-A", "b"), ("List-Unsubscribe", "<https://example.com/stop>")),
    landing_page_id="1_2",
    landing_page_placeholders=(("name", "Ana"),),
    template_language_version="2",
    skip_passive_storage=True,
    skip_active_storage=True,
)
WINDOW = DeliveryWindow((WeekDay.MONDAY, WeekDay.FRIDAY), 8 * 60 + 30, 20 * 60)
ALL = msgspec.structs.replace(FORM, validity_minutes=90, delivery_window=WINDOW)
SEND_AT = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)


def with_options(options: SendOptions, send_at: datetime | None = None) -> Submission:
    mail = submission()
    content = msgspec.structs.replace(mail.content, options=options)
    return msgspec.structs.replace(mail, content=content, send_at=send_at)


def test_a_form_has_all_options_that_are_set() -> None:
    fields = fields_of(with_options(FORM, SEND_AT))
    assert fields[fields.index(("messageId", f"{BULK}-1")) + 1 :] == [
        ("track", "true"),
        ("trackClicks", "false"),
        ("trackOpens", "true"),
        ("trackingUrl", "https://example.com/t"),
        ("trackingPixelPosition", "BOTTOM"),
        ("notifyUrl", "https://example.com/n"),
        ("notifyContentType", "application/xml"),
        ("intermediateReport", "true"),
        ("callbackData", '{"order":7}'),
        ("campaignReferenceId", "november"),
        ("applicationId", "app"),
        ("entityId", "entity"),
        ("ipPoolId", "pool"),
        ("preserveRecipients", "true"),
        ("clientPriority", "HIGH"),
        ("headers", '{"X-A":"b","List-Unsubscribe":"<https://example.com/stop>"}'),
        ("landingPageId", "1_2"),
        ("landingPagePlaceholders", '{"name":"Ana"}'),
        ("templateLanguageVersion", "2"),
        ("skipPassiveStorage", "true"),
        ("skipActiveStorage", "true"),
        ("sendAt", "2026-12-02T07:00:00.000Z"),
    ]


def test_the_json_has_all_options_that_are_set() -> None:
    body = sent(with_options(ALL, SEND_AT))
    (message,) = body["messages"]
    assert body["options"] == {
        "schedule": {"bulkId": BULK, "sendAt": "2026-12-02T07:00:00.000Z"},
        "tracking": {
            "track": True,
            "trackOpens": True,
            "trackClicks": False,
            "trackingUrl": "https://example.com/t",
            "trackingPixelPosition": "BOTTOM",
        },
        "clientPriority": "HIGH",
    }
    assert message["destinations"][0]["preserveRecipients"] is True
    assert json.loads(message["content"]["headers"]) == dict(ALL.headers)
    assert json.loads(message["content"]["landingPagePlaceholders"]) == {"name": "Ana"}
    assert message["content"]["optoutLandingPageId"] == "1_2"
    assert message["content"]["templateLanguageVersion"] == "2"
    assert message["options"] == {
        "platform": {"entityId": "entity", "applicationId": "app"},
        "validityPeriod": {"amount": 90, "timeUnit": "MINUTES"},
        "deliveryTimeWindow": {
            "days": ["MONDAY", "FRIDAY"],
            "from": {"hour": 8, "minute": 30},
            "to": {"hour": 20, "minute": 0},
        },
        "campaignReferenceId": "november",
    }
    assert message["webhooks"] == {
        "delivery": {"url": "https://example.com/n", "intermediateReport": True, "notify": True},
        "contentType": "application/xml",
        "callbackData": '{"order":7}',
    }
    assert message["ips"] == {"ipPoolId": "pool"}
    assert message["storage"] == {"skipPassive": True, "skipActive": True}


def test_a_window_of_whole_days_has_no_hours() -> None:
    body = sent(with_options(SendOptions(delivery_window=DeliveryWindow((WeekDay.SUNDAY,)))))
    assert body["messages"][0]["options"] == {"deliveryTimeWindow": {"days": ["SUNDAY"]}}


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.mark.parametrize(("generation", "options"), [(Generation.V3, FORM), (Generation.V4, ALL)])
def test_the_sandbox_takes_them_and_shows_them(
    running: RunningSandbox, generation: Generation, options: SendOptions
) -> None:
    mail = with_options(options)
    if generation is Generation.V3:
        fields = [(name, (None, value)) for name, value in fields_of(mail)]
        answer = running.client.post("/email/3/send", files=fields)
    else:
        answer = running.client.post("/email/4/messages", json=sent(mail))
    assert answer.status_code == 200, answer.text
    kept = running.client.get("/sandbox/messages").json()[0]["options"]
    if generation is Generation.V3:
        assert (kept["trackClicks"], kept["ipPoolId"], kept["callbackData"]) == ("false", "pool", '{"order":7}')
        assert len(kept) == len(fields_of(mail)) - len(fields_of(submission()))
    else:
        assert kept["options"]["validityPeriod"] == {"amount": 90, "timeUnit": "MINUTES"}
        assert kept["tracking"]["trackClicks"] is False
        assert (kept["preserveRecipients"], kept["templateLanguageVersion"]) == (True, "2")


def test_the_sandbox_refuses_what_is_wrong(running: RunningSandbox) -> None:
    form = running.post_form("/email/3/send", "ana@example.com", notifyUrl="nowhere", trackingUrl="x y")
    assert set(form.json()["requestError"]["serviceException"]["validationErrors"]) == {"notifyUrl", "trackingUrl"}
    body = sent(submission())
    body["messages"][0]["options"] = {
        "deliveryTimeWindow": {
            "days": ["SOMEDAY"],
            "from": {"hour": 24, "minute": 0},
            "to": {"hour": 8, "minute": 0},
        }
    }
    body["messages"][0]["webhooks"] = {"delivery": {"url": "nowhere"}}
    violations = running.client.post("/email/4/messages", json=body).json()["violations"]
    assert sorted(one["property"] for one in violations) == [
        "messages[0].options.deliveryTimeWindow.days",
        "messages[0].options.deliveryTimeWindow.from.hour",
        "messages[0].options.deliveryTimeWindow.to",
        "messages[0].webhooks.delivery.url",
    ]
