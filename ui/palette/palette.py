"""The palette: one field over the page, and what its letters find."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import key_name
from ui.look import MARGIN, Look
from ui.palette.finding import Find, Section
from ui.palette.rows import FindDelegate, FindsModel
from ui.widgets.buttons import IconButton
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label, Line
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box
from ui.widgets.scroll import ListView

_WIDTH, _HEIGHT, _TOP = 660, 486, 112
_LOW_WINDOW = 700
Search = Callable[[str], Sequence[tuple[Section, Find]]]


class Palette(QWidget):
    """Covers the window until something is chosen or it is given up; the keys never leave its field."""

    chosen = Signal(object)
    """The Find; the palette is gone by then, and the focus is where it was."""
    closed = Signal()

    def __init__(self, look: Look, over: QWidget, search: Search, said: str = "") -> None:
        super().__init__(over)
        self.look = look
        self._search = search
        before = over.window().focusWidget()
        self._before = weakref.ref(before) if before else lambda: None
        self.setAccessibleName(look.tr("Command palette"))
        self._box = QWidget(self)
        self.field = LineEdit(
            look, look.tr("Find a criterion, page, audit or action"), said, look.tr("Find or do…")
        )
        self.field.setProperty("plain", True)
        self.field.setFont(look.font(17))
        self.model = FindsModel(look, self)
        self.rows = ListView(look, look.tr("Found"))
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(FindDelegate(look, self.rows))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.clicked.connect(self._choose)
        self._count = Label(look, "", "caption", wrap=False)
        self._nothing = Label(look, look.tr("Nothing fits. Try an id such as SEL-05, or fewer letters."))
        self._nothing.setContentsMargins(10, 6, 10, 6)
        self._lay_out()
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        over.installEventFilter(self)

    def _lay_out(self) -> None:
        look, tr = self.look, self.look.tr
        close = IconButton(look, "x", tr("Close (Esc)"), framed=False)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(Picture(look, "search", "accent", 18))
        head.addWidget(self.field, 1)
        head.addWidget(close)
        hints = tr("\u2191\u2193 choose   Enter open   > only actions   # only criteria")
        self._hints = Label(look, hints, "caption", wrap=False)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 2, 10, 2)
        foot.addWidget(self._hints)
        foot.addStretch(1)
        foot.addWidget(self._count)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(Line(look))
        column.addWidget(self.rows, 1)
        column.addWidget(self._nothing)
        column.addStretch()
        column.addWidget(Line(look))
        column.addLayout(foot)

    def open(self) -> None:
        """Show it, with the focus in its field."""
        self._fit()
        self._find()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)

    def close_it(self) -> None:
        """Take it away and give the focus back."""
        self._over.removeEventFilter(self)
        self.hide()
        before = self._before()
        if before and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    @property
    def _over(self) -> QWidget:
        over = self.parentWidget()
        assert over
        return over

    def step(self, by: int) -> None:
        """One row up or down."""
        at = self.model.step(self.rows.currentIndex().row(), 1 if by > 0 else -1)
        for _ in range(abs(by) - 1):
            at = self.model.step(at, 1 if by > 0 else -1)
        self.rows.setCurrentIndex(self.model.index(at))
        if self.model.step(at, -1) == at:
            self.rows.scrollToTop()

    def accept(self) -> None:
        """Choose the current row."""
        self._choose(self.rows.currentIndex())

    def _find(self) -> None:
        found = self._search(self.field.text())
        self.model.set_finds(found)
        self.rows.setCurrentIndex(self.model.index(self.model.step(0, 1) if found else -1))
        self.rows.scrollToTop()
        self.rows.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._fit()
        self._count.setText(self.look.tr.plural("{n} result", "{n} results", len(found)))

    @property
    def _around(self) -> int:
        """The height of everything but the rows."""
        layout = self._box.layout()
        assert layout
        margins, parts = layout.contentsMargins(), (layout.itemAt(i) for i in range(layout.count()))
        fixed = sum(
            p.sizeHint().height() for p in parts if p and p.widget() not in (self.rows, self._nothing)
        )
        return fixed + margins.top() + margins.bottom() + layout.spacing() * layout.count()

    def _choose(self, index: QModelIndex) -> None:
        one = self.model.row(index.row())
        if one:
            self.close_it()
            self.chosen.emit(one)

    def _fit(self) -> None:
        over, look = self._over.size(), self.look
        self.resize(over)
        low = over.height() < look.px(_LOW_WINDOW)
        top = MARGIN if low else look.px(_TOP)
        width = min(look.px(_WIDTH), over.width() - 2 * MARGIN)
        rows = sum(self.rows.sizeHintForRow(at) for at in range(self.model.rowCount()))
        most = min(look.px(_HEIGHT), over.height() - top - MARGIN)
        height = min(most, self._around + max(rows, look.px(60)))
        self._box.setGeometry((over.width() - width) // 2, top, width, height)
        self._hints.setVisible(width >= look.px(560))

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._fit()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(key_name(event))
        return False

    def _press(self, key: str) -> bool:
        steps = {"Up": -1, "Down": 1, "PageUp": -8, "PageDown": 8}
        if key in steps:
            self.step(steps[key])
        elif key == "Enter":
            self.accept()
        elif key in ("Esc", "Ctrl+K"):
            self.close_it()
        else:
            return False
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through what was found: nothing else here takes the focus."""
        self.step(1 if next else -1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field does not want stays here, but for the way into hiding."""
        event.setAccepted(event.key() != Qt.Key.Key_F9)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap beside it gives it up."""
        where: QPoint = event.position().toPoint()
        if not self._box.geometry().contains(where):
            self.close_it()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        shade = QColor(c.scrim)
        shade.setAlphaF(c.scrim_share)
        painter.fillRect(self.rect(), shade)
        paint_box(painter, self._box.geometry(), c.surface, c.line, 12)
        painter.end()
