"""One line of the brief: typed text that is safe within a second, and both versions of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Change, Json
from cxaudit.quality.conflicts import author_of
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.home.row import edited_of
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.paint import paint_box

DRAFT_MS = 1000


class BriefField(QWidget):
    """Shows a text cell of the brief or of a visit and writes it when the field is left.

    What is typed says which versions were on screen, so that somebody else's newer text is
    never overwritten: both stay, and are shown here until one is kept.
    """

    def __init__(
        self,
        look: Look,
        opened: OpenAudit,
        cell: str,
        label: str,
        lines: int = 1,
        example: str = "",
        help: str = "",
    ) -> None:
        super().__init__()
        self.look, self.opened = look, opened
        self.cell = cell
        self._seen: tuple[str, ...] = ()
        self.edit: LineEdit | TextEdit = (
            LineEdit(look, label, example=example)
            if lines == 1
            else TextEdit(look, label, example=example, lines=lines, most=12)
        )
        self._example = example
        self.rivals = Rivals(look, self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.field = Field(label, self.edit, help)
        column.addWidget(self.field)
        column.addWidget(self.rivals)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self._said = ""
        self.show_cell()
        self.edit.textChanged.connect(self._type)
        self.edit.left.connect(self._say)

    @property
    def text(self) -> str:
        """What the field holds now."""
        return self.edit.text() if isinstance(self.edit, LineEdit) else self.edit.text

    @property
    def contested(self) -> bool:
        """Whether several people wrote different things here."""
        return self.cell in self.opened.audit.conflicts

    def show_cell(self) -> None:
        """Show what the audit says, unless something else is being typed."""
        if self.text != self._said:
            return
        heads = self.opened.audit.cells.get(self.cell, ())
        contested = self.contested
        self._seen = self.opened.begin(self.cell)
        self._said = heads[0].value if heads and not contested else ""
        self.edit.set_text(self._said)
        written = self.look.tr("Keep one of the versions below, or write a new one")
        self.edit.setPlaceholderText(written if contested else self._example)
        self.rivals.show_heads(heads if contested else ())

    def flush(self) -> None:
        """Write now what was typed."""
        if self.text != self._said:
            self._say(self.text)
        elif self._draft.isActive():
            self._draft.stop()
            self._keep_draft()

    def _type(self) -> None:
        if not self._draft.isActive() and self.text != self._said:
            self._draft.start()

    def _keep_draft(self) -> None:
        if self.text == self._said:
            self.opened.drop_draft(self.cell)
        else:
            self.opened.keep_draft(self.cell, self.text, self._seen)

    def _say(self, text: str) -> None:
        self._write(text, self._seen)

    def _keep(self, value: Json) -> None:
        self._write(str(value), self.opened.begin(self.cell))

    def _write(self, text: str, seen: tuple[str, ...]) -> None:
        """Refused text stays in the field and is tried again when the page is left."""
        self._draft.stop()
        if self.opened.set_text(self.cell, text, seen, self):
            self._said = self.text
            self.show_cell()


class Rivals(QWidget):
    """The versions of a cell that several people wrote; one press keeps one of them."""

    def __init__(self, look: Look, keep: Callable[[Json], None], say: Callable[[Json], str] = str) -> None:
        super().__init__()
        self.look, self._keep, self._say = look, keep, say
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(6)
        self.buttons: list[SecondaryButton] = []
        self.hide()

    def show_heads(self, heads: Sequence[Change]) -> None:
        """Show these versions, or nothing."""
        self.buttons.clear()
        empty(self._column)
        if heads:
            said = self.look.tr("Two people wrote different things. Both are kept until you choose.")
            self._column.addWidget(Label(self.look, said, "second", "warn"))
        for head in heads:
            self._column.addWidget(self._version(head))
        self.setVisible(bool(heads))

    def _version(self, head: Change) -> QWidget:
        look, tr = self.look, self.look.tr
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        said = self._say(head.value) or tr("(empty)")
        words.addWidget(Label(look, said, "strong"))
        who = ", ".join(part for part in (author_of(head), edited_of(look, head.at)) if part)
        words.addWidget(Label(look, who, "caption"))
        words.addStretch(1)
        row.addLayout(words, 1)
        keep = SecondaryButton(look, tr("Keep this"))
        keep.setAccessibleName(tr("Keep: {value}", value=said))
        keep.clicked.connect(lambda: self._keep(head.value))
        self.buttons.append(keep)
        row.addWidget(keep)
        return part

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.warn_soft, radius=10)
        painter.end()
