"""What two waves let one say, in either language; every claim stands with the change it would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cxaudit import words
from cxaudit.analysis.calibration import signed as with_sign
from cxaudit.analysis.confidence import WaveChange
from cxaudit.analysis.reliability_words import error_note
from cxaudit.analysis.waves import Auditors, Fate, Overall, Shown, StageMove, Waves, shown
from cxaudit.i18n import Translator, round_half_up
from cxaudit.model import Audit, Rating, StageScore
from cxaudit.words import N_

VERDICTS: Mapping[Shown, str] = {
    "rise": N_("real rise"),
    "fall": N_("real fall"),
    "unsure": N_("within error"),
    "unchanged": N_("no change"),
}
FATES: Mapping[Fate, str] = {
    "new": N_("new"),
    "stays": N_("still there"),
    "open": N_("not scored again"),
    "gone": N_("gone"),
}
_AUDITORS: Mapping[Auditors, str] = {
    "same": N_("The same auditor scored both waves, so leniency cancels out."),
    "different": N_("Different auditors scored the two waves, so leniency counts as error too."),
    "unnamed": N_("An auditor is not named, so the waves are read as scored by different people."),
}


def claim(tr: Translator, found: Waves) -> str:
    """The one thing to say about the overall score, with the change that error alone explains."""
    return " ".join(claims(tr, found))


def claims(tr: Translator, found: Waves) -> tuple[str, str]:
    """The same by sentences: the first alone is true too, the second says by what measure or why."""
    overall = found.overall
    one, other = overall.before.score, overall.after.score
    if overall.change is None or one is None or other is None:
        why = overall_reason(tr, found)
        return tr("Overall: no change can be named."), f"{why[:1].upper()}{why[1:]}."
    moved, limit = figures(tr, overall.change)
    said = {"before": tr.number(one), "after": tr.number(other), "change": moved}
    limited = tr("Error alone explains up to {limit}.", limit=limit)
    match shown(overall.change):
        case "rise":
            return tr("Overall {before} → {after} ({change}): a real rise.", **said), limited
        case "fall":
            return tr("Overall {before} → {after} ({change}): a real fall.", **said), limited
        case "unsure":
            return tr("Overall {before} → {after} ({change}): this may be chance.", **said), limited
    unmoved = tr("Overall {before} → {after}: no change.", **said)
    return unmoved, tr("One above {limit} would be real.", limit=limit)


def stages_claim(tr: Translator, found: Waves) -> str:
    """How many stages changed for sure, and which."""
    compared = [stage for stage in found.stages if stage.change]
    if not compared:
        return tr("No stage has a score in both waves.")
    if not found.real:
        return tr.plural(
            "In the {n} compared stage the change is within error.",
            "In all {n} compared stages the change is within error.",
            len(compared),
        )
    names = {stage.code: stage.short[tr.lang] for stage in found.after.framework.stages}
    said = [f"{names[s.code]} {figures(tr, s.change)[0]}" for s in found.real if s.change]
    return tr(
        "Real change in {n} of {total} compared stages: {stages}.",
        n=len(said),
        total=len(compared),
        stages=", ".join(said),
    )


def notes(tr: Translator, found: Waves) -> tuple[str, ...]:
    """What the claim rests on: auditors, error, weights, stages."""
    overall = found.overall
    said = [tr(_AUDITORS[found.auditors]), *_errors(tr, found)]
    if overall.reweighed:
        said.append(
            tr(
                "The weights differ. Both overall scores have those of the later wave, "
                "so the earlier one is not that of its own report."
            )
        )
    if overall.left_out and any(stage.change for stage in found.stages):
        names = {stage.code: stage.short[tr.lang] for stage in found.after.framework.stages}
        said.append(
            tr(
                "Both overall scores leave out what only one wave has a score of: {stages}.",
                stages=", ".join(names[code] for code in overall.left_out),
            )
        )
    compared: tuple[Overall | StageMove, ...] = (overall, *found.stages)
    if not all(_adds_up(one) for one in compared):
        said.append(tr("Changes are of unrounded scores: they may differ from those printed by 0.01."))
    return tuple(said)


def _adds_up(one: Overall | StageMove) -> bool:
    """Whether the printed change is the difference of the printed scores."""
    before, after = one.before.score, one.after.score
    if one.change is None or before is None or after is None:
        return True
    return round_half_up(after, 2) - round_half_up(before, 2) == round_half_up(one.change.difference, 2)


def _errors(tr: Translator, found: Waves) -> list[str]:
    """Where the errors come from, once if the waves do not differ in it."""
    before, after = found.sureness
    if before == after:
        return [error_note(before.errors, tr)]
    sides = ((tr("Earlier wave"), before), (tr("Later wave"), after))
    return [
        side
        + ", "
        + tr.plural("{n} auditor", "{n} auditors", one.auditors)
        + ". "
        + error_note(one.errors, tr)
        for side, one in sides
    ]


def cautions(tr: Translator, before: Audit, after: Audit) -> tuple[str, ...]:
    """Why the difference may not be one of time."""
    one, other = before.brief, after.brief
    said = []
    if _apart(one.company, other.company):
        said.append(tr("The audits are of different companies: this is no change over time."))
    elif _apart(one.product, other.product) or _apart(one.country, other.country):
        said.append(tr("Product or country differ, so the difference is not one of time alone."))
    if one.wave.strip() and not _apart(one.wave, other.wave):
        said.append(tr("Both audits name the same wave. Two auditors of one wave belong into a calibration."))
    return tuple(said)


def reason(tr: Translator, move: StageMove) -> str:
    """Why a stage has no change; empty if it has one."""
    sides = (move.before, move.after)
    return _by_side(tr, [_stage_reason(tr, s) if s.score is None else "" for s in sides])


def overall_reason(tr: Translator, found: Waves) -> str:
    """Why there is no change of the overall score; empty if there is one."""
    sides = (found.overall.before, found.overall.after)
    return _by_side(tr, [tr(words.STATUSES[s.status]) if s.score is None else "" for s in sides])


def _by_side(tr: Translator, reasons: Sequence[str]) -> str:
    before, after = reasons
    if before and before == after:
        return tr("both waves") + ": " + before
    sides = ((tr("earlier wave"), before), (tr("later wave"), after))
    return "; ".join(f"{side}: {why}" for side, why in sides if why)


def verdict(tr: Translator, found: WaveChange) -> str:
    return tr(VERDICTS[shown(found)])


def figures(tr: Translator, found: WaveChange) -> tuple[str, str]:
    """The change with its sign and the smallest detectable one, with as many places as tell them apart."""
    size, limit = abs(found.difference), found.detectable
    places = next((n for n in (2, 3, 4) if round_half_up(size, n) != round_half_up(limit, n)), 2)
    return signed(tr, found.difference, places), tr.number(limit, places)


def signed(tr: Translator, value: float, places: int = 2) -> str:
    """A difference with its sign; none where it rounds to nothing."""
    return with_sign(tr, value if round_half_up(value, places) else 0.0, places)


def points(tr: Translator, value: float) -> str:
    """The change of one criterion: whole where it is whole."""
    return signed(tr, value, 0 if value == int(value) else 2)


def mark(tr: Translator, rating: Rating) -> str:
    """What a criterion got, in words where it got no score."""
    if rating.conflict:
        return tr("in conflict")
    if rating.mark is None:
        return tr("no score yet")
    if isinstance(rating.mark, str):
        return tr("not applicable") if rating.mark == "N" else tr("not verified")
    return tr.mark(rating.mark)


def _stage_reason(tr: Translator, stage: StageScore) -> str:
    if stage.status == "conflict":
        return tr("in conflict")
    if not stage.scored:
        return tr("nothing scored")
    return tr("{n} of {total} scored, too few", n=stage.scored, total=stage.base)


def _apart(one: str, other: str) -> bool:
    return one.strip().casefold() != other.strip().casefold()
