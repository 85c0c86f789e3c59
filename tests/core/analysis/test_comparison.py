"""An audit beside others: who is a peer, what is shown of the rest, and how sure the order is."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.analysis.comparison import LATEST, Choice, compare, ground, neighbours, order_holds
from cxaudit.analysis.confidence import Precision
from cxaudit.peer import Row
from tests.core.analysis.test_benchmark import DEMO, PEERS, SE, WEIGHTS
from tests.core.analysis.test_benchmark import SE_SAME_AUDITOR as SAME_AUDITOR

TODAY = date(2026, 6, 1)
EXACT = Precision(2.8, random=SAME_AUDITOR**2 / 2, shared=SE**2 - SAME_AUDITOR**2 / 2)
EVERYTHING = Choice()


def row(company, scores, **said):
    made = {"product": "Coffee", "country": "Russia", "wave": "2026-1", "day": "2026-03-01"}
    return Row(
        **{"key": company, "company": company, "checklist": "cx8 1.0.0", "full": scores, **made, **said}
    )


OWN = row("Demo Co", DEMO, auditor="Auditor One")
ROWS = [OWN, *(row(name, scores) for name, scores in PEERS.items())]


def compared(rows=ROWS, choice=EVERYTHING, scope="full", own=OWN):
    return compare(ground(rows, own, scope, WEIGHTS, TODAY), choice)


def names(found):
    return [entry.row.company for entry in found.table]


def test_four_peers_stand_in_their_order_with_medians_gaps_and_positions():
    found = compared()
    assert names(found) == ["A", "B", "Demo Co", "C", "D"]
    assert (found.overall.rank, found.overall.of) == (3, 5)
    assert f"{found.overall.to_best:.4f} {found.overall.to_median:+.4f}" == "-0.5497 +0.0088"
    assert [f"{m:.2f}" for m in found.medians] == [
        "3.35",
        "2.95",
        "3.00",
        "2.55",
        "3.10",
        "2.10",
        "3.30",
        "2.30",
    ]
    assert [s.position for s in found.stages][5:] == ["white_space", "catch_up", "defend"]
    assert f"{found.median_overall:.4f}" == "2.7955"
    assert found.bests[6] == 3.9 and found.bests[7] == DEMO[7] and f"{found.best_overall:.3f}" == "3.354"


def test_a_company_with_several_audits_counts_once_with_the_newest():
    earlier = row("A", (1.0,) * 8, key="A-2025", wave="2025-1", day="2025-09-01")
    tea = row("A", (2.0,) * 8, key="A-tea", product="Tea", day="2026-02-01")
    found = compared([*ROWS, earlier, tea])
    assert [entry.row.key for entry in found.peers] == ["A", "B", "C", "D"]
    assert (found.overall.rank, found.overall.of) == (3, 5)
    assert {e.row.key for e in found.table if e.spare} == {"A-2025", "A-tea"}
    nameless = [row(" ", (1.0,) * 8, key=str(n)) for n in range(2)]
    assert len(compared([*ROWS, *nameless]).peers) == 6


def test_what_cannot_be_compared_is_shown_last_with_its_reason_and_counts_for_nothing():
    rows = [
        *ROWS,
        row("Zeta", (5.0,) * 8, checklist="cx8 0.9"),
        row("Eta", (5.0,) * 8, thresholds="reply in 2 h"),
        row("Theta", (), core=(5.0,) * 8),
    ]
    found = compared(rows)
    assert names(found) == ["A", "B", "Demo Co", "C", "D", "Eta", "Theta", "Zeta"]
    assert [e.difference for e in found.table[5:]] == ["thresholds", "scope", "checklist"]
    assert found.overall == compared().overall
    assert len(compared(rows, Choice(comparable=True)).table) == 5


def test_over_the_external_core_those_with_its_scores_are_compared():
    rows = [OWN._replace(core=(3.0,) * 8), row("A", (), core=(4.0,) * 8), row("B", (5.0,) * 8)]
    found = compared(rows, scope="core", own=rows[0])
    assert names(found) == ["A", "Demo Co", "B"] and found.table[2].difference == "scope"


def test_another_audit_of_the_own_company_is_shown_and_is_no_peer():
    earlier = row(" demo co ", (5.0,) * 8, key="x", wave="2025-1")
    found = compared([*ROWS, earlier])
    assert found.table[0].row is earlier and found.table[0].kin
    assert found.overall == compared().overall and len(found.peers) == 4


def test_an_audit_older_than_twelve_months_still_counts_and_is_marked():
    found = compared([OWN, *(r._replace(day="2025-05-31") for r in ROWS[1:])])
    assert all(entry.old for entry in found.peers) and found.overall == compared().overall
    assert not any(entry.old for entry in compared([r._replace(day="2025-06-01") for r in ROWS]).table)


def test_filters_leave_the_own_audit_and_what_they_name():
    rows = [*ROWS, row("Other", (1.0,) * 8, country="Armenia", product="Tea", wave="2025-1")]
    assert names(compared(rows, Choice(country="Armenia"))) == ["Demo Co", "Other"]
    assert names(compared(rows, Choice(product="Tea"))) == ["Demo Co", "Other"]
    assert names(compared(rows, Choice(wave="2025-1"))) == ["Demo Co", "Other"]
    assert names(compared(rows, Choice(company="OTH, a"))) == ["A", "Demo Co", "Other"]
    assert len(names(compared(rows, Choice(company=" , ")))) == 6


def test_the_latest_wave_is_that_of_each_company_country_and_product():
    older = row(" a ", (5.0,) * 8, key="old", wave="2025-1", day="2025-03-01")
    abroad = row("A", (1.0,) * 8, key="abroad", country="Armenia", wave="2024-1", day="2024-03-01")
    found = compared([older, abroad, *ROWS], Choice(wave=LATEST))
    assert names(found) == ["A", "B", "Demo Co", "C", "D", "A"]
    assert found.table[-1].row is abroad


def test_a_stage_without_a_score_has_no_standing_and_three_peers_no_median():
    found = compared([OWN, *(r._replace(full=(None, *r.full[1:])) for r in ROWS[1:])])
    assert found.medians[0] is None and found.stages[0].rank is None
    own = OWN._replace(full=(None, *DEMO[1:]))
    assert compared([own, *ROWS[1:]], own=own).stages[0] is None


def test_an_audit_without_scores_is_last_and_has_no_rank():
    own = OWN._replace(full=())
    found = compared([own, *ROWS[1:]], own=own)
    assert found.own.overall is None and found.overall.rank is None
    assert all(entry.difference == "scope" for entry in found.table if entry is not found.own)


def test_neighbours_say_how_likely_the_order_is():
    found = neighbours(compared(), EXACT)
    said = [(n.entry.row.company, n.above, f"{n.chance:.2f}") for n in found]
    assert said == [("A", True, "0.90"), ("B", True, "0.58"), ("C", False, "0.60"), ("D", False, "0.81")]
    assert order_holds(found) == "some"


def test_a_peer_with_the_same_score_is_not_called_higher():
    twin = row("Twin", DEMO)
    found = neighbours(compared([*ROWS, twin]), EXACT)
    [equal] = [one for one in found if one.entry.row.company == "Twin"]
    assert not equal.above and equal.chance == 0.5
    assert [one.entry.row.company for one in found if one.above] == ["A", "B"]


def test_the_same_auditor_errs_alike_so_the_order_is_surer():
    rows = [OWN, *(r._replace(auditor="auditor one ") for r in ROWS[1:])]
    found = neighbours(compared(rows), EXACT)
    assert f"{found[1].chance:.3f}" == "0.871" and order_holds(found) == "all"


def test_the_first_of_many_has_its_neighbours_below():
    own = OWN._replace(full=(5.0,) * 8)
    found = neighbours(compared([own, *ROWS[1:]], own=own), EXACT)
    assert [n.entry.row.company for n in found] == ["A", "B", "C", "D"]
    assert not any(n.above for n in found)


scores = st.lists(st.one_of(st.none(), st.floats(0, 5)), min_size=8, max_size=8).map(tuple)


@pytest.mark.parametrize("scope", ["full", "core"])
@given(st.lists(scores, min_size=4, max_size=30))
def test_many_audits_agree_with_numpy(scope, table):
    rows = [
        row(f"c{n:02}", (), core=one) if scope == "core" else row(f"c{n:02}", one)
        for n, one in enumerate(table)
    ]
    found = compared(rows, scope=scope, own=rows[0])
    numbers = np.array(table, dtype=float)
    for at, median in enumerate(found.medians):
        column = numbers[1:, at][~np.isnan(numbers[1:, at])]
        assert (median is None) == (len(column) < 4)
        if median is not None:
            assert median == pytest.approx(np.median(column))
            assert found.bests[at] == np.nanmax(numbers[:, at])
    weights = np.where(np.isnan(numbers), 0, WEIGHTS)
    enough = weights.sum(axis=1) >= 0.6 * sum(WEIGHTS)
    overall = {
        r.key: (np.nansum(numbers[n] * weights[n]) / weights[n].sum())
        for n, r in enumerate(rows)
        if enough[n]
    }
    for entry in found.table:
        assert entry.overall == pytest.approx(overall.get(entry.row.key))
