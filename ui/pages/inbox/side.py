"""One version of what is contested: who said it and when, what goes with it, and the button that keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.model import Audit, Change, Evidence
from cxaudit.quality.conflict_values import said
from cxaudit.quality.conflicts import Side
from cxaudit.quality.differing import Span
from ui.icons import paint_icon
from ui.look import Look
from ui.moments import said_minute
from ui.pages.inbox.compared import ComparedText
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chips import ScoreChip, chip_says
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel, Label, Line, Pill, plain_tip
from ui.widgets.paint import paint_box, paint_cover, paint_line, paint_ring
from ui.widgets.pressable import Pressable

_THUMB = QSize(112, 84)
_ICONS = {"image": "image", "pdf": "file-text", "audio": "mic", "file": "file"}


class ProofTile(Pressable):
    """A file small: its picture, or what kind it is, with name and time; a press opens it."""

    def __init__(self, look: Look, file: Evidence, picture: QPixmap | None) -> None:
        super().__init__(look, file.name)
        self.file, self._picture = file, picture
        self._under = said_minute(file.taken or file.added, look)
        self.setAccessibleName(look.tr("Open {name}", name=file.name))
        self.setToolTip(plain_tip(file.name))

    def set_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        look = self.look
        return QSize(look.px(_THUMB.width()), look.px(_THUMB.height()) + 2 * look.px(17) + 4)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c = self.look, self.look.tokens
        shown = QRect(rect.x(), rect.y(), rect.width(), look.px(_THUMB.height()))
        if self._picture and not self._picture.isNull():
            paint_cover(painter, shown, self._picture)
        else:
            paint_box(painter, shown, c.hover, radius=9)
            side = look.px(22)
            middle = shown.center()
            icon = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
            paint_icon(painter, icon, _ICONS[self.file.kind], c.muted)
        for row, words in enumerate((self.file.name, self._under)):
            line = QRect(rect.x(), shown.bottom() + 4 + row * look.px(17), rect.width(), look.px(17))
            paint_line(painter, line, words, look.font(12, 500), c.muted if row else c.text)
        if self.ring or self.hovered:
            paint_ring(painter, shown, look, 9)


class SideCard(Card):
    """A version; the chosen one has a ring."""

    kept = Signal()
    started = Signal(str)
    """The cell whose text a third one starts from."""
    opened = Signal(object)
    """A file."""

    def __init__(
        self,
        look: Look,
        number: int,
        side: Side,
        audit: Audit,
        here: bool,
        spans: Mapping[str, Sequence[Span]],
        editable: Sequence[str],
    ) -> None:
        tr, first = look.tr, side.first
        super().__init__(look)
        name = side.author or tr("Nobody named")
        self.setAccessibleName(name)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(look, " ".join(name.split()), "title"), 1)
        head.addWidget(Pill(look, str(number), "quiet"))
        self.add(head)
        self.side, self._spans, self._chosen = side, spans, False
        self.tiles: list[ProofTile] = []
        self.starts: dict[str, LinkButton] = {}
        where = tr("this device") if here else tr("another device")
        self.add(Label(look, f"{said_minute(first.at, look)} \u00b7 {where}", "caption"))
        if side.brought_back:
            undone = tr("brought back by undo: {name}", name=first.author or tr("Nobody named"))
            self.add(ComparedText(look, undone, size=12, weight=500, colour="muted"))
        for change in side.changes:
            self._add_value(change, audit, editable)
        for reason in side.reasons:
            self.add(ComparedText(look, tr("Why: {reason}", reason=reason), size=13, colour="muted"))
        if side.note:
            self.add(Line(look))
            self.add(ComparedText(look, side.note))
        self.proofs = QWidget()
        self._flow = FlowLayout(self.proofs, gap=8)
        self.add(self.proofs)
        self.proofs.hide()
        self.body.addStretch(1)
        self.refused = Label(look, "", "second", "warn")
        self.refused.hide()
        self.add(self.refused)
        self.keep = SecondaryButton(look, self._verb(), "check")
        self.keep.setAccessibleName(tr("Keep: {value}", value=self._spoken(audit)))
        self.keep.clicked.connect(self.kept)
        self.add(self.keep)
        self._column.setStretchFactor(self.body, 1)

    def refuse(self, sentence: str) -> None:
        """Say why this version cannot be kept."""
        self.keep.setEnabled(False)
        self.refused.setText(sentence)
        self.refused.show()

    def add_proof(self, file: Evidence, picture: QPixmap | None) -> None:
        """Show a file that goes with this version."""
        tile = ProofTile(self.look, file, picture)
        tile.clicked.connect(lambda: self.opened.emit(file))
        self.tiles.append(tile)
        self._flow.addWidget(tile)
        self.proofs.show()

    def set_chosen(self, chosen: bool) -> None:
        self._chosen = chosen
        self.keep.setAccessibleDescription(self.look.tr("chosen") if chosen else "")
        self.update()

    def _add_value(self, change: Change, audit: Audit, editable: Sequence[str]) -> None:
        look = self.look
        if _is_mark(change.cell, audit):
            mark, reason = cells.mark_of(change.value)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(ScoreChip(look, mark, 44), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.addStretch(1)
            words.addWidget(ComparedText(look, reason or chip_says(look, mark), weight=600))
            words.addStretch(1)
            row.addLayout(words, 1)
            self.add(row)
            return
        text = said(change.cell, change.value, audit, look.tr)
        spans = self._spans.get(change.cell, ())
        if len(self.side.changes) > 1:
            self.add(Line(look))
        short = "\n" not in text and len(text) < 60
        self.add(ComparedText(look, text, spans, weight=600 if short else 400))
        if change.cell in editable:
            start = LinkButton(look, look.tr("Start from this text"), "pencil")
            start.clicked.connect(lambda: self.started.emit(change.cell))
            self.starts[change.cell] = start
            row = QHBoxLayout()
            row.addWidget(start)
            row.addStretch(1)
            self.add(row)

    def _verb(self) -> str:
        tr, value = self.look.tr, self.side.first.value
        if self.side.first.cell.endswith("/score") and type(value) is int:
            return tr("Keep {value}", value=value)
        return tr("Keep this")

    def _spoken(self, audit: Audit) -> str:
        words = [said(change.cell, change.value, audit, self.look.tr) for change in self.side.changes]
        return ", ".join([*words, self.side.author])

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        border, width = (c.accent, 2) if self._chosen else (c.line, 1)
        paint_box(painter, self.rect(), c.surface, border, 12, width)
        painter.end()


class BesideCard(Card):
    """What is there and of no version alone."""

    opened = Signal(object)

    def __init__(self, look: Look, note: str) -> None:
        super().__init__(look, look.tr("There for all versions"))
        self.tiles: list[ProofTile] = []
        if note:
            self.add(ComparedText(look, note))
        inside = QWidget()
        self._flow = FlowLayout(inside, gap=8)
        column = QVBoxLayout()
        column.addWidget(inside)
        self.add(column)

    def add_proof(self, file: Evidence, picture: QPixmap | None) -> None:
        tile = ProofTile(self.look, file, picture)
        tile.clicked.connect(lambda: self.opened.emit(file))
        self.tiles.append(tile)
        self._flow.addWidget(tile)


def _is_mark(cell: str, audit: Audit) -> bool:
    match cell.split("/"):
        case ["visit", _, "rating", criterion, "score"] | ["review", _, "score", criterion]:
            return criterion in audit.framework.criteria
    return False
