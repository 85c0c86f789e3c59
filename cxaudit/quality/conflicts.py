"""What several people say differently of one audit, and what each of them says; pure (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxaudit import cells
from cxaudit.changes import Heads
from cxaudit.field import briefing
from cxaudit.model import Audit, Change, Evidence, Json
from cxaudit.people import folded

_ORDER = ("weights", "visits", "visit", "brief", "persona", "excluded", "threshold", "legal", "signature")
"""What follows the criteria, by the first part of a cell's name; everything else comes after it."""


BROUGHT_BACK = "\u21a9"
"""Begins the reason of a version that an undo brought back, before the name of who had said it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One version: what one person says of the contested cells, and what else they left there.

    `changes` has one change a cell, but only of the cells of which this person says something of their own.
    """

    changes: tuple[Change, ...]
    note: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def first(self) -> Change:
        return self.changes[0]

    @property
    def author(self) -> str:
        """Who says so, also where somebody else brought it back."""
        return author_of(self.first)

    @property
    def brought_back(self) -> bool:
        """Whether an undo opened the conflict again; the change is then by whoever did that."""
        return self.first.reason.startswith(BROUGHT_BACK)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it was said."""
        said = dict.fromkeys(change.reason for change in self.changes if change.reason)
        return tuple(reason for reason in said if not reason.startswith(BROUGHT_BACK))

    @property
    def values(self) -> dict[str, Json]:
        """What it says, by cell."""
        return {change.cell: change.value for change in self.changes}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something of which several things are said; a mark and its note are one when both are contested."""

    key: str
    """Its cell, or what the cells of a criterion's rating begin with."""
    heads: Mapping[str, Heads]
    """Every version of each contested cell."""
    sides: tuple[Side, ...]
    criterion: str = ""
    """The criterion that a rating, a file or a measure is about."""
    note: str = ""
    """What a rating says beside it that is of no side alone."""
    evidence: tuple[Evidence, ...] = ()
    """Files beside it that are of no side alone."""

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(self.heads)

    @property
    def seen(self) -> dict[str, tuple[str, ...]]:
        """The ids of every version, by cell."""
        return {cell: tuple(head.id for head in found) for cell, found in self.heads.items()}


def author_of(change: Change) -> str:
    """Who said that, also where somebody else brought it back."""
    back = change.reason.startswith(BROUGHT_BACK)
    return change.reason.removeprefix(BROUGHT_BACK).strip() if back else change.author


def conflicts_of(audit: Audit) -> tuple[Conflict, ...]:
    """Every conflict that people can see: ratings in the order of the checklist, then all the rest."""
    return tuple(_conflict(audit, key, each) for key, each in grouped(audit).items())


def count(audit: Audit) -> int:
    """How many conflicts people can see."""
    return len(grouped(audit)) if audit.conflicts else 0


def standing(audit: Audit, contested: Sequence[str]) -> Conflict:
    """What is said now of cells that were in conflict, perhaps by one side alone."""
    return _conflict(audit, key_of(contested[0]), contested)


def grouped(audit: Audit) -> dict[str, tuple[str, ...]]:
    """The contested cells that people can see, by the key of their conflict, in the order of the list."""
    found: dict[str, list[str]] = {}
    there = _Things(audit)
    for cell in audit.conflicts:
        if there.shows(cell):
            found.setdefault(key_of(cell), []).append(cell)
    place = {criterion: at for at, criterion in enumerate(audit.framework.criteria)}

    def order(key: str) -> tuple[int, str]:
        criterion = criterion_of(audit, found[key][0])
        if criterion in place:
            return place[criterion], key
        kind = key.partition("/")[0]
        return len(place) + (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), key

    return {key: tuple(sorted(found[key], reverse=True)) for key in sorted(found, key=order)}


def key_of(cell: str) -> str:
    """What the conflict about that cell is called."""
    match cell.split("/"):
        case ["visit", _, "rating", _, "score" | "note"]:
            return cell.rpartition("/")[0]
    return cell


def criterion_of(audit: Audit, cell: str) -> str:
    """The criterion that a rating, a file or a measure is about; empty for any other cell."""
    match cell.split("/"):
        case ["visit", _, "rating", criterion, _] if criterion in audit.framework.criteria:
            return criterion
        case ["evidence", file, *_]:
            return next((one.criterion for one in audit.evidence if one.id == file), "")
        case ["measure", measure]:
            return next((c for c, of in audit.measures.items() if any(m.id == measure for m in of)), "")
    return ""


class _Things:
    """Which things are there: of what was taken out of the audit nothing is shown."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._sheets = {sheet.id for sheet in audit.sheets}
        self._personas: set[str] | None = None

    def shows(self, cell: str) -> bool:
        """Whether people can see what that cell says; what a newer program wrote is shown as it is."""
        match cell.split("/"):
            case ["framework" | "created"]:
                return False
            case ["visit", sheet, _, *_]:
                return sheet in self._sheets
            case ["persona", persona, _, *_]:
                return persona in self._people()
            case ["evidence", file, *_]:
                return any(one.id == file for one in self._audit.evidence)
            case ["action", action, _, *_]:
                return any(head.value for head in self._heads(cells.action(action, "zone")))
            case ["talk", comment, _, *_]:
                return any(head.value for head in self._heads(cells.talk(comment)))
            case ["contact", contact, _, *_]:
                gone = self._heads(cells.contact(contact, "removed"))
                return not gone or not all(head.value for head in gone)
        return True

    def _heads(self, cell: str) -> Sequence[Change]:
        return self._audit.cells.get(cell, ())

    def _people(self) -> set[str]:
        if self._personas is None:
            self._personas = {one.id for one in briefing.personas(self._audit)}
        return self._personas


# --- sides --------------------------------------------------------------------------------------


def _conflict(audit: Audit, key: str, contested: Sequence[str]) -> Conflict:
    heads = {cell: audit.cells[cell] for cell in contested}
    criterion = criterion_of(audit, contested[0])
    same = _Writers([head for found in heads.values() for head in found])
    groups: dict[tuple[str, str], list[Change]] = {}
    for found in heads.values():
        taken: set[str] = set()
        for head in found:
            who = same(head)
            apart = head.id if who in taken else ""  # one person may say two things of the same cell
            taken.add(who)
            groups.setdefault((who, apart), []).append(head)
    sides = tuple(Side(tuple(changes)) for changes in groups.values())
    if key != contested[0]:
        return _with_proofs(audit, Conflict(key, heads, sides, criterion), same)
    return _with_file(audit, Conflict(key, heads, sides, criterion))


class _Writers:
    """Tells writers apart: by name where every version has another one, else by device."""

    def __init__(self, heads: Sequence[Change]) -> None:
        names: dict[str, set[str]] = {}
        for head in heads:
            names.setdefault(head.cell, set()).add(folded(author_of(head)))
        many = {cell: sum(head.cell == cell for head in heads) for cell in names}
        self._by_name = all("" not in said and len(said) == many[cell] for cell, said in names.items())

    def __call__(self, change: Change) -> str:
        return folded(author_of(change)) if self._by_name else change.device


def _with_proofs(audit: Audit, found: Conflict, same: _Writers) -> Conflict:
    """A contested rating with the note and the files of each side; what is of no side stands beside them."""
    writers = [same(side.first) for side in found.sides]
    files: dict[str, list[Evidence]] = {}
    for file in audit.evidence_of(found.criterion):
        files.setdefault(same(audit.cells[cells.evidence(file.id)][0]), []).append(file)
    noted = audit.cells.get(f"{found.key}/note", ())
    note = noted[0] if noted and f"{found.key}/note" not in found.heads else None
    sides = tuple(
        Side(side.changes, note.value if note and same(note) == who else "", tuple(files.get(who, ())))
        if writers.index(who) == at
        else side
        for at, (side, who) in enumerate(zip(found.sides, writers, strict=True))
    )
    beside = tuple(file for who, each in files.items() if who not in writers for file in each)
    shared = note.value if note and same(note) not in writers else ""
    return Conflict(found.key, found.heads, sides, found.criterion, shared, beside)


def _with_file(audit: Audit, found: Conflict) -> Conflict:
    """A conflict about a file shows the file."""
    match found.key.split("/"):
        case ["evidence", file, *_]:
            shown = tuple(one for one in audit.evidence if one.id == file)
            return Conflict(found.key, found.heads, found.sides, found.criterion, evidence=shown)
    return found
