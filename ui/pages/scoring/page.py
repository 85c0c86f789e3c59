"""The scoring page: one key or one tap a score, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.model import Audit, Change, Criterion, Mark
from ui.desk import Desk
from ui.look import Look
from ui.meeting import myself
from ui.open_audit import OpenAudit
from ui.page import Offer, Page, Size
from ui.pages.scoring.bookmark import Bookmark
from ui.pages.scoring.comments import WITH_COMMENTS, Comments
from ui.pages.scoring.course import Course
from ui.pages.scoring.criterion import CriterionCard
from ui.pages.scoring.files import CriterionFiles
from ui.pages.scoring.filters import FILTERS
from ui.pages.scoring.heading import audit_said, stage_said
from ui.pages.scoring.keys import KEYS, MARKS, REPEATED
from ui.pages.scoring.layout import ScoringBody
from ui.pages.scoring.marking import Marking
from ui.pages.scoring.recording import ScoringSound
from ui.pages.scoring.stopwatch import StopwatchPart
from ui.pages.scoring.tools import ScoringTools
from ui.pages.scoring.way import Way
from ui.palette.finding import ONLY_CRITERIA
from ui.trail import PageTrail
from ui.widgets.buttons import PrimaryButton
from ui.widgets.messages import EmptyState


class ScoringPage(Page):
    """Works on the audit that the desk has open, and takes up another when that changes."""

    key = "scoring"
    wants_rail = False
    repeated = REPEATED

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self._desk = desk
        self._open: OpenAudit | None = None
        self.course: Course
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(look.tr("Scoring"))
        self._make_parts()
        self._connect()
        self._take_audit(desk.current)

    # --- parts ------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        look, tr = self.look, self.look.tr
        self.card = CriterionCard(look)
        self.files: CriterionFiles = CriterionFiles(self, self._desk, self.card.row)
        self.body = ScoringBody(look, self.files.column, self.card)
        self.panel, self.dock, self.reason = self.body.panel, self.body.dock, self.body.reason
        self.marking = Marking(self.body, self)
        self.bookmark = Bookmark(self._desk, self.body, self.marking, self)
        self.top = ScoringTools(look, self)
        self.way: Way = Way(self, self._desk)
        self.comments = Comments(self, self._desk, self.top)
        self.sound = ScoringSound(self, self._desk, self.top.record, self.card.heard)
        self.stopwatch: StopwatchPart = StopwatchPart(self.body.stopwatch, self._desk, self)
        self.files.take_drops(self.body, lambda: self.criterion.id if self._open else "")
        self._trail = PageTrail(self._desk, self.body)
        go_home = PrimaryButton(look, tr("Go to the audits"))
        go_home.clicked.connect(lambda: self.went.emit("home", None))
        self._nothing = EmptyState(look, "clipboard-list", tr("No audit is open."), first=go_home)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.body)
        whole.addWidget(self._nothing)

    def _connect(self) -> None:
        self.panel.chosen.connect(self._choose)
        self.panel.stage_chosen.connect(self.enter)
        self.panel.filter_chosen.connect(self.way.choose_filter)
        self.panel.searched.connect(lambda: self.searched.emit(ONLY_CRITERIA))
        self.panel.asked_next_empty.connect(lambda: self.way.go_next_empty())
        self.card.scored.connect(self.score)
        self.card.reason_asked.connect(self.marking.edit_reason)
        self.card.rival_chosen.connect(self._choose_rival)
        self.card.note.gave.connect(self.files.give_from)
        self.dock.bar.scored.connect(self.score)
        self.dock.went.connect(self.way.step)
        self.marking.ended.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.marking.stayed.connect(self.show_rated)
        self.marking.given.connect(self.way.go_on_from)
        self.stopwatch.given.connect(self.score)
        self.stopwatch.lay.connect(self.card.make_room)
        self.stopwatch.released.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.top.undo.clicked.connect(self.undo)
        self.top.redo.clicked.connect(self.redo)
        self.top.history.clicked.connect(self.open_history)
        self.top.talk.clicked.connect(self.open_comments)
        self.top.help.clicked.connect(lambda: self.went.emit("help", self.key))
        self.top.hide.clicked.connect(lambda: self.called.emit("discreet"))
        self.top.list.clicked.connect(lambda: self.body.show_list(not self.body.listing))
        self._desk.audit_opened.connect(self._take_audit)

    # --- what the window asks -----------------------------------------------------------------

    @property
    def title(self) -> str:
        return stage_said(self.audit, self.criterion, self.look) if self._open else self.look.tr("Scoring")

    @property
    def context(self) -> str:
        return audit_said(self._open.audit, self.top.sheets.said, self.look) if self._open else ""

    def tools(self) -> list[QWidget]:
        return self.top.all()

    def place(self) -> object:
        return self.criterion.id if self._open else None

    def enter(self, argument: object) -> None:
        """Show that criterion, perhaps with comments, the first empty one of that stage, or the last one."""
        if not self._open:
            return
        wanted = argument.removesuffix(WITH_COMMENTS) if isinstance(argument, str) else argument
        if wanted in self.course:
            self.show_criterion(str(wanted))
        elif self.course.is_stage(wanted):
            self.way.go_to_stage(wanted)
        self.body.show_list(False)
        if self.reason.isHidden():
            self.bookmark.ask_again()
        if wanted != argument and wanted in self.course:
            QTimer.singleShot(0, self, self.open_comments)

    def leave(self) -> None:
        self.settle()
        self.bookmark.keep(leaving=True)
        self.body.ask(False)
        self.sound.leave()

    def resume(self) -> None:
        self.bookmark.resume()

    def up(self) -> bool:
        if self.reason.isVisible():
            self.marking.cancel()
        elif self.body.slim and self.body.listing:
            self.body.show_list(False)
        else:
            return self.stopwatch.close()
        return True

    def fits(self, width: int, height: int, size: Size) -> None:
        self.body.fits(width, height, size)
        self.stopwatch.fold(self.body.flat)
        self.top.fits(width, self.body.slim)

    def press(self, key: str) -> bool:
        if not self._open:
            return False
        if key in MARKS:
            self.score(MARKS[key])
        elif key in KEYS:
            KEYS[key](self)
            self.way.just_scored = ""
        else:
            return False
        return True

    def act(self, name: str) -> bool:
        match name:
            case "search" if self._open:
                self.searched.emit(ONLY_CRITERIA)
            case "undo" if self._open:
                self.undo()
            case "redo" if self._open:
                self.redo()
            case _:
                return False
        return True

    def offers(self) -> list[Offer]:
        from ui.pages.scoring.offers import offers

        return offers(self, self.audit) if self._open else []

    # --- the audit ----------------------------------------------------------------------------

    @property
    def criterion(self) -> Criterion:
        """The criterion that is shown; only while an audit is open."""
        return self.course.here

    @property
    def audit(self) -> Audit:
        """The audit as the sheet being scored says it."""
        assert self._open
        return self._open.view

    def _take_audit(self, audit: OpenAudit | None) -> None:
        """Bring what is typed to safety in the old audit, and show the new one."""
        if audit and audit is self._open:
            return
        self.settle()
        self.bookmark.keep(leaving=True)
        self.bookmark.turn(None)
        self.marking.put_away()
        self._open = audit
        self.top.show_audit(audit)
        self.body.setVisible(audit is not None)
        self._nothing.setVisible(audit is None)
        if audit:
            self.course = Course(audit.audit.framework)
            audit.rating_changed.connect(self._show_rating)
            audit.evidence_changed.connect(self._show_evidence)
            audit.brief_changed.connect(self._show_brief)
            audit.replaced.connect(self._show_all)
            audit.sheet_changed.connect(self._show_sheet)
            audit.wrote.connect(self._hear)
            audit.saved.connect(self._show_saved)
            audit.undone.connect(self.way.go_where_undone)
            kept = self._desk.place(f"filter/{audit.audit.id}")
            self.course.filter = kept if kept in FILTERS else "all"
            self._ask()
            self.comments.count(audit)
            self.panel.show_audit(audit.view)
            remembered = self.bookmark.found(audit)
            first = self.course.first_empty(audit.view) or self.criterion.id
            self.turn_to(remembered if remembered in self.course else first)
            self.top.show_scores(audit)
        self.headed.emit()

    def settle(self) -> bool:
        """Make changes of what is typed; False if the note could not be saved and stays on screen."""
        captions = self.files.flush()
        return self.card.note.finish() and captions

    # --- going --------------------------------------------------------------------------------

    def show_criterion(self, criterion: str) -> bool:
        """Go to that criterion with all that is typed saved; False if that failed."""
        assert self._open
        self.way.just_scored = ""
        if not self.settle():
            self.panel.show_criterion(self.audit, self._open.view_scores, self.course)
            return False
        self.marking.cancel()
        if criterion != self.criterion.id:
            self.turn_to(criterion)
        return True

    def edit_note(self) -> None:
        """Into the note and back out; right after a score, into the note of what was scored."""
        if self.card.note.hasFocus():
            back = self.reason.line if self.reason.isVisible() else self
            back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.way.has_just_come:
            self.show_criterion(self.way.just_scored)
        self.body.show_list(False)
        if self.card.note.isHidden():
            self.stopwatch.close()
        self.card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, criterion: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.show_criterion(criterion)
        self.body.show_list(False)

    def turn_to(self, criterion: str) -> None:
        """Show that criterion; what was typed must have been saved."""
        assert self._open
        before = self.criterion.stage
        self.course.go(criterion)
        self.panel.show_criterion(self._open.view, self._open.view_scores, self.course)
        with self.body.still():
            for part in (self.card, self.files, self.sound, self.stopwatch):
                part.show_criterion(self._open, self.criterion)
        self.marking.show_criterion(self._open, self.criterion.id)
        self._trail.turn(self._open, criterion)
        self.dock.bar.set_mark(self.audit.rating(criterion).given)
        self.comments.show_criterion(self.criterion.id)
        self.dock.previous.setEnabled(not self.course.is_first(self.audit))
        self.bookmark.turn(self._open, criterion)
        if self.criterion.stage != before:
            self.headed.emit()

    # --- scoring ------------------------------------------------------------------------------

    def score(self, mark: Mark | None) -> None:
        """Give the criterion that mark; N, U and a conflict ask why first."""
        if self._open:
            self.way.just_scored = ""
            self.settle()
            self.marking.give(mark)

    def _choose_rival(self, head: Change) -> None:
        if head.cell.endswith("/note"):
            self.card.note.say(head.value)
        else:
            self.settle()
            self.marking.choose(head)

    def undo(self) -> None:
        """Take the last edit back, with all that is typed saved before."""
        if self._open and self.settle():
            self._open.undo()

    def redo(self) -> None:
        """Do again what was last undone."""
        if self._open and self.settle():
            self._open.redo()

    def open_history(self) -> None:
        """Show who changed what of this criterion, with all that is typed saved before."""
        if self._open and self.settle():
            from ui.pages.scoring.history import HistorySheet

            own = self.top.sheets.hides
            HistorySheet(self.look, self, self._open, self.criterion.id, self.sound, own).open()

    def open_comments(self) -> None:
        """Show what people say of this criterion, with all that is typed saved before."""
        if self._open and self.settle():
            self.comments.open()

    def _ask(self) -> None:
        """Find out what is asked of whoever works here; its filter goes with it."""
        assert self._open
        self.course.asked = myself.asked(self._desk, self._open)
        if self.course.filter == "asked" and not self.course.asked:
            self.course.filter = "all"
        self.top.sheets.keep_to(myself.sheets_seen(self._desk, self._open))

    def _hear(self, made: Sequence[Change]) -> None:
        if any(change.cell.startswith(f"{cells.ASSIGNED}/") for change in made):
            self._show_all()
        elif self.top.sheets.hides:
            self._ask()
        if self._open and any(change.cell.startswith(f"{cells.TALK}/") for change in made):
            self.comments.count(self._open)

    # --- what has changed ---------------------------------------------------------------------

    def _show_rating(self, criterion: str, by: object = None) -> None:
        """Its row shows at once what was committed; what a mark given here leads to, the rest comes with."""
        assert self._open
        self.panel.show_rating(self._open.view, criterion)
        if by is not self.marking:
            self._show_counts()
            if criterion == self.criterion.id:
                self._show_mark()

    def show_rated(self) -> None:
        """What stands now of the criterion that stays on screen."""
        self._show_counts()
        self._show_mark()

    def _show_counts(self) -> None:
        assert self._open
        self.panel.show_counts(self._open.view, self._open.view_scores, self.course)

    def _show_mark(self) -> None:
        rating = self.audit.rating(self.criterion.id)
        self.card.show_rating(self.audit, self.criterion)
        self.dock.bar.set_mark(rating.given)
        self.files.show_count()

    def _show_saved(self) -> None:
        assert self._open
        self.top.progress.show_saved(datetime.now())
        self.top.show_scores(self._open)

    def _show_brief(self, _by: object = None) -> None:
        self.headed.emit()

    def _show_all(self) -> None:
        """Read everything anew, with the place and the typed text kept."""
        assert self._open
        self._ask()
        self.panel.show_audit(self._open.view)
        self.panel.show_criterion(self._open.view, self._open.view_scores, self.course)
        self._show_mark()
        self.comments.count(self._open)
        self.files.refresh()
        self.top.show_scores(self._open)
        self.headed.emit()

    def open_sheet(self, sheet: str) -> None:
        """Score that sheet of the audit from now on, with all that is typed saved before."""
        if self._open and self.settle():
            self._open.choose_sheet(sheet)

    def _show_sheet(self) -> None:
        """Another sheet of the same audit: what was typed belongs to the one before."""
        assert self._open
        self.settle()
        self.marking.cancel()
        self.top.sheets.show_audit(self._open)
        self._show_all()
        self.card.note.show_note(self._open, self.criterion.id)

    def _show_evidence(self, criterion: str, _by: object = None) -> None:
        assert self._open
        self.way.evidence_of = criterion
        self.panel.show_rating(self._open.view, criterion)
        self._show_counts()
        if criterion == self.criterion.id:
            self.way.just_scored = ""
            self.files.refresh()
