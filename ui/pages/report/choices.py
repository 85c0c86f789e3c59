"""What a report is to be: its language, its brand, its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxaudit.model import Audit, Lang
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT, Brand
from cxaudit.reports.options import SECTIONS, TEMPLATES
from ui.look import Look
from ui.pages.report.since import SinceBox
from ui.pages.report.template import TemplateBox
from ui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import CheckRow, SegmentedChoice
from ui.widgets.labels import Label
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box

KINDS = tuple((kind, kind.upper()) for kind in FORMATS)
"""The kinds of file, as people know them."""
LANGUAGES: tuple[tuple[Lang, str], ...] = (("ru", "Русский"), ("en", "English"))


class _Swatch(QWidget):
    """The brand's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.colour = look, DEFAULT.colour
        self.setFixedSize(look.px(22), look.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRect(0, 0, self.width(), self.height()), self.colour, self.look.tokens.line, 6)
        painter.end()


class LookCard(Card):
    """Language, brand and kind of file."""

    language_chosen = Signal(object)
    kind_chosen = Signal(object)
    brand_asked = Signal()
    brand_dropped = Signal()

    def __init__(self, look: Look, lang: Lang, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Language and brand"), parent=parent)
        tr = look.tr
        self._narrow = False
        self.language = SegmentedChoice(look, tr("Language of the report"), LANGUAGES, lang)
        self.language.chosen.connect(self.language_chosen)
        self._swatch = _Swatch(look)
        self._name = Label(look, "", "strong")
        self.other = SecondaryButton(look, tr("Another brand"), "palette")
        self.other.setAccessibleDescription(tr("A brand is a file with a name, colours and a logo."))
        self.other.clicked.connect(self.brand_asked)
        self.drop = LinkButton(look, tr.context("brand", "Default"))
        self.drop.setAccessibleName(tr("Default brand"))
        self.drop.clicked.connect(self.brand_dropped)
        self.add(self.language)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._swatch)
        line.addWidget(self._name, 1)
        line.addWidget(self.drop)
        line.addWidget(self.other)
        self.add(line)
        self.kind = SegmentedChoice(look, tr("Kind of file"), KINDS, "pdf")
        self.kind.chosen.connect(self._choose_kind)
        self._kind_note = Label(look, "", "second")
        self.add(self.kind)
        self.add(self._kind_note)
        self.set_kind("pdf")
        self.set_brand(DEFAULT)

    def _choose_kind(self, kind: str) -> None:
        self.set_kind(kind)
        self.kind_chosen.emit(kind)

    def set_kind(self, kind: str) -> None:
        """Show that kind as chosen, with what such a file holds."""
        tr = self.look.tr
        notes = {
            "pptx": tr("Slides for the meeting. The preview shows the PDF."),
            "xlsx": tr("Everything, with formulas to check the scores. The preview shows the PDF."),
            "csv": tr("Everything, a line for each criterion, for other programs."),
            "json": tr("Everything, for other programs."),
        }
        self.kind.set_value(kind)
        self._kind_note.setText(notes.get(kind, ""))
        self._kind_note.setVisible(kind in notes)

    def set_brand(self, brand: Brand) -> None:
        self._swatch.colour = brand.colour
        self._swatch.update()
        self._name.setText(brand.name)
        self._swatch.setAccessibleName(self.look.tr("Brand: {name}", name=brand.name))
        self.drop.setVisible(brand is not DEFAULT)
        self._fold()

    def set_room(self, width: int) -> None:
        """How wide the card will be."""
        self._narrow = width < self.look.px(300)
        self._fold()

    def _fold(self) -> None:
        self.other.fold(self._narrow or not self.drop.isHidden())


class SectionsCard(Card):
    """The sections with the pages they take; one of them always stays."""

    changed = Signal()
    paged = Signal(int)
    """A section's pages were pressed: show this page, from 0."""

    def __init__(self, look: Look, chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Sections"), parent=parent)
        tr = look.tr
        names = {
            "cover": tr("Cover"),
            "executive": tr("Main findings"),
            "scorecard": tr("Scorecard"),
            "heatmap": tr("Map of the criteria"),
            "growth": tr("Growth zones"),
            "potential": tr("Profit potential"),
            "waves": tr("Since the last wave"),
            "market": tr("Comparison and trends"),
            "stages": tr("Stages, criteria, evidence"),
            "reliability": tr("Reliability"),
            "method": tr("Method and limits"),
        }
        self.body.setSpacing(0)
        self.template = TemplateBox(look)
        self.template.picked.connect(self._take_template)
        self.add(self.template)
        self.since = SinceBox(look)
        self.since.chosen.connect(lambda _: self.changed.emit())
        self.checks: dict[str, CheckRow] = {}
        self.pages: dict[str, LinkButton] = {}
        for section in SECTIONS:
            check = CheckRow(look, names[section], on=section in chosen)
            check.toggled.connect(self._change)
            pages = LinkButton(look, "")
            pages.clicked.connect(lambda _=False, s=section: self.paged.emit(self._first.get(s, 0)))
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(check, 1)
            line.addWidget(pages)
            self.add(line)
            self.checks[section], self.pages[section] = check, pages
            if section == "waves":
                self.add(self.since)
        self._first: dict[str, int] = {}
        self._bare: set[str] = set()
        """The chosen sections of which the report that is shown has no page."""
        self._guard()
        self.template.follow(self.chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(section for section, check in self.checks.items() if check.isChecked())

    def set_waves(self, earlier: Sequence[Audit], audit: Audit, since: str) -> None:
        """Offer these earlier waves."""
        self.since.set_waves(earlier, audit, since)
        self._show_since()

    def _show_since(self) -> None:
        self.since.setVisible(self.since.offers and "waves" in self.chosen)

    def set_pages(self, spans: Mapping[str, tuple[int, int]]) -> None:
        """The first and the last page, from 0, of every section that is in the report."""
        tr = self.look.tr
        self._first = {section: first for section, (first, _) in spans.items()}
        for section, button in self.pages.items():
            button.setVisible(section in spans)
            if section in spans:
                first, last = (page + 1 for page in spans[section])
                said = str(first) if first == last else f"{first}\u2013{last}"
                button.setText(said)
                name = self.checks[section].text()
                button.setAccessibleName(tr("{section}: page {pages}", section=name, pages=said))
                button.setToolTip(tr("Show page {n}", n=first))
        widest = max(button.sizeHint().width() for button in self.pages.values())
        for button in self.pages.values():
            button.setFixedWidth(widest)
        self._bare = set(self.chosen) - set(spans)
        self._guard()

    def _change(self) -> None:
        self._guard()
        self.template.follow(self.chosen)
        self.changed.emit()

    def _take_template(self, name: str, _stage: str) -> None:
        for section, check in self.checks.items():
            was = check.blockSignals(True)
            check.setChecked(section in TEMPLATES[name])
            check.blockSignals(was)
        self._change()

    def _guard(self) -> None:
        """The last section cannot be taken off."""
        self._show_since()
        tr, one = self.look.tr, len(self.chosen) == 1
        for section, check in self.checks.items():
            last = one and check.isChecked()
            bare = tr("Nothing to print yet.") if section in self._bare and check.isChecked() else ""
            check.setEnabled(not last)
            check.set_note(tr("A report needs at least one section.") if last else bare)


class SavedBar(QWidget):
    """The report is on the disk: open it, show its folder, or put the bar away."""

    opened = Signal()
    folder_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self.words = Label(look, "")
        open_it, folder = LinkButton(look, tr("Open")), LinkButton(look, tr("Show the folder"))
        open_it.clicked.connect(self.opened)
        folder.clicked.connect(self.folder_asked)
        cross = IconButton(look, "x", tr("Close message"), framed=False)
        cross.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(Picture(look, "circle-check", "ok"))
        row.addWidget(self.words, 1)
        for button in (open_it, folder, cross):
            row.addWidget(button)
        self.hide()

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.pair("ok")[0], radius=10)
        painter.end()
