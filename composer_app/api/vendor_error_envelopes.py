"""The vendor's error bodies: the old envelope, the new one, and that of content uploads (api/README.md 8 and 3.5).

Either may come on any path, so all are tried on each.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from composer_app.api.embedded_json import find_object, in_utf8


class Complaint(msgspec.Struct, frozen=True):
    """The fields of an error body."""

    code: str = ""
    text: str = ""
    violations: tuple[tuple[str, str], ...] = ()
    is_vendors: bool = False
    """True if only the API itself writes such a body. The envelope of uploads is too plain: cloud platforms also answer
    with a bare `errorMessage` after a timeout."""


class _ServiceException(msgspec.Struct, rename="camel"):
    message_id: str | None = None
    text: str | None = None
    validation_errors: msgspec.Raw = msgspec.Raw()
    variables: Any = None


class _RequestError(msgspec.Struct, rename="camel"):
    service_exception: _ServiceException | None = None
    policy_exception: _ServiceException | None = None


class _OldEnvelope(msgspec.Struct, rename="camel"):
    request_error: _RequestError


class _NewEnvelope(msgspec.Struct, rename="camel"):
    error_code: str
    description: str | None = None
    action: str | None = None
    violations: msgspec.Raw = msgspec.Raw()


class _UploadEnvelope(msgspec.Struct, rename="camel"):
    error_message: str


class _Violation(msgspec.Struct):
    property: str | None = None
    violation: str | None = None


_OLD = msgspec.json.Decoder(_OldEnvelope)
_NEW = msgspec.json.Decoder(_NewEnvelope)
_UPLOAD = msgspec.json.Decoder(_UploadEnvelope)
_VARIABLE = re.compile(r"%([1-9])")
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_complaint(body: bytes) -> Complaint | None:
    """The complaint in an error body; None if there is no such envelope.

    One inside a larger text gives its words only: `is_vendors` is False.
    """
    text = in_utf8(body)
    alone = _read(text)
    if alone is not None:
        return alone
    within = find_object(text, "requestError", "errorCode", "errorMessage")
    complaint = _read(within) if within is not None else None
    return msgspec.structs.replace(complaint, is_vendors=False) if complaint is not None else None


def _read(body: bytes) -> Complaint | None:
    for read in (_read_old, _read_new, _read_upload):
        try:
            return read(body)
        except _UNREADABLE:
            continue
    return None


def _read_old(body: bytes) -> Complaint:
    wrapped = _OLD.decode(body).request_error
    envelope = wrapped.service_exception or wrapped.policy_exception
    if envelope is None:
        raise msgspec.ValidationError("no exception in it")
    return Complaint(
        envelope.message_id or "",
        with_variables(envelope.text or "", envelope.variables),
        _old_violations(envelope.validation_errors),
        is_vendors=bool(envelope.message_id),
    )


def with_variables(text: str, values: object) -> str:
    """The text of the old envelope with its numbered variables: "Error code is %1"."""
    if not isinstance(values, list):
        return text

    def value(found: re.Match[str]) -> str:
        number = int(found[1])
        is_there = number <= len(values) and isinstance(values[number - 1], str | int)
        return str(values[number - 1]) if is_there else found[0]

    return _VARIABLE.sub(value, text)


def _read_new(body: bytes) -> Complaint:
    envelope = _NEW.decode(body)
    text = " ".join(filter(None, (envelope.description, envelope.action)))
    is_vendors = bool(envelope.error_code) and envelope.description is not None
    return Complaint(envelope.error_code, text, _new_violations(envelope.violations), is_vendors)


def _read_upload(body: bytes) -> Complaint:
    return Complaint(text=_UPLOAD.decode(body).error_message)


def _old_violations(raw: msgspec.Raw) -> tuple[tuple[str, str], ...]:
    """From a map of lists; a single string counts as a list of one."""
    try:
        fields = msgspec.json.decode(raw, type=dict[str, list[str] | str]) if raw else {}
    except _UNREADABLE:
        return ()
    return tuple(
        (field, why)
        for field, reasons in fields.items()
        for why in ([reasons] if isinstance(reasons, str) else reasons)
    )


def _new_violations(raw: msgspec.Raw) -> tuple[tuple[str, str], ...]:
    try:
        listed = msgspec.json.decode(raw, type=list[_Violation]) if raw else []
    except _UNREADABLE:
        return ()
    return tuple((entry.property or "", entry.violation or "") for entry in listed)
