"""Red flags on the overview, and the critical checks that are closest to one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Audit, Criterion, Scores, is_scored
from ui.look import Look
from ui.widgets.card import Card
from ui.widgets.labels import Label, Line, Pill
from ui.widgets.layouts import empty
from ui.widgets.messages import Picture
from ui.widgets.rows import ListRow

CLOSEST = 3
NEAR = 3
"""A score of this or less is near to the flag, which is 1."""


class FlagsCard(Card):
    """Every flag with its score and note, or in words that there is none."""

    opened = Signal(str)
    """The id of the criterion that was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.count = Pill(look, "")
        super().__init__(look, look.tr("Red flags"), right=self.count, parent=parent)
        self.rows: list[ListRow] = []

    def set_scores(self, audit: Audit, scores: Scores) -> None:
        self._clear()
        flags = [audit.framework.criteria[c] for c in scores.red_flags]
        self.count.set_pill(str(len(flags)), "danger" if flags else "quiet", "flag" if flags else "")
        self.count.setAccessibleName(
            self.look.tr.plural("{n} red flag", "{n} red flags", len(flags))
            if flags
            else self.look.tr("No red flags")
        )
        for criterion in flags:
            self._add_flag(audit, criterion)
        if flags:
            said = self.look.tr("Flags stand on the first page of the report and do not change the mean.")
            self.add(Label(self.look, said, "caption"))
        else:
            self._add_calm(audit)
        self._add_closest(audit, set(scores.red_flags))

    def _clear(self) -> None:
        self.rows = []
        empty(self.body)

    def _row(self, audit: Audit, criterion: Criterion, soft: str = "") -> None:
        rating = audit.rating(criterion.id)
        pill = ("danger", self.look.tr("in conflict")) if rating.conflict else None
        row = ListRow(
            self.look,
            criterion.title[self.look.tr.lang],
            criterion.id,
            chip=rating.mark,
            pill=pill,  # type: ignore[arg-type]
            soft=soft,
            note_above=True,
        )
        row.clicked.connect(lambda: self.opened.emit(criterion.id))
        self.rows.append(row)
        self.add(row)

    def _add_flag(self, audit: Audit, criterion: Criterion) -> None:
        self._row(audit, criterion, "danger_soft")
        if note := audit.rating(criterion.id).note.strip():
            self.add(Label(self.look, _first_words(note), "second"))

    def _add_calm(self, audit: Audit) -> None:
        """No flags: good news only as far as the critical checks are scored."""
        tr = self.look.tr
        marks = [audit.rating(c.id).mark for c in audit.framework.criteria.values() if c.critical]
        scored = sum(is_scored(mark) for mark in marks)
        applying = len(marks) - marks.count("N")
        if not scored:
            note = tr.plural(
                "The {n} critical check is not scored yet.",
                "None of the {n} critical checks is scored yet.",
                applying,
            )
        elif scored < applying:
            note = tr("Critical checks scored: {n} of {total}, all above 1.", n=scored, total=applying)
        else:
            note = tr.plural(
                "The {n} critical check scores above 1.", "All {n} critical checks score above 1.", applying
            )
        calm = bool(scored) and scored == applying
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(Label(self.look, tr("No red flags") if calm else tr("No red flags so far")))
        lines.addWidget(Label(self.look, note, "caption"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(Picture(self.look, "shield-check" if calm else "flag", "ok" if calm else "muted"))
        row.addLayout(lines, 1)
        self.add(holder)

    def _add_closest(self, audit: Audit, flags: set[str]) -> None:
        criteria = [c for c in audit.framework.criteria.values() if c.critical and c.id not in flags]
        marks = ((audit.rating(c.id).mark, c) for c in criteria)
        scored = [(m, c) for m, c in marks if is_scored(m) and m <= NEAR]
        if not scored:
            return
        self.add(Line(self.look))
        self.add(Label(self.look, self.look.tr("Closest to the limit"), "caption"))
        for _, criterion in sorted(scored, key=lambda pair: pair[0])[:CLOSEST]:
            self._row(audit, criterion)


def _first_words(note: str, most: int = 220) -> str:
    """The note on one line, cut at a word."""
    said = " ".join(note.split())
    return said if len(said) <= most else said[:most].rsplit(" ", 1)[0] + "…"
