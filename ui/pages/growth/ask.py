"""Asks for the words that a decision needs: why, until when, or what shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.sheet import Sheet


class WordsSheet(Sheet):
    """A question with one line to write and ready answers to press; Enter confirms, Esc changes nothing."""

    def __init__(
        self,
        look: Look,
        over: QWidget,
        question: str,
        label: str,
        verb: str,
        take: Callable[[str], str],
        ready: Sequence[str] = (),
        note: str = "",
        example: str = "",
        help: str = "",
        danger: bool = False,
    ) -> None:
        """`take` gets the words and returns what is wrong with them, or nothing, which closes the sheet."""
        super().__init__(look, over, question, note)
        self._take = take
        self.line = LineEdit(look, label, example=example)
        self.field = Field(label, self.line, help)
        self.ready = [SecondaryButton(look, words) for words in ready]
        if self.ready:
            self.body.addWidget(self._offers())
        self.body.addWidget(self.field)
        self.cancel = SecondaryButton(look, look.tr("Cancel"))
        self.cancel.clicked.connect(lambda: self.close_with(False))
        self.accept = PrimaryButton(look, verb, danger=danger)
        self.accept.clicked.connect(lambda: self._answer(self.line.text()))
        self.line.returnPressed.connect(lambda: self._answer(self.line.text()))
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.accept)
        self.open(self.line)

    def _offers(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=8)
        for button in self.ready:
            button.clicked.connect(lambda _=False, one=button: self._answer(one.text()))
            row.addWidget(button)
        return holder

    def _answer(self, words: str) -> None:
        wrong = self._take(words.strip())
        if wrong:
            self.field.set_error(wrong)
            self.line.setFocus()
        else:
            self.close_with(True)


def not_saved(look: Look) -> str:
    """What is said under words that the store refused; why stands in the message above the page."""
    return look.tr("This was not saved. Your words are still here; try again.")
