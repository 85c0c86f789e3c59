"""How growth zones, their places and their actions are said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxaudit.analysis.actions import STATUSES, Action, Standing, Status, is_overdue
from cxaudit.analysis.growth import Growth, Pick
from cxaudit.analysis.growth_text import ranks
from cxaudit.analysis.zones import FEWEST_SCORED, LOW, GrowthZone
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Zone
from ui.look import Look
from ui.moments import said_day
from ui.pages.growth.row import ZoneWords
from ui.theme import Kind

KINDS: Mapping[Status, Kind] = {
    "proposed": "warn",
    "accepted": "quiet",
    "rejected": "quiet",
    "deferred": "quiet",
    "in_progress": "accent",
    "done": "ok",
    "verified": "ok",
    "reopened": "danger",
}


def zones_of(audit: Audit) -> dict[str, Zone]:
    """Every zone of the checklist by its code, in the order of the journey."""
    return {zone.code: zone for stage in audit.framework.stages for zone in stage.zones}


def stage_of(audit: Audit, zone: str) -> str:
    """The code of the stage that a zone belongs to."""
    return next(s.code for s in audit.framework.stages if any(z.code == zone for z in s.zones))


def row_words(look: Look, pick: Pick, title: str, first: float, actions: int) -> ZoneWords:
    """What the row of a zone in the TOP says; `first` is the index of the first zone."""
    tr, zone = look.tr, pick.zone
    equal = pick.ranks[0] != pick.ranks[1]
    place = ranks(tr, pick)
    spoken = [tr("place {place}", place=pick.place)] * (not equal)
    spoken += [tr("equal rank {first}–{last}", first=pick.ranks[0], last=pick.ranks[1])] * equal
    spoken += [tr("robust")] * pick.robust + [tr("pinned")] * bool(pick.pinned)
    spoken += [tr("index {index}", index=look.mean(zone.index))]
    return ZoneWords(
        place=place,
        title=title,
        points=points_said(look, zone),
        actions=tr.plural("{n} action", "{n} actions", actions) if actions else tr("no actions"),
        share=min(1.0, zone.index / first) if first else 0.0,
        pinned=bool(pick.pinned),
        robust=pick.robust,
        spoken=", ".join(spoken),
    )


def points_said(look: Look, zone: GrowthZone) -> str:
    """`SAL-D · +0.110 points`."""
    return look.tr("{zone} · +{points} points", zone=zone.code, points=look.mean(zone.points, 3))


def seen_said(tr: Translator, zone: GrowthZone) -> str:
    """How many of the zone's checks are low."""
    return tr("{n} of {total}", n=len(zone.low), total=zone.scored)


def why_not(growth: Growth, audit: Audit, code: str, tr: Translator) -> str:
    """Why a zone is not in the TOP."""
    zone = next((z for z in growth.zones if z.code == code), None)
    stage = stage_of(audit, code)
    if code in growth.contested:
        return tr("One person pinned it, another left it out")
    for place in growth.dropped:
        if place.zone == code:
            return tr("Left out: {reason}", reason=place.reason) if place.reason else tr("Left out")
    if any(place.zone == code for place in growth.unplaced):
        return tr("Pinned, but the places are taken")
    if stage in growth.in_conflict:
        return tr("A rating of this stage is in conflict")
    if zone is None:
        return tr("The stage has no score yet")
    return _obstacle(zone, tr) or _ranked_lower(growth, zone, tr)


def _obstacle(zone: GrowthZone, tr: Translator) -> str:
    if "few_scored" in zone.obstacles:
        return tr("Fewer than {n} checks are scored", n=FEWEST_SCORED)
    if "no_low" in zone.obstacles:
        return tr("No check at {low} or lower", low=LOW)
    return tr("Low scores lack an artefact") if zone.obstacles else ""


def _ranked_lower(growth: Growth, zone: GrowthZone, tr: Translator) -> str:
    better = [pick.zone.code for pick in growth.top if pick.zone.stage == zone.stage]
    if growth.status != "ordered":
        return ""
    if better:
        return tr("{zone} stands for this stage", zone=", ".join(better))
    if growth.top and zone.index < growth.top[0].zone.index / 2:
        return tr("The index is below half of the first")
    return tr("The places are taken")


def standing_of(pick: Pick, tr: Translator) -> list[tuple[Kind, str]]:
    """How sure the place of a zone is, as pills."""
    first, last = pick.ranks
    said: list[tuple[Kind, str]] = []
    if first != last:
        said.append(("quiet", tr("equal rank {first}–{last}", first=first, last=last)))
    if pick.robust:
        return [*said, ("ok", tr("robust"))]
    orders = (
        (pick.by_points, tr("not by points")),
        (pick.by_index, tr("not by index")),
        (pick.by_money, tr("not by money")),
    )
    return said + [("warn", word) for there, word in orders if there is False]


def orders_said(growth: Growth, zone: str, tr: Translator) -> str:
    """The places of a zone when zones are ordered otherwise; empty if it has none there."""
    said = []
    if zone in growth.by_points:
        said.append(tr("by points: place {place}", place=growth.by_points.index(zone) + 1))
    if growth.by_money and zone in growth.by_money:
        said.append(tr("by money: place {place}", place=growth.by_money.index(zone) + 1))
    return " · ".join(said)


def standing_said(look: Look, standing: Standing | None) -> str:
    """A status in a word or two, with the date that it is deferred to."""
    tr = look.tr
    if standing is None:
        return tr("in conflict")
    if standing.status == "deferred":
        return tr("deferred to {date}", date=said_day(standing.until, look))
    return tr(STATUSES[standing.status])


def action_note(look: Look, action: Action, today: date) -> str:
    """Owner and date of an action, or that they are missing."""
    tr, day = look.tr, said_day(action.due, look)
    owner = action.owner or tr("no owner")
    due = tr("until {date}", date=day) if action.due else tr("no date")
    if is_overdue(action, today):
        due = tr("overdue since {date}", date=day)
    return " · ".join(part for part in (owner, due, action.effort) if part)


def kind_of(action: Action, today: date) -> Kind:
    """The colour of an action's status; what is overdue or contested is red."""
    if not action.standing or is_overdue(action, today):
        return "danger"
    return KINDS[action.standing.status]
