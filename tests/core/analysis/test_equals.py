"""Equal audits: METHOD's oracle J without an own audit, one scope, one weight set, and what few allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cxaudit import framework
from cxaudit.analysis.equals import compare
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Brief, Change, Rating

TODAY = date(2026, 6, 10)
CHECKLIST = framework.default()[0]


def company(name, mark, lowered=0, **marks):
    """An audit with one mark everywhere, one less in the first `lowered` criteria, and some others."""
    given = {c: mark - (at < lowered) for at, c in enumerate(CHECKLIST.criteria)}
    return Audit(
        id=name,
        framework=CHECKLIST,
        brief=Brief(company=name),
        weights={stage.code: stage.weight for stage in CHECKLIST.stages},
        ratings={c: Rating(mark=one) for c, one in (given | marks).items()},
        evidence=(),
        created="2026-05-01T00:00:00+00:00",
    )


@pytest.fixture
def checklist():
    return CHECKLIST


def letters(found):
    return [(one.letter, one.audit.brief.company) for one in found.equals]


def test_the_best_comes_first_whatever_was_named_first():
    found = compare([company("Low", 2), company("High", 4), company("Mid", 3)], TODAY)
    assert letters(found) == [("A", "High"), ("B", "Mid"), ("C", "Low")]


@pytest.mark.parametrize(("n", "ranks"), [(4, [None] * 4), (5, [1, 2, 3, 4, 5])])
def test_ranks_need_five_companies(n, ranks):
    found = compare([company(f"C{at}", 4, lowered=at * 8) for at in range(n)], TODAY)
    assert [one.rank for one in found.equals] == ranks


def test_equal_scores_share_a_rank():
    audits = [company(f"C{at}", mark) for at, mark in enumerate((4, 3, 3, 2, 1))]
    assert [one.rank for one in compare(audits, TODAY).equals] == [1, 2, 2, 4, 5]


def test_two_audits_of_one_company_are_one_company():
    audits = [company(name, 3) for name in ("One", "ONE ", "Two", "Three", "Four")]
    found = compare(audits, TODAY)
    assert found.companies == 4 and not found.rule.spread
    assert all(one.rank is None for one in found.equals)


def test_an_audit_that_only_an_outsider_could_make_narrows_all_to_the_core(checklist):
    inside = [c.id for c in checklist.criteria.values() if c.obs == "P"]
    assert inside
    outside = company("Outside", 3, **dict.fromkeys(inside, "U"))
    found = compare([company("Inside", 3), outside], TODAY)
    assert found.scope == "core" and len(found.criteria) == 120 - len(inside)
    assert [one.overall for one in found.equals] == [3.0, 3.0]
    assert compare([company("Inside", 3), company("Other", 2)], TODAY).scope == "full"


def test_different_weights_give_way_to_those_of_the_checklist(checklist):
    heavy = replace(
        company("Heavy", 3), weights={s.code: 1.0 + 9 * (s.code == "OFF") for s in checklist.stages}
    )
    found = compare([heavy, company("Plain", 2)], TODAY)
    assert not found.own_weights
    for one in found.equals:
        assert [s.weight for s in one.scores.stages] == [s.weight for s in checklist.stages]


def test_a_contested_weight_of_one_audit_leaves_its_scores(checklist):
    audit = company("Contested", 3)
    heads = tuple(
        Change(str(at), audit.id, "weights/ACQ", 10 + at, "a", "d", at, "2026-05-01T00:00:00+00:00", (), "")
        for at in range(2)
    )
    found = compare([replace(audit, cells={"weights/ACQ": heads}), company("Plain", 2)], TODAY)
    assert [one.overall for one in found.equals] == [3.0, 2.0]


def test_the_measure_is_what_most_audits_have_in_common():
    other = company("Newer", 5)
    other = replace(other, framework=replace(other.framework, version="2.0.0"))
    found = compare([other, company("One", 3), company("Two", 2)], TODAY)
    assert letters(found) == [("A", "One"), ("B", "Two"), ("C", "Newer")]
    assert [one.difference for one in found.equals] == ["", "", "checklist"]
    assert found.chance(found.equals[0], found.equals[2]) is None


def test_how_sure_the_order_is_depends_on_who_audited():
    one, other = company("One", 3), company("Two", 3, lowered=10)
    apart = compare([one, other], TODAY)
    signed = [replace(a, brief=replace(a.brief, auditor="Ann")) for a in (one, other)]
    same = compare(signed, TODAY)
    chances = [found.chance(*found.equals) for found in (apart, same)]
    assert 0.5 < chances[0] < chances[1]
    assert found_both_ways(apart) == pytest.approx(1)


def found_both_ways(found):
    a, b = found.equals
    return found.chance(a, b) + found.chance(b, a)


def test_white_spaces_are_named_only_with_enough_companies():
    weak = [company(f"C{at}", 2) for at in range(5)]
    assert compare(weak, TODAY).white_spaces == tuple(range(8))
    assert compare(weak[:4], TODAY).white_spaces == ()
    assert compare(weak[:4], TODAY).nobody_good == tuple(range(8))


def test_criteria_furthest_apart_come_first_and_critical_ones_before_others():
    found = compare([company("One", 3, **{"ACQ-02": 5, "ACQ-07": 4, "ACQ-03": 4}), company("Two", 3)], TODAY)
    assert [(one.criterion.id, one.low, one.high) for one in found.apart] == [
        ("ACQ-02", 3, 5),
        ("ACQ-07", 3, 4),
        ("ACQ-03", 3, 4),
    ]


def test_a_criterion_in_conflict_or_scored_once_is_not_apart():
    one = company("One", 3)
    one = replace(one, ratings={**one.ratings, "ACQ-01": Rating(rivals=(1, 5))})
    assert compare([one, company("Two", 3, **{"ACQ-02": "U"})], TODAY).apart == ()


def test_one_seven_or_the_same_audit_twice_are_refused():
    audit = company("One", 3)
    for audits in ([audit], [company(f"C{n}", 3) for n in range(7)]):
        with pytest.raises(KnownError, match="compares 2 to 6 audits"):
            compare(audits, TODAY)
    with pytest.raises(KnownError, match="the same audit"):
        compare([audit, audit], TODAY)
