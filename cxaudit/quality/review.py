"""Quality control by a second person: what they look at, score once more, and say; pure (METHOD 9)."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from fractions import Fraction

from cxaudit import cells, changes
from cxaudit.errors import KnownError
from cxaudit.field import fieldwork
from cxaudit.model import Audit, Json, Mark, Scores, is_scored
from cxaudit.people import folded
from cxaudit.quality import approval, completeness
from cxaudit.quality.approval import Standing, State
from cxaudit.quality.completeness import Gap

SHARE = Fraction(15, 100)
FEWEST = 15
LARGE = 2
"""A difference from which on both have to agree on a score, with a note."""
_NAMED = 3
"""So many criteria are named in a sentence."""
_BLOCKING = ("weights", "conflict", "not_scored", "empty", "draft")
_NO_MATTER = ("talk", "assigned")
"""What says nothing of the company and hinders no sign-off, by the first part of a cell's name."""
_MAY: dict[State, tuple[State, ...]] = {
    "draft": ("submitted",),
    "submitted": ("draft", "in_review"),
    "in_review": ("returned", "approved"),
    "returned": ("submitted",),
    "approved": ("locked", "in_review"),
    "locked": ("in_review",),
}


@dataclass(frozen=True, slots=True)
class Comment:
    """What the reviewer asks of a criterion, and whether the auditor has dealt with it."""

    criterion: str
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Second:
    """A criterion of the blind sample; `mark` is None until the reviewer has scored it.

    `difference` is between two scores; None where one of them is no score.
    """

    criterion: str
    mark: Mark | None
    difference: Fraction | None
    settled: str = ""
    """What both agreed on, in words."""

    @property
    def open(self) -> bool:
        """Whether it still needs a mark, or the word on a large difference."""
        return self.mark is None or (
            self.difference is not None and self.difference >= LARGE and not self.settled.strip()
        )


@dataclass(frozen=True, slots=True)
class Review:
    """One round of quality control."""

    standing: Standing
    sample: tuple[Second, ...]
    to_see: tuple[str, ...]
    """Every 0, 1 and 5 and every critical check that has a score."""
    seen: frozenset[str]
    comments: tuple[Comment, ...]
    earlier: tuple[Comment, ...] = ()
    """The comments of the rounds before this one."""

    @property
    def unscored(self) -> tuple[str, ...]:
        return tuple(one.criterion for one in self.sample if one.mark is None)

    @property
    def unsettled(self) -> tuple[str, ...]:
        return tuple(one.criterion for one in self.sample if one.open and one.mark is not None)

    @property
    def unseen(self) -> tuple[str, ...]:
        """What is still to be looked at; whoever scores a criterion once more has looked."""
        drawn = {one.criterion for one in self.sample}
        return tuple(c for c in self.to_see if c not in self.seen and c not in drawn)

    @property
    def unanswered(self) -> tuple[str, ...]:
        return tuple(one.criterion for one in self.comments if not one.done)

    @property
    def pairs(self) -> tuple[Fraction, ...]:
        """The differences between two scores of the sample."""
        return tuple(one.difference for one in self.sample if one.difference is not None)

    def within(self, most: int) -> float | None:
        """The share of the sample whose scores differ by no more; None without a pair."""
        return sum(pair <= most for pair in self.pairs) / len(self.pairs) if self.pairs else None


def of_round(round_id: str, name: str, criterion: str) -> str:
    """A cell of a round: `score`, `seen`, `comment`, `done` or `settled` of a criterion."""
    return f"review/{round_id}/{name}/{criterion}"


def review_of(audit: Audit) -> Review:
    """The round that the audit is in, or was last in."""
    now = approval.standing(audit)
    said = _Said(audit, now.round)
    texts = [(c, said.text("comment", c)) for c in audit.framework.criteria]
    comments = tuple(Comment(c, text, said.holds("done", c)) for c, text in texts if text.strip())
    seen = frozenset(c for c in audit.framework.criteria if said.holds("seen", c))
    sample = tuple(_second(said, criterion) for criterion in now.sample)
    return Review(now, sample, _to_see(audit), seen, comments, _earlier(audit, now.round))


def _earlier(audit: Audit, round_id: str) -> tuple[Comment, ...]:
    """The comments of the rounds before, in the order in which they were last written."""
    found = []
    for cell, heads in audit.cells.items():
        match cell.split("/"):
            case ["review", other, "comment", criterion] if other != round_id:
                said = _Said(audit, other)
                text = said.text("comment", criterion)
                if text.strip() and criterion in audit.framework.criteria:
                    at = max(head.at for head in heads)
                    found.append((at, Comment(criterion, text, said.holds("done", criterion))))
    return tuple(comment for _, comment in sorted(found, key=lambda one: (one[0], one[1].criterion)))


def blockers(audit: Audit, scores: Scores) -> tuple[Gap, ...]:
    """What has to be mended before somebody else looks: conflicts, empty ones, 0, 1 and 5 without a file.

    Neither is what people say to each other, nor the state of the review, which its next step settles.
    """
    found = (gap for gap in completeness.gaps(audit, scores) if gap.kind in _BLOCKING)
    return tuple(gap for gap in found if gap.kind != "conflict" or _matters(gap))


def _matters(contested: Gap) -> bool:
    return bool(contested.criteria) or any(
        cell != approval.CELL and cell.partition("/")[0] not in _NO_MATTER for cell in contested.fields
    )


def raters(audit: Audit) -> frozenset[str]:
    """Who scored: the authors of the marks as they stand, and whoever the sheets and the brief name."""
    names = set(_named(audit))
    for heads in fieldwork.scored(audit):
        names |= {folded(head.author) for head in heads}
    return frozenset(name for name in names if name)


def _named(audit: Audit) -> frozenset[str]:
    """Whom the sheets and the brief call an auditor."""
    return frozenset(
        folded(name) for name in (*(sheet.auditor for sheet in audit.sheets), audit.brief.auditor)
    )


def step(audit: Audit, scores: Scores, to: State, by: str, round_id: str, chance: random.Random) -> Json:
    """What to write into the cell of the state so that `by` brings the audit there; KnownError says why not.

    `round_id` names the round if this step begins one; `chance` chooses the sample.
    """
    now = review_of(audit)
    if to not in _MAY[now.standing.state]:
        raise KnownError(
            "The audit is not at that step any more. Nothing was changed; look at where it is now."
        )
    if to == "submitted":
        _require_complete(audit, scores)
        _require_answered(now)
        return approval.value(to, round_id, ())
    if to == "in_review":
        require_second(audit, by)
        fresh = now.standing.finished
        return approval.value(to, round_id if fresh else now.standing.round, _draw(audit, chance))
    if to == "returned" and not now.unanswered:
        raise KnownError(
            "No comment says what has to be done. Nothing was changed; write a comment on a criterion first."
        )
    if to == "approved":
        require_second(audit, by)
        _require_complete(audit, scores)
        _require_done(now)
        return approval.value(to, now.standing.round, now.standing.sample, approval.approve(audit, by))
    return approval.value(to, now.standing.round, now.standing.sample, _kept(now.standing, to))


def _kept(now: Standing, to: State) -> approval.Approval | None:
    """What is locked stays approved by whom and when it was."""
    return now.approval if to in approval.FINISHED else None


# --- what is required -------------------------------------------------------------------------


def _require_complete(audit: Audit, scores: Scores) -> None:
    found = blockers(audit, scores)
    if found:
        n = len({name for gap in found for name in (*gap.criteria, *gap.fields)}) or 1
        raise KnownError(
            "Conflicts, empty criteria, and 0, 1 or 5 without a file: {n}. Nothing was changed.", n=n
        )


def require_second(audit: Audit, by: str) -> None:
    """Refuse what only somebody else than the auditor may do."""
    if not folded(by):
        raise KnownError("A review needs a name. Write yours in the settings first.")
    if folded(by) not in raters(audit):
        return
    given = _given_by(audit, by)
    if not given or folded(by) in _named(audit):
        raise KnownError("{name} scored this audit. Somebody else has to review it.", name=by.strip())
    criteria = ", ".join(given[:_NAMED]) + (" …" if len(given) > _NAMED else "")
    raise KnownError(
        "{name} gave or changed scores that stand ({criteria}), so {name} cannot review them. "
        "Somebody else has to review this audit.",
        name=by.strip(),
        criteria=criteria,
    )


def _given_by(audit: Audit, by: str) -> tuple[str, ...]:
    """The criteria with a score that stands and is of that person."""
    found = set()
    for heads in fieldwork.scored(audit):
        found |= {head.cell.split("/")[3] for head in heads if folded(head.author) == folded(by)}
    return tuple(criterion for criterion in audit.framework.criteria if criterion in found)


def _require_answered(now: Review) -> None:
    if now.unanswered:
        raise KnownError(
            "Comments that are not ticked as dealt with: {n}. Nothing was changed.", n=len(now.unanswered)
        )


def _require_done(now: Review) -> None:
    left = len({*now.unscored, *now.unsettled, *now.unseen, *now.unanswered})
    if left:
        raise KnownError("Criteria of the review that are still open: {n}. Nothing was approved.", n=left)


# --- parts ------------------------------------------------------------------------------------


def _draw(audit: Audit, chance: random.Random) -> tuple[str, ...]:
    """15 % of the scored criteria by chance, at least 15, in the order of the checklist (METHOD 9)."""
    scored = [c for c in audit.framework.criteria if is_scored(audit.rating(c).mark)]
    many = min(len(scored), max(FEWEST, math.ceil(SHARE * len(scored))))
    drawn = set(chance.sample(scored, many))
    return tuple(criterion for criterion in scored if criterion in drawn)


def _to_see(audit: Audit) -> tuple[str, ...]:
    def wants(criterion: str) -> bool:
        mark = audit.rating(criterion).mark
        return is_scored(mark) and (mark in (0, 1, 5) or audit.framework.criteria[criterion].critical)

    return tuple(criterion for criterion in audit.framework.criteria if wants(criterion))


def _second(said: _Said, criterion: str) -> Second:
    mark = said.mark(criterion)
    theirs = said.audit.rating(criterion).mark
    difference = abs(Fraction(theirs) - mark) if isinstance(mark, int) and is_scored(theirs) else None
    return Second(criterion, mark, difference, said.text("settled", criterion))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a round says of the criteria; where two people said different things nobody is preferred."""

    audit: Audit
    round: str

    def mark(self, criterion: str) -> Mark | None:
        said = self._values("score", criterion)
        return cells.mark_of(said[0])[0] if len(said) == 1 else None

    def text(self, name: str, criterion: str) -> str:
        return "\n".join(str(value) for value in self._values(name, criterion) if value)

    def holds(self, name: str, criterion: str) -> bool:
        said = self._values(name, criterion)
        return bool(said) and all(value is True for value in said)

    def _values(self, name: str, criterion: str) -> list[Json]:
        heads = self.audit.cells.get(of_round(self.round, name, criterion), ()) if self.round else ()
        return [head.value for head in heads[:1]] if not changes.disagree(heads) else [h.value for h in heads]
