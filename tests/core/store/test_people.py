"""What concerns a person over all audits, and what of audits is kept from somebody who scores blind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from cxaudit import cells
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.field.assignment import Assignment
from cxaudit.field.assignment import value as asked
from cxaudit.model import Brief
from cxaudit.quality import talk
from cxaudit.store import people
from cxaudit.store.people import BlindScore
from cxaudit.store.summary import Listing


def say(store, audit, cell, value, author="Ann"):
    return store.append(audit.id, [edit(store.audit(audit.id), cell, value)], author).audit


def named(store, name="bob  SMITH"):
    return [(one.company, one.criterion, one.author) for one in store.catalog.mentions(name)]


def test_comments_for_somebody_are_found_in_every_audit_until_they_are_dealt_with(store, audit):
    other = store.create(Brief(company="North House")).audit
    for at, (where, to) in enumerate([(audit, ["Bob Smith"]), (audit, []), (other, ["Ann", "Bob Smith"])]):
        say(store, where, cells.talk(f"c{at}"), talk.value(f"ACQ-0{at + 1}", "Why?", tuple(to)))
    assert named(store) == [("North House", "ACQ-03", "Ann"), ("Demo Co", "ACQ-01", "Ann")]
    assert named(store, "Ann") == [("North House", "ACQ-03", "Ann")] and named(store, " ") == []
    before = store.audit(audit.id)
    say(store, audit, cells.talk_done("c0"), True)
    assert named(store) == [("North House", "ACQ-03", "Ann")]
    store.append(audit.id, [edit(before, cells.talk_done("c0"), False)], "Cem")  # who disagrees is heard
    assert len(named(store)) == 2
    say(store, audit, cells.talk("c0"), None)
    say(store, other, cells.REMOVED, True)
    assert named(store) == []


@pytest.mark.parametrize("damage", ['{"criterion', '"SEL-05"', '{"to": ["Bob"]}'])
def test_a_damaged_comment_is_said_to_be_damage(store, audit, damage):
    say(store, audit, cells.talk("c0"), talk.value("ACQ-01", "Why?", ("Bob",)))
    with store._database.transaction() as connection:
        connection.execute(
            text("UPDATE changes SET value = :value WHERE cell = 'talk/c0'"), {"value": damage}
        )
    with pytest.raises(KnownError, match="damaged"):
        store.catalog.mentions("Bob")


def test_who_is_to_score_blind_is_known_until_they_have_looked(store, audit):
    for member, is_blind in (("m1", True), ("m2", False), ("m3", True)):
        say(store, audit, cells.assigned(member), asked(Assignment(member, member.upper(), blind=is_blind)))
    say(store, audit, cells.looked("m3"), True)
    edited = store.summary_row(audit.id)["edited"]
    assert store.catalog.blind_scores() == [BlindScore(audit.id, "m1", "M1", edited)]


def test_an_index_leads_to_what_concerns_people(store):
    with store._database.transaction() as connection:
        how = connection.execute(
            text("EXPLAIN QUERY PLAN " + people._BELOW.text), {"first": "talk/", "last": "talk0"}
        )
        assert any("USING COVERING INDEX heads_about_people" in str(row) for row in how)


def test_the_score_of_a_hidden_audit_is_in_no_list_order_or_comparison(store):
    def made(company, mark, wave):
        found = store.create(Brief(company=company, wave=wave, auditor="Bob"), author="Bob").audit
        given = [edit(found, cells.score(one), mark) for one in found.framework.criteria]
        given.append(edit(found, cells.CONSENT, {"given": True, "by": "Bob"}))
        return store.append(found.id, given, "Bob").audit.id

    own, high, low = made("Demo Co", 3, "2026-2"), made("Demo Co", 5, "2026-1"), made("North House", 1, "1")
    store.append(low, [Edit(cells.PLAN_START, datetime.now(UTC).date().isoformat())], "Bob")
    by_score = Listing(sort="score")
    assert [row.audit for row in store.catalog.listed(by_score)] == [high, own, low]
    store.veil = lambda: frozenset({high, low})
    rows = store.catalog.listed(by_score)
    assert rows[0].audit == own and rows[0].score == 3 and not rows[0].hidden
    for row in rows[1:]:
        assert row.hidden and row.progress == (1,) * 8
        told = (row.score, row.low, row.high, row.band, row.coverage, row.red_flags, row.conflicts)
        assert told == (None, None, None, None, None, 0, 0)
    assert [row.company for row in store.benchmark.peers(own).rows] == ["Demo Co"]
    assert not (store.benchmark.peers(own).withheld or store.benchmark.places(own))
    assert not (store.catalog.seconds(own) or store.catalog.waves(own))
    store.veil = frozenset
    assert len(store.benchmark.peers(own).rows) == 3
    assert store.catalog.waves(own) and store.catalog.seconds(own)
