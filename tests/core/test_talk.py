"""Comments and assignments are cells of the log, and so nothing of them is lost when copies meet."""

import pytest

from cxaudit import cells, changes
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.field.assignment import Assignment, asked_of, assignments, is_blind, own_part, own_sheets, scored
from cxaudit.field.assignment import value as asked
from cxaudit.model import Brief
from cxaudit.quality import talk
from cxaudit.store.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def audit(store):
    return store.create(Brief(company="Sample Co")).audit


def say(store, audit, cell, value, author="Ann"):
    return store.append(audit.id, [edit(store.audit(audit.id), cell, value)], author).audit


def test_a_comment_names_whom_it_is_for_until_it_is_dealt_with(store, audit):
    say(store, audit, cells.talk("c1"), talk.value("ACQ-01", "Was it lit?", ("Bob  Smith",)))
    now = store.audit(audit.id)
    (one,) = talk.mentions(now, "bob smith")
    assert (one.author, one.text, one.criterion) == ("Ann", "Was it lit?", "ACQ-01")
    assert talk.mentions(now, "Ann") == ()
    now = say(store, audit, cells.talk_done("c1"), True, "Bob")
    assert talk.mentions(now, "Bob Smith") == () and talk.comments(now)[0].done
    assert talk.comments(say(store, audit, cells.talk("c1"), None)) == ()


def test_a_comment_that_two_close_and_open_again_stays_open(store, audit):
    now = say(store, audit, cells.talk("c1"), talk.value("ACQ-01", "Was it lit?"))
    now = say(store, audit, cells.talk_done("c1"), False)
    (before,) = now.cells[cells.talk_done("c1")]
    rivals = [
        changes.make(
            audit=audit.id,
            cell=cells.talk_done("c1"),
            value=value,
            author=who,
            device=who,
            seq=1,
            at="2030-01-15T09:30:00.000000Z",
            parents=[before.id],
        )
        for who, value in (("A", True), ("B", False))
    ]
    package = store.package(audit.id)
    now = store.take(audit.id, package.framework, rivals).audit
    assert not talk.comments(now)[0].done


def test_what_is_asked_of_a_member_is_stages_and_criteria_or_everything(store, audit):
    now = say(store, audit, cells.assigned("m1"), asked(Assignment("m1", "Bob", ("ACQ",), ("SEL-05",))))
    stage = {c.id for c in now.framework.stage("ACQ").criteria}
    assert asked_of(now, "m1") == stage | {"SEL-05"} and asked_of(now, "m2") == frozenset()
    now = say(store, audit, cells.assigned("m2"), asked(Assignment("m2", "ann")))
    assert asked_of(now, "m2") == now.framework.criteria.keys()
    assert [one.name for one in assignments(now)] == ["ann", "Bob"]
    assert [one.name for one in assignments(say(store, audit, cells.assigned("m1"), None))] == ["ann"]


def test_who_is_asked_is_known_by_a_name_however_it_is_written_or_by_the_id_of_a_member(store, audit):
    now = say(store, audit, cells.assigned("m1"), asked(Assignment("m1", "Bob  Smith", ("ACQ",))))
    stage = {c.id for c in now.framework.stage("ACQ").criteria}
    assert asked_of(now, "bob smith") == asked_of(now, "B. S.", "m1") == stage
    assert asked_of(now, "Ann", "") == frozenset()
    now = say(store, audit, cells.assigned("x2"), asked(Assignment("x2", "BOB SMITH", (), ("SEL-05",))))
    assert asked_of(now, "Bob Smith") == stage | {"SEL-05"}


def second(store, audit, *stages):
    """Ann has scored the first sheet; Bob is asked for a second score of these stages, blind."""
    say(store, audit, "brief/auditor", "Ann")
    say(store, audit, cells.score("ACQ-01"), 4)
    return say(store, audit, cells.assigned("m1"), asked(Assignment("m1", "Bob", stages, blind=True)))


def test_who_scores_second_is_blind_until_all_that_was_asked_is_on_their_own_sheet(store, audit):
    now = second(store, audit, "ACQ")
    assert is_blind(now, "bob") and is_blind(now, "m1") and not is_blind(now, "Ann")
    say(store, audit, cells.visit("s2", "of"), "1", "Bob")
    now = say(store, audit, cells.visit("s2", "auditor"), "Bob", "Bob")
    assert [sheet.id for sheet in own_sheets(now, "BOB")] == ["s2"]
    asked_for = [c.id for c in now.framework.stage("ACQ").criteria]
    for criterion in asked_for:
        assert is_blind(now, "Bob")
        now = say(store, audit, cells.score(criterion, "s2"), 2, "Bob")
    assert not is_blind(now, "Bob")
    assert scored(now, assignments(now)[0]) == len(asked_for)


def test_a_look_at_the_first_scores_ends_the_blindness_of_that_person_alone(store, audit):
    second(store, audit, "ACQ")
    say(store, audit, cells.assigned("m2"), asked(Assignment("m2", "Cem", blind=True)))
    now = say(store, audit, cells.looked("m1"), True, "Bob")
    assert not is_blind(now, "Bob") and is_blind(now, "Cem")
    assert asked_of(now, "Bob") == {c.id for c in now.framework.stage("ACQ").criteria}


def test_while_blind_one_sees_the_own_scores_and_files_alone(store, audit):
    second(store, audit, "ACQ")
    say(store, audit, cells.score("ACQ-01"), 5)
    said = dict.fromkeys(("name", "media_type"), "x") | {"size": 1, "sha256": "a" * 64, "kind": "file"}
    said |= {"criterion": "ACQ-01", "added": "2027-01-15T09:30:00.000000Z"}
    for file, author in (("e1", "Ann"), ("e2", "Bob")):
        say(store, audit, cells.evidence(file), said, author)
    say(store, audit, cells.visit("s2", "of"), "1", "Bob")
    say(store, audit, cells.visit("s2", "auditor"), "Bob", "Bob")
    now = say(store, audit, cells.score("ACQ-01", "s2"), 2, "Bob")
    first, own = own_part(now, "1", "a device", "bob"), own_part(now, "s2", "a device", "m1")
    assert first.rating("ACQ-01").mark is None and own.rating("ACQ-01").mark == 2
    assert [file.id for file in own.evidence] == [file.id for file in first.evidence] == ["e2"]
    assert len(own_part(now, "s2", store.device, "bob").evidence) == 2


def test_nothing_is_hidden_where_every_sheet_is_ones_own(store, audit):
    second(store, audit)
    assert not is_blind(say(store, audit, "brief/auditor", "Bob"), "Bob")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("assigned/m1/looked", "yes"),
        ("talk/c1", {"criterion": "NO-01", "text": "x", "to": []}),
        ("talk/c1", {"criterion": "ACQ-01", "text": "  ", "to": []}),
        ("talk/c1", {"criterion": "ACQ-01", "text": "x", "to": ["two\nlines"]}),
        ("talk/c1", {"criterion": ["ACQ-01"], "text": "x", "to": []}),
        ("talk/c1/done", "yes"),
        ("assigned/m1", {"name": "B", "stages": ["XXX"], "criteria": [], "blind": False}),
        ("assigned/m1", {"name": "B", "stages": [], "criteria": [["ACQ-01"]], "blind": False}),
        ("assigned/m1", {"name": "B", "stages": [], "criteria": [], "blind": 1}),
    ],
)
def test_a_comment_or_assignment_that_means_nothing_is_refused(store, audit, cell, value):
    with pytest.raises(KnownError):
        say(store, audit, cell, value)
