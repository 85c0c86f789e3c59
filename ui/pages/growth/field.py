"""A typed cell of the growth page: a draft within a second, one change when it is left."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.changes import disagree
from cxaudit.model import Json
from ui import refused
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import DRAFT_MS, Rivals
from ui.refused import NOT_SAVED, Refused
from ui.widgets.fields import Field, LineEdit, TextEdit


class CellField(QWidget):
    """Edits one text cell at a time; what is typed says which versions were on screen.

    Where nothing is written it shows `offered`, which becomes a change only when it is edited.
    """

    def __init__(self, look: Look, label: str, lines: int = 1, most: int = 8, help: str = "") -> None:
        super().__init__()
        self.look = look
        self.cell = ""
        self.edit: LineEdit | TextEdit = (
            LineEdit(look, label) if lines == 1 else TextEdit(look, label, lines=lines, most=most)
        )
        self.field = Field(label, self.edit, help)
        self.rivals = Rivals(look, self._keep)
        self._opened: OpenAudit | None = None
        self._seen: tuple[str, ...] = ()
        self._said = self._offered = ""
        self._filling = False
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.rivals)
        self.edit.textChanged.connect(self._type)
        self.edit.left.connect(lambda _: self.flush())

    @property
    def text(self) -> str:
        """What the field holds now."""
        return self.edit.text() if isinstance(self.edit, LineEdit) else self.edit.text

    @property
    def typing(self) -> bool:
        """Whether there is text that is not a change yet."""
        return self.text != self._said

    def show_cell(self, opened: OpenAudit, cell: str, offered: str = "") -> None:
        """Show what that cell says, unless something else is being typed into it."""
        if (opened, cell) != (self._opened, self.cell):
            self.flush()
        elif self.typing:
            return
        self._opened, self.cell, self._offered = opened, cell, offered
        self._show()

    def flush(self) -> None:
        """Write now what was typed; refused text stays, also while another cell is shown."""
        self._draft.stop()
        if not self._opened:
            return
        if not self.typing:
            self._settle()
        elif self._opened.set_text(self.cell, self.text.replace("\0", ""), self._seen, self):
            self._settle()
            self._said = self.text
            self._show()
        else:
            refused.keep(self._opened, self.cell, Refused(self.text, self._seen))
            self.field.set_error(self.look.tr(NOT_SAVED))

    def _settle(self) -> None:
        """Nothing waits any more."""
        if self._opened:
            refused.drop(self._opened, self.cell)
        self.field.set_error("")

    def _show(self) -> None:
        if not self._opened:
            return
        heads = self._opened.audit.cells.get(self.cell, ())
        contested = disagree(heads)
        self._seen = self._opened.begin(self.cell)
        said = heads[0].value if heads and not contested else ""
        self._said = "" if contested else said or self._offered
        waiting = refused.of(self._opened, self.cell)
        self._filling = True
        self.edit.set_text(waiting.text if waiting else self._said)
        self._filling = False
        self._seen = waiting.seen if waiting else self._seen
        self.field.set_error(self.look.tr(NOT_SAVED) if waiting else "")
        self.edit.setPlaceholderText(self.look.tr("in conflict") if contested else "")
        self.rivals.show_heads(heads if contested else ())

    def _type(self) -> None:
        if not self._filling and not self._draft.isActive() and self.typing:
            self._draft.start()

    def _keep_draft(self) -> None:
        if self._opened and self.typing:
            self._opened.keep_draft(self.cell, self.text.replace("\0", ""), self._seen)
        elif self._opened:
            self._opened.drop_draft(self.cell)

    def _keep(self, value: Json) -> None:
        if self._opened and self._opened.set_value(self.cell, value, by=self):
            self._settle()
            self._said = self.text
            self._show()
