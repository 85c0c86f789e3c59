"""The line about the folder that a phone syncs into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import Look
from ui.pages.phone.folder import PhoneFolder
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.labels import Label, plain_tip
from ui.widgets.messages import Picture


class WatchCard(Card):
    """Says which folder is watched and what came into it; one link begins or ends that."""

    asked = Signal()
    """A folder should be chosen."""
    wanted = Signal()
    """The new photos should be shown."""

    def __init__(self, look: Look, folder: PhoneFolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._folder = folder
        tr = look.tr
        self.layout().setContentsMargins(16, 4, 8, 4)  # type: ignore[union-attr]
        self._said = Label(look, "")
        self._said.setContentsMargins(0, 6, 0, 6)
        self.new = LinkButton(look, tr("Show them"), "image")
        self.begin = LinkButton(look, tr("Watch a folder"), "eye")
        self.end = LinkButton(look, tr("Stop watching"), "x")
        self.new.clicked.connect(self.wanted)
        self.begin.clicked.connect(self.asked)
        self.end.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Picture(look, "folder-open", "muted"))
        row.addWidget(self._said, 1)
        for button in (self.new, self.begin, self.end):
            row.addWidget(button)
        self.add(row)
        folder.counted.connect(self.refresh)
        folder.lost.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Say how it is now."""
        tr, folder = self.look.tr, self._folder
        count = len(folder.new)
        if folder.folder is None:
            said = tr("A folder that the phone syncs into can be watched: new photos are then counted here.")
        elif folder.fault:
            said = folder.fault.said(tr)
        elif count:
            new = tr.plural("{n} new photo", "{n} new photos", count)
            said = tr("“{folder}”: {photos}.", folder=_name(folder.folder), photos=new)
        else:
            said = tr("“{folder}”: no new photos.", folder=_name(folder.folder))
        self._said.setText(_breakable(said))
        self._said.setToolTip(plain_tip(str(folder.folder) if folder.folder else ""))
        self.new.setVisible(bool(count))
        self.begin.setVisible(folder.folder is None)
        self.end.setVisible(folder.folder is not None)

    def _stop(self) -> None:
        self._folder.stop()
        self.refresh()


def _name(folder: Path) -> str:
    return folder.name or str(folder)


def _breakable(said: str) -> str:
    """The same words, where a long path may go on in the next line."""
    return said.replace("/", "/\u200b").replace("\\", "\\\u200b")
