"""The report on equal audits read back: who is named, what is ranked, and what may not be told."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import pytest

from cxaudit import cells, staff
from cxaudit.cli import main
from cxaudit.edits import Edit
from cxaudit.model import Brief, Change, Rating, is_scored
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.charts.letters import spread_out
from cxaudit.reports.equals.document import write_equals
from cxaudit.reports.options import Options
from tests.core.reports.conftest import NOW, Read

LONG = "Акционерное общество «Межрегиональное объединение бытового обслуживания населения области {}»"


def another(demo, n, name="", agreed=True, **brief):
    """The demo audit of another company, each with some scores lower than the one before."""
    ratings = {}
    for at, (criterion, rating) in enumerate(demo.ratings.items()):
        lower = is_scored(rating.mark) and at % 6 < n
        ratings[criterion] = replace(rating, mark=max(0, rating.mark - 1)) if lower else rating
    said = Change(
        f"{n}",
        f"{n}",
        "consent",
        {"given": True, "by": "B"},
        "a",
        "d",
        1,
        "2026-05-01T00:00:00+00:00",
        (),
        "",
    )
    return replace(
        demo,
        id=f"audit-{n}",
        brief=Brief(company=name or f"Company {n}", country="Russia", wave="2026-1", **brief),
        ratings=ratings,
        cells={"consent": (said,)} if agreed else {},
        created="2026-05-01T10:00:00+00:00",
    )


def made(audits, lang="en"):
    out = io.BytesIO()
    write_equals(audits, Options(lang=lang, brand=DEFAULT, now=NOW), out)
    return Read(out.getvalue())


def test_every_company_is_named_on_the_cover_and_none_is_the_own_one(demo):
    pdf = made([another(demo, n) for n in range(6)])
    assert all(f"Company {n}" in pdf.pages[0] for n in range(6))
    assert pdf.info()["Title"].endswith("comparison of customer journey audits")
    assert [title for _, title in pdf.outline] == [
        "Cover",
        "Main findings",
        "Stages by companies",
        "Company by company",
        "Where they differ most",
        "Method and caveats",
    ]


def test_five_are_ranked_and_the_two_ends_stand_in_the_title(demo):
    page = made([another(demo, n) for n in range(5)]).pages[1]
    assert "Highest: Company 0, 2.80; lowest: Company 4" in page
    assert "Rank" in page and "1 A Company 0" in page and "5 E Company 4" in page


def test_two_have_an_order_and_no_rank(demo):
    page = made([another(demo, 0), another(demo, 4)]).pages[1]
    assert "Rank" not in page and "Below five companies no ranks are given" in page
    assert "A before B: " in page


def test_what_cannot_be_compared_is_hatched_with_its_reason_and_has_no_chance(demo):
    newer = another(demo, 2)
    newer = replace(newer, framework=replace(newer.framework, version="2.0.0"))
    pdf = made([another(demo, 0), another(demo, 1), newer])
    assert all("another version of the checklist" in pdf.pages[at] for at in (1, 2, 3, -1))
    assert "2 companies can be compared" in pdf.pages[1]


def test_notes_are_told_only_of_audits_with_consent(demo):
    quiet = another(demo, 3, agreed=False)
    quiet = replace(
        quiet, ratings={c: replace(r, note=r.note and "Secret words") for c, r in quiet.ratings.items()}
    )
    pdf = made([another(demo, 0), quiet])
    assert "Заметка к" in pdf.text and "Secret words" not in pdf.text
    assert "it is missing for B" in pdf.text


def test_names_of_staff_give_way_to_their_roles(demo, store):
    made_of = store.create(Brief(company="Own"), author="A").audit
    said = {
        cells.score("ACQ-02"): 1,
        cells.note("ACQ-02"): "Petrova was silent",
        cells.staff("p1"): staff.value_of("Petrova", "cashier", False),
        cells.CONSENT: {"given": True, "by": "B"},
    }
    audit = store.append(made_of.id, [Edit(cell, value) for cell, value in said.items()], "A").audit
    pdf = made([audit, another(demo, 0)])
    assert "Petrova" not in pdf.text and "cashier was silent" in pdf.text


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("n", [2, 6])
def test_very_long_names_stay_inside_the_pages(demo, lang, n):
    pdf = made([another(demo, at, LONG.format("А" * at * 9)) for at in range(n)], lang)
    for page in range(len(pdf)):
        for piece in pdf.pieces(page):
            assert piece.right < (193 + 1.5) * 72 / 25.4 and piece.left > 15 * 72 / 25.4


def test_audits_without_scores_make_a_report_that_says_so(demo):
    bare = [replace(another(demo, n), ratings={"ACQ-01": Rating()}) for n in range(2)]
    pdf = made(bare)
    assert "There is no order to speak of." in pdf.pages[1]
    assert "There are too few scores to compare the stages" in pdf.pages[2]
    assert "No critical check has a score yet." in pdf.pages[3]
    assert "where at least two of the audits have a score of it" in pdf.pages[4]


@pytest.mark.parametrize("n", [2, 6])
def test_nothing_is_said_of_stages_without_scores(demo, n):
    bare = [replace(another(demo, at), ratings={"ACQ-01": Rating()}) for at in range(n)]
    said = made(bare).text
    assert "too few scores of any stage to tell" in said
    assert "at least one reaches 3.5" not in said and "No stage is weak" not in said


def test_the_last_of_many_companies_never_has_a_page_of_its_own(demo):
    calm = {c: Rating(mark=3) for c in demo.ratings}
    pdf = made([replace(another(demo, n), ratings=calm) for n in range(6)])
    assert [n for said in pdf.pages if (n := said.count("Strongest"))] == [4, 2]


def test_the_same_audits_give_the_same_bytes(demo):
    audits = [another(demo, n) for n in range(3)]
    assert made(audits).data == made(audits).data


def test_letters_of_near_scores_are_moved_apart_around_their_middle():
    assert spread_out([10, 30]) == [10, 30]
    places = spread_out([20, 20, 20.5, 40])
    assert [b - a >= 2.9 - 1e-9 for a, b in itertools.pairwise(places)] == [True] * 3
    assert sum(places[:3]) == pytest.approx(60.5) and places[3] == 40


def test_several_files_make_one_report_and_options_of_a_single_one_are_refused(tmp_path, capsys):
    for name in ("One", "Two"):
        assert main(["new", str(tmp_path / f"{name}.cxaudit"), "--company", name]) == 0
    files = [str(tmp_path / f"{name}.cxaudit") for name in ("One", "Two")]
    out = tmp_path / "r.pdf"
    for options, reason in (
        (["-o", str(out), "--stage", "SAL"], "leave out --stage"),
        (["-o", str(out), "--template", "executive"], "leave out --template"),
        (["-o", str(tmp_path / "r.xlsx")], "compared in a PDF"),
    ):
        assert main(["report", *files, *options, "--lang", "en"]) == 2
        assert reason in capsys.readouterr().err and not out.exists()
    assert main(["report", files[0], "--template", "equals", "-o", str(out), "--lang", "en"]) == 2
    assert "compares 2 to 6 audits, and 1 were named" in capsys.readouterr().err
    assert main(["report", *files, "-o", str(out), "--lang", "en"]) == 0
    assert "One" in Read(out.read_bytes()).pages[0]
