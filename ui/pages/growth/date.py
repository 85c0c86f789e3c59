"""A date that a person types, as `15.01.2027` or `2027-01-15`."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.analysis.actions import day
from cxaudit.changes import disagree
from cxaudit.model import Json
from ui import refused
from ui.look import Look
from ui.moments import said_day
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.refused import NOT_SAVED, Refused
from ui.widgets.fields import Field, LineEdit


def example(look: Look) -> str:
    """How a date is typed in the language of the screen."""
    return "15.01.2027" if look.tr.lang == "ru" else "2027-01-15"


def typed(look: Look, iso: str) -> str:
    """An ISO date as it is typed in the language of the screen."""
    return ".".join(reversed(iso.split("-"))) if look.tr.lang == "ru" else iso


def such_as(look: Look) -> str:
    """What stands in an empty field for a date."""
    return look.tr("such as {example}", example=example(look))


def no_date(look: Look) -> str:
    """What is said of words that are no date."""
    return look.tr("Write a date as {example}.", example=example(look))


class DateField(QWidget):
    """Edits one date cell at a time; what is no date stays in the field and is not saved."""

    def __init__(self, look: Look, label: str) -> None:
        super().__init__()
        self.look = look
        self.cell = ""
        self.edit = LineEdit(look, label, example=such_as(look))
        self.field = Field(label, self.edit)
        self.rivals = Rivals(look, self._keep, lambda value: said_day(str(value or ""), look))
        self._opened: OpenAudit | None = None
        self._said = ""
        self._seen: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.rivals)
        self.edit.left.connect(lambda _: self.flush())

    def show_cell(self, opened: OpenAudit, cell: str) -> None:
        """Show what that cell says, unless something else is being typed into it."""
        if (opened, cell) != (self._opened, self.cell):
            self.flush()
        elif self.edit.text() != self._said:
            return
        self._opened, self.cell = opened, cell
        self._show()

    def flush(self) -> None:
        """Write now what was typed, if it is a date; else it waits, also while another cell is shown."""
        if not self._opened:
            return
        text, date = self.edit.text(), _date(self.edit.text())
        saved = text == self._said or (
            date is not None and self._opened.set_text(self.cell, date, self._seen, self)
        )
        if not saved:
            refused.keep(self._opened, self.cell, Refused(text, self._seen))
            self._complain(date)
            return
        refused.drop(self._opened, self.cell)
        if text == self._said:
            self.field.set_error("")
        else:
            self._show()

    def _complain(self, date: str | None) -> None:
        self.field.set_error(no_date(self.look) if date is None else self.look.tr(NOT_SAVED))

    def _show(self) -> None:
        if not self._opened:
            return
        heads = self._opened.audit.cells.get(self.cell, ())
        contested = disagree(heads)
        self._seen = self._opened.begin(self.cell)
        self._said = "" if contested or not heads else typed(self.look, heads[0].value or "")
        waiting = refused.of(self._opened, self.cell)
        self.edit.set_text(waiting.text if waiting else self._said)
        self.field.set_error("")
        if waiting:
            self._seen = waiting.seen
            self._complain(_date(waiting.text))
        self.rivals.show_heads(heads if contested else ())

    def _keep(self, value: Json) -> None:
        if self._opened and self._opened.set_value(self.cell, value, by=self):
            refused.drop(self._opened, self.cell)
            self._show()


def _date(text: str) -> str | None:
    """The ISO date that was typed, empty for none; None if it is no date."""
    try:
        return day(text)
    except ValueError:
        return None
