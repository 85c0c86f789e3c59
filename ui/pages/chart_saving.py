"""The button on a chart's card that saves it as a picture."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui.file_dialog import save_file
from ui.files import documents, show_folder
from ui.look import Look
from ui.page import Page
from ui.widgets.buttons import IconButton
from ui.widgets.chart_view import ChartView

KINDS = ("png", "svg")


class SaveChart(IconButton):
    """Asks for the kind and the place; the page says what became of it."""

    def __init__(self, look: Look, view: ChartView, parent: QWidget | None = None) -> None:
        super().__init__(
            look, "download", look.tr("Save the chart as a picture"), framed=False, parent=parent
        )
        self.view = view
        self.clicked.connect(self.ask_kind)
        view.saved.connect(self._say_saved)

    def menu(self) -> QMenu:
        """The kinds of picture."""
        menu = QMenu(self)
        for kind in KINDS:
            action = menu.addAction(self.look.tr("Save as {kind}", kind=kind.upper()))
            action.triggered.connect(lambda _=False, kind=kind: self.ask_place(kind))
        return menu

    def ask_kind(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def ask_place(self, kind: str) -> None:
        """Ask where the picture goes."""
        tr = self.look.tr
        words = re.sub(r"[^\w]+", "-", self.view.accessibleName()).strip("-").lower()
        kinds = tr("Pictures (*.{kind})", kind=kind)
        title = tr("Save the chart as a picture")

        def take(path: Path) -> None:
            ending = f".{kind}"
            self.view.save(path if path.suffix.lower() == ending else path.with_name(path.name + ending))

        save_file(self, self.look, title, documents(), kinds, f"{words or 'chart'}.{kind}", take)

    def _say_saved(self, path: Path) -> None:
        page: QWidget | None = self
        while page and not isinstance(page, Page):
            page = page.parentWidget()
        if isinstance(page, Page):
            tr = self.look.tr
            said = tr("The chart is saved: {name}", name=path.name)
            page.say("ok", said, tr("Show the folder"), lambda: show_folder(path))
