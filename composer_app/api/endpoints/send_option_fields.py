"""Send options under the names of the API: fields of a form, and objects of the JSON (api/README.md 3.1, 3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from composer_app.api.api_request import well_formed
from composer_app.api.wire_time import wire_time
from composer_app.domain.send_options import DeliveryWindow, Pairs, SendOptions

Json = dict[str, object]


def option_fields(options: SendOptions, send_at: datetime | None) -> Iterator[tuple[str, str]]:
    """The options that are set, as fields of a form. What only v4 has is left out: the checks refuse it before."""
    for name, value in (
        ("track", options.track),
        ("trackClicks", options.track_clicks),
        ("trackOpens", options.track_opens),
        ("trackingUrl", options.tracking_url),
        ("trackingPixelPosition", options.pixel_position),
        ("notifyUrl", options.notify_url),
        ("notifyContentType", options.notify_content_type),
        ("intermediateReport", options.intermediate_report or None),
        ("callbackData", options.callback_data),
        ("campaignReferenceId", options.campaign_reference_id),
        ("applicationId", options.application_id),
        ("entityId", options.entity_id),
        ("ipPoolId", options.ip_pool_id),
        ("preserveRecipients", options.preserve_recipients or None),
        ("clientPriority", options.client_priority),
        ("headers", _json_text(options.headers)),
        ("landingPageId", options.landing_page_id),
        ("landingPagePlaceholders", _json_text(options.landing_page_placeholders)),
        ("templateLanguageVersion", options.template_language_version),
        ("skipPassiveStorage", options.skip_passive_storage or None),
        ("skipActiveStorage", options.skip_active_storage or None),
        ("sendAt", "" if send_at is None else wire_time(send_at)),
    ):
        if isinstance(value, bool):
            yield name, "true" if value else "false"
        elif value:
            yield name, str(value)


def content_options(options: SendOptions) -> Json:
    """The part of the options that v4 has in `content`."""
    return _given(
        landingPagePlaceholders=_json_text(options.landing_page_placeholders),
        optoutLandingPageId=well_formed(options.landing_page_id),
        templateLanguageVersion=options.template_language_version,
        headers=_json_text(options.headers),
    )


def message_options(options: SendOptions) -> Json:
    """The part that v4 has in the message, beside `content`."""
    validity = options.validity_minutes
    return _given(
        options=_given(
            platform=_given(entityId=well_formed(options.entity_id), applicationId=well_formed(options.application_id)),
            validityPeriod={} if validity is None else {"amount": validity, "timeUnit": "MINUTES"},
            deliveryTimeWindow=_window(options.delivery_window),
            campaignReferenceId=well_formed(options.campaign_reference_id),
        ),
        webhooks=_given(
            delivery=_given(
                url=well_formed(options.notify_url),
                intermediateReport=options.intermediate_report or None,
                notify=True if options.notify_url else None,
            ),
            contentType=options.notify_content_type,
            callbackData=well_formed(options.callback_data),
        ),
        ips=_given(ipPoolId=well_formed(options.ip_pool_id)),
        storage=_given(
            skipPassive=options.skip_passive_storage or None, skipActive=options.skip_active_storage or None
        ),
    )


def request_options(options: SendOptions, bulk_id: str, send_at: datetime | None) -> Json:
    """The part that v4 has beside the messages, with the id and the time of the bulk."""
    return _given(
        schedule=_given(bulkId=bulk_id, sendAt="" if send_at is None else wire_time(send_at)),
        tracking=_given(
            track=options.track,
            trackOpens=options.track_opens,
            trackClicks=options.track_clicks,
            trackingUrl=well_formed(options.tracking_url),
            trackingPixelPosition=options.pixel_position,
        ),
        clientPriority=options.client_priority,
    )


def _given(**values: object) -> Json:
    """Those that are not None, "" or empty."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", {})}


def _json_text(pairs: Pairs) -> str:
    """A JSON object inside a string."""
    return (
        msgspec.json.encode({well_formed(name): well_formed(value) for name, value in pairs}).decode() if pairs else ""
    )


def _window(window: DeliveryWindow | None) -> Json:
    if window is None:
        return {}
    if window.is_whole_day:
        return {"days": window.days}
    return {"days": window.days, "from": _hour(window.from_minute), "to": _hour(window.to_minute)}


def _hour(minutes: int) -> dict[str, int]:
    return {"hour": minutes // 60, "minute": minutes % 60}
