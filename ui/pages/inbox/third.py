"""A third value in place of the versions: a mark, a choice or a text; nothing is merged by itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from cxaudit.model import Audit, Json, Mark
from cxaudit.quality import settling
from cxaudit.quality.conflict_values import said
from cxaudit.quality.conflicts import Conflict
from cxaudit.quality.settling import Editing
from ui.look import Look
from ui.widgets.buttons import FilterChip
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.score_bar import ScoreBar

TYPED: tuple[Editing, ...] = ("text", "line", "number", "figure", "date", "moment")


class Choice(QWidget):
    """One of a few values, none at first."""

    chosen = Signal(object)

    def __init__(self, look: Look, words: Mapping[str, Json]) -> None:
        super().__init__()
        self.chips = {text: FilterChip(look, text) for text in words}
        self._words = words
        one_of = QButtonGroup(self)
        flow = FlowLayout(self, gap=8)
        for chip in self.chips.values():
            one_of.addButton(chip)
            flow.addWidget(chip)
            chip.clicked.connect(partial(self._choose, chip))

    def set_value(self, value: Json) -> None:
        """Show that value as chosen."""
        for text, chip in self.chips.items():
            chip.setChecked(self._words[text] == value)

    def _choose(self, chip: FilterChip, _: bool = False) -> None:
        self.chosen.emit(self._words[chip.text()])


class ThirdCard(Card):
    """An editor for each contested cell that can have another value."""

    given = Signal(str, object)
    """The cell, and what was typed or chosen for it."""

    def __init__(self, look: Look, found: Conflict, audit: Audit) -> None:
        tr = look.tr
        super().__init__(look, tr("Or a third value"), tr("key T"))
        self.of = found.cells
        self.editors: dict[str, LineEdit | TextEdit | ScoreBar | Choice] = {}
        self.fields: dict[str, Field] = {}
        self._filling = False
        for cell in found.cells:
            editing = settling.editing_of(cell, audit)
            if editing == "mark":
                self._add_marks(cell)
            elif editing == "choice":
                self._add_choice(cell, audit)
            elif editing != "pick":
                self._add_text(cell, editing)
        if len(self.editors) == 1:
            for field in self.fields.values():
                field.label.hide()

    def show_given(self, given: Mapping[str, Json]) -> None:
        """Show what was given before."""
        self._filling = True
        for cell, editor in self.editors.items():
            value = given.get(cell)
            if isinstance(editor, ScoreBar):
                editor.set_mark(value)
            elif isinstance(editor, Choice):
                if cell in given:
                    editor.set_value(value)
            elif cell in given:
                editor.set_text(str(value))
        self._filling = False

    def start_from(self, cell: str, text: str) -> None:
        """Begin with that text, the caret at its end."""
        editor = self.editors[cell]
        if isinstance(editor, LineEdit):
            editor.setText(text)
        elif isinstance(editor, TextEdit):
            editor.setPlainText(text)
            editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, again: bool) -> None:
        """Bring the caret into the text; where a mark is asked for too, only when asked `again`."""
        marked = any(isinstance(editor, ScoreBar) for editor in self.editors.values())
        text = next((e for e in self.editors.values() if isinstance(e, LineEdit | TextEdit)), None)
        if text and (again or not marked):
            text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def complain(self, cell: str, sentence: str) -> None:
        """Say what is wrong with what was typed; empty takes it back."""
        if cell in self.fields:
            self.fields[cell].set_error(sentence)

    def mark(self, mark: Mark) -> bool:
        """Give that mark, if a mark is asked for."""
        for cell, editor in self.editors.items():
            if isinstance(editor, ScoreBar):
                editor.set_mark(mark)
                self.given.emit(cell, mark)
                return True
        return False

    def _add_marks(self, cell: str) -> None:
        bar = ScoreBar(self.look)
        bar.scored.connect(self.mark)
        self.editors[cell] = bar
        self.add(bar)

    def _add_choice(self, cell: str, audit: Audit) -> None:
        words = {said(cell, value, audit, self.look.tr): value for value in settling.options(cell)}
        choice = Choice(self.look, words)
        choice.chosen.connect(lambda value: self.given.emit(cell, value))
        self.editors[cell] = choice
        self.add(choice)

    def _add_text(self, cell: str, editing: Editing) -> None:
        look = self.look
        such = settling.example(editing, look.tr.lang)
        example = look.tr("such as {example}", example=such) if such else ""
        name = look.tr("A third text") if editing in ("text", "line") else look.tr("A third value")
        editor: LineEdit | TextEdit = (
            TextEdit(look, name, example=example, lines=2, most=8)
            if editing == "text"
            else LineEdit(look, name, example=example)
        )
        editor.textChanged.connect(lambda *_: self._typed(cell))
        self.editors[cell] = editor
        self.fields[cell] = Field(name, editor)
        self.add(self.fields[cell])

    def _typed(self, cell: str) -> None:
        editor = self.editors[cell]
        if not self._filling:
            self.complain(cell, "")
            self.given.emit(cell, editor.text() if isinstance(editor, LineEdit) else _text(editor))


def _text(editor: QWidget) -> str:
    return editor.text if isinstance(editor, TextEdit) else ""
