"""What the list shows before the first audit: how to begin, and the way through an audit in four steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import paint_icon
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line
from ui.widgets.paint import paint_box
from ui.widgets.scroll import Content, ScrollArea

_WIDEST = 780


class Emblem(QWidget):
    """An icon on a soft square."""

    def __init__(self, look: Look, icon: str, side: int) -> None:
        super().__init__()
        self.look, self._icon = look, icon
        self.setFixedSize(look.px(side), look.px(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.accent_soft, radius=self.width() * 0.25)
        gap = self.width() // 4 + 1
        paint_icon(painter, self.rect().adjusted(gap, gap, -gap, -gap), self._icon, self.look.tokens.accent)
        painter.end()


class FirstSteps(QWidget):
    """New audit, the sample, or a file; and what comes then."""

    began = Signal()
    sample_asked = Signal()
    import_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        tr = look.tr
        self.new = PrimaryButton(look, tr("New audit"), "plus")
        self.sample = SecondaryButton(look, tr("Try the sample audit"), "eye")
        self.file = SecondaryButton(look, tr("Import a file"), "import")
        self.new.clicked.connect(self.began)
        self.sample.clicked.connect(self.sample_asked)
        self.file.clicked.connect(self.import_asked)
        self._card = Card(look)
        self._card.setMaximumWidth(look.px(_WIDEST))
        self._fill()
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card, 1000)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._note())
        column.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(look, inside))

    def _fill(self) -> None:
        look, tr, card = self.look, self.look.tr, self._card
        centre = Qt.AlignmentFlag.AlignHCenter
        card.layout().setContentsMargins(24, 24, 24, 24)  # type: ignore[union-attr]
        card.body.setSpacing(6)
        card.body.addWidget(Emblem(look, "clipboard-list", 64), 0, centre)
        card.body.addSpacing(8)
        about = tr(
            "8 stages, 120 criteria, from the first advert to the exit. "
            "Everything works without a network and stays on this device."
        )
        for text, role, colour in (
            (tr("Start with a brief or open the sample"), "object", "text"),
            (about, "body", "muted"),
        ):
            label = Label(look, text, role, colour)  # type: ignore[arg-type]
            label.setAlignment(centre)
            card.add(label)
        card.body.addSpacing(10)
        buttons = FlowLayout(gap=10, centred=True)
        for button in (self.new, self.sample, self.file):
            buttons.addWidget(button)
        card.add(buttons)
        card.body.addSpacing(14)
        card.add(Line(look))
        card.body.addSpacing(14)
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(20)
        self._steps.setVerticalSpacing(16)
        self._parts = [_step(look, *step) for step in _steps(look)]
        card.add(self._steps)
        self.fold(4)

    def _note(self) -> Label:
        said = self.look.tr("The sample opens as an audit of your own: change it or remove it freely.")
        note = Label(self.look, said, "second")
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return note

    def fold(self, columns: int) -> None:
        """Put the four steps into that many columns."""
        for i, part in enumerate(self._parts):
            self._steps.addWidget(part, i // columns, i % columns)
        for i in range(4):
            self._steps.setColumnStretch(i, 1 if i < columns else 0)


def _steps(look: Look) -> list[tuple[str, str, str]]:
    tr = look.tr
    return [
        ("clipboard-list", tr("1. Brief"), tr("Who is audited, as whom, and how much each stage weighs.")),
        ("list-checks", tr("2. Scoring"), tr("A score of 0–5, a note and photos for every criterion.")),
        (
            "layout-dashboard",
            tr("3. Overview"),
            tr("Close the gaps: red flags, drafts, what was not verified."),
        ),
        ("file-text", tr("4. Report"), tr("A PDF in your brand, with the honest bounds of every score.")),
    ]


def _step(look: Look, icon: str, title: str, text: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Emblem(look, icon, 44))
    column.addSpacing(4)
    column.addWidget(Label(look, title, "strong"))
    column.addWidget(Label(look, text, "second"))
    column.addStretch(1)
    return part
