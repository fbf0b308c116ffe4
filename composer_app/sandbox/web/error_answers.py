"""Errors in the envelope that belongs to the path: old (v1 to v3) or new (v4) (api/README.md 8)."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

# Paths whose errors have the new envelope. Everything else, /email/4/mime included, has the old one.
_NEW_ENVELOPE = (
    "/email/4/messages",
    "/email/4/reports",
    "/email/4/logs",
    "/email/2/validations",
    "/email/1/suppressions",
    "/email/1/ip-management",
    "/email/1/templates",
)
# The one path whose 400 has a shape of its own.
_CONTENT = "/email/1/content"

_OLD_TEXTS = {
    400: ("BAD_REQUEST", "Bad request"),
    401: ("UNAUTHORIZED", "Unauthorized"),
    403: ("FORBIDDEN", "Forbidden"),
    404: ("NOT_FOUND", "Not found"),
    405: ("METHOD_NOT_ALLOWED", "Method not allowed"),
    406: ("NOT_ACCEPTABLE", "Not acceptable"),
    409: ("CONFLICT", "Conflict"),
    413: ("PAYLOAD_TOO_LARGE", "Payload too large"),
    415: ("UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"),
    429: ("TOO_MANY_REQUESTS", "Too many requests"),
    500: ("GENERAL_ERROR", "Something went wrong. Please contact support."),
    503: ("SERVICE_UNAVAILABLE", "Service unavailable"),
}

_NEW_TEXTS = {
    400: ("The request contains invalid values.", "Correct the fields named in violations and send it again."),
    401: (
        "The request lacks valid authentication credentials for the requested resource.",
        "Check the resources and adjust authentication credentials.",
    ),
    403: ("The key does not allow this request.", "Check the scopes of the key."),
    404: ("The requested resource was not found.", "Check the path of the request."),
    405: ("The method is not allowed for this resource.", "Check the method of the request."),
    406: ("The requested kind of answer is not available.", "Accept application/json."),
    413: ("The request is too large.", "Send a smaller message."),
    415: ("The content type of the request is not supported.", "Send application/json."),
    429: ("Too many requests.", "Wait before the next request."),
    500: ("Something went wrong.", "Try again later or contact support."),
    503: ("The service is not available at the moment.", "Try again later."),
}

_AUTHENTICATION_PAGE = {
    "name": "API Authentication",
    "url": "https://www.infobip.com/docs/essentials/api-authentication",
}


class Problem(Exception):
    """Ends a request with an error answer.

    Args:
        status: the HTTP status.
        violations: what is wrong, by field name.
        text: replaces the usual words of the status.
        headers: go with the answer.
    """

    def __init__(
        self,
        status: int,
        violations: Mapping[str, list[str]] | None = None,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.violations = dict(violations or {})
        self.text = text
        self.headers = dict(headers or {})

    def answer(self, path: str) -> JSONResponse:
        """Returns the answer in the envelope of this path."""
        if self.status == 400 and path == _CONTENT:
            return JSONResponse(self._third(), 400, self.headers)
        build = self._new if _has_new_envelope(path) else self._old
        return JSONResponse(build(), self.status, self.headers)

    def _old(self) -> dict[str, object]:
        message_id, text = _OLD_TEXTS.get(self.status) or (_phrase(self.status).upper().replace(" ", "_"), "")
        exception: dict[str, object] = {
            "messageId": message_id,
            "text": self.text or text or _phrase(self.status),
        }
        if self.violations:
            exception["validationErrors"] = self.violations
        return {"requestError": {"serviceException": exception}}

    def _new(self) -> dict[str, object]:
        description, action = _NEW_TEXTS.get(self.status) or (_phrase(self.status), "Check the request.")
        return {
            "errorCode": f"E{self.status}",
            "description": self.text or description,
            "action": action,
            "violations": [
                {"property": field, "violation": why} for field, reasons in self.violations.items() for why in reasons
            ],
            "resources": [_AUTHENTICATION_PAGE] if self.status == 401 else [],
        }

    def _third(self) -> dict[str, object]:
        why = self.text or "; ".join(reason for reasons in self.violations.values() for reason in reasons)
        return {"bulkId": "", "messages": [], "errorMessage": why or "Bad request"}


def _has_new_envelope(path: str) -> bool:
    return any(path == start or path.startswith(f"{start}/") for start in _NEW_ENVELOPE)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
