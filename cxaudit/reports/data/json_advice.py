"""What the JSON says of the consultant's part: growth zones, actions and the profit potential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cxaudit.analysis import actions, growth_text
from cxaudit.analysis.baseline import FIGURES
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential import Level, Potential, Range
from cxaudit.analysis.potential_words import caveats
from cxaudit.analysis.zones import GrowthZone
from cxaudit.reports.subject import Subject


@dataclass(frozen=True)
class ExportedRange:
    """Money, low to high."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class ExportedPick:
    """The place of a zone in the TOP; `ranks` differ at their ends where several share a rank."""

    place: int
    ranks: tuple[int, int]
    robust: bool
    title: str
    text: str
    """What the report says, in the language of the export; the draft if nobody wrote it."""
    edited: bool


@dataclass(frozen=True)
class ExportedGrowthZone:
    """A zone by METHOD 3; `money` is at planning level and null without the client's figures."""

    zone: str
    stage: str
    scored: int
    points: float
    uplift: float
    index: float
    low: tuple[str, ...]
    open: tuple[str, ...]
    flagged: tuple[str, ...]
    obstacles: tuple[str, ...]
    effort: str
    money: ExportedRange | None
    pick: ExportedPick | None
    """Null for what is not in the TOP."""


@dataclass(frozen=True)
class ExportedDecision:
    """A zone that the consultant left out of the TOP, and why."""

    zone: str
    reason: str
    author: str
    at: str


@dataclass(frozen=True)
class ExportedGrowth:
    """Growth zones, in the order of the TOP and then of the index.

    Points count up to `target`; with `best` up to the best score of each criterion in the benchmark, which
    `targets` holds, and up to 5 where there is none.
    """

    status: str
    target: Literal["5", "4", "best"]
    targets: Mapping[str, float]
    zones: tuple[ExportedGrowthZone, ...]
    dropped: tuple[ExportedDecision, ...]


@dataclass(frozen=True)
class ExportedAction:
    """An action; `status` is null while it is in conflict; `contested` names every field that is."""

    id: str
    zones: tuple[str, ...]
    title: str
    owner: str
    due: str
    effort: str
    status: str | None
    reason: str
    until: str
    metric: str
    effect: str
    contested: tuple[str, ...]


@dataclass(frozen=True)
class ExportedFigure:
    """A figure of the client with its source."""

    name: str
    value: float
    source: str


@dataclass(frozen=True)
class ExportedEffect:
    """One stage alone. Effects overlap: they must not be added up."""

    stage: str
    share: float
    published: tuple[float, float]
    change: ExportedRange


@dataclass(frozen=True)
class ExportedLevel:
    """The added profit; `simulated` are the draws at 5, 50 and 95 %."""

    change: ExportedRange
    simulated: ExportedRange
    single_stages: tuple[ExportedEffect, ...]


@dataclass(frozen=True)
class ExportedScope:
    """Stages together: at planning level and as stated."""

    stages: tuple[str, ...]
    planned: ExportedLevel
    stated: ExportedLevel


@dataclass(frozen=True)
class ExportedPotential:
    """METHOD 4, to be read together with the caveats, which are in the language of the export."""

    currency: str
    profit: float
    figures: tuple[ExportedFigure, ...]
    scopes: Mapping[Literal["all", "top"], ExportedScope]
    caveats: tuple[str, ...]


def growth_of(subject: Subject) -> ExportedGrowth:
    """All zones, those of the TOP first."""
    found = subject.growth
    picks = {pick.zone.code: pick for pick in found.top}
    rest = (zone for zone in found.zones if zone.code not in picks)
    zones = [_zone(subject, pick.zone, pick) for pick in found.top] + [_zone(subject, z, None) for z in rest]
    dropped = tuple(ExportedDecision(p.zone, p.reason, p.author, p.at) for p in found.dropped)
    targets = found.choices.targets or {}
    return ExportedGrowth(found.status, found.choices.named, targets, tuple(zones), dropped)


def _zone(subject: Subject, zone: GrowthZone, pick: Pick | None) -> ExportedGrowthZone:
    return ExportedGrowthZone(
        zone=zone.code,
        stage=zone.stage,
        scored=zone.scored,
        points=zone.points,
        uplift=zone.uplift,
        index=zone.index,
        low=zone.low,
        open=zone.open,
        flagged=zone.flagged,
        obstacles=tuple(zone.obstacles),
        effort=zone.effort,
        money=_range(zone.money) if zone.money else None,
        pick=_pick(subject, pick) if pick else None,
    )


def _pick(subject: Subject, pick: Pick) -> ExportedPick:
    tr, currency = subject.tr, subject.baseline.currency if subject.baseline else ""
    drafted = growth_text.draft(subject.audit, pick.zone, tr, subject.growth.choices, currency)
    words = growth_text.wording(subject.audit, pick.zone, tr, drafted)
    return ExportedPick(pick.place, pick.ranks, pick.robust, drafted.title, words.text, words.edited)


def actions_of(subject: Subject) -> tuple[ExportedAction, ...]:
    """The action plan."""
    return tuple(_action(action) for action in actions.read(subject.audit))


def _action(action: actions.Action) -> ExportedAction:
    stands = action.standing
    return ExportedAction(
        id=action.id,
        zones=action.zones,
        title=action.title,
        owner=action.owner,
        due=action.due,
        effort=action.effort,
        status=stands.status if stands else None,
        reason=stands.reason if stands else "",
        until=stands.until if stands else "",
        metric=action.metric,
        effect=action.effect,
        contested=tuple(sorted(action.contested)),
    )


def potential_of(subject: Subject) -> ExportedPotential | None:
    """None without the client's figures or without a score."""
    found, baseline = subject.potential, subject.baseline
    if found is None or baseline is None:
        return None
    scopes: dict[Literal["all", "top"], ExportedScope] = {"all": _scope(found)}
    if subject.top_potential:
        scopes["top"] = _scope(subject.top_potential)
    figures = tuple(
        ExportedFigure(one.name, float(getattr(baseline, one.name)), baseline.sources.get(one.name, ""))
        for one in FIGURES
    )
    return ExportedPotential(
        baseline.currency, found.base.profit, figures, scopes, tuple(caveats(subject.tr))
    )


def _scope(found: Potential) -> ExportedScope:
    return ExportedScope(tuple(found.scope), _level(found.planned), _level(found.stated))


def _level(level: Level) -> ExportedLevel:
    effects = tuple(
        ExportedEffect(one.code, one.share, one.published, _range(one.change)) for one in level.stages
    )
    return ExportedLevel(_range(level.change), _range(level.simulated), effects)


def _range(found: Range) -> ExportedRange:
    return ExportedRange(float(found.low), float(found.middle), float(found.high))
