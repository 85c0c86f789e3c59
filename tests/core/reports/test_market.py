"""The comparison page read back: ranks, gaps and positions of METHOD's example, and what few others allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cxaudit import cells, changes, scoring
from cxaudit.errors import KnownError
from cxaudit.model import Rating
from cxaudit.peer import Row
from tests.core.reports.test_pdf import assert_nothing_overlaps

PEERS = {
    "A": (3.8, 3.5, 3.6, 3.2, 3.4, 2.8, 3.9, 2.6),
    "B": (3.2, 3.1, 2.9, 2.7, 3.3, 2.2, 3.4, 2.2),
    "C": (2.6, 2.8, 3.1, 2.4, 2.9, 2.0, 3.2, 2.4),
    "D": (3.5, 2.4, 2.6, 2.1, 2.7, 1.6, 2.4, 2.0),
}


def row(name, scores, **said):
    known = {"product": "", "country": "", "wave": "2026-1", "day": "2026-05-01", "checklist": "cx8 1.0.0"}
    return Row(key=name, company=f"Company {name}", full=scores, **known | said)


FOUR = tuple(row(name, scores) for name, scores in PEERS.items())


def market(report, audit, peers, lang="en"):
    return report(audit, lang, sections=("market",), peers=peers).pages[0]


def test_ranks_medians_gaps_and_positions_are_those_of_the_method(report, demo):
    page = market(report, demo, FOUR)
    assert "Place 3 of 5; ahead: Offboarding; to catch up: Loyalty" in page
    for said in ("Company A 3.80", "2 Company B", "3 Demo Co 3.00", "4 Company C", "5 Company D"):
        assert said in page
    assert "3.35 2.95 3.00 2.55 3.10 2.10 3.30 2.30 2.80" in page
    for loyalty_and_offboarding in ("\u22120.84 \u22121.44", "+0.79 +0.49"):
        assert loyalty_and_offboarding in page
    assert [page.count(p) for p in ("defend", "catch up", "white space", "keep pace")] == [1, 2, 1, 5]
    assert "Company B is truly above with a likelihood of 58%." in page
    assert "no sample of a market" in page and "fewer than nine" in page


def test_the_page_reads_in_russian(report, demo):
    page = market(report, demo, FOUR, "ru")
    assert "Место 3 из 5; впереди: «Завершение отношений»; догонять: «Лояльность»" in page
    assert "Company B действительно выше с вероятностью 58 %." in page.replace("\u00a0", " ")


def test_three_others_give_a_table_and_neither_rank_nor_median(report, demo):
    page = market(report, demo, FOUR[:3])
    assert "4 companies side by side" in page
    assert "With fewer than four others there is no rank and no median." in page
    assert "Place" not in page and "Median without" not in page and "keep pace" not in page
    assert "1 Company A" not in page and "Company A 3.80" in page and "their median" not in page


def test_an_older_audit_of_a_company_is_said_to_be_passed_over(report, demo):
    older = row("A", PEERS["A"], day="2026-02-01", wave="2025-2")._replace(key="older")
    assert "Only the newest audit of a company counts" not in market(report, demo, FOUR)
    page = market(report, demo, (*FOUR, older))
    assert "Place 3 of 5" in page
    assert "Only the newest audit of a company counts; 1 older audit was left out." in page


def test_the_gaps_of_the_stages_have_their_heads_where_the_audit_has_no_rank(report, demo, rated):
    without = {stage: Rating() for stage in ("SEL", "SAL", "ONB", "SOL", "LOY")}
    page = market(report, rated(demo, **without), FOUR)
    assert "5 companies side by side" in page and "keep pace" in page
    assert "to median" in page and "to best" in page and "Position" in page


def test_an_audit_in_conflict_has_neither_overall_nor_rank(report, demo, rated):
    page = market(report, rated(demo, ACQ_01=Rating(rivals=(1, 4))), FOUR)
    assert "Place" not in page and "5 companies side by side" in page
    own = next(line for line in page.splitlines() if "Demo Co" in line)
    assert "2.78" not in own


@pytest.mark.parametrize(("lang", "said"), [("en", "Place 2= of 5"), ("ru", "Место 2–3 из 5")])
def test_a_shared_place_is_printed_as_shared(report, demo, lang, said):
    scores = tuple(stage.score for stage in scoring.score(demo).stages)
    others = (row("Same", scores), *FOUR[:1], *FOUR[2:])
    page = market(report, demo, others, lang).replace("\u00a0", " ")
    assert said in page and page.count(said.split()[1]) == 3


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_shared_places_with_two_digits_keep_clear_of_the_names(report, demo, lang):
    many = tuple(row(f"{n}{twin}", [4.9 - n / 4] * 8) for n in range(6) for twin in "ab")
    assert_nothing_overlaps(report(demo, lang, sections=("market",), peers=many))


def test_no_order_is_said_to_be_certain(report, demo, rated):
    low = rated(demo, **{stage.code: Rating(0) for stage in demo.framework.stages})
    said = market(report, low, FOUR)
    assert "likelihood of > 99%" in said and "100%" not in said


def test_few_scores_among_many_others_are_said_to_be_few(report, demo):
    page = market(report, demo, (*FOUR[:3], FOUR[3]._replace(full=(None,) * 8)))
    assert "Place" not in page
    assert "With fewer than four others there is no rank and no median." in page


def test_what_cannot_be_compared_is_counted_and_left_out(report, demo):
    page = market(report, demo, (*FOUR, row("E", PEERS["A"], checklist="cx8 2.0.0")))
    assert "Company E" not in page
    assert "1 audit cannot be compared and was left out." in page
    assert "Place 3 of 5" in page


def test_an_old_audit_is_said_to_be_old(report, demo):
    page = market(report, demo, (*FOUR[:3], FOUR[3]._replace(day="2024-05-01")))
    assert "1 is older than a year." in page


def test_a_crowd_is_cut_to_a_page_that_still_shows_the_audit(report, demo):
    crowd = tuple(row(f"{n:02}", (3.2 + n / 100,) * 8) for n in range(30))
    page = market(report, demo, crowd)
    assert "31 Demo Co" in page
    assert "And 19 more companies." in page


def test_without_others_there_is_no_page_and_no_entry_in_the_outline(report, demo):
    pdf = report(demo, "en", sections=("cover", "market"))
    assert len(pdf) == 1
    assert [title for _, title in pdf.outline] == ["Cover"]


def test_a_comparison_with_nobody_is_refused_in_words(report, demo):
    with pytest.raises(KnownError, match="no other audit to compare with"):
        report(demo, "en", sections=("market",))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_long_names_and_missing_scores_stay_inside_the_page(report, demo, rated, lang):
    peers = tuple(
        p._replace(company=p.company + " and a very long name" * 6, full=(None, *p.full[1:])) for p in FOUR
    )
    audit = replace(rated(demo, ACQ=Rating()), brief=replace(demo.brief, company="О" * 300))
    pdf = report(audit, lang, sections=("market",), peers=peers)
    assert len(pdf) == 1
    for piece in pdf.pieces(0):
        assert piece.right < (193 + 1.5) * 72 / 25.4 and piece.left > 15 * 72 / 25.4


def test_trends_stand_in_the_section_with_source_and_date(report, demo):
    value = {
        "text": "Rent & <b>repair</b>",
        "source": "Trade study",
        "date": "2026-05-01",
        "country": "",
        "product": "",
    }
    page = market(report, with_trend(demo, value), FOUR)
    assert "Trends of the market" in page and "Rent & <b>repair</b>" in page
    assert "Source: Trade study · 1 May 2026" in page
    assert "Trends of the market" not in market(report, demo, FOUR)


def with_trend(audit, value):
    made = changes.make(
        audit=audit.id,
        cell=cells.trend("a"),
        value=value,
        author="A",
        device="d",
        seq=1,
        at="2026-05-02T00:00:00Z",
    )
    return replace(audit, cells={**audit.cells, made.cell: (made,)})


def test_many_long_trends_go_on_over_pages(report, demo):
    long = {"text": "word " * 4000, "source": "s" * 400, "date": "", "country": "", "product": ""}
    pages = report(with_trend(demo, long), sections=("market",), peers=FOUR).pages
    assert len(pages) >= 3 and sum(page.count("word") for page in pages) == 4000
