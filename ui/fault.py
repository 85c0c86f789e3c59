"""The dialog for faults of the program itself; imported only when there is one."""

from __future__ import annotations

import logging
import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import TextEdit
from ui.widgets.sheet import Sheet


def show_fault(over: QWidget, look: Look, fault: BaseException) -> Sheet:
    """Log the fault and say that the program itself failed, with the details to copy."""
    logging.getLogger("cxaudit").error("unexpected", exc_info=fault)
    tr = look.tr
    details = "".join(traceback.format_exception(fault))
    sheet = Sheet(
        look,
        over,
        tr("The program made a mistake"),
        tr("Everything saved before this moment is safe. Copy the details and send them to the developers."),
        width=560,
    )
    shown = TextEdit(look, tr("Details"), details, lines=6, most=8)
    shown.setReadOnly(True)
    sheet.body.addWidget(shown)
    copy, close = SecondaryButton(look, tr("Copy details"), "copy"), PrimaryButton(look, tr("Close"))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    close.clicked.connect(lambda: sheet.close_with(True))
    sheet.buttons.addWidget(copy)
    sheet.buttons.addWidget(close)
    sheet.open(close)
    return sheet
