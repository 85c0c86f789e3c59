"""The list of criteria is kept to some of them, and the keys stay among these."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cxaudit import cells
from cxaudit.analysis.confidence import facts_of
from cxaudit.field import assignment
from cxaudit.model import Measure
from cxaudit.quality import completeness, debrief, review
from cxaudit.timing import measures
from tests.ui import audits
from tests.ui.test_scoring_page import Field
from ui.models.criteria import CRITERION
from ui.pages.scoring.filters import FILTERS, counts, fits
from ui.pages.scoring.page import ScoringPage


@pytest.fixture
def filtered(desk, opened_window, type_key):
    """The scoring page of an audit whose first five criteria are 1, N, 4, U and 0."""

    def make(lang: str = "en", **said) -> Field:
        desk.open_audit(audits.make(desk.store, marks=[1, "N", 4, "U", 0]))
        return Field(desk, opened_window(ScoringPage, lang=lang, **said), type_key)

    return make


def rows(one: Field) -> list[str]:
    model = one.page.panel.model
    return [model.index(at).data(CRITERION).id for at in range(model.rowCount())]


def lacking(one: Field, name: str) -> set[str]:
    """The criteria that a filter lets through."""
    criteria = one.audit.framework.criteria.values()
    return {criterion.id for criterion in criteria if fits(one.opened.view, criterion, name)}


def choose(one: Field, name: str) -> None:
    one.page.panel.filters.chosen.emit(name)


def test_each_filter_counts_what_it_lets_through(filtered):
    one = filtered()
    criteria = one.audit.framework.criteria.values()
    assert counts(one.opened.view) == {
        "all": 120,
        "unrated": 115,
        "no_evidence": 3,
        "low": 2,
        "critical": sum(c.critical for c in criteria),
        "timed": sum(c.timing is not None for c in criteria),
        "unverified": 1,
        "conflict": 0,
        "asked": 0,
    }


def ask(one: Field, name: str, *stages: str) -> None:
    said = assignment.value(assignment.Assignment("m1", name, stages))
    assert one.opened.set_value(cells.assigned("m1"), said)


def test_what_is_asked_of_me_is_offered_counted_and_walked_only_where_anything_is(filtered):
    one = filtered()
    offered = one.page.panel.filters
    assert offered.count() == len(FILTERS) - 1
    ask(one, "auditor  ONE", "SEL", "SOL")
    stages = [s for s in one.audit.framework.stages if s.code in ("SEL", "SOL")]
    wanted = [criterion.id for stage in stages for criterion in stage.criteria]
    assert offered.count() == len(FILTERS)
    choose(one, "asked")
    assert rows(one) == wanted and one.page.criterion.id == wanted[0]
    assert offered.accessibleDescription() == str(len(wanted))
    assert counts(one.opened.view, one.page.course.asked)["asked"] == len(wanted)
    for criterion in wanted[1:]:
        one.press(Qt.Key.Key_Down)
        assert one.page.criterion.id == criterion
    one.press(Qt.Key.Key_Return, "\r")
    assert one.page.criterion.id == wanted[0]


def test_the_filter_of_what_is_asked_goes_when_nothing_is_asked_any_more(filtered):
    one = filtered()
    ask(one, "Auditor One", "SEL")
    choose(one, "asked")
    ask(one, "Somebody Else", "SEL")
    assert one.page.course.filter == "all" and one.page.panel.filters.count() == len(FILTERS) - 1
    assert rows(one) == [criterion.id for criterion in one.audit.framework.stage("SEL").criteria]


def test_the_list_holds_what_the_filter_lets_through_over_all_stages(filtered):
    one = filtered()
    choose(one, "low")
    assert rows(one) == ["ACQ-01", "ACQ-05"]
    choose(one, "critical")
    assert {row.partition("-")[0] for row in rows(one)} > {"ACQ"} or len(rows(one)) > 1
    choose(one, "all")
    assert len(rows(one)) == 16


def test_the_arrows_stay_within_the_filter_and_go_round(filtered):
    one = filtered()
    choose(one, "low")
    seen = []
    for _ in range(3):
        seen.append(one.here)
        one.press(Qt.Key.Key_Down)
    assert seen == ["ACQ-01", "ACQ-05", "ACQ-01"]
    one.press(Qt.Key.Key_Up)
    assert one.here == "ACQ-01"
    one.press(Qt.Key.Key_End)
    assert one.here == "ACQ-05"


def test_a_score_under_unrated_goes_to_the_next_unrated_and_its_row_leaves_only_then(filtered):
    one = filtered()
    one.desk.choose(auto_advance=False)
    choose(one, "unrated")
    first = one.here
    one.digits("3")
    assert one.here == first and first in rows(one)
    one.digits("4")
    one.press(Qt.Key.Key_Return, "\r")
    assert one.here == "ACQ-07" and first == "ACQ-06"
    assert first not in rows(one)
    one.desk.choose(auto_advance=True)
    one.digits("22")
    assert one.here == "ACQ-09" and rows(one)[0] == "ACQ-09"


def test_undo_under_a_filter_shows_what_came_back(filtered):
    one = filtered()
    choose(one, "unrated")
    one.digits("3")
    one.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert one.here == "ACQ-06" and rows(one)[0] == "ACQ-06"


def test_the_last_one_under_a_filter_says_so_and_offers_all(filtered):
    one = filtered()
    choose(one, "unverified")
    assert one.here == "ACQ-04"
    one.digits("3")
    assert one.here == "ACQ-04" and one.mark("ACQ-04") == 3
    assert "Nothing else is left under this filter." in one.messages
    one.page.panel.show_every.click()
    assert one.page.course.filter == "all" and len(rows(one)) == 16


def test_the_filter_is_kept_while_pages_come_and_go(filtered, dressed):
    one = filtered()
    choose(one, "low")
    one.window.go("overview")
    one.window.set_look(dressed("ru", "dark"))
    one.window.go("scoring")
    assert one.page.course.filter == "low" and rows(one) == ["ACQ-01", "ACQ-05"]
    assert one.page.panel.filters.currentText() == "Низкие (0–2)"


def test_a_criterion_or_stage_that_is_asked_for_is_shown_whatever_the_filter(filtered):
    one = filtered()
    choose(one, "low")
    one.window.go("scoring", "LOY-03")
    assert one.here == "LOY-03" and rows(one) == ["ACQ-01", "ACQ-05", "LOY-03"]
    one.window.go("scoring", "OFF")
    assert one.here == "OFF-01" and one.page.course.filter == "all"


def test_a_conflict_is_found_by_its_filter(filtered):
    one = filtered()
    audits.disagree(one.desk.store, one.audit.id, cells.score("ONB-03"), 2, 4)
    one.opened.take_merge(one.desk.store.audit(one.audit.id), one.desk.store.scores(one.audit.id))
    choose(one, "conflict")
    assert one.here == "ONB-03" and rows(one) == ["ONB-03"]


def test_the_chooser_names_every_filter_and_shows_the_count_of_the_chosen_one(filtered):
    one = filtered("ru", size=(1024, 600))
    chooser = one.page.panel.filters
    assert [chooser.itemText(at) for at in range(chooser.count())][:2] == ["Все критерии", "Без оценки"]
    assert chooser.count() == len(FILTERS) - 1
    chooser.activated.emit(FILTERS.index("unrated"))
    assert one.page.course.filter == "unrated" and chooser.accessibleDescription() == "115"
    one.digits("3")
    assert chooser.accessibleDescription() == "114"


def test_the_log_of_a_stopwatch_is_evidence_wherever_evidence_is_asked_for(filtered):
    one = filtered()
    one.opened.set_score("ACQ-14", 5)
    asked = (
        lambda: "ACQ-14" in lacking(one, "no_evidence"),
        lambda: (
            "ACQ-14" in {need.criterion for need in debrief.needs(one.audit, {}) if "evidence" in need.lacks}
        ),
        lambda: (
            "ACQ-14" in {c for gap in review.blockers(one.audit, one.opened.scores) for c in gap.criteria}
        ),
        lambda: completeness.proven(one.audit) == 0,
        lambda: facts_of(one.audit, one.opened.scores).proven == 0,
    )
    assert all(lacks() for lacks in asked)
    timed = Measure(
        "abcdef123456", "ACQ-14", one.opened.sheet, "waiting", "2026-05-18T10:00:00+00:00", seconds=60
    )
    one.opened.set_value(cells.measure(timed.id), measures.value_of(timed))
    assert not any(lacks() for lacks in asked)


def test_a_zero_that_is_inherited_needs_no_evidence_of_its_own(filtered):
    one = filtered()
    child = next(c for c in one.audit.framework.criteria.values() if c.parent)
    for criterion in (child.parent, child.id):
        one.opened.set_score(criterion, 0)
    assert lacking(one, "no_evidence") >= {child.parent}
    assert child.id not in lacking(one, "no_evidence")
