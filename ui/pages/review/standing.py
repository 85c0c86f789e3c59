"""Where the audit is on its way to approval: the steps in a line, and what comes next in a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxaudit.model import Audit
from cxaudit.quality import approval
from cxaudit.quality.approval import State
from cxaudit.quality.review import Review
from cxaudit.words import REVIEW_STATES
from ui.look import Look
from ui.moments import said_minute
from ui.pages.review.words import KINDS, NEXT, agreement, criterion_of, part_of
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Pill
from ui.widgets.layouts import empty

_LINE: tuple[State, ...] = ("draft", "submitted", "in_review", "approved", "locked")


class StandingCard(Card):
    """Says the state, who brought it about, and what is to be done."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._line = QWidget()
        self._steps = FlowLayout(self._line, 6)
        self._who = Label(look, "", "second")
        self._approver = Label(look, "", "second")
        self._next = Label(look, "")
        self._rivals = Label(look, "", colour="danger")
        self._agreement = Label(look, "", "second")
        self._revised = Label(look, "", "second")
        for part in (
            self._line,
            self._who,
            self._approver,
            self._next,
            self._rivals,
            self._agreement,
            self._revised,
        ):
            self.add(part)

    @property
    def said(self) -> str:
        """What the card says, for a reader of the screen."""
        labels = (self._who, self._approver, self._next, self._rivals, self._agreement, self._revised)
        return " ".join(label.text() for label in labels if label.text())

    def show_review(self, audit: Audit, found: Review) -> None:
        look, tr, now = self.look, self.look.tr, found.standing
        empty(self._steps)
        line = [state if state != "in_review" or now.state != "returned" else "returned" for state in _LINE]
        for at, state in enumerate(line):
            self._steps.addWidget(self._step(state, state == now.state, at + 1 < len(line)))
        self.setAccessibleName(tr(REVIEW_STATES[now.state]))
        who = (now.by, said_minute(now.at, look), now.reason)
        self._say(self._who, " \u00b7 ".join(part for part in who if part))
        given = now.approval if now.state == "locked" else None
        approver = tr("{who}, {date}", who=given.by, date=said_minute(given.at, look)) if given else ""
        self._say(self._approver, tr("Approved by: {who}", who=approver) if approver else "")
        self._say(self._next, tr(NEXT[now.state]))
        several = tr("Several people set the state differently. The earlier one counts until you set it.")
        self._say(self._rivals, several if now.rivals else "")
        self._say(self._agreement, agreement(found, look) if now.state != "draft" else "")
        elsewhere = [c for c in approval.revisions(audit) if not criterion_of(audit, c.cell)]
        revised = dict.fromkeys(
            " \u00b7 ".join(part for part in (part_of(c.cell, look), c.author, c.reason) if part)
            for c in elsewhere
        )
        self._say(self._revised, tr("Revised: {reason}", reason="; ".join(revised)) if revised else "")

    def _step(self, state: State, here: bool, before: bool) -> QWidget:
        """A state, with the arrow that leads on from it, so that no line begins with one."""
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        kind: Kind = "quiet" if not here else "accent" if state == "draft" else KINDS[state]
        row.addWidget(Pill(self.look, self.look.tr(REVIEW_STATES[state]), kind))
        if before:
            row.addWidget(Label(self.look, "\u203a", "second", wrap=False))
        return step

    def _say(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
