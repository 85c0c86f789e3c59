"""A report made in memory: its pages, and where each section begins."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.options import Options
from ui.drawing import LOCK

if TYPE_CHECKING:
    from cxaudit.store.store import Store


@dataclass(frozen=True)
class Draft:
    """A PDF and what its outline says; pages count from 0."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    """Width and height of every page in points."""
    starts: dict[str, int]
    """The first page of each section."""
    seconds: float

    def pages_of(self, section: str) -> tuple[int, int] | None:
        """The first and the last page of a section, or None if it is not in this draft."""
        if section not in self.starts:
            return None
        first = self.starts[section]
        later = [start for start in self.starts.values() if start > first]
        return first, min(later, default=len(self.sizes)) - 1


def make(
    audit: Audit, scores: Scores, read_blob: Callable[[str], bytes], options: Options, progress: Progress
) -> Draft:
    """Make the report as a PDF in memory; slow, for a thread."""
    with LOCK:
        began = time.monotonic()
        target = io.BytesIO()
        FORMATS["pdf"](audit, scores, read_blob, options, target, progress)
        seconds = time.monotonic() - began
        sizes, tops = _outline(target.getvalue())
    return Draft(target.getvalue(), sizes, dict(zip(options.printed, tops, strict=False)), seconds)


def filled(options: Options, store: Store, audit: Audit, scores: Scores) -> Options:
    """The options with all that the store knows for the chosen sections."""
    return with_since(with_peers(options, store, audit, scores), store, audit)


def with_peers(options: Options, store: Store, audit: Audit, scores: Scores) -> Options:
    """The options with the newest audit of each company: of the same country and product, else wider."""
    if "market" not in options.sections:
        return options
    from cxaudit.analysis.comparison import LATEST, Choice, chosen, ground
    from cxaudit.analysis.cube import row_of

    own = row_of(audit, scores)
    weights = [audit.weights[stage.code] for stage in audit.framework.stages]
    found = ground(store.peers(audit.id).rows, own, "full", weights, options.now.date())
    for where in ((own.country, own.product), (own.country, ""), ("", own.product), ("", "")):
        nearest = chosen(found, Choice(country=where[0], product=where[1], wave=LATEST))
        if any(entry.is_peer for entry in nearest):
            return replace(options, peers=tuple(entry.row for entry in nearest if not entry.kin))
    return options


def with_since(options: Options, store: Store, audit: Audit) -> Options:
    """The options with the wave before this one, of the same company, product and country."""
    if "waves" not in options.sections or not audit.brief.company.strip():
        return options
    from cxaudit.analysis.waves import in_order

    kin = [store.read(one.audit) for one in store.waves(audit.id) if one.company == audit.brief.company]
    latest: Audit | None = None
    for other in kin:
        if _is_earlier(other, audit):
            latest = in_order(latest, other)[1] if latest else other
    return replace(options, since=latest) if latest else options


def _is_earlier(other: Audit, audit: Audit) -> bool:
    """Whether it is another and earlier wave of the same thing."""
    from cxaudit.analysis.waves import in_order

    one, own = other.brief, audit.brief
    alike = (one.product, one.country) == (own.product, own.country) and one.wave != own.wave
    return alike and in_order(other, audit)[0] is other


def _outline(pdf: bytes) -> tuple[tuple[tuple[float, float], ...], Sequence[int]]:
    """The sizes of the pages, and the pages of the outline's top entries: one for each section."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = tuple(document.get_page_size(i) for i in range(len(document)))
        tops = [entry.get_dest().get_index() for entry in document.get_toc() if entry.level == 0]
        return sizes, tops
    finally:
        document.close()
