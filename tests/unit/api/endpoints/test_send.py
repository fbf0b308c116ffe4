"""Sending, whichever version."""

from __future__ import annotations

import pytest

from composer_app.api.endpoints.send import build_empty_send, build_send
from composer_app.domain.account import Generation
from tests.unit.api.samples import no_files, submission


@pytest.mark.parametrize("generation", Generation)
def test_the_empty_send_goes_where_mails_go(generation: Generation) -> None:
    real, empty = build_send(generation, submission(), no_files), build_empty_send(generation)
    assert (real.method, real.path) == (empty.method, empty.path)
    assert real.body is not None
    assert empty.body is not None
    assert real.body.content_type.partition(";")[0] == empty.body.content_type.partition(";")[0]
