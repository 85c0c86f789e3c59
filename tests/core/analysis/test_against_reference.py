"""What the product computes equals a second implementation in exact fractions (METHOD 2-5)."""

import random
import sys
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

from cxaudit import audit as audits
from cxaudit import framework, scoring, weights
from cxaudit.analysis import agreement, baseline, benchmark, sensitivity
from cxaudit.analysis.alpha import alpha
from cxaudit.analysis.growth import Choices, growth
from cxaudit.analysis.potential import Model, outcome, potential
from cxaudit.analysis.visits import consolidate
from cxaudit.model import Evidence, Rating, Sheet
from cxaudit.visits import VisitMarks
from tests.examples import examples
from tests.marks import visited

sys.path.insert(0, str(Path(__file__).parent))
import reference

SEED, AUDITS = 2026, examples(60)
NEAR = 1e-12
CHECKLIST, _ = framework.default()
SHEET = reference.Sheet.of(CHECKLIST)
BLANK = audits.read("a", CHECKLIST, {})


class Case:
    """One random audit, as the product reads it and as the reference does."""

    def __init__(self, seed):
        dice = self.dice = random.Random(seed)
        kinds = [dice.choice(KINDS) for _ in CHECKLIST.stages] if dice.random() < 0.4 else [KINDS[0]] * 8
        self.marks = {
            c.id: dice.choices([dice.choice(kind[0]), "N", "U", None], kind[1])[0]
            for stage, kind in zip(CHECKLIST.stages, kinds, strict=True)
            for c in stage.criteria
        }
        self.typed = self._weights()
        self.weights = {code: reference.exact(w) for code, w in self.typed.items()}
        self.grades = {i: dice.choices([0, 2, 3], [1, 5, 2])[0] for i in self.marks}
        self.audit = replace(
            BLANK,
            ratings={i: Rating(mark=mark, reason="so") for i, mark in self.marks.items()},
            weights=self.typed,
            evidence=tuple(
                Evidence(f"{i}{n}", i, "image", "a.jpg", "image/jpeg", 1, "0" * 64, "2026-01-01")
                for i, grade in self.grades.items()
                for n in range(grade - 1)
            ),
        )
        if dice.random() < 0.3:
            self._visit_again()
        self.scores = scoring.score(self.audit)
        self.stages, self.overall = reference.scores(SHEET, self.marks, self.weights)

    def _visit_again(self):
        """A second auditor of the visit, what both agreed on, and up to two visits more."""
        dice = self.dice
        more = [Sheet("1b", "1"), Sheet("1c", "1", agreed=True), Sheet("2", "2"), Sheet("3", "3")]
        sheets = [sheet for sheet in more if dice.random() < 0.6]
        often = {True: [1, 1, 1, 12], False: [12, 1, 1, 1]}

        def mark(sheet):
            return dice.choices([dice.randrange(6), "N", "U", None], often[sheet.agreed])[0]

        given = {sheet: {i: mark(sheet) for i in self.marks} for sheet in sheets}
        worst = dice.random() < 0.3
        self.audit = visited(
            self.audit,
            *((s, {i: Rating(mark=m) for i, m in marks.items()}) for s, marks in given.items()),
            worst=worst,
        )
        for i, first in self.marks.items():
            visits = []
            for visit in ("1", "2", "3"):
                marks = [first] if visit == "1" else []
                marks += [m[i] for s, m in given.items() if s.visit == visit and not s.agreed]
                agreed = [m[i] for s, m in given.items() if s.visit == visit and s.agreed]
                if marks:
                    visits.append((marks, agreed[0] if agreed else None))
            self.marks[i] = reference.together(visits, worst and i in SHEET.critical)

    def _weights(self):
        dice, codes = self.dice, [stage.code for stage in CHECKLIST.stages]
        match dice.randrange(5):
            case 0:
                return dict(BLANK.weights)
            case 1:
                return dict(dice.choice(list(weights.presets(CHECKLIST).values())))
            case 2:
                return {code: float(dice.choice([0, 0, 1, 5, 20])) for code in codes}
            case _:
                return {code: round(dice.uniform(0, 30), dice.randrange(4)) for code in codes}

    @property
    def published(self):
        return self.overall["score"] is not None


KINDS = (
    ([0, 1, 2, 3, 4, 5], [12, 1, 1, 1]),
    ([0, 1, 2, 3, 4, 5], [1, 0, 0, 0]),
    ([3, 4, 5], [10, 2, 0, 0]),
    ([5], [6, 1, 1, 0]),
    ([0, 1], [6, 1, 1, 0]),
    ([2, 3], [3, 1, 3, 2]),
    ([0, 1, 2, 3, 4, 5], [1, 6, 1, 1]),
    ([0], [0, 1, 0, 0]),
)
"""The scores of a stage, and how often a score, N, U and a blank come up in it."""


def near(said, exact, scale=1.0):
    if said is None or exact is None:
        assert said is exact is None
        return
    apart = abs(F(said) - F(exact)) / F(max(1.0, float(abs(scale))))
    assert apart <= NEAR, f"{said!r} is not {float(exact)!r}"


def near_range(said, exact, scale):
    for value, mine in zip((said.low, said.middle, said.high), exact, strict=True):
        near(value, mine, scale)


def check_scores(case):
    """METHOD 2.1."""
    for stage in case.scores.stages:
        exact = case.stages[stage.code]
        assert (stage.status, stage.scored, stage.base) == (exact["status"], exact["scored"], exact["base"])
        for name in ("score", "coverage", "low", "high"):
            near(getattr(stage, name), exact[name])
    overall = case.scores.overall
    assert overall.status == case.overall["status"]
    for name in ("score", "coverage", "low", "high"):
        near(getattr(overall, name), case.overall[name])
    assert list(case.scores.red_flags) == reference.flags(SHEET, case.marks)


def check_growth(case):
    """METHOD 3."""
    target, per_stage = case.dice.choice([5, 5, 4]), case.dice.choice([1, 1, 1, 2])
    choices = Choices(target=target, per_stage=per_stage)
    said = growth(case.audit, case.scores, case.base, choices)
    if not case.published:
        assert said.status == "not_published" and not said.top
        return
    exact = reference.zones(SHEET, case.marks, case.weights, case.grades, target)
    assert {zone.code for zone in said.zones} == set(exact)
    kappa = case.dice.choice([F(1, 2), F(1)])
    money = reference.zone_money(SHEET, case.marks, case.weights, case.figures, kappa, target)
    for zone in said.zones:
        mine = exact[zone.code]
        near(zone.points, mine["points"])
        near(zone.index, mine["z"])
        near(zone.mean_gap, mine["mean_gap"])
        assert (zone.eligible and zone.index > 0) == mine["eligible"]
        near(zone.stated if kappa == 1 else zone.money.middle, money[zone.code], case.scale)
    top = reference.top(SHEET, case.marks, case.weights, case.grades, target, per_stage)
    assert [pick.zone.code for pick in said.top] == top
    if target == 5:
        near(said.lost, 5 - case.overall["score"])


def check_sensitivity(case):
    """METHOD 2.4."""
    said = sensitivity.sensitivity(case.audit, case.scores)
    if not case.published:
        assert said is None
        return
    exact = reference.one_at_a_time(SHEET, case.marks, case.weights)
    assert [swing.stage for swing in said.swings] == list(exact)
    for swing in said.swings:
        near(swing.less, exact[swing.stage][0])
        near(swing.more, exact[swing.stage][1])
    near(said.geometric, reference.geometric(case.stages, case.weights))
    for name, value in said.presets.items():
        other = {code: reference.exact(w) for code, w in weights.presets(CHECKLIST)[name].items()}
        near(value, reference.weighed(case.stages, other))
    without = reference.left_out(SHEET, case.marks, case.weights)
    most = max(abs(score - case.overall["score"]) for score in without.values())
    assert (said.left_out is None) == (most == 0)
    if said.left_out:
        near(said.left_out.score, without[said.left_out.criterion])
        near(abs(F(said.left_out.score) - F(said.score)), most)
    least = min(s["score"] for s in case.stages.values() if s["score"] is not None)
    assert said.weakest == tuple(c for c, s in case.stages.items() if s["score"] == least)


def give_baseline(case):
    dice = case.dice
    case.base = baseline.Baseline(
        traffic=float(dice.randrange(100, 1_000_000)),
        conversion=round(dice.uniform(0.001, 0.9), 3),
        mis_sale=round(dice.uniform(0, 0.5), 2),
        activation=round(dice.uniform(0.05, 1), 2),
        active=round(dice.uniform(0.05, 1), 2),
        revenue=float(dice.randrange(100, 50_000)),
        variable_cost=round(dice.uniform(0, 1), 2),
        service_cost=float(dice.randrange(0, 3_000)),
        lifetime=round(dice.uniform(0.1, 8), 1),
        cac=float(dice.randrange(1, 5_000)),
        mis_sale_loss=float(dice.randrange(0, 5_000)),
        currency="RUB",
    )
    case.figures = {name: reference.exact(getattr(case.base, name)) for name in FIGURES}
    now = outcome(case.base, {})
    case.scale = 10 * (now.revenue + now.cost_to_serve + now.mis_sale_loss + now.acquisition)
    """The profit is a small difference of large sums: what is exact to 1e-12 is the sums."""


FIGURES = (
    *("traffic", "conversion", "mis_sale", "activation", "active", "revenue", "variable_cost"),
    *("service_cost", "lifetime", "cac", "mis_sale_loss"),
)


def check_potential(case):
    """METHOD 4."""
    codes = [code for code, _ in SHEET.stages]
    scope = case.dice.choice([None, case.dice.sample(codes, case.dice.randrange(1, 8))])
    multiply, fixed = case.dice.random() < 0.3, case.dice.random() < 0.3
    model = Model("multiply" if multiply else "larger", fixed)
    said = potential(case.base, case.scores, CHECKLIST, scope, model)
    switches = {"multiply": multiply, "fixed_cac": fixed}
    profit, index = reference.profit(case.figures, {})
    near(said.base.profit, profit, case.scale)
    near(said.base.growth, index, case.scale)
    for level, kappa in ((said.planned, F(1, 2)), (said.stated, F(1))):
        exact = reference.potential(SHEET, case.stages, case.figures, kappa, scope, **switches)
        near_range(level.change, exact, case.scale)
        for stage in case.dice.sample(level.stages, min(2, len(level.stages))):
            alone = reference.potential(SHEET, case.stages, case.figures, kappa, [stage.code], **switches)
            near_range(stage.change, alone, case.scale)
    scored = [c for c in codes if case.stages[c]["score"] is not None and (scope is None or c in scope)]
    assert list(said.scope) == scored


def check_benchmark(case):
    """METHOD 5."""
    values = [F(case.dice.randrange(1000, 5001), 1000) for _ in range(case.dice.randrange(1, 40))]
    floats = [float(value) for value in values]
    assert list(benchmark.ranks(floats)) == [reference.rank(v, values) for v in values]
    for said, value in zip(benchmark.percentiles(floats), values, strict=True):
        near(said, reference.percentile(value, values), 100)
    own, peers = values[0], values[1:]
    said = benchmark.standing(floats[0], floats[1:])
    if len(peers) >= 4:
        assert said.rank == reference.rank(own, values)
        assert said.position == reference.position(own, peers)
        near(said.to_best, own - max(peers))
        near(said.to_median, own - reference.median(peers))
    else:
        assert said.rank is said.position is None
    if len(peers) >= 9:
        near(said.percentile, reference.percentile(own, values), 100)
    if len(values) >= 4:
        for adjusted, mine in zip(
            benchmark.adjusted(floats, 0.3), reference.shrunk(values, F(3, 10)), strict=True
        ):
            near(adjusted, mine)


def check_visits(case):
    """METHOD 2.5."""
    dice = case.dice
    some = [0, 1, 2, 3, 4, 5, 3, 4, "N", "U", None]
    agreed = [None] * 12 + some
    visits = [
        (dice.choices(some, k=dice.randrange(1, 4)), dice.choice(agreed)) for _ in range(dice.randrange(7))
    ]
    worst = dice.random() < 0.3
    said = consolidate([VisitMarks(tuple(marks), agreed) for marks, agreed in visits], worst)
    exact = reference.consolidated(visits, worst)
    if exact is None:
        assert (said.value, said.n) == (None, 0)
    else:
        assert (said.exact, said.n) == (exact[0], exact[3])
        for value, mine in zip((said.value, said.low, said.high), exact[:3], strict=True):
            near(value, mine)


def check_agreement(case):
    """METHOD 2.5 of two and of three auditors."""
    dice = case.dice
    span = dice.choice([[3], [2, 3], [0, 1, 2, 3, 4, 5]])
    pairs = [(dice.choice(span), dice.choice(span)) for _ in range(dice.randrange(10, 40))]
    said = agreement.agreement(pairs)
    exactly, within, lean, kappa = reference.agreement(pairs)
    near(said.exact, exactly)
    near(said.within_one, within)
    near(said.leniency, lean)
    near(said.kappa_quadratic, kappa)
    units = [[dice.choice([*span, None]) for _ in range(3)] for _ in range(dice.randrange(1, 30))]
    raters = list(zip(*units, strict=True))
    near(alpha(raters, "ordinal"), reference.alpha(units))
    near(alpha(raters, "interval"), reference.alpha(units, ordinal=False))


CHECKS = (
    *(check_scores, give_baseline, check_growth, check_sensitivity, check_potential),
    *(check_benchmark, check_visits, check_agreement),
)


def check(seed):
    case = Case(seed)
    for one in CHECKS:
        one(case)
    return case


def test_random_audits_come_out_as_in_exact_fractions():
    cases = [check(SEED + n) for n in range(AUDITS)]
    statuses = {case.scores.overall.status for case in cases}
    assert statuses == {"full", "partial", "not_published"}
    assert {stage.status for case in cases for stage in case.scores.stages} == {
        "full",
        "provisional",
        "not_scored",
    }
