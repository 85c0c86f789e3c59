"""The limits of time that this audit holds companies to: changed here until field work begins (METHOD 0)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.figure_number import shown, typed
from cxaudit.changes import disagree
from cxaudit.errors import KnownError
from cxaudit.field import fieldwork
from cxaudit.field.fieldwork import Begun
from cxaudit.model import Criterion, Json, Limits
from cxaudit.timing import limits
from cxaudit.timing import suggestion as timing
from cxaudit.timing.limits import LimitChange
from ui.look import Look
from ui.moments import said_day
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.pages.home.row import edited_of
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Pill
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.rows import ListRow

MARKS = ("0", "3", "5")
_LARGEST = 1_000_000


class LimitsCard(Card):
    """A row for each timed criterion; the one that is pressed unfolds."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        self.count = Pill(look, "")
        super().__init__(look, tr("Limits of time"), right=self.count)
        self.opened = opened
        self.open = ""
        """The criterion whose limits are unfolded, or empty."""
        self._lock = Lock(look)
        self.add(self._lock)
        said = tr(
            "What earns 0, 3 and 5. Compare companies only under the same limits; every change is kept, with "
            "who made it and when, and stands in the report."
        )
        self.add(Label(look, said, "second"))
        self.rows: dict[str, ListRow] = {}
        self.editor: LimitsEditor | None = None
        self._places: dict[str, QVBoxLayout] = {}
        for criterion in limits.timed(opened.audit):
            self._add(criterion)
        if not self.rows:
            self.add(Label(look, tr("No criterion of this checklist has its limits in numbers."), "body"))
        self.show_brief()

    def show_brief(self) -> None:
        """Show the limits as they are now, and whether they are locked."""
        audit, tr = self.opened.audit, self.look.tr
        start = fieldwork.begun(audit)
        self._lock.show_start(start)
        changed = limits.limit_changes(audit)
        self.count.set_pill(tr.plural("{n} changed", "{n} changed", len({c.criterion.id for c in changed})))
        self.count.setVisible(bool(changed))
        for criterion in limits.timed(audit):
            own = [change for change in changed if change.criterion.id == criterion.id]
            self._show_row(criterion, own)
        if self.editor:
            self.editor.show_limits(start is not None)

    def flush(self) -> None:
        """Write now what was typed."""
        if self.editor:
            self.editor.flush()

    def unfold(self, criterion: str) -> None:
        """Show the limits of that criterion to change; once more folds them."""
        if self.editor:
            self.editor.flush()
            empty(self._places[self.open])
            self.editor = None
        if self.open in self.rows:
            self.rows[self.open].set_selected(False)
        self.open = "" if criterion == self.open else criterion
        if self.open in self.rows:
            found = self.opened.audit.framework.criteria[self.open]
            self.editor = LimitsEditor(self.look, self.opened, found)
            self._places[self.open].addWidget(self.editor)
            self.editor.show()
            self.editor.show_limits(fieldwork.begun(self.opened.audit) is not None)
            self.rows[self.open].set_selected(True)

    def _add(self, criterion: Criterion) -> None:
        row = ListRow(self.look, f"{criterion.id}  {criterion.title[self.look.tr.lang]}")
        row.clicked.connect(lambda: self.unfold(criterion.id))
        self.rows[criterion.id] = row
        self._places[criterion.id] = QVBoxLayout()
        self.add(row)
        self.add(self._places[criterion.id])

    def _show_row(self, criterion: Criterion, changed: list[LimitChange]) -> None:
        tr, audit = self.look.tr, self.opened.audit
        now = timing.limits_of(audit, criterion.id)
        pill = None
        if now is None:
            pill = ("danger", tr("in conflict"))
        elif any(change.late for change in changed):
            pill = ("warn", tr("changed late"))
        elif changed:
            pill = ("accent", tr("changed"))
        said = limits.said(now, criterion, tr) if now else tr("several versions")
        title = f"{criterion.id}  {criterion.title[tr.lang]}"
        self.rows[criterion.id].set_row(title, said, pill=pill)  # type: ignore[arg-type]


class Lock(QWidget):
    """Says why the limits cannot be changed any more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.said = ""

    def show_start(self, start: Begun | None) -> None:
        """Say how field work began; nothing before it has."""
        tr = self.look.tr
        said = ""
        if start:
            day = said_day(start.at, self.look)
            said = (
                tr("Locked: field work began on {day}, when the brief was signed.", day=day)
                if start.by == "signature"
                else tr("Locked: field work began on {day} with the first score.", day=day)
            )
        if said != self.said:
            self.said = said
            empty(self._column)
            if said:
                self._column.addWidget(MessageBar(self.look, "quiet", said))
        self.setVisible(bool(said))


class LimitsEditor(QWidget):
    """Three numbers of one criterion, the anchors they stand for, and every change that was made."""

    def __init__(self, look: Look, opened: OpenAudit, criterion: Criterion) -> None:
        super().__init__()
        self.look, self.opened, self.criterion = look, opened, criterion
        tr = look.tr
        self._cell = cells.threshold(criterion.id)
        self._seen: tuple[str, ...] = ()
        self.edits: dict[str, LineEdit] = {}
        fields = QHBoxLayout()
        fields.setSpacing(12)
        for mark in MARKS:
            name = tr("Limit of {mark}", mark=mark)
            edit = LineEdit(look, f"{criterion.id}: {name}")
            edit.left.connect(lambda _: self.flush())
            self.edits[mark] = edit
            fields.addWidget(Field(name, edit, unit=limits.unit(criterion, tr)), 1)
        self._fields = QWidget()
        self._fields.setLayout(fields)
        fields.setContentsMargins(0, 0, 0, 0)
        self.error = Label(look, "", "second", "danger")
        self.standard = LinkButton(look, tr("As in the checklist"), "undo-2")
        self.standard.clicked.connect(self._reset)
        self.rivals = Rivals(look, self._keep, self._word)
        self.history = Label(look, "", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 10)
        column.setSpacing(6)
        for mark in MARKS:
            column.addWidget(Label(look, f"{mark}: {criterion.anchors[int(mark)][tr.lang]}", "caption"))
        for part in (self._fields, self.error, self.rivals, self.history):
            column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.standard)
        line.addStretch(1)
        column.addLayout(line)

    def show_limits(self, locked: bool) -> None:
        """Show what the audit says; numbers that are being typed stay."""
        audit = self.opened.audit
        heads = audit.cells.get(self._cell, ())
        contested = disagree(heads)
        self.rivals.show_heads(heads if contested else ())
        now = timing.limits_of(audit, self.criterion.id)
        if locked or not any(edit.isModified() for edit in self.edits.values()):
            self._fill(now)
        for edit in self.edits.values():
            edit.setEnabled(not locked)
        self._fields.setVisible(not contested)
        own = now != timing.standard_limits(audit, self.criterion.id)
        self.standard.setVisible(own and not locked and not contested)
        self._show_history()

    def flush(self) -> None:
        """Write the three numbers if they were changed and fit together; else say what is wrong."""
        if not any(edit.isModified() for edit in self.edits.values()):
            return
        try:
            wanted = self._typed()
        except KnownError as error:
            self._say(error.said(self.look.tr))
            return
        self._say("")
        standard = timing.standard_limits(self.opened.audit, self.criterion.id)
        self._write(None if wanted == standard else cells.limits_value(wanted))

    def _typed(self) -> Limits:
        """The numbers on screen as limits; KnownError if they are none."""
        zero, three, five = (self._number(self.edits[mark].text()) for mark in MARKS)
        if three is None or five is None:
            raise KnownError("The limits of 3 and 5 need a number. The limits are unchanged.")
        found = Limits(three=three, five=five, zero=zero)
        standard = timing.standard_limits(self.opened.audit, self.criterion.id)
        if standard and found.less_is_better != standard.less_is_better:
            raise KnownError("5 must stay on the better side of 3. The limits are unchanged.")
        if not found.ordered:
            raise KnownError("The limit of 3 must lie between those of 0 and 5. The limits are unchanged.")
        return found

    def _write(self, value: Json) -> None:
        if fieldwork.begun(self.opened.audit):
            return
        unsaid = value is None and self._cell not in self.opened.audit.cells
        if unsaid or self.opened.set_value(self._cell, value, by=self, seen=self._seen):
            self._fill(timing.limits_of(self.opened.audit, self.criterion.id))

    def _reset(self) -> None:
        self._say("")
        self._write(None)

    def _keep(self, value: Json) -> None:
        """Settle two versions: this is no new limit, so it is possible at any time."""
        self.opened.set_value(self._cell, value)

    def _fill(self, now: Limits | None) -> None:
        self._seen = self.opened.begin(self._cell)
        tr = self.look.tr
        numbers = (now.zero, now.three, now.five) if now else (None, None, None)
        for edit, number in zip(self.edits.values(), numbers, strict=True):
            edit.set_text("" if number is None else shown(tr, number, "count"))
            edit.setModified(False)

    def _show_history(self) -> None:
        tr, store = self.look.tr, self.opened.store
        lines = []
        for step in limits.steps(
            self.opened.audit, self.criterion, store.history(self.opened.audit.id, self._cell)
        ):
            line = tr(
                "{who}, {when}: {before} → {after}",
                who=step.author or tr("Somebody"),
                when=edited_of(self.look, step.at),
                before=limits.said(step.before, self.criterion, tr),
                after=limits.said(step.after, self.criterion, tr),
            )
            lines.append(tr("{change}, after field work had begun", change=line) if step.late else line)
        self.history.setText("\n".join(lines))
        self.history.setVisible(bool(lines))

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _word(self, value: Json) -> str:
        tr = self.look.tr
        found = (
            cells.limits_said(value)
            if value
            else timing.standard_limits(self.opened.audit, self.criterion.id)
        )
        return limits.said(found, self.criterion, tr) if found else ""

    def _number(self, text: str) -> float | None:
        """The number that was typed; None for nothing, KnownError for anything else."""
        if not text.strip(" –"):
            return None
        found = typed(text, "count", self.look.tr.lang)
        if found is None or not 0 <= found <= _LARGEST:
            raise KnownError(
                "“{text}” is no number of 0 or more. The limits are unchanged.", text=text.strip()
            )
        return int(found) if found == int(found) else found
