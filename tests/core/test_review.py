"""Quality control by a second person, and what an approval protects (METHOD 9)."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from cxaudit import cells
from cxaudit.analysis.repeats import confidence_of
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.quality import approval, review
from cxaudit.quality.approval import CELL, RevisionNeeded
from cxaudit.quality.review import of_round
from cxaudit.store.store import Store
from tests.ui.audits import disagree

CHANCE = random.Random(1)


class Work:
    """One audit in a real store, and people who work on it."""

    def __init__(self, store, audit):
        self.store, self.id = store, audit.id
        self.all = list(audit.framework.criteria)
        self.critical = [c.id for c in audit.framework.criteria.values() if c.critical]

    @property
    def audit(self):
        return self.store.audit(self.id)

    @property
    def review(self):
        return review.review_of(self.audit)

    @property
    def state(self):
        return self.review.standing.state

    def say(self, values, by="Auditor One", reason=""):
        self.store.append(self.id, [edit(self.audit, c, v, reason) for c, v in values.items()], by)

    def rate(self, marks):
        self.say({cells.score(criterion): mark for criterion, mark in marks.items()})

    def go(self, to, by="Auditor One", round_id="r1"):
        said = review.step(self.audit, self.store.scores(self.id), to, by, round_id, CHANCE)
        self.say({CELL: said}, by)

    def tell(self, name, criterion, value, by="Reviewer"):
        self.say({of_round(self.review.standing.round, name, criterion): value}, by)

    def look_at_everything(self):
        for criterion in self.review.unseen:
            self.tell("seen", criterion, True)
        for criterion in self.review.unscored:
            self.tell("score", criterion, 3)


@pytest.fixture
def work(store, audit):
    made = Work(store, audit)
    made.rate(dict.fromkeys(made.all, 3))
    return made


@pytest.fixture
def in_review(work):
    work.go("submitted")
    work.go("in_review", "Reviewer")
    return work


def test_the_way_is_draft_submitted_in_review_returned_submitted_in_review_approved_locked(work):
    assert work.state == "draft"
    work.go("submitted")
    work.go("in_review", "Reviewer")
    work.tell("comment", "SEL-05", "The note names nobody.")
    work.go("returned", "Reviewer")
    work.tell("done", "SEL-05", True, "Auditor One")
    work.go("submitted")
    work.go("in_review", "Reviewer")
    work.look_at_everything()
    work.go("approved", "Reviewer")
    work.go("locked", "Reviewer")
    standing = work.review.standing
    assert (standing.state, standing.by) == ("locked", "Reviewer")


@pytest.mark.parametrize(
    ("at", "to"),
    [("draft", "approved"), ("draft", "in_review"), ("draft", "locked"), ("submitted", "approved")],
)
def test_no_step_is_skipped(work, at, to):
    if at != "draft":
        work.go(at)
    with pytest.raises(KnownError, match="not at that step"):
        work.go(to, "Reviewer")
    assert work.state == at


@pytest.mark.parametrize("fault", ["empty", "draft", "conflict"])
def test_an_audit_with_something_missing_is_not_submitted(work, store, fault):
    if fault == "empty":
        work.rate({"SEL-05": None})
    elif fault == "draft":
        work.rate({"SEL-05": 5})
    else:
        disagree(store, work.id, cells.score("SEL-05"), 2, 4)
    with pytest.raises(KnownError, match="without a file: 1"):
        work.go("submitted")
    assert work.state == "draft"


@pytest.mark.parametrize("name", ["Auditor One", "  auditor   ONE ", "Helper"])
def test_nobody_reviews_what_he_scored(work, name):
    work.say({cells.score("SEL-05"): 4}, "Helper")
    work.go("submitted")
    with pytest.raises(KnownError, match="Somebody else"):
        work.go("in_review", name)


def test_a_review_needs_a_name(work):
    work.go("submitted")
    with pytest.raises(KnownError, match="needs a name"):
        work.go("in_review", "  ")


@pytest.mark.parametrize(("scored", "drawn"), [(120, 18), (101, 16), (100, 15), (40, 15), (10, 10)])
def test_the_sample_is_15_percent_of_what_is_scored_and_at_least_15(work, scored, drawn):
    work.say({cells.score(c): {"mark": "N", "reason": "No such thing"} for c in work.all[scored:]})
    sample = review._draw(work.audit, random.Random(3))
    assert len(sample) == drawn == len(set(sample))
    assert set(sample) <= set(work.all[:scored])


def test_every_criterion_has_the_same_chance_to_be_drawn(work):
    times = dict.fromkeys(work.all, 0)
    chance = random.Random(7)
    for _ in range(2000):
        for criterion in review._draw(work.audit, chance):
            times[criterion] += 1
    # 2,000 draws of 18 in 120: 300 each, with a deviation of 16.
    assert all(300 - 80 < n < 300 + 80 for n in times.values())


def test_the_sample_stays_while_the_round_lasts(in_review):
    before = in_review.review.standing.sample
    in_review.rate({before[0]: 4})
    assert in_review.review.standing.sample == before


def test_every_0_1_and_5_and_every_critical_check_is_looked_at(work, store):
    audit = replace(work.audit, ratings={**work.audit.ratings})
    plain = [c for c in work.all if c not in work.critical]
    ratings = dict(audit.ratings)
    for criterion, mark in zip(plain, (0, 1, 5, 2, 4), strict=False):
        ratings[criterion] = replace(ratings[criterion], mark=mark)
    found = review.review_of(replace(audit, ratings=ratings)).to_see
    assert found == tuple(c for c in work.all if c in work.critical or c in plain[:3])


def test_a_difference_of_two_waits_for_a_word_and_a_difference_of_one_does_not(in_review):
    first, second = in_review.review.standing.sample[:2]
    in_review.look_at_everything()
    in_review.tell("score", first, 5)
    in_review.tell("score", second, 2)
    assert in_review.review.unsettled == (first,)
    with pytest.raises(KnownError, match="still open: 1"):
        in_review.go("approved", "Reviewer")
    in_review.tell("settled", first, "Both looked again: 3, the reply was late.")
    in_review.go("approved", "Reviewer")


def test_agreement_counts_pairs_of_scores_only(in_review):
    sample = in_review.review.standing.sample
    in_review.look_at_everything()
    in_review.tell("score", sample[0], 4)
    in_review.tell("score", sample[1], 1)
    in_review.tell("score", sample[2], {"mark": "U", "reason": "Nothing shows it"})
    found = in_review.review
    assert len(found.pairs) == len(sample) - 1
    assert found.within(0) == pytest.approx((len(sample) - 3) / (len(sample) - 1))
    assert found.within(1) == pytest.approx((len(sample) - 2) / (len(sample) - 1))
    assert sorted(found.pairs)[-1] == Fraction(2)


def test_two_reviewers_who_disagree_leave_the_criterion_open(in_review, store):
    in_review.look_at_everything()
    first = in_review.review.standing.sample[0]
    cell = of_round("r1", "score", first)
    heads = tuple(head.id for head in in_review.audit.cells[cell])
    for by, mark in (("Reviewer", 4), ("Second reviewer", 2)):
        store.append(in_review.id, [Edit(cell, mark, heads)], by)
    assert in_review.review.unscored == (first,)


def test_a_returned_audit_is_submitted_again_when_every_comment_is_dealt_with(in_review):
    in_review.tell("comment", "SEL-05", "The note names nobody.")
    in_review.go("returned", "Reviewer")
    with pytest.raises(KnownError, match="not ticked as dealt with: 1"):
        in_review.go("submitted")
    in_review.tell("done", "SEL-05", True, "Auditor One")
    in_review.go("submitted")
    assert in_review.state == "submitted"


def test_returning_needs_a_comment(in_review):
    with pytest.raises(KnownError, match="write a comment"):
        in_review.go("returned", "Reviewer")


@pytest.fixture
def before(in_review, store):
    """The audit as it was handed over before the approval."""
    return store.package(in_review.id)


@pytest.fixture
def approved(in_review):
    in_review.look_at_everything()
    in_review.go("approved", "Reviewer")
    return in_review


@pytest.mark.parametrize(
    "cell", [cells.score("SEL-05"), cells.note("SEL-05"), cells.weight("SAL"), "brief/city"]
)
def test_what_is_approved_changes_only_with_a_reason_which_makes_it_a_revision(approved, cell):
    value = {"SAL": 20}.get(cell.rpartition("/")[2], 2 if cell.endswith("score") else "Words")
    before = approved.audit
    with pytest.raises(RevisionNeeded):
        approved.say({cell: value})
    assert approved.audit == before and approval.revisions(approved.audit) == ()
    approved.say({cell: value}, reason="The receipt was found")
    (revision,) = approval.revisions(approved.audit)
    assert (revision.cell, revision.reason) == (cell, "The receipt was found")


def test_growth_and_actions_go_on_after_an_approval(approved):
    approved.say({"action/a1/title": "Answer within an hour"})


def test_somebody_elses_changes_come_in_and_are_named_as_revisions_without_a_reason(
    before, approved, store, tmp_path
):
    assert [(one.cell, one.reason) for one in approval.revisions(approved.audit)] == []
    with Store(tmp_path / "elsewhere") as other:
        other.merge(before)
        audit = other.audit(approved.id)
        other.append(approved.id, [edit(audit, cells.note("SEL-05"), "From afar")], "Auditor Two")
        store.merge(other.package(approved.id))
    (found,) = approval.revisions(approved.audit)
    assert (found.cell, found.reason, found.author) == (cells.note("SEL-05"), "", "Auditor Two")


def test_what_was_written_elsewhere_before_the_approval_but_came_in_after_it_is_a_revision(
    in_review, before, store, tmp_path
):
    with Store(tmp_path / "elsewhere") as other:
        other.merge(before)
        audit = other.audit(in_review.id)
        other.append(in_review.id, [edit(audit, cells.score("SEL-05"), 4)], "Auditor Two")
        in_review.look_at_everything()
        in_review.go("approved", "Reviewer")
        store.merge(other.package(in_review.id))
    (found,) = approval.revisions(in_review.audit)
    assert (found.cell, found.author) == (cells.score("SEL-05"), "Auditor Two")


def test_locking_keeps_who_approved_when_and_what_was_revised_since(approved):
    given = approved.review.standing.approval
    approved.say({cells.score("SEL-05"): 2}, reason="The receipt was found")
    approved.go("locked", "Auditor One")
    assert approved.review.standing.by == "Auditor One"
    assert approved.review.standing.approval == given and given.by == "Reviewer"
    assert [one.cell for one in approval.revisions(approved.audit)] == [cells.score("SEL-05")]


def test_a_reopened_audit_is_free_to_be_changed_and_gets_a_new_round(approved):
    approved.go("in_review", "Reviewer", "r2")
    approved.rate({"SEL-05": 2})
    assert approved.review.standing.round == "r2" and approved.review.seen == frozenset()


def test_an_approval_lifts_the_limit_of_the_confidence_grade(approved):
    found = confidence_of(approved.audit, approved.store.scores(approved.id))
    assert "no_review" not in found.caps


@pytest.mark.parametrize(
    "value",
    [
        "approved",
        {"state": "done", "round": "r", "sample": []},
        {"state": "approved", "round": "r", "sample": ["XXX-01"]},
        {"state": "approved", "round": "r" * 65, "sample": []},
        {"state": "approved", "round": "r"},
        {"state": "draft", "round": "r", "sample": [], "approval": {"by": "A", "at": "", "known": {}}},
        {"state": "locked", "round": "r", "sample": [], "approval": {"by": "A", "at": "noon", "known": {}}},
        {
            "state": "locked",
            "round": "r",
            "sample": [],
            "approval": {"by": "A", "at": "", "known": {"d": ""}},
        },
        None,
    ],
)
def test_a_state_that_makes_no_sense_is_refused(work, value):
    with pytest.raises(KnownError, match="not valid"):
        work.say({CELL: value})


def test_people_who_set_different_states_leave_the_earlier_one_and_the_protection(approved, store):
    heads = tuple(head.id for head in approved.audit.cells[CELL])
    for state in ("in_review", "locked"):
        store.append(approved.id, [Edit(CELL, approval.value(state, "r1", ()), heads)], "Reviewer")
    now = approval.standing(approved.audit)
    assert (now.state, len(now.rivals)) == ("in_review", 2)
    with pytest.raises(RevisionNeeded):
        approved.rate({"SEL-05": 2})


def test_two_reviews_that_were_begun_apart_are_both_said_until_one_goes_on(store, audit):
    for round_id, drawn in (("r1", "SEL-05"), ("r2", "SEL-06")):
        store.append(audit.id, [Edit(CELL, approval.value("in_review", round_id, [drawn]))], "Reviewer")
    now = approval.standing(store.audit(audit.id))
    assert {head.value["round"] for head in now.rivals} == {"r1", "r2"} and now.state == "in_review"


def test_the_comments_of_an_earlier_round_stay_in_sight(in_review):
    in_review.tell("comment", "SEL-05", "The note names nobody.")
    in_review.go("returned", "Reviewer")
    in_review.tell("done", "SEL-05", True, "Auditor One")
    in_review.go("submitted", round_id="r2")
    in_review.go("in_review", "Reviewer")
    found = in_review.review
    assert found.comments == ()
    assert [(one.criterion, one.text, one.done) for one in found.earlier] == [
        ("SEL-05", "The note names nobody.", True)
    ]
