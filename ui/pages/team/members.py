"""Who is in the team and who asks to come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.people import folded
from cxaudit.sync.team import ROLE_WORDS, ROLES, Member, Role, Team
from ui.desk import Desk
from ui.look import Look
from ui.meeting import words
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox
from ui.widgets.labels import Label, Line, Pill
from ui.widgets.layouts import empty
from ui.widgets.messages import Picture
from ui.widgets.sheet import ask

if TYPE_CHECKING:
    from cxaudit.sync.request import Request
    from ui.meeting.meetings import Meeting
    from ui.meeting.standing import Standing


class Members(Card):
    """Requests on top. Leads give roles, the founder alone that of a lead, and nobody takes the founder's."""

    admitted = Signal(object, str)
    """A Request and the role."""
    put_off = Signal(object)
    given = Signal(str, str)
    """A signer and the new role; `out` lets them go."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, look.tr("Members"))
        self.desk = desk
        self._shown: object = None
        self.rows: dict[str, MemberRow] = {}
        self.asking: dict[str, RequestRow] = {}
        self.list = QVBoxLayout()
        self.list.setSpacing(4)
        self.add(self.list)

    def show_space(self, one: Meeting, later: Sequence[str]) -> None:
        """Show that space; `later` are the signers of requests that were put off."""
        now = one.now
        requests = [request for request in now.requests if request.public.signer not in later]
        members = _shown(now)
        said = tuple(self._seen(one, member) for member in members)
        shown = (one.id, now.signer, now.role, tuple(requests), tuple(members), said)
        if shown == self._shown:
            return
        self._shown = shown
        self.note.setText(str(sum(member.is_here for member in members) or ""))
        empty(self.list)
        self.rows, self.asking = {}, {}
        for request in requests:
            row = self.asking[request.public.signer] = RequestRow(self.look, request, _roles(now))
            row.admitted.connect(self.admitted)
            row.put_off.connect(self.put_off)
            self.list.addWidget(row)
        if requests:
            self.list.addWidget(Line(self.look))
        for member in members:
            self._add_member(one, member)
        if not members:
            self.list.addWidget(
                Label(self.look, self.look.tr("They are seen once you are admitted."), "second")
            )
        if now.role is None:
            said_code = self.look.tr("The lead sees your request as device {code}.", code=now.signer[:8])
            self.list.addWidget(Label(self.look, said_code, "second"))

    def _add_member(self, one: Meeting, member: Member) -> None:
        now = one.now
        mine, founder = member.signer == now.signer, now.team.founder.signer
        is_theirs = member.signer == founder or (member.now == "lead" and now.signer != founder)
        roles = () if mine or is_theirs or now.role != "lead" else _roles(now)
        row = self.rows[member.signer] = MemberRow(self.look, member, self._seen(one, member), mine, roles)
        row.given.connect(self._give)
        self.list.addWidget(row)

    def _seen(self, one: Meeting, member: Member) -> str:
        """When something of that device was new last, and where its auditor was then."""
        tr = self.look.tr
        if member.signer == one.now.signer:
            return tr("this device")
        at = one.kept.seen.get(member.signer, (0, ""))[1]
        heard = tr("last heard of {when}", when=words.moment(self.look, at))
        when = heard if at else tr("no changes yet")
        code = self._code(one.now.team, member)
        return " · ".join(part for part in (code, when, self._where(one, member)) if part)

    def _code(self, team: Team, member: Member) -> str:
        """What tells a device from the others of its name; empty where it is the only one."""
        tr, code = self.look.tr, member.signer[:8]
        if member.signer in team.earlier:
            return tr("earlier device {code}", code=code)
        names = [folded(each.name) for each in team.members.values() if each.signer not in team.earlier]
        return tr("device {code}", code=code) if names.count(folded(member.name)) > 1 else ""

    def _where(self, one: Meeting, member: Member) -> str:
        store, there = self.desk.store, one.present.get(member.signer)
        try:
            row = store.summary_row(there.audit) if store and there and there.audit else None
        except KnownError:
            row = None
        if not row or not there:
            return ""
        company = str(row["company"]) or self.look.tr("Unnamed audit")
        return f"{company}, {there.criterion}" if there.criterion else company

    def _give(self, signer: str, role: str) -> None:
        """Ask before somebody is let go."""
        if role != "out":
            self.given.emit(signer, role)
            return
        tr, row = self.look.tr, self.rows[signer]
        ask(
            self,
            self.look,
            tr("Remove {name} from the team?", name=row.member.name),
            tr(
                "They keep what they have and get nothing new. What has come from them stays. What has not "
                "come yet will not come in: if you want it, sync first."
            ),
            tr("Remove from the team"),
            lambda: self.given.emit(signer, "out"),
            row.show_role,
            danger=True,
        )


class RequestRow(QWidget):
    """Somebody who asks; the name is what they say of themselves."""

    admitted = Signal(object, str)
    put_off = Signal(object)

    def __init__(self, look: Look, request: Request, roles: Sequence[Role]) -> None:
        super().__init__()
        tr = look.tr
        self.request = request
        self.role = ComboBox(
            look,
            tr("Role of {name}", name=request.name),
            [(role, tr(ROLE_WORDS[role])) for role in roles],
            "auditor",
        )
        self.admit = SecondaryButton(look, tr("Admit"), "check")
        self.admit.setAccessibleName(tr("Admit {name}", name=request.name))
        self.later = SecondaryButton(look, tr("Not now"))
        self.admit.clicked.connect(lambda: self.admitted.emit(request, str(self.role.value)))
        self.later.clicked.connect(lambda: self.put_off.emit(request))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(Picture(look, "user-plus", "warn"))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(look, request.name, "strong"))
        names.addWidget(
            Label(look, tr("asks to join · device {code}", code=request.public.signer[:8]), "caption")
        )
        first.addLayout(names, 1)
        column.addLayout(first)
        second: QBoxLayout = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.role, 1)
        second.addWidget(self.later)
        second.addWidget(self.admit)
        column.addLayout(second)


class MemberRow(QWidget):
    """A member: name, when it was last heard of, role, and the way out."""

    given = Signal(str, str)

    def __init__(self, look: Look, member: Member, seen: str, mine: bool, roles: Sequence[Role]) -> None:
        super().__init__()
        tr = look.tr
        self.member = member
        self.role: ComboBox | None = None
        self.let_go: IconButton | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        out = not member.is_here
        row.addWidget(Picture(look, "users", "muted" if out else "accent"))
        names = QVBoxLayout()
        names.setSpacing(0)
        name = tr("{name} (you)", name=member.name) if mine else member.name
        names.addWidget(Label(look, name, "strong" if mine else "body", "muted" if out else "text"))
        names.addWidget(Label(look, seen, "caption"))
        row.addLayout(names, 1)
        row.addStrut(44)
        if member.has_left or not roles:
            has_left = member.has_left and member.now != "out"
            row.addWidget(Pill(look, tr("has left") if has_left else tr(ROLE_WORDS[member.now]), "quiet"))
        else:
            shown = [role for role in ROLES if role in roles or role == member.now]
            options = [(role, tr(ROLE_WORDS[role])) for role in shown]
            self.role = ComboBox(look, tr("Role of {name}", name=member.name), options, member.now)
            self.role.chosen.connect(self._choose)
            row.addWidget(self.role)
        if roles and member.now != "out":
            self.let_go = IconButton(look, "user-minus", tr("Remove {name} from the team", name=member.name))
            self.let_go.clicked.connect(lambda: self.given.emit(member.signer, "out"))
            row.addWidget(self.let_go)

    def _choose(self, role: object) -> None:
        if role != self.member.now:
            self.given.emit(self.member.signer, str(role))

    def show_role(self) -> None:
        """Show what the role is, after a changed mind."""
        if self.role:
            self.role.set_value(self.member.now)


def _shown(now: Standing) -> list[Member]:
    """The members as they are listed; who was let go and is back is there once."""
    earlier = now.team.earlier
    members = (m for m in now.team.members.values() if m.now != "out" or m.signer not in earlier)
    return sorted(members, key=lambda m: (not m.is_here, m.signer != now.signer, folded(m.name)))


def _roles(now: Standing) -> list[Role]:
    """What this device may make of others."""
    is_founder = now.signer == now.team.founder.signer
    return [role for role in ROLES if role != "out" and (is_founder or role != "lead")]
