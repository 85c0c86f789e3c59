"""A piece of evidence as a row with its picture; a press opens it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from cxaudit.blobs import Blobs
from cxaudit.model import Evidence
from ui.icons import paint_icon
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.rows import ListRow
from ui.widgets.thumbs import Thumbs

_ICONS = {"image": "image", "pdf": "file-text", "audio": "mic", "file": "file"}
_WIDE, _HIGH = 72, 54


class FileRow(ListRow):
    """Picture or icon, caption, name, time and author of a file."""

    def __init__(
        self, look: Look, file: Evidence, blobs: Blobs, thumbs: Thumbs, parent: QWidget | None = None
    ) -> None:
        self.file, self._blobs, self._thumbs = file, blobs, thumbs
        edited = look.tr.context("evidence", "edited") if file.derived_from else ""
        moment = said_minute(file.taken or file.added, look)
        told = (file.name if file.caption else "", edited, moment, file.author)
        note = " \u00b7 ".join(part for part in told if part)
        super().__init__(
            look, file.caption or file.name, note, _ICONS[file.kind], chevron=False, parent=parent
        )
        self.setToolTip(look.tr("Open"))
        self.picture: QPixmap | None = thumbs.get(file.thumb, blobs)
        thumbs.came.connect(self._take)

    def _take(self, sha: str) -> None:
        if sha == self.file.thumb:
            self.picture = self._thumbs.get(sha, self._blobs)
            self.update()

    def _frame(self, rect: QRect) -> QRect:
        wide, high = self.look.px(_WIDE), self.look.px(_HIGH)
        return QRect(rect.x(), rect.center().y() - high // 2 + 1, wide, high)

    def _left(self) -> int:
        return self.look.px(_WIDE) + 12

    def heightForWidth(self, width: int) -> int:
        return max(super().heightForWidth(width), self.look.px(_HIGH) + 8)

    def _draw_mark(self, painter: QPainter, rect: QRect) -> None:
        frame = self._frame(rect)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 8, 8)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, self.look.ink("hover"))
        if self.picture and not self.picture.isNull():
            painter.setClipPath(shape)
            painter.drawPixmap(frame, self.picture, _covering(self.picture, frame))
            painter.restore()
            return
        painter.restore()
        side = self.look.px(22)
        middle = frame.center()
        icon = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
        paint_icon(painter, icon, _ICONS[self.file.kind], self.look.colour("muted"))


def _covering(picture: QPixmap, frame: QRect) -> QRect:
    """The middle of the picture in the shape of the frame."""
    ratio = max(frame.width() / picture.width(), frame.height() / picture.height())
    wide, high = round(frame.width() / ratio), round(frame.height() / ratio)
    return QRect((picture.width() - wide) // 2, (picture.height() - high) // 2, wide, high)
