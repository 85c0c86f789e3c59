"""Oracle E between two waves, like compared with like, and what may not be claimed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.analysis import waves as w
from cxaudit.analysis.waves_words import cautions, claim, figures, mark, notes, reason, signed, stages_claim
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Brief, Change, Rating, Sheet
from cxaudit.scoring import score
from tests.core.test_scoring import DEMO, audit, shown

EN, RU = translator("en"), translator("ru")
MARKS = st.lists(st.sampled_from("012345NU."), min_size=16, max_size=16).map("".join)


def wave(stages=DEMO, name="2026-1", auditor="Ann", company="Demo Co", weights=None, **brief):
    said = Brief(company=company, wave=name, auditor=auditor, **brief)
    return replace(audit(stages, **(weights or {})), id=name, brief=said, created="2026-01-01")


def up(stages=DEMO, **others):
    """Every score of these stages one higher, as far as the scale goes."""
    raised = {
        code: "".join(str(int(m) + 1) if m in "01234" else m for m in said) for code, said in DEMO.items()
    }
    return {**stages, **raised, **others}


def contested(made, cell):
    heads = tuple(Change(n, "a", cell, v, n, n, 1, "2026", (), "") for n, v in (("x", 10.0), ("y", 20.0)))
    return replace(made, conflicts=(cell,), cells={cell: heads})


# --- oracle E -------------------------------------------------------------------------------


def test_oracle_e_different_auditors_need_more_than_0_8466():
    found = w.compare(wave(), wave(name="2026-2", auditor="Boris"))
    assert found.auditors == "different"
    assert (shown(found.overall.change.detectable), found.overall.change.difference) == ("0.8466", 0)
    assert shown(found.overall.change.error / 2**0.5) == "0.3054"


def test_oracle_e_the_leniency_of_the_same_auditor_cancels():
    found = w.compare(wave(), wave(name="2026-2", auditor=" ann "))
    assert found.auditors == "same" and shown(found.overall.change.error) == "0.0810"


def test_an_auditor_who_is_not_named_or_contested_is_not_the_same():
    assert w.compare(wave(auditor=""), wave(auditor="")).auditors == "unnamed"
    twice = contested(wave(), "brief/auditor")
    assert w.compare(twice, wave(auditor="Ann")).auditors == "unnamed"


def test_a_stage_has_its_own_limit():
    found = w.compare(wave(), wave(auditor="Boris"))
    assert shown(found.stages[0].change.detectable) == shown(1.96 * 2**0.5 * 0.335410196625, 4)


# --- like with like -------------------------------------------------------------------------


def test_the_overall_of_both_waves_has_the_weights_of_the_later_one():
    before, after = wave(weights={"ACQ": 40.0}), wave(name="2026-2")
    found = w.compare(before, after)
    assert found.overall.reweighed
    assert found.overall.before.score == score(after).overall.score != score(before).overall.score
    assert found.overall.change.difference == 0
    assert any("The weights differ" in said for said in notes(EN, found))


def test_weights_in_the_same_proportions_do_not_differ():
    tenth = {stage.code: stage.weight / 10 for stage in wave().framework.stages}
    assert not w.compare(wave(weights=tenth), wave(name="2026-2")).overall.reweighed


def test_a_stage_with_a_score_in_one_wave_only_stays_out_of_both_overalls():
    before, after = wave({**DEMO, "EVO": "22"}), wave(name="2026-2")
    found = w.compare(before, after)
    assert found.overall.left_out == ("EVO",)
    assert found.overall.after.score == found.overall.before.score
    [evo] = [stage for stage in found.stages if stage.code == "EVO"]
    assert evo.change is None and reason(EN, evo) == "earlier wave: 2 of 14 scored, too few"
    assert any("only one wave has a score of: Evolution" in said for said in notes(EN, found))


def test_without_enough_shared_stages_there_is_no_change_of_the_overall():
    before = wave({code: DEMO[code] for code in ("ACQ", "SEL", "SAL", "SOL")})
    after = wave({code: DEMO[code] for code in ("ONB", "SOL", "EVO", "LOY", "OFF")})
    found = w.compare(before, after)
    assert found.overall.change is None
    assert claim(EN, found).startswith("Overall: no change can be named. Both waves: not published")


def test_a_conflict_gives_no_figure():
    rivals = {**wave().ratings, "ACQ-01": Rating(rivals=(1, 4))}
    found = w.compare(replace(wave(), ratings=rivals), wave(name="2026-2"))
    assert found.overall.change is None and found.stages[0].change is None
    assert claim(EN, found) == "Overall: no change can be named. Earlier wave: in conflict."
    assert reason(EN, found.stages[0]) == "earlier wave: in conflict"


def test_contested_weights_count_only_where_they_are_used():
    cell = "weights/ACQ"
    assert w.compare(wave(), contested(wave(), cell)).overall.change is None
    found = w.compare(contested(wave(), cell), wave())
    assert found.overall.change.difference == 0 and found.overall.reweighed


def test_audits_of_different_checklists_are_not_compared():
    other = replace(wave(), framework=replace(wave().framework, version="9"))
    with pytest.raises(KnownError, match="different checklists"):
        w.compare(wave(), other)


@given(MARKS, MARKS)
def test_turning_the_waves_round_turns_every_sign(one, other):
    a, b = wave({**DEMO, "ACQ": one}), wave({**DEMO, "ACQ": other}, auditor="Boris")
    there, back = w.compare(a, b), w.compare(b, a)
    assert [(m.criterion, m.difference) for m in there.moved] == [
        (m.criterion, -m.difference) for m in back.moved
    ]
    for x, y in zip((there.overall, *there.stages), (back.overall, *back.stages), strict=True):
        assert (x.change is None) == (y.change is None)
        if x.change:
            assert x.change.difference == -y.change.difference and x.change.real == y.change.real
    assert len(there.moved) + there.same + len(there.one_sided) <= 120


# --- criteria and flags ---------------------------------------------------------------------


def test_criteria_stand_by_the_size_of_their_change_and_one_sided_ones_apart():
    before = wave({"ACQ": "4433243324", "SEL": "3"})
    after = wave({"ACQ": "0433N43325", "SEL": "."})
    found = w.compare(before, after)
    assert [(m.criterion, m.difference) for m in found.moved] == [("ACQ-01", -4), ("ACQ-10", 1)]
    assert [m.criterion for m in found.one_sided] == ["ACQ-05", "SEL-01"] and found.same == 7
    assert mark(EN, found.one_sided[0].after) == "not applicable"
    assert mark(EN, found.one_sided[1].after) == "no score yet"


def test_a_flag_is_gone_only_if_its_check_was_scored_again():
    critical = [c.id for c in wave().framework.criteria.values() if c.critical][:5]
    gone, open_, stays, new, calm = critical
    one = {gone: 0, open_: 1, stays: 1, new: 3, calm: 4}
    other = {gone: 2, open_: "N", stays: 0, new: 1, calm: 4}
    both = [replace(wave({}), ratings={c: Rating(m) for c, m in marks.items()}) for marks in (one, other)]
    found = w.compare(*both)
    assert [(flag.move.criterion, flag.fate) for flag in found.flags] == [
        (new, "new"),
        (stays, "stays"),
        (open_, "open"),
        (gone, "gone"),
    ]


# --- which is the earlier one ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-2", "2026-1"),
        ("Q4 2025", "Q1 2026"),
        ("Wave 2", "Wave 10"),
        ("2026-2", "2026-10"),
        ("2025-1", "1/2026"),
    ],
)
def test_the_figures_in_the_names_tell_the_earlier_wave(one, other):
    a, b = replace(wave(name=one), created="2027"), replace(wave(name=other), created="2026")
    assert w.in_order(a, b) == w.in_order(b, a) == (a, b)


@pytest.mark.parametrize(
    ("one", "other"), [("spring", "autumn"), ("2026-1", "2026-1"), ("2026", "second, 3")]
)
def test_names_that_do_not_tell_leave_it_to_the_day_of_making(one, other):
    a, b = replace(wave(name=one), created="2025"), replace(wave(name=other), created="2026")
    assert w.in_order(a, b) == w.in_order(b, a) == (a, b)


# --- words ----------------------------------------------------------------------------------


def test_a_change_that_is_not_the_difference_of_the_printed_scores_is_explained():
    third = w.compare(wave(), wave({**DEMO, "SOL": "5" + DEMO["SOL"][1:]}))
    solution = next(stage for stage in third.stages if stage.code == "SOL")
    assert (solution.before.score, solution.after.score) == (3.0625, 3.125)
    assert any("of unrounded scores" in said for said in notes(EN, third))
    assert not any("of unrounded scores" in said for said in notes(EN, w.compare(wave(), wave())))


def test_the_claim_calls_real_only_what_is_above_the_limit():
    found = w.compare(wave(), wave(up(), name="2026-2", auditor="Boris"))
    assert claim(EN, found) == "Overall 2.80 → 3.79 (+0.99): a real rise. Error alone explains up to 0.85."
    fall = w.compare(wave(up()), wave(auditor="Boris"))
    assert claim(EN, fall) == "Overall 3.79 → 2.80 (−0.99): a real fall. Error alone explains up to 0.85."
    some = w.compare(wave(), wave({**DEMO, "SOL": "5" * 16}, auditor="Boris"))
    assert claim(EN, some) == (
        "Overall 2.80 → 3.15 (+0.35): this may be chance. Error alone explains up to 0.85."
    )
    assert stages_claim(EN, some) == "Real change in 1 of 8 compared stages: Solution +1.94."
    none = w.compare(wave(), wave(auditor="Boris"))
    assert claim(EN, none) == "Overall 2.80 → 2.80: no change. One above 0.85 would be real."
    assert stages_claim(EN, none) == "In all 8 compared stages the change is within error."


def test_in_russian_the_claim_has_commas():
    found = w.compare(wave(), wave(up(), auditor="Boris"))
    assert claim(RU, found) == (
        "Итог 2,80 → 3,79 (+0,99): рост настоящий. Одной погрешностью объясняется до 0,85."
    )


def test_figures_that_round_alike_get_more_places():
    found = w.WaveChange(0.8470, 0.8466 / 1.96)
    assert found.real and figures(EN, found) == ("+0.8470", "0.8466")
    assert signed(EN, -0.001) == "0.00"


def test_what_is_no_change_over_time_is_said():
    assert cautions(EN, wave(), wave(name="2026-2")) == ()
    [said] = cautions(EN, wave(), wave(name="2026-2", company="Other Co"))
    assert "different companies" in said
    [said] = cautions(EN, wave(product="Coffee"), wave(name="2026-2", product="Tea"))
    assert "Product or country differ" in said
    [said] = cautions(EN, wave(), wave(auditor="Boris"))
    assert "calibration" in said


# --- several auditors -----------------------------------------------------------------------


def with_sheets(made, *auditors):
    """The audit with these auditors, each on a visit of their own with the same marks."""
    sheets = tuple(Sheet(id=str(n), visit=str(n), auditor=name) for n, name in enumerate(auditors, 1))
    return replace(made, sheets=sheets, sheet_ratings={sheet.id: made.ratings for sheet in sheets})


def test_oracle_e_two_auditors_in_each_wave_need_more_than_0_5986():
    found = w.compare(with_sheets(wave(), "Ann", "Boris"), with_sheets(wave(name="2026-2"), "Clara", "Dana"))
    assert [one.auditors for one in found.sureness] == [2, 2]
    assert shown(found.overall.change.detectable) == "0.5986"


def test_leniency_cancels_only_if_the_same_people_scored_both():
    both = with_sheets(wave(), "Ann", "Boris")
    assert w.compare(both, with_sheets(wave(), "boris", "Ann")).auditors == "same"
    assert w.compare(both, wave(auditor="Ann")).auditors == "different"
    assert w.compare(both, with_sheets(wave(auditor=""), "Ann", "")).auditors == "unnamed"


def test_waves_that_are_not_equally_sure_are_told_apart():
    said = notes(EN, w.compare(with_sheets(wave(), "Ann", "Boris"), wave(auditor="Clara")))
    assert said[1].startswith("Earlier wave, 2 auditors. The error of an auditor is assumed")
    assert said[2].startswith("Later wave, 1 auditor. ")
