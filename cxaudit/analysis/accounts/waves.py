"""How a change between two waves came about: both scores, the error, what it explains (METHOD 2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis.accounts.account import Account, Block, Lead, exact, to
from cxaudit.analysis.confidence import Z95, WaveChange
from cxaudit.analysis.reliability_words import error_note
from cxaudit.analysis.waves import CriterionMove, StageMove, Waves
from cxaudit.analysis.waves_words import figures, mark, points, signed, verdict
from cxaudit.i18n import Translator
from cxaudit.model import StageScore


def of_stage(found: Waves, code: str, tr: Translator) -> Account:
    """The change of one stage, its criteria in both waves, its error and the smallest detectable change."""
    move = next(one for one in found.stages if one.code == code)
    assert move.change is not None
    name = found.after.framework.stage(code).short[tr.lang]
    criteria = [c.id for c in found.after.framework.stage(code).criteria]
    moves = {c: CriterionMove(c, found.before.rating(c), found.after.rating(c)) for c in criteria}
    return Account(
        name=tr("Change of “{stage}”", stage=name),
        title=tr("How the change of “{stage}” came about", stage=name),
        shown=figures(tr, move.change)[0],
        value=move.change.difference,
        words=(_verdict(tr, move.change),),
        blocks=(
            Block(sums=_difference(tr, move.before.score or 0.0, move.after.score or 0.0, move.change)),
            *_error(tr, found, move.change, _stage_parts(tr, found, move)),
            Block(
                heading=tr("Criteria of the stage in both waves"),
                words=(tr("Earlier → later; the open audit is one of the two."),),
                leads=tuple(_criterion(tr, found, code, moves[c]) for c in criteria),
            ),
        ),
    )


def of_overall(found: Waves, tr: Translator) -> Account:
    """The change of the overall score, by the weights of the later wave."""
    overall, change = found.overall, found.overall.change
    assert change is not None
    names = {stage.code: stage.short[tr.lang] for stage in found.after.framework.stages}
    leads = [
        Lead(
            names[move.code],
            f"{_mean(tr, move.before)} → {_mean(tr, move.after)}",
            figures(tr, move.change)[0] if move.change else "—",
            path=to("stage", move.code) if move.change else (),
        )
        for move in found.stages
    ]
    words = [_verdict(tr, change)]
    if overall.reweighed:
        words.append(
            tr(
                "The weights differ. Both overall scores have those of the later wave, "
                "so the earlier one is not that of its own report."
            )
        )
    return Account(
        name=tr("Change of the overall score"),
        title=tr("How the change of the overall score came about"),
        shown=figures(tr, change)[0],
        value=change.difference,
        words=tuple(words),
        blocks=(
            Block(sums=_difference(tr, overall.before.score or 0.0, overall.after.score or 0.0, change)),
            *_error(tr, found, change, ()),
            Block(heading=tr("Stages in both waves"), leads=tuple(leads)),
        ),
    )


def _verdict(tr: Translator, change: WaveChange) -> str:
    limit = figures(tr, change)[1]
    return tr(
        "{verdict}: a change is called real above {limit}, the smallest that can be told from error.",
        verdict=_capital(verdict(tr, change)),
        limit=limit,
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _difference(
    tr: Translator, before: float, after: float, change: WaveChange
) -> tuple[tuple[str, str], ...]:
    return (
        (tr("Later wave"), exact(tr, after)),
        (tr("Earlier wave"), exact(tr, before)),
        (tr("Later less earlier"), signed(tr, change.difference, 4)),
        (tr("Rounded for reading"), figures(tr, change)[0]),
    )


def _error(
    tr: Translator, found: Waves, change: WaveChange, parts: Sequence[tuple[str, str]]
) -> tuple[Block, ...]:
    """The standard error of the difference and what follows from it."""
    before, after = found.sureness
    same = found.auditors == "same"
    words = [
        tr("The same auditor scored both waves, so leniency cancels out.")
        if same
        else tr("Leniency counts as error too: the waves are read as scored by different people.")
    ]
    words += list(dict.fromkeys(error_note(one.errors, tr) for one in (before, after)))
    sums = (
        *parts,
        (
            tr("Error of the change, the root of their sum") if parts else tr("Error of the change"),
            exact(tr, change.error),
        ),
        (tr("Smallest detectable change: {z} × error", z=tr.number(Z95)), exact(tr, change.detectable)),
    )
    return (Block(heading=tr("Error"), words=tuple(words), sums=sums),)


def _stage_parts(tr: Translator, found: Waves, move: StageMove) -> tuple[tuple[str, str], ...]:
    """What the error of a stage is made of, wave by wave."""
    said = []
    sides = ((tr("Earlier wave"), move.before), (tr("Later wave"), move.after))
    for (side, stage), sure in zip(sides, found.sureness, strict=True):
        ratings = f"{tr.number(sure.errors.rating)}² ÷ ({stage.scored} × {sure.auditors})"
        variance = sure.errors.rating**2 / (stage.scored * sure.auditors)
        said.append((tr("{side}, ratings: {sum}", side=side, sum=ratings), exact(tr, variance)))
        if found.auditors != "same":
            leniency = f"{tr.number(sure.errors.leniency)}² ÷ {sure.auditors}"
            variance = sure.errors.leniency**2 / sure.auditors
            said.append((tr("{side}, leniency: {sum}", side=side, sum=leniency), exact(tr, variance)))
    return tuple(said)


def _criterion(tr: Translator, found: Waves, stage: str, move: CriterionMove) -> Lead:
    title = found.after.framework.criteria[move.criterion].title[tr.lang]
    note = f"{move.criterion} · {mark(tr, move.before)} → {mark(tr, move.after)}"
    figure = "—" if move.difference is None else points(tr, move.difference)
    return Lead(title, note, figure, path=(stage, move.criterion))


def _mean(tr: Translator, stage: StageScore) -> str:
    return "—" if stage.score is None else tr.number(stage.score)
