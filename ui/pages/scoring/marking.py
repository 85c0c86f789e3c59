"""Giving the shown criterion a mark: asks why where that is needed, and settles what is in conflict."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from cxaudit import cells
from cxaudit.model import Audit, Change, Json, Mark, Rating
from ui.open_audit import OpenAudit
from ui.pages.scoring.reason import ReasonCard


class Asking(Protocol):
    """Has a place for the question why, and opens and closes it."""

    reason: ReasonCard

    def ask(self, asking: bool) -> None: ...


class Marking(QObject):
    """Writes marks of one criterion at a time; N, U and a conflict wait for a reason first."""

    ended = Signal()
    """No question is open any more: the page has the keys again."""
    given = Signal(object)
    """The mark that was written; not for a reason that was only reworded."""
    stayed = Signal()
    """Nothing was written, or only a reason: the screen has to show what stands."""

    def __init__(self, body: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self._body = body
        self._open: OpenAudit | None = None
        self._criterion = ""
        self._seen: tuple[str, ...] | None = None
        """What was on screen when the question came; None while none is open."""
        body.reason.confirmed.connect(self._take_reason)
        body.reason.cancelled.connect(self._end)

    def show_criterion(self, audit: OpenAudit, criterion: str) -> None:
        """The criterion that marks are for from now on."""
        self._open, self._criterion = audit, criterion

    def give(self, mark: Mark | None) -> None:
        """Write that mark, or ask for its reason."""
        rating = self._rating
        if rating.conflict:
            self._ask(mark, settling=True)
        elif mark in ("N", "U"):
            self._ask(mark, rating.reason if rating.mark == mark else "")
        else:
            self.cancel()
            self._write(mark, "")

    def edit_reason(self) -> None:
        """Ask again for the reason that stands."""
        self._ask(self._rating.given, self._rating.reason)

    @property
    def unsaid(self) -> Json:
        """The question that is open with what is typed so far, for `ask_again`; None if there is none."""
        if self._seen is None:
            return None
        reason, settling = self._body.reason, self._rating.conflict
        said = {"mark": reason.mark, "reason": reason.line.text(), "settling": settling}
        return {**said, "seen": list(self._seen)}

    def ask_again(self, unsaid: Json) -> None:
        """Ask once more what was being answered, unless the criterion was scored elsewhere since."""
        assert self._open
        mark, reason = unsaid.get("mark"), unsaid.get("reason")
        settling, now = self._rating.conflict, list(self._open.heads(self._cell))
        if unsaid.get("seen", now) != now:
            self.put_away()
        elif isinstance(reason, str) and (mark in ("N", "U") or unsaid.get("settling") is settling):
            self._ask(mark, reason, settling)
            self._body.reason.line.deselect()

    def choose(self, rival: Change) -> None:
        """Settle a conflict on that version, once its reason is given."""
        mark, reason = cells.mark_of(rival.value)
        self._ask(mark, reason, settling=True)

    def cancel(self) -> None:
        """Close the question, if one is open; nothing has changed."""
        if self._seen is not None:
            self._body.reason.cancel()

    def put_away(self) -> None:
        """Close the question without a word: the page is about something else now."""
        self._seen = None
        self._body.ask(False)

    @property
    def _audit(self) -> Audit:
        assert self._open
        return self._open.view

    @property
    def _rating(self) -> Rating:
        return self._audit.rating(self._criterion)

    @property
    def _cell(self) -> str:
        assert self._open
        return cells.score(self._criterion, self._open.sheet)

    def _ask(self, mark: Mark | None, reason: str = "", settling: bool = False) -> None:
        assert self._open
        if self._seen is None:
            self._seen = self._open.begin(self._cell)
        self._body.ask(True)
        self._body.reason.ask(mark, reason, settling)

    def _take_reason(self, mark: Mark | None, reason: str) -> None:
        seen = self._seen
        self._end()
        self._write(mark, reason, seen)

    def _end(self) -> None:
        self.put_away()
        self.ended.emit()

    def _write(self, mark: Mark | None, reason: str, seen: tuple[str, ...] | None = None) -> None:
        assert self._open
        before = self._rating
        if before.conflict:
            own = reason if mark in ("N", "U") else ""
            done = self._open.settle_score(self._criterion, mark, own, reason, self, seen)
        else:
            done = self._open.set_score(self._criterion, mark, reason, self, seen)
        self.ended.emit()
        if done and not (before.given == mark and mark in ("N", "U")):
            self.given.emit(mark)
        else:
            self.stayed.emit()
