"""The note of a criterion: typed text is a draft within a second and one change when it is left."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit import cells
from ui.intake import holds_files
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.widgets.fields import TextEdit

DRAFT_MS = 1000
_HIGHEST = 260


class NoteEditor(TextEdit):
    """Plain text on what was on screen when typing began; what others say meanwhile never replaces it."""

    gave = Signal(object)
    """QMimeData with files or a picture, pasted here: they are evidence, not text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            look.tr("Note"),
            example=look.tr("What you saw and heard, word for word"),
            most=0,
            parent=parent,
        )
        keys = look.tr("F2 goes to the note and back; right after a score, to the note of what was scored.")
        self.setToolTip(keys)
        self.setAccessibleDescription(keys)
        self._open: OpenAudit | None = None
        self._cell = ""
        self._seen: tuple[str, ...] = ()
        self._filling = False
        self.typing = False
        """Whether there is text that is not a change yet."""
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._keep)
        self.textChanged.connect(self._typed)
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(look.px(_HIGHEST))

    def show_note(self, audit: OpenAudit, criterion: str) -> None:
        """Edit that criterion's note; the text before it must have been finished."""
        self._open, self._cell = audit, cells.note(criterion, audit.sheet)
        self.refresh()

    def refresh(self) -> None:
        """Show what the audit says now, unless somebody is typing; nothing while several versions stand."""
        if self.typing or not self._open:
            return
        rating = self._open.view.rating(self._cell.split("/")[3])
        text = "" if rating.note_rivals else rating.note
        if text == self._kept == self.text:
            return
        self._filling = True
        self.set_text(text)
        self._filling = False

    def say(self, text: str) -> bool:
        """Make that text the note, as if it had been typed."""
        self.setPlainText(text)
        self._typed()
        return self.finish()

    def finish(self) -> bool:
        """Make one change of what was typed; False if it could not be saved, and the text stays here."""
        self._draft.stop()
        if not self.typing or not self._open:
            return True
        text = self.text.replace("\0", "")
        if not self._open.set_text(self._cell, text, self._seen, self):
            return False
        self.typing = False
        self._kept = text
        self.refresh()
        return True

    def flush(self) -> None:
        self.finish()

    def _typed(self) -> None:
        if self._filling or not self._open:
            return
        if not self.typing:
            self.typing = True
            self._seen = self._open.begin(self._cell)
        if not self._draft.isActive():
            self._draft.start()

    def _keep(self) -> None:
        if self.typing and self._open:
            self._open.keep_draft(self._cell, self.text.replace("\0", ""), self._seen)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if holds_files(source) and not (source.hasText() and not source.hasUrls()):
            self.gave.emit(source)
        else:
            super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_files(source) or super().canInsertFromMimeData(source)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), 2 * self.fontMetrics().lineSpacing() + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.sizeHint().height())
