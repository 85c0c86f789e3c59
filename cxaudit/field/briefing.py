"""What the brief says beyond who is audited: personas, lists of needs, legal answers; pure (METHOD 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxaudit import cells
from cxaudit.changes import Heads
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Change
from cxaudit.words import N_

LIST_LENGTH = 10
"""How many needs and how many queries a brief should have (METHOD 9)."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody as whom the auditor acts, and what would and would not suit them; texts may be empty."""

    id: str
    name: str = ""
    who: str = ""
    need: str = ""
    budget: str = ""
    limits: str = ""
    right: str = ""
    wrong: str = ""

    @property
    def has_key(self) -> bool:
        """Whether it is known beforehand which solution is right and which is wrong."""
        return bool(self.right.strip() and self.wrong.strip())


@dataclass(frozen=True, slots=True)
class Item:
    """One point of the legal check, in a few words and whole; the texts are English, for the translator."""

    key: str
    group: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to an item, and by which changes; empty while it is open or contested."""

    item: Item
    said: str = ""
    heads: tuple[Change, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return not self.said


_LAW = N_("Law and consent")
_CLIENT = N_("The client's own organisation")
_COMPETITORS = N_("Competitors")
_PRIVATE = N_("Personal data and recording")
_STORY = N_("Scenario and shopper")

LEGAL = (
    Item(
        "law",
        _LAW,
        N_("Rules of the country"),
        N_("The law and the trade bodies' rules on mystery visits were read."),
    ),
    Item(
        "consent",
        _LAW,
        N_("Consent of the shopper"),
        N_("The shopper agreed in writing and knows that they may stop at any time."),
    ),
    Item(
        "independent",
        _LAW,
        N_("No conflict of interest"),
        N_("The auditor gains nothing by the result, works for no audited rival and keeps it confidential."),
    ),
    Item(
        "staff_told",
        _CLIENT,
        N_("Staff were told"),
        N_("They know that such visits happen, why, and what follows from them, but not when."),
    ),
    Item(
        "no_penalty",
        _CLIENT,
        N_("No penalties"),
        N_("The results improve the service; nobody is hunted or punished for what was seen."),
    ),
    Item(
        "open_offer",
        _COMPETITORS,
        N_("Open offers only"),
        N_("Only what a competitor offers to everyone: no confidential data, no pretext to insiders."),
    ),
    Item(
        "short",
        _COMPETITORS,
        N_("Little of their time"),
        N_("At most 15 minutes of a competitor's staff unless something is bought, and not again and again."),
    ),
    Item(
        "minimum",
        _PRIVATE,
        N_("Least personal data"),
        N_("Staff by role and shift, not by name or looks; faces in photos are blurred."),
    ),
    Item(
        "deletion",
        _PRIVATE,
        N_("Deletion agreed"),
        N_(
            "It is settled when photos and recordings are deleted: after 90 days unless the law requires"
            " otherwise."
        ),
    ),
    Item(
        "recording",
        _PRIVATE,
        N_("Recording is lawful"),
        N_("Sound and video only where law and consent allow it, with country and basis written down."),
    ),
    Item(
        "no_false_papers",
        _STORY,
        N_("No false papers"),
        N_("No false claims about identity, health, insurance or credit; contracts in one's own name."),
    ),
    Item(
        "harmless",
        _STORY,
        N_("Safe and repeatable"),
        N_("It harms neither the shopper nor other clients, and takes no more time than a client takes."),
    ),
)
"""The legal check of METHOD 9 in our own words; it is no legal advice."""
LEGAL_KEYS = frozenset(item.key for item in LEGAL)
TITLES: Mapping[str, str] = {
    "purpose": N_("Purpose and scope"),
    "cover_story": N_("Cover story"),
    "needs": N_("Needs"),
    "queries": N_("Search queries"),
    "channels": N_("Channels"),
    "competitors": N_("Competitors"),
    "budget": N_("Budget of the field work"),
    "limits": N_("Limits of the field work"),
    "contacts": N_("Emergency contacts"),
}
"""The texts of the brief as people call them."""
PERSONA_TITLES: Mapping[str, str] = {
    "name": N_("Name of the persona"),
    "who": N_("Who it is"),
    "need": N_("What they need"),
    "budget": N_("What they can spend"),
    "limits": N_("What limits them"),
    "right": N_("Right solution"),
    "wrong": N_("Wrong solution"),
}


def text_of(audit: Audit, name: str) -> str:
    """A text of the brief, one of BRIEF_TEXTS; in a conflict every version stands."""
    return _said(audit.cells, cells.brief(name)).strip()


def lines_of(audit: Audit, name: str) -> tuple[str, ...]:
    """The same as a list: its lines that are not empty."""
    return tuple(line for part in text_of(audit, name).split("\n") if (line := " ".join(part.split())))


def personas(audit: Audit) -> tuple[Persona, ...]:
    """The personas in the order in which they came in; a removal that somebody contests does not count."""
    begun = [
        (min(head.at for head in heads), cell.split("/")[1])
        for cell, heads in audit.cells.items()
        if cell.startswith("persona/") and cell.endswith("/begun") and any(head.value for head in heads)
    ]
    return tuple(_persona(audit.cells, at) for _, at in sorted(begun) if not _is_removed(audit.cells, at))


def answers(audit: Audit) -> tuple[Answer, ...]:
    """Every item of the legal check with its answer; one that two people answered differently is open."""
    found = []
    for item in LEGAL:
        heads = audit.cells.get(cells.legal(item.key), ())
        said = {head.value for head in heads}
        only = next(iter(said)) if len(said) == 1 else None
        found.append(Answer(item, only or "", heads))
    return tuple(found)


def title_of(cell: str, audit: Audit, tr: Translator) -> str:
    """What a cell of the brief beyond its fields is called, in a few words; empty for any other cell."""
    match cell.split("/"):
        case ["brief", name] if name in TITLES:
            return tr(TITLES[name])
        case ["persona", at, name] if name in PERSONA_TITLES:
            called = _said(audit.cells, cells.persona(at, "name")).strip() or tr("Persona")
            return tr("{persona}: {field}", persona=called, field=tr(PERSONA_TITLES[name]))
        case ["excluded", criterion]:
            return tr("{criterion} left out", criterion=criterion)
        case ["threshold", criterion]:
            return tr("limits of {criterion}", criterion=criterion)
        case ["legal", *_]:
            return tr("Legal check")
    return ""


def _persona(heads: Mapping[str, Heads], at: str) -> Persona:
    said = {name: _said(heads, cells.persona(at, name)) for name in cells.PERSONA_TEXTS}
    return Persona(at, **said)


def _is_removed(heads: Mapping[str, Heads], at: str) -> bool:
    found = heads.get(cells.persona(at, "removed"), ())
    return bool(found) and all(head.value for head in found)


def _said(heads: Mapping[str, Heads], cell: str) -> str:
    return " ⟷ ".join(dict.fromkeys(head.value for head in heads.get(cell, ()) if head.value))
