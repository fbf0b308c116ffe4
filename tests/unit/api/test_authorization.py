"""The Authorization header."""

from __future__ import annotations

import pytest

from composer_app.api.authorization import authorization
from composer_app.api.errors import AuthFailed
from composer_app.domain.account import AuthScheme
from composer_app.domain.secret import Secret


@pytest.mark.parametrize(
    ("scheme", "secret", "header"),
    [
        (AuthScheme.APP_KEY, "abc-123", b"App abc-123"),
        (AuthScheme.APP_KEY, " abc-123\n", b"App abc-123"),
        (AuthScheme.BEARER, "t.o.k", b"Bearer t.o.k"),
        (AuthScheme.IBSSO, "tok", b"IBSSO tok"),
        (AuthScheme.BASIC, "Aladdin:open sesame", b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        (AuthScheme.BASIC, "jürgen:pä", b"Basic asO8cmdlbjpww6Q="),
    ],
)
def test_each_scheme_has_its_form(scheme: AuthScheme, secret: str, header: bytes) -> None:
    assert authorization(scheme, Secret(secret)) == header


@pytest.mark.parametrize("secret", ["", "  ", "a\nb", "a\x00b", "ключ"])
def test_what_no_header_can_carry_is_refused_without_being_quoted(secret: str) -> None:
    with pytest.raises(AuthFailed) as raised:
        authorization(AuthScheme.APP_KEY, Secret(secret))
    assert not secret.strip() or secret not in str(raised.value)
