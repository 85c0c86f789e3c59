"""What `cxaudit agree` prints: how far two audits of the same thing agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cxaudit import auditfile
from cxaudit.analysis import calibration
from cxaudit.analysis.agreement import ENOUGH, Comparison, alpha_reading, compare
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.model import Audit


@dataclass(frozen=True, slots=True)
class Pair:
    """Two audits and how they compare."""

    a: Audit
    b: Audit
    found: Comparison


def read(a: Path, b: Path) -> Pair:
    """Two audit files; KnownError if they are one audit or use different checklists."""
    one, other = auditfile.read(a).read(), auditfile.read(b).read()
    if one.id == other.id:
        raise KnownError(
            "Both files are the same audit, so there are no two auditors to compare. Nothing was changed. "
            "Choose two audits; “cxaudit merge” unites copies of one."
        )
    return Pair(one, other, compare(one, other))


def as_json(pair: Pair) -> dict[str, Any]:
    """The documented JSON (docs/agree.md): unrounded numbers, null where nothing can be computed."""
    found = pair.found.agreement
    alphas = {"alpha_ordinal": found.alpha_ordinal, "alpha_interval": found.alpha_interval}
    readings = {name: None if value is None else alpha_reading(value) for name, value in alphas.items()}
    return {
        "a": _audit_json(pair.a),
        "b": _audit_json(pair.b),
        **asdict(found),
        "sigma_r": found.sigma_r,
        "enough": found.enough,
        "readings": readings,
        "rule": {"alpha_ordinal": calibration.LEAST_ALPHA, "within_one": calibration.LEAST_WITHIN_ONE},
        "verdict": calibration.verdict(found),
        "disagreements": [
            {
                **asdict(one),
                "difference": one.a - one.b,
                "note_a": pair.a.rating(one.criterion).note,
                "note_b": pair.b.rating(one.criterion).note,
            }
            for one in pair.found.disagreements
        ],
        "unshared": list(pair.found.unshared),
    }


def _audit_json(audit: Audit) -> dict[str, str]:
    brief = audit.brief
    return {"id": audit.id, "company": brief.company, "wave": brief.wave, "auditor": brief.auditor}


def as_lines(pair: Pair, tr: Translator) -> Iterator[str]:
    """What people read, line by line."""
    found = pair.found.agreement
    yield f"A  {calibration.named(tr, pair.a)}"
    yield f"B  {calibration.named(tr, pair.b)}"
    yield from calibration.cautions(tr, pair.a, pair.b)
    total = len(pair.a.framework.criteria)
    yield tr("Scored in both: {n} of {total}", n=found.units, total=total)
    if found.enough != "enough":
        yield tr(ENOUGH[found.enough])
    for figure in calibration.figures(tr, found):
        yield f"   {figure.value:>7}  {figure.name}" + (f": {figure.reading}" if figure.reading else "")
    yield f"{tr(calibration.VERDICTS[calibration.verdict(found)])}. {calibration.reason(tr, found)}".strip()
    yield calibration.rule(tr)
    yield ""
    yield from _differences(pair, tr)
    if said := calibration.left_out(tr, pair.found):
        yield said


def _differences(pair: Pair, tr: Translator) -> Iterator[str]:
    if not pair.found.disagreements:
        yield tr("No differences in the scores that both gave.")
        return
    yield tr("Differences, the largest first (A, B):")
    for one in pair.found.disagreements:
        title = pair.a.framework.criteria[one.criterion].title[tr.lang]
        yield f"   {one.a} {one.b}  {one.criterion}  {title}"
        for side, audit in (("A", pair.a), ("B", pair.b)):
            if note := audit.rating(one.criterion).note:
                yield f"        {side}: {note}"
