"""What is missing in an audit, in the order in which it matters."""

from cxaudit import cells
from cxaudit.edits import Edit, edit
from cxaudit.model import Brief
from cxaudit.quality import completeness
from cxaudit.scoring import score
from cxaudit.store.summary import Listing
from tests.marks import DEMO, marks_of


def rated(store, audit, marks):
    """The audit with those marks, stage by stage in the order of ids; a dot leaves one empty."""
    edits = []
    for stage in audit.framework.stages:
        for criterion, mark in zip(stage.criteria, marks_of(marks.get(stage.code, "")), strict=False):
            if mark is not None:
                value = cells.score_value(mark, "because")
                edits.append(Edit(cells.score(criterion.id), value))
    return store.append(audit.id, edits, "Auditor One").audit


def found(audit):
    return {gap.kind: gap for gap in completeness.gaps(audit, score(audit))}


def test_a_new_audit_lacks_every_criterion_and_every_stage_score(audit):
    kinds = [gap.kind for gap in completeness.gaps(audit, score(audit))]
    assert kinds == ["not_scored"] * 8 + ["empty"]
    assert len(found(audit)["empty"].criteria) == 120


def test_the_demo_lacks_artefacts_verification_and_coverage_of_one_stage(store, audit):
    gaps = found(rated(store, audit, DEMO))
    assert list(gaps) == ["draft", "provisional", "unverified"]
    assert gaps["unverified"].criteria == ("SEL-16", "EVO-13", "OFF-11", "OFF-12", "OFF-14")
    assert (gaps["provisional"].stage, gaps["provisional"].more) == ("OFF", 1)
    assert gaps["provisional"].criteria == ("OFF-11", "OFF-12", "OFF-14")


def test_a_draft_is_a_0_1_or_5_without_an_artefact(store, audit):
    gaps = found(rated(store, audit, {"ACQ": "0152"}))
    assert gaps["draft"].criteria == ("ACQ-01", "ACQ-02", "ACQ-03")


def test_a_stage_without_a_score_says_how_many_more_it_needs(store, audit):
    gaps = completeness.gaps(now := rated(store, audit, {"ACQ": "333", "SEL": "3333333"}), score(now))
    more = {gap.stage: gap.more for gap in gaps if gap.kind == "not_scored"}
    assert more["ACQ"] == 5
    assert more["SEL"] == 1
    assert more["ONB"] == 7


def test_a_stage_that_cannot_be_scored_is_no_gap(store, audit):
    now = rated(store, audit, {"ONB": "NNNNNNNNNN3333"})
    stages = [gap.stage for gap in completeness.gaps(now, score(now)) if gap.kind == "not_scored"]
    assert "ONB" not in stages


def test_an_empty_line_of_the_brief_is_named(store):
    now = store.create(Brief(company="Demo Co", auditor="A", wave=" "), author="A").audit
    assert found(now)["brief"].fields == ("product", "country", "wave")


def test_weights_of_zero_come_first(store, audit):
    zero = [edit(audit, cells.weight(stage.code), 0) for stage in audit.framework.stages]
    now = store.append(audit.id, zero, "Auditor One").audit
    assert completeness.gaps(now, score(now))[0].kind == "weights"


def test_a_conflict_names_its_criterion_and_does_not_count_as_empty(store, audit):
    cell = cells.score("ACQ-07")
    store.append(audit.id, [Edit(cell, 2, ())], "One")
    now = store.append(audit.id, [Edit(cell, 4, ()), Edit(cells.note("SEL-01"), "x", ())], "Two").audit
    gaps = found(now)
    assert gaps["conflict"].criteria == ("ACQ-07",)
    assert "ACQ-07" not in gaps["empty"].criteria


def test_a_contested_line_of_the_brief_is_in_the_conflict(store, audit):
    now = store.append(audit.id, [Edit(cells.brief("company"), "Other Co", ())], "Two").audit
    assert found(now)["conflict"].fields == ("company",)


def test_proven_counts_scored_criteria_with_a_file(store, audit):
    file = {
        "criterion": "ACQ-01",
        "kind": "file",
        "name": "a.txt",
        "media_type": "text/plain",
        "size": 1,
        "sha256": "0" * 64,
        "added": "2026-01-01",
    }
    now = rated(store, audit, {"ACQ": "33"})
    edits = [Edit("evidence/one", file), Edit("evidence/two", {**file, "criterion": "ACQ-09"})]
    assert completeness.proven(store.append(now.id, edits, "Auditor One").audit) == 1


def test_what_people_see_in_conflict_is_counted_once_a_thing_in_list_and_overview(store, audit):
    file = {
        "criterion": "ACQ-07",
        "kind": "file",
        "name": "a.txt",
        "media_type": "text/plain",
        "size": 1,
        "sha256": "0" * 64,
        "added": "2026-01-01",
    }
    store.append(audit.id, [Edit("evidence/one", file)], "One")
    contested = [
        cells.score("ACQ-07"),
        cells.note("ACQ-07"),
        cells.note("SEL-01"),
        cells.brief("city"),
        cells.weight("SAL"),
        cells.caption("one"),
        "later/than/this",
    ]
    for author, value in (("One", 1), ("Two", 2)):
        said = [value if "score" in c or "weights" in c else f"text {value}" for c in contested]
        store.append(audit.id, [Edit(c, v, ()) for c, v in zip(contested, said, strict=True)], author)
    now = store.audit(audit.id)
    assert len(now.conflicts) == 7
    assert completeness.conflicts(now) == store.catalog.listed(Listing())[0].conflicts == 6
    assert found(now)["conflict"].criteria == ("ACQ-07", "SEL-01")
    assert found(now)["conflict"].fields == ("SAL", "city", "later/than/this")
