"""The pages of the report on a card: leaf, zoom, thumbnails."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import Look
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.pdf_sheets import Sheets
from ui.widgets.pdf_view import Fit, PdfView, Thumbs


class PreviewCard(Card):
    """Shows one PDF after another; pages count from 0."""

    failed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.setAccessibleName(look.tr("Pages"))
        self._short = False
        self.sheets = Sheets(self)
        self.sheets.failed.connect(self.failed)
        self.view = PdfView(look, self.sheets)
        self.view.paged.connect(self._follow)
        self.view.zoomed.connect(lambda _: self._say_zoom())
        self.thumbs = Thumbs(look, self.sheets)
        self.thumbs.chosen.connect(self.show_page)
        self.add(self._bar())
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.thumbs)
        line.addWidget(self.view, 1)
        self.add(line, 1)
        self._follow(0)

    def _bar(self) -> QHBoxLayout:
        """Leaf, the page that is read, zoom."""
        look, tr = self.look, self.look.tr
        self.back_button = IconButton(look, "chevron-left", tr("Previous page"))
        self.back_button.clicked.connect(lambda: self.show_page(self.page - 1))
        self.on_button = IconButton(look, "chevron-right", tr("Next page"))
        self.on_button.clicked.connect(lambda: self.show_page(self.page + 1))
        self.where = Label(look, "", "second", "text", wrap=False)
        smaller = IconButton(look, "minus", tr("Zoom out"))
        smaller.clicked.connect(lambda: self.view.step_zoom(-1))
        larger = IconButton(look, "plus", tr("Zoom in"))
        larger.clicked.connect(lambda: self.view.step_zoom(1))
        self.zoom = Label(look, "", "second", "text", wrap=False)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(look.metrics(13).horizontalAdvance("000 %"))
        self.fit_button = SecondaryButton(look, tr("Whole page"), "maximize")
        self.fit_button.clicked.connect(lambda: self.set_fit("page" if self.fit == "width" else "width"))
        row = QHBoxLayout()
        row.setSpacing(8)
        left: tuple[QWidget, ...] = (self.back_button, self.where, self.on_button)
        right: tuple[QWidget, ...] = (smaller, self.zoom, larger, self.fit_button)
        for part in left:
            row.addWidget(part)
        row.addStretch()
        for part in right:
            row.addWidget(part)
        return row

    @property
    def page(self) -> int:
        """The page that is read."""
        return self.view.page

    @property
    def fit(self) -> Fit:
        return self.view.fit

    def set_document(self, pdf: bytes, sizes: tuple[tuple[float, float], ...], page: int) -> None:
        """Show another PDF at that page; the old pages stay until the new ones are rendered."""
        self.sheets.set_document(pdf, sizes)
        self.view.renew(page)
        self.thumbs.renew()
        self._follow(self.page)
        self._say_zoom()

    def show_page(self, page: int) -> None:
        self.view.show_page(page)

    def set_fit(self, fit: Fit) -> None:
        """Make the pages as wide as there is room, or show them whole."""
        self.view.set_fit(fit)
        self._say_zoom()

    def fold(self, width: int) -> None:
        """Leave out what has no room in a card of that width."""
        room = width / self.look.scale
        self.thumbs.setVisible(room >= 540)
        self.fit_button.fold(room < 560)
        self._short = room < 480
        self._follow(self.page)

    def press(self, key: str) -> bool:
        """Leaf and zoom by keys."""
        last = len(self.sheets.sizes) - 1
        pages = {"PageDown": self.page + 1, "PageUp": self.page - 1, "Home": 0, "End": last}
        if key in pages:
            self.show_page(pages[key])
        elif key.removeprefix("Ctrl+").removeprefix("Shift+") in ("+", "="):
            self.view.step_zoom(1)
        elif key.removeprefix("Ctrl+") == "-":
            self.view.step_zoom(-1)
        elif key == "Ctrl+0":
            self.set_fit("width")
        else:
            return False
        return True

    def _follow(self, page: int) -> None:
        tr, total = self.look.tr, len(self.sheets.sizes)
        said = tr("Page {n} of {total}", n=page + 1, total=total)
        if self._short:
            said = tr("{n} of {total}", n=page + 1, total=total)
        self.where.setText(said if total else "")
        self.back_button.setEnabled(page > 0)
        self.on_button.setEnabled(page < total - 1)
        self.thumbs.set_page(page)

    def _say_zoom(self) -> None:
        tr = self.look.tr
        self.zoom.setText(tr.percent(self.view.zoom, 0) if self.sheets.sizes else "")
        self.fit_button.setText(tr("Whole page") if self.fit == "width" else tr("Fit width"))
        self.fit_button.setAccessibleName(self.fit_button.text())
        self.fit_button.updateGeometry()
