"""The forms that values of cells have: a text, a line, a day, a score, what a file says of itself."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import date, datetime

from cxaudit.cells import (
    ACTION_STATUSES,
    EFFORTS,
    EVIDENCE_FIELDS,
    LARGEST_FIGURE,
    LONGEST_LINE,
    LONGEST_MEASURE,
    LONGEST_TEXT,
    MOST_DAYS,
    MOST_NAMED,
    MOST_STAMPS,
    TREND_FIELDS,
    limits_said,
)
from cxaudit.changes import YEARS, is_moment
from cxaudit.model import Evidence, Framework, Json
from cxaudit.quality.approval import FINISHED, STATES

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_ROUND = re.compile(r"[\w.-]{1,64}\Z", re.ASCII)
"""A part of the names of other cells."""
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What neither a file nor the store can hold: the end of a C string, and halves of letters."""
_LINE_END = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MEASURE_FIELDS = {"criterion", "sheet", "kind", "at", "seconds", "count", "paused", "robot", "label", "how"}
_EVIDENCE_SIZES = {"size", "width", "height"}
_EVIDENCE_NEEDS = {f.name for f in fields(Evidence) if f.default is MISSING} - {"id"}


def is_currency(value: Json) -> bool:
    """Whether it is a currency code by its form (ISO 4217)."""
    return isinstance(value, str) and bool(_CURRENCY.match(value))


def is_hash(value: Json) -> bool:
    return is_line(value) and bool(_SHA256.match(value))


def is_said(value: Json) -> bool:
    """A text that is more than spaces."""
    return is_text(value) and bool(value.strip())


def is_text(value: Json) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not _UNSTORABLE.search(value)


def is_author(value: Json) -> bool:
    return is_text(value) and len(value) <= LONGEST_LINE


def is_line(value: Json) -> bool:
    """One line; spaces of any kind are welcome, since the names of screenshots hold them."""
    return is_author(value) and not _LINE_END.search(value)


def is_weight(value: Json) -> bool:
    """A number of a weight or a limit."""
    return type(value) in (int, float) and 0 <= value <= 1_000_000  # NaN fails too


def is_threshold(value: Json) -> bool:
    """The limits of 0, 3 and 5; that of 0 may be None."""
    if not isinstance(value, dict) or value.keys() != {"0", "3", "5"}:
        return False
    numbers = [n for key, n in value.items() if not (key == "0" and n is None)]
    return all(map(is_weight, numbers)) and limits_said(value).ordered


def is_measure(value: Json, framework: Framework) -> bool:
    """A time in seconds, or a count, of a timed criterion; `at` is a moment with its time zone."""
    if not isinstance(value, dict) or value.keys() != _MEASURE_FIELDS:
        return False
    criterion = framework.criteria.get(value["criterion"]) if is_line(value["criterion"]) else None
    counted = bool(criterion and criterion.timing and criterion.timing.unit == "steps")
    numbers = (value["count"] if counted else value["seconds"], value["paused"])
    return (
        bool(criterion and criterion.timing)
        and value["seconds" if counted else "count"] is None
        and all(map(is_measured, numbers))
        and (value["robot"] is None or is_measured(value["robot"]))
        and value["kind"] in ("waiting", "active")
        and value["how"] in ("stopwatch", "clock", "typed")
        and all(map(is_line, (value["sheet"], value["label"])))
        and is_zoned(value["at"])
    )


def is_measured(value: Json) -> bool:
    return type(value) in (int, float) and 0 <= value <= LONGEST_MEASURE


def is_zoned(value: Json) -> bool:
    """A moment with its time zone, `2027-01-15T09:30:00+03:00`."""
    if not is_line(value):
        return False
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(value)
        return moment.utcoffset() is not None and moment.year in YEARS
    return False


def has_zone(framework: Framework, code: str) -> bool:
    return any(zone.code == code for stage in framework.stages for zone in stage.zones)


def is_place(value: Json) -> bool:
    """The decision about a growth zone: kept, perhaps at a rank, or left out, which has none."""
    if not isinstance(value, dict) or value.keys() != {"place", "rank"}:
        return False
    rank = value["rank"]
    if value["place"] == "dropped":
        return rank is None
    return value["place"] == "pinned" and (rank is None or (type(rank) is int and 1 <= rank <= 5))


def is_state(value: Json, framework: Framework) -> bool:
    """Where an audit is on its way to approval, and what stood when it was approved."""
    return (
        isinstance(value, dict)
        and value.keys() - {"approval"} == {"state", "round", "sample"}
        and ("approval" not in value or (value["state"] in FINISHED and is_approval(value["approval"])))
        and value["state"] in STATES
        and isinstance(value["round"], str)
        and bool(_ROUND.match(value["round"]))
        and isinstance(value["sample"], list)
        and all(isinstance(one, str) for one in value["sample"])
        and value["sample"] == list(dict.fromkeys(value["sample"]))
        and set(value["sample"]) <= framework.criteria.keys()
    )


def is_approval(value: Json) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"by", "at", "known"}
        and isinstance(value["by"], str)
        and len(value["by"]) <= 1000
        and (value["at"] == "" or is_zoned(value["at"]))
        and isinstance(value["known"], dict)
        and all(type(seq) is int and seq >= 0 for seq in value["known"].values())
    )


def is_comment(value: Json, framework: Framework) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"criterion", "text", "to"}
        and isinstance(value["criterion"], str)
        and value["criterion"] in framework.criteria
        and is_text(value["text"])
        and bool(value["text"].strip())
        and are_lines(value["to"])
    )


def is_assignment(value: Json, framework: Framework) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"name", "stages", "criteria", "blind"}
        and is_line(value["name"])
        and are_lines(value["stages"])
        and are_lines(value["criteria"])
        and {*value["criteria"]} <= framework.criteria.keys()
        and {*value["stages"]} <= {stage.code for stage in framework.stages}
        and isinstance(value["blind"], bool)
    )


def are_lines(value: Json) -> bool:
    return isinstance(value, list) and len(value) <= MOST_NAMED and all(is_line(one) for one in value)


def is_of_review(name: str, value: Json) -> bool:
    """What the second person says of a criterion, or the auditor of a comment; an unknown name is kept."""
    match name:
        case "score":
            return is_score(value)
        case "seen" | "done":
            return isinstance(value, bool)
        case "comment" | "settled":
            return is_text(value)
    return True


def is_consent(value: Json) -> bool:
    """Whether the client lets the audit into the shared benchmark, and who said so."""
    return (
        isinstance(value, dict)
        and value.keys() == {"given", "by"}
        and isinstance(value["given"], bool)
        and is_text(value["by"])
    )


def is_signature(value: Json) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"by", "state"}
        and is_line(value["by"])
        and bool(value["by"].strip())
        and is_line(value["state"])
        and bool(_SHA256.match(value["state"]))
    )


def is_member(value: Json) -> bool:
    """Somebody of the staff: the forms of the name, what to say instead, and if the name may stand."""
    return (
        isinstance(value, dict)
        and value.keys() == {"name", "role", "allowed"}
        and isinstance(value["allowed"], bool)
        and is_line(value["name"])
        and is_line(value["role"])
    )


def is_of_recording(name: str, value: Json) -> bool:
    match name:
        case "allowed":
            return value is None or isinstance(value, bool)
        case "jurisdiction" | "basis" | "consented":
            return is_text(value)
        case "days":
            return value is None or (type(value) is int and 1 <= value <= MOST_DAYS)
    return value is None or (is_recording(value) and value["evidence"] == name)


def is_recording(value: Json) -> bool:
    """Where its sound is, when and how long it was, and what was said at which of its seconds."""
    return (
        isinstance(value, dict)
        and value.keys() == {"evidence", "sheet", "begun", "seconds", "stamps", "deleted"}
        and is_line(value["evidence"])
        and is_line(value["sheet"])
        and is_moment(value["begun"])
        and is_second(value["seconds"])
        and isinstance(value["stamps"], list)
        and len(value["stamps"]) <= MOST_STAMPS
        and all(map(is_stamp, value["stamps"]))
        and isinstance(value["deleted"], bool)
    )


def is_stamp(value: Json) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and is_second(value[0])
        and is_line(value[1])
        and is_line(value[2])
    )


def is_of_contact(name: str, value: Json, framework: Framework) -> bool:
    match name:
        case "criterion":
            return value in framework.criteria if isinstance(value, str) else False
        case "sent" | "due" | "answered":
            return is_moment(value)
        case "removed":
            return isinstance(value, bool)
        case "note":
            return is_text(value)
    return is_line(value)


def is_second(value: Json) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1_000_000


def is_trend(value: Json) -> bool:
    """What changes in a market, with its source; a date, a country and a product if they are known."""
    if not isinstance(value, dict) or value.keys() != set(TREND_FIELDS):
        return False
    lines = all(is_line(value[name]) for name in ("source", "country", "product"))
    dated = value["date"] == "" or is_day(value["date"])
    return is_text(value["text"]) and bool(value["text"].strip()) and lines and dated


def is_of_action(name: str, value: Json) -> bool:
    match name:
        case "due":
            return value == "" or is_day(value)
        case "effort":
            return value in EFFORTS
        case "status":
            return value in ACTION_STATUSES or is_standing(value)
    return is_text(value)


def is_standing(value: Json) -> bool:
    """A rejection with its reason, or a deferral with its date."""
    match value:
        case {"status": "rejected", "reason": str() as reason, **rest}:
            return not rest and is_text(reason) and bool(reason.strip())
        case {"status": "deferred", "until": until, **rest}:
            return not rest and is_day(until)
    return False


def is_day(value: Json) -> bool:
    """An ISO date, `2027-01-15`."""
    if not (isinstance(value, str) and _DAY.match(value)):
        return False
    with suppress(ValueError):
        return date.fromisoformat(value).year in YEARS
    return False


def is_figure(value: Json) -> bool:
    """A number, or none yet, and where it comes from."""
    if not isinstance(value, dict) or value.keys() != {"value", "source"}:
        return False
    number = value["value"]
    fits = number is None or (type(number) in (int, float) and 0 <= number <= LARGEST_FIGURE)
    return fits and is_line(value["source"])


def is_score(value: Json) -> bool:
    if isinstance(value, dict):
        return (
            value.keys() == {"mark", "reason"}
            and value["mark"] in ("N", "U")
            and is_text(value["reason"])
            and bool(value["reason"].strip())
        )
    return value is None or (type(value) is int and 0 <= value <= 5)


def is_evidence(value: Json, framework: Framework) -> bool:
    if not isinstance(value, dict) or not _EVIDENCE_NEEDS <= value.keys() <= EVIDENCE_FIELDS:
        return False
    texts = all(is_line(value.get(k, "")) for k in EVIDENCE_FIELDS - _EVIDENCE_SIZES)
    sizes = all(type(value.get(k, 0)) is int and value.get(k, 0) >= 0 for k in _EVIDENCE_SIZES)
    if not (texts and sizes):
        return False
    images = all(value.get(k, "") == "" or _SHA256.match(value[k]) for k in ("preview", "thumb"))
    return (
        images
        and bool(_SHA256.match(value["sha256"]))
        and (value["criterion"] in framework.criteria or (value["criterion"], value["kind"]) == ("", "audio"))
        and value["kind"] in ("image", "pdf", "audio", "file")
    )
