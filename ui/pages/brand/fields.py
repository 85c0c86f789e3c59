"""Parts of the brand's form: a colour, and a place for a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxaudit.reports.brand.file import is_colour
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.widgets.buttons import IconButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable

PRESETS = ("#163E5C", "#0B6E4F", "#1F5FD6", "#6A1B9A", "#B0206A")
_FEW = 5
Said = tuple[str, str, str]
"""Icon, its role, and a sentence."""


class ColourChip(Pressable):
    """A colour to choose."""

    def __init__(self, look: Look, colour: str) -> None:
        super().__init__(look, colour)
        self.setAccessibleName(look.tr("Colour {value}", value=colour))
        self.setToolTip(colour)
        self.setCheckable(True)
        self.setFixedSize(TOUCH, TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        inner = rect.adjusted(5, 5, -5, -5)
        paint_box(painter, inner, self.text(), self.look.tokens.line, 8)
        if self.isChecked():
            paint_box(painter, rect.adjusted(1, 1, -1, -1), "", self.look.tokens.text, 11, 2)
        if self.ring:
            paint_ring(painter, rect, self.look, 12)


class _Swatch(QWidget):
    """The colour that is chosen, or a dashed box for none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.colour = look, ""
        self.setFixedSize(TOUCH, max(TOUCH, look.px(34)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = self.look.tokens
        paint_box(painter, self.rect(), self.colour, c.field, 10, dashed=not self.colour)
        painter.end()


class Remarks(QWidget):
    """Sentences with an icon each."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.said: tuple[str, ...] = ()
        self._held = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def set_remarks(self, lines: Sequence[Said]) -> None:
        if tuple(sentence for _, _, sentence in lines) == self.said:
            return
        self.said = tuple(sentence for _, _, sentence in lines)
        empty(self._column)
        for icon, role, sentence in lines:
            self._column.addWidget(self._row(icon, role, sentence))
        self._show()

    def hold(self, held: bool) -> None:
        """Say nothing while it would be about something else than what stands in the field."""
        self._held = held
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self.said) and not self._held)

    def _row(self, icon: str, role: str, sentence: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Picture(self.look, icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(self.look, sentence, "caption"), 1)
        return row


class ColourField(QWidget):
    """A colour as #RRGGBB, with a few to press; what it means for the report stands under it."""

    changed = Signal()

    def __init__(self, look: Look, label: str, optional: bool = False) -> None:
        super().__init__()
        self.look, self._optional = look, optional
        tr = look.tr
        self.value = ""
        self.swatch = _Swatch(look)
        self.edit = LineEdit(look, label, example="#163E5C")
        self.edit.setMaxLength(24)
        self.edit.textChanged.connect(self._type)
        self.field = Field("", self.edit, rule=self.rule)
        self.field.label.hide()
        more = IconButton(look, "palette", tr("More colours: {what}", what=label))
        more.clicked.connect(self.ask)
        self.drop = IconButton(look, "x", tr("Without a second colour"))
        self.drop.clicked.connect(lambda: self.edit.setText(""))
        self._chips = FlowLayout(gap=4)
        self.remarks = Remarks(look)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.swatch, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.field, 1)
        line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        name = Label(look, label, "second")
        name.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addLayout(line)
        column.addLayout(self._chips)
        column.addWidget(self.remarks)
        self.drop.setVisible(False)
        self.chips: dict[str, ColourChip] = {}
        self.offer(())

    def set_value(self, colour: str) -> None:
        """Show that colour without saying that it was chosen."""
        self.value = colour
        self.edit.blockSignals(True)
        self.edit.set_text(colour)
        self.edit.blockSignals(False)
        self.field.set_error("")
        self.remarks.hold(False)
        self._show()

    def offer(self, colours: Iterable[str]) -> None:
        """Colours to press: these and, as far as there is room, some of the usual ones."""
        wanted = list(dict.fromkeys([*colours, *PRESETS]))[:_FEW]
        if wanted == list(self.chips):
            return
        empty(self._chips)
        self.chips = {colour: ColourChip(self.look, colour) for colour in wanted}
        for colour, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, colour=colour: self.edit.setText(colour))
            self._chips.addWidget(chip)
        follow(self.drop, self.chips.values())
        self._show()

    def ask(self) -> QColorDialog:
        """Ask for a colour in the dialog that the system or Qt has for it."""
        dialog = QColorDialog(QColor(self.value or PRESETS[0]), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.edit.accessibleName())
        dialog.colorSelected.connect(lambda colour: self.edit.setText(colour.name().upper()))
        dialog.open()
        return dialog

    def rule(self, text: str) -> str:
        """What is wrong with a text as a colour."""
        if self._read(text) or (self._optional and not text.strip()):
            return ""
        return self.look.tr("Write the colour as six digits, such as #163E5C.")

    def _read(self, text: str) -> str:
        """The colour that was typed or pasted, with or without the sign; empty if it is none."""
        text = "#" + text.strip().lstrip("#")
        return text.upper() if is_colour(text) else ""

    def _type(self, text: str) -> None:
        self.remarks.hold(bool(self.rule(text)))
        if self.rule(text):
            return
        self.field.set_error("")
        if self._read(text) != self.value:
            self.value = self._read(text)
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.swatch.colour = self.value
        self.swatch.update()
        self.drop.setVisible(self._optional and bool(self.value))
        for colour, chip in self.chips.items():
            chip.setChecked(colour == self.value)


class PictureField(QWidget):
    """A place to drop a picture or to press for a dialog, and a button that takes it off."""

    asked = Signal()
    given = Signal(object)
    """The path of a dropped file."""
    removed = Signal()

    def __init__(self, look: Look, label: str, help: str, high: int, fills: bool = False) -> None:
        """A picture that `fills` its place is cut as on the page; another one is shown whole."""
        super().__init__()
        self.look = look
        self.place = _Place(look, label, help, high, fills)
        self.place.clicked.connect(self.asked)
        self.place.given.connect(self.given)
        self.cross = IconButton(look, "trash-2", look.tr("Remove: {what}", what=label))
        self.cross.clicked.connect(self.removed)
        self.remarks = Remarks(look)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.place, 1)
        line.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(Label(look, label, "second"))
        column.addLayout(line)
        column.addWidget(Label(look, help, "caption"))
        column.addWidget(self.remarks)
        self.set_picture(b"")

    def set_picture(self, data: bytes) -> None:
        """Show the picture of those bytes, or an empty place."""
        self.place.set_image(QImage.fromData(data) if data else QImage())
        self.cross.setVisible(bool(data))


class _Place(Pressable):
    given = Signal(object)

    def __init__(self, look: Look, label: str, help: str, high: int, fills: bool) -> None:
        super().__init__(look, label)
        self._image = QImage()
        self._over = False
        self._high, self._label, self._fills = high, label, fills
        self.setAcceptDrops(True)
        self.setAccessibleDescription(help)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def empty(self) -> bool:
        return self._image.isNull()

    def set_image(self, image: QImage) -> None:
        self._image = image
        tr = self.look.tr
        self.setText(tr("Drop or choose") if image.isNull() else tr("Choose another"))
        state = tr("none yet") if image.isNull() else tr("chosen")
        self.setAccessibleName(f"{self._label}: {state}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(120), max(TOUCH, self.look.px(self._high)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        on = self._over or self.isDown()
        if self.empty:
            fill = c.accent_soft if on else c.hover if self.hovered else ""
            paint_box(painter, rect, fill, c.accent if on else c.field, 10, 1, dashed=True)
            side = self.look.px(20)
            word = self.look.metrics(14, 500).horizontalAdvance(self.text())
            left = rect.x() + (rect.width() - word - side - 8) // 2
            paint_icon(painter, QRect(left, rect.center().y() - side // 2, side, side), "image", c.text)
            place = QRect(left + side + 8, rect.y(), rect.right() - left - side - 8, rect.height())
            paint_line(painter, place, self.text(), self.look.font(14, 500), c.text)
        else:
            paint_box(
                painter, rect, "#FFFFFF", c.accent if on or self.hovered else c.line, 10, 2 if on else 1
            )
            self._paint_image(painter, rect.adjusted(8, 8, -8, -8))
        if self.ring:
            paint_ring(painter, rect, self.look)

    def _paint_image(self, painter: QPainter, rect: QRect) -> None:
        modes = Qt.AspectRatioMode
        mode = modes.KeepAspectRatioByExpanding if self._fills else modes.KeepAspectRatio
        size = self._image.size().scaled(rect.size(), mode)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(rect).center())
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    # --- drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            self._over = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if files := dropped(event):
            event.acceptProposedAction()
            self.given.emit(files[0])


def follow(before: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab reach parts that came later right after the one that they stand behind."""
    for part in parts:
        if part.window() is before.window():
            QWidget.setTabOrder(before, part)
            before = part


def dropped(event: QDropEvent) -> list[Path]:
    """The files of this device in a drop; no more than one is ever taken."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()][:1]
