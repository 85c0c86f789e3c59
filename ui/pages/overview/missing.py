"""What is missing, on the overview: every row leads to where it can be supplied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Audit, Scores
from cxaudit.quality.completeness import Gap
from ui.icons import paint_icon
from ui.look import Look
from ui.pages import gap_words
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Pill
from ui.widgets.layouts import empty
from ui.widgets.messages import Picture
from ui.widgets.rows import ListRow

MOST_BUTTONS = 30
MOST_STAGES = 2
"""From more stages than this without a score, they share a row."""
_UNFOLDS = ("conflict", "draft", "unverified")


class _Row(ListRow):
    """A row that unfolds when it stands for several criteria."""

    def __init__(self, look: Look, title: str, note: str, icon: tuple[str, str], unfolds: bool) -> None:
        super().__init__(look, title, note, icon[0], icon[1], chevron=not unfolds)
        self._unfolds = unfolds
        self.open = False

    def set_open(self, opened: bool) -> None:
        self.open = opened
        tr = self.look.tr
        self.setAccessibleDescription(tr("unfolded") if opened else tr("folded"))
        self.update()

    def _right(self) -> int:
        return super()._right() + (self.look.px(20) + 8 if self._unfolds else 0)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        super().draw(painter, rect)
        if self._unfolds:
            side = self.look.px(20)
            where = QRect(rect.right() - 10 - side + 1, rect.center().y() - side // 2 + 1, side, side)
            icon = "chevron-up" if self.open else "chevron-down"
            paint_icon(painter, where, icon, self.look.tokens.muted)


class MissingCard(Card):
    """One row per gap, most important first; a row of several criteria unfolds into them."""

    went = Signal(str, object)
    """The page and the criterion, or the line of the brief, where the gap is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.count = Pill(look, "")
        super().__init__(look, look.tr("What is missing"), right=self.count, parent=parent)
        self.rows: list[ListRow] = []
        self._unfolded: set[str] = set()
        self._said: object = None

    def set_gaps(self, found: Sequence[Gap], audit: Audit, scores: Scores) -> None:
        said = [(g, gap_words.title(g, audit, scores, self.look.tr)) for g in found]
        notes = [gap_words.note(g, audit, scores, self.look.tr) for g in found]
        if self._said == (said, notes):
            return
        self._said = (said, notes)
        self._clear()
        stages = [g for g in found if g.kind == "not_scored"]
        for gap in found:
            if gap.kind == "not_scored" and len(stages) > MOST_STAGES:
                if gap is stages[0]:
                    self._add_stages(stages, audit)
                continue
            self._add(gap, audit, scores)
        if found:
            self.count.set_pill(str(len(self.rows)))
        else:
            self.count.set_pill(self.look.tr("complete"), "ok")
            self._add_nothing()

    def _clear(self) -> None:
        self.rows = []
        empty(self.body)

    def _add_row(self, row: ListRow) -> None:
        self.rows.append(row)
        self.add(row)

    def _add_stages(self, gaps: Sequence[Gap], audit: Audit) -> None:
        tr = self.look.tr
        names = [audit.framework.stage(g.stage).short[tr.lang] for g in gaps]
        title = gap_words.stages_without_score(len(gaps), tr)
        row = ListRow(self.look, title, ", ".join(names), *gap_words.ICONS["not_scored"])
        row.clicked.connect(lambda: self._go(gaps[0], audit))
        self._add_row(row)

    def _add(self, gap: Gap, audit: Audit, scores: Scores) -> None:
        tr = self.look.tr
        title = gap_words.title(gap, audit, scores, tr)
        unfolds = gap.kind in _UNFOLDS and len(gap.criteria) + len(gap.fields) > 1
        row = _Row(
            self.look, title, gap_words.note(gap, audit, scores, tr), gap_words.ICONS[gap.kind], unfolds
        )
        self._add_row(row)
        if not unfolds:
            row.clicked.connect(lambda: self._go(gap, audit))
            return
        inside = self._buttons(gap, audit)
        self.add(inside)

        def show(opened: bool) -> None:
            row.set_open(opened)
            inside.setVisible(opened)
            (self._unfolded.add if opened else self._unfolded.discard)(gap.kind)

        show(gap.kind in self._unfolded)
        row.clicked.connect(lambda: show(not row.open))

    def _buttons(self, gap: Gap, audit: Audit) -> QWidget:
        """The criteria of a gap, and its other fields, each to press."""
        tr = self.look.tr
        inner = QWidget()
        flow = FlowLayout(inner, gap=6)
        for criterion in gap.criteria[:MOST_BUTTONS]:
            title = audit.framework.criteria[criterion].title[tr.lang]
            button = SecondaryButton(self.look, criterion)
            button.setToolTip(title)
            button.setAccessibleName(f"{criterion}, {title}")
            button.clicked.connect(lambda _=False, c=criterion: self.went.emit("scoring", c))
            flow.addWidget(button)
        for name in gap.fields:
            button = SecondaryButton(self.look, gap_words.field_name(name, audit, tr))
            button.clicked.connect(lambda _=False, n=name: self.went.emit(gap_words.page_of(n, audit), n))
            flow.addWidget(button)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(self.look.px(20) + 20, 0, 0, 8)
        row.addWidget(inner)
        return holder

    def _add_nothing(self) -> None:
        tr = self.look.tr
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(Label(self.look, tr("Nothing is missing")))
        lines.addWidget(Label(self.look, tr("The audit is ready for its report."), "caption"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(Picture(self.look, "circle-check", "ok"))
        row.addLayout(lines, 1)
        self.add(holder)

    def _go(self, gap: Gap, audit: Audit) -> None:
        if gap.criteria:
            self.went.emit("scoring", gap.criteria[0])
        elif gap.fields:
            self.went.emit(gap_words.page_of(gap.fields[0], audit), gap.fields[0])
        else:
            self.went.emit("brief", "weights")
