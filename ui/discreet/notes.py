"""The sheet of the small window: rows, keys, a note. It writes what the scoring page writes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.framework import meaning
from cxaudit.model import Criterion, Mark
from ui.desk import Desk
from ui.discreet.keys import MarkKeys, PlainKey
from ui.discreet.rows import NoteRows
from ui.discreet.watch import WatchKey
from ui.discreet.why import Why
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.scoring.course import Course
from ui.pages.scoring.note import NoteEditor
from ui.theme import palette
from ui.trail import PageTrail
from ui.widgets.labels import Label

_ANCHORS = (0, 3, 5)


class Notes(QWidget):
    """Works on one open audit from one criterion on; every word here could be anybody's notes."""

    def __init__(self, look: Look, desk: Desk, opened: OpenAudit, criterion: str) -> None:
        super().__init__()
        self.look, self._desk, self._open = look, desk, opened
        self._seen: tuple[str, ...] = ()
        """What was on screen when a reason was asked for."""
        self._saved: datetime | None = None
        self._course = Course(opened.audit.framework)
        if criterion in self._course:
            self._course.go(criterion)
        self._trail = PageTrail(desk, self)
        self._make_parts()
        self._lay_out()
        opened.rating_changed.connect(self._show_if_here)
        opened.replaced.connect(lambda: self._show_if_here(self.criterion.id))
        opened.saved.connect(self._take_time)
        opened.refused.connect(self._show_refused)
        self._show()

    def _make_parts(self) -> None:
        look, tr = self.look, self.look.tr
        self.rows = NoteRows(look)
        self.rows.chosen.connect(self.step)
        self.rows.held.connect(self.peek)
        self.rows.released.connect(self.unpeek)
        self.hint = Label(look, "", "second", colour="text")
        self.hint.hide()
        self.blank = PlainKey(look, tr.context("notes", "Blank"))
        self.watch = WatchKey(look, self._desk)
        self.keys = MarkKeys(look, self.watch)
        self.keys.pressed.connect(self.mark)
        self.why = Why(look)
        self.why.said.connect(self._take_reason)
        self.why.cancelled.connect(self.end_why)
        self.why.hide()
        self.note = NoteEditor(look)
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText("")
        self.note.setToolTip("")
        self.note.setAccessibleDescription("")
        self.note.setMaximumHeight(16_777_215)
        for field in (self.note, self.why.line):
            field.setPalette(palette(look.tokens))
        self.refused = Label(look, tr("Not saved. The text stays here."), "second")
        self.refused.hide()
        self.previous, self.next = PlainKey(look, tr("Back")), PlainKey(look, tr.context("notes", "Next"))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))

    def _lay_out(self) -> None:
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(8)
        for key in (self.previous, self.blank, self.next):
            ways.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        for part in (self.rows, self.hint, self.keys, self.why):
            column.addWidget(part)
        column.addWidget(self.note, 1)
        column.addWidget(self.refused)
        column.addWidget(self._ways)

    # --- going ------------------------------------------------------------------------------

    @property
    def criterion(self) -> Criterion:
        return self._course.here

    def step(self, by: int) -> None:
        """So many rows on, with what is typed saved."""
        if not self.note.finish():
            return
        self.end_why()
        if beside := self._course.beside(self._open.view, by):
            self._course.go(beside)
            self._show()

    def peek(self, by: int = 0) -> None:
        """Say what that row is about, for as long as it is held."""
        audit, lang = self._open.view, self.look.tr.lang
        row = self._course.rows(audit)
        one = row[row.index(self.criterion) + by]
        said = [f"{mark}  {meaning(audit.framework, one, mark, lang)}" for mark in _ANCHORS]
        self.hint.setText("\n".join([one.title[lang], *said]))
        self.keys.hide()
        self.hint.show()

    def unpeek(self) -> None:
        self.hint.hide()
        self.keys.setVisible(self.why.isHidden())

    @property
    def saved_at(self) -> str:
        """When something was last written here."""
        return self.look.tr.time(self._saved) if self._saved else ""

    def turn_to_note(self) -> None:
        """Into the note, and back out."""
        target = self if self.note.hasFocus() else self.note
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_watch(self) -> None:
        """Begin to count, or stop."""
        if self.watch.isEnabled():
            self.watch.click()

    def leave(self) -> bool:
        """Save what is typed; False if that failed."""
        self.unpeek()
        return self.note.finish()

    # --- writing ----------------------------------------------------------------------------

    def mark(self, mark: Mark | None) -> None:
        """Give the current row that mark; what needs a reason asks for it."""
        self.note.finish()
        rating = self._open.view.rating(self.criterion.id)
        if rating.conflict or mark in ("N", "U"):
            for part in (self.keys, self._ways):
                part.hide()
            self.why.show()
            self._seen = self._open.begin(cells.score(self.criterion.id, self._open.sheet))
            self.why.ask(mark, rating.reason if rating.mark == mark else "")
        else:
            self.end_why()
            self._go_on(self._open.set_score(self.criterion.id, mark, "", self), mark)

    def end_why(self) -> None:
        """No question is open."""
        self.why.hide()
        for part in (self.keys, self._ways):
            part.show()
        self._show_marks()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_reason(self, mark: Mark | None, reason: str) -> None:
        criterion = self.criterion.id
        self.why.hide()
        if self._open.view.rating(criterion).conflict:
            own = reason if mark in ("N", "U") else ""
            done = self._open.settle_score(criterion, mark, own, reason, self, self._seen)
        else:
            done = self._open.set_score(criterion, mark, reason, self, self._seen)
        self.end_why()
        self._go_on(done, mark)

    def _go_on(self, done: bool, mark: Mark | None) -> None:
        if done and mark is not None and self._desk.settings.auto_advance:
            self.step(1)
        else:
            self._show_marks()

    # --- showing ----------------------------------------------------------------------------

    def _show(self) -> None:
        self.note.show_note(self._open, self.criterion.id)
        self.watch.show_criterion(self.criterion)
        self._show_marks()
        place = {"criterion": self.criterion.id, "sheet": self._open.sheet}
        self._desk.keep_place(f"scoring/{self._open.audit.id}", place)
        self._trail.turn(self._open, self.criterion.id)

    def _show_if_here(self, criterion: str, _by: object = None) -> None:
        if criterion == self.criterion.id:
            self.note.refresh()
        self._show_marks()

    def _show_marks(self) -> None:
        audit = self._open.view
        row = list(self._course.rows(audit))
        said = [(one.id.partition("-")[2], self._word(one)) for one in row]
        self.rows.show_rows(said, row.index(self.criterion))
        self.keys.set_mark(audit.rating(self.criterion.id).given)
        self.previous.setEnabled(not self._course.is_first(audit))

    def _word(self, criterion: Criterion) -> str:
        mark = self._open.view.rating(criterion.id).given
        if mark is None:
            return "\u2026"
        return self.keys.keys[mark].text()

    def _take_time(self) -> None:
        self._saved = datetime.now()
        self.refused.hide()

    def _show_refused(self, _error: object) -> None:
        self.refused.show()
        self._show_marks()
