"""Reading an audit cell by cell gives what reading it whole gives."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cxaudit import audit, cells, changes, framework
from cxaudit.model import Evidence

CHECKLIST, _ = framework.default()
FILE = Evidence(
    "e1", "SEL-05", "file", "a.bin", "application/octet-stream", 3, "0" * 64, "2026-05-20T10:00:00Z"
)
NOW = datetime(2026, 5, 20, tzinfo=UTC)
MEASURED = {
    **{
        "criterion": "SEL-10",
        "sheet": "1",
        "kind": "waiting",
        "at": "2026-05-20T10:00:00+03:00",
        "how": "typed",
    },
    **{"seconds": 64.0, "count": None, "paused": 0, "robot": None, "label": "chat"},
}
VALUES = st.one_of(
    st.tuples(
        st.just(cells.score("SEL-05")),
        st.sampled_from([0, 5, None, {"mark": "N", "reason": "no such thing"}]),
    ),
    st.tuples(
        st.sampled_from([cells.note("SEL-05"), cells.caption("e1"), "brief/company"]), st.text(max_size=3)
    ),
    st.tuples(st.just("weights/SAL"), st.integers(0, 30)),
    st.tuples(st.just("evidence/e1"), st.sampled_from([None, cells.evidence_value(FILE)])),
    st.tuples(st.just(cells.internal("e1")), st.booleans()),
    st.tuples(st.sampled_from(["measure/m1", "measure/m2"]), st.sampled_from([None, MEASURED])),
    st.tuples(st.just("created"), st.just("2026-05-20T10:00:00Z")),
    st.tuples(st.just("visit/1/rating/SEL-05/stopwatch"), st.just([1])),
)


@given(st.lists(st.tuples(VALUES, st.booleans()), max_size=12))
def test_one_cell_at_a_time_is_the_same_as_all_at_once(edits):
    log, now = [], audit.read("a", CHECKLIST, {})
    for number, ((cell, value), contested) in enumerate(edits):
        before = now.cells.get(cell, ())
        parents = [] if contested else [h.id for h in before]
        change = changes.make(
            audit="a",
            cell=cell,
            value=value,
            author="A",
            device="d",
            seq=number + 1,
            at=changes.stamp(NOW, before),
            parents=parents,
        )
        log.append(change)
        now = audit.reread(now, cell, changes.follow(before, change))
    assert now == audit.read("a", CHECKLIST, changes.heads(log))


def test_a_contested_removal_keeps_the_evidence():
    def change(value, device):
        return changes.make(
            audit="a", cell="evidence/e1", value=value, author="A", device=device, seq=1, at="1"
        )

    kept, removed = change(cells.evidence_value(FILE), "d1"), change(None, "d2")
    assert audit.read("a", CHECKLIST, {"evidence/e1": (kept, removed)}).evidence == (FILE,)
    assert audit.read("a", CHECKLIST, {"evidence/e1": (removed,)}).evidence == ()


def test_contested_notes_stand_side_by_side():
    def change(value, device):
        return changes.make(
            audit="a", cell=cells.note("SEL-05"), value=value, author="A", device=device, seq=1, at="1"
        )

    rating = audit.read(
        "a", CHECKLIST, {cells.note("SEL-05"): (change("Polite.", "d1"), change("Rude.", "d2"))}
    ).rating("SEL-05")
    assert rating.note_rivals == ("Polite.", "Rude.") and "Polite." in rating.note and "Rude." in rating.note


def test_a_file_is_internal_while_anybody_says_so():
    def says(who, cell, value):
        return changes.make(audit="a", cell=cell, value=value, author=who, device=who, seq=1, at="2026-05-20")

    kept = says("z", "evidence/e1", cells.evidence_value(FILE))
    inside, outside = (says(who, cells.internal("e1"), who == "x") for who in "xy")
    for log, internal in (([kept, inside, outside], True), ([kept, outside], False), ([kept], False)):
        assert audit.read("a", CHECKLIST, changes.heads(log)).evidence[0].internal is internal
