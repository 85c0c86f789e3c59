"""The tools beside a picture: what to draw, the words of a text, and whether the original stays inside."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.sketch import TOOLS, Tool
from ui.widgets.buttons import SecondaryButton
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label

_ICONS = {"blur": "grid-3x3", "arrow": "move-up-right", "box": "square", "text": "type"}


class ToolPanel(QWidget):
    """Four tools, what can be done with the chosen mark, and the switch about the original."""

    picked = Signal(str)
    """The tool to draw with."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        names = {"blur": tr("Blur"), "arrow": tr("Arrow"), "box": tr("Box"), "text": tr("Text")}
        self.buttons: dict[Tool, SecondaryButton] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for at, tool in enumerate(TOOLS):
            button = SecondaryButton(look, names[tool], _ICONS[tool])
            button.setCheckable(True)
            button.setToolTip(tr("{tool} ({key})", tool=names[tool], key=at + 1))
            button.clicked.connect(lambda _=False, one=tool: self.picked.emit(one))
            self._group.addButton(button)
            self.buttons[tool] = button
            self._grid.addWidget(button, at // 2, at % 2)
        self.words = LineEdit(look, tr("Words"), example=tr("What to look at"))
        self._words = Field(tr("Words"), self.words)
        self.remove = SecondaryButton(look, tr("Remove the mark"), "trash-2")
        self.withhold = Switch(
            look, tr("Keep the original inside"), tr("It stays out of every report."), on=True
        )
        self._hint = Label(look, "", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._grid)
        column.addWidget(self._hint)
        column.addWidget(self._words)
        column.addWidget(self.remove)
        column.addStretch(1)
        column.addWidget(self.withhold)
        self.show_mark(None, "")

    def show_tool(self, tool: Tool) -> None:
        self.buttons[tool].setChecked(True)
        self._say(tool)

    def show_mark(self, tool: Tool | None, text: str) -> None:
        """What can be done with the chosen mark; None if there is none."""
        self._words.setVisible(tool == "text")
        if self.words.text() != text:
            self.words.set_text(text)
        self.remove.setVisible(tool is not None)
        self._hint.setVisible(tool is None)

    def spread(self, wide: bool) -> None:
        """All tools in one line, where the panel lies under the picture."""
        for at, button in enumerate(self.buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, *((0, at) if wide else divmod(at, 2)))

    def _say(self, tool: Tool) -> None:
        tr = self.look.tr
        drawing = {
            "blur": tr("Draw over faces, names and numbers. What was there cannot be brought back."),
            "arrow": tr("Draw from where you like to what matters."),
            "box": tr("Draw around what matters."),
            "text": tr("Draw the place of the words, then write them."),
        }
        keys = tr("Keys: 1–4 tools, Enter adds, arrows move, with Shift they resize, Delete removes.")
        self._hint.setText(f"{drawing[tool]}\n\n{keys}")
