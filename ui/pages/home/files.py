"""Audit files on the list's page: import, export, dropped files, and how far that work is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxaudit.i18n import Translator
from cxaudit.model import Audit
from ui.desk import Desk
from ui.file_dialog import open_files, save_file
from ui.files import documents, fitting
from ui.look import MARGIN, Look
from ui.theme import Kind
from ui.widgets.bars import ShareBar
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box

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


class DropHint(QWidget):
    """Lets audit files be dropped on a page, and covers it while they are held over it."""

    dropped = Signal(object)
    """The paths, a list."""

    def __init__(self, look: Look, over: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(over)
        self.look, self._over, self._ready = look, over, ready
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(Picture(look, "import", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        label = Label(look, look.tr("Drop the file to import it"), "fact", "accent")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
        column.addStretch(1)
        self.hide()
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if self._ready() and audit_files(event.mimeData()):
                event.acceptProposedAction()
                self._cover()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(audit_files(event.mimeData()))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        self.setGeometry(QRect(QPoint(0, 0), self._over.size()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect().adjusted(MARGIN // 2, MARGIN // 2, -MARGIN // 2, -MARGIN // 2)
        painter.setOpacity(0.98)
        paint_box(painter, box, self.look.tokens.accent_soft, self.look.tokens.accent, 12, 2, dashed=True)
        painter.end()
