"""The criteria that changed between two waves; a press shows what both auditors wrote."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from cxaudit.analysis import waves_words as words
from cxaudit.analysis.waves import CriterionMove, Waves
from ui.look import Look
from ui.pages.pair.page import beside
from ui.pages.waves.row import MoveRow
from ui.widgets.buttons import FilterChip, LinkButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label

Listed = Literal["up", "down", "one_sided"]
LISTED: tuple[Listed, ...] = ("down", "up", "one_sided")


class MoveItem(QWidget):
    """A row, and under it the notes of both waves once it was pressed."""

    def __init__(self, look: Look, move: CriterionMove, title: str) -> None:
        super().__init__()
        self.look, self.move_ = look, move
        self.row = MoveRow(look, move, title)
        self.row.clicked.connect(self.unfold)
        self.link = LinkButton(look, look.tr("Open in the scoring"), "list-checks")
        self._notes: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self.link.hide()

    def unfold(self) -> None:
        """Show the notes, or hide them again."""
        if self._notes is None:
            self._notes = self._make_notes()
            self._column.addWidget(self._notes)
            self._notes.hide()
        self._notes.setVisible(self._notes.isHidden())
        self.row.set_open(not self._notes.isHidden())

    def _make_notes(self) -> QWidget:
        tr, move = self.look.tr, self.move_
        notes = QWidget()
        pair = QBoxLayout(
            QBoxLayout.Direction.LeftToRight
            if self.width() >= self.look.px(620)
            else QBoxLayout.Direction.TopToBottom
        )
        pair.setSpacing(16)
        for name, rating in ((tr("Earlier"), move.before), (tr("Later"), move.after)):
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(Label(self.look, f"{name}: {words.mark(tr, rating)}", "caption"))
            said = [part for part in (rating.reason.strip(), rating.note.strip()) if part]
            side.addWidget(Label(self.look, "\n".join(said) or tr("no note"), "second"))
            side.addStretch()
            pair.addLayout(side, 1)
        column = QVBoxLayout(notes)
        column.setContentsMargins(self.row.words_left, 2, 10, 6)
        column.setSpacing(4)
        column.addLayout(pair)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.show()
        return notes


class CriteriaCard(Card):
    """Lists what fell, what rose, or what only one wave scored."""

    opened = Signal(str)
    """The criterion to open in the open audit."""

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("Criteria"), tr("One criterion alone is never a proof."))
        self.listed: Listed = "down"
        self.items: dict[Listed, list[MoveItem]] = {}
        self._found: Waves | None = None
        self.chips = {
            "down": FilterChip(look, tr("Scored lower")),
            "up": FilterChip(look, tr("Scored higher")),
            "one_sided": FilterChip(look, tr("Scored in one wave only")),
        }
        group = QButtonGroup(self)
        filters = QWidget()
        line = FlowLayout(filters, gap=8)
        for listed in LISTED:
            chip = self.chips[listed]
            group.addButton(chip)
            line.addWidget(chip)
            chip.clicked.connect(partial(self.set_listed, listed))
        self.nothing = Label(look, role="body")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(filters)
        self.add(self.nothing)
        self.add(self._lines)
        self.set_listed("down")

    def set_waves(self, found: Waves) -> None:
        for items in self.items.values():
            for item in items:
                self._lines.removeWidget(item)
                item.hide()
                item.deleteLater()
        self.items, self._found = {}, found
        for listed in LISTED:
            self.chips[listed].set_count(len(self._moves(listed)))
        self.set_listed(self.listed)

    def _moves(self, listed: Listed) -> list[CriterionMove]:
        if not self._found:
            return []
        if listed == "one_sided":
            return list(self._found.one_sided)
        up = listed == "up"
        return [move for move in self._found.moved if ((move.difference or 0.0) > 0) == up]

    def set_listed(self, listed: Listed, _: bool = False) -> None:
        """List these; a list is made when it is first asked for."""
        tr = self.look.tr
        self.listed = listed
        self.chips[listed].setChecked(True)
        if self._found and listed not in self.items:
            self.items[listed] = [self._item(self._found, move) for move in self._moves(listed)]
        for name, items in self.items.items():
            for item in items:
                item.setVisible(name == listed)
        said = {
            "down": tr("No criterion was scored lower."),
            "up": tr("No criterion was scored higher."),
            "one_sided": tr("Every criterion with a score has one in both waves."),
        }
        self.nothing.setText(said[listed])
        self.nothing.setVisible(not self.items.get(listed))

    def _item(self, found: Waves, move: CriterionMove) -> MoveItem:
        title = found.after.framework.criteria[move.criterion].title[self.look.tr.lang]
        item = MoveItem(self.look, move, f"{move.criterion} {title}")
        item.link.clicked.connect(lambda: self.opened.emit(move.criterion))
        self._lines.addWidget(item)
        return item

    def neighbour(self, step: int) -> MoveRow | None:
        """The row to go to from the one that has the focus; the first if none has."""
        if self.isHidden():
            return None
        return beside([item.row for item in self.items.get(self.listed, [])], step)
