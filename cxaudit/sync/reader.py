"""Reads what others sent: checks it, judges it by its sender's role, and takes it into the store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxaudit import auditfile, cells, framework
from cxaudit.errors import KnownError
from cxaudit.model import Change, Framework
from cxaudit.sync import kept, place, team
from cxaudit.sync.kept import Kept
from cxaudit.sync.keyed import NoKey
from cxaudit.sync.seal import Seal
from cxaudit.sync.segment import Damaged, Forged, Part, Segment
from cxaudit.sync.target import Target, Unreachable
from cxaudit.sync.team import Team
from cxaudit.words import N_

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space, State
    from cxaudit.store.store import Store

TO_JUDGE = "role"
"""Why a segment waits that was read before its sender's role changed."""
_UNFIT = N_("its cell cannot hold that")
Received = Sequence[tuple[str, bytes]]
"""Segments as they lie at the place: names and bytes."""


@dataclass
class Read:
    """What came of reading."""

    audits: set[str] = field(default_factory=set)
    changes: int = 0
    damaged: list[KnownError] = field(default_factory=list)
    forged: list[KnownError] = field(default_factory=list)
    refused: int = 0
    joined: bool = False
    """An audit that was here already is shared from now on."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A part of a segment after its sender's role was asked for."""

    segment: str
    part: Part
    accepted: tuple[Change, ...]
    refused: Mapping[str, str]
    """Why, by the id of the change."""
    waits: str = ""
    """What it waits for: a checklist, or its sender's admission."""


class Reader:
    """Reads the segments of one space; `team` is as the last segment left it."""

    def __init__(self, store: Store, space: Space, target: Target, seal: Seal, now: Team) -> None:
        self.store, self.space, self.target, self.seal, self.team = store, space, target, seal, now
        self._kept = Kept(store, space.id, seal)
        self.found = Read()
        self._checklists: dict[str, tuple[bytes, Framework] | None] = {}
        self._apart = store.memory.apart(space.id)

    def read(self, received: Received) -> None:
        """Take in these segments; those that cannot be read yet are kept and wait."""
        opened: list[tuple[Segment, bytes]] = []
        held: list[tuple[str, bytes, State, str]] = []
        for path, data in received:
            try:
                opened.append((self._kept.decode(path, data), data))
            except Damaged as error:
                self.found.damaged.append(error)
            except Forged as error:
                self.found.forged.append(error)
                held.append((path, b"", "refused", str(error)))
            except NoKey as error:
                held.append((path, data, "waiting", str(error)))
        self.store.spaces.keep(self.space.id, held)
        before = self._hear_of_team([one for one, _ in opened])
        self._take(opened)
        if before:
            self._judge_again(before)

    def read_waiting(self) -> None:
        """Read what waits once more; what a role bears upon that changed before a kill is judged."""
        known = self._kept.known()
        waiting = {path: one.why for path, one in known.items() if one.state == "waiting"}
        if again := [path for path, why in waiting.items() if why == TO_JUDGE]:
            self._judge_again(again)
        if rest := [path for path, why in waiting.items() if why != TO_JUDGE]:
            self.read([(path, self._kept.data(path)) for path in rest])

    # --- the team ---------------------------------------------------------------------------

    def _hear_of_team(self, found: Iterable[Segment]) -> list[str]:
        """Take in what is said of the team; returns the segments of those whose role is another than before.

        They are marked first: a kill must not leave what was said without what follows from it.
        """
        spaces = self.store.spaces
        parts = [(one.name.signer, p) for one in found for p in one.parts if p.audit == self.space.id]
        # Another's word under one's own name is none: it would stand where the true one is to be kept.
        said = [(s, p.number, [c for c in p.changes if c.device == s]) for s, p in parts]
        known = spaces.members(self.space.id)
        ids = {change.id for _, _, change in known}
        fresh = [(s, number, c) for s, number, made in said for c in made if c.id not in ids]
        if not fresh:
            return []
        before, self.team = self.team, team.read(self.space.id, self.team.founder, [*known, *fresh])
        every = before.members.keys() | self.team.members.keys()
        paths = self._of({s for s in every if _roles(before, s) != _roles(self.team, s)})
        spaces.mark(self.space.id, "waiting", paths, TO_JUDGE)
        for signer, number, made in said:
            spaces.keep_members(self.space.id, signer, number, made)
        return paths

    def _of(self, signers: set[str]) -> list[str]:
        """The segments of these devices that were read before; others are still to be heard of the team."""
        known = self._kept.known() if signers else {}
        read = (path for path, one in known.items() if one.state in ("new", "taken") or one.why == TO_JUDGE)
        return [path for path in read if kept.name(path).signer in signers]

    def _judge_again(self, paths: Iterable[str]) -> None:
        """Read these segments again: what their senders may do has changed."""
        opened = []
        for path in paths:
            data = self._kept.data(path)
            with suppress(KnownError):
                opened.append((self._kept.decode(path, data), data))
        self._take_back(opened)
        self._take(opened)

    def _take_back(self, found: Iterable[tuple[Segment, bytes]]) -> None:
        """Take out of the log what its sender was not allowed to write and nobody else has sent."""
        wrong: dict[str, set[str]] = defaultdict(set)
        for judged in (judged for one, _ in found for judged in self._judged(one)):
            accepted = {c.id for c in judged.accepted}
            wrong[judged.part.audit] |= {c.id for c in judged.part.changes} - accepted
        suspect = set().union(*wrong.values()) if wrong else set()
        if not suspect:
            return
        vouched = self._vouched(suspect)
        for audit, ids in wrong.items():
            if self._is_apart(audit):
                continue
            if (gone := ids - vouched) and self.store.take_back(audit, gone):
                self.found.audits.add(audit)

    def _vouched(self, ids: set[str]) -> set[str]:
        """Those of these changes that stand in a segment whose sender was allowed to write them."""
        good: set[str] = set()
        for path, known in self._kept.known().items():
            if known.state in ("new", "taken") or known.why == TO_JUDGE:
                with suppress(KnownError):
                    one = self._kept.read(path)
                    if ids & one.ids:
                        good |= {c.id for judged in self._judged(one) for c in judged.accepted} & ids
        return good

    # --- audits -----------------------------------------------------------------------------

    def _take(self, found: Sequence[tuple[Segment, bytes]]) -> None:
        """Write what segments say, audit by audit, and then that they were taken."""
        by_audit: dict[str, list[Judged]] = defaultdict(list)
        refused: dict[str, dict[str, str]] = defaultdict(dict)
        for one, _ in found:
            for judged in self._judged(one):
                by_audit[judged.part.audit].append(judged)
                refused[judged.segment] |= judged.refused
        waits: dict[str, str] = {}
        for audit, parts in by_audit.items():
            if why := self._take_audit(audit, parts):
                waits |= {one.segment: why for one in parts}
        held: list[tuple[str, bytes, State, str]] = []
        for name, data in ((str(one.name), data) for one, data in found):
            if name in waits:
                held.append((name, data, "waiting", waits[name]))
            else:
                self.found.refused += len(refused[name])
                held.append((name, data, "taken", why_of(refused[name])))
        if ids := {change for reasons in refused.values() for change in reasons}:
            self.store.memory.keep_refused(ids)
        self.store.spaces.keep(self.space.id, held)

    def _take_audit(self, audit: str, parts: Sequence[Judged]) -> str:
        """Take one audit's changes; returns why they have to wait, or nothing."""
        waiting = next((one.waits for one in parts if one.waits), "")
        accepted = [change for one in parts for change in one.accepted]
        if not accepted or self._is_apart(audit):
            return waiting
        checklist = self._checklist(next(one.part.framework for one in parts if one.accepted))
        assert checklist
        if not any(c.cell == cells.FRAMEWORK for c in accepted) and not self.store.knows(audit):
            return "beginning"
        here = self.space.id in self.store.spaces.of_audit(audit)
        self.found.joined |= not here and self.store.knows(audit)
        try:
            saved = self.store.take(audit, checklist[0], accepted, self.space.id)
        except KnownError as error:
            return str(error)
        if saved.changes:
            self.found.audits.add(audit)
            self.found.changes += len(saved.changes)
        return waiting

    def _is_apart(self, audit: str) -> bool:
        """Whether this device shares the audit here no more."""
        return audit in self._apart and self.space.id not in self.store.spaces.of_audit(audit)

    def _judged(self, one: Segment) -> Iterator[Judged]:
        """What of each part of a segment is sound and allowed to its sender, and what is not and why."""
        for part in one.parts:
            if part.audit == self.space.id:
                continue
            role = self.team.role(one.name.signer, part.number, part.mark)
            checklist = self._checklist(part.framework)
            if role is None or checklist is None:
                yield Judged(str(one.name), part, (), {}, "checklist" if role else "admission")
                continue
            accepted, refused = [], {}
            for change in part.changes:
                if why := team.refusal(role, change):
                    refused[change.id] = why.text
                elif not auditfile.can_hold(change, checklist[1]):
                    refused[change.id] = _UNFIT
                else:
                    accepted.append(change)
            yield Judged(str(one.name), part, tuple(accepted), refused)

    def _checklist(self, sha: str) -> tuple[bytes, Framework] | None:
        if sha not in self._checklists:
            raw = self.store.checklist(sha)
            self._checklists[sha] = (
                (raw, framework.parse(raw, "framework.toml")) if raw else self._fetched(sha)
            )
        return self._checklists[sha]

    def _fetched(self, sha: str) -> tuple[bytes, Framework] | None:
        try:
            return place.get_checklist(self.target, self.seal, sha)
        except Unreachable:
            raise
        except KnownError:
            return None


def _roles(now: Team, signer: str) -> object:
    member = now.members.get(signer)
    return member.roles if member else None


def why_of(refused: Mapping[str, str]) -> str:
    """What is written of a segment that was taken but for these changes; empty if all of it was."""
    return json.dumps(refused) if refused else ""


def refused_of(why: str) -> Mapping[str, str]:
    """The reasons by change, as `why_of` wrote them."""
    try:
        found = json.loads(why) if why else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
