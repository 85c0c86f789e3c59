"""What can be done with an audit of the list besides opening it: export, share, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from ui.desk import Desk
from ui.files import show_folder
from ui.meeting import sharing
from ui.page import Page
from ui.pages.home import files
from ui.pages.home.row import named
from ui.widgets.sheet import ask

if TYPE_CHECKING:
    from cxaudit.store.summary import AuditRow


class RowActs(QObject):
    """The menu of a row, and what it leads to; what came of it is said by the page."""

    returned = Signal(str)
    """The id of an audit that is in the list again."""

    def __init__(self, page: Page, desk: Desk, open_row: Callable[[AuditRow], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self.look, self._open = page, desk, page.look, open_row

    def show_menu(self, row: AuditRow, where: QPoint) -> None:
        """Show the menu at that place of the screen."""
        self.menu_of(row).popup(where)

    def menu_of(self, row: AuditRow) -> QMenu:
        """What can be done with an audit of the list."""
        look, tr, desk = self.look, self.look.tr, self._desk
        menu = QMenu(self._page)
        menu.setFont(look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(look.icon("folder-open"), tr("Open"), lambda: self._open(row))
        menu.addAction(look.icon("file-down"), tr("Export to a file…"), lambda: self._ask_export(row))
        if sharing.offered(desk, row.audit):
            menu.addAction(
                look.icon("users"),
                tr("Share with the team…"),
                lambda: sharing.offer(self._page, look, desk, row.audit, row.company),
            )
        menu.addSeparator()
        menu.addAction(
            look.icon("trash-2", "danger"), tr("Remove from the list…"), lambda: self.ask_remove(row)
        )
        return menu

    def ask_remove(self, row: AuditRow) -> None:
        """Ask before an audit leaves the list."""
        tr = self.look.tr
        ask(
            self._page,
            self.look,
            tr("Remove “{name}” from the list?", name=named(self.look, row)),
            tr(
                "Scores, notes and files stay on this device. Undo, or an import of its file, brings it back."
            ),
            tr("Remove"),
            lambda: self._remove(row.audit, named(self.look, row)),
            danger=True,
        )

    def _remove(self, audit_id: str, name: str) -> None:
        if self._desk.remove_audit(audit_id):
            tr = self.look.tr
            said = tr("“{name}” is off the list.", name=name)
            self._page.say("accent", said, tr("Undo"), lambda: self._bring_back(audit_id))

    def _bring_back(self, audit_id: str) -> None:
        self._desk.remove_audit(audit_id, removed=False)
        self.returned.emit(audit_id)

    def _ask_export(self, row: AuditRow) -> None:
        name = files.file_name(row.company, row.product, row.wave)
        files.ask_export(self._page, self.look, self._desk, name, lambda path: self.export(row.audit, path))

    def export(self, audit_id: str, path: Path) -> None:
        """Write the audit to that file."""
        self._desk.export_audit(audit_id, path, self._say_exported)

    def _say_exported(self, path: Path) -> None:
        tr = self.look.tr
        said = tr("Exported: {name}", name=path.name)
        self._page.say("ok", said, tr("Show the folder"), lambda: show_folder(path))
