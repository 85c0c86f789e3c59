"""What people say differently of one audit: listed once, in words, and settled with a reason."""

from __future__ import annotations

import copy
import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxaudit import cells, framework, scoring
from cxaudit.edits import Edit
from cxaudit.errors import KnownError
from cxaudit.field import week
from cxaudit.i18n import translator
from cxaudit.model import LANGS
from cxaudit.quality import approval, completeness, conflict_words, conflicts, review, settling
from cxaudit.quality.conflict_values import said
from cxaudit.quality.differing import differing
from cxaudit.store.summary import Listing
from tests.marks import ALL, marks_of
from tests.said import MEASURE
from tests.written import Log

CHECKLIST = framework.default()[0]
NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
SENT = week.moment(NOW)
LATER = week.moment(datetime(2027, 1, 18, 12, tzinfo=UTC))
SHA = "0" * 64
FILE = {
    "criterion": "ACQ-07",
    "kind": "file",
    "name": "a.txt",
    "media_type": "text/plain",
    "size": 1,
    "sha256": SHA,
    "added": "2026-01-01",
}
SOUND = {"evidence": "r", "sheet": "1", "begun": SENT, "seconds": 90, "stamps": [], "deleted": False}
COMMENT = {"criterion": "SEL-05", "text": "Who saw it?", "to": []}
WORK = {"name": "Anna", "stages": ["SEL"], "criteria": ["SAL-01"], "blind": True}
GROUND = {
    cells.persona("p", "begun"): True,
    cells.persona("p", "name"): "Anna",
    cells.visit("two", "of"): "",
    cells.evidence("f"): FILE,
    cells.action("a", "zone"): "SAL-A",
    cells.action("a", "title"): "Train staff",
    cells.contact("k", "criterion"): "SEL-10",
    cells.contact("k", "channel"): "e-mail",
    cells.contact("k", "sent"): SENT,
    cells.recording("r"): SOUND,
    cells.staff("s"): {"name": "Ivan", "role": "consultant", "allowed": False},
    cells.talk("c"): COMMENT,
}
"""What stands before two copies of the audit part."""
TREND = {"text": "Prices rise", "source": "A study", "date": "", "country": "", "product": ""}
STATE = approval.value("submitted", "r1", ())
RIVALS = {
    cells.score("SEL-05"): (4, 2),
    cells.note("SEL-05"): ("Kind", "Rude"),
    cells.score("SEL-06", "two"): ({"mark": "N", "reason": "No shop"}, None),
    cells.note("SEL-07"): ("Kind", ""),
    cells.visit("two", "place"): ("Shop", "Office"),
    cells.visit("two", "agreed"): (True, False),
    cells.WORST_VISIT: (True, False),
    cells.evidence("f"): (None, {**FILE, "name": "b.txt"}),
    cells.caption("f"): ("Door", "Window"),
    cells.internal("f"): (True, False),
    cells.measure("m"): (MEASURE, {**MEASURE, "seconds": 7.0}),
    cells.weight("SAL"): (20, 12.5),
    cells.brief("city"): ("Kazan", "Perm"),
    cells.brief("cover_story"): ("A flat", "A gift"),
    cells.persona("p", "need"): ("Cheap", "Good"),
    cells.persona("p", "removed"): (True, False),
    cells.excluded("ONB-01"): ("No shop", "Not wanted"),
    cells.threshold("SEL-10"): ({"0": 60, "3": 30, "5": 10}, None),
    cells.legal("law"): ("yes", "not_applicable"),
    cells.signature("g"): ({"by": "Anna", "state": SHA}, None),
    cells.staff("s"): ({"name": "Ivan", "role": "cashier", "allowed": True}, None),
    cells.CURRENCY: ("RUB", "EUR"),
    cells.baseline("traffic"): ({"value": 10, "source": "Report (2026)"}, {"value": 2.5, "source": ""}),
    cells.baseline("conversion"): ({"value": 0.35, "source": ""}, None),
    cells.action("a", "owner"): ("Head of sales", "Marketing"),
    cells.action("a", "due"): ("2027-02-01", ""),
    cells.action("a", "effort"): ("S", "L"),
    cells.action("a", "status"): ("accepted", {"status": "deferred", "until": "2027-03-01"}),
    cells.contact("k", "due"): (SENT, LATER),
    cells.contact("k", "removed"): (True, False),
    cells.PLAN_START: ("2027-01-11", "2027-01-12"),
    cells.plan_day("follow_up"): ("2027-01-30", None),
    cells.trend("t"): (TREND, None),
    cells.GROWTH_TARGET: ("5", "best"),
    cells.growth_place("SAL-A"): ({"place": "pinned", "rank": 1}, {"place": "dropped", "rank": None}),
    cells.growth_text("SAL-A", "en"): ("Sell", "Sell well"),
    review.of_round("r1", "comment", "SEL-05"): ("Why?", "How?"),
    review.of_round("r1", "seen", "SEL-05"): (True, False),
    review.of_round("r1", "score", "SEL-05"): (3, {"mark": "U", "reason": "Closed"}),
    cells.recording("allowed"): (True, False),
    cells.recording("basis"): ("Consent", "Law"),
    cells.recording("days"): (30, 60),
    cells.recording("r"): ({**SOUND, "deleted": True}, {**SOUND, "seconds": 95}),
    cells.talk("c"): ({**COMMENT, "text": "Who was there?"}, None),
    cells.talk_done("c"): (True, False),
    cells.assigned("w"): (WORK, {**WORK, "stages": [], "blind": False}),
    cells.looked("w"): (True, False),
    cells.CONSENT: ({"given": True, "by": "Anna"}, {"given": False, "by": ""}),
    cells.REMOVED: (True, False),
    "later/than/this": ({"a": [1, "é"]}, 7),
    "visit/1/rating/ZZZ-99/score": ({"mark": "X"}, 1),
    "legal/unheard": ("yes", None),
}
"""Of every kind of cell what two people say of it."""
UNSEEN = {cells.persona("gone", "need"): ("Cheap", "Good"), cells.CREATED: ("2026", "2027")}
REMOVALS = (
    cells.evidence("f"),
    cells.talk("c"),
    cells.persona("p", "removed"),
    cells.contact("k", "removed"),
)
EDITORS = {
    "mark": cells.score("SEL-05"),
    "text": cells.note("SEL-05"),
    "line": cells.action("a", "owner"),
    "number": cells.weight("SAL"),
    "figure": cells.baseline("traffic"),
    "date": cells.action("a", "due"),
    "moment": cells.contact("k", "due"),
    "choice": cells.action("a", "status"),
    "pick": "later/than/this",
}


class Replicas(Log):
    """One audit on several devices."""

    def __init__(self, said=GROUND):
        super().__init__()
        self.say(said, "Auditor One")

    def part(self, cell, versions, names=("Auditor One", "Auditor Two")):
        """Each writes a version upon what all of them had on screen."""
        seen = tuple(head.id for head in self.audit.cells.get(cell, ()))
        for name, value in zip(names, versions, strict=False):
            self.write([Edit(cell, value, seen)], name)


def parted(*some, said=GROUND):
    found = Replicas(said)
    for cell in some:
        found.part(cell, RIVALS[cell])
    return found


def gap_of(audit):
    return next((g for g in completeness.gaps(audit, scoring.score(audit)) if g.kind == "conflict"), None)


def may_be_kept(found, side, audit):
    """Whether that side neither takes anything out of the audit nor is refused."""
    gone = found.key in REMOVALS and side.first.value in (None, True)
    return not gone and settling.refusal(found, side, audit, "Third") is None


# --- what is listed -------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.sets(st.sampled_from(sorted(RIVALS))), st.sets(st.sampled_from(sorted(UNSEEN))), st.randoms())
def test_every_contested_cell_that_people_see_is_in_one_conflict_until_it_is_settled(seen, unseen, chance):
    """What takes something out of the audit is kept back: its other cells would be seen no more."""
    copies = parted(*sorted(seen))
    for cell in sorted(unseen):
        copies.part(cell, UNSEEN[cell])
    while True:
        found = conflicts.conflicts_of(copies.audit)
        listed = [cell for one in found for cell in one.cells]
        assert sorted(listed) == sorted({*copies.audit.conflicts} - unseen)
        assert completeness.conflicts(copies.audit) == conflicts.count(copies.audit) == len(found)
        assert (gap_of(copies.audit) is not None) == bool(found)
        if not found:
            return
        one = chance.choice(found)
        side = chance.choice([s for s in one.sides if may_be_kept(one, s, copies.audit)])
        copies.write(settling.edits(one.seen, side.values, copies.audit, "We agreed on it"), "Third")
        assert not {*side.values} & {*copies.audit.conflicts}


def test_what_belongs_to_something_removed_is_nobodys_business():
    copies = parted(cells.persona("p", "need"), cells.caption("f"), cells.contact("k", "due"))
    copies.part(cells.note("SEL-06", "two"), ("a", "b"))
    copies.part(cells.action("a", "owner"), ("a", "b"))
    assert conflicts.count(copies.audit) == 5
    copies.say(
        {
            cells.persona("p", "removed"): True,
            cells.evidence("f"): None,
            cells.contact("k", "removed"): True,
            cells.visit("two", "removed"): True,
            cells.action("a", "zone"): None,
        }
    )
    assert conflicts.count(copies.audit) == 0 and len(copies.audit.conflicts) == 5


def test_ratings_come_in_the_order_of_the_checklist_and_what_is_unknown_comes_last():
    copies = parted("later/than/this", cells.brief("city"), cells.note("SEL-07"), cells.score("SEL-05"))
    copies.part(cells.score("ACQ-02"), (1, 2))
    assert [one.key for one in conflicts.conflicts_of(copies.audit)] == [
        "visit/1/rating/ACQ-02",
        "visit/1/rating/SEL-05",
        "visit/1/rating/SEL-07",
        "brief/city",
        "later/than/this",
    ]


@pytest.mark.parametrize("cell", RIVALS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_conflict_has_a_name_and_every_side_of_it_words(cell, lang):
    tr, audit = translator(lang), parted(cell).audit
    (found,) = conflicts.conflicts_of(audit)
    name = conflict_words.named(found, audit, tr)
    words = [said(cell, side.values[cell], audit, tr) for side in found.sides]
    assert name.title and all(words) and len(set(words)) == 2
    unknown = cell in ("later/than/this", "visit/1/rating/ZZZ-99/score", "legal/unheard")
    assert unknown or not any("{" in word or "/" in name.title for word in words)
    if lang == "ru" and not unknown:
        assert name.title != conflict_words.named(found, audit, translator("en")).title


@pytest.mark.parametrize(
    ("cell", "title", "place"),
    [
        (cells.brief("city"), "Brief: city", ""),
        (cells.weight("SAL"), "Weight of the stage “Sale”", ""),
        (cells.contact("k", "due"), "Contact 15 Jan 2027, e-mail: due", "SEL-10 "),
        (cells.action("a", "owner"), "Action “Train staff”: owner", "SAL-A "),
        (cells.persona("p", "need"), "Anna: What they need", ""),
        (cells.visit("two", "place"), "Visit 2: place", ""),
        ("later/than/this", "later/than/this", "Written by a newer version of the program"),
    ],
)
def test_a_conflict_is_called_by_what_it_is_about(cell, title, place):
    found = conflict_words.about(cell, parted(cell).audit, translator("en"))
    assert found.title == title and found.place.startswith(place)


# --- sides ----------------------------------------------------------------------------------------


def test_a_mark_and_its_note_are_one_conflict_with_a_side_for_each_person():
    copies = parted(cells.score("SEL-05"), cells.note("SEL-05"), said={})
    (found,) = conflicts.conflicts_of(copies.audit)
    assert [side.values for side in found.sides] == [
        {cells.score("SEL-05"): 4, cells.note("SEL-05"): "Kind"},
        {cells.score("SEL-05"): 2, cells.note("SEL-05"): "Rude"},
    ]
    assert conflict_words.named(found, copies.audit, translator("en")).place == "SEL-05 \u00b7 score and note"


def test_a_side_that_speaks_of_one_cell_alone_settles_that_one_and_leaves_the_other():
    copies = Replicas({})
    copies.part(cells.score("SEL-05"), (4, 2))
    copies.part(cells.note("SEL-05"), ("Kind", "Rude"), ("Auditor One", "Auditor Three"))
    (found,) = conflicts.conflicts_of(copies.audit)
    by = {side.first.author: side for side in found.sides}
    assert [len(by[f"Auditor {name}"].changes) for name in ("One", "Two", "Three")] == [2, 1, 1]
    copies.write(settling.edits(found.seen, by["Auditor Two"].values, copies.audit, "Seen"), "Auditor Four")
    assert copies.audit.rating("SEL-05").mark == 2
    assert conflicts.conflicts_of(copies.audit)[0].cells == (cells.note("SEL-05"),)


def test_the_note_and_the_files_of_a_side_are_those_of_its_author():
    copies = Replicas({})
    for author, file in (("Auditor One", "f1"), ("Auditor Two", "f2"), ("Auditor Three", "f3")):
        copies.say({cells.evidence(file): {**FILE, "criterion": "SEL-05", "name": file}}, author)
    copies.say({cells.note("SEL-05"): "Waited long"}, "Auditor Two")
    copies.part(cells.score("SEL-05"), (4, 2))
    (found,) = conflicts.conflicts_of(copies.audit)
    one, two = found.sides
    assert ([f.name for f in one.evidence], one.note) == (["f1"], "")
    assert ([f.name for f in two.evidence], two.note) == (["f2"], "Waited long")
    assert [f.name for f in found.evidence] == ["f3"] and found.note == ""


def test_one_person_on_two_devices_has_two_sides():
    copies = Replicas({})
    for device, mark in (("tablet", 4), ("laptop", 2)):
        copies.write([Edit(cells.score("SEL-05"), mark)], device, author="Auditor One")
        copies.write([Edit(cells.note("SEL-05"), f"on the {device}")], device, author="Auditor One")
    (found,) = conflicts.conflicts_of(copies.audit)
    assert [side.values[cells.note("SEL-05")] for side in found.sides] == ["on the tablet", "on the laptop"]


# --- differences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("kind and quick", "kind but quick", ["and"]),
        ("kind and very quick", "kind quick", ["and very"]),
        ("kind", "kind and quick", []),
        ("one two three", "four five six", []),
        ("", "kind", []),
        ("a\nb c", "a b d", ["c"]),
    ],
)
def test_only_whole_words_that_the_other_text_lacks_are_marked(text, other, marked):
    assert [text[first:last] for first, last in differing(text, other)] == marked


def test_texts_that_repeat_one_word_thousands_of_times_take_no_time():
    text = "no " * 30_000
    begun = time.process_time()
    assert differing(text, text + "yes") == ()
    assert differing(" ".join(map(str, range(10_000))), " ".join(map(str, range(1, 10_001)))) == ((0, 1),)
    assert time.process_time() - begun < 2


# --- settling -------------------------------------------------------------------------------------


def test_a_settlement_names_every_version_and_says_why():
    copies = Replicas({})
    copies.part(cells.score("SEL-05"), (4, 2, 3), ("A", "B", "C"))
    before = copies.audit.cells[cells.score("SEL-05")]
    (found,) = conflicts.conflicts_of(copies.audit)
    with pytest.raises(KnownError, match="reason"):
        settling.edits(found.seen, {cells.score("SEL-05"): 5}, copies.audit, "  ")
    copies.write(settling.edits(found.seen, {cells.score("SEL-05"): 5}, copies.audit, "Seen again"), "D")
    (head,) = copies.audit.cells[cells.score("SEL-05")]
    assert (head.value, head.author, head.reason) == (5, "D", "Seen again")
    assert {*head.parents} == {change.id for change in before}


def test_what_came_in_after_the_screen_was_read_stays_beside_the_settlement():
    copies = parted(cells.brief("city"))
    (seen,) = conflicts.conflicts_of(copies.audit)
    copies.write([Edit(cells.brief("city"), "Omsk")], "Auditor Three")
    third = {cells.brief("city"): "Tver"}
    copies.write(settling.edits(seen.seen, third, copies.audit, "Asked"), "Auditor Four")
    assert {head.value for head in copies.audit.cells[cells.brief("city")]} == {"Omsk", "Tver"}
    assert conflicts.count(copies.audit) == 1


@pytest.mark.parametrize(("editing", "cell"), EDITORS.items())
def test_each_kind_of_value_has_an_editor(editing, cell):
    assert settling.editing_of(cell, parted(cell).audit) == editing


@pytest.mark.parametrize(
    ("cell", "typed", "value"),
    [
        (cells.note("SEL-05"), " Kind,\nbut late", " Kind,\nbut late"),
        (cells.action("a", "owner"), " Head  of sales ", "Head of sales"),
        (cells.weight("SAL"), "12,5", 12.5),
        (cells.weight("SAL"), "20", 20),
        (cells.action("a", "due"), "01.02.2027", "2027-02-01"),
        (cells.action("a", "due"), "", ""),
        (cells.PLAN_START, "2027-02-01", "2027-02-01"),
        (cells.excluded("ONB-01"), "", None),
        (
            cells.baseline("traffic"),
            "12 000,5 (annual  report)",
            {"value": 12000.5, "source": "annual report"},
        ),
        (cells.baseline("traffic"), " ", None),
        (cells.baseline("conversion"), "35 %", {"value": 0.35, "source": ""}),
    ],
)
def test_what_is_typed_becomes_what_the_cell_holds(cell, typed, value):
    assert settling.value_of(cell, typed, parted(cell).audit) == value


@pytest.mark.parametrize(
    ("name", "typed", "why"), [("traffic", "0", "above 0"), ("conversion", "101", "100%")]
)
def test_a_figure_that_nothing_can_be_computed_from_is_refused(name, typed, why):
    with pytest.raises(KnownError, match=why):
        settling.value_of(cells.baseline(name), typed, parted(cells.baseline(name)).audit)


@pytest.mark.parametrize("cell", RIVALS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_version_can_be_started_from_and_says_the_same_again(cell, lang):
    audit = parted(cell).audit
    if settling.editing_of(cell, audit) in ("mark", "choice", "pick"):
        return
    for value in RIVALS[cell]:
        typed = settling.typed(cell, value, audit, lang)
        assert settling.value_of(cell, typed, audit) == value


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (cells.weight("SAL"), "much"),
        (cells.weight("SAL"), "-1"),
        (cells.weight("SAL"), "nan"),
        (cells.action("a", "due"), "soon"),
        (cells.contact("k", "due"), "2027-01-15"),
        (cells.CURRENCY, "roubles"),
        (cells.baseline("traffic"), "12,000"),  # it may be twelve or twelve thousand
        (cells.baseline("traffic"), "(report)"),
    ],
)
def test_what_the_cell_cannot_hold_is_refused_in_a_sentence(cell, typed):
    with pytest.raises(KnownError, match="Nothing was changed"):
        settling.value_of(cell, typed, parted(cell).audit)


def test_the_scores_after_a_choice_are_known_before_it():
    marks = marks_of(ALL.replace("N", "3").replace("U", "3"))
    copies = Replicas(dict(zip(map(cells.score, CHECKLIST.criteria), marks, strict=True)))
    copies.part(cells.score("SEL-05"), (5, 0))
    (found,) = conflicts.conflicts_of(copies.audit)
    assert scoring.score(copies.audit).stage("SEL").status == "conflict"
    for side in found.sides:
        then = settling.scores_after(copies.audit, side.values)
        after = copy.copy(copies)
        after.write(settling.edits(found.seen, side.values, copies.audit, "Seen"), "Third")
        assert then == scoring.score(after.audit)


def test_a_criterion_left_out_for_another_reason_is_n_for_that_reason():
    copies = parted(cells.excluded("ONB-01"), said={})
    copies.part(
        cells.score("ONB-01"), [{"mark": "N", "reason": reason} for reason in ("No shop", "Not wanted")]
    )
    found = next(one for one in conflicts.conflicts_of(copies.audit) if one.key == cells.excluded("ONB-01"))
    copies.write(
        settling.edits(found.seen, {cells.excluded("ONB-01"): "Not wanted"}, copies.audit, "Asked"), "Third"
    )
    assert copies.audit.conflicts == () and copies.audit.rating("ONB-01").reason == "Not wanted"


def test_deleted_sound_cannot_be_kept():
    audit = parted(cells.recording("r")).audit
    (found,) = conflicts.conflicts_of(audit)
    refused = {side.first.value["deleted"]: settling.refusal(found, side, audit, "A") for side in found.sides}
    assert refused[True] is None and "deleted" in str(refused[False])


def test_who_scored_does_not_settle_that_the_audit_is_approved():
    copies = Replicas({cells.score("SEL-05"): 4})
    approved = approval.value("approved", "r1", (), approval.approve(copies.audit, "Reviewer"))
    copies.part(approval.CELL, (approved, approval.value("returned", "r1", ())), ("Reviewer", "Auditor Two"))
    (found,) = conflicts.conflicts_of(copies.audit)
    side = next(side for side in found.sides if side.first.value["state"] == "approved")
    assert settling.refusal(found, side, copies.audit, "auditor one") is not None
    assert settling.refusal(found, side, copies.audit, "Reviewer") is None


# --- the sign-off ---------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [cell for cell in RIVALS if cell.split("/")[0] not in ("talk", "assigned")])
def test_a_conflict_of_any_kind_blocks_the_sign_off_until_it_is_settled(cell):
    copies = parted(cell)
    scores = scoring.score(copies.audit)
    assert "conflict" in {gap.kind for gap in review.blockers(copies.audit, scores)}
    (found,) = conflicts.conflicts_of(copies.audit)
    side = next(s for s in found.sides if not settling.refusal(found, s, copies.audit, "Third"))
    copies.write(settling.edits(found.seen, side.values, copies.audit, "Seen"), "Third")
    scores = scoring.score(copies.audit)
    assert "conflict" not in {gap.kind for gap in review.blockers(copies.audit, scores)}


@pytest.mark.parametrize("cell", [cells.contact("k", "due"), cells.action("a", "owner"), "later/than/this"])
def test_an_audit_is_submitted_only_once_the_last_conflict_is_settled(cell):
    scored = {cells.score(criterion): 3 for criterion in CHECKLIST.criteria}
    ground = {name: value for name, value in GROUND.items() if not name.startswith("visit/")}
    copies = parted(cell, said=scored | ground)

    def submit():
        return review.step(
            copies.audit, scoring.score(copies.audit), "submitted", "A", "r1", random.Random(1)
        )

    with pytest.raises(KnownError, match="Conflicts"):
        submit()
    (found,) = conflicts.conflicts_of(copies.audit)
    copies.write(settling.edits(found.seen, found.sides[0].values, copies.audit, "Seen"), "Third")
    assert submit()["state"] == "submitted"


@pytest.mark.parametrize("cell", [cells.talk("c"), cells.talk_done("c"), cells.assigned("w")])
def test_what_people_say_to_each_other_hinders_no_sign_off(cell):
    audit = parted(cell).audit
    assert conflicts.count(audit) == 1
    assert "conflict" not in {gap.kind for gap in review.blockers(audit, scoring.score(audit))}


def test_a_contested_state_of_the_review_is_settled_by_its_next_step():
    copies = Replicas({})
    copies.part(approval.CELL, (STATE, approval.value("draft", "r1", ())))
    assert conflicts.count(copies.audit) == 1
    assert "conflict" not in {g.kind for g in review.blockers(copies.audit, scoring.score(copies.audit))}


def test_the_number_in_the_list_is_that_of_the_conflicts(store, audit):
    for cell in (cells.score("SEL-05"), cells.note("SEL-05"), cells.brief("city"), "later/than/this"):
        for author, value in zip(("A", "B"), RIVALS[cell], strict=True):
            store.append(audit.id, [Edit(cell, value, ())], author)
    assert store.catalog.listed(Listing())[0].conflicts == conflicts.count(store.audit(audit.id)) == 3
