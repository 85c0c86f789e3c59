"""How a figure of the comparison came about: a score of an audit, a rank, a gap, a position (METHOD 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxaudit.analysis import benchmark
from cxaudit.analysis.accounts.account import Account, Block, Lead, exact, to
from cxaudit.analysis.benchmark import FAR_BELOW, TIE, WEAK_BEST, WEAK_MEDIAN, Position
from cxaudit.analysis.calibration import signed
from cxaudit.analysis.comparison import Comparison, Entry
from cxaudit.i18n import Translator, round_half_up
from cxaudit.model import Audit, is_scored
from cxaudit.peer import Scope
from cxaudit.scoring import external_core
from cxaudit.words import N_

OVERALL = -1
"""The place of the overall score among the stages."""

POSITIONS: dict[Position, str] = {
    "defend": N_("Defend"),
    "catch_up": N_("Catch up"),
    "white_space": N_("White space"),
    "keep_pace": N_("Keep pace"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The comparison of the page, and how to read the audits in it that are at hand."""

    audit: Audit
    found: Comparison
    scope: Scope
    read: Callable[[str], Audit]
    tr: Translator

    def entry(self, key: str) -> Entry:
        return next(one for one in self.found.table if one.row.key == key)

    def name(self, at: int) -> str:
        return self.tr("Overall") if at == OVERALL else self.audit.framework.stages[at].short[self.tr.lang]

    def company(self, entry: Entry) -> str:
        return entry.row.company.strip() or self.tr("Unnamed audit")

    def mean(self, value: float | None) -> str:
        return "—" if value is None else self.tr.number(value)

    def doubt(self, entry: Entry, at: int) -> str:
        """The sign of a provisional score."""
        return "~" if at != OVERALL and entry.row.doubtful(self.scope)[at] else ""

    def gap(self, value: float) -> str:
        return signed(self.tr, value if round_half_up(value, 2) else 0.0)


def value_of(entry: Entry, at: int) -> float | None:
    return entry.overall if at == OVERALL else entry.scores[at]


# --- a score --------------------------------------------------------------------------------


def of_score(table: Table, key: str, at: int) -> Account:
    """The score of one audit: its overall from its stages, or a stage from its criteria."""
    entry, tr = table.entry(key), table.tr
    company, value = table.company(entry), value_of(entry, at)
    words, blocks = _overall(table, entry) if at == OVERALL else _stage(table, entry, at)
    return Account(
        name=f"{company}: {table.name(at)}",
        title=tr("How “{stage}” of {company} came about", stage=table.name(at), company=company),
        shown=table.mean(value) + table.doubt(entry, at),
        value=value,
        words=words,
        blocks=(*blocks, _origin(table, entry)),
    )


Parts = tuple[tuple[str, ...], tuple[Block, ...]]


def _overall(table: Table, entry: Entry) -> Parts:
    tr, stages = table.tr, table.audit.framework.stages
    weights = [table.audit.weights[stage.code] for stage in stages]
    words = (tr("Every overall score here is computed with the weights of this audit."),)
    if entry.overall is None:
        return (*words, tr("The scored stages carry less than 60% of the weight, or people disagree.")), ()
    pairs = [(s, w) for s, w in zip(entry.scores, weights, strict=True) if s is not None]
    points, carried = sum(s * w for s, w in pairs), sum(w for _, w in pairs)
    sums = (
        (tr("Points of all stages"), exact(tr, points)),
        (tr("Weights of these stages"), tr.weight(carried)),
        (tr("Points ÷ weights"), exact(tr, points / carried)),
        (tr("Rounded for reading"), table.mean(entry.overall)),
    )
    leads = [
        Lead(
            stage.short[tr.lang],
            tr("no score")
            if score is None
            else f"{exact(tr, score)}{table.doubt(entry, at)} × {tr.weight(weight)}",
            "—" if score is None else exact(tr, score * weight),
            path=() if score is None else to("score", entry.row.key, str(at)),
        )
        for at, (stage, score, weight) in enumerate(zip(stages, entry.scores, weights, strict=True))
    ]
    heading = tr("Stages: score × weight = points")
    return words, (Block(sums=sums), Block(heading=heading, leads=tuple(leads)))


def _stage(table: Table, entry: Entry, at: int) -> Parts:
    """From the criteria, where the audit itself is at hand."""
    tr, score = table.tr, entry.scores[at]
    if score is None:
        return (tr("Too few scores: a stage needs half of its criteria scored, and at least 5."),), ()
    if entry.row.imported:
        return (tr("The score came ready in an imported table; the audit itself is not here."),), ()
    own = entry is table.found.own
    audit = table.audit if own else table.read(entry.row.key)
    stage = audit.framework.stages[at]
    counted = [c for c in stage.criteria if table.scope == "full" or external_core(c)]
    marks = {c.id: mark for c in counted if is_scored(mark := audit.rating(c.id).mark)}
    total = sum(marks.values(), Fraction(0))
    sums = (
        (tr("Sum of the marks"), tr.weight(float(total))),
        (tr("Scored criteria"), str(len(marks))),
        (tr("Sum ÷ criteria"), exact(tr, total / len(marks))),
        (tr("Rounded for reading"), table.mean(score)),
    )
    leads = [
        Lead(
            c.title[tr.lang],
            c.id,
            mark=marks[c.id],
            path=(stage.code, c.id) if own else (),
        )
        for c in counted
        if c.id in marks
    ]
    words = []
    if table.scope == "core":
        words.append(tr("Only the criteria that an outsider can check."))
    if not own:
        words.append(tr("Notes and evidence stay in that audit: open it to read them."))
    return tuple(words), (Block(sums=sums), Block(heading=tr("Criteria that count"), leads=tuple(leads)))


def _origin(table: Table, entry: Entry) -> Block:
    """Where the row comes from."""
    tr, row = table.tr, entry.row
    lines = (
        (tr("Origin"), tr("imported table") if row.imported else tr("audit on this computer")),
        (tr("Product"), row.product),
        (tr("Country"), row.country),
        (tr("Wave"), row.wave),
        (tr("Begun"), row.day),
        (tr("Checklist"), row.checklist),
        (tr("Auditor"), row.auditor if entry is table.found.own or entry.kin else ""),
    )
    return Block(heading=tr("The audit"), sums=tuple(line for line in lines if line[1]), result=False)


# --- standing -------------------------------------------------------------------------------


def rank_shown(tr: Translator, table: Table) -> str:
    stands = table.found.overall
    return "—" if stands.rank is None else tr("{n} of {total}", n=stands.rank, total=stands.of)


def of_rank(table: Table) -> Account:
    """The order of all that can be compared, and the rule for ties."""
    tr, stands = table.tr, table.found.overall
    return Account(
        name=tr("Rank"),
        title=tr("How the rank came about"),
        shown=rank_shown(tr, table),
        value=stands.rank,
        words=(
            tr(
                "The newest audit of each company, the highest overall score first; scores at most {tie} "
                "apart share a rank, and the next rank is left out.",
                tie=tr.number(TIE, 3),
            ),
            _picked(tr),
        ),
        blocks=(_peers(table, OVERALL),),
    )


def of_percentile(table: Table) -> Account:
    """Who is below, who is equal, of how many."""
    tr, stands, own = table.tr, table.found.overall, table.found.own.overall or 0.0
    values = [v for v in (value_of(e, OVERALL) for e in table.found.peers) if v is not None]
    equal = 1 + sum(abs(v - own) <= TIE + 1e-9 for v in values)
    below = sum(v < own - TIE - 1e-9 for v in values)
    value = stands.percentile
    return Account(
        name=tr("Percentile"),
        title=tr("How the percentile came about"),
        shown="—" if value is None else tr.number(value, 0),
        value=value,
        words=(tr("The share of audits below this one; itself and its equals count half."), _picked(tr)),
        blocks=(
            Block(
                sums=(
                    (tr("Below"), str(below)),
                    (tr("Equal, itself among them"), str(equal)),
                    (tr("All, itself among them"), str(len(values) + 1)),
                    (tr("100 × (below + half of the equal) ÷ all"), exact(tr, value or 0.0)),
                )
            ),
            _peers(table, OVERALL),
        ),
    )


def of_gap(table: Table, to_what: str) -> Account:
    """Own overall less the best or the median of the peers, itself not among them."""
    tr, stands, own = table.tr, table.found.overall, table.found.own.overall or 0.0
    best = to_what == "best"
    title = tr("How the gap to the best came about") if best else tr("How the gap to the median came about")
    what = tr("Best of the others") if best else tr("Median of the others")
    value = stands.to_best if best else stands.to_median
    lie = stands.spread
    other = (lie.best if best else lie.median) if lie else None
    name = tr("Gap to the best") if best else tr("Gap to the median")
    rule = (
        tr("The highest overall score of the others.")
        if best
        else tr("The middle score of the others; of an even number the mean of the two in the middle.")
    )
    return Account(
        name=name,
        title=title,
        shown="—" if value is None else table.gap(value),
        value=value,
        words=(rule, _picked(tr)),
        blocks=(
            Block(
                sums=(
                    (table.company(table.found.own), exact(tr, own)),
                    (what, exact(tr, other or 0.0)),
                    (tr("The first less the second"), signed(tr, value, 4)),
                    (tr("Rounded for reading"), "—" if value is None else table.gap(value)),
                )
            ),
            _peers(table, OVERALL),
        ),
    )


def of_position(table: Table, at: int) -> Account:
    """What a stage calls for among its peers: the figures, and the first rule that holds."""
    tr, found = table.tr, table.found
    stands, own = found.stages[at], found.own.scores[at]
    lie = stands.spread if stands else None
    position = stands.position if stands else None
    said = tr(POSITIONS[position]) if position else "—"
    sums: list[tuple[str, str]] = [(table.company(found.own), "—" if own is None else exact(tr, own))]
    if lie:
        sums += [
            (tr("Best of the others"), exact(tr, lie.best)),
            (tr("Median of the others"), exact(tr, lie.median)),
            (tr("Lowest of the others"), exact(tr, lie.low)),
        ]
    if stands and stands.rank is not None:
        sums.append((tr("Rank"), tr("{n} of {total}", n=stands.rank, total=stands.of)))
    return Account(
        name=table.name(at),
        title=tr("How the position of “{stage}” came about", stage=table.name(at)),
        shown=said,
        value=own,
        words=(*_rules(tr), _picked(tr)),
        blocks=(
            Block(sums=tuple(sums), result=False),
            _peers(table, at),
        ),
    )


def of_median(table: Table, at: int) -> Account:
    """The middle of the peers' scores."""
    tr, found = table.tr, table.found
    value = found.median_overall if at == OVERALL else found.medians[at]
    return Account(
        name=tr("Median: {stage}", stage=table.name(at)),
        title=tr("How the median of “{stage}” came about", stage=table.name(at)),
        shown=table.mean(value),
        value=value,
        words=(
            tr("The middle score of the others; of an even number the mean of the two in the middle."),
            _picked(tr),
        ),
        blocks=(_peers(table, at),),
    )


def of_chance(table: Table, key: str, error: float, chance: float) -> Account:
    """How likely the order of the audit and a neighbour is the true one."""
    tr, entry, own = table.tr, table.entry(key), table.found.own
    theirs, ours = entry.overall or 0.0, own.overall or 0.0
    high, low = max(theirs, ours), min(theirs, ours)
    return Account(
        name=tr("Order with {company}", company=table.company(entry)),
        title=tr("How sure the order with {company} is", company=table.company(entry)),
        shown=tr.number(chance),
        value=chance,
        words=(tr("That the higher of the two is truly higher, each as exact as this audit."),),
        blocks=(
            Block(
                sums=(
                    (tr("The higher score"), exact(tr, high)),
                    (tr("The lower score"), exact(tr, low)),
                    (tr("Error of the difference"), exact(tr, error)),
                    (tr("Difference ÷ error"), exact(tr, (high - low) / error if error else 0.0)),
                    (tr("Normal distribution up to there"), exact(tr, chance)),
                )
            ),
            Block(
                heading=tr("Both overall scores"),
                leads=tuple(_lead(table, one, OVERALL) for one in (own, entry)),
            ),
        ),
    )


def _rules(tr: Translator) -> tuple[str, ...]:
    return (
        tr("The first that holds."),
        tr("Defend: above the best of the others."),
        tr("Catch up: {far} or more below their median.", far=tr.number(FAR_BELOW, 1)),
        tr(
            "White space: their median is under {median} and their best under {best}.",
            median=tr.number(WEAK_MEDIAN, 1),
            best=tr.number(WEAK_BEST, 1),
        ),
        tr("Keep pace: everything else."),
    )


def _picked(tr: Translator) -> str:
    return tr("The companies were picked, not drawn: what holds among them need not hold for the market.")


def _peers(table: Table, at: int) -> Block:
    """The audit and its peers, the highest first, each leading to its own score."""
    scored = [e for e in (table.found.own, *table.found.peers) if value_of(e, at) is not None]
    ordered = sorted(scored, key=lambda e: -(value_of(e, at) or 0.0))
    ranks = benchmark.ranks([value_of(e, at) or 0.0 for e in ordered])
    leads = tuple(_lead(table, one, at, rank) for one, rank in zip(ordered, ranks, strict=True))
    return Block(heading=table.tr("The compared companies"), leads=_most(leads))


MOST = 60
"""Of more companies only those around the audit would be read anyway."""


def _most(leads: Sequence[Lead]) -> tuple[Lead, ...]:
    return tuple(leads[:MOST])


def _lead(table: Table, entry: Entry, at: int, rank: int | None = None) -> Lead:
    tr = table.tr
    value = value_of(entry, at)
    named = table.company(entry)
    note = " · ".join(part for part in (entry.row.country, entry.row.product, entry.row.wave) if part)
    name = f"{rank}. {named}" if rank else named
    if entry is table.found.own:
        note = " · ".join(part for part in (tr("the open audit"), note) if part)
    return Lead(
        name, note, "—" if value is None else exact(tr, value), path=to("score", entry.row.key, str(at))
    )
