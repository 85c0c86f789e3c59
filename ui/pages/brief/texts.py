"""Cards of plain texts of the brief: fields under each other, and lists with a line for each entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cxaudit import cells
from cxaudit.field import briefing
from cxaudit.i18n import Translator
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.labels import Pill


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its name, how many lines it begins with, an example and help."""

    name: str
    lines: int = 2
    example: str = ""
    help: str = ""


class TextsCard(Card):
    """Fields of the brief under one title; `fields` has them by name."""

    def __init__(
        self,
        look: Look,
        opened: OpenAudit,
        title: str,
        entries: Sequence[Entry],
        right: QWidget | None = None,
    ) -> None:
        super().__init__(look, title, right=right)
        self.body.setSpacing(10)
        self.fields: dict[str, BriefField] = {}
        for entry in entries:
            label = look.tr(briefing.TITLES[entry.name])
            field = BriefField(
                look, opened, cells.brief(entry.name), label, entry.lines, entry.example, entry.help
            )
            self.fields[entry.name] = field
            self.add(field)


class ListCard(TextsCard):
    """A list with a line for each entry, and how many of those it should have there are."""

    def __init__(self, look: Look, opened: OpenAudit, name: str, example: str, wanted: int = 0) -> None:
        self.opened, self._name, self._wanted = opened, name, wanted
        self.count = Pill(look, "")
        entry = Entry(name, 5, example, look.tr("One per line."))
        super().__init__(look, opened, look.tr(briefing.TITLES[name]), [entry], self.count)
        self.fields[name].field.label.hide()  # the card has the same title
        self.show_count()

    def show_count(self) -> None:
        """Say how many entries there are."""
        tr, n = self.look.tr, len(briefing.lines_of(self.opened.audit, self._name))
        if self._wanted:
            self.count.set_pill(tr("{n} of {total}", n=n, total=self._wanted), self._kind(n))
        else:
            self.count.set_pill(str(n), "quiet")
            self.count.setAccessibleName(tr.plural("{n} entry", "{n} entries", n))

    def _kind(self, n: int) -> Kind:
        return "ok" if n >= self._wanted else "quiet"


def story_entries(tr: Translator) -> list[Entry]:
    """What the auditor plays and may spend, and whom to call."""
    return [
        Entry(
            "cover_story",
            4,
            tr("Who the shopper says to be, and why they ask; as close to the truth as possible"),
            tr("Internal: no report prints it, and the printed brief marks it."),
        ),
    ]


def field_entries(tr: Translator) -> list[Entry]:
    return [
        Entry("budget", 2, tr("Purchases, travel, hours; who pays and how it is paid back")),
        Entry("limits", 2, tr("What the shopper does not do, sign or say")),
        Entry(
            "contacts",
            3,
            tr("Whom to call when something goes wrong, at which hours"),
            tr("Internal: no report prints it, and the printed brief marks it."),
        ),
    ]
