"""Company CA: a certificate file trusted in addition to the system's."""

from __future__ import annotations

from pathlib import Path

MOST_BYTES = 5_000_000


class NotCertificates(ValueError):
    """The file holds no usable certificate."""


def count_certificates(path: Path) -> int:
    """The number of CA certificates in the file.

    Raises:
        NotCertificates: it cannot be read, is no PEM file, or holds none.
    """
    import ssl  # takes 8 MB

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotCertificates(path.name)
        context.load_verify_locations(cafile=str(path))
    except OSError as error:
        raise NotCertificates(path.name) from error
    count = len(context.get_ca_certs())
    if not count:
        raise NotCertificates(path.name)
    return count
