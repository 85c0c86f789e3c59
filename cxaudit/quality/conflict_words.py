"""What a conflict is about, in words for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from cxaudit import cells, visits
from cxaudit.field import briefing
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.quality.conflicts import Conflict
from cxaudit.words import N_

_BRIEF: Mapping[str, str] = {
    "company": N_("company"),
    "product": N_("product"),
    "country": N_("country"),
    "city": N_("city"),
    "scenario": N_("scenario"),
    "persona": N_("persona"),
    "wave": N_("wave"),
    "auditor": N_("auditor"),
}
_ACTION: Mapping[str, str] = {
    "zone": N_("zone"),
    "title": N_("what is to be done"),
    "owner": N_("owner"),
    "due": N_("due date"),
    "effort": N_("effort"),
    "metric": N_("metric"),
    "effect": N_("was and goal"),
    "status": N_("status"),
}
_CONTACT: Mapping[str, str] = {
    "criterion": N_("criterion"),
    "channel": N_("channel"),
    "to": N_("to whom"),
    "sent": N_("sent"),
    "due": N_("due"),
    "answered": N_("answered"),
    "note": N_("note"),
    "removed": N_("kept or removed"),
}
_VISIT: Mapping[str, str] = {
    "of": N_("which visit it belongs to"),
    "auditor": N_("auditor"),
    "place": N_("place"),
    "at": N_("time"),
    "agreed": N_("agreed scores or not"),
    "removed": N_("kept or removed"),
}
_RECORDING: Mapping[str, str] = {
    "allowed": N_("Sound recording: allowed or not"),
    "jurisdiction": N_("Sound recording: which law applies"),
    "basis": N_("Sound recording: legal basis"),
    "consented": N_("Sound recording: who consented"),
    "days": N_("Sound recording: days until deletion"),
}
_REVIEW: Mapping[str, str] = {
    "score": N_("Review: second score"),
    "seen": N_("Review: looked at or not"),
    "comment": N_("Review: comment"),
    "done": N_("Review: dealt with or not"),
    "settled": N_("Review: what both agreed on"),
}


class Named(NamedTuple):
    """What something is about: its title, where it belongs, and that in a few letters."""

    title: str
    place: str = ""
    short: str = ""


def named(found: Conflict, audit: Audit, tr: Translator) -> Named:
    """What a conflict is about."""
    title = about(found.cells[0], audit, tr)
    if found.key == found.cells[0]:
        return title
    parts = {cell.rpartition("/")[2] for cell in found.cells}
    what = tr("score and note") if len(parts) > 1 else tr("score") if "score" in parts else tr("note")
    place = listed(title.place, what)
    return Named(title.title, place, place)


def about(cell: str, audit: Audit, tr: Translator) -> Named:
    """What a cell is about; one that a newer program wrote is called by its name."""
    match cell.split("/"):
        case ["visit", sheet, "rating", criterion, "score" | "note"] if criterion in audit.framework.criteria:
            visit = visit_said(audit, sheet, tr) if len(audit.sheets) > 1 else ""
            return Named(_criterion(audit, criterion, tr), listed(criterion, visit))
        case ["visit", sheet, name] if name in _VISIT:
            return Named(visit_said(audit, sheet, tr) + ": " + tr(_VISIT[name]))
        case ["visits", "worst"]:
            return Named(tr("Critical checks: worst visit or mean"))
        case ["evidence", file, *rest] if rest in ([], ["caption"], ["internal"]):
            return _about_file(audit, file, rest, tr)
        case ["measure", _]:
            return _about_measure(cell, audit, tr)
        case ["weights", stage] if stage in audit.weights:
            return Named(
                tr("Weight of the stage “{stage}”", stage=audit.framework.stage(stage).short[tr.lang])
            )
        case ["action", action, name] if name in _ACTION:
            return _about_action(audit, action, name, tr)
        case ["contact", contact, name] if name in _CONTACT:
            return _about_contact(audit, contact, name, tr)
        case ["brief" | "persona" | "excluded" | "threshold" | "legal" | "signature" | "staff", *_]:
            return _about_brief(cell, audit, tr)
    return _about_rest(cell, audit, tr)


# --- what it is about ---------------------------------------------------------------------------


def _about_file(audit: Audit, file: str, rest: Sequence[str], tr: Translator) -> Named:
    found = next((one for one in audit.evidence if one.id == file), None)
    name = found.name if found else ""
    title = {
        "": tr("File “{name}”: kept or removed", name=name),
        "caption": tr("Caption of {name}", name=name),
        "internal": tr("File “{name}”: in reports or not", name=name),
    }["".join(rest)]
    return _at(title, audit, found.criterion if found else "", tr)


def _about_measure(cell: str, audit: Audit, tr: Translator) -> Named:
    value = next((head.value for head in audit.cells[cell] if head.value), None)
    label = f": {value['label']}" if value and value["label"] else ""
    return _at(tr("Measure") + label, audit, value["criterion"] if value else "", tr)


def _about_action(audit: Audit, action: str, name: str, tr: Translator) -> Named:
    called = _text(audit, cells.action(action, "title")) or tr("Action without a title")
    zone = _text(audit, cells.action(action, "zone"))
    return Named(
        tr("Action “{title}”: {field}", title=called, field=tr(_ACTION[name])), _zone(audit, zone, tr), zone
    )


def _about_contact(audit: Audit, contact: str, name: str, tr: Translator) -> Named:
    sent = _text(audit, cells.contact(contact, "sent")).partition(" ⟷ ")[0]
    channel = _text(audit, cells.contact(contact, "channel"))
    when = ", ".join(part for part in (_day(sent, tr), channel) if part)
    criterion = _text(audit, cells.contact(contact, "criterion")).partition(" ⟷ ")[0]
    title = tr("Contact {when}: {field}", when=when, field=tr(_CONTACT[name]))
    return _at(title, audit, criterion, tr)


def _about_brief(cell: str, audit: Audit, tr: Translator) -> Named:
    match cell.split("/"):
        case ["brief", name] if name in _BRIEF:
            return Named(tr("Brief: {section}", section=tr(_BRIEF[name])))
        case ["brief", _] if title := briefing.title_of(cell, audit, tr):
            return Named(tr("Brief: {section}", section=title))
        case ["persona", persona, "begun" | "removed"]:
            name = _text(audit, cells.persona(persona, "name")) or tr("Persona")
            return Named(tr("{persona}: {field}", persona=name, field=tr("kept or removed")))
        case ["excluded", criterion] if criterion in audit.framework.criteria:
            return Named(tr("{criterion} left out", criterion=criterion), _criterion(audit, criterion, tr))
        case ["threshold", criterion] if criterion in audit.framework.criteria:
            return Named(tr("limits of {criterion}", criterion=criterion), _criterion(audit, criterion, tr))
        case ["legal", item]:
            titles = {one.key: one.title for one in briefing.LEGAL}
            return Named(tr("Legal check"), tr(titles[item])) if item in titles else _unknown(cell, tr)
        case ["signature", _]:
            return Named(tr("Signature of the brief"))
        case ["staff", _]:
            return Named(tr("Names of staff"))
    return Named(title) if (title := briefing.title_of(cell, audit, tr)) else _unknown(cell, tr)


def _about_rest(cell: str, audit: Audit, tr: Translator) -> Named:
    match cell.split("/"):
        case ["baseline", "currency"]:
            return Named(tr("Currency"))
        case ["baseline", name] if name in cells.BASELINE_FIGURES:
            from cxaudit.analysis.baseline import BY_NAME

            return Named(tr(BY_NAME[name].title))
        case ["plan", "start"]:
            return Named(tr("Field week: first day"))
        case ["plan", item, "day"]:
            stages = {stage.code: stage.short[tr.lang] for stage in audit.framework.stages}
            return Named(tr("Field week: day of {what}", what=stages.get(item, item)))
        case ["trend", _]:
            return Named(tr("Trend"))
        case ["growth", "target"]:
            return Named(tr("Growth zones: goal"))
        case ["growth", zone, "place"]:
            return Named(tr("Place of {zone}", zone=zone), _zone(audit, zone, tr), zone)
        case ["growth", zone, "text", lang]:
            return Named(tr("Text of {zone} ({lang})", zone=zone, lang=lang), _zone(audit, zone, tr), zone)
        case ["review", "state"]:
            return Named(tr("State of the review"))
        case ["review", _, name, criterion] if name in _REVIEW and criterion in audit.framework.criteria:
            return _at(tr(_REVIEW[name]), audit, criterion, tr)
        case ["talk", comment] | ["talk", comment, "done"]:
            return _about_comment(audit, comment, cell, tr)
        case ["assigned", member] | ["assigned", member, "looked"]:
            heads = audit.cells.get(cells.assigned(member), ())
            name = next((head.value["name"] for head in heads if head.value), "")
            if cell == cells.looked(member):
                return Named(tr("Second score of {name}: with or without a look at the first", name=name))
            return Named(tr("Work of {name}", name=name))
        case ["recording", name]:
            kept = tr("Sound recording: kept or deleted")
            return Named(tr(_RECORDING[name]) if name in _RECORDING else kept)
        case ["consent"]:
            return Named(tr("Consent to the benchmark"))
        case ["removed"]:
            return Named(tr("This audit: in the list or not"))
    return _unknown(cell, tr)


def _about_comment(audit: Audit, comment: str, cell: str, tr: Translator) -> Named:
    heads = audit.cells.get(cells.talk(comment), ())
    criterion = next((head.value["criterion"] for head in heads if head.value), "")
    done = cell == cells.talk_done(comment)
    return _at(tr("Comment: dealt with or not") if done else tr("Comment"), audit, criterion, tr)


def _unknown(cell: str, tr: Translator) -> Named:
    return Named(cell, tr("Written by a newer version of the program"))


def _criterion(audit: Audit, criterion: str, tr: Translator) -> str:
    found = audit.framework.criteria.get(criterion)
    return found.title[tr.lang] if found else criterion


def _at(title: str, audit: Audit, criterion: str, tr: Translator) -> Named:
    """Something of a criterion."""
    place = f"{criterion} {_criterion(audit, criterion, tr)}" if criterion else ""
    return Named(title, place, criterion)


def _zone(audit: Audit, code: str, tr: Translator) -> str:
    zones = {zone.code: zone for stage in audit.framework.stages for zone in stage.zones}
    return f"{code} {zones[code].title[tr.lang]}" if code in zones else code


def listed(*parts: str) -> str:
    return " \u00b7 ".join(part for part in parts if part)


def visit_said(audit: Audit, sheet: str, tr: Translator) -> str:
    return tr("Visit {n}", n=visits.numbered(audit.sheets).get(sheet, sheet))


def _text(audit: Audit, cell: str) -> str:
    """What a text cell says; every version in a conflict."""
    texts = (str(head.value) for head in audit.cells.get(cell, ()) if head.value)
    return " ⟷ ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


def _day(moment: str, tr: Translator) -> str:
    return tr.date(datetime.fromisoformat(moment).astimezone()) if moment else ""
