"""Tables of the slides: cells of one paragraph, as high as their texts need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm

from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.pdf.typeset import Style, wrap
from cxaudit.reports.slides.lettering import NOTE, Align, fitted, write

HEAD_HIGH = 9.0
CELL_SIDE, CELL_EDGE = 1.5, 0.6
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Cell:
    """A cell of a table; an empty fill leaves the paper."""

    said: str
    style: Style = NOTE
    align: Align = "left"
    colour: str = ""
    fill: str = ""
    lines: int = 1
    across: int = 1
    """How many columns it takes."""


def add_table(
    shapes: Any,
    palette: Palette,
    place: tuple[float, float],
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    high: float,
) -> float:
    """The first row is the head; the others are that high or as high as they need; returns their sum."""
    highs = [max(HEAD_HIGH, _needed(rows[0], widths))]
    highs += [max(high, _needed(row, widths)) for row in rows[1:]]
    size = Mm(sum(widths)), Mm(sum(highs))
    frame = shapes.add_table(len(rows), len(widths), Mm(place[0]), Mm(place[1]), *size)
    table = frame.table
    table.horz_banding = False
    frame._element.find(".//" + qn("a:tableStyleId")).text = _PLAIN_TABLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for at, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        row.height = Mm(highs[at])
        edge = palette.title if at == 0 else palette.hair
        for column, said, width in _placed(cells, widths):
            cell = row.cells[column]
            if said.across > 1:
                cell.merge(row.cells[column + said.across - 1])
            _fill(cell, said, width, palette.ink, edge, 1.25 if at == 0 else 0.5)
    return sum(highs)


def _placed(row: Sequence[Cell], widths: Sequence[float]) -> Iterator[tuple[int, Cell, float]]:
    """Each cell with its first column and its width."""
    column = 0
    for cell in row:
        yield column, cell, sum(widths[column : column + cell.across])
        column += cell.across


def _needed(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """How high the texts of a row are, with the room around them."""
    return 2 * CELL_EDGE + max(
        len(wrap(_cell_text(cell, width), cell.style, width - 2 * CELL_SIDE)) * cell.style.line
        for _, cell, width in _placed(row, widths)
    )


def _cell_text(cell: Cell, width: float) -> str:
    return fitted(cell.said, cell.style, width - 2 * CELL_SIDE - 0.5, cell.lines)


def _fill(cell: Any, said: Cell, width: float, ink: str, edge: str, points: float) -> None:
    write(cell.text_frame.paragraphs[0], _cell_text(said, width), said.style, said.colour or ink, said.align)
    cell.text_frame.word_wrap = True
    side, end = Mm(CELL_SIDE), Mm(CELL_EDGE)
    line = f'<a:lnB w="{round(points * 12700)}">{_solid(edge)}</a:lnB>'
    about = parse_xml(
        f'<a:tcPr {nsdecls("a")} marL="{side}" marR="{side}" marT="{end}" marB="{end}" anchor="ctr">'
        f"{line}{_solid(said.fill) if said.fill else '<a:noFill/>'}</a:tcPr>"
    )
    cell._tc.replace(cell._tc.get_or_add_tcPr(), about)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
