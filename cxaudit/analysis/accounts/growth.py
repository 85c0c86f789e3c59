"""How the figures of a growth zone came about: points, uplift, index, place and money (METHOD 3)."""

from __future__ import annotations

from fractions import Fraction

from cxaudit import money
from cxaudit.analysis.accounts.account import Account, Block, Lead, exact, to
from cxaudit.analysis.growth import KEPT, Growth, Pick
from cxaudit.analysis.growth_text import ranks, targets_said
from cxaudit.analysis.potential import PLANNED, StageEffect
from cxaudit.analysis.potential_words import percent_range
from cxaudit.analysis.zones import GrowthZone, share_of, uplift_middles
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Scores, Stage, is_scored


def points_shown(tr: Translator, zone: GrowthZone) -> str:
    return f"+{tr.number(zone.points, 3)}"


def uplift_shown(tr: Translator, zone: GrowthZone) -> str:
    return f"×{tr.number(zone.uplift)}"


def of_points(audit: Audit, scores: Scores, growth: Growth, zone: GrowthZone, tr: Translator) -> Account:
    """The recoverable points: every gap to the target, by the criteria of the stage, by its weight."""
    stage = audit.framework.stage(zone.stage)
    score = scores.stage(zone.stage)
    gaps = _gaps(audit, growth, zone)
    share = share_of(scores, zone.stage)
    total = sum(gaps.values(), Fraction(0))
    without = [c.id for c in stage.criteria if c.zone == zone.code and c.id not in gaps]
    words = [tr("What the overall score gains if every check of this zone reaches its target.")]
    if without:
        words.append(tr("Without a score, so they do not count: {criteria}.", criteria=", ".join(without)))
    return Account(
        name=tr("Points of {zone}", zone=zone.code),
        title=tr("How the points of {zone} came about", zone=zone.code),
        shown=points_shown(tr, zone),
        value=zone.points,
        words=tuple(words),
        blocks=(
            Block(
                sums=(
                    (tr("Sum of the gaps below"), exact(tr, total)),
                    (tr("Scored criteria of the stage"), str(score.scored)),
                    (tr("Weight of the stage, as a share of 1"), exact(tr, share)),
                    (tr("Gaps ÷ criteria × weight"), exact(tr, share * total / score.scored)),
                    (tr("Rounded for reading"), points_shown(tr, zone)),
                )
            ),
            Block(
                heading=tr("Checks of the zone: target less score"),
                words=(targets_said(tr, growth.choices),),
                leads=tuple(_gap(audit, growth, stage, c, gap, tr) for c, gap in gaps.items()),
            ),
        ),
    )


def _gaps(audit: Audit, growth: Growth, zone: GrowthZone) -> dict[str, Fraction]:
    """What each scored criterion of the zone lacks to its target."""
    criteria = (c.id for c in audit.framework.stage(zone.stage).criteria if c.zone == zone.code)
    marks = ((c, audit.rating(c).mark) for c in criteria)
    target = growth.choices.target_of
    return {c: max(target(c) - mark, Fraction(0)) for c, mark in marks if is_scored(mark)}


def _gap(audit: Audit, growth: Growth, stage: Stage, criterion: str, gap: Fraction, tr: Translator) -> Lead:
    mark = audit.rating(criterion).mark
    target = tr.weight(float(growth.choices.target_of(criterion)))
    note = f"{criterion} · {target} − {tr.mark(mark)}"
    if not gap:
        note += " · " + tr("at its target")
    title = audit.framework.criteria[criterion].title[tr.lang]
    return Lead(title, note, tr.weight(float(gap)), path=(stage.code, criterion))


def of_uplift(audit: Audit, zone: GrowthZone, tr: Translator) -> Account:
    """The middle of the stage's published range, by the mean of all middles."""
    middles = uplift_middles(audit.framework)
    mean = sum(middles.values(), Fraction(0)) / len(middles)
    stage = audit.framework.stage(zone.stage)
    uplift = stage.uplift
    band = percent_range(tr, uplift.low, uplift.high, uplift.direction == "down")
    return Account(
        name=tr("Uplift of {stage}", stage=stage.short[tr.lang]),
        title=tr("How the uplift of “{stage}” came about", stage=stage.short[tr.lang]),
        shown=uplift_shown(tr, zone),
        value=zone.uplift,
        words=(
            tr("How much more or less than the mean stage this one moves its metric, by the source."),
            tr(
                "The ranges are the offer's own averages, without sample, period or method; "
                "nobody verified them."
            ),
        ),
        blocks=(
            Block(
                sums=(
                    (f"{uplift.metric[tr.lang]}: {band}", ""),
                    (tr("Middle of the range"), _percent(tr, middles[zone.stage])),
                    (
                        tr.plural("Mean of {n} middle", "Mean of all {n} middles", len(middles)),
                        _percent(tr, mean),
                    ),
                    (tr("Middle ÷ mean"), exact(tr, zone.exact_uplift)),
                    (tr("Rounded for reading"), uplift_shown(tr, zone)),
                )
            ),
            Block(
                heading=tr("The middles of all stages"),
                sums=tuple((s.short[tr.lang], _percent(tr, middles[s.code])) for s in audit.framework.stages),
                result=False,
            ),
        ),
    )


def _percent(tr: Translator, share: Fraction) -> str:
    return tr.percent(float(share), 3)


def of_index(audit: Audit, zone: GrowthZone, tr: Translator) -> Account:
    """Points by uplift: what orders the zones."""
    stage = audit.framework.stage(zone.stage).short[tr.lang]
    return Account(
        name=tr("Index of {zone}", zone=zone.code),
        title=tr("How the index of {zone} came about", zone=zone.code),
        shown=tr.number(zone.index),
        value=zone.index,
        words=(tr("Index = gap × weight × uplift. It orders the zones and is no forecast."),),
        blocks=(
            Block(
                sums=(
                    (tr("Points × uplift"), exact(tr, zone.exact_index)),
                    (tr("Rounded for reading"), tr.number(zone.index)),
                )
            ),
            Block(
                heading=tr("What is multiplied"),
                leads=(
                    Lead(
                        tr("Points: gap × weight"),
                        zone.code,
                        exact(tr, zone.exact_points),
                        path=to("points", zone.code),
                    ),
                    Lead(tr("Uplift"), stage, exact(tr, zone.exact_uplift), path=to("uplift", zone.code)),
                ),
            ),
        ),
    )


def of_place(audit: Audit, growth: Growth, pick: Pick, tr: Translator) -> Account:
    """The TOP in its order with the index of each zone, and the rule."""
    titles = {zone.code: zone.title[tr.lang] for stage in audit.framework.stages for zone in stage.zones}
    first = growth.top[0].zone.index
    words = [
        tr(
            "The best zone of each stage by index; three, and a fourth and a fifth from half of the first on."
        ),
    ]
    if pick.ranks[0] != pick.ranks[1]:
        words.append(tr("Zones whose index differs by less than 5% share their ranks."))
    if pick.pinned:
        words.append(tr("Pinned by {author}: {reason}", author=pick.pinned.author, reason=pick.pinned.reason))
    return Account(
        name=tr("Place of {zone}", zone=pick.zone.code),
        title=tr("How the place of {zone} came about", zone=pick.zone.code),
        shown=ranks(tr, pick),
        value=pick.place,
        words=tuple(words),
        blocks=(
            Block(
                heading=tr("The TOP by index"),
                leads=tuple(
                    Lead(
                        f"{ranks(tr, one)}. {titles[one.zone.code]}",
                        one.zone.code + (" · " + tr("pinned") if one.pinned else ""),
                        exact(tr, one.zone.exact_index),
                        path=to("index", one.zone.code),
                    )
                    for one in growth.top
                ),
            ),
            Block(
                sums=((tr("Half of the first index"), exact(tr, float(KEPT) * first)),),
                result=False,
            ),
            Block(heading=tr("In other orders"), words=_orders(growth, tr)),
        ),
    )


def _orders(growth: Growth, tr: Translator) -> tuple[str, ...]:
    said = [tr("By points: {zones}.", zones=", ".join(growth.by_points))]
    if growth.by_money is not None:
        said.append(tr("By money: {zones}.", zones=", ".join(growth.by_money)))
    return tuple(said)


def money_shown(tr: Translator, zone: GrowthZone, currency: str) -> str:
    return money.band(tr, zone.money.low, zone.money.high, currency) if zone.money else ""


def of_money(
    audit: Audit, growth: Growth, zone: GrowthZone, effect: StageEffect, currency: str, tr: Translator
) -> Account:
    """The stage's own effect at planning level, by the zone's part of all that the stage lacks to 5."""
    assert zone.money is not None
    stage = audit.framework.stage(zone.stage)
    marks = [audit.rating(c.id).mark for c in stage.criteria]
    lacking = sum((5 - mark for mark in marks if is_scored(mark)), Fraction(0))
    own = sum(_gaps(audit, growth, zone).values(), Fraction(0))
    return Account(
        name=tr("Money of {zone}", zone=zone.code),
        title=tr("How the money of {zone} came about", zone=zone.code),
        shown=money_shown(tr, zone, currency),
        value=zone.money.middle,
        words=(
            tr("Planning level: half of what the source states, since it names no sample, period or method."),
            tr("Of this stage alone: effects of several stages overlap and have no sum."),
        ),
        blocks=(
            Block(
                sums=(
                    (
                        tr("What “{stage}” alone may add, middle", stage=stage.short[tr.lang]),
                        money.whole(tr, effect.change.middle, currency),
                    ),
                    (
                        tr("Gaps of this zone ÷ all gaps of the stage"),
                        f"{tr.weight(float(own))} ÷ {tr.weight(float(lacking))}",
                    ),
                    (tr("Middle"), money.whole(tr, zone.money.middle, currency)),
                    (tr("Low to high"), money_shown(tr, zone, currency)),
                )
            ),
            Block(
                heading=tr("Where the effect of the stage comes from"),
                leads=_origins(stage, zone, effect, currency, tr),
            ),
        ),
    )


def _origins(
    stage: Stage, zone: GrowthZone, effect: StageEffect, currency: str, tr: Translator
) -> tuple[Lead, ...]:
    """The effect of the stage alone, and the points of the zone."""
    alone = Lead(
        tr("“{stage}” alone", stage=stage.short[tr.lang]),
        tr("planning level ×{kappa}", kappa=tr.number(PLANNED, 1)),
        money.band(tr, effect.change.low, effect.change.high, currency),
        path=to("stage", zone.stage),
    )
    points = tr("Points of {zone}", zone=zone.code), "", points_shown(tr, zone)
    return alone, Lead(*points, path=to("points", zone.code))
