"""What people say to each other about a criterion, and a word of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field.assignment import assignments
from cxaudit.people import folded
from cxaudit.quality import talk
from cxaudit.quality.talk import Comment
from ui.desk import Desk
from ui.look import Look
from ui.moments import said_time
from ui.open_audit import OpenAudit
from ui.widgets.buttons import FilterChip, LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.fields import ComboBox, Field, TextEdit
from ui.widgets.labels import Label, Paragraph
from ui.widgets.scroll import ScrollArea
from ui.widgets.sheet import Sheet

_WIDTH = 560


def people(opened: OpenAudit, members: Iterable[str] = ()) -> list[str]:
    """Whom a comment can name: who wrote in the audit, who is asked to, and the team; not oneself."""
    audit = opened.audit
    names = [head.author for heads in audit.cells.values() for head in heads]
    names += [one.name for one in assignments(audit)]
    found = {folded(name): name.strip() for name in (*names, *members) if name.strip()}
    found.pop(folded(opened.signed), None)
    return sorted(found.values(), key=str.casefold)


class TalkSheet(Sheet):
    """The comments on one criterion, or all open ones of the audit; a new one can name a person.

    What is typed is kept when it is closed.
    """

    def __init__(
        self,
        look: Look,
        over: QWidget,
        desk: Desk,
        opened: OpenAudit,
        criterion: str,
        members: Iterable[str] = (),
    ) -> None:
        tr = look.tr
        title = opened.audit.framework.criteria[criterion].title[tr.lang]
        super().__init__(look, over, f"{criterion} \u00b7 {title}", width=_WIDTH)
        self._desk, self._opened, self._criterion = desk, opened, criterion
        self._all = False
        self._people = people(opened, members)
        self.dones: dict[str, LinkButton] = {}
        """What closes which comment, by its id, or opens it again."""
        self.backs: dict[str, LinkButton] = {}
        """What takes which comment back; only one's own."""
        self._at: int | None = None
        """Where to scroll to whenever heights have changed; None is the newest."""
        self._add_said()
        self._add_text()
        self._add_buttons()
        opened.changed.connect(self._show)
        opened.replaced.connect(self._show)
        self._show()
        self._go_to_newest()
        self._keep_draft()

    def _add_said(self) -> None:
        self.here = FilterChip(self.look, self.look.tr("This criterion"))
        self.everywhere = FilterChip(self.look, self.look.tr("Open in the whole audit"))
        chips = QHBoxLayout()
        for chip in (self.here, self.everywhere):
            chip.clicked.connect(partial(self._choose, chip))
            chips.addWidget(chip)
        chips.addStretch(1)
        self.body.addLayout(chips)
        self._area = ScrollArea(self.look, QWidget())
        self.body.addWidget(self._area)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, last: bar.setValue(last if self._at is None else self._at))
        bar.actionTriggered.connect(lambda _: self._stay(bar.sliderPosition()))

    def _add_text(self) -> None:
        tr = self.look.tr
        self.text = TextEdit(
            self.look, tr("Your comment"), self._draft, tr("What the others should know or check")
        )
        self.text.textChanged.connect(self._keep_draft)
        self.text.installEventFilter(self)
        self.body.addWidget(Field(tr("Your comment"), self.text))

    def _add_buttons(self) -> None:
        tr, names = self.look.tr, self._people
        everybody = [("", tr("For everybody"))]
        self.to = ComboBox(self.look, tr("For whom"), [*everybody, *((name, name) for name in names)], "")
        self.buttons.insertWidget(0, self.to)
        self.to.setVisible(bool(names))
        self.close_button = SecondaryButton(self.look, tr("Close"))
        self.close_button.clicked.connect(lambda: self.close_with(False))
        self.buttons.addWidget(self.close_button)
        self.send = PrimaryButton(self.look, tr("Add"))
        self.send.setToolTip(tr("Add (Ctrl+Enter)"))
        self.send.clicked.connect(self._say)
        self.buttons.addWidget(self.send)

    # --- what is typed ------------------------------------------------------------------------

    @property
    def _place(self) -> str:
        return f"comment {self._opened.audit.id} {self._criterion}"

    @property
    def _draft(self) -> str:
        return str(self._desk.place(self._place) or "")

    def _keep_draft(self) -> None:
        self._desk.keep_place(self._place, self.text.text)
        self.send.setEnabled(bool(self.text.text.strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.text:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.send.click()
                return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        text = self.text.text.strip()
        chosen = (str(self.to.value),) if self.to.value else ()
        to = tuple(dict.fromkeys((*chosen, *talk.addressed(text, self._people))))
        said = talk.value(self._criterion, text, to)
        if self._opened.set_value(cells.talk(uuid4().hex[:12]), said):
            self._go_to_newest()
            self.text.set_text("")
            self._keep_draft()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what was said ------------------------------------------------------------------------

    def _choose(self, chip: FilterChip, _: bool = False) -> None:
        self._all = chip is self.everywhere
        self._show()
        self._go_to_newest()

    def _go_to_newest(self) -> None:
        bar = self._area.verticalScrollBar()
        self._at = None
        bar.setValue(bar.maximum())

    def _stay(self, at: int) -> None:
        self._at = at

    def _show(self) -> None:
        found = talk.comments(self._opened.seen)
        here = [one for one in found if one.criterion == self._criterion]
        open_ = [one for one in found if not one.done]
        self.here.setChecked(not self._all)
        self.everywhere.setChecked(self._all)
        self.here.set_count(len(here))
        self.everywhere.set_count(len(open_))
        pressed = next((at for at, one in (*self.dones.items(), *self.backs.items()) if one.hasFocus()), "")
        self._stay(self._area.verticalScrollBar().value())
        self.dones, self.backs = {}, {}
        if before := self._area.takeWidget():
            before.hide()
            before.deleteLater()  # later, since a button of it may be what was pressed
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(14)
        shown = open_ if self._all else here
        for one in shown:
            rows.addLayout(self._row(one))
        if said := self._said_below(found, shown):
            rows.addWidget(Label(self.look, said, colour="muted"))
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.fill(self._area, inside)
        if pressed:
            self.dones.get(pressed, self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def _said_below(self, found: Sequence[Comment], shown: Sequence[Comment]) -> str:
        """That comments wait for a blind score to be given, or that there are none."""
        tr, seen = self.look.tr, {one.id for one in found}
        wait = [one for one in talk.comments(self._opened.audit) if one.id not in seen]
        if n := sum(not one.done if self._all else one.criterion == self._criterion for one in wait):
            return tr.plural(
                "{n} comment is shown once your scores are given.",
                "{n} comments are shown once your scores are given.",
                n,
            )
        return "" if shown else tr("Nobody has said anything here yet.")

    def _row(self, one: Comment) -> QVBoxLayout:
        tr = self.look.tr
        words = [one.author or tr("Somebody"), said_time(one.at, self.look)]
        if one.to:
            words.append(tr("for {names}", names=", ".join(one.to)))
        if self._all:
            words.insert(0, one.criterion)
        row = QVBoxLayout()
        row.setSpacing(2)
        row.addWidget(Label(self.look, " \u00b7 ".join(words), "caption"))
        row.addWidget(Paragraph(self.look, one.text, colour="muted" if one.done else ""))
        acts = QHBoxLayout()
        word = tr("Open again") if one.done else tr("Dealt with")
        done = self.dones[one.id] = LinkButton(self.look, word)
        done.clicked.connect(lambda: self._opened.set_value(cells.talk_done(one.id), not one.done))
        acts.addWidget(done)
        if folded(one.author) == folded(self._opened.signed):
            back = self.backs[one.id] = LinkButton(self.look, tr("Take back"))
            back.clicked.connect(lambda: self._opened.set_value(cells.talk(one.id), None))
            acts.addWidget(back)
        acts.addStretch(1)
        row.addLayout(acts)
        return row
