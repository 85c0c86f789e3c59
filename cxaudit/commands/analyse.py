"""What `cxaudit analyse` prints for people: growth zones, how sure they are, and the potential."""

from __future__ import annotations

from collections.abc import Iterator

from cxaudit import money
from cxaudit.analysis import growth_text
from cxaudit.analysis.baseline import BY_NAME
from cxaudit.analysis.consultation import Consultation
from cxaudit.analysis.growth import Growth
from cxaudit.analysis.potential import Level, Potential, Range
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import band_said, caveats, ground, percent_range
from cxaudit.analysis.reliability_words import (
    Reliability,
    grade_heading,
    grade_limits,
    grade_rows,
    headline,
    top_sentence,
    trials,
)
from cxaudit.i18n import Translator
from cxaudit.words import N_

UNORDERED = {
    "not_published": N_("There are no growth zones yet: the overall score is not published."),
    "weights_contested": N_("There are no growth zones yet: a stage weight is in conflict."),
}


def as_lines(found: Consultation, tr: Translator) -> Iterator[str]:
    """What people read, line by line."""
    yield from _growth_lines(found, tr)
    yield ""
    yield from _sensitivity_lines(found, tr)
    yield ""
    yield from _potential_lines(found, tr)
    yield ""
    yield from caveats(tr)


def _growth_lines(found: Consultation, tr: Translator) -> Iterator[str]:
    zones, checklist = found.growth, found.audit.framework
    for flag in zones.red_flags:
        yield tr("Red flag: {criterion}", criterion=growth_text.named(found.audit, flag, tr.lang))
    if zones.status != "ordered":
        yield tr(UNORDERED[zones.status])
        return
    total = sum(len(stage.zones) for stage in checklist.stages)
    yield tr("Growth zones: {n} of {total}", n=len(zones.top), total=total)
    yield growth_text.targets_said(tr, zones.choices)
    for pick in zones.top:
        stage = checklist.stage(pick.zone.stage).title[tr.lang]
        said = found.draft(pick.zone, tr)
        marks = [tr("robust")] if pick.robust else []
        yield ""
        yield "  ".join([growth_text.ranks(tr, pick), pick.zone.code, said.title, f"({stage})", *marks])
        index, points = tr.number(pick.zone.index, 4), tr.number(pick.zone.points, 4)
        yield "   " + tr("index {index}, +{points} points", index=index, points=points)
        text = found.text(pick.zone, tr)
        yield from (f"   {line}" for line in text.splitlines())
    yield from _growth_notes(zones, tr)


def _growth_notes(zones: Growth, tr: Translator) -> Iterator[str]:
    if zones.relaxed:
        yield tr("Fewer than three stages have a zone, so more zones of one stage were let in.")
    if zones.few:
        yield tr("Fewer than three zones can be recommended.")
    if zones.waiting:
        yield tr(
            "Would be among them if their low scores had evidence: {zones}.", zones=", ".join(zones.waiting)
        )
    if zones.in_conflict:
        yield tr("Left out until their conflicts are settled: {stages}.", stages=", ".join(zones.in_conflict))
    for place in zones.dropped:
        yield tr(
            "{zone} was left out by {author}: {reason}",
            zone=place.zone,
            author=place.author,
            reason=place.reason,
        )
    yield from growth_text.pins_said(tr, zones)
    for code in zones.contested:
        yield tr("People disagree about the place of {zone}; it stays where it was computed.", zone=code)


def _sensitivity_lines(found: Consultation, tr: Translator) -> Iterator[str]:
    sure = Reliability(
        sensitivity=found.sensitivity,
        precision=found.precision,
        errors=found.repeats.errors,
        confidence=found.confidence,
        repeats=found.repeats,
        survival=found.survival,
    )
    yield headline(sure, tr)
    for trial in trials(sure, tr):
        yield f"   {trial.said(tr):>11}  {trial.name}"
    yield top_sentence(found.survival, tr)
    yield grade_heading(found.confidence, tr)
    for reason, value, points in grade_rows(found.confidence, tr):
        yield f"   {reason}: {value} ({points})"
    yield from (f"   {said}" for said in grade_limits(found.confidence, tr))


def _potential_lines(found: Consultation, tr: Translator) -> Iterator[str]:
    whole, currency = found.whole, found.currency
    if found.baseline is None:
        yield from _published_lines(found, tr)
        return
    if whole is None:
        yield tr("No stage has a score yet, so there is no potential to compute.")
        return
    yield tr(
        "Profit of one year's new clients now: {money}", money=money.amount(tr, whole.base.profit, currency)
    )
    yield ground(tr, found.baseline, whole)
    for scope, title in ((whole, tr("all stages")), (found.top, tr("stages of the growth zones"))):
        if scope is None:
            continue
        for level, named in ((scope.planned, tr("planning level")), (scope.stated, tr("as stated"))):
            yield _level_line(tr, whole, level, f"{named}, {title}", currency)
    yield tr("One stage at a time, planning level; the effects overlap and have no sum:")
    for effect in whole.planned.stages:
        stage = found.audit.framework.stage(effect.code).title[tr.lang]
        yield f"   {effect.code}  {_band(tr, effect.change, currency)}  {stage}"
    yield from warnings(tr, whole)


def _level_line(tr: Translator, whole: Potential, level: Level, named: str, currency: str) -> str:
    """What the stages may bring together; `named` is level and scope."""
    drawn, band = _band(tr, level.simulated, currency), band_said(tr, whole, level.change, currency)
    if whole.client_costs_more:
        return tr(
            "Changes by {band} ({level}); 90% of random draws: {drawn}", band=band, level=named, drawn=drawn
        )
    return tr(
        "May rise by {band}, middle {middle} ({level}); 90% of random draws: {drawn}",
        band=band,
        middle=money.amount(tr, level.change.middle, currency),
        level=named,
        drawn=drawn,
    )


def _published_lines(found: Consultation, tr: Translator) -> Iterator[str]:
    entries = found.entries
    if entries.begun:
        names = [*entries.missing, *entries.conflicts, *entries.faults]
        titles = [tr(BY_NAME[n].title) if n in BY_NAME else tr("currency") for n in dict.fromkeys(names)]
        yield tr("The baseline cannot be used yet; to be settled: {figures}.", figures=", ".join(titles))
    else:
        yield tr("There is no baseline of the client, so no money: only the ranges that the method states.")
    for stage in found.audit.framework.stages:
        uplift = stage.uplift
        band = percent_range(tr, uplift.low, uplift.high, uplift.direction == "down")
        yield f"   {stage.code}  {band}  {uplift.metric[tr.lang]}"


def _band(tr: Translator, change: Range, currency: str) -> str:
    return money.band(tr, change.low, change.high, currency)
