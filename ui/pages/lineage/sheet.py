"""The sheet that answers "where does this number come from?", step by step down to the changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxaudit.analysis import lineage
from cxaudit.analysis.accounts.account import ACCOUNT, Account, Path
from ui.audit_page import AuditPage
from ui.look import MARGIN, Look
from ui.open_audit import OpenAudit
from ui.pages.lineage.account import AccountView
from ui.pages.lineage.criterion import ChangesView, CriterionView, lineage_of
from ui.pages.lineage.scores import OverallView, StageView, View
from ui.viewer import open_copy
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.scroll import ScrollArea
from ui.widgets.sheet import Sheet

Tell = Callable[[str], Account | None]
"""The account of a number by its key, as it is now; None once there is no such number."""
CHANGES = "changes"
WIDTH = 620


class _Parts(ScrollArea):
    """Leaves the arrows to the sheet, which goes from row to row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class LineageSheet(Sheet):
    """Opens at any number; Esc goes back a step, and closes at the first.

    The path is where the reader is: accounts of numbers of an analysis if it began there, then ()
    for the overall, (stage,), (stage, criterion) or (stage, criterion, CHANGES).
    """

    went = Signal(str)
    """Scoring of that criterion was asked for."""
    failed = Signal(object)
    """The exception why a file cannot be opened."""

    def __init__(
        self, look: Look, over: QWidget, opened: OpenAudit, path: Path = (), tell: Tell | None = None
    ) -> None:
        """`tell` says what is behind the accounts of a path."""
        super().__init__(look, over, look.tr("How the number came about"), width=WIDTH)
        self._opened, self._tell = opened, tell
        self.path: Path = path
        self._came: list[tuple[Path, int | None]] = []
        """The steps behind this one, each with the row that led on."""
        self.view = View(look)
        self._crumbs = QWidget()
        self._flow = FlowLayout(self._crumbs, 2)
        self.area = _Parts(look, QWidget())
        self.body.addWidget(self._crumbs)
        self.body.addWidget(self.area)
        self._make_buttons()
        self.around.installEventFilter(self)
        opened.changed.connect(self._renew)
        self._show()

    def _make_buttons(self) -> None:
        look, tr = self.look, self.look.tr
        self.back_button = SecondaryButton(look, tr("Back"), "chevron-left")
        self.back_button.clicked.connect(lambda: self.back())
        self.close_button = SecondaryButton(look, tr("Close"))
        self.close_button.clicked.connect(lambda: self.close_with(False))
        self.scoring_button = PrimaryButton(look, tr("Open in scoring"), "list-checks")
        self.scoring_button.clicked.connect(lambda: self._go_to_scoring())
        self.buttons.insertWidget(0, self.back_button)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.scoring_button)

    # --- steps

    def step(self, path: Path) -> None:
        """Go on to that step; `back` returns to this one and to the row that led on."""
        self._came.append((self.path, self._row()))
        self.path = path
        self._show()
        self._focus(None)

    def back(self) -> bool:
        """Return to the step before; False if this is the first."""
        if not self._came:
            return False
        self.path, row = self._came.pop()
        self._show()
        self._focus(row)
        return True

    @property
    def accounts(self) -> Path:
        """The part of the path that names accounts."""
        return tuple(part for part in self.path if part.startswith(ACCOUNT))

    @property
    def rest(self) -> Path:
        """The part of the path that names a stage, a criterion, its history."""
        return self.path[len(self.accounts) :]

    def _account(self, part: str) -> Account | None:
        return self._tell(part.removeprefix(ACCOUNT)) if self._tell else None

    def _row(self) -> int | None:
        """The place of the row with the focus, if one has it."""
        now = self.window().focusWidget()
        return next((at for at, row in enumerate(self.view.rows) if row is now), None)

    def _first(self) -> QWidget:
        """What Enter presses in a new step: scoring of a criterion, else the first row."""
        if len(self.rest) > 1:
            return self.scoring_button
        return self.view.rows[0] if self.view.rows else self.close_button

    def _focus(self, row: int | None) -> None:
        """To that row of the view, with it in sight, else to what comes first."""
        if row is None or row >= len(self.view.rows):
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target = self.view.rows[row]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, target, lambda: self.area.ensureWidgetVisible(target, 0, MARGIN))

    def _renew(self) -> None:
        """The audit has changed under the sheet: the same step as it reads now, if it still is there."""
        if any(self._account(part) is None for part in self.accounts):
            self.close_with(False)
            return
        row = self._row()
        self._show()
        self._focus(row)

    def _show(self) -> None:
        if before := self.area.takeWidget():
            before.hide()
            before.deleteLater()  # later, since a row of it may be what was pressed
        self.view = self._make()
        self.area.setWidget(self.view)
        self.view.setAutoFillBackground(False)
        self.area.verticalScrollBar().setValue(0)
        self.title.setText(self._title())
        self.setAccessibleName(self._title())
        self._show_crumbs()
        self.back_button.setVisible(bool(self._came))
        self.scoring_button.setVisible(len(self.rest) > 1)
        self.fill(self.area, self.view)

    def _make(self) -> View:
        look, audit, scores = self.look, self._opened.audit, self._opened.scores
        accounts = self.accounts
        match self.rest:
            case () if accounts and (told := self._account(accounts[-1])):
                return AccountView(look, told, lambda path: self.step((*accounts, *path)))
            case ():
                found = lineage.of_overall(audit, scores)
                return OverallView(look, found, audit.framework, lambda code: self.step((*accounts, code)))
            case (code,):
                stage = lineage.of_stage(audit, scores, code)
                return StageView(look, stage, audit.framework, lambda c: self.step((*accounts, code, c)))
        criterion = lineage_of(self._opened, self.rest[1])
        if len(self.rest) > 2:
            return ChangesView(look, criterion)
        blobs = self._opened.store.blobs
        on = partial(self.step, (*self.path, CHANGES))
        return CriterionView(
            look, criterion, audit, on, blobs, lambda file: open_copy(file, blobs, self.failed.emit)
        )

    # --- title and crumbs

    def _title(self) -> str:
        tr, framework = self.look.tr, self._opened.audit.framework
        match self.rest:
            case () if self.accounts and (told := self._account(self.accounts[-1])):
                return told.title
            case ():
                return tr("How the overall score came about")
            case (code,):
                stage = framework.stage(code).short[tr.lang]
                return tr("How the score of “{stage}” came about", stage=stage)
        return framework.criteria[self.rest[1]].title[tr.lang]

    def _steps(self) -> list[tuple[str, Path]]:
        """What every step from the first number to here is called, and its path."""
        tr, rest = self.look.tr, self.rest
        told = [self._account(part) for part in self.accounts]
        names = [account.name for account in told if account] or [tr("Overall")]
        if rest:
            names.append(self._opened.audit.framework.stage(rest[0]).short[tr.lang])
        names += [*rest[1:2], *([tr("History")] if len(rest) > 2 else [])]
        first = 1 if told else 0
        return [(name, self.path[: first + at]) for at, name in enumerate(names)]

    def _show_crumbs(self) -> None:
        """The way from the overall to here; every step but this one can be pressed."""
        empty(self._flow)
        steps = self._steps()
        for name, path in steps:
            if path == self.path:
                here = Label(self.look, name, "strong", wrap=False)
                here.setContentsMargins(8, 0, 8, 0)
                here.setMinimumHeight(44)
                self._flow.addWidget(here)
                continue
            link = LinkButton(self.look, name)
            link.clicked.connect(partial(self._press_crumb, path))
            self._flow.addWidget(link)
            self._flow.addWidget(Label(self.look, "\u203a", "second", wrap=False))
        self._crumbs.setVisible(len(steps) > 1)

    def _press_crumb(self, path: Path, _: bool = False) -> None:
        """To a step above; going back from there leads on as if it had been the way."""
        self._came = [(before, row) for before, row in self._came if len(before) < len(path)]
        self.path = path
        self._show()
        self._focus(None)

    def _go_to_scoring(self) -> None:
        criterion = self.rest[1]
        self.close_with(True)
        self.went.emit(criterion)

    # --- room and keys

    def open(self, first: QWidget | None = None) -> None:
        super().open(first or self._first())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.around and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self.back():
            event.accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
            event.accept()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep() * (1 if key == Qt.Key.Key_PageDown else -1))
            event.accept()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        """From row to row; where there is no further one, scroll."""
        now = self._row()
        at = 0 if now is None else now + step
        if at in range(len(self.view.rows)):
            self.view.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.view.rows[at], 0, MARGIN)
        else:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + step * 2 * bar.singleStep())


def explain(page: AuditPage, path: Path, tell: Tell | None = None) -> LineageSheet | None:
    """Open the sheet over that page at that number; None without an audit or such a number."""
    if not page.opened or any(not tell or tell(part[1:]) is None for part in path if part[:1] == ACCOUNT):
        return None
    sheet = LineageSheet(page.look, page, page.opened, path, tell)
    sheet.went.connect(lambda criterion: page.went.emit("scoring", criterion))
    sheet.failed.connect(page.failed)
    sheet.open()
    return sheet
