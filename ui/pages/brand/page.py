"""The brand of the reports: a form beside real pages, kept as one file that can be passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.model import Lang
from cxaudit.progress import Progress
from cxaudit.reports.brand.file import SUFFIX, load_brand, read_picture, save_brand
from cxaudit.reports.brand.kit import DEFAULT, Brand
from cxaudit.reports.brand.pictures import Role
from ui import worker
from ui.desk import Desk
from ui.file_dialog import open_files, save_file
from ui.files import documents, fitting, show_folder
from ui.look import GAP, MARGIN, Look
from ui.page import Page, Size
from ui.pages.brand.fields import dropped
from ui.pages.brand.form import BrandForm
from ui.pages.brand.preview import BrandPreview
from ui.pages.brand.shelf import Shelf
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.scroll import Content, ScrollArea

QUIET_MS = 300
_ENDINGS = (SUFFIX, ".toml")
_REFUSED = "brand_refused"


class BrandPage(Page):
    """What is typed is kept; reports have it once it is chosen for them."""

    key = "brand"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk, self.shelf = desk, Shelf(desk)
        self.lang: Lang = look.tr.lang
        self.used: Brand = DEFAULT
        """The brand that reports have."""
        self._began = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET_MS)
        self._soon.timeout.connect(self._make)
        self.setAcceptDrops(True)
        self._build()

    # --- parts

    def _build(self) -> None:
        look = self.look
        self.form = BrandForm(look, self.lang)
        self.form.changed.connect(self._follow)
        self.form.typed.connect(self._head)
        self.form.language_chosen.connect(self._choose_language)
        self.form.picture_asked.connect(self.ask_picture)
        self.form.picture_given.connect(self.take_picture)
        self.form.chosen.connect(self._go_on_with)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for card in self.form.cards:
            column.addWidget(card)
        column.addStretch(1)
        holder = Content()
        holder.setLayout(column)
        self._side = ScrollArea(look, holder)
        self.preview = BrandPreview(look, self.desk)
        self.preview.failed.connect(self.failed)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setSpacing(GAP)
        self._whole.addWidget(self._side)
        self._whole.addWidget(self.preview, 1)
        tr = look.tr
        self.open_button = SecondaryButton(look, tr("Open a file"), "folder-open")
        self.open_button.clicked.connect(self.ask_open)
        self.save_button = SecondaryButton(look, tr("Save as a file"), "share")
        self.save_button.clicked.connect(self.ask_save)
        self.use_button = PrimaryButton(look, tr("Use for reports"), "check")
        self.use_button.clicked.connect(self.use)

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Brand")

    @property
    def status(self) -> tuple[Kind, str]:
        tr = self.look.tr
        if self._is_settled:
            return "ok", tr.context("brand", "In use")
        return "quiet", tr.context("brand", "Not in use yet")

    @property
    def context(self) -> str:
        return self.look.tr("How reports look: {name}", name=self.brand.name)

    def tools(self) -> list[QWidget]:
        return [self.open_button, self.save_button, self.use_button]

    def enter(self, argument: object) -> None:
        self._show_recent()
        if isinstance(argument, dict):
            self._return_to(argument)
        elif not self._began:
            self._begin()
        elif self.preview.is_stale:
            self._make()

    def leave(self) -> None:
        """What is not used yet is put aside for the next time, refused texts too."""
        if self._began:
            self.desk.keep_place(_REFUSED, self.form.refused)
            brand, shelf = None if self.brand == self.used else self.brand, self.shelf
            worker.run(lambda _: shelf.put_aside(brand), lambda _: None, self.failed.emit, owner=self)

    def place(self) -> object:
        chosen = self.lang if self.lang != self.look.tr.lang else None
        place: dict[str, object] = {"brand": self.brand, "used": self.used, "refused": self.form.refused}
        place |= {"lang": chosen, "page": self.preview.page}
        return place if self._began else None

    def _return_to(self, place: dict[str, Any]) -> None:
        self.used = place["used"]
        self._began = True
        self.preview.first = place["page"]
        if place["lang"]:
            self.form.language.set_value(place["lang"])
            self._choose_language(place["lang"])
        self._show(place["brand"])
        self.form.set_refused(place["refused"])

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self._whole.setContentsMargins(margin, margin, margin, margin)
        tall = size != "wide" and height > width
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.TopToBottom if tall else directions.LeftToRight)
        room = width - 2 * margin
        side = room if tall else min(self.look.px(372 if size == "wide" else 316), round(room * 0.45))
        self._side.setFixedWidth(side)
        self._side.setMaximumHeight(round(height * 0.5) if tall else 16_777_215)
        self.preview.fold(room if tall else room - side - GAP)

    def press(self, key: str) -> bool:
        return self.preview.press(key)

    # --- the brand

    @property
    def brand(self) -> Brand:
        return self.form.brand

    @property
    def _is_settled(self) -> bool:
        """Whether reports have all that stands in the form."""
        return self.brand == self.used and not self.form.refused

    @property
    def _client(self) -> str:
        return self.desk.current.audit.brief.company.strip() if self.desk.current else ""

    def _begin(self) -> None:
        """Go on with what was put aside, else with what reports use."""
        if not self.desk.store:
            self.desk.store_opened.connect(self._begin, Qt.ConnectionType.SingleShotConnection)
            return
        shelf, used = self.shelf, self.shelf.used

        def work(_: Progress) -> tuple[Brand, Brand]:
            return shelf.begin(used)

        def done(found: tuple[Brand, Brand]) -> None:
            brand, self.used = found
            self._began = True
            self._show(brand)
            self.form.set_refused(self.desk.place(_REFUSED) or {})

        worker.run(work, done, self.failed.emit, owner=self)

    def _show(self, brand: Brand) -> None:
        """Put a brand into the form, and make its pages."""
        self.form.set_brand(brand)
        self._remark()
        self._make()
        self._head()

    def _follow(self) -> None:
        """The form has changed."""
        self._remark()
        self._soon.start()
        self._head()

    def _head(self) -> None:
        """Name the brand in the title bar; what is in use already has nothing to press."""
        self.use_button.setEnabled(not self._is_settled)
        self.headed.emit()

    def _remark(self) -> None:
        """Say what becomes of the colours, and offer those of the logo; both beside the window."""
        brand, tr = self.brand, self.look.tr

        def work(_: Progress) -> tuple[Any, tuple[str, ...]]:
            from cxaudit.reports.brand.contrast import remarks
            from cxaudit.reports.brand.pictures import colours_of

            return remarks(brand, tr), colours_of(brand.logo) if brand.logo else ()

        def done(found: tuple[Any, tuple[str, ...]]) -> None:
            if brand == self.brand:
                self.form.set_remarks(found[0])
                self.form.offer(found[1])

        worker.run(work, done, self.failed.emit, owner=self)

    def _replace(self, brand: Brand, said: str) -> None:
        """Go on with another brand; what was typed and is not used can be brought back."""
        before = self.brand
        self._show(brand)
        if before in (brand, self.used):
            return
        tr = self.look.tr
        self.say("quiet", said, tr("Back to {name}", name=before.name), lambda: self._show(before))

    def _go_on_with(self, file: str) -> None:
        """A brand that was used before, or the program's own look."""
        if not file:
            self._replace(DEFAULT, self._shown(DEFAULT))
        else:
            self.open(Path(file))

    def _show_recent(self) -> None:
        self.form.set_recent(self.shelf.recent(self._client), self.shelf.used)

    def _shown(self, brand: Brand) -> str:
        return self.look.tr("This is {name} now.", name=brand.name)

    # --- files

    def ask_open(self) -> None:
        tr = self.look.tr
        open_files(
            self, self.look, tr("Open a brand"), self._folder, tr("Brands (*.cxbrand *.toml)"),
            lambda files: self.open(files[0]), several=False,
        )  # fmt: skip

    def open(self, file: Path) -> None:
        """Go on with the brand of that file; a file that is none changes nothing."""
        self.tried.emit()
        worker.run(
            lambda _: load_brand(file),
            lambda brand: self._replace(brand, self._shown(brand)),
            lambda fault: self._refuse(fault, file),
            owner=self,
        )

    def ask_picture(self, role: Role) -> None:
        tr = self.look.tr
        title = tr("Choose the logo") if role == "logo" else tr("Choose the picture on the cover")
        kinds = tr("Pictures (*.png *.jpg *.jpeg)")
        open_files(
            self,
            self.look,
            title,
            self._folder,
            kinds,
            lambda files: self.take_picture(role, files[0]),
            False,
        )

    def take_picture(self, role: Role, file: Path) -> None:
        """Take the picture of that file; one that is none changes nothing."""
        self.tried.emit()
        worker.run(
            lambda _: read_picture(file, role),
            lambda data: self.form.set_picture(role, data),
            lambda fault: self._refuse(fault, file),
            owner=self,
        )

    def _refuse(self, fault: Exception, file: Path) -> None:
        self.failed.emit(fault.naming(file) if isinstance(fault, KnownError) else fault)

    def ask_save(self) -> None:
        """Ask where the file goes."""
        if self._is_faulty():
            return
        tr = self.look.tr
        name = file_name(self.brand)
        save_file(
            self, self.look, tr("Save the brand"), self._folder, tr("Brands (*.cxbrand)"), name, self.save
        )

    def save(self, path: Path) -> None:
        """Write the brand to that file; one that is there stays until the new one is whole."""
        path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
        brand = self.brand
        self.tried.emit()
        worker.run(
            lambda _: save_brand(brand, path),
            lambda _: self._say_saved(path),
            lambda fault: self._refuse(fault, path),
            owner=self,
        )

    def _say_saved(self, path: Path) -> None:
        tr = self.look.tr
        self.desk.keep_place("brand_folder", str(path.parent))
        said = tr("Saved: {name}. The pictures are in it.", name=path.name)
        self.say("ok", said, tr("Show the folder"), lambda: show_folder(path))

    @property
    def _folder(self) -> str:
        return str(self.desk.place("brand_folder") or documents())

    def use(self) -> None:
        """Let the reports of this device have the brand."""
        if self._is_faulty() or self.use_button.busy:
            return
        brand, shelf = self.brand, self.shelf
        self.use_button.set_busy(True)

        def done(file: str) -> None:
            self.use_button.set_busy(False)
            shelf.use(brand, file, self._client)
            self.used = brand
            self._show_recent()
            self._head()
            tr = self.look.tr
            link = tr("Open the report") if self.desk.current else ""
            said = tr("Reports look like {name} from now on.", name=brand.name)
            self.say("ok", said, link, lambda: self.went.emit("report", None))

        def failed(fault: Exception) -> None:
            self.use_button.set_busy(False)
            self.failed.emit(fault)

        worker.run(lambda _: shelf.keep(brand), done, failed, owner=self)

    def _is_faulty(self) -> bool:
        """Whether a field has a fault, which it then says."""
        if control := self.form.fault():
            control.setFocus(Qt.FocusReason.TabFocusReason)
            self._side.ensureWidgetVisible(control)
        return control is not None

    # --- drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(file.suffix.lower() in _ENDINGS for file in dropped(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for file in dropped(event):
            event.acceptProposedAction()
            self.open(file)

    # --- pages

    def _choose_language(self, lang: Lang) -> None:
        self.lang = lang
        self._make()

    def _make(self) -> None:
        """Show the brand on its pages."""
        if self._began:
            self._soon.stop()
            self.preview.make(self.brand, self.lang)


def file_name(brand: Brand) -> str:
    """A name for the brand's file that every system takes: `Sample Partners.cxbrand`."""
    return fitting(brand.name, "brand") + SUFFIX
