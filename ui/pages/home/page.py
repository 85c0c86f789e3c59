"""The audits of this device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cxaudit.model import Brief
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.models.audits import AuditsModel
from ui.page import Page, Size
from ui.pages.home import files
from ui.pages.home.acts import RowActs
from ui.pages.home.agenda import Agenda
from ui.pages.home.empty import FirstSteps
from ui.pages.home.filters import Filters
from ui.pages.home.list import ListCard
from ui.pages.home.row import Beside, says
from ui.pages.home.tools import HomeTools
from ui.pages.home.waiting import Comments, Waiting
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.drop_hint import DropHint
from ui.widgets.messages import EmptyState, Skeleton

if TYPE_CHECKING:
    from cxaudit.store.agenda import Due
    from cxaudit.store.summary import AuditRow

_LOADING_MS = 300
_OPENS = {"brief": "brief", "field": "scoring", "review": "review"}
"""Where an audit opens: at the work that it waits for."""


class HomePage(Page):
    """Finds, opens, makes, imports, exports and removes audits."""

    key = "home"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk = desk
        self.model = AuditsModel(
            lambda: desk.store, lambda row: says(look, row, self._beside(row.audit)), self
        )
        self.model.failed.connect(self.failed)
        self._kept: dict[str, Any] = {}
        self._stale = True
        self._all = 0
        self._make_tools()
        self._build()
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.timeout.connect(lambda: self._stack.setCurrentWidget(self._skeleton))
        desk.store_opened.connect(self._take_store)
        desk.list_changed.connect(self._change)
        desk.failed.connect(self._explain)
        desk.busy.connect(self._wait)
        if desk.store:
            self._take_store()
        else:
            self._loading.start(_LOADING_MS)
        self._head()

    # --- parts

    def _make_tools(self) -> None:
        self._tools = HomeTools(self.look, self)
        self._tools.searched.connect(lambda words: self._ask(words=words))
        self._tools.entered.connect(lambda: self.list.rows.step(0))
        self._tools.import_button.clicked.connect(self.ask_import)
        self._tools.new_button.clicked.connect(self.ask_new)

    def _build(self) -> None:
        look, tr = self.look, self.look.tr
        self.filters = Filters(look)
        self.filters.chosen.connect(lambda state: self._ask(state=state))
        self.agenda = Agenda(look)
        self.agenda.chosen.connect(self._open_waiting)
        self.waiting = Waiting(self.desk, self.agenda, self)
        self.waiting.failed.connect(self.failed)
        self.waiting.counted.connect(self._repaint)
        self.acts = RowActs(self, self.desk, self._open)
        self.acts.returned.connect(self._point_at)
        self._stack = QStackedWidget()
        self.list = ListCard(look, self.model, self._sort_by)
        self.list.rows.delegate.beside = self._beside
        self.list.rows.opened.connect(self._open_row)
        self.list.rows.asked.connect(self._show_menu)
        clear = SecondaryButton(look, tr("Clear the filters"))
        clear.clicked.connect(self._clear)
        self._nothing = EmptyState(
            look, "search-x", tr("No audit matches"), tr("Check the words or clear the filters."), clear
        )
        self.first = FirstSteps(look)
        self.first.began.connect(self.ask_new)
        self.first.sample_asked.connect(lambda: self.desk.open_sample(self._show_sample))
        self.first.import_asked.connect(self.ask_import)
        again = PrimaryButton(look, tr("Try again"))
        again.clicked.connect(self._try_again)
        self._closed = EmptyState(look, "hard-drive", tr("The audits could not be opened"), "", again)
        self._blank, self._skeleton = QWidget(), _skeleton(look)
        for part in (self._blank, self._skeleton, self.list, self._nothing, self.first, self._closed):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(files.BusyStrip(look, self.desk))
        column.addWidget(self.agenda)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        hint = DropHint(look, self, "import", self._says_of_drop)
        hint.dropped.connect(lambda mime: self.import_files(files.audit_files(mime)))

    # --- page

    @property
    def title(self) -> str:
        return self.look.tr("Audits")

    @property
    def context(self) -> str:
        tr = self.look.tr
        if not self.desk.store:
            return tr("Opening the audits…")
        if not self._all:
            return tr("Your audits will appear here")
        return tr.plural("{n} audit", "{n} audits", self._all)

    def tools(self) -> list[QWidget]:
        return self._tools.all()

    def fits(self, width: int, height: int, size: Size) -> None:
        self._tools.fold(width)
        self.first.fold(4 if width / self.look.scale >= 700 else 2)
        self.agenda.fold(size != "wide" or height / self.look.scale < 600)

    def enter(self, argument: object) -> None:
        if isinstance(argument, dict):
            self._kept = argument
            if self.desk.store:
                self._restore()
        elif self._stale and self.desk.store:
            self._reload()

    def leave(self) -> None:
        self.desk.keep_place("home", {**self._where(), "words": ""})

    def place(self) -> object:
        return self._where()

    def up(self) -> bool:
        if self.model.words or self.model.state:
            self._clear()
            return True
        return False

    def press(self, key: str) -> bool:
        steps = {"Down": 1, "J": 1, "Up": -1, "K": -1}
        if key in steps and self._stack.currentWidget() is self.list:
            self.list.rows.step(steps[key])
            return True
        return False

    def act(self, name: str) -> bool:
        if name == "search" and self._all:
            self._tools.focus_search()
        elif name == "new" and self.desk.store:
            self.ask_new()
        return name in ("search", "new")

    # --- what is listed

    def _take_store(self) -> None:
        self._loading.stop()
        self._kept = self._kept or self.desk.place("home") or {}
        self._restore()

    def _where(self) -> dict[str, Any]:
        model, rows = self.model, self.list.rows
        current = model.row(rows.currentIndex().row())
        return {
            "words": model.words,
            "state": model.state or "",
            "sort": model.order,
            "descending": model.descending,
            "row": current.audit if current else "",
            "scroll": rows.verticalScrollBar().value(),
        }

    def _restore(self) -> None:
        """Search, filter, order and place as they were."""
        kept = {**self._where(), **self._kept}
        self._kept = {}
        self._tools.set_words(kept["words"])
        self.filters.set_state(kept["state"])
        self.model.ask(kept["words"], kept["state"] or None, kept["sort"], kept["descending"])
        self._show_list()
        QTimer.singleShot(0, self, lambda: self._point_at(kept["row"], kept["scroll"]))

    def _point_at(self, audit_id: str, scroll: int | None = None) -> None:
        rows = self.list.rows
        if scroll is not None:
            rows.doItemsLayout()
            rows.verticalScrollBar().setValue(scroll)
        self.model.row(0)
        index = self.model.find(audit_id)
        if index.isValid():
            rows.setCurrentIndex(index)

    def _change(self) -> None:
        self._stale = True
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        place = self._where()
        self.model.refresh()
        self._show_list()
        self._point_at(place["row"], place["scroll"])

    def _sort_by(self, key: str, descending: bool) -> None:
        self._ask(sort=key, descending=descending)

    def _ask(self, **wanted: Any) -> None:
        asked = {**self._where(), **wanted}
        self.model.ask(asked["words"], asked["state"] or None, asked["sort"], asked["descending"])
        self.list.rows.setCurrentIndex(QModelIndex())
        self.list.rows.scrollToTop()
        self._show_list()

    def _clear(self) -> None:
        self._tools.set_words("")
        self.filters.set_state("")
        self._ask(words="", state="")

    def _show_list(self) -> None:
        """The list, or what stands in its place; and the counts on the filters."""
        model = self.model
        self._stale = False
        found = sum(model.counts.values())
        if not model.words:
            self._all = found
        elif not self._all:
            self._all = sum(self.desk.store.catalog.counted().values()) if self.desk.store else 0
        self.filters.set_counts(model.counts)
        self.list.heading.set_order(model.order, model.descending)
        shown = self.list if model.rowCount() else self._nothing if self._all else self.first
        self._stack.setCurrentWidget(shown)
        self._head()
        QTimer.singleShot(0, self.waiting, self.waiting.refresh)  # the list does not wait for it

    def _repaint(self) -> None:
        self.list.rows.viewport().update()

    def _beside(self, audit_id: str) -> Beside:
        store = self.desk.store
        shared = store is not None and bool(store.spaces.of_audit(audit_id))
        return Beside(shared, self.waiting.comments_in(audit_id))

    def _open_waiting(self, one: Due | Comments) -> None:
        """Go where it is dealt with: to the criterion, of a comment or to check again, or to the contacts."""
        if not self.desk.open_audit(one.audit):
            return
        if isinstance(one, Comments):
            self.went.emit("scoring", f"{one.criterion}/comments")
        else:
            again = one.kind == "follow_up"
            self.went.emit("scoring" if again else "week", one.criteria[0] if again else None)

    def _head(self) -> None:
        """Search and the new audit stand in the title bar once there is an audit."""
        self.filters.setVisible(bool(self._all))
        self._tools.show_for(bool(self._all), self.desk.store is not None)
        self.headed.emit()

    def _explain(self, error: object) -> None:
        """The window says why; without a store this page offers to try again."""
        if self.desk.store is None:
            self._loading.stop()
            self._stack.setCurrentWidget(self._closed)

    def _try_again(self) -> None:
        self._stack.setCurrentWidget(self._skeleton)
        self.desk.open_store()

    # --- acts

    def _open_row(self, number: int) -> None:
        if row := self.model.row(number):
            self._open(row)

    def _open(self, row: AuditRow) -> None:
        self.open_audit(row.audit, _OPENS.get(row.state, "overview"))

    def _show_menu(self, number: int, where: QPoint) -> None:
        if row := self.model.row(number):
            self.acts.show_menu(row, where)

    def open_audit(self, audit_id: str, page: str = "overview") -> None:
        """Make the audit the current one and show it."""
        if self.desk.open_audit(audit_id):
            self.went.emit(page, None)

    def ask_new(self) -> None:
        """Ask for what a new audit needs."""
        from ui.pages.home.new import NewAuditSheet

        desk = self.desk
        sheet = NewAuditSheet(self.look, self, desk.settings.auditor, self.make, desk.begun)
        sheet.put_away.connect(self._keep_begun)
        sheet.open(sheet.company)

    def _keep_begun(self, brief: Brief | None) -> None:
        self.desk.begun = brief

    def make(self, brief: Brief) -> None:
        """Make an audit and go to its brief; if that fails, nothing has to be typed again."""
        self.desk.begun = brief
        if self.desk.create_audit(brief):
            self.went.emit("brief", None)

    # --- files

    def ask_import(self) -> None:
        """Ask for a file, offering those that were used before."""
        recent = self.desk.recent_files()
        if not recent:
            self._choose_import()
            return
        menu = files.recent_menu(self, self.look, recent, self._choose_import, self.import_files)
        button = self._tools.import_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _choose_import(self) -> None:
        files.ask_import(self, self.look, self.desk, self.import_files)

    def _says_of_drop(self, mime: QMimeData) -> str:
        taken = self.desk.store is not None and files.audit_files(mime)
        return self.look.tr("Drop the file to import it") if taken else ""

    def import_files(self, paths: list[Path]) -> None:
        """Take in audit files, one after another."""
        for path in paths:
            self.desk.import_file(path, self._welcome)

    def _welcome(self, audit_id: str) -> None:
        self._point_at(audit_id)
        if self.desk.store:
            kind, said = files.welcome(self.desk.store.audit(audit_id), self.look.tr)
            self.say(kind, said, self.look.tr("Open"), lambda: self.open_audit(audit_id))

    def _wait(self, name: str, done: int, total: int) -> None:
        """The sample takes a moment to draw; it is asked for once."""
        self.first.sample.setEnabled(not total)

    def _show_sample(self, audit_id: str) -> None:
        self.open_audit(audit_id)


def _skeleton(look: Look) -> QWidget:
    card = Card(look)
    card.body.setSpacing(24)
    for _ in range(5):
        card.add(Skeleton(look, 2))
    return card
