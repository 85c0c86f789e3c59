"""How a range of the profit potential came about: figures, published ranges, overlap rule (METHOD 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cxaudit import money
from cxaudit.analysis.accounts.account import Account, Block, Lead, to
from cxaudit.analysis.baseline import FIGURES, Baseline, Figure
from cxaudit.analysis.potential import Level, Outcome, Potential, Range, StageEffect, outcome
from cxaudit.analysis.potential_words import (
    departures,
    ends,
    explanation,
    overlaps,
    published,
)
from cxaudit.i18n import Translator
from cxaudit.model import Framework

End = Literal["low", "middle", "high"]
ENDS: tuple[End, ...] = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page computed with, so that an account has the very figures of the page."""

    framework: Framework
    baseline: Baseline
    found: Potential
    tr: Translator

    @property
    def currency(self) -> str:
        return self.baseline.currency

    def sum_of(self, value: float) -> str:
        """A sum to the last unit, so that sums can be added by hand."""
        return money.whole(self.tr, value, self.currency)


def gain_shown(tr: Translator, value: float, currency: str) -> str:
    """A change of the profit with its sign."""
    return ("+" if value > 0 else "") + money.amount(tr, value, currency)


def of_gain(ground: Ground, end: End) -> Account:
    """One end of what all stages of the scope may add together at planning level."""
    tr, found, level = ground.tr, ground.found, ground.found.planned
    value = getattr(level.change, end)
    name = ends(tr, found)[ENDS.index(end)]
    then = level.outcomes[ENDS.index(end)]
    return Account(
        name=tr("Profit gain, {end}", end=name),
        title=tr("How the profit gain, {end}, came about", end=name),
        shown=gain_shown(tr, value, ground.currency),
        value=value,
        words=(
            tr("Planning level: half of what the source states, since it names no sample, period or method."),
            *departures(tr, found.model),
        ),
        blocks=(
            Block(
                sums=(
                    (tr("Profit then"), ground.sum_of(then.profit)),
                    (tr("Profit now"), ground.sum_of(found.base.profit)),
                    (tr("Then less now"), ground.sum_of(value)),
                    (tr("Rounded for reading"), gain_shown(tr, value, ground.currency)),
                )
            ),
            Block(heading=tr("Line by line"), table=_steps(ground, then)),
            Block(
                heading=tr("Change of each stage's metric"),
                words=(_scaled(ground, level), *overlaps(tr, ground.framework, found)),
                leads=tuple(_lever(ground, effect, level, end) for effect in level.stages),
            ),
            inputs(ground),
        ),
    )


def _scaled(ground: Ground, level: Level) -> str:
    return ground.tr(
        "Published change × what the stage lacks to 5, as a share × {kappa}.",
        kappa=ground.tr.number(level.kappa, 1),
    )


def _lever(ground: Ground, effect: StageEffect, level: Level, end: End) -> Lead:
    tr = ground.tr
    share, low, high = effect.share, *effect.published
    used = {"low": low, "middle": (low + high) / 2, "high": high}[end]
    name = ground.framework.stage(effect.code).short[tr.lang]
    note = (
        f"{published(tr, effect)} · {tr.percent(used)} × {tr.number(share, 4)} × {tr.number(level.kappa, 1)}"
    )
    return Lead(name, note, tr.percent(used * share * level.kappa, 2), path=to("stage", effect.code))


def of_stage(ground: Ground, code: str) -> Account:
    """What one stage alone may add, with all others as they are."""
    tr, found = ground.tr, ground.found
    effect = next(one for one in found.planned.stages if one.code == code)
    stage = ground.framework.stage(code)
    name = stage.short[tr.lang]
    then = [outcome(ground.baseline, _uplift(effect, found.planned, end), found.model) for end in ENDS]
    change = effect.change
    return Account(
        name=tr("“{stage}” alone", stage=name),
        title=tr("How the effect of “{stage}” alone came about", stage=name),
        shown=money.band(tr, change.low, change.high, ground.currency),
        value=change.middle,
        words=(
            explanation(tr, ground.framework, effect, found, ground.currency),
            *departures(tr, found.model),
        ),
        blocks=(
            Block(
                heading=tr("Line by line"),
                table=_three(ground, effect, then),
            ),
            Block(
                heading=tr("The score that leaves it room"),
                leads=(
                    Lead(
                        name,
                        tr(
                            "score of the stage; 5 less it, divided by 5, is {share}",
                            share=tr.number(effect.share, 4),
                        ),
                        tr.number(5 * (1 - effect.share), 4),
                        path=(code,),
                    ),
                ),
            ),
            inputs(ground),
        ),
    )


def _uplift(effect: StageEffect, level: Level, end: End) -> Mapping[str, float]:
    low, high = effect.published
    used = {"low": low, "middle": (low + high) / 2, "high": high}[end]
    return {effect.code: level.kappa * effect.share * used}


def _rows(tr: Translator) -> tuple[tuple[str, str], ...]:
    """The lines of the model by the name of the figure."""
    return (
        ("clients", tr("New clients")),
        ("active", tr("Active clients")),
        ("revenue", tr("Revenue")),
        ("cost_to_serve", tr("Less the cost to serve")),
        ("mis_sale_loss", tr("Less the loss on mis-sales")),
        ("acquisition", tr("Less acquisition")),
        ("profit", tr("Profit")),
    )


def _steps(ground: Ground, then: Outcome) -> tuple[tuple[str, ...], ...]:
    tr, now = ground.tr, ground.found.base
    rows = [
        (name, tr.number(getattr(now, field), 0), tr.number(getattr(then, field), 0))
        for field, name in _rows(tr)
    ]
    return ((money.symbol(tr, ground.currency), tr("Now"), tr("Then")), *rows)


def _three(ground: Ground, effect: StageEffect, then: list[Outcome]) -> tuple[tuple[str, ...], ...]:
    """Now and at the three ends; the last line is what the profit changes by."""
    tr, now = ground.tr, ground.found.base
    head = (money.symbol(tr, ground.currency), tr("Now"), tr("Low"), tr("Middle"), tr("High"))
    rows = [(name, *(tr.number(getattr(one, field), 0) for one in (now, *then))) for field, name in _rows(tr)]
    change: Range = effect.change
    gained = (tr("Change"), "", *(tr.number(value, 0) for value in (change.low, change.middle, change.high)))
    used = (tr("Applied uplift"), "", *(_share(tr, effect, ground.found.planned, end) for end in ENDS))
    return (head, used, *rows, gained)


def _share(tr: Translator, effect: StageEffect, level: Level, end: End) -> str:
    return tr.percent(_uplift(effect, level, end)[effect.code], 2)


def inputs(ground: Ground) -> Block:
    """The client's figures, each with its source."""
    tr = ground.tr
    lines = []
    for figure in FIGURES:
        source = ground.baseline.sources.get(figure.name, "").strip()
        note = tr("Source: {source}", source=source) if source else tr("no source named")
        lines.append(Lead(tr(figure.title), note, _input(ground, figure)))
    return Block(heading=tr("The client's figures"), leads=tuple(lines))


def _input(ground: Ground, figure: Figure) -> str:
    tr, value = ground.tr, getattr(ground.baseline, figure.name)
    if figure.unit == "share":
        return tr.percent(value, 1)
    said = tr.weight(value)
    return said if figure.unit in ("count", "years") else f"{said} {money.symbol(tr, ground.currency)}"
