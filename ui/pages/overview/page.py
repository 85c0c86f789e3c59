"""What an audit says so far: overall, stages, flags, what is missing, and where points are lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import weights
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Scores
from cxaudit.quality import completeness
from cxaudit.quality.completeness import Gap
from cxaudit.words import STATES
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.files import show_folder
from ui.look import GAP, MARGIN, Look
from ui.meeting import myself, sharing
from ui.meeting.around import around
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.chart_saving import SaveChart
from ui.pages.home.files import ask_export, file_name
from ui.pages.overview.flags import FlagsCard
from ui.pages.overview.missing import MissingCard
from ui.pages.overview.overall import OverallCard
from ui.pages.overview.stages import StagesCard
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView
from ui.widgets.labels import Label
from ui.widgets.scroll import PageArea

if TYPE_CHECKING:
    from cxaudit.reports.brand.kit import Palette
    from cxaudit.reports.charts.sheet import Sheet
    from ui.pages.lineage.sheet import LineageSheet

Row = list[tuple[QWidget, int]]
"""Cards side by side, each with its share of the width."""
DASH = "\u2014"
MISSING = "missing"
"""The argument of `enter` that shows what is missing."""
_PORTRAIT = 900
"""From this height on a page that is not wide has room for the profile."""


class OverviewPage(AuditPage):
    """Reads the open audit and leads to where each figure comes from."""

    key = "overview"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.gaps: tuple[Gap, ...] = ()
        self._rows: list[Row] = []
        self._meets = False
        """Whether it hears of syncs."""
        self._make_tools()
        self._build()
        desk.list_changed.connect(self._show_sharing)
        self.follow()

    # --- parts

    def _make_tools(self) -> None:
        look, tr = self.look, self.look.tr
        self.export_button = SecondaryButton(look, tr("Export"), "share")
        self.export_button.clicked.connect(self.ask_export)
        self.share_button = SecondaryButton(look, tr("Share with the team"), "users")
        self.share_button.clicked.connect(self._share)
        self.next_button = PrimaryButton(look, tr("Continue scoring"), "list-checks")
        self.next_button.clicked.connect(self._go_on)

    def _build(self) -> None:
        look, tr = self.look, self.look.tr
        self.overall = OverallCard(look)
        self.overall.weighed.connect(lambda: self.went.emit("brief", "weights"))
        self.overall.asked.connect(lambda: self.show_lineage())
        self.overall.compared.connect(lambda: self.went.emit("waves", None))
        self.stages = StagesCard(look)
        self.stages.opened.connect(self._open_stage)
        self.stages.asked.connect(lambda code: self.show_lineage(code))
        self.flags = FlagsCard(look)
        self.flags.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.missing = MissingCard(look)
        self.missing.went.connect(self.went)
        self.radar = ChartView(look, tr("Profile"), QSize(look.px(230), look.px(260)))
        self.radar.failed.connect(self.failed)
        self.profile = Card(look, tr("Profile"), right=SaveChart(look, self.radar))
        self.profile.add(self.radar, 1)
        self.weights = ChartView(look, tr("Weights and losses"), QSize(look.px(460), look.px(300)))
        self.weights.failed.connect(self.failed)
        self.losses = Card(look, tr("Weights and losses"), right=SaveChart(look, self.weights))
        self._reading = tr(
            "Width: the weight. Height: the score. On top: the points lost, 5 less the overall in all. "
            "Hatched: provisional."
        )
        self.losses.add(Label(look, self._reading, "second"))
        self.losses.add(self.weights, 1)
        self.area = PageArea(look)
        self._column = self.area.column
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _lay_out(self, rows: list[Row]) -> None:
        """Put the cards into rows, each with its share of the width; the others are hidden."""
        if rows == self._rows:
            return
        self._rows = rows
        while item := self._column.takeAt(0):
            if line := item.layout():
                while line.takeAt(0):
                    pass
                line.deleteLater()
        shown = {card for row in rows for card, _ in row}
        before: QWidget = self.next_button
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(GAP)
            for card, share in row:
                line.addWidget(card, share)
                QWidget.setTabOrder(before, card)
                before = card
            self._column.addLayout(line)
        self._column.addStretch()
        for card in (self.overall, self.stages, self.profile, self.flags, self.missing):
            card.setVisible(card in shown)

    # --- Page

    @property
    def title(self) -> str:
        tr = self.look.tr
        name = self.opened.audit.brief.company.strip() if self.opened else ""
        return f"{name} · {tr('Overview')}" if name else tr("Overview")

    @property
    def status(self) -> tuple[Kind, str] | None:
        if not self.opened:
            return None
        from cxaudit.store.summary import state_of

        if completeness.conflicts(self.opened.audit):
            return "danger", self.look.tr("Conflict")
        state = state_of(self.opened.audit, self.opened.scores)
        kind: Kind = {"brief": "quiet", "approved": "ok"}.get(state, "accent")  # type: ignore[assignment]
        return kind, self.look.tr(STATES[state])

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        tr, audit = self.look.tr, self.opened.audit
        brief = audit.brief
        wave = tr("wave {wave}", wave=brief.wave.strip()) if brief.wave.strip() else ""
        checklist = tr("checklist {version}", version=audit.framework.version)
        n = len(sharing.awaited(self.opened))
        coming = tr.plural("{n} file is still on its way", "{n} files are still on their way", n) if n else ""
        parts = (brief.product.strip(), brief.country.strip(), wave, checklist, coming)
        return " · ".join(part for part in parts if part)

    def tools(self) -> list[QWidget]:
        return [self.share_button, self.export_button, self.next_button]

    def enter(self, argument: object) -> None:
        super().enter(argument)
        self._show_sharing()
        if argument == MISSING:
            QTimer.singleShot(0, self, self._show_missing)
        elif isinstance(argument, int):
            QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(argument))

    def place(self) -> object:
        return self.area.verticalScrollBar().value()

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self.area.set_margins(margin, margin, margin, margin)
        self.export_button.fold(size == "narrow")
        half: Row = [(self.flags, 1), (self.missing, 1)]
        if size == "wide":
            rows: list[Row] = [[(self.overall, 26), (self.stages, 42), (self.profile, 32)], half]
        elif size == "compact" and width > 1.3 * height:
            rows = [[(self.overall, 31), (self.stages, 62)], half]
        elif width / self.look.scale >= 600:
            first: Row = (
                [(self.overall, 1), (self.profile, 1)] if height >= _PORTRAIT else [(self.overall, 1)]
            )
            rows = [first, [(self.stages, 1)], half]
        else:
            rows = [[(card, 1)] for card in (self.overall, self.stages, self.flags, self.missing)]
        self._lay_out([*rows, [(self.losses, 1)]])

    def press(self, key: str) -> bool:
        """The page scrolls by keys."""
        if key != "Enter":
            return self.area.turn(key)
        self._go_on()
        return True

    # --- the audit

    def show_audit(self, opened: OpenAudit) -> None:
        audit, scores = opened.audit, opened.scores
        self.gaps = completeness.gaps(audit, scores)
        self.overall.set_scores(audit, scores)
        self.stages.set_scores(audit, scores)
        self.flags.set_scores(audit, scores)
        self.missing.set_gaps(self.gaps, audit, scores)
        self._set_waves(opened)
        self._set_next(audit)
        self._set_charts(audit, scores)
        self.headed.emit()

    def _set_waves(self, opened: OpenAudit) -> None:
        """Lead to the comparison where there is another wave of this company."""
        company = opened.audit.brief.company
        try:
            found = opened.store.catalog.waves(opened.audit.id, limit=1)
        except KnownError as error:
            self.failed.emit(error)
            return
        self.overall.waves.setVisible(bool(company) and any(one.company == company for one in found))

    def _set_next(self, audit: Audit) -> None:
        """The primary button leads to the work that is left, and then to the report."""
        tr, target = self.look.tr, self._target()
        rated = any(rating.mark is not None for rating in audit.ratings.values())
        if target is None:
            self.next_button.setText(tr("Report"))
            self.next_button.set_icon("file-text")
        else:
            self.next_button.setText(tr("Continue scoring") if rated else tr("Start scoring"))
            self.next_button.set_icon("list-checks")
        self.next_button.setAccessibleName(self.next_button.text())

    def _target(self) -> str | None:
        """The criterion that scoring goes on with, or None when every criterion is rated."""
        for kind in ("empty", "conflict"):
            left = [c for gap in self.gaps if gap.kind == kind for c in gap.criteria]
            if left:
                return left[0]
        return None

    def _set_charts(self, audit: Audit, scores: Scores) -> None:
        lang = self.look.tr.lang
        least, most = weights.sum_span(audit)
        self.losses.setVisible(least == most and any(s.status != "not_scored" for s in scores.stages))
        means = {s.code: self.look.mean(s.score) for s in scores.stages if s.score is not None}
        said = [f"{stage.short[lang]} {means.get(stage.code, DASH)}" for stage in audit.framework.stages]
        scale = self.look.tr("Stage scores, 0 to 5")
        charts = ((self.radar, "radar", scale), (self.weights, "weights", f"{scale}. {self._reading}"))
        for view, name, unit in charts:
            view.set_chart(partial(_draw, name, audit, scores, lang), ", ".join(said), unit)

    # --- acts

    def _show_sharing(self) -> None:
        """Offer to share the audit while there is a team that has not got it."""
        if self.opened:
            self.share_button.setVisible(bool(sharing.offered(self.desk, self.opened.audit.id)))
            self._show_people()
            self.headed.emit()

    def _show_people(self, _: str = "") -> None:
        """Say who else is at work here, and anew after each sync."""
        if not self.opened:
            return
        self.stages.show_people(around(self.desk, self.look, self.opened.audit.id))
        if not self._meets and myself.spaces_of(self.desk, self.opened.audit.id):
            from ui.meeting import meetings

            self._meets = True
            meetings.of(self.desk).synced.connect(self._show_people)

    def _share(self) -> None:
        if self.opened:
            audit = self.opened.audit
            sharing.offer(self, self.look, self.desk, audit.id, audit.brief.company)

    def _go_on(self) -> None:
        target = self._target()
        if target is None:
            self.went.emit("report", None)
        else:
            self.went.emit("scoring", target)

    def _open_stage(self, code: str) -> None:
        """The stage in scoring, at its first criterion without a rating."""
        if not self.opened:
            return
        audit = self.opened.audit
        criteria = [c.id for c in audit.framework.stage(code).criteria]
        empty = (c for c in criteria if audit.rating(c).mark is None)
        self.went.emit("scoring", next(empty, criteria[0]))

    def show_lineage(self, *path: str) -> LineageSheet | None:
        """Where a number comes from: the overall, the stage, the stage and the criterion."""
        from ui.pages.lineage.sheet import explain

        return explain(self, path)

    def _show_missing(self) -> None:
        self.area.ensureWidgetVisible(self.missing, 0, MARGIN)
        if self.missing.rows:
            self.missing.rows[0].setFocus()

    def ask_export(self) -> None:
        if self.opened:
            brief = self.opened.audit.brief
            ask_export(
                self, self.look, self.desk, file_name(brief.company, brief.product, brief.wave), self.export
            )

    def export(self, path: Path) -> None:
        """Write the audit to that file."""
        if self.opened:
            self.desk.export_audit(self.opened.audit.id, path, self._exported)

    def _exported(self, path: Path) -> None:
        tr = self.look.tr
        self.say(
            "ok", tr("Exported: {name}", name=path.name), tr("Show the folder"), lambda: show_folder(path)
        )


def _draw(
    name: str, audit: Audit, scores: Scores, lang: str, palette: Palette, size: tuple[float, float]
) -> Sheet:
    """One chart of the report; imported here, on the thread that draws it."""
    from cxaudit.reports.charts import profile as charts

    draw = {"radar": charts.radar, "weights": charts.weights}[name]
    return draw(scores, audit.framework, lang, palette, size)  # type: ignore[arg-type]
