"""What the sides of a conflict say, in words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from cxaudit import cells
from cxaudit.field import briefing
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Framework, Json
from cxaudit.quality.conflict_words import listed, visit_said
from cxaudit.timing import durations, limits
from cxaudit.words import N_, REVIEW_STATES

_EITHER: Mapping[str, tuple[str, str]] = {
    "internal": (N_("Kept out of reports"), N_("Goes into reports")),
    "removed": (N_("Removed"), N_("Kept")),
    "begun": (N_("Kept"), N_("Not begun")),
    "agreed": (N_("Agreed scores"), N_("An auditor's own scores")),
    "worst": (N_("The worst visit counts"), N_("The mean of the visits counts")),
    "allowed": (N_("Allowed"), N_("Not allowed")),
    "seen": (N_("Looked at"), N_("Not looked at")),
    "looked": (N_("Has looked"), N_("Has not looked")),
    "done": (N_("Dealt with"), N_("Not dealt with")),
}
"""What yes and no say, by the last part of a cell's name."""


def said(cell: str, value: Json, audit: Audit, tr: Translator) -> str:
    """What a cell says with that value; never empty."""
    return _said(cell, value, audit, tr) or tr("(empty)")


def _said(cell: str, value: Json, audit: Audit, tr: Translator) -> str:
    last = cell.rpartition("/")[2]
    match cell.split("/"):
        case ["visit", _, "rating", criterion, "score"] | ["review", _, "score", criterion]:
            known = criterion in audit.framework.criteria
            return _mark(value, tr) if known else plain(value)
        case ["evidence", _]:
            return value["name"] if value else tr("Removed")
        case ["measure", _]:
            return _measure(value, audit.framework, tr)
        case ["weights", stage] if stage in audit.weights:
            return tr.weight(value)
        case ["threshold", criterion] if criterion in audit.framework.criteria:
            if value is None:
                return tr("As the checklist says")
            return limits.said(cells.limits_said(value), audit.framework.criteria[criterion], tr)
        case ["review", _, "seen" | "done" as name, _]:
            return tr(_EITHER[name][0 if value else 1])
        case ["talk" | "assigned", _, "done" | "looked" as name]:
            return tr(_EITHER[name][0 if value else 1])
        case ["visit" | "visits" | "evidence" | "persona" | "contact" | "recording", *_] if last in _EITHER:
            return tr(_EITHER[last][0 if value else 1])
        case ["visit", _, "of"]:
            return _belongs(value, audit, tr)
        case ["action" | "plan" | "contact" | "trend" | "growth", *_]:
            return _said_later(cell, value, tr)
    return _said_rest(cell, value, audit.framework, tr)


def _said_later(cell: str, value: Json, tr: Translator) -> str:
    """What comes of an audit: contacts, plan, zones, actions, trends."""
    match cell.split("/"):
        case ["action", _, "status"]:
            return _status(value, tr)
        case ["action", _, "due"] | ["plan", "start"] | ["plan", _, "day"]:
            return _date(value, tr)
        case ["contact", _, "sent" | "due" | "answered"]:
            return _moment(value, tr)
        case ["trend", _] if isinstance(value, dict):
            return listed(value["text"], value["source"])
        case ["trend", _] if value is None:
            return tr("Removed")
        case ["growth", "target"]:
            return tr("The best of the benchmark") if value == "best" else str(value or tr("As proposed"))
        case ["growth", _, "place"] if value is None:
            return tr("As computed")
        case ["growth", _, "place"] if isinstance(value, dict) and value.get("place") == "dropped":
            return tr("Left out")
        case ["growth", _, "place"] if isinstance(value, dict) and value.get("place") == "pinned":
            return tr("Pinned at place {place}", place=value["rank"]) if value["rank"] else tr("Pinned")
    return plain(value)


def _said_rest(cell: str, value: Json, framework: Framework, tr: Translator) -> str:
    match cell.split("/"):
        case ["excluded", criterion] if criterion in framework.criteria:
            return value or tr("Not left out")
        case ["legal", item] if item in briefing.LEGAL_KEYS:
            words = {"yes": tr("Yes"), "not_applicable": tr("Not applicable")}
            return words.get(value) or tr.context("answer", "Open")
        case ["signature", _]:
            return tr("Signed: {name}", name=value["by"]) if value else tr("Taken back")
        case ["staff", _]:
            if value is None:
                return tr("Removed")
            shown = tr("May be named in reports") if value["allowed"] else tr("Not named in reports")
            return listed(value["name"], value["role"], shown)
        case ["talk", _]:
            return value["text"] if value else tr("Removed")
        case ["assigned", _]:
            return _assignment(value, tr)
        case ["baseline", name] if name in cells.BASELINE_FIGURES:
            return _figure(name, value, tr)
        case ["review", "state"]:
            state = value["state"]
            return tr(REVIEW_STATES[state])
        case ["recording", name] if name not in cells.RECORDING_FIELDS:
            return _recording(value, tr)
        case ["consent"]:
            given = bool(value and value["given"])
            who = value["by"] if value else ""
            return listed(tr("Given") if given else tr("Not given"), who)
        case ["removed"]:
            return tr("Taken off the list") if value else tr("In the list")
    return plain(value)


def plain(value: Json) -> str:
    """Any value as plain text."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _mark(value: Json, tr: Translator) -> str:
    mark, reason = cells.mark_of(value)
    words = {"N": tr("Not applicable"), "U": tr("Not verified")}
    called = tr("No score") if mark is None else words.get(str(mark), str(mark))
    return f"{called}: {reason}" if reason else called


def _measure(value: Json, framework: Framework, tr: Translator) -> str:
    if value is None:
        return tr("Removed")
    timing = framework.criteria[value["criterion"]].timing
    if value["count"] is not None:
        time = durations.amount(value["count"], timing.unit if timing else "steps", tr)
    else:
        time = durations.said(value["seconds"], tr, tenths=True)
    return listed(time, value["label"])


def _belongs(value: Json, audit: Audit, tr: Translator) -> str:
    if value is None:
        return tr("Removed")
    return visit_said(audit, value, tr) if value else tr("A visit of its own")


def _status(value: Json, tr: Translator) -> str:
    from cxaudit.analysis.actions import STATUSES, standing

    stands = standing(value)
    more = stands.reason or _date(stands.until, tr)
    return f"{tr(STATUSES[stands.status])}: {more}" if more else tr(STATUSES[stands.status])


def _figure(name: str, value: Json, tr: Translator) -> str:
    if not value or value["value"] is None:
        return ""
    from cxaudit.analysis.baseline import BY_NAME
    from cxaudit.analysis.figure_number import shown as number_shown

    unit = BY_NAME[name].unit
    shown = number_shown(tr, value["value"], unit)
    if unit == "share":
        shown += "\u00a0%" if tr.lang == "ru" else "%"
    return f"{shown} ({value['source']})" if value["source"] else shown


def _assignment(value: Json, tr: Translator) -> str:
    if value is None:
        return tr("Removed")
    what = ", ".join((*value["stages"], *value["criteria"]))
    return listed(value["name"], what, tr("blind") if value["blind"] else "")


def _recording(value: Json, tr: Translator) -> str:
    if value is None:
        return tr("Removed")
    time = durations.said(value["seconds"], tr)
    return tr("Deleted ({time})", time=time) if value["deleted"] else tr("Kept ({time})", time=time)


def _date(value: Json, tr: Translator) -> str:
    return tr.date(datetime.combine(date.fromisoformat(value), datetime.min.time())) if value else ""


def _moment(moment: str, tr: Translator) -> str:
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone()
    return f"{tr.date(local)} {tr.time(local)}"
