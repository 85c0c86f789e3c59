"""Whether sound may be recorded, under which law and with whose consent, and what was recorded (METHOD 9)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.changes import stamp
from cxaudit.sound.recording import Recording, ends, recordings, refusal, terms
from ui.look import Look
from ui.moments import said_day, said_minute
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.recorder.button import said_length
from ui.recorder.notices import ask_deletion
from ui.recorder.recorder import Recorder
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Line
from ui.widgets.layouts import empty

_DAYS = cells.recording("days")
_ALLOWED = cells.recording("allowed")


class RecordingCard(Card):
    """The switch, what has to be said before anything is recorded, and the recordings there are."""

    def __init__(
        self, look: Look, opened: OpenAudit, recorder: Recorder, parent: QWidget | None = None
    ) -> None:
        tr = look.tr
        super().__init__(look, tr("Sound recording"), parent=parent)
        self._opened, self._recorder = opened, recorder
        self.switch = Switch(look, tr("Record sound during the visit"))
        self.switch.toggled.connect(self._allow)
        law = tr("Switch it on only where the law and the client's rules allow it. This is not legal advice.")
        self.add(Label(look, law, "second"))
        self.add(self.switch)
        self._terms = QWidget()
        column = QVBoxLayout(self._terms)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.fields = {name: field for name, field in _fields(look, opened)}
        for field in self.fields.values():
            column.addWidget(field)
        self.days = LineEdit(look, tr("Days until a recording is to be deleted"))
        self.days.left.connect(self._keep_for)
        self._days_seen: tuple[str, ...] = ()
        self._days = Field(tr("Days until a recording is to be deleted"), self.days, rule=self._rule)
        column.addWidget(self._days)
        self.add(self._terms)
        self.state = Label(look, "", "second")
        self.add(self.state)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.add(self._list)
        self._shown: tuple[tuple[Recording, ...], int] | None = None
        self.delete_buttons: list[IconButton] = []
        opened.brief_changed.connect(self.refresh)
        opened.replaced.connect(self.refresh)
        self.refresh()

    def flush(self) -> None:
        """Save what is being written."""
        for field in self.fields.values():
            field.flush()
        self.days.flush()

    def refresh(self) -> None:
        """Show what the audit says now; what is being written stays."""
        audit, tr = self._opened.audit, self.look.tr
        found = terms(audit)
        self.switch.blockSignals(True)
        self.switch.setChecked(found.allowed)
        self.switch.blockSignals(False)
        for field in self.fields.values():
            field.show_cell()
        if not self.days.isModified():
            self._days_seen = self._opened.begin(_DAYS)
            self.days.set_text(str(found.days))
            self._days.set_error("")
        self._terms.setVisible(found.allowed)
        why = refusal(found)
        ready = tr("The button for it is on the scoring page.")
        self.state.setText(why.said(tr) if why else ready)
        self.state.set_colour("warn" if why and found.allowed else "muted")
        self.state.setVisible(found.allowed)
        self._show_recordings()

    def _show_recordings(self) -> None:
        """A row for each, with the day until which it is kept."""
        known = recordings(self._opened.audit)
        days = terms(self._opened.audit).days
        if (known, days) == self._shown:
            return
        self._shown = (known, days)
        empty(self._list)
        self.delete_buttons = []
        for recording in known:
            self._list.addWidget(Line(self.look))
            self._list.addWidget(self._row(recording))

    def _row(self, recording: Recording) -> QWidget:
        look, tr = self.look, self.look.tr
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        begun = said_minute(recording.begun, look)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(look, f"{begun} · {said_length(recording.seconds)}", "strong", tabular=True))
        last = said_day(stamp(ends(recording, terms(self._opened.audit))), look)
        kept = tr("Deleted") if recording.deleted else tr("To be deleted by {date}", date=last)
        words.addWidget(Label(look, kept, "caption"))
        row.addLayout(words, 1)
        if not recording.deleted:
            button = IconButton(
                look, "trash-2", tr("Delete the recording of {time}", time=begun), framed=False
            )
            button.clicked.connect(partial(self._ask, recording))
            self.delete_buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return part

    def _ask(self, recording: Recording, _: bool = False) -> None:
        gone = (recording,)
        ask_deletion(self, self.look, gone, partial(self._recorder.delete, self._opened, gone))

    def _allow(self, on: bool) -> None:
        if not self._opened.set_value(_ALLOWED, on, by=self):
            self.refresh()

    def _keep_for(self, text: str) -> None:
        if not self._rule(text) and self._opened.set_value(_DAYS, int(text), by=self, seen=self._days_seen):
            self.days.setModified(False)
            self._days_seen = self._opened.begin(_DAYS)

    def _rule(self, text: str) -> str:
        fits = text.strip().isdecimal() and 1 <= int(text) <= cells.MOST_DAYS
        return (
            ""
            if fits
            else self.look.tr("Write a whole number of days from 1 to {most}.", most=cells.MOST_DAYS)
        )


def _fields(look: Look, opened: OpenAudit) -> list[tuple[str, BriefField]]:
    tr = look.tr
    asked = {
        "jurisdiction": (tr("Which law applies"), tr("Country, and region if it has a law of its own")),
        "basis": (tr("Legal basis"), tr("For example consent of everybody who is recorded")),
        "consented": (tr("Who consented, and how"), tr("For example the client in the contract of 12 March")),
    }
    return [
        (name, BriefField(look, opened, cells.recording(name), label, example=example))
        for name, (label, example) in asked.items()
    ]
