"""What the printed brief says: blocks of short paragraphs, and which of them are internal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from cxaudit import cells, weights
from cxaudit.field import briefing, exclusions, fieldwork
from cxaudit.i18n import NBSP, Translator
from cxaudit.model import Audit
from cxaudit.sound import recording
from cxaudit.timing import limits

_AFTER_PERSONAS = ("needs", "queries", "channels", "competitors", "budget", "limits", "contacts")
_LISTS = ("needs", "queries")
_INTERNAL = ("cover_story", "contacts")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, the words that lead it in semibold, and its number or empty.

    One that `belongs` to the paragraph before it is printed or left out with that one.
    """

    said: str
    lead: str = ""
    number: str = ""
    belongs: bool = False
    whole: bool = False
    """Whether it is never cut, being short by its nature."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its paragraphs; `internal` says that nobody who is audited may read them."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    internal: bool = False


def blocks(audit: Audit, tr: Translator, zone: tzinfo | None) -> tuple[Block, ...]:
    """Everything that the brief says, in the order of reading; what is empty is named at the end.

    Days are those of the time zone.
    """
    found = list(_written(audit, tr))
    found += [_weights(audit, tr), _limits(audit, tr, zone), _left_out(audit, tr), _recording(audit, tr)]
    found += [_legal(audit, tr), _signed(audit, tr, zone)]
    if lacking := _lacking(audit, tr):
        found.append(Block(tr("Not filled in"), (Paragraph(", ".join(lacking)),)))
    return tuple(block for block in found if block.paragraphs)


def facts(audit: Audit, tr: Translator) -> tuple[tuple[str, str], ...]:
    """Where, when and by whom, for the line under the title."""
    brief = audit.brief
    place = ", ".join(part.strip() for part in (brief.city, brief.country) if part.strip())
    rows = ((tr("Place"), place), (tr("Wave"), brief.wave), (tr("Auditor"), brief.auditor))
    return tuple((label, said.strip() or "–") for label, said in rows)


def _written(audit: Audit, tr: Translator) -> Iterator[Block]:
    yield _text(audit, "purpose", tr)
    yield Block(tr("Scenario"), _paragraphs(audit.brief.scenario))
    yield _text(audit, "cover_story", tr)
    yield Block(tr("Personas"), tuple(_personas(audit, tr)), internal=True)
    for name in _AFTER_PERSONAS:
        yield _text(audit, name, tr)


def _text(audit: Audit, name: str, tr: Translator) -> Block:
    lines = briefing.lines_of(audit, name)
    numbered = name in _LISTS
    said = tuple(Paragraph(line, number=str(n) if numbered else "") for n, line in enumerate(lines, 1))
    return Block(tr(briefing.TITLES[name]), said, name in _INTERNAL)


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line) for part in text.split("\n") if (line := " ".join(part.split())))


def _personas(audit: Audit, tr: Translator) -> Iterator[Paragraph]:
    yield from _paragraphs(audit.brief.persona)
    for n, one in enumerate(briefing.personas(audit), 1):
        about = (
            ("", one.who),
            (tr("needs"), one.need),
            (tr("can spend"), one.budget),
            (tr("is limited by"), one.limits),
        )
        told = "; ".join(_said(label, text) for label, text in about if text.strip())
        yield Paragraph(told, lead=" ".join(one.name.split()) or tr("Persona"), number=str(n))
        for label, text in ((tr("Right:"), one.right), (tr("Wrong:"), one.wrong)):
            if text.strip():
                yield Paragraph(" ".join(text.split()), lead=label, belongs=True)


def _said(label: str, text: str) -> str:
    return " ".join(f"{label} {text}".split()).rstrip(".;")


def _weights(audit: Audit, tr: Translator) -> Block:
    said = []
    for stage in audit.framework.stages:
        span = dict.fromkeys(tr.weight(value) for value in weights.span(audit, stage.code))
        said.append(f"{stage.short[tr.lang]}{NBSP}{'–'.join(span)}")
    return Block(tr("Stage weights"), (Paragraph(f"{NBSP}· ".join(said), whole=True),))


def _limits(audit: Audit, tr: Translator, zone: tzinfo | None) -> Block:
    changed = limits.limit_changes(audit)
    rows = [Paragraph(limits.told(change, tr, zone), lead=change.criterion.id) for change in changed]
    return Block(
        tr("Limits of time for 0 / 3 / 5"), tuple(rows) or (Paragraph(tr("Those of the checklist.")),)
    )


def _left_out(audit: Audit, tr: Translator) -> Block:
    """The criteria by their reason, so that each reason is said once."""
    by_reason: dict[str, list[str]] = {}
    for one in exclusions.exclusions(audit):
        by_reason.setdefault(" ".join(one.reason.split()), []).append(one.criterion)
    rows = [Paragraph(reason, lead=", ".join(ids) + ":") for reason, ids in by_reason.items()]
    return Block(tr("Left out (N)"), tuple(rows) or (Paragraph(tr("Nothing is left out.")),))


def _recording(audit: Audit, tr: Translator) -> Block:
    """On which terms sound is recorded, if it is."""
    terms = recording.terms(audit)
    if not terms.allowed:
        return Block(tr("Sound recording"), (Paragraph(tr("Nothing is recorded.")),))
    rows = (
        (tr("Law:"), terms.jurisdiction),
        (tr("Basis:"), terms.basis),
        (tr("Consent:"), terms.consented),
        (tr("Kept for:"), tr.plural("{n} day", "{n} days", terms.days)),
    )
    said = tuple(Paragraph(" ".join(text.split()) or tr("not said"), lead) for lead, text in rows)
    return Block(tr("Sound recording"), said)


def _legal(audit: Audit, tr: Translator) -> Block:
    answers = briefing.answers(audit)
    by_answer = {
        said: [tr(answer.item.title) for answer in answers if answer.said == said]
        for said in (*cells.LEGAL_ANSWERS, "")
    }
    leads = {"": tr("Open:"), "yes": tr("Yes:"), "not_applicable": tr("Not applicable:")}
    rows = [
        Paragraph("; ".join(by_answer[key]), lead, whole=True)
        for key, lead in leads.items()
        if by_answer[key]
    ]
    return Block(tr("Legal check"), (*rows, Paragraph(tr("This list is not legal advice."))))


def _signed(audit: Audit, tr: Translator, zone: tzinfo | None) -> Block:
    rows = []
    for one in fieldwork.signatures(audit):
        said = tr("{who}, {date}", who=one.by, date=limits.day(one.at, tr, zone))
        rows.append(Paragraph(said if one.current else tr("{signed}; changed since", signed=said)))
    return Block(tr("Signed by"), tuple(rows) or (Paragraph(tr("Nobody yet.")),))


def _lacking(audit: Audit, tr: Translator) -> list[str]:
    texts = {tr(title): briefing.text_of(audit, name) for name, title in briefing.TITLES.items()}
    texts[tr("Scenario")] = audit.brief.scenario.strip()
    texts[tr("Personas")] = audit.brief.persona.strip() or str(briefing.personas(audit) or "")
    return [title for title, said in texts.items() if not said]
