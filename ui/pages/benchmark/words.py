"""What the benchmark page says of an audit, a stage and an order, in words."""

from __future__ import annotations

from cxaudit.analysis import benchmark
from cxaudit.analysis.accounts.benchmark import POSITIONS
from cxaudit.analysis.benchmark import Position, Standing
from cxaudit.analysis.comparison import Choice, Comparison, Entry, Neighbour, order_holds
from cxaudit.i18n import Translator
from cxaudit.peer import Scope
from ui.look import Look
from ui.theme import Kind

DASH = "\u2014"
MINUS = "\u2212"

POSITION_KINDS: dict[Position, Kind] = {
    "defend": "ok",
    "catch_up": "warn",
    "white_space": "accent",
    "keep_pace": "quiet",
}


def position(tr: Translator, found: Position) -> str:
    """What a stage calls for."""
    return tr(POSITIONS[found])


def why(tr: Translator, found: Position) -> str:
    """The rule of a position."""
    return {
        "defend": tr("better than the best of the others"),
        "catch_up": tr("half a point or more below the median"),
        "white_space": tr("median below 2.5 and nobody at 3.5: nobody does it well"),
        "keep_pace": tr("neither ahead of all nor far behind"),
    }[found]


def named(tr: Translator, entry: Entry) -> str:
    return entry.row.company.strip() or tr("Unnamed audit")


def note(look: Look, entry: Entry, choice: Choice) -> str:
    """Under the name of an audit: what to beware of, then when and where, as the filters leave it open."""
    tr, row = look.tr, entry.row
    where = [row.wave, row.country if not choice.country else "", row.product if not choice.product else ""]
    beware = standing = ""
    if row.contested:
        beware = tr("in conflict")
    elif entry.spare:
        beware = tr("older, not counted")
    elif entry.old:
        beware = tr("older than 12 months")
    elif entry.kin:
        beware = tr("same company, not counted")
    elif row.grade:
        standing = tr("confidence {grade}", grade=row.grade)
    elif row.coverage is not None and not (where[1] or where[2]):
        standing = tr("coverage {share}", share=tr.percent(row.coverage, 0))
    return " · ".join(part for part in (beware, *where, standing) if part)


def difference(tr: Translator, entry: Entry, scope: Scope) -> str:
    """Why an audit cannot be compared; empty if it can."""
    match entry.difference:
        case "checklist":
            return tr("not comparable: checklist {version}", version=entry.row.checklist)
        case "thresholds":
            return tr("not comparable: other limits of time")
        case "scope" if scope == "full":
            return tr("not comparable: external core only")
        case "scope":
            return tr("not comparable: no scores of the external core")
    return ""


def says(look: Look, entry: Entry, choice: Choice, scope: Scope, stages: list[str]) -> str:
    """A row of the table in words, for screen readers."""
    tr = look.tr
    parts = [named(tr, entry), note(look, entry, choice)]
    if entry.difference:
        parts.append(difference(tr, entry, scope))
    else:
        parts.append(tr("overall: {score}", score=score(look, entry.overall)))
        for name, value, doubt in zip(stages, entry.scores, entry.row.doubtful(scope), strict=True):
            parts.append(f"{name} {score(look, value)}" + (", " + tr("provisional") if doubt else ""))
    return ", ".join(part for part in parts if part)


def score(look: Look, value: float | None, doubt: bool = False) -> str:
    """The figure; a provisional one has its sign."""
    return DASH if value is None else look.mean(value) + ("~" if doubt else "")


def gap(look: Look, value: float | None) -> str:
    """A difference with its sign."""
    if value is None:
        return DASH
    said = look.mean(abs(value))
    if not said.strip("0.,"):
        return said
    return (MINUS if value < 0 else "+") + said


def rank(tr: Translator, found: Standing) -> str:
    return DASH if found.rank is None else tr("{n} of {total}", n=found.rank, total=found.of)


def among(tr: Translator, name: str, peers: int) -> str:
    """Among whom: never the market."""
    if not peers:
        return tr("{company}: nothing to compare with yet", company=name)
    return tr.plural(
        "{company} among {n} other company, not the market as a whole",
        "{company} among {n} other companies, not the market as a whole",
        peers,
        company=name,
    )


def rule(tr: Translator, peers: int) -> str:
    """What so many peers allow to say."""
    allowed = benchmark.shown(peers)
    if allowed.percentile == "full":
        return tr("The companies were picked, not drawn: what holds among them need not hold for the market.")
    if allowed.percentile:
        return tr.plural(
            "{n} other company: the percentile is indicative. It is firm from 20 on.",
            "{n} other companies: the percentile is indicative. It is firm from 20 on.",
            peers,
        )
    if allowed.spread:
        return tr.plural(
            "{n} other company: only median, range and rank. Percentiles come with 9.",
            "{n} other companies: only median, range and rank. Percentiles come with 9.",
            peers,
        )
    if not peers:
        return tr("No other company is in the table yet. Median, rank and positions come with 4.")
    return tr.plural(
        "{n} other company: only the table. Median, rank and positions come with 4.",
        "{n} other companies: only the table. Median, rank and positions come with 4.",
        peers,
    )


def no_rank(tr: Translator, found: Comparison) -> str:
    """Why the audit has no rank; empty if it has one."""
    if found.overall.rank is not None:
        return ""
    if found.own.row.contested:
        return tr("No rank: people disagree about scores or weights of this audit. Resolve the conflicts.")
    if found.own.overall is None:
        return tr("No rank: the scored stages of this audit carry less than 60% of the weight.")
    return tr("No rank: fewer than four of the companies have an overall score.")


def order(tr: Translator, one: Neighbour) -> str:
    """On which side of the audit a neighbour stands."""
    other = named(tr, one.entry)
    return tr("above: {company}", company=other) if one.above else tr("below: {company}", company=other)


def order_sentence(tr: Translator, found: tuple[Neighbour, ...]) -> str:
    """How sure the order is around the audit."""
    match order_holds(found):
        case "all":
            return tr("The order around this audit is likely: each pair holds at 80% or more.")
        case "none":
            return tr("The order around this audit is open: no pair holds at 80% or more.")
    likely = [named(tr, one.entry) for one in found if one.chance >= 0.8]
    return tr(
        "Only the order to {companies} is likely; the others may change places.", companies=", ".join(likely)
    )


def stage_says(look: Look, name: str, own: float | None, found: Standing | None, doubt: bool = False) -> str:
    """One stage in words: score, median, best, rank and position."""
    tr = look.tr
    parts = [name, score(look, own), *([tr("provisional")] if doubt else [])]
    if found and found.spread and found.position:
        parts += [
            tr("median {score}", score=look.mean(found.spread.median)),
            tr("from {low} to {high}", low=look.mean(found.spread.low), high=look.mean(found.spread.best)),
            tr("rank {rank}", rank=rank(tr, found)),
            position(tr, found.position),
            why(tr, found.position),
        ]
    return ", ".join(parts)


def withheld(tr: Translator, n: int) -> str:
    return tr.plural(
        "{n} audit of another company stays out: no consent is recorded in it.",
        "{n} audits of other companies stay out: no consent is recorded in them.",
        n,
    )


def imported(tr: Translator, name: str, fresh: int, rows: int) -> str:
    """What an import of so many rows brought, `fresh` of them new or changed."""
    if not fresh:
        return tr.plural(
            "Nothing new in {name}: its {n} row was there already.",
            "Nothing new in {name}: its {n} rows were there already.",
            rows,
            name=name,
        )
    said = tr.plural("{n} row imported: {name}", "{n} rows imported: {name}", fresh, name=name)
    others = tr("The other rows were there already.")
    return f"{said}. {others}" if fresh < rows else said


def counted(found: Comparison) -> int:
    """How many peers have an overall score."""
    return found.overall.peers
