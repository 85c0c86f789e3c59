"""One conflict: what it is about, its versions side by side, and a third value in their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from cxaudit.model import Audit, Evidence
from cxaudit.quality import settling
from cxaudit.quality.conflict_values import said
from cxaudit.quality.conflict_words import named
from cxaudit.quality.conflicts import Conflict, Side
from cxaudit.quality.differing import Span, differing
from cxaudit.words import N_
from ui.look import GAP, Look
from ui.open_audit import OpenAudit
from ui.pages.inbox.compared import ComparedText
from ui.pages.inbox.draft import Draft
from ui.pages.inbox.side import BesideCard, ProofTile, SideCard
from ui.pages.inbox.third import TYPED, ThirdCard
from ui.viewer import open_copy
from ui.widgets.buttons import LinkButton
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.scroll import Content, ScrollArea
from ui.widgets.thumbs import Thumbs

_NEWS = N_(
    "Another version came in while you were writing. Your text stays; settling leaves it beside the new one."
)


class ConflictDetail(ScrollArea):
    """Built anew for each conflict, and when its versions change; what is typed is the page's to keep."""

    kept = Signal(str)
    """The first change of the version that is to stay."""
    given = Signal(str, object)
    """A cell and its third value."""
    went = Signal()
    """To where it is edited."""
    failed = Signal(object)

    def __init__(self, look: Look) -> None:
        inside = Content()
        super().__init__(look, inside)
        self.sides: list[SideCard] = []
        self.third: ThirdCard | None = None
        self._opened: OpenAudit | None = None
        self._tiles: dict[str, list[ProofTile]] = {}
        self._columns, self._low = 2, False
        self._thumbs = Thumbs(self)
        self._thumbs.came.connect(self._show_picture)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(GAP)
        self.title = ComparedText(look, size=20, weight=600)
        self.place = Label(look, "", "second")
        self.anchors = Label(look, "", "second")
        self.open_place = LinkButton(look, look.tr("Show where it stands"), "move-up-right")
        self.open_place.clicked.connect(self.went)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.place)
        words.addWidget(self.anchors)
        head.addLayout(words, 1)
        head.addWidget(self.open_place, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self.news = MessageBar(look, "warn", look.tr(_NEWS), closable=False)
        self.news.hide()
        self._column.addWidget(self.news)
        self._grid, self._besides, self._thirds = QGridLayout(), QVBoxLayout(), QVBoxLayout()
        self._grid.setSpacing(GAP)
        for part in (self._grid, self._besides, self._thirds):
            self._column.addLayout(part)
        self._column.addStretch(1)

    def fold(self, columns: int, low: bool) -> None:
        """How many versions stand beside each other; where it is low, the list says where it belongs."""
        self._low = low
        self._show_words()
        if columns != self._columns:
            self._columns = columns
            self._place_sides()

    def show_conflict(self, opened: OpenAudit, found: Conflict, again: bool) -> None:
        """Show that conflict; `again` if only its versions are others, and what is typed stays."""
        audit, tr = opened.audit, self.look.tr
        self._opened = opened
        self._tiles = {}
        title, place, _ = named(found, audit, tr)
        self.title.set_text(title)
        self.place.setText(place)
        self.anchors.setText(_anchors(audit, found, self.look))
        self._show_words()
        empty(self._grid)
        empty(self._besides)
        self.sides = [self._side(n, side, found) for n, side in enumerate(found.sides, 1)]
        self._place_sides()
        if found.note or found.evidence:
            self._besides.addWidget(self._beside(found))
        if not again or self.third is None or self.third.of != found.cells:
            self._make_third(found, audit)
            self.verticalScrollBar().setValue(0)

    def _make_third(self, found: Conflict, audit: Audit) -> None:
        """Another editor; the one that is there stays while only the versions change."""
        empty(self._thirds)
        self.third = ThirdCard(self.look, found, audit)
        self.third.given.connect(self.given)
        self._thirds.addWidget(self.third)
        self.third.setVisible(bool(self.third.editors))

    def _show_words(self) -> None:
        for label in (self.place, self.anchors):
            label.setVisible(bool(label.text()) and not self._low)

    def show_third(self) -> None:
        """Bring the third value into sight, once it has its place."""
        QTimer.singleShot(0, self, self._scroll_to_third)

    def _scroll_to_third(self) -> None:
        if self.third:
            self.ensureWidgetVisible(self.third, 0, GAP)

    def show_draft(self, draft: Draft, news: bool) -> None:
        """Show what is chosen, and whether something came in since."""
        for card in self.sides:
            card.set_chosen(bool(draft.side) and card.side.first.id == draft.side)
        self.news.setVisible(news)

    def _place_sides(self) -> None:
        for at, card in enumerate(self.sides):
            self._grid.addWidget(card, at // self._columns, at % self._columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < min(self._columns, len(self.sides)) else 0)

    # --- parts ------------------------------------------------------------------------------

    def _side(self, number: int, side: Side, found: Conflict) -> SideCard:
        assert self._opened
        audit, store = self._opened.audit, self._opened.store
        typed = [cell for cell in found.cells if settling.editing_of(cell, audit) in TYPED]
        spans = _spans(side, found, audit, self.look)
        card = SideCard(self.look, number, side, audit, side.first.device == store.device, spans, typed)
        card.kept.connect(lambda: self.kept.emit(side.first.id))
        card.started.connect(lambda cell: self._start(cell, side))
        card.opened.connect(self._open)
        for file in side.evidence:
            card.add_proof(file, self._picture(file))
        for tile in card.tiles:
            self._tiles.setdefault(tile.file.thumb, []).append(tile)
        if refused := settling.refusal(found, side, audit, self._opened.author):
            card.refuse(refused.said(self.look.tr))
        return card

    def _beside(self, found: Conflict) -> BesideCard:
        card = BesideCard(self.look, found.note)
        card.opened.connect(self._open)
        for file in found.evidence:
            card.add_proof(file, self._picture(file))
        for tile in card.tiles:
            self._tiles.setdefault(tile.file.thumb, []).append(tile)
        return card

    def _start(self, cell: str, side: Side) -> None:
        assert self._opened and self.third
        text = settling.typed(cell, side.values[cell], self._opened.audit, self.look.tr.lang)
        self.third.start_from(cell, text)
        self.show_third()

    def _open(self, file: Evidence) -> None:
        if self._opened:
            open_copy(file, self._opened.store.blobs, self.failed.emit)

    def _picture(self, file: Evidence) -> QPixmap | None:
        assert self._opened
        return self._thumbs.get(file.thumb, self._opened.store.blobs)

    def _show_picture(self, sha: str) -> None:
        assert self._opened
        for tile in self._tiles.get(sha, ()):
            tile.set_picture(self._thumbs.get(sha, self._opened.store.blobs))


def _spans(side: Side, found: Conflict, audit: Audit, look: Look) -> dict[str, Sequence[Span]]:
    """The words of a version that the first other version does not have."""
    spans: dict[str, Sequence[Span]] = {}
    for change in side.changes:
        if settling.editing_of(change.cell, audit) not in ("text", "line"):
            continue
        other = next((head for head in found.heads[change.cell] if head.id != change.id), None)
        if other:
            words = [said(change.cell, value, audit, look.tr) for value in (change.value, other.value)]
            spans[change.cell] = differing(*words)
    return spans


def _anchors(audit: Audit, found: Conflict, look: Look) -> str:
    """What earns the scores that are contested: `2: ... 4: ...`."""
    criterion = audit.framework.criteria.get(found.criterion)
    score = next((cell for cell in found.cells if cell.endswith("/score")), "")
    if criterion is None or not score:
        return ""
    lang = look.tr.lang
    return "\n".join(f"{mark}: {criterion.anchors[mark][lang]}" for mark in sorted(criterion.anchors))
