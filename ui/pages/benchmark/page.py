"""The open audit beside others: table with the medians, positions by stage, rank and how sure it is."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis import comparison
from cxaudit.analysis.accounts.account import Account, key, to
from cxaudit.analysis.accounts.account import Path as Steps
from cxaudit.analysis.accounts.benchmark import OVERALL, Table
from cxaudit.analysis.benchmark import shown
from cxaudit.analysis.comparison import LATEST, Choice, Comparison
from cxaudit.analysis.repeats import precision_of
from cxaudit.errors import KnownError
from cxaudit.model import Json
from cxaudit.peer import Row, Scope
from cxaudit.progress import Progress
from cxaudit.scoring import external_core
from cxaudit.trends import Trend
from ui import worker
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.file_dialog import open_files
from ui.files import documents
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.benchmark import words
from ui.pages.benchmark.accounts import account_of
from ui.pages.benchmark.filters import Filters
from ui.pages.benchmark.ground import Grounds
from ui.pages.benchmark.report import ask_report
from ui.pages.benchmark.sources import SourcesCard
from ui.pages.benchmark.stages import StagesCard
from ui.pages.benchmark.standing import StandingCard
from ui.pages.benchmark.table import TableCard
from ui.pages.benchmark.trends import TrendsCard, TrendSheet
from ui.pages.growth.ask import not_saved
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.layouts import empty
from ui.widgets.messages import EmptyState, MessageBar
from ui.widgets.scroll import PageArea
from ui.widgets.sheet import ask

if TYPE_CHECKING:
    from ui.pages.lineage.sheet import LineageSheet

_TALL = 820
"""From this height of the page on there is room for two more rows of the table."""


class BenchmarkPage(AuditPage):
    """Reads the audits once, and compares anew with every filter."""

    key = "benchmark"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.grounds: Grounds | None = None
        self.found: Comparison | None = None
        self._wanted: tuple[Choice, Scope] | None = None
        self.import_button = SecondaryButton(look, look.tr("Import rows"), "import")
        self.import_button.clicked.connect(self.ask_import)
        self.report_button = SecondaryButton(look, look.tr("Comparison report"), "file-text")
        self.report_button.clicked.connect(lambda: ask_report(self, desk, self.found))
        self.calibration_button = SecondaryButton(look, look.tr("Calibration"), "scale")
        self.calibration_button.clicked.connect(lambda: self.went.emit("calibration", None))
        self.waves_button = SecondaryButton(look, look.tr("Waves"), "git-compare-arrows")
        self.waves_button.clicked.connect(lambda: self.went.emit("waves", None))
        self._build()
        desk.list_changed.connect(self.expire)
        self.follow()

    # --- parts

    def _build(self) -> None:
        look = self.look
        self.area = PageArea(look)
        column = self.area.column
        whole = QVBoxLayout(self)  # before its cards: they would be styled again each time they move
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.filters: Filters | None = None
        self.table = TableCard(look)
        self.table.asked.connect(self._explain_score)
        self.table.asked_median.connect(lambda at: self.explain(key("median", str(at))))
        self.stages = StagesCard(look)
        self.stages.asked.connect(lambda at: self.explain(key("position", str(at))))
        self.standing = StandingCard(look)
        self.standing.asked.connect(self.explain)
        self.sources = SourcesCard(look)
        self.sources.agreed.connect(self._agree)
        self.sources.dropped.connect(self._ask_drop)
        self.trends = TrendsCard(look)
        self.trends.opened.connect(self.ask_trend)
        self.nothing = self._nothing()
        self._pair = QHBoxLayout()
        self._pair.setSpacing(GAP)
        self._pair.addWidget(self.stages, 63)
        self._pair.addWidget(self.standing, 37)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self.cards = QWidget()
        self.cards.setLayout(self._pair)
        self.few = QVBoxLayout()
        for part in (self.table, self.nothing):
            column.addWidget(part)
        column.addLayout(self.few)
        column.addWidget(self.cards)
        column.addWidget(self.trends)
        column.addWidget(self.sources)
        column.addStretch()

    def _nothing(self) -> Card:
        look, tr = self.look, self.look.tr
        button = SecondaryButton(look, tr("Import rows"), "import")
        button.clicked.connect(self.ask_import)
        self.clear_button = clear = SecondaryButton(look, tr("Clear the filters"), "search-x")
        clear.clicked.connect(self._clear)
        card = Card(look)
        note = tr(
            "Audits of other companies need a recorded consent; rows can come from an Excel or CSV table."
        )
        card.add(EmptyState(look, "columns-3", tr("Nothing to compare with"), note, clear, button))
        return card

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Comparison")

    @property
    def context(self) -> str:
        if not self.opened or not self.found:
            return ""
        return words.among(self.look.tr, self._name(), len(self.found.peers))

    def tools(self) -> list[QWidget]:
        return [self.waves_button, self.calibration_button, self.report_button, self.import_button]

    def leave(self) -> None:
        self.sources.flush()

    def enter(self, argument: object) -> None:
        if isinstance(argument, tuple):
            self._wanted = argument
            self._stale = True
        super().enter(argument)

    def place(self) -> object:
        return (self.filters.choice, self.filters.scope) if self.filters else None

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self.area.set_margins(margin, margin, margin, margin)
        self.table.set_most(7 if height >= _TALL else 5)
        narrow = size == "narrow"
        directions = QHBoxLayout.Direction
        self._pair.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.sources.fold(narrow)

    def press(self, key: str) -> bool:
        """The page scrolls by keys."""
        return self.area.turn(key)

    def act(self, name: str) -> bool:
        if name == "search" and self.filters:
            self.filters.company.setFocus()
            return True
        return False

    # --- the audit

    def show_audit(self, opened: OpenAudit) -> None:
        if self.grounds is None:
            self.grounds = Grounds(opened, self)
            self.grounds.failed.connect(self.failed)
        else:
            self.grounds.refresh()
        if self.filters is None:
            self.filters = self._make_filters(opened)
            choice, scope = self._wanted or (self._first_choice(opened, self.grounds), "full")
        else:
            choice, scope = self.filters.choice, self.filters.scope
        self.filters.set_places(self.grounds.places, choice, scope)
        self._compare()
        self.trends.show_trends(opened.audit)
        self.sources.set_sources(opened.audit, self.grounds.imported, self.grounds.withheld)

    def _make_filters(self, opened: OpenAudit) -> Filters:
        core = sum([external_core(c) for c in opened.audit.framework.criteria.values()])
        filters = Filters(self.look, core)
        filters.changed.connect(self._compare)
        self.area.column.insertWidget(0, filters)
        return filters

    def _first_choice(self, opened: OpenAudit, grounds: Grounds) -> Choice:
        """The same country and product, or wider where nobody else is there."""
        brief = opened.audit.brief
        choices = [
            Choice(country=brief.country, product=brief.product, wave=LATEST),
            Choice(country=brief.country, wave=LATEST),
            Choice(product=brief.product, wave=LATEST),
        ]
        for choice in choices:
            if any(e.is_peer for e in comparison.chosen(grounds.ground(choice, "full"), choice)):
                return choice
        return Choice(wave=LATEST)

    def _compare(self) -> None:
        if not (self.opened and self.filters and self.grounds):
            return
        audit, choice, scope = self.opened.audit, self.filters.choice, self.filters.scope
        self.found = comparison.compare(self.grounds.ground(choice, scope), choice)
        lang = self.look.tr.lang
        stages = [stage.short[lang] for stage in audit.framework.stages]
        codes = [stage.code for stage in audit.framework.stages]
        alone = len(self.found.table) == 1
        enough = shown(len(self.found.peers)).spread
        self.nothing.setVisible(alone)
        self.clear_button.setVisible(replace(choice, wave="") != Choice())
        self.table.setVisible(not alone)
        self.cards.setVisible(enough)
        self._say_few("" if alone or enough else words.rule(self.look.tr, len(self.found.peers)))
        if not alone:
            self.table.set_comparison(self.found, choice, scope, stages, codes)
        if enough:
            self.stages.set_comparison(self.found, audit.framework, self._name(), scope)
            near = comparison.neighbours(self.found, precision_of(audit, self.opened.scores))
            self.standing.set_comparison(self.found, near)
        self.headed.emit()

    def _say_few(self, sentence: str) -> None:
        """Why there is only a table, under it."""
        item = self.few.itemAt(0)
        before = item.widget() if item else None
        if isinstance(before, MessageBar) and before.sentence == sentence:
            return
        empty(self.few)
        if sentence:
            self.few.addWidget(MessageBar(self.look, "accent", sentence))

    def _name(self) -> str:
        tr = self.look.tr
        return (self.opened.audit.brief.company.strip() if self.opened else "") or tr("Unnamed audit")

    # --- how a number came about

    def explain(self, about: str) -> LineageSheet | None:
        """Open the account of that figure: `rank`, `gap:best`, `score:KEY:3`."""
        return self._show_account(to(about))

    def _explain_score(self, audit: str, at: int) -> None:
        """A score of the table; those of the whole open audit have their own lineage."""
        if not self.opened or not self.filters:
            return
        if audit != self.opened.audit.id or self.filters.scope != "full":
            self._show_account(to("score", audit, str(at)))
        elif at == OVERALL:
            self._show_account(())
        else:
            self._show_account((self.opened.audit.framework.stages[at].code,))

    def _show_account(self, path: Steps) -> LineageSheet | None:
        from ui.pages.lineage.sheet import explain

        return explain(self, path, self._tell)

    def _tell(self, about: str) -> Account | None:
        self.refresh()
        if not (self.opened and self.found and self.filters):
            return None
        opened = self.opened
        table = Table(opened.audit, self.found, self.filters.scope, opened.store.audit, self.look.tr)
        try:
            return account_of(table, precision_of(opened.audit, opened.scores), about)
        except KnownError as fault:  # the other audit cannot be read
            self.failed.emit(fault)
            return None

    # --- acts

    def _clear(self) -> None:
        if self.filters and self.grounds:
            self.filters.set_places(self.grounds.places, Choice(), "full")
            self._compare()

    def ask_trend(self, trend: Trend | None) -> None:
        """Ask for a new trend, or for other words of this one."""
        if not self.opened:
            return
        cell = cells.trend(trend.id if trend else uuid.uuid4().hex[:12])
        seen = self.opened.begin(cell)

        def take(value: Json) -> str:
            saved = self.opened is not None and self.opened.set_value(cell, value, seen=seen)
            return "" if saved else not_saved(self.look)

        TrendSheet(self.look, self, trend, self.opened.audit.brief, take)

    def _agree(self, given: bool, by: str) -> None:
        if self.opened:
            self.opened.set_value(cells.CONSENT, {"given": given, "by": by}, seen=self.sources.seen)

    def ask_import(self) -> None:
        """Ask for a table of rows."""
        tr = self.look.tr
        kinds = tr("Tables (*.xlsx *.csv)")
        open_files(self, self.look, tr("Import rows"), documents(), kinds, self._take_files, several=False)

    def _take_files(self, files: list[Path]) -> None:
        if files:
            self.import_rows(files[0])

    def import_rows(self, path: Path) -> None:
        """Read the table beside the window, then keep its rows."""
        if not self.opened:
            return
        self.tried.emit()
        framework = self.opened.audit.framework

        def work(_: Progress) -> list[Row]:
            from cxaudit import benchmark_rows

            return benchmark_rows.read(path, framework)

        worker.run(work, partial(self._keep, path), partial(self._refuse, path), owner=self)

    def _refuse(self, path: Path, fault: Exception) -> None:
        self.failed.emit(fault.naming(path) if isinstance(fault, KnownError) else fault)

    def _keep(self, path: Path, rows: list[Row]) -> None:
        if not self.opened:
            return
        fresh = self.opened.store.benchmark.add(rows)
        self.expire()
        self.say("ok" if fresh else "quiet", words.imported(self.look.tr, path.name, fresh, len(rows)))

    def _ask_drop(self) -> None:
        tr = self.look.tr
        question = tr("Remove the imported rows?")
        text = tr("They can be imported again from their table. The audits stay.")
        ask(self, self.look, question, text, tr("Remove"), self._drop, danger=True)

    def _drop(self) -> None:
        if self.opened:
            self.opened.store.benchmark.drop()
            self.expire()
