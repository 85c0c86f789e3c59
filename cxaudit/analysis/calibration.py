"""Whether two auditors agree well enough, and what each figure of their agreement says (METHOD 2.5, 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cxaudit.analysis.agreement import (
    ALPHA_READINGS,
    ICC_READINGS,
    TENTATIVE,
    Agreement,
    Comparison,
    alpha_reading,
    icc_reading,
)
from cxaudit.analysis.icc import icc
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.words import N_

Verdict = Literal["passed", "not_passed", "open"]

LEAST_ALPHA = TENTATIVE
LEAST_WITHIN_ONE = 0.9
DISCUSSED = 2
"""From this difference on two auditors talk about a criterion."""
FEWEST_TARGETS = 2
"""Of stages, for a correlation over them."""
SAME_LEVEL = 0.1
"""A mean difference below it leaves nobody the more lenient one."""

VERDICTS: Mapping[Verdict, str] = {
    "passed": N_("Calibration passed"),
    "not_passed": N_("Calibration not passed"),
    "open": N_("Too little to judge"),
}


def verdict(found: Agreement) -> Verdict:
    """Both halves of the rule must hold; without a computable alpha only a failure is certain."""
    if found.enough == "too_few" or found.within_one is None:
        return "open"
    if found.within_one < LEAST_WITHIN_ONE:
        return "not_passed"
    if found.alpha_ordinal is None:
        return "open"
    return "passed" if found.alpha_ordinal >= LEAST_ALPHA else "not_passed"


# --- words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic as people read it; `reading` and `value` are empty where there is none."""

    key: str
    name: str
    value: str
    reading: str
    says: str
    """What it tells, in one sentence."""
    exact: float | None = None
    """The figure before it was rounded; None if it is not computable."""
    why: str = ""
    """Why it is not computable, where that needs saying."""


def rule(tr: Translator) -> str:
    """What it takes to pass."""
    return tr(
        "The rule: ordinal alpha of {alpha} or more, and {share} of the scores at most 1 apart.",
        alpha=tr.number(LEAST_ALPHA, 3),
        share=tr.percent(LEAST_WITHIN_ONE, 0),
    )


def reason(tr: Translator, found: Agreement) -> str:
    """Why the verdict is what it is."""
    if found.enough == "too_few":
        return tr.plural(
            "Both scored {n} criterion; it takes 10, better 30.",
            "Both scored {n} criteria; it takes 10, better 30.",
            found.units,
        )
    if found.alpha_ordinal is None:
        return tr("All the scores are the same, so alpha cannot tell agreement from chance.")
    return {
        "passed": tr("Go on with the wave; talk over what is 2 or more apart."),
        "not_passed": tr("Talk over what is 2 or more apart, clarify the anchors, then score a second set."),
        "open": "",
    }[verdict(found)]


def figures(
    tr: Translator, found: Agreement, stages: Sequence[tuple[str, float, float]] | None = None
) -> tuple[Figure, ...]:
    """Every statistic with its reading and its sentence, the two of the rule first.

    `stages` are the stage scores of both; without them nothing is said of those.
    """
    first, *coefficients = _coefficients(tr, found)
    shares = (
        Figure(
            "within_one",
            tr("Within 1 point"),
            _share(tr, found.within_one),
            *_within_one(tr, found),
            found.within_one,
        ),
        Figure(
            "exact",
            tr("Same score"),
            _share(tr, found.exact),
            _none(tr, found.exact),
            tr("The share of criteria to which both gave the same score."),
            found.exact,
        ),
    )
    of_stages = _of_stages(tr, stages) if stages is not None else ()
    return (first, *shares, *_points(tr, found), *coefficients, *of_stages)


def _coefficients(tr: Translator, found: Agreement) -> list[Figure]:
    """Alpha and kappa, that of the rule first."""
    ordinal, interval = found.alpha_ordinal, found.alpha_interval
    said = (
        ("alpha_ordinal", tr("Alpha, ordinal"), ordinal, _alpha_reading(tr, ordinal),
         tr("Agreement beyond chance: 1 is perfect, 0 is chance. It minds the order of scores.")),
        ("alpha_interval", tr("Alpha, interval"), interval, _alpha_reading(tr, interval),
         tr("The same with equal steps between scores.")),
        ("kappa_quadratic", tr("Kappa, quadratic"), found.kappa_quadratic, "",
         tr("Agreement of these two beyond chance; large differences weigh far more.")),
        ("kappa_linear", tr("Kappa, linear"), found.kappa_linear, "",
         tr("The same, with each point of difference weighing alike.")),
    )  # fmt: skip
    return [
        Figure(key, name, _number(tr, value, 3), reading or _none(tr, value), meant, value)
        for key, name, value, reading, meant in said
    ]


def _of_stages(tr: Translator, stages: Sequence[tuple[str, float, float]]) -> tuple[Figure, ...]:
    """The intraclass correlation of the stage scores, of one auditor and of the mean of both."""
    found = icc([(one, other) for _, one, other in stages])
    why = tr("All the stage scores are the same, so nothing varies.")
    if found.targets < FEWEST_TARGETS:
        why = tr("It takes {n} stages that both scored.", n=FEWEST_TARGETS)
    says = tr("How far stage scores agree, also in level; over the stages of this one company.")
    both = tr("The same for the mean of both auditors.")
    return tuple(
        Figure(key, name, _number(tr, value, 3), _icc_reading(tr, value), what, value, why)
        for key, name, value, what in (
            ("icc_single", tr("ICC of stages, one auditor"), found.two_single, says),
            ("icc_mean", tr("ICC of stages, mean of both"), found.two_mean, both),
        )
    )


def _icc_reading(tr: Translator, value: float | None) -> str:
    return tr("not computable") if value is None else tr(ICC_READINGS[icc_reading(value)])


def _points(tr: Translator, found: Agreement) -> tuple[Figure, ...]:
    """The statistics in points of the scale."""
    return (
        Figure(
            "leniency",
            tr("Leniency, A less B"),
            signed(tr, found.leniency),
            _leniency_reading(tr, found.leniency),
            tr("The mean difference of A from B: above zero A scores higher."),
            found.leniency,
        ),
        Figure(
            "sd",
            tr("SD of the difference"),
            _number(tr, found.sd, 2),
            _none(tr, found.sd),
            tr("How much the difference varies from criterion to criterion."),
            found.sd,
        ),
        Figure(
            "sigma_r",
            tr("Error of one score"),
            _number(tr, found.sigma_r, 2),
            _none(tr, found.sigma_r),
            tr("What chance alone moves one score of one auditor: that SD divided by √2."),
            found.sigma_r,
        ),
    )


def named(tr: Translator, audit: Audit) -> str:
    """An audit by company, wave and auditor."""
    brief = audit.brief
    return described(tr, brief.company, brief.wave, brief.auditor)


def described(tr: Translator, company: str, wave: str, auditor: str) -> str:
    """Company, wave and auditor on one line; what is missing is left out or said."""
    said = (company.strip() or tr("Unnamed audit"), wave.strip(), auditor.strip() or tr("auditor not named"))
    return " · ".join(part for part in said if part)


def cautions(tr: Translator, a: Audit, b: Audit) -> tuple[str, ...]:
    """Why the difference may not be that of two auditors."""
    one, other = a.brief, b.brief
    said = []
    if one.company.strip().casefold() != other.company.strip().casefold():
        said.append(
            tr("The audits are of different companies, so the difference is not the auditors' alone.")
        )
    elif one.wave.strip() and other.wave.strip() and one.wave.strip() != other.wave.strip():
        said.append(tr("The audits are of different waves, so what changed at the company counts too."))
    elif one.auditor.strip() and one.auditor.strip().casefold() == other.auditor.strip().casefold():
        said.append(tr("Both audits name the same auditor: this shows how steady one person is."))
    return tuple(said)


def left_out(tr: Translator, found: Comparison) -> str:
    """What does not count; empty if nothing."""
    if not found.unshared:
        return ""
    return tr.plural(
        "{n} criterion has a score in one audit only and does not count.",
        "{n} criteria have a score in one audit only and do not count.",
        len(found.unshared),
    )


def signed(tr: Translator, value: float | None, places: int = 2) -> str:
    """A difference with its sign; a dash where there is none."""
    if value is None:
        return "—"
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return sign + tr.number(abs(value), places)


def _number(tr: Translator, value: float | None, places: int) -> str:
    if value is None:
        return "—"
    return signed(tr, value, places) if value < 0 else tr.number(value, places)


def _share(tr: Translator, value: float | None) -> str:
    return "—" if value is None else tr.percent(value)


def _none(tr: Translator, value: float | None) -> str:
    return tr("not computable") if value is None else ""


def _alpha_reading(tr: Translator, value: float | None) -> str:
    return "" if value is None else tr(ALPHA_READINGS[alpha_reading(value)])


def _within_one(tr: Translator, found: Agreement) -> tuple[str, str]:
    says = tr("The share of criteria whose scores are at most 1 apart.")
    if found.within_one is None:
        return tr("not computable"), says
    return (tr("enough") if found.within_one >= LEAST_WITHIN_ONE else tr("too low")), says


def _leniency_reading(tr: Translator, value: float | None) -> str:
    if value is None:
        return tr("not computable")
    if abs(value) < SAME_LEVEL:
        return tr("equally strict")
    return tr("A is more lenient") if value > 0 else tr("B is more lenient")
