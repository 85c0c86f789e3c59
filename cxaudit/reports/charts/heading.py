"""What a chart shows and in which unit, above a chart that leaves on its own."""

from __future__ import annotations

from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.pdf.typeset import HEADING, SMALL, wrap

MARGIN = 4.0
_BELOW = 3.0


def put_heading(sheet: Sheet, title: str, unit: str, palette: Palette) -> None:
    """Give the chart a margin, and write both above it on as many lines as they take."""
    wide, high = sheet.size
    lines = [(line, HEADING, 600, palette.title) for line in wrap(title, HEADING, wide)]
    lines += [(line, SMALL, 400, palette.ink2) for line in (wrap(unit, SMALL, wide) if unit else [])]
    head = sum(style.line for _, style, *_ in lines) + _BELOW
    sheet.widen((wide + 2 * MARGIN, high + head + 2 * MARGIN), (MARGIN, MARGIN))
    y = high + head
    for said, style, weight, colour in lines:
        y -= style.line
        sheet.write(0, y + style.line * 0.25, said, style.size, colour, weight, "left")
