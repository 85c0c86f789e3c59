"""How a gap of an audit is said."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.cells import BRIEF_FIELDS
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Scores
from cxaudit.quality.completeness import Gap, conflicts

MOST_IDS = 5
ICONS = {
    "weights": ("octagon-alert", "danger"),
    "conflict": ("git-compare-arrows", "danger"),
    "not_scored": ("circle-dashed", "muted"),
    "empty": ("circle", "muted"),
    "draft": ("triangle-alert", "warn"),
    "provisional": ("circle-dashed", "muted"),
    "unverified": ("circle-help", "muted"),
    "brief": ("clipboard-list", "muted"),
}
"""By kind: the icon and the token of its colour."""


def ids_said(ids: Sequence[str], tr: Translator, most: int = MOST_IDS) -> str:
    """`SEL-16, OFF-11, 12 and 4 more`: the stage is said once for neighbours."""
    said: list[str] = []
    before = ""
    for criterion in ids[:most]:
        stage, _, number = criterion.partition("-")
        said.append(number if stage == before else criterion)
        before = stage
    if len(ids) > most:
        return tr("{ids} and {n} more", ids=", ".join(said), n=len(ids) - most)
    return ", ".join(said)


def field_name(name: str, audit: Audit, tr: Translator) -> str:
    """A line of the brief, the weight of a stage, or what a cell is about, as people call it."""
    lines = {
        "company": tr("company"),
        "product": tr("product"),
        "country": tr("country"),
        "city": tr("city"),
        "scenario": tr("scenario"),
        "persona": tr("persona"),
        "wave": tr("wave"),
        "auditor": tr("auditor"),
    }
    if name in lines:
        return lines[name]
    if name in audit.weights:
        return tr("weight of {stage}", stage=name)
    from cxaudit.quality.conflict_words import about

    return about(name, audit, tr).title


def page_of(name: str, audit: Audit) -> str:
    """The page on which a field of a gap can be mended."""
    kind = name.partition("/")[0]
    if kind == "baseline":
        return "potential"
    of_brief = name in BRIEF_FIELDS or name in audit.weights
    return "brief" if of_brief or kind in ("brief", "persona", "excluded", "threshold", "legal") else "inbox"


def title(gap: Gap, audit: Audit, scores: Scores, tr: Translator) -> str:
    """What is missing and how many."""
    n = len(gap.criteria)
    match gap.kind:
        case "weights":
            return tr("All stage weights are zero")
        case "conflict":
            return tr.plural("{n} conflict", "{n} conflicts", conflicts(audit))
        case "not_scored":
            return tr("{stage}: no score yet", stage=_stage(gap, audit, tr))
        case "empty":
            return tr.plural("{n} criterion not rated", "{n} criteria not rated", n)
        case "draft":
            return tr.plural("{n} draft rating", "{n} draft ratings", n)
        case "provisional":
            coverage = scores.stage(gap.stage).coverage or 0
            return f"{_stage(gap, audit, tr)}: {tr.percent(coverage)}"
        case "unverified":
            return tr.plural("{n} not verified (U)", "{n} not verified (U)", n)
        case "brief":
            lines = len(gap.fields)
            return tr.plural("{n} empty line in the brief", "{n} empty lines in the brief", lines)


def note(gap: Gap, audit: Audit, scores: Scores, tr: Translator) -> str:
    """What exactly, or what would mend it."""
    match gap.kind:
        case "weights":
            return tr("Give at least one stage a weight.")
        case "conflict":
            lines = [field_name(name, audit, tr) for name in gap.fields]
            ids = [ids_said(gap.criteria, tr)] if gap.criteria else []
            return ", ".join(ids + lines)
        case "not_scored":
            score = scores.stage(gap.stage)
            done = tr("{n} of {total} scored", n=score.scored + score.conflicts, total=score.base)
            return done + ", " + tr.plural("{n} more needed", "{n} more needed", gap.more)
        case "draft":
            return tr("0, 1 and 5 need a file: {ids}", ids=ids_said(gap.criteria, tr))
        case "provisional":
            need = tr.percent(0.8, 0)
            return tr.plural(
                "provisional, {share} needed: {n} more score",
                "provisional, {share} needed: {n} more scores",
                gap.more,
                share=need,
            )
        case "brief":
            return ", ".join(field_name(name, audit, tr) for name in gap.fields)
    return ids_said(gap.criteria, tr)


def summary(found: Sequence[Gap], audit: Audit, scores: Scores, tr: Translator) -> list[str]:
    """What makes an audit incomplete, a few words each; what can stay as it is goes unsaid."""
    stages = [gap for gap in found if gap.kind == "not_scored"]
    said = []
    for gap in found:
        if gap.kind == "not_scored" and len(stages) > 1:
            if gap is stages[0]:
                said.append(stages_without_score(len(stages), tr))
        elif gap.kind not in ("provisional", "unverified"):
            said.append(title(gap, audit, scores, tr))
    return said


def stages_without_score(n: int, tr: Translator) -> str:
    return tr.plural("{n} stage has no score yet", "{n} stages have no score yet", n)


def _stage(gap: Gap, audit: Audit, tr: Translator) -> str:
    return audit.framework.stage(gap.stage).short[tr.lang]
