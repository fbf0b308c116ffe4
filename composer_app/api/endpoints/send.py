"""Send requests, in the version that the account uses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from composer_app.api.api_request import ApiRequest
from composer_app.api.endpoints.send_form import build_empty_form, build_send_form
from composer_app.api.endpoints.send_v4 import build_empty_v4, build_send_v4
from composer_app.domain.account import Generation
from composer_app.domain.submission import Submission


def build_send(generation: Generation, submission: Submission, blob_path: Callable[[str], Path]) -> ApiRequest:
    """The request that sends a submission. `blob_path` gives the stored file of a sha256."""
    if generation is Generation.V4:
        return build_send_v4(submission, blob_path)
    return build_send_form(generation, submission, blob_path)


def build_empty_send(generation: Generation) -> ApiRequest:
    """A send without a recipient. The service refuses it with 400 if the key may send, with 403 if it may not."""
    return build_empty_v4() if generation is Generation.V4 else build_empty_form(generation)
