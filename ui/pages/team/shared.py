"""Which audits the team has, and which it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from cxaudit.errors import KnownError
from ui.desk import Desk
from ui.look import Look
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line
from ui.widgets.layouts import empty
from ui.widgets.sheet import ask

if TYPE_CHECKING:
    from cxaudit.store.summary import AuditRow
    from ui.meeting.meetings import Meeting

_MOST = 15
_PAUSE_MS = 200


class SharedAudits(Card):
    """A switch an audit; off again it stops what is new, since what was sent cannot be taken back."""

    shared = Signal(str)
    """The id of an audit."""
    parted = Signal(str)
    """The id of one that is to be shared no more."""
    all_shared = Signal()
    share_new = Signal(bool)
    failed = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = look.tr
        super().__init__(look, tr("Shared audits"))
        self.desk = desk
        self._space = self._title = ""
        self._shown: object = None
        self.rows: dict[str, Switch] = {}
        self.new = Switch(look, tr("Share all new audits"), tr("Those that you begin or import from now on."))
        self.new.toggled.connect(self.share_new)
        self.search = LineEdit(look, tr("Find an audit"), example=tr("Company, product, wave"), icon="search")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.list = QVBoxLayout()
        self.list.setSpacing(2)
        self.more = Label(look, "", "caption")
        self.stays = Label(look, tr("What was sent stays with the team: it cannot be taken back."), "caption")
        for part in (self.new, Line(look), self.search):
            self.add(part)
        self.add(self.list)
        self.add(self.more)
        self.all = SecondaryButton(look, "", "users")
        self.all.clicked.connect(self._ask_all)
        row = FlowLayout()
        row.addWidget(self.all)
        self.add(row)
        self.add(self.stays)

    def show_space(self, one: Meeting) -> None:
        """Show that space."""
        if one.id != self._space:
            self._shown = None
        self._space, self._title = one.id, one.now.title
        self.new.blockSignals(True)
        self.new.setChecked(one.kept.share_new)
        self.new.blockSignals(False)
        self.new.update()
        self.refresh()

    def refresh(self) -> None:
        """Read the audits anew."""
        store, tr = self.desk.store, self.look.tr
        if not store or not self._space:
            return
        from cxaudit.store.summary import Listing

        words = self.search.text().strip()
        try:
            found = store.catalog.listed(Listing(words=words, limit=_MOST + 1))
            total = sum(store.catalog.counted(words).values())
        except KnownError as error:
            self.failed.emit(error)
            return
        rows = found[:_MOST]
        shared = set(store.spaces.audits(self._space))
        self.note.setText(tr.plural("{n} shared", "{n} shared", len(shared)))
        self.search.setVisible(bool(words) or total > 8)
        shown = (
            self._space,
            words,
            tuple((r.audit, r.company, r.product, r.wave, r.audit in shared) for r in rows),
        )
        if shown != self._shown:
            self._shown = shown
            self._fill(rows, shared)
        every = total if not words else sum(store.catalog.counted().values())
        unshared = every - len(shared)
        self.all.setVisible(unshared > 1)
        self.all.setText(tr.plural("Share {n} more audit…", "Share all {n} others…", unshared))
        self.stays.setVisible(any(row.audit in shared for row in rows))
        left = total - len(rows)
        self.more.setVisible(left > 0 or not rows)
        if left > 0:
            self.more.setText(
                tr.plural("{n} more: find it by its name.", "{n} more: find them by name.", left)
            )
        else:
            self.more.setText(tr("No audit matches") if words else tr("There is no audit yet."))

    def _ask_all(self) -> None:
        tr = self.look.tr
        ask(
            self,
            self.look,
            tr("Share every audit with “{team}”?", team=self._title),
            tr("Everybody in the team gets them with all their files and notes. It cannot be taken back."),
            tr.context("verb", "Share"),
            self.all_shared.emit,
        )

    def _fill(self, rows: list[AuditRow], shared: set[str]) -> None:
        empty(self.list)
        self.rows = {}
        for row in rows:
            name = row.company or self.look.tr("Unnamed audit")
            note = " · ".join(part for part in (row.product, row.wave, row.country) if part)
            switch = self.rows[row.audit] = Switch(self.look, name, note, row.audit in shared)
            switch.toggled.connect(lambda on, row=row: self._ask(row, on))
            self.list.addWidget(switch)

    def _ask(self, row: AuditRow, on: bool) -> None:
        if not on:
            self._ask_to_part(row)
            return
        tr = self.look.tr
        ask(
            self,
            self.look,
            tr("Share “{name}” with “{team}”?", name=row.company or tr("Unnamed audit"), team=self._title),
            tr("Everybody in the team gets it with all its files and notes. It cannot be taken back."),
            tr.context("verb", "Share"),
            lambda: self.shared.emit(row.audit),
            lambda: self._put_back(row, False),
        )

    def _ask_to_part(self, row: AuditRow) -> None:
        tr, store = self.look.tr, self.desk.store
        sheet = ask(
            self,
            self.look,
            tr(
                "Stop sharing “{name}” with “{team}”?",
                name=row.company or tr("Unnamed audit"),
                team=self._title,
            ),
            tr(
                "The team keeps what it was sent. From then on nothing of this audit goes from this device "
                "and nothing comes. Share it again, and both sides get what was written meanwhile."
            ),
            tr("Stop sharing"),
            lambda: self.parted.emit(row.audit),
            lambda: self._put_back(row, True),
        )
        if store and (n := store.spaces.waiting(self._space, row.audit)):
            left = tr.plural(
                "{n} change has not been sent and stays on this device only.",
                "{n} changes have not been sent and stay on this device only.",
                n,
            )
            sheet.body.addWidget(Label(self.look, left, "strong", "warn"))

    def _put_back(self, row: AuditRow, on: bool) -> None:
        """Show how it is, after somebody has thought better of it."""
        if switch := self.rows.get(row.audit):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
            switch.update()
