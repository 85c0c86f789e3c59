"""The workbook read back: its values, its formulas computed by another program, and text that stays text."""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cxaudit import cells, scoring
from cxaudit.analysis.baseline import baseline_of
from cxaudit.analysis.growth import growth
from cxaudit.analysis.potential import potential
from cxaudit.model import Brief, Change, Rating
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from tests import samples
from tests.core.reports.conftest import NOW
from tests.core.reports.test_growth_section import told

REFERENCE = Path(__file__).parents[2] / "reference"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "https://x.example",
    "007",
    "1e5",
    "{=1}",
)
CODE, WEIGHT, SCORE, BAND, STATUS, LOW, HIGH = 0, 2, 3, 4, 5, 6, 7
SCORED, BASE, COVERAGE, U, N, EMPTY, CONFLICTS, LOST = range(8, 16)


def written(audit, lang="en", scores=None):
    out = io.BytesIO()
    options = Options(lang=lang, brand=DEFAULT, now=NOW)
    FORMATS["xlsx"](audit, scores or scoring.score(audit), {}.__getitem__, options, out, None)
    return out.getvalue()


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def first_sheet(data):
    return next(iter(sheets(data).values()))


def lines(data):
    """The rows of the scorecard by their first cell; of rows that begin alike the upper one."""
    return {row[0]: row for row in reversed(first_sheet(data)) if row[0]}


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def with_parts(data, change):
    """The workbook with every sheet's XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts(data).items():
            packed.writestr(name, change(name, text) if "worksheets/sheet" in name else text)
    return out.getvalue()


def without_values(_name, xml):
    """Formulas alone, so that whoever opens the file has to compute them."""
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1", re.sub(r"(</f>)<v/>", r"\1", xml))


@pytest.fixture(scope="module")
def states(demo, rated):
    """An audit in each state of a stage and with red flags."""
    return rated(
        demo,
        ACQ_04=Rating(rivals=(2, 4), reason="разошлись"),
        SEL=Rating(mark="U", reason="Не успели"),
        SAL_05=Rating(mark=1),
        ONB_01=Rating(),
        LOY=Rating(mark="N", reason="Нет"),
    )


def same(one, other):
    """Whether two tables say the same; numbers to 12 digits."""
    for a, b in zip(one, other, strict=False):
        for x, y in zip(a, b, strict=False):
            if isinstance(x, float):
                assert y == pytest.approx(x, rel=1e-12, abs=1e-12), (a, b)
            else:
                assert (x or "") == (y or ""), (a, b)


# --- figures --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_stored_values_are_the_scores_unrounded(demo, lang):
    scores = scoring.score(demo)
    found = lines(written(demo, lang))
    for stage in scores.stages:
        row = found[stage.code]
        assert (row[SCORE], row[LOW], row[HIGH], row[COVERAGE]) == (
            stage.score, stage.low, stage.high, stage.coverage,
        )  # fmt: skip
        assert [row[SCORED], row[BASE], row[U], row[N]] == [stage.scored, stage.base, stage.u, stage.n]
    overall = found["Итоговый балл" if lang == "ru" else "Overall score"]
    assert overall[SCORE] == scores.overall.score
    assert overall[LOST] == pytest.approx(5 - scores.overall.score)
    assert (overall[LOW], overall[HIGH]) == (scores.overall.low, scores.overall.high)


@pytest.fixture(scope="module")
def workbooks(demo, states, rated):
    """Workbooks by name: two audits in two languages, one with its first mark changed, one settled."""
    audits = {"demo": demo, "states": states}
    made = {
        f"{which}-{lang}": written(audit, lang) for which, audit in audits.items() for lang in ("ru", "en")
    }
    contested = written(rated(demo, SAL_01=Rating(rivals=(0, 5))))
    return {**made, "changed": with_first_mark_0(made["demo-en"]), "settled": with_conflict_at_5(contested)}


def with_first_mark_0(data):
    cell = re.search(r'<c r="E4"[^>]*><v>4</v></c>', parts(data)["xl/worksheets/sheet2.xml"])[0]
    return with_parts(data, lambda _, xml: xml.replace(cell, cell.replace("<v>4</v>", "<v>0</v>")))


def with_conflict_at_5(data):
    assert lines(data)["Overall score"][STATUS] == "in conflict"
    place = contested_cell(data)
    return with_parts(data, lambda _, xml: re.sub(place, r'<c r="\1"><v>5</v></c>', xml))


@pytest.fixture(scope="module")
def computed(workbooks, tmp_path_factory):
    """What LibreOffice computes of each workbook when its stored values are taken out; it starts once."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed, so nothing else can compute the formulas here")
    folder = tmp_path_factory.mktemp("office")
    for name, data in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(with_parts(data, without_values))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(folder)]
    subprocess.run([*command, *folder.glob("*.xlsx")], check=True, capture_output=True, timeout=100)
    return {name: (folder / f"{name}.ods").read_bytes() for name in workbooks}


@pytest.mark.parametrize("name", ["demo-ru", "demo-en", "states-ru", "states-en"])
def test_another_program_computes_the_same_values(workbooks, computed, name):
    before, after = sheets(workbooks[name]), sheets(computed[name])
    for sheet in list(before)[:3]:
        same(before[sheet], after[sheet])


def test_a_changed_mark_changes_stage_and_overall(demo, rated, computed):
    found = lines(computed["changed"])
    scores = scoring.score(rated(demo, ACQ_01=Rating(mark=0)))
    assert found["ACQ"][SCORE] == pytest.approx(scores.stage("ACQ").score)
    assert found["Overall score"][SCORE] == pytest.approx(scores.overall.score)
    assert found["Overall score"][SCORE] < scoring.score(demo).overall.score


def test_a_settled_conflict_gives_a_score(demo, rated, computed):
    found = lines(computed["settled"])
    scores = scoring.score(rated(demo, SAL_01=Rating(mark=5)))
    assert found["Overall score"][SCORE] == pytest.approx(scores.overall.score)
    assert found["SAL"][STATUS] == "full"


def contested_cell(data):
    """The pattern of the cell that says that a mark is in conflict."""
    texts = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", parts(data)["xl/sharedStrings.xml"])
    return rf'<c r="(E\d+)" s="\d+" t="s"><v>{texts.index("conflict")}</v></c>'


def test_a_conflict_withholds_the_score_and_gives_its_range(demo, rated):
    audit = rated(demo, SAL_01=Rating(rivals=(0, 5)))
    scores, data = scoring.score(audit), written(audit)
    found = lines(data)
    assert (found["SAL"][SCORE], found["Overall score"][SCORE]) == ("", "")
    assert found["ACQ"][SCORE] == 3.0
    ranges = {row[0]: row for row in first_sheet(data)[-3:]}
    for name, score in (("SAL", scores.stage("SAL")), ("Overall score", scores.overall)):
        numbers = [ranges[name][column] for column in (WEIGHT, SCORE, LOW, HIGH)]
        assert numbers == pytest.approx([*score.span, score.low, score.high], rel=1e-12)


def test_contested_weights_are_a_range_without_a_score(demo):
    rivals = tuple(
        Change(f"c{w}", "demo", "weights/SAL", w, "A", "d", w, "2026-05-20T10:00:00.000000Z", (), "")
        for w in (15, 30)
    )
    cell = cells.weight("SAL")
    data = written(replace(demo, cells={cell: rivals}, conflicts=(cell,)))
    assert lines(data)["SAL"][WEIGHT] == "15–30"
    assert lines(data)["SAL"][SCORE] == pytest.approx(49 / 15)


def test_red_flags_are_counted_by_formula(states):
    heads, values = first_sheet(written(states))[3:5]
    assert values[heads.index("Red flags")] == 1.0
    flagged = [row for row in sheets(written(states))["Ratings"] if "red flag" in row]
    assert [row[2] for row in flagged] == ["SAL-05"]


def test_the_sample_has_its_zones_and_what_the_profit_may_gain():
    package = samples.package("en")
    audit = package.read()
    scores, baseline = scoring.score(audit), baseline_of(audit)
    found = growth(audit, scores, baseline)
    data = sheets(written(audit))
    rows = data["Growth zones"][3:]
    assert [row[1] for row in rows[: len(found.top)]] == [pick.zone.code for pick in found.top]
    assert {row[1] for row in rows} >= {zone.code for zone in found.zones}
    worth = {row[1]: row[4] for row in rows}
    assert worth["SAL-D"] == pytest.approx(next(z.points for z in found.zones if z.code == "SAL-D"))
    gain = potential(baseline, scores, audit.framework).planned.change
    assert data["Potential"][5][2:5] == pytest.approx([gain.low, gain.middle, gain.high])
    sources = {cell for row in data["Potential"] for cell in row}
    assert set(baseline.sources.values()) <= sources


def test_without_the_clients_figures_there_is_no_money(demo):
    data = sheets(written(demo))
    assert "Potential" not in data
    assert not [cell for row in data["Growth zones"] for cell in row if "Money" in str(cell)]


# --- text -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clean(demo):
    return parts(written(replace(demo, brief=Brief())))


@pytest.mark.parametrize("said", HOSTILE)
def test_text_that_looks_like_a_formula_or_a_link_stays_text(demo, clean, rated, said):
    audit = replace(rated(demo, ACQ_01=Rating(mark=4, note=said)), brief=Brief(company=said, product=said))
    made = written(audit)
    found = parts(made)
    for name, xml in found.items():
        if "worksheets/sheet" in name:
            assert xml.count("<f>") == clean[name].count("<f>")
    assert not [name for name in found if "externalLink" in name]
    assert "x.example" not in "".join(xml for name, xml in found.items() if name.endswith(".rels"))
    texts = [cell for row in sheets(made)["Ratings"] for cell in row]
    assert said.strip() in [str(text).replace("_x000D_", "\r").strip() for text in texts]


def test_a_text_that_no_cell_can_hold_goes_on_on_its_own_sheet(demo, rated):
    note = "".join(f"{n:06} " for n in range(10_000))
    found = sheets(written(rated(demo, ACQ_01=Rating(mark=4, note=note))))
    ratings = next(row for row in found["Ratings"] if "ACQ-01" in row)
    start = next(cell for cell in ratings if str(cell).startswith("000000"))
    rest = [row[2] for row in found["Long texts"][4:]]
    assert start.removesuffix(" … goes on in “Long texts”") + "".join(rest) == note.strip()
    assert found["Long texts"][4][:2] == ["Ratings", "G4"]


def test_control_characters_leave_a_workbook_that_opens(demo, rated):
    strange = "a\x01\x0b\ufffe b\u2028_x0041_ & <b> ]]>"
    audit = replace(rated(demo, ACQ_01=Rating(mark=4, note=strange)), brief=Brief(company=strange))
    assert "Ratings" in sheets(written(audit))


# --- the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_same_input_gives_the_same_workbook(demo, with_photos, lang):
    audit = with_photos(demo, 3)
    assert written(audit, lang) == written(audit, lang)


def test_heads_stay_in_sight_and_are_printed_on_every_page(demo):
    found = parts(written(demo))
    for number in range(1, 6):
        assert 'state="frozen"' in found[f"xl/worksheets/sheet{number}.xml"]
    assert found["xl/workbook.xml"].count("_xlnm.Print_Titles") == 5


def test_an_empty_audit_makes_a_workbook_without_scores(demo):
    found = lines(written(replace(demo, ratings={}, brief=Brief())))
    assert found["Overall score"][SCORE] == ""
    assert found["Overall score"][STATUS] == "no score"
    assert found["Company not named"]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_formulas_of_the_scorecard_are_those_that_were_checked(demo, lang):
    """`UPDATE_REFERENCE=1` writes them anew; read the difference before keeping it."""
    card = parts(written(demo, lang))["xl/worksheets/sheet1.xml"]
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>(.*?)</f><v>(.*?)</v>', card)
    found = "".join(f"{place}\t={html.unescape(formula)}\t{value}\n" for place, formula, value in cells)
    path = REFERENCE / f"scorecard-{lang}.txt"
    if os.environ.get("UPDATE_REFERENCE"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def test_every_mean_of_visits_has_a_colour_and_two_decimals(demo):
    means = {c: replace(r, mark=Fraction(7, 3)) for c, r in demo.ratings.items()}
    found = parts(written(replace(demo, ratings=means)))
    sheet = html.unescape(found["xl/worksheets/sheet2.xml"])
    limits = [(float(a), float(b)) for a, b in re.findall(r">=([\d.]+),\$E\$?\d+<([\d.]+)", sheet)]
    assert limits[0][0] == 0 and limits[-1][1] > 5 and len(limits) == 6
    assert all(one[1] == other[0] for one, other in pairwise(limits))
    assert 'formatCode="0.00"' in found["xl/styles.xml"]


def test_the_sheet_of_the_potential_names_its_base_and_a_client_at_a_loss():
    audit = samples.package("en").read()
    usual = sheets(written(audit))["Potential"]
    assert "Not tested at this company." in usual[1][0]
    loss = told(audit, cells.baseline("cac"), {"value": 9000.0, "source": "CRM"})
    loss = replace(loss, cells={**loss.cells, cells.baseline("cac"): loss.cells[cells.baseline("cac")][-1:]})
    rows = sheets(written(loss))["Potential"]
    assert rows[3][0].startswith("A new client now costs more than he brings")
    assert ["lowest uplifts", "middle uplifts", "highest uplifts"] in [row[2:5] for row in rows]
