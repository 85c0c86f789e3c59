"""What the stopwatch's card says and offers, state by state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cxaudit import cells
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Criterion, Limits, Mark, Measure, Timing
from cxaudit.timing import durations, measures
from cxaudit.timing import suggestion as timing
from cxaudit.timing.stopwatch import Watch
from ui.stopwatch.stopwatches import Stopwatches
from ui.theme import Kind

Act = Literal[
    "start",
    "stop",
    "go_on",
    "give",
    "again",
    "count",
    "specify",
    "halt",
    "pause",
    "robot",
    "lap",
    "type",
    "trust",
    "drop",
]
"""`specify` and `halt` are `type` and `stop` where another act comes first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the card; `score` is what is suggested."""

    title: str
    acts: tuple[Act, ...]
    time: str = ""
    colour: str = "muted"
    pill: tuple[Kind, str] | None = None
    text: str = ""
    score: int | None = None
    named: bool = True
    """Whether the field for the channel is there."""


def of_watch(
    watch: Watch, watches: Stopwatches, kind: Timing, limits: Limits | None, tr: Translator
) -> Shown:
    """A watch that runs, pauses or seems forgotten."""
    time = durations.said(watches.elapsed(watch), tr)
    what = tr("Waiting") if watch.kind == "waiting" else tr("Own time")
    title = tr("{what}: {channel}", what=what, channel=watch.label) if watch.label else what
    by_clock = (
        tr("Part of this time is by the computer's clock: the count did not outlast a restart.")
        if watch.by_clock
        else ""
    )
    if watch.pausing:
        rest = durations.said(watches.rested(watch), tr)
        text = tr("Pause for your own doing: {time}. It does not count.", time=rest)
        if watch.kind == "active":
            text = tr("Pause, for example for waiting: {time}. It does not count.", time=rest)
        acts: tuple[Act, ...] = ("go_on", "halt", "drop")
        return Shown(title, acts, time, "warn", ("warn", tr("paused")), _joined(text, by_clock))
    if watches.is_forgotten(watch):
        patience = durations.amount(watches.patience(watch), "s", tr)
        text = tr("Stop it, or specify how long it took.")
        if limits:
            worst = durations.amount(limits.zero or limits.three, kind.unit, tr)
            text = tr(
                "By the limits one waits up to {time}. Stop it, or specify how long it took.", time=worst
            )
        pill: tuple[Kind, str] = ("danger", tr("over {time}", time=patience))
        acts = ("specify", "halt", "trust")
        return Shown(tr("Still waiting?"), acts, time, "danger", pill, _joined(text, by_clock), named=False)
    acts, text = ("stop", "pause", "robot", "lap", "drop"), ""
    if watch.kind == "active" or watch.robot is not None:
        acts = ("stop", "pause", "lap", "drop")
    if watch.robot is not None:
        robot = durations.said(watch.robot, tr)
        text = tr("The robot at {time} is kept apart. Waiting for a person.", time=robot)
    return Shown(title, acts, time, "accent", ("solid", tr("running")), _joined(text, by_clock))


def of_measures(
    audit: Audit, criterion: str, sheet: str, found: tuple[Measure, ...], tr: Translator
) -> Shown:
    """What was measured so far, and the score that it suggests."""
    kind = audit.framework.criteria[criterion].timing
    assert kind
    counted = kind.unit == timing.COUNTED
    if not found:
        return _nothing(kind, counted, tr)
    limits = timing.limits_of(audit, criterion)
    values = measures.values(found, kind)
    score = timing.suggestion(kind, limits, values) if limits else None
    given: Mark | None = audit.rating(criterion).given
    acts: tuple[Act, ...] = ("give",) if score is not None and score != given else ()
    acts += ("count",) if counted else ("again", "type")
    many = tr.plural("{n} measure", "{n} measures", len(found))
    title = tr("Median {time}", time=measures.middle(found, kind, tr)) if len(values) > 1 else tr("Measured")
    text = _reason(kind, limits, score, given, len(values), tr)
    if cells.threshold(criterion) in audit.conflicts:
        text = tr("Two devices set different limits, so none turns this into a score.")
    if any(one.contested for one in found):
        text = _joined(
            tr("Two devices say different times of a measure: open it and save what is right."), text
        )
    return Shown(title, acts, "", "text", ("ok", many), text, score, named=not counted)


def measured_before(audit: Audit, criterion: Criterion, sheet: str, tr: Translator) -> str:
    """What was measured and the score that it suggests, in a few words; empty without a measure."""
    kind, found = criterion.timing, measures.of(audit, criterion.id, sheet)
    if not kind or not found:
        return ""
    time = measures.middle(found, kind, tr)
    if not time:
        return tr("measured, contested")
    score = measures.suggestion(audit, criterion.id, sheet)
    if score is None:
        return tr("measured {time}", time=time)
    return tr("measured {time}, suggests {score}", time=time, score=score)


def _nothing(kind: Timing, counted: bool, tr: Translator) -> Shown:
    if counted:
        return Shown(
            tr("Count"), ("count",), text=tr("Count what it takes, and save the number."), named=False
        )
    text = tr("Start when your own act is done: sent, connected, in the queue.")
    if kind.active:
        text = tr("Start when you begin; pause while you wait for the company.")
    return Shown(tr("Stopwatch"), ("start", "type"), durations.said(0, tr), text=text)


def _reason(
    kind: Timing, limits: Limits | None, score: int | None, given: Mark | None, n: int, tr: Translator
) -> str:
    """Why this score is suggested, or why none is."""
    if not limits:
        return tr("The anchors give no times here, so none is turned into a score.")
    three, five = (durations.amount(value, kind.unit, tr) for value in (limits.three, limits.five))
    rule = tr("Limits: 3 from {three}, 5 from {five}.", three=three, five=five)
    if limits.less_is_better:
        rule = tr("Limits: 3 up to {three}, 5 up to {five}.", three=three, five=five)
    if need := kind.needed:
        rule = tr(
            "Limits: 3 if {some} of {all} keep to {three}, 5 if {every} of {all} keep to {five}.",
            some=need.three,
            every=need.five,
            all=need.five,
            three=three,
            five=five,
        )
    if score is None and kind.needed and n < kind.needed.three:
        needed = tr.plural(
            "{n} measure is needed for a score.", "{n} measures are needed for a score.", kind.needed.three
        )
        return _joined(rule, needed)
    if score is None:
        return _joined(
            rule, tr("This is worse than the limit of 3, and 0 has no limit: judge by the anchors.")
        )
    if given is None or given == score:
        return _joined(rule, tr("They give {score}.", score=score))
    return _joined(rule, tr("They give {score}; you gave {given}.", score=score, given=given))


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
