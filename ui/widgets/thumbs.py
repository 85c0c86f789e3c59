"""The small pictures of the evidence."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from cxaudit.blobs import Blobs
from ui import worker

_SIDE = 320
KEPT = 16_000_000
"""Bytes of pictures that are kept: some fifty."""


class Thumbs(QObject):
    """Small pictures of the evidence, read and checked beside the window and kept for the next time."""

    came = Signal(str)
    """The hash of a picture that can be shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, QPixmap] = {}
        """The one that was shown longest ago comes first."""
        self.held = 0
        """Bytes of the pictures that are kept."""
        self._asked: set[str] = set()

    def get(self, sha: str, blobs: Blobs) -> QPixmap | None:
        """The picture, or None; then `came` follows if there is one."""
        if sha and sha not in self._pictures and sha not in self._asked:
            self._asked.add(sha)
            worker.run(
                lambda _: _read(sha, blobs), lambda image: self._take(sha, image), lambda _: None, owner=self
            )
        if sha in self._pictures:
            self._pictures[sha] = self._pictures.pop(sha)
        return self._pictures.get(sha)

    def _take(self, sha: str, image: QImage | None) -> None:
        self._asked.discard(sha)
        if image is None:
            return
        self._pictures[sha] = QPixmap.fromImage(image)
        self.held += _bytes(self._pictures[sha])
        while self.held > KEPT and len(self._pictures) > 1:
            self.held -= _bytes(self._pictures.pop(next(iter(self._pictures))))
        self.came.emit(sha)


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def _read(sha: str, blobs: Blobs) -> QImage | None:
    """The picture if it is what intake makes, for what came with a foreign file may be anything.

    None if it has not arrived yet.
    """
    from cxaudit.evidence import is_plain_jpeg

    try:
        with blobs.opened(sha) as file:
            data = file.read()
    except OSError:
        return None
    return QImage.fromData(data, "JPEG") if is_plain_jpeg(data, _SIDE) else QImage()  # type: ignore[arg-type]
