"""What stands in the title bar while scoring; what there is no room for is in a menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.look import TOUCH, Look
from ui.open_audit import OpenAudit
from ui.pages.scoring.bars import ProgressTool
from ui.pages.scoring.sheets import SheetButton
from ui.recorder.button import RecordButton
from ui.widgets.buttons import IconButton

_WORDS = 522
"""The width that the way back, the title, the progress and the corner button take beside the others."""


class ScoringTools(QObject):
    """The progress and the buttons; the last of `spare` go into the menu first."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        tr = look.tr
        self.look = look
        self.progress = ProgressTool(look)
        self.sheets = SheetButton(look, page)
        self.record = RecordButton(look)
        self.list = IconButton(look, "list", tr("All criteria"))
        self.undo = IconButton(look, "undo-2", tr("Undo (Ctrl+Z)"))
        self.redo = IconButton(look, "redo-2", tr("Redo (Ctrl+Shift+Z)"))
        self.history = IconButton(look, "history", tr("History (H)"))
        self.talk = IconButton(look, "message-square", tr("Comments (C)"))
        self.hide = IconButton(look, "eye-off", tr("Discreet mode (F9)"))
        self.help = IconButton(look, "circle-question-mark", tr("Help (F1)"))
        self.more = IconButton(look, "ellipsis-vertical", tr.context("menu", "More"))
        self.more.clicked.connect(lambda: self.menu().popup(self._below()))
        self.spare: list[IconButton] = [self.undo, self.talk, self.history, self.redo, self.help]
        """The most wanted first."""
        for tool in self.all():
            tool.setParent(page)  # without one it would be shown as a window of its own
        self._folded: list[IconButton] = []
        self._fitted: tuple[int, bool] | None = None
        self.record.folded.connect(self._fit_again)
        self.show_audit(None)

    def all(self) -> list[QWidget]:
        """From left to right; what belongs together stands together, whatever folds first."""
        spare = [self.undo, self.redo, self.talk, self.history, self.help]
        return [self.progress, self.record, self.sheets, self.list, *spare, self.more, self.hide]

    def fits(self, width: int, slim: bool) -> None:
        """Fold into a page of that width; `slim` has no room for the list beside the criterion."""
        look = self.look
        self._fitted = (width, slim)
        self.progress.fold(width < look.px(900))
        self.list.setVisible(slim)
        room = (width - look.px(_WORDS)) // (TOUCH + 8) - (not self.sheets.isHidden()) - slim
        room -= self.record.places
        kept = len(self.spare) if room >= len(self.spare) else max(room - 1, 0)
        self._folded = self.spare[kept:]
        for at, button in enumerate(self.spare):
            button.setVisible(at < kept)
        self.more.setVisible(bool(self._folded))

    def _fit_again(self) -> None:
        if self._fitted:
            self.fits(*self._fitted)

    def menu(self) -> QMenu:
        """The buttons that do not stand in the bar."""
        menu = QMenu(self.more)
        menu.setFont(self.look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._folded:
            action = QAction(self.look.icon(button.icon_name), button.accessibleName(), menu)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
            menu.addAction(action)
        return menu

    def show_audit(self, audit: OpenAudit | None) -> None:
        """Say what can be done with it, before anything else is known of it."""
        self.progress.show_saved(None)
        self.progress.setVisible(audit is not None)
        self.sheets.show_audit(audit)
        for button in (self.list, self.talk, self.history, self.undo, self.redo):
            button.setEnabled(audit is not None)

    def show_scores(self, audit: OpenAudit) -> None:
        self.progress.show_scores(audit.view_scores)
        self.undo.setEnabled(audit.can_undo)
        self.redo.setEnabled(audit.can_redo)

    def show_comments(self, count: int) -> None:
        """Say how many comments on the criterion are open."""
        tr = self.look.tr
        if count:
            said = tr.plural("{n} open comment (C)", "{n} open comments (C)", count)
            self.talk.set_icon("message-square-dot", said)
        else:
            self.talk.set_icon("message-square", tr("Comments (C)"))

    def _below(self) -> QPoint:
        return self.more.mapToGlobal(QPoint(0, self.more.height()))
