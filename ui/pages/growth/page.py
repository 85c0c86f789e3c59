"""Growth zones: the TOP in order, the text and the place of each, and the actions that follow."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis import actions
from cxaudit.analysis.accounts.account import Account, to
from cxaudit.analysis.practice import NONE, Practice, target_of
from cxaudit.model import Json
from cxaudit.progress import Progress
from ui import worker
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.growth.accounts import account_of
from ui.pages.growth.action import ActionCard
from ui.pages.growth.ask import WordsSheet, not_saved
from ui.pages.growth.empty import NothingYet
from ui.pages.growth.list import ZonesCard
from ui.pages.growth.zone import ZoneCard
from ui.widgets.buttons import PrimaryButton
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from cxaudit.analysis.growth import Growth
    from ui.pages.lineage.sheet import LineageSheet

_NO_LIMIT = 16_777_215
_LIST_SHARE = 0.38
"""Of the height of an upright window."""


class GrowthPage(AuditPage):
    """List, zone and action: side by side where there is room, else one level over the other."""

    key = "growth"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.growth: Growth | None = None
        self._practice: Practice | None = None
        """What other audits show; None until it was read."""
        self.zone = self.action = ""
        """What is shown: the code of a zone and the id of an action, or empty."""
        self._size: Size = "wide"
        self._upright = False
        self._build()
        self._wire()
        self.follow()

    def _build(self) -> None:
        look, tr = self.look, self.look.tr
        self.add_button = PrimaryButton(look, tr("Action"), "plus")
        self.add_button.setAccessibleName(tr("Add an action"))
        self.saved = Label(look, "", "second", wrap=False)
        self.list, self.card, self.detail = ZonesCard(look), ZoneCard(look), ActionCard(look)
        self.empty = NothingYet(look)
        self._body = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._body)
        self._row.addWidget(self.list)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.detail)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._body, 1)
        whole.addWidget(self.empty, 1)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.ask_action)
        self.list.chosen.connect(self.show_zone)
        self.list.aimed.connect(self.aim)
        self.list.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.card.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.card.chosen.connect(self.show_action)
        self.card.asked.connect(self.ask_action)
        self.card.closed.connect(self.up)
        self.card.place.asked.connect(self._ask_place)
        self.card.facts.asked.connect(self.explain)
        self.detail.closed.connect(self.up)
        self.empty.went.connect(self.went)

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Growth zones")

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        tr, name = self.look.tr, self.opened.audit.brief.company.strip()
        return " · ".join(part for part in (name, tr("the best zone of each stage, by index")) if part)

    def tools(self) -> list[QWidget]:
        return [self.saved, self.add_button]

    def enter(self, argument: object) -> None:
        """`SAL-D` shows that zone; so does what `place` gave, with its action."""
        if isinstance(argument, str):
            self.zone, self.action = argument, ""
            self._stale = True
        elif isinstance(argument, tuple):
            self.zone, self.action = argument
            self._stale = True
        super().enter(argument)
        self._learn()

    def _learn(self) -> None:
        """Read beside the window who does best what; the page is shown anew if that is news."""
        if not self.opened:
            return
        opened = self.opened

        def work(_: Progress) -> Practice:
            from cxaudit.benchmark_practice import practice_in

            return practice_in(opened.store, opened.audit)

        def done(found: Practice) -> None:
            if opened is self.opened and found != self._practice:
                self._practice = found
                self.expire()

        def give_up(fault: Exception) -> None:
            done(NONE)
            self.failed.emit(fault)

        worker.run(work, done, give_up, owner=self)

    def leave(self) -> None:
        self.card.text.flush()
        self.detail.flush()

    def place(self) -> object:
        return self.zone, self.action

    def fits(self, width: int, height: int, size: Size) -> None:
        self._size, self._upright = size, height > width and size != "wide"
        self.saved.setVisible(width / self.look.scale >= 560)
        margin = MARGIN if size == "wide" else GAP
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(GAP)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self._upright else across)
        above = round(height * _LIST_SHARE) if self._upright else 0
        beside = 0 if self._upright or size == "narrow" else self.look.px(292 if size == "wide" else 276)
        self.list.setMinimumSize(beside, above)
        self.list.setMaximumSize(beside or _NO_LIMIT, above or _NO_LIMIT)
        wide = size == "wide"
        self.detail.setMinimumWidth(self.look.px(272) if wide else 0)
        self.detail.setMaximumWidth(self.look.px(272) if wide else _NO_LIMIT)
        self._fold()

    def up(self) -> bool:
        if self._size != "wide" and self.action:
            self.show_action("")
        elif self._slim and self.zone:
            self.show_zone("")
        else:
            return False
        return True

    def press(self, key: str) -> bool:
        step = {"Down": 1, "J": 1, "Up": -1, "K": -1}.get(key)
        order = self.list.order
        if step is None or not order or self._body.isHidden():
            return False
        at = order.index(self.zone) + step if self.zone in order else 0
        self.show_zone(order[min(max(0, at), len(order) - 1)])
        if row := self.list.row(self.zone):
            row.setFocus()
            self.list.area.ensureWidgetVisible(row)
        return True

    # --- the audit

    def bind(self, opened: OpenAudit | None) -> None:
        if opened is not self.opened:
            self._practice = None
        if opened and opened is not self.opened:
            opened.saved.connect(self._say_saved)
            opened.undone.connect(self._show_undone)
        super().bind(opened)

    def _say_saved(self) -> None:
        self.saved.setText(self.look.tr("Saved at {time}", time=f"{datetime.now():%H:%M}"))

    def _show_undone(self, cell: str) -> None:
        """Show the zone, or the action, that an undo brought back."""
        if not self.isVisible() or not self.opened:
            return
        match cell.split("/"):
            case ["growth", "target"]:
                self.refresh()
            case ["growth", zone, *_]:
                self.show_zone(zone)
            case ["action", action_id, _]:
                self.refresh()
                if action := actions.read_one(self.opened.audit, action_id):
                    self.show_zone(action.zones[0])
                    self.show_action(action_id)

    def show_audit(self, opened: OpenAudit) -> None:
        from cxaudit.analysis.baseline import baseline_of
        from cxaudit.analysis.growth import choices_of, growth

        if self._practice is None and target_of(opened.audit) == "best":
            return  # shown once it is known what the best are
        baseline = baseline_of(opened.audit)
        self._currency = baseline.currency if baseline else ""
        choices = choices_of(opened.audit, self._practice or NONE)
        self.growth = growth(opened.audit, opened.scores, baseline, choices)
        ordered = self.growth.status == "ordered"
        self._body.setVisible(ordered)
        self.empty.setVisible(not ordered)
        if ordered:
            self._actions = actions.read(opened.audit)
            self.list.show_growth(opened.audit, self.growth, self._actions)
            self._choose(self.growth)
            self._show()
        else:
            self.add_button.setEnabled(False)
            self.empty.show_status(opened.audit, self.growth)
        self.headed.emit()

    def _choose(self, growth: Growth) -> None:
        """Keep what is shown if it is still there, else turn to the first."""
        if not self.list.row(self.zone):
            self.zone = ""
        if not self._slim and not self.zone:
            first = [*(pick.zone.code for pick in growth.top), *growth.waiting, *self.list.others]
            self.zone = first[0]
        mine = [action.id for action in actions.of_zone(self._actions, self.zone)]
        if self.action not in mine:
            self.action = mine[0] if mine and self._size == "wide" else ""

    def _show(self) -> None:
        """Show the zone and the action that are chosen."""
        if not self.opened or not self.growth:
            return
        mine = actions.of_zone(self._actions, self.zone)
        self.list.select(self.zone)
        if self.zone:
            self.card.show_zone(self.opened, self.growth, self.zone, mine, self._currency)
            self.card.select_action(self.action)
        for action in mine:
            if action.id == self.action:
                self.detail.show_action(self.opened, action)
        self._fold()
        chain([*self.list.walk(), *self.card.walk(), self.detail])
        self.rearranged.emit()

    @property
    def _slim(self) -> bool:
        """Whether there is room for one card alone."""
        return self._size == "narrow" and not self._upright

    def _fold(self) -> None:
        wide = self._size == "wide"
        self.add_button.setEnabled(bool(self.zone) and not self._body.isHidden())
        self.list.setVisible(not self._slim or not self.zone)
        self.card.setVisible(bool(self.zone) and (wide or not self.action))
        self.card.back.setVisible(self._slim)
        self.detail.setVisible(bool(self.action))
        self.detail.back.setVisible(not wide)

    def show_zone(self, zone: str) -> None:
        """Turn to that zone; empty goes back to the list."""
        self.leave()
        self.zone, self.action = zone, ""
        if self.growth and self.opened:
            self._choose(self.growth)
            self._show()

    def show_action(self, action: str) -> None:
        """Turn to that action of the zone; empty goes back to the zone."""
        self.leave()
        self.action = action
        self._show()

    # --- how a number came about

    def explain(self, key: str) -> LineageSheet | None:
        """Open the account of that figure: `points:SAL-D`."""
        from ui.pages.lineage.sheet import explain

        return explain(self, to(key), self._tell)

    def _tell(self, key: str) -> Account | None:
        self.refresh()
        if not self.opened or not self.growth:
            return None
        return account_of(self.opened, self.growth, key, self.look.tr)

    # --- acts

    def aim(self, target: str) -> None:
        """Measure the zones to that score from now on, in the reports too."""
        self.leave()
        if self.opened:
            self.opened.set_value(cells.GROWTH_TARGET, target)

    def ask_action(self) -> None:
        """Ask what is to be done in this zone, and add it as proposed."""
        tr = self.look.tr
        if self.opened and self.zone:
            question = tr("What is to be done in {zone}?", zone=self.zone)
            WordsSheet(self.look, self, question, tr("Action"), tr("Add"), self._add_action)

    def _add_action(self, title: str) -> str:
        if not title:
            return self.look.tr("Write what is to be done.")
        action = uuid.uuid4().hex[:12]
        said: dict[str, Json] = {"zone": self.zone, "title": title, "status": "proposed"}
        if not self.opened:
            return ""
        if not self.opened.set_values({cells.action(action, name): value for name, value in said.items()}):
            return not_saved(self.look)
        self.refresh()
        self.show_action(action)
        return ""

    def _ask_place(self, question: str, values: Mapping[str, Json], ready: tuple[str, ...]) -> None:
        tr = self.look.tr

        def take(reason: str) -> str:
            if not reason:
                return tr("Write a reason, or choose one above.")
            saved = self.opened is not None and self.opened.set_values(values, reason)
            return "" if saved else not_saved(self.look)

        WordsSheet(self.look, self, question, tr("Reason"), tr("Confirm"), take, ready)


def chain(parts: Sequence[QWidget]) -> None:
    """Let Tab visit these parts, and what is in them, in this order."""
    stops = [one for part in parts for one in (part, *part.findChildren(QWidget)) if _stops_at(one)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops_at(part: QWidget) -> bool:
    return part.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
