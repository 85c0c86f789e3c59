"""The growth zone that is shown: its figures, what was seen, its text, its place and its actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis.actions import Action
from cxaudit.analysis.growth import Growth, Pick
from cxaudit.analysis.zones import GrowthZone
from cxaudit.model import Audit
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.growth.facts import Facts, facts_of
from ui.pages.growth.place import PlaceBar
from ui.pages.growth.text import ZoneText
from ui.pages.growth.words import (
    action_note,
    kind_of,
    orders_said,
    stage_of,
    standing_of,
    standing_said,
    why_not,
    zones_of,
)
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line, Pill
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea


class ZoneCard(Card):
    """Made once; each zone only changes the words in it."""

    opened = Signal(str)
    """The id of the criterion that was pressed."""
    chosen = Signal(str)
    """The id of the action that was pressed."""
    asked = Signal()
    """A new action is wanted."""
    closed = Signal()
    """Back to the list, where the list is not beside it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        tr = look.tr
        self.zone = ""
        self.seen: dict[str, ListRow] = {}
        self.action_rows: dict[str, ListRow] = {}
        """Rows by the id of the criterion, and of the action."""
        self.back = IconButton(look, "arrow-left", tr("All zones"), framed=False)
        self.back.clicked.connect(self.closed)
        self._title = Label(look, "", "object")
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills, gap=6)
        self._why = Label(look, "", "second")
        self.facts = Facts(look)
        self._caveat = Label(
            look, tr("Of this stage alone: effects of several stages overlap and have no sum."), "caption"
        )
        self._low = QVBoxLayout()
        self.text = ZoneText(look)
        self.place = PlaceBar(look)
        self.add_action = SecondaryButton(look, tr("Add an action"), "plus")
        self.add_action.clicked.connect(self.asked)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._build()

    def _build(self) -> None:
        tr = self.look.tr
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._pills)
        column.addWidget(self._why)
        column.addWidget(self.facts)
        column.addWidget(self._caveat)
        column.addWidget(self.place)
        self._seen_title = Label(self.look, tr("What was seen"), "title")
        column.addWidget(self._seen_title)
        self._low.setSpacing(2)
        column.addLayout(self._low)
        column.addWidget(self.text)
        column.addWidget(Line(self.look))
        line = QHBoxLayout()
        self._actions_title = Label(self.look, tr("Actions"), "title")
        line.addWidget(self._actions_title, 1)
        line.addWidget(self.add_action)
        column.addLayout(line)
        column.addLayout(self._list)
        column.addStretch(1)
        self.area = ScrollArea(self.look, inside)
        self.add(self.area, 1)

    def show_zone(
        self, opened: OpenAudit, growth: Growth, zone: str, actions: Sequence[Action], currency: str
    ) -> None:
        """Show that zone with its actions; another zone starts at its top."""
        audit, tr = opened.audit, self.look.tr
        if zone != self.zone:
            self.area.verticalScrollBar().setValue(0)
        self.zone = zone
        title = zones_of(audit)[zone].title[tr.lang]
        self._title.setText(title)
        self.setAccessibleName(title)
        figures = next((one for one in growth.zones if one.code == zone), None)
        pick = next((one for one in growth.top if one.zone.code == zone), None)
        self._show_pills(zone, audit.framework.stage(stage_of(audit, zone)).short[tr.lang], pick)
        why = "" if pick else why_not(growth, audit, zone, tr)
        said = tr("Not in the TOP. {why}.", why=why) if why else orders_said(growth, zone, tr)
        self._why.setText(said[:1].upper() + said[1:])
        self._why.setVisible(bool(said))
        self._show_figures(audit, figures, pick, currency)
        self._show_seen(audit, figures)
        self.text.setVisible(figures is not None)
        if figures:
            self.text.show_zone(opened, figures, growth.choices, currency)
        self.place.show_zone(audit, growth, zone)
        self._show_actions(actions)

    def select_action(self, action: str) -> None:
        """Mark that action as the one that is shown."""
        for one, row in self.action_rows.items():
            row.set_selected(one == action)

    def walk(self) -> list[QWidget]:
        """The parts from top to bottom, as Tab visits them."""
        rows = (self.facts, *self.seen.values(), self.text, self.add_action, *self.action_rows.values())
        return [self.back, rows[0], self.place, *rows[1:]]

    def _show_pills(self, zone: str, stage: str, pick: Pick | None) -> None:
        tr = self.look.tr
        empty(self._flow)
        self._flow.addWidget(Pill(self.look, f"{zone} · {stage}", "accent"))
        if pick:
            for kind, said in standing_of(pick, tr):
                self._flow.addWidget(Pill(self.look, said, kind))

    def _show_figures(self, audit: Audit, zone: GrowthZone | None, pick: Pick | None, currency: str) -> None:
        self.facts.setVisible(zone is not None)
        self._caveat.setVisible(zone is not None and zone.money is not None)
        if zone:
            self.facts.show_facts(
                facts_of(zone, audit.framework.stage(zone.stage), self.look, currency, pick)
            )

    # --- rows

    def _show_seen(self, audit: Audit, zone: GrowthZone | None) -> None:
        wanted = zone.low if zone else ()
        self._seen_title.setVisible(bool(wanted))
        if tuple(self.seen) != wanted:
            empty(self._low)
            self.seen = {criterion: self._criterion(audit, criterion) for criterion in wanted}
        for criterion, row in self.seen.items():
            shown = audit.framework.criteria[criterion]
            files = len(audit.evidence_of(criterion))
            tr = self.look.tr
            proof = tr.plural("{n} artefact", "{n} artefacts", files) if files else tr("no artefact")
            row.set_row(shown.title[tr.lang], f"{criterion} · {proof}", audit.rating(criterion).mark)

    def _criterion(self, audit: Audit, criterion: str) -> ListRow:
        row = ListRow(self.look, criterion, chip=audit.rating(criterion).mark, note_above=True)
        row.clicked.connect(lambda: self.opened.emit(criterion))
        self._low.addWidget(row)
        return row

    def _show_actions(self, actions: Sequence[Action]) -> None:
        self._actions_title.setText(
            self.look.tr("Actions · {n}", n=len(actions)) if actions else self.look.tr("No actions yet")
        )
        if list(self.action_rows) != [action.id for action in actions]:
            empty(self._list)
            self.action_rows = {action.id: self._action(action.id) for action in actions}
        today = date.today()
        for action in actions:
            said = standing_said(self.look, action.standing)
            title = action.title or self.look.tr("Without a name")
            pill = (kind_of(action, today), said)
            self.action_rows[action.id].set_row(title, action_note(self.look, action, today), pill=pill)

    def _action(self, action: str) -> ListRow:
        row = ListRow(self.look, action, pill=("quiet", ""))
        row.clicked.connect(lambda: self.chosen.emit(action))
        self._list.addWidget(row)
        return row
