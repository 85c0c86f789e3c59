"""Where the auditor is, kept on this device, so that after a crash the next start is at the same place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from cxaudit.model import Json
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.pages.scoring.layout import ScoringBody
from ui.pages.scoring.marking import Marking

_KEEP_MS = 400


class Bookmark(QObject):
    """Criterion and visit, the place of the cursor in the note, and a reason that is half typed."""

    def __init__(self, desk: Desk, body: ScoringBody, marking: Marking, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._note, self._marking = desk, body.card.note, marking
        self._open: OpenAudit | None = None
        self._criterion = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_KEEP_MS)
        self._soon.timeout.connect(self.keep)
        self._note.cursorPositionChanged.connect(self._touch)
        body.reason.line.textChanged.connect(self._touch)
        marking.ended.connect(self._touch)

    def turn(self, opened: OpenAudit | None, criterion: str = "") -> None:
        """Be at that criterion from now on."""
        self._open, self._criterion = opened, criterion
        self._touch()

    def keep(self, leaving: bool = False) -> None:
        """Keep it now; whoever is `leaving` the page has no need of the cursor."""
        self._soon.stop()
        if not self._open or not self._criterion:
            return
        place: Json = {"criterion": self._criterion, "sheet": self._open.sheet}
        if not leaving and self._note.window().focusWidget() is self._note:
            place["cursor"] = self._note.textCursor().position()
        if unsaid := self._marking.unsaid:
            place["asking"] = unsaid
        self._desk.keep_place(_key(self._open), place)

    def found(self, opened: OpenAudit) -> str:
        """The criterion where the auditor was last in that audit; empty if nowhere."""
        return str(self._place(opened).get("criterion", ""))

    def ask_again(self) -> None:
        """The question that was open when the page was left, with what was typed."""
        place = self._place(self._open) if self._open else {}
        here = self._open and {"criterion": self._criterion, "sheet": self._open.sheet}
        if here and here.items() <= place.items() and isinstance(asking := place.get("asking"), dict):
            self._marking.ask_again(asking)

    def resume(self) -> None:
        """After a crash: the same visit, and the cursor in the note or in the answer that was half typed."""
        if not self._open:
            return
        place = self._place(self._open)
        self._open.choose_sheet(str(place.get("sheet", "")))
        if place.get("criterion") != self._criterion:
            return
        if isinstance(asking := place.get("asking"), dict):
            self._marking.ask_again(asking)
        elif isinstance(at := place.get("cursor"), int):
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)
            cursor = self._note.textCursor()
            cursor.setPosition(min(at, len(self._note.toPlainText())))
            self._note.setTextCursor(cursor)

    def _place(self, opened: OpenAudit) -> dict[str, Json]:
        place = self._desk.place(_key(opened))
        return place if isinstance(place, dict) else {}

    def _touch(self) -> None:
        if self._open and not self._soon.isActive():
            self._soon.start()


def _key(opened: OpenAudit) -> str:
    return f"scoring/{opened.audit.id}"
