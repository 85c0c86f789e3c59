"""The visits of an audit and who scored them: begun, named, chosen and removed here (METHOD 2.5)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells, visits
from cxaudit.model import Sheet
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.pages.sheet_words import sheet_title
from ui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line
from ui.widgets.layouts import empty


class VisitsCard(Card):
    """Every visit with its auditors; `chosen` carries the sheet that somebody wants to score."""

    chosen = Signal(str)

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        super().__init__(look, tr("Visits and auditors"))
        self.opened = opened
        self.parts: list[SheetPart] = []
        self._note = Label(look, "", "second")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._worst = Switch(
            look,
            tr("Critical checks count their worst visit"),
            tr("Otherwise the mean of the visits counts, as for every other criterion."),
        )
        self.add_visit = SecondaryButton(look, tr("Add a visit"), "plus")
        self.add_auditor = SecondaryButton(look, tr("Add a second auditor"), "users")
        self.add_agreed = SecondaryButton(look, tr("Agree on scores"), "scale")
        buttons = FlowLayout()
        for button in (self.add_visit, self.add_auditor, self.add_agreed):
            buttons.addWidget(button)
        self.add(self._note)
        self.add(self._list)
        self.add(self._worst)
        self.add(buttons)
        self.add_visit.clicked.connect(lambda: self._begin())
        self.add_auditor.clicked.connect(lambda: self._begin(self._last_visit))
        self.add_agreed.clicked.connect(lambda: self._begin(self._last_visit, agreed=True))
        self._worst.toggled.connect(self._set_worst)
        self.show_visits()

    def show_visits(self) -> None:
        """Show the visits as the audit names them now."""
        sheets = self.opened.audit.sheets
        several = len(sheets) > 1
        if [part.sheet.id for part in self.parts] != [s.id for s in sheets if several]:
            self._make_parts(sheets if several else ())
        for part, sheet in zip(self.parts, sheets, strict=False):
            part.show_sheet(sheet)
        self._note.setText(self._said())
        self._worst.setVisible(several)
        self._worst.blockSignals(True)
        self._worst.setChecked(self.opened.audit.worst_visit)
        self._worst.blockSignals(False)
        of_last = [sheet for sheet in sheets if sheet.visit == self._last_visit]
        self.add_agreed.setVisible(len(of_last) > 1 and not any(sheet.agreed for sheet in of_last))

    def flush(self) -> None:
        """Write now what was typed."""
        for part in self.parts:
            part.flush()

    @property
    def _last_visit(self) -> str:
        return self.opened.audit.sheets[-1].visit

    def _said(self) -> str:
        tr, sheets = self.look.tr, self.opened.audit.sheets
        n = len(visits.visits_of(sheets))
        if len(sheets) == 1:
            return tr("One visit by one auditor. Further visits and a second auditor make the score surer.")
        if n == 1:
            return tr("A visit's score is the mean of its auditors, or what they agreed on afterwards.")
        if n <= 3:
            return tr(
                "The mean of the visits counts; each weighs the same. Three visits or fewer say almost "
                "nothing about one criterion: read the stages."
            )
        return tr("The mean of the visits counts; each weighs the same, however many auditors it had.")

    def _make_parts(self, sheets: tuple[Sheet, ...]) -> None:
        self.flush()
        empty(self._list)
        self.parts = []
        for sheet in sheets:
            part = SheetPart(self.look, self.opened, sheet)
            part.chosen.connect(self.chosen)
            self.parts.append(part)
            self._list.addWidget(part)

    def _begin(self, of: str = "", agreed: bool = False) -> None:
        self.flush()
        sheet = self.opened.add_sheet(of, agreed)
        for part in self.parts:
            if part.sheet.id == sheet and part.fields:
                part.fields[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_worst(self, on: bool) -> None:
        self.opened.set_value(cells.WORST_VISIT, on)


class SheetPart(QWidget):
    """One sheet: whose it is, where and when, how far it is, and the way to its scores."""

    chosen = Signal(str)

    def __init__(self, look: Look, opened: OpenAudit, sheet: Sheet) -> None:
        super().__init__()
        self.look, self.opened, self.sheet = look, opened, sheet
        tr = look.tr
        self._title = Label(look, "", "strong", wrap=False)
        self._done = Label(look, "", "second", wrap=False)
        self.score = LinkButton(look, tr("To scoring"), "list-checks")
        self.remove = IconButton(look, "trash-2", tr("Remove this sheet"), framed=False)
        self.score.clicked.connect(lambda: self.chosen.emit(self.sheet.id))
        self.remove.clicked.connect(lambda: self.opened.remove_sheet(self.sheet.id))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._done, 1)
        head.addWidget(self.score)
        head.addWidget(self.remove)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.fields = [self._field("auditor", tr("Auditor"))]
        if sheet.visit == sheet.id:
            self.fields += [
                self._field("place", tr("Place")),
                self._field("at", tr("When"), tr("5 May, 14:00")),
            ]
        for at, field in enumerate(self.fields):
            self._grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Line(look))
        column.addLayout(head)
        column.addLayout(self._grid)
        self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show that sheet as the audit names it now."""
        self.sheet = sheet
        tr, audit = self.look.tr, self.opened.audit
        title = sheet_title(audit, sheet, self.look)
        ratings = audit.sheet_ratings.get(sheet.id, audit.ratings)
        done = sum(rating.mark is not None or rating.conflict for rating in ratings.values())
        self._title.setText(title)
        self._done.setText(tr("{n} of {total} rated", n=done, total=len(audit.framework.criteria)))
        self.score.setAccessibleName(tr("To scoring: {sheet}", sheet=title))
        self.remove.setAccessibleName(tr("Remove {sheet}", sheet=title))
        self.remove.setVisible(sheet != audit.sheets[0])
        for field in self.fields:
            field.show_cell()
        if not sheet.auditor:
            self.fields[0].edit.setPlaceholderText(visits.author_of(audit, sheet))

    def flush(self) -> None:
        for field in self.fields:
            field.flush()

    def _field(self, name: str, label: str, example: str = "") -> BriefField:
        cell = cells.visit(self.sheet.id, name)
        return BriefField(self.look, self.opened, cell, label, example=example)
