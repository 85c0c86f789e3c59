"""One report on the audits that stand in a comparison, all as equals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxaudit.analysis.equals import FEWEST, MOST
from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from ui import worker
from ui.desk import Desk
from ui.drawing import LOCK
from ui.file_dialog import save_file
from ui.files import documents, show_folder
from ui.page import Page

if TYPE_CHECKING:
    from cxaudit.analysis.comparison import Comparison


def reported(found: Comparison) -> list[str]:
    """The ids of the audits that a report can be made on: the own one and its peers, no imported rows."""
    return [e.row.key for e in (found.own, *found.peers) if not e.row.imported]


def ask_report(page: Page, desk: Desk, found: Comparison | None) -> None:
    """Ask where the report goes, or say why there can be none."""
    tr = page.look.tr
    ids = reported(found) if found else []
    if not FEWEST <= len(ids) <= MOST:
        said = tr(
            "A comparison report takes {fewest} to {most} audits; here are {n}. Choose with the filters, "
            "imported rows do not count.",
            fewest=FEWEST,
            most=MOST,
            n=len(ids),
        )
        page.say("accent", said)
        return
    folder = desk.place("report_folder") or documents()
    take = partial(write_report, page, desk, ids)
    save_file(
        page,
        page.look,
        tr("Save the report"),
        folder,
        tr("Reports (*.{kind})", kind="pdf"),
        "equals.pdf",
        take,
    )


def write_report(page: Page, desk: Desk, ids: Sequence[str], path: Path) -> None:
    """Write the PDF on these audits, in the language of the window and the brand of the report page."""
    store, lang = desk.store, page.look.tr.lang
    brand_file = (desk.place("report") or {}).get("brand", "")
    path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    page.tried.emit()

    def work(progress: Progress) -> Path:
        from cxaudit.reports.brand.file import load_brand
        from cxaudit.reports.brand.kit import DEFAULT
        from cxaudit.reports.equals import document as equals
        from cxaudit.reports.options import Options

        if store is None:
            raise KnownError("The audits are still being opened. Wait a moment and repeat.")
        brand = load_brand(Path(brand_file)) if brand_file else DEFAULT
        audits = [store.read(one) for one in ids]
        with LOCK:
            equals.save(audits, Options(lang, brand, datetime.now().astimezone()), path, progress)
        return path

    def done(saved: Path) -> None:
        desk.keep_place("report_folder", str(saved.parent))
        tr = page.look.tr
        page.say(
            "ok", tr("Saved: {name}", name=saved.name), tr("Show the folder"), lambda: show_folder(saved)
        )

    def failed(fault: Exception) -> None:
        page.failed.emit(fault.naming(path) if isinstance(fault, KnownError) else fault)

    worker.run(work, done, failed, owner=page)
