"""Who is in a team and what each may do: a view of what its leads have said, the same on every device; pure.

Roles are checked when changes are read. What counts is not when something was said but in the segment of
which number: a statement says after which number of a member's segments it holds, so that every device
comes to the same end in whatever order it hears of things.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import msgspec

from cxaudit import cells, changes
from cxaudit.errors import KnownError
from cxaudit.model import Change, Json
from cxaudit.people import folded
from cxaudit.roles import ROLE_WORDS as ROLE_WORDS
from cxaudit.roles import ROLES as ROLES
from cxaudit.roles import Role as Role
from cxaudit.sync.identity import Public

TITLE = "title"
LONGEST_NAME = 200


class Said(msgspec.Struct, forbid_unknown_fields=False):
    """What a lead says of a member; it holds for that member's segments after number `after`."""

    name: str
    public: str
    """Its public key in hexadecimal digits: read at each sync, for each of hundreds of members."""
    role: Role
    after: int = 0
    held: list[str] | None = None
    """The marks of what they had written by then and that counts as before, where they may do less now: else
    they could still write under numbers that were counted before."""


class Point(NamedTuple):
    """From which number on somebody has a role; and what has one before but is not `held` falls under it."""

    after: int
    role: Role
    held: frozenset[str] | None = None

    def covers(self, number: int, mark: Callable[[], str] | None) -> bool:
        return self.after < number or bool(mark and self.held is not None and mark() not in self.held)


@dataclass(frozen=True, slots=True)
class Member:
    """A device in the team, with what it was told to be and from where on, oldest first."""

    signer: str
    name: str
    public: Public
    roles: tuple[Point, ...]
    told: tuple[Role, ...] = ()
    """Every role that was ever said, also where another one holds from the same number on."""
    has_left: bool = False
    """Whether it said so itself; only a lead takes a role, and the keys with it."""

    def role(self, number: int, mark: Callable[[], str] | None = None) -> Role:
        """The role in which it wrote what bears that number and that mark."""
        return ["out", *(point.role for point in self.roles if point.covers(number, mark))][-1]

    @property
    def now(self) -> Role:
        return self.roles[-1].role

    @property
    def is_here(self) -> bool:
        """Whether it is still in the team."""
        return self.now != "out" and not self.has_left


@dataclass(frozen=True, slots=True)
class Team:
    """The members of a space by signer; the founder is a lead whatever anybody says."""

    space: str
    founder: Public
    title: str = ""
    members: Mapping[str, Member] = field(default_factory=dict)
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids that a new statement on a cell has to name."""
    known: frozenset[str] = frozenset()
    """The ids of all statements that are here, heard or not."""

    def role(self, signer: str, number: int, mark: Callable[[], str] | None = None) -> Role | None:
        """In which role a part of a segment was written; None if nobody has admitted its sender yet."""
        if signer == self.founder.signer:
            return "lead"
        member = self.members.get(signer)
        return member.role(number, mark) if member else None

    def name(self, signer: str) -> str:
        """What the others call that device."""
        member = self.members.get(signer)
        return member.name if member and member.name else signer[:8]

    @property
    def earlier(self) -> frozenset[str]:
        """The devices that are here no longer of people who are: whoever comes back does so as a new one."""
        here = {folded(member.name) for member in self.members.values() if member.is_here}
        gone = (member for member in self.members.values() if not member.is_here)
        return frozenset(member.signer for member in gone if folded(member.name) in here)

    @property
    def recipients(self) -> tuple[Public, ...]:
        """Those for whom the keys of the space are meant now."""
        return tuple(m.public for m in self.members.values() if m.now != "out")


def value(name: str, public: Public, role: Role, after: int = 0, held: Collection[str] | None = None) -> Json:
    """What the cell of a member says."""
    marks = None if held is None else sorted(held)
    return msgspec.to_builtins(Said(name, public.to_bytes().hex(), role, after, marks))


def mark_of(ids: Iterable[str]) -> str:
    """What tells a part from every other one, whatever segment it comes in: 32 hexadecimal digits."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:32]


def space_id(founder: Public, nonce: str) -> str:
    """The id of a space, which nobody but its founder can have given."""
    return hashlib.sha256(f"cxaudit space {nonce}\n".encode() + founder.to_bytes()).hexdigest()[:32]


def member_cell(signer: str) -> str:
    return f"member/{signer}"


def left_cell(signer: str) -> str:
    """Where a device says of itself that it has left."""
    return f"left/{signer}"


def refusal(role: Role, change: Change) -> KnownError | None:
    """Why somebody in that role may not have written that change; None if they may."""
    if role in ("lead", "reviewer"):
        return None
    if role == "out":
        return _LEFT
    if role == "viewer":
        return None if change.cell.startswith(f"{cells.TALK}/") else _READS
    if not change.cell.startswith(("review/", "assigned/")):  # thousands of ratings are asked for
        return None
    match change.cell.split("/"):
        case ["assigned", _]:
            return _ASSIGNS
        case ["review", "state"]:
            said = change.value.get("state") if isinstance(change.value, dict) else None
            if said not in ("draft", "submitted"):
                return _DECIDES
        case ["review", _, "score" | "seen" | "comment" | "settled", _]:
            return _REVIEWS
    return None


_LEFT = KnownError("whoever sent it had left the team")
_READS = KnownError("a reader may comment, and changes nothing else")
_ASSIGNS = KnownError("only a reviewer or a lead says who is to score what")
_DECIDES = KnownError("only a reviewer or a lead decides on an audit")
_REVIEWS = KnownError("only a reviewer or a lead reviews")


def read(space: str, founder: Public, said: Iterable[tuple[str, int, Change]]) -> Team:
    """The team that these statements say, each with who signed it and in the segment of which number.

    The founder names leads, and nobody else says who is one; what leads say of all others counts from there
    on. Nobody else is heard, but of having left oneself.
    """
    known = [one for one in said if one[2].audit == space]
    first = _members([one for one in known if one[0] == founder.signer])
    heard = [one for one in known if one[0] == founder.signer or _is_heard(founder, first, *one)]
    titles = [c for _, _, c in heard if c.cell == TITLE and isinstance(c.value, str)]
    left = changes.heads(c for signer, _, c in known if c.cell == left_cell(signer))
    heads = {**changes.heads(c for _, _, c in heard), **left}
    title = min((str(c.value) for c in heads.get(TITLE, ()) if c in titles), default="")
    ids = {cell: tuple(h.id for h in found) for cell, found in heads.items()}
    every = frozenset(change.id for _, _, change in known)
    members = _members(heard)
    for signer in members.keys() - {founder.signer}:
        if any(head.value is True for head in left.get(left_cell(signer), ())):
            members[signer] = replace(members[signer], has_left=True)
    return Team(space, founder, title[:LONGEST_NAME], members, ids, every)


def _is_heard(founder: Public, first: Mapping[str, Member], signer: str, number: int, change: Change) -> bool:
    """Whether that counts of somebody who is not the founder."""
    lead = first.get(signer)
    if lead is None or lead.role(number, lambda: mark_of([change.id])) != "lead":
        return False
    of = change.cell.removeprefix("member/")
    said = change.value.get("role") if isinstance(change.value, dict) else None
    return of != founder.signer and said != "lead" and not (of in first and first[of].now == "lead")


def _members(said: Iterable[tuple[str, int, Change]]) -> dict[str, Member]:
    told: dict[str, list[tuple[Change, Said]]] = {}
    for _, _, change in said:
        match change.cell.split("/"):
            case ["member", signer] if found := _said(signer, change.value):
                told.setdefault(signer, []).append((change, found))
    return {signer: _member(signer, found) for signer, found in sorted(told.items())}


def _said(signer: str, value: Json) -> Said | None:
    """What it says of that member; None if it is nothing that this program understands."""
    try:
        found = msgspec.convert(value, Said)
        return found if _public(found).signer == signer and found.after >= 0 else None
    except (msgspec.ValidationError, KnownError, ValueError):
        return None


def _public(said: Said) -> Public:
    return Public.from_bytes(bytes.fromhex(said.public))


def _member(signer: str, told: list[tuple[Change, Said]]) -> Member:
    """Where two statements hold from the same number on, the later one that knew of the other counts,
    and of two that did not know of each other the one that allows less."""
    named = {parent for change, _ in told for parent in change.parents}
    points: dict[int, list[tuple[Change, Said]]] = {}
    for one in told:
        points.setdefault(one[1].after, []).append(one)
    roles: list[Point] = []
    for after, found in sorted(points.items()):
        last = [said for change, said in found if change.id not in named] or [said for _, said in found]
        held = [frozenset(said.held) for said in last if said.held is not None]
        role = max((said.role for said in last), key=ROLES.index)
        roles.append(Point(after, role, frozenset.intersection(*held) if held else None))
    latest = [said for change, said in told if change.id not in named] or [said for _, said in told]
    name = min(said.name for said in latest)[:LONGEST_NAME]
    return Member(signer, name, _public(latest[0]), tuple(roles), tuple(said.role for _, said in told))
