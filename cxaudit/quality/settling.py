"""How a conflict is settled: what may be written, how it is typed, and what follows from it; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from cxaudit import cell_values, cells, scoring
from cxaudit.audit import reread
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.field import exclusions, week
from cxaudit.model import Audit, Json, Lang, Scores
from cxaudit.quality import approval, review
from cxaudit.quality.conflicts import Conflict, Side

Editing = Literal["mark", "text", "line", "number", "figure", "date", "moment", "choice", "pick"]
"""How a third value is given; `pick` means that only one of the versions can be kept."""
_LINES = ("auditor", "place", "at", "channel", "to", "owner", "metric", "effect")
_FIGURE = re.compile(r"([^(]+)(?:\((.*)\))?\s*", re.DOTALL)
_EITHER_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_DATE = {"ru": "%d.%m.%Y", "en": "%Y-%m-%d"}


def editing_of(cell: str, audit: Audit) -> Editing:
    """How a third value of that cell is given."""
    match cell.split("/"):
        case ["visit", _, "rating", criterion, "score"] | ["review", _, "score", criterion]:
            return "mark" if criterion in audit.framework.criteria else "pick"
        case ["visit", _, "rating", criterion, "note"] if criterion in audit.framework.criteria:
            return "text"
        case ["evidence", _, "caption"] | ["visit", _, "auditor" | "place" | "at"]:
            return "line"
        case ["weights", stage] if stage in audit.weights:
            return "number"
        case ["legal", _] | ["growth", "target"] | ["action", _, "effort" | "status"]:
            return "choice" if options(cell) else "pick"
        case ["excluded", criterion] if criterion in audit.framework.criteria:
            return "line"
        case ["baseline", "currency"] | ["recording", "jurisdiction" | "basis" | "consented"]:
            return "line"
        case ["baseline", name] if name in cells.BASELINE_FIGURES:
            return "figure"
        case ["recording", "days"]:
            return "number"
        case ["plan", "start"] | ["plan", _, "day"] | ["action", _, "due"]:
            return "date"
        case ["contact", _, "sent" | "due" | "answered"]:
            return "moment"
    return _editing_of_text(cell.split("/"))


def _editing_of_text(path: list[str]) -> Editing:
    match path:
        case ["brief", name] if name in cells.BRIEF_FIELDS:
            return "text" if name in ("scenario", "persona") else "line"
        case ["brief", name] if name in cells.BRIEF_TEXTS:
            return "text"
        case ["persona", _, name] if name in cells.PERSONA_TEXTS:
            return "line" if name == "name" else "text"
        case ["action" | "contact", _, name] if name in _LINES:
            return "line"
        case ["action", _, "title"] | ["contact", _, "note"] | ["growth", _, "text", _]:
            return "text"
        case ["review", _, "comment" | "settled", _]:
            return "text"
    return "pick"


def options(cell: str) -> tuple[Json, ...]:
    """What may be chosen for a cell that holds one of a few values."""
    match cell.split("/"):
        case ["legal", _]:
            return (None, *cells.LEGAL_ANSWERS)
        case ["growth", "target"]:
            return cells.GROWTH_TARGETS
        case ["action", _, "effort"]:
            return cells.EFFORTS
        case ["action", _, "status"]:
            return cells.ACTION_STATUSES
    return ()


# --- what is typed ------------------------------------------------------------------------------


def typed(cell: str, value: Json, audit: Audit, lang: Lang) -> str:
    """A value as it is typed; empty for what is said by choosing."""
    match editing_of(cell, audit):
        case "text" | "line":
            return value or ""
        case "number":
            said = "" if value is None else f"{value:g}"
            return said.replace(".", ",") if lang == "ru" else said
        case "figure":
            return _typed_figure(cell, value, lang)
        case "date" if value:
            return date.fromisoformat(value).strftime(_DATE[lang])
        case "moment" if value:
            return datetime.fromisoformat(value).astimezone().strftime(_DATE[lang] + " %H:%M")
    return ""


def _typed_figure(cell: str, value: Json, lang: Lang) -> str:
    """`35,5 (annual report)`; empty for none."""
    from cxaudit.analysis import figure_number
    from cxaudit.analysis.baseline import BY_NAME

    if not value or value["value"] is None:
        return ""
    number = figure_number.plain(value["value"], BY_NAME[cell.partition("/")[2]].unit, lang)
    return f"{number} ({value['source']})" if value["source"] else number


def example(editing: Editing, lang: Lang) -> str:
    """How a date, a moment or a figure is typed; empty for anything else."""
    if editing == "figure":
        return {"ru": "12,5 (отчёт за 2026)", "en": "12.5 (report of 2026)"}[lang]
    shown = {"date": _DATE[lang], "moment": _DATE[lang] + " %H:%M"}.get(editing)
    return datetime(2027, 1, 15, 14, 30).strftime(shown) if shown else ""


def value_of(cell: str, text: str, audit: Audit) -> Json:
    """What was typed, as the cell holds it; KnownError says what is wrong with it."""
    editing, said = editing_of(cell, audit), text.replace("\0", "")
    try:
        value = _figure_of(cell, said) if editing == "figure" else _value_of(editing, said, cell)
    except ValueError:
        raise _refusal(editing) from None
    cell_values.check(cell, value, audit.framework)
    return value


def _value_of(editing: Editing, said: str, cell: str) -> Json:
    match editing:
        case "number":
            number = float(said.strip().replace(",", "."))
            return int(number) if number.is_integer() else number
        case "date":
            if not said.strip():
                return "" if cell.startswith("action/") else None
            return _moment_of(said.strip(), "").date().isoformat()
        case "moment":
            return week.moment(_moment_of(said.strip(), " %H:%M"))
        case "line":
            line = " ".join(said.split())
            return line or (None if cell.startswith(("excluded/", "baseline/")) else "")
    return said


def _figure_of(cell: str, said: str) -> Json:
    """A number with its source in brackets after it; ValueError for `12,000`, which may be two numbers."""
    from cxaudit.analysis import baseline, figure_number

    if not said.strip():
        return None
    name = cell.partition("/")[2]
    match = _FIGURE.fullmatch(said)
    if not match or _EITHER_NUMBER.fullmatch(match[1].strip()):
        raise ValueError(said)
    number = figure_number.typed(match[1], baseline.BY_NAME[name].unit, "ru")
    if number is None:
        raise ValueError(said)
    if fault := baseline.fault(name, number):
        raise KnownError(fault)
    return {
        "value": int(number) if number.is_integer() else number,
        "source": " ".join((match[2] or "").split()),
    }


def _moment_of(said: str, time: str) -> datetime:
    for day in _DATE.values():
        with suppress(ValueError):
            return datetime.strptime(said, day + time).astimezone()
    raise ValueError(said)


def _refusal(editing: Editing) -> KnownError:
    if editing in ("number", "figure"):
        return KnownError("This is no number. Nothing was changed; write it in digits.")
    return KnownError("This is no date. Nothing was changed; write it as the example shows.")


# --- settling -----------------------------------------------------------------------------------


def refusal(found: Conflict, side: Side, audit: Audit, by: str) -> KnownError | None:
    """Why that side cannot be kept; None if it can."""
    for cell, value in side.values.items():
        match cell.split("/"):
            case ["recording", name] if name not in cells.RECORDING_FIELDS:
                gone = any(head.value and head.value["deleted"] for head in found.heads[cell])
                if gone and not (value and value["deleted"]):
                    return KnownError("The sound was deleted on a device, so only that can be kept.")
            case ["review", "state"] if value["state"] in approval.FINISHED:
                try:
                    review.require_second(audit, by)
                except KnownError as error:
                    return error
    return None


def edits(
    seen: Mapping[str, Sequence[str]], values: Mapping[str, Json], audit: Audit, reason: str
) -> list[Edit]:
    """What to write: each value on the versions that were on screen, by id, and what follows from it."""
    if not reason.strip():
        raise KnownError("A reason is needed. Nothing was changed; write why.")
    made = [Edit(cell, value, tuple(seen[cell]), reason) for cell, value in values.items()]
    more = _following(audit, values)
    return made + [edit(audit, cell, value, reason) for cell, value in more.items()]


def _following(audit: Audit, values: Mapping[str, Json]) -> dict[str, Json]:
    """What other cells say then: a criterion that the brief leaves out is N."""
    more: dict[str, Json] = {}
    for cell, value in values.items():
        match cell.split("/"):
            case ["excluded", criterion] if criterion in audit.framework.criteria:
                more |= exclusions.settling(audit, criterion, value)
    return {cell: value for cell, value in more.items() if cell not in values}


def scores_after(audit: Audit, values: Mapping[str, Json]) -> Scores:
    """The scores that the audit would have."""
    for cell, value in {**values, **_following(audit, values)}.items():
        heads = audit.cells.get(cell, ())
        if heads:
            audit = reread(audit, cell, (replace(heads[0], value=value),))
    return scoring.score(audit)
