"""Evidence on the scoring page: a column where there is room, else a row of buttons and a sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.buttons import SecondaryButton
from ui.widgets.evidence import EvidenceTiles
from ui.widgets.labels import Label, Pill
from ui.widgets.scroll import ScrollArea
from ui.widgets.thumbs import Thumbs


class _Adders:
    """The ways in, as buttons; the last one counts the photos that came from the phone."""

    def __init__(self, look: Look) -> None:
        tr = look.tr
        self.photo = SecondaryButton(look, tr("Photo"), "camera")
        self.file = SecondaryButton(look, tr("File"), "paperclip")
        self.paste = SecondaryButton(look, tr("Paste"), "clipboard-paste")
        self.phone = SecondaryButton(look, tr("From the phone"), "smartphone")
        self.photo.setToolTip(tr("Add photos"))
        self.file.setToolTip(tr("Add files, also sound (Ctrl+E)"))
        self.paste.setToolTip(tr("Paste a picture or files (Ctrl+V)"))
        self._look = look

    def show_new(self, count: int, short: bool = False) -> None:
        """So many photos came from the phone; `short` where there is room for the figure alone."""
        tr = self._look.tr
        said = tr("Photos from the phone (new: {n})", n=count) if count else tr("From the phone")
        new = str(count) if short else tr.plural("{n} new photo", "{n} new photos", count)
        self.phone.setText(new if count else tr("From the phone"))
        self.phone.fold(short and not count)
        self.phone.setToolTip(said)
        self.phone.setAccessibleName(said)


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
        head.setContentsMargins(0, 8, 0, 0)
        head.addWidget(Label(look, tr("Evidence"), "title", wrap=False), 1)
        head.addWidget(self._count)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.adders.photo, 0, 0)
        buttons.addWidget(self.adders.file, 0, 1)
        buttons.addWidget(self.adders.paste, 1, 0, 1, 2)
        buttons.addWidget(self.adders.phone, 2, 0, 1, 2)
        self._draft = Label(look, tr("A draft: a score of 0, 1 or 5 needs a file."), "second", "warn")
        self._empty = Label(look, tr("Drop files anywhere on this page."), "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
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
        for button in (self.adders.photo, self.adders.file, self.adders.paste, self.adders.phone):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._draft)
        row.addWidget(self._files)
        self._row, self._folded = row, False
        self._worded = (self.adders.photo, self.adders.file, self.adders.paste)
        self._words = sum(button.sizeHint().width() for button in self._worded)

    def fold(self, folded: bool, slim: bool = False) -> None:
        """Leave only the icons of the buttons where width is short; also of that with the count if `slim`."""
        self._folded = folded
        self._files.fold(slim)
        self._fit()

    def _fit(self) -> None:
        """Leave only the icons too where the words do not fit beside all else that is shown."""
        shown = [one for one in (self.adders.phone, self._draft, self._files) if not one.isHidden()]
        gaps = self._row.spacing() * (len(self._worded) + len(shown))
        needed = self._words + sum(one.sizeHint().width() for one in shown) + gaps
        for button in self._worded:
            button.fold(self._folded or needed > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_count(self, count: int, draft: bool) -> None:
        said = self.look.tr.plural("{n} file", "{n} files", count)
        self._files.setText(said)
        self._files.setAccessibleName(said)
        self._files.setVisible(bool(count))
        self._files.updateGeometry()
        self._draft.setVisible(draft)
        self._fit()
