"""Best practice comes from other companies with consent alone, and sets the targets of growth zones."""

from __future__ import annotations

import pytest

from cxaudit import cells
from cxaudit.analysis.growth import Choices, choices_of, growth
from cxaudit.analysis.growth_text import draft, targets_said
from cxaudit.analysis.practice import NONE, best_said, practice, target_of
from cxaudit.benchmark_practice import choices_in, practice_in
from cxaudit.edits import edit
from cxaudit.i18n import translator
from cxaudit.scoring import score
from cxaudit.store.database import driver_of
from cxaudit.store.store import Store
from tests.marks import ALL, marks_of
from tests.ui.audits import disagree, make

EN = translator("en")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as made:
        yield made


def agreed(store, company, marks, given=True, **brief):
    made = store.audit(make(store, company, marks_of(marks), **brief))
    store.append(made.id, [edit(made, cells.CONSENT, {"given": given, "by": "their director"})], "A")
    return made.id


def own(store):
    return store.audit(make(store, marks=marks_of(ALL)))


def test_the_best_score_and_whose_it_is(store):
    agreed(store, "Co A", "5" * 20)
    agreed(store, "Co B", "4" * 20 + "5")
    found = practice_in(store, own(store))
    assert found.audits == 2
    assert found.best["ACQ-01"].score == 5 and found.best["ACQ-01"].sources == ("Co A · 2026-1",)
    assert found.best["SEL-05"].sources == ("Co B · 2026-1",)
    assert "OFF-01" not in found.best


def test_without_consent_nothing_is_said_of_a_company(store):
    agreed(store, "Co A", "5" * 30, given=False)
    make(store, "Co B", marks_of("5" * 30))
    contested = agreed(store, "Co C", "5" * 30)
    disagree(store, contested, cells.CONSENT, {"given": True, "by": "a"}, {"given": False, "by": "b"})
    audit = own(store)
    assert practice_in(store, audit) == NONE
    assert practice(audit, [store.audit(one) for one in store.audit_ids()]) == NONE


def test_another_wave_of_the_own_company_is_no_best_practice(store):
    agreed(store, "Demo Co", "5" * 30, wave="2025-4")
    assert practice_in(store, own(store)) == NONE


def test_where_nobody_is_better_nothing_is_said(store):
    agreed(store, "Co A", "2" * 30)
    audit = own(store)
    assert best_said(practice_in(store, audit), audit, ["ACQ-01"], EN) == ""


def test_a_draft_names_where_it_is_done_best(store):
    agreed(store, "Co A", "5" * 120)
    audit = own(store)
    choices = choices_in(store, audit)
    zones = growth(audit, score(audit), choices=choices, grade=lambda *_: 3).zones
    zone = next(one for one in zones if one.code == "SAL-D")
    assert draft(audit, zone, EN, choices).best == (
        "Best practice seen at: Co A · 2026-1 (SAL-15: 5, SAL-11: 5, SAL-13: 5)."
    )
    assert draft(audit, zone, EN).best == ""


def test_the_target_may_be_the_best_of_the_benchmark(store):
    agreed(store, "Co A", "4" * 120)
    audit = own(store)
    saved = store.append(audit.id, [edit(audit, cells.GROWTH_TARGET, "best")], "A")
    choices = choices_in(store, saved.audit)
    assert choices.target_of("ACQ-01") == 4
    at_best = growth(saved.audit, score(saved.audit), choices=choices)
    at_four = growth(saved.audit, score(saved.audit), choices=Choices(target=4))
    assert at_best.lost == at_four.lost > 0
    assert "1 other audit with consent" in targets_said(EN, choices)


def test_with_target_five_the_points_of_all_zones_add_up_to_what_is_missing(store):
    audit = own(store)
    assert growth(audit, score(audit), choices=choices_of(audit)).lost == pytest.approx(2.195736, abs=1e-6)


def test_the_target_is_five_unless_one_person_chose_and_nobody_else_differs(store):
    audit = own(store)
    assert target_of(audit) == "5"
    disagree(store, audit.id, cells.GROWTH_TARGET, "4", "best")
    assert target_of(store.audit(audit.id)) == "5"
    now = store.audit(audit.id)
    store.append(audit.id, [edit(now, cells.GROWTH_TARGET, "4")], "A")
    assert target_of(store.audit(audit.id)) == "4"
    assert choices_of(store.audit(audit.id), target="best").targets == {}


@pytest.mark.parametrize("value", [4, "3", "", ["4"], {"target": "4"}, True])
def test_the_cell_takes_nothing_but_the_three_targets(store, value):
    audit = own(store)
    with pytest.raises(Exception, match="not valid"):
        store.append(audit.id, [edit(audit, cells.GROWTH_TARGET, value)], "A")


def test_a_damaged_audit_is_passed_over(store):
    broken = agreed(store, "Co A", "5" * 20)
    agreed(store, "Co B", "4" * 20)
    audit = own(store)
    spoil(store, broken)
    found = practice_in(store, audit)
    assert found.audits == 1 and found.best["ACQ-01"].sources == ("Co B · 2026-1",)


def spoil(store, audit):
    """Change a value in the log behind the program's back."""
    driver = driver_of(store._database._connection)
    driver.execute("UPDATE changes SET value = '9' WHERE value = '5' AND audit = ?", (audit,))
    driver.commit()
    store.forget()
