"""What every kind of report says of the audit among others, and of the trends of its market (METHOD 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from cxaudit.analysis.benchmark import Position, place_said, ranks, shown
from cxaudit.analysis.comparison import Comparison, Entry, neighbours
from cxaudit.analysis.repeats import errors_of, precision_of
from cxaudit.i18n import NBSP, Translator
from cxaudit.languages import Lang
from cxaudit.reports.findings import joined, named
from cxaudit.reports.subject import Subject
from cxaudit.trends import Trend


def titles(subject: Subject, found: Comparison) -> list[str]:
    """The rank with the stages that stand out, then the rank alone."""
    tr, standing = subject.tr, found.overall
    n = len(found.peers) + 1
    if standing.rank is None:
        return [tr.plural("{n} company side by side", "{n} companies side by side", n)]
    own = next(place for place, entry in ranked(found, tr.lang) if entry is found.own)
    place = tr("Place {rank} of {n}", rank=own, n=standing.of)
    by_position: dict[Position, list[str]] = {}
    for stage, one in zip(subject.stages, found.stages, strict=True):
        if one and one.position:
            by_position.setdefault(one.position, []).append(named(stage, tr))
    said = [place]
    if ahead := by_position.get("defend"):
        said.append(tr("ahead: {stages}", stages=joined(ahead, tr)))
    if behind := by_position.get("catch_up"):
        said.append(tr("to catch up: {stages}", stages=joined(behind, tr)))
    return ["; ".join(said), place]


def ranked(found: Comparison, lang: Lang) -> list[tuple[str, Entry]]:
    """Those that are compared, best first, each with its place as printed, empty where few give none."""
    fair = [e for e in found.table if e is found.own or e.is_peer]
    if not shown(len(found.peers)).spread:
        return [("", e) for e in fair]
    scored = [(e.row.key, e.overall) for e in fair if e.overall is not None]
    places = dict(zip((key for key, _ in scored), ranks([value for _, value in scored]), strict=True))
    sharing = Counter(places.values())
    said = {key: place_said(place, sharing[place], lang) for key, place in places.items()}
    return [(said.get(e.row.key, "–"), e) for e in fair]


def as_many(found: Comparison, most: int, lang: Lang) -> list[tuple[str, Entry]]:
    """The first of them; the own one is always among these."""
    fair = ranked(found, lang)
    own = next(one for one in fair if one[1] is found.own)
    return fair[:most] if own in fair[:most] else [*fair[: most - 1], own]


def has_ranks(found: Comparison) -> bool:
    """Whether any stage may be given its place, gaps and position: with fewer than four others none is."""
    return any(standing and standing.rank is not None for standing in found.stages)


def company(entry: Entry, tr: Translator) -> str:
    return entry.row.company.strip() or tr("Company not named")


def doubt(entry: Entry, stage: int) -> str:
    """The sign of a provisional score; imported rows do not say which of theirs are."""
    return "~" if entry.scores and entry.row.doubtful("full")[stage] else ""


def any_doubt(found: Comparison) -> bool:
    """Whether any score of the table has that sign."""
    return any(1 in e.row.doubts for e in found.table if e is found.own or e.is_peer)


def signed(value: float, tr: Translator) -> str:
    """`+0.49`, `−0.84` and `0.00`."""
    said = tr.number(abs(value))
    if not value or said == tr.number(0):
        return said
    return ("+" if value > 0 else "\u2212") + said


def position_name(position: Position, tr: Translator) -> str:
    return {
        "defend": tr.context("position", "defend"),
        "catch_up": tr.context("position", "catch up"),
        "white_space": tr.context("position", "white space"),
        "keep_pace": tr.context("position", "keep pace"),
    }[position]


# --- notes ----------------------------------------------------------------------------------


def notes(subject: Subject, found: Comparison) -> list[tuple[str, str]]:
    """What the comparison cannot say, each with its heading."""
    tr, peers = subject.tr, len(found.peers)
    said = [
        (
            tr.plural("{n} company was chosen", "{n} companies were chosen", peers),
            tr("They were chosen by hand and are no sample of a market.")
            + " "
            + _rule(found.overall.peers, tr),
        )
    ]
    if order := _order(subject, found):
        said.append((tr("How sure the order is"), order))
    odd = sum(bool(e.difference) for e in found.table)
    old = sum(e.old for e in found.peers)
    spare = sum(e.spare for e in found.table)
    parts = []
    if spare:
        parts.append(
            tr.plural("Only the newest audit of a company counts; {n} older audit was left out.",
                      "Only the newest audit of a company counts; {n} older audits were left out.", spare)
        )  # fmt: skip
    if odd:
        parts.append(
            tr.plural("{n} audit cannot be compared and was left out.",
                      "{n} audits cannot be compared and were left out.", odd)
        )  # fmt: skip
    if old:
        parts.append(tr.plural("{n} is older than a year.", "{n} are older than a year.", old))
    return [*said, (tr("Not alike"), " ".join(parts))] if parts else said


def _rule(scored: int, tr: Translator) -> str:
    rule = shown(scored)
    if not rule.spread:
        return tr("With fewer than four others there is no rank and no median.")
    if not rule.quartiles:
        return tr("With fewer than nine others there are no percentiles.")
    return ""


def _order(subject: Subject, found: Comparison) -> str:
    """The nearest competitor and how likely the order of the two is the true one."""
    tr = subject.tr
    nearest = neighbours(found, precision_of(subject.audit, subject.scores))
    if not nearest or found.own.overall is None:
        return ""
    own = found.own.overall
    one = min(nearest, key=lambda n: abs((n.entry.overall or 0) - own))
    name, chance = company(one.entry, tr), likelihood(one.chance, tr)
    if one.above:
        said = tr("{name} is truly above with a likelihood of {chance}.", name=name, chance=chance)
    else:
        said = tr("{name} is truly below with a likelihood of {chance}.", name=name, chance=chance)
    if not errors_of(subject.audit).rating_assumed:
        return said
    return said + " " + tr("The auditor's own error is assumed here, not measured.")


def likelihood(chance: float, tr: Translator) -> str:
    """A chance in whole percents, and never none or all of it."""
    if chance > 0.99:
        return tr("> {share}", share=tr.percent(0.99, 0)).replace(" ", NBSP)
    said = tr("< {share}", share=tr.percent(0.01, 0)) if chance < 0.01 else tr.percent(chance, 0)
    return said.replace(" ", NBSP)


# --- trends ---------------------------------------------------------------------------------


def trends_title(found: Sequence[Trend], tr: Translator) -> str:
    return tr.plural("{n} trend of the market", "{n} trends of the market", len({one.id for one in found}))


def trend_day(trend: Trend, tr: Translator) -> str:
    return tr.date(datetime.fromisoformat(trend.date)) if trend.date else ""


def origin_of(trend: Trend, tr: Translator) -> str:
    """Source, date and place of a trend on one line."""
    source = tr("Source: {source}", source=trend.source)
    contested = tr("in conflict") if trend.contested else ""
    said = (source, trend_day(trend, tr), trend.country, trend.product, contested)
    return " · ".join(part for part in said if part)
