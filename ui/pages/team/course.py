"""What came last, what waits, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from ui.desk import Desk
from ui.look import Look
from ui.meeting import words
from ui.widgets.card import Card
from ui.widgets.labels import Label, Line
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from ui.meeting.diary import Entry
    from ui.meeting.meetings import Meeting
    from ui.meeting.standing import Refused

_MOST_REFUSED = 8


class Course(Card):
    """Facts in short lines, the newest first."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, look.tr("What came last"))
        self.desk = desk
        self._shown: object = None
        self.lines: list[str] = []
        self.list = QVBoxLayout()
        self.list.setSpacing(4)
        self.add(self.list)

    def show_space(self, one: Meeting) -> None:
        """Show how the last syncs of that space went."""
        now = one.now
        shown = (
            one.id,
            one.kept.at,
            len(one.kept.log),
            now.unsent,
            now.files_out,
            now.files_in,
            dict(now.waits),
            len(now.refused),
            now.forged,
            dict(now.missing),
        )
        if shown == self._shown:
            return
        self._shown = shown
        empty(self.list)
        self.lines = []
        for sentence in (*_waiting(self.look.tr, one), *_blocked(self.look.tr, one)):
            self._say(sentence, "body")
        self._show_refused(now.refused)
        if self.lines and one.kept.log:
            self.list.addWidget(Line(self.look))
        for entry in one.kept.log:
            self._say(_entry(self.look, entry), "second")
        if not self.lines:
            self._say(self.look.tr("Nothing has come or gone yet."), "second")

    def _say(self, sentence: str, role: str) -> None:
        self.lines.append(sentence)
        self.list.addWidget(Label(self.look, sentence, role))  # type: ignore[arg-type]

    def _show_refused(self, refused: Sequence[Refused]) -> None:
        tr = self.look.tr
        if not refused:
            return
        n = len(refused)
        self._say(tr.plural("{n} change was refused:", "{n} changes were refused:", n), "body")
        for one in refused[:_MOST_REFUSED]:
            title = f"{one.who}: {self._named(one)}"
            self.lines.append(f"{title}. {tr(one.why)}")
            self.list.addWidget(
                ListRow(self.look, title, tr(one.why), "octagon-alert", "warn", chevron=False)
            )
        if n > _MOST_REFUSED:
            self._say(tr("and {n} more", n=n - _MOST_REFUSED), "second")

    def _named(self, one: Refused) -> str:
        """What a refused change was about, if its audit is here."""
        from cxaudit.quality.conflict_words import about, listed

        audit = self._audit(one.audit)
        if audit is None:
            return one.cell
        named = about(one.cell, audit, self.look.tr)
        return listed(named.title, named.place, audit.brief.company)

    def _audit(self, audit_id: str) -> Audit | None:
        store = self.desk.store
        try:
            return store.audit(audit_id) if store and store.knows(audit_id) else None
        except KnownError:
            return None


def _waiting(tr: Translator, one: Meeting) -> list[str]:
    """What is on its way."""
    now, found = one.now, []
    if now.unsent:
        found.append(tr.plural("{n} change is to be sent.", "{n} changes are to be sent.", now.unsent))
    if now.files_out:
        found.append(tr.plural("{n} file is to be sent.", "{n} files are to be sent.", now.files_out))
    if now.files_in:
        found.append(
            tr.plural(
                "{n} file is still on its way here.", "{n} files are still on their way here.", now.files_in
            )
        )
    if one.kept.metered and (now.files_in or now.files_out):
        found.append(tr("Files wait, as you chose under “On this device”."))
    return found


def _blocked(tr: Translator, one: Meeting) -> list[str]:
    """What has come and cannot be read yet, and why."""
    waits, found = one.now.waits, []
    if n := waits.get("admission", 0):
        found.append(
            tr.plural(
                "{n} package is from somebody who is not admitted yet.",
                "{n} packages are from people who are not admitted yet.",
                n,
            )
        )
    if n := waits.get("checklist", 0) + waits.get("beginning", 0):
        found.append(
            tr.plural(
                "{n} package waits for the beginning of its audit.",
                "{n} packages wait for the beginning of their audits.",
                n,
            )
        )
    if (
        n := sum(waits.values())
        - waits.get("admission", 0)
        - waits.get("checklist", 0)
        - waits.get("beginning", 0)
    ):
        found.append(tr.plural("{n} package waits for a key.", "{n} packages wait for a key.", n))
    for signer, number in one.now.missing.items():
        name = one.now.team.name(signer)
        found.append(tr("Package {n} of {name} is still on its way.", n=number, name=name))
    if n := one.now.forged:
        found.append(
            tr.plural(
                "{n} package was forged or altered, and was not read.",
                "{n} packages were forged or altered, and were not read.",
                n,
            )
        )
    return found


def _entry(look: Look, entry: Entry) -> str:
    """`22 Nov 14:02: 12 changes came, 3 changes went`, and what was to be said of it."""
    tr, parts = look.tr, []
    if entry.taken:
        parts.append(tr.plural("{n} change came", "{n} changes came", entry.taken))
    if entry.sent:
        parts.append(tr.plural("{n} change went", "{n} changes went", entry.sent))
    if entry.files_in:
        parts.append(tr.plural("{n} file came", "{n} files came", entry.files_in))
    if entry.files_out:
        parts.append(tr.plural("{n} file went", "{n} files went", entry.files_out))
    said = [", ".join(parts), *(notice.error.said(tr) for notice in entry.notices)]
    return f"{words.moment(look, entry.at)}: {'. '.join(part for part in said if part)}"
