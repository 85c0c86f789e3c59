"""The personas of the brief: who asks, what they need, and which solution is right or wrong for them."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field import briefing
from cxaudit.field.briefing import Persona
from ui.look import GAP, Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.widgets.buttons import FurtherButton, IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import Label, Pill

_AT_ONCE = 10
"""So many cards are made at a time; a foreign file may hold hundreds."""
_LINES = {"who": 2, "need": 2, "right": 2, "wrong": 2}


class PersonasPart(QWidget):
    """A card for each of the first personas, a way to see more of them, and one to add another."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        super().__init__()
        self.look, self.opened = look, opened
        tr = look.tr
        self.cards: dict[str, PersonaCard] = {}
        self._most = _AT_ONCE
        self._wanted: set[str] = set()
        """Those to be shown wherever they stand."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        head = Card(look, tr("Personas"))
        said = tr(
            "As whom the auditor asks. The key says beforehand which solution fits: it decides whether an "
            "adviser's proposal was good."
        )
        head.add(Label(look, said, "second"))
        self.more = SecondaryButton(look, tr("Add a persona"), "plus")
        self.more.clicked.connect(self._begin)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        head.add(line)
        column.addWidget(head)
        column.addLayout(self._list)
        self.further = FurtherButton(look, _AT_ONCE)
        self.further.clicked.connect(self._show_more)
        column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_brief()

    def show_brief(self) -> None:
        """Show the personas as the audit has them now."""
        known = briefing.personas(self.opened.audit)
        shown = [(n, one) for n, one in enumerate(known, 1) if n <= self._most or one.id in self._wanted]
        for gone in self.cards.keys() - {one.id for _, one in shown}:
            card = self.cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, (n, one) in enumerate(shown):
            card = self.cards.get(one.id) or self._add(one.id)
            if self._list.indexOf(card) != at:
                self._list.insertWidget(at, card)
                card.show()  # now, not with the next event: its name is to have the focus
            card.show_persona(one, n)
        self.further.offer(len(known) - len(shown), len(known))

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self.show_brief()

    def flush(self) -> None:
        for card in self.cards.values():
            card.flush()

    def field(self, cell: str) -> BriefField | None:
        """The field of that cell, if its persona is there; it is shown then wherever it stands."""
        kind, at, name = (*cell.split("/"), "", "")[:3]
        if kind == "persona" and at not in self.cards:
            self._wanted.add(at)
            self.show_brief()
        card = self.cards.get(at)
        return card.fields.get(name) if card else None

    def _begin(self) -> None:
        self.flush()
        at = uuid4().hex[:12]
        self._wanted.add(at)
        if self.opened.set_value(cells.persona(at, "begun"), True) and at in self.cards:
            self.cards[at].fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, at: str) -> PersonaCard:
        card = PersonaCard(self.look, self.opened, at)
        card.remove.clicked.connect(lambda: self._remove(at))
        self.cards[at] = card
        return card

    def _remove(self, at: str) -> None:
        self.cards[at].flush()
        self.opened.set_value(cells.persona(at, "removed"), True)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)


class PersonaCard(Card):
    """The fields of one persona, and whether its key is known."""

    def __init__(self, look: Look, opened: OpenAudit, at: str) -> None:
        tr = look.tr
        self.key = Pill(look, "")
        self.remove = IconButton(look, "trash-2", tr("Remove"), framed=False)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.key)
        row.addWidget(self.remove)
        super().__init__(look, tr("Persona"), right=right)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self.fields = {
            name: BriefField(
                look,
                opened,
                cells.persona(at, name),
                tr(briefing.PERSONA_TITLES[name]),
                _LINES.get(name, 1),
                tr("Family with children") if name == "name" else "",
            )
            for name in cells.PERSONA_TEXTS
        }
        self._narrow: bool | None = None
        self._arrange(False)
        self.add(self._grid)

    def show_persona(self, one: Persona, number: int) -> None:
        """Show what the audit says of it."""
        tr = self.look.tr
        name = " ".join(one.name.split()) or tr("Persona {n}", n=number)
        self.title.setText(name if len(name) <= 40 else name[:39].rstrip() + "…")
        self.setAccessibleName(name)
        self.remove.setAccessibleName(tr("Remove {name}", name=name))
        if one.has_key:
            self.key.set_pill(tr("key known"), "ok")
        else:
            self.key.set_pill(tr("no key yet"), "warn")
        for field in self.fields.values():
            field.show_cell()

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()

    def _arrange(self, narrow: bool) -> None:
        """Two fields in a row; the name has one of its own."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for at, field in enumerate(self.fields.values()):
            self._grid.removeWidget(field)
            if narrow or at == 0:
                self._grid.addWidget(field, at * 2, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(field, (at + 1) // 2 * 2, (at + 1) % 2, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width() < self.look.px(420))
