"""The demo audit with many photos, and the same content as plain data for other programs."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cxaudit import auditfile, cells, demo_audit, evidence, scoring
from cxaudit.auditfile import Package, named_blobs
from cxaudit.blobs import Blobs
from cxaudit.edits import ChainEnd, Edit, write
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT, Palette
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.options import Options

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def write_demo(folder: Path, photos: int) -> Path:
    """The demo as an audit file, with as many photos more as are missing to that number."""
    package = demo_audit.package("en")
    now = package.read()
    blobs = Blobs(folder / "blobs")
    criteria = list(now.framework.criteria) * 3
    edits = []
    for n in range(photos - len(now.evidence)):
        file = evidence.take_in(
            _photo(n),
            name=f"{n}.jpg",
            criterion=criteria[2 * n % len(criteria)],
            author="A",
            now=NOW,
            blobs=blobs,
            evidence_id=f"more-{n}",
        )
        edits.append(Edit(cells.evidence(file.id), cells.evidence_value(file)))
    evidence.close_process()
    end = ChainEnd(package.changes[-1].seq, package.changes[-1].id)
    _, more = write(now, edits, author="A", device="demo", end=end, now=NOW)
    log = (*package.changes, *more)

    def read(sha: str) -> bytes:
        return package.read_blob(sha) if sha in package.blobs else blobs.read(sha)

    path = folder / f"{photos}.cxaudit"
    auditfile.write(replace(package, changes=log, blobs=named_blobs(log), read_blob=read), path)
    return path


def write_report(audit: Audit, scores: Scores, read_blob: Callable[[str], bytes]) -> bytes:
    """The PDF with everything in it, made in this process."""
    out = io.BytesIO()
    options = Options(lang="en", brand=DEFAULT, now=NOW)
    FORMATS["pdf"](audit, scores, read_blob, options, out, Progress())
    return out.getvalue()


def write_content(package: Package, folder: Path) -> None:
    """What the report says, shows and draws: `content.json`, the photos, the charts as SVG and PNG.

    The texts are the lines of the report's own pages, but for those of the stages: these are tables of
    the criteria and captioned photos here. Drawing the charts costs the others nothing.
    """
    content = {
        "texts": _texts_and_charts(package, folder),
        "tables": _tables(package),
        "photos": _photos(package, folder),
        "charts": sorted(path.stem for path in folder.glob("chart*.svg")),
    }
    (folder / "content.json").write_text(json.dumps(content), "utf-8")


def _texts_and_charts(package: Package, folder: Path) -> list[str]:
    """The lines of the pages; the charts are caught where they are drawn."""
    from pypdfium2 import PdfDocument

    drawn: list[Sheet] = []
    begin = Sheet.__init__

    def caught(chart: Sheet, size: tuple[float, float], palette: Palette) -> None:
        drawn.append(chart)
        begin(chart, size, palette)

    with patch.object(Sheet, "__init__", caught):
        audit = package.read()
        pdf = PdfDocument(write_report(audit, scoring.score(audit), package.read_blob))
    for number, chart in enumerate(drawn):
        for kind in ("svg", "png"):
            chart.figure.savefig(folder / f"chart{number}.{kind}", dpi=150)
    audit = package.read()
    said = {criterion.title.en for criterion in audit.framework.criteria.values()}
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return [line for page in pages if sum(title in page for title in said) < 9 for line in page.splitlines()]


def _tables(package: Package) -> list[dict[str, Any]]:
    audit = package.read()
    return [
        {
            "title": stage.title.en,
            "rows": [
                [c.id, c.title.en, str(audit.ratings[c.id].mark), audit.ratings[c.id].note]
                for c in stage.criteria
            ],
        }
        for stage in audit.framework.stages
    ]


def _photos(package: Package, folder: Path) -> list[list[str]]:
    """File name and caption of each; the files are the previews that the report has."""
    found = []
    images = [item for item in package.read().evidence if item.kind == "image"]
    for number, item in enumerate(images):
        name = f"photo{number:03}.jpg"
        (folder / name).write_bytes(package.read_blob(item.preview))
        found.append([name, f"{item.criterion} {item.caption or item.name}"])
    return found


def _photo(seed: int) -> bytes:
    """A picture with as much detail as a photo has."""
    from PIL import Image, ImageFilter

    noise = random.Random(seed).randbytes(200 * 150 * 3)
    image = Image.frombytes("RGB", (200, 150), noise).filter(ImageFilter.GaussianBlur(2))
    out = io.BytesIO()
    image.resize((2000, 1500), Image.Resampling.BICUBIC).save(out, "JPEG", quality=90)
    return out.getvalue()
