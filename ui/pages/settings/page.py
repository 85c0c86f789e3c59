"""What the user chooses for this device."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.settings import SCALES, Settings
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.page import Page, Size
from ui.pages.settings.about import AboutCard
from ui.pages.settings.passphrase import PassphraseCard
from ui.pages.settings.storage import StorageCard
from ui.pages.settings.theme import ThemeChoice
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice, Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Line
from ui.widgets.scroll import Content, ScrollArea

LANGUAGES = (("ru", "Русский"), ("en", "English"))
"""Each language by its own name, so that whoever reads it finds it."""


class SettingsPage(Page):
    """Every choice acts at once; there is nothing to save or apply."""

    key = "settings"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk = desk
        self.storage = StorageCard(look, desk)
        self.storage.failed.connect(self.failed)
        self.passphrase = PassphraseCard(look, desk)
        self.about = AboutCard(look, self)
        content = Content()
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        self._columns.setSpacing(GAP)
        for cards in ((self._appearance(), self._work()), (self.storage, self.passphrase, self.about)):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._scroll = ScrollArea(look, content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # --- cards

    def _appearance(self) -> Card:
        look, tr, chosen = self.look, self.look.tr, self.desk.settings
        card = Card(look, tr("Language and look"))
        self.language = SegmentedChoice(look, tr("Language"), LANGUAGES, chosen.language)
        self.theme = ThemeChoice(look, chosen.theme)
        sizes = [(scale, tr("{n}%", n=round(scale * 100))) for scale in SCALES]
        self.scale = SegmentedChoice(look, tr("Text size"), sizes, chosen.scale)
        self.language.chosen.connect(lambda value: self.desk.choose(language=value))
        self.theme.chosen.connect(lambda value: self.desk.choose(theme=value))
        self.scale.chosen.connect(lambda value: self.desk.choose(scale=value))
        card.add(_under(look, tr("Language of the program"), self.language))
        card.add(Label(look, tr("The language of a report is chosen with the report."), "caption"))
        card.add(_under(look, tr("Theme"), self.theme))
        card.add(_under(look, tr("Text size"), self.scale))
        return card

    def _work(self) -> Card:
        look, tr, chosen = self.look, self.look.tr, self.desk.settings
        card = Card(look, tr("Auditor and keys"))
        self.auditor = LineEdit(look, tr("Your name"), chosen.auditor)
        self.auditor.left.connect(lambda text: self.desk.choose(auditor=text.strip()))
        help = tr("Signs your changes in every audit. New audits name you as the auditor.")
        card.add(Field(tr("Your name"), self.auditor, help))
        card.add(Line(look))
        self.advance = Switch(
            look,
            tr("Go to the next criterion after a score"),
            tr("After N and U, once the reason is written."),
            chosen.auto_advance,
        )
        self.letters = Switch(
            look,
            tr("Single-key shortcuts"),
            tr("0–5, N, U, G and other letters act outside text fields."),
            chosen.letter_keys,
        )
        self.desk.settings_changed.connect(self._show_choices)
        self.advance.toggled.connect(lambda on: self.desk.choose(auto_advance=on))
        self.letters.toggled.connect(lambda on: self.desk.choose(letter_keys=on))
        card.add(self.advance)
        card.add(Line(look))
        card.add(self.letters)
        return card

    def _show_choices(self, chosen: Settings) -> None:
        """The palette changes them too."""
        self.advance.setChecked(chosen.auto_advance)
        self.letters.setChecked(chosen.letter_keys)

    # --- page

    @property
    def title(self) -> str:
        return self.look.tr("Settings")

    @property
    def context(self) -> str:
        return self.look.tr("Changes apply at once, on this device")

    def enter(self, argument: object) -> None:
        """After a change of language or look the page is new: the same choice has the focus again."""
        self.storage.measure()
        if isinstance(argument, tuple):
            name, scroll = argument
            QTimer.singleShot(0, self, lambda: self._return_to(name, scroll))

    def leave(self) -> None:
        self.auditor.flush()

    def place(self) -> object:
        names = (
            name for name, part in self._parts().items() if part.isAncestorOf(self.focusWidget() or self)
        )
        return next(names, ""), self._scroll.verticalScrollBar().value()

    def fits(self, width: int, height: int, size: Size) -> None:
        directions = QBoxLayout.Direction
        side_by_side = width / self.look.scale >= 820
        self._columns.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)

    def _parts(self) -> dict[str, QWidget]:
        return {"language": self.language, "theme": self.theme, "scale": self.scale}

    def _return_to(self, name: str, scroll: int) -> None:
        self._scroll.verticalScrollBar().setValue(scroll)
        if part := self._parts().get(name):
            chosen = next((b for b in part.findChildren(QWidget) if getattr(b, "isChecked", bool)()), None)
            if chosen:
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def _under(look: Look, label: str, control: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(Label(look, label, "second"))
    column.addWidget(control)
    return column
