"""Which criterion photos are moved to, and which time a photo of the clock shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QWidget

from cxaudit.model import Audit
from ui.look import Look
from ui.palette.finding import Find, find
from ui.palette.palette import Palette
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.sheet import Sheet

_TIME = re.compile(r"\s*(\d{1,2})[:.\s](\d\d)[:.\s](\d\d)\s*\Z", re.ASCII)


def choose_criterion(
    over: QWidget, look: Look, audit: Audit, near: list[str], take: Callable[[str], None]
) -> Palette:
    """Ask for a criterion by a few letters; those of `near` stand first."""
    finds = [
        Find(
            "criterion",
            one.id,
            one.title[look.tr.lang],
            lambda: None,
            one.id,
            mark=audit.rating(one.id).given,
            also=f"{one.id.replace('-', '').casefold()}\n{one.id} {one.title.en} {one.title.ru}",
        )
        for one in audit.framework.criteria.values()
    ]
    palette = Palette(look, over, lambda said: find("#" + said, finds, near))
    palette.chosen.connect(lambda one: take(one.key))
    palette.open()
    return palette


def ask_time(over: QWidget, look: Look, name: str, take: Callable[[time], None]) -> Sheet:
    """Ask which time of day the clock in a photo shows."""
    tr = look.tr

    def rule(text: str) -> str:
        return "" if typed_time(text) else tr("Hours, minutes and seconds, as 14:02:11.")

    text = tr("The code in “{name}” could not be read. Type the time that its clock shows.", name=name)
    sheet = Sheet(look, over, tr("Which time does the clock show?"), text)
    line = LineEdit(look, tr("Time on the clock"), example="14:02:11")
    field = Field(tr("Time on the clock"), line, rule=rule)
    sheet.body.addWidget(field)
    cancel, accept = SecondaryButton(look, tr("Cancel")), PrimaryButton(look, tr("Set the clock"))
    sheet.buttons.addWidget(cancel)
    sheet.buttons.addWidget(accept)

    def done() -> None:
        found = typed_time(line.text())
        if found is None:
            field.set_error(rule(line.text()))
            return
        sheet.close_with(True)
        take(found)

    cancel.clicked.connect(lambda: sheet.close_with(False))
    accept.clicked.connect(done)
    line.returnPressed.connect(done)
    sheet.open(line)
    return sheet


def typed_time(text: str) -> time | None:
    """The time of day that was typed, with its seconds; None if it is none."""
    found = _TIME.match(text)
    try:
        return time(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
