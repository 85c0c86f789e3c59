"""The method of scoring and analysis once more, in exact fractions and the plainest words.

It shares nothing with the product: marks are 0-5, "N", "U" or None by criterion id, weights and figures are
fractions. What it says is compared with what the product says, audit by audit.
"""

import math
from dataclasses import dataclass
from fractions import Fraction as F

TIE = F(1, 10**9)
EQUAL = F("0.005")
GROUPS = {"ONB": "active", "SOL": "active", "EVO": "life", "OFF": "life"}


def exact(number):
    """The decimal number a person wrote, without its binary tail."""
    return F(str(number))


@dataclass(frozen=True)
class Sheet:
    """A checklist: stages in order, zones, published ranges, what is critical, whose zero is inherited."""

    stages: tuple
    zones: dict
    ranges: dict
    critical: frozenset
    parents: dict

    @classmethod
    def of(cls, framework):
        return cls(
            tuple((s.code, tuple(c.id for c in s.criteria)) for s in framework.stages),
            {c.id: c.zone for s in framework.stages for c in s.criteria},
            {s.code: (exact(s.uplift.low), exact(s.uplift.high)) for s in framework.stages},
            frozenset(c.id for s in framework.stages for c in s.criteria if c.critical),
            {c.id: c.parent for s in framework.stages for c in s.criteria if c.parent},
        )


def is_score(mark):
    return isinstance(mark, (int, F))


def mean(values):
    values = list(values)
    return F(sum(values)) / len(values)


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


# --- METHOD 2.1 ------------------------------------------------------------------------------


def stage(marks):
    """Mean, coverage, status and bounds of the marks of one stage."""
    scored = [m for m in marks if is_score(m)]
    unseen = sum(m == "U" for m in marks)
    blank = sum(m is None for m in marks)
    base = len(scored) + unseen + blank
    coverage = F(len(scored), base) if base else None
    if coverage is None or coverage < F(1, 2) or len(scored) < 5:
        status = "not_scored"
    else:
        status = "full" if coverage >= F(4, 5) else "provisional"
    out = {"status": status, "coverage": coverage, "scored": len(scored), "base": base}
    out["score"] = out["low"] = out["high"] = None
    if status != "not_scored":
        out["score"] = mean(scored)
        out["low"] = mean(scored + [0] * unseen)
        out["high"] = mean(scored + [5] * unseen)
    return out


def scores(sheet, marks, weights):
    """Every stage by code, and the overall."""
    stages = {code: stage([marks.get(i) for i in ids]) for code, ids in sheet.stages}
    out = [code for code in stages if stages[code]["status"] != "not_scored"]
    total, carried = sum(weights.values()), sum(weights[c] for c in out)
    base = sum(s["base"] for s in stages.values())
    if total == 0:
        status = "no_weights"
    elif len(out) == len(stages):
        status = "full"
    else:
        status = "partial" if carried >= total * F(3, 5) else "not_published"
    overall = {"status": status, "score": None, "low": None, "high": None}
    overall["coverage"] = F(sum(s["scored"] for s in stages.values()), base) if base else None
    if status in ("full", "partial") and carried:
        for name in ("score", "low", "high"):
            overall[name] = sum(weights[c] * stages[c][name] for c in out) / carried
    return stages, overall


def flags(sheet, marks):
    critical = [i for _, ids in sheet.stages for i in ids if i in sheet.critical]
    return [i for i in critical if is_score(marks.get(i)) and marks[i] <= 1]


# --- METHOD 3 --------------------------------------------------------------------------------


def uplifts(sheet):
    middles = {code: (low + high) / 2 for code, (low, high) in sheet.ranges.items()}
    usual = mean(middles.values())
    return {code: middle / usual for code, middle in middles.items()}


def zones(sheet, marks, weights, grades, target=5):
    """Points, index, gaps, flag and eligibility of every zone with a score in a published stage."""
    stages, _ = scores(sheet, marks, weights)
    published = [c for c in stages if stages[c]["score"] is not None]
    carried = sum(weights[c] for c in published)
    found, factors = {}, uplifts(sheet)
    for place, (code, ids) in enumerate(sheet.stages):
        if code not in published:
            continue
        for zone in sorted({sheet.zones[i] for i in ids}):
            inside = {i: marks[i] for i in ids if sheet.zones[i] == zone and is_score(marks.get(i))}
            if not inside:
                continue
            gap = sum(max(target - x, 0) for x in inside.values())
            points = weights[code] / carried * gap / stages[code]["scored"] if carried else F(0)
            low = [i for i, x in inside.items() if x <= 3]
            found[zone] = {
                "stage": code,
                "place": place,
                "points": points,
                "z": points * factors[code],
                "gap": gap,
                "mean_gap": F(gap, len(inside)),
                "flag": any(i in sheet.critical and x <= 1 for i, x in inside.items()),
                "eligible": len(inside) >= 2 and points > 0 and proven(sheet, marks, low, grades),
            }
    return found


def proven(sheet, marks, low, grades):
    """Whether an artefact shows some low score, and every 0 and 1, be it that of the parent."""

    def shown(i):
        parent = sheet.parents.get(i)
        return grades.get(i, 0) >= 2 or (marks[i] == 0 and marks.get(parent) == 0 and shown(parent))

    return any(shown(i) for i in low) and all(shown(i) for i in low if marks[i] <= 1)


def before(a, b, found):
    """Whether zone a stands above zone b."""
    one, two = found[a], found[b]
    if abs(one["z"] - two["z"]) > TIE * max(one["z"], two["z"]):
        return one["z"] > two["z"]
    return (not one["flag"], -one["mean_gap"], one["place"], a) < (
        not two["flag"],
        -two["mean_gap"],
        two["place"],
        b,
    )


def ordered(names, found):
    """The best first, by counting who stands above whom."""
    return sorted(names, key=lambda a: sum(before(b, a, found) for b in names if b != a))


def top(sheet, marks, weights, grades, target=5, per_stage=1):
    """The names of the 3-5 growth zones, or of fewer."""
    found = zones(sheet, marks, weights, grades, target)
    line = ordered([n for n in found if found[n]["eligible"]], found)

    def at_most(limit):
        kept = []
        for name in line:
            if sum(found[k]["stage"] == found[name]["stage"] for k in kept) < limit:
                kept.append(name)
        return kept

    kept = at_most(per_stage)
    if len(kept) < 3:
        kept += [name for name in at_most(len(line)) if name not in kept][: 3 - len(kept)]
        kept = ordered(kept, found)
    return kept[:3] + [n for n in kept[3:5] if 2 * found[n]["z"] >= found[kept[0]]["z"]]


# --- METHOD 2.4 ------------------------------------------------------------------------------


def weighed(stages, weights):
    published = [c for c in stages if stages[c]["score"] is not None]
    return sum(weights[c] * stages[c]["score"] for c in published) / sum(weights[c] for c in published)


def one_at_a_time(sheet, marks, weights, by=F(1, 4)):
    """The overall with each published stage's weight a quarter less and a quarter more."""
    stages, _ = scores(sheet, marks, weights)
    return {
        code: tuple(weighed(stages, {**weights, code: weights[code] * (1 + d)}) for d in (-by, by))
        for code in stages
        if stages[code]["score"] is not None
    }


def geometric(stages, weights):
    """The shifted geometric mean, the only figure that needs more than fractions."""
    published = [c for c in stages if stages[c]["score"] is not None]
    carried = sum(weights[c] for c in published)
    logs = {c: math.log(stages[c]["score"] + 1) for c in published}
    return math.exp(sum(float(weights[c] / carried) * logs[c] for c in published)) - 1


def left_out(sheet, marks, weights):
    """The overall without each scored criterion, where its stage keeps its weight and others to average."""
    stages, _ = scores(sheet, marks, weights)
    published = [c for c in stages if stages[c]["score"] is not None]
    carried = sum(weights[c] for c in published)
    out = {}
    for code, ids in sheet.stages:
        scored = [i for i in ids if is_score(marks.get(i))]
        if code in published and len(scored) > 1:
            others = sum(weights[c] * stages[c]["score"] for c in published if c != code)
            total = sum(marks[i] for i in scored)
            for i in scored:
                out[i] = (others + weights[code] * F(total - marks[i], len(scored) - 1)) / carried
    return out


# --- METHOD 4 --------------------------------------------------------------------------------


def profit(base, uplift, multiply=False, fixed_cac=False):
    """Profit of one year's new clients over their lifetime, and the index, after these uplifts by stage."""
    u = {code: uplift.get(code, F(0)) for code in ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "LOY", "OFF")}
    traffic = base["traffic"] * (1 + u["ACQ"])
    mis_sale = base["mis_sale"] * (1 - u["SEL"])
    conversion = min(F(1), base["conversion"] * (1 + u["SAL"]))
    onboarding, solution = 1 + u["ONB"], 1 + u["SOL"]
    evolution, offboarding = 1 + u["EVO"], 1 / (1 - u["OFF"])
    more = onboarding * solution if multiply else max(onboarding, solution)
    longer = evolution * offboarding if multiply else max(evolution, offboarding)
    active_share = min(F(1), base["activation"] * base["active"] * more)
    income = base["revenue"] * (1 + u["LOY"])
    cac = base["cac"] if fixed_cac else base["cac"] * base["conversion"] / conversion
    clients = traffic * conversion
    years = clients * (1 - mis_sale) * active_share * base["lifetime"] * longer
    margin = years * income - years * (base["variable_cost"] * income + base["service_cost"])
    value = (margin - clients * mis_sale * base["mis_sale_loss"]) / clients - cac
    return clients * value, (clients * value / cac if cac else None)


def potential(sheet, stages, base, kappa, only=None, **switches):
    """The change of profit at the low corner, the middle and the high corner."""
    out, now = [], profit(base, {}, **switches)[0]
    for part in (F(0), F(1, 2), F(1)):
        uplift = {
            code: kappa * (5 - stages[code]["score"]) / 5 * (low + (high - low) * part)
            for code, (low, high) in sheet.ranges.items()
            if stages[code]["score"] is not None and (only is None or code in only)
        }
        out.append(profit(base, uplift, **switches)[0] - now)
    return tuple(out)


def zone_money(sheet, marks, weights, base, kappa, target=5):
    """The middle effect of the stage, by what the zone lacks to its target of what the stage lacks to 5."""
    stages, _ = scores(sheet, marks, weights)
    scored = {code: [marks[i] for i in ids if is_score(marks.get(i))] for code, ids in sheet.stages}
    lacking = {code: 5 * len(given) - sum(given) for code, given in scored.items()}
    effect = {code: potential(sheet, stages, base, kappa, only=[code])[1] for code in stages}
    return {
        name: effect[z["stage"]] * F(z["gap"], lacking[z["stage"]]) if z["gap"] else F(0)
        for name, z in zones(sheet, marks, weights, {}, target).items()
    }


# --- METHOD 5 --------------------------------------------------------------------------------


def rank(mine, everyone):
    return 1 + sum(x - mine > EQUAL for x in everyone)


def percentile(mine, everyone):
    below = sum(mine - x > EQUAL for x in everyone)
    equal = sum(abs(mine - x) <= EQUAL for x in everyone)
    return 100 * (below + F(equal, 2)) / len(everyone)


def position(mine, peers):
    if mine > max(peers):
        return "defend"
    if mine <= median(peers) - F(1, 2):
        return "catch_up"
    if median(peers) < F(5, 2) and max(peers) < F(7, 2):
        return "white_space"
    return "keep_pace"


def shrunk(values, error):
    """The values drawn towards their mean (four or more of them)."""
    middle = mean(values)
    spread = sum((x - middle) ** 2 for x in values)
    keep = max(F(0), 1 - (len(values) - 3) * error**2 / spread) if spread else F(0)
    return [middle + keep * (x - middle) for x in values]


# --- METHOD 2.5 ------------------------------------------------------------------------------


def visit(marks, agreed=None):
    """What one visit gave a criterion: the agreed mark, or the mean of its auditors; None without a score."""
    if agreed is not None:
        return F(agreed) if isinstance(agreed, int) else None
    scored = [m for m in marks if is_score(m)]
    return mean(scored) if scored else None


def consolidated(visits, worst=False):
    """Value, least and most of a criterion over its visits (auditors' marks, agreed mark), or None."""
    values = [v for v in (visit(*one) for one in visits) if v is not None]
    if not values:
        return None
    return (min(values) if worst else mean(values)), min(values), max(values), len(values)


def agreement(pairs):
    """Exact share, share within one, mean difference and quadratic kappa (None where nothing varies)."""
    n = len(pairs)
    exactly = F(sum(a == b for a, b in pairs), n)
    within = F(sum(abs(a - b) <= 1 for a, b in pairs), n)
    lean = F(sum(a - b for a, b in pairs), n)
    seen = F(sum((a - b) ** 2 for a, b in pairs), n)
    chance = F(sum((a - b) ** 2 for a, _ in pairs for _, b in pairs), n * n)
    return exactly, within, lean, (1 - seen / chance if chance else None)


def alpha(units, ordinal=True):
    """Krippendorff's alpha of lists of marks per unit; None where nothing varies."""
    units = [[m for m in unit if m is not None] for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    everything = [m for unit in units for m in unit]
    count = {c: everything.count(c) for c in range(6)}

    def distance(a, b):
        if not ordinal:
            return F((a - b) ** 2)
        low, high = sorted((a, b))
        return (sum(count[c] for c in range(low, high + 1)) - F(count[low] + count[high], 2)) ** 2

    seen = sum((sum(distance(a, b) for a in u for b in u) / (len(u) - 1) for u in units), F(0))
    chance = sum(count[a] * count[b] * distance(a, b) for a in count for b in count)
    return 1 - (len(everything) - 1) * seen / chance if chance else None


def together(visits, worst):
    """What several visits come to: a score, else U if any says U, else N if any says N, else nothing."""
    value = consolidated(visits, worst)
    if value is not None:
        return value[0]
    said = []
    for marks, agreed in visits:
        said += marks if agreed is None else [agreed]
    return "U" if "U" in said else "N" if "N" in said else None
