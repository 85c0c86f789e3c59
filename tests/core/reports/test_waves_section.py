"""The page about an earlier wave read back: what it claims, what it says of error, what it leaves out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape

import pypdfium2.raw as raw
import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from cxaudit import scoring
from cxaudit.analysis.waves import compare
from cxaudit.cli import main
from cxaudit.commands.waves import as_json
from cxaudit.errors import KnownError
from cxaudit.model import Rating
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from tests.core.reports.conftest import NOW


@pytest.fixture
def before(demo, rated):
    """The demo a year earlier by another auditor: a stage lower, one unfinished, a flag, a criterion N."""
    ratings = {"SAL": Rating(1), "EVO": Rating(), "SEL_05": Rating(1), "ACQ_02": Rating("N", "why")}
    brief = replace(demo.brief, wave="2025-1", auditor="Ann")
    return replace(rated(demo, **ratings), id="before", brief=brief)


@pytest.fixture
def after(demo):
    return replace(demo, brief=replace(demo.brief, auditor="Boris"))


def page(report, audit, since, lang="en"):
    return report(audit, lang, sections=("waves",), since=since).pages[0]


def test_the_claim_stands_above_the_figures_it_comes_from(report, after, before):
    said = page(report, after, before).replace("\u00a0", " ")
    assert "Overall 2.52 → 2.92 (+0.40): this may be chance. Error alone explains up to 0.85" in said
    assert "Real change in 1 of 7 compared stages: Sale +2.27." in said
    assert "Sale 1.00 3.27 +2.27 0.94 real rise" in said
    assert "Evolution – 1.92 earlier wave: nothing scored" in said
    assert "Overall 2.52 2.92 +0.40 0.85 within error" in said
    assert "Different auditors" in said and "leave out what only one wave has a score of: Evolution" in said


def test_flags_and_criteria_stand_below(report, after, before):
    said = page(report, after, before)
    assert "1 → 2 SEL-05 Guard against unsuitable choice gone" in said
    assert "No criterion was scored lower." in said and "Scored higher" in said
    assert "ACQ-02" not in said


def test_the_page_reads_in_russian(report, after, before):
    said = page(report, after, before, "ru").replace("\u00a0", " ")
    assert "Итог 2,52 → 2,92 (+0,40): это может быть случайностью" in said
    assert "рост настоящий" in said


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("font", ["Inter", "Serif"])
def test_the_chart_of_a_change_leaves_its_reading_room(report, after, before, lang, font):
    wanted = {"sections": ("waves",), "since": before, "brand": replace(DEFAULT, font=font)}
    page = report(after, lang, **wanted).file[0]
    shapes = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    chart = max(r for left, _, r, top in (s.get_bounds() for s in shapes) if left > 340 and r < 540 < top)
    within = page.get_textpage().search({"en": "within error", "ru": "в пределах"}[lang])
    index, _ = within.get_next()
    assert page.get_textpage().get_charbox(index)[0] > chart + 4


def test_a_conflict_is_no_figure(report, after, before, rated):
    said = page(report, after, rated(before, ACQ_01=Rating(rivals=(1, 4))))
    assert "Overall: no change can be named. Earlier wave: in conflict" in said
    assert "Acquisition – 3.00 earlier wave: in conflict" in said


def test_without_an_earlier_wave_there_is_no_such_page(report, after):
    assert "Since the last wave" not in report(after, "en", sections=("scorecard", "waves")).text
    with pytest.raises(KnownError):
        report(after, "en", sections=("waves",))


def test_many_flags_go_on_over_pages_and_nothing_is_lost(report, after, before, rated):
    critical = [c for c in after.framework.criteria.values() if c.critical]
    many = rated(before, **{c.id.replace("-", "_"): Rating(1) for c in critical})
    many = replace(many, weights={**many.weights, "ACQ": 40.0}, brief=replace(many.brief, company="Other"))
    read = report(after, "en", sections=("waves",), since=many)
    assert len(read) == 2 and "Since the last wave, continued" in read.pages[1]
    assert all(criterion.id in read.text for criterion in critical)


def test_the_command_takes_an_earlier_audit(tmp_path, capsys):
    names = ("one", "two")
    for name in names:
        main(["new", str(tmp_path / f"{name}.cxaudit"), "--company", "Sample Co", "--auditor", name])
    one, two = (str(tmp_path / f"{name}.cxaudit") for name in names)
    for kind in ("pdf", "pptx", "xlsx", "json"):
        out = str(tmp_path / f"report.{kind}")
        assert main(["report", two, "--since", one, "-o", out, "--lang", "en"]) == 0
    assert main(["report", two, "--since", two, "-o", out, "--lang", "en"]) == 2
    assert "the same audit" in capsys.readouterr().err


# --- the other kinds of file ----------------------------------------------------------------


def other(kind, audit, since, lang="en"):
    out = io.BytesIO()
    options = Options(lang=lang, brand=DEFAULT, now=NOW, since=since)
    FORMATS[kind](audit, scoring.score(audit), {}.__getitem__, options, out, Progress())
    out.seek(0)
    return out


def test_the_workbook_has_a_sheet_with_the_figures_the_flags_and_every_move(after, before):
    book = CalamineWorkbook.from_filelike(other("xlsx", after, before))
    rows = book.get_sheet_by_name("Since the last wave").to_python(skip_empty_area=False)
    [sale] = [row for row in rows if row[0] == "SAL"]
    assert sale[2] == 1.0 and sale[4] == pytest.approx(sale[3] - 1) and sale[6] == "real rise"
    [flag] = [row for row in rows if row[0] == "SEL-05" and row[5]]
    assert flag[2:4] == ["1", "2"] and flag[5] == "gone"
    found = compare(before, after)
    named = {row[0] for row in rows}
    assert {move.criterion for move in (*found.moved, *found.one_sided)} <= named
    [kept] = [row for row in rows if row[0] == "ACQ-02"]
    assert kept[2] == "not applicable" and kept[7] == after.rating("ACQ-02").note


def test_the_workbook_marks_a_provisional_score_and_keeps_it_a_number(after, before):
    book = forms_of_scores(other("xlsx", after, before))
    assert book["OFF"] == ('0.00"~"', '0.00"~"') and book["SAL"] == ("0.00", "0.00")


def forms_of_scores(data):
    """The number formats of both scores of each stage in the waves sheet."""
    parts = zipfile.ZipFile(data)
    names = re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode())
    xml = parts.read(f"xl/worksheets/sheet{names.index('Since the last wave') + 1}.xml").decode()
    styles = parts.read("xl/styles.xml").decode()
    forms = {
        key: unescape(form) for key, form in re.findall(r'numFmtId="(\d+)" formatCode="([^"]+)"', styles)
    }
    used = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    strings = [re.sub("<[^>]+>", "", one) for one in
               re.findall("<si>(.*?)</si>", parts.read("xl/sharedStrings.xml").decode(), re.S)]  # fmt: skip
    found = {}
    for line in re.findall("<row .*?</row>", xml, re.S):
        cells = dict(re.findall(r'<c r="([A-Z])\d+" s="(\d+)"', line))
        if code := re.search(r'<c r="A\d+" s="\d+" t="s"><v>(\d+)', line):
            looks = [used[int(cells[column])] for column in "CD" if column in cells]
            found.setdefault(
                strings[int(code[1])], tuple(forms.get(n, "0.00" if n == "2" else n) for n in looks)
            )
    return found


def test_a_slide_says_the_claim_with_its_figures(after, before):
    deck = Presentation(other("pptx", after, before, "ru"))
    [slide] = [s for s in deck.slides if "2,52 → 2,92" in s.shapes.title.text_frame.text]
    [table] = [
        shape.table for shape in slide.shapes if getattr(shape, "has_table", False) and shape.has_table
    ]
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    [sale] = [row for row in cells if row[0] == "Продажа"]
    assert sale[1:] == ["1,00", "3,27", "+2,27", "0,94", "рост настоящий"]
    [last] = [row for row in cells if row[0] == "Завершение"]
    assert last[2].endswith("~"), "a provisional score is marked as one"
    assert "погрешност" in slide.notes_slide.notes_text_frame.text


def test_a_slide_says_whole_why_there_is_no_change(after, before, rated):
    few = rated(after, SAL=Rating(), SAL_01=Rating(3), SAL_02=Rating(2))
    none = rated(before, SAL=Rating())
    deck = Presentation(other("pptx", few, none, "ru"))
    [slide] = [
        s
        for s in deck.slides
        if "С прошлой волны" in " ".join(x.text_frame.text for x in s.shapes if x.has_text_frame)
    ]
    [table] = [s.table for s in slide.shapes if getattr(s, "has_table", False) and s.has_table]
    [sale] = [row for row in table.rows if row.cells[0].text_frame.text == "Продажа"]
    said = sale.cells[3].text_frame.text
    assert sale.cells[3].span_width == 3 and said.startswith("ранняя волна: ничего не оценено; поздняя")
    assert "…" not in said


def test_a_slide_names_both_waves_however_long_the_company_is(after, before):
    long = "Company with a long name " * 12
    pair = [replace(one, brief=replace(one.brief, company=long)) for one in (after, before)]
    deck = Presentation(other("pptx", *pair))
    [slide] = [s for s in deck.slides if "2.52 → 2.92" in s.shapes.title.text_frame.text]
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "2025-1 · Ann → 2026-1 · Boris" in said


def test_the_json_says_what_the_command_says(after, before):
    assert json.load(other("json", after, before))["waves"] == json.loads(
        json.dumps(as_json(compare(before, after)))
    )
    assert json.load(other("json", after, None))["waves"] is None


def test_without_an_earlier_wave_there_is_no_sheet_and_no_slide(after):
    assert "Since the last wave" not in CalamineWorkbook.from_filelike(other("xlsx", after, None)).sheet_names
    assert len(Presentation(other("pptx", after, None)).slides) <= 14
