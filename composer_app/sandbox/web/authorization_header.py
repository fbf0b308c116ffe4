"""Reads the key from the Authorization header of a request."""

import base64
import binascii
from collections.abc import Iterable


def presented_key(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    """Returns the key, by any of the API's four schemes; None without one, or with two Authorization headers.

    Scheme names count letter by letter, as with the service.
    """
    given = [value for name, value in headers if name == b"authorization"]
    if len(given) != 1:
        return None
    scheme, _, credential = given[0].partition(b" ")
    credential = credential.strip()
    if scheme in {b"App", b"Bearer", b"IBSSO"}:
        return credential
    if scheme == b"Basic":
        try:
            return base64.b64decode(credential, validate=True).partition(b":")[2]
        except binascii.Error:
            return None
    return None
