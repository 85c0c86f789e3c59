"""What the scores are now, and what they will be after a choice."""

from __future__ import annotations

from collections.abc import Mapping

from cxaudit.model import Audit, Json, OverallScore, Scores, StageScore
from cxaudit.quality import settling
from cxaudit.quality.conflicts import Conflict
from ui.look import Look

_SCORED = ("visit", "visits", "weights", "excluded")
"""The first part of the names of the cells that a score may follow from."""


def effect(
    look: Look, found: Conflict, audit: Audit, scores: Scores, values: Mapping[str, Json] | None
) -> str:
    """`Selection: 3.20-3.45 → 3.33`, and so the overall; before a choice, what it has to be."""
    tr = look.tr
    if values is None:
        return tr("Keep a version, or write a third value. Nothing is merged by itself.")
    if found.key.partition("/")[0] not in _SCORED:
        return tr("All versions stay in the history.")
    after = settling.scores_after(audit, values)
    lines = [
        _line(look, audit.framework.stage(now.code).short[tr.lang], now, then)
        for now, then in zip(scores.stages, after.stages, strict=True)
    ]
    lines.append(_line(look, tr("Overall"), scores.overall, after.overall))
    return " \u00b7 ".join(line for line in lines if line) or tr("The scores stay as they are.")


def _line(look: Look, name: str, now: StageScore | OverallScore, then: StageScore | OverallScore) -> str:
    before, after = _said(look, now), _said(look, then)
    return f"{name}: {before} → {after}" if before != after else ""


def _said(look: Look, score: StageScore | OverallScore) -> str:
    if score.score is not None:
        return look.mean(score.score)
    if score.span:
        return "\u2013".join(dict.fromkeys(map(look.mean, score.span)))
    return "\u2014"
