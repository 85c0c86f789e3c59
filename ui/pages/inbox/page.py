"""The inbox of conflicts: what several people said differently, until somebody settles it with a reason."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.model import Audit, Json
from cxaudit.quality import conflicts, settling
from cxaudit.quality.conflicts import Conflict
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.inbox.detail import ConflictDetail
from ui.pages.inbox.dock import SettleDock
from ui.pages.inbox.draft import Draft, Drafts
from ui.pages.inbox.effect import effect
from ui.pages.inbox.list import ConflictList
from ui.pages.inbox.places import place_of
from ui.pages.scoring.keys import MARKS
from ui.theme import Kind
from ui.widgets.messages import EmptyState

MOST_OTHERS = 50
OTHERS_MS = 500
NARROW = 560
"""Below this width two versions do not stand beside each other."""
LOW = 640
"""Below this height only what has to be chosen has room."""


class InboxPage(AuditPage):
    """A list at the left, the versions of one conflict at the right; a draft of each is kept."""

    key = "inbox"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.found: tuple[Conflict, ...] = ()
        self.shown: Conflict | None = None
        """What is on screen."""
        self.drafts = Drafts(desk, self)
        self._settled = 0
        self._slim, self._listing = False, True
        """Whether there is room for the list or a conflict alone, and whether it is the list."""
        self._build()
        desk.store_opened.connect(self._show_others)
        self._others = QTimer(self)
        self._others.setSingleShot(True)
        self._others.setInterval(OTHERS_MS)
        self._others.timeout.connect(self._show_others)
        desk.list_changed.connect(lambda: self.isVisible() and self._others.start())
        self.follow()

    def _build(self) -> None:
        look, tr = self.look, self.look.tr
        self.list, self.detail, self.dock = ConflictList(look), ConflictDetail(look), SettleDock(look)
        self.list.chosen.connect(self.show_conflict)
        self.list.jumped.connect(self._jump)
        self.detail.kept.connect(self.keep)
        self.detail.given.connect(self._give)
        self.detail.went.connect(self._go_to_place)
        self.detail.failed.connect(self.failed)
        self.dock.settled.connect(self.settle)
        self.dock.skipped.connect(lambda: self.step(1, around=True))
        self.dock.reasoned.connect(self._reason)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.detail, 1)
        column.addWidget(self.dock)
        nothing = tr("Nothing is in conflict.")
        note = tr("What two people write differently waits here until somebody settles it.")
        self._nothing = EmptyState(look, "circle-check", nothing, note)
        self._stack = QStackedWidget()
        for part in (right, self._nothing):
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(self._nothing)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setSpacing(GAP)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self._stack, 5)

    # --- Page -------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.look.tr("Conflicts")

    @property
    def status(self) -> tuple[Kind, str] | None:
        tr, left = self.look.tr, len(self.found)
        if not left:
            return None
        return "warn", tr.plural("{n} is open", "{n} are open", left)

    @property
    def context(self) -> str:
        tr = self.look.tr
        company = self.opened.audit.brief.company if self.opened else ""
        done = tr.plural("{n} settled just now", "{n} settled just now", self._settled)
        return " \u00b7 ".join(part for part in (company, done if self._settled else "") if part)

    def enter(self, argument: object) -> None:
        super().enter(argument)
        self._show_others()
        if isinstance(argument, str) and self.opened:
            self.show_conflict(self._key_of(argument))

    def _key_of(self, argument: str) -> str:
        """The conflict that a cell belongs to, or the first one of a criterion."""
        ofs = (one.key for one in self.found if one.criterion == argument)
        return next(ofs, conflicts.key_of(argument))

    def place(self) -> object:
        return self.shown.key if self.shown else None

    def leave(self) -> None:
        self.drafts.keep()

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self._sides.setContentsMargins(margin, GAP, margin, margin)
        upright, low = height > width, height / self.look.scale < LOW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if upright else across)
        self._slim = size == "narrow" and not upright
        self.detail.fold(1 if width / self.look.scale < NARROW else 2, low)
        self.dock.fold(low)
        self._show_parts()

    def up(self) -> bool:
        """Back to the list, where it has no room beside the conflict."""
        if not self._slim or self._listing:
            return False
        self._listing = True
        self._show_parts()
        return True

    def press(self, key: str) -> bool:
        if not self.shown:
            return False
        draft = self._draft
        if key in ("Up", "K", "Down", "J"):
            self.step(-1 if key in ("Up", "K") else 1)
        elif key in ("Left", "Right"):
            self._step_side(-1 if key == "Left" else 1)
        elif key in ("Enter", "Ctrl+Enter"):
            self.settle()
        elif key == "T":
            self._begin_third()
        elif draft.third and key in MARKS and self.detail.third and self.detail.third.mark(MARKS[key]):
            pass
        elif key.isdigit() and 1 <= int(key) <= len(self.shown.sides):
            self.keep(self.shown.sides[int(key) - 1].first.id)
        else:
            return False
        return True

    def act(self, name: str) -> bool:
        if name in ("undo", "redo"):
            self.drafts.keep()
        return False

    # --- the audit --------------------------------------------------------------------------

    def bind(self, opened: OpenAudit | None) -> None:
        if opened is self.opened:
            return
        self.drafts.keep()
        self.drafts.turn(opened)
        self.found, self.shown, self._settled = (), None, 0
        super().bind(opened)
        if opened:
            opened.undone.connect(self._show_undone)
        else:
            self._show_nothing()

    def show_audit(self, opened: OpenAudit) -> None:
        self.found = (*conflicts.conflicts_of(opened.audit), *self._settled_elsewhere(opened.audit))
        before = self.shown
        now = {one.key: one for one in self.found}
        self.drafts.leave_only(now)
        self.list.show_conflicts(opened.audit, self.found, self.drafts.begun)
        if not self.found:
            self._show_nothing()
        elif before and before.key in now:
            self._show(now[before.key])
        else:
            self._show(self.found[0])
        self.headed.emit()

    def _settled_elsewhere(self, audit: Audit) -> list[Conflict]:
        """What is no conflict any more, although somebody began to write a third value here."""
        open_ones = conflicts.grouped(audit)
        begun = (draft for key, draft in self.drafts.of.items() if draft.given and key not in open_ones)
        return [
            conflicts.standing(audit, list(draft.seen))
            for draft in begun
            if audit.cells.keys() >= draft.seen.keys()
        ]

    def _show_nothing(self) -> None:
        self.shown = None
        self.found = ()
        if self.opened:
            self.list.show_conflicts(self.opened.audit, (), ())
        self._stack.setCurrentWidget(self._nothing)
        self._listing = True
        self._show_parts()
        self.headed.emit()

    def _show_parts(self) -> None:
        listed = bool(self.list.rows or self.list.others)
        alone = self._slim and listed
        self.list.setVisible(listed and (not alone or self._listing))
        self._stack.setVisible(not (alone and self._listing))

    def _show_others(self) -> None:
        """How many conflicts the other audits of the store have."""
        if self.desk.store is None:
            return
        from cxaudit.store.summary import Listing

        here = self.opened.audit.id if self.opened else ""
        try:
            rows = self.desk.store.catalog.listed(Listing(contested=True, limit=MOST_OTHERS))
        except KnownError as error:
            self.failed.emit(error)
            return
        self.list.show_others([row for row in rows if row.audit != here and not row.hidden])
        self._show_parts()

    def _jump(self, audit: str) -> None:
        if self.desk.open_audit(audit):
            self.refresh()
            self._show_others()

    def _show_undone(self, cell: str) -> None:
        """Go to the conflict that an undo opened again."""
        if self.isVisible() and self.opened:
            self._stale = True
            self.refresh()
            self.show_conflict(conflicts.key_of(cell))

    # --- going ------------------------------------------------------------------------------

    def show_conflict(self, key: str) -> None:
        """Show that conflict, if it is still one."""
        found = next((one for one in self.found if one.key == key), None)
        if found:
            self._listing = False
            self._show(found)

    def step(self, by: int, around: bool = False) -> None:
        """The conflict before or after."""
        keys = [one.key for one in self.found]
        if not self.shown or self.shown.key not in keys:
            return
        at = keys.index(self.shown.key) + by
        if around:
            at %= len(keys)
        if 0 <= at < len(keys):
            self._show(self.found[at])

    def _show(self, found: Conflict) -> None:
        assert self.opened
        opened, draft = self.opened, self.drafts.get(found.key)
        if draft.side and draft.side_of(found) is None:
            draft.side = ""
        self._stack.setCurrentIndex(0)
        again = self.shown is not None and self.shown.key == found.key
        same = again and self.shown is not None and self.shown.heads == found.heads
        self.shown = found
        if not same:
            third = self.detail.third
            self.detail.show_conflict(opened, found, again)
            if self.detail.third and self.detail.third is not third:
                self.detail.third.show_given(draft.given)
                self.dock.complain("")
        self._show_parts()
        self.list.point_at(found.key)
        self._show_draft()

    # --- choosing ---------------------------------------------------------------------------

    def keep(self, change: str) -> None:
        """Let that version stay, once the reason is given."""
        assert self.shown
        draft = self._draft
        card = next((one for one in self.detail.sides if one.side.first.id == change), None)
        if card is None or not card.keep.isEnabled():
            return
        draft.side, draft.third = change, False
        self._show_draft()
        self.drafts.keep_soon()

    def _step_side(self, by: int) -> None:
        assert self.shown
        ids = [side.first.id for side in self.shown.sides]
        at = ids.index(self._draft.side) + by if self._draft.side in ids else (0 if by < 0 else len(ids) - 1)
        self.keep(ids[max(0, min(at, len(ids) - 1))])

    def _begin_third(self) -> None:
        third = self.detail.third
        if third and third.editors:
            draft = self._draft
            again = draft.third
            draft.side, draft.third = "", True
            self.detail.show_third()
            third.begin(again)
            self._show_draft()

    def _give(self, cell: str, value: Json) -> None:
        if not self.shown:
            return
        draft = self._draft
        draft.see(self.shown)
        draft.given[cell] = value
        draft.side, draft.third = "", True
        self._show_draft()
        self.drafts.keep_soon()

    def _reason(self, reason: str) -> None:
        if self.shown and self._draft.reason != reason:
            self._draft.reason = reason
            self.drafts.keep_soon()

    @property
    def _draft(self) -> Draft:
        assert self.shown
        return self.drafts.get(self.shown.key)

    def _show_draft(self) -> None:
        assert self.opened and self.shown
        draft, audit, values = self._draft, self.opened.audit, None
        with suppress(KnownError):  # said once it is settled
            values = draft.values(self.shown, audit)
        said = effect(self.look, self.shown, audit, self.opened.scores, values)
        self.dock.show_draft(draft.reason, said, bool(draft.side or draft.given))
        self.detail.show_draft(draft, draft.third and draft.is_news(self.shown))

    # --- settling ---------------------------------------------------------------------------

    def settle(self) -> None:
        """Write what was chosen with its reason, and go on; what is missing is asked for."""
        if not (self.opened and self.shown):
            return
        opened, found, draft, tr = self.opened, self.shown, self._draft, self.look.tr
        self.tried.emit()
        try:
            values = draft.values(found, opened.audit)
        except KnownError as error:
            self._complain(error)
            return
        if values is None:
            return
        if not draft.reason.strip():
            self.dock.complain(tr("Write a reason, or choose one above."))
            return
        seen = draft.seen if draft.third else found.seen
        edits = settling.edits(seen, values, opened.audit, draft.reason.strip())
        keys = [one.key for one in self.found]
        if opened.settle(edits, self):
            self._go_on(found, keys)

    def _complain(self, error: KnownError) -> None:
        sentence = error.said(self.look.tr)
        if self.detail.third and self.detail.third.fields:
            for cell in self.detail.third.fields:
                self.detail.third.complain(cell, sentence)
            self.detail.third.begin(again=True)
            self.detail.show_third()
        else:
            self.failed.emit(error)

    def _go_on(self, found: Conflict, keys: list[str]) -> None:
        """The next one after what was settled; what is left of it stays."""
        self.drafts.drop(found.key)
        self._settled += 1
        at = keys.index(found.key)
        self.shown = None
        self._stale = True
        self.refresh()
        left = {one.key for one in self.found}
        after = next((key for key in keys[at:] + keys[:at] if key in left), "")
        self.show_conflict(after)
        self.drafts.keep()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_place(self) -> None:
        if self.shown and self.opened:
            self.went.emit(*place_of(self.shown, self.opened.audit))
