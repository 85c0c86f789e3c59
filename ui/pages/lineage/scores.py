"""The overall as its stages, and a stage as its criteria."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cxaudit import words
from cxaudit.analysis.lineage import CriterionPart, OverallLineage, StageLineage, StagePart
from cxaudit.model import Framework, OverallScore, StageScore
from ui.look import Look
from ui.pages.lineage import words as said
from ui.theme import Kind
from ui.widgets.labels import Label, Line, Pill
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content
from ui.widgets.sums import PartRow, Reckoning

Press = Callable[[str], None]


class View(Content):
    """One step: texts and rows under each other; `rows` lead further down."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.rows: list[ListRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 4, 0)
        self.column.setSpacing(8)

    def text(self, sentence: str, role: str = "second", colour: str = "") -> None:
        """A paragraph, if there is anything to say."""
        if sentence:
            self.column.addWidget(Label(self.look, sentence, role, colour))  # type: ignore[arg-type]

    def heading(self, name: str) -> None:
        self.column.addSpacing(4)
        self.column.addWidget(Line(self.look))
        self.column.addWidget(Label(self.look, name, "title"))

    def row(self, row: ListRow, press: Callable[[], None]) -> None:
        row.clicked.connect(lambda: press())
        self.rows.append(row)
        self.column.addWidget(row)

    def figure(self, shown: str, pill: tuple[Kind, str] | None) -> None:
        """The number that is explained, as large as it is important here."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Label(self.look, shown, "number", wrap=False, tabular=True))
        if pill:
            line.addWidget(Pill(self.look, pill[1], pill[0]), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self.column.addLayout(line)


# --- overall --------------------------------------------------------------------------------


class OverallView(View):
    """Stages times weights, their sum, and what was left out."""

    def __init__(self, look: Look, found: OverallLineage, framework: Framework, press: Press) -> None:
        super().__init__(look)
        tr, overall = look.tr, found.overall
        self.figure(*_shown(look, overall))
        self.text(_overall_sentence(look, found))
        if overall.score is not None:
            self.column.addWidget(_overall_sum(look, found, overall.score))
        if found.counted:
            self.heading(tr("Stages: score × weight = points"))
        for part in found.counted:
            self._add(part, framework, press)
        if found.left_out:
            self.heading(tr("Left out"))
        for part in found.left_out:
            self._add(part, framework, press)
        if overall.score is not None and found.low != found.high:
            self.heading(tr("Bounds"))
            self.text(tr("What the overall would be with every U as 0 and with every U as 5."))
            self.column.addWidget(_overall_bounds(look, found))
        self.column.addStretch(1)

    def _add(self, part: StagePart, framework: Framework, press: Press) -> None:
        code = part.score.code
        name = framework.stage(code).short[self.look.tr.lang]
        figure = said.DASH if part.points is None else said.exact(part.points, self.look)
        self.row(PartRow(self.look, name, said.stage_note(part, self.look), figure), lambda: press(code))


def _shown(look: Look, score: OverallScore | StageScore) -> tuple[str, tuple[Kind, str] | None]:
    """The figure as the overview shows it, and its band or state."""
    tr = look.tr
    if score.span is not None:
        return said.reach(*score.span, look), ("danger", tr("in conflict"))
    if score.score is None:
        return said.DASH, None
    return look.mean(score.score), ("quiet", tr(words.BANDS[score.band])) if score.band else None


def _overall_sentence(look: Look, found: OverallLineage) -> str:
    tr, overall = look.tr, found.overall
    if overall.status == "conflict":
        return tr(
            "People disagree, so there is a range: the lowest and the highest score that their versions "
            "allow. It closes when the conflicts are resolved."
        )
    if overall.score is None:
        why = tr(words.STATUSES[overall.status])
        return why[:1].upper() + why[1:] + "."
    return tr.plural(
        "The score of {n} stage.",
        "The mean of {n} stages, each counted by its weight.",
        overall.stages_scored,
    )


def _overall_sum(look: Look, found: OverallLineage, shown: float) -> Reckoning:
    tr = look.tr
    points, weight = found.points or Fraction(0), found.weight or Fraction(1)
    return Reckoning(
        look,
        [
            (tr("Points of all stages"), said.exact(points, look)),
            (tr("Weights of these stages"), said.weight(weight, look)),
            (tr("Points ÷ weights"), said.exact(points / weight, look)),
            (tr("Rounded for reading"), look.mean(shown)),
        ],
    )


def _overall_bounds(look: Look, found: OverallLineage) -> Reckoning:
    tr, weight = look.tr, found.weight or Fraction(1)
    lines = []
    for name, points in ((tr("Every U as 0"), found.low), (tr("Every U as 5"), found.high)):
        points = points or Fraction(0)
        reckoned = f"{said.exact(points, look)} ÷ {said.weight(weight, look)}"
        lines.append((f"{name}: {reckoned}", look.mean(float(points / weight))))
    return Reckoning(look, lines, result=False)


# --- stage ----------------------------------------------------------------------------------


class StageView(View):
    """The marks of a stage, their sum, its weight, and what does not count."""

    def __init__(self, look: Look, found: StageLineage, framework: Framework, press: Press) -> None:
        super().__init__(look)
        tr, score = look.tr, found.score
        shown, pill = _shown(look, score)
        if score.status == "provisional":
            shown, pill = f"{shown}~", ("quiet", tr("provisional"))
        self.figure(shown, pill)
        self.text(_stage_sentence(look, found))
        if score.score is not None:
            self.column.addWidget(_stage_sum(look, found, score.score))
        self.text(said.weight_source(found, look))
        if found.counted:
            self.heading(tr("Criteria that count"))
        for part in found.counted:
            self._add(part, framework, press)
        if found.left_out:
            self.heading(tr("Criteria that do not count"))
        for part in found.left_out:
            self._add(part, framework, press)
        if score.score is not None and score.u:
            self.heading(tr("Bounds"))
            self.text(tr("What the stage would be with every U as 0 and with every U as 5."))
            self.column.addWidget(_stage_bounds(look, found))
        self.column.addStretch(1)

    def _add(self, part: CriterionPart, framework: Framework, press: Press) -> None:
        criterion = part.criterion
        title = framework.criteria[criterion].title[self.look.tr.lang]
        mark = "≠" if part.rating.conflict else part.rating.mark
        row = ListRow(self.look, title, said.criterion_note(part, self.look), chip=mark)
        self.row(row, lambda: press(criterion))


def _stage_sentence(look: Look, found: StageLineage) -> str:
    tr, score = look.tr, found.score
    if score.status == "conflict":
        return tr(
            "People disagree, so there is a range: the lowest and the highest score that their versions "
            "allow. It closes when the conflicts are resolved."
        )
    if score.status == "not_scored":
        return tr("Too few scores: a stage needs half of its criteria scored, and at least 5.")
    mean = tr.plural("The mark of {n} criterion.", "The mean of {n} scored criteria.", found.count)
    if score.status == "provisional":
        mean += " " + tr("Provisional: coverage is under 80%.")
    return mean


def _stage_sum(look: Look, found: StageLineage, shown: float) -> Reckoning:
    tr = look.tr
    return Reckoning(
        look,
        [
            (tr("Sum of the marks"), tr.mark(found.total)),
            (tr("Scored criteria"), str(found.count)),
            (tr("Sum ÷ criteria"), said.exact(Fraction(found.total, found.count), look)),
            (tr("Rounded for reading"), look.mean(shown)),
        ],
    )


def _stage_bounds(look: Look, found: StageLineage) -> Reckoning:
    tr = look.tr
    names = tr("Every U as 0"), tr("Every U as 5")
    return Reckoning(
        look,
        [
            (f"{name}: {total} ÷ {count}", look.mean(float(total / count)))
            for name, (total, count) in zip(names, found.bounds, strict=True)
        ],
        result=False,
    )
