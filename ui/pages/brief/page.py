"""The brief: who is audited, as whom, and how much each stage weighs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from ui.countries import suggest_countries
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Page, Size
from ui.pages.brief.field import BriefField
from ui.pages.brief.staff import StaffCard
from ui.pages.brief.visits import VisitsCard
from ui.pages.brief.weights import WeightsCard
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import Content, ScrollArea


class BriefPage(Page):
    """Edits the brief and the weights of the open audit; all is saved as each field is left."""

    key = "brief"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk = desk
        self.opened = desk.current
        self.fields: dict[str, BriefField] = {}
        self.weights: WeightsCard | None = None
        self.visits: VisitsCard | None = None
        self._saved = Label(look, "", "second", wrap=False)
        self._next = PrimaryButton(look, look.tr("To scoring"), "list-checks")
        self._next.clicked.connect(lambda: self.went.emit("scoring", None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form(self.opened) if self.opened else self._nothing())
        if self.opened:
            self._listen(self.opened)

    # --- parts

    def _nothing(self) -> QWidget:
        home = PrimaryButton(self.look, self.look.tr("To the audits"))
        home.clicked.connect(lambda: self.went.emit("home", None))
        self._next.hide()
        return EmptyState(self.look, "clipboard-list", self.look.tr("No audit is open"), "", home)

    def _form(self, opened: OpenAudit) -> QWidget:
        self.weights = WeightsCard(self.look, opened)
        self.visits = VisitsCard(self.look, opened)
        self.visits.chosen.connect(self._score_sheet)
        content = Content()
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        self._columns.setSpacing(GAP)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._subject(opened))
        left.addWidget(self._approach(opened))
        self.staff = StaffCard(self.look, opened)
        left.addWidget(self.staff)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.weights)
        right.addWidget(self.visits)
        right.addStretch(1)
        self._columns.addLayout(left, 8)
        self._columns.addLayout(right, 9)
        self._scroll = ScrollArea(self.look, content)
        return self._scroll

    def _subject(self, opened: OpenAudit) -> Card:
        tr = self.look.tr
        card = Card(self.look, tr("Who is audited"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        labels = {
            "company": (tr("Company"), ""),
            "product": (tr("Product"), ""),
            "country": (tr("Country"), ""),
            "city": (tr("City"), ""),
            "wave": (tr("Wave"), "2026-1"),
            "auditor": (tr("Auditor"), ""),
        }
        for name, (label, example) in labels.items():
            self.fields[name] = BriefField(self.look, opened, cells.brief(name), label, example=example)
        self._subjects = list(self.fields.values())
        self._arrange()
        country = self.fields["country"].edit
        if isinstance(country, LineEdit):
            suggest_countries(country)
        card.add(self._grid)
        return card

    def _arrange(self) -> None:
        """Two fields in a row; one with several versions has a row of its own."""
        row = column = 0
        for field in self._subjects:
            self._grid.removeWidget(field)
            wide = field.contested
            if column and wide:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            column += 2 if wide else 1
            if column >= 2:
                row, column = row + 1, 0

    def _approach(self, opened: OpenAudit) -> Card:
        tr = self.look.tr
        card = Card(self.look, tr("Persona and scenario"))
        card.body.setSpacing(10)
        who = tr("Who the client is and what they need")
        self.fields["persona"] = BriefField(self.look, opened, cells.brief("persona"), tr("Persona"), 3, who)
        self.fields["scenario"] = BriefField(
            self.look,
            opened,
            cells.brief("scenario"),
            tr("Scenario"),
            4,
            tr("What the auditor buys, asks and tries, and when"),
        )
        for name in ("persona", "scenario"):
            card.add(self.fields[name])
        return card

    # --- page

    @property
    def title(self) -> str:
        return self.look.tr("Brief")

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        brief = self.opened.audit.brief
        return " · ".join(part for part in (brief.company, brief.product, brief.country, brief.wave) if part)

    def tools(self) -> list[QWidget]:
        return [self._saved, self._next]

    def enter(self, argument: object) -> None:
        """The argument may be a cell of the brief: its field gets the focus."""
        if self.visits:
            self.visits.show_visits()
        if isinstance(argument, str) and argument.startswith("brief/"):
            if field := self.fields.get(argument.partition("/")[2]):
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(field)
        elif isinstance(argument, int) and self.opened:
            self._scroll.verticalScrollBar().setValue(argument)

    def leave(self) -> None:
        for field in self.fields.values():
            field.flush()
        if self.weights and self.visits:
            self.weights.flush()
            self.visits.flush()
            self.staff.flush()

    def place(self) -> object:
        return self._scroll.verticalScrollBar().value() if self.opened else None

    def fits(self, width: int, height: int, size: Size) -> None:
        if not self.weights:
            return
        side_by_side = width / self.look.scale >= 820
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)
        column = width / self.look.scale / (2 if side_by_side else 1)
        self.weights.fold(column < 480)
        self._saved.setVisible(width / self.look.scale >= 560)

    def act(self, name: str) -> bool:
        if name in ("undo", "redo"):
            self.leave()
        return False

    # --- what changed

    def _listen(self, opened: OpenAudit) -> None:
        opened.brief_changed.connect(self._refresh)
        opened.replaced.connect(self._refresh)
        opened.saved.connect(self._say_saved)
        opened.undone.connect(self._show_undone)

    def _refresh(self, by: object = None) -> None:
        for field in self.fields.values():
            if field is not by:
                field.show_cell()
        self._arrange()
        if self.visits:
            self.visits.show_visits()
        if self.weights and self.weights is not by:
            self.weights.show_weights()
        self.headed.emit()

    def _score_sheet(self, sheet: str) -> None:
        if self.opened:
            self.leave()
            self.opened.choose_sheet(sheet)
            self.went.emit("scoring", None)

    def _say_saved(self) -> None:
        self._saved.setText(self.look.tr("Saved at {time}", time=f"{datetime.now():%H:%M}"))

    def _show_undone(self, cell: str) -> None:
        if cell.startswith(cells.brief("")):
            self.enter(cell)
