"""Puts the program out of sight behind the small window, and brings it back in the same place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.desk import Desk
from ui.discreet.taskbar import name_plainly, named_plainly
from ui.discreet.window import NotesWindow
from ui.main_window import MainWindow


class Hiding(QObject):
    """While `is_hidden`, nothing of the program but the small window may be shown."""

    ended = Signal()

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.notes: NotesWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.end)

    @property
    def is_hidden(self) -> bool:
        return self.notes is not None

    def hide(self) -> None:
        """Show the small window where the large one was, and hide that with all that is typed saved.

        Dialogs and menus of the program are closed: they are windows of their own.
        """
        if self.notes:
            self.notes.raise_()
            return
        page, opened = self._window.page, self._desk.current
        if page:
            page.leave()
        here = str(page.place()) if page and page.key == "scoring" else self._last(opened)
        with named_plainly():
            notes = self.notes = NotesWindow(self._window.look, self._desk, opened, here)
            notes.left.connect(self.bring_back)
            notes.move(self._window.frameGeometry().center() - notes.rect().center())
            name_plainly(notes)
            notes.show()
        self._window.hide()
        for other in QApplication.topLevelWidgets():
            if other.isVisible() and other is not notes:
                other.close()
        notes.activateWindow()
        if notes.notes:
            notes.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_back(self) -> None:
        """Close the small window; the large one is where it was, and scoring where the small one came to."""
        if not self.notes:
            return
        notes, self.notes = self.notes, None
        window, page = self._window, self._window.page
        window.setVisible(True)
        window.activateWindow()
        notes.let_go()
        if notes.notes and (scoring := window.made("scoring")):
            scoring.enter(notes.notes.criterion.id)
        if page:
            window.go(page.key, page.place())
        if notes.notes and notes.notes.note.typing:
            self._hand_over(notes.notes.criterion.id, notes.notes.note.text)
        notes.deleteLater()
        self.ended.emit()

    def _hand_over(self, criterion: str, text: str) -> None:
        """A note that could not be saved goes on in the editor of the scoring page, which keeps it."""
        from ui.pages.scoring.page import ScoringPage

        self._window.go("scoring", criterion)
        if isinstance(page := self._window.page, ScoringPage):
            page.card.note.setPlainText(text)

    def raise_(self) -> None:
        """Somebody asks for the program: what may be seen of it comes to the front."""
        if self.notes:
            self.notes.raise_()
            self.notes.activateWindow()

    def _last(self, opened: object) -> str:
        """Where the auditor last scored."""
        if opened is None or not self._desk.current:
            return ""
        place = self._desk.place(f"scoring/{self._desk.current.audit.id}")
        return str(place.get("criterion", "")) if isinstance(place, dict) else ""

    def end(self) -> None:
        """The program or the system's session ends: save what is typed, without a question."""
        if self.notes:
            self.notes.let_go()
