"""What each rating still lacks, finished one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Change, Criterion, Measure
from cxaudit.quality import debrief
from cxaudit.quality.debrief import Need
from cxaudit.timing import measures, stopwatch
from cxaudit.timing import suggestion as timing
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.debrief.detail import Detail
from ui.pages.debrief.foot import Foot
from ui.pages.debrief.list import Key, NeedList
from ui.pages.debrief.tools import DoneTool
from ui.pages.scoring.files import CriterionFiles
from ui.pages.scoring.marking import Marking
from ui.pages.scoring.stopwatch_sheet import MeasureSheet
from ui.stopwatch import stopwatches
from ui.trail import PageTrail
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.messages import EmptyState
from ui.widgets.panes import Pane, Panes

_MINUTE_MS = 60_000
_SHORT, _LEAST = 800, 460
"""Where the page is narrower than the first, a rating has at least the second beside the list."""


class DebriefPage(AuditPage):
    """A row leaves the list once nothing is missing and the reader has moved on."""

    key = "debrief"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._first: dict[str, str] = {}
        self._needs: dict[Key, Need] = {}
        self._later: list[Key] = []
        """What was put off; it comes last until the program ends."""
        self._blocks = True
        self._here: Key | None = None
        self._new = True
        """Whether the audit has not been shown yet: it opens at what blocks its sign-off, if anything."""
        self._rated = False
        self._make_parts()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self.follow()

    def _make_parts(self) -> None:
        look, tr = self.look, self.look.tr
        self.list, self.detail, self.foot = NeedList(look), Detail(look), Foot(look)
        self.files: CriterionFiles = CriterionFiles(self, self.desk, self.detail.evidence)
        self.marking = Marking(self.foot, self)
        self.done = DoneTool(look)
        self.review = SecondaryButton(look, tr("To the review"), "shield-check")
        self.files.take_drops(self, lambda: self._here[0] if self._here else "")
        self._trail = PageTrail(self.desk, self)
        self._other = SecondaryButton(look, tr("Show what is desirable"))
        self._nothing = EmptyState(look, "circle-check", tr("Nothing is left here."), first=self._other)
        scoring = PrimaryButton(look, tr("To scoring"), "list-checks")
        scoring.clicked.connect(lambda: self.went.emit("scoring", None))
        note = tr("Once something is scored, what it still lacks is listed here.")
        self._unrated = EmptyState(look, "message-square", tr("Nothing is scored yet"), note, scoring)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        right.addWidget(self.detail, 1)
        right.addWidget(self.foot)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._right, self._nothing):
            column.addWidget(part, 1)
        self.panes = Panes(look, tr("Debrief"), Pane(tr("List"), self.list, 3), Pane(tr("Rating"), side, 5))
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.panes)
        self._whole.addWidget(self._unrated)
        self.panes.show_pane(1)

    def _connect(self) -> None:
        dock = self.foot.dock
        self.list.chosen.connect(self._open)
        self.list.filtered.connect(self.choose_filter)
        self.foot.stepped.connect(self.step)
        dock.scoring.clicked.connect(self._open_scoring)
        dock.later.clicked.connect(self.put_off)
        dock.save.clicked.connect(self.save_and_next)
        self.detail.u_asked.connect(self.mark_u)
        self.detail.time.clicked.connect(self.ask_time)
        self.detail.score_rivals.chosen.connect(self._choose_rival)
        self.detail.note_rivals.chosen.connect(self._choose_rival)
        self.detail.words.gave.connect(self.files.give_from)
        self._other.clicked.connect(lambda: self.choose_filter(not self._blocks))
        self.review.clicked.connect(lambda: self.went.emit("review", None))

    # --- what the window asks ---------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.look.tr("Debrief")

    @property
    def context(self) -> str:
        company = self.opened.audit.brief.company if self.opened else ""
        return " \u00b7 ".join(
            part for part in (company, self.look.tr("what each rating still needs")) if part
        )

    def tools(self) -> list[QWidget]:
        return [self.done, self.review]

    def enter(self, argument: object) -> None:
        self._clock.start()
        if self._here is None:
            self._new = self._stale = True
        super().enter(argument)
        if self.opened:
            wanted = [key for key in self._needs if argument in (key, key[0])]
            if wanted and wanted[0] != self._here:
                self._blocks = self._needs[wanted[0]].blocks
                self.show_rating(wanted[0])
            self._tick()

    def leave(self) -> None:
        self._clock.stop()
        self.marking.cancel()
        self._settle()

    def place(self) -> object:
        return self._here

    def up(self) -> bool:
        asking = self.foot.reason.isVisible()
        self.marking.cancel()
        return asking

    def fits(self, width: int, height: int, size: Size) -> None:
        upright = height > width
        self.panes.fits(width, height, size)
        margin = MARGIN if size == "wide" else GAP
        self._whole.setContentsMargins(margin, margin, margin, margin)
        self.list.fold(size == "compact" and not upright)
        slim = width < _SHORT and not upright
        self.detail.fold(size != "wide" and not upright, slim)
        self.done.fold(width < 700)
        self.foot.dock.fold(slim)
        self.detail.setMinimumWidth(self.look.px(_LEAST) if slim and size != "narrow" else 0)

    def press(self, key: str) -> bool:
        acts: dict[str, Callable[[], object]] = {
            "Up": lambda: self.step(-1),
            "K": lambda: self.step(-1),
            "Down": lambda: self.step(1),
            "J": lambda: self.step(1),
            "Ctrl+Enter": self.save_and_next,
            "Ctrl+E": self.files.choose,
            "Ctrl+V": self.files.paste,
            "T": self.ask_time,
            "U": self.mark_u,
        }
        if key not in acts or not self._here:
            return False
        acts[key]()
        return True

    def act(self, name: str) -> bool:
        if name in ("undo", "redo") and self.opened:
            self._settle()
            (self.opened.undo if name == "undo" else self.opened.redo)()
            return True
        return False

    # --- showing ----------------------------------------------------------------------------

    def bind(self, opened: OpenAudit | None) -> None:
        if opened is self.opened:
            return
        self._settle()
        self._here, self._later, self._new = None, [], True
        if opened:
            self._first = self._first_scored(opened)
            opened.replaced.connect(self._read_first)
            opened.evidence_changed.connect(lambda *_: self.files.refresh())
        super().bind(opened)

    def _first_scored(self, opened: OpenAudit) -> dict[str, str]:
        """When each score was first given; nothing, and why, if the store cannot tell."""
        try:
            return opened.store.first_scored(opened.audit.id)
        except KnownError as error:
            self.desk.failed.emit(error)
            return {}

    def _read_first(self) -> None:
        if self.opened:
            self._first = self._first_scored(self.opened)

    def show_audit(self, opened: OpenAudit) -> None:
        found = debrief.needs(opened.audit, self._first)
        self._needs = {need.key: need for need in found}
        blocking = sum(need.blocks for need in found)
        if self._new:
            self._new, self._blocks = False, blocking > 0
        total = debrief.rated(opened.audit)
        self._rated = total > 0
        self.done.show_count(total - blocking, total)
        self.list.show_counts(blocking, len(found) - blocking, self._blocks)
        keys = self._shown()
        if self._here not in keys:
            self._here = None
            if keys:
                self._turn(keys[0])
        self._show()

    def _shown(self) -> list[Key]:
        """The rows of the list: those of the filter, and the one that is being finished."""
        fitting = [key for key, need in self._needs.items() if need.blocks == self._blocks]
        first = [key for key in fitting if key not in self._later]
        keys = first + [key for key in self._later if key in fitting]
        if self._here and self._here not in keys and self._rows and self._here in self._rows:
            keys.insert(min(self._rows.index(self._here), len(keys)), self._here)
        return keys

    @property
    def _rows(self) -> list[Key]:
        return list(self.list.rows)

    def _show(self) -> None:
        """Say everything anew: the list, and the rating that is open."""
        opened = self.opened
        if not opened:
            return
        keys, now, tr = self._shown(), self.now(), self.look.tr
        needs = [self._needs.get(key) or Need(*key, (), self._blocks, "") for key in keys]
        some = tr("Without these the audit cannot be signed off.")
        note = some if self._blocks else tr("These do not hinder the sign-off, but the report gains by them.")
        self.list.show_needs(opened.audit, needs, now, note if keys else "")
        self._right.setVisible(self._here is not None)
        done = tr("Nothing blocks the sign-off here.") if self._blocks else tr("Nothing is left here.")
        self._nothing.sentence.setText(done)
        self._nothing.setVisible(self._here is None and self._rated)
        self._unrated.setVisible(not self._rated)
        self.panes.setVisible(self._rated)
        self._other.setVisible(self._blocks and any(not need.blocks for need in self._needs.values()))
        if self._here is None:
            return
        self.list.point_at(self._here)
        need = self._needs.get(self._here)
        wait = debrief.wait(need.observed, now) if need else None
        self.detail.show_rating(opened, self._criterion, need.lacks if need else (), wait)
        at = keys.index(self._here)
        self.foot.dock.position.setText(tr("{n} of {total}", n=at + 1, total=len(keys)))
        self.foot.dock.previous.setEnabled(at > 0)
        self.foot.dock.next.setEnabled(at + 1 < len(keys))

    def _tick(self) -> None:
        """A minute has passed; what is typed stays."""
        if self.isVisible():
            self._show()

    @property
    def _criterion(self) -> Criterion:
        assert self.opened and self._here
        return self.opened.audit.framework.criteria[self._here[0]]

    # --- going ------------------------------------------------------------------------------

    def choose_filter(self, blocks: bool) -> None:
        """List what blocks the sign-off, or what is only desirable."""
        if not self.opened or not self._settle():
            return
        self._blocks, self._here = blocks, None
        self.marking.cancel()
        self.show_audit(self.opened)

    def show_rating(self, key: Key) -> bool:
        """Go to that rating with all that is typed saved; False if that failed."""
        if not self.opened or not self._settle():
            return False
        self.marking.cancel()
        self._turn(key)
        self.show_audit(self.opened)
        return True

    def _open(self, key: Key) -> None:
        if self.show_rating(key):
            self.panes.show_pane(1)

    def _turn(self, key: Key) -> None:
        assert self.opened
        self._here = key
        self.opened.choose_sheet(key[1])
        self._trail.turn(self.opened, key[0])
        self.detail.show_criterion(self.opened, self._criterion)
        self.files.show_criterion(self.opened, self._criterion)
        self.marking.show_criterion(self.opened, key[0])

    def step(self, by: int) -> None:
        """The row before or after."""
        keys = self._shown()
        if self._here in keys and 0 <= keys.index(self._here) + by < len(keys):
            self.show_rating(keys[keys.index(self._here) + by])

    def put_off(self) -> None:
        """Leave it for later: it goes to the end of the list."""
        here = self._here
        if here and self._settle():
            after = self._after(here)
            self._later = [key for key in self._later if key != here] + [here]
            self.show_rating(after or here)

    def save_and_next(self) -> None:
        """Save what is typed, and go to the next rating that lacks something."""
        if self.opened and self._here and self._settle():
            after = self._after(self._here)
            if after:
                self.show_rating(after)
            else:
                self._here = None
                self.show_audit(self.opened)

    def _after(self, here: Key) -> Key | None:
        """The next one that lacks something, from the first on after the last."""
        keys = self._shown()
        at = keys.index(here) if here in keys else -1
        return next((key for key in keys[at + 1 :] + keys[: max(at, 0)] if key in self._needs), None)

    # --- finishing --------------------------------------------------------------------------

    def _settle(self) -> bool:
        """Make changes of what is typed; False if something could not be saved and stays on screen."""
        captions = self.files.flush()
        saved = self.detail.words.finish() and captions
        if saved and self.opened and self._stale:
            self.refresh()
        return saved

    def mark_u(self) -> None:
        """Say that it could not be verified; the reason is asked for."""
        if self._here and self._settle():
            self.marking.give("U")

    def _choose_rival(self, head: Change) -> None:
        if head.cell.endswith("/note"):
            self.detail.words.say(head.value)
        elif self._settle():
            self.marking.choose(head)

    def ask_time(self) -> None:
        """Ask for a time or a count by hand; what runs for it ends with that."""
        opened = self.opened
        if not opened or not self._here or not (kind := self._criterion.timing):
            return
        watches, criterion = stopwatches.of(self.desk), self._criterion.id
        now = watches.now()
        running = watches.watch(criterion)
        how: measures.Kind = "active" if kind.active else "waiting"
        watch = running or stopwatch.begin(criterion, opened.sheet, how, "", now)
        begun = stopwatch.measure(watch, now, kind.unit)
        if running is None or kind.unit == timing.COUNTED:
            begun = replace(begun, seconds=None)

        def save(done: Measure) -> bool:
            if not opened.set_value(cells.measure(done.id), measures.value_of(done)):
                return False
            if running:
                watches.drop(criterion)
            return True

        MeasureSheet(self.look, self, kind, begun, save).open()

    def _open_scoring(self) -> None:
        if self._here:
            self.went.emit("scoring", self._here[0])
