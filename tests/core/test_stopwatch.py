"""A stopwatch and what it measures: the clock set back, sleep, a crash, another start of the computer."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import cell_values, cells, framework, proof, reports, scoring, staff
from cxaudit.analysis import lineage
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import FIRST_SHEET
from cxaudit.quality import completeness
from cxaudit.reports.options import Options
from cxaudit.timing import durations, measures, stopwatch
from cxaudit.timing.stopwatch import Moment
from tests.core.reports.test_exports import DEFAULT, NOW, said, squeezed

EN, RU = translator("en"), translator("ru")
CX8 = framework.default()[0]
REPLY = CX8.criteria["SEL-10"].timing


def at(ticks: float, clock: float | None = None, boot: str = "one") -> Moment:
    return Moment(ticks, 1_900_000_000 + ticks if clock is None else clock, boot)


def begun(**said):
    return stopwatch.begin("SEL-10", FIRST_SHEET, "waiting", "chat", at(100, **said))


# --- counting --------------------------------------------------------------------------------


def test_a_pause_for_own_doing_does_not_count_and_is_kept_apart():
    watch = stopwatch.pause(begun(), at(160))
    assert stopwatch.elapsed(watch, at(500)) == 60
    watch = stopwatch.go_on(watch, at(198))
    assert (stopwatch.elapsed(watch, at(208)), stopwatch.rested(watch, at(208))) == (70, 38)
    done = stopwatch.measure(watch, at(208), "min")
    assert (done.seconds, done.paused, done.kind, done.label, done.how) == (
        70,
        38,
        "waiting",
        "chat",
        "stopwatch",
    )


def test_a_robot_is_noted_once_and_the_waiting_goes_on():
    watch = stopwatch.hear_robot(begun(), at(109))
    watch = stopwatch.hear_robot(watch, at(130))
    done = stopwatch.measure(watch, at(352), "min")
    assert (done.robot, done.seconds) == (9, 252)


@pytest.mark.parametrize("clock", [0, 1, 5_000_000_000])
def test_a_wall_clock_that_is_set_alters_no_duration(clock):
    watch = begun()
    assert stopwatch.elapsed(watch, at(130, clock=clock)) == 30
    done = stopwatch.measure(stopwatch.pause(watch, at(130, clock=clock)), at(140, clock=3), "min")
    assert (done.seconds, done.paused, done.how) == (30, 10, "stopwatch")


def test_after_another_start_of_the_computer_its_clock_has_to_do_and_is_named():
    watch = begun(clock=1_900_000_000)
    later = stopwatch.settled(watch, at(5, clock=1_900_000_090, boot="two"))
    assert later.by_clock and stopwatch.elapsed(later, at(15, clock=0, boot="two")) == 100
    assert stopwatch.measure(later, at(15, clock=0, boot="two"), "min").how == "clock"


def test_ticks_that_run_backwards_are_not_believed():
    watch = begun(clock=1_900_000_000)
    assert stopwatch.elapsed(watch, at(50, clock=1_900_000_007)) == 7
    assert stopwatch.settled(watch, at(50, clock=1_900_000_007)).by_clock


def test_a_clock_set_back_over_another_start_gives_no_negative_time():
    assert stopwatch.elapsed(begun(), at(5, clock=0, boot="two")) == 0


def test_what_is_kept_reads_as_the_same_watch_and_rubbish_as_none():
    watch = stopwatch.hear_robot(stopwatch.pause(begun(), at(160)), at(170))
    assert stopwatch.read(stopwatch.as_json(watch)) == watch
    for rubbish in (None, [], "x", {}, {**stopwatch.as_json(watch), "since": 5}):
        assert stopwatch.read(rubbish) is None


def test_the_real_clocks_run_and_name_this_start_of_the_computer():
    first, second = stopwatch.now(), stopwatch.now()
    assert 0 <= stopwatch.elapsed(replace(begun(), since=first), second) < 60
    assert first.boot == second.boot != ""


steps = st.lists(
    st.tuples(st.sampled_from(("pause", "go_on", "hear_robot", "settled")), st.integers(0, 9_999))
)


@given(steps, st.integers(0, 9_999))
def test_what_counts_and_what_is_paused_are_all_the_time_there_was(acts, rest):
    watch, ticks = begun(), 100
    for act, wait in acts:
        ticks += wait
        watch = getattr(stopwatch, act)(watch, at(ticks, clock=0))
    end = at(ticks + rest, clock=0)
    assert stopwatch.elapsed(watch, end) + stopwatch.rested(watch, end) == ticks + rest - 100
    assert watch.robot is None or watch.robot <= stopwatch.elapsed(watch, end)


# --- forgotten -------------------------------------------------------------------------------


def test_a_watch_is_asked_about_after_45_minutes_or_three_times_the_worst_limit():
    assert stopwatch.patience(REPLY, REPLY.limits) == 45 * 60
    assert (
        stopwatch.patience(CX8.criteria["ACQ-14"].timing, CX8.criteria["ACQ-14"].timing.limits) == 72 * 3600
    )
    assert stopwatch.patience(CX8.criteria["ACQ-16"].timing, None) == 24 * 3600


def test_a_watch_at_a_pause_or_trusted_is_not_forgotten():
    watch, late = begun(), at(100 + 2701)
    assert stopwatch.is_forgotten(watch, late, 2700)
    assert not stopwatch.is_forgotten(watch, at(100 + 2700), 2700)
    assert not stopwatch.is_forgotten(replace(watch, trusted=True), late, 2700)
    assert not stopwatch.is_forgotten(stopwatch.pause(watch, late), late, 2700)


# --- durations in words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "seconds"),
    [
        ("3:10", "min", 190),
        ("0:02,4", "s", 2.4),
        ("1:02:03", "s", 3723),
        ("1:30", "h", 5400),
        ("90", "s", 90),
        ("12", "min", 720),
        ("1,5", "h", 5400),
        ("0", "days", 0),
        ("2 h 5 min", "s", 7500),
        ("2ч 5мин", "min", 7500),
        ("1 дн. 3 ч", "min", 97_200),
        (" 45 сек ", "min", 45),
    ],
)
def test_a_time_is_read_as_people_type_it(text, unit, seconds):
    assert durations.typed(text, unit) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "-3", "3:70", "1:60:00", "1:2", "3 apples", "5 min later", "1e9", "400 d", "∞"]
)
def test_what_is_no_time_is_none(text):
    assert durations.typed(text, "min") is None


@given(st.integers(0, 86_399))
def test_a_time_that_was_said_is_read_back(seconds):
    for tr in (EN, RU):
        assert durations.typed(durations.said(seconds, tr), "min") == seconds


def test_a_time_is_said_as_a_stopwatch_shows_it():
    assert [durations.said(s, EN) for s in (0, 59.9, 161, 3723, 97_205)] == [
        "0:00",
        "0:59",
        "2:41",
        "1:02:03",
        "1 d 3:00:05",
    ]
    assert durations.said(2.4, RU, tenths=True) == "0:02,4"
    assert durations.said(97_205, RU) == "1\u00a0д 3:00:05"


def test_a_limit_is_said_in_the_unit_that_fits():
    said = [
        durations.amount(n, u, EN).replace("\xa0", " ")
        for n, u in ((1440, "min"), (10, "min"), (300, "s"), (30, "s"), (10, "days"), (0, "min"))
    ]
    assert said == ["24 h", "10 min", "5 min", "30 s", "10 d", "0 min"]
    assert durations.amount(3, "steps", RU) == "3 шага"


# --- measures --------------------------------------------------------------------------------


def told(store, audit, seconds, label="", criterion="SEL-10", author="A", **said):
    one = stopwatch.measure(
        stopwatch.begin(criterion, FIRST_SHEET, "waiting", label, at(len(audit.cells))),
        at(len(audit.cells)),
        "min",
    )
    one = replace(one, seconds=seconds, **said)
    return store.append(
        audit.id, [edit(audit, cells.measure(one.id), measures.value_of(one))], author
    ).audit, one


def three(store, audit):
    for seconds, label in ((64, "chat"), (190, "phone"), (720, "mail")):
        audit, _ = told(store, audit, seconds, label)
    return audit


def test_three_measures_have_a_median_and_suggest_what_the_anchors_say(store, audit):
    audit = three(store, audit)
    found = measures.of(audit, "SEL-10")
    assert [m.label for m in found] == ["chat", "phone", "mail"]
    assert measures.middle(found, REPLY, EN) == "3:10"
    assert measures.suggestion(audit, "SEL-10") == 3
    assert measures.suggestion(audit, "SEL-10", sheet="other") is None
    assert measures.line(found, REPLY, EN).startswith("3 waiting times, median 3:10: chat 1:04; phone 3:10")


def test_what_all_measures_share_is_said_once(store, audit):
    for seconds in (64, 190, 720):
        audit, _ = told(store, audit, seconds, "chat", how="typed")
    said = measures.line(measures.of(audit, "SEL-10"), REPLY, EN)
    assert said.startswith("3 waiting times (typed), median 3:10: chat 1:04; chat 3:10")
    audit, _ = told(store, audit, 90, "phone")
    said = measures.line(measures.of(audit, "SEL-10"), REPLY, EN)
    assert said.startswith("4 waiting times, median 2:20: chat 1:04 (typed);") and said.endswith("phone 1:30")


def test_the_limits_of_the_brief_decide_what_is_suggested(store, audit):
    audit = three(store, audit)
    own = store.append(
        audit.id, [edit(audit, cells.threshold("SEL-10"), {"0": 60, "3": 20, "5": 15})], "A"
    ).audit
    assert measures.suggestion(own, "SEL-10") == 5


def test_a_removed_measure_is_gone_and_an_edited_one_is_another(store, audit):
    audit, one = told(store, audit, 64)
    edited = store.append(
        audit.id, [edit(audit, cells.measure(one.id), measures.value_of(replace(one, seconds=70)))], "A"
    ).audit
    assert [m.seconds for m in measures.of(edited, "SEL-10")] == [70]
    gone = store.append(edited.id, [edit(edited, cells.measure(one.id), None)], "A").audit
    assert measures.of(gone, "SEL-10") == ()


def test_a_measure_that_two_devices_edited_differently_counts_for_nothing(store, audit):
    audit = three(store, audit)
    one = measures.of(audit, "SEL-10")[0]
    seen = tuple(head.id for head in audit.cells[cells.measure(one.id)])
    for seconds in (70, 80):
        value = measures.value_of(replace(one, seconds=seconds))
        both = store.append(audit.id, [Edit(cells.measure(one.id), value, seen)], "A").audit
    contested, *others = measures.of(both, "SEL-10")
    assert contested.contested and not any(m.contested for m in others)
    assert len(measures.values(measures.of(both, "SEL-10"), REPLY)) == 2
    assert "contested" in measures.line((contested,), REPLY, EN)
    assert completeness.conflicts(both) == 1


def test_measures_begin_with_their_time_zone(store, audit):
    _, one = told(store, audit, 64)
    assert datetime.fromisoformat(one.at).utcoffset() is not None


@pytest.mark.parametrize(
    "said",
    [
        {"seconds": -1},
        {"seconds": None},
        {"seconds": float("nan")},
        {"count": 3},
        {"kind": "sleeping"},
        {"how": "guessed"},
        {"at": "2027-01-15T09:30:00"},
        {"at": "soon"},
        {"criterion": "ACQ-01"},
        {"criterion": "XXX-01"},
        {"label": "two\nlines"},
        {"robot": "early"},
        {"extra": 1},
    ],
)
def test_a_measure_that_makes_no_sense_is_refused(store, audit, said):
    _, one = told(store, audit, 64)
    value = {**measures.value_of(one), **said}
    with pytest.raises(KnownError, match=f"measure/{one.id}"):
        store.append(audit.id, [Edit(cells.measure(one.id), value, ())], "A")


@given(st.text(max_size=700))
def test_any_typed_channel_fits_its_cell(text):
    done = replace(stopwatch.measure(begun(), at(130), "min"), label=measures.label_of(text))
    value = measures.value_of(done)
    cell_values.check(cells.measure("m"), value, CX8)


def test_what_is_counted_has_no_seconds(store, audit):
    audit, _ = told(store, audit, None, criterion="ONB-05", count=7, how="typed")
    (one,) = measures.of(audit, "ONB-05")
    kind = CX8.criteria["ONB-05"].timing
    assert measures.said(one, kind.unit, EN) == measures.middle((one,), kind, EN) == "7 steps"
    assert measures.suggestion(audit, "ONB-05") == 3


def test_a_stopwatch_proves_a_rating_and_a_typed_time_does_not(store, audit):
    scored = store.append(audit.id, [edit(audit, cells.score("SEL-10"), 5)], "A").audit
    assert proof.is_draft(scored, "SEL-10")
    typed, _ = told(store, scored, 60, how="typed")
    assert proof.grade(typed, "SEL-10") == 0 and proof.is_draft(typed, "SEL-10")
    timed, one = told(store, typed, 60)
    assert proof.grade(timed, "SEL-10") == 2 and not proof.is_draft(timed, "SEL-10")
    gone = store.append(timed.id, [edit(timed, cells.measure(one.id), None)], "A").audit
    assert proof.is_draft(gone, "SEL-10")


def test_the_history_of_a_criterion_tells_of_its_measures(store, audit):
    audit, one = told(store, audit, 64, "chat")
    audit = store.append(audit.id, [edit(audit, cells.measure(one.id), None)], "A").audit
    audit, kept = told(store, audit, 190, "phone")
    told_of = lineage.cells_of(audit, "SEL-10")
    found = lineage.of_criterion(
        audit, "SEL-10", [c for cell in told_of for c in store.history(audit.id, cell)]
    )
    assert [(s.kind, s.current, bool(s.change.value)) for s in found.steps] == [
        ("measure", False, True),
        ("measure", True, False),
        ("measure", True, True),
    ]
    assert [m.id for m in found.measures] == [kept.id]
    other = lineage.of_criterion(audit, "SEL-01", store.history(audit.id))
    assert other.steps == () and other.measures == ()


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx", "pdf"])
def test_every_export_says_the_measures_and_names_staff_by_role(store, audit, kind):
    audit = three(store, audit)
    audit, _ = told(store, audit, 100, "Pavel at the desk")
    person = staff.value_of("Pavel", "adviser", False)
    audit = store.append(audit.id, [edit(audit, cells.staff("p"), person)], "A").audit
    audit = staff.by_role(audit, EN)
    out = io.BytesIO()
    options = Options(lang="en", brand=DEFAULT, now=NOW)
    reports.FORMATS[kind](audit, scoring.score(audit), {}.__getitem__, options, out, reports.Progress())
    found = said(out.getvalue(), kind)
    words = (
        ("4 waiting times, median 2:25", "adviser at the desk")
        if kind != "json"
        else ('"measures_median": 2.41', "adviser at")
    )
    assert all(squeezed(word) in found for word in words)
    assert "Pavel" not in found
