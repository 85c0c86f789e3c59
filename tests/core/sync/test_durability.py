"""Kills, full disks, lost places and flipped bits cost a team time, and nothing that was acknowledged.

The full counts are a bench of their own: `python -m tests.bench.sync_durability`.
"""

import os
import sys

import pytest

from tests.bench import sync_durability
from tests.core.sync.crew import Crew
from tests.core.sync.world import attach


@pytest.fixture
def crew(tmp_path):
    made = Crew(tmp_path)
    yield made
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no server of forks")
@pytest.mark.parametrize("keyed", [False, True])
def test_a_kill_in_the_middle_of_a_sync_loses_nothing_and_leaves_nothing_half(keyed):
    found = sync_durability.kills(3, keyed, longest=0.2)
    assert found["kills"] == 3 and found["acknowledged"] >= 6
    assert (found["lost"], found["faults"], found["half"]) == (0, 0, 0)


@pytest.mark.parametrize("keyed", [False, True])
def test_a_place_that_goes_away_at_any_call_costs_nothing(keyed):
    found = sync_durability.interruptions(keyed, step=9)
    assert found["failed"] >= 4


def test_a_sync_that_is_cancelled_at_any_step_costs_nothing():
    assert sync_durability.cancellations(keyed=False)["cancelled"] >= 3


@pytest.mark.skipif(os.name != "posix" or not sync_durability.can_mount(), reason="needs a small disk")
@pytest.mark.parametrize("what", ["store", "place"])
def test_a_full_disk_is_one_sentence_and_costs_nothing(what):
    found = sync_durability.full_disks(4, what)
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
