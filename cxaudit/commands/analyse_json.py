"""The analysis as the documented JSON (docs/analyse.md): unrounded numbers, null where there is none."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cxaudit.analysis import confidence
from cxaudit.analysis.consultation import Consultation
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential import Level, Potential, Range
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import caveats
from cxaudit.analysis.top_survival import Survival
from cxaudit.analysis.zones import GrowthZone
from cxaudit.i18n import Translator


def as_json(found: Consultation, tr: Translator) -> dict[str, Any]:
    """Everything, with texts in the translator's language."""
    return {
        "overall": asdict(found.scores.overall),
        "recommendations": _growth_json(found, tr),
        "sensitivity": _sensitivity_json(found),
        "confidence": _confidence_json(found),
        "potential": _potential_json(found, tr),
    }


def _growth_json(found: Consultation, tr: Translator) -> dict[str, Any]:
    zones = found.growth
    return {
        "status": zones.status,
        "target": zones.choices.target if zones.choices.targets is None else "best",
        "targets": zones.choices.targets,
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
        "unplaced": [asdict(place) for place in zones.unplaced],
        "contested": list(zones.contested),
        "in_conflict": list(zones.in_conflict),
        "zones": [_zone_json(zone) for zone in zones.zones],
    }


def _pick_json(found: Consultation, pick: Pick, tr: Translator) -> dict[str, Any]:
    return {
        "place": pick.place,
        "ranks": list(pick.ranks),
        **_zone_json(pick.zone),
        "robust": pick.robust,
        "by_points": pick.by_points,
        "by_index": pick.by_index,
        "by_money": pick.by_money,
        "pinned": asdict(pick.pinned) if pick.pinned else None,
        "title": found.draft(pick.zone, tr).title,
        "text": found.text(pick.zone, tr),
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


def _sensitivity_json(found: Consultation) -> dict[str, Any] | None:
    tested, held = found.sensitivity, found.survival
    if tested is None:
        return None
    low, high = tested.span
    return {
        "score": tested.score,
        "one_weight": [{"stage": s.stage, "less": s.less, "more": s.more} for s in tested.swings],
        "span": {"low": low, "high": high},
        "noisy_weights": asdict(tested.noisy),
        "presets": dict(tested.presets),
        "geometric": tested.geometric,
        "left_out": asdict(tested.left_out) if tested.left_out else None,
        "bounds": {"low": tested.bounds[0], "high": tested.bounds[1]},
        "weakest": list(tested.weakest),
        "top": None if held is None else _survival_json(held),
    }


def _survival_json(held: Survival) -> dict[str, Any]:
    return {
        "draws": held.draws,
        "same": held.same,
        "stays": dict(held.stays),
        "enters": dict(held.enters),
    }


def _confidence_json(found: Consultation) -> dict[str, Any]:
    grade, precision = found.confidence, found.precision
    return {
        "grade": grade.letter,
        "points": grade.points,
        "most": grade.most,
        "reasons": [asdict(reason) for reason in grade.reasons],
        "caps": list(grade.caps),
        "standard_error": precision.error if precision else None,
        "smallest_change": confidence.smallest_change(precision) if precision else None,
        "errors_assumed": confidence.ASSUMED.assumed,
    }


def _potential_json(found: Consultation, tr: Translator) -> dict[str, Any]:
    whole, top = found.whole, found.top
    return {
        "currency": found.currency or None,
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
