"""What stands in the title bar over the debrief: how far it is, and the way on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import Look
from ui.widgets.bars import ShareBar
from ui.widgets.labels import Label


class DoneTool(QWidget):
    """How many of the ratings block nothing; nothing before there is one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._any = self._folded = False
        self._said = Label(look, "", "second", wrap=False)
        self._bar = ShareBar(look, look.tr("Ready to be signed off"))
        self._bar.setFixedWidth(look.px(110))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(10)
        row.addWidget(self._said)
        row.addWidget(self._bar)

    def show_count(self, done: int, total: int) -> None:
        said = self.look.tr("Ready {n} of {total}", n=done, total=total)
        self._said.setText(said)
        self._said.setAccessibleName(said)
        self._bar.set_share(done / total if total else 0)
        self._any = total > 0
        self._show()

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self._show()

    def _show(self) -> None:
        self._said.setVisible(self._any)
        self._bar.setVisible(self._any and not self._folded)
