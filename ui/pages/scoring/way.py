"""Going through the criteria of the scoring page: on, back, over stages, to what is still empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cxaudit.model import Mark
from ui.desk import Desk
from ui.pages.scoring.filters import Filter, fits

if TYPE_CHECKING:
    from ui.pages.scoring.page import ScoringPage


class Way(QObject):
    """Leads a page along its course, and says so where the course has no further criterion."""

    def __init__(self, page: ScoringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.just_scored = ""
        """The criterion whose score led to the one shown, until something else is done."""
        self.evidence_of = ""
        """The criterion whose evidence changed last."""

    @property
    def has_just_come(self) -> bool:
        """Whether a score has led here and nothing was done since: the focus is still where it left it."""
        return bool(self.just_scored) and self._page.hasFocus()

    def step(self, by: int) -> None:
        """The criterion before or after, over the border of stages."""
        page = self._page
        if beside := page.course.beside(page.audit, by):
            page.show_criterion(beside)
        elif page.course.is_filtered:
            self._say_filtered_out()
        elif by > 0:
            self.go_next_empty()

    def step_stage(self, by: int) -> None:
        """The first criterion of the stage before or after."""
        page = self._page
        if start := page.course.stage_beside(page.audit, by):
            page.show_criterion(start)

    def go_to_edge(self, last: bool) -> None:
        """The first or the last criterion of the list."""
        self._page.show_criterion(self._page.course.edge(self._page.audit, last))

    def go_on(self) -> None:
        """The next criterion without a score; that is the shown one if a score has only just led here.

        Under a filter it is the next row of the list.
        """
        page = self._page
        if not page.course.is_filtered:
            self.go_next_empty(from_here=self.has_just_come)
        elif not (self.has_just_come and fits(page.audit, page.criterion, "unrated")):
            self.step(1)

    def go_on_from(self, mark: Mark | None) -> None:
        """Go on by itself, except from a criterion that still has a conflict."""
        page, scored = self._page, self._page.criterion.id
        rating = page.audit.rating(scored)
        stays = mark is None or not self._desk.settings.auto_advance or rating.conflict or rating.note_rivals
        beside = "" if stays else page.course.beside(page.audit, 1)
        if beside and page.show_criterion(beside):
            self.just_scored = scored
            return
        page.show_rated()
        if not (stays or beside) and page.course.is_filtered:
            self._say_filtered_out()

    def go_next_empty(self, from_here: bool = False) -> None:
        """The next criterion without a score, after the last stage from the first on."""
        page = self._page
        if not page.settle():
            return
        if found := page.course.next_empty(page.audit, from_here):
            page.show_criterion(found)
            page.body.show_list(False)
        else:
            tr = page.look.tr
            sentence = tr("Every criterion has a score or a reason. See the result in the overview.")
            page.say("ok", sentence, tr("Overview"), lambda: page.went.emit("overview", None))

    def go_to_stage(self, code: object) -> None:
        """Its first criterion without a score, or its first row of the filter, which goes if it has none."""
        page, course = self._page, self._page.course
        if not course.start_of(code, page.audit):
            self.choose_filter("all")
        start = course.start_of(code, page.audit)
        empty = "" if course.is_filtered else course.first_empty(page.audit, code)
        page.show_criterion(empty or start)

    def choose_filter(self, name: Filter) -> None:
        """Keep the list and the way through it to some criteria, from the next one that belongs to them."""
        page = self._page
        if page.settle():
            page.course.filter = name
            self._desk.keep_place(f"filter/{page.audit.id}", name)
        found = page.course.first_through(page.audit)
        page.marking.cancel()
        page.turn_to(found or page.criterion.id)
        if not found:
            self._say_filtered_out()

    def go_where_undone(self, cell: str) -> None:
        """Go where an undo acted, if the page is the one that is looked at."""
        page = self._page
        if not page.isVisible():
            return
        match cell.split("/"):
            case ["visit", sheet, "rating", criterion, _]:
                page.open_sheet(sheet)
                page.show_criterion(criterion)
            case ["measure", _]:
                page.show_criterion(page.stopwatch.criterion_of(cell) or page.criterion.id)
            case ["evidence", *_] if self.evidence_of in page.course:
                page.show_criterion(self.evidence_of)

    def _say_filtered_out(self) -> None:
        page, tr = self._page, self._page.look.tr
        sentence = tr("Nothing else is left under this filter.")
        page.say("ok", sentence, tr("Show all criteria"), lambda: self.choose_filter("all"))
