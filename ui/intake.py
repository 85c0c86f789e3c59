"""Takes files in as evidence beside the window, for their audit, wherever the reader goes meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from cxaudit import cells
from cxaudit.blobs import Blobs
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.model import Evidence
from cxaudit.progress import Cancelled, Progress
from ui import worker
from ui.desk import Desk
from ui.open_audit import OpenAudit


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in, or a picture from the clipboard."""

    name: str
    content: Path | QImage


@dataclass(slots=True, eq=False)
class Batch:
    """Files that were given together for one criterion, and how many of them are in."""

    audit: str
    criterion: str
    author: str
    names: tuple[str, ...]
    done: int = 0


def holds_files(mime: QMimeData) -> bool:
    """Whether there is a file of this device or a picture in it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def given(mime: QMimeData, tr: Translator) -> list[Given]:
    """The files of a drop or of the clipboard, else its picture; text is never evidence."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [Given(path.name, path) for path in files]
    picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
    if picture.isNull():
        return []
    return [Given(tr("Picture {time}", time=f"{datetime.now():%H-%M-%S}") + ".png", picture)]


class Intake(QObject):
    """The files under way on this desk."""

    changed = Signal(str)
    """Criterion id: something began, went on or ended there."""
    ended = Signal(str, object)
    """Criterion id, and the exceptions of the files that were refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._batches: list[Batch] = []

    def pending(self, audit: str, criterion: str) -> list[Batch]:
        """What is under way for that criterion."""
        return [b for b in self._batches if (b.audit, b.criterion) == (audit, criterion)]

    def take(self, audit: OpenAudit, criterion: str, files: Sequence[Given]) -> None:
        """Take the files in for that criterion; `ended` follows."""
        batch = Batch(audit.audit.id, criterion, audit.author, tuple(f.name for f in files))
        blobs = audit.store.blobs
        self._batches.append(batch)
        self.changed.emit(criterion)

        def done(outcome: tuple[list[Evidence], list[Exception]]) -> None:
            taken, refused = outcome
            if taken:
                self._name(batch, taken)
            self._end(batch, refused)

        def stepped(done: int, total: int) -> None:
            batch.done = done
            self.changed.emit(criterion)

        worker.run(
            lambda progress: _take_all(files, batch, blobs, progress),
            done,
            lambda error: self._end(batch, [] if isinstance(error, Cancelled) else [error]),
            stepped,
            owner=self,
        )

    def _name(self, batch: Batch, taken: list[Evidence]) -> None:
        """Write the changes, also when the audit is no longer the open one."""
        current, store = self._desk.current, self._desk.store
        if current and current.audit.id == batch.audit:
            current.add_evidence(taken)
        elif store:
            try:
                audit = store.audit(batch.audit)
                edits = [edit(audit, cells.evidence(f.id), cells.evidence_value(f)) for f in taken]
                store.append(batch.audit, edits, batch.author)
            except KnownError as error:
                self._desk.failed.emit(error)

    def _end(self, batch: Batch, refused: list[Exception]) -> None:
        self._batches.remove(batch)
        self.changed.emit(batch.criterion)
        self.ended.emit(batch.criterion, refused)


def _take_all(
    files: Sequence[Given], batch: Batch, blobs: Blobs, progress: Progress
) -> tuple[list[Evidence], list[Exception]]:
    from cxaudit import evidence

    taken: list[Evidence] = []
    refused: list[Exception] = []
    for number, file in enumerate(files):
        progress.step(number, len(files))
        try:
            found = evidence.take_in(
                file.content if isinstance(file.content, Path) else _png(file.content),
                name=file.name,
                criterion=batch.criterion,
                author=batch.author,
                now=datetime.now(UTC),
                blobs=blobs,
                evidence_id=uuid.uuid4().hex,
            )
        except Cancelled:
            raise
        except Exception as error:
            refused.append(error)
        else:
            taken.append(found)
    return taken, refused


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
