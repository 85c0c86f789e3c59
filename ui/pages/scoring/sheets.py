"""Which visit is being scored, where an audit has several."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cxaudit.model import Sheet
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.sheet_words import sheet_line
from ui.widgets.buttons import IconButton


class SheetButton(IconButton):
    """Opens the list of the visits and their auditors; one press there changes the sheet."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "users", look.tr("Choose the visit"), parent=parent)
        self._opened: OpenAudit | None = None
        self._seen: frozenset[str] | None = None
        self.clicked.connect(self._open_menu)
        self.hide()

    def show_audit(self, opened: OpenAudit | None) -> None:
        """Be there only where there is something to choose."""
        self._opened = opened
        self.setVisible(opened is not None and len(self._offered(opened)) > 1)

    def keep_to(self, seen: frozenset[str]) -> None:
        """Offer only these sheets, which whoever works here may look at."""
        self._seen = seen
        self.show_audit(self._opened)

    @property
    def hides(self) -> bool:
        """Whether there are sheets that it does not offer."""
        return self._opened is not None and len(self._offered(self._opened)) < len(self._opened.audit.sheets)

    def _offered(self, opened: OpenAudit) -> list[Sheet]:
        return [s for s in opened.audit.sheets if self._seen is None or s.id in self._seen]

    @property
    def said(self) -> str:
        """The sheet being scored in a line; empty where there is only one."""
        opened = self._opened
        if opened is None or len(opened.audit.sheets) < 2:
            return ""
        sheet = next(s for s in opened.audit.sheets if s.id == opened.sheet)
        return sheet_line(opened.audit, sheet, self.look)

    def menu_of(self, opened: OpenAudit) -> QMenu:
        """The visits, with a tick at the one being scored."""
        menu = QMenu(self)
        menu.setFont(self.look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sheet in self._offered(opened):
            said = sheet_line(opened.audit, sheet, self.look).replace("&", "&&")
            action = QAction(said, menu)
            if sheet.id == opened.sheet:
                action.setIcon(self.look.icon("check"))
            action.triggered.connect(lambda _=False, sheet=sheet.id: opened.choose_sheet(sheet))
            menu.addAction(action)
        return menu

    def _open_menu(self) -> None:
        if self._opened:
            self.menu_of(self._opened).popup(self.mapToGlobal(QPoint(0, self.height())))
