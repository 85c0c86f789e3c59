"""Everything that the analysis says of one audit, computed once."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit import scoring
from cxaudit.analysis.baseline import Baseline, Entries, entries_of
from cxaudit.analysis.confidence import Confidence, Precision, of_overall
from cxaudit.analysis.growth import Choices, Growth, choices_of, growth
from cxaudit.analysis.growth_text import Draft, draft, wording
from cxaudit.analysis.potential import Potential, potential
from cxaudit.analysis.repeats import Repeats, confidence_of, repeats_of
from cxaudit.analysis.sensitivity import Sensitivity, sensitivity
from cxaudit.analysis.top_survival import Survival, top_survives
from cxaudit.analysis.zones import GrowthZone
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Scores


@dataclass(frozen=True)
class Consultation:
    """Growth zones, sensitivity, confidence and potential; None where there is nothing to compute from."""

    audit: Audit
    scores: Scores
    entries: Entries
    baseline: Baseline | None
    growth: Growth
    sensitivity: Sensitivity | None
    survival: Survival | None
    confidence: Confidence
    precision: Precision | None
    repeats: Repeats
    whole: Potential | None
    """The potential of all stages that have a score."""
    top: Potential | None
    """That of the stages with a zone in the TOP."""

    @property
    def currency(self) -> str:
        return self.baseline.currency if self.baseline else ""

    def draft(self, zone: GrowthZone, tr: Translator) -> Draft:
        return draft(self.audit, zone, tr, self.growth.choices, self.currency)

    def text(self, zone: GrowthZone, tr: Translator) -> str:
        """What the report says of the zone: the consultant's words, or the draft."""
        return wording(self.audit, zone, tr, self.draft(zone, tr)).text


def consult(audit: Audit, baseline: Baseline | None = None, choices: Choices | None = None) -> Consultation:
    """The analysis of an audit; a baseline or choices that are given go before those of the audit.

    KnownError if every weight is zero.
    """
    scores = scoring.score(audit)
    scoring.require_weights(scores)
    entries = entries_of(audit)
    used = baseline or entries.baseline
    zones = growth(audit, scores, used, choices or choices_of(audit))
    repeats = repeats_of(audit)
    whole = potential(used, scores, audit.framework) if used else None
    return Consultation(
        audit=audit,
        scores=scores,
        entries=entries,
        baseline=used,
        growth=zones,
        sensitivity=sensitivity(audit, scores),
        survival=top_survives(audit, zones),
        confidence=confidence_of(audit, scores, repeats),
        precision=of_overall(scores, repeats.auditors, repeats.errors),
        repeats=repeats,
        whole=whole if whole and whole.scope else None,
        top=potential(used, scores, audit.framework, zones.stages) if used and zones.top else None,
    )
