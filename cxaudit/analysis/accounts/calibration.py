"""How a figure of two auditors' agreement came about: the table of scores, the formula (METHOD 2.5)."""

from __future__ import annotations

import math

from cxaudit.analysis import alpha
from cxaudit.analysis.accounts.account import Account, Block, Lead, exact
from cxaudit.analysis.agreement import (
    CATEGORIES,
    FEWEST_UNITS,
    Comparison,
    linear,
    quadratic,
    table,
    weighed,
)
from cxaudit.analysis.calibration import Figure, figures, signed
from cxaudit.analysis.icc import mean_squares
from cxaudit.i18n import Translator
from cxaudit.model import Audit

Sums = tuple[tuple[str, str], ...]


def of_figure(found: Comparison, name: str, a: Audit, tr: Translator) -> Account:
    """The account of one of `calibration.figures`, by its key; `a` is the audit of A."""
    figure = next(one for one in figures(tr, found.agreement, found.stages) if one.key == name)
    table_first = name not in ("icc_single", "icc_mean")
    return Account(
        name=figure.name,
        title=tr("How “{figure}” came about", figure=figure.name),
        shown=figure.value,
        value=figure.exact,
        words=_words(tr, found, figure),
        blocks=(
            Block(sums=_sums(tr, found, figure)),
            _pairs(tr, found) if table_first else _stages(tr, found, a),
            _differences(tr, found, a),
        ),
    )


def _words(tr: Translator, found: Comparison, figure: Figure) -> tuple[str, ...]:
    said = [figure.says]
    if figure.reading:
        said.append(tr("Reading: {reading}.", reading=figure.reading))
    if figure.exact is None and figure.why:
        said.append(figure.why)
    if figure.key.startswith(("alpha", "kappa")) and figure.exact is None:
        said.append(
            tr("Fewer than {n} criteria were scored by both, so no coefficient is computed.", n=FEWEST_UNITS)
            if found.agreement.units < FEWEST_UNITS
            else tr("All the scores are the same, so agreement cannot be told from chance.")
        )
    return tuple(said)


def _sums(tr: Translator, found: Comparison, figure: Figure) -> Sums:
    """The reckoning; empty where there is nothing to reckon."""
    if figure.exact is None:
        return ()
    shared = found.shared
    lines: Sums
    match figure.key:
        case "exact" | "within_one":
            most = 0 if figure.key == "exact" else 1
            held = sum(one.size <= most for one in shared)
            name = tr("Criteria with the same score") if most == 0 else tr("Criteria at most 1 apart")
            lines = ((name, str(held)), (tr("Criteria scored by both"), str(len(shared))))
        case "leniency":
            total = sum(one.a - one.b for one in shared)
            lines = (
                (tr("Sum of the differences, A less B"), signed(tr, total, 0)),
                (tr("Criteria scored by both"), str(len(shared))),
            )
        case "sd" | "sigma_r":
            lines = _spread(tr, found, figure.key)
        case "icc_single" | "icc_mean":
            lines = _variances(tr, found)
        case _:
            lines = _disagreement(tr, found, figure.key)
    shown = (tr("Rounded for reading"), figure.value)
    made = signed(tr, figure.exact, 4) if figure.key == "leniency" else exact(tr, figure.exact)
    return (*lines, (_formula(tr, figure.key), made), shown)


def _formula(tr: Translator, key: str) -> str:
    match key:
        case "exact" | "within_one" | "leniency":
            return tr("The first ÷ the second")
        case "sd":
            return tr("Root of squares ÷ (criteria − 1)")
        case "sigma_r":
            return tr("SD ÷ √2")
        case "icc_single":
            return tr("ICC(2,1), absolute agreement")
        case "icc_mean":
            return tr("ICC(2,k), absolute agreement")
    return tr("1 − observed ÷ expected")


def _spread(tr: Translator, found: Comparison, key: str) -> Sums:
    mean, n = found.agreement.leniency or 0.0, len(found.shared)
    squares = math.fsum((one.a - one.b - mean) ** 2 for one in found.shared)
    lines = (
        (tr("Squares of the differences from their mean, in all"), exact(tr, squares)),
        (tr("Criteria scored by both"), str(n)),
    )
    return (*lines, (tr("SD of the difference"), exact(tr, found.agreement.sd or 0.0)))[
        : 2 if key == "sd" else 3
    ]


def _disagreement(tr: Translator, found: Comparison, key: str) -> Sums:
    kind, _, level = key.partition("_")
    if kind == "kappa":
        counts = table((one.a, one.b) for one in found.shared)
        observed, expected = weighed(counts, quadratic if level == "quadratic" else linear)
    else:
        raters = ([one.a for one in found.shared], [one.b for one in found.shared])
        observed, expected = alpha.disagreements(raters, "ordinal" if level == "ordinal" else "interval")
    return (
        (tr("Observed disagreement, weighted"), exact(tr, observed)),
        (tr("Disagreement that chance would give"), exact(tr, expected)),
    )


def _variances(tr: Translator, found: Comparison) -> Sums:
    squares = mean_squares([(one, other) for _, one, other in found.stages])
    assert squares is not None
    return (
        (tr("Stages that both scored"), str(len(found.stages))),
        (tr("Mean square between the stages"), exact(tr, squares.targets)),
        (tr("Mean square between the auditors"), exact(tr, squares.raters)),
        (tr("Mean square of what is left"), exact(tr, squares.rest)),
    )


def _pairs(tr: Translator, found: Comparison) -> Block:
    """How often A gave the row and B the column."""
    counts = table((one.a, one.b) for one in found.shared)
    head = (tr("A ↓ B →"), *(str(n) for n in range(CATEGORIES)))
    rows = [(str(a), *(str(n) if n else "·" for n in row)) for a, row in enumerate(counts)]
    words = tr("How many criteria got this score from A and that from B.")
    return Block(heading=tr("The scores of both"), words=(words,), table=(head, *rows))


def _stages(tr: Translator, found: Comparison, a: Audit) -> Block:
    rows = [
        (a.framework.stage(code).short[tr.lang], tr.number(one, 4), tr.number(other, 4))
        for code, one, other in found.stages
    ]
    return Block(heading=tr("Stage scores of both"), table=((tr("Stage"), "A", "B"), *rows))


def _differences(tr: Translator, found: Comparison, a: Audit) -> Block:
    """The criteria to talk about, the largest difference first."""
    leads = []
    for one in found.disagreements:
        criterion = a.framework.criteria[one.criterion]
        note = f"{one.criterion} · A {one.a}, B {one.b}"
        path = (criterion.stage, one.criterion)
        leads.append(Lead(criterion.title[tr.lang], note, signed(tr, one.a - one.b, 0), path=path))
    heading = tr("Where they differ, A less B") if leads else ""
    return Block(heading=heading, leads=tuple(leads))
