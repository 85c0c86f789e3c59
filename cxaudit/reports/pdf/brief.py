"""The brief on one A4 page: shrunk where it is long, then shortened in sight, never onto a second page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.utils import ImageReader

from cxaudit import staff
from cxaudit.i18n import Translator, translator
from cxaudit.model import Audit
from cxaudit.reports import report_file
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import typeset
from cxaudit.reports.pdf.brief_text import Block, Paragraph, blocks, facts
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY_STRONG,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    Style,
    plain,
    printed_in,
    shortened,
    width,
    wrap,
)

GUTTER = 7.0
COLUMN = (MEASURE - GUTTER) / 2
INDENT = 5.6
LONGEST = 6_000
"""Letters of one paragraph that are looked at: a page holds fewer."""
_EVERYTHING = 10_000
_FLAG = Style("SemiBold", 7, 9)


@dataclass(frozen=True, slots=True)
class Plan:
    """A size of type, and how many lines of a paragraph and entries of a block it prints."""

    size: float
    lines: int = _EVERYTHING
    paragraphs: int = _EVERYTHING

    @property
    def body(self) -> Style:
        return Style("Regular", self.size, round(self.size * 1.32, 1))

    @property
    def heading(self) -> Style:
        return Style("SemiBold", self.size + 1, round(self.size * 1.32 + 1.6, 1), "H2")


_TIGHT = ((4, 10), (3, 10), (2, 10), (2, 7), (2, 5), (1, 7), (1, 5), (1, 4), (1, 3), (1, 2), (1, 1))
PLANS = (
    *(Plan(size) for size in (9.0, 8.5, 8.0, 7.5)),
    *(Plan(7.5, lines, 12) for lines in (16, 12, 9, 7, 5, 4, 3)),
    *(Plan(7.0, lines, most) for lines, most in _TIGHT),
)
"""From the most comfortable to the one that always fits."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one text; a heading stays with what follows it."""

    lines: tuple[str, ...]
    style: Style
    lead: str = ""
    number: str = ""
    indent: float = 0.0
    before: float = 0.0
    internal: bool = False
    cut: bool = False

    @property
    def is_heading(self) -> bool:
        return self.style.role == "H2"


@dataclass(frozen=True, slots=True)
class Placed:
    """Some lines of a piece and where the first one stands."""

    piece: Piece
    lines: tuple[str, ...]
    x: float
    y: float
    first: bool


def save(audit: Audit, options: Options, path: Path) -> None:
    """Write the page; what was there stays until it is whole. KnownError if it cannot be written."""
    with report_file(path) as target:
        write_brief(audit, options, target)


def write_brief(audit: Audit, options: Options, target: BinaryIO) -> None:
    """Write the page; the same input gives the same bytes. Staff is named by role."""
    tr = translator(options.lang)
    said = staff.by_role(audit, tr)
    with printed_in(options.brand.font):
        paper = Paper(target, tr, options.brand.palette, options.now)
        company = shortened(said.brief.company.strip() or tr("Company not named"), SMALL, 90, 1)[0][0]
        brand = shortened(options.brand.name, SMALL_STRONG, 45, 1)[0][0]
        kind = tr("brief of the field work")
        paper.running = (f"{company} · {kind}", brand)
        if options.brand.logo:
            paper.logo = ImageReader(BytesIO(options.brand.logo))
        _describe(paper, options, company)
        paper.start_page()
        _draw(paper, said, options)
        paper.save(shortened(tr("Internal: not for those who are audited"), SMALL, MEASURE - 30, 1)[0][0])


def _describe(paper: Paper, options: Options, company: str) -> None:
    canvas = paper.canvas
    canvas.setTitle(paper.tr("{company}: brief of the field work", company=company))
    canvas.setAuthor(plain(options.brand.name))
    canvas.setCreator("cxaudit")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _draw(paper: Paper, audit: Audit, options: Options) -> None:
    tr, brief = paper.tr, audit.brief
    parts = [part.strip() for part in (brief.company, brief.product) if part.strip()]
    named = shortened(" · ".join(parts) or tr("Company not named"), typeset.TITLE, MEASURE, 2)
    paper.bookmark(tr("Brief of the field work"), 0)
    paper.title(tr("Brief of the field work"), [" ".join(named[0])])
    paper.y -= 2
    facts_cut = _draw_facts(paper, audit, tr)
    found = blocks(audit, tr, options.now.tzinfo)
    bottom = BOTTOM - 6
    placed, cut = _fitted(found, paper.y, bottom, tr)
    for one in placed:
        _draw_piece(paper, one)
    if cut or facts_cut or named[1]:
        said = tr("… marks what was shortened to fit on one page. The whole brief is in the program.")
        paper.rule(LEFT, RIGHT, BOTTOM - 4)
        paper.text(LEFT, BOTTOM, plain(said), SMALL, paper.palette.ink2)


def _draw_facts(paper: Paper, audit: Audit, tr: Translator) -> bool:
    """Place, wave and auditor side by side; tells whether something had to be shortened."""
    rows = facts(audit, tr)
    step = MEASURE / len(rows)
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)
    cut, high = False, 1
    for at, (label, said) in enumerate(rows):
        lines, shorter = shortened(said, BODY_STRONG, step - 4, 2)
        x = LEFT + at * step
        paper.text(x, paper.y + 4.6, plain(label), SMALL_HEAD, paper.palette.ink2)
        paper.lines(x, paper.y + 9, lines, BODY_STRONG)
        cut, high = cut or shorter, max(high, len(lines))
    paper.y += 7.4 + high * BODY_STRONG.line
    paper.rule(LEFT, RIGHT, paper.y)
    paper.y += 2.5
    return cut


# --- what fits ------------------------------------------------------------------------------


def _fitted(found: Sequence[Block], top: float, bottom: float, tr: Translator) -> tuple[list[Placed], bool]:
    """The pieces by the first plan that fits, in two columns of like height, and whether any is cut."""
    for plan in PLANS:
        pieces = list(_pieces(found, plan, tr))
        placed = _placed(pieces, top, bottom)
        if placed is not None:
            return _levelled(pieces, top, bottom) or placed, any(piece.cut for piece in pieces)
    raise AssertionError("the last plan fits whatever the brief says")


def _levelled(pieces: Sequence[Piece], top: float, bottom: float) -> list[Placed] | None:
    """The same in the lowest columns that hold them."""
    best, low, high = None, top, bottom
    while high - low > 1:
        middle = (low + high) / 2
        if tried := _placed(pieces, top, middle):
            best, high = tried, middle
        else:
            low = middle
    return best


def _placed(pieces: Sequence[Piece], top: float, bottom: float) -> list[Placed] | None:
    """Where each line stands, the second column after the first; None if two do not hold them."""
    found: list[Placed] = []
    x, y = LEFT, top
    for at, piece in enumerate(pieces):
        y += piece.before if y > top else 0
        left, first = piece.lines, True
        follower = pieces[at + 1] if piece.is_heading and at + 1 < len(pieces) else None
        while left:
            needed = piece.style.line + (follower.before + follower.style.line if follower else 0)
            if y + needed > bottom:
                if x > LEFT:
                    return None
                x, y = LEFT + COLUMN + GUTTER, top
                if y + needed > bottom:
                    return None
            fits = int((bottom - y) / piece.style.line + 1e-6)
            part, left = left[:fits], left[fits:]
            found.append(Placed(piece, part, x, y, first))
            y, first = y + len(part) * piece.style.line, False
    return found


def _pieces(found: Sequence[Block], plan: Plan, tr: Translator) -> Iterator[Piece]:
    for block in found:
        yield _heading(block, plan, tr)
        entries = _entries(block)
        for paragraph in (part for entry in entries[: plan.paragraphs] for part in entry):
            yield _piece(paragraph, plan)
        more = len(entries) - plan.paragraphs
        if more > 0:
            said = tr.plural("… and {n} more", "… and {n} more", more)
            yield Piece((plain(said),), plan.body, before=0.5, cut=True)


def _entries(block: Block) -> list[list[Paragraph]]:
    """The paragraphs, each with those that belong to it."""
    found: list[list[Paragraph]] = []
    for paragraph in block.paragraphs:
        if paragraph.belongs and found:
            found[-1].append(paragraph)
        else:
            found.append([paragraph])
    return found


def _heading(block: Block, plan: Plan, tr: Translator) -> Piece:
    room = COLUMN - (_flag_width(tr) + 3 if block.internal else 0)
    line = shortened(block.title, plan.heading, room, 1)[0][0]
    return Piece((line,), plan.heading, before=2.2, internal=block.internal)


def _piece(paragraph: Paragraph, plan: Plan) -> Piece:
    """The lines of a paragraph; its lead is wider than the measured text by being semibold."""
    indent = INDENT if paragraph.number or paragraph.belongs else 0.0
    strong = Style("SemiBold", plan.size, plan.body.leading)
    lead = plain(" ".join(paragraph.lead.split()))
    if width(lead, strong) > COLUMN - indent - 8:
        lead = shortened(lead, strong, COLUMN - indent - 8, 1)[0][0]
    extra = max(0.0, width(lead, strong) - width(lead, plan.body)) if lead else 0.0
    text = f"{lead} {paragraph.said[:LONGEST]}".strip()
    measure = COLUMN - indent - extra
    lines = wrap(text, plan.body, measure)
    most = _EVERYTHING if paragraph.whole else plan.lines
    cut = len(lines) > most or len(paragraph.said) > LONGEST or lead.endswith("…")
    if len(lines) > most:
        lines = [*lines[: most - 1], _ended(lines[most - 1], plan.body, measure)]
    return Piece(tuple(lines), plan.body, lead, paragraph.number, indent, 0.5, cut=cut)


def _ended(line: str, style: Style, measure: float) -> str:
    while line and width(line + "…", style) > measure:
        line = line[:-1]
    return line.rstrip(" ,;.") + "…"


# --- drawing --------------------------------------------------------------------------------


def _draw_piece(paper: Paper, placed: Placed) -> None:
    piece, palette = placed.piece, paper.palette
    style, x = piece.style, placed.x + piece.indent
    y = placed.y + style.line * 0.76
    colour = palette.title if piece.is_heading else ""
    if piece.number and placed.first:
        paper.text(placed.x, y, plain(piece.number), style, palette.ink2)
    lines = placed.lines
    if piece.lead and placed.first and lines[0].startswith(piece.lead):
        strong = Style("SemiBold", style.size, style.leading)
        rest = lines[0].removeprefix(piece.lead).strip()
        with paper.tags.whole(style.role):
            paper.text(x, y, piece.lead, strong)
            if rest:
                paper.text(x + width(piece.lead + " ", strong), y, rest, style)
            paper.lines(x, y + style.line, lines[1:], style)
        return
    paper.lines(x, y, lines, style, colour)
    if piece.internal:
        _draw_flag(paper, x + width(lines[0], style) + 3, y, style)


def _flag_width(tr: Translator) -> float:
    return width(plain(tr("internal")), _FLAG) + 3


def _draw_flag(paper: Paper, x: float, y: float, style: Style) -> None:
    """The word “internal” in a box, beside a heading."""
    high = min(4.2, style.line)
    paper.box(x, y - high * 0.74, _flag_width(paper.tr), high, paper.palette.tint)
    paper.text(x + 1.5, y - 0.1, plain(paper.tr("internal")), _FLAG, paper.palette.text)
