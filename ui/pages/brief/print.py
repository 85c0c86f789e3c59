"""Writes the brief as a PDF of one page, beside the window."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cxaudit.errors import KnownError
from cxaudit.model import Audit, Lang
from cxaudit.progress import Progress
from ui import worker
from ui.desk import Desk
from ui.drawing import LOCK
from ui.file_dialog import save_file
from ui.files import documents, fitting, show_folder
from ui.look import Look
from ui.page import Page
from ui.pages.report.choices import SavedBar


class Printer:
    """Asks where the page goes, writes it in the brand of the report, and says in `saved` where it is."""

    def __init__(self, look: Look, page: Page, desk: Desk) -> None:
        self.look, self._page, self.desk = look, page, desk
        self.saved = SavedBar(look)
        self.saved.opened.connect(self._open)
        self.saved.folder_asked.connect(lambda: show_folder(self.path) if self.path else None)
        self.path: Path | None = None

    def ask(self, audit: Audit) -> None:
        """Ask for a file name and write the page there."""
        tr, brief = self.look.tr, audit.brief
        folder = self.desk.place("report_folder") or documents()
        kind = tr("Brief")
        name = fitting(f"{brief.company} {kind} {brief.wave}", "brief") + ".pdf"
        kinds = tr("Reports (*.{kind})", kind="pdf")
        save_file(
            self._page, self.look, tr("Print the brief"), folder, kinds, name, partial(self.save, audit)
        )

    def save(self, audit: Audit, path: Path) -> None:
        """Write the page to that file; one that is there stays until the new one is whole."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        lang, brand = self.look.tr.lang, (self.desk.place("report") or {}).get("brand", "")
        self.saved.hide()
        self._page.tried.emit()

        def work(_: Progress) -> Path:
            with LOCK:
                _write(audit, lang, brand, path)
            return path

        worker.run(work, self._say_saved, partial(self._say_unsaved, path), owner=self._page)

    def _say_saved(self, path: Path) -> None:
        self.path = path
        self.desk.keep_place("report_folder", str(path.parent))
        self.saved.say(self.look.tr("Saved: {name}", name=path.name))

    def _say_unsaved(self, path: Path, fault: Exception) -> None:
        self._page.failed.emit(fault.naming(path) if isinstance(fault, KnownError) else fault)

    def _open(self) -> None:
        if self.path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))


def _write(audit: Audit, lang: Lang, brand_file: str, path: Path) -> None:
    """Write the page; a brand file that cannot be read is no reason to have no brief."""
    from cxaudit.reports.brand.file import load_brand
    from cxaudit.reports.brand.kit import DEFAULT
    from cxaudit.reports.options import Options
    from cxaudit.reports.pdf import brief

    try:
        brand = load_brand(Path(brand_file)) if brand_file else DEFAULT
    except KnownError:
        brand = DEFAULT
    brief.save(audit, Options(lang, brand, datetime.now().astimezone()), path)
