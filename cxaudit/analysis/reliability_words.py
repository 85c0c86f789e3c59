"""What sensitivity and confidence say to a reader, in either language (METHOD 2.4, 2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxaudit import words
from cxaudit.analysis import confidence
from cxaudit.analysis.confidence import Cap, Confidence, Errors, Facts, Ground, Precision, Reason
from cxaudit.analysis.growth import Growth, growth
from cxaudit.analysis.repeats import Repeats, confidence_of, repeats_of
from cxaudit.analysis.sensitivity import Sensitivity, sensitivity
from cxaudit.analysis.top_survival import Survival, top_survives
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Framework, Scores
from cxaudit.words import N_

SURE = 0.95
"""A zone that keeps its place in this share of the draws does not hang on the weights."""
HALF = 0.5
SEEN = 0.01
"""A zone that comes in more rarely is not named."""

_GROUNDS: Mapping[Ground, str] = {
    "coverage": N_("Coverage"),
    "proven": N_("Scores with evidence E2+"),
    "visits": N_("Visits per key touchpoint"),
    "alpha": N_("Agreement of auditors, α"),
    "review": N_("Second check"),
}
_CAPS: Mapping[Cap, str] = {
    "one_visit": N_("One visit: B at most."),
    "no_review": N_("No second check: C at most."),
}
_LETTERS = {"A": "8–9", "B": "6–7", "C": "4–5", "D": "0–3"}


@dataclass(frozen=True, slots=True)
class Reliability:
    """All that one audit alone tells of how sure its score and its TOP are."""

    sensitivity: Sensitivity | None
    precision: Precision | None
    errors: Errors
    confidence: Confidence
    repeats: Repeats
    survival: Survival | None


def reliability(
    audit: Audit,
    scores: Scores,
    found: Growth | None = None,
    facts: Facts | None = None,
    errors: Errors | None = None,
) -> Reliability:
    """What this audit tells by its own visits and auditors, unless `facts` or `errors` know better."""
    repeats = repeats_of(audit)
    used = errors or repeats.errors
    return Reliability(
        sensitivity=sensitivity(audit, scores),
        precision=confidence.of_overall(scores, repeats.auditors, used),
        errors=used,
        confidence=confidence.confidence(facts) if facts else confidence_of(audit, scores, repeats),
        repeats=repeats,
        survival=top_survives(audit, found or growth(audit, scores)),
    )


# --- the score ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """What the overall score would be otherwise: one value, or a range; `assumed` if by default errors."""

    name: str
    low: float
    high: float
    assumed: bool = False

    def said(self, tr: Translator) -> str:
        low, high = tr.number(self.low), tr.number(self.high)
        return low if low == high else f"{low}–{high}"


def trials(found: Reliability, tr: Translator) -> list[Trial]:
    """Every test of the overall score; the auditor's error comes last. Empty without a score."""
    tested, precision = found.sensitivity, found.precision
    if tested is None or precision is None:
        return []
    rows = [
        Trial(tr("Weights “{name}”", name=tr(words.PRESETS.get(name, name))), score, score)
        for name, score in tested.presets.items()
    ]
    rows.append(Trial(tr("One weight changes by ±25%"), *tested.span))
    rows.append(Trial(tr("All weights change by ±25%, 90% of cases"), tested.noisy.p5, tested.noisy.p95))
    rows.append(Trial(tr("Geometric mean instead of the plain one"), tested.geometric, tested.geometric))
    if left := tested.left_out:
        rows.append(
            Trial(
                tr("Without {criterion}, which moves it most", criterion=left.criterion),
                left.score,
                left.score,
            )
        )
    if tested.bounds[0] < tested.bounds[1]:
        rows.append(Trial(tr("Not verified criteria: all 0 or all 5"), *tested.bounds))
    if found.repeats.between:
        n = len(found.repeats.visits)
        alone = tr.plural("The {n} visit alone", "Each of the {n} visits alone", n)
        rows.append(Trial(alone, *found.repeats.between))
    if found.repeats.drawn:
        rows.append(Trial(tr("The visits drawn anew, 95% of cases"), *found.repeats.drawn))
    name = (
        tr("Error of one auditor, 95% (assumed)") if found.errors.assumed else tr("Error of one auditor, 95%")
    )
    rows.append(Trial(name, *precision.interval, assumed=found.errors.assumed))
    return rows


_SMALLEST = 0.01
"""The smallest change that can be said of a score with two decimals."""


def weights_move(tested: Sensitivity) -> float:
    """How far other weights take the overall score at most."""
    noisy = tested.noisy
    figures = [*tested.presets.values(), *tested.span, noisy.p5, noisy.p95]
    return max(abs(figure - tested.score) for figure in figures)


def headline(found: Reliability, tr: Translator) -> str:
    """What matters more, the weights or the auditor."""
    tested, precision = found.sensitivity, found.precision
    if tested is None or precision is None:
        return tr("There is no single overall score to test yet")
    moved, half = weights_move(tested), confidence.Z95 * precision.error
    weights, auditor = tr.number(moved), tr.number(half)
    if moved < _SMALLEST:
        return tr(
            "Other weights move the overall score by less than {smallest}; an auditor may err by {auditor}",
            smallest=tr.number(_SMALLEST),
            auditor=auditor,
        )
    if half > moved:
        return tr(
            "Other weights move the overall score by {weights} at most; an auditor may err by {auditor}",
            weights=weights,
            auditor=auditor,
        )
    return tr(
        "Other weights move the overall score by up to {weights}, more than an auditor may err: {auditor}",
        weights=weights,
        auditor=auditor,
    )


def error_note(errors: Errors, tr: Translator) -> str:
    """Where the auditor's error comes from."""
    said = {"rating": tr.number(errors.rating), "leniency": tr.number(errors.leniency)}
    if errors.rating_assumed:
        text = tr(
            "The error of an auditor is assumed: {rating} for one rating, {leniency} for leniency.",
            **said,
        )
    elif errors.leniency_assumed:
        text = tr(
            "The error of one rating was measured: {rating}. That of leniency is assumed: {leniency}.", **said
        )
    else:
        text = tr(
            "The error of an auditor was measured: {rating} for one rating, {leniency} for leniency.", **said
        )
    return text + " " + tr("How the company differs from visit to visit is not in it.")


def change_notes(scores: Scores, errors: Errors, tr: Translator) -> list[str]:
    """What the next wave can show, and how many visits a firm score takes."""
    one, two = (confidence.of_overall(scores, auditors, errors) for auditors in (1, 2))
    said = []
    if one and two:
        said.append(
            tr(
                "Different auditors: a change is real above {one} points, with two in each wave above {two}.",
                one=tr.number(confidence.smallest_change(one)),
                two=tr.number(confidence.smallest_change(two)),
            )
        )
        same = tr.number(confidence.smallest_change(one, same_auditor=True))
        said.append(tr("The same auditor: above {same}, since leniency cancels out.", same=same))
    poor, fair = confidence.visits_needed(0.3), confidence.visits_needed(0.5)
    said.append(
        tr(
            "Visits: reliability {goal} takes {poor} of them if one has {low}, {fair} if it has {high}.",
            goal=tr.number(0.8, 1),
            poor=poor,
            low=tr.number(0.3, 1),
            fair=fair,
            high=tr.number(0.5, 1),
        )
    )
    return said


# --- the TOP --------------------------------------------------------------------------------


def top_sentence(found: Survival | None, tr: Translator) -> str:
    """Whether the TOP survives weights that are off by up to a quarter."""
    if found is None:
        return tr("There is no TOP of growth zones to test.")
    draws = tr.number(found.draws, 0)
    if found.same == 1:
        return tr("Yes: in all {draws} draws of weights within ±25% the TOP is the same.", draws=draws)
    share, zones = _share(found.same, tr), "; ".join(_unsure(found, tr))
    if found.same >= SURE:
        return tr(
            "Yes: in {share} of {draws} draws of weights within ±25% the TOP is the same.",
            share=share,
            draws=draws,
        )
    text = (
        tr(
            "In part: the same TOP in {share} of {draws} draws of weights within ±25%; {zones}.",
            share=share,
            draws=draws,
            zones=zones,
        )
        if found.same >= HALF
        else tr(
            "No: the same TOP in only {share} of {draws} draws of weights within ±25%; {zones}.",
            share=share,
            draws=draws,
            zones=zones,
        )
    )
    return text


def zone_title(framework: Framework, code: str, tr: Translator) -> str:
    return next(z.title[tr.lang] for stage in framework.stages for z in stage.zones if z.code == code)


def zone_shares(found: Survival, tr: Translator) -> list[tuple[str, str]]:
    """Zones with the share of the draws that has them in the TOP: those of the TOP, then newcomers."""
    rows = [(code, _share(share, tr)) for code, share in found.stays.items()]
    return rows + [(code, _share(share, tr)) for code, share in found.enters.items() if share >= SEEN]


def _unsure(found: Survival, tr: Translator) -> list[str]:
    """Zones that may leave, and without any those that may come in."""
    leaving = [(code, share) for code, share in found.stays.items() if share < SURE]
    if leaving:
        return [tr("{zone} stays in {share}", zone=code, share=_share(share, tr)) for code, share in leaving]
    entering = list(found.enters.items())[:3]
    return [tr("{zone} comes in in {share}", zone=code, share=_share(share, tr)) for code, share in entering]


def _share(share: float, tr: Translator) -> str:
    """A share that is not whole is never rounded to all or nothing."""
    if 0.99 <= share < 1:
        return tr.percent(min(share, 0.999), 1)
    if 0 < share < 0.01:
        return tr.percent(max(share, 0.001), 1)
    return tr.percent(share, 0)


# --- the grade ------------------------------------------------------------------------------


def grade_heading(found: Confidence, tr: Translator) -> str:
    return tr("Why the confidence grade is {letter}", letter=found.letter)


def grade_rows(found: Confidence, tr: Translator) -> list[tuple[str, str, str]]:
    """What each ground is, what was found, and its points of the most."""
    return [
        (tr(_GROUNDS[r.ground]), _found(r, tr), tr("{n} of {total}", n=r.points, total=r.most))
        for r in found.reasons
    ]


def grade_sum(found: Confidence, tr: Translator) -> tuple[str, str]:
    """Which grade the points alone give, and the points."""
    said = tr("Total: {range} is {letter}", range=_LETTERS[found.uncapped], letter=found.uncapped)
    return said, tr("{n} of {total}", n=found.points, total=found.most)


def grade_limits(found: Confidence, tr: Translator) -> list[str]:
    return [tr(_CAPS[cap]) for cap in found.caps]


def _found(reason: Reason, tr: Translator) -> str:
    if reason.value is None:
        return tr("not measured")
    match reason.ground:
        case "coverage" | "proven":
            return tr.percent(reason.value)
        case "visits":
            return tr.number(reason.value, 0)
        case "alpha":
            return tr.number(reason.value)
        case "review":
            return tr("yes") if reason.value else tr("no")
