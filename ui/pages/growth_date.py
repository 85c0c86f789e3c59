"""A date that a person types, as `15.01.2027` or `2027-01-15`."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.analysis.actions import day
from cxaudit.changes import disagree
from cxaudit.model import Json
from ui.look import Look
from ui.moments import said_day
from ui.open_audit import OpenAudit
from ui.pages.brief_field import Rivals
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
            self.field.set_error("")
        elif self.edit.text() != self._said:
            return
        self._opened, self.cell = opened, cell
        self._show()

    def flush(self) -> None:
        """Write now what was typed, if it is a date."""
        if not self._opened or self.edit.text() == self._said:
            return
        try:
            date = day(self.edit.text())
        except ValueError:
            self.field.set_error(no_date(self.look))
            return
        self.field.set_error("")
        if self._opened.set_text(self.cell, date, self._seen, self):
            self._show()

    def _show(self) -> None:
        if not self._opened:
            return
        heads = self._opened.audit.cells.get(self.cell, ())
        contested = disagree(heads)
        self._seen = self._opened.begin(self.cell)
        self._said = "" if contested or not heads else typed(self.look, heads[0].value or "")
        self.edit.set_text(self._said)
        self.rivals.show_heads(heads if contested else ())

    def _keep(self, value: Json) -> None:
        if self._opened and self._opened.set_value(self.cell, value, by=self):
            self._show()
