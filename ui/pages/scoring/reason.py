"""Asks why: for N and U, and for a score that settles a conflict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Mark
from ui.keys import key_name
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label


def ready_reasons(look: Look, mark: Mark | None, settling: bool) -> list[str]:
    """Reasons that are given often, to be chosen with one tap."""
    tr = look.tr
    if mark == "N":
        return [
            tr("The business model has no such thing"),
            tr("Excluded in the brief"),
            tr("Not sold in this country"),
        ]
    if mark == "U":
        return [
            tr("The account is too new"),
            tr("The company did not provide data"),
            tr("There was no time to check"),
            tr("The service was not available"),
        ]
    if settling:
        return [tr("Checked once more"), tr("The evidence shows it"), tr("We agreed on it")]
    return []


class ReasonCard(Card):
    """A field and ready reasons in place of the dock; Enter confirms, Esc cancels and nothing has changed."""

    confirmed = Signal(object, str)
    """The mark and why."""
    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        tr = look.tr
        self.mark: Mark | None = None
        self._question = Label(look, "", "title")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=8)
        self.ready: list[SecondaryButton] = []
        self.line = LineEdit(look, tr("Reason"), example=tr("In your own words"))
        self.line.setAcceptDrops(False)
        self._field = Field(tr("Reason"), self.line)
        self._field.label.hide()
        self._field.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        cancel = SecondaryButton(look, tr("Cancel"))
        cancel.clicked.connect(self.cancel)
        self._save = PrimaryButton(look, tr("Confirm"))
        self._save.clicked.connect(self._confirm)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._question)
        words.addWidget(self._chips)
        words.addLayout(row)
        self.add(words)
        self.hide()

    def ask(self, mark: Mark | None, reason: str = "", settling: bool = False) -> None:
        """Ask why that mark; a reason that stands already is there to be edited."""
        tr = self.look.tr
        self.mark = mark
        if settling:
            question = tr("Why is this the right score?")
        elif mark == "N":
            question = tr("Why is it not applicable?")
        else:
            question = tr("Why was it not verified?")
        self._question.setText(question)
        self.line.setAccessibleName(question)
        self._field.set_error("")
        self.line.set_text(reason)
        self._offer(ready_reasons(self.look, mark, settling))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def cancel(self) -> None:
        self.cancelled.emit()

    def _offer(self, reasons: list[str]) -> None:
        while len(self.ready) < len(reasons):
            button = SecondaryButton(self.look, "")
            button.clicked.connect(lambda _=False, one=button: self._say(one.text()))
            self._flow.addWidget(button)
            self.ready.append(button)
        for i, button in enumerate(self.ready):
            if i < len(reasons):
                button.setText(reasons[i])
                button.setAccessibleName(reasons[i])
            button.setVisible(i < len(reasons))
        self._chips.updateGeometry()

    def _say(self, reason: str) -> None:
        self.confirmed.emit(self.mark, reason)

    def _confirm(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self._say(reason)
        else:
            self._field.set_error(self.look.tr("Write a reason, or choose one above."))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_name(event)
        if key == "Esc":
            self.cancel()
        elif key == "Enter":
            self._confirm()
        elif key in ("Up", "Down", "PageUp", "PageDown"):
            event.accept()
        else:
            super().keyPressEvent(event)
