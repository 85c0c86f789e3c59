"""Which audits the store lays beside an audit, and that imported rows stay as they came."""

import pytest

from cxaudit import cells
from cxaudit.analysis.cube import difference, row_of
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.model import Brief
from cxaudit.peer import Row
from cxaudit.scoring import external_core, score
from cxaudit.store.doctor import examine


def rated(store, company, mark, consent=None, **brief):
    made = store.create(Brief(company=company, auditor="Auditor One", **brief), author="A").audit
    edits = [edit(made, cells.score(c), mark) for c in made.framework.criteria]
    if consent is not None:
        edits.append(edit(made, cells.CONSENT, {"given": consent, "by": "Auditor One"}))
    return store.append(made.id, edits, "Auditor One").audit


def names(store, audit):
    return sorted(row.company for row in store.benchmark.peers(audit.id).rows)


def test_data_of_other_clients_needs_recorded_consent(store):
    own = rated(store, "Demo Co", 3)
    rated(store, "Demo Co", 4, wave="2025-1")
    rated(store, "Sample A", 2, consent=True)
    rated(store, "Sample B", 2, consent=False)
    rated(store, "Sample C", 2)
    assert names(store, own) == ["Demo Co", "Demo Co", "Sample A"]
    assert store.benchmark.peers(own.id).withheld == 2


def test_a_withdrawn_or_contested_consent_takes_an_audit_out_again(store):
    own, other = rated(store, "Demo Co", 3), rated(store, "Sample A", 2, consent=True)
    seen = other
    store.append(other.id, [edit(seen, cells.CONSENT, {"given": False, "by": "Client"})], "A")
    assert names(store, own) == ["Demo Co"]
    store.append(other.id, [edit(seen, cells.CONSENT, {"given": True, "by": "Other"})], "B")
    assert names(store, own) == ["Demo Co"]


def test_a_row_says_what_the_scores_say_over_all_criteria_and_over_the_external_core(store):
    audit = rated(store, "Demo Co", 3, product="Coffee", country="Russia", wave="2026-1")
    edits = [edit(audit, cells.score(c.id), 1) for c in audit.framework.criteria.values() if c.obs == "P"]
    edits += [edit(audit, cells.score(c.id), None) for c in audit.framework.stages[7].criteria]
    now = store.append(audit.id, edits, "A").audit
    (row,) = store.benchmark.peers(audit.id).rows
    assert row.full == tuple(s.score for s in score(now).stages)
    assert row.core == tuple(s.score for s in score(now, external_core).stages)
    assert row.full[4] != row.core[4] == 3.0 and row.full[7] is row.core[7] is None
    assert (row.product, row.country, row.wave, row.auditor) == ("Coffee", "Russia", "2026-1", "Auditor One")
    assert row.coverage == score(now).overall.coverage and row.day == now.created[:10]


def test_a_row_says_which_of_its_stage_scores_are_provisional(store):
    audit = rated(store, "Demo Co", 3)
    unknown = [c.id for c in audit.framework.stages[2].criteria][:6]
    store.append(
        audit.id, [edit(audit, cells.score(c), {"mark": "U", "reason": "Closed"}) for c in unknown], "A"
    )
    (row,) = store.benchmark.peers(audit.id).rows
    assert row.doubtful("full") == (False, False, True, False, False, False, False, False)
    assert row == row_of(store.audit(audit.id), score(store.audit(audit.id)))
    assert not any(row.doubtful("core"))


def test_an_audit_without_a_score_is_no_peer_and_still_sees_the_others(store, audit):
    other = rated(store, "Sample A", 2, consent=True)
    assert names(store, audit) == ["Demo Co", "Sample A"]
    assert names(store, other) == ["Sample A"]


def test_a_removed_audit_is_no_peer(store, audit):
    other = rated(store, "Sample A", 2, consent=True)
    store.append(other.id, [edit(other, cells.REMOVED, True)], "A")
    assert names(store, audit) == ["Demo Co"]


def test_imported_rows_are_kept_replaced_and_forgotten(store, audit):
    one = Row("k1", "Sample A", "Coffee", "Russia", "2026-1", "2026-03-01", "cx8 1.0.0", full=(3.0,) * 8)
    two = Row("k2", "Sample B", "", "", "", "2026-03-01", "cx8 0.9", core=(3.0, None, *(1.0,) * 6))
    store.benchmark.add([one, two])
    store.benchmark.add([Row(**said(one), full=(4.0,) * 8)])
    store.rebuild()
    assert examine(store) == []
    kept = {row.key: row for row in store.benchmark.peers(audit.id).rows if row.imported}
    assert kept["k1"].full == (4.0,) * 8 and kept["k1"].core == ()
    assert kept["k2"].core == two.core and kept["k2"].full == ()
    store.benchmark.drop()
    assert names(store, audit) == ["Demo Co"]


def said(row):
    texts = ("key", "company", "product", "country", "wave", "day", "checklist")
    return {name: getattr(row, name) for name in texts}


def test_a_consent_that_is_none_is_refused(store, audit):
    with pytest.raises(KnownError, match="consent"):
        store.append(audit.id, [edit(audit, cells.CONSENT, "yes")], "A")


def test_peers_of_one_country_or_product_come_with_the_own_audit(store):
    own = rated(store, "Demo Co", 3, country="Russia", product="Coffee")
    rated(store, "Sample A", 2, consent=True, country="Armenia", product="Coffee")
    rated(store, "Sample B", 2, consent=True, country="Russia", product="Tea")
    row = Row("k", "Sample C", "Tea", "Armenia", "2026-1", "2026-03-01", "cx8 1.0.0", full=(3.0,) * 8)
    store.benchmark.add([row])

    def found(**within):
        return sorted(row.company for row in store.benchmark.peers(own.id, **within).rows)

    assert found(country="Armenia") == ["Demo Co", "Sample A", "Sample C"]
    assert found(product="Tea") == ["Demo Co", "Sample B", "Sample C"]
    assert found(country="Armenia", product="Tea") == ["Demo Co", "Sample C"]
    assert len(found()) == 4


def test_places_count_what_may_be_compared_without_the_own_audit(store):
    own = rated(store, "Demo Co", 3, country="Russia", product="Coffee", wave="2026-1")
    for name in ("Sample A", "Sample B"):
        rated(store, name, 2, consent=True, country="Russia", product="Tea", wave="2026-1")
    rated(store, "Sample C", 2, country="Armenia")
    row = Row("k", "Sample D", "Tea", "Armenia", "2026-2", "2026-03-01", "cx8 1.0.0", full=(3.0,) * 8)
    store.benchmark.add([row])
    assert store.benchmark.places(own.id) == [
        ("Russia", "Tea", "2026-1", 2, False),
        ("Armenia", "Tea", "2026-2", 1, True),
    ]


def test_an_audit_in_conflict_is_known_to_be_in_conflict(store):
    own, other = rated(store, "Demo Co", 3), rated(store, "Sample A", 2, consent=True)
    store.append(other.id, [Edit(cells.score("ACQ-01"), 5)], "Auditor Two")
    assert names(store, own) == ["Demo Co", "Sample A"]
    assert {row.company: row.contested for row in store.benchmark.peers(own.id).rows} == {
        "Demo Co": False,
        "Sample A": True,
    }


def test_audits_that_changed_their_time_limits_are_told_apart(store):
    own, other = rated(store, "Demo Co", 3), rated(store, "Sample A", 2, consent=True)
    for changed in (own, other):
        limits = {"0": None, "3": 20, "5": 4 if changed is own else 5}
        store.append(changed.id, [edit(changed, cells.threshold("SEL-10"), limits)], "A")
    store.append(own.id, [edit(store.audit(own.id), cells.threshold("ACQ-14"), None)], "A")
    rows = {row.company: row for row in store.benchmark.peers(own.id).rows}
    assert rows["Demo Co"].thresholds == "SEL-10 –/20/4 min"
    assert rows["Sample A"].thresholds == "SEL-10 –/20/5 min"
    assert difference(rows["Demo Co"], rows["Sample A"], "full") == "thresholds"


def test_an_audit_under_an_earlier_wording_of_the_checklist_is_offered_to_compare_with(store):
    own, other = rated(store, "Demo Co", 3), rated(store, "Demo Co", 2)
    worded = "UPDATE summaries SET checklist = ? WHERE audit = ?"
    store._database.write(lambda driver: driver.execute(worded, ("cx8 1.0.0", other.id)))
    assert [one.audit for one in store.catalog.seconds(own.id)] == [other.id]
    store._database.write(lambda driver: driver.execute(worded, ("cx8 10.0.0", other.id)))
    assert store.catalog.seconds(own.id) == []
