"""What was done in the open audit, so that it can be taken back and done again, by further changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.model import Audit, Change, Json
from cxaudit.quality import approval
from cxaudit.quality.conflicts import BROUGHT_BACK, author_of

KEPT = 1_000
"""Steps that can be undone; what was before them stands in the history."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a cell said before, by which change if any, and the changes that replaced it.

    Of a conflict that was settled `rivals` are the versions that stood.
    """

    cell: str
    value: Json
    said_by: str
    changes: tuple[str, ...]
    rivals: tuple[Change, ...] = ()
    reason: str = ""

    def edits(self, now: Json) -> list[Edit]:
        """What to write over `now` so that it stands again; a conflict with each of its versions.

        The reason of a version names who said it: the change itself is by whoever takes it back.
        """
        if not self.rivals:
            return [Edit(self.cell, self.value, self.changes, self.reason)]
        said: dict[str, tuple[Json, list[str]]] = {}
        for rival in sorted(self.rivals, key=lambda one: one.value == now):
            said.setdefault(repr(rival.value), (rival.value, []))[1].append(author_of(rival) or rival.device)
        return [
            Edit(self.cell, value, self.changes, f"{BROUGHT_BACK} {', '.join(who)}")
            for value, who in said.values()
        ]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be undone."""

    before: tuple[Before, ...]

    def renamed(self, ids: Mapping[str, str]) -> Step:
        """The same step where changes were said again under other ids."""
        return Step(
            tuple(replace(b, changes=tuple(ids.get(one, one) for one in b.changes)) for b in self.before)
        )

    def is_last_word(self, audit: Audit) -> bool:
        """Whether nobody has said anything else in its cells since."""
        return all({h.id for h in audit.cells[b.cell]} == {*b.changes} for b in self.before)

    def edits(self, audit: Audit) -> list[Edit]:
        """What to write so that all stands again as it was before."""
        return [one for b in self.before for one in b.edits(audit.cells[b.cell][0].value)]


class Steps:
    """What can be undone and what can be done again, the newest last."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def remember(
        self, before: Audit, now: Audit, made: Sequence[Change], among: list[Step] | None = None
    ) -> None:
        """Keep how to take these changes back, `among` what was undone or done again, else as a new step.

        An approval is never taken back, nor what leaves a conflict open.
        """
        changes: dict[str, list[Change]] = {}
        for change in made:
            changes.setdefault(change.cell, []).append(change)
        if approval.CELL in changes:
            self.done.clear()
            self.undone.clear()
            return
        if among is None:
            self.undone.clear()
        if all(len(before.cells.get(c, ())) <= 1 or len(now.cells[c]) == 1 for c in changes):
            step = Step(tuple([_before(before, cell, of) for cell, of in changes.items()]))
            steps = self.done if among is None else among
            steps.append(step)
            del steps[:-KEPT]

    def rename(self, step: Step, now: Audit) -> None:
        """After that step was taken back its changes were said again under other ids."""
        said_again = {b.said_by: now.cells[b.cell][0].id for b in step.before if b.said_by}
        for steps in (self.done, self.undone):
            steps[:] = [other.renamed(said_again) for other in steps]


_UNSAID: Mapping[str, Json] = {
    **dict.fromkeys(("note", "caption", "auditor", "place", "at"), ""),
    **dict.fromkeys(("jurisdiction", "basis", "consented"), ""),
    **dict.fromkeys(("internal", "removed", "agreed", "worst", "allowed", "done", "looked"), False),
}
"""What the last part of a cell's name says before anybody wrote there; else it is None."""


def _before(audit: Audit, cell: str, made: Sequence[Change]) -> Before:
    """What that cell said before these changes of it; several brought back a conflict."""
    heads, ids = audit.cells.get(cell, ()), tuple(change.id for change in made)
    if not heads:
        return Before(cell, _blank(audit, cell), "", ids)
    if len(heads) > 1:
        return Before(cell, None, "", ids, heads)
    return Before(cell, heads[0].value, heads[0].id, ids, reason=heads[0].reason if len(ids) > 1 else "")


def _blank(audit: Audit, cell: str) -> Json:
    """What a cell says before anybody wrote in it."""
    kind, _, name = cell.partition("/")
    if kind == "weights":
        return audit.weights[name]
    if kind == "brief" or (kind == "persona" and cell.rpartition("/")[2] in cells.PERSONA_TEXTS):
        return ""
    if kind == "growth":
        return "" if "/text/" in cell else None
    if kind == "review":
        return {"comment": "", "settled": "", "seen": False, "done": False}.get(cell.split("/")[2])
    return _UNSAID.get(cell.rpartition("/")[2])
