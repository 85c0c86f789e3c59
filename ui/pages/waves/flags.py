"""The red flags of two waves, and what became of each."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cxaudit.analysis import waves_words as words
from cxaudit.analysis.waves import Fate, Flag, Waves
from ui.look import Look
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.labels import Label, Pill
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow

_KINDS: dict[Fate, Kind] = {"new": "danger", "stays": "warn", "open": "quiet", "gone": "ok"}


class FlagsCard(Card):
    """New flags first; one is gone only when its check was scored again, above 1."""

    opened = Signal(str)
    """The criterion that was pressed."""

    def __init__(self, look: Look) -> None:
        self.count = Pill(look, "")
        super().__init__(look, look.tr("Red flags"), right=self.count)
        self.rows: list[ListRow] = []

    def set_waves(self, found: Waves) -> None:
        tr = self.look.tr
        empty(self.body)
        new = sum(flag.fate == "new" for flag in found.flags)
        self.count.setVisible(bool(new))
        self.count.set_pill(tr.plural("{n} new", "{n} new", new), "danger", "flag")
        self.rows = [self._row(found, flag) for flag in found.flags]
        for row in self.rows:
            self.add(row)
        if not self.rows:
            self.add(Label(self.look, tr("Neither wave has a red flag."), "second"))

    def _row(self, found: Waves, flag: Flag) -> ListRow:
        tr, move = self.look.tr, flag.move
        title = found.after.framework.criteria[move.criterion].title[tr.lang]
        note = tr(
            "{criterion}, was {before}, is {after}",
            criterion=move.criterion,
            before=words.mark(tr, move.before),
            after=words.mark(tr, move.after),
        )
        row = ListRow(
            self.look,
            title,
            note,
            pill=(_KINDS[flag.fate], tr(words.FATES[flag.fate])),
            soft="danger_soft" if flag.fate == "new" else "",
        )
        row.clicked.connect(lambda: self.opened.emit(move.criterion))
        return row
