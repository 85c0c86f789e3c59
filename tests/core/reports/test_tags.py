"""The structure of the PDF as it is heard: what is a heading, what a picture says, what is passed over."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium
import pytest

from cxaudit.analysis.cube import row_of
from cxaudit.analysis.growth import growth
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.scoring import score
from tests.core.reports.test_growth_section import LOWEST
from tests.core.reports.test_potential_section import with_figures


@dataclass(frozen=True)
class Heard:
    role: str
    said: str
    """What is heard instead of the element, if anything is."""
    numbers: tuple[int, ...]
    """Its marked content."""


def heard(pdf, page):
    """Every element of the page's tree, in reading order."""
    tree = pdfium.FPDF_StructTree_GetForPage(pdf.file[page])
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        return [one for at in range(count) for one in below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def below(element):
    marked = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
    numbers = (
        pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(max(0, marked))
    )
    role = string(pdfium.FPDF_StructElement_GetType, element)
    said = string(pdfium.FPDF_StructElement_GetAltText, element)
    yield Heard(role, said, tuple(number for number in numbers if number >= 0))
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
            yield from below(child)


def string(read, element):
    size = read(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(element, buffer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le")


@pytest.fixture(scope="module", params=["ru", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def pdf(report, demo, with_photos, rated, lang):
    audit = with_figures(with_photos(rated(demo, SEL_05=Rating(mark=1, note="x")), 5, "SEL-05"))
    return report(audit, lang)


def test_every_page_has_a_tree_and_a_heading_of_its_section(pdf, lang):
    tr = translator(lang)
    trees = [heard(pdf, page) for page in range(len(pdf))]
    assert all(trees)
    continued = tr("{label}, continued", label="").strip()
    for page, tree in zip(pdf.pages, trees, strict=True):
        headings = [one for one in tree if one.role == "H1"]
        assert len(headings) == (0 if continued in page else 1)


def test_every_picture_says_what_it_shows(pdf, lang):
    tr = translator(lang)
    pictures = [one for page in range(len(pdf)) for one in heard(pdf, page) if one.role == "Figure"]
    assert len(pictures) > 8
    assert all(one.said.strip() for one in pictures)
    said = " ".join(one.said for one in pictures)
    assert "SEL-05: Чек и расчёт." in said
    assert f"{tr('Scores of the stages')}: " in said
    assert f"{'Продажа' if lang == 'ru' else 'Sale'} {tr.number(3.2727)};" in said


def test_the_header_and_the_page_number_are_passed_over(pdf, lang):
    told = {number for one in heard(pdf, 1) for number in one.numbers}
    page, untold = pdf.file[1], []
    text = page.get_textpage()
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        if pdfium.FPDFPageObj_GetMarkedContentID(item) not in told:
            size = pdfium.FPDFTextObj_GetText(item, text, None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            pdfium.FPDFTextObj_GetText(item, text, buffer, size)
            untold.append("".join(map(chr, buffer)).strip("\0 "))
    number = translator(lang)("{n} of {total}", n=2, total=len(pdf))
    assert number in untold
    assert all("Demo Co" in said or said in ("cxaudit", number) for said in untold)


def test_the_document_is_said_to_be_tagged_in_its_language(pdf, lang):
    assert pdfium.FPDFCatalog_IsTagged(pdf.file)
    assert (b"/Lang (ru-RU)" if lang == "ru" else b"/Lang (en-GB)") in pdf.data
    assert pdf.data.count(b"/Tabs /S") == len(pdf)


def test_words_on_one_line_do_not_run_together(report, demo):
    page = report(demo, "en").file[0]
    said = page.get_textpage().get_text_range()
    assert "Company and place Demo Co, Russia" in " ".join(said.split())


def test_a_growth_zone_has_one_heading_and_its_figures_are_none(report, demo, with_photos):
    audit = with_figures(demo)
    for criterion in LOWEST:
        audit = with_photos(audit, 1, criterion)
    pdf = report(audit, "en", sections=("growth",))
    headings = [one for page in range(len(pdf)) for one in heard(pdf, page) if one.role == "H2"]
    assert len(headings) == len(growth(audit, score(audit)).top) == 5


ELEMENT = re.compile(rb"(\d+) 0 obj\n<</S/(\w+)/P (\d+) 0 R/K\[(.*?)\](.*?)>>\nendobj", re.S)


def tables(data):
    """The rows of every table of the file, each as the number of columns that it covers."""
    found = {one: (role, parent, rest) for one, role, parent, _, rest in ELEMENT.findall(data)}
    rows = {one: [] for one, (role, _, _) in found.items() if role == b"TR"}
    for role, parent, rest in found.values():
        if role in (b"TD", b"TH"):
            across = re.search(rb"ColSpan (\d+)", rest)
            rows[parent].append(int(across[1]) if across else 1)
        else:
            assert parent not in rows, role
    whole = {one: [] for one, (role, _, _) in found.items() if role == b"Table"}
    for row, cells in rows.items():
        whole[found[row][1]].append(sum(cells))
    return list(whole.values())


def test_every_table_has_rows_of_as_many_columns(pdf, report, demo, rated):
    earlier = replace(
        rated(demo, SAL=Rating(1), EVO=Rating()), id="before", brief=replace(demo.brief, wave="2025-1")
    )
    peers = tuple(row_of(replace(demo, id=f"p{n}"), score(demo)) for n in range(5))
    other = report(demo, "en", since=earlier, peers=peers)
    lone = report(rated(demo, EVO=Rating()), "en", peers=peers[:2])
    for read, least in ((pdf, 14), (other, 15), (lone, 13)):
        found = tables(read.data)
        assert len(found) >= least
        assert all(len({*rows}) == 1 and rows[0] > 1 for rows in found), found


def test_every_link_belongs_to_a_text_and_to_its_annotation(pdf):
    objects = len(re.findall(rb"/S/Link/P \d+ 0 R/K\[<</Type/OBJR/Obj \d+ 0 R>>\]/Pg \d+ 0 R", pdf.data))
    owned = re.findall(rb"/Subtype/Link.*?/StructParent (\d+)", pdf.data)
    assert objects > 100 and objects == len(owned) == len({*owned})
    assert pdf.data.count(b"/Subtype/Link") == objects
