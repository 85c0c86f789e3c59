"""Kills, full disks, lost places and flipped bits cost a team time, and nothing that was acknowledged.

The full counts are a bench of their own: `python -m tests.bench.sync_durability`.
"""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import update

from cxaudit.errors import KnownError
from cxaudit.progress import Cancelled, Progress
from cxaudit.store.doctor import examine
from cxaudit.store.spaces import Spaces
from cxaudit.store.store import FILE
from cxaudit.store.tables import segments
from cxaudit.sync import cargo, compaction, joining, mending, segment
from cxaudit.sync.reader import Reader
from cxaudit.sync.seal import Open
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets.memory import Memory
from tests.bench import sync_durability, sync_flips
from tests.core.sync.world import assert_whole, attach, said_by, settle

ROOT = Path(__file__).parents[3]


@pytest.fixture
def crew(gather):
    return gather("Ann", "Bob", "Cem")


@pytest.mark.skipif(sys.platform == "win32", reason="no server of forks")
@pytest.mark.parametrize("keyed", [False, True])
def test_a_kill_in_the_middle_of_a_sync_loses_nothing_and_leaves_nothing_half(keyed):
    found = sync_durability.kills(3, keyed, longest=0.2)
    assert found["kills"] == 3 and found["acknowledged"] >= 6
    assert (found["lost"], found["faults"], found["half"]) == (0, 0, 0)


def test_a_place_that_goes_away_at_any_call_costs_nothing():
    found = sync_durability.interruptions(keyed=True, step=13)
    assert found["failed"] >= 2


def test_a_sync_that_ends_after_any_of_its_transactions_costs_nothing():
    assert sync_durability.stops(keyed=False, step=19)["stopped"] >= 2


def test_a_sync_that_is_cancelled_at_any_step_costs_nothing():
    assert sync_durability.cancellations(keyed=False, step=7)["cancelled"] >= 3


class Cancelling(Memory):
    """A place at which somebody loses patience while the second chunk of a file is on its way."""

    def __init__(self, files, progress):
        super().__init__()
        self.files.update(files)
        self.progress = progress

    def put(self, name, data):
        super().put(name, data)
        if name.startswith("blobs/") and "/0001-" in name:
            self.progress.cancel()


def test_a_large_file_on_its_way_stops_at_its_next_chunk_and_goes_on_there(crew, monkeypatch):
    monkeypatch.setattr(cargo, "CHUNK", 1000)
    audit = crew.audit("Ann")
    attach(crew.stores["Ann"], audit, "e1", os.urandom(20_000))
    progress = Progress()
    crew.target = Cancelling(crew.target.files, progress)
    with pytest.raises(Cancelled):
        crew.sync("Ann", progress=progress)
    assert sum(name.startswith("blobs/") for name in crew.target.files) == 2
    settle(crew)
    assert_whole(crew, audit, said_by(crew.stores["Ann"], audit))


class Waiting(Memory):
    """A place that lets a sync wait in the middle until it is told to go on."""

    def __init__(self, files):
        super().__init__()
        self.files.update(files)
        self.reached, self.go_on = Event(), Event()

    def put(self, name, data):
        self.reached.set()
        assert self.go_on.wait(60)
        super().put(name, data)


def test_a_second_program_is_told_while_the_first_syncs_and_changes_nothing(crew, tmp_path):
    audit = crew.audit("Ann")
    folder, place = crew.stores["Ann"].folder, Waiting(crew.target.files)
    before = dict(place.files)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(crew.sync, "Ann", place)
        assert place.reached.wait(60)
        try:
            for words in (["sync"], ["sync", str(tmp_path / "elsewhere")], ["doctor", "--rebuild"]):
                line = [sys.executable, ROOT / "main.py", *words, "--store", folder, "--lang", "en"]
                second = subprocess.run(line, capture_output=True, text=True)
                assert (second.returncode, second.stdout) == (2, "")
                assert "open in another window. Nothing was changed" in second.stderr
                assert place.files == before
        finally:
            place.go_on.set()
        assert first.result().sent > 0
    crew.target = place
    settle(crew)
    assert_whole(crew, audit, said_by(crew.stores["Ann"], audit))


@pytest.mark.skipif(os.name != "posix" or not sync_durability.can_mount(), reason="needs a small disk")
@pytest.mark.parametrize("what", ["store", "place"])
def test_a_full_disk_is_one_sentence_and_costs_nothing(what):
    found = sync_durability.full_disks(3, what)
    assert found["stopped by a sentence"] >= 1


def test_evidence_that_finds_no_room_here_is_told_and_fetched_later(crew):
    audit = crew.audit("Ann")
    for number in range(2):
        attach(crew.stores["Ann"], audit, f"e{number}", b"%d" % number * 5000)
    crew.sync("Ann")
    in_the_way = crew.stores["Bob"].folder / "incoming"
    in_the_way.write_text("a file where a folder is to be")
    outcome = crew.sync("Bob")
    assert outcome.pending_files == 2
    assert ["cannot be written" in str(notice) for notice in outcome.notices] == [True]
    in_the_way.unlink()
    assert crew.sync("Bob").files_in == 2


@pytest.mark.parametrize("keyed", [False, True])
def test_a_flipped_bit_of_a_store_is_named_or_harmless(keyed):
    found = sync_flips.in_store(12, keyed)
    assert found["named"] and found["named"] + found["harmless"] == 12


@pytest.mark.parametrize(
    "flips", [sync_flips.in_segments_there, sync_flips.in_segments_here, sync_flips.in_chunks]
)
@pytest.mark.parametrize("keyed", [False, True])
def test_a_flipped_bit_of_what_a_team_sends_is_named_and_mended(flips, keyed):
    assert flips(3, keyed)["named"] == 3


def test_a_flipped_bit_of_evidence_or_of_a_file_is_named():
    assert sync_flips.in_evidence(3)["named"] == 3
    found = sync_flips.in_packages(40)
    assert found["named"] + found["harmless"] == 40


def a_segment_of(store, space, state, which=max):
    return which(path for path, known in store.spaces.known(space).items() if known.state == state)


def flip_kept(store, space, path):
    data = store.spaces.data(space, path)
    spoilt = data[:50] + bytes([data[50] ^ 4]) + data[51:]
    with store._database.transaction() as connection:
        connection.execute(update(segments).where(segments.c.name == path).values(data=spoilt))


def test_a_part_that_was_damaged_here_before_it_was_sent_is_sent_anew(crew):
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Ann", audit, "ACQ-01", 4, "nobody else has this")
    with pytest.raises(Unreachable):
        crew.sync("Ann", target=sync_durability.Leaving(crew.target.files, 4, True))
    store = crew.stores["Ann"]
    flip_kept(store, crew.space, a_segment_of(store, crew.space, "new"))
    assert any("damaged" in str(fault) for fault in examine(store))
    settle(crew)
    assert_whole(crew, audit, said_by(store, audit))


def test_a_part_that_was_damaged_here_is_taken_from_the_place_without_another_word(crew):
    audit = crew.audit("Ann")
    crew.meet()
    store, before = crew.stores["Ann"], dict(crew.target.files)
    path = a_segment_of(store, crew.space, "taken")
    flip_kept(store, crew.space, path)
    said = crew.sync("Ann", verify=True).notices
    assert ["damaged on this device" in str(notice) for notice in said] == [True]
    assert store.spaces.data(crew.space, path) == before[path] and crew.target.files == before
    assert examine(store) == [] and crew.sync("Ann").notices == []
    assert audit in store.audit_ids()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE outbox SET change = 'f00' || substr(change, 4)",
        "UPDATE shared SET audit = 'f00' || substr(audit, 4)",
    ],
)
def test_what_is_to_be_sent_is_sent_although_its_row_was_damaged(crew, damage):
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Ann", audit, "ACQ-01", 4)
    crew.stores["Ann"].close()
    with closing(sqlite3.connect(crew.folder / "Ann" / FILE, isolation_level=None)) as raw:
        raw.execute(damage)
    store = crew.open("Ann")
    assert ["--rebuild" in str(fault) for fault in examine(store)] == [True]
    store.rebuild()
    mending.retake(store)
    assert examine(store) == []
    settle(crew)
    assert_whole(crew, audit, said_by(store, audit))


def test_evidence_that_was_damaged_here_comes_again_from_the_place(crew):
    audit = crew.audit("Ann")
    sha = attach(crew.stores["Ann"], audit, "e1", b"a receipt" * 1000)
    crew.meet()
    crew.stores["Ann"].blobs.path(sha).write_bytes(b"rotten")
    crew.sync("Ann", verify=True)
    assert crew.stores["Ann"].blobs.check(sha)


def test_parts_that_wait_for_a_late_one_are_read_in_the_sync_that_brings_it(crew):
    audit = crew.audit("Ann")
    crew.sync("Ann")
    first = {n for n in crew.target.files if n.startswith("segments/")}
    crew.score("Ann", audit, "ACQ-01", 4)
    crew.sync("Ann")
    beginning = max(n for n in first if crew.signer("Ann") in n)
    held = crew.target.files.pop(beginning)
    assert crew.sync("Bob").waiting == 1
    crew.target.files[beginning] = held
    assert crew.sync("Bob").waiting == 0
    assert crew.heads("Bob", audit) == crew.heads("Ann", audit)


class Killed(BaseException):
    """What a test does in place of a kill."""


def test_a_kill_right_after_hearing_of_a_role_does_not_keep_what_it_forbids(crew, monkeypatch):
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Cem", audit, "ACQ-01", 5)
    crew.sync("Cem")
    crew.sync("Bob")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "viewer")
    crew.sync("Ann")
    with monkeypatch.context() as killing:
        killing.setattr(Reader, "_take_back", killed)
        with pytest.raises(Killed):
            crew.sync("Bob")
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark == 5
    mending.retake(crew.stores["Bob"])
    crew.meet()
    for name in crew.stores:
        assert crew.stores[name].audit(audit).rating("ACQ-01").mark is None, name


def killed(*_):
    raise Killed


def test_a_kill_in_the_middle_of_making_one_of_many_says_nothing_twice(crew, monkeypatch):
    monkeypatch.setattr(compaction, "MANY", 4)
    audit = crew.audit("Ann")
    for mark in range(4):
        crew.score("Ann", audit, "ACQ-01", mark)
        crew.sync("Ann")
        with monkeypatch.context() as killing, suppress(Killed):
            killing.setattr(Spaces, "drop", killed)
            crew.sync("Ann")
    crew.meet()
    for path, data in crew.target.files.items():
        if name := segment.name_of(path):
            parts = segment.decode(data, name, crew.space, Open()).parts
            assert len({(p.number, p.audit) for p in parts}) == len(parts)
    assert crew.heads("Bob", audit) == crew.heads("Ann", audit)


def test_a_flipped_founding_is_written_again_by_who_knows_the_place(crew):
    audit = crew.audit("Ann")
    crew.meet()
    whole = crew.target.files["space.json"]
    crew.target.files["space.json"] = whole[:30] + bytes([whole[30] ^ 1]) + whole[31:]
    crew.score("Ann", audit, "ACQ-01", 4)
    crew.sync("Ann")
    assert crew.target.files["space.json"] == whole
    crew.sync("Bob")
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark == 4
    crew.target.files = {"space.json": b"something else lies here"}
    with pytest.raises(KnownError, match="damaged"):
        crew.sync("Ann")
