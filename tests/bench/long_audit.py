"""A long audit: two thousand files of evidence and twenty thousand changes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

from PIL import Image

from cxaudit import cells, evidence
from cxaudit.edits import Edit, edit
from cxaudit.model import Audit, Brief, Evidence
from cxaudit.store.store import Store

FILES = 2_000
CHANGES = 20_000
_PICTURES = 40
"""Different pictures; the files repeat them, since each is decoded only where it is shown."""
_NOW = datetime(2026, 6, 1, tzinfo=UTC)


def build(store: Store, files: int = FILES, changes: int = CHANGES) -> str:
    """The audit's id; all its criteria are rated, and everything else is as many notes as are missing."""
    audit = store.create(Brief(company="Demo Co", auditor="A")).audit
    criteria = list(audit.framework.criteria)
    pictures = [_take_in(store, n) for n in range(min(_PICTURES, files))]
    evidence.close_process()
    named = [
        replace(pictures[n % len(pictures)], id=f"file-{n}", name=f"{n}.jpg", criterion=criteria[n % 120])
        for n in range(files)
    ]
    audit = store.append(audit.id, [_naming(file) for file in named], "A").audit
    left = changes - files
    for n in range(0, left, 240):
        marks = [edit(audit, cells.score(c), (n // 240 + at) % 6) for at, c in enumerate(criteria)]
        notes = [edit(audit, cells.note(c), f"Seen {n} times, said word for word") for c in criteria]
        audit = store.append(audit.id, [*marks, *notes][: left - n], "A").audit
    return audit.id


def counted(store: Store, audit: Audit) -> str:
    """What it holds, in words."""
    return f"{len(audit.evidence):,} files, {len(store.history(audit.id)):,} changes"


def _naming(file: Evidence) -> Edit:
    return Edit(cells.evidence(file.id), cells.evidence_value(file))


def _take_in(store: Store, n: int) -> Evidence:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (40 + 5 * n, 120, 200 - 4 * n)).save(out, "JPEG")
    return evidence.take_in(
        out.getvalue(), name=f"{n}.jpg", criterion="ACQ-01", author="A", now=_NOW, blobs=store.blobs
    )
