"""Audits meet at a place that may lose, hide and spoil what lies there; nobody loses anything."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.store.doctor import examine
from cxaudit.store.store import FILE
from cxaudit.sync import compaction, gaps, joining, mending
from cxaudit.sync.presence import Presence
from tests.core.sync.crew import Crew


@pytest.fixture
def crew(gather):
    return gather("Ann", "Bob", "Cem")


def test_what_one_scores_the_others_read(crew):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 4, "clear sign")
    crew.meet()
    for name in crew.stores:
        assert crew.stores[name].audit(audit).rating("ACQ-01").note == "clear sign"
        assert crew.heads(name, audit) == crew.heads("Ann", audit)
        assert examine(crew.stores[name]) == []


def test_two_who_score_the_same_offline_leave_a_conflict_and_both_values(crew):
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Ann", audit, "ACQ-01", 5)
    crew.score("Bob", audit, "ACQ-01", 1)
    crew.meet()
    for name in crew.stores:
        assert set(crew.stores[name].audit(audit).rating("ACQ-01").rivals) == {5, 1}
    seen = crew.stores["Cem"].audit(audit)
    crew.stores["Cem"].append(audit, [edit(seen, cells.score("ACQ-01"), 3, "asked both")], "Cem")
    crew.meet()
    assert all(store.audit(audit).rating("ACQ-01").mark == 3 for store in crew.stores.values())


def test_a_second_sync_without_news_sends_and_takes_nothing(crew):
    crew.audit("Ann")
    crew.meet()
    before = dict(crew.target.files)
    outcome = crew.sync("Bob")
    assert (outcome.sent, outcome.taken, outcome.audits) == (0, 0, set())
    assert crew.target.files == before


def test_an_emptied_place_is_filled_again_by_whoever_comes_first(crew):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "SEL-05", 2)
    crew.meet()
    crew.target.files.clear()
    outcome = crew.sync("Cem")
    assert any("emptied" in str(notice) for notice in outcome.notices)
    crew.sync("Ann")
    store = crew.open("Dan")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    crew.sync("Dan")
    assert crew.heads("Dan", audit) == crew.heads("Ann", audit)


def test_the_place_of_another_team_is_neither_read_nor_written(crew, tmp_path):
    crew.audit("Ann")
    other = Crew(tmp_path / "other", ["Eve"])
    before = dict(other.target.files)
    with pytest.raises(KnownError, match="Another team"):
        crew.sync("Ann", target=other.target)
    assert other.target.files == before
    other.close()


def test_a_segment_that_was_cut_short_is_named_not_taken_and_put_back_by_its_sender(crew):
    audit = crew.audit("Ann")
    crew.sync("Ann")
    name = max(n for n in crew.target.files if crew.signer("Ann") in n and n.startswith("segments/"))
    crew.target.files[name] = crew.target.files[name][:-7]
    outcome = crew.sync("Bob")
    assert any("damaged" in str(notice) for notice in outcome.notices)
    assert not crew.stores["Bob"].knows(audit)
    crew.sync("Ann")
    crew.sync("Bob")
    assert crew.heads("Bob", audit) == crew.heads("Ann", audit)


def test_a_flipped_segment_of_the_same_length_is_put_back_when_its_sender_reads_back(crew):
    crew.audit("Ann")
    crew.sync("Ann")
    name = max(n for n in crew.target.files if crew.signer("Ann") in n and n.startswith("segments/"))
    whole = crew.target.files[name]
    crew.target.files[name] = whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]
    assert crew.sync("Ann").put_back == 0
    assert crew.sync("Ann", verify=True).put_back == 1
    assert crew.target.files[name] == whole


def test_many_small_segments_become_one_and_readers_keep_up(crew):
    audit = crew.audit("Ann")
    crew.sync("Ann")
    crew.sync("Bob")
    for number, criterion in enumerate(list(crew.stores["Ann"].audit(audit).framework.criteria)[:40]):
        crew.score("Ann", audit, criterion, number % 6)
        crew.sync("Ann")
    crew.sync("Ann")
    ours = [n for n in crew.target.files if n.startswith(f"segments/{crew.signer('Ann')}/")]
    assert len(ours) <= compaction.MANY
    crew.meet()
    after = [n for n in crew.target.files if n.startswith(f"segments/{crew.signer('Ann')}/")]
    assert sorted(after) == sorted(ours)  # nobody puts back what one larger segment holds
    for name in crew.stores:
        assert crew.heads(name, audit) == crew.heads("Ann", audit)


def test_a_backup_that_was_restored_gets_its_later_edits_back_and_forks_nothing(crew, tmp_path):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 1)
    crew.sync("Ann")
    crew.stores["Ann"].close()
    shutil.copytree(tmp_path / "Ann", tmp_path / "backup")
    crew.open("Ann")
    crew.score("Ann", audit, "ACQ-02", 2)
    crew.meet()
    crew.stores["Ann"].close()
    shutil.rmtree(tmp_path / "Ann")
    shutil.copytree(tmp_path / "backup", tmp_path / "Ann")
    crew.open("Ann")
    crew.score("Ann", audit, "ACQ-03", 3)
    crew.meet()
    for store in crew.stores.values():
        now = store.audit(audit)
        assert [now.rating(c).mark for c in ("ACQ-01", "ACQ-02", "ACQ-03")] == [1, 2, 3]


def test_evidence_is_pending_until_it_is_whole(crew):
    audit = crew.audit("Ann")
    store = crew.stores["Ann"]
    made = {name: store.blobs.put_bytes(name.encode() * 1000) for name in ("sha256", "preview", "thumb")}
    file = {
        "criterion": "ACQ-01",
        "kind": "image",
        "name": "r.jpg",
        "media_type": "image/jpeg",
        "size": 6000,
        "added": "2027-01-15T09:30:00.000000Z",
        "width": 40,
        "height": 30,
        **made,
    }
    store.append(audit, [edit(store.audit(audit), cells.evidence("e1"), file)], "Ann")
    crew.sync("Ann", evidence=False)
    outcome = crew.sync("Bob")
    assert outcome.pending_files == 1 and not any(map(crew.stores["Bob"].blobs.has, made.values()))
    assert store.parcels.files(crew.space, "out") == 1  # people took one photo
    assert examine(crew.stores["Bob"]) == []
    assert crew.sync("Ann").files_out == 1
    assert crew.sync("Bob").files_in == 1
    assert crew.stores["Bob"].blobs.read(made["sha256"]) == b"sha256" * 1000
    crew.target.files.clear()
    crew.sync("Bob")
    assert crew.sync("Cem").files_in == 1


def test_two_copies_of_one_device_overwrite_nothing_and_are_told(crew, tmp_path):
    audit = crew.audit("Ann")
    crew.meet()
    crew.stores["Ann"].close()
    shutil.copytree(tmp_path / "Ann", tmp_path / "Ann's copy")
    crew.open("Ann")
    crew.open("Ann's copy")
    crew.score("Ann", audit, "ACQ-01", 1)
    crew.score("Ann's copy", audit, "ACQ-01", 5)
    crew.sync("Ann")
    outcome = crew.sync("Ann's copy")
    assert any("Another copy of this device" in str(notice) for notice in outcome.notices)
    crew.meet()
    for store in crew.stores.values():
        assert set(store.audit(audit).rating("ACQ-01").rivals) == {1, 5}


def test_a_segment_that_is_on_its_way_is_no_news_at_first_and_told_once_that_lasts(crew):
    audit, bob = crew.audit("Ann"), crew.stores["Bob"]
    crew.sync("Ann")
    before = set(crew.target.files)
    crew.score("Ann", audit, "ACQ-01", 1)
    crew.sync("Ann")
    (late,) = {n for n in set(crew.target.files) - before if n.startswith("segments/")}
    crew.score("Ann", audit, "ACQ-02", 2)
    crew.sync("Ann")
    held = crew.target.files.pop(late)
    for _ in range(gaps.SYNCS):
        assert not crew.sync("Bob").notices
    assert bob.audit(audit).rating("ACQ-02").mark == 2
    met, now = gaps.missing(bob, crew.space), datetime.now(UTC)
    assert met.keys() == {crew.signer("Ann")}
    assert gaps.lasting(bob, crew.space, met, now + gaps.WAIT) == met
    (said,) = gaps.notices(met, crew.team("Bob"))
    assert "of Ann has not arrived for more than a day" in str(said)
    assert not gaps.lasting(bob, crew.space, met, now - gaps.WAIT)  # a clock that was set back
    crew.target.files[late] = held
    assert not crew.sync("Bob").notices and not gaps.missing(bob, crew.space)
    assert bob.audit(audit).rating("ACQ-01").mark == 1


def test_where_somebody_works_is_heard_by_the_others_and_said_anew_only_after_a_while(crew):
    audit = crew.audit("Ann")
    crew.meet()
    at = Presence(audit, "SEL-05", "2027-01-15T09:30:00.000000Z")
    crew.sync("Ann", at=at)
    before = dict(crew.target.files)
    crew.sync("Ann", at=replace(at, at="2027-01-15T09:35:00.000000Z"))
    assert crew.target.files == before
    assert crew.sync("Bob").present == {crew.signer("Ann"): at}
    later = replace(at, at="2027-01-15T09:40:30.000000Z")
    crew.sync("Ann", at=later)
    assert crew.sync("Bob").present == {crew.signer("Ann"): later}
    crew.sync("Ann", at=replace(at, criterion="SEL-06", at="2027-01-15T09:41:00.000000Z"))
    assert crew.sync("Bob").present[crew.signer("Ann")].criterion == "SEL-06"
    (name,) = [n for n in crew.target.files if n.startswith("presence/")]
    crew.target.files[name] = crew.target.files[name][:-3] + b"xyz"
    assert crew.sync("Cem").present == {}


def spoil(folder, statement):
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as raw:
        raw.execute(statement)


def test_a_store_that_lost_rows_takes_them_again_from_the_segments_it_kept(crew, tmp_path):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 4, "clear sign")
    crew.meet()
    whole = crew.heads("Bob", audit)
    crew.stores["Bob"].close()
    spoil(tmp_path / "Bob", "DELETE FROM heads")
    spoil(tmp_path / "Bob", "DELETE FROM changes WHERE cell LIKE 'visit/%'")
    store = crew.open("Bob")
    store.rebuild()
    assert mending.retake(store) == 2
    assert crew.heads("Bob", audit) == whole and examine(store) == []
    assert mending.retake(store) == 0


def test_a_kept_segment_that_was_damaged_here_is_read_again_and_never_sent(crew, tmp_path):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 4)
    crew.meet()
    before = dict(crew.target.files)
    crew.stores["Bob"].close()
    spoil(tmp_path / "Bob", "UPDATE segments SET data = zeroblob(length(data))")
    crew.open("Bob")
    crew.sync("Bob", verify=True)
    assert crew.target.files == before
    crew.sync("Bob")
    known = crew.stores["Bob"].spaces.known(crew.space)
    for name, one in known.items():
        assert one.state == "taken" and crew.stores["Bob"].spaces.data(crew.space, name) == before[name]


def test_a_lost_store_is_what_it_was_after_joining_anew(crew, tmp_path):
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 4)
    crew.meet()
    crew.stores["Ann"].close()
    shutil.rmtree(tmp_path / "Ann")
    store = crew.open("Ann again")
    joining.ask(store, crew.target, joining.code_of(crew.of("Bob")), "Ann")
    crew.sync("Ann again")
    assert crew.heads("Ann again", audit) == crew.heads("Bob", audit)
