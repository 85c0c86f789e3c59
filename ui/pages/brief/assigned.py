"""Who is to score what of the audit, and whose second score is given without a look at the first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field import assignment
from cxaudit.field.assignment import Assignment
from cxaudit.model import Framework
from cxaudit.people import folded
from ui.desk import Desk
from ui.look import Look
from ui.meeting import myself
from ui.open_audit import OpenAudit
from ui.widgets.buttons import FilterChip, IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line

_SCORES = ("lead", "reviewer", "auditor")


class AssignedCard(Card):
    """A row for each person who was asked; every press there is saved at once, in a cell of that person."""

    def __init__(self, look: Look, desk: Desk, opened: OpenAudit) -> None:
        tr = look.tr
        super().__init__(look, tr("Who scores what"))
        self._desk, self._opened = desk, opened
        self.rows: dict[str, AssignedRow] = {}
        self._said = Label(look, "", "second")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.more = SecondaryButton(look, tr("Add a person"), "user-plus")
        self.name = LineEdit(look, tr("Name"), example=tr("Anna Petrova"))
        self._typed = Field(tr("Name"), self.name)
        self._typed.hide()
        self.add(self._said)
        self.add(self._list)
        self.add(self._typed)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        self.add(line)
        self.more.clicked.connect(self._offer)
        self.name.left.connect(self._take_typed)
        self.show_assigned()

    def flush(self) -> None:
        """Take the name that is being typed."""
        self.name.flush()

    def show_assigned(self) -> None:
        """Show what the audit says now."""
        audit = self._opened.audit
        shared = bool(self._opened.store.spaces.of_audit(audit.id))
        allowed = myself.may_assign(self._desk, audit.id)
        found = assignment.assignments(audit)
        self._said.setText(self._explain(shared, allowed, bool(found)))
        self.more.setVisible(allowed and (shared or bool(found)))
        for member in [one for one in self.rows if one not in {a.member for a in found}]:
            self._drop(member)
        for at, one in enumerate(found):
            row = self.rows.get(one.member)
            if row and row.editable != allowed:
                self._drop(one.member)
                row = None
            row = row or self._make(one, allowed)
            row.seen = self._opened.heads(cells.assigned(one.member))
            row.show_assignment(one, assignment.scored(audit, one), first=not at)
            if self._list.indexOf(row) != at:
                self._list.insertWidget(at, row)

    def _explain(self, shared: bool, allowed: bool, some: bool) -> str:
        tr = self.look.tr
        if not shared and not some:
            return tr("Share the audit with a team to say who scores what.")
        if not allowed:
            return tr("Only a reviewer or the lead of the team says who scores what.")
        if not some:
            return tr("Nobody was asked yet: everybody may score everything.")
        return tr("Everybody finds their part in scoring under “Asked of me”, and may still score the rest.")

    # --- adding -------------------------------------------------------------------------------

    def candidates(self) -> list[tuple[str, str]]:
        """Ids and names of those who could be asked and were not: the team, and who wrote in the audit.

        Whom the team lets score no more is not among them.
        """
        audit = self._opened.audit
        known = {folded(one.name) for one in assignment.assignments(audit)}
        found: dict[str, tuple[str, str]] = {}
        barred = set()
        for space in myself.spaces_of(self._desk, audit.id):
            for member in space.now.team.members.values():
                if not member.is_here or member.now not in _SCORES:
                    barred.add(folded(member.name))
                elif member.signer not in self.rows:
                    found.setdefault(folded(member.name), (member.signer, member.name))
        for heads in audit.cells.values():
            for head in heads:
                if (name := folded(head.author)) not in barred:
                    found.setdefault(name, ("", " ".join(head.author.split())))
        left = [one for name, one in found.items() if name and name not in known]
        return sorted(left, key=lambda one: one[1].casefold())

    def _offer(self) -> None:
        if self.candidates():
            self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        else:
            self._ask_name()

    def menu(self) -> QMenu:
        """Who can be asked, and the way to another name."""
        menu = QMenu(self.more)
        menu.setFont(self.look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for member, name in self.candidates():
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self._begin, member, name))
        menu.addSeparator()
        menu.addAction(self.look.tr("Another name…")).triggered.connect(self._ask_name)
        return menu

    def _ask_name(self, _: bool = False) -> None:
        self._typed.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_typed(self, text: str) -> None:
        name = " ".join(text.split())
        self.name.set_text("")
        self._typed.hide()
        asked = {folded(one.name) for one in assignment.assignments(self._opened.audit)}
        if name and folded(name) not in asked:
            members = {folded(known): member for member, known in self.candidates()}
            self._begin(members.get(folded(name), ""), name)

    def _begin(self, member: str, name: str, _: bool = False) -> None:
        one = Assignment(member or uuid4().hex[:12], name)
        if self._opened.set_value(cells.assigned(one.member), assignment.value(one), by=self):
            self.show_assigned()
            self.rows[one.member].whole.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- rows ---------------------------------------------------------------------------------

    def _make(self, one: Assignment, editable: bool) -> AssignedRow:
        row = AssignedRow(self.look, one, self._opened.audit.framework, editable)
        row.changed.connect(self._save)
        row.removed.connect(self._remove)
        self.rows[one.member] = row
        return row

    def _save(self, row: AssignedRow, one: Assignment) -> None:
        """Say it over what was on screen, and show what stands if it was refused."""
        self._opened.set_value(cells.assigned(one.member), assignment.value(one), by=self, seen=row.seen)
        self.show_assigned()

    def _remove(self, row: AssignedRow) -> None:
        if self._opened.set_value(cells.assigned(row.one.member), None, by=self, seen=row.seen):
            self.show_assigned()
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, member: str) -> None:
        row = self.rows.pop(member)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


class AssignedRow(QWidget):
    """A person, how far they are, the stages asked of them, and whether they score blind."""

    changed = Signal(object, object)
    """This row, and what is asked now."""
    removed = Signal(object)

    def __init__(self, look: Look, one: Assignment, checklist: Framework, editable: bool) -> None:
        super().__init__()
        tr = look.tr
        self.look, self.one, self.editable = look, one, editable
        self.seen: tuple[str, ...] = ()
        """What was on screen when something was pressed."""
        self._checklist = checklist
        self._line = Line(look)
        self._name = Label(look, one.name, "strong")
        self._done = Label(look, "", "second", wrap=False)
        self._what = Label(look, "", "second")
        self.remove = IconButton(look, "trash-2", tr("Remove {name}", name=one.name), framed=False)
        self.whole = FilterChip(look, tr("Whole audit"))
        self.stages = {stage.code: FilterChip(look, stage.short[tr.lang]) for stage in checklist.stages}
        self.criteria: dict[str, FilterChip] = {}
        self.blind = Switch(look, tr("Second score, without a look at the first"))
        self.blind.setAccessibleName(f"{one.name}: {self.blind.text()}")
        self._chips = FlowLayout()
        self._lay_out()
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        self.blind.clicked.connect(lambda on: self._say(replace(self.one, blind=on)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._done)
        head.addWidget(self.remove)
        head.addStrut(self.look.px(36))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addLayout(head)
        column.addWidget(self._what)
        column.addLayout(self._chips)
        column.addWidget(self.blind)
        for chip in (self.whole, *self.stages.values()) if self.editable else ():
            self._add_chip(chip)
        for part in (self.remove, self.blind):
            part.setVisible(self.editable)
        self._what.setVisible(not self.editable)

    def show_assignment(self, one: Assignment, scored: int, first: bool) -> None:
        """Show what the audit says, and how many of the criteria have a score."""
        tr, before = self.look.tr, self.one
        self.one = one
        self._line.setVisible(not first)
        self._name.setText(one.name)
        self._done.setText(tr("{n} of {total} scored", n=scored, total=len(one.covers(self._checklist))))
        self._what.setText(self._in_words())
        if self.editable:
            if before.criteria != one.criteria or len(self.criteria) != len(one.criteria):
                self._name_criteria()
            self.whole.setChecked(not one.stages and not one.criteria)
            for code, chip in self.stages.items():
                chip.setChecked(code in one.stages)
            for chip in self.criteria.values():
                chip.setChecked(True)
            self.blind.setChecked(one.blind)
            self.blind.set_note(tr("They have looked at the first scores.") if one.looked else "")

    def _in_words(self) -> str:
        tr = self.look.tr
        stages = [s.short[tr.lang] for s in self._checklist.stages if s.code in self.one.stages]
        what = ", ".join((*stages, *self.one.criteria)) or tr("Whole audit")
        return f"{what} \u00b7 {tr('blind')}" if self.one.blind else what

    def _name_criteria(self) -> None:
        """A chip for each criterion that is named by itself; a press takes it out."""
        for chip in self.criteria.values():
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.criteria = {criterion: FilterChip(self.look, criterion) for criterion in self.one.criteria}
        for chip in self.criteria.values():
            self._add_chip(chip)

    def _add_chip(self, chip: FilterChip) -> None:
        chip.setAccessibleName(f"{self.one.name}: {chip.text()}")
        chip.clicked.connect(self._choose_all if chip is self.whole else self._choose)
        self._chips.addWidget(chip)

    def _choose_all(self, _: bool = False) -> None:
        self._say(replace(self.one, stages=(), criteria=()))

    def _choose(self, _: bool = False) -> None:
        """All stages are the whole, and so is none: nobody is asked for nothing."""
        stages = tuple(code for code, one in self.stages.items() if one.isChecked())
        criteria = tuple(name for name, one in self.criteria.items() if one.isChecked())
        if len(stages) == len(self.stages):
            stages, criteria = (), ()
        self._say(replace(self.one, stages=stages, criteria=criteria))

    def _say(self, one: Assignment) -> None:
        self.changed.emit(self, one)
