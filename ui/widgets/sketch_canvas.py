"""A picture to draw upon with a mouse, a finger or the keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.sketch import History, Stroke, Strokes, Tool, drawn, text_box
from ui.widgets.paint import paint_box, paint_ring

_CLICK = 8
"""A press that moves less, in points of the screen, is a tap."""
_STEP = 1 / 100
"""How far an arrow key moves, in longer sides of the picture."""
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SketchCanvas(QWidget):
    """Shows the picture with what is drawn upon it; one stroke may be chosen."""

    drew = Signal()
    """What is drawn has changed, or can be undone or redone now."""
    chose = Signal()
    """Another stroke is chosen, or none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.tool: Tool = "blur"
        self.chosen: int | None = None
        self.history = History()
        self.picture = QImage()
        self._shown = QImage()
        self._ring = False
        self._pressed: QPointF | None = None
        self._grip = ""
        """What a drag moves: `end` or `start` or the `whole` of the chosen stroke, or draws a `new` one."""
        self._before: Strokes = ()
        self._dragged: Stroke | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # --- what is shown ----------------------------------------------------------------------

    def show_picture(self, picture: QImage, strokes: Strokes = ()) -> None:
        """Begin anew upon another picture."""
        self.picture, self.history = picture, History(strokes)
        self._pressed, self._dragged = None, None
        self._refresh()
        self.choose(None)

    @property
    def strokes(self) -> Strokes:
        return self.history.now

    @property
    def stroke(self) -> Stroke | None:
        """The chosen one."""
        return self.strokes[self.chosen] if self.chosen is not None else None

    def choose(self, at: int | None) -> None:
        self.chosen = at if at is not None and 0 <= at < len(self.strokes) else None
        self.setAccessibleDescription(self._said())
        self.update()
        self.chose.emit()

    def set_tool(self, tool: Tool) -> None:
        self.tool = tool
        self.choose(None)

    def _said(self) -> str:
        tr = self.look.tr
        if self.stroke is None or self.chosen is None:
            return tr.plural("{n} mark", "{n} marks", len(self.strokes))
        name = {"blur": tr("Blur"), "arrow": tr("Arrow"), "box": tr("Box"), "text": tr("Text")}
        chosen = name[self.stroke.tool] + (f" “{self.stroke.text}”" if self.stroke.text else "")
        return tr("{mark}: {n} of {total}", mark=chosen, n=self.chosen + 1, total=len(self.strokes))

    # --- drawing ----------------------------------------------------------------------------

    def add(self) -> None:
        """A new stroke of the tool in the middle of the picture, chosen."""
        middle = QPointF(self.picture.width() / 2, self.picture.height() / 2)
        away = len(self.strokes) % 5 * self._long_side / 40
        self._append(self._at(middle + QPointF(away, away)))

    def remove(self) -> None:
        """Take the chosen stroke away."""
        if self.chosen is not None:
            kept = (*self.strokes[: self.chosen], *self.strokes[self.chosen + 1 :])
            self.chosen = None
            self._say(kept)
            self.choose(None)

    def write(self, text: str) -> None:
        """Give the chosen text other words."""
        if self.stroke and self.stroke.tool == "text":
            self._change(replace(self.stroke, text=text), within=("text", self.chosen))

    def undo(self) -> None:
        self.history.undo()
        self._turned()

    def redo(self) -> None:
        self.history.redo()
        self._turned()

    def _turned(self) -> None:
        self._refresh()
        self.choose(None)
        self.drew.emit()

    def _append(self, stroke: Stroke) -> None:
        self._say((*self.strokes, stroke))
        self.choose(len(self.strokes) - 1)

    def _change(self, stroke: Stroke, within: object = None) -> None:
        at = self.chosen
        if at is not None:
            self._say((*self.strokes[:at], stroke, *self.strokes[at + 1 :]), within)
            self.setAccessibleDescription(self._said())

    def _say(self, strokes: Strokes, within: object = None) -> None:
        self.history.say(strokes, within)
        self._refresh()
        self.drew.emit()

    def _at(self, middle: QPointF) -> Stroke:
        """A stroke of the usual size around that point; an arrow points at it."""
        side = self._long_side / 8
        if self.tool == "arrow":
            return Stroke("arrow", middle.x() - side, middle.y() + side, middle.x(), middle.y())
        wide = side * 2 if self.tool == "text" else side
        return Stroke(
            self.tool, middle.x() - wide, middle.y() - side / 2, middle.x() + wide, middle.y() + side / 2
        )

    @property
    def _long_side(self) -> float:
        return float(max(self.picture.width(), self.picture.height(), 1))

    # --- places -----------------------------------------------------------------------------

    @property
    def frame(self) -> QRectF:
        """Where the picture stands, as large as it fits."""
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if self.picture.isNull():
            return room
        ratio = min(room.width() / self.picture.width(), room.height() / self.picture.height())
        wide, high = self.picture.width() * ratio, self.picture.height() * ratio
        return QRectF(room.x() + (room.width() - wide) / 2, room.y() + (room.height() - high) / 2, wide, high)

    def to_picture(self, point: QPointF) -> QPointF:
        """Pixels of the picture from points of the screen, within the picture."""
        frame = self.frame
        x = (point.x() - frame.x()) / frame.width() * self.picture.width()
        y = (point.y() - frame.y()) / frame.height() * self.picture.height()
        return QPointF(min(max(x, 0.0), self.picture.width()), min(max(y, 0.0), self.picture.height()))

    def to_screen(self, point: QPointF) -> QPointF:
        frame, ratio = self.frame, self.frame.width() / max(1, self.picture.width())
        return QPointF(frame.x() + point.x() * ratio, frame.y() + point.y() * ratio)

    def _outline(self, stroke: Stroke) -> QRectF:
        box = text_box(stroke, self._long_side) if stroke.tool == "text" else stroke.box
        return QRectF(self.to_screen(box.topLeft()), self.to_screen(box.bottomRight()))

    def _grips(self, stroke: Stroke) -> dict[str, QPointF]:
        outline = self._outline(stroke)
        end = outline.bottomRight() if stroke.tool == "text" else self.to_screen(stroke.end)
        return {"end": end} if stroke.tool == "text" else {"end": end, "start": self.to_screen(stroke.start)}

    def _hit(self, point: QPointF) -> int | None:
        """The topmost stroke under that point of the screen; a finger may miss it a little."""
        slack = TOUCH / 4
        for at in reversed(range(len(self.strokes))):
            outline = self._outline(self.strokes[at]).adjusted(-slack, -slack, slack, slack)
            if outline.contains(point):
                return at
        return None

    # --- mouse and finger -------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.picture.isNull():
            return
        point = event.position()
        self._pressed, self._before, self._dragged = point, self.strokes, None
        self._grip = "new"
        if self.stroke:
            near = {name: _distance(point, at) for name, at in self._grips(self.stroke).items()}
            name = min(near, key=lambda one: near[one])
            if near[name] <= TOUCH / 2:
                self._grip = name
            elif self._outline(self.stroke).contains(point):
                self._grip = "whole"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if self._dragged is None and _distance(event.position(), self._pressed) < _CLICK:
            return
        begun, now = self.to_picture(self._pressed), self.to_picture(event.position())
        way = now - begun
        if self._grip == "new":
            self._dragged = Stroke(self.tool, begun.x(), begun.y(), now.x(), now.y())
        elif self.stroke:
            old = self.stroke
            if self._grip == "whole":
                self._dragged = old.moved(way.x(), way.y())
            elif self._grip == "end":
                self._dragged = old.stretched(way.x(), way.y())
            else:
                self._dragged = replace(old, x1=old.x1 + way.x(), y1=old.y1 + way.y())
        self._refresh()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        pressed, dragged, self._pressed, self._dragged = self._pressed, self._dragged, None, None
        if dragged is None:
            self._tap(pressed)
        elif self._grip == "new":
            self._append(dragged)
        else:
            self._change(dragged)

    def _tap(self, point: QPointF) -> None:
        """Choose what is there; where nothing is, let go of the chosen one or add another."""
        found = self._hit(point)
        if found is not None or self.chosen is not None:
            self.choose(found)
        elif self.frame.contains(point):
            self._append(self._at(self.to_picture(point)))

    # --- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _take_key(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
        held &= ~Qt.KeyboardModifier.KeypadModifier
        if self.picture.isNull() or held not in (none, shift):
            return False
        if key in _DIRECTIONS and self.stroke:
            dx, dy = (part * self._long_side * _STEP for part in _DIRECTIONS[key])
            moved = self.stroke.stretched(dx, dy) if held == shift else self.stroke.moved(dx, dy)
            self._change(moved, within=("keys", self.chosen, held == shift))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.stroke:
            self.remove()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.strokes:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.choose((-1 if self.chosen is None and step > 0 else self.chosen or 0) + step)
        elif key == Qt.Key.Key_Escape and self.stroke:
            self.choose(None)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    # --- painting ---------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

    def _refresh(self) -> None:
        """Draw the picture anew with what is being dragged."""
        strokes = self.strokes
        if self._dragged is not None:
            if self._grip == "new" or self.chosen is None:
                strokes = (*strokes, self._dragged)
            else:
                strokes = (*strokes[: self.chosen], self._dragged, *strokes[self.chosen + 1 :])
        self._shown = drawn(self.picture, strokes) if not self.picture.isNull() else QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        frame = self.frame
        if not self._shown.isNull():
            painter.drawImage(frame, self._shown)
        if self._ring:
            paint_ring(painter, frame.toAlignedRect().adjusted(-4, -4, 4, 4), self.look, 4)
        chosen = self._dragged or self.stroke
        if chosen:
            self._paint_grips(painter, chosen)
        painter.end()

    def _paint_grips(self, painter: QPainter, stroke: Stroke) -> None:
        accent = self.look.tokens.accent
        if stroke.tool != "arrow":
            outline = self._outline(stroke)
            paint_box(painter, outline.adjusted(-1, -1, 1, 1), border="#FFFFFF", radius=2, width=3)
            paint_box(painter, outline, border=accent, radius=2, width=2, dashed=True)
        for place in self._grips(stroke).values():
            painter.setPen(QColor("#FFFFFF"))
            painter.setBrush(QColor(accent))
            painter.drawEllipse(place, 8, 8)


def _distance(one: QPointF | QPoint, two: QPointF) -> float:
    way = QPointF(one) - two
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
