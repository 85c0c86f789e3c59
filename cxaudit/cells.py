"""The names of an audit's cells.

A name that this version does not know is kept in the log and shown nowhere: a newer program
may have written it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TypeVar

from cxaudit.errors import KnownError
from cxaudit.model import FIRST_SHEET, Brief, Change, Evidence, Json, Limits, Mark

FRAMEWORK = "framework"
CREATED = "created"
CONSENT = "consent"
REMOVED = "removed"
WORST_VISIT = "visits/worst"
TREND = "trend"
TREND_FIELDS = ("text", "source", "date", "country", "product")
GROWTH_TARGET = "growth/target"
GROWTH_TARGETS = ("5", "4", "best")
"""The score that growth zones are measured to; `best` is that of the benchmark, criterion by criterion."""
TALK = "talk"
ASSIGNED = "assigned"
THRESHOLD = "threshold"
MEASURE = "measure"
PLAN_START = "plan/start"
CONTACT_FIELDS = ("criterion", "channel", "to", "sent", "due", "answered", "note", "removed")
VISIT_FIELDS = ("of", "auditor", "place", "at", "agreed", "removed")
"""`of` begins a sheet: empty, or the id of the sheet whose visit it scores too; None undoes that."""
BRIEF_FIELDS = tuple(f.name for f in fields(Brief))
BRIEF_TEXTS = (
    "purpose",
    "cover_story",
    "needs",
    "queries",
    "channels",
    "competitors",
    "budget",
    "limits",
    "contacts",
)
"""What the brief says for those who do the field work; no report prints it."""
PERSONA_TEXTS = ("name", "who", "need", "budget", "limits", "right", "wrong")
LEGAL_ANSWERS = ("yes", "not_applicable")
RECORDING_FIELDS = ("allowed", "jurisdiction", "basis", "consented", "days")
"""The terms on which sound may be recorded; every other name below `recording` is the id of a recording."""
CURRENCY = "baseline/currency"
BASELINE_FIGURES = (
    "traffic",
    "conversion",
    "mis_sale",
    "activation",
    "active",
    "revenue",
    "variable_cost",
    "service_cost",
    "lifetime",
    "cac",
    "mis_sale_loss",
)
LARGEST_FIGURE = 1_000_000_000_000
ACTION_FIELDS = ("zone", "title", "owner", "due", "effort", "metric", "effect", "status")
ACTION_STATUSES = ("proposed", "accepted", "in_progress", "done", "verified", "reopened")
"""What the status of an action says in one word; `rejected` and `deferred` never stand alone."""
EFFORTS = ("", "S", "M", "L")

LONGEST_TEXT = 100_000
LONGEST_LINE = 500
LONGEST_MEASURE = 100_000_000
"""Three years in seconds."""
MOST_STAMPS = 20_000
MOST_DAYS = 3650
MOST_NAMED = 1000
EVIDENCE_FIELDS = {f.name for f in fields(Evidence)} - {"id", "caption", "internal"}

_Said = TypeVar("_Said")


def below(heads: Mapping[str, _Said], kind: str) -> Iterator[tuple[str, _Said]]:
    """What is said of each thing of a kind, by its id: of the cells `kind/<id>`, of no other below that name.

    A longer name is for a newer version, and nobody has checked what it says.
    """
    start = f"{kind}/"
    for cell, said in heads.items():
        if cell.startswith(start) and "/" not in cell[len(start) :]:
            yield cell[len(start) :], said


def score(criterion: str, sheet: str = FIRST_SHEET) -> str:
    return f"visit/{sheet}/rating/{criterion}/score"


def note(criterion: str, sheet: str = FIRST_SHEET) -> str:
    return f"visit/{sheet}/rating/{criterion}/note"


def visit(sheet: str, name: str) -> str:
    """What a sheet says of itself; `name` is one of VISIT_FIELDS."""
    return f"visit/{sheet}/{name}"


def brief(name: str) -> str:
    return f"brief/{name}"


def persona(persona_id: str, name: str) -> str:
    """What a persona says of itself: one of PERSONA_TEXTS; `begun` brings it in, `removed` takes it out."""
    return f"persona/{persona_id}/{name}"


def excluded(criterion: str) -> str:
    """The reason why the brief leaves a criterion out, or None."""
    return f"excluded/{criterion}"


def legal(item: str) -> str:
    return f"legal/{item}"


def signature(signature_id: str) -> str:
    """Who signed the brief, and the state that it had; None if it was taken back."""
    return f"signature/{signature_id}"


def weight(stage: str) -> str:
    return f"weights/{stage}"


def baseline(name: str) -> str:
    return f"baseline/{name}"


def evidence(evidence_id: str) -> str:
    return f"evidence/{evidence_id}"


def caption(evidence_id: str) -> str:
    return f"evidence/{evidence_id}/caption"


def talk(comment_id: str) -> str:
    """A comment on a criterion, or None if it was taken back."""
    return f"{TALK}/{comment_id}"


def talk_done(comment_id: str) -> str:
    """Whether a comment was dealt with."""
    return f"{TALK}/{comment_id}/done"


def assigned(member: str) -> str:
    """What a member of the team is to score, or None."""
    return f"{ASSIGNED}/{member}"


def looked(member: str) -> str:
    """Whether somebody who was to score blind has looked at the first scores all the same."""
    return f"{ASSIGNED}/{member}/looked"


def threshold(criterion: str) -> str:
    return f"{THRESHOLD}/{criterion}"


def measure(measure_id: str) -> str:
    """A time or count that was taken of a criterion; None if it was removed."""
    return f"{MEASURE}/{measure_id}"


def plan_day(item: str) -> str:
    """The day that an item of the plan was moved to, or None."""
    return f"plan/{item}/day"


def contact(contact_id: str, name: str) -> str:
    """What a contact with the company says: one of CONTACT_FIELDS."""
    return f"contact/{contact_id}/{name}"


def recording(name: str) -> str:
    """One of RECORDING_FIELDS, or what a recording of that id says."""
    return f"recording/{name}"


def staff(member_id: str) -> str:
    return f"staff/{member_id}"


def action(action_id: str, name: str) -> str:
    return f"action/{action_id}/{name}"


def trend(trend_id: str) -> str:
    return f"{TREND}/{trend_id}"


def growth_place(zone: str) -> str:
    return f"growth/{zone}/place"


def growth_text(zone: str, lang: str) -> str:
    return f"growth/{zone}/text/{lang}"


def internal(evidence_id: str) -> str:
    return f"evidence/{evidence_id}/internal"


def evidence_value(file: Evidence) -> Json:
    """What the cell of a file says; its caption has a cell of its own."""
    return {
        f.name: said
        for f in fields(file)
        if f.name in EVIDENCE_FIELDS and (said := getattr(file, f.name)) != f.default
    }


def removed_in(heads: Mapping[str, Sequence[Change]]) -> bool:
    """Whether the audit was taken off the list and nobody contests it."""
    found = heads.get(REMOVED, ())
    return bool(found) and all(head.value for head in found)


def score_value(mark: Mark | None, reason: str = "") -> Json:
    """A mark and its reason as one value: N and U cannot exist without one."""
    if mark in ("N", "U"):
        if not reason.strip():
            raise KnownError("A reason is needed for {mark}. The rating is unchanged; write why.", mark=mark)
        return {"mark": mark, "reason": reason.strip()}
    return mark


def mark_of(value: Json) -> tuple[Mark | None, str]:
    """The mark and the reason that a score cell's value says."""
    if isinstance(value, dict):
        return value["mark"], value["reason"]
    return value, ""


def limits_said(value: Json) -> Limits:
    """The limits that a threshold's cell says."""
    return Limits(zero=value["0"], three=value["3"], five=value["5"])


def limits_value(limits: Limits) -> Json:
    """What the cell of a threshold says."""
    return {"0": limits.zero, "3": limits.three, "5": limits.five}
