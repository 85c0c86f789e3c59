"""One audit beside those that were chosen to compare it with, all with one weight set (METHOD 5); pure."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from cxaudit.analysis import benchmark
from cxaudit.analysis.benchmark import Standing
from cxaudit.analysis.confidence import Precision, change
from cxaudit.analysis.cube import Difference, difference, old_before
from cxaudit.peer import Row, Scope, StageScores

LATEST = "\0latest"
"""The wave that is the newest of each company, country and product."""
NEIGHBOURS = 4
LIKELY = 0.8
"""From this chance on an order is called likely."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to compare with; an empty text is everything.

    `company` is parts of names, between commas.
    """

    company: str = ""
    country: str = ""
    product: str = ""
    wave: str = ""
    comparable: bool = False
    """Leave out what cannot be compared."""


class Entry(NamedTuple):
    """One audit in the table of a comparison; a tuple, for ten thousand are made at once."""

    row: Row
    scores: StageScores
    overall: float | None
    """With the weights of the comparison."""
    difference: Difference
    old: bool
    """It began more than twelve months ago."""
    known: str
    """The company in the form that tells companies apart."""
    kin: bool
    """It is another audit of the own company: shown, and no peer."""
    spare: bool = False
    """A newer audit of its company counts instead: shown, and no peer."""

    @property
    def is_peer(self) -> bool:
        return not (self.difference or self.kin or self.spare)


@dataclass(frozen=True, slots=True)
class Ground:
    """Every audit at hand beside the own one, over one scope and with one weight set, the best first."""

    own: Entry
    others: tuple[Entry, ...]
    stages: int
    latest: tuple[Entry, ...]
    """The newest of the others, of each company, country and product."""
    spares: dict[str, Entry] = field(default_factory=dict, compare=False, repr=False)
    """Others as they stand where they are spare, by the keys of their rows: each is made once."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A peer next to the audit in the order, and how likely the order of the two is the true one."""

    entry: Entry
    above: bool
    chance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The audit, the table with it, best first, what cannot be compared last, and where it stands."""

    own: Entry
    table: tuple[Entry, ...]
    peers: tuple[Entry, ...]
    """The newest of each company, the best first."""
    overall: Standing
    stages: tuple[Standing | None, ...]
    """None where the audit has no score of the stage."""
    medians: tuple[float | None, ...]
    """Of the peers, a stage each; None where fewer than four have a score."""
    bests: tuple[float | None, ...]
    """The best score of each stage among all that can be compared."""
    median_overall: float | None
    best_overall: float | None


def ground(rows: Sequence[Row], own: Row, scope: Scope, weights: Sequence[float], today: date) -> Ground:
    """What can be chosen from; `rows` may hold the own one."""
    others = [row for row in rows if row.key != own.key]
    limit, known = old_before(today), own.known
    nothing: StageScores = (None,) * len(weights)
    sums = benchmark.overalls([row.scores(scope) or nothing for row in (own, *others)], weights)
    entries = []
    for row, value in zip((own, *others), sums, strict=True):
        why, old, name = difference(row, own, scope), "" < row.day < limit, row.known
        kin = name == known and row is not own
        overall = None if row.contested else value
        entries.append(Entry(row, row.scores(scope), overall, why, old, name, kin))
    sorted_others = tuple(sorted(entries[1:], key=_best_first))
    return Ground(entries[0], sorted_others, len(weights), tuple(_latest(sorted_others)))


def _best_first(entry: Entry) -> float:
    return math.inf if entry.overall is None else -entry.overall


def chosen(found: Ground, choice: Choice) -> list[Entry]:
    """The audits beside the own one that the choice leaves, the best first."""
    whole = not choice.comparable  # what the other choices leave out, they leave out with all its waves
    left: Sequence[Entry] = found.latest if whole and choice.wave == LATEST else found.others
    if choice.country:
        left = [e for e in left if e.row.country == choice.country]
    if choice.product:
        left = [e for e in left if e.row.product == choice.product]
    if choice.company.strip(" ,"):
        parts = [part for said in choice.company.split(",") if (part := said.strip().casefold())]
        left = [e for e in left if any(part in e.known for part in parts)]
    if choice.comparable:
        left = [e for e in left if not e.difference]
    if choice.wave == LATEST:
        return list(left) if whole else _latest(left)
    return [e for e in left if not choice.wave or e.row.wave == choice.wave]


def _latest(left: Sequence[Entry]) -> list[Entry]:
    """The newest audit of each company, country and product, in the order they came."""
    newest: dict[tuple[str, str, str], Entry] = {}
    for entry in left:
        row = entry.row
        of = (entry.known, row.country, row.product)
        before = newest.get(of)
        if before is None or (row.day, row.wave) > (before.row.day, before.row.wave):
            newest[of] = entry
    kept = {entry.row.key for entry in newest.values()}
    return [entry for entry in left if entry.row.key in kept]


def compare(found: Ground, choice: Choice) -> Comparison:
    """The own audit beside those that the choice leaves."""
    own, others = found.own, chosen(found, choice)
    fair = _one_each([e for e in others if not e.difference], found.spares)
    peers = [e for e in fair if not (e.kin or e.spare)]
    scored = [e.overall for e in reversed(peers) if e.overall is not None]
    mine = own.scores or (None,) * found.stages
    columns = _rising([e.scores for e in peers], found.stages)
    return Comparison(
        own=own,
        table=(*_with(own, fair), *sorted([e for e in others if e.difference], key=lambda e: e.known)),
        peers=tuple(peers),
        overall=_standing(own.overall, scored) or Standing(len(scored)),
        stages=tuple(_standing(score, column) for score, column in zip(mine, columns, strict=True)),
        medians=tuple(_median(column) for column in columns),
        bests=tuple(_best(score, column) for score, column in zip(mine, columns, strict=True)),
        median_overall=_median(scored),
        best_overall=_best(own.overall, scored),
    )


def _one_each(fair: Sequence[Entry], spares: dict[str, Entry]) -> list[Entry]:
    """The same audits; of a company with several only the newest counts. One without a name is its own."""
    newest: dict[str, Entry] = {}
    for entry in fair:
        before = newest.setdefault(entry.known, entry)
        if before is not entry:
            row, other = entry.row, before.row
            if row.day > other.day or (row.day == other.day and _is_newer(row, other)):
                newest[entry.known] = entry
    if len(newest) == len(fair):
        return list(fair)
    return [
        e if newest[e.known] is e or e.kin or not e.known else spares.get(e.row.key) or _spare(e, spares)
        for e in fair
    ]


def _spare(entry: Entry, spares: dict[str, Entry]) -> Entry:
    spares[entry.row.key] = spare = _AS_ENTRY((*entry[:_SPARE], True))
    return spare


_AS_ENTRY = partial(tuple.__new__, Entry)  # a third of the time of _replace
_SPARE = Entry._fields.index("spare")


def _is_newer(row: Row, other: Row) -> bool:
    """Which of two audits of one day is the newer: by wave; the key only settles a draw."""
    return (row.wave, row.key) > (other.wave, other.key)


def _with(own: Entry, fair: Sequence[Entry]) -> list[Entry]:
    """The own audit at its place in the table; before those that are equal."""
    at = bisect_left(fair, _best_first(own), key=_best_first)
    return [*fair[:at], own, *fair[at:]]


def _rising(table: Sequence[StageScores], stages: int) -> list[list[float]]:
    """The scores of each stage in rising order."""
    columns = zip(*table, strict=True) if table else [()] * stages
    return [
        sorted([score for score in column if score is not None] if None in column else column)
        for column in columns
    ]


def _standing(score: float | None, rising: Sequence[float]) -> Standing | None:
    return None if score is None else benchmark.standing_in(score, rising)


def _median(rising: Sequence[float]) -> float | None:
    lie = benchmark.spread_of(rising) if benchmark.shown(len(rising)).spread else None
    return lie.median if lie else None


def _best(score: float | None, rising: Sequence[float]) -> float | None:
    return max([*rising[-1:], *([] if score is None else [score])], default=None)


def neighbours(found: Comparison, precision: Precision | None) -> tuple[Neighbour, ...]:
    """The peers next to the audit, four at most, with the chance that the order holds.

    Each of them is taken to be as exact as the audit itself.
    """
    if precision is None:
        return ()
    own = found.own.overall
    if own is None:
        return ()
    scored = [entry for entry in found.peers if entry.overall is not None]
    better = [entry for entry in scored if (entry.overall or 0.0) > own]
    others = [entry for entry in scored if (entry.overall or 0.0) <= own]
    half = NEIGHBOURS // 2
    above = better[-max(half, NEIGHBOURS - len(others)) :]
    below = others[: NEIGHBOURS - len(above)]
    return tuple(_neighbour(entry, found.own, precision) for entry in (*above, *below))


def order_error(own: Entry, entry: Entry, precision: Precision) -> float:
    """The error of the difference of two audits; the leniency of the same auditor cancels out."""
    auditor = own.row.auditor.strip().casefold()
    same = bool(auditor) and auditor == entry.row.auditor.strip().casefold()
    return change(precision, precision, same_auditor=same).error


def _neighbour(entry: Entry, own: Entry, precision: Precision) -> Neighbour:
    theirs, ours = entry.overall or 0.0, own.overall or 0.0
    error = order_error(own, entry, precision)
    above = theirs > ours
    chance = benchmark.chance_above(max(theirs, ours), min(theirs, ours), error)
    return Neighbour(entry, above, chance)


Order = Literal["all", "some", "none"]


def order_holds(found: Sequence[Neighbour]) -> Order:
    """Whether the order of the neighbours is likely: of all, of some or of none."""
    likely = sum([one.chance >= LIKELY for one in found])
    return "all" if likely == len(found) else "some" if likely else "none"
