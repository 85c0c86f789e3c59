"""The foot of the page: how far the work is, or what can be done with the photos that are selected."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.bars import ShareBar
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel


class PhotoDock(Card):
    """Words at the left, buttons at the right; while something is under way, its progress."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        tr = look.tr
        self.layout().setContentsMargins(16, 10, 10, 10)  # type: ignore[union-attr]
        self.move_to = SecondaryButton(look, tr("Move to…"), "move-up-right")
        self.leave = SecondaryButton(look, tr.context("photos", "Leave out"), "x")
        self.clock = SecondaryButton(look, tr("This is the clock"), "timer")
        self.take = PrimaryButton(look, tr("Add photos"), "check")
        self.stop = SecondaryButton(look, tr("Stop"), "x")
        self._words = ElidedLabel(look, "", "strong")
        self._note = ElidedLabel(look, "", "second")
        self._doing = ElidedLabel(look, "", "strong")
        self._bar = ShareBar(look, tr.context("photos", "Progress"))
        self._stack = QStackedLayout()
        self._stack.addWidget(
            self._side(self._words, self._note, self.move_to, self.leave, self.clock, self.take)
        )
        self._stack.addWidget(self._side(self._doing, self._bar, self.stop))
        self.add(self._stack)

    def _side(self, words: QWidget, below: QWidget, *buttons: QWidget) -> QWidget:
        side = QWidget(self)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(below)
        column.addStretch(1)
        row.addLayout(column, 1)
        for button in buttons:
            row.addWidget(button)
        return side

    def show_choice(self, words: str, note: str, leave: str, clock: str, ready: int) -> None:
        """What is selected, and how many photos are ready to be added.

        `leave` and `clock` name the buttons that leave out and that mark the clock; empty for none.
        """
        self._stack.setCurrentIndex(0)
        self._words.setText(words)
        self._note.setText(note)
        self.move_to.setVisible(bool(leave))
        self.leave.setVisible(bool(leave))
        self.clock.setVisible(bool(clock))
        for target, said in ((self.leave, leave), (self.clock, clock), (self.take, self._take_said(ready))):
            target.setText(said)
            target.setAccessibleName(said)
            target.updateGeometry()
        self.take.setEnabled(ready > 0)

    def _take_said(self, ready: int) -> str:
        return (
            self.look.tr.plural("Add {n} photo", "Add {n} photos", ready)
            if ready
            else self.look.tr("Add photos")
        )

    def show_progress(self, words: str, share: float) -> None:
        """What is under way, and how far it is."""
        self._stack.setCurrentIndex(1)
        self._doing.setText(words)
        self._bar.set_share(share)

    def fold(self, folded: bool) -> None:
        """Leave only the icons of the lesser buttons."""
        for button in (self.move_to, self.leave, self.clock):
            button.fold(folded)
