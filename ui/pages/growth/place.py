"""The consultant's say about the place of a zone: pin, leave out, move; each needs a reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.growth import MOST, Growth
from cxaudit.analysis.places import Place, place_value, places
from cxaudit.changes import disagree
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Change, Json
from ui.look import Look
from ui.moments import said_minute
from ui.pages.brief.field import Rivals
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.messages import Picture

Values = Mapping[str, Json]


class PlaceBar(QWidget):
    """What was decided about a zone and by whom, and what can be decided."""

    asked = Signal(str, object, object)
    """A question to answer with a reason, the values of cells that the answer writes, and ready reasons."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = look.tr
        self.look = look
        self.up = IconButton(look, "arrow-up", tr("Move up"))
        self.down = IconButton(look, "arrow-down", tr("Move down"))
        self.pin = SecondaryButton(look, tr("Pin"), "pin")
        self.release = SecondaryButton(look, tr("As computed"), "pin-off")
        self.drop = SecondaryButton(look, tr("Leave out"), "x")
        self.rivals = Rivals(look, self._keep, self._version)
        self._mark = Picture(look, "pin", "muted", 16)
        self._words = Label(look, "", "second")
        self._zone = ""
        self._heads: tuple[Change, ...] = ()
        self._growth: Growth | None = None
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.pin.clicked.connect(self._pin)
        self.drop.clicked.connect(self._drop)
        self.release.clicked.connect(self._release)
        self._build()

    def _build(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        for button in (self.up, self.down, self.pin, self.release, self.drop):
            row.addWidget(button)
        self._said = QWidget()
        line = QHBoxLayout(self._said)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._mark)
        line.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._said)
        column.addWidget(self.rivals)
        column.addWidget(buttons)

    def show_zone(self, audit: Audit, growth: Growth, zone: str) -> None:
        """Show what was decided about that zone."""
        self._zone, self._growth = zone, growth
        heads = self._heads = audit.cells.get(cells.growth_place(zone), ())
        contested = disagree(heads)
        decided = next((place for place in places(audit).decided if place.zone == zone), None)
        self.rivals.show_heads(heads if contested else ())
        self._said.setVisible(decided is not None)
        if decided:
            self._words.setText(decision_said(decided, self.look))
        order = [pick.zone.code for pick in growth.top]
        at = order.index(zone) if zone in order else -1
        for button, can in ((self.up, at > 0), (self.down, 0 <= at < len(order) - 1)):
            button.setVisible(at >= 0 and not contested)
            button.setEnabled(can)
        scored = any(one.code == zone for one in growth.zones)
        self.pin.setVisible(scored and decided is None and not contested)
        self.drop.setVisible(at >= 0 and not contested)
        self.release.setVisible(decided is not None)

    def _pin(self) -> None:
        tr = self.look.tr
        ready = (tr("The client asked for it"), tr("Quick to do"), tr("We agreed on it"))
        self._ask(tr("Why does this zone belong in the TOP?"), place_value("pinned"), ready)

    def _drop(self) -> None:
        tr = self.look.tr
        ready = (tr("Already being done"), tr("Not in the client’s hands"), tr("We agreed on it"))
        self._ask(tr("Why is this zone left out?"), place_value("dropped"), ready)

    def _release(self) -> None:
        tr = self.look.tr
        ready = (tr("Checked once more"), tr("We agreed on it"))
        self._ask(tr("Why does the computed order stand again?"), place_value(None), ready)

    def _ask(self, question: str, value: Json, ready: tuple[str, ...]) -> None:
        self.asked.emit(question, {cells.growth_place(self._zone): value}, ready)

    def _move(self, step: int) -> None:
        tr = self.look.tr
        question = tr("Why does this zone move up?") if step < 0 else tr("Why does this zone move down?")
        if self._growth:
            ready = (tr("The client asked for it"), tr("Quick to do"), tr("We agreed on it"))
            self.asked.emit(question, moved(self._growth, self._zone, step), ready)

    def _version(self, value: Json) -> str:
        """A rival decision with its reason."""
        said = place_said(value, self.look.tr)
        reasons = (head.reason for head in self._heads if head.value == value and head.reason)
        return ": ".join([said, *reasons][:2])

    def _keep(self, value: Json) -> None:
        tr = self.look.tr
        ready = (tr("Checked once more"), tr("We agreed on it"))
        self._ask(tr("Why is this the right decision?"), value, ready)


def moved(growth: Growth, zone: str, step: int) -> Values:
    """The decisions that put a zone of the TOP one place higher (-1) or lower (1)."""
    order = [pick.zone.code for pick in growth.top]
    at = order.index(zone)
    there = min(max(0, at + step), len(order) - 1, MOST - 1)
    values = {cells.growth_place(zone): place_value("pinned", there + 1)}
    neighbour = growth.top[there]
    if neighbour.pinned and neighbour.pinned.rank and there != at:
        values[cells.growth_place(neighbour.zone.code)] = place_value("pinned", at + 1)
    return values


def place_said(value: Json, tr: Translator) -> str:
    """A decision in words."""
    if value is None:
        return tr("As computed")
    if value["place"] == "dropped":
        return tr("Left out")
    return tr("Pinned at place {place}", place=value["rank"]) if value["rank"] else tr("Pinned")


def decision_said(place: Place, look: Look) -> str:
    """A decision with its reason, author and time."""
    said = place_said(place_value(place.decision, place.rank), look.tr)
    who = ", ".join(part for part in (place.author, said_minute(place.at, look)) if part)
    why = f"{said}: {place.reason}" if place.reason else said
    return f"{why} ({who})" if who else why
