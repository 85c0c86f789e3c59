"""What stands above the scoring page: which stage, and whose audit."""

from __future__ import annotations

from cxaudit.model import Audit, Criterion
from ui.look import Look
from ui.moments import said_day


def stage_said(audit: Audit, criterion: Criterion, look: Look) -> str:
    """`Stage 2 of 8 · Selection`."""
    framework = audit.framework
    codes = [stage.code for stage in framework.stages]
    return look.tr(
        "Stage {n} of {total} \u00b7 {stage}",
        n=codes.index(criterion.stage) + 1,
        total=len(codes),
        stage=framework.stage(criterion.stage).title[look.tr.lang],
    )


def audit_said(audit: Audit, sheet: str, look: Look) -> str:
    """Company, product, city and day; of several sheets the one that is scored in place of two of them."""
    brief = audit.brief
    parts = [sheet, brief.company] if sheet else [brief.company, brief.product, brief.city]
    return " \u00b7 ".join(part for part in (*parts, said_day(audit.created, look)) if part)
