"""Who of the audited company's staff was met, and the audit with their roles in the place of their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxaudit import audit as reading
from cxaudit.cells import below
from cxaudit.changes import Heads
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Change, Json

_WORD = r"[^\W_]"
"""A letter or a digit: in the names of files an underscore stands between words."""
_BETWEEN = r"[\s_.\-\u2010\u2011]+"
_LETTERS = str.maketrans({"е": "[её]", "ё": "[её]", "Е": "[ЕЁ]", "Ё": "[ЕЁ]"})
_BRIEF_TEXTS = ("persona", "scenario")
_ACTION_TEXTS = ("title", "metric", "effect")


@dataclass(frozen=True, slots=True)
class Member:
    """One person: every form of the name as it may stand in a text, what to say instead, and if it may stand.

    Where several people say different things of a person, all forms count, and a name may stand only if
    all of them allow it.
    """

    id: str
    forms: tuple[str, ...]
    role: str = ""
    allowed: bool = False


def value_of(names: str, role: str, allowed: bool) -> Json:
    """What the cell of a person says; the forms of the name stand between commas."""
    return {"name": " ".join(names.split()), "role": " ".join(role.split()), "allowed": allowed}


def members(audit: Audit) -> tuple[Member, ...]:
    """The people on the audit's list, in the order in which they came onto it."""
    found = below(audit.cells, "staff")
    listed = sorted(found, key=lambda pair: (pair[1][0].at, pair[0]))
    return tuple(one for member_id, heads in listed if (one := _member(member_id, heads)))


def by_role(audit: Audit, tr: Translator) -> Audit:
    """The audit as reports read it: every text with the role in the place of a name that may not be said.

    Notes, reasons, captions, channels of measures, names of files, texts and actions of growth zones, persona
    and scenario; not who wrote or owns something. The audit itself if nobody is listed.
    """
    hidden = [one for one in members(audit) if not one.allowed]
    if not hidden:
        return audit
    say = _replacing(hidden, tr)
    heads = {cell: tuple(_reworded(cell, head, say) for head in found) for cell, found in audit.cells.items()}
    return replace(reading.read(audit.id, audit.framework, heads), conflicts=audit.conflicts)


def found_in(audit: Audit, people: Sequence[Member]) -> tuple[Member, ...]:
    """Those of them whose names stand in a text that a report may print."""
    internal = {file.id for file in audit.evidence if file.internal}
    texts: list[str] = []
    for cell, heads in audit.cells.items():
        path = cell.split("/")
        if path[0] == "evidence" and path[1] in internal:
            continue
        for head in heads:
            _reworded(cell, head, _collecting(texts))
    whole = unicodedata.normalize("NFC", "\n".join(texts))
    return tuple(one for one in people if one.forms and _pattern([one]).search(whole))


# --- inside ---------------------------------------------------------------------------------


def _member(member_id: str, heads: Heads) -> Member | None:
    said: list[Mapping[str, Any]] = [head.value for head in heads if head.value is not None]
    if not said:
        return None
    forms = dict.fromkeys(form for one in said for form in _forms(one["name"]))
    roles = dict.fromkeys(one["role"].strip() for one in said if one["role"].strip())
    return Member(member_id, tuple(forms), " / ".join(roles), all(one["allowed"] for one in said))


def _forms(names: str) -> list[str]:
    return [form for part in re.split("[,;\n]", names) if (form := " ".join(part.split()))]


def _replacing(people: Sequence[Member], tr: Translator) -> Callable[[str], str]:
    """What puts roles in the place of names; the longest form of all is looked for first."""
    named = [one for one in people if one.forms]
    if not named:
        return lambda text: text
    anybody = tr("staff member")
    roles = {_key(form): one.role or anybody for one in named for form in one.forms}
    pattern = _pattern(named)

    def say(text: str) -> str:
        plain = unicodedata.normalize("NFC", text)
        changed, count = pattern.subn(lambda match: roles[_key(match[0])], plain)
        return changed if count else text

    return say


def _collecting(texts: list[str]) -> Callable[[str], str]:
    def take(text: str) -> str:
        texts.append(text)
        return text

    return take


def _pattern(people: Sequence[Member]) -> re.Pattern[str]:
    """Any form of the names as whole words.

    A single word matches as it is listed and in capitals: `Will` is a name, `will` is not. Several words
    match in any case, with whatever a file name has between them.
    """
    forms = sorted({form for one in people for form in one.forms}, key=lambda form: (-len(form), form))
    return re.compile(f"(?<!{_WORD})(?:{'|'.join(map(_form_pattern, forms))})(?!{_WORD})")


def _form_pattern(form: str) -> str:
    words = [word for word in re.split(_BETWEEN, unicodedata.normalize("NFC", form)) if word]
    one = _BETWEEN.join(re.escape(word).translate(_LETTERS) for word in words)
    if len(words) > 1:
        return f"(?i:{one})"
    capitals = _BETWEEN.join(re.escape(word.upper()).translate(_LETTERS) for word in words)
    return f"(?:{one}|{capitals})"


def _key(form: str) -> str:
    """What all spellings of a form have in common."""
    plain = unicodedata.normalize("NFC", form).casefold().replace("ё", "е")
    return " ".join(word for word in re.split(_BETWEEN, plain) if word)


def _reworded(cell: str, head: Change, say: Callable[[str], str]) -> Change:
    """The change with other words where a report would print them."""
    value, reason = _value(cell.split("/"), head.value, say), say(head.reason) if head.reason else ""
    if (value, reason) == (head.value, head.reason):
        return head
    return replace(head, value=value, reason=reason)


def _value(path: list[str], value: Json, say: Callable[[str], str]) -> Json:
    match path, value:
        case ["visit", _, "rating", _, "note"], str():
            return say(value)
        case ["visit", _, "rating", _, "score"], {"reason": str() as reason}:
            return {**value, "reason": say(reason)}
        case ["measure", _], {"label": str() as label}:
            return {**value, "label": say(label)}
        case ["evidence", _], {"name": str() as name}:
            return {**value, "name": say(name)}
        case ["evidence", _, "caption"] | ["growth", _, "text", _], str():
            return say(value)
        case ["brief", name], str() if name in _BRIEF_TEXTS:
            return say(value)
        case ["action", _, name], str() if name in _ACTION_TEXTS:
            return say(value)
        case ["action", _, "status"], {"reason": str() as reason}:
            return {**value, "reason": say(reason)}
        case ["trend", _], {"text": str() as text, "source": str() as source}:
            return {**value, "text": say(text), "source": say(source)}
        case ["baseline", _], {"source": str() as source}:
            return {**value, "source": say(source)}
    return value
