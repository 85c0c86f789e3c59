"""Trends that the consultant wrote down: what a cell may hold, their order, names of staff in them."""

from __future__ import annotations

import pytest

from cxaudit import cells, staff
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.store.store import Store
from cxaudit.trends import trends_of
from tests.ui.audits import disagree, make

GOOD = {
    "text": "Rent instead of sale",
    "source": "Trade study",
    "date": "2026-05-01",
    "country": "",
    "product": "",
}


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as made:
        yield made


def write(store, audit, **said):
    for trend_id, value in said.items():
        now = store.audit(audit)
        store.append(audit, [edit(now, cells.trend(trend_id), value)], "A")
    return store.audit(audit)


def test_the_newest_trend_comes_first_and_one_without_a_date_last(store):
    audit = make(store)
    found = write(store, audit, a=GOOD, b={**GOOD, "date": "", "text": "B"}, c={**GOOD, "date": "2026-06-01"})
    assert [one.id for one in trends_of(found)] == ["c", "a", "b"]
    assert trends_of(found)[1].value == GOOD


def test_a_removed_trend_is_gone_and_its_history_stays(store):
    audit = make(store)
    found = write(store, audit, a=GOOD)
    found = write(store, audit, a=None)
    assert trends_of(found) == ()
    assert [change.value for change in store.history(audit, cells.trend("a"))] == [GOOD, None]


def test_versions_in_conflict_are_all_shown_as_such(store):
    audit = make(store)
    disagree(store, audit, cells.trend("a"), GOOD, {**GOOD, "text": "Another"})
    found = trends_of(store.audit(audit))
    assert {one.text for one in found} == {"Rent instead of sale", "Another"}
    assert all(one.contested for one in found)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " \n"},
        {"date": "yesterday"},
        {"date": "2026-02-30"},
        {"date": None},
        {"source": "two\nlines"},
        {"source": 3},
        {"country": "x" * 501},
        {"more": "1"},
    ],
)
def test_the_cell_refuses_what_is_no_trend(store, wrong):
    audit = store.audit(make(store))
    with pytest.raises(KnownError):
        store.append(audit.id, [edit(audit, cells.trend("a"), {**GOOD, **wrong})], "A")


def test_a_trend_without_its_source_key_is_refused(store):
    audit = store.audit(make(store))
    lacking = {name: said for name, said in GOOD.items() if name != "source"}
    with pytest.raises(KnownError):
        store.append(audit.id, [edit(audit, cells.trend("a"), lacking)], "A")


def test_reports_say_the_role_of_a_listed_person_in_a_trend_too(store):
    audit = make(store)
    listed = edit(store.audit(audit), cells.staff("m"), staff.value_of("Vera Kranz", "shift lead", False))
    store.append(audit, [listed], "A")
    found = write(store, audit, a={**GOOD, "text": "Vera Kranz says rent grows", "source": "Vera Kranz"})
    (said,) = trends_of(staff.by_role(found, translator("en")))
    assert said.text == "shift lead says rent grows" and said.source == "shift lead"
