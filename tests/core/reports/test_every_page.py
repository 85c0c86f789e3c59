"""How pages of the whole report are set where the audit has several visits, or scores of no kind."""

from __future__ import annotations

import ctypes
import random
from dataclasses import replace

import pypdfium2.raw as raw
import pytest

from cxaudit.model import Rating, Sheet
from cxaudit.reports.pdf.typeset import HEADING
from tests.core.reports.test_growth_section import LOWEST
from tests.core.reports.test_pdf import MM, assert_nothing_is_outside, assert_nothing_overlaps
from tests.marks import visited

LEFT, BODY = 17 * MM, (297 - 282) * MM
ZONE = 8.0
"""The size of a zone's line in the table of a stage."""


@pytest.fixture(scope="module", params=["visited-ru", "unscored-en"])
def whole(request, report, demo, with_photos):
    """The full report of an audit of five visits with photos, or of one with N and U alone."""
    name, _, lang = request.param.partition("-")
    if name == "unscored":
        marks = {c: Rating("NU"[at % 2], "Nobody could tell. " * 4) for at, c in enumerate(demo.ratings)}
        return report(replace(demo, ratings=marks), lang)
    audit, chance = demo, random.Random(2)
    for criterion in (*LOWEST, "OFF-03", "OFF-04", "OFF-06"):
        audit = with_photos(audit, 1, criterion, caption="Письмо через 69 часов, корзина пуста")

    def sheet():
        return {c: replace(r, note=r.note * chance.choice((0, 1, 3))) for c, r in demo.ratings.items()}

    sheets = [(Sheet(name, name, auditor=f"Аудитор {name}"), sheet()) for name in "bcde"]
    return report(visited(audit, *sheets), lang)


def set_lines(page):
    """Size, whether semibold, and left and lower end of every line of text above the footer."""
    found = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, low, _, _ = thing.get_bounds()
        name, size = ctypes.create_string_buffer(80), ctypes.c_float()
        raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing), name, 80)
        raw.FPDFTextObj_GetFontSize(thing, ctypes.byref(size))
        if low > BODY:
            found.append((round(size.value, 1), b"SemiBold" in name.value, left, low))
    return found


def test_nothing_is_cut_or_covered(whole):
    assert_nothing_is_outside(whole)
    assert_nothing_overlaps(whole)


def test_no_heading_and_no_line_of_a_zone_ends_a_page(whole):
    for number, page in enumerate(whole.file):
        lines = set_lines(page)
        for size, strong, left, low in lines:
            zone = size == ZONE and abs(left - LEFT - 2 * MM) < 1
            if strong and ((size == HEADING.size and abs(left - LEFT) < 2) or zone):
                assert any(other < low - 2 for *_, other in lines), (number, size, low)


def test_no_page_holds_a_few_lines_alone(whole):
    for number, page in enumerate(whole.file):
        ends = [low for *_, low in set_lines(page)]
        assert number == 0 or min(ends) < 200 * MM, number
