"""Where the audits are kept, how much room they take, and whether they are in order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from ui import worker
from ui.desk import Desk
from ui.look import Look
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar


class StorageCard(Card):
    """The folder and its size; the check reads every change, every file and every row."""

    failed = Signal(object)
    """A fault of the program."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, look.tr("Where the audits are"))
        tr = look.tr
        self._desk = desk
        self.add(Label(look, str(desk.folder)))
        self._size = Label(look, tr("Counting the size…"), "second")
        self.add(self._size)
        self.open = SecondaryButton(look, tr("Open the folder"), "folder-open")
        self.check = SecondaryButton(look, tr("Check the store"), "shield-check")
        self.open.clicked.connect(self._open)
        self.check.clicked.connect(self.examine)
        buttons = FlowLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(self.check)
        self.add(buttons)
        self._outcome = QVBoxLayout()
        self.add(self._outcome)
        self.result: MessageBar | None = None
        self.faults: TextEdit | None = None
        self.add(
            Label(
                look,
                tr("Nothing leaves this device unless you export a file or share an audit with a team."),
                "caption",
            )
        )

    def measure(self) -> None:
        """Count the size of the folder beside the window."""
        folder = self._desk.folder
        worker.run(lambda _: _size_of(folder), self._show_size, self._skip_size)

    def _show_size(self, size: int) -> None:
        self._size.setText(size_in_words(self.look, size))

    def _skip_size(self, error: Exception) -> None:
        self._size.setText("")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.folder)))

    def examine(self) -> None:
        """Check the store beside the window and say what was found."""
        store = self._desk.store
        if store is None:
            return
        self.check.setEnabled(False)
        self._clear()
        self.result = MessageBar(self.look, "accent", self.look.tr("Checking every change and file…"))
        self._outcome.addWidget(self.result)

        def work(_: Progress) -> list[KnownError]:
            from cxaudit.store import doctor

            return doctor.examine(store)

        worker.run(work, self._show_found, self._fail)

    def _show_found(self, faults: list[KnownError]) -> None:
        self.check.setEnabled(True)
        self._clear()
        look, tr = self.look, self.look.tr
        if not faults:
            self.result = MessageBar(
                look, "ok", tr("All is in order: every change, row and file was checked.")
            )
            self._outcome.addWidget(self.result)
            return
        said = tr.plural(
            "{n} fault found. Export your audits and keep the copies.",
            "{n} faults found. Export your audits and keep the copies.",
            len(faults),
        )
        lines = "\n".join(fault.said(tr) for fault in faults)
        self.result = MessageBar(
            look, "danger", said, tr("Copy"), lambda: QGuiApplication.clipboard().setText(lines)
        )
        self._outcome.addWidget(self.result)
        self.faults = TextEdit(look, tr("Faults"), lines, lines=3, most=8)
        self.faults.setReadOnly(True)
        self._outcome.addWidget(self.faults)

    def _fail(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._clear()
        if isinstance(error, KnownError):
            self.result = MessageBar(self.look, "danger", error.said(self.look.tr))
            self._outcome.addWidget(self.result)
        else:
            self.failed.emit(error)

    def _clear(self) -> None:
        for part in (self.result, self.faults):
            if part:
                self._outcome.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.result = self.faults = None


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def size_in_words(look: Look, size: int) -> str:
    """`12 kB`, `3 MB`, `1.4 GB`."""
    tr = look.tr
    if size < 1000:
        return tr("{n} B", n=size)
    if size < 1_000_000:
        return tr("{n} kB", n=round(size / 1000))
    if size < 1_000_000_000:
        return tr("{n} MB", n=round(size / 1_000_000))
    said = f"{size / 1_000_000_000:.1f}"
    return tr("{n} GB", n=said.replace(".", ",") if tr.lang == "ru" else said)
