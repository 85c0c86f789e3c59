"""A measure as a form: its time or count typed by hand, its channel, and its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cxaudit.model import Measure, Timing
from cxaudit.timing import durations, measures
from cxaudit.timing import suggestion as timing
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet

_MOST_STEPS = 100_000


class MeasureSheet(Sheet):
    """Edits one measure; `save` and `remove` get what was decided."""

    def __init__(
        self,
        look: Look,
        over: QWidget,
        kind: Timing,
        measure: Measure,
        save: Callable[[Measure], bool],
        remove: Callable[[], object] | None = None,
    ) -> None:
        tr = look.tr
        super().__init__(look, over, kind.title[tr.lang])
        self._kind, self._measure, self._save = kind, measure, save
        self.counted = kind.unit == timing.COUNTED
        said = measures.said(measure, kind.unit, tr) if measure.seconds or measure.count else ""
        if self.counted:
            said = f"{measure.count:.12g}" if measure.count is not None else ""
        self._said = said
        self.value = LineEdit(look, tr("Count") if self.counted else tr("Time"), said)
        self.channel = LineEdit(look, tr("Channel or attempt"), measure.label)
        help = tr("A whole number.") if self.counted else _help(kind, look)
        self.field = Field(self.value.accessibleName(), self.value, help)
        self.body.addWidget(self.field)
        self.body.addWidget(
            Field(tr("Channel or attempt"), self.channel, tr("For example chat, phone, mail."))
        )
        if said:
            self.body.addWidget(Label(look, _facts(measure, look), "second"))
        self._build_buttons(remove)

    def _build_buttons(self, remove: Callable[[], object] | None) -> None:
        tr = self.look.tr
        if remove:
            gone = SecondaryButton(self.look, tr("Remove"), "trash-2", danger=True)
            gone.clicked.connect(lambda: remove())
            gone.clicked.connect(lambda: self.close_with(False))
            self.buttons.insertWidget(0, gone)
        cancel = SecondaryButton(self.look, tr("Cancel"))
        cancel.clicked.connect(lambda: self.close_with(False))
        self.done = PrimaryButton(self.look, tr("Save"))
        self.done.clicked.connect(self.accept)
        self.value.returnPressed.connect(self.accept)
        self.channel.returnPressed.connect(self.accept)
        for button in (cancel, self.done):
            self.buttons.addWidget(button)

    def accept(self) -> None:
        """Save what is typed, or say under the field what is wrong with it."""
        after = self._read()
        if after is not None and self._save(after):
            self.close_with(True)

    def _read(self) -> Measure | None:
        tr, text = self.look.tr, self.value.text().strip()
        label = measures.label_of(self.channel.text())
        named = replace(self._measure, label=label)
        if text == self._said and text:
            return named
        if self.counted:
            if text.isascii() and text.isdigit() and int(text) <= _MOST_STEPS:
                return replace(named, count=float(text), seconds=None, how="typed")
            self.field.set_error(tr("Write a whole number from 0 to {most}.", most=_MOST_STEPS))
            return None
        seconds = durations.typed(text, self._kind.unit)
        if seconds is None:
            self.field.set_error(tr("Write a time such as 3:10, 1:02:03 or 2 h 5 min."))
            return None
        return replace(named, seconds=durations.kept(seconds, self._kind.unit), how="typed")


def _help(kind: Timing, look: Look) -> str:
    tr = look.tr
    units = {"s": tr("seconds"), "min": tr("minutes"), "h": tr("hours"), "days": tr("days")}
    return tr("Such as 3:10 or 2 h 5 min; a number alone means {unit}.", unit=units[kind.unit])


def _facts(measure: Measure, look: Look) -> str:
    """When it was taken, and what was kept apart."""
    tr = look.tr
    parts = [tr("Begun {when}", when=said_minute(measure.at, look))]
    if measure.paused:
        parts.append(tr("pause {time}", time=durations.said(measure.paused, tr)))
    if measure.robot is not None:
        parts.append(tr("robot at {time}", time=durations.said(measure.robot, tr)))
    if measure.how == "clock":
        parts.append(tr("partly by the computer's clock"))
    return " · ".join(parts)
