"""The PDF of 120 criteria and 60 photos, as a whole process, beside other ways to make one."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cxaudit import audit, blank, cells, evidence, framework
from cxaudit.answers import Answer
from cxaudit.auditfile import named_blobs, write
from cxaudit.blobs import Blobs
from cxaudit.edits import ChainEnd, Edit
from cxaudit.edits import write as write_edits
from cxaudit.model import Brief
from tests.bench.timing import in_turn, process, show

PHOTOS = 60
NOTE = "Seen at the counter: the offer was explained twice, the price held, the receipt came by mail. "

OURS = """
import sys
from cxaudit.cli import main
main(["report", sys.argv[1], "-o", sys.argv[2], "--lang", "en"])
"""
IMG2PDF = """
import sys, img2pdf
from pathlib import Path
with open(sys.argv[2], "wb") as out:
    out.write(img2pdf.convert([str(p) for p in sorted(Path(sys.argv[1]).glob("*.jpg"))]))
"""
FLOOR = """
import sys
from pathlib import Path
from reportlab import rl_config
rl_config.useA85 = 0
from reportlab.pdfgen.canvas import Canvas
photos = sorted(Path(sys.argv[1]).glob("*.jpg"))
lines = Path(sys.argv[1], "lines.txt").read_text("utf-8").splitlines()
canvas = Canvas(sys.argv[2])
for start in range(0, len(lines), 50):
    for n, line in enumerate(lines[start : start + 50]):
        canvas.drawString(50, 800 - 15 * n, line[:110])
    canvas.showPage()
for start in range(0, len(photos), 8):
    for n, photo in enumerate(photos[start : start + 8]):
        canvas.drawImage(str(photo), 50 + n % 2 * 250, 600 - n // 2 * 190, 240, 180)
    canvas.showPage()
canvas.save()
"""
FPDF = """
import sys
from pathlib import Path
from fpdf import FPDF
photos = sorted(Path(sys.argv[1]).glob("*.jpg"))
lines = Path(sys.argv[1], "lines.txt").read_text("utf-8").splitlines()
pdf = FPDF()
pdf.add_font("Inter", fname=sys.argv[3])
pdf.set_font("Inter", size=9)
pdf.add_page()
for line in lines:
    pdf.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
for photo in photos:
    pdf.image(str(photo), w=90)
pdf.output(sys.argv[2])
"""


def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_audit(root)
        out, font = str(root / "out.pdf"), str(Path("resources/fonts/Inter-Regular.ttf").resolve())
        sides = {
            "img2pdf, the photos alone (the limit)": process(IMG2PDF, folder, out),
            "reportlab canvas, plain text and photos (the floor)": process(FLOOR, folder, out),
            "cxaudit report": process(OURS, str(root / "a.cxaudit"), out),
            "fpdf2, plain text and photos": process(FPDF, folder, out, font),
        }
        show(f"PDF of 120 criteria and {PHOTOS} photos, whole process", in_turn(sides, 5), next(iter(sides)))


def _write_audit(root: Path) -> None:
    """An audit file, and its derived photos and its texts for the others."""
    checklist, raw = framework.default()
    answers = [Answer(c, n % 6, NOTE) for n, c in enumerate(checklist.criteria)]
    package = blank.package(Brief(company="Demo Co", auditor="A"), raw, answers)
    blobs = Blobs(root / "blobs")
    now = datetime.now(UTC)
    edits = []
    for number, criterion in zip(range(PHOTOS), list(checklist.criteria) * 2, strict=False):
        file = evidence.take_in(
            _photo(number),
            name="p.jpg",
            criterion=criterion,
            author="A",
            now=now,
            blobs=blobs,
            evidence_id=f"e{number}",
        )
        edits.append(Edit(cells.evidence(file.id), cells.evidence_value(file)))
        (root / f"{number:03}.jpg").write_bytes(blobs.read(file.preview))
    evidence.close_process()
    end = ChainEnd(package.changes[-1].seq, package.changes[-1].id)
    device = package.changes[0].device
    seen = audit.read(package.audit, checklist, package.read().cells)
    _, more = write_edits(seen, edits, author="A", device=device, end=end, now=now)
    log = (*package.changes, *more)
    write(replace(package, changes=log, blobs=named_blobs(log), read_blob=blobs.read), root / "a.cxaudit")
    lines = [
        f"{c.id} {c.title.en}: {a.mark}. {NOTE}"
        for c, a in zip(checklist.criteria.values(), answers, strict=True)
    ]
    (root / "lines.txt").write_text("\n".join(lines), "utf-8")


def _photo(seed: int) -> bytes:
    """A picture with as much detail as a photo has."""
    import io

    from PIL import Image, ImageFilter

    noise = random.Random(seed)
    image = Image.frombytes("RGB", (200, 150), noise.randbytes(200 * 150 * 3)).filter(
        ImageFilter.GaussianBlur(2)
    )
    out = io.BytesIO()
    image.resize((2000, 1500), Image.Resampling.BICUBIC).save(out, "JPEG", quality=90)
    return out.getvalue()
