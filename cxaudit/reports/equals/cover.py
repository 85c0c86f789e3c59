"""The cover of the report on equal audits: every company in the same size, then what was done when."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from reportlab.lib.utils import ImageReader

from cxaudit.analysis.equals import Equals
from cxaudit.reports.brand.kit import Brand
from cxaudit.reports.equals import words
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.cover import BLOCK, FOOT, STRIP
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, WIDTH, Paper
from cxaudit.reports.pdf.typeset import BODY, SMALL_HEAD, TABLE, Style, shortened, wrap

_KIND = Style("SemiBold", 22, 28, "H1")
_BRAND = Style("SemiBold", 13, 16)
_NAMES = tuple(Style("SemiBold", size, size * 1.23) for size in (24, 19, 15, 13, 11))
"""Sizes of the names; all have the largest in which every one is whole."""
_FIRST, _LAST = 84.0, 162.0


def draw_cover(paper: Paper, found: Equals, options: Options) -> None:
    tr, palette = paper.tr, paper.palette
    paper.start_page(running=False)
    paper.bookmark(tr("Cover"), 0)
    paper.box(0, 0, WIDTH, BLOCK, palette.block)
    if palette.accent:
        paper.box(0, BLOCK - STRIP, WIDTH, STRIP, palette.accent)
    _brand(paper, options.brand)
    kind = wrap(tr("Comparison of customer journey audits"), _KIND, MEASURE)
    paper.lines(LEFT, 56, kind, _KIND, palette.on_block)
    _names(paper, found)
    _facts(paper, found, options)
    _confidential(paper, options)


def _brand(paper: Paper, brand: Brand) -> None:
    if paper.logo is not None:
        paper.box(LEFT, 18, 46, 14, paper.palette.paper)
        paper.image(ImageReader(BytesIO(brand.logo)), LEFT + 3, 20.5, 40, 9)
        return
    line = shortened(brand.name, _BRAND, MEASURE - 14, 1)[0][0]
    paper.text(LEFT, 25, line, _BRAND, paper.palette.on_block)


def _names(paper: Paper, found: Equals) -> None:
    """One under another in one size; a name that even the smallest cuts is whole on the last page."""
    tr, room = paper.tr, MEASURE - 12
    names = [words.company(one, found, tr) for one in found.equals]
    step = (_LAST - _FIRST) / len(names)
    for style in _NAMES:
        tried = [shortened(name, style, room, 2 if step > 2 * style.line else 1) for name in names]
        if not any(cut for _, cut in tried):
            break
    y = _FIRST
    for one, (lines, _) in zip(found.equals, tried, strict=True):
        paper.text(LEFT, y, one.letter, style, paper.palette.on_block2)
        paper.lines(LEFT + 12, y, lines, style, paper.palette.on_block)
        y += max(min(step, 17.0), len(lines) * style.line)


def _facts(paper: Paper, found: Equals, options: Options) -> None:
    tr, palette = paper.tr, paper.palette
    y = BLOCK + 9
    heads = ((LEFT, tr("Company")), (92.0, tr("Country")), (122.0, tr("Wave")), (152.0, tr("Begun")))
    for x, said in heads:
        paper.text(x, y, said, SMALL_HEAD, palette.ink2)
    y += 2.4
    for one in found.equals:
        brief = one.audit.brief
        paper.rule(LEFT, RIGHT, y)
        begun = tr.date(datetime.fromisoformat(one.row.day)) if one.row.day else "–"
        cells = (words.lettered(one, found, tr), brief.country or "–", brief.wave or "–", begun)
        for (x, _), said, room in zip(heads, cells, (72, 28, 28, 40), strict=True):
            paper.text(x, y + 4.9, shortened(said, TABLE, room, 1)[0][0], TABLE)
        y += 7.4
    checklist = tr(
        "{title}, version {version}",
        title=found.framework.title[tr.lang],
        version=found.framework.version,
    )
    rows = (
        (tr("Scope"), words.scope(found, tr)),
        (tr("Checklist"), checklist),
        (tr("Report"), tr.long_date(options.now)),
    )
    for label, said in rows:
        lines = shortened(said, TABLE, 131, 2)[0]
        paper.rule(LEFT, RIGHT, y)
        paper.text(LEFT, y + 4.9, label, SMALL_HEAD, palette.ink2)
        paper.lines(62, y + 4.9, lines, TABLE)
        y += 7.4 + (len(lines) - 1) * TABLE.line
    paper.rule(LEFT, RIGHT, y)


def _confidential(paper: Paper, options: Options) -> None:
    tr, own = paper.tr, options.brand.confidentiality
    said = own[options.lang].strip() if own else ""
    said = said or tr("Share this report with third parties only with the consent of the audited companies.")
    lead = tr("Confidential.")
    lines = shortened(f"{lead} {said}", BODY, 130, 2)[0]
    rest = " ".join(lines).removeprefix(lead).strip()
    y = FOOT + 14 - (len(lines) - 1) * BODY.line
    paper.led_paragraph(LEFT, y, lead, rest, BODY, 132, paper.palette.ink2)
