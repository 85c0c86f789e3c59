"""What every page reads: the audit, its scores, the language, and the figures drawn from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cxaudit import exhibits, staff, weights
from cxaudit.analysis import waves
from cxaudit.analysis.baseline import Baseline, baseline_of
from cxaudit.analysis.comparison import Choice, Comparison, compare, ground
from cxaudit.analysis.cube import row_of
from cxaudit.analysis.growth import Growth, choices_of, growth
from cxaudit.analysis.potential import Potential, potential
from cxaudit.analysis.reliability_words import Reliability, reliability
from cxaudit.analysis.waves import Waves
from cxaudit.exhibits import evidence_label as evidence_label
from cxaudit.exhibits import evidence_span as evidence_span
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Criterion, Evidence, Rating, Scores, Stage, StageScore, is_scored
from cxaudit.quality import completeness
from cxaudit.reports.latest import latest
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.page import Paper

TOP_SCORE = 5

_by_role, _baseline_of = latest(staff.by_role), latest(baseline_of)
_growth, _reliability = latest(growth), latest(reliability)
_potential, _top_potential = latest(potential), latest(potential)


@dataclass(frozen=True)
class Subject:
    """A finished audit as one report sees it, its staff named by role; nothing here changes."""

    audit: Audit
    scores: Scores
    tr: Translator
    options: Options
    read_blob: Callable[[str], bytes]

    def __post_init__(self) -> None:
        """No report is made of anything but this, so no name can slip past it."""
        object.__setattr__(self, "audit", _by_role(self.audit, self.tr))

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.audit.framework.stages

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The sections of the report, in their order."""
        return self.options.printed(self.audit)

    @cached_property
    def detailed(self) -> tuple[Stage, ...]:
        """The stages that are printed criterion by criterion."""
        if "stages" not in self.options.sections:
            return ()
        chosen = self.options.stages
        return tuple(s for s in self.stages if not chosen or s.code in chosen)

    def link_stage(self, paper: Paper, stage: Stage, x: float, y: float, wide: float, high: float) -> None:
        """A click on the rectangle opens the stage's pages, if they are in this report."""
        if stage in self.detailed:
            paper.link(f"stage-{stage.code}", x, y, wide, high)

    def link_criterion(
        self, paper: Paper, criterion: str, x: float, y: float, wide: float, high: float
    ) -> None:
        """A click on the rectangle opens the criterion's row, if it is in this report."""
        if any(criterion.startswith(f"{stage.code}-") for stage in self.detailed):
            paper.link(f"criterion-{criterion}", x, y, wide, high)

    def link_back(self, paper: Paper, x: float, y: float, wide: float, high: float) -> None:
        """A click on the rectangle opens the page that shows every score, if there is one."""
        if back := next((key for key in ("heatmap", "scorecard") if key in self.options.sections), ""):
            paper.link(back, x, y, wide, high)

    @cached_property
    def comparison(self) -> Comparison | None:
        """The audit beside those that the report is to compare it with, by its own weights."""
        if not self.options.peers:
            return None
        own = row_of(self.audit, self.scores)
        given = [self.audit.weights[stage.code] for stage in self.stages]
        return compare(ground(self.options.peers, own, "full", given, self.options.now.date()), Choice())

    @cached_property
    def waves(self) -> Waves | None:
        """The audit beside its earlier wave, whose staff is named by role too."""
        since = self.options.since
        if since is None or "waves" not in self.printed:
            return None
        return waves.compare(staff.by_role(since, self.tr), self.audit)

    @cached_property
    def published(self) -> tuple[StageScore, ...]:
        """The stages that have a single score."""
        return tuple(s for s in self.scores.stages if s.score is not None)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each piece of evidence: in the order of stages, criteria and intake."""
        return exhibits.numbers(self.audit)

    @cached_property
    def shown_evidence(self) -> tuple[Evidence, ...]:
        """All but the internal files."""
        return tuple(e for e in self.audit.evidence if not e.internal)

    @cached_property
    def evidence(self) -> dict[str, list[Evidence]]:
        """What is shown of each criterion's evidence."""
        found: dict[str, list[Evidence]] = {}
        for item in self.shown_evidence:
            found.setdefault(item.criterion, []).append(item)
        return found

    @cached_property
    def lost(self) -> dict[str, float]:
        """The points that each stage keeps the overall score from 5; they add up to 5 less the score."""
        if self.scores.overall.score is None:
            return {}
        carried = sum(s.weight for s in self.published)
        return {s.code: s.weight / carried * (TOP_SCORE - (s.score or 0)) for s in self.published}

    @cached_property
    def costly(self) -> list[tuple[Criterion, float]]:
        """The scored criteria with the points each takes from the overall score, most first."""
        found = []
        carried = sum(s.weight for s in self.published)
        for stage in self.stages if self.lost else ():
            score = self.scores.stage(stage.code)
            for criterion in stage.criteria if score.score is not None else ():
                mark = self.audit.rating(criterion.id).mark
                if is_scored(mark) and mark < TOP_SCORE and score.weight:
                    share = score.weight / carried / score.scored
                    found.append((criterion, share * (TOP_SCORE - mark)))
        return sorted(found, key=lambda pair: -pair[1])

    @cached_property
    def baseline(self) -> Baseline | None:
        """The client's figures, once they are whole and uncontested."""
        return _baseline_of(self.audit)

    @cached_property
    def growth(self) -> Growth:
        chosen = choices_of(self.audit, self.options.practice, self.options.target)
        return _growth(self.audit, self.scores, self.baseline, chosen)

    @cached_property
    def reliability(self) -> Reliability:
        return _reliability(self.audit, self.scores, self.growth)

    @cached_property
    def potential(self) -> Potential | None:
        """What the profit may gain with all stages; None without the client's figures or any score."""
        found = self.baseline and _potential(self.baseline, self.scores, self.audit.framework)
        return found if found and found.scope else None

    @cached_property
    def top_potential(self) -> Potential | None:
        """The same with the stages of the growth zones alone."""
        if self.baseline is None or not self.growth.top:
            return None
        return _top_potential(self.baseline, self.scores, self.audit.framework, self.growth.stages)

    def zone_means(self, stage: Stage) -> dict[str, float | None]:
        """The mean of the scored criteria of each zone, None where there are none or a conflict."""
        return self._means[stage.code]

    @cached_property
    def _means(self) -> dict[str, dict[str, float | None]]:
        return {stage.code: self._means_of(stage) for stage in self.stages}

    def _means_of(self, stage: Stage) -> dict[str, float | None]:
        means: dict[str, float | None] = {}
        for zone in stage.zones:
            ratings = [self.audit.rating(c.id) for c in stage.criteria if c.zone == zone.code]
            marks = [r.mark for r in ratings if is_scored(r.mark)]
            clear = marks and not any(r.conflict for r in ratings)
            means[zone.code] = float(sum(marks, Fraction(0)) / len(marks)) if clear else None
        return means

    def without_score(self, mark: str) -> list[tuple[Criterion, Rating]]:
        """The criteria that carry that mark, with their ratings."""
        pairs = ((c, self.audit.rating(c.id)) for c in self.audit.framework.criteria.values())
        return [(c, r) for c, r in pairs if r.mark == mark]

    @cached_property
    def contested(self) -> list[tuple[Criterion, Rating]]:
        pairs = ((c, self.audit.rating(c.id)) for c in self.audit.framework.criteria.values())
        return [(c, r) for c, r in pairs if r.conflict]

    @cached_property
    def contested_weights(self) -> tuple[Stage, ...]:
        """The stages whose weight is in conflict."""
        return tuple(s for s in self.stages if weights.rivals(self.audit, s.code))

    @cached_property
    def unfinished(self) -> dict[str, int]:
        """What makes the audit a draft, by kind: things in conflict, criteria not rated or lacking a file."""
        found = {gap.kind: len(gap.criteria) for gap in completeness.gaps(self.audit, self.scores)}
        if n := completeness.conflicts(self.audit) or len(self.contested):
            found["conflict"] = n
        return {kind: found[kind] for kind in ("conflict", "empty", "draft") if kind in found}

    @cached_property
    def proven(self) -> int:
        """How many scored criteria have an artefact."""
        return completeness.proven(self.audit)
