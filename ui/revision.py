"""Asks why something that was approved is changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.open_audit import OpenAudit
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.sheet import Sheet


def ask_reason(
    over: QWidget, look: Look, question: str, verb: str, then: Callable[[str], None], text: str = ""
) -> Sheet:
    """Ask that question, with a sentence under it; `then` gets an answer that is not empty."""
    tr = look.tr
    sheet = Sheet(look, over, question, text)
    line = LineEdit(look, tr("Reason"))
    field = Field(tr("Reason"), line)
    sheet.body.addWidget(field)
    cancel, accept = SecondaryButton(look, tr("Cancel")), PrimaryButton(look, verb)

    def answer() -> None:
        reason = line.text().strip()
        if not reason:
            field.set_error(tr("Write a reason."))
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        sheet.close_with(True)
        then(reason)

    cancel.clicked.connect(lambda: sheet.close_with(False))
    accept.clicked.connect(answer)
    line.returnPressed.connect(answer)
    for button in (cancel, accept):
        sheet.buttons.addWidget(button)
    sheet.open(line)
    return sheet


def begin_revision(over: QWidget, look: Look, opened: OpenAudit) -> None:
    """Ask why the approved audit is changed; every change until it is closed carries that reason."""

    def take(reason: str) -> None:
        opened.revision = reason

    tr = look.tr
    beware = tr("Whoever changes a score cannot review this audit afterwards.")
    ask_reason(over, look, tr("Why is the approved audit changed?"), tr("Begin a revision"), take, beware)
