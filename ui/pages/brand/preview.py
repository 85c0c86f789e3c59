"""The cover and the summary of a report in a brand: of the open audit, or of the sample when none is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from cxaudit.model import Audit, Lang, Scores
from cxaudit.progress import Progress
from cxaudit.reports.brand.kit import Brand
from cxaudit.reports.options import Options
from ui import worker
from ui.desk import Desk
from ui.look import Look
from ui.meeting import myself
from ui.open_audit import OpenAudit
from ui.pages.report import draft as report_draft
from ui.pages.report.draft import Draft
from ui.pages.report.preview import PreviewCard

SECTIONS = ("cover", "executive")


@dataclass(frozen=True)
class _Subject:
    """Whose report is shown."""

    audit: Audit
    scores: Scores
    read_blob: Callable[[str], bytes]


class BrandPreview(PreviewCard):
    """Makes the pages on a thread; those on screen stay until the next ones are there."""

    def __init__(self, look: Look, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.draft: Draft | None = None
        self.first = 0
        """The page to begin with."""
        self._desk = desk
        self._seen: Audit | None = None
        self._samples: dict[Lang, _Subject] = {}
        self._job: worker.Job | None = None

    @property
    def is_stale(self) -> bool:
        """Whether another audit is open now, or the same has changed."""
        opened = self._shown
        return self._seen is not (opened.audit if opened else None)

    @property
    def _shown(self) -> OpenAudit | None:
        """The open audit, unless whoever works here is not to see its scores."""
        opened = self._desk.current
        return None if opened and myself.is_blind(self._desk, opened) else opened

    def make(self, brand: Brand, lang: Lang) -> None:
        """Make the pages of that brand anew."""
        if self._job:
            self._job.cancel()
        options = Options(lang, brand, datetime.now().astimezone(), SECTIONS)
        opened = self._shown
        self._seen = opened.audit if opened else None
        known = self._samples.get(lang)
        if opened:
            known = _Subject(opened.audit, opened.scores, opened.store.blobs.read)
        if not self.draft:
            self.view.say(self.look.tr("Making the pages…"))

        def work(progress: Progress) -> tuple[Draft, _Subject]:
            shown = known or _sample(lang, progress)
            made = report_draft.make(shown.audit, shown.scores, shown.read_blob, options, progress)
            return made, shown

        def done(made: tuple[Draft, _Subject]) -> None:
            if not opened:
                self._samples[lang] = made[1]
            if self._job is job:
                self._take(made[0])

        def failed(fault: Exception) -> None:
            if self._job is job:
                self._job = None
                self.view.say("")
                self.failed.emit(fault)

        self._job = job = worker.run(work, done, failed, owner=self)

    def _take(self, draft: Draft) -> None:
        page = self.page if self.draft else self.first
        self._job = None
        self.draft = draft
        self.set_document(draft.pdf, draft.sizes, page)


def _sample(lang: Lang, progress: Progress) -> _Subject:
    from cxaudit import demo_audit, scoring

    package = demo_audit.package(lang, progress)
    audit = package.read()
    return _Subject(audit, scoring.score(audit), package.read_blob)
