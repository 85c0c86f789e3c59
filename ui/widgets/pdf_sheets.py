"""Pages of a PDF as pictures, rendered one at a time beside the window and kept while they are wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from cxaudit.progress import Progress
from ui import worker
from ui.drawing import LOCK

MOST_BYTES = 128_000_000
"""Pictures beyond this are forgotten, the oldest first."""

Place = tuple[int, int]
"""A page, from 0, and how many pixels wide its picture is."""


def render(pdf: bytes, page: int, width: int) -> QImage:
    """One page as a picture of that many pixels; slow, for a thread."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sheet = document[page]
            scale = width / sheet.get_width()
            bitmap = sheet.render(scale=scale, prefer_bgrx=True)
            made = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            bitmap.close()
            sheet.close()
        finally:
            document.close()
    return made


class Sheets(QObject):
    """The pictures of one PDF at a time; those of the one before stand in until the new are there."""

    ready = Signal(int)
    """The page whose picture has come."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self._pdf = b""
        self._pictures: dict[Place, QImage] = {}
        self._before: dict[int, QImage] = {}
        self._urgent: list[Place] = []
        self._later: list[Place] = []
        self._job: worker.Job | None = None

    def set_document(self, pdf: bytes, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show another PDF."""
        widest: dict[int, QImage] = {}
        for (page, _), picture in sorted(self._pictures.items(), key=lambda pair: pair[0]):
            widest[page] = picture
        self._before = {**self._before, **widest}
        self._pdf, self.sizes = pdf, sizes
        self._pictures.clear()
        self._urgent.clear()
        self._later.clear()

    def want(self, places: list[Place], urgent: bool) -> None:
        """Replace what is to be rendered: urgently what is on screen, later the rest."""
        missing = [place for place in places if place not in self._pictures]
        if urgent:
            self._urgent = missing
        else:
            self._later = missing
        self._next()

    def exact(self, page: int, width: int) -> bool:
        return (page, width) in self._pictures

    def picture(self, page: int, width: int) -> QImage | None:
        """The picture of that page in that width, or the best there is meanwhile."""
        if found := self._pictures.get((page, width)):
            self._pictures[page, width] = self._pictures.pop((page, width))
            return found
        others = [(abs(w - width), picture) for (p, w), picture in self._pictures.items() if p == page]
        if others:
            return min(others, key=lambda pair: pair[0])[1]
        return self._before.get(page)

    def _next(self) -> None:
        if self._job or not self._pdf:
            return
        queue = self._urgent or self._later
        if not queue:
            return
        page, width = queue.pop(0)
        pdf = self._pdf

        def work(_: Progress) -> QImage:
            return render(pdf, page, width)

        def done(picture: QImage) -> None:
            self._job = None
            if pdf is self._pdf:
                self._keep(page, width, picture)
                self.ready.emit(page)
            self._next()

        self._job = worker.run(work, done, self._give_up, owner=self)

    def _keep(self, page: int, width: int, picture: QImage) -> None:
        self._before.pop(page, None)
        self._pictures[page, width] = picture
        while len(self._pictures) > 2 and sum(p.sizeInBytes() for p in self._pictures.values()) > MOST_BYTES:
            del self._pictures[next(iter(self._pictures))]

    def _give_up(self, fault: Exception) -> None:
        self._job = None
        self._urgent.clear()
        self._later.clear()
        self.failed.emit(fault)
