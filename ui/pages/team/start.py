"""Where a device without a team begins: a team of its own, or an invitation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from ui.look import GAP, MARGIN, Look
from ui.page import Size
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.messages import Picture
from ui.widgets.scroll import Content, ScrollArea


class Start(ScrollArea):
    """Two cards, a sentence each."""

    began = Signal()
    joined = Signal()
    recovered = Signal()
    helped = Signal()

    def __init__(self, look: Look) -> None:
        content = Content()
        super().__init__(look, content)
        tr = look.tr
        self.begin = PrimaryButton(look, tr("Begin a team"), "plus")
        self.join = SecondaryButton(look, tr("Join with an invitation"), "user-plus")
        self.help = SecondaryButton(look, tr("How it works"), "circle-question-mark")
        self.sheet = SecondaryButton(look, tr("Open with a recovery sheet"), "file-text")
        self.begin.clicked.connect(self.began)
        self.sheet.clicked.connect(self.recovered)
        self.join.clicked.connect(self.joined)
        self.help.clicked.connect(self.helped)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        outer.setSpacing(GAP)
        self._cards: QBoxLayout = QHBoxLayout()
        self._cards.setSpacing(GAP)
        self._cards.addWidget(
            self._card(
                "folder-open",
                tr("Begin a team"),
                tr(
                    "Choose a place that all of you can reach, such as a shared folder, "
                    "and invite the others."
                ),
                self.begin,
            ),
            1,
        )
        self._cards.addWidget(
            self._card(
                "user-plus",
                tr("Join with an invitation"),
                tr("Somebody has sent you a text or a QR code. Paste it here, and they let you in."),
                self.join,
            ),
            1,
        )
        outer.addLayout(self._cards)
        note = tr(
            "There is no server and no account: the devices meet at a place that you have already. "
            "Everybody works offline, and nothing is lost when two change the same."
        )
        outer.addWidget(Label(look, note, "second"))
        row = FlowLayout()
        row.addWidget(self.help)
        row.addWidget(self.sheet)
        outer.addLayout(row)
        outer.addStretch(1)

    def _card(self, icon: str, title: str, sentence: str, button: PrimaryButton | SecondaryButton) -> Card:
        card = Card(self.look, title)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(Picture(self.look, icon, "accent", 28))
        row.addWidget(Label(self.look, sentence), 1)
        card.add(row)
        below = QHBoxLayout()
        below.addWidget(button)
        below.addStretch(1)
        card.body.addStretch(1)
        card.add(below)
        return card

    def fit(self, size: Size) -> None:
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.TopToBottom if size == "narrow" else directions.LeftToRight)
