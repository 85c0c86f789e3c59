"""The scoring page: one key or one tap a score, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.model import Audit, Change, Criterion, Mark
from cxaudit.quality import talk
from ui.desk import Desk
from ui.intake import given
from ui.keys import key_name
from ui.look import Look
from ui.meeting import myself
from ui.moments import said_day
from ui.open_audit import OpenAudit
from ui.page import Offer, Page, Size
from ui.pages.scoring.bookmark import Bookmark
from ui.pages.scoring.course import Course
from ui.pages.scoring.criterion import CriterionCard
from ui.pages.scoring.evidence import DropHint
from ui.pages.scoring.files import CriterionFiles
from ui.pages.scoring.filters import FILTERS, Filter, fits
from ui.pages.scoring.keys import KEYS, MARKS, REPEATED
from ui.pages.scoring.layout import ScoringBody
from ui.pages.scoring.marking import Marking
from ui.pages.scoring.recording import ScoringSound
from ui.pages.scoring.stopwatch import StopwatchPart
from ui.pages.scoring.tools import ScoringTools
from ui.palette.finding import ONLY_CRITERIA
from ui.widgets.buttons import PrimaryButton
from ui.widgets.messages import EmptyState


class ScoringPage(Page):
    """Works on the audit that the desk has open, and takes up another when that changes."""

    key = "scoring"
    wants_rail = False

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self._desk = desk
        self._open: OpenAudit | None = None
        self._course: Course
        self._evidence_of = ""
        self._comments: Mapping[str, int] = {}
        """How many are open, by criterion: to look through the audit for them on each key would take long."""
        self._just_scored = ""
        """The criterion whose score led to the one shown, until something else is done."""
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
        self.sound = ScoringSound(self, self._desk, self.top.record, self.card.heard)
        self.stopwatch: StopwatchPart = StopwatchPart(self.body.stopwatch, self._desk, self)
        self._hint = DropHint(look, self)
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
        self.panel.filter_chosen.connect(self.choose_filter)
        self.panel.searched.connect(lambda: self.searched.emit(ONLY_CRITERIA))
        self.panel.asked_next_empty.connect(lambda: self.go_next_empty())
        self.card.scored.connect(self.score)
        self.card.reason_asked.connect(self.marking.edit_reason)
        self.card.rival_chosen.connect(self._choose_rival)
        self.card.note.gave.connect(lambda mime: self.files.give(given(mime, self.look.tr)))
        self.dock.bar.scored.connect(self.score)
        self.dock.went.connect(self.step)
        self.marking.ended.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.marking.stayed.connect(self._show_rated)
        self.marking.given.connect(self._go_on_from)
        self.stopwatch.given.connect(self.score)
        self.stopwatch.lay.connect(self.card.make_room)
        self.stopwatch.released.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.top.undo.clicked.connect(self.undo)
        self.top.redo.clicked.connect(self.redo)
        self.top.history.clicked.connect(self.open_history)
        self.top.talk.clicked.connect(self.open_talk)
        self.top.help.clicked.connect(lambda: self.went.emit("help", self.key))
        self.top.hide.clicked.connect(lambda: self.called.emit("discreet"))
        self.top.list.clicked.connect(lambda: self.body.show_list(not self.body.listing))
        self._hint.dropped.connect(lambda mime: self.files.give(given(mime, self.look.tr)))
        self._desk.audit_opened.connect(self._take_audit)

    # --- what the window asks -----------------------------------------------------------------

    @property
    def title(self) -> str:
        if not self._open:
            return self.look.tr("Scoring")
        framework = self._open.audit.framework
        codes = [stage.code for stage in framework.stages]
        return self.look.tr(
            "Stage {n} of {total} \u00b7 {stage}",
            n=codes.index(self.criterion.stage) + 1,
            total=len(codes),
            stage=framework.stage(self.criterion.stage).title[self.look.tr.lang],
        )

    @property
    def context(self) -> str:
        if not self._open:
            return ""
        audit = self._open.audit
        brief = audit.brief
        seen = self.top.sheets.said
        parts = [seen, brief.company] if seen else [brief.company, brief.product, brief.city]
        return " \u00b7 ".join(part for part in (*parts, said_day(audit.created, self.look)) if part)

    def tools(self) -> list[QWidget]:
        return self.top.all()

    def place(self) -> object:
        return self.criterion.id if self._open else None

    def enter(self, argument: object) -> None:
        """Show that criterion, the first empty one of that stage, or where the auditor was last."""
        if not self._open:
            return
        if argument in self._course:
            self.show_criterion(str(argument))
        elif self._course.is_stage(argument):
            self._show_stage(argument)
        self.body.show_list(False)

    def leave(self) -> None:
        self.body.ask(False)
        self._settle()
        self.bookmark.keep(leaving=True)
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
            self._just_scored = ""
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

        return offers(self, self._audit) if self._open else []

    # --- the audit ----------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """Which criteria the list and the way through it are kept to."""
        return self._course.filter

    @property
    def asked(self) -> frozenset[str]:
        """What is asked of whoever works here."""
        return self._course.asked

    @property
    def criterion(self) -> Criterion:
        """The criterion that is shown; only while an audit is open."""
        return self._course.here

    @property
    def _audit(self) -> Audit:
        """The audit as the sheet being scored says it."""
        assert self._open
        return self._open.view

    def _take_audit(self, audit: OpenAudit | None) -> None:
        """Bring what is typed to safety in the old audit, and show the new one."""
        if audit and audit is self._open:
            return
        self._settle()
        self.bookmark.keep(leaving=True)
        self.bookmark.turn(None)
        self.body.ask(False)
        self._open = audit
        self.top.show_audit(audit)
        self._hint.criterion = ""
        self.body.setVisible(audit is not None)
        self._nothing.setVisible(audit is None)
        if audit:
            self._course = Course(audit.audit.framework)
            audit.rating_changed.connect(self._show_rating)
            audit.evidence_changed.connect(self._show_evidence)
            audit.brief_changed.connect(self._show_brief)
            audit.replaced.connect(self._show_all)
            audit.sheet_changed.connect(self._show_sheet)
            audit.wrote.connect(self._hear)
            audit.saved.connect(self._show_saved)
            audit.undone.connect(self._show_undone)
            kept = self._desk.place(f"filter/{audit.audit.id}")
            self._course.filter = kept if kept in FILTERS else "all"
            self._ask()
            self._comments = talk.still_open(audit.audit)
            self.panel.show_audit(audit.view)
            remembered = self.bookmark.found(audit)
            first = self._course.first_empty(audit.view) or self.criterion.id
            self._show(remembered if remembered in self._course else first)
            self._show_totals()
        self.headed.emit()

    def _settle(self) -> bool:
        """Make changes of what is typed; False if the note could not be saved and stays on screen."""
        captions = self.files.flush()
        return self.card.note.finish() and captions

    # --- going --------------------------------------------------------------------------------

    def show_criterion(self, criterion: str) -> bool:
        """Go to that criterion with all that is typed saved; False if that failed."""
        assert self._open
        self._just_scored = ""
        if not self._settle():
            self.panel.show_criterion(self._audit, self._open.view_scores, self._course)
            return False
        self.marking.cancel()
        if criterion != self.criterion.id:
            self._show(criterion)
        return True

    def step(self, by: int) -> None:
        """The criterion before or after, over the border of stages."""
        if beside := self._course.beside(self._audit, by):
            self.show_criterion(beside)
        elif self._course.is_filtered:
            self._say_filtered_out()
        elif by > 0:
            self.go_next_empty()

    def step_stage(self, by: int) -> None:
        """The first criterion of the stage before or after."""
        if start := self._course.stage_beside(self._audit, by):
            self.show_criterion(start)

    def go_to_edge(self, last: bool) -> None:
        """The first or the last criterion of the list."""
        self.show_criterion(self._course.edge(self._audit, last))

    def go_on(self) -> None:
        """The next criterion without a score; that is the shown one if a score has only just led here.

        Under a filter it is the next row of the list.
        """
        if not self._course.is_filtered:
            self.go_next_empty(from_here=self._has_just_come)
        elif not (self._has_just_come and fits(self._audit, self.criterion, "unrated")):
            self.step(1)

    def choose_filter(self, name: Filter) -> None:
        """Keep the list and the way through it to some criteria, from the next one that belongs to them."""
        assert self._open
        if self._settle():
            self._course.filter = name
            self._desk.keep_place(f"filter/{self._audit.id}", name)
        found = self._course.first_through(self._audit)
        self.marking.cancel()
        self._show(found or self.criterion.id)
        if not found:
            self._say_filtered_out()

    def _show_stage(self, code: object) -> None:
        """Its first criterion without a score, or its first row of the filter, which goes if it has none."""
        if not self._course.start_of(code, self._audit):
            self.choose_filter("all")
        start = self._course.start_of(code, self._audit)
        empty = "" if self._course.is_filtered else self._course.first_empty(self._audit, code)
        self.show_criterion(empty or start)

    def _say_filtered_out(self) -> None:
        tr = self.look.tr
        sentence = tr("Nothing else is left under this filter.")
        self.say("ok", sentence, tr("Show all criteria"), lambda: self.choose_filter("all"))

    def go_next_empty(self, from_here: bool = False) -> None:
        """The next criterion without a score, after the last stage from the first on."""
        if not self._settle():
            return
        if found := self._course.next_empty(self._audit, from_here):
            self.show_criterion(found)
            self.body.show_list(False)
        else:
            tr = self.look.tr
            sentence = tr("Every criterion has a score or a reason. See the result in the overview.")
            self.say("ok", sentence, tr("Overview"), lambda: self.went.emit("overview", None))

    def edit_note(self) -> None:
        """Into the note and back out; right after a score, into the note of what was scored."""
        if self.card.note.hasFocus():
            back = self.reason.line if self.reason.isVisible() else self
            back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._has_just_come:
            self.show_criterion(self._just_scored)
        self.body.show_list(False)
        if self.card.note.isHidden():
            self.stopwatch.close()
        self.card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _has_just_come(self) -> bool:
        """Whether a score has led here and nothing was done since: the focus is still where it left it."""
        return bool(self._just_scored) and self.hasFocus()

    def _choose(self, criterion: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.show_criterion(criterion)
        self.body.show_list(False)

    def _show(self, criterion: str) -> None:
        assert self._open
        before = self.criterion.stage
        self._course.go(criterion)
        self.panel.show_criterion(self._open.view, self._open.view_scores, self._course)
        with self.body.still():
            for part in (self.card, self.files, self.sound, self.stopwatch):
                part.show_criterion(self._open, self.criterion)
        self.marking.show_criterion(self._open, self.criterion.id)
        self._hint.criterion = self.criterion.id
        self.dock.bar.set_mark(self._audit.rating(criterion).given)
        self._show_comments()
        self.dock.previous.setEnabled(not self._course.is_first(self._audit))
        self.bookmark.turn(self._open, criterion)
        if self.criterion.stage != before:
            self.headed.emit()

    # --- scoring ------------------------------------------------------------------------------

    def score(self, mark: Mark | None) -> None:
        """Give the criterion that mark; N, U and a conflict ask why first."""
        if self._open:
            self._just_scored = ""
            self._settle()
            self.marking.give(mark)

    def _go_on_from(self, mark: Mark | None) -> None:
        """Go on by itself, except from a criterion that still has a conflict."""
        scored = self.criterion.id
        rating = self._audit.rating(scored)
        stays = mark is None or not self._desk.settings.auto_advance or rating.conflict or rating.note_rivals
        beside = "" if stays else self._course.beside(self._audit, 1)
        if beside and self.show_criterion(beside):
            self._just_scored = scored
            return
        self._show_rated()
        if not (stays or beside) and self._course.is_filtered:
            self._say_filtered_out()

    def _choose_rival(self, head: Change) -> None:
        if head.cell.endswith("/note"):
            self.card.note.say(head.value)
        else:
            self._settle()
            self.marking.choose(head)

    def undo(self) -> None:
        """Take the last edit back, with all that is typed saved before."""
        if self._open and self._settle():
            self._open.undo()

    def redo(self) -> None:
        """Do again what was last undone."""
        if self._open and self._settle():
            self._open.redo()

    def open_history(self) -> None:
        """Show who changed what of this criterion, with all that is typed saved before."""
        if self._open and self._settle():
            from ui.pages.scoring.history import HistorySheet

            own = self.top.sheets.hides
            HistorySheet(self.look, self, self._open, self.criterion.id, self.sound, own).open()

    def open_talk(self) -> None:
        """Show what people say of this criterion, with all that is typed saved before."""
        if self._open and self._settle():
            from ui.meeting import meetings
            from ui.pages.scoring.talk import TalkSheet

            members = meetings.names_in(self._desk, self._open.audit.id)
            sheet = TalkSheet(self.look, self, self._desk, self._open, self.criterion.id, members)
            sheet.open(sheet.text)

    def _ask(self) -> None:
        """Find out what is asked of whoever works here; its filter goes with it."""
        assert self._open
        self._course.asked = myself.asked(self._desk, self._open)
        if self._course.filter == "asked" and not self.asked:
            self._course.filter = "all"
        self.top.sheets.keep_to(myself.sheets_seen(self._desk, self._open))

    def _hear(self, made: Sequence[Change]) -> None:
        if any(change.cell.startswith(f"{cells.ASSIGNED}/") for change in made):
            self._show_all()
        elif self.top.sheets.hides:
            self._ask()
        if any(change.cell.startswith(f"{cells.TALK}/") for change in made):
            self._count_comments()

    def _count_comments(self) -> None:
        assert self._open
        self._comments = talk.still_open(self._open.audit)
        self._show_comments()

    def _show_comments(self) -> None:
        self.top.show_comments(self._comments.get(self.criterion.id, 0))

    # --- what has changed ---------------------------------------------------------------------

    def _show_rating(self, criterion: str, by: object = None) -> None:
        """Its row shows at once what was committed; what a mark given here leads to, the rest comes with."""
        assert self._open
        self.panel.show_rating(self._open.view, criterion)
        if by is not self.marking:
            self._show_counts()
            if criterion == self.criterion.id:
                self._show_mark()

    def _show_rated(self) -> None:
        """What stands now of the criterion that stays on screen."""
        self._show_counts()
        self._show_mark()

    def _show_counts(self) -> None:
        assert self._open
        self.panel.show_counts(self._open.view, self._open.view_scores, self._course)

    def _show_mark(self) -> None:
        rating = self._audit.rating(self.criterion.id)
        self.card.show_rating(self._audit, self.criterion)
        self.dock.bar.set_mark(rating.given)
        self.files.show_count()

    def _show_totals(self) -> None:
        assert self._open
        self.top.show_scores(self._open)

    def _show_brief(self, _by: object = None) -> None:
        self.headed.emit()

    def _show_all(self) -> None:
        """Read everything anew, with the place and the typed text kept."""
        assert self._open
        self._ask()
        self.panel.show_audit(self._open.view)
        self.panel.show_criterion(self._open.view, self._open.view_scores, self._course)
        self._show_mark()
        self._count_comments()
        self.files.refresh()
        self._show_totals()
        self.headed.emit()

    def _open_sheet(self, sheet: str) -> None:
        if self._open and self._settle():
            self._open.choose_sheet(sheet)

    def _show_sheet(self) -> None:
        """Another sheet of the same audit: what was typed belongs to the one before."""
        assert self._open
        self._settle()
        self.top.sheets.show_audit(self._open)
        self._show_all()
        self.card.note.show_note(self._open, self.criterion.id)

    def _show_saved(self) -> None:
        self.top.progress.show_saved(datetime.now())
        self._show_totals()

    def _show_undone(self, cell: str) -> None:
        """Go where the undo acted, if this page is the one that is looked at."""
        if not self.isVisible():
            return
        match cell.split("/"):
            case ["visit", sheet, "rating", criterion, _]:
                self._open_sheet(sheet)
                self.show_criterion(criterion)
            case ["measure", _]:
                self.show_criterion(self.stopwatch.criterion_of(cell) or self.criterion.id)
            case ["evidence", *_] if self._evidence_of in self._audit.framework.criteria:
                self.show_criterion(self._evidence_of)

    def _show_evidence(self, criterion: str, _by: object = None) -> None:
        assert self._open
        self._evidence_of = criterion
        self.panel.show_rating(self._open.view, criterion)
        self._show_counts()
        if criterion == self.criterion.id:
            self._just_scored = ""
            self.files.refresh()

    # --- Qt -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and key_name(event) not in REPEATED:
            event.accept()
        else:
            super().keyPressEvent(event)
