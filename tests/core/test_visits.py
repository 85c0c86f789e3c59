"""Several visits and auditors of one audit, from the cells of its log to one rating for each criterion."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import audit as audits
from cxaudit import cell_values, cells, changes, framework, scoring, visits
from cxaudit.model import Rating, Sheet, is_scored
from cxaudit.visits import VisitMarks, combine, numbered, rating_of, view

CHECKLIST, _ = framework.default()
NOW = datetime(2026, 5, 20, tzinfo=UTC)
MARKS = st.sampled_from([0, 1, 2, 3, 4, 5, "N", "U", None])


class Log:
    """Changes one after the other, each on what the last one left; `contested` ones on nothing."""

    def __init__(self):
        self.changes = []
        self.audit = audits.read("a", CHECKLIST, {})

    def say(self, cell, value, contested=False, author="A"):
        before = self.audit.cells.get(cell, ())
        change = changes.make(
            audit="a",
            cell=cell,
            value=value,
            author=author,
            device=author,
            seq=len(self.changes) + 1,
            at=changes.stamp(NOW, [h for found in self.audit.cells.values() for h in found]),
            parents=[] if contested else [h.id for h in before],
        )
        cell_values.check(cell, value, CHECKLIST)
        self.changes.append(change)
        self.audit = audits.reread(self.audit, cell, changes.follow(before, change))
        assert self.audit == audits.read("a", CHECKLIST, changes.heads(self.changes))
        return self

    def begin(self, sheet, of="", agreed=False):
        self.say(cells.visit(sheet, "of"), of)
        return self.say(cells.visit(sheet, "agreed"), True) if agreed else self

    def score(self, sheet, mark, criterion="SEL-05", contested=False):
        return self.say(cells.score(criterion, sheet), mark, contested)

    @property
    def rating(self):
        return self.audit.rating("SEL-05")


def oracle_c():
    """Visits {3, 4}, {2} and {4, 4, 5} of one criterion (METHOD 2.5)."""
    log = Log().begin("1b", "1").begin("2").begin("3").begin("3b", "3").begin("3c", "3")
    for sheet, mark in (("1", 3), ("1b", 4), ("2", 2), ("3", 4), ("3b", 4), ("3c", 5)):
        log.score(sheet, mark)
    return log


def test_oracle_c_is_read_from_the_cells_of_the_log():
    log = oracle_c()
    assert log.rating.mark == Fraction(59, 18)
    assert visits.marks_of(log.audit, "SEL-05") == (
        VisitMarks((3, 4)),
        VisitMarks((2,)),
        VisitMarks((4, 4, 5)),
    )
    assert numbered(log.audit.sheets) == {
        "1": "1", "1b": "1.2", "2": "2", "3": "3", "3b": "3.2", "3c": "3.3",
    }  # fmt: skip


def test_what_quality_control_agreed_on_takes_the_place_of_the_auditors_of_that_visit():
    log = Log().begin("1b", "1").begin("1c", "1", agreed=True).begin("2")
    log.score("1", 1).score("1b", 2).score("2", 4)
    assert log.rating.mark == Fraction(11, 4)
    log.score("1c", 5)
    assert log.rating.mark == Fraction(9, 2)
    log.score("1c", {"mark": "N", "reason": "Closed that day."})
    assert log.rating.mark == 4
    log.score("1c", None)
    assert log.rating.mark == Fraction(11, 4)


def test_visits_that_agree_come_to_a_whole_score_again():
    log = Log().begin("2").score("1", 3).score("2", 5)
    assert log.rating.mark == 4 and isinstance(log.rating.mark, int)


def test_the_stage_is_the_exact_mean_over_criteria_of_the_means_over_visits():
    log = Log().begin("2").begin("3")
    for number, criterion in enumerate(c.id for c in CHECKLIST.stage("SEL").criteria):
        log.score("1", number % 6, criterion).score("2", 1, criterion).score("3", 5, criterion)
    n = len(CHECKLIST.stage("SEL").criteria)
    exact = sum(Fraction(number % 6 + 6, 3) for number in range(n)) / n
    assert scoring.score(log.audit).stage("SEL").score == float(exact)


@pytest.mark.parametrize(
    ("marks", "said"),
    [((4, "U"), 4), (("U", "N"), "U"), (("N", None), "N"), ((None, None), None), ((0, "N"), 0)],
)
def test_a_score_counts_before_not_verified_and_that_before_not_applicable(marks, said):
    assert combine([VisitMarks((mark,)) for mark in marks]) == said
    assert VisitMarks(marks).said == said


def test_only_a_critical_check_has_its_worst_visit_where_the_brief_says_so():
    log = Log().begin("2").score("1", 1).score("2", 4).score("1", 1, "SEL-06").score("2", 4, "SEL-06")
    assert CHECKLIST.criteria["SEL-05"].critical and not CHECKLIST.criteria["SEL-06"].critical
    assert scoring.score(log.audit).red_flags == ()
    log.say(cells.WORST_VISIT, True)
    assert (log.rating.mark, log.audit.rating("SEL-06").mark) == (1, Fraction(5, 2))
    assert scoring.score(log.audit).red_flags == ("SEL-05",)


def test_a_mean_of_one_or_less_is_a_red_flag():
    log = Log().begin("2").score("1", 0).score("2", 1)
    assert scoring.score(log.audit).red_flags == ("SEL-05",)


def test_the_first_sheet_is_always_there_and_nobody_else_without_having_begun():
    log = Log().score("2", 1).score("1", 4)
    assert log.audit.sheets == (Sheet(),) and log.rating.mark == 4
    log.begin("2")
    assert log.rating.mark == Fraction(5, 2)


def test_a_sheet_that_is_removed_or_whose_beginning_is_undone_counts_no_more():
    log = Log().begin("2").score("1", 4).score("2", 1)
    log.say(cells.visit("2", "removed"), True)
    assert log.rating.mark == 4 and len(log.audit.sheets) == 1
    log.say(cells.visit("2", "removed"), False)
    assert log.rating.mark == Fraction(5, 2)
    log.say(cells.visit("2", "of"), None)
    assert log.rating.mark == 4


def test_a_removal_that_somebody_contests_does_not_count():
    log = Log().begin("2").score("1", 4).score("2", 1)
    log.say(cells.visit("2", "removed"), True).say(cells.visit("2", "removed"), False, contested=True)
    assert log.rating.mark == Fraction(5, 2)


def test_the_second_auditor_of_a_visit_that_is_gone_is_a_visit_of_its_own():
    log = Log().begin("2").begin("2b", "2").score("1", 5).score("2", 0).score("2b", 2)
    log.say(cells.visit("2", "removed"), True)
    assert [sheet.visit for sheet in log.audit.sheets] == ["1", "2b"]
    assert log.rating.mark == Fraction(7, 2)
    assert not Log().begin("x", "y").begin("y", "x").audit.sheets[1].agreed


def test_notes_and_reasons_stand_under_the_numbers_of_their_sheets():
    log = Log().begin("1b", "1").begin("2")
    log.say(cells.note("SEL-05"), "Nobody came.").say(cells.note("SEL-05", "1b"), "A clerk came late.")
    log.score("2", {"mark": "U", "reason": "Closed."}).score("1", 2)
    assert log.rating.note == "1) Nobody came.\n1.2) A clerk came late."
    assert log.rating.reason == "2) Closed."


def test_a_note_that_several_sheets_share_stands_once_under_all_their_numbers():
    log = Log().begin("1b", "1").begin("2").say(cells.note("SEL-05", "1b"), "It rained.")
    log.say(cells.note("SEL-05"), "Nobody came.").say(cells.note("SEL-05", "2"), "Nobody came.")
    assert log.rating.note == "1, 2) Nobody came.\n1.2) It rained."


def test_a_contested_mark_of_one_visit_leaves_the_range_that_it_allows():
    log = Log().begin("2").score("1", 1).score("1", 5, contested=True).score("2", 3)
    assert log.rating.mark is None and set(log.rating.rivals) == {2, 4}
    assert log.audit.conflicts == (cells.score("SEL-05"),)


def test_very_many_contested_sheets_leave_their_lowest_and_highest():
    sheets = tuple(Sheet(str(n), str(n)) for n in range(1, 31))
    rating = rating_of(sheets, [Rating(rivals=(0, 3, None))] * 30, worst=False)
    assert rating.rivals == (0, 3)


@given(st.lists(st.lists(MARKS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_conflict_allows_what_some_choice_of_its_rivals_gives(rivals):
    sheets = tuple(Sheet(str(n), str(n)) for n in range(len(rivals)))
    ratings = [Rating(rivals=tuple(r)) if len(r) > 1 else Rating(mark=r[0]) for r in rivals]
    found = rating_of(sheets, ratings, worst=False)
    each = {combine([VisitMarks((mark,)) for mark in way]) for way in product(*rivals)}
    assert (set(found.rivals) if found.conflict else {found.mark}) == each


def test_a_sheet_alone_is_read_as_if_it_were_the_whole_audit():
    log = oracle_c()
    alone = view(log.audit, "3c")
    assert alone.rating("SEL-05").mark == 5 and len(alone.sheets) == 1
    one = Log().score("1", 3)
    assert view(one.audit, "1") is one.audit


@given(st.lists(st.lists(MARKS, max_size=4).map(tuple), max_size=5), st.booleans())
def test_the_mean_lies_between_the_visits_and_the_worst_is_the_least(marks, worst):
    said = combine([VisitMarks(m) for m in marks], worst)
    values = [value for m in marks if (value := VisitMarks(m).value) is not None]
    if not values:
        assert not is_scored(said)
        return
    assert min(values) <= said <= max(values)
    assert not worst or said == min(values)
