"""What can be done with the evidence of the criterion that is shown: give, open, caption, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Criterion, Evidence
from cxaudit.proof import is_draft
from ui import viewer
from ui.desk import Desk
from ui.file_dialog import open_files
from ui.intake import Given, Intake, given, holds_files
from ui.meeting import sharing
from ui.open_audit import OpenAudit
from ui.page import Page
from ui.pages.phone.folder import PhoneFolder
from ui.pages.scoring.evidence import EvidenceColumn, EvidenceRow
from ui.pages.scoring.note import DRAFT_MS
from ui.widgets.buttons import PrimaryButton
from ui.widgets.drop_hint import DropHint
from ui.widgets.evidence import EvidenceTile, EvidenceTiles
from ui.widgets.sheet import Sheet
from ui.widgets.thumbs import Thumbs

_MOST_REFUSALS = 5
_PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.avif *.webp *.gif *.tif *.tiff *.bmp"
_FOLDER = "evidence folder"


class CriterionFiles(QObject):
    """Fills the column and the row of a page, and does what their buttons say."""

    def __init__(self, page: Page, desk: Desk, row: EvidenceRow) -> None:
        super().__init__(page)
        self._page, self._desk, self.look = page, desk, page.look
        self._open: OpenAudit | None = None
        self._criterion: Criterion | None = None
        self._thumbs = Thumbs(self)
        self._sheet: Sheet | None = None
        self._sheet_tiles: EvidenceTiles | None = None
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._keep_drafts)
        self.row, self.column = row, EvidenceColumn(page.look, self._thumbs)
        self.intake = desk.findChild(Intake) or Intake(desk)
        self.intake.changed.connect(self._show_intake)
        self.intake.ended.connect(self._explain)
        row.asked.connect(self.open_sheet)
        self._connect_tiles(self.column.tiles)
        for adders in (self.column.adders, row.adders):
            adders.photo.clicked.connect(lambda: self.choose(photos=True))
            adders.file.clicked.connect(lambda: self.choose())
            adders.paste.clicked.connect(self.paste)
            adders.phone.clicked.connect(self._go_to_phone)
        self._phone = PhoneFolder.of(desk)
        self._phone.counted.connect(self._show_new)
        self._show_new(len(self._phone.new))

    # --- showing ------------------------------------------------------------------------------

    def show_criterion(self, audit: OpenAudit, criterion: Criterion) -> None:
        """Show the files of another criterion; a caption must have been finished."""
        self._open, self._criterion = audit, criterion
        self.refresh()

    def refresh(self) -> None:
        """Show the files as the audit names them now, and what is still under way."""
        if not self._open or not self._criterion:
            return
        audit, criterion = self._open.view, self._criterion.id
        under_way = [(b.done, len(b.names)) for b in self.intake.pending(audit.id, criterion)]
        files, blobs = audit.evidence_of(criterion), self._open.store.blobs
        coming = sharing.awaited(self._open, files)
        contested = frozenset(file.id for file in files if cells.caption(file.id) in audit.conflicts)
        for tiles in filter(None, (self.column.tiles, self._sheet_tiles)):
            tiles.show_files(files, blobs, under_way, coming, contested)
        self.show_count()

    def show_count(self) -> None:
        """Say how many files there are, and whether the score is a draft without one."""
        if self._open and self._criterion:
            audit, criterion = self._open.view, self._criterion.id
            count, draft = len(audit.evidence_of(criterion)), is_draft(audit, criterion)
            self.column.show_count(count, draft)
            self.row.show_count(count, draft)

    def flush(self) -> bool:
        """Make changes of the captions that are being typed; False if one could not be saved."""
        self._draft.stop()
        return all([tiles.flush() for tiles in filter(None, (self.column.tiles, self._sheet_tiles))])

    def open_sheet(self) -> None:
        """The files in a sheet, where there is no column for them."""
        if not self._criterion:
            return
        tr = self.look.tr
        title = f"{self._criterion.id} \u00b7 {self._criterion.title[tr.lang]}"
        sheet = self._sheet = Sheet(self.look, self._page, tr("Evidence"), title)
        self._sheet_tiles = EvidenceTiles(self.look, self._thumbs)
        self._connect_tiles(self._sheet_tiles)
        sheet.body.addWidget(self._sheet_tiles)
        close = PrimaryButton(self.look, tr("Close"))
        close.clicked.connect(lambda: sheet.close_with(True))
        sheet.buttons.addWidget(close)
        sheet.closed.connect(self._forget_sheet)
        self.refresh()
        sheet.open(close)

    def _forget_sheet(self) -> None:
        self._sheet = None
        if self._sheet_tiles:
            self._sheet_tiles.flush()
            self._sheet_tiles = None

    def _show_intake(self, criterion: str) -> None:
        if self._criterion and criterion == self._criterion.id:
            self.refresh()

    # --- giving -------------------------------------------------------------------------------

    def take_drops(self, over: QWidget, here: Callable[[], str]) -> None:
        """Let files be dropped on a part of the page; `here` is the criterion that gets them, or empty."""
        tr = self.look.tr

        def says(mime: QMimeData) -> str:
            taken = here() if holds_files(mime) else ""
            return tr("Drop the files to add them to {criterion}", criterion=taken) if taken else ""

        hint = DropHint(self.look, over, "upload", says)
        hint.dropped.connect(self.give_from)

    def give(self, files: Sequence[Given]) -> None:
        """Take files in for the criterion that is shown now."""
        if self._open and self._criterion and files:
            self.intake.take(self._open, self._criterion.id, files)

    def give_from(self, mime: QMimeData) -> bool:
        """Take in what was dropped or pasted; False if it holds neither a file nor a picture."""
        found = given(mime, self.look.tr)
        self.give(found)
        return bool(found)

    def choose(self, photos: bool = False) -> None:
        """Ask for files with the system's dialog."""
        tr = self.look.tr
        kinds = tr("Photos") + f" ({_PICTURES} {_PICTURES.upper()})" if photos else ""
        start = str(self._desk.place(_FOLDER) or Path.home())
        title = tr("Add photos") if photos else tr("Add files")
        open_files(self._page, self.look, title, start, kinds, self._take)

    def _take(self, paths: list[Path]) -> None:
        self._desk.keep_place(_FOLDER, str(paths[0].parent))
        self.give([Given(path.name, path) for path in paths])

    def paste(self) -> None:
        """Take in the picture or the files on the clipboard; text belongs in the note."""
        if not self.give_from(QGuiApplication.clipboard().mimeData()):
            tr = self.look.tr
            sentence = tr("There is no picture and no file on the clipboard. Text goes into the note.")
            self._page.say("accent", sentence)

    def _go_to_phone(self) -> None:
        """Where photos from the phone are looked over, with those that are new."""
        self._page.went.emit("phone", "new" if self._phone.new else None)

    def _show_new(self, count: int) -> None:
        self.column.adders.show_new(count)
        self.row.adders.show_new(count, short=True)

    def _explain(self, criterion: str, refused: list[Exception]) -> None:
        """One sentence for each file that was refused."""
        known = [error.said(self.look.tr) for error in refused if isinstance(error, KnownError)]
        more = len(known) - _MOST_REFUSALS
        if more > 0:
            known[_MOST_REFUSALS:] = [self.look.tr.plural("And {n} more file.", "And {n} more files.", more)]
        if known:
            self._page.say("danger", "\n".join(known))
        for error in refused:
            if not isinstance(error, KnownError):
                self._page.failed.emit(error)

    # --- tiles --------------------------------------------------------------------------------

    def _connect_tiles(self, tiles: EvidenceTiles) -> None:
        tiles.opened.connect(self._open_file)
        tiles.removed.connect(self._remove)
        tiles.withheld.connect(self._withhold)
        tiles.captioned.connect(self._set_caption)
        tiles.typed.connect(self._type_caption)

    def _open_file(self, file: Evidence) -> None:
        """A picture opens within the window, everything else in what the system shows it with."""
        if self._open and sharing.awaited(self._open, (file,)):
            sentence = self.look.tr(
                "“{name}” is still on its way. It comes with one of the next syncs.", name=file.name
            )
            self._page.say("accent", sentence)
        elif self._open and file.kind == "image" and file.preview:
            if self._sheet:
                self._sheet.close_with(True)
            self._page.went.emit("photo", file.id)
        elif self._open:
            viewer.open_copy(file, self._open.store.blobs, self._page.failed.emit)

    def _remove(self, file: Evidence) -> None:
        opened, tr = self._open, self.look.tr
        if opened is None or not self.flush() or not opened.remove_evidence(file.id, self):
            return

        def bring_back() -> None:
            if self._desk.current is opened:
                opened.add_evidence([file], self)

        self._page.say("ok", tr("“{name}” is removed.", name=file.name), tr("Undo"), bring_back)

    def _withhold(self, file: Evidence) -> None:
        if self._open and self.flush():
            self._open.withhold_evidence(file.id, not file.internal)

    def _type_caption(self, tile: EvidenceTile) -> None:
        if self._open and tile.file:
            if not tile.typing:
                tile.seen = self._open.begin(cells.caption(tile.file.id))
            if not self._draft.isActive():
                self._draft.start()

    def _keep_drafts(self) -> None:
        for tiles in filter(None, (self.column.tiles, self._sheet_tiles)):
            for tile in tiles.tiles:
                if self._open and tile.file and tile.typing:
                    self._open.keep_draft(cells.caption(tile.file.id), tile.caption.text(), tile.seen)

    def _set_caption(self, tile: EvidenceTile) -> None:
        if not self._open or not tile.file:
            return
        cell = cells.caption(tile.file.id)
        if not self._open.set_text(cell, tile.caption.text().replace("\0", ""), tile.seen, self):
            tile.keep_typing()
