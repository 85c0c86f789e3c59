"""The audit that the window has open: reads as a frozen Audit, writes through the store, tells who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from cxaudit import cells, scoring, visits
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.field import assignment, exclusions
from cxaudit.model import FIRST_SHEET, Audit, Change, Evidence, Json, Mark, Scores
from cxaudit.quality import approval
from ui.steps import Step, Steps

if TYPE_CHECKING:
    from cxaudit.store.store import Store

_What = Literal["rating", "evidence", "sheet", "brief"]


@dataclass(slots=True)
class _Seen:
    """The audit as one sheet says it."""

    sheet: str
    audit: Audit
    scores: Scores | None = None
    """Of that sheet alone, once somebody has asked."""


class OpenAudit(QObject):
    """The current audit, its scores and its mutators.

    Every mutator has committed when it returns True. If the store refuses, it returns False,
    the audit stays as it was and `refused` carries the reason. `by` in a signal is the object
    that began the edit, so that it need not listen to itself.
    """

    rating_changed = Signal(str, object)
    """Criterion id, by."""
    evidence_changed = Signal(str, object)
    """Criterion id, by."""
    brief_changed = Signal(object)
    """By; the brief or a weight."""
    replaced = Signal()
    """The whole audit, say after a merge."""
    changed = Signal()
    """Anything of the above, once for each edit: for readers that show the whole audit."""
    sheet_changed = Signal()
    """Another visit, or another auditor's sheet of it, is the one being scored."""
    begun = Signal(str)
    """The cell of a text that somebody begins to type."""
    wrote = Signal(object)
    """The changes that an edit made, for readers that need to know which."""
    saved = Signal()
    refused = Signal(object)
    """KnownError."""
    undone = Signal(str)
    """The cell that an undo or redo brought back; the window shows its place."""

    def __init__(self, store: Store, audit_id: str, parent: QObject | None = None, signed: str = "") -> None:
        super().__init__(parent)
        self.store = store
        self.signed = signed
        """Who works on this device and signs the changes, if that is known."""
        self.audit: Audit = store.audit(audit_id)
        self.scores: Scores = store.scores(audit_id)
        self._sheet = FIRST_SHEET
        self._seen: tuple[Audit, str, tuple[str, ...], _Seen] | None = None
        self._blind: tuple[str, ...] = ()
        self.revision = ""
        """Why this approved audit is changed, from the moment somebody said it until the audit is closed."""
        self._steps = Steps()
        self.recovered = self._take_drafts()
        """How many texts were being typed when the program stopped without warning."""

    @property
    def author(self) -> str:
        """Who signs the changes: who works on this device, else whom the brief names."""
        return self.signed or self.audit.brief.auditor

    # --- sheets -----------------------------------------------------------------------------

    @property
    def sheet(self) -> str:
        """The sheet that scores go to; the first one if the chosen one is gone."""
        return self._look().sheet

    @property
    def view(self) -> Audit:
        """The audit as the sheet being scored says it."""
        return self._look().audit

    @property
    def view_scores(self) -> Scores:
        """The scores of that sheet alone."""
        seen = self._look()
        if seen.scores is None:
            seen.scores = self.scores if seen.audit is self.audit else scoring.score(seen.audit)
        return seen.scores

    def _look(self) -> _Seen:
        """What is asked dozens of times for each key, read once for each state of the audit."""
        blind = self._blind
        if not (self._seen and self._seen[0] is self.audit and self._seen[1:3] == (self._sheet, blind)):
            there = any(sheet.id == self._sheet for sheet in self.audit.sheets)
            sheet = self._sheet if there else FIRST_SHEET
            view = (
                assignment.own_part(self.audit, sheet, self.store.device, *blind)
                if blind
                else visits.view(self.audit, sheet)
            )
            self._seen = (self.audit, self._sheet, blind, _Seen(sheet, view))
        return self._seen[3]

    @property
    def seen(self) -> Audit:
        """The audit as whoever works here may see it now: whole, or while they are blind their own part."""
        return self.view if self._blind else self.audit

    def blind(self, *who: str) -> None:
        """Leave the scores and files of others out of what these names, of one person, see; none see all."""
        if who != self._blind:
            self._blind = who
            self.sheet_changed.emit()

    def choose_sheet(self, sheet: str) -> None:
        """Score another sheet from now on."""
        if sheet != self.sheet and any(s.id == sheet for s in self.audit.sheets):
            self._sheet = sheet
            self.sheet_changed.emit()

    def add_sheet(self, of: str = "", agreed: bool = False, auditor: str = "") -> str:
        """Begin a visit, or with `of` another sheet of that visit; returns its id, empty if refused."""
        sheet = uuid4().hex[:12]
        values: dict[str, Json] = {cells.visit(sheet, "of"): of}
        if auditor:
            values[cells.visit(sheet, "auditor")] = auditor
        if agreed:
            values[cells.visit(sheet, "agreed")] = True
        values |= exclusions.on_new_sheet(self.audit, sheet)
        return sheet if self.set_values(values) else ""

    def remove_sheet(self, sheet: str) -> bool:
        """Take a sheet out of the audit; its ratings stay in the log, and undo brings it back."""
        return self.set_value(cells.visit(sheet, "removed"), True)

    # --- ratings ----------------------------------------------------------------------------

    def set_score(
        self,
        criterion: str,
        mark: Mark | None,
        reason: str = "",
        by: object = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Rate a criterion; N and U need a reason. None makes it empty again.

        `seen` is what `begin` gave when the reason was asked for; without it, what stands now was on screen.
        """
        try:
            value = cells.score_value(mark, reason)
        except KnownError as error:
            self.refused.emit(error)
            return False
        return self.set_value(cells.score(criterion, self.sheet), value, by=by, seen=seen)

    def settle_score(
        self,
        criterion: str,
        mark: Mark | None,
        reason: str,
        why: str,
        by: object = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Resolve a conflict of scores with a third word and why; `seen` as for `set_score`."""
        value = cells.score_value(mark, reason)
        return self.set_value(cells.score(criterion, self.sheet), value, why, by, seen)

    def settle(self, edits: list[Edit], by: object = None) -> bool:
        """Settle a conflict: each edit names the versions that were on screen, and says why."""
        return self._write(edits, by)

    def begin(self, cell: str) -> tuple[str, ...]:
        """The heads that an editor has on screen when typing begins; hand them to `set_text`."""
        self.begun.emit(cell)
        return self.heads(cell)

    def heads(self, cell: str) -> tuple[str, ...]:
        """The ids of all that a cell says now."""
        return tuple(head.id for head in self.audit.cells.get(cell, ()))

    def set_text(self, cell: str, text: str, seen: tuple[str, ...], by: object = None) -> bool:
        """Say a typed text (a note, a caption, a line of the brief) and forget its draft."""
        if not text and cell not in self.audit.cells:
            self.drop_draft(cell)
            return True
        done = self._write([Edit(cell, text, seen)], by)
        if done:
            self.drop_draft(cell)
        return done

    def keep_draft(self, cell: str, text: str, seen: tuple[str, ...]) -> bool:
        """Keep what is being typed, so that a crash loses at most a second of it."""
        return self._guarded(lambda: self.store.memory.keep_draft(self.audit.id, Edit(cell, text, seen)))

    def drop_draft(self, cell: str) -> bool:
        return self._guarded(lambda: self.store.memory.drop_draft(self.audit.id, cell))

    def set_value(
        self,
        cell: str,
        value: Json,
        reason: str = "",
        by: object = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Say the value of a cell that has no mutator of its own; `seen` is what `begin` gave, else all."""
        return self.set_values({cell: value}, reason, by, {} if seen is None else {cell: seen})

    def set_values(
        self,
        values: Mapping[str, Json],
        reason: str = "",
        by: object = None,
        seen: Mapping[str, Sequence[str]] | None = None,
    ) -> bool:
        """Say the values of cells that belong together, as one undoable step.

        `seen` are the versions that were on screen when editing began; of a cell that it does not name,
        all that stand now were.
        """
        known = {**{cell: self.heads(cell) for cell in values}, **(seen or {})}
        return self._write(
            [Edit(cell, said, tuple(known[cell]), reason) for cell, said in values.items()], by
        )

    def take_merge(self, audit: Audit, scores: Scores) -> None:
        """Read the audit anew after somebody else's changes came in."""
        self.audit, self.scores = audit, scores
        self.replaced.emit()
        self.changed.emit()

    # --- brief and weights ------------------------------------------------------------------

    def set_weights(self, weights: Mapping[str, float], by: object = None) -> bool:
        """Set the weights of some stages at once; all zero is refused."""
        after = {**self.audit.weights, **weights}
        if not any(after.values()):
            self.refused.emit(
                KnownError("At least one stage needs a weight above zero. The weights are unchanged.")
            )
            return False
        return self._write(
            [edit(self.audit, cells.weight(code), value) for code, value in weights.items()], by
        )

    # --- evidence ---------------------------------------------------------------------------

    def add_evidence(self, files: Iterable[Evidence], by: object = None) -> bool:
        """Name files that are in the store's blobs as evidence, also removed ones, as one undoable step."""
        edits = [edit(self.audit, cells.evidence(f.id), cells.evidence_value(f)) for f in files]
        return self._write(edits, by)

    def remove_evidence(self, evidence_id: str, by: object = None) -> bool:
        """Take a file off its criterion; it stays in the history, and undo brings it back."""
        return self._write([edit(self.audit, cells.evidence(evidence_id), None)], by)

    def withhold_evidence(self, evidence_id: str, internal: bool, by: object = None) -> bool:
        """Keep a file out of every report, or let it in again."""
        return self._write([edit(self.audit, cells.internal(evidence_id), internal)], by)

    # --- undo -------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._steps.done)

    @property
    def can_redo(self) -> bool:
        return bool(self._steps.undone)

    def undo(self) -> bool:
        """Take the last edit back, by one more change."""
        return self._turn_back(self._steps.done, self._steps.undone)

    def redo(self) -> bool:
        """Do again what was last undone."""
        return self._turn_back(self._steps.undone, self._steps.done)

    def _turn_back(self, source: list[Step], target: list[Step]) -> bool:
        if not source:
            return False
        step = source.pop()
        if not step.is_last_word(self.audit):
            self.refused.emit(
                KnownError("This was changed again since, so it was not undone. The newer value stays.")
            )
            return False
        if not self._write(step.edits(self.audit), None, target):
            source.append(step)
            return False
        self._steps.rename(step, self.audit)
        self.undone.emit(step.before[0].cell)
        return True

    # --- writing ----------------------------------------------------------------------------

    def _reason_of(self, one: Edit) -> str:
        """A revision is the reason of what the approval stands for, and of nothing else."""
        return self.revision if approval.covers(one.cell) else ""

    def _write(self, edits: list[Edit], by: object, steps: list[Step] | None = None) -> bool:
        before = self.audit
        if self.revision:
            edits = [replace(one, reason=one.reason or self._reason_of(one)) for one in edits]
        try:
            result = self.store.append(before.id, edits, self.author)
        except KnownError as error:
            self.refused.emit(error)
            return False
        if not result.changes:
            return True
        self.audit, self.scores = result.audit, result.scores
        self._steps.remember(before, self.audit, result.changes, steps)
        self._tell(result.changes, before, by)
        self.wrote.emit(result.changes)
        self.saved.emit()
        self.changed.emit()
        return True

    def _tell(self, made: Sequence[Change], before: Audit, by: object) -> None:
        """Emit once what the changes concern; whose a file is, is looked up for all files at once."""
        files: dict[str, str] = {}
        if any([change.cell.startswith("evidence/") for change in made]):
            files = {e.id: e.criterion for e in (*before.evidence, *self.audit.evidence)}
        told = [one for change in made for one in self._concerned(change.cell, before, files)]
        for what, criterion in dict.fromkeys(told):
            match what:
                case "rating":
                    self.rating_changed.emit(criterion, by)
                case "evidence":
                    self.evidence_changed.emit(criterion, by)
                case "sheet":
                    self.sheet_changed.emit()
                case "brief":
                    self.brief_changed.emit(by)

    def _concerned(self, cell: str, before: Audit, files: Mapping[str, str]) -> list[tuple[_What, str]]:
        """What a change of that cell changes, and of which criterion."""
        match cell.split("/"):
            case ["visit", _, "rating", criterion, _]:
                return [("rating", criterion)]
            case ["visit", *_] | ["visits", *_]:
                return [("sheet", ""), ("brief", "")]
            case ["evidence", evidence_id, *_]:
                return [("evidence", files.get(evidence_id, ""))]
            case ["measure", measure]:
                each = [*before.measures.values(), *self.audit.measures.values()]
                of = {one.criterion for found in each for one in found if one.id == measure}
                return [("rating", criterion) for criterion in of]
        return [("brief", "")]

    def _take_drafts(self) -> int:
        """Say the texts that were being typed when the program stopped; a contested one stays a conflict."""
        drafts = self.store.memory.drafts(self.audit.id)
        for draft in drafts:
            self.set_text(draft.cell, draft.value, draft.parents)
        return len(drafts)

    def _guarded(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except KnownError as error:
            self.refused.emit(error)
            return False
        return True
