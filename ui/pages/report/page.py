"""The report as it will be printed, and the file that is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.model import LANGS, Audit, Lang
from cxaudit.progress import Progress
from cxaudit.quality import completeness
from cxaudit.reports import FORMATS, save
from cxaudit.reports.brand.file import load_brand
from cxaudit.reports.brand.kit import DEFAULT, Brand
from cxaudit.reports.options import SECTIONS, Options
from ui import worker
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.drawing import LOCK
from ui.file_dialog import open_files, save_file
from ui.files import documents, fitting, show_folder
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages import gap_words
from ui.pages.overview.page import MISSING
from ui.pages.report import draft as report_draft
from ui.pages.report.choices import SavedBar
from ui.pages.report.draft import Draft
from ui.pages.report.preview import PreviewCard
from ui.pages.report.side import Side
from ui.widgets.buttons import PrimaryButton
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar

QUIET_MS = 300
"""A change waits this long for the next one before the report is made anew."""
_PATIENCE_MS = 300


def file_name(audit: Audit, kind: str = "pdf") -> str:
    """A name for the report's file that every system takes: `Demo Co Coffee 2026-1.pdf`."""
    brief = audit.brief
    return fitting(f"{brief.company} {brief.product} {brief.wave}", "report") + f".{kind}"


class ReportPage(AuditPage):
    """Makes the PDF beside the window on every change, shows its pages and saves it."""

    key = "report"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, QUIET_MS)
        self.draft: Draft | None = None
        self.lang: Lang = look.tr.lang
        self.kind = "pdf"
        self.brand: Brand = DEFAULT
        self._brand_file = ""
        self._page = 0
        self._job: worker.Job | None = None
        self._saved: Path | None = None
        self._sections = self._remembered()
        self._since = self.desk.place("report_since") or {}
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE_MS)
        self._slow.timeout.connect(self._say_making)
        self._make_tools()
        self._build()
        self.follow()

    # --- parts

    def _make_tools(self) -> None:
        look, tr = self.look, self.look.tr
        self.made = Label(look, "", "second", wrap=False)
        self.save_button = PrimaryButton(look, tr("Save {kind}", kind="PDF"), "file-down")
        self.save_button.setToolTip("Ctrl+P")
        self.save_button.clicked.connect(self.ask_save)

    def _build(self) -> None:
        look = self.look
        self._side = side = Side(look, self.lang, self._sections)
        self.look_card, self.sections, self.disclosure = side.look_card, side.sections, side.disclosure
        self.look_card.language_chosen.connect(self._choose_language)
        self.look_card.kind_chosen.connect(self.choose_kind)
        self.look_card.brand_asked.connect(self.ask_brand)
        self.look_card.brand_dropped.connect(lambda: self._take_brand(DEFAULT, ""))
        self.sections.changed.connect(self._choose_sections)
        self.preview = PreviewCard(look)
        self.preview.failed.connect(self.failed)
        self.sections.paged.connect(self.preview.show_page)
        self.saved = SavedBar(look)
        self.saved.opened.connect(self._open_saved)
        self.saved.folder_asked.connect(lambda: show_folder(self._saved) if self._saved else None)
        self._warning = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self.saved)
        column.addLayout(self._warning)
        column.addWidget(self.preview, 1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setSpacing(GAP)
        self._whole.addWidget(side)
        self._whole.addLayout(column, 1)

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Report")

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        tr, parts = self.look.tr, [self.opened.audit.brief.company.strip()]
        if self.draft:
            full = len(self.sections.chosen) == len(SECTIONS) and not self.sections.template.stage
            parts.append(tr("full report") if full else tr("part of the report"))
            parts.append(tr.plural("{n} page", "{n} pages", len(self.draft.sizes)))
        return " · ".join(part for part in parts if part)

    def tools(self) -> list[QWidget]:
        return [self.made, self.save_button]

    def enter(self, argument: object) -> None:
        if isinstance(argument, dict):
            self._return_to(argument)
        self._follow_brand()
        super().enter(argument)

    def place(self) -> object:
        """The choices and the page, for the page made anew; the language only if it was chosen here."""
        chosen = self.lang if self.lang != self.look.tr.lang else None
        return {
            "page": self.preview.page,
            "lang": chosen,
            "brand": self._brand_file,
            "fit": self.preview.fit,
            "kind": self.kind,
        }

    def _return_to(self, place: dict[str, Any]) -> None:
        self._page = place.get("page", 0)
        if place.get("lang") in LANGS:
            self.lang = place["lang"]
            self.look_card.language.set_value(self.lang)
        if place.get("kind") in FORMATS:
            self.choose_kind(place["kind"])
        if place.get("fit") in ("width", "page"):
            self.preview.set_fit(place["fit"])

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self._whole.setContentsMargins(margin, margin, margin, margin)
        tall = size != "wide" and height > width
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.TopToBottom if tall else directions.LeftToRight)
        beside = tall and width / self.look.scale >= 600
        room = width - 2 * margin
        side = room if tall else min(self.look.px(372 if size == "wide" else 316), round(room * 0.42))
        self._side.fold(side, round(height * 0.42) if tall else 0, beside)
        preview = room if tall else room - side - GAP
        self.preview.fold(preview)
        self.made.setVisible(size != "narrow")
        self.save_button.fold(width / self.look.scale < 420)

    def press(self, key: str) -> bool:
        return self.preview.press(key)

    def act(self, name: str) -> bool:
        if name == "pdf":
            self.ask_save()
        return name == "pdf"

    # --- the audit and the choices

    def _choose_language(self, lang: Lang) -> None:
        self.lang = lang
        self.expire()

    def choose_kind(self, kind: str) -> None:
        """The kind of file that is saved; the preview stays that of the PDF."""
        self.kind = kind
        self.look_card.set_kind(kind)
        self.save_button.setText(self.look.tr("Save {kind}", kind=kind.upper()))
        if self.opened:
            self._disclose(self.opened)

    def _disclose(self, opened: OpenAudit) -> None:
        """Say what leaves with the file that would be saved now."""
        stage = self.sections.template.stage
        stages = (stage,) if stage else ()
        self.disclosure.show_audit(opened.audit, self.sections.chosen, self.kind, stages)

    def _choose_sections(self) -> None:
        if self.opened and self.sections.since.since != self._since.get(self.opened.audit.id, ""):
            self._since = {self.opened.audit.id: self.sections.since.since}
            self.desk.keep_place("report_since", self._since)
        self._remember()
        self.expire()

    def ask_brand(self) -> None:
        tr = self.look.tr
        folder = str(Path(self._brand_file).parent) if self._brand_file else documents()
        open_files(
            self,
            self.look,
            tr("Choose a brand"),
            folder,
            tr("Brands (*.cxbrand *.toml)"),
            lambda files: self.choose_brand(files[0]),
            several=False,
        )

    def choose_brand(self, file: Path) -> None:
        """Use the brand of that file; a file that is no brand changes nothing."""
        worker.run(
            lambda _: load_brand(file),
            lambda brand: self._take_brand(brand, str(file)),
            self._refuse_brand,
            owner=self,
        )

    def _follow_brand(self) -> None:
        """Have the brand that was chosen on its own page meanwhile."""
        file = (self.desk.place("report") or {}).get("brand", "")
        if file != self._brand_file:
            if file:
                self.choose_brand(Path(file))
            else:
                self._take_brand(DEFAULT, "")

    def _refuse_brand(self, fault: Exception) -> None:
        self._remember()
        self.failed.emit(fault)

    def _take_brand(self, brand: Brand, file: str) -> None:
        self.brand, self._brand_file = brand, file
        self.look_card.set_brand(brand)
        self._remember()
        self.expire()

    def _remembered(self) -> tuple[str, ...]:
        """The sections that were chosen last, on this device."""
        kept = self.desk.place("report") or {}
        return tuple(s for s in SECTIONS if s in kept.get("sections", SECTIONS)) or SECTIONS

    def _remember(self) -> None:
        self.desk.keep_place("report", {"sections": list(self.sections.chosen), "brand": self._brand_file})

    def _options(self) -> Options:
        stage = self.sections.template.stage
        return Options(
            self.lang,
            self.brand,
            datetime.now().astimezone(),
            self.sections.chosen,
            (stage,) if stage else (),
        )

    # --- making

    def show_audit(self, opened: OpenAudit) -> None:
        """Make the report anew, on a thread; the pages on screen stay until it is there."""
        if self._job:
            self._job.cancel()
        self._warn()
        self.sections.template.set_stages(opened.audit.framework.stages)
        self._disclose(opened)
        audit, scores, options = opened.audit, opened.scores, self._options()
        store, read, since = opened.store, opened.store.blobs.read, self._since.get(audit.id, "")
        self._slow.start()

        def work(progress: Progress) -> tuple[Draft, Sequence[Audit]]:
            earlier = report_draft.earlier_waves(store, audit)
            wanted = report_draft.filled(options, store, audit, scores, earlier, since)
            return report_draft.make(audit, scores, read, wanted, progress), earlier

        def done(found: tuple[Draft, Sequence[Audit]]) -> None:
            if self._job is job:
                draft, earlier = found
                self.sections.set_waves(earlier, audit, since)
                self._take(draft)

        def failed(fault: Exception) -> None:
            if self._job is job:
                self._give_up(fault)

        self._job = job = worker.run(work, done, failed, owner=self)

    def _take(self, draft: Draft) -> None:
        tr = self.look.tr
        self._job = None
        self._slow.stop()
        page = self.preview.page if self.draft else self._page
        self.draft = draft
        self.preview.set_document(draft.pdf, draft.sizes, page)
        spans = {section: draft.pages_of(section) for section in draft.starts}
        self.sections.set_pages({section: span for section, span in spans.items() if span})
        self.made.setText(tr("Made in {n} s", n=tr.number(max(0.1, draft.seconds), 1)))
        self.headed.emit()

    def _give_up(self, fault: Exception) -> None:
        self._job = None
        self._slow.stop()
        self._stale = True
        self.made.setText("")
        self.preview.view.say("" if self.draft else self.look.tr("The report could not be made."))
        self.failed.emit(fault)

    def _say_making(self) -> None:
        said = self.look.tr("Making the report…")
        self.made.setText(said)
        self.preview.view.say(said)

    def _warn(self) -> None:
        """Say above the pages what the audit still lacks."""
        empty(self._warning)
        if not self.opened:
            return
        tr, audit, scores = self.look.tr, self.opened.audit, self.opened.scores
        found = completeness.gaps(audit, scores)
        if lacks := gap_words.summary(found, audit, scores, tr):
            said = tr("The audit is not complete: {what}.", what=", ".join(lacks))
            link = tr("What is missing")
            bar = MessageBar(self.look, "warn", said, link, lambda: self.went.emit("overview", MISSING))
            self._warning.addWidget(bar)
            if bar.link:
                QWidget.setTabOrder(self.sections.pages[SECTIONS[-1]], bar.link)

    # --- saving

    def ask_save(self) -> None:
        """Ask where the file goes."""
        if not self.opened or self.save_button.busy:
            return
        tr = self.look.tr
        folder = self.desk.place("report_folder") or documents()
        name, kinds = file_name(self.opened.audit, self.kind), tr("Reports (*.{kind})", kind=self.kind)
        save_file(self, self.look, tr("Save the report"), folder, kinds, name, self.save)

    def save(self, path: Path) -> None:
        """Write the report to that file; one that is there stays until the new one is whole."""
        if not self.opened or not self.desk.store:
            return
        ending = f".{self.kind}"
        path = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        audit, scores, options = self.opened.audit, self.opened.scores, self._options()
        store, read, since = self.desk.store, self.desk.store.blobs.read, self._since.get(audit.id, "")
        self.save_button.set_busy(True)
        self.saved.hide()
        self.tried.emit()

        def work(progress: Progress) -> Path:
            with LOCK:
                earlier = report_draft.earlier_waves(store, audit)
                wanted = report_draft.filled(options, store, audit, scores, earlier, since)
                save(audit, scores, read, wanted, path, progress)
            return path

        worker.run(work, self._say_saved, partial(self._say_unsaved, path), owner=self)

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self.save_button.set_busy(False)
        self.desk.keep_place("report_folder", str(path.parent))
        size = path.stat().st_size / 1_000_000
        tr = self.look.tr
        self.saved.say(tr("Saved: {name}, {size} MB", name=path.name, size=tr.number(max(size, 0.1), 1)))

    def _say_unsaved(self, path: Path, fault: Exception) -> None:
        self.save_button.set_busy(False)
        self.failed.emit(fault.naming(path) if isinstance(fault, KnownError) else fault)

    def _open_saved(self) -> None:
        if self._saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))
