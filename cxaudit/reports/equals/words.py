"""What the report on equal audits says: names, titles, why the order may not hold, and what limits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cxaudit.analysis.benchmark import TIE
from cxaudit.analysis.cube import Difference
from cxaudit.analysis.equals import LIKELY, Equal, Equals
from cxaudit.i18n import Translator
from cxaudit.model import Stage
from cxaudit.reports.findings import joined, named
from cxaudit.reports.market_words import likelihood


def company(one: Equal, found: Equals, tr: Translator) -> str:
    """The company; with its wave or product where another audit is of the same one."""
    brief = one.audit.brief
    name = brief.company.strip() or tr("Company not named")
    if Counter(other.row.known for other in found.equals)[one.row.known] > 1:
        more = [part.strip() for part in (brief.wave, brief.product) if part.strip()]
        return ", ".join([name, *more[:1]])
    return name


def lettered(one: Equal, found: Equals, tr: Translator) -> str:
    """`A Company`."""
    return f"{one.letter} {company(one, found, tr)}"


def titles(found: Equals, tr: Translator) -> list[str]:
    """Who is highest and lowest and if that is sure; then shorter, for long names."""
    scored = [one for one in found.fair if one.overall is not None]
    n = len(found.equals)
    plain = tr.plural("{n} audit side by side", "{n} audits side by side", n)
    if len(scored) < 2:
        return [plain]
    first, last = scored[0], scored[-1]
    if _near(first, last):
        return [tr("All scores are equal"), plain]
    top = [one for one in scored if _near(first, one)]
    low = [one for one in scored if _near(last, one)]
    said = []
    for say in (lambda one: company(one, found, tr), lambda one: one.letter):
        ends = tr(
            "Highest: {first}, {score}; lowest: {last}, {low}",
            first=joined([say(one) for one in top], tr),
            score=tr.number(first.overall or 0),
            last=joined([say(one) for one in low], tr),
            low=tr.number(last.overall or 0),
        )
        said.append(ends)
    return [*said, plain]


def _near(one: Equal, other: Equal) -> bool:
    return abs((one.overall or 0.0) - (other.overall or 0.0)) <= TIE + 1e-9


def order(found: Equals, tr: Translator) -> list[str]:
    """A sentence for each two neighbours in the order."""
    said = []
    scored = [one for one in found.fair if one.overall is not None]
    for one, below in pairwise(scored):
        chance = found.chance(one, below)
        if chance is None:
            continue
        share = likelihood(chance, tr)
        text = (
            tr("{a} before {b}: {chance}, likely.", a=one.letter, b=below.letter, chance=share)
            if chance >= LIKELY
            else tr("{a} before {b}: {chance}, open.", a=one.letter, b=below.letter, chance=share)
        )
        said.append(text)
    return said


def rule(found: Equals, tr: Translator) -> str:
    """What so few companies allow."""
    n = found.companies
    said = tr.plural(
        "{n} company can be compared. It was chosen by hand and is no sample of a market.",
        "{n} companies can be compared. They were chosen by hand and are no sample of a market.",
        n,
    )
    if not found.rule.spread:
        return said + " " + tr("Below five companies no ranks are given and no medians: the order alone.")
    return said + " " + tr("Below ten companies no percentiles are given.")


def spaces(found: Equals, tr: Translator) -> tuple[str, str]:
    """Heading and sentence about the stages in which all are weak."""
    head = tr("White spaces") if found.rule.spread else tr("Where nobody is good")
    if not found.judged:
        return head, tr("There are too few scores of any stage to tell.")
    if found.rule.spread:
        if not found.white_spaces:
            return head, tr("No stage is weak at all companies: median below 2.5 and nobody at 3.5.")
        names = _stages(found, found.white_spaces, tr)
        return head, tr("Median below 2.5 and nobody at 3.5: {stages}.", stages=names)
    if not found.nobody_good:
        return head, tr("In every compared stage at least one reaches 3.5.")
    return head, tr("Nobody reaches 3.5: {stages}.", stages=_stages(found, found.nobody_good, tr))


def _stages(found: Equals, places: Sequence[int], tr: Translator) -> str:
    return joined([named(found.framework.stages[at], tr) for at in places], tr)


def leads(found: Equals, tr: Translator) -> list[tuple[str, list[Stage]]]:
    """Each letter with the stages in which nobody is better, if somebody is worse."""
    said = []
    for one in found.fair:
        best = []
        for at, stage in enumerate(found.framework.stages):
            scored, score = found.scored(at), one.scores.stages[at].score
            if score is not None and len(scored) > 1 and score + TIE >= max(scored) > min(scored) + TIE:
                best.append(stage)
        said.append((one.letter, best))
    return said


def why_not(difference: Difference, tr: Translator) -> str:
    """Why an audit is hatched."""
    return {
        "": "",
        "checklist": tr("another version of the checklist"),
        "thresholds": tr("other limits of time"),
        "scope": tr("no scores of this scope"),
    }[difference]


def scope(found: Equals, tr: Translator) -> str:
    """Which criteria count, and why."""
    n = len(found.criteria)
    if found.scope == "full":
        return tr.plural("All {n} criterion counts.", "All {n} criteria count.", n)
    return tr.plural(
        "Client data was used for some audits only. So {n} criterion that an outsider can check counts.",
        "Client data was used for some audits only. So the {n} criteria that an outsider can check count.",
        n,
    )


def weighting(found: Equals, tr: Translator) -> str:
    """Whose weights were used."""
    given = ", ".join(
        f"{stage.code} {tr.weight(score.weight)}"
        for stage, score in zip(found.framework.stages, found.fair[0].scores.stages, strict=True)
    )
    if found.own_weights:
        return tr("All audits have the same weights: {weights}.", weights=given)
    return tr(
        "The audits have different weights. Here all are weighed as the checklist does: {weights}. "
        "So an overall score may differ from that of the company's own report.",
        weights=given,
    )


def caveats(found: Equals, tr: Translator) -> list[tuple[str, str]]:
    """Heading and text of everything that limits the comparison."""
    said = [
        (tr("Few companies"), rule(found, tr)),
        (tr("Criteria that count"), scope(found, tr)),
        (tr("Weights"), weighting(found, tr)),
        (
            tr("Likelihood of the order"),
            tr(
                "How likely one is truly better is reckoned from the error of auditors: measured where two "
                "scored the same visit, else assumed to be 0.6 points for a rating and 0.3 for leniency. "
                "Leniency cancels out where the same auditor scored both."
            ),
        ),
        (
            tr("Bounds"),
            tr("What was not verified is read as 0 and as 5. The auditor's own error is not part of this."),
        ),
    ]
    said += [(tr("Not comparable"), text)] if (text := _odd(found, tr)) else []
    said += [(tr("Older than a year"), text)] if (text := _old(found, tr)) else []
    said.append((tr("Consent"), _consent(found, tr)))
    return said


def _odd(found: Equals, tr: Translator) -> str:
    odd = [one for one in found.equals if one.difference]
    parts = [f"{lettered(one, found, tr)}: {why_not(one.difference, tr)}" for one in odd]
    return "; ".join(parts) + "." if parts else ""


def _old(found: Equals, tr: Translator) -> str:
    old = [lettered(one, found, tr) for one in found.equals if one.old]
    return joined(old, tr) + "." if old else ""


def _consent(found: Equals, tr: Translator) -> str:
    without = [one.letter for one in found.equals if not one.quotes]
    if not without:
        return tr("Every audit has a recorded consent, so notes are printed.")
    return tr(
        "Notes are printed only of audits with a recorded consent; it is missing for {letters}. "
        "Scores of companies that did not agree are for the reader's own use.",
        letters=joined(without, tr),
    )
