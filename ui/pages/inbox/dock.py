"""Why it is settled so, what the scores will be then, and on to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label


class SettleDock(Card):
    """A reason that is required, with ready ones to tap; Enter settles."""

    settled = Signal()
    skipped = Signal()
    reasoned = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        tr = look.tr
        self._low = False
        self.effect = Label(look, "", "second")
        self.reason = LineEdit(look, tr("Reason"), example=tr("Why is it right? In your own words"))
        self.reason.textChanged.connect(self._reasoned)
        self.reason.returnPressed.connect(self.settled)
        self._field = Field(tr("Reason"), self.reason)
        self._field.label.hide()
        ready = (tr("Checked once more"), tr("The evidence shows it"), tr("We agreed on it"))
        self.ready = [SecondaryButton(look, text) for text in ready]
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        for button in self.ready:
            button.clicked.connect(partial(self._take, button))
            flow.addWidget(button)
        self.next = SecondaryButton(look, tr("Next"), "chevron-right")
        self.next.clicked.connect(self.skipped)
        self.save = PrimaryButton(look, tr("Settle"), "check")
        self.save.clicked.connect(self.settled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.effect, chips):
            self.add(part)
        self.add(row)

    def fold(self, low: bool) -> None:
        """Where it is low, say what would follow only of a choice."""
        self._low = low
        self._show_effect()

    def show_draft(self, reason: str, effect: str, ready: bool) -> None:
        """Show the reason so far, what would follow, and whether something was chosen."""
        if self.reason.text() != reason:
            self.reason.set_text(reason)
        self.effect.setText(effect)
        self.save.setEnabled(ready)
        self._show_effect()

    def complain(self, sentence: str) -> None:
        """Ask for the reason; empty takes it back."""
        self._field.set_error(sentence)
        if sentence:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_effect(self) -> None:
        self.effect.setVisible(self.save.isEnabled() or not self._low)

    def _take(self, button: SecondaryButton, _: bool = False) -> None:
        self.reason.setText(button.text())

    def _reasoned(self, text: str) -> None:
        self._field.set_error("")
        self.reasoned.emit(text)
