"""The profit potential: the client's figures, what the stages may add to the profit, and how sure that is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells, money
from cxaudit.analysis.accounts.account import Account, to
from cxaudit.analysis.accounts.potential import Ground, of_gain, of_stage
from cxaudit.analysis.baseline import Baseline, entries_of
from cxaudit.analysis.potential import Model, Potential, potential
from cxaudit.analysis.potential_words import caveat, facts, table
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from ui import worker
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.potential.beside import CaveatsCard, ExpertCard, TodayCard
from ui.pages.potential.form import BaselineForm
from ui.pages.potential.gain import ALL, TOP_ZONES, GainCard
from ui.pages.potential.stages import StagesCard
from ui.pages.potential.steps import StepsCard
from ui.pages.potential.without import LackingCard, PublishedCard
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import EmptyState, MessageBar
from ui.widgets.scroll import Content, PageArea, ScrollArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

    from cxaudit.store.store import Store
    from ui.pages.lineage.sheet import LineageSheet

_FORM = 368
"""The width of the form beside the result, in points at text size 100%."""
_PAINT_MS = 40
"""Work on a thread makes painting wait for the interpreter, so that it begins once the page is painted."""


class _Question(NamedTuple):
    """What a computation starts from; all but the store is frozen."""

    store: Store
    audit: Audit
    scores: Scores
    baseline: Baseline
    scope: str
    model: Model


class PotentialPage(AuditPage):
    """The form at the left and the result at the right; in little room one above the other."""

    key = "potential"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.form: BaselineForm | None = None
        self.found: Potential | None = None
        self._ground: Ground | None = None
        self._asked = 0
        self._scope = ALL
        self._soon_asked = QTimer(self)
        self._soon_asked.setSingleShot(True)
        self._soon_asked.setInterval(_PAINT_MS)
        self._soon_asked.timeout.connect(self._ask)
        self._make_tools()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.follow()
        if not self.opened:
            self._whole.addWidget(self._nothing())

    # --- parts

    def _make_tools(self) -> None:
        tr = self.look.tr
        self.saved = Label(self.look, "", "second", wrap=False)
        self.copy_button = SecondaryButton(self.look, tr("Copy table"), "copy")
        self.copy_button.clicked.connect(self.copy_table)
        self.report_button = PrimaryButton(self.look, tr("To the report"), "file-text")
        self.report_button.clicked.connect(lambda: self.went.emit("report", None))

    def _nothing(self) -> QWidget:
        home = PrimaryButton(self.look, self.look.tr("To the audits"))
        home.clicked.connect(lambda: self.went.emit("home", None))
        self.report_button.hide()
        return EmptyState(self.look, "chart-no-axes-combined", self.look.tr("No audit is open"), first=home)

    def bind(self, opened: OpenAudit | None) -> None:
        if opened and opened is not self.opened:
            self._build(opened)
            opened.saved.connect(self._say_saved)
            opened.undone.connect(self._show_undone)
        super().bind(opened)

    def _build(self, opened: OpenAudit) -> None:
        look, framework = self.look, opened.audit.framework
        empty(self._whole)
        self.form = BaselineForm(look, opened)
        self.gain = GainCard(look)
        self.stages = StagesCard(look, framework)
        self.steps = StepsCard(look)
        self.steps.failed.connect(self.failed)
        self.today = TodayCard(look)
        self.caveats = CaveatsCard(look)
        self.experts = ExpertCard(look)
        self.lacking = LackingCard(look)
        self.published = PublishedCard(look, framework)
        self.beside = MessageBar(look, "warn", caveat(look.tr), look.tr("More"), self._show_caveats)
        self.gain.scoped.connect(self._choose_scope)
        for card in (self.gain, self.stages):
            card.asked.connect(self.explain)
        self.experts.chosen.connect(self._soon_asked.start)
        self.lacking.wanted.connect(self._show_field)
        self._with = (self.gain, self.stages, self.steps, self.today, self.experts)
        self._lay_out(self.form)
        self.form.show_details(_lacks_source(opened.audit))

    def _lay_out(self, form: BaselineForm) -> None:
        aside = Content()
        self.area, self._aside = PageArea(self.look), QVBoxLayout(aside)
        self._column = self.area.column
        for card in (self.lacking, self.published, *self._with, self.caveats):
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._aside.addWidget(form)
        self._aside.addStretch(1)
        self.form_area = ScrollArea(self.look, aside)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        foot.addWidget(self.beside)
        self._foot = foot
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.area, 1)
        right.addLayout(foot)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.form_area)
        row.addLayout(right, 1)
        self._whole.addWidget(holder)
        for card in (self.lacking, self.published, *self._with):
            card.hide()

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Potential")

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        name = self.opened.audit.brief.company.strip()
        said = self.look.tr("one year's new clients, contribution before overheads")
        return f"{name} · {said}" if name else said

    @property
    def status(self) -> tuple[Kind, str] | None:
        if not self.opened:
            return None
        tr, entries = self.look.tr, entries_of(self.opened.audit)
        if entries.conflicts:
            return "danger", tr("Conflict")
        if entries.baseline:
            return "ok", tr("entered")
        lacking = len(entries.missing) + len(entries.faults)
        return "warn", tr.plural("{n} figure missing", "{n} figures missing", lacking)

    def tools(self) -> list[QWidget]:
        return [self.saved, self.copy_button, self.report_button]

    def enter(self, argument: object) -> None:
        """The argument may be the name of a figure or its cell: its field gets the focus."""
        super().enter(argument)
        if isinstance(argument, str) and self.form:
            self._show_field(argument.removeprefix(cells.baseline("")))
        elif isinstance(argument, int) and self.form:
            QTimer.singleShot(0, self, lambda: self._bar.setValue(argument))

    def leave(self) -> None:
        if self.form:
            self.form.flush()

    def place(self) -> object:
        return self._bar.value() if self.form else None

    def fits(self, width: int, height: int, size: Size) -> None:
        if not self.form:
            return
        room = width / self.look.scale
        beside = room >= 780
        margin = MARGIN if size == "wide" else GAP
        self.form_area.setVisible(beside)
        self.form_area.setFixedWidth(self.look.px(_FORM) + margin)
        left = 8 if beside else margin
        self._aside.setContentsMargins(margin, margin, 4, margin)
        self._foot.setContentsMargins(left, GAP, margin, GAP)
        self.area.set_margins(left, margin, margin, GAP)
        if beside and self._column.indexOf(self.form) >= 0:
            self._aside.insertWidget(0, self.form)
        elif not beside and self._aside.indexOf(self.form) >= 0:
            self._column.insertWidget(0, self.form)
        right = room - _FORM if beside else room
        self.gain.fold(right)
        self.stages.fold(right < 520)
        self.saved.setVisible(room >= 700)

    def press(self, key: str) -> bool:
        """The result scrolls by keys."""
        if not self.form:
            return False
        return self.area.turn(key)

    def act(self, name: str) -> bool:
        if name in ("undo", "redo"):
            self.leave()
        return False

    @property
    def _bar(self) -> QScrollBar:
        return self.area.verticalScrollBar()

    # --- the audit

    def show_audit(self, opened: OpenAudit) -> None:
        if not self.form:
            return
        entries = entries_of(opened.audit)
        self.form.show_entries(entries)
        self._asked += 1  # what is being computed is about the audit as it was
        if entries.baseline:
            self._soon_asked.start()
        else:
            self._soon_asked.stop()
            self.found = None
            self.lacking.show_entries(entries)
            self.published.show_scores(opened.scores)
            self._reveal(False)
        self.headed.emit()

    def _ask(self) -> None:
        """Ask a thread for the figures; only the latest answer is shown."""
        baseline = entries_of(self.opened.audit).baseline if self.opened else None
        if not (self.opened and baseline):
            return
        self._asked += 1
        number = self._asked
        opened, model = self.opened, self.experts.model
        question = _Question(opened.store, opened.audit, opened.scores, baseline, self._scope, model)

        def done(found: Potential) -> None:
            if number == self._asked:
                self._show(question, found)

        worker.run(lambda _: _answer(question, _), done, self.failed.emit, owner=self)

    def _show(self, question: _Question, found: Potential) -> None:
        if not self.form:
            return
        tr, currency = self.look.tr, question.baseline.currency
        self.found = found
        self._ground = Ground(question.audit.framework, question.baseline, found, tr)
        self.gain.show_potential(found, question.audit.framework, question.baseline)
        self.stages.show_potential(found, currency)
        self.steps.show_potential(found, question.baseline, question.audit.framework)
        self.today.show_facts(facts(tr, question.baseline, found))
        self.form.show_profit(money.amount(tr, found.base.profit, currency))
        self._reveal(True)

    def _reveal(self, known: bool) -> None:
        """Show sums, or what can be said without them."""
        for card in self._with:
            card.setVisible(known)
        self.lacking.setVisible(not known)
        self.published.setVisible(not known)
        self.steps.setVisible(known and self.found is not None and not self.found.client_costs_more)
        self.copy_button.setVisible(known)
        self.report_button.setVisible(known)

    # --- how a number came about

    def explain(self, key: str) -> LineageSheet | None:
        """Open the account of that figure: `gain:low`, `stage:SAL`."""
        from ui.pages.lineage.sheet import explain

        return explain(self, to(key), self._tell)

    def _tell(self, key: str) -> Account | None:
        """From what is shown, which a newer computation may replace."""
        if not self.found or not self._ground:
            return None
        kind, _, part = key.partition(":")
        if kind == "gain":
            return of_gain(self._ground, part)  # type: ignore[arg-type]
        return of_stage(self._ground, part) if part in self.found.scope else None

    # --- acts

    def _choose_scope(self, scope: str) -> None:
        self._scope = scope
        self._soon_asked.start()

    def copy_table(self) -> None:
        """The figures for a spreadsheet, with their reservations."""
        baseline = entries_of(self.opened.audit).baseline if self.opened else None
        if self.found and self.opened and baseline:
            rows = table(self.look.tr, self.opened.audit.framework, self.found, baseline)
            QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
            self.say("ok", self.look.tr("The table is copied, with its reservations."))

    def _show_caveats(self) -> None:
        self.area.ensureWidgetVisible(self.caveats, 0, MARGIN)

    def _show_field(self, name: str) -> None:
        if not self.form or (name != "currency" and name not in self.form.fields):
            return
        self.form.focus(name)
        field: QWidget = self.form.currency if name == "currency" else self.form.fields[name]
        for area in (self.form_area, self.area):
            if area.isAncestorOf(field):
                area.ensureWidgetVisible(field, 0, MARGIN)

    def _show_undone(self, cell: str) -> None:
        if self.isVisible() and cell.startswith(cells.baseline("")):
            self.refresh()
            self._show_field(cell.removeprefix(cells.baseline("")))

    def _say_saved(self) -> None:
        self.saved.setText(self.look.tr("Saved at {time}", time=f"{datetime.now():%H:%M}"))


def _answer(question: _Question, _: Progress) -> Potential:
    """Computed on a thread: numpy is imported there, and the TOP is found where it is the scope."""
    scope = None
    if question.scope == TOP_ZONES:
        from cxaudit.analysis.growth import growth
        from cxaudit.benchmark_practice import choices_in

        choices = choices_in(question.store, question.audit)
        scope = growth(question.audit, question.scores, question.baseline, choices).stages
    return potential(question.baseline, question.scores, question.audit.framework, scope, question.model)


def _lacks_source(audit: Audit) -> bool:
    return any(not entry.source for entry in entries_of(audit).figures.values())
