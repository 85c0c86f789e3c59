"""The comparison and the trends in workbook and slides: figures and words of the PDF, and who is named."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from cxaudit import scoring
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from tests.core.reports.conftest import NOW
from tests.core.reports.test_market import FOUR, PEERS, market, row, with_trend

TREND = {"text": "=Rent & <b>repair</b>", "source": "Trade study", "date": "2026-05-01", "country": "Russia",
         "product": ""}  # fmt: skip
SHEETS = {"en": ("Comparison", "Trends of the market"), "ru": ("Сравнение", "Тренды рынка")}


def other(kind, audit, peers=(), lang="en", **options):
    out = io.BytesIO()
    wanted = Options(lang=lang, brand=DEFAULT, now=NOW, peers=peers, **options)
    FORMATS[kind](audit, scoring.score(audit), {}.__getitem__, wanted, out, Progress())
    out.seek(0)
    return out


def sheet(audit, name="Comparison", **more):
    book = CalamineWorkbook.from_filelike(other("xlsx", audit, **more))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def slides(audit, **more):
    return list(Presentation(other("pptx", audit, **more)).slides)


def titled(found, said):
    [slide] = [s for s in found if said in s.shapes.title.text_frame.text.replace("\v", " ")]
    return slide


def cells(slide):
    [table] = [s.table for s in slide.shapes if getattr(s, "has_table", False) and s.has_table]
    return [[cell.text_frame.text for cell in line.cells] for line in table.rows]


def words(slide):
    return " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_places_scores_medians_and_gaps_are_those_of_the_pdf(report, demo, lang):
    page = market(report, demo, FOUR, lang)
    rows = sheet(demo, SHEETS[lang][0], peers=FOUR, lang=lang)
    deck = slides(demo, peers=FOUR, lang=lang)
    companies = cells(titled(deck, {"en": "Place 3 of 5", "ru": "Место 3 из 5"}[lang]))
    [by_stage] = [s for s in deck if s.shapes.title.text_frame.text in ("Stage by stage", "По этапам")]
    for place, name in enumerate(("Company A", "Company B", "Demo Co", "Company C", "Company D"), 1):
        [line] = [line for line in rows if name in line[:2]]
        [shown] = [line for line in companies if line[1] == name]
        assert line[0] == shown[0] == str(place)
        if name in ("Company A", "Company D"):
            assert tuple(line[2:10]) == PEERS[name[-1]]
        said = [translator(lang).number(value) for value in line[2:11]]
        assert [cell.rstrip("~") for cell in shown[2:]] == said
        assert " ".join(cell for cell in shown[1:]) in page, "the line of the PDF"
    [loyalty] = [line for line in rows if line[0] == "LOY"]
    assert loyalty[5:7] == pytest.approx([-0.84, -1.44], abs=0.005)
    [shown] = [line for line in cells(by_stage) if line[4].endswith(("0.84", "0,84"))]
    assert shown[5] in page and shown[6] == loyalty[7]


def test_the_notes_and_the_doubt_of_the_pdf_stand_there_too(report, demo):
    page = market(report, demo, FOUR)
    flat = " ".join(str(value) for line in sheet(demo, peers=FOUR) for value in line)
    shown = words(titled(slides(demo, peers=FOUR), "Stage by stage"))
    for said in ("Company B is truly above with a likelihood of 58%.", "no sample of a market"):
        assert said in page and said in flat and said in shown
    companies = cells(titled(slides(demo, peers=FOUR), "Place 3 of 5"))
    [own] = [line for line in companies if line[1] == "Demo Co"]
    assert own[9].endswith("~") and not any(cell.endswith("~") for cell in own[2:9])


UNSURE = (row("A", PEERS["A"], doubts=bytes([0, 1] + [0] * 6)), *FOUR[1:])


def test_a_provisional_score_of_another_company_has_its_sign_everywhere(report, demo):
    assert "Company A 3.80 3.50~ 3.60" in market(report, demo, UNSURE)
    [line] = [line for line in cells(titled(slides(demo, peers=UNSURE), "Place 3")) if line[1] == "Company A"]
    assert line[2:5] == ["3.80", "3.50~", "3.60"]
    signed = [3.5, round(scoring.score(demo).stages[7].score, 2)]
    assert [round(value, 2) for value in provisional(demo, UNSURE)] == signed


def test_the_sign_is_explained_where_it_stands_and_nowhere_else(report, demo, rated):
    legend = "“~”: provisional."
    whole = rated(demo, OFF=Rating(4))
    for audit, there in ((demo, True), (whole, False)):
        assert (legend in market(report, audit, FOUR)) == there
        assert (legend in str(sheet(audit, peers=FOUR))) == there
        deck = " ".join(words(slide) for slide in slides(audit, peers=FOUR) if "Place" in words(slide))
        assert (legend in deck) == there


def provisional(audit, peers):
    """The scores of companies whose form has the sign."""
    with zipfile.ZipFile(other("xlsx", audit, peers, sections=("market",))) as book:
        styles = book.read("xl/styles.xml").decode()
        texts = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    [form] = re.findall(r'numFmtId="(\d+)" formatCode="0.00&quot;~&quot;"', styles)
    forms = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    signed = {str(at) for at, found in enumerate(forms) if found == form}
    [table] = [text for text in texts if any(f's="{at}"' in text for at in signed)]
    numbers = re.findall(r'<c r="[A-Z]+(\d+)" s="(\d+)"><v>([^<]+)</v>', table)
    return [float(value) for row, style, value in numbers if style in signed and int(row) <= 9]


def test_with_three_others_neither_names_a_rank_or_a_median(demo):
    rows = sheet(demo, peers=FOUR[:3])
    flat = " ".join(str(value) for line in rows for value in line)
    assert rows[3][:2] == ["", "Company"] and "With fewer than four others there is no rank" in flat
    assert "4 companies side by side" in flat and "Median without" not in flat and "keep pace" not in flat
    deck = slides(demo, peers=FOUR[:3])
    assert not any("Median without" in " ".join(line) for line in cells(titled(deck, "4 companies")))


def test_only_what_is_compared_is_named(demo):
    peers = (*FOUR, row("E", PEERS["A"], checklist="cx8 2.0.0"))
    for said in (
        str(sheet(demo, peers=peers)),
        "".join(str(cells(s)) for s in slides(demo, peers=peers) if "Place 3" in words(s)),
    ):
        assert "Company D" in said and "Company E" not in said


def test_the_workbook_has_every_company_and_a_slide_as_many_as_fit(demo):
    crowd = tuple(row(f"{n:02}", (3.2 + n / 100,) * 8) for n in range(30))
    assert sum("Company" in str(line[1]) for line in sheet(demo, peers=crowd)[4:]) == 30
    slide = titled(slides(demo, peers=crowd), "Place 31 of 31")
    assert "And 22 more companies." in words(slide)
    assert [line[1] for line in cells(slide)][-2] == "Demo Co"


def test_an_own_audit_without_scores_stands_there_without_them(demo, rated):
    empty = rated(demo, **{stage.code: Rating() for stage in demo.framework.stages})
    [own] = [line for line in sheet(empty, peers=FOUR) if line[1] == "Demo Co"]
    assert own[0] == "–" and not any(own[2:])
    assert titled(slides(empty, peers=FOUR), "5 companies side by side")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_trends_stand_in_every_format_as_text_even_without_others(report, demo, lang):
    audit = with_trend(demo, TREND)
    page = report(audit, lang, sections=("market",)).pages[0]
    rows = sheet(audit, SHEETS[lang][1], lang=lang)
    slide = titled(slides(audit, lang=lang), {"en": "1 trend of the market", "ru": "1 тренд рынка"}[lang])
    for said in (page, words(slide), slide.notes_slide.notes_text_frame.text):
        assert "=Rent & <b>repair</b>" in said and "Trade study" in said
    day = {"en": "1 May 2026", "ru": "01.05.2026"}[lang]
    assert rows[4][:4] == ["=Rent & <b>repair</b>", "Trade study", day, "Russia"]
    assert day in page and day in words(slide)


def test_trends_alone_have_their_own_entry_in_the_outline(report, demo):
    outline = [title for _, title in report(with_trend(demo, TREND), "en").outline]
    assert "Trends of the market" in outline and "Comparison" not in outline


def test_without_others_and_trends_there_is_no_sheet_and_no_slide(demo):
    names = CalamineWorkbook.from_filelike(other("xlsx", demo)).sheet_names
    assert "Comparison" not in names and "Trends of the market" not in names
    assert len(slides(demo)) == len(slides(demo, peers=FOUR)) - 2


def test_a_market_that_was_not_chosen_is_nowhere(demo):
    audit = with_trend(demo, TREND)
    sections = ("cover", "stages")
    names = CalamineWorkbook.from_filelike(other("xlsx", audit, FOUR, sections=sections)).sheet_names
    assert "Comparison" not in names and "Trends of the market" not in names
    assert len(slides(audit, peers=FOUR, sections=sections)) == len(slides(demo))


def test_many_long_trends_are_counted_on_the_slide_and_whole_in_its_notes(demo):
    audit = with_trend(demo, TREND | {"text": "word " * 900})
    slide = titled(slides(audit), "1 trend of the market")
    assert slide.notes_slide.notes_text_frame.text.count("word") == 900
