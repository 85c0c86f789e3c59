"""One audit of the list in words and in paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QDate, QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxaudit.words import BANDS, STATES
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.models.audits import ROW
from ui.theme import Kind
from ui.widgets.bars import paint_segments
from ui.widgets.chips import DASH, ChipValue, chip_width, paint_chip
from ui.widgets.paint import (
    CENTRE,
    paint_box,
    paint_line,
    paint_pill,
    paint_ring,
    paint_text,
    pill_width,
    text_height,
)

if TYPE_CHECKING:
    from cxaudit.store.summary import AuditRow, State

Form = Literal["wide", "compact", "card"]
"""All columns; without columns for wave and state; three lines one below the other."""

STATE_KINDS: dict[State, Kind] = {
    "brief": "quiet",
    "field": "warn",
    "debrief": "accent",
    "review": "accent",
    "approved": "ok",
}


class Beside(NamedTuple):
    """What of an audit stands in other places than its row."""

    shared: bool = False
    """Whether a team has it too."""
    comments: int = 0
    """Open ones that name whoever works here."""


class Mark(NamedTuple):
    """Something that needs attention: an icon, its colour, what it means, and its number alone."""

    icon: str
    role: str
    words: str
    number: str


NOTHING = Beside()
_CHIP = 28
_PAD = 12


# --- words ------------------------------------------------------------------------------------


def named(look: Look, row: AuditRow) -> str:
    return row.company or look.tr("Unnamed audit")


def place_of(row: AuditRow, with_wave: bool = False) -> str:
    """`Coffee · Russia · Ann`, and the wave where it has no column.

    Two audits of one wave differ in the auditor alone.
    """
    parts = (row.product, row.country, row.wave if with_wave else "", row.auditor)
    return " · ".join(part for part in parts if part)


def overall_of(look: Look, row: AuditRow) -> tuple[ChipValue, str]:
    """The chip of an audit and the words beside it: a band, or why there is no score."""
    tr = look.tr
    if row.hidden:
        return DASH, tr("hidden while you score")
    if row.status == "conflict":
        return DASH, tr("in conflict")
    if row.status == "no_weights":
        return DASH, tr("no weights")
    if row.score is None:
        return DASH, tr("not started") if row.state == "brief" else tr("too little data")
    if row.status == "partial":
        return row.score, stages_of(look, row.stages_scored, len(row.progress))
    return row.score, tr(BANDS[row.band]) if row.band else ""


def range_of(look: Look, row: AuditRow) -> str:
    """What the score may be while raters disagree, or nothing."""
    if row.status != "conflict" or row.low is None or row.high is None:
        return ""
    return f"{look.mean(row.low)}\u2013{look.mean(row.high)}"


def stages_of(look: Look, done: int, total: int) -> str:
    return look.tr.plural("{done} of {n} stage", "{done} of {n} stages", total, done=done)


def progress_of(look: Look, row: AuditRow) -> str:
    """`5 of 8`: how many stages have a mark on every criterion."""
    return look.tr("{n} of {total}", n=sum(share >= 1 for share in row.progress), total=len(row.progress))


def edited_of(look: Look, stamp: str, now: datetime | None = None) -> str:
    """`today 14:32`, `yesterday 18:40` or the date, in local time.

    Qt's calendar words are used: those of the translator load for a tenth of a second.
    """
    moment = datetime.fromisoformat(stamp).astimezone() if stamp else None
    if moment is None:
        return ""
    today = (now or datetime.now(UTC)).astimezone().date()
    clock = f"{moment:%H:%M}"
    if moment.date() == today:
        return look.tr("today {time}", time=clock)
    if moment.date() == today - timedelta(days=1):
        return look.tr("yesterday {time}", time=clock)
    return _date(look, moment.date())


def _date(look: Look, day: date) -> str:
    pattern = "dd.MM.yyyy" if look.tr.lang == "ru" else "d MMM yyyy"
    return QLocale(look.tr.lang).toString(QDate(day.year, day.month, day.day), pattern)


def marks_of(look: Look, row: AuditRow, beside: Beside = NOTHING) -> list[Mark]:
    """What needs attention: comments, red flags, conflicts; last, that others have it."""
    tr, found = look.tr, []
    if n := beside.comments:
        said = tr.plural("{n} comment for you", "{n} comments for you", n)
        found.append(Mark("message-square-dot", "accent", said, str(n)))
    if n := row.red_flags:
        found.append(Mark("flag", "danger", tr.plural("{n} red flag", "{n} red flags", n), str(n)))
    if n := row.conflicts:
        said = tr.plural("{n} conflict", "{n} conflicts", n)
        found.append(Mark("git-compare-arrows", "warn", said, str(n)))
    if beside.shared:
        found.append(Mark("users", "muted", tr("shared"), ""))
    return found


def says(look: Look, row: AuditRow, beside: Beside = NOTHING) -> str:
    """The whole row in words, for screen readers."""
    value, words = overall_of(look, row)
    score = look.mean(value) if isinstance(value, float) else range_of(look, row)
    parts = [
        named(look, row),
        place_of(row, with_wave=True),
        look.tr("stages: {done}", done=progress_of(look, row)),
        look.tr("overall: {score}", score=" ".join(part for part in (score, words) if part)),
        look.tr(STATES[row.state]),
        *(mark.words for mark in marks_of(look, row, beside)),
        edited_of(look, row.edited),
    ]
    return ", ".join(part for part in parts if part)


# --- paint ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edge and width of every column; the header and the rows share them."""

    form: Form
    company: tuple[int, int]
    wave: tuple[int, int] = (0, 0)
    stages: tuple[int, int] = (0, 0)
    overall: tuple[int, int] = (0, 0)
    state: tuple[int, int] = (0, 0)
    edited: tuple[int, int] = (0, 0)


def columns_for(look: Look, width: int) -> Columns:
    """The columns that fit into that width: first wave and state fold into others, then all is a card."""
    px, tr = look.px, look.tr
    band = max(_words(look, tr(band)) for band in BANDS.values())
    partly = _words(look, stages_of(look, 8, 8))
    overall = chip_width(look, 0.0, px(_CHIP)) + px(10) + max(band, partly) + 4
    overall = max(overall, _range_width(look, "0,00\u20130,00") + px(14) + _words(look, tr("in conflict")))
    state = max(pill_width(look, tr(word)) for word in STATES.values())
    edited = max(
        _words(look, tr("yesterday {time}", time="00:00")),
        *(look.metrics(12, 500).horizontalAdvance(said) + px(22) for said in _longest_marks(look)),
    )
    wave, stages = px(72), px(124)
    room = width - _PAD - TOUCH
    for form, parts, gap in (
        ("wide", (wave, stages, overall, state, edited), px(20)),
        ("compact", (max(stages, state), overall, edited), px(14)),
    ):
        company = room - sum(parts) - gap * len(parts)
        if company >= px(180):
            return _spread(form, company, parts, gap)  # type: ignore[arg-type]
    return Columns("card", (_PAD, room))


def _words(look: Look, text: str) -> int:
    return look.metrics(13).horizontalAdvance(text)


def _range_width(look: Look, said: str) -> int:
    return look.metrics(13, 600).horizontalAdvance(said) + look.px(16)


def _longest_marks(look: Look) -> tuple[str, ...]:
    tr = look.tr
    return (
        tr.plural("{n} comment for you", "{n} comments for you", 11),
        tr.plural("{n} red flag", "{n} red flags", 11),
        tr.plural("{n} conflict", "{n} conflicts", 11),
    )


def _spread(form: Form, company: int, parts: tuple[int, ...], gap: int) -> Columns:
    places, left = [], _PAD + company + gap
    for part in parts:
        places.append((left, part))
        left += part + gap
    if form == "wide":
        wave, stages, overall, state, edited = places
        return Columns(form, (_PAD, company), wave, stages, overall, state, edited)
    stages, overall, edited = places
    return Columns(form, (_PAD, company), stages=stages, overall=overall, edited=edited)


def row_height(look: Look, form: Form) -> int:
    return look.px({"wide": 60, "compact": 72, "card": 104}[form])


class AuditDelegate(QStyledItemDelegate):
    """Paints an audit into the columns, with a button for its menu at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.columns = columns_for(look, 900)
        self.beside: Callable[[str], Beside] = lambda _: NOTHING
        """What else is to be said of the audit of that id."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, row_height(self.look, self.columns.form))

    def menu_rect(self, row: QRect) -> QRect:
        """The button of the row's menu within the row."""
        return QRect(row.right() - TOUCH + 1, row.center().y() - TOUCH // 2 + 1, TOUCH, TOUCH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: AuditRow | None = index.data(ROW)
        if row is None:
            return
        look, c = self.look, self.look.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view = option.widget
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and getattr(view, "shows_focus", True)
        inner = rect.adjusted(0, 1, 0, -1)
        if state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, inner, c.hover)
        if focused:
            paint_ring(painter, inner, look)
        if self.columns.form == "card":
            self._paint_card(painter, rect, row)
        else:
            self._paint_line(painter, rect, row)
        menu = self.menu_rect(rect)
        side = look.px(20)
        where = QRect(menu.center().x() - side // 2, menu.center().y() - side // 2, side, side)
        paint_icon(painter, where, "ellipsis-vertical", c.muted)

    def _paint_line(self, painter: QPainter, rect: QRect, row: AuditRow) -> None:
        at = self.columns
        self._paint_names(painter, self._cell(rect, at.company), row)
        if at.form == "wide":
            wave = self._cell(rect, at.wave)
            paint_text(
                painter, self._level(wave, row.wave, 13), row.wave, self.look.font(13), self.look.tokens.text
            )
            self._paint_state(painter, self._cell(rect, at.state).x(), rect.center().y() + 1, row)
        self._paint_stages(painter, self._cell(rect, at.stages), row)
        self._paint_overall(painter, self._cell(rect, at.overall), row)
        self._paint_edited(painter, self._cell(rect, at.edited), row)

    def _cell(self, rect: QRect, column: tuple[int, int]) -> QRect:
        return QRect(rect.x() + column[0], rect.y(), column[1], rect.height())

    def _level(self, cell: QRect, text: str, size: int, lines: int = 2) -> QRect:
        """The part of the cell that holds the text at the middle height."""
        high = text_height(text, self.look.font(size), cell.width(), lines)
        return QRect(cell.x(), cell.center().y() - high // 2 + 1, cell.width(), high)

    def _paint_names(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        """The company in up to two lines and where it is, three lines in all."""
        look, c = self.look, self.look.tokens
        title, note = named(look, row), place_of(row, self.columns.form != "wide")
        bold, plain = look.font(14, 600), look.font(13)
        first = text_height(title, bold, cell.width(), 2)
        room = cell.height() - first - look.px(6)
        lines = max(1, min(2, room // look.metrics(13).height()))
        second = text_height(note, plain, cell.width(), lines)
        top = cell.y() + (cell.height() - first - second - 1) // 2
        paint_text(painter, QRect(cell.x(), top, cell.width(), first), title, bold, c.text)
        below = QRect(cell.x(), top + first + 1, cell.width(), second)
        paint_text(painter, below, note, plain, c.muted, lines)

    def _paint_stages(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        look = self.look
        top = cell.center().y() - look.px(14)
        paint_segments(painter, QRect(cell.x(), top, cell.width(), look.px(8)), look, row.progress)
        below = QRect(cell.x(), top + look.px(12), cell.width(), look.px(18))
        if self.columns.form == "compact":
            self._paint_state(painter, cell.x(), below.center().y() + look.px(3), row)
            return
        paint_line(painter, below, progress_of(look, row), look.font(12, 500), look.tokens.muted)

    def _paint_overall(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        """The chip and its words."""
        look, c = self.look, self.look.tokens
        value, words = overall_of(look, row)
        high = look.px(_CHIP)
        said = range_of(look, row)
        wide = _range_width(look, said) if said else chip_width(look, value, high)
        chip = QRect(cell.x(), cell.center().y() - high // 2 + 1, wide, high)
        if said:
            paint_box(painter, chip, c.warn_soft, radius=0.28 * high)
            paint_line(painter, chip, said, look.font(13, 600, tabular=True), c.warn, CENTRE)
        else:
            paint_chip(painter, chip, look, value)
        left = chip.right() + look.px(10)
        beside = QRect(left, cell.y(), cell.right() - left + 1, cell.height())
        shown = self._level(beside, words, 13)
        paint_text(painter, shown, words, look.font(13), c.text if row.score is not None else c.muted)

    def _paint_state(self, painter: QPainter, left: int, middle: int, row: AuditRow) -> int:
        return paint_pill(
            painter, left, middle, self.look, self.look.tr(STATES[row.state]), STATE_KINDS[row.state]
        )

    def _paint_edited(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        look, c = self.look, self.look.tokens
        said, marks = edited_of(look, row.edited), self._marks(row)
        high = look.metrics(13).height()
        top = cell.center().y() - (high if marks else high // 2) + 1
        paint_line(painter, QRect(cell.x(), top, cell.width(), high), said, look.font(13), c.text)
        self._paint_marks(painter, cell.x(), top + high + look.px(10), cell.width(), row)

    def _marks(self, row: AuditRow) -> list[Mark]:
        return marks_of(self.look, row, self.beside(row.audit))

    def _paint_marks(self, painter: QPainter, left: int, middle: int, room: int, row: AuditRow) -> None:
        """One mark in words; several as icons with their numbers."""
        look, side = self.look, self.look.px(16)
        marks = self._marks(row)
        for mark in marks:
            ink = look.colour(mark.role)
            paint_icon(painter, QRect(left, middle - side // 2, side, side), mark.icon, ink)
            said = mark.words if len(marks) == 1 else mark.number
            where = QRect(
                left + side + look.px(5), middle - look.px(10), room - side - look.px(5), look.px(20)
            )
            wide = paint_line(painter, where, said, look.font(12, 500), ink)
            left = where.x() + wide + look.px(14)

    def _paint_card(self, painter: QPainter, rect: QRect, row: AuditRow) -> None:
        look = self.look
        cell = self._cell(rect, self.columns.company)
        value, words = overall_of(look, row)
        said = range_of(look, row)
        wide = _range_width(look, said) if said else chip_width(look, value, look.px(_CHIP))
        wide = min(wide + look.px(14) + _words(look, words), cell.width() // 2)
        top = QRect(cell.x(), cell.y() + look.px(8), cell.width() - wide - look.px(12), look.px(52))
        self._paint_names(painter, top, row)
        self._paint_overall(painter, QRect(cell.right() - wide + 1, top.y(), wide, top.height()), row)
        middle = top.bottom() + look.px(20)
        left = cell.x() + self._paint_state(painter, cell.x(), middle, row) + look.px(12)
        bar = QRect(left, middle - look.px(4), look.px(96), look.px(8))
        paint_segments(painter, bar, look, row.progress)
        left = bar.right() + look.px(14)
        said = edited_of(look, row.edited)
        line = QRect(left, middle - look.px(12), cell.right() - left, look.px(24))
        left += paint_line(painter, line, said, look.font(13), look.tokens.muted) + look.px(14)
        self._paint_marks(painter, left, middle, cell.right() - left, row)
