"""The method in sentences that every kind of report shares."""

from __future__ import annotations

from datetime import tzinfo

from cxaudit import visits
from cxaudit.analysis.repeats import pair_of
from cxaudit.field import fieldwork
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.quality import approval, review
from cxaudit.reports.findings import draft_reasons
from cxaudit.reports.subject import Subject
from cxaudit.timing import limits as limits_of_time
from cxaudit.words import N_

_UNMEASURED = N_(
    "The spread between auditors was not measured; a difference of a few hundredths means nothing."
)


def formulas(subject: Subject) -> tuple[str, ...]:
    """How the scores are computed (METHOD 2.1, 2.5)."""
    tr = subject.tr
    return (
        *_visits(subject.audit, tr),
        tr("Stage score: the plain mean of its scored criteria. N, U and empty are left out."),
        tr("Overall score: the weighted mean of the stage scores, divided by the sum of their weights."),
        tr("Coverage: scored criteria divided by all that apply (scored, U, empty). N is outside."),
        tr("Bounds: the score with every U as 0 and with every U as 5. In the score U is left out."),
        tr("Stage status: full from 80% coverage; provisional (~) from 50%, with 5 scores or more."),
        tr("Overall status: full with a score of every stage; partial from 60% of the weight."),
        tr("Rounding: half up, to two decimals, in print only."),
    )


def _visits(audit: Audit, tr: Translator) -> tuple[str, ...]:
    n = len(visits.visits_of(audit.sheets))
    if len(audit.sheets) == 1:
        return ()
    said = tr("Score of a visit: the mean of its auditors, or what they agreed on.")
    if n == 1:
        return (said,)
    worst = (tr("Critical checks: the worst visit counts."),) if audit.worst_visit else ()
    between = tr.plural(
        "Criterion: the mean of {n} visit.",
        "Criterion: the mean of {n} visits, each with the same weight.",
        n,
    )
    return (said, between, *worst)


def limits(subject: Subject) -> list[str]:
    """What the report does not say, whatever its kind."""
    tr = subject.tr
    said = [
        _reach(subject.audit, tr),
        tr("It states what was seen and gives no causes: those need a talk with the company."),
        tr("Scores of two audits can be compared only under the same checklist and the same limits of time."),
        *_unsigned(subject.audit, tr),
        *_unreviewed(subject.audit, tr),
    ]
    if pair_of(subject.audit) is None:
        said.append(tr(_UNMEASURED))
    if subject.potential is None:
        said.append(tr("It puts no money value on the points lost and compares with no other company."))
    if reasons := draft_reasons(subject):
        said.append(tr("It is a draft: {reasons}.", reasons=reasons))
    return said


def _unsigned(audit: Audit, tr: Translator) -> tuple[str, ...]:
    """What a reader must know of the brief's signature; nothing if it is signed as it reads now."""
    signatures = fieldwork.signatures(audit)
    if not signatures:
        return (tr("The brief was not signed in the program."),)
    if not any(one.current for one in signatures):
        return (tr("The brief was changed after it was signed."),)
    return ()


def _unreviewed(audit: Audit, tr: Translator) -> tuple[str, ...]:
    """Whether somebody else checked it, and what was changed since; nothing if all stands as approved."""
    if not approval.standing(audit).finished:
        return (tr("Nobody else has checked and approved it yet."),)
    n = len(approval.revisions(audit))
    since = tr.plural(
        "After the approval {n} entry was changed.", "After the approval {n} entries were changed.", n
    )
    return (since,) if n else ()


def approved(audit: Audit, tr: Translator, zone: tzinfo | None) -> str:
    """Who approved it on which day, and how far the blind second scores agree; empty if nobody did."""
    found = review.review_of(audit)
    given = found.standing.approval
    if given is None:
        return ""
    who = tr("{who}, {date}", who=given.by, date=limits_of_time.day(given.at, tr, zone))
    exact, near = found.within(0), found.within(1)
    if exact is None or near is None:
        return who
    agreement = tr(
        "{n} scores given again blind: {exact} the same, {near} within one",
        n=len(found.pairs),
        exact=tr.percent(exact, 0),
        near=tr.percent(near, 0),
    )
    return f"{who}; {agreement}"


def signed(audit: Audit, tr: Translator, zone: tzinfo | None) -> str:
    """Who signed the brief and on which day of that time zone; empty if nobody did."""
    return "; ".join(
        tr("{who}, {date}", who=one.by, date=limits_of_time.day(one.at, tr, zone))
        for one in fieldwork.signatures(audit)
    )


def _reach(audit: Audit, tr: Translator) -> str:
    """What was seen at all: one path of a client, or several visits."""
    n = len(visits.visits_of(audit.sheets))
    if n == 1:
        return tr("It shows what one client path met on these days, not how the company works all year.")
    return tr.plural(
        "It shows what {n} visit met, not how the company works all year.",
        "It shows what {n} visits met, not how the company works all year.",
        n,
    )
