"""What one mark rests on: note, evidence, versions of a conflict, and every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis import lineage
from cxaudit.analysis.lineage import CriterionLineage, Step
from cxaudit.analysis.visits import READINGS, Consolidated
from cxaudit.blobs import Blobs
from cxaudit.model import Audit, Change, Evidence, Framework
from cxaudit.timing import measures
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.lineage import words as said
from ui.pages.lineage.file import FileRow
from ui.pages.lineage.scores import View
from ui.pages.sheet_words import sheet_line
from ui.widgets.buttons import FurtherButton, LinkButton
from ui.widgets.chips import ScoreChip
from ui.widgets.labels import Label, Paragraph, Pill
from ui.widgets.messages import Picture
from ui.widgets.rows import ListRow
from ui.widgets.thumbs import Thumbs

_AT_ONCE = 30
_STEPS = {"note": "message-square", "file": "paperclip", "caption": "paperclip", "measure": "timer"}


class CriterionView(View):
    """The mark with its reason, note and evidence; a row leads to its changes."""

    def __init__(
        self,
        look: Look,
        found: CriterionLineage,
        audit: Audit,
        press: Callable[[], None],
        blobs: Blobs,
        show: Callable[[Evidence], None],
    ) -> None:
        """`press` goes on to the changes, `show` opens a file."""
        super().__init__(look)
        tr, thumbs = look.tr, Thumbs(self)
        framework = audit.framework
        self.text(framework.criteria[found.criterion].check[tr.lang])
        if found.rating.conflict:
            self.text(tr("Versions that differ: none of them counts until one is chosen."), colour="warn")
        if len(found.sheets) > 1:
            self._visits(found.visits)
        if not any(one.scores for one in found.sheets):
            self.text(tr("No mark yet, so the criterion does not count."))
        for one in found.sheets:
            if len(found.sheets) > 1:
                self.heading(sheet_line(audit, one.sheet, look))
            for head in one.scores:
                self._mark(head, framework)
            if len(found.sheets) > 1 and one.notes:
                self._notes(one.notes)
        self._remarks(found)
        if len(found.sheets) == 1:
            self.heading(tr("Note"))
            self._notes(found.sheets[0].notes)
        kind = framework.criteria[found.criterion].timing
        if found.measures and kind:
            self.heading(tr("Measures"))
            self.text(measures.line(found.measures, kind, tr))
        self.heading(tr("Evidence"))
        self.text(_grade(look, found.grade, len(found.evidence)))
        for file in found.evidence:
            self.row(FileRow(look, file, blobs, thumbs), partial(show, file))
        self.heading(tr("History"))
        self._history(found.steps, press)
        self.column.addStretch(1)

    def _visits(self, found: Consolidated) -> None:
        """What the visits come to, with their number, their range, and what that is worth."""
        look, tr = self.look, self.look.tr
        words = [Label(look, tr(READINGS[found.reading]), "strong")]
        if found.low is not None and found.high is not None and found.mean is not None:
            said = tr.plural(
                "{n} visit: lowest {low}, highest {high}, mean {mean}",
                "{n} visits: lowest {low}, highest {high}, mean {mean}",
                found.n,
                low=tr.number(found.low),
                high=tr.number(found.high),
                mean=tr.number(found.mean),
            )
            words.append(Label(look, said))
        if found.sd is not None and found.interval:
            low, high = (tr.number(end) for end in found.interval)
            sd = tr.number(found.sd)
            spread = tr("Standard deviation {sd}, 95% interval {low}–{high}", sd=sd, low=low, high=high)
            words.append(Label(look, spread, "second"))
        if found.worst:
            words.append(Label(look, tr("The worst visit counts, since this check is critical."), "second"))
        value = found.exact if found.exact is None or found.exact % 1 else int(found.exact)
        self._beside(ScoreChip(look, value, 36), words)

    def _mark(self, head: Change, framework: Framework) -> None:
        """A mark beside what it means, its reason, and who gave it when."""
        look = self.look
        mark, reason = cells.mark_of(head.value)
        means = framework.scores[mark][look.tr.lang] if isinstance(mark, int) else ""
        long = said.mark_long(head.value, look)
        words = [Label(look, f"{long}: {means}" if means else long, "strong")]
        words += [Paragraph(look, text) for text in (reason, head.reason) if text]
        words.append(Label(look, said.who(head, look), "caption"))
        self._beside(ScoreChip(look, mark, 36), words)

    def _remarks(self, found: CriterionLineage) -> None:
        tr = self.look.tr
        if found.inherited_from:
            self.text(tr("This 0 follows from the 0 of {criterion}.", criterion=found.inherited_from))
        if found.draft:
            self.text(tr("A draft: a score of 0, 1 or 5 needs a file."), colour="warn")

    def _notes(self, notes: Sequence[Change]) -> None:
        look = self.look
        written = [head for head in notes if head.value or len(notes) > 1]
        if not written:
            self.text(look.tr("No note."))
        if len(written) > 1:
            self.text(look.tr("Versions that differ:"), colour="warn")
        for head in written:
            words = [
                Paragraph(look, str(head.value or look.tr("The note was cleared"))),
                Label(look, said.who(head, look), "caption"),
            ]
            self._beside(Picture(look, "message-square", "muted"), words)

    def _history(self, steps: Sequence[Step], press: Callable[[], None]) -> None:
        look, tr = self.look, self.look.tr
        if not steps:
            self.text(tr("Nobody has changed anything here yet."))
            return
        title = tr.plural("{n} change", "{n} changes", len(steps))
        last = tr("last: {who}", who=said.who(steps[-1].change, look))
        self.row(ListRow(look, title, last, "list"), press)

    def _beside(self, mark: ScoreChip | Picture, words: Sequence[Label]) -> None:
        _beside(self.column, mark, words)


def lineage_of(opened: OpenAudit, criterion: str, part: Audit | None = None) -> CriterionLineage:
    """What a mark of the open audit, or of a part of its sheets, rests on, with its whole history."""
    audit = part or opened.audit
    told = lineage.cells_of(audit, criterion)
    history = [change for cell in told for change in opened.store.history(audit.id, cell)]
    return lineage.of_criterion(audit, criterion, history)


class ChangesView(View):
    """Every change of a criterion, the newest first; of very many the older ones on demand."""

    def __init__(
        self,
        look: Look,
        found: CriterionLineage,
        restore: Callable[[Step], None] | None = None,
        beside: Callable[[Step], QWidget | None] = lambda _: None,
    ) -> None:
        """With `restore`, a button beside each replaced version brings it back; `beside` makes one more."""
        super().__init__(look)
        tr = look.tr
        self.buttons: dict[str, LinkButton] = {}
        """What brings back which change, by its id."""
        self._restore, self._offer_beside, self._found = restore, beside, found
        self._left = list(found.steps)
        """Those that are not shown yet, the oldest first."""
        if found.steps:
            self.text(tr("The newest first. Nothing is ever deleted from this history."))
        else:
            self.text(tr("Nobody has changed anything here yet."))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(self.column.spacing())
        self.column.addLayout(self._steps)
        self.further = FurtherButton(look, _AT_ONCE)
        self.further.clicked.connect(self._show_more)
        self.column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self._show_more()

    def _show_more(self) -> None:
        shown, self._left = self._left[-_AT_ONCE:], self._left[:-_AT_ONCE]
        for step in reversed(shown):
            at_end = (self._offer_beside(step), self._state(step, self._found))
            _beside(self._steps, self._mark(step), self._words(step), *at_end)
        self.further.offer(len(self._left), len(self._found.steps))

    def _mark(self, step: Step) -> ScoreChip | Picture:
        if step.kind == "score":
            return ScoreChip(self.look, cells.mark_of(step.change.value)[0], 24)
        return Picture(self.look, _STEPS[step.kind], "muted", 24)

    def _words(self, step: Step) -> list[Label]:
        look = self.look
        why = look.tr("Why: {reason}", reason=step.change.reason) if step.change.reason else ""
        words = [Label(look, said.step_title(step, look), "strong")]
        words += [Paragraph(look, text) for text in (said.step_text(step, look), why) if text]
        return [*words, Label(look, said.who(step.change, look), "caption")]

    def _state(self, step: Step, found: CriterionLineage) -> QWidget | None:
        """What still stands needs no word."""
        tr = self.look.tr
        if step.change.id in found.rivals:
            return Pill(self.look, tr("in conflict"), "danger")
        if step.current:
            return None
        if self._restore is None or found.rivals:
            return Pill(self.look, tr("replaced"))
        button = LinkButton(self.look, tr("Bring back"), "undo-2")
        button.setAccessibleName(f"{tr('Bring back')}: {said.step_title(step, self.look)}")
        button.clicked.connect(partial(self._bring_back, step))
        self.buttons[step.change.id] = button
        return button

    def _bring_back(self, step: Step, _: bool = False) -> None:
        if self._restore:
            self._restore(step)


def _beside(
    column: QVBoxLayout, mark: ScoreChip | Picture, words: Sequence[Label], *at_end: QWidget | None
) -> None:
    """A mark or an icon with lines of text at its right, and what there is at the end."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.setContentsMargins(0, 4, 0, 4)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(2)
    for line in words:
        lines.addWidget(line)
    row.addLayout(lines, 1)
    for part in filter(None, at_end):
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)


def _grade(look: Look, grade: int, files: int) -> str:
    """How well the mark is proven, from 0 to 3 (METHOD 0); beside files only a stopwatch proves it."""
    tr = look.tr
    many = tr.plural("{n} file", "{n} files", files)
    what = (
        tr("nothing but the mark"),
        tr("a note"),
        tr("one file") if files else tr("a time by the stopwatch"),
        many if files > 1 else tr("one file and a time by the stopwatch"),
    )[grade]
    return tr("Grade {grade} of 3: {what}.", grade=grade, what=what)
