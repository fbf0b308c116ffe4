"""A value that Undo restores, without addresses erased in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment
from composer_app.services.running_erasure import Erasure

T = TypeVar("T")


class UndoStep(Generic[T]):
    """A callable that restores the value. Its owner, the toast that offers Undo, decides how long it lives."""

    def __init__(self, value: T, bring_back: Callable[[T], object]) -> None:
        self._value = value
        self._bring_back = bring_back

    def __call__(self) -> None:
        self._bring_back(self._value)

    def apply(self, erasure: Erasure) -> None:
        """Mask an erased address in the value."""
        self._value = erasure.applied(self._value)

    def needed_files(self) -> frozenset[str]:
        """The SHA-256 of the contents of the attachment store that the value needs."""
        if isinstance(self._value, Draft):
            return self._value.needed_files()
        return frozenset({self._value.sha256}) if isinstance(self._value, Attachment | MergeAttachment) else frozenset()
