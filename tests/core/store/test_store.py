"""What the store promises: an edit that was acknowledged is there, whole, and nothing else changed."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxaudit import auditfile, cells, changes, scoring
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.model import Brief, Evidence, Rating
from cxaudit.quality import approval
from cxaudit.scoring import reckon
from cxaudit.store import summary
from cxaudit.store.doctor import examine
from cxaudit.store.lock import is_taken
from cxaudit.store.store import FILE, Store
from cxaudit.store.summary import Listing
from tests.examples import examples


def test_the_sqlite_inside_carries_the_fix_for_the_wal_reset_bug():
    assert tuple(int(x) for x in sqlcipher.sqlite_version.split(".")) >= (3, 51, 3)


def test_an_edit_is_there_after_the_store_is_opened_again(store, audit):
    saved = store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "Auditor One")
    assert saved.audit.rating("SEL-05").mark == 4
    store.close()
    with Store(store.folder) as again:
        assert again.audit(audit.id) == saved.audit
        assert [c.value for c in again.history(audit.id, cells.score("SEL-05"))] == [4]
        assert examine(again) == []


def test_the_brief_and_own_weights_of_a_new_audit_are_kept(store):
    made = store.create(Brief(company="Sample", city="Yerevan"), {"LOY": 4}, "A").audit
    assert made.brief.city == "Yerevan" and made.weights["LOY"] == 4 and made.weights["ACQ"] == 10
    assert made.created and made.edited >= made.created


def test_repeating_a_value_makes_no_change(store, audit):
    now = store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A").audit
    assert store.append(audit.id, [edit(now, cells.score("SEL-05"), 4)], "A").changes == ()


def test_a_value_that_its_cell_cannot_hold_is_refused_and_nothing_is_written(store, audit):
    good, bad = edit(audit, cells.score("SEL-05"), 4), edit(audit, cells.score("SEL-06"), 7)
    with pytest.raises(KnownError, match="Nothing was changed"):
        store.append(audit.id, [good, bad], "A")
    assert store.audit(audit.id).rating("SEL-05").mark is None
    assert cells.score("SEL-05") not in {c.cell for c in store.history(audit.id)}


def test_an_edit_based_on_an_older_screen_keeps_both_values(store, audit):
    seen = store.audit(audit.id)
    store.append(audit.id, [edit(seen, cells.score("SEL-05"), 4)], "A")
    both = store.append(audit.id, [edit(seen, cells.score("SEL-05"), 1)], "B").audit
    assert set(both.rating("SEL-05").rivals) == {4, 1} and both.rating("SEL-05").mark is None
    settled = store.append(audit.id, [edit(both, cells.score("SEL-05"), 3, "seen again")], "B").audit
    assert settled.rating("SEL-05").mark == 3 and settled.conflicts == ()
    assert len(store.history(audit.id, cells.score("SEL-05"))) == 3


def test_the_list_finds_sorts_and_counts(store):
    for company, mark in (("Ёлка Сервис", 5), ("Альфа Пример", 1), ("beta sample", 3)):
        one = store.create(Brief(company=company, country="Россия", wave="2026-1"), author="A").audit
        store.append(one.id, [edit(one, cells.score(c), mark) for c in one.framework.criteria], "A")
    store.create(Brief(company="Gamma"), author="A")
    names = [r.company for r in store.catalog.listed(Listing(sort="score", descending=True))]
    assert names == ["Ёлка Сервис", "beta sample", "Альфа Пример", "Gamma"]
    assert [r.company for r in store.catalog.listed(Listing(words="РОССИЯ альфа"))] == ["Альфа Пример"]
    assert [r.company for r in store.catalog.listed(Listing(words="100%"))] == []
    assert store.catalog.counted() == {"brief": 1, "debrief": 3}
    assert [r.company for r in store.catalog.listed(Listing(state="brief"))] == ["Gamma"]
    page = store.catalog.listed(Listing(sort="company", descending=False, limit=2, offset=1))
    assert [r.company for r in page] == ["Gamma", "Альфа Пример"]


def test_the_row_of_the_list_says_what_the_scores_say(store, audit):
    marks = {c: 3 for c in audit.framework.criteria}
    scores = store.append(audit.id, [edit(audit, cells.score(c), m) for c, m in marks.items()], "A").scores
    row = store.catalog.listed(Listing())[0]
    assert (row.score, row.band, row.status, row.stages_scored) == (scores.overall.score, "solid", "full", 8)
    assert row.progress == (1.0,) * 8 and row.state == "debrief"


def test_removing_an_audit_is_a_change_and_importing_it_brings_it_back(store, audit):
    package = store.package(audit.id)
    store.append(audit.id, [edit(audit, cells.REMOVED, True)], "A")
    assert store.catalog.listed(Listing()) == [] and examine(store) == []
    store.merge(package, "A")
    assert [r.audit for r in store.catalog.listed(Listing())] == [audit.id]


def test_a_draft_is_kept_until_it_is_said(store, audit):
    store.memory.keep_draft(audit.id, Edit(cells.note("SEL-05"), "half a sen", ("p1",)))
    store.memory.keep_draft(audit.id, Edit(cells.note("SEL-05"), "half a sentence", ("p1",)))
    store.close()
    with Store(store.folder) as again:
        assert again.memory.drafts(audit.id) == [Edit(cells.note("SEL-05"), "half a sentence", ("p1",))]
        again.memory.drop_draft(audit.id, cells.note("SEL-05"))
        assert again.memory.drafts(audit.id) == []


def test_two_copies_meet_without_losing_either(store, audit, tmp_path):
    with Store(tmp_path / "other") as other:
        other.merge(store.package(audit.id))
        there = other.append(audit.id, [edit(other.audit(audit.id), cells.score("SEL-05"), 1)], "B").audit
        other.append(audit.id, [edit(there, cells.note("SEL-06"), "Seen there.")], "B")
        store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")
        merged = store.merge(other.package(audit.id)).audit
        other.merge(store.package(audit.id))
        assert set(merged.rating("SEL-05").rivals) == {4, 1} and merged.rating("SEL-06").note == "Seen there."
        assert other.audit(audit.id) == merged
        assert store.catalog.listed(Listing())[0].conflicts == 1
        assert examine(store) == examine(other) == []
        assert store.merge(other.package(audit.id)).changes == ()


def test_an_edit_after_a_merge_continues_this_devices_chain(store, audit, tmp_path):
    copy = store.package(audit.id)
    now = store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A").audit
    store.merge(copy)
    store.append(audit.id, [edit(now, cells.score("SEL-06"), 4)], "A")
    assert examine(store) == []


def test_the_doctor_names_rows_that_do_not_follow_from_the_log_and_rebuilds_them(store, audit):
    store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")
    store.close()
    with closing(sqlite3.connect(store.folder / FILE, isolation_level=None)) as raw:
        raw.execute("UPDATE summaries SET score = 5, company = 'Wrong'")
        raw.execute("DELETE FROM heads WHERE cell LIKE '%SEL-05%'")
    with Store(store.folder) as again:
        assert any("do not follow from the log" in str(line) for line in examine(again))
        again.rebuild()
        assert examine(again) == [] and again.audit(audit.id).rating("SEL-05").mark == 4


def test_the_doctor_names_an_altered_change(store, audit):
    store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")
    store.close()
    with closing(sqlite3.connect(store.folder / FILE, isolation_level=None)) as raw:
        raw.execute("UPDATE changes SET value = '5' WHERE cell LIKE '%SEL-05%'")
    with Store(store.folder) as again:
        assert any("was altered" in str(line) for line in examine(again))


def test_a_second_process_is_told_that_the_store_is_open(store):
    code = (
        f"from pathlib import Path; from cxaudit.store.store import Store; Store(Path({str(store.folder)!r}))"
    )
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "open in another window" in second.stderr


def test_a_newer_store_is_refused_and_not_touched(store):
    store.close()
    with closing(sqlite3.connect(store.folder / FILE, isolation_level=None)) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = (store.folder / FILE).read_bytes()
    with pytest.raises(KnownError, match="newer version"):
        Store(store.folder)
    assert (store.folder / FILE).read_bytes() == before


def test_a_damaged_store_is_named_and_left_as_it_is(store, audit):
    store.close()
    path = store.folder / FILE
    damaged = b"not a database at all" * 500
    path.write_bytes(damaged)
    with pytest.raises(KnownError, match="is damaged"):
        Store(store.folder)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    ("whole", "spoilt"),
    [(b"CREATE TABLE places", b"CREATE \xc5ABLE places"), (b"frameworks (sha256)", b"frameworks (raw)   ")],
)
def test_a_damaged_schema_is_named_whatever_sqlite_says_of_it(store, audit, whole, spoilt):
    store.close()
    path = store.folder / FILE
    assert whole in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(whole, spoilt))
    with pytest.raises(KnownError, match="is damaged"):
        try_everything(store.folder, audit)


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KnownError, match="cannot be used for the audits"):
        Store(tmp_path / "file" / "store")


def test_a_folder_in_which_nothing_can_be_made_is_named(tmp_path):
    (tmp_path / "store.lock").mkdir()
    with pytest.raises(KnownError, match="cannot be used for the audits"):
        Store(tmp_path)
    assert not is_taken(tmp_path)


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
input()
"""


def test_a_store_that_another_program_is_writing_is_named(store, audit):
    with store._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    words = [sys.executable, "-c", HOLD, store.folder / FILE]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(KnownError, match="Another program"):
            store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")
    store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")


def altered(store, sql):
    """Whatever damage, done with another program."""
    store.close()
    with closing(sqlite3.connect(store.folder / FILE, isolation_level=None)) as raw:
        raw.execute(sql)
    return Store(store.folder)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE changes SET value = '{' WHERE cell LIKE '%SEL-05%'",
        """UPDATE changes SET value = '{"a": 1}' WHERE cell LIKE '%SEL-05%'""",
        "UPDATE changes SET at = '2026-11-22T16:49:5b' WHERE cell LIKE '%SEL-05%'",
        "UPDATE changes SET seq = x'00' WHERE cell LIKE '%SEL-05%'",
        "UPDATE changes SET author = CAST(x'ff' AS TEXT) WHERE cell LIKE '%SEL-05%'",
        "DELETE FROM heads WHERE cell = 'framework'",
    ],
)
def test_an_audit_whose_rows_are_damaged_is_named_and_the_others_open(store, audit, damage):
    store.append(audit.id, [edit(audit, cells.score("SEL-05"), 4)], "A")
    sound = store.create(Brief(company="Sound"), author="A").audit
    if "heads" in damage:
        damage += f" AND audit = '{audit.id}'"
    with altered(store, damage) as again:
        with pytest.raises(KnownError, match="is damaged"):
            again.audit(audit.id)
        assert again.audit(sound.id) == sound
        assert [line for line in examine(again) if audit.id[:8] in str(line)]
        assert not [line for line in examine(again) if sound.id[:8] in str(line)]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM summaries",
        "DELETE FROM heads",
        "INSERT OR IGNORE INTO heads SELECT audit, cell, id FROM changes",
        "UPDATE summaries SET progress = '['",
        "UPDATE frameworks SET raw = x'00'",
    ],
)
def test_rows_that_the_log_can_say_again_are_rebuilt(store, audit, damage):
    audit = store.append(audit.id, [edit(audit, cells.brief("city"), "Yerevan")], "A").audit
    audit = store.append(audit.id, [edit(audit, cells.brief("city"), "Gyumri")], "A").audit
    with altered(store, damage) as again:
        assert examine(again) != []
        again.rebuild()
        assert examine(again) == [] and again.audit(audit.id) == audit
        assert [row.audit for row in again.catalog.listed(Listing())] == [audit.id]


def test_a_damaged_row_of_the_list_is_named(store, audit):
    with (
        altered(store, "UPDATE summaries SET progress = '['") as again,
        pytest.raises(KnownError, match="is damaged"),
    ):
        again.catalog.listed(Listing())


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=4), length=st.sampled_from([1, 64, 2048])
)
def test_any_damage_to_the_file_is_found_or_named_or_harmless(store, audit, place, garbage, length):
    store.close()
    whole = (store.folder / FILE).read_bytes()
    damaged = (whole[: int(place * len(whole))] + garbage * length)[: len(whole)]
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / FILE).write_bytes(damaged + whole[len(damaged) :])
            try_everything(Path(folder), audit)
    except KnownError:
        return


def try_everything(folder, audit):
    with Store(folder) as again:
        again.catalog.listed(Listing())
        now = again.audit(audit.id)
        again.append(audit.id, [edit(now, cells.score("SEL-05"), 4)], "A")
        assert examine(again) or now == audit


def test_evidence_that_was_damaged_here_blocks_no_export_and_a_good_copy_repairs_it(store, audit, tmp_path):
    photo = b"not a photo, but evidence all the same"
    sha = store.blobs.put_bytes(photo)
    file = Evidence(
        "e1", "SEL-05", "file", "a.bin", "application/octet-stream", len(photo), sha, audit.created
    )
    store.append(audit.id, [edit(audit, cells.evidence("e1"), cells.evidence_value(file))], "A")
    auditfile.write(store.package(audit.id), tmp_path / "good.cxaudit")
    store.blobs.path(sha).write_bytes(b"rotten")
    damaged = store.package(audit.id)
    auditfile.write(damaged, tmp_path / "without.cxaudit")
    assert damaged.missing() == {sha} and "is damaged" in str(examine(store)[0])
    store.take_blobs(auditfile.read(tmp_path / "good.cxaudit"))
    assert examine(store) == []


def test_the_doctor_remembers_no_audit(store, audit):
    store.forget()
    assert examine(store) == [] and store._now == {}


def test_a_copy_with_another_checklist_is_refused_before_its_evidence_is_stored(store, audit):
    package = store.package(audit.id)
    photo = b"a photo"
    sha = hashlib.sha256(photo).hexdigest()
    one = package.changes[0]
    other = changes.make(
        audit=audit.id, cell="framework", value="0" * 64, author="", device="d", seq=1, at=one.at
    )
    forged = replace(
        package, changes=(*package.changes, other), blobs=frozenset({sha}), read_blob={sha: photo}.__getitem__
    )
    with pytest.raises(KnownError, match="Nothing was changed"):
        store.merge(forged)
    assert list(store.blobs.names()) == [] and store.audit(audit.id) == audit


def test_a_forged_end_of_this_devices_chain_is_not_continued(store, audit, tmp_path):
    package = store.package(audit.id)
    one = package.changes[0]
    last = changes.make(
        audit=audit.id,
        cell=cells.brief("city"),
        value="Forged",
        author="X",
        device=store.device,
        seq=(1 << 53) - 1,
        at=one.at,
        prev=one.id,
    )
    now = store.merge(replace(package, changes=(*package.changes, last))).audit
    store.append(audit.id, [edit(now, cells.score("SEL-05"), 4)], "A")
    auditfile.write(store.package(audit.id), tmp_path / "a.cxaudit")
    assert auditfile.read(tmp_path / "a.cxaudit").read().rating("SEL-05").mark == 4


def test_a_store_of_the_first_schema_opens_and_reads_as_it_was_written(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v1.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        assert examine(store) == [] and store.device == "0123456789abcdef"
        row = store.catalog.listed(Listing())[0]
        audit = store.audit(row.audit)
        assert (audit.brief.company, audit.brief.city, audit.weights["LOY"]) == ("Demo Co", "Yerevan", 4)
        assert audit.rating("SEL-05") == Rating(mark=4, note="Клиент спросил «почему».")
        assert audit.rating("SEL-06") == Rating(mark="N", reason="No such thing here")
        assert set(audit.rating("SEL-07").rivals) == {1, 5} and row.conflicts == 1
        assert store.memory.drafts(audit.id) == [Edit(cells.note("SEL-08"), "half a sen")]
        store.append(audit.id, [edit(audit, cells.score("SEL-05"), 3)], "A")
        assert examine(store) == []


def test_a_full_disk_loses_only_the_edit_that_was_refused(store, audit):
    now = store.append(audit.id, [edit(audit, cells.note("SEL-05"), "Kept.")], "A").audit
    allow_pages(store, 0)
    with pytest.raises(KnownError, match="disk is full"):
        for n in range(200):
            now = store.append(audit.id, [edit(now, cells.note("SEL-06"), f"{n}" * 20_000)], "A").audit
    assert store.audit(audit.id) == now
    allow_pages(store, 1 << 30)
    store.append(audit.id, [edit(now, cells.score("SEL-05"), 4)], "A")
    assert store.audit(audit.id).rating("SEL-05").mark == 4 and examine(store) == []


def allow_pages(store, pages):
    """What SQLite does when the disk is full, without filling one."""
    with store._database.transaction() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {max(pages, 1)}")


SAVE_LOOP = """
import sys, uuid
from pathlib import Path
from cxaudit.quality import approval
from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.store.store import Store
store = Store(Path(sys.argv[1])); audit = store.audit(sys.argv[2]); ids = list(audit.framework.criteria)
print("ready", flush=True)
n = 0
while True:
    criterion = ids[n % len(ids)]
    scored = edit(audit, cells.score(criterion), n // len(ids) % 6)
    noted = edit(audit, cells.note(criterion), f"note {n}")
    audit = store.append(audit.id, [scored, noted], "A").audit
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize("moment", [0.01, 0.05, 0.11])
def test_a_kill_at_any_moment_loses_no_acknowledged_edit(store, audit, moment):
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", SAVE_LOOP, store.folder, audit.id], stdout=subprocess.PIPE
    ) as loop:
        assert loop.stdout.readline() == b"ready\n"
        until = time.monotonic() + moment
        acknowledged = [loop.stdout.readline()]
        while time.monotonic() < until:
            acknowledged.append(loop.stdout.readline())
        loop.kill()
        acknowledged += loop.stdout.readlines()
    last = max(int(line) for line in acknowledged if line.endswith(b"\n"))
    with Store(store.folder) as again:
        notes = {c.value for c in again.history(audit.id) if c.cell.endswith("/note")}
        assert {f"note {n}" for n in range(last + 1)} <= notes
        assert examine(again) == []


def test_a_package_of_the_store_reads_as_the_audit(store, audit, tmp_path):
    now = store.append(audit.id, [edit(audit, cells.note("SEL-05"), "Кавычки «»")], "A").audit
    auditfile.write(store.package(audit.id), tmp_path / "a.cxaudit")
    assert auditfile.read(tmp_path / "a.cxaudit").read() == now


EDITS = st.one_of(
    st.tuples(
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from(["ACQ-01", "ACQ-02", "SEL-05", "LOY-01", "LOY-02"]),
        st.sampled_from([0, 1, 3, 5, {"mark": "U", "reason": "closed"}, None]),
    ),
    st.tuples(st.just("weights"), st.sampled_from(["ACQ", "LOY"]), st.integers(0, 20)),
    st.tuples(st.just("begin"), st.sampled_from(["2", "3"]), st.sampled_from(["", "1"])),
    st.tuples(st.just("worst"), st.just(""), st.booleans()),
    st.tuples(st.just("removed"), st.sampled_from(["2", "3"]), st.booleans()),
)


@settings(max_examples=examples(20))
@given(said=st.lists(EDITS, min_size=1, max_size=15))
def test_scoring_one_stage_after_each_edit_gives_what_scoring_all_gives(said, tmp_path_factory):
    with Store(tmp_path_factory.mktemp("s")) as store:
        audit = store.create(Brief(company="Demo Co"), author="A").audit
        marks = [edit(audit, cells.score(c), n % 6) for n, c in enumerate(audit.framework.criteria)]
        audit = store.append(audit.id, marks, "A").audit
        for kind, name, value in said:
            match kind:
                case "weights":
                    one = edit(audit, cells.weight(name), value)
                case "begin":
                    one = edit(audit, cells.visit(name, "of"), value)
                case "removed":
                    one = edit(audit, cells.visit(name, "removed"), value)
                case "worst":
                    one = edit(audit, cells.WORST_VISIT, value)
                case sheet:
                    one = edit(audit, cells.score(name, sheet), value)
            saved = store.append(audit.id, [one], "A")
            audit = saved.audit
            assert saved.scores == scoring.score(audit) == store.scores(audit.id)
            assert reckon(audit) == store._reckoning(audit.id)
            assert store.summary_row(audit.id) == summary.row_of(audit, reckon(audit))


def test_a_row_follows_the_audit_through_its_review(store):
    made = store.create(Brief(company="Alpha"), author="Auditor One")
    for state, expected in [("submitted", "review"), ("returned", "review"), ("approved", "approved")]:
        value = approval.value(state, "r1", ())
        store.append(made.audit.id, [edit(store.audit(made.audit.id), approval.CELL, value)], "Reviewer")
        (row,) = store.catalog.listed(Listing(state=expected))
        assert (row.audit, row.state) == (made.audit.id, expected)
