"""Audit files on the list's page: import, export, dropped files, and how far that work is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from cxaudit.i18n import Translator
from cxaudit.model import Audit
from ui.desk import Desk
from ui.file_dialog import open_files, save_file
from ui.files import documents, fitting
from ui.look import Look
from ui.theme import Kind
from ui.widgets.bars import ShareBar
from ui.widgets.labels import ElidedLabel

SUFFIX = ".cxaudit"
_SHOWN_AFTER_MS = 300


def file_name(*parts: str) -> str:
    """A name for an audit's file that every system takes: `Demo Co 2026-1.cxaudit`."""
    return fitting(" ".join(parts), "audit") + SUFFIX


def audit_files(mime: QMimeData) -> list[Path]:
    """The audit files among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == SUFFIX]


def ask_import(over: QWidget, look: Look, desk: Desk, take: Callable[[list[Path]], None]) -> QFileDialog:
    """Ask which audit files to import."""
    tr = look.tr
    return open_files(over, look, tr("Import audits"), _folder(desk), tr("Audits (*.cxaudit)"), take)


def ask_export(over: QWidget, look: Look, desk: Desk, name: str, take: Callable[[Path], None]) -> QFileDialog:
    """Ask where to write an audit."""
    tr = look.tr
    return save_file(over, look, tr("Export the audit"), _folder(desk), tr("Audits (*.cxaudit)"), name, take)


def welcome(audit: Audit, tr: Translator) -> tuple[Kind, str]:
    """What an import came to, and whether somebody has to choose between versions."""
    name = audit.brief.company or tr("Unnamed audit")
    if audit.conflicts:
        return "warn", tr(
            "Imported: {name}. Versions differ; both are kept. Choose in the overview.", name=name
        )
    return "ok", tr("Imported: {name}", name=name)


def _folder(desk: Desk) -> str:
    """Where audit files were last, else the documents."""
    recent = desk.recent_files()
    return str(recent[0].parent) if recent else documents()


def recent_menu(
    over: QWidget,
    look: Look,
    files: list[Path],
    choose: Callable[[], None],
    take: Callable[[list[Path]], None],
) -> QMenu:
    """The ways to import: any file, or one that was used before."""
    menu = QMenu(over)
    menu.setFont(look.font())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(look.icon("folder-open"), look.tr("Choose a file…"), choose)
    menu.addSeparator()
    for path in files:
        said = path.name.replace("&", "&&")
        menu.addAction(look.icon("file", "muted"), said, lambda path=path: take([path]))
    return menu


class BusyStrip(QWidget):
    """Says what is under way and how far it is; quick work passes unseen."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.look = look
        self._label = ElidedLabel(look, "", "second")
        self._bar = ShareBar(look, look.tr("Progress"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        row.addWidget(self._bar, 2)
        self.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SHOWN_AFTER_MS)
        self._later.timeout.connect(self.show)
        desk.busy.connect(self.set_progress)

    def set_progress(self, name: str, done: int, total: int) -> None:
        if not total:
            self._later.stop()
            self.hide()
            return
        self._label.setText(self.look.tr("In progress: {name}", name=name))
        self._bar.set_share(done / total)
        if not self.isVisible() and not self._later.isActive():
            self._later.start()
