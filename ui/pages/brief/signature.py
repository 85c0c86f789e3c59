"""Signing the brief: what is still open, who signed, and the way to take a signature back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field import fieldwork
from cxaudit.field.fieldwork import Signature
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief import progress
from ui.pages.home.row import edited_of
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Pill
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.rows import ListRow
from ui.widgets.sheet import Sheet


class SignatureCard(Card):
    """Who signed and whether the brief still reads so; scoring never waits for it."""

    print_asked = Signal()

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        self.state = Pill(look, "")
        super().__init__(look, tr("Signature"), right=self.state)
        self.opened = opened
        self._changed = MessageBar(look, "warn", tr("The brief was changed after it was signed."))
        self.add(self._changed)
        self.add(
            Label(
                look,
                tr(
                    "Scoring does not wait for a signature. With the first one the limits of time are "
                    "locked, and the report says who signed."
                ),
                "second",
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.add(self._list)
        self.sign = SecondaryButton(look, tr("Sign the brief"), "pencil")
        self.print = SecondaryButton(look, tr("Print the brief"), "file-down")
        line = QHBoxLayout()
        line.addWidget(self.sign)
        line.addWidget(self.print)
        line.addStretch(1)
        self.add(line)
        self.sign.clicked.connect(self.ask)
        self.print.clicked.connect(self.print_asked)
        self.take_back: dict[str, LinkButton] = {}
        self.show_brief()

    def show_brief(self) -> None:
        """Show the signatures that stand."""
        tr, found = self.look.tr, fieldwork.signatures(self.opened.audit)
        empty(self._list)
        self.take_back.clear()
        for one in found:
            self._list.addWidget(self._row(one))
        current = any(one.current for one in found)
        self._changed.setVisible(bool(found) and not current)
        if found:
            self.state.set_pill(tr("signed"), "ok" if current else "warn")
        else:
            self.state.set_pill(tr("not signed"), "quiet")

    def flush(self) -> None:
        """Nothing is typed here."""

    def ask(self) -> None:
        """Ask who signs; what is being typed on the page is said before."""
        sheet = SignSheet(
            self.look, self, self.opened.author, progress.lacking(self.opened.audit, self.look.tr)
        )
        sheet.signed.connect(self._sign)
        sheet.open(sheet.name)

    def _sign(self, by: str) -> None:
        self.opened.set_values(fieldwork.signing(self.opened.audit, uuid4().hex[:12], by))

    def _row(self, one: Signature) -> QWidget:
        look, tr = self.look, self.look.tr
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(look, one.by, "strong"))
        when = edited_of(look, one.at)
        words.addWidget(
            Label(look, when if one.current else tr("{when}; changed since", when=when), "caption")
        )
        row.addLayout(words, 1)
        back = LinkButton(look, tr("Take back"))
        back.setAccessibleName(tr("Take back the signature of {name}", name=one.by))
        back.clicked.connect(lambda: self.opened.set_value(cells.signature(one.id), None))
        self.take_back[one.id] = back
        row.addWidget(back)
        return part


class LackingCard(Card):
    """What the brief still lacks, each with the way there."""

    went = Signal(str)
    """The key of a section."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        super().__init__(look, look.tr("Open before signing"))
        self.opened = opened
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add(self._list)
        self.rows: list[ListRow] = []
        self._said: object = None
        self.show_brief()

    def show_brief(self) -> None:
        """List what is open."""
        tr, signed = self.look.tr, bool(fieldwork.signatures(self.opened.audit))
        found = progress.lacking(self.opened.audit, tr)
        self.title.setText(tr("Signed without this") if signed and found else tr("Open before signing"))
        if found == self._said:
            return
        self._said = found
        empty(self._list)
        self.rows = []
        for section, said in found:
            row = ListRow(self.look, said, icon="circle")
            row.clicked.connect(lambda _=False, section=section: self.went.emit(section))
            self.rows.append(row)
            self._list.addWidget(row)
        if not found:
            self._list.addWidget(Label(self.look, tr("Nothing. The brief is complete."), "body"))

    def flush(self) -> None:
        """Nothing is typed here."""


class SignSheet(Sheet):
    """Asks for the name of who signs; says what is open and what signing does."""

    signed = Signal(str)

    def __init__(self, look: Look, over: QWidget, name: str, lacking: Sequence[tuple[str, str]]) -> None:
        tr = look.tr
        said = tr("Field work begins with it: from then on the limits of time cannot be changed here.")
        super().__init__(look, over, tr("Sign the brief?"), said)
        if lacking:
            n = len(lacking)
            open_ = tr.plural("{n} thing is still open.", "{n} things are still open.", n)
            self.body.addWidget(MessageBar(look, "warn", open_))
        self.name = LineEdit(look, tr("Name"), name)
        self.field = Field(tr("Who signs"), self.name)
        self.body.addWidget(self.field)
        cancel = SecondaryButton(look, tr("Cancel"))
        self.accept = PrimaryButton(look, tr("Sign"), "pencil")
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.accept)
        cancel.clicked.connect(lambda: self.close_with(False))
        self.accept.clicked.connect(self._sign)
        self.name.returnPressed.connect(self._sign)

    def _sign(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.field.set_error(self.look.tr("Write who signs."))
            self.name.setFocus()
            return
        self.close_with(True)
        self.signed.emit(name)
