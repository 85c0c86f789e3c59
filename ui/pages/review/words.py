"""What the states of a review, its steps and its criteria are called."""

from __future__ import annotations

from collections.abc import Mapping

from cxaudit.model import Audit
from cxaudit.quality.approval import State
from cxaudit.quality.review import Review, Second
from cxaudit.words import N_
from ui.look import Look
from ui.theme import Kind

KINDS: Mapping[State, Kind] = {
    "draft": "quiet",
    "submitted": "accent",
    "in_review": "accent",
    "returned": "warn",
    "approved": "ok",
    "locked": "ok",
}
STEPS: Mapping[tuple[State, State], tuple[str, str]] = {
    ("draft", "submitted"): (N_("Submit for review"), "upload"),
    ("submitted", "in_review"): (N_("Begin the review"), "list-checks"),
    ("submitted", "draft"): (N_("Take back"), "undo-2"),
    ("in_review", "approved"): (N_("Approve"), "shield-check"),
    ("in_review", "returned"): (N_("Return with comments"), "message-square"),
    ("returned", "submitted"): (N_("Submit again"), "upload"),
    ("approved", "locked"): (N_("Lock"), "lock"),
    ("approved", "in_review"): (N_("Review again"), "undo-2"),
    ("locked", "in_review"): (N_("Review again"), "undo-2"),
}
"""What each step is called on its button, and its icon; the first from a state is the usual one."""
NEXT: Mapping[State, str] = {
    "draft": N_("When everything has a score and its evidence, submit it. Somebody else then reviews it."),
    "submitted": N_("It waits for somebody who did not score it."),
    "in_review": N_(
        "Score the sample without seeing the scores, and look at every 0, 1, 5 and critical check."
    ),
    "returned": N_("Deal with each comment, tick it, and submit again."),
    "approved": N_("A change now needs a reason and is named below. Locking ends the work on it."),
    "locked": N_("The audit is finished. A change needs a reason and is named below."),
}
DONE: Mapping[State, str] = {
    "draft": N_("Everything is there. Submit it."),
    "submitted": N_("Nothing is left here."),
    "in_review": N_("Everything is looked at. Approve it."),
    "returned": N_("Everything is there. Submit it."),
    "approved": N_("Nothing is left here."),
    "locked": N_("Nothing is left here."),
}
"""What is said when no criterion is open."""


def agreement(found: Review, look: Look) -> str:
    """How far the second person's scores agree with the first; empty without a pair."""
    exact, near = found.within(0), found.within(1)
    if exact is None or near is None:
        return ""
    return look.tr.plural(
        "Blind sample: {n} score, {exact} the same, {near} within one.",
        "Blind sample: {n} scores, {exact} the same, {near} within one.",
        len(found.pairs),
        exact=look.tr.percent(exact, 0),
        near=look.tr.percent(near, 0),
    )


def of_second(one: Second, look: Look) -> tuple[Kind, str] | None:
    """What the sample says of a criterion, as a pill."""
    tr = look.tr
    if one.mark is None:
        return "accent", tr("score it")
    if one.difference is None:
        return "quiet", tr("scored")
    if one.difference == 0:
        return "ok", tr("the same")
    digits = 0 if one.difference.denominator == 1 else 1
    return "warn" if one.open else "quiet", tr("differs by {n}", n=tr.number(float(one.difference), digits))


def criterion_of(audit: Audit, cell: str) -> str:
    """The criterion that such a cell speaks of, or nothing."""
    match cell.split("/"):
        case ["visit", _, "rating", criterion, _]:
            return criterion
        case ["evidence", file, *_]:
            return next((e.criterion for e in audit.evidence if e.id == file), "")
        case ["measure", measure]:
            return next((c for c, taken in audit.measures.items() if any(m.id == measure for m in taken)), "")
    return ""


_PARTS: Mapping[str, str] = {
    "visit": N_("a visit"),
    "visits": N_("the visits"),
    "evidence": N_("a file"),
    "weights": N_("the weights"),
    "measure": N_("a measure"),
    "brief": N_("the brief"),
}


def part_of(cell: str, look: Look) -> str:
    """What of a criterion or of the audit such a cell holds."""
    match cell.split("/"):
        case ["visit", _, "rating", _, "score"]:
            return look.tr("the score")
        case ["visit", _, "rating", _, "note"]:
            return look.tr("the note")
    return look.tr(_PARTS.get(cell.partition("/")[0], _PARTS["brief"]))
