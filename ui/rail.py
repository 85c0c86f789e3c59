"""The rail at the left: where the reader is and where to go."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxaudit.i18n import Translator
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.rail_name import AuditName
from ui.widgets.labels import Line, plain_tip
from ui.widgets.messages import Picture
from ui.widgets.paint import LEFT, paint_box, paint_line, paint_pill, pill_width
from ui.widgets.pressable import Pressable
from ui.widgets.scroll import ScrollArea

if TYPE_CHECKING:
    from ui.meeting.words import Line as Exchange

GLOBAL = ("home", "inbox", "team")
OF_AUDIT = (
    "overview",
    "brief",
    "week",
    "scoring",
    "debrief",
    "review",
    "growth",
    "potential",
    "benchmark",
    "report",
)
WITHIN = {"calibration": "benchmark", "waves": "benchmark"}
"""Pages without an entry of their own, and the entry that they belong to."""
BELOW = ("brand", "help", "settings")
ICONS = {
    "home": "folder-open",
    "team": "users",
    "inbox": "git-compare-arrows",
    "overview": "layout-dashboard",
    "brief": "clipboard-list",
    "week": "calendar-days",
    "scoring": "list-checks",
    "debrief": "message-square",
    "review": "shield-check",
    "growth": "sprout",
    "potential": "chart-no-axes-combined",
    "benchmark": "columns-3",
    "report": "file-text",
    "brand": "palette",
    "help": "circle-question-mark",
    "settings": "settings",
}
_WIDE, _NARROW = 212, 64


def names(tr: Translator) -> dict[str, str]:
    """What each page is called in the rail."""
    return {
        "home": tr("Audits"),
        "team": tr("Team"),
        "inbox": tr("Conflicts"),
        "overview": tr("Overview"),
        "brief": tr("Brief"),
        "week": tr("Week"),
        "scoring": tr("Scoring"),
        "debrief": tr("Debrief"),
        "review": tr("Review"),
        "growth": tr("Growth zones"),
        "potential": tr("Potential"),
        "benchmark": tr("Comparison"),
        "report": tr("Report"),
        "brand": tr("Brand"),
        "help": tr("Help"),
        "settings": tr("Settings"),
    }


class RailEntry(Pressable):
    """One place to go to; folded it is its icon with a tip."""

    def __init__(self, look: Look, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(look, text, parent)
        self._icon = icon
        self._folded = False
        self._count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The window says where the reader is."""

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self.setToolTip(self.text() if folded else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._folded:
            return QSize(TOUCH, TOUCH)
        return QSize(self.look.metrics(14, 600).horizontalAdvance(self.text()) + self.look.px(20) + 36, TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        here = self.isChecked()
        inner = rect.adjusted(0, 1, 0, -1)
        if here or self.isDown():
            paint_box(painter, inner, c.accent_soft)
        elif self.hovered:
            paint_box(painter, inner, c.hover)
        ink = c.off_text if not self.isEnabled() else c.accent if here else c.text
        side = self.look.px(20)
        left = rect.center().x() - side // 2 + 1 if self._folded else rect.x() + 12
        paint_icon(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), self._icon, ink)
        if not self._folded:
            words = rect.adjusted(12 + side + 12, 0, -8, 0)
            paint_line(painter, words, self.text(), self.look.font(14, 600 if here else 400), ink, LEFT)
        if self._count:
            self._draw_count(painter, inner)
        if self.ring:
            paint_box(painter, inner, border=c.accent, width=2)

    def _draw_count(self, painter: QPainter, rect: QRect) -> None:
        said = str(self._count)
        left = rect.right() - pill_width(self.look, said) - (0 if self._folded else 7)
        middle = rect.y() + self.look.px(11) if self._folded else rect.center().y() + 1
        paint_pill(painter, left, middle, self.look, said, "accent", on_selected=self.isChecked())


class ExchangeLine(Pressable):
    """Where the audits are: on this device alone, or how the last sync with a team went; small on purpose."""

    _ICON = 16

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._icon, self._role = "hard-drive", "muted"
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, icon: str, role: str, short: str, sentence: str) -> None:
        """Say that; the sentence is the tip."""
        self._icon, self._role = icon, role
        self.setText(short)
        self.setAccessibleName(short)
        self.setAccessibleDescription(sentence)
        self.setToolTip(plain_tip(sentence))
        self.update()

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, side = self.look.tokens, self.look.px(self._ICON)
        if self.hovered or self.isDown():
            paint_box(painter, rect.adjusted(0, 3, 0, -3), c.accent_soft if self.isDown() else c.hover)
        ink = self.look.colour(self._role)
        left = rect.center().x() - side // 2 + 1 if self._folded else rect.x() + 14
        paint_icon(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), self._icon, ink)
        if not self._folded:
            words = rect.adjusted(14 + side + 10, 0, -4, 0)
            paint_line(painter, words, self.text(), self.look.font(12, 500), ink, LEFT)
        if self.ring:
            paint_box(painter, rect.adjusted(0, 3, 0, -3), border=c.accent, width=2)


class _Mark(QWidget):
    """The sign of the program: bars on a rounded square, with its name beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.folded = False
        self.setFixedHeight(64)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        left = (self.width() - 28) // 2 if self.folded else 12
        square = QRect(left, 18, 28, 28)
        paint_box(painter, square, c.accent, radius=8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, top in ((8.5, 15.5), (14.0, 11.5), (19.5, 7.5)):
            painter.setPen(QPen(QColor(c.on_accent), 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(
                QPointF(square.x() + x, square.y() + top), QPointF(square.x() + x, square.y() + 20.0)
            )
        if not self.folded:
            words = QRect(left + 38, 18, self.width() - left - 38, 28)
            paint_line(painter, words, "cxaudit", self.look.font(16, 600), c.text)
        painter.end()


class _Middle(ScrollArea):
    """The entries of the audit: as high as they are, and drawn by a finger where the window is low."""

    def __init__(self, look: Look, inside: QWidget) -> None:
        super().__init__(look, inside)
        self._inside = inside
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._more = Picture(look, "chevron-down", "muted", round(12 / look.scale))
        self._more.setParent(self)
        self._more.hide()
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._say_more)
        bar.rangeChanged.connect(self._say_more)

    def _say_more(self) -> None:
        """Show in the corner that there is more below; over an icon it would look like another one."""
        bar, sign = self.verticalScrollBar(), self._more
        sign.move(self.width() - sign.width(), self.height() - sign.height())
        sign.setVisible(bar.value() < bar.maximum())
        sign.raise_()

    def sizeHint(self) -> QSize:
        layout = self._inside.layout()
        high = layout.totalHeightForWidth(max(self.width(), TOUCH)) if layout else 0
        return QSize(TOUCH, max(high, self._inside.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, 3 * TOUCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the name of the audit breaks into other lines


class Rail(QWidget):
    """The program, the pages of the open audit, settings, and where the audits are kept."""

    went = Signal(str)

    def __init__(self, look: Look, pages: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(look.tr("Navigation"))
        self.entries: dict[str, RailEntry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 9, 8)
        column.setSpacing(0)
        self._mark = _Mark(look)
        column.addWidget(self._mark)
        self._add(column, GLOBAL, pages)
        self._audit = _Middle(look, self._audit_part(pages))
        column.addWidget(self._audit)
        column.addStretch(1)
        self._folded = False
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setSpacing(0)
        self._add(self._below, BELOW, pages)
        column.addLayout(self._below)
        self.exchange = ExchangeLine(look)
        here = look.tr("Only this device")
        self.exchange.show_line("hard-drive", "muted", here, here)
        self.exchange.clicked.connect(lambda: self.went.emit("team") if "team" in pages else None)
        column.addWidget(self.exchange)
        self.set_audit("", "")
        self.fold(False)

    def _add(self, column: QBoxLayout, keys: Collection[str], pages: Collection[str]) -> None:
        said = names(self.look.tr)
        for key in keys:
            if key in pages:
                entry = RailEntry(self.look, said[key], ICONS[key])
                entry.clicked.connect(lambda _=False, key=key: self.went.emit(key))
                self.entries[key] = entry
                column.addWidget(entry)

    def _audit_part(self, pages: Collection[str]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 3, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(self.look))
        column.addSpacing(4)
        self.name = AuditName(self.look)
        column.addWidget(self.name)
        self._add(column, OF_AUDIT, pages)
        return part

    def set_exchange(self, said: Exchange) -> None:
        """Say where the audits are and when they last met those of the team."""
        self.exchange.show_line(said.icon, said.role, said.short, said.sentence)

    def set_audit(self, name: str, context: str) -> None:
        """Name the open audit; an empty name means that none is open."""
        self.name.set_texts(name, context)
        self._audit.setVisible(bool(name))
        self._audit.updateGeometry()
        self._arrange()

    def set_here(self, key: str) -> None:
        here = WITHIN.get(key, key)
        for each, entry in self.entries.items():
            entry.setChecked(each == here)
        if here in self.entries and here in OF_AUDIT:
            self._audit.ensureWidgetVisible(self.entries[here], 0, TOUCH)

    def fold(self, folded: bool) -> None:
        """Leave the icons alone."""
        self._folded = self._mark.folded = folded
        self._mark.update()
        for entry in self.entries.values():
            entry.fold(folded)
        self.name.setVisible(not folded)
        self._audit.updateGeometry()
        self.exchange.fold(folded)
        self.setFixedWidth(_NARROW if folded else max(_WIDE, self.look.px(_WIDE - 12)))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where not all entries have room, those at the foot stand side by side as icons."""
        rows = [key for key in self.entries if key not in OF_AUDIT]
        high = self._mark.height() + (len(rows) + 1) * TOUCH + 8
        if not self._audit.isHidden():
            high += self._audit.sizeHint().height()
        beside = not self._folded and self.height() < high
        directions = QBoxLayout.Direction
        self._below.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for key in BELOW:
            if key in self.entries:
                self.entries[key].fold(beside or self._folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.ink("surface"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), self.look.ink("line"))
        painter.end()
