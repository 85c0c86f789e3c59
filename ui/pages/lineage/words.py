"""How the parts of a number are said."""

from __future__ import annotations

from fractions import Fraction

from cxaudit import cells
from cxaudit.analysis.lineage import CriterionPart, StageLineage, StagePart, Step
from cxaudit.model import Change, Json
from cxaudit.timing import durations
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.chips import chip_says

DASH = "\u2014"
PLACES = 4
"""Enough to see how a figure of two places was rounded."""


def exact(value: Fraction | float, look: Look) -> str:
    """A figure with four decimals."""
    return look.tr.number(float(value), PLACES)


def weight(value: Fraction | float, look: Look) -> str:
    """A weight with as many decimals as it has."""
    return look.tr.weight(float(value))


def reach(low: float, high: float, look: Look) -> str:
    """`2.81-3.00`, or one figure if both read the same."""
    return "\u2013".join(dict.fromkeys((look.mean(low), look.mean(high))))


def who(change: Change, look: Look) -> str:
    """Author and time of a change."""
    return " \u00b7 ".join(part for part in (change.author, said_minute(change.at, look)) if part)


def stage_note(part: StagePart, look: Look) -> str:
    """What a stage brings to the overall: `3.2667 x 15`."""
    tr, score = look.tr, part.score
    low, high = part.weight
    share = "\u2013".join(dict.fromkeys((weight(low, look), weight(high, look))))
    if part.effect == "not_scored":
        return tr("No score: the weight of {weight} is not in the sum.", weight=share)
    mean = exact(score.score, look) if score.score is not None else reach(*(score.span or (0.0, 0.0)), look)
    said = f"{mean} \u00d7 {share}"
    if part.effect == "conflict":
        return f"{said} \u00b7 {tr('in conflict')}"
    if score.status == "provisional":
        return f"{mean}~ \u00d7 {share} \u00b7 {tr('provisional')}"
    return said


def criterion_note(part: CriterionPart, look: Look) -> str:
    """The id, and what is special about the mark."""
    tr = look.tr
    said = [part.criterion]
    if part.effect == "conflict":
        said.append(tr("in conflict"))
    elif part.effect == "not_applicable":
        said.append(tr("not applicable: {reason}", reason=part.rating.reason))
    elif part.effect == "not_verified":
        said.append(tr("not verified: {reason}", reason=part.rating.reason))
    elif part.effect == "empty":
        said.append(tr("no mark yet"))
    if part.inherited:
        said.append(tr("follows from another 0"))
    if part.draft:
        said.append(tr("draft"))
    return " \u00b7 ".join(said)


def weight_source(found: StageLineage, look: Look) -> str:
    """The weight of a stage and who set it."""
    tr = look.tr
    if not found.weights:
        return tr("Weight {weight}: as the checklist proposes.", weight=weight(found.score.weight, look))
    return " ".join(
        tr("Weight {weight}: set by {who}.", weight=weight(head.value, look), who=who(head, look))
        for head in found.weights
    )


# --- changes --------------------------------------------------------------------------------


def step_title(step: Step, look: Look) -> str:
    """What a change did: `Score: 2 -> 4`."""
    tr, value = look.tr, step.change.value
    if step.kind == "score":
        before = ", ".join(dict.fromkeys(mark_said(change.value, look) for change in step.before))
        now = mark_said(value, look)
        if before in ("", now):
            return tr("Mark: {now}", now=now)
        return tr("Mark: {before} → {now}", before=before, now=now)
    if step.kind == "note":
        if not value:
            return tr("Note cleared")
        return tr("Note changed") if any(b.value for b in step.before) else tr("Note written")
    if step.kind == "measure":
        if not value:
            return tr("Measure removed")
        time = durations.amount(value["count"], "steps", tr) if value["count"] is not None else ""
        return tr("Measured: {time}", time=time or durations.said(value["seconds"], tr, tenths=True))
    if step.kind == "caption":
        return tr("Caption of {name}", name=step.file)
    return (
        tr("File removed: {name}", name=step.file)
        if value is None
        else tr("File added: {name}", name=step.file)
    )


def step_text(step: Step, look: Look) -> str:
    """What a change says beyond its title: the reason of a mark, a note, a caption."""
    if step.kind == "score":
        return cells.mark_of(step.change.value)[1]
    if step.kind == "measure":
        return step.change.value["label"] if step.change.value else ""
    return str(step.change.value or "") if step.kind in ("note", "caption") else ""


def mark_said(value: Json, look: Look) -> str:
    """A mark as it stands in a chip; none is said in words."""
    mark = cells.mark_of(value)[0]
    return look.tr("none") if mark is None else str(mark)


def mark_long(value: Json, look: Look) -> str:
    """A mark in words."""
    return chip_says(look, cells.mark_of(value)[0])
