"""Photos from a phone: read, matched to criteria by their time, looked over and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cxaudit.phone import files as phone_files
from cxaudit.phone.matching import Photo
from ui import worker
from ui.desk import Desk
from ui.file_dialog import open_files, open_folder
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Page, Size
from ui.pages.phone import words
from ui.pages.phone.batch import Entry, PhotoBatch, Taken
from ui.pages.phone.choosing import ask_time, choose_criterion
from ui.pages.phone.clock import ClockView
from ui.pages.phone.dock import PhotoDock
from ui.pages.phone.folder import PhoneFolder
from ui.pages.phone.grid import PhotoGrid
from ui.pages.phone.model import PhotoModel
from ui.pages.phone.watching import WatchCard
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.labels import Label
from ui.widgets.messages import EmptyState

_FOLDER = "phone/last folder"
_KINDS = " ".join(f"*{end} *{end.upper()}" for end in phone_files.ENDINGS)


class PhonePage(Page):
    """Entered with `clock` for the clock screen, with `new` for what came into the watched folder."""

    key = "phone"
    wants_rail = False

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self._desk = desk
        self.batch, self.folder = PhotoBatch.of(desk), PhoneFolder.of(desk)
        tr = look.tr
        self.model = PhotoModel(look, self)
        self.grid = PhotoGrid(look, self.model)
        self.dock = PhotoDock(look)
        self.watched = WatchCard(look, self.folder)
        self.clock = ClockView(look)
        self.clock_button = SecondaryButton(look, tr("Clock screen"), "timer")
        self.files_button = SecondaryButton(look, tr("Photos"), "image")
        self.folder_button = SecondaryButton(look, tr("Folder"), "folder-open")
        self._clocks = Label(look, "", "second")
        self._lay_out()
        self._connect()
        self.batch.turn(desk.current)
        self._show()

    def _lay_out(self) -> None:
        look, tr = self.look, self.look.tr
        first = PrimaryButton(look, tr("Choose a folder"), "folder-open")
        second = SecondaryButton(look, tr("Choose photos"), "image")
        first.clicked.connect(self.choose_folder)
        second.clicked.connect(self.choose_files)
        self._empty = EmptyState(
            look,
            "smartphone",
            tr("Bring photos in from a phone"),
            tr("Each goes to the criterion that was on screen when it was taken. You confirm first."),
            first,
            second,
            self,
        )
        self._middle = QStackedLayout()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.grid)
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.watched)
        column.addWidget(self._clocks)
        column.addLayout(self._middle, 1)
        column.addWidget(self.dock)
        self._nothing = EmptyState(look, "clipboard-list", tr("No audit is open."))
        self._stack = QStackedLayout(self)
        for part in (self._work, self.clock, self._nothing):
            self._stack.addWidget(part)

    def _connect(self) -> None:
        self.clock_button.clicked.connect(lambda: self.show_clock(True))
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.watched.asked.connect(self.choose_watched)
        self.watched.wanted.connect(self.read_new)
        self.dock.move_to.clicked.connect(self.move_chosen)
        self.dock.leave.clicked.connect(self.leave_out)
        self.dock.clock.clicked.connect(self.mark_clock)
        self.dock.take.clicked.connect(self.batch.take)
        self.dock.stop.clicked.connect(self.batch.cancel)
        self.grid.asked.connect(self.move_chosen)
        self.model.selection_changed.connect(self._show_choice)
        self.batch.changed.connect(self._refresh)
        self.batch.progressed.connect(self._show_progress)
        self.batch.taken.connect(self._say_taken)
        self._desk.audit_opened.connect(self._turn)

    # --- what the window asks -----------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.look.tr("Clock screen") if self.on_clock else self.look.tr("Photos from the phone")

    @property
    def context(self) -> str:
        return self.batch.opened.audit.brief.company if self.batch.opened else ""

    def tools(self) -> list[QWidget]:
        return [self.clock_button, self.files_button, self.folder_button]

    def place(self) -> object:
        return "clock" if self.on_clock else None

    def enter(self, argument: object) -> None:
        self.batch.turn(self._desk.current)
        self.show_clock(argument == "clock")
        if argument == "new":
            self.read_new()
        self._show()

    def fits(self, width: int, height: int, size: Size) -> None:
        self.dock.fold(width < self.look.px(900))

    def up(self) -> bool:
        if self.on_clock:
            self.show_clock(False)
            return True
        if self.model.selected:
            self.model.select(())
            return True
        return False

    def press(self, key: str) -> bool:
        acts = {
            "Enter": self.move_chosen,
            "Delete": self.leave_out,
            "Ctrl+A": self.model.select_all,
            "Ctrl+E": self.choose_files,
            "Ctrl+Enter": self.batch.take,
        }
        if key not in acts or self.on_clock or not self.batch.opened:
            return False
        acts[key]()
        return True

    # --- the clock --------------------------------------------------------------------------

    @property
    def on_clock(self) -> bool:
        return self._stack.currentWidget() is self.clock

    def show_clock(self, shown: bool) -> None:
        """The clock screen in place of the photos, or the photos again."""
        work = self._work if self.batch.opened else self._nothing
        self._stack.setCurrentWidget(self.clock if shown else work)
        for button in (self.clock_button, self.files_button, self.folder_button):
            button.setVisible(not shown and self.batch.opened is not None)
        self.headed.emit()

    def mark_clock(self) -> None:
        """The one selected photo is of the clock; what its code does not say is asked for."""
        entry = next(iter(self.model.entries()), None)
        if entry is None:
            return
        sha, name = entry.photo.sha256, entry.photo.name
        if entry.fate == "clock":
            self.batch.is_no_clock(sha)
            return
        if entry.photo.by_file:
            sentence = self.look.tr(
                "“{name}” carries no time of its camera, so it sets no clock right.", name=name
            )
            self.say("warn", sentence)
            return

        def read(photo: Photo) -> None:
            if photo.shows:
                self.batch.show_clock(sha, photo.shows)
            else:
                ask_time(self, self.look, name, lambda typed: self.batch.set_clock(sha, typed))

        path = entry.photo.path
        worker.run(lambda _: phone_files.read(path, closely=True), read, self.failed.emit, owner=self)

    # --- giving -----------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for a folder, and read all photos in it."""
        open_folder(self, self.look, self.look.tr("Folder with photos"), self._last(), self._read_folder)

    def choose_files(self) -> None:
        """Ask for photos."""
        tr = self.look.tr
        kinds = tr("Photos") + f" ({_KINDS})"
        open_files(self, self.look, tr("Choose photos"), self._last(), kinds, self._read_files)

    def choose_watched(self) -> None:
        """Ask which folder is to be watched."""
        title = self.look.tr("Folder that the phone syncs into")
        open_folder(self, self.look, title, self._last(), self.folder.watch)

    def read_new(self) -> None:
        """Read what came into the watched folder."""
        new = self.folder.new
        if new and not self.batch.doing:
            self.batch.read_files(new, lambda: self.folder.see(new))

    def _read_folder(self, folder: Path) -> None:
        self._desk.keep_place(_FOLDER, str(folder))
        self.batch.read_folder(folder)

    def _read_files(self, paths: list[Path]) -> None:
        self._desk.keep_place(_FOLDER, str(paths[0].parent))
        self.batch.read_files(paths)

    def _last(self) -> str:
        return str(self._desk.place(_FOLDER) or Path.home())

    # --- deciding ---------------------------------------------------------------------------

    def move_chosen(self) -> None:
        """Ask which criterion the selected photos belong to."""
        entries, opened = self.model.entries(), self.batch.opened
        if entries and opened:
            near = list(dict.fromkeys(e.match.criterion for e in entries if e.match.criterion))
            choose_criterion(self.window(), self.look, opened.seen, near, self._move)

    def _move(self, criterion: str) -> None:
        moved = [entry.photo.sha256 for entry in self.model.entries()]
        self.model.select(())
        self.batch.move(moved, criterion)

    def leave_out(self) -> None:
        """The selected photos do not become evidence; if they are left out already, they may again."""
        chosen = self.model.entries()
        hashes = [entry.photo.sha256 for entry in chosen]
        if hashes:
            self.model.select(())
            (self.batch.take_back if _are_left(chosen) else self.batch.leave_out)(hashes)

    # --- showing ----------------------------------------------------------------------------

    def _turn(self, opened: OpenAudit | None) -> None:
        self.batch.turn(opened)
        self.show_clock(False)

    def _refresh(self) -> None:
        """Nothing is drawn for a page that nobody looks at; it is when it is entered."""
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        opened, tr = self.batch.opened, self.look.tr
        entries = self.batch.entries
        bad = [error.said(tr) for error in self.batch.refused]
        if n := self.batch.others:
            bad.append(tr.plural("{n} other file was passed over.", "{n} other files were passed over.", n))
        if opened:
            self.model.show_batch(opened.audit, entries, bad)
        self._clocks.setText(words.clocks_said(entries, self.batch.clocks, tr))
        self._clocks.setVisible(bool(self._clocks.text()))
        filled = bool(self.model.rows or self.batch.doing)
        self._middle.setCurrentWidget(self.grid if filled else self._empty)
        self.dock.setVisible(filled)
        for button in (self.files_button, self.folder_button, self.watched.new):
            button.setEnabled(not self.batch.doing)
        if self.batch.doing:
            self._show_progress(0, 0)
        else:
            self._show_choice()

    def _show_choice(self) -> None:
        if self.batch.doing:
            return
        tr, chosen, entries = self.look.tr, self.model.entries(), self.batch.entries
        ready = sum(entry.fate == "criterion" for entry in entries)
        if len(chosen) == 1:
            said, note = self._said_of(chosen[0])
        elif chosen:
            said = tr.plural("{n} photo selected", "{n} photos selected", len(chosen))
            note = words.counts_said(chosen, tr)
        else:
            said = words.counts_said(entries, tr)
            open_ones = any(entry.fate != "known" for entry in entries)
            note = tr("Select photos to move them or to leave them out.") if open_ones else ""
        clock = ""
        if len(chosen) == 1:
            clock = tr("Not the clock") if chosen[0].fate == "clock" else tr("This is the clock")
        leave = tr.context("photos", "Take back") if _are_left(chosen) else tr.context("photos", "Leave out")
        self.dock.show_choice(said, note, leave if chosen else "", clock, ready)

    def _said_of(self, entry: Entry) -> tuple[str, str]:
        opened, tr = self.batch.opened, self.look.tr
        assert opened
        why = f"{words.taken_at(entry, self.look)} · {words.reason(entry, tr)}"
        if entry.fate == "criterion":
            why = f"{why} · {words.criterion_title(entry.criterion, opened.audit, tr)}"
        return entry.photo.name, why

    def _show_progress(self, done: int, total: int) -> None:
        tr, share, now = self.look.tr, done / total if total else 0.0, min(done + 1, total)
        if self.batch.doing == "reading":
            said = tr("Reading {n} of {total}…", n=now, total=total) if total else tr("Reading…")
        elif self.batch.doing == "taking":
            said = tr("Adding {n} of {total}…", n=now, total=total) if total else tr("Adding…")
        else:
            return
        self.dock.show_progress(said, share)

    def _say_taken(self, taken: Taken) -> None:
        opened, tr = self.batch.opened, self.look.tr
        if not taken.files:
            return
        said = tr.plural("{n} photo is added.", "{n} photos are added.", len(taken.files))
        if taken.stopped:
            said += " " + tr("The others are still here.")

        def undo() -> None:
            if self._desk.current is opened:
                self.batch.give_back(taken)

        self.say("ok", said, tr("Undo"), undo)


def _are_left(chosen: Sequence[Entry]) -> bool:
    return bool(chosen) and all(entry.fate == "left" for entry in chosen)
