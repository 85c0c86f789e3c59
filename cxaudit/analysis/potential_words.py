"""What the window and the reports say about the potential, and never leave out beside it (METHOD 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxaudit import money
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import (
    FALLING,
    OVERLAPS,
    PLANNED,
    STATED,
    Level,
    Model,
    Potential,
    Range,
    StageEffect,
)
from cxaudit.analysis.potential_warnings import lacks
from cxaudit.i18n import MINUS, NBSP, Translator
from cxaudit.model import Framework
from cxaudit.scoring import TOP
from cxaudit.words import N_

METRICS: Mapping[str, str] = {
    "ACQ": N_("traffic"),
    "SEL": N_("mis-sales"),
    "SAL": N_("conversion"),
    "ONB": N_("activation"),
    "SOL": N_("active clients"),
    "EVO": N_("lifetime"),
    "LOY": N_("revenue per client"),
    "OFF": N_("churn"),
}
"""The metric of each stage in a word or two; the framework has its full name."""

_SHARED = {
    ("ONB", "SOL"): N_(
        "{one} and {other} both raise the number of active clients; together only the larger counts."
    ),
    ("EVO", "OFF"): N_("{one} and {other} both lengthen the lifetime; together only the larger counts."),
}


def caveats(tr: Translator) -> tuple[str, ...]:
    """Every reservation that belongs to a sum of the potential, one sentence each."""
    return (
        tr(
            "The ranges are the offer's own averages, without sample, period or method; nobody verified them."
        ),
        tr("An audit score does not show cause and effect."),
        tr("Effects take time and cost money: subtract the cost of the programme from the gain."),
        tr("Companies that were audited at a low point come back to their mean anyway."),
        tr("That an effect shrinks in proportion to the gap is a convention."),
        tr("Results of the client's own tests, with their source, are better than these ranges."),
    )


def caveat(tr: Translator) -> str:
    """The reservations in short, where room is little."""
    return tr(
        "The ranges are not verified. A score proves no cause. "
        "Effects take time and cost money: subtract the cost of the programme."
    )


def ends(tr: Translator, found: Potential) -> tuple[str, str, str]:
    """What the three figures of a range are called: by size, or by the uplifts where more is no gain."""
    if found.client_costs_more:
        return tr("lowest uplifts"), tr("middle uplifts"), tr("highest uplifts")
    return tr("low"), tr("middle"), tr("high")


def band_said(tr: Translator, found: Potential, change: Range, currency: str) -> str:
    """The ends of a change in words; while a client costs more than he brings they bound nothing."""
    if not found.client_costs_more:
        return money.band(tr, change.low, change.high, currency)
    return tr(
        "{low} with the lowest uplifts, {high} with the highest",
        low=money.amount(tr, change.low, currency),
        high=money.amount(tr, change.high, currency),
    )


def no_bar(tr: Translator, level: Level, currency: str) -> str:
    """Why ranges are no bars while a client costs more than he brings, and how far the draws spread."""
    return tr(
        "No bars: more clients mean more loss, so the highest uplifts need not bring the most. "
        "90% of random combinations at the planning level: {band}.",
        band=money.band(tr, level.simulated.low, level.simulated.high, currency),
    )


def ground(tr: Translator, baseline: Baseline, found: Potential) -> str:
    """What the headline rests on, and that nobody tried it here; it stands beside every headline."""
    whole = abs(baseline.conversion * 100 - round(baseline.conversion * 100)) < 1e-9
    return tr(
        "Base: {clients} new clients a year ({conversion} of {traffic} visits or leads), profit {profit}. "
        "Not tested at this company.",
        clients=tr.number(found.base.clients, 0),
        traffic=tr.number(baseline.traffic, 0),
        conversion=tr.percent(baseline.conversion, 0 if whole else 1),
        profit=money.amount(tr, found.base.profit, baseline.currency),
    )


def headline(tr: Translator, found: Potential, currency: str) -> str:
    """The finding of the potential in a sentence, with what the profit is now."""
    change, now = found.planned.change, money.amount(tr, found.base.profit, currency)
    if found.client_costs_more:
        return tr("A new client costs more than he brings: the profit is {base} now", base=now)
    band = money.band(tr, change.low, change.high, currency)
    if min(change.low, change.high) <= 0:
        return tr("Profit may change by {band}; it is {base} now", band=band, base=now)
    return tr("Profit may rise by {band} from {base} now", band=band, base=now)


def departures(tr: Translator, model: Model) -> tuple[str, ...]:
    """How the figures were computed otherwise than the method says, one sentence each."""
    said = []
    if model.overlap == "multiply":
        said.append(tr("Overlapping effects are multiplied: too high, and not for a client."))
    if model.fixed_cac:
        said.append(tr("The acquisition cost of a client is fixed."))
    return tuple(said)


def percent_range(tr: Translator, low: float, high: float, falls: bool = False, places: int = 0) -> str:
    """A published change of a metric: `+10–23%`, `−10–26%`."""
    sign = MINUS if falls else "+"
    ends = dict.fromkeys((tr.number(low * 100, places), tr.number(high * 100, places)))
    return sign + "–".join(ends) + (NBSP if tr.lang == "ru" else "") + "%"


def published(tr: Translator, effect: StageEffect) -> str:
    """The range that the source gives for the metric of that stage."""
    return percent_range(tr, *effect.published, falls=effect.code in FALLING)


def applied(tr: Translator, effect: StageEffect, kappa: float) -> str:
    """The part of the published range that is computed with."""
    low, high = (end * effect.share * kappa for end in effect.published)
    return percent_range(tr, low, high, effect.code in FALLING, 1)


def partner(code: str) -> str:
    """The stage that moves the same figure, or empty."""
    return next((other for pair in OVERLAPS if code in pair for other in pair if other != code), "")


def overlaps(tr: Translator, framework: Framework, found: Potential) -> tuple[str, ...]:
    """One sentence for every pair of stages in the scope that move the same figure."""
    return tuple(
        tr(
            _SHARED[pair],
            one=framework.stage(pair[0]).short[tr.lang],
            other=framework.stage(pair[1]).short[tr.lang],
        )
        for pair in OVERLAPS
        if {*pair} <= {*found.scope} and found.model.overlap == "larger"
    )


def explanation(
    tr: Translator, framework: Framework, effect: StageEffect, found: Potential, currency: str
) -> str:
    """How the range of one stage came about, in sentences."""
    stage, level = framework.stage(effect.code), found.planned
    if not effect.share:
        return tr("{stage} has 5 of 5: it has nothing to gain.", stage=stage.short[tr.lang])
    said = [
        tr(
            "{stage} scored {score} of 5, so {share} of the published range remains open to it.",
            stage=stage.short[tr.lang],
            score=tr.number(TOP * (1 - effect.share)),
            share=tr.percent(effect.share),
        ),
        tr(
            "“{metric}”, published: {published}; at planning level ×{kappa}: {applied}.",
            metric=stage.uplift.metric[tr.lang],
            published=published(tr, effect),
            kappa=tr.number(level.kappa, 1),
            applied=applied(tr, effect, level.kappa),
        ),
        tr(
            "With all other stages as they are, that changes the profit by {band}, {middle} in the middle.",
            band=money.band(tr, effect.change.low, effect.change.high, currency),
            middle=money.amount(tr, effect.change.middle, currency),
        ),
    ]
    if (other := partner(effect.code)) in found.scope:
        said.append(
            tr(
                "It overlaps with {other}: both move the same figure.",
                other=framework.stage(other).short[tr.lang],
            )
        )
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of today in words: what it is called, what it says, how it came about."""

    title: str
    said: str
    how: str


def facts(tr: Translator, baseline: Baseline, found: Potential) -> tuple[Fact, ...]:
    """What the year's new clients bring now, profit first (METHOD 4.2)."""
    now, currency = found.base, baseline.currency

    def sum_of(value: float) -> str:
        return money.amount(tr, value, currency)

    return (
        Fact(
            tr("Profit of a year's new clients"),
            sum_of(now.profit),
            tr(
                "{clients} new clients × {clv} each, over their whole lifetime, before overheads.",
                clients=tr.number(now.clients, 0),
                clv=sum_of(now.clv),
            ),
        ),
        Fact(
            tr("Lifetime value of a client, CLV"),
            sum_of(now.clv),
            tr(
                "Revenue {revenue}, less serving {serving}, mis-sales {lost} and acquisition {won}, "
                "divided by the new clients.",
                revenue=sum_of(now.revenue),
                serving=sum_of(now.cost_to_serve),
                lost=sum_of(now.mis_sale_loss),
                won=sum_of(now.acquisition),
            ),
        ),
        _growth_index(tr, found),
        Fact(
            tr("Traditional view"),
            sum_of(now.traditional),
            tr("Visits × conversion × yearly revenue: what a view without losses and costs would show."),
        ),
    )


def _growth_index(tr: Translator, found: Potential) -> Fact:
    now, then = found.base.growth, found.planned.outcomes[1].growth
    return Fact(
        tr("Growth index"),
        tr("{now} → {then}", now=tr.number(now), then=tr.number(then)),
        tr(
            "Clients × CLV / CAC, now and in the middle at planning level. An index to compare with, "
            "not money: CAC is in CLV already and divides once more."
        ),
    )


def table(
    tr: Translator, framework: Framework, found: Potential, baseline: Baseline
) -> tuple[tuple[str, ...], ...]:
    """The potential as rows of text for a spreadsheet, with its reservations under it."""

    def row(name: str, change: Range) -> tuple[str, ...]:
        return (name, *(tr.number(value, 0) for value in (change.low, change.middle, change.high)))

    counted = ", ".join(framework.stage(code).short[tr.lang] for code in found.scope)
    currency = baseline.currency
    return (
        (tr("Profit change, {currency}", currency=currency), *ends(tr, found)),
        row(tr("Together, planning level ×{kappa}", kappa=tr.number(PLANNED, 1)), found.planned.change),
        row(tr("Together, as stated ×{kappa}", kappa=tr.number(STATED, 0)), found.stated.change),
        *(
            row(tr("{stage} alone", stage=framework.stage(effect.code).short[tr.lang]), effect.change)
            for effect in found.planned.stages
        ),
        (ground(tr, baseline, found),),
        *((sentence,) for sentence in lacks(tr, found)),
        *((sentence,) for sentence in departures(tr, found.model)),
        (tr("Stages that are counted: {stages}.", stages=counted),),
        (tr("Effects of single stages overlap and are not added."),),
        *((sentence,) for sentence in caveats(tr)),
    )
