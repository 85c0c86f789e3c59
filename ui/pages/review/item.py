"""One criterion under review: what it asks, what proves it, and what the second person says."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Criterion, Mark, Value, is_scored
from cxaudit.quality import approval
from cxaudit.quality.review import Comment, Review, Second, of_round
from ui.look import MARGIN, Look
from ui.moments import said_minute
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.pages.lineage.file import FileRow
from ui.pages.review.words import criterion_of, part_of
from ui.pages.scoring.scale import Scale
from ui.viewer import open_copy
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chips import ScoreChip, chip_says
from ui.widgets.choices import CheckRow
from ui.widgets.labels import Label, Pill
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import Content, ScrollArea
from ui.widgets.thumbs import Thumbs


class ItemCard(Card):
    """Made anew for each criterion; a text that is being typed stays while the rest is renewed."""

    went = Signal(str)
    """Scoring of that criterion was asked for."""
    failed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._opened: OpenAudit | None = None
        self._shown: object = None
        self.criterion = ""
        self.fields: list[BriefField] = []
        self.scale: Scale | None = None
        self.unproven: SecondaryButton | None = None
        self.looked: CheckRow | None = None
        self.dealt: CheckRow | None = None
        self.area = ScrollArea(look, QWidget())
        self.add(self.area, 1)

    def show_nothing(self, sentence: str) -> None:
        """There is no criterion to be dealt with."""
        self.flush()
        self._forget()
        self.criterion, self._shown = "", None
        self._put(EmptyState(self.look, "circle-check", sentence))

    def show_criterion(self, opened: OpenAudit, criterion: str, found: Review) -> None:
        """Show what the round says of it, and what can be said by whoever works here."""
        self._opened, self.criterion = opened, criterion
        second = next((one for one in found.sample if one.criterion == criterion), None)
        comment = next((one for one in found.comments if one.criterion == criterion), None)
        reviewing = found.standing.state == "in_review"
        asks = bool(second and second.difference is not None and second.difference >= 2)
        evidence = tuple(file.id for file in opened.audit.evidence_of(criterion))
        key = (
            criterion,
            found.standing,
            second and (second.mark, asks),
            opened.audit.rating(criterion),
            evidence,
        )
        told = (criterion in found.seen, bool(comment), comment and comment.done)
        if self._shown != (key, told):
            self.flush()
            self._shown = (key, told)
            self._build(found, second, comment, reviewing)
        for field in self.fields:
            field.show_cell()

    def flush(self) -> None:
        """Make changes of what is typed."""
        for field in self.fields:
            field.flush()

    def score(self, mark: Mark) -> None:
        """Score a criterion of the sample once more."""
        if self._opened and self.scale:
            self.flush()
            value = (
                {"mark": "U", "reason": self.look.tr("The evidence does not show it")}
                if mark == "U"
                else mark
            )
            self._opened.set_value(self._cell("score"), value)

    def look_at(self) -> bool:
        """Say that it was looked at; False if that is not asked, or said already."""
        if not self.looked or self.looked.isChecked():
            return False
        self.looked.setChecked(True)
        return True

    # --- parts ------------------------------------------------------------------------------

    def _cell(self, name: str) -> str:
        assert self._opened
        return of_round(approval.standing(self._opened.audit).round, name, self.criterion)

    def _build(self, found: Review, second: Second | None, comment: Comment | None, reviewing: bool) -> None:
        assert self._opened
        audit, lang = self._opened.audit, self.look.tr.lang
        criterion = audit.framework.criteria[self.criterion]
        self._forget()
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        column.addLayout(self._head(criterion))
        column.addWidget(Label(self.look, criterion.title[lang], "object"))
        column.addWidget(Label(self.look, criterion.check[lang], colour="muted"))
        blind = reviewing and second is not None and second.mark is None
        self._add_marks(column, criterion, second, blind, reviewing)
        if not blind:
            self._add_reason(column)
        self._add_evidence(column)
        if second and (second.difference or 0) >= 2:
            said = self.look.tr("What both agree on, and why")
            self._add_field(column, "settled", said, reviewing, second.settled)
        if reviewing and self.criterion in found.to_see and not second:
            self.looked = CheckRow(self.look, self.look.tr("Looked at"), on=self.criterion in found.seen)
            self.looked.toggled.connect(partial(self._say, "seen"))
            column.addWidget(self.looked)
        self._add_comment(column, found, comment, reviewing)
        self._add_revisions(column)
        column.addStretch(1)
        self._put(inside)

    def _forget(self) -> None:
        """Let go of the controls of the criterion before."""
        self.fields, self.scale, self.unproven, self.looked, self.dealt = [], None, None, None, None

    def _head(self, criterion: Criterion) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Pill(self.look, criterion.id, "accent"))
        if criterion.critical:
            row.addWidget(Pill(self.look, self.look.tr("Critical"), "quiet", "flag"))
        row.addStretch(1)
        link = LinkButton(self.look, self.look.tr("Open in scoring"), "list-checks")
        link.clicked.connect(lambda: self.went.emit(self.criterion))
        row.addWidget(link)
        return row

    def _add_marks(
        self, column: QVBoxLayout, criterion: Criterion, second: Second | None, blind: bool, reviewing: bool
    ) -> None:
        """The mark as it stands, unless it would lead the eye; and the second one."""
        assert self._opened
        look, tr = self.look, self.look.tr
        if blind:
            said = tr("Score it from the evidence and the note. The first score shows once yours is given.")
            column.addWidget(Label(look, said, "second"))
        else:
            self._add_mark(column, tr("The score"), self._opened.audit.rating(self.criterion).mark)
        if second and second.mark is not None:
            self._add_mark(column, tr("The second score"), second.mark)
        if second and reviewing:
            self.scale = Scale(look)
            self.scale.show_criterion(self._opened.audit.framework, criterion)
            self.scale.set_mark(second.mark)
            self.scale.scored.connect(self.score)
            column.addWidget(self.scale)
            self.unproven = SecondaryButton(look, tr("The evidence does not show it"))
            self.unproven.clicked.connect(lambda: self.score("U"))
            column.addWidget(self.unproven, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_mark(self, column: QVBoxLayout, name: str, mark: Value | None) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(ScoreChip(self.look, mark, 32))
        said = name if is_scored(mark) else chip_says(self.look, mark)
        if mark is not None and not is_scored(mark):
            said = f"{name}: {said}"
        row.addWidget(Label(self.look, said, "strong"), 1)
        column.addLayout(row)

    def _add_reason(self, column: QVBoxLayout) -> None:
        assert self._opened
        if reason := self._opened.audit.rating(self.criterion).reason:
            column.addWidget(Label(self.look, reason))

    def _add_evidence(self, column: QVBoxLayout) -> None:
        assert self._opened
        look, tr, blobs = self.look, self.look.tr, self._opened.store.blobs
        note = self._opened.audit.rating(self.criterion).note
        column.addWidget(Label(look, tr("Note"), "second"))
        column.addWidget(Label(look, note or tr("No note.")))
        files = self._opened.audit.evidence_of(self.criterion)
        column.addWidget(Label(look, tr("Evidence"), "second"))
        thumbs = Thumbs(self.area)
        for file in files:
            row = FileRow(look, file, blobs, thumbs)
            row.clicked.connect(lambda _=False, one=file: open_copy(one, blobs, self.failed.emit))
            column.addWidget(row)
        if not files:
            column.addWidget(Label(look, tr("No files.")))

    def _add_comment(
        self, column: QVBoxLayout, found: Review, comment: Comment | None, reviewing: bool
    ) -> None:
        tr, state = self.look.tr, found.standing.state
        for before in found.earlier:
            if before.criterion == self.criterion:
                column.addWidget(Label(self.look, tr("Comment of an earlier round"), "second"))
                column.addWidget(Label(self.look, before.text))
        if reviewing or comment:
            said = tr("Comment for the auditor")
            self._add_field(column, "comment", said, reviewing, comment.text if comment else "")
        if comment and state == "returned":
            self.dealt = CheckRow(self.look, tr("Dealt with"), on=comment.done)
            self.dealt.toggled.connect(partial(self._say, "done"))
            column.addWidget(self.dealt)

    def _add_field(self, column: QVBoxLayout, name: str, label: str, writable: bool, text: str) -> None:
        """A text of the round, to be typed or, for everybody else, to be read."""
        assert self._opened
        if writable:
            field = BriefField(self.look, self._opened, self._cell(name), label, lines=2)
            self.fields.append(field)
            column.addWidget(field)
        elif text:
            column.addWidget(Label(self.look, label, "second"))
            column.addWidget(Label(self.look, text))

    def _add_revisions(self, column: QVBoxLayout) -> None:
        """What was changed of it after the approval, by whom and why."""
        assert self._opened
        look, tr, audit = self.look, self.look.tr, self._opened.audit
        for change in approval.revisions(audit):
            if criterion_of(audit, change.cell) == self.criterion:
                why = change.reason or tr("no reason: it came in from elsewhere")
                said = (part_of(change.cell, look), change.author, said_minute(change.at, look))
                who = " \u00b7 ".join(part for part in said if part)
                column.addWidget(Label(look, tr("Revised: {reason}", reason=why), "strong"))
                column.addWidget(Label(look, who, "caption"))

    def _say(self, name: str, on: bool) -> None:
        if self._opened:
            self.flush()
            self._opened.set_value(self._cell(name), on)

    def _put(self, inside: QWidget) -> None:
        if before := self.area.takeWidget():
            before.hide()
            before.deleteLater()  # later, since a button of it may be what was pressed
        inside.setContentsMargins(0, 0, 0, MARGIN)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
