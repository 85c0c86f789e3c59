"""Evidence on the scoring page: a column where there is room, else a row of buttons and a sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.buttons import SecondaryButton
from ui.widgets.evidence import EvidenceTiles, Thumbs
from ui.widgets.labels import Label, Pill
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box
from ui.widgets.scroll import ScrollArea


class _Adders:
    """The three ways in, as buttons."""

    def __init__(self, look: Look) -> None:
        tr = look.tr
        self.photo = SecondaryButton(look, tr("Photo"), "camera")
        self.file = SecondaryButton(look, tr("File"), "paperclip")
        self.paste = SecondaryButton(look, tr("Paste"), "clipboard-paste")
        self.photo.setToolTip(tr("Add photos"))
        self.file.setToolTip(tr("Add files, also sound (Ctrl+E)"))
        self.paste.setToolTip(tr("Paste a picture or files (Ctrl+V)"))


class EvidenceColumn(QWidget):
    """Buttons on top, tiles under them."""

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self.adders = _Adders(look)
        self.tiles = EvidenceTiles(look, thumbs)
        self._count = Pill(look, "0", "accent")
        head = QHBoxLayout()
        head.addWidget(Label(look, tr("Evidence"), "title", wrap=False), 1)
        head.addWidget(self._count)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.adders.photo, 0, 0)
        buttons.addWidget(self.adders.file, 0, 1)
        buttons.addWidget(self.adders.paste, 1, 0, 1, 2)
        self._draft = Label(look, tr("A draft: a score of 0, 1 or 5 needs a file."), "second", "warn")
        self._empty = Label(look, tr("Drop files anywhere on this page."), "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addWidget(self._draft)
        column.addWidget(self._empty)
        column.addWidget(ScrollArea(look, self.tiles), 1)

    def show_count(self, count: int, draft: bool) -> None:
        self._count.set_pill(str(count), "accent" if count else "quiet")
        self._draft.setVisible(draft)
        self._empty.setVisible(not count)


class EvidenceRow(QWidget):
    """Buttons in one line; `asked` wants the files shown in a sheet."""

    asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.adders = _Adders(look)
        self._draft = Pill(look, look.tr("Draft: add a file"), "warn")
        self._files = SecondaryButton(look, look.tr("Evidence"), "image")
        self._files.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.adders.photo, self.adders.file, self.adders.paste):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._draft)
        row.addWidget(self._files)

    def fold(self, folded: bool) -> None:
        """Leave only the icons of the buttons where width is short."""
        for button in (self.adders.photo, self.adders.file, self.adders.paste):
            button.fold(folded)

    def show_count(self, count: int, draft: bool) -> None:
        said = self.look.tr.plural("{n} file", "{n} files", count)
        self._files.setText(said)
        self._files.setAccessibleName(said)
        self._files.setVisible(bool(count))
        self._files.updateGeometry()
        self._draft.setVisible(draft)


class DropHint(QWidget):
    """Covers the page while files are held over it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._said = Label(look, "", "fact", "accent")
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(Picture(look, "upload", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._said)
        column.addStretch(1)
        self.hide()

    def show_for(self, criterion: str) -> None:
        self._said.setText(self.look.tr("Drop the files to add them to {criterion}", criterion=criterion))
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(8, 8, -8, -8)
        painter.setOpacity(0.94)
        paint_box(painter, inner, self.look.tokens.accent_soft, radius=12)
        painter.setOpacity(1)
        paint_box(painter, inner, "", self.look.tokens.accent, 12, 2, dashed=True)
        painter.end()
