"""The criterion that is being scored: what it asks, the scale, what was said of it, the note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.model import Audit, Criterion, Framework
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.scoring.evidence import EvidenceRow
from ui.pages.scoring.note import NoteEditor
from ui.pages.scoring.recording import MomentButton
from ui.pages.scoring.rivals import Rivals
from ui.pages.scoring.scale import Scale
from ui.pages.scoring.stopwatch_words import measured_before
from ui.widgets.buttons import LinkButton
from ui.widgets.labels import Label, Paragraph, Pill
from ui.widgets.paint import paint_box
from ui.widgets.scroll import ScrollArea


class _Aside(Paragraph):
    """A muted line with an icon; without words it takes no room."""

    def __init__(self, look: Look, icon: str) -> None:
        super().__init__(look, "", "second", icon=icon)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


class _Inside(QWidget):
    """As wide as it is given room and as high as that makes it: no layout need ask for other sizes."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Words(ScrollArea):
    """Wants the height of all its words; the note below gets the rest, but never less than two lines."""

    def __init__(self, look: Look, inside: QWidget) -> None:
        super().__init__(look, inside)
        self._inside = inside
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._inside.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(320), self.look.px(200))


class CriterionCard(QWidget):
    """Made once; each criterion only changes the words in it."""

    scored = Signal(object)
    reason_asked = Signal()
    """The reason of N or U should be edited."""
    rival_chosen = Signal(object)
    """The change of the score, or of the note, that was picked in a conflict."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self._id = Pill(look, "", "accent")
        self._critical = Pill(look, tr("Critical"), "quiet", "flag")
        self._from = Paragraph(look, "", "second")
        self._title = Paragraph(look, "", "object")
        self._check = Paragraph(look, "", "body", "muted")
        self._timing = _Aside(look, "timer")
        self._obs = _Aside(look, "lock")
        self.score_rivals = Rivals(look, tr("The scores differ. Choose one, and say why it is right."))
        self.score_rivals.chosen.connect(self.rival_chosen)
        self.scale = Scale(look)
        self.scale.scored.connect(self.scored)
        self._reason = Paragraph(look, "")
        self.heard = MomentButton(look)
        self.edit_reason = LinkButton(look, tr("Edit reason"))
        self.edit_reason.clicked.connect(self.reason_asked)
        self.note_rivals = Rivals(look, tr("The notes differ. Choose one, or write what is right below."))
        self.note_rivals.chosen.connect(self.rival_chosen)
        self.note = NoteEditor(look)
        self.row = EvidenceRow(look)
        self._crowded = self._is_low = self._has_row = False
        self._asked = self._measured = ""
        self._build()

    def _build(self) -> None:
        inside = _Inside()
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = self._words = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head())
        self._reason_row = QWidget()
        reason = QHBoxLayout(self._reason_row)
        reason.setContentsMargins(14, 0, 0, 0)
        reason.addWidget(self._reason, 1)
        reason.addWidget(self.edit_reason)
        for part in (
            self._title,
            self._check,
            self._timing,
            self._obs,
            self.score_rivals,
            self.note_rivals,
            self.scale,
            self._reason_row,
        ):
            column.addWidget(part)
        self._scrolled = _Words(self.look, inside)
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(self._scrolled)
        outer.addLayout(self._noted(), 1)
        outer.addWidget(self.row)

    def _noted(self) -> QVBoxLayout:
        self._note_label = label = Label(self.look, self.look.tr("Note"), "second")
        label.setBuddy(self.note)
        self._note_line = QHBoxLayout()
        self._note_line.setSpacing(12)
        self._note_line.addWidget(label)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(self._note_line)
        column.addWidget(self.note, 1)
        column.addStretch()
        return column

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._id, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._critical, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._from, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.heard, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def fold(self, columns: int, row: bool, icons: bool, tight: bool = False) -> None:
        """How many columns the scale has, whether the row of evidence shows, as icons, and beside the note.

        `tight` is a low window with large text: each line that the note leaves is one more of the anchors.
        """
        if tight:
            self._note_line.addWidget(self.row, 1)
        elif self._outer.indexOf(self.row) < 0:
            self._outer.addWidget(self.row)
        self.scale.set_columns(columns)
        self._words.setSpacing(8 if columns == 1 else 6)
        self._is_low, self._has_row = columns > 1, row
        self._scrolled.updateGeometry()
        self.row.fold(icons or tight)
        self._share_room()
        self._say_timing()

    def make_room(self, crowded: bool) -> None:
        """Where height is short, let note and files go while a card lies above the dock; the anchors stay."""
        if crowded != self._crowded:
            self._crowded = crowded
            self._share_room()
            self._say_timing()

    def _share_room(self) -> None:
        kept = not (self._crowded and self._is_low)
        self._note_label.setVisible(kept)
        self.note.setVisible(kept)
        self.row.setVisible(kept and self._has_row)

    def _say_timing(self) -> None:
        """What is measured, and where no card beside it says so, what was measured already."""
        measured = self._measured if self._has_row and not self._crowded else ""
        self._timing.say(" \u00b7 ".join(part for part in (self._asked, measured) if part))

    def show_criterion(self, audit: OpenAudit, criterion: Criterion) -> None:
        """Show another criterion; its note must have been finished."""
        framework, lang, tr = audit.audit.framework, self.look.tr.lang, self.look.tr
        self._id.set_pill(criterion.id, "accent")
        self._title.setText(criterion.title[lang])
        self._check.setText(criterion.check[lang])
        self._from.setText(_sources(framework, criterion, self.look))
        timing = criterion.timing
        unit = _units(self.look).get(timing.unit, timing.unit) if timing else ""
        self._asked = tr("Measure: {what}, {unit}", what=timing.title[lang], unit=unit) if timing else ""
        self._obs.say(framework.obs["P"][lang] if criterion.obs == "P" else "")
        self.scale.show_criterion(framework, criterion)
        self.note.show_note(audit, criterion.id)
        self.show_rating(audit.view, criterion)
        self._scrolled.verticalScrollBar().setValue(0)

    def show_rating(self, audit: Audit, criterion: Criterion) -> None:
        """Show what the criterion got; a note that is being typed stays."""
        rating = audit.rating(criterion.id)
        self.scale.set_mark(rating.given)
        flagged = criterion.critical and rating.mark in (0, 1)
        self._critical.setVisible(criterion.critical)
        if criterion.critical:
            word = self.look.tr("Critical: a red flag") if flagged else self.look.tr("Critical")
            self._critical.set_pill(word, "danger" if flagged else "quiet", "flag")
        reasoned = rating.mark in ("N", "U")
        if reasoned:
            mark = self.look.tr("Not applicable") if rating.mark == "N" else self.look.tr("Not verified")
            self._reason.setText(f"{mark}: {rating.reason}")
        self._reason_row.setVisible(reasoned)
        heads, sheet = audit.cells.get, audit.sheets[0].id
        self.score_rivals.show_heads(heads(cells.score(criterion.id, sheet), ()) if rating.conflict else ())
        self.note_rivals.show_heads(heads(cells.note(criterion.id, sheet), ()) if rating.note_rivals else ())
        self.note.refresh()
        self._measured = measured_before(audit, criterion, sheet, self.look.tr) if criterion.timing else ""
        self._say_timing()
        self._scrolled.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """What is too high scrolls; it must not ask the window for more height."""
        return False

    def sizeHint(self) -> QSize:
        """It gets what the dock leaves; a layout would try all its words at a width that they never have."""
        return QSize(self.look.px(400), self.look.px(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()


def _sources(framework: Framework, criterion: Criterion, look: Look) -> str:
    lang = look.tr.lang
    drives = look.tr("Drives: {metric}", metric=framework.drives[criterion.drives][lang])
    return " \u00b7 ".join([*(framework.sources[code][lang] for code in criterion.sources), drives])


def _units(look: Look) -> dict[str, str]:
    tr = look.tr
    return {
        "s": tr("in seconds"),
        "min": tr("in minutes"),
        "h": tr("in hours"),
        "days": tr("in days"),
        "steps": tr("number of steps"),
    }
