"""A photo of the evidence: look at it, draw upon it, and save that as a picture of its own."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QWidget

from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError
from cxaudit.model import Evidence
from cxaudit.progress import Progress
from ui import viewer, worker
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Page, Size
from ui.pages.photo.tools import ToolPanel
from ui.sketch import TOOLS, Strokes, Tool, is_shown, saved
from ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import ScrollArea
from ui.widgets.sheet import ask
from ui.widgets.sketch_canvas import SketchCanvas

_BESIDE, _BELOW = 272, 264
"""How wide the tools are at the right of the picture, and how high under it."""


class PhotoPage(Page):
    """Entered with the id of a file, or with that and the strokes that were drawn already."""

    key = "photo"
    wants_rail = False

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self._desk = desk
        self._opened: OpenAudit | None = None
        self.file: Evidence | None = None
        tr = look.tr
        self.canvas = SketchCanvas(look)
        self.panel = ToolPanel(look)
        self.undo_button = IconButton(look, "undo-2", tr("Undo (Ctrl+Z)"))
        self.redo_button = IconButton(look, "redo-2", tr("Redo (Ctrl+Shift+Z)"))
        self.original = SecondaryButton(look, tr("Open the original"), "external-link")
        self.save_button = PrimaryButton(look, tr("Save as a new picture"), "check")
        self._lay_out()
        self._connect()
        self._pick("blur")

    def _lay_out(self) -> None:
        self._side = ScrollArea(self.look, self.panel)
        self._work = QWidget()
        self._row = QHBoxLayout(self._work)
        self._row.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        self._row.setSpacing(MARGIN)
        self._row.addWidget(self.canvas, 1)
        self._row.addWidget(self._side)
        sentence = self.look.tr("This picture is missing or damaged on this device.")
        self._nothing = EmptyState(self.look, "image", sentence)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self._nothing)

    def _connect(self) -> None:
        self.canvas.drew.connect(self._show_steps)
        self.canvas.chose.connect(self._show_chosen)
        self.panel.picked.connect(self._pick)
        self.panel.words.textEdited.connect(self.canvas.write)
        self.panel.words.returnPressed.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.remove.clicked.connect(self.canvas.remove)
        self.undo_button.clicked.connect(self.canvas.undo)
        self.redo_button.clicked.connect(self.canvas.redo)
        self.original.clicked.connect(self._open_original)
        self.save_button.clicked.connect(self.save)

    # --- what the window asks ---------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.file.name if self.file else self.look.tr("Photo")

    @property
    def context(self) -> str:
        if not self.file or not self._opened:
            return ""
        criterion = self._opened.audit.framework.criteria[self.file.criterion]
        return f"{criterion.id} · {criterion.title[self.look.tr.lang]}"

    def tools(self) -> list[QWidget]:
        return [self.original, self.undo_button, self.redo_button, self.save_button]

    def place(self) -> object:
        return (self.file.id, self.canvas.strokes) if self.file else None

    def enter(self, argument: object) -> None:
        evidence_id, strokes = argument if isinstance(argument, tuple) else (argument, ())
        opened = self._desk.current
        if opened is None or (opened is self._opened and self.file and evidence_id in (None, self.file.id)):
            return
        self._opened, place = opened, f"photo/{opened.audit.id}"
        wanted = evidence_id or self._desk.place(place)
        self.file = next((e for e in opened.audit.evidence if e.id == wanted), None)
        self.canvas.show_picture(QImage())
        self._stack.setCurrentWidget(self._work if self.file else self._nothing)
        self.original.setEnabled(self.file is not None)
        self._show_steps()
        if self.file:
            self._desk.keep_place(place, self.file.id)
            self._load(self.file, strokes)
        self.headed.emit()

    def fits(self, width: int, height: int, size: Size) -> None:
        under = width < height
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if under else directions.LeftToRight)
        self.panel.spread(under)
        self._side.setMinimumWidth(0 if under else self.look.px(_BESIDE))
        self._side.setMaximumWidth(16_777_215 if under else self.look.px(_BESIDE))
        self._side.setMinimumHeight(self.look.px(_BELOW) if under else 0)
        self._side.setMaximumHeight(self.look.px(_BELOW) if under else 16_777_215)

    def up(self) -> bool:
        """Back to the criterion; what was drawn and not saved is asked for first."""
        if not self.file:
            return False
        if not self._drawn:
            self._leave()
            return True
        tr = self.look.tr
        ask(
            self,
            self.look,
            tr("Leave without saving?"),
            tr("What you drew on this picture will be lost. The picture itself stays as it is."),
            tr("Leave"),
            self._leave,
            danger=True,
        )
        return True

    def press(self, key: str) -> bool:
        if key.isdecimal() and 1 <= int(key) <= len(TOOLS):
            self._pick(TOOLS[int(key) - 1])
        else:
            return False
        return True

    def act(self, name: str) -> bool:
        match name:
            case "undo":
                self.canvas.undo()
            case "redo":
                self.canvas.redo()
            case _:
                return False
        return True

    # --- the picture ------------------------------------------------------------------------

    @property
    def _drawn(self) -> Strokes:
        return tuple(stroke for stroke in self.canvas.strokes if is_shown(stroke))

    def _load(self, file: Evidence, strokes: Strokes) -> None:
        assert self._opened
        blobs = self._opened.store.blobs

        def show(picture: QImage) -> None:
            if self.file is file:
                self._stack.setCurrentWidget(self._nothing if picture.isNull() else self._work)
                self.canvas.show_picture(picture, strokes)
                self.canvas.setAccessibleName(self.look.tr("Picture {name}", name=file.name))
                self.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
                self._show_steps()

        worker.run(lambda _: _read(file, blobs), show, self.failed.emit, owner=self)

    def _open_original(self) -> None:
        if self.file and self._opened:
            viewer.open_copy(self.file, self._opened.store.blobs, self.failed.emit)

    def _pick(self, tool: Tool) -> None:
        self.canvas.set_tool(tool)
        self.panel.show_tool(tool)

    def _show_steps(self) -> None:
        self.undo_button.setEnabled(self.canvas.history.can_undo)
        self.redo_button.setEnabled(self.canvas.history.can_redo)
        self.save_button.setEnabled(bool(self._drawn) and not self.save_button.busy)

    def _show_chosen(self) -> None:
        stroke = self.canvas.stroke
        self.panel.show_mark(stroke.tool if stroke else None, stroke.text if stroke else "")
        if stroke and stroke.tool == "text" and not stroke.text:
            self.panel.words.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving -----------------------------------------------------------------------------

    def save(self) -> None:
        """Make a new picture of what is drawn, as evidence of the same criterion."""
        if not self.file or not self._opened or not self._drawn or self.save_button.busy:
            return
        file, opened, strokes = self.file, self._opened, self._drawn
        picture, blobs, author = self.canvas.picture, opened.store.blobs, opened.author
        name = _name(file, self.look.tr("{name} (edited)", name=os.path.splitext(file.name)[0]))
        self.save_button.set_busy(True)

        def work(_: Progress) -> Evidence:
            from cxaudit.evidence import take_in_edited

            now, given = datetime.now(UTC), uuid.uuid4().hex
            made = saved(picture, strokes)
            return take_in_edited(
                file, made, name=name, author=author, now=now, blobs=blobs, evidence_id=given
            )

        def failed(error: Exception) -> None:
            self.save_button.set_busy(False)
            self._show_steps()
            self.failed.emit(error)

        worker.run(work, lambda made: self._take(made, file, opened), failed, owner=self)

    def _take(self, made: Evidence, file: Evidence, opened: OpenAudit) -> None:
        """Name the new picture as evidence and go back; one undo takes all of it back."""
        from cxaudit.evidence import edited_values

        self.save_button.set_busy(False)
        self._show_steps()
        if self._desk.current is not opened:
            return
        tr, withheld = self.look.tr, self.panel.withhold.isChecked()
        file = next((e for e in opened.audit.evidence if e.id == file.id), file)
        if not opened.set_values(edited_values(made, file, withheld), by=self):
            return
        self._leave()
        sentence = tr("“{name}” is saved.", name=made.name)
        if withheld:
            sentence += " " + tr("The original stays inside and out of every report.")

        def undo() -> None:
            if self._desk.current is opened:
                opened.undo()

        self.say("ok", sentence, tr("Undo"), undo)

    def _leave(self) -> None:
        criterion = self.file.criterion if self.file else None
        self.file = None
        self.canvas.show_picture(QImage())
        self.went.emit("scoring", criterion)


def _read(file: Evidence, blobs: Blobs) -> QImage:
    """The preview if it is what intake makes, else no picture; the original is never decoded here."""
    from cxaudit.evidence import is_plain_jpeg

    try:
        data = blobs.read(file.preview)
    except (KnownError, ValueError):
        return QImage()
    picture = QImage.fromData(data, "JPEG") if is_plain_jpeg(data) else QImage()  # type: ignore[arg-type]
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def _name(file: Evidence, edited: str) -> str:
    """The name of the new picture; one that is edited again keeps its name."""
    return file.name if file.derived_from else f"{edited}.jpg"
