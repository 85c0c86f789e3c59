"""People of a team, each at a window of their own, and what they have done before a test begins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxaudit.model import Brief
from cxaudit.store.summary import Listing
from tests.journeys.auditor import Auditor
from ui.meeting import meetings
from ui.pages.team.recovery import RecoveryOffer
from ui.widgets.sheet import Sheet


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Member(Auditor):
    """Somebody with a window and a store of their own."""

    def __init__(self, qtbot, app, home, name):
        super().__init__(qtbot, app, home)
        self.name = name
        self.start()
        self.desk.choose(auditor=name)
        self.window.go("team")
        self.team = meetings.of(self.desk)
        self.team.automatic = False

    @property
    def one(self):
        return self.team.all[0]

    @property
    def said(self):
        """What stands at the foot of the rail."""
        return self.window.rail.exchange.text()

    def front(self, page, argument=None):
        self.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.window)
        self.window.go(page, argument)
        return self.page

    def settle(self):
        self.wait(lambda: not self.team.is_busy)
        self.rest()

    def begin(self, folder, title="North House 2026-2"):
        page = self.front("team", "begin")
        page.form.title.setText(title)
        page.form.place.fields["place"].setText(str(folder))
        click(page.form.go)
        self.settle()

    def begin_with_a_key(self, folder):
        """Begin a team whose storage reads nothing; returns the sheet that is offered."""
        page = self.front("team", "begin")
        page.form.title.setText("North House 2026-2")
        page.form.place.fields["place"].setText(str(folder))
        click(page.form.key)
        click(page.form.go)
        self.settle()
        [sheet] = [s for s in self.window.findChildren(RecoveryOffer) if s.isVisible()]
        return sheet

    def invitation(self):
        page = self.front("team")
        click(page.view.invitation.copy)
        return QGuiApplication.clipboard().text()

    def ask(self, invitation, folder):
        page = self.front("team", "join")
        page.form.text.setPlainText(invitation)
        self.wait(lambda: page.form.code)
        page.form.place.fields["place"].setText(str(folder))
        click(page.form.go)
        self.settle()

    def sync(self):
        page = self.front("team")
        click(page.sync_button)
        self.settle()

    def admit_all(self):
        self.sync()
        while rows := self.page.view.members.asking:
            click(next(iter(rows.values())).admit)
            self.settle()

    def share(self, audit):
        page = self.front("team")
        page.view.shared.rows[audit].click()
        self.accept()
        self.settle()

    def accept(self):
        """Answer yes to what is asked."""
        sheet = next(s for s in self.window.findChildren(Sheet) if s.isVisible())
        click(sheet.buttons.itemAt(sheet.buttons.count() - 1).widget())
        self.rest()

    def open_audits(self):
        """Open the audits that are there, so that the last one is before the person."""
        for listing in self.desk.store.catalog.listed(Listing()):
            assert self.desk.open_audit(listing.audit)

    def score(self, criterion, mark):
        assert self.desk.current.set_score(criterion, mark)


class People:
    """Makes members, and takes up again what members of these names once did through their windows.

    All of it lies in one folder, which has the same path in every test: a store knows where its team meets.
    """

    def __init__(self, qtbot, app: QApplication, folder: Path, kept: Path) -> None:
        self._qtbot, self._app, self._folder, self._kept = qtbot, app, folder, kept
        self.place = folder / "Nextcloud" / "Team"
        self.place.mkdir(parents=True)
        self._all: list[Member] = []

    def __call__(self, *names: str) -> list[Member]:
        made = [Member(self._qtbot, self._app, self._folder / name, name) for name in names]
        self._all += made
        return made

    def after(self, act: Callable[..., None], *names: str) -> list[Member]:
        """Members of these names, in windows just opened, after `act(people, *members)`."""
        kept = self._kept / "-".join((act.__name__, *names))
        if not kept.exists():
            act(self, *self(*names))
            self.quit()
            shutil.copytree(self._folder, kept)
        else:
            shutil.copytree(kept, self._folder, dirs_exist_ok=True)
        members = self(*names)
        for member in members:
            member.open_audits()
        return members

    def quit(self) -> None:
        for member in reversed(self._all):
            if hasattr(member, "session"):
                member.quit()
        self._all.clear()


def meet(people: People, first: Member, *others: Member) -> None:
    """The first leads, the others are in; all have the first one's audit open."""
    first.begin(people.place)
    invitation = first.invitation()
    for other in others:
        other.ask(invitation, people.place)
    audit = first.desk.create_audit(Brief(company="North House", wave="2026-2")).audit.id
    first.admit_all()
    first.share(audit)
    for other in others:
        other.sync()
        assert other.desk.open_audit(audit)
    first.sync()
    assert not any(one.faults for one in (first, *others))
