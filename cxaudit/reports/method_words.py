"""The method in sentences that every kind of report shares."""

from __future__ import annotations

from cxaudit.i18n import Translator
from cxaudit.reports.findings import draft_reasons
from cxaudit.reports.subject import Subject


def formulas(tr: Translator) -> tuple[str, ...]:
    """How the scores are computed (METHOD 2.1)."""
    return (
        tr("Stage score: the plain mean of its scored criteria. N, U and empty are left out."),
        tr("Overall score: the weighted mean of the stage scores, divided by the sum of their weights."),
        tr("Coverage: scored criteria divided by all that apply (scored, U, empty). N is outside."),
        tr("Bounds: the score with every U as 0 and with every U as 5. In the score U is left out."),
        tr("Stage status: full from 80% coverage; provisional (~) from 50%, with 5 scores or more."),
        tr("Overall status: full with a score of every stage; partial from 60% of the weight."),
        tr("Rounding: half up, to two decimals, in print only."),
    )


def limits(subject: Subject) -> list[str]:
    """What the report does not say, whatever its kind."""
    tr = subject.tr
    said = [
        tr("It shows what one client path met on these days, not how the company works all year."),
        tr("It states what was seen and gives no causes: those need a talk with the company."),
        tr("Scores of two audits can be compared only under the same framework and the same thresholds."),
        tr("The spread between auditors was not measured; a difference of a few hundredths means nothing."),
        tr("The brief was not signed in the program."),
    ]
    if subject.potential is None:
        said.append(tr("It puts no money value on the points lost and compares with no other company."))
    if reasons := draft_reasons(subject):
        said.append(tr("It is a draft: {reasons}.", reasons=reasons))
    return said
