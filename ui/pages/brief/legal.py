"""The legal check of the brief: each point open, settled or not applicable, with who said so and when."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field import briefing
from cxaudit.field.briefing import Answer, Item
from cxaudit.model import Json
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.pages.home.row import edited_of
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import Label, Line, Pill


class LegalCard(Card):
    """Every point in its group; `rows` has them by key."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        self.count = Pill(look, "")
        super().__init__(look, tr("Legal check"), right=self.count)
        self.opened = opened
        self.rows: dict[str, LegalRow] = {}
        self.add(Label(look, tr("A reminder, not legal advice."), "second"))
        group = ""
        for item in briefing.LEGAL:
            if item.group != group:
                group = item.group
                self.add(Line(look))
                self.add(Label(look, tr(group), "strong"))
            row = LegalRow(look, opened, item)
            self.rows[item.key] = row
            self.add(row)
        self.show_brief()

    def show_brief(self) -> None:
        """Show the answers as the audit has them now."""
        found = briefing.answers(self.opened.audit)
        for answer in found:
            self.rows[answer.item.key].show_answer(answer)
        n = sum(not answer.is_open for answer in found)
        self.count.set_pill(
            self.look.tr("{n} of {total}", n=n, total=len(found)), "ok" if n == len(found) else "warn"
        )

    def flush(self) -> None:
        """Nothing is typed here."""


class LegalRow(QWidget):
    """One point: what it asks, the answer, and by whom."""

    def __init__(self, look: Look, opened: OpenAudit, item: Item) -> None:
        super().__init__()
        self.look, self.opened, self.item = look, opened, item
        tr = look.tr
        title = tr(item.title)
        self.setAccessibleName(title)
        self.who = Label(look, "", "caption")
        options = [(None, tr.context("answer", "Open")), ("yes", tr("Yes"))]
        options.append(("not_applicable", tr("Not applicable")))
        self.choice = SegmentedChoice(look, title, options)
        self.choice.chosen.connect(self._answer)
        self.rivals = Rivals(look, self._answer, self._word)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(look, title, "body"))
        words.addWidget(Label(look, tr(item.text), "second"))
        words.addWidget(self.who)
        words.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        self._line.addLayout(words, 1)
        self._line.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(6)
        column.addLayout(self._line)
        column.addWidget(self.rivals)

    def show_answer(self, answer: Answer) -> None:
        """Show what was answered; versions that disagree all stand until one is kept."""
        contested = len({head.value for head in answer.heads}) > 1
        self.choice.setVisible(not contested)
        self.choice.set_value(answer.said or None)
        self.rivals.show_heads(answer.heads if contested else ())
        head = answer.heads[-1] if answer.heads and not contested else None
        told = (head.author, edited_of(self.look, head.at)) if head and answer.said else ()
        self.who.setText(", ".join(part for part in told if part))
        self.who.setVisible(bool(self.who.text()))

    def _answer(self, value: object) -> None:
        said: Json = value
        if not self.opened.set_value(cells.legal(self.item.key), said):
            self.choice.set_value(None)

    def _word(self, value: Json) -> str:
        tr = self.look.tr
        words = {"yes": tr("Yes"), "not_applicable": tr("Not applicable")}
        return words.get(value, tr.context("answer", "Open"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.look.px(640)
        beside = 0 if narrow else self.choice.minimumSizeHint().width() * 3
        self.choice.setMinimumWidth(max(beside, self.choice.minimumSizeHint().width()))
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
