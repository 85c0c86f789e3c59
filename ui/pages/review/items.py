"""What there is to do in a review, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from cxaudit.model import Audit, Scores
from cxaudit.quality import approval
from cxaudit.quality.completeness import Gap
from cxaudit.quality.review import Review, blockers
from cxaudit.words import N_
from ui.look import Look
from ui.pages.review.words import criterion_of, of_second
from ui.theme import Kind
from ui.widgets.buttons import FilterChip
from ui.widgets.card import Card
from ui.widgets.chips import DASH, ChipValue
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea

Part = Literal["open", "sample", "see", "comments", "missing", "revisions"]
PARTS: Mapping[Part, str] = {
    "open": N_("To do"),
    "missing": N_("Missing"),
    "sample": N_("Blind sample"),
    "see": N_("To look at"),
    "comments": N_("Comments"),
    "revisions": N_("Revisions"),
}
_MISSING: Mapping[str, str] = {
    "conflict": N_("in conflict"),
    "empty": N_("no score"),
    "draft": N_("no file"),
    "not_scored": N_("too few scores"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion that is to be dealt with; a blind one keeps its score to itself."""

    criterion: str
    parts: frozenset[Part]
    pill: tuple[Kind, str] | None = None
    blind: bool = False


def items_of(look: Look, audit: Audit, scores: Scores, found: Review) -> tuple[Item, ...]:
    """Everything that the round is about, in the order of the checklist."""
    parts: dict[str, set[Part]] = {}
    pills: dict[str, tuple[Kind, str]] = {}

    def add(criterion: str, part: Part, pill: tuple[Kind, str] | None = None, is_open: bool = True) -> None:
        parts.setdefault(criterion, set()).add(part)
        if is_open:
            parts[criterion].add("open")
        if pill and (is_open or criterion not in pills):
            pills[criterion] = pill

    tr, state = look.tr, found.standing.state
    if state in ("draft", "returned", "in_review"):
        for gap in blockers(audit, scores):
            for criterion in _criteria(gap):
                add(criterion, "missing", ("warn", tr(_MISSING[gap.kind])))
    if state == "in_review":
        drawn = set(found.standing.sample)
        for criterion in (c for c in found.to_see if c not in drawn):
            seen = criterion not in found.unseen
            add(criterion, "see", ("ok", tr("looked at")) if seen else ("accent", tr("look")), not seen)
    if state in ("in_review", "approved", "locked"):
        for one in found.sample:
            add(one.criterion, "sample", of_second(one, look), one.open and state == "in_review")
    for comment in found.earlier:
        add(comment.criterion, "comments", ("ok", tr("dealt with")), is_open=False)
    for comment in found.comments:
        done: tuple[Kind, str] = ("ok", tr("dealt with")) if comment.done else ("warn", tr("comment"))
        add(comment.criterion, "comments", done, not comment.done)
    revised: dict[str, bool] = {}
    for revision in approval.revisions(audit):
        if criterion := criterion_of(audit, revision.cell):
            add(criterion, "revisions", None, not revision.reason)
            revised[criterion] = bool(revision.reason) and revised.get(criterion, True)
    for criterion, reasoned in revised.items():
        pills[criterion] = (
            ("quiet", tr("revised")) if reasoned else ("danger", tr("revised without a reason"))
        )
    blind = set(found.unscored) if state == "in_review" else set()
    return tuple(
        Item(c, frozenset(parts[c]), pills.get(c), c in blind) for c in audit.framework.criteria if c in parts
    )


def _criteria(gap: Gap) -> tuple[str, ...]:
    return gap.criteria if gap.kind in _MISSING else ()


class ItemsCard(Card):
    """Chips with counts, and a row for each criterion; `chosen` gives the one that was pressed.

    A chip that would list what is to do once more is left out.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.rows: dict[str, ListRow] = {}
        self._items: tuple[Item, ...] = ()
        self._made: list[str] | None = None
        self._audit: Audit | None = None
        self.part: Part = "open"
        chips, self._group = QWidget(), QButtonGroup(self)
        flow = FlowLayout(chips, 6)
        self.chips = {part: FilterChip(look, look.tr(word), 0) for part, word in PARTS.items()}
        for part, chip in self.chips.items():
            self._group.addButton(chip)
            flow.addWidget(chip)
            chip.clicked.connect(lambda _=False, part=part: self.choose_part(part))
        self.chips["open"].setChecked(True)
        inside = Content()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.area = ScrollArea(look, inside)
        self.layout().setContentsMargins(8, 12, 8, 8)  # type: ignore[union-attr]
        self._selected = ""
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self.add(chips)
        self.add(self.area, 1)

    def show_items(self, audit: Audit, items: tuple[Item, ...]) -> None:
        """Show them; what the chips count and the rows say is renewed."""
        self._audit, self._items = audit, items
        found = {part: [item for item in items if part in item.parts] for part in PARTS}
        for part, chip in self.chips.items():
            chip.set_count(len(found[part]))
            chip.setVisible(part == "open" or (bool(found[part]) and found[part] != found["open"]))
        if self.chips[self.part].isHidden():
            self.part = "open"
            self.chips["open"].setChecked(True)
        self._fill()

    def choose_part(self, part: Part) -> None:
        self.part = part
        self.chips[part].setChecked(True)
        self._fill()

    def select(self, criterion: str) -> None:
        """Mark that row and bring it into view."""
        for each, row in self.rows.items():
            row.set_selected(each == criterion)
        self._selected = criterion
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """Also when a message above the page takes room from the list."""
        if self._selected in self.rows:
            self.area.ensureWidgetVisible(self.rows[self._selected])

    def beside(self, criterion: str, by: int) -> str:
        """The row so many places on; from a criterion that has lost its row, the one that stood after it."""
        order = list(self.rows)
        if not order or self._audit is None:
            return ""
        if criterion in self.rows:
            return order[min(max(order.index(criterion) + by, 0), len(order) - 1)]
        every = list(self._audit.framework.criteria)
        at = every.index(criterion) if criterion in every else -1
        return next((one for one in order if every.index(one) > at), order[0])

    def _fill(self) -> None:
        if self._audit is None:
            return
        shown = [item for item in self._items if self.part in item.parts]
        wanted = [item.criterion for item in shown]
        if self._made != wanted:
            self._make(shown)
            self._made = wanted
        for item in shown:
            title = self._audit.framework.criteria[item.criterion].title[self.look.tr.lang]
            chip: ChipValue = None if item.blind else self._audit.rating(item.criterion).mark
            self.rows[item.criterion].set_row(title, item.criterion, chip, item.pill)

    def _make(self, shown: list[Item]) -> None:
        empty(self._rows)
        self.rows = {}
        for item in shown:
            row = ListRow(self.look, "", chip=DASH, chevron=False, note_above=True)
            row.clicked.connect(lambda _=False, one=item.criterion: self.chosen.emit(one))
            self.rows[item.criterion] = row
            self._rows.addWidget(row)
        if not shown:
            self._rows.addWidget(Label(self.look, self.look.tr("Nothing is left here."), "second"))
        self._rows.addStretch(1)
