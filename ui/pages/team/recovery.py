"""Offers a recovery sheet, once: the key on it is kept nowhere else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.languages import Lang
from cxaudit.progress import Progress
from ui import worker
from ui.drawing import LOCK
from ui.file_dialog import save_file
from ui.files import documents, fitting
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.choices import CheckRow
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.sync.recovery import Recovery

_COLUMNS = 5


class RecoveryOffer(Sheet):
    """The first one closes only when somebody says that it is safe on paper.

    One that `is_second` may be let be, and counts once it was accepted.
    """

    def __init__(
        self, look: Look, over: QWidget, space: Space, recovery: Recovery, is_second: bool = False
    ) -> None:
        tr = look.tr
        title = tr("Replace the recovery sheet") if is_second else tr("Save the recovery sheet")
        why = tr(
            "If every device of the team is lost, this key alone opens what lies there. It is shown once."
        )
        if is_second:
            why = tr(
                "From the next sync on this key opens the team, and the old sheet opens nothing new. "
                "Whoever has seen the old one may have read what was there before. The new key is shown once."
            )
        super().__init__(look, over, title, why, width=560)
        self._space, self._recovery, self._is_second = space, recovery, is_second
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, group in enumerate(recovery.groups()):
            said = Label(look, group, "fact", wrap=False, tabular=True)
            said.setAccessibleName(tr("Group {n}: {letters}", n=at + 1, letters=group))
            grid.addWidget(said, at // _COLUMNS, at % _COLUMNS, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(grid)
        self._said = QVBoxLayout()
        self.body.addLayout(self._said)
        self.safe = CheckRow(look, tr("The sheet is printed or written down"))
        self.safe.toggled.connect(self._turn)
        self.body.addWidget(self.safe)
        self.save = PrimaryButton(look, tr("Save as PDF…"), "file-down")
        self.save.clicked.connect(self._ask)
        self.done = SecondaryButton(look, tr("Use this sheet") if is_second else tr("Go on"))
        self.done.setEnabled(False)
        self.done.clicked.connect(lambda: self.close_with(True))
        if is_second:
            self.cancel = SecondaryButton(look, tr("Cancel"))
            self.cancel.clicked.connect(lambda: self.close_with(False))
            self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.done)
        self.buttons.addWidget(self.save)

    def _turn(self, safe: bool) -> None:
        self.done.setEnabled(safe)

    def _ask(self) -> None:
        tr = self.look.tr
        title = str(self._space.options.get("title", ""))
        name = fitting(tr("Recovery sheet {name}", name=title), "recovery") + ".pdf"
        save_file(
            self,
            self.look,
            tr("Save the recovery sheet"),
            documents(),
            tr("Sheets (*.pdf)"),
            name,
            self.write,
        )

    def write(self, path: Path) -> None:
        """Write the sheet to that file; from there it is printed."""
        self.save.set_busy(True)
        space, recovery, lang = self._space, self._recovery, self.look.tr.lang

        def work(_: Progress) -> Path:
            with LOCK:
                _write(space, recovery, lang, path)
            return path

        worker.run(work, self._say_saved, self._say_unsaved, owner=self)

    def _say_saved(self, path: Path) -> None:
        self.save.set_busy(False)
        tr = self.look.tr
        said = tr("Saved: {name}. Print it, lock it away and delete the file.", name=path.name)
        self._say(MessageBar(self.look, "ok", said, tr("Open"), lambda: _open(path)))

    def _say_unsaved(self, fault: Exception) -> None:
        self.save.set_busy(False)
        tr = self.look.tr
        unsaid = tr("The sheet could not be saved. The key stays as it is; choose another folder.")
        said = fault.said(tr) if isinstance(fault, KnownError) else unsaid
        self._say(MessageBar(self.look, "danger", said))

    def _say(self, bar: MessageBar) -> None:
        empty(self._said)
        self._said.addWidget(bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc would lose the key of a first sheet for good."""
        if event.key() != Qt.Key.Key_Escape or self.safe.isChecked() or self._is_second:
            super().keyPressEvent(event)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _write(space: Space, recovery: Recovery, lang: Lang, path: Path) -> None:
    from cxaudit.reports.brand.kit import DEFAULT
    from cxaudit.reports.options import Options
    from cxaudit.reports.pdf.recovery import Sheet as Page
    from cxaudit.reports.pdf.recovery import save
    from cxaudit.sync.targets import address

    title = str(space.options.get("title", ""))
    where = address.parse(space.address).label
    page = Page(title, where, recovery.to_text(), recovery.groups())
    save(page, Options(lang, DEFAULT, datetime.now().astimezone()), path)
