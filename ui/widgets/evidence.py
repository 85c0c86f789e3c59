"""Files of evidence as tiles: picture, name, time, caption, open and remove."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QPixmapCache, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxaudit.blobs import Blobs
from cxaudit.model import Evidence
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.moments import said_minute
from ui.widgets.bars import ShareBar
from ui.widgets.buttons import IconButton
from ui.widgets.fields import LineEdit
from ui.widgets.labels import ElidedLabel, Label, plain_tip
from ui.widgets.paint import paint_box, paint_cover, paint_line, paint_ring
from ui.widgets.pressable import Pressable
from ui.widgets.thumbs import Thumbs

AT_ONCE = 3
"""So many tiles are in sight without scrolling; in a tall window a fourth comes a moment later."""
_REST_MS = 250
_INSIDE = 13
"""Pixels from the edge of a field to its text."""
_ICONS = {"image": "image", "pdf": "file-text", "audio": "mic", "file": "file"}


class _Opener(Pressable):
    """The picture, or the icon of what the file is; a press opens it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.file: Evidence | None = None
        self.picture: QPixmap | None = None
        self.awaited = False
        """Whether the file is still on its way here."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        image = self.file is not None and self.file.kind == "image"
        return QSize(self.look.px(160), self.look.px(128) if image else max(TOUCH, self.look.px(44)))

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, self.sizeHint().height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        side = self.look.px(22)
        if self.picture and not self.picture.isNull():
            self._draw_picture(painter, rect, self.picture)
        else:
            fill = c.accent_soft if self.isDown() else c.hover
            paint_box(painter, rect, fill, c.line if self.hovered else "", 9)
            kind = self.file.kind if self.file else "file"
            if kind == "image" and not self.awaited:
                middle = rect.center()
                icon = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
            else:
                icon = QRect(12, rect.center().y() - side // 2 + 1, side, side)
                words = rect.adjusted(12 + side + 8, 0, -10, 0)
                says = self.look.tr("On its way") if self.awaited else self.look.tr("Open")
                paint_line(painter, words, says, self.look.font(14, 500), c.muted if self.awaited else c.text)
            paint_icon(painter, icon, "cloud-download" if self.awaited else _ICONS[kind], c.muted)
        if self.ring:
            paint_ring(painter, rect, self.look, 9)

    def show_file(self, file: Evidence, picture: QPixmap | None, awaited: bool) -> None:
        """Stand for that file; only another kind of file has another height."""
        high = self.sizeHint().height()
        self.file, self.picture, self.awaited = file, picture, awaited
        if self.sizeHint().height() != high:
            self.updateGeometry()
        self.update()

    def _draw_picture(self, painter: QPainter, rect: QRect, picture: QPixmap) -> None:
        """Paint it as it was painted before, if it was: to scale it takes long."""
        ratio = painter.device().devicePixelRatioF()
        name = f"tile {picture.cacheKey()} {rect.width()}x{rect.height()} {ratio} {self.look.tokens.surface}"
        drawn = QPixmap()
        if not QPixmapCache.find(name, drawn):
            drawn = QPixmap(rect.size() * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            onto = QPainter(drawn)
            self._scale_picture(onto, QRect(0, 0, rect.width(), rect.height()), picture)
            onto.end()
            QPixmapCache.insert(name, drawn)
        painter.drawPixmap(rect.topLeft(), drawn)
        if self.hovered:
            paint_box(painter, rect, "", self.look.tokens.accent, 9, 2)

    def _scale_picture(self, painter: QPainter, rect: QRect, picture: QPixmap) -> None:
        """The picture as it is kept for the next painting."""
        paint_cover(painter, rect, picture)
        self._draw_pencil(painter, rect)

    def _draw_pencil(self, painter: QPainter, rect: QRect) -> None:
        """Show that a picture can be drawn upon."""
        side, c = self.look.px(30), self.look.tokens
        badge = QRect(rect.right() - side - 7, rect.bottom() - side - 7, side, side)
        paint_box(painter, badge, c.surface, c.line, side / 2)
        inset = side * 7 // 30
        paint_icon(painter, badge.adjusted(inset, inset, -inset, -inset), "pencil", c.text)


class _Caption(LineEdit):
    """A caption that is longer than its field is its tip too."""

    def __init__(self, look: Look, name: str, example: str) -> None:
        super().__init__(look, name, example=example)
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        long = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2 * _INSIDE
        self.setToolTip(plain_tip(self.text()) if long else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()


class EvidenceTile(QWidget):
    """One file; made once and shown with another file again and again."""

    opened = Signal(object)
    removed = Signal(object)
    withheld = Signal(object)
    """The file, which is to stay out of reports, or to go in again."""
    typed = Signal(object)
    """This tile; somebody types its caption."""
    captioned = Signal(object)
    """This tile; its caption was changed and left."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.file: Evidence | None = None
        self.seen: tuple[str, ...] = ()
        """What was on screen when typing of the caption began."""
        self.typing = False
        """Whether the caption has text that is not a change yet."""
        self._contested = False
        self._opener = _Opener(look)
        self._opener.clicked.connect(lambda: self.opened.emit(self.file))
        self._name = ElidedLabel(look, "", "body")
        self._time = Label(look, "", "caption")
        self._inside = IconButton(look, "eye", look.tr("Goes into reports"), framed=False)
        self._inside.setObjectName("withhold")
        self._inside.clicked.connect(lambda: self.withheld.emit(self.file))
        self._remove = IconButton(look, "trash-2", look.tr("Remove"), framed=False)
        self._remove.clicked.connect(lambda: self.removed.emit(self.file))
        self.caption = _Caption(look, look.tr("Caption"), example=look.tr("What it proves"))
        self.caption.setAcceptDrops(False)
        self.caption.textEdited.connect(self._typed)
        self.caption.left.connect(self._left)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._time)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addLayout(words, 1)
        row.addWidget(self._inside)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._opener)
        column.addLayout(row)
        label = Label(look, look.tr("Caption"), "second")
        label.setBuddy(self.caption)
        column.addWidget(label)
        column.addWidget(self.caption)

    def show_file(
        self, file: Evidence, picture: QPixmap | None, awaited: bool = False, contested: bool = False
    ) -> None:
        """Show that file, which may be `awaited`; a caption that is being typed for it stays.

        Of a `contested` caption no version is shown as if it were the one to go on from.
        """
        tr = self.look.tr
        another = self.file is None or self.file.id != file.id
        self.file = file
        self._opener.show_file(file, picture, awaited)
        opens = tr("Open {name}", name=file.name)
        self._opener.setAccessibleName(opens)
        self._opener.setToolTip(plain_tip(opens))
        self._name.setText(file.name)
        moment = said_minute(file.taken or file.added, self.look).replace(" ", "\u00a0")
        edited = tr.context("evidence", "edited") if file.derived_from else ""
        internal = tr.context("evidence", "internal") if file.internal else ""
        coming = tr("on its way") if awaited else ""
        self._time.setText(" \u00b7 ".join(part for part in (coming, internal, edited, moment) if part))
        state = tr("Internal: not in reports") if file.internal else tr("Goes into reports")
        self._inside.set_icon("lock" if file.internal else "eye", state)
        self._inside.setAccessibleName(f"{file.name}: {state}")
        self._remove.setAccessibleName(tr("Remove {name}", name=file.name))
        self.caption.setAccessibleName(tr("Caption of {name}", name=file.name))
        if contested != self._contested:
            self._contested = contested
            in_conflict = tr("In conflict: settle it under Conflicts")
            self.caption.setPlaceholderText(in_conflict if contested else tr("What it proves"))
        if another or not self.typing:
            self.typing = False
            self.caption.set_text(file.caption)

    def set_picture(self, picture: QPixmap | None) -> None:
        self._opener.picture = picture
        self._opener.update()

    def flush(self) -> bool:
        """Say the caption if it was changed; False if it could not be saved."""
        self.caption.flush()
        if self.typing and self.file and self.caption.text() == self.file.caption:
            self.typing = False
        return not self.typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the caption; the page would go to another criterion."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def keep_typing(self) -> None:
        """The caption could not be saved: leaving the field again tries once more."""
        said = self.caption.text()
        self.caption.set_text(self.file.caption if self.file else "")
        self.caption.setText(said)
        self.typing = True

    def _typed(self) -> None:
        self.typed.emit(self)
        self.typing = True

    def _left(self) -> None:
        self.typing = False
        self.captioned.emit(self)


class PendingTile(QWidget):
    """Files that are being taken in."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._said = Label(look, "", "second")
        self._bar = ShareBar(look, look.tr("Adding files"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._said)
        column.addWidget(self._bar)

    def show_share(self, done: int, total: int) -> None:
        self._said.setText(self.look.tr("Adding {n} of {total}\u2026", n=min(done + 1, total), total=total))
        self._bar.set_share((done + 0.5) / total if total else 0)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.hover, radius=9)
        painter.end()


class EvidenceTiles(QWidget):
    """The tiles of one criterion, from a pool that only grows.

    Those beyond `AT_ONCE` are out of sight and come once nobody has gone on for a moment.
    """

    opened = Signal(object)
    removed = Signal(object)
    withheld = Signal(object)
    typed = Signal(object)
    captioned = Signal(object)

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._thumbs = thumbs
        self._blobs: Blobs | None = None
        self._awaited: frozenset[str] = frozenset()
        self._contested: frozenset[str] = frozenset()
        self._files: tuple[Evidence, ...] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self._fill(len(self._files)))
        self.tiles: list[EvidenceTile] = []
        self._filled = 0
        """How many of them show a file."""
        self._pending: list[PendingTile] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._beyond = QWidget(self)
        self._beyond_column = QVBoxLayout(self._beyond)
        self._beyond_column.setContentsMargins(0, 0, 0, 0)
        self._beyond_column.setSpacing(14)
        self._column.addWidget(self._beyond)
        self._beyond.hide()
        thumbs.came.connect(self._show_picture)

    @property
    def shown(self) -> list[EvidenceTile]:
        return [tile for tile in self.tiles if tile.isVisibleTo(self)]

    def show_files(
        self,
        files: tuple[Evidence, ...],
        blobs: Blobs,
        under_way: list[tuple[int, int]],
        awaited: frozenset[str] = frozenset(),
        contested: frozenset[str] = frozenset(),
    ) -> None:
        """Show these files, and before them what is still being taken in as (done, total).

        `awaited` are the hashes of files that others have and that have not come yet, `contested` the ids
        of those whose caption several people wrote differently.
        """
        self._blobs, self._awaited, self._contested = blobs, awaited, contested
        while len(self._pending) < len(under_way):
            self._pending.append(PendingTile(self.look))
            self._column.insertWidget(0, self._pending[-1])
        for i, waiting in enumerate(self._pending):
            if i < len(under_way):
                waiting.show_share(*under_way[i])
            waiting.setVisible(i < len(under_way))
        files = self._with_typed(files)
        others = {file.id for file in files}.isdisjoint(file.id for file in self._files)
        self._files = files
        self._rest.stop()
        if others and len(files) > AT_ONCE:
            self._fill(AT_ONCE)
            self._rest.start()
        else:
            self._fill(len(self._files))

    def _with_typed(self, files: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The files, with one whose caption is being typed where it is, even if it was removed."""
        order = list(files)
        of = {file.criterion for file in files}
        for at, tile in enumerate(self.tiles[: len(self._files)]):
            if tile.typing and tile.file and of <= {tile.file.criterion}:
                now = next((file for file in files if file.id == tile.file.id), tile.file)
                order = [file for file in order if file.id != now.id]
                order.insert(at, now)
        return tuple(order)

    def _fill(self, count: int) -> None:
        """Show so many of the files, in tiles that are there or made now."""
        self._filled = count
        while len(self.tiles) < count:
            self.tiles.append(self._make())
        self._beyond.setVisible(count > AT_ONCE)
        last = AT_ONCE if count <= AT_ONCE else len(self.tiles)
        for i, tile in enumerate(self.tiles[:last]):
            if i < count and self._blobs:
                file = self._files[i]
                picture = self._thumbs.get(file.thumb, self._blobs)
                contested = file.id in self._contested
                shown = replace(file, caption="") if contested else file
                tile.show_file(shown, picture, file.sha256 in self._awaited, contested)
            tile.setVisible(i < count)

    def flush(self) -> bool:
        """Say the captions that are being typed; False if one could not be saved."""
        return all([tile.flush() for tile in self.tiles[: self._filled]])

    def _make(self) -> EvidenceTile:
        tile = EvidenceTile(self.look)
        tile.opened.connect(self.opened)
        tile.removed.connect(self.removed)
        tile.withheld.connect(self.withheld)
        tile.captioned.connect(self.captioned)
        tile.typed.connect(self.typed)
        column = self._column if len(self.tiles) < AT_ONCE else self._beyond_column
        column.insertWidget(column.count() - (column is self._column), tile)
        return tile

    def _show_picture(self, sha: str) -> None:
        for tile in self.shown:
            if tile.file and tile.file.thumb == sha and self._blobs:
                tile.set_picture(self._thumbs.get(sha, self._blobs))
