"""A report made in memory: its pages, and where each section begins."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key
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
    return Draft(target.getvalue(), sizes, dict(zip(options.printed(audit), tops, strict=False)), seconds)


def filled(
    options: Options, store: Store, audit: Audit, scores: Scores, earlier: Sequence[Audit], since: str
) -> Options:
    """The options with all that the store knows for the chosen sections; `since` is the id of a wave."""
    from cxaudit.benchmark_practice import practice_in

    options = with_peers(replace(options, practice=practice_in(store, audit)), store, audit, scores)
    if "waves" not in options.sections:
        return options
    chosen = next((one for one in earlier if one.id == since), None) or wave_before(earlier, audit)
    return replace(options, since=chosen)


def with_peers(options: Options, store: Store, audit: Audit, scores: Scores) -> Options:
    """The options with the newest audit of each company: of the same country and product, else wider."""
    if "market" not in options.sections:
        return options
    from cxaudit.analysis.comparison import LATEST, Choice, chosen, ground
    from cxaudit.analysis.cube import row_of

    own = row_of(audit, scores)
    weights = [audit.weights[stage.code] for stage in audit.framework.stages]
    found = ground(store.benchmark.peers(audit.id).rows, own, "full", weights, options.now.date())
    for where in ((own.country, own.product), (own.country, ""), ("", own.product), ("", "")):
        nearest = chosen(found, Choice(country=where[0], product=where[1], wave=LATEST))
        if any(entry.is_peer for entry in nearest):
            return replace(options, peers=tuple(entry.row for entry in nearest if not entry.kin))
    return options


def earlier_waves(store: Store, audit: Audit) -> tuple[Audit, ...]:
    """The earlier audits of the company: those of the same product and country first, the newest first."""
    if not audit.brief.company.strip():
        return ()
    from cxaudit.analysis.waves import in_order

    waves = store.catalog.waves(audit.id)
    kin = [store.read(one.audit) for one in waves if one.company == audit.brief.company]
    before = [one for one in kin if one.brief.wave != audit.brief.wave and in_order(one, audit)[0] is one]

    def later_first(a: Audit, b: Audit) -> int:
        return 1 if in_order(a, b)[0] is a else -1

    before.sort(key=cmp_to_key(later_first))
    return tuple(sorted(before, key=lambda one: not alike(one, audit)))


def alike(other: Audit, audit: Audit) -> bool:
    """Whether both are of one product and country."""
    one, own = other.brief, audit.brief
    return (one.product, one.country) == (own.product, own.country)


def wave_before(earlier: Sequence[Audit], audit: Audit) -> Audit | None:
    """The newest of them that is of the same product and country."""
    return next((one for one in earlier if alike(one, audit)), None)


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
