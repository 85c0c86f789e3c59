"""`cxaudit analyse`: growth zones and potential, for people and for programs (docs/analyse.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cxaudit import auditfile, money, scoring
from cxaudit.analysis import growth_text
from cxaudit.analysis.baseline import BY_NAME, Baseline, Entries, entries_of, load_baseline
from cxaudit.analysis.growth import Growth, Pick, growth
from cxaudit.analysis.potential import Level, Potential, Range, potential
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import caveats, percent_range
from cxaudit.analysis.zones import GrowthZone
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Scores
from cxaudit.words import N_

UNORDERED = {
    "not_published": N_("There are no growth zones yet: the overall score is not published."),
    "weights_contested": N_("There are no growth zones yet: a stage weight is in conflict."),
}


@dataclass(frozen=True)
class Analysis:
    """Everything that the command says of one audit."""

    audit: Audit
    scores: Scores
    baseline: Baseline | None
    entries: Entries
    growth: Growth
    whole: Potential | None
    top: Potential | None
    """The potential of all stages, and of those with a zone in the TOP."""


def analysis(file: Path, baseline_file: Path | None = None) -> Analysis:
    """The analysis of that audit; the baseline of a file goes before that of the audit."""
    audit = auditfile.read(file).read()
    scores = scoring.score(audit)
    scoring.require_weights(scores)
    entries = entries_of(audit)
    baseline = load_baseline(baseline_file) if baseline_file else entries.baseline
    zones = growth(audit, scores, baseline)
    checklist = audit.framework
    return Analysis(
        audit,
        scores,
        baseline,
        entries,
        zones,
        potential(baseline, scores, checklist) if baseline else None,
        potential(baseline, scores, checklist, zones.stages) if baseline and zones.top else None,
    )


# --- for programs ---------------------------------------------------------------------------


def as_json(found: Analysis, tr: Translator) -> dict[str, Any]:
    """The documented JSON: unrounded numbers, null where there is none."""
    return {
        "overall": asdict(found.scores.overall),
        "recommendations": _growth_json(found, tr),
        "potential": _potential_json(found, tr),
    }


def _growth_json(found: Analysis, tr: Translator) -> dict[str, Any]:
    zones = found.growth
    return {
        "status": zones.status,
        "target": zones.choices.target,
        "red_flags": list(zones.red_flags),
        "top": [_pick_json(found, pick, tr) for pick in zones.top],
        "by_points": list(zones.by_points),
        "by_money": None if zones.by_money is None else list(zones.by_money),
        "few": zones.few,
        "relaxed": zones.relaxed,
        "lost": zones.lost,
        "recovered": zones.recovered,
        "waiting": list(zones.waiting),
        "dropped": [asdict(place) for place in zones.dropped],
        "contested": list(zones.contested),
        "in_conflict": list(zones.in_conflict),
        "zones": [_zone_json(zone) for zone in zones.zones],
    }


def _pick_json(found: Analysis, pick: Pick, tr: Translator) -> dict[str, Any]:
    said = _draft(found, pick.zone, tr)
    return {
        "place": pick.place,
        "ranks": list(pick.ranks),
        **_zone_json(pick.zone),
        "robust": pick.robust,
        "by_points": pick.by_points,
        "by_index": pick.by_index,
        "by_money": pick.by_money,
        "pinned": asdict(pick.pinned) if pick.pinned else None,
        "title": said.title,
        "text": growth_text.wording(found.audit, pick.zone, tr, said).text,
    }


def _zone_json(zone: GrowthZone) -> dict[str, Any]:
    return {
        "zone": zone.code,
        "stage": zone.stage,
        "scored": zone.scored,
        "points": zone.points,
        "uplift": zone.uplift,
        "index": zone.index,
        "mean_gap": zone.mean_gap,
        "low": list(zone.low),
        "open": list(zone.open),
        "flagged": list(zone.flagged),
        "obstacles": list(zone.obstacles),
        "effort": zone.effort,
        "money": asdict(zone.money) if zone.money else None,
        "money_stated": zone.stated,
    }


def _potential_json(found: Analysis, tr: Translator) -> dict[str, Any]:
    whole, top = found.whole, found.top
    return {
        "currency": found.baseline.currency if found.baseline else None,
        "base": asdict(whole.base) if whole else None,
        "all_stages": _scope_json(whole) if whole else None,
        "top_stages": _scope_json(top) if top else None,
        "published": [
            {
                "stage": stage.code,
                "metric": stage.uplift.metric[tr.lang],
                "direction": stage.uplift.direction,
                "low": stage.uplift.low,
                "high": stage.uplift.high,
            }
            for stage in found.audit.framework.stages
        ],
        "warnings": warnings(tr, whole) if whole else [],
        "caveats": list(caveats(tr)),
    }


def _scope_json(scope: Potential) -> dict[str, Any]:
    return {
        "stages": list(scope.scope),
        "planned": _level_json(scope.planned),
        "stated": _level_json(scope.stated),
    }


def _level_json(level: Level) -> dict[str, Any]:
    low, middle, high = level.outcomes
    return {
        "kappa": level.kappa,
        "change": asdict(level.change),
        "simulated": {"p5": level.simulated.low, "p50": level.simulated.middle, "p95": level.simulated.high},
        "growth_index": asdict(Range(low.growth, middle.growth, high.growth)),
        "single_stages": [
            {
                "stage": effect.code,
                "share": effect.share,
                "published": list(effect.published),
                "change": asdict(effect.change),
            }
            for effect in level.stages
        ],
    }


# --- for people -----------------------------------------------------------------------------


def as_lines(found: Analysis, tr: Translator) -> Iterator[str]:
    """The same for reading, line by line."""
    yield from _growth_lines(found, tr)
    yield ""
    yield from _potential_lines(found, tr)
    yield ""
    yield from caveats(tr)


def _growth_lines(found: Analysis, tr: Translator) -> Iterator[str]:
    zones, checklist = found.growth, found.audit.framework
    for flag in zones.red_flags:
        yield tr("Red flag: {criterion}", criterion=growth_text.named(found.audit, flag, tr.lang))
    if zones.status != "ordered":
        yield tr(UNORDERED[zones.status])
        return
    total = sum(len(stage.zones) for stage in checklist.stages)
    yield tr("Growth zones: {n} of {total}", n=len(zones.top), total=total)
    for pick in zones.top:
        stage = checklist.stage(pick.zone.stage).title[tr.lang]
        said = _draft(found, pick.zone, tr)
        marks = [tr("robust")] if pick.robust else []
        yield ""
        yield "  ".join([growth_text.ranks(tr, pick), pick.zone.code, said.title, f"({stage})", *marks])
        index, points = tr.number(pick.zone.index, 4), tr.number(pick.zone.points, 4)
        yield "   " + tr("index {index}, +{points} points", index=index, points=points)
        text = growth_text.wording(found.audit, pick.zone, tr, said).text
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
    for code in zones.contested:
        yield tr("People disagree about the place of {zone}; it stays where it was computed.", zone=code)


def _potential_lines(found: Analysis, tr: Translator) -> Iterator[str]:
    whole, baseline = found.whole, found.baseline
    if whole is None or baseline is None:
        yield from _published_lines(found, tr)
        return
    currency = baseline.currency
    yield tr(
        "Profit of one year's new clients now: {money}", money=money.amount(tr, whole.base.profit, currency)
    )
    for scope, title in ((whole, tr("all stages")), (found.top, tr("stages of the growth zones"))):
        if scope is None:
            continue
        for level, named in ((scope.planned, tr("planning level")), (scope.stated, tr("as stated"))):
            yield tr(
                "May rise by {band}, middle {middle} ({level}, {scope}); 90% of random draws: {drawn}",
                band=_band(tr, level.change, currency),
                middle=money.amount(tr, level.change.middle, currency),
                level=named,
                scope=title,
                drawn=_band(tr, level.simulated, currency),
            )
    yield tr("One stage at a time, planning level; the effects overlap and have no sum:")
    for effect in whole.planned.stages:
        stage = found.audit.framework.stage(effect.code).title[tr.lang]
        yield f"   {effect.code}  {_band(tr, effect.change, currency)}  {stage}"
    yield from warnings(tr, whole)


def _published_lines(found: Analysis, tr: Translator) -> Iterator[str]:
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


# --- words ----------------------------------------------------------------------------------


def _draft(found: Analysis, zone: GrowthZone, tr: Translator) -> growth_text.Draft:
    currency = found.baseline.currency if found.baseline else ""
    return growth_text.draft(found.audit, zone, tr, found.growth.choices.target, currency)


def _band(tr: Translator, change: Range, currency: str) -> str:
    return money.band(tr, change.low, change.high, currency)
