"""On which terms sound is recorded, what its log says, and that what is deleted is gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cxaudit import auditfile, cells
from cxaudit.changes import stamp
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.evidence import take_in
from cxaudit.model import Brief, Evidence
from cxaudit.sound import recording
from cxaudit.sound.recording import Recording, Stamp
from cxaudit.store.doctor import examine
from cxaudit.store.store import Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TERMS = {
    "allowed": True,
    "jurisdiction": "RU",
    "basis": "Consent",
    "consented": "The client, in the contract",
}
WHOLE = recording.value_of(Recording("abc", "1", stamp(NOW), 1.0, ()))
SOUND = b"OggS" + bytes(2000)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as made:
        yield made


@pytest.fixture
def audit(store):
    return store.create(Brief(company="Demo Co", auditor="A"), author="A").audit


def say(store, audit_id, values):
    audit = store.audit(audit_id)
    return store.append(audit_id, [edit(audit, cell, value) for cell, value in values.items()], "A").audit


def say_terms(store, audit_id, **terms):
    return say(store, audit_id, {cells.recording(name): said for name, said in terms.items()})


def record(store, audit_id, name="abc", age=timedelta(0), sound=SOUND, stamps=()):
    """A recording that is evidence, begun so long ago."""
    file = take_in(
        sound, name="a.ogg", criterion="", author="A", now=NOW, blobs=store.blobs, evidence_id=name
    )
    made = Recording(name, "1", stamp(NOW - age), 60.0, tuple(stamps))
    values = {cells.evidence(name): cells.evidence_value(file), cells.internal(name): True}
    return say(store, audit_id, {**values, cells.recording(name): recording.value_of(made)})


def delete(store, audit_id):
    (one,) = recording.recordings(store.audit(audit_id))
    say(store, audit_id, recording.deletion(one))
    store.drop_deleted(audit_id)


def test_nothing_is_recorded_unless_the_brief_says_law_basis_and_consent(store, audit):
    assert "switched off" in str(recording.refusal(recording.terms(audit)))
    now = say_terms(store, audit.id, allowed=True)
    for name, word in [("jurisdiction", "law"), ("basis", "basis"), ("consented", "consented")]:
        assert word in str(recording.refusal(recording.terms(now)))
        now = say_terms(store, audit.id, **{name: TERMS[name]})
    assert recording.refusal(recording.terms(now)) is None
    assert recording.terms(now).days == 90


def test_spaces_are_no_legal_basis(store, audit):
    now = say_terms(store, audit.id, **TERMS | {"basis": "  \n"})
    assert "basis" in str(recording.refusal(recording.terms(now)))


def test_where_two_people_disagree_nothing_is_recorded_and_the_shorter_time_holds(store, audit):
    now = say_terms(store, audit.id, **TERMS, days=30)
    for name, other in [("allowed", False), ("basis", "Another law"), ("days", 60)]:
        cell = cells.recording(name)
        (head,) = now.cells[cell]
        rival = replace(head, id="f" * 64, value=other)
        contested = replace(now, cells={**now.cells, cell: (head, rival)})
        terms = recording.terms(contested)
        assert terms.days == 30 and (name == "days") == (recording.refusal(terms) is None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowed", "yes"),
        ("days", 0),
        ("days", True),
        ("days", 4000),
        ("basis", None),
        ("abc", {**WHOLE, "evidence": "another"}),
        ("abc", {**WHOLE, "begun": "today"}),
        ("abc", {**WHOLE, "seconds": -1}),
        ("abc", {**WHOLE, "stamps": [[1]]}),
        ("abc", {**WHOLE, "deleted": None}),
        ("abc", {"evidence": "abc"}),
    ],
)
def test_what_is_no_term_and_no_recording_is_refused(store, audit, name, value):
    with pytest.raises(KnownError):
        say(store, audit.id, {cells.recording(name): value})


def test_a_recording_is_of_the_whole_visit_and_proves_no_single_criterion(store, audit):
    now = record(store, audit.id)
    assert [(e.kind, e.criterion, e.internal) for e in now.evidence] == [("audio", "", True)]
    assert not any(now.evidence_of(criterion) for criterion in now.framework.criteria)
    picture = cells.evidence_value(Evidence("x", "", "image", "a.png", "image/png", 1, "a" * 64, "t"))
    with pytest.raises(KnownError):
        say(store, audit.id, {cells.evidence("x"): picture})


def test_what_was_said_of_a_criterion_can_be_heard_from_three_seconds_before(store, audit):
    said = [cells.score("SEL-01"), cells.note("SEL-01"), cells.score("SEL-02"), cells.score("SEL-01", "2")]
    stamps = [
        Stamp(second, cell, f"{second:016}") for second, cell in zip((2, 40, 41, 50), said, strict=True)
    ]
    now = record(store, audit.id, stamps=stamps)
    found = recording.moments(now, "SEL-01", "1")
    assert [(m.stamp.second, m.start) for m in found] == [(2, 0.0), (40, 37.0)]


def test_a_change_of_the_log_is_found_in_the_recording(store, audit):
    now = say(store, audit.id, {cells.score("SEL-01"): 4})
    (change,) = now.cells[cells.score("SEL-01")]
    now = record(store, audit.id, stamps=[Stamp(9.5, change.cell, change.id[: recording.ID_LENGTH])])
    found = recording.moment_of(now, change)
    assert found and found.stamp.second == 9.5
    assert recording.moment_of(now, now.cells[cells.CREATED][0]) is None


def test_a_recording_is_overdue_on_the_day_that_its_time_ends(store, audit):
    record(store, audit.id, "old", timedelta(days=90))
    now = record(store, audit.id, "new", timedelta(days=89), SOUND + b"1")
    assert [one.id for one in recording.overdue(now, NOW)] == ["old"]
    now = say_terms(store, audit.id, days=365)
    assert recording.overdue(now, NOW) == ()


def test_what_is_deleted_is_gone_from_the_disk_and_the_log_says_so(store, audit):
    record(store, audit.id, stamps=[Stamp(1, cells.score("SEL-01"), "a")])
    (sha,) = store.blobs.names()
    delete(store, audit.id)
    now = store.audit(audit.id)
    assert not store.blobs.has(sha) and now.evidence == ()
    (left,) = recording.recordings(now)
    assert left.deleted and left.seconds == 60.0 and left.stamps == ()
    assert recording.overdue(now, NOW + timedelta(days=999)) == ()
    assert recording.moments(now, "SEL-01", "1") == ()
    assert examine(store) == []


def test_sound_that_is_evidence_elsewhere_too_stays_when_the_recording_is_deleted(store, audit):
    other = store.create(Brief(company="Another Co"), author="A").audit
    record(store, audit.id)
    file = take_in(SOUND, name="b.ogg", criterion="SEL-01", author="A", now=NOW, blobs=store.blobs)
    say(store, other.id, {cells.evidence("kept"): cells.evidence_value(file)})
    delete(store, audit.id)
    assert store.blobs.check(file.sha256)


def test_a_deleted_recording_leaves_no_more_and_comes_back_by_no_file(store, audit, tmp_path):
    record(store, audit.id)
    (sha,) = store.blobs.names()
    before, after = tmp_path / "before.cxaudit", tmp_path / "after.cxaudit"
    auditfile.write(store.package(audit.id), before)
    delete(store, audit.id)
    auditfile.write(store.package(audit.id), after)
    assert sha not in auditfile.read(after).blobs and auditfile.verify(after) == []
    store.merge(auditfile.read(before))
    assert not store.blobs.has(sha)
    both = auditfile.merge([auditfile.read(before), auditfile.read(after)])
    assert sha not in both.blobs
    with Store(tmp_path / "elsewhere") as elsewhere:
        elsewhere.merge(auditfile.read(before))
        assert elsewhere.blobs.check(sha)
        elsewhere.merge(auditfile.read(after))
        assert not elsewhere.blobs.has(sha) and examine(elsewhere) == []


def test_a_deletion_that_names_a_photo_does_not_delete_it(store, audit):
    file = take_in(
        b"%PDF-1.7 a receipt", name="a.pdf", criterion="SEL-01", author="A", now=NOW, blobs=store.blobs
    )
    say(store, audit.id, {cells.evidence("photo"): cells.evidence_value(file)})
    gone = Recording("photo", "1", stamp(NOW), 1.0, (), deleted=True)
    say(store, audit.id, {cells.recording("photo"): recording.value_of(gone)})
    store.drop_deleted(audit.id)
    assert store.blobs.check(file.sha256) and store.package(audit.id).blobs == {file.sha256}
