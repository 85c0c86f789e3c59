"""Whom of the staff the auditor met: reports say the role in the place of the name."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.staff import Member, members, value_of
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Line


class StaffCard(Card):
    """A row for each person; what is written there is saved when it is left."""

    def __init__(self, look: Look, opened: OpenAudit, parent: QWidget | None = None) -> None:
        tr = look.tr
        super().__init__(look, tr("Names of staff"), parent=parent)
        self._opened = opened
        self.rows: dict[str, MemberRow] = {}
        help = tr(
            "Reports say the role instead of a name on this list. Write every form that you use, with commas "
            "between them: endings are not guessed."
        )
        self.add(Label(look, help, "second"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add(self._list)
        self.more = SecondaryButton(look, tr("Add a name"), "plus")
        self.more.clicked.connect(self._begin)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        self.add(line)
        opened.brief_changed.connect(self._refresh)
        opened.replaced.connect(self._refresh)
        self._refresh()

    def flush(self) -> None:
        """Save what is being written."""
        for row in list(self.rows.values()):
            row.flush()

    def _begin(self) -> None:
        row = self._add(Member(uuid.uuid4().hex, ()))
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, member: Member) -> MemberRow:
        row = MemberRow(self.look, member, first=not self.rows)
        row.seen = self._opened.begin(cells.staff(member.id))
        row.changed.connect(self._save)
        row.removed.connect(self._remove)
        self.rows[member.id] = row
        self._list.addWidget(row)
        return row

    def _save(self, row: MemberRow) -> None:
        """A person without a name is not on the list yet."""
        cell = cells.staff(row.member.id)
        said = value_of(row.name.text(), row.role.text(), row.allowed.isChecked())
        known = said["name"] or cell in self._opened.audit.cells
        if known and self._opened.set_value(cell, said, by=self, seen=row.seen):
            row.seen = self._opened.begin(cell)

    def _remove(self, row: MemberRow) -> None:
        cell = cells.staff(row.member.id)
        if cell in self._opened.audit.cells and not self._opened.set_value(cell, None, by=self):
            return
        self._drop(row.member.id)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, member_id: str) -> None:
        row = self.rows.pop(member_id)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _refresh(self, by: object = None) -> None:
        """Show the list as the audit says it now; a row that has no name yet stays."""
        if by is self:
            return
        known = {member.id: member for member in members(self._opened.audit)}
        for member_id in [at for at in self.rows if at not in known]:
            if cells.staff(member_id) in self._opened.audit.cells and not self.rows[member_id].typing:
                self._drop(member_id)
        for member in known.values():
            if row := self.rows.get(member.id):
                if not row.typing:
                    row.seen = self._opened.begin(cells.staff(member.id))
                    row.show_member(member)
            else:
                self._add(member)


class MemberRow(QWidget):
    """The forms of a name, the role, whether the name may be said, and a way to take the person off."""

    changed = Signal(object)
    """This row, of which something was changed and left."""
    removed = Signal(object)
    """This row."""

    def __init__(self, look: Look, member: Member, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.member = look, member
        self.seen: tuple[str, ...] = ()
        """What was on screen when writing began."""
        tr = look.tr
        self.name = LineEdit(look, tr("Name, in every form"), example=tr("Anna Petrova, Anna"))
        self.role = LineEdit(look, tr("Role"), example=tr("consultant"))
        self.allowed = Switch(look, tr("May be named in reports"))
        self.remove = IconButton(look, "trash-2", tr("Remove"), framed=False)
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields.setSpacing(12)
        self._fields.addWidget(Field(tr("Name, in every form"), self.name), 3)
        self._fields.addWidget(Field(tr("Role"), self.role), 2)
        acts = QHBoxLayout()
        acts.addWidget(self.allowed, 1)
        acts.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not first:
            column.addWidget(Line(look))
        column.addLayout(self._fields)
        column.addLayout(acts)
        self.show_member(member)
        self.name.left.connect(lambda _: self._say())
        self.role.left.connect(lambda _: self._say())
        self.allowed.toggled.connect(lambda _: self._say())
        self.remove.clicked.connect(lambda: self.removed.emit(self))

    def show_member(self, member: Member) -> None:
        """Show what the audit says."""
        self.member = member
        self.name.set_text(", ".join(member.forms))
        self.role.set_text(member.role)
        self.allowed.blockSignals(True)
        self.allowed.setChecked(member.allowed)
        self.allowed.blockSignals(False)
        self._name()

    @property
    def typing(self) -> bool:
        """Whether something is being written that is not a change yet."""
        return self.name.isModified() or self.role.isModified()

    def flush(self) -> None:
        self.name.flush()
        self.role.flush()

    def _say(self) -> None:
        for field in (self.name, self.role):
            field.setModified(False)
        self._name()
        self.changed.emit(self)

    def _name(self) -> None:
        """Say whose controls these are, for those who do not see the row."""
        tr, who = self.look.tr, self.name.text().split(",")[0].strip()
        self.role.setAccessibleName(tr("Role of {name}", name=who) if who else tr("Role"))
        self.allowed.setAccessibleName(tr("{name} may be named in reports", name=who) if who else "")
        self.remove.setAccessibleName(tr("Remove {name}", name=who) if who else tr("Remove"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.look.px(420)
        directions = QBoxLayout.Direction
        self._fields.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(200), super().minimumSizeHint().height())
