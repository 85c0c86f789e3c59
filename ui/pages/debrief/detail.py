"""The rating that is being finished: its anchors, what it lacks, and the controls for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Criterion
from cxaudit.proof import is_timed
from cxaudit.quality.debrief import Lack, Wait
from cxaudit.timing import measures
from ui.look import Look
from ui.moments import said_minute
from ui.open_audit import OpenAudit
from ui.pages.debrief.words import observed
from ui.pages.scoring.evidence import EvidenceRow
from ui.pages.scoring.note import NoteEditor
from ui.pages.scoring.rivals import Rivals
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chips import ScoreChip
from ui.widgets.labels import Label, Line
from ui.widgets.messages import MessageBar, Picture
from ui.widgets.paint import paint_box
from ui.widgets.scroll import Content, ScrollArea

_ANCHORED = (0, 3, 5)


class _Anchors(QWidget):
    """What 0, 3 and 5 mean, side by side."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._words = [Label(look, "", "second", "text") for _ in _ANCHORED]
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for at, (mark, words) in enumerate(zip(_ANCHORED, self._words, strict=True)):
            grid.addWidget(Label(look, look.tr("Score {score}", score=mark), "caption"), 0, at)
            grid.addWidget(words, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)

    def show_criterion(self, criterion: Criterion) -> None:
        for mark, words in zip(_ANCHORED, self._words, strict=True):
            words.setText(criterion.anchors[mark][self.look.tr.lang])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.bg, radius=10)
        painter.end()


_State = Literal["there", "lacking", "absent"]
_PICTURES: Mapping[_State, tuple[str, str]] = {
    "there": ("circle-check", "ok"),
    "lacking": ("triangle-alert", "warn"),
    "absent": ("circle", "muted"),
}
"""The icon and the token of its colour; what is `absent` is not asked for."""


class _Matter(QWidget):
    """One thing that a rating may need: whether it is there, in words, and its control at the right."""

    def __init__(self, look: Look, control: QWidget | None = None) -> None:
        super().__init__()
        self.look = look
        self._pictures = {state: Picture(look, icon, role) for state, (icon, role) in _PICTURES.items()}
        self._title = Label(look, "", "strong")
        self._note = Label(look, "", "second")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for picture in self._pictures.values():
            row.addWidget(picture)
        row.addLayout(words, 1)
        if control:
            row.addWidget(control)

    def say(self, title: str, note: str, state: _State) -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for each, picture in self._pictures.items():
            picture.setVisible(each == state)


class Detail(Card):
    """Made once; each rating only changes the words in it."""

    u_asked = Signal()
    """It will never be verified."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        tr = look.tr
        self._chip = ScoreChip(look, height=44)
        self._from = Label(look, "", "caption")
        self._title = Label(look, "", "object")
        self._wait = Label(look, "", "second")
        self._anchors = _Anchors(look)
        self.score_rivals = Rivals(look, tr("The scores differ. Choose one, and say why it is right."))
        self.note_rivals = Rivals(look, tr("The notes differ. Choose one, or write what is right below."))
        self.evidence = EvidenceRow(look)
        self._proof = _Matter(look, self.evidence)
        self.time = SecondaryButton(look, tr("Enter a time"), "timer")
        self._timing = _Matter(look, self.time)
        self._noted = _Matter(look)
        self.words = NoteEditor(look)
        self.words.setMinimumHeight(look.px(76))
        sentence = tr("No evidence to come? Mark it as not verified, with a reason: it leaves the mean.")
        self.mark_u = MessageBar(look, "accent", sentence, tr("Mark U"), self.u_asked.emit)
        self._history = Label(look, "", "second")
        self._folded, self._slim, self._files = False, False, 0
        self._build()

    def _build(self) -> None:
        inside = Content()
        column = self._parts = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        for part in (
            self._anchors,
            self.score_rivals,
            self._proof,
            Line(self.look),
            self._timing,
            self._noted,
            self.note_rivals,
            self.words,
            self.mark_u,
        ):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._history)
        self._scroll = ScrollArea(self.look, inside)
        self.add(self._scroll, 1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._from, self._title, self._wait):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def fold(self, folded: bool, slim: bool) -> None:
        """Where height is short, what is to be done comes before the anchors; `slim` is short of width."""
        self._folded, self._slim = folded, slim
        self._fold_evidence()
        self._parts.removeWidget(self._anchors)
        last = self._parts.indexOf(self.mark_u) + 1
        self._parts.insertWidget(last if folded else 1, self._anchors)

    def _fold_evidence(self) -> None:
        self.evidence.fold(self._folded or self._files > 0, self._slim)

    def show_criterion(self, opened: OpenAudit, criterion: Criterion) -> None:
        """Show another rating; its note must have been finished."""
        tr, lang = self.look.tr, self.look.tr.lang
        stage = opened.audit.framework.stage(criterion.stage)
        zone = next(zone for zone in stage.zones if zone.code == criterion.zone)
        self._from.setText(" \u00b7 ".join((criterion.id, stage.short[lang], zone.title[lang])))
        self._title.setText(criterion.title[lang])
        self._anchors.show_criterion(criterion)
        counted = criterion.timing is not None and criterion.timing.unit == "steps"
        self.time.setText(tr("Enter a count") if counted else tr("Enter a time"))
        self.time.setAccessibleName(self.time.text())
        self.words.show_note(opened, criterion.id)
        self._scroll.verticalScrollBar().setValue(0)

    def show_rating(
        self, opened: OpenAudit, criterion: Criterion, lacks: Collection[Lack], wait: Wait | None
    ) -> None:
        """Show what it lacks now; a note that is being typed stays."""
        tr, view = self.look.tr, opened.view
        rating = view.rating(criterion.id)
        self._chip.set_value(rating.given, "evidence" in lacks)
        self._wait.setText(observed(wait, self.look) if wait else tr("Nothing is missing here any more."))
        self._wait.set_colour("danger" if wait and wait.overdue else "muted")
        files = self._files = len(view.evidence_of(criterion.id))
        self._show_proof(view, criterion.id, "evidence" in lacks)
        self.evidence.show_count(files, False)
        self._fold_evidence()
        self._show_time(opened, criterion, "time" in lacks)
        noted: _State = "lacking" if "note" in lacks else "there" if rating.note.strip() else "absent"
        self._noted.say(tr("Note"), tr("Facts only; opinion apart."), noted)
        heads, sheet = view.cells.get, opened.sheet
        self.score_rivals.show_heads(heads(cells.score(criterion.id, sheet), ()) if rating.conflict else ())
        self.note_rivals.show_heads(heads(cells.note(criterion.id, sheet), ()) if rating.note_rivals else ())
        self.words.refresh()
        self.mark_u.setVisible("evidence" in lacks)
        self._history.setText(self._said(_history(opened, cells.score(criterion.id, sheet))))

    def _show_proof(self, view: Audit, criterion: str, lacking: bool) -> None:
        tr, files = self.look.tr, self._files
        many = tr.plural("{n} file", "{n} files", files)
        if lacking:
            why = tr("Without it the score {score} stays a draft.", score=view.rating(criterion).given)
            self._proof.say(tr("A file is needed (E2)"), why, "lacking")
        elif is_timed(view, criterion):
            said = [many] if files else []
            self._proof.say(tr("Evidence"), " \u00b7 ".join([*said, tr("Time by the stopwatch")]), "there")
        elif files:
            self._proof.say(tr("Evidence"), many, "there")
        else:
            self._proof.say(tr("Evidence"), tr("No file; none is required."), "absent")

    def _show_time(self, opened: OpenAudit, criterion: Criterion, lacking: bool) -> None:
        kind = criterion.timing
        self._timing.setVisible(kind is not None)
        if kind:
            found = measures.of(opened.audit, criterion.id, opened.sheet)
            said = measures.line(found, kind, self.look.tr) or self.look.tr("Nothing was measured.")
            state: _State = "lacking" if lacking else "there" if found else "absent"
            self._timing.say(kind.title[self.look.tr.lang], said, state)

    def _said(self, changes: tuple[Change, ...]) -> str:
        """Who gave the score that stands, when, and what stood before."""
        if not changes:
            return ""
        tr, last = self.look.tr, changes[-1]
        mark = cells.mark_of(last.value)[0]
        given = tr(
            "Score {score} was given by {author}, {when}.",
            score=tr("empty") if mark is None else tr.mark(mark),
            author=last.author or tr("an unnamed author"),
            when=said_minute(last.at, self.look),
        )
        before = next((cells.mark_of(c.value)[0] for c in reversed(changes[:-1])), None)
        return given if before is None else f"{given} " + tr("It was {score} before.", score=tr.mark(before))


def _history(opened: OpenAudit, cell: str) -> tuple[Change, ...]:
    """What was said of a cell; nothing while the disk cannot be read, which is said elsewhere."""
    try:
        return opened.store.history(opened.audit.id, cell)
    except KnownError:
        return ()
