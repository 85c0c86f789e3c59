"""Every number can be followed back to marks, weights and changes, and its parts add up to it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import audit as audits
from cxaudit import cells, framework
from cxaudit.analysis.lineage import cells_of, of_criterion, of_overall, of_stage
from cxaudit.edits import Edit, edit
from cxaudit.model import Rating
from cxaudit.scoring import score
from tests.marks import ALL, marks_of


def rated(marks=ALL, **weights):
    checklist, _ = framework.default()
    blank = audits.read("a", checklist, {})
    ratings = {c: Rating(mark=m) for c, m in zip(checklist.criteria, marks_of(marks), strict=True)}
    return replace(blank, ratings=ratings, weights={**blank.weights, **weights})


def overall(audit):
    return of_overall(audit, score(audit))


# --- overall --------------------------------------------------------------------------------


def test_the_stages_of_the_demo_add_up_to_its_overall_and_its_bounds():
    found = overall(rated())
    assert found.weight == 100 and len(found.counted) == 8 and found.left_out == ()
    assert [part.points for part in found.parts][:3] == [30, Fraction(44, 15) * 12, 49]
    assert round(float(found.points / found.weight), 6) == 2.804264
    assert round(float(found.low / found.weight), 4) == 2.6995
    assert round(float(found.high / found.weight), 4) == 2.8870


def test_a_stage_without_a_score_is_left_out_together_with_its_weight():
    found = overall(rated(ALL[:-14] + "33U" + "." * 11))
    assert [part.score.code for part in found.left_out] == ["OFF"] and found.weight == 90
    assert round(float(found.points / found.weight), 6) == 2.772415


def test_a_stage_with_the_weight_zero_is_listed_and_adds_nothing():
    part = overall(rated(EVO=0)).parts[5]
    assert (part.effect, part.points, part.weight) == ("no_weight", 0, (0, 0))


def test_an_audit_without_scores_has_nothing_to_add_up():
    found = overall(rated("." * 120))
    assert found.points is found.weight is found.low is None and len(found.left_out) == 8


def test_a_contested_mark_leaves_the_parts_of_other_stages_and_no_sum():
    audit = rated()
    audit = replace(audit, ratings={**audit.ratings, "ACQ-01": Rating(rivals=(4, 1))})
    found = overall(audit)
    assert (found.parts[0].effect, found.parts[0].points) == ("conflict", None)
    assert found.points is None and found.parts[2].points == 49
    assert found.overall.span is not None


@st.composite
def audits_of_any_kind(draw):
    marks = "".join(draw(st.lists(st.sampled_from("0123453333NU."), min_size=120, max_size=120)))
    codes = [s.code for s in framework.default()[0].stages]
    numbers = st.one_of(st.just(0), st.integers(0, 30), st.decimals(0, 30, places=2).map(float))
    return rated(marks, **{code: draw(numbers) for code in codes})


@given(audits_of_any_kind())
def test_the_parts_add_up_to_every_score_that_is_shown(audit):
    scores = score(audit)
    found = of_overall(audit, scores)
    if scores.overall.score is not None:
        assert float(found.points / found.weight) == scores.overall.score
        assert float(found.low / found.weight) == scores.overall.low
        assert float(found.high / found.weight) == scores.overall.high
    for part in found.parts:
        stage = of_stage(audit, scores, part.score.code)
        assert len(stage.counted) + len(stage.left_out) == part.score.total
        assert sum(p.rating.mark for p in stage.counted) == stage.total
        assert len(stage.counted) == stage.count == part.score.scored
        if part.score.score is not None:
            assert stage.total / stage.count == part.score.score
            assert [total / count for total, count in stage.bounds] == [part.score.low, part.score.high]


# --- stage ----------------------------------------------------------------------------------


def test_a_stage_says_what_does_not_count_and_why():
    audit = rated()
    found = of_stage(audit, score(audit), "LOY")
    assert (found.total, found.count) == (32, 13)
    assert {p.criterion: p.effect for p in found.left_out} == {
        "LOY-12": "not_applicable",
        "LOY-13": "not_applicable",
    }
    off = of_stage(audit, score(audit), "OFF")
    assert off.bounds == ((34, 14), (49, 14))
    assert [p.effect for p in off.left_out] == ["not_verified"] * 3
    assert found.weights == ()


def test_a_zero_that_follows_from_another_is_marked():
    audit = rated(ALL.replace("34323343112NN21", "00323343112NN21"))
    parts = {p.criterion: p for p in of_stage(audit, score(audit), "LOY").parts}
    assert parts["LOY-02"].inherited and not parts["LOY-01"].inherited
    assert parts["LOY-01"].draft and not parts["LOY-02"].draft
    assert of_criterion(audit, "LOY-02", ()).inherited_from == "LOY-01"


def test_a_stage_that_is_not_there_is_an_error():
    audit = rated()
    with pytest.raises(KeyError):
        of_stage(audit, score(audit), "XXX")


# --- criterion ------------------------------------------------------------------------------

FILE = {
    "criterion": "SAL-05",
    "kind": "file",
    "name": "offer.txt",
    "media_type": "text/plain",
    "size": 3,
    "sha256": "0" * 64,
    "added": "2026-05-18T08:00:00Z",
}


def say(store, audit_id, cell, value, author="Auditor One", reason="", seen=None):
    audit = store.audit(audit_id)
    one = edit(audit, cell, value, reason) if seen is None else Edit(cell, value, seen, reason)
    store.append(audit_id, [one], author)


def test_a_criterion_tells_its_mark_evidence_and_every_change_with_its_author(store, audit):
    say(store, audit.id, cells.score("SAL-05"), 2)
    say(store, audit.id, cells.score("SAL-05"), {"mark": "U", "reason": "shut"}, "Auditor Two")
    say(store, audit.id, cells.note("SAL-05"), "Price held.")
    say(store, audit.id, cells.evidence("e1"), FILE)
    say(store, audit.id, cells.caption("e1"), "The offer")
    say(store, audit.id, cells.score("SAL-06"), 4)
    now = store.audit(audit.id)
    found = of_criterion(now, "SAL-05", store.history(audit.id))
    assert (found.rating.mark, found.rating.reason, found.rating.note) == ("U", "shut", "Price held.")
    assert (found.grade, [e.name for e in found.evidence]) == (2, ["offer.txt"])
    assert [(s.kind, s.change.author, s.current) for s in found.steps] == [
        ("score", "Auditor One", False),
        ("score", "Auditor Two", True),
        ("note", "Auditor One", True),
        ("file", "Auditor One", True),
        ("caption", "Auditor One", True),
    ]
    assert [b.value for b in found.steps[1].before] == [2] and found.steps[0].before == ()
    assert found.steps[3].file == found.steps[4].file == "offer.txt"


def test_a_file_that_was_removed_stays_in_the_changes(store, audit):
    say(store, audit.id, cells.evidence("e1"), FILE)
    say(store, audit.id, cells.evidence("e1"), None)
    found = of_criterion(store.audit(audit.id), "SAL-05", store.history(audit.id))
    assert found.evidence == () and found.grade == 0
    assert [(s.kind, s.file, s.change.value is None) for s in found.steps] == [
        ("file", "offer.txt", False),
        ("file", "offer.txt", True),
    ]


def test_the_cells_of_a_criterion_tell_as_much_as_the_whole_log(store, audit):
    for criterion, file in (("SAL-05", "e1"), ("SAL-05", "e2"), ("SAL-06", "e3"), ("SAL-06", "e4")):
        say(store, audit.id, cells.score(criterion), 3)
        say(store, audit.id, cells.evidence(file), FILE | {"criterion": criterion, "name": f"{file}.txt"})
        say(store, audit.id, cells.caption(file), "A file")
    for removed in ("e1", "e3"):
        say(store, audit.id, cells.evidence(removed), None)
    now = store.audit(audit.id)
    told = [change for cell in cells_of(now, "SAL-05") for change in store.history(audit.id, cell)]
    found = of_criterion(now, "SAL-05", told)
    assert found == of_criterion(now, "SAL-05", store.history(audit.id))
    assert {step.file for step in found.steps} == {"", "e1.txt", "e2.txt"}


def test_a_conflict_shows_both_versions_until_somebody_settles_it_with_a_reason(store, audit):
    say(store, audit.id, cells.score("SAL-05"), 1, seen=())
    say(store, audit.id, cells.score("SAL-05"), 4, "Auditor Two", seen=())
    found = of_criterion(store.audit(audit.id), "SAL-05", store.history(audit.id))
    rivals = sorted((h.value, h.author) for h in found.sheets[0].scores)
    assert rivals == [(1, "Auditor One"), (4, "Auditor Two")]
    assert [s.current for s in found.steps] == [True, True] and found.rating.conflict
    say(store, audit.id, cells.score("SAL-05"), 3, reason="watched the recording")
    found = of_criterion(store.audit(audit.id), "SAL-05", store.history(audit.id))
    assert [h.value for h in found.sheets[0].scores] == [3] and not found.rating.conflict
    assert sorted(b.value for b in found.steps[-1].before) == [1, 4]
    assert found.steps[-1].change.reason == "watched the recording"


def test_a_weight_that_somebody_set_has_an_author(store, audit):
    say(store, audit.id, cells.weight("SAL"), 20, "Auditor Two")
    now = store.audit(audit.id)
    assert [(h.value, h.author) for h in of_stage(now, score(now), "SAL").weights] == [(20, "Auditor Two")]


def test_every_visit_of_a_criterion_is_shown_with_what_the_visits_come_to(store, audit):
    say(store, audit.id, cells.visit("2", "of"), "")
    for sheet, mark in (("1", 4), ("2", 1)):
        say(store, audit.id, cells.score("SAL-05", sheet), mark)
    say(store, audit.id, cells.note("SAL-05", "2"), "Nobody came.")
    now = store.audit(audit.id)
    told = [change for cell in cells_of(now, "SAL-05") for change in store.history(audit.id, cell)]
    found = of_criterion(now, "SAL-05", told)
    assert [[h.value for h in one.scores] for one in found.sheets] == [[4], [1]]
    assert [[h.value for h in one.notes] for one in found.sheets][1] == ["Nobody came."]
    assert (found.visits.n, found.visits.low, found.visits.high, found.visits.mean) == (2, 1, 4, 2.5)
    assert found.rivals == frozenset() and len(found.steps) == 3
    stage = of_stage(now, score(now), "SAL")
    assert next(p.rating.mark for p in stage.parts if p.criterion == "SAL-05") == Fraction(5, 2)
