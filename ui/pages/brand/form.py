"""The form of a brand: name and pictures, colours, words, and the brands used before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.model import LANGS, Lang, Text
from cxaudit.reports.brand.contrast import Remark
from cxaudit.reports.brand.file import LONGEST_LINE, LONGEST_NAME, as_line
from cxaudit.reports.brand.kit import DEFAULT, FONTS, Brand, Font
from cxaudit.reports.brand.pictures import Role
from cxaudit.words import N_
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.pages.brand.fields import ColourField, PictureField, Said
from ui.pages.brand.shelf import MOST, Kept
from ui.pages.report.choices import LANGUAGES
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable

FONT_NAMES: dict[Font, str] = {"Inter": N_("Without serifs"), "Serif": N_("With serifs")}


class BrandRow(Pressable):
    """A brand to go on with: its colour, its name, and whom it was for."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self._note, self._colour, self._used = "", "", False
        self.file = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_kept(self, kept: Kept, used: bool) -> None:
        """Stand for that brand; `used` if reports have it."""
        tr = self.look.tr
        self.file, self._colour, self._used = kept.file, kept.colour, used
        self._note = tr("For {client}", client=kept.client) if kept.client else ""
        self.setText(kept.name)
        said = (kept.name, self._note, tr.context("brand", "In use") if used else "")
        self.setAccessibleName(", ".join(part for part in said if part))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(120), max(TOUCH, self.look.px(44 if self._note else 36)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, look = self.look.tokens, self.look
        if self.hovered or self.isDown():
            paint_box(painter, rect, c.accent_soft if self.isDown() else c.hover)
        side = look.px(22)
        box = QRect(rect.x() + 8, rect.center().y() - side // 2, side, side)
        paint_box(painter, box, self._colour, c.line, 6)
        words = QRect(box.right() + 12, rect.y(), rect.right() - box.right() - side - 28, rect.height())
        if self._used:
            paint_icon(painter, QRect(words.right() + 8, box.y(), side, side), "circle-check", c.ok)
        if self._note:
            half = look.px(20)
            top = rect.center().y() - half + 1
            paint_line(
                painter, QRect(words.x(), top, words.width(), half), self.text(), look.font(14, 600), c.text
            )
            under = QRect(words.x(), top + half - 1, words.width(), half)
            paint_line(painter, under, self._note, look.font(12, 500), c.muted)
        else:
            paint_line(painter, words, self.text(), look.font(14, 600), c.text)
        if self.ring:
            paint_ring(painter, rect, look)


class BrandForm(QWidget):
    """Says `changed` for every change that gives a brand; a field with a fault keeps what it had before."""

    changed = Signal()
    typed = Signal()
    """In a field that may refuse what is typed."""
    language_chosen = Signal(object)
    picture_asked = Signal(str)
    picture_given = Signal(str, object)
    """`logo` or `cover`, and the path of a file."""
    chosen = Signal(str)
    """The file of a brand that was used before; empty for the program's own look."""

    def __init__(self, look: Look, lang: Lang) -> None:
        super().__init__()
        self.look, self._lang = look, lang
        self._brand = DEFAULT
        self.cards = (self._shelf(), self._identity(), self._colours(), self._words())
        for edit in (self.name, self.colour.edit, self.second.edit):
            edit.textChanged.connect(lambda _: self.typed.emit())

    # --- cards

    def _identity(self) -> Card:
        look, tr = self.look, self.look.tr
        self.own_look = LinkButton(look, tr.context("brand", "Default"))
        self.own_look.setAccessibleName(tr("Default brand"))
        self.own_look.clicked.connect(lambda: self.chosen.emit(""))
        card = Card(look, tr("Name and pictures"), right=self.own_look)
        self.name = LineEdit(look, tr("Name"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._type_name)
        self.name_field = Field(tr("Name"), self.name, rule=self._name_fault)
        self.logo = PictureField(look, tr("Logo"), tr("PNG or JPEG, at most 4 MB. Without it, the name."), 72)
        self.cover = PictureField(
            look, tr("Picture on the cover"), tr("PNG or JPEG, at most 20 MB. Its middle is shown."), 72, True
        )
        card.add(self.name_field)
        for role, field in self.pictures.items():
            field.asked.connect(lambda role=role: self.picture_asked.emit(role))
            field.given.connect(lambda path, role=role: self.picture_given.emit(role, path))
            field.removed.connect(lambda role=role: self.set_picture(role, b""))
            card.add(field)
        return card

    @property
    def pictures(self) -> dict[Role, PictureField]:
        return {"logo": self.logo, "cover": self.cover}

    def _colours(self) -> Card:
        look, tr = self.look, self.look.tr
        card = Card(look, tr("Colours and type"))
        self.colour = ColourField(look, tr("Main colour"))
        self.second = ColourField(look, tr("Second colour, if there is one"), optional=True)
        self.colour.changed.connect(lambda: self._change(colour=self.colour.value))
        self.second.changed.connect(lambda: self._change(second=self.second.value))
        card.add(self.colour)
        card.body.addSpacing(8)
        card.add(self.second)
        card.body.addSpacing(4)
        fonts = [(font, tr(FONT_NAMES[font])) for font in FONTS]
        self.family = SegmentedChoice(look, tr("Type"), fonts, DEFAULT.font)
        self.family.chosen.connect(lambda font: self._change(font=font))
        card.add(Label(look, tr("Type"), "second"))
        card.add(self.family)
        return card

    def _words(self) -> Card:
        look, tr = self.look, self.look.tr
        card = Card(look, tr("Lines on the pages"))
        self.language = SegmentedChoice(look, tr("Language of the lines"), LANGUAGES, self._lang)
        self.language.chosen.connect(self._turn)
        self.footer = LineEdit(look, tr("Foot of the pages"), example=tr("Confidential"))
        self.confidentiality = LineEdit(look, tr("On the cover, after “Confidential.”"))
        for key, edit in self.lines.items():
            edit.setMaxLength(LONGEST_LINE)
            edit.textChanged.connect(lambda _, key=key: self._type_line(key))
        card.add(self.language)
        card.add(Field(tr("Foot of the pages"), self.footer))
        help = tr("An empty line leaves the report its own words.")
        card.add(Field(tr("On the cover, after “Confidential.”"), self.confidentiality, help))
        return card

    @property
    def lines(self) -> dict[str, LineEdit]:
        return {"footer": self.footer, "confidentiality": self.confidentiality}

    def _shelf(self) -> Card:
        card = Card(self.look, self.look.tr("Used before"))
        card.body.setSpacing(0)
        self._rows = [BrandRow(self.look) for _ in range(MOST)]
        for row in self._rows:
            row.clicked.connect(lambda _=False, row=row: self.chosen.emit(row.file))
            card.add(row)
        return card

    @property
    def rows(self) -> list[BrandRow]:
        """The brands used before, as they stand in the list."""
        return [row for row in self._rows if not row.isHidden()]

    # --- the brand

    @property
    def brand(self) -> Brand:
        """What the form says."""
        return self._brand

    def set_brand(self, brand: Brand) -> None:
        """Show another brand without saying that it has changed."""
        self._brand = brand
        self.name.blockSignals(True)
        self.name.set_text(brand.name)
        self.name.blockSignals(False)
        self.name_field.set_error("")
        self.logo.set_picture(brand.logo)
        self.cover.set_picture(brand.cover)
        self.colour.set_value(brand.colour)
        self.second.set_value(brand.second)
        self.family.set_value(brand.font)
        self._show_lines()
        self.own_look.setVisible(brand != DEFAULT)

    def set_picture(self, role: Role, data: bytes) -> None:
        """Take a picture that was read, or take it off."""
        self.pictures[role].set_picture(data)
        self._change(**{role: data})

    def set_remarks(self, found: Sequence[Remark]) -> None:
        """What to know about the colours and the logo."""
        for about, part in (("colour", self.colour), ("second", self.second), ("logo", self.logo)):
            said = [_said(remark) for remark in found if remark.about == about]
            part.remarks.set_remarks(said)

    def offer(self, colours: Sequence[str]) -> None:
        """The colours of the logo, to be pressed."""
        self.colour.offer(colours)
        self.second.offer(colours)

    def set_recent(self, recent: Sequence[Kept], used: str) -> None:
        """The brands used before, with a mark on the one whose file reports use."""
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(recent))
            if at < len(recent):
                row.set_kept(recent[at], recent[at].file == used)
        self.cards[0].setVisible(bool(recent))

    @property
    def refused(self) -> dict[str, str]:
        """What stands in fields and cannot be in a brand, by the names of the fields."""
        colours = {"colour": self.colour, "second": self.second}
        said = {name: part.edit.text() for name, part in colours.items() if part.rule(part.edit.text())}
        return said | ({"name": self.name.text()} if self._name_fault(self.name.text()) else {})

    def set_refused(self, texts: Mapping[str, str]) -> None:
        """Put such texts back into their fields, each with what is wrong with it."""
        edits = {"name": self.name, "colour": self.colour.edit, "second": self.second.edit}
        for name in edits.keys() & texts.keys():
            edits[name].setText(texts[name])
        if texts:
            self.fault()

    def fault(self) -> QWidget | None:
        """The first field that has a fault, which it now says; None if there is none."""
        self.name_field.set_error(self._name_fault(self.name.text()))
        fields = [(self.name_field, self.name)]
        for part in (self.colour, self.second):
            part.field.set_error(part.rule(part.edit.text()))
            fields.append((part.field, part.edit))
        return next((control for field, control in fields if field.error), None)

    def _change(self, **values: object) -> None:
        now = replace(self._brand, **values)  # type: ignore[arg-type]
        if now != self._brand:
            self._brand = now
            self.own_look.setVisible(now != DEFAULT)
            self.changed.emit()

    def _name_fault(self, text: str) -> str:
        return "" if as_line(text) else self.look.tr("Write the name that stands on the report.")

    def _type_name(self, text: str) -> None:
        if name := as_line(text):
            self.name_field.set_error("")
            self._change(name=name)

    def _type_line(self, key: str) -> None:
        said = as_line(self.lines[key].text())
        before: Text | None = getattr(self._brand, key)
        words = {lang: before[lang] if before else "" for lang in LANGS} | {self._lang: said}
        self._change(**{key: Text(words["en"], words["ru"]) if any(words.values()) else None})

    def _turn(self, lang: Lang) -> None:
        self._lang = lang
        self._show_lines()
        self.language_chosen.emit(lang)

    def _show_lines(self) -> None:
        for key, edit in self.lines.items():
            text: Text | None = getattr(self._brand, key)
            edit.blockSignals(True)
            edit.set_text(text[self._lang] if text else "")
            edit.blockSignals(False)


def _said(remark: Remark) -> Said:
    if remark.kept:
        return "circle-check", "ok", remark.said
    return (
        ("triangle-alert", "warn", remark.said) if remark.about == "logo" else ("info", "accent", remark.said)
    )
