"""The TOP 3-5 growth zones: which come first, and how sure that is (METHOD 3).

A stage in conflict has no single score, so its zones wait. Where the weights are contested or the
overall score is not published there is nothing to order yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxaudit import proof, scoring, weights
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.places import Place, places
from cxaudit.analysis.potential import potential
from cxaudit.analysis.practice import NONE, Practice, Target, target_of
from cxaudit.analysis.zones import Grade, GrowthZone, exact, zones
from cxaudit.model import Audit, Scores

Status = Literal["ordered", "not_published", "weights_contested"]
Key = Callable[[GrowthZone], Fraction]

FEWEST, MOST = 3, 5
KEPT = Fraction(1, 2)
"""A fourth and a fifth zone come in with at least this part of the first one's index."""
SAME = Fraction(1, 10**9)
EQUAL = Fraction(1, 20)
"""Relative differences below which two zones are tied, and share a rank in the report."""
EFFORTS = ("S", "M", "L", "")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the consultant may set: the score to reach, and how many zones a stage may have."""

    target: float = scoring.TOP
    targets: Mapping[str, float] | None = None
    """The score to reach of single criteria, say the best in the benchmark."""
    practice: Practice = NONE
    """What other audits show, which `targets` may come from."""
    per_stage: int = 1

    @property
    def named(self) -> Target:
        """Which of the targets these choices have."""
        if self.targets is not None:
            return "best"
        return "4" if self.target == 4 else "5"

    def target_of(self, criterion: str) -> Fraction:
        """The score that this criterion is to reach."""
        return exact((self.targets or {}).get(criterion, self.target))


DEFAULT = Choices()


def choices_of(audit: Audit, practice: Practice = NONE, target: Target | None = None) -> Choices:
    """What the consultant chose for this audit, or that target instead."""
    wanted = target or target_of(audit)
    if wanted == "best":
        return Choices(targets=practice.targets(), practice=practice)
    return Choices(target=float(wanted), practice=practice)


@dataclass(frozen=True, slots=True)
class Pick:
    """A zone of the TOP; zones whose index differs by less than 5% share their ranks."""

    zone: GrowthZone
    place: int
    ranks: tuple[int, int]
    """The first and the last place that it shares."""
    by_points: bool
    by_index: bool
    by_money: bool | None
    """Whether the zone is in the TOP when zones are ordered so; None without a baseline."""
    pinned: Place | None = None

    @property
    def robust(self) -> bool:
        """Whether the zone is in the TOP however it is ordered."""
        return self.by_points and self.by_index and self.by_money is not False


@dataclass(frozen=True, slots=True)
class Growth:
    """The TOP and everything that it was chosen from."""

    status: Status
    choices: Choices
    top: tuple[Pick, ...] = ()
    zones: tuple[GrowthZone, ...] = ()
    """Every zone that has a score, by index."""
    by_points: tuple[str, ...] = ()
    by_money: tuple[str, ...] | None = None
    """The TOP in these orders."""
    red_flags: tuple[str, ...] = ()
    """They come before the TOP whatever their index."""
    dropped: tuple[Place, ...] = ()
    unplaced: tuple[Place, ...] = ()
    """Pins that found no place, since more zones are pinned than the TOP has places."""
    contested: tuple[str, ...] = ()
    """Zones about whose place several people decided differently: it stays as computed."""
    waiting: tuple[str, ...] = ()
    """Zones that would be in the TOP if their low scores had an artefact."""
    in_conflict: tuple[str, ...] = ()
    """Stages left out since a rating of theirs is in conflict."""
    relaxed: bool = False
    """Whether more zones of one stage were let in, since fewer than three came out."""

    @property
    def few(self) -> bool:
        """Whether even so fewer than three zones came out."""
        return len(self.top) < FEWEST

    @property
    def pushed(self) -> tuple[Pick, ...]:
        """The zones pinned at a rank that stand at another: a further pin has it, or there are fewer."""
        return tuple(p for p in self.top if p.pinned and p.pinned.rank not in (None, p.place))

    @property
    def lost(self) -> float:
        """The points of all zones; with target 5 this is 5 less the overall score."""
        return float(sum((zone.exact_points for zone in self.zones), Fraction(0)))

    @property
    def recovered(self) -> float:
        """The points of the TOP."""
        return float(sum((pick.zone.exact_points for pick in self.top), Fraction(0)))

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of the TOP: the narrower scope of the potential."""
        return tuple(dict.fromkeys(pick.zone.stage for pick in self.top))


def growth(
    audit: Audit,
    scores: Scores,
    baseline: Baseline | None = None,
    choices: Choices = DEFAULT,
    grade: Grade = proof.grade,
) -> Growth:
    """The growth zones of an audit; `grade` tells the evidence grade of a rating (METHOD 0)."""
    if status := _unordered(audit, scores):
        return Growth(status, choices, red_flags=scores.red_flags)
    worth = potential(baseline, scores, audit.framework) if baseline else None
    found = zones(audit, scores, choices.target_of, grade, worth)
    decisions = places(audit)
    dropped = decisions.of("dropped")
    rank = _ranking(audit, choices.per_stage)
    open_zones = [z for z in found if z.code not in {place.zone for place in dropped}]
    proven = [z for z in open_zones if z.eligible]
    by_index, relaxed = rank(proven, _index)
    by_points, _ = rank(proven, _points)
    candidates = {z.code: z for z in (*by_index, *by_points)}
    by_money = rank(list(candidates.values()), _money)[0] if worth else None
    pinned = decisions.of("pinned")
    top = _picks(_arranged(by_index, pinned, found), by_index, by_points, by_money)
    placed = {pick.zone.code for pick in top}
    expected, _ = rank([z for z in open_zones if z.obstacles in ((), ("unproven",))], _index)
    return Growth(
        status="ordered",
        choices=choices,
        top=top,
        zones=tuple(sorted(found, key=lambda z: (-z.exact_index, _tie(audit)(z)))),
        by_points=_codes(by_points),
        by_money=None if by_money is None else _codes(by_money),
        red_flags=scores.red_flags,
        dropped=dropped,
        unplaced=tuple(p for p in pinned if p.zone in {z.code for z in found} and p.zone not in placed),
        contested=decisions.contested,
        waiting=tuple(z.code for z in expected if not z.eligible),
        in_conflict=tuple(s.code for s in scores.stages if s.status == "conflict"),
        relaxed=relaxed,
    )


def _unordered(audit: Audit, scores: Scores) -> Status | None:
    if any(weights.rivals(audit, stage.code) for stage in audit.framework.stages):
        return "weights_contested"
    settled = any(s.score is not None and s.weight for s in scores.stages)
    return None if settled and scores.overall.status in ("full", "partial", "conflict") else "not_published"


# --- order ----------------------------------------------------------------------------------


def _index(zone: GrowthZone) -> Fraction:
    return zone.exact_index


def _points(zone: GrowthZone) -> Fraction:
    return zone.exact_points


def _money(zone: GrowthZone) -> Fraction:
    return exact(zone.stated or 0.0)


Tie = tuple[bool, Fraction, int, int, str]


def _tie(audit: Audit) -> Callable[[GrowthZone], Tie]:
    """What decides between equals: a red flag, the larger gap, less effort, the earlier stage, the id."""
    order = {stage.code: at for at, stage in enumerate(audit.framework.stages)}
    return lambda z: (not z.flagged, -z.exact_gap, EFFORTS.index(z.effort), order[z.stage], z.code)


def _ranking(
    audit: Audit, per_stage: int
) -> Callable[[Sequence[GrowthZone], Key], tuple[list[GrowthZone], bool]]:
    """Picks the TOP of some zones by a figure, and tells whether a stage had to give more than its share."""
    tie = _tie(audit)

    def top(candidates: Sequence[GrowthZone], key: Key) -> tuple[list[GrowthZone], bool]:
        ordered = _ordered([z for z in candidates if key(z) > 0], key, tie)
        picked = _spread(ordered, per_stage)
        if len(picked) < min(FEWEST, len(ordered)):
            return _relaxed(ordered, per_stage), True
        limit = KEPT * key(picked[0]) if picked else Fraction(0)
        return picked[:FEWEST] + [z for z in picked[FEWEST:MOST] if key(z) >= limit], False

    return top


def _ordered(
    candidates: Sequence[GrowthZone], key: Key, tie: Callable[[GrowthZone], Tie]
) -> list[GrowthZone]:
    """The largest first; equals, up to a relative 1e-9 of the first of them, by what decides ties."""
    groups: list[list[GrowthZone]] = []
    for zone in sorted(candidates, key=lambda z: (-key(z), tie(z))):
        if groups and key(zone) >= key(groups[-1][0]) * (1 - SAME):
            groups[-1].append(zone)
        else:
            groups.append([zone])
    return [zone for group in groups for zone in sorted(group, key=tie)]


def _spread(ordered: Sequence[GrowthZone], per_stage: int) -> list[GrowthZone]:
    """The best zones with at most so many of each stage."""
    taken: dict[str, int] = {}
    found = []
    for zone in ordered:
        taken[zone.stage] = taken.get(zone.stage, 0) + 1
        if taken[zone.stage] <= per_stage:
            found.append(zone)
    return found


def _relaxed(ordered: Sequence[GrowthZone], per_stage: int) -> list[GrowthZone]:
    """Three zones, or all, with as few of one stage as that takes."""
    for more in range(per_stage + 1, len(ordered) + 1):
        if len(picked := _spread(ordered, more)) >= FEWEST:
            return picked[:FEWEST]
    return list(ordered[:FEWEST])


# --- places ---------------------------------------------------------------------------------


def _arranged(
    computed: Sequence[GrowthZone], pinned: Sequence[Place], found: Sequence[GrowthZone]
) -> list[tuple[GrowthZone, Place | None]]:
    """The computed TOP with every pinned zone in it, at its rank if it has one; five at most.

    A pinned zone takes the place of the last that is not pinned.
    """
    zones_by_code = {zone.code: zone for zone in found}
    held = {place.zone: place for place in pinned if place.zone in zones_by_code}
    added = [zones_by_code[code] for code in held if code not in _codes(computed)]
    free = [zone for zone in computed if zone.code not in held]
    staying = {z.code for z in free[: max(0, MOST - len(held))]} | {*held}
    arranged = [zone for zone in (*computed, *added) if zone.code in staying]
    ranked = sorted((p for p in held.values() if p.rank), key=lambda p: (p.rank, p.zone))
    arranged = [zone for zone in arranged if zone.code not in {p.zone for p in ranked}]
    for place in ranked:
        arranged.insert((place.rank or 1) - 1, zones_by_code[place.zone])
    return [(zone, held.get(zone.code)) for zone in arranged[:MOST]]


def _picks(
    arranged: Sequence[tuple[GrowthZone, Place | None]],
    by_index: Sequence[GrowthZone],
    by_points: Sequence[GrowthZone],
    by_money: Sequence[GrowthZone] | None,
) -> tuple[Pick, ...]:
    shared = _shared_ranks(arranged)
    return tuple(
        Pick(
            zone=zone,
            place=at,
            ranks=shared[at - 1],
            by_points=zone.code in _codes(by_points),
            by_index=zone.code in _codes(by_index),
            by_money=None if by_money is None else zone.code in _codes(by_money),
            pinned=pinned,
        )
        for at, (zone, pinned) in enumerate(arranged, 1)
    )


def _shared_ranks(arranged: Sequence[tuple[GrowthZone, Place | None]]) -> list[tuple[int, int]]:
    """The places that each zone shares with neighbours of nearly the same index; a pinned rank is its own."""
    groups: list[list[int]] = []
    for at, (zone, pinned) in enumerate(arranged):
        first = arranged[groups[-1][0]] if groups else None
        alone = pinned is not None and pinned.rank is not None
        if first and not alone and not (first[1] and first[1].rank) and _is_equal(first[0], zone):
            groups[-1].append(at)
        else:
            groups.append([at])
    return [(group[0] + 1, group[-1] + 1) for group in groups for _ in group]


def _is_equal(one: GrowthZone, other: GrowthZone) -> bool:
    larger = max(one.exact_index, other.exact_index)
    return abs(one.exact_index - other.exact_index) < EQUAL * larger


def _codes(picked: Sequence[GrowthZone]) -> tuple[str, ...]:
    return tuple(zone.code for zone in picked)
