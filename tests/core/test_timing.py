"""Times and counts as suggested scores: the limits of the checklist, those of an audit, and METHOD 0."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import cells, framework
from cxaudit.analysis.cube import row_of
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Limits, Needed, Text, Timing
from cxaudit.scoring import score
from cxaudit.timing import limits as limit_words
from cxaudit.timing import suggestion as timing

CX8 = framework.default()[0]
TIMED = {c.id: c for c in CX8.criteria.values() if c.timing}
LIMITED = {key: c for key, c in TIMED.items() if c.timing.limits}
REPLY = Limits(zero=1440, three=60, five=5)
"""First reply in minutes: 24 h, 1 h, 5 min."""


def minutes(**said):
    return Timing("min", Text("Time", "Время"), **said)


# --- the numbers of the checklist ------------------------------------------------------------

UNITS = {
    "s": r"seconds?|секунд\w*",
    "min": r"minutes?|минут\w*",
    "h": r"hours?|час\w*",
    "days": r"days?|дн\w*|день",
    "steps": r"steps?|шаг\w*",
}
NOTHING = r"at once|no waiting|сразу|ни ожидания"


def numbers(text: str, unit: str) -> set[Fraction]:
    """The times or counts that a text says, in that unit."""
    found = {Fraction(0)} if re.search(NOTHING, text, re.I) else set()
    for name, pattern in UNITS.items():
        for said in re.findall(rf"(\d+)\s(?:{pattern})\b", text):
            if unit in timing.SECONDS and name in timing.SECONDS:
                found.add(Fraction(int(said)) * timing.SECONDS[name] / timing.SECONDS[unit])
            elif unit == name:
                found.add(Fraction(int(said)))
    return found


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("criterion", LIMITED.values(), ids=LIMITED)
def test_the_limits_are_the_numbers_of_the_anchors(criterion, lang):
    measured = criterion.timing
    for anchor, limit in zip(
        (0, 3, 5), (measured.limits.zero, measured.limits.three, measured.limits.five), strict=True
    ):
        texts = (
            f"{criterion.anchors[anchor][lang]} {criterion.check[lang] if criterion.id == 'SAL-02' else ''}"
        )
        found = numbers(texts, measured.unit)
        assert limit in found if limit is not None else not found


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_timed_criterion_without_limits_says_no_time_in_both_3_and_5(lang):
    for criterion in TIMED.values():
        said = [numbers(criterion.anchors[anchor][lang], criterion.timing.unit) for anchor in (3, 5)]
        assert bool(criterion.timing.limits) or not all(said), criterion.id


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_how_many_measures_are_needed_is_what_the_anchors_say(lang):
    needing = {key: c for key, c in TIMED.items() if c.timing.needed}
    assert set(needing) == {"SEL-08", "SEL-10"}
    for criterion in needing.values():
        needed = criterion.timing.needed
        for anchor, many in ((3, needed.three), (5, needed.five)):
            assert str(many) == re.search(r"\d+", criterion.anchors[anchor][lang])[0]


def test_every_limit_of_the_checklist_earns_its_own_score():
    for criterion in LIMITED.values():
        limits = criterion.timing.limits
        assert timing.suggested(limits, limits.five) == 5
        assert timing.suggested(limits, limits.three) == 3
        if limits.zero is not None and limits.zero != limits.three:
            assert timing.suggested(limits, limits.zero) == 0


def refused(**said) -> str:
    text = framework.default()[1].decode()
    start = text.index('id = "ACQ-14"')
    at = text.index("timing.limits", start)
    rest = text[text.index("\n", at) :]
    lines = [f"timing.{name} = {value}" for name, value in said.items()]
    with pytest.raises(KnownError) as caught:
        framework.parse((text[:at] + "\n".join(lines) + rest).encode(), "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"limits": "{ zero = 5, three = 60, five = 1440 }", "needed": "{ three = 3, five = 2 }"},
            ".needed: 3 must",
        ),
        ({"limits": "{ zero = 30, three = 60, five = 5 }"}, ".limits: the limit of 3 must lie between"),
        ({"limits": "{ three = 5, five = 5 }"}, ".limits: the limit of 3 must lie between"),
        ({"limits": "{ zero = 30, five = 5 }"}, ".limits.three is missing"),
        ({"limits": "{ three = -1, five = 5 }"}, ".limits.three must be a number from 0"),
        ({"needed": "{ three = 2.0, five = 3 }"}, ".needed.three must be of the TOML type integer"),
        ({"needed": "{ three = 0, five = 3 }"}, ".needed: 3 must need at least 1"),
    ],
)
def test_limits_that_contradict_themselves_are_refused(said, sentence):
    assert f"(ACQ-14).timing{sentence}" in refused(**said)


def test_a_checklist_of_the_time_before_limits_reads_as_before():
    text = re.sub(r"(?m)^timing\.(limits|needed|active).*\n", "", framework.default()[1].decode())
    older = framework.parse(text.replace('version = "1.1.0"', 'version = "1.0.0"').encode(), "older.toml")
    assert all(c.timing.limits is None for c in older.criteria.values() if c.timing)
    assert framework.same_criteria(older, CX8)


# --- one measure -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "given"),
    [
        (12 * 60, 1),
        (24 * 60, 0),
        (24 * 60 + 1, 0),
        (10**9, 0),
        (980, 1),
        (980.0000001, 0),
        (60, 3),
        (60.0000001, 2),
        (32.5, 4),
        (32.50001, 3),
        (5, 5),
        (5.000001, 4),
        (0, 5),
    ],
)
def test_the_first_reply_is_interpolated_and_rounded_down(value, given):
    assert timing.suggested(REPLY, value) == given


@pytest.mark.parametrize(("of_five", "given"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)])
def test_more_is_better_where_5_asks_for_more(of_five, given):
    assert timing.suggested(Limits(zero=0, three=3, five=5), of_five) == given


def test_4_of_5_is_3_where_that_is_its_anchor():
    assert timing.suggested(Limits(zero=0, three=4, five=5), 4) == 3


def test_tenths_are_tenths_at_the_borders():
    limits = Limits(zero=0.3, three=0.2, five=0.1)
    assert [timing.suggested(limits, v) for v in (0.1, 0.15, 0.2, 0.3)] == [5, 4, 3, 0]
    assert timing.suggested(Limits(zero=0, three=0.3, five=0.5), Fraction(3, 10)) == 3


def test_where_0_and_3_share_a_limit_there_is_nothing_between():
    limits = Limits(zero=1440, three=1440, five=15)
    assert [timing.suggested(limits, v) for v in (1440, 1441, 15)] == [3, 0, 5]


def test_beyond_3_nothing_is_suggested_where_0_has_no_number():
    limits = Limits(three=300, five=60)
    assert timing.suggested(limits, 301) is None
    assert timing.suggested(limits, 180) == 4


numbers_from_0 = st.integers(0, 100_000) | st.decimals(0, 9999, places=3, allow_nan=False).map(float)
any_limits = st.builds(
    Limits, three=numbers_from_0, five=numbers_from_0, zero=st.none() | numbers_from_0
).filter(lambda limits: limits.ordered)


@given(any_limits, numbers_from_0, numbers_from_0)
def test_a_better_value_never_earns_less_and_no_value_leaves_0_to_5(limits, one, other):
    worse, better = sorted((one, other), reverse=limits.less_is_better)
    low, high = timing.suggested(limits, worse), timing.suggested(limits, better)
    assert low is None or (high is not None and 0 <= low <= high <= 5)
    assert high is None or 0 <= high <= 5


# --- several measures ------------------------------------------------------------------------


def test_the_median_of_three_is_what_counts():
    assert timing.suggestion(minutes(), REPLY, [4, 61, 1500]) == timing.suggested(REPLY, 61) == 2
    assert timing.suggestion(minutes(), REPLY, [4, 5]) == 5
    assert timing.suggestion(minutes(), REPLY, []) is None
    assert timing.median([0.1, 0.2, 0.7, 0.3]) == Fraction(1, 4)


def test_two_channels_of_three_within_ten_minutes_are_a_3_however_fast_they_were():
    wait = TIMED["SEL-10"].timing
    chat, phone, mail = Fraction(64, 60), Fraction(190, 60), 12
    assert timing.suggestion(wait, wait.limits, [chat, phone, mail]) == 3
    assert timing.suggestion(wait, wait.limits, [chat, phone]) == 3
    assert timing.suggestion(wait, wait.limits, [chat, 1, 2]) == 5
    assert timing.suggestion(wait, wait.limits, [chat, 1, 6]) == 4
    assert timing.suggestion(wait, wait.limits, [chat]) is None
    assert timing.suggestion(wait, wait.limits, [1, 1, 2, 12]) == 3
    assert timing.suggestion(wait, wait.limits, [1, 1, 11, 12]) is None
    assert timing.suggestion(wait, wait.limits, [chat, 11, 12]) is None


@given(any_limits, st.lists(numbers_from_0, min_size=1, max_size=6), st.integers(0, 5), numbers_from_0)
def test_one_better_measure_never_lowers_the_suggestion(limits, values, at, other):
    better = [*values]
    better[at % len(values)] = (min if limits.less_is_better else max)(values[at % len(values)], other)
    for kind in (minutes(), minutes(needed=Needed(2, 3))):
        low, high = (timing.suggestion(kind, limits, found) for found in (values, better))
        assert low is None or (high is not None and 0 <= low <= high <= 5)


def test_a_duration_is_said_in_the_unit_of_its_criterion():
    assert timing.in_unit(minutes(), 90) == Fraction(3, 2)
    assert timing.in_unit(TIMED["ONB-01"].timing, 5400.5) == Fraction(10801, 7200)


# --- an audit's own limits -------------------------------------------------------------------


def told(store, audit, value, criterion="ACQ-14", author="A"):
    return store.append(audit.id, [edit(audit, cells.threshold(criterion), value)], author).audit


@pytest.mark.parametrize(
    ("criterion", "lang", "said"),
    [
        ("ACQ-14", "ru", "24 ч / 1 ч / 5 мин"),
        ("SEL-08", "en", "– / 2 min / 30 s"),
        ("SEL-01", "ru", "10 / 3 / 1 мин"),
        ("OFF-13", "en", "– / 10 / 0 days"),
        ("ONB-05", "en", "– / 10 / 3 steps"),
    ],
)
def test_the_limits_of_a_criterion_are_said_each_in_its_best_unit(criterion, lang, said):
    found = CX8.criteria[criterion]
    words = limit_words.said(found.timing.limits, found, translator(lang))
    assert words.replace("\u00a0", " ") == said


def test_an_audit_can_set_its_own_limits_and_take_them_back(store, audit):
    assert timing.limits_of(audit, "ACQ-14") == REPLY
    assert timing.limits_of(audit, "ACQ-01") is None
    own = Limits(zero=2880, three=240, five=30)
    changed = told(store, audit, cells.limits_value(own))
    assert timing.limits_of(changed, "ACQ-14") == own
    assert timing.changed(changed) == "ACQ-14 2880/240/30 min"
    back = told(store, changed, None)
    assert timing.limits_of(back, "ACQ-14") == REPLY and timing.changed(back) == ""


def test_limits_typed_as_the_checklist_has_them_are_no_change(store, audit):
    assert timing.changed(told(store, audit, {"0": 1440, "3": 60.0, "5": 5})) == ""


@pytest.mark.parametrize(
    "value",
    [
        {"0": 10, "3": 60, "5": 5},
        {"0": 10, "3": 5, "5": 5},
        {"3": 60, "5": 5},
        {"0": None, "3": None, "5": 5},
        {"0": 1, "3": 2, "5": float("inf")},
        {"0": "1440", "3": 60, "5": 5},
        {"0": True, "3": 60, "5": 5},
        [1440, 60, 5],
        5,
    ],
)
def test_limits_that_make_no_sense_are_refused(store, audit, value):
    with pytest.raises(KnownError, match="threshold/ACQ-14"):
        told(store, audit, value)


def test_only_a_timed_criterion_has_limits(store, audit):
    with pytest.raises(KnownError, match="threshold/ACQ-01"):
        told(store, audit, {"0": 3, "3": 2, "5": 1}, "ACQ-01")


def test_contested_limits_suggest_nothing_and_are_comparable_with_nobody(store, audit):
    told(store, audit, {"0": 9, "3": 6, "5": 3}, author="A")
    both = told(store, audit, {"0": 9, "3": 6, "5": 1}, author="B")
    assert timing.limits_of(both, "ACQ-14") is None
    assert timing.changed(both) == "ACQ-14 9/6/1 ⟷ 9/6/3 min"


def test_a_benchmark_sees_what_the_limits_were_changed_to(store, audit):
    changed = told(store, audit, {"0": None, "3": 2.5, "5": 1}, "SEL-10")
    assert row_of(changed, score(changed)).thresholds == "SEL-10 –/2.5/1 min"
    assert row_of(audit, score(audit)).thresholds == ""
