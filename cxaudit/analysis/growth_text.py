"""The draft of what a growth zone says to the client, which the consultant edits (METHOD 3).

It tells what was seen, what good looks like and what to bring where; it never invents a cause.
"""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit import cells, exhibits, money
from cxaudit.analysis.benchmark import place_said
from cxaudit.analysis.growth import DEFAULT, MOST, Choices, Growth, Pick
from cxaudit.analysis.practice import best_said
from cxaudit.analysis.zones import GrowthZone
from cxaudit.changes import disagree
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Lang

MOST_NOTES = 3
"""The notes of so many low criteria are quoted, the lowest first."""
SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a draft, each one paragraph; a part that has nothing to say is empty."""

    title: str
    seen: str
    evidence: str
    good: str
    do: str
    moves: str
    worth: str
    best: str

    @property
    def text(self) -> str:
        """The whole draft as paragraphs, without the title."""
        parts = (self.seen, self.evidence, self.good, self.do, self.moves, self.worth, self.best)
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in the report: the consultant's text if there is one, else the draft's.

    `rivals` holds every version while several people's texts are in conflict; `text` then joins them.
    """

    text: str
    edited: bool
    rivals: tuple[str, ...] = ()


def draft(
    audit: Audit, zone: GrowthZone, tr: Translator, choices: Choices = DEFAULT, currency: str = ""
) -> Draft:
    """The draft of one zone; who does it best in the benchmark is named if somebody with consent does."""
    stage = audit.framework.stage(zone.stage)
    return Draft(
        title=next(z.title[tr.lang] for z in stage.zones if z.code == zone.code),
        seen=_seen(audit, zone, tr),
        evidence=_evidence(audit, zone, tr),
        good=_good(audit, zone, tr),
        do=_do(audit, zone, tr, choices),
        moves=tr("Moves: {metric}.", metric=_lower(stage.uplift.metric[tr.lang])),
        worth=_worth(zone, tr, currency),
        best=_best(audit, zone, tr, choices),
    )


def wording(audit: Audit, zone: GrowthZone, tr: Translator, drafted: Draft) -> Wording:
    """The words of that zone in the translator's language."""
    heads = audit.cells.get(cells.growth_text(zone.code, tr.lang), ())
    said = [head.value for head in heads]
    if disagree(heads):
        return Wording(" ⟷ ".join(text for text in said if text), True, tuple(said))
    if said and said[0].strip():
        return Wording(said[0], True)
    return Wording(drafted.text, False)


@dataclass(frozen=True, slots=True)
class Short:
    """The draft under headings of its own, with the note of the lowest criterion only."""

    seen: str
    good: str
    steps: tuple[str, ...]
    """The low criteria below the target, each with where it stands."""
    best: str
    """Who does it best in the benchmark, if somebody with consent does."""


def short(audit: Audit, zone: GrowthZone, tr: Translator, choices: Choices = DEFAULT) -> Short:
    """The short draft of one zone."""
    seen = ""
    if zone.low:
        lowest = zone.low[0]
        said = tr(
            "{n} of {total} checks at 3 or lower, lowest {criterion}: {score}.",
            n=len(zone.low),
            total=zone.scored,
            criterion=lowest,
            score=tr.mark(audit.rating(lowest).mark),
        )
        note = " ".join(audit.rating(lowest).note.split())
        seen = " ".join([said, _sentence(note or audit.framework.criteria[lowest].title[tr.lang])])
    steps = _steps(audit, zone, tr, choices)
    return Short(seen, _anchors(audit, zone, tr), steps, _best(audit, zone, tr, choices))


# --- parts ----------------------------------------------------------------------------------


def _seen(audit: Audit, zone: GrowthZone, tr: Translator) -> str:
    if not zone.low:
        return ""
    lowest = zone.low[0]
    said = tr(
        "Seen: {n} of {total} checks at 3 or lower, lowest {criterion}: {score}.",
        n=len(zone.low),
        total=zone.scored,
        criterion=named(audit, lowest, tr.lang),
        score=tr.mark(audit.rating(lowest).mark),
    )
    notes = (audit.rating(c).note.strip() for c in zone.low[:MOST_NOTES])
    return " ".join([said, *(_sentence(" ".join(note.split())) for note in notes if note)])


def _evidence(audit: Audit, zone: GrowthZone, tr: Translator) -> str:
    found = exhibits.numbers(audit)
    refs = [found[item.id] for c in zone.low for item in audit.evidence_of(c) if not item.internal]
    return tr("Evidence: {refs}.", refs=exhibits.evidence_span(refs)) if refs else ""


def _anchors(audit: Audit, zone: GrowthZone, tr: Translator) -> str:
    anchors = [audit.framework.criteria[c].anchors for c in zone.low]
    return " ".join(_sentence(at[5][tr.lang]) for at in anchors if 5 in at)


def _good(audit: Audit, zone: GrowthZone, tr: Translator) -> str:
    said = _anchors(audit, zone, tr)
    return tr("What good looks like: {anchors}", anchors=said) if said else ""


def _do(audit: Audit, zone: GrowthZone, tr: Translator, choices: Choices) -> str:
    if not _wanted(zone):
        return ""
    criteria = "; ".join(_steps(audit, zone, tr, choices))
    return tr("Do: bring to {target}: {criteria}.", criteria=criteria, target=target_named(tr, choices))


def target_named(tr: Translator, choices: Choices) -> str:
    """The target within a sentence: `4`, or that it differs from check to check."""
    return tr.weight(choices.target) if choices.targets is None else tr("the best of the benchmark")


def _wanted(zone: GrowthZone) -> list[str]:
    """The low criteria that are below the target."""
    return [criterion for criterion in zone.low if criterion in zone.open]


def _steps(audit: Audit, zone: GrowthZone, tr: Translator, choices: Choices) -> tuple[str, ...]:
    """What to raise, with title, score and a target of its own: `SAL-15 Purchase recovery (1 → 4)`."""

    def step(criterion: str) -> str:
        score = tr.mark(audit.rating(criterion).mark)
        if choices.targets is not None:
            score += f" → {tr.weight(float(choices.target_of(criterion)))}"
        return f"{named(audit, criterion, tr.lang)} ({score})"

    return tuple(step(criterion) for criterion in _wanted(zone))


def _worth(zone: GrowthZone, tr: Translator, currency: str) -> str:
    points = tr.number(zone.points, 3)
    if zone.money is None or not currency:
        return tr("Worth: +{points} points.", points=points)
    return tr(
        "Worth: +{points} points; {money} at planning level.",
        points=points,
        money=money.band(tr, zone.money.low, zone.money.high, currency),
    )


def _best(audit: Audit, zone: GrowthZone, tr: Translator, choices: Choices) -> str:
    found = best_said(choices.practice, audit, zone.low, tr)
    return tr("Best practice seen at: {company}.", company=found) if found else ""


def targets_said(tr: Translator, choices: Choices) -> str:
    """Which score the gaps are measured to."""
    if choices.targets is None:
        return tr("Target: {target} of 5 for every check.", target=tr.weight(choices.target))
    return tr.plural(
        "Target: the best score of each check in the benchmark, {n} other audit with consent; "
        "5 where there is none.",
        "Target: the best score of each check in the benchmark, {n} other audits with consent; "
        "5 where there is none.",
        choices.practice.audits,
    )


def points_said(tr: Translator, choices: Choices) -> str:
    """What the points of a zone are."""
    if choices.targets is None:
        target = tr.weight(choices.target)
        return tr("Points: gain of the overall score if the zone gets {target} throughout.", target=target)
    return tr("Points: gain of the overall score if each check of the zone gets the best of the benchmark.")


def ranks(tr: Translator, pick: Pick) -> str:
    """The rank of a zone of the TOP, as it is printed."""
    first, last = pick.ranks
    return place_said(first, last - first + 1, tr.lang)


def pins_said(tr: Translator, found: Growth) -> list[str]:
    """What could not be done of what was pinned, one sentence each."""
    said = []
    if found.unplaced:
        zones = ", ".join(place.zone for place in found.unplaced)
        said.append(tr("The TOP has {n} places; pinned, but without one: {zones}.", n=MOST, zones=zones))
    for pick in found.pushed:
        rank = pick.pinned.rank if pick.pinned else 0
        said.append(
            tr(
                "{zone} is pinned at place {rank} and stands at {place}.",
                zone=pick.zone.code,
                rank=rank,
                place=pick.place,
            )
        )
    return said


def named(audit: Audit, criterion: str, lang: Lang) -> str:
    """A criterion with its title: `SAL-15 Recovery of abandoned purchase`."""
    return f"{criterion} {audit.framework.criteria[criterion].title[lang]}"


def _sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith(SENTENCE_ENDS) else text + "."


def _lower(text: str) -> str:
    """The text within a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
