"""A company's certificate is trusted beside the computer's own, and only if it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.services.accounts.company_ca import MOST_BYTES, NotCertificates, count_certificates
from tests.unit import checkout

PEM = checkout.ROOT / "tests" / "data" / "tls" / "loopback.pem"


def test_certificates_are_counted(tmp_path: Path) -> None:
    assert count_certificates(PEM) == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_anything_else_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(content)

    with pytest.raises(NotCertificates):
        count_certificates(path)


def test_a_certificate_that_signs_no_other_is_refused() -> None:
    with pytest.raises(NotCertificates):
        count_certificates(PEM.with_name("leaf.pem"))


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "huge.pem").write_bytes(b"\n" * (MOST_BYTES + 1))

    for path in (tmp_path, tmp_path / "missing.pem", tmp_path / "huge.pem"):
        with pytest.raises(NotCertificates):
            count_certificates(path)
