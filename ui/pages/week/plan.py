"""The days of the week with what is due on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxaudit.field.week import Task
from cxaudit.model import Framework
from ui.look import Look
from ui.pages.week import words
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.labels import Label, Pill
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea

_CHOICE = 14
"""So many days an item can be moved to, from the start of the week on."""


class Plan(Card):
    """A section a day; a row leads to what is to be done, the button beside it moves it."""

    chosen = Signal(str)
    """The key of an item."""
    moved = Signal(str, object)
    """The key of an item and its new day, or None for the day of the plan."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Plan"), parent=parent)
        self.rows: dict[str, ListRow] = {}
        self.movers: dict[str, IconButton] = {}
        self._start = date.min
        self._scroll = ScrollArea(look, QWidget())
        self.add(self._scroll, 1)

    def show_tasks(self, tasks: Sequence[Task], start: date, today: date, framework: Framework) -> None:
        """Show them under their first day, with today marked even if nothing begins on it."""
        self._start = start
        top = self._scroll.verticalScrollBar().value()
        if before := self._scroll.takeWidget():
            before.hide()
            before.deleteLater()  # later, since a button of it may be what was pressed
        self.rows, self.movers = {}, {}
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        days = {task.day for task in tasks}
        week = {start + timedelta(n) for n in range(7)}
        for when in sorted(days | ({today} & week)):
            column.addLayout(self._heading(when, start, today))
            for task in (one for one in tasks if one.day == when):
                column.addLayout(self._row(task, today, framework))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._scroll.verticalScrollBar().setValue(top)

    def _heading(self, when: date, start: date, today: date) -> QHBoxLayout:
        tr = self.look.tr
        said = tr("Day {n}", n=(when - start).days + 1)
        row = QHBoxLayout()
        row.setContentsMargins(2, 10, 0, 2)
        row.setSpacing(8)
        row.addWidget(Label(self.look, f"{said} \u00b7 {words.day(when, tr)}", "caption", wrap=False))
        if when == today:
            row.addWidget(Pill(self.look, tr("today"), "accent"))
        row.addStretch(1)
        return row

    def _row(self, task: Task, today: date, framework: Framework) -> QHBoxLayout:
        tr = self.look.tr
        said = words.title(task.key, framework, tr)
        state = words.pill(task.state(today), tr)
        press = ListRow(self.look, said, words.note(task, tr), pill=state)
        press.clicked.connect(lambda: self.chosen.emit(task.key))
        move = IconButton(self.look, "calendar-days", tr("Move “{what}” to another day", what=said), False)
        move.clicked.connect(lambda: self._ask_day(task, move))
        self.rows[task.key], self.movers[task.key] = press, move
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(press, 1)
        row.addWidget(move)
        return row

    def _ask_day(self, task: Task, beside: QWidget) -> None:
        self.menu_of(task).popup(beside.mapToGlobal(beside.rect().bottomLeft()))

    def menu_of(self, task: Task) -> QMenu:
        """The days that an item can be moved to."""
        menu = QMenu(self)
        menu.setFont(self.look.font())
        for n in range(_CHOICE):
            when = self._start + timedelta(n)
            put = partial(self.moved.emit, task.key, when)
            menu.addAction(words.day(when, self.look.tr), put).setEnabled(when != task.day)
        if task.moved:
            menu.addSeparator()
            menu.addAction(self.look.tr("As planned"), lambda: self.moved.emit(task.key, None))
        return menu
