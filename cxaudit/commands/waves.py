"""What `cxaudit waves` prints: what changed between two waves, and what of it is more than error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cxaudit import auditfile, staff
from cxaudit.analysis import calibration, waves_words
from cxaudit.analysis.waves import CriterionMove, Waves, compare, in_order
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.model import Json
from cxaudit.reports.data.json_waves import waves_of


def read(a: Path, b: Path, as_given: bool, tr: Translator) -> Waves:
    """Two audit files, the earlier first; KnownError if they are one audit or use different checklists."""
    one, other = (staff.by_role(auditfile.read(path).read(), tr) for path in (a, b))
    if one.id == other.id:
        raise KnownError(
            "Both files are the same audit, so there are no two waves to compare. Nothing was changed. "
            "Choose two audits; “cxaudit merge” unites copies of one."
        )
    return compare(one, other) if as_given else compare(*in_order(one, other))


# --- for programs ---------------------------------------------------------------------------


def as_json(found: Waves) -> dict[str, Json]:
    """The documented JSON (docs/waves.md): unrounded numbers, null where nothing can be computed."""
    import msgspec

    said: dict[str, Json] = msgspec.to_builtins(waves_of(found))
    return said


# --- for people -----------------------------------------------------------------------------


def as_lines(found: Waves, tr: Translator) -> Iterator[str]:
    """What people read, line by line."""
    yield tr("Earlier: {audit}", audit=calibration.named(tr, found.before))
    yield tr("Later: {audit}", audit=calibration.named(tr, found.after))
    yield from waves_words.cautions(tr, found.before, found.after)
    yield ""
    yield waves_words.claim(tr, found)
    yield waves_words.stages_claim(tr, found)
    yield from waves_words.notes(tr, found)
    yield ""
    yield from _stages(found, tr)
    for name, lines in _criteria(found, tr):
        if lines:
            yield ""
            yield name
            yield from lines


def _stages(found: Waves, tr: Translator) -> Iterator[str]:
    for move in found.stages:
        title = found.after.framework.stage(move.code).title[tr.lang]
        scores = [_score(tr, stage.score) for stage in (move.before, move.after)]
        said, change, limit = waves_words.reason(tr, move), "", ""
        if move.change:
            change, limit = waves_words.figures(tr, move.change)
            said, limit = waves_words.verdict(tr, move.change), f"±{limit}"
        yield f"{move.code}  {scores[0]:>5} {scores[1]:>5} {change:>6} {limit:>6}  {title}: {said}"


def _criteria(found: Waves, tr: Translator) -> Iterator[tuple[str, list[str]]]:
    flags = [
        f"   {tr(waves_words.FATES[flag.fate])}: {_named(flag.move.criterion, found, tr)}, "
        + " → ".join(waves_words.mark(tr, rating) for rating in (flag.move.before, flag.move.after))
        for flag in found.flags
    ]
    yield tr("Red flags"), flags
    down = [move for move in found.moved if (move.difference or 0.0) < 0]
    up = [move for move in found.moved if (move.difference or 0.0) > 0]
    for name, moves in (
        (tr("Scored lower"), down),
        (tr("Scored higher"), up),
        (tr("Scored in one wave only"), found.one_sided),
    ):
        yield name, list(_moves(moves, found, tr))


def _moves(moves: Sequence[CriterionMove], found: Waves, tr: Translator) -> Iterator[str]:
    for move in moves:
        marks = " → ".join(waves_words.mark(tr, rating) for rating in (move.before, move.after))
        yield f"   {marks}  {_named(move.criterion, found, tr)}"
        for name, rating in ((tr("Earlier"), move.before), (tr("Later"), move.after)):
            if note := rating.note.strip():
                yield f"        {name}: {note}"


def _named(criterion: str, found: Waves, tr: Translator) -> str:
    return f"{criterion} {found.after.framework.criteria[criterion].title[tr.lang]}"


def _score(tr: Translator, score: float | None) -> str:
    return "—" if score is None else tr.number(score)
