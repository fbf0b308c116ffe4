"""Erasing what is kept of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.calls import Call
from composer_app.services.drafts import Drafts
from composer_app.services.engine import Engine
from composer_app.services.problems import Failed

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.erasing import Erased


class PersonEraser(QObject):
    """Signals:
    erased: it is done; what was shown of the archive may be gone (`Erased`).
    """

    erased = Signal(object)

    def __init__(self, engine: Engine, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._drafts = drafts

    def erase(self, address: str) -> Call:
        """Erase every message to this address, and the address wherever else it stands in the archive.

        The call succeeds with `Erased`. It fails with `Failed`: MAIL_BEING_SENT if a mail to the person is on its
        way; then, and with everything of the archive, nothing was erased.
        """
        folder = self._engine.profile.attachments
        self._drafts.flush()  # so that no late save brings a draft back as it was

        def job(archive: Archive) -> Erased:
            from composer_app.archive.blobs import BlobStore
            from composer_app.archive.errors import BeingSent

            try:
                erased = archive.erase_person(address, self._engine.clock())
            except BeingSent as error:
                raise Failed(Problem(ProblemCode.MAIL_BEING_SENT)) from error
            BlobStore(folder).remove(erased.unused_files)
            return erased

        call = self._engine.write(job)
        call.succeeded.connect(self.erased)
        return call
