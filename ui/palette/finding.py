"""Finds by a few typed letters, in whatever keyboard layout; no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

ONLY_ACTS = ">"
ONLY_CRITERIA = "#"
Kind = Literal["criterion", "page", "audit", "act"]
Section = Literal["recent", "criterion", "page", "audit", "act"]
KINDS: tuple[Kind, ...] = ("criterion", "page", "audit", "act")
MOST_OF_KIND = 6
"""So many of each kind while all kinds are searched; what is meant is found by one more letter."""
MOST_RECENT = 6

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_OTHER = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
"""What the same keys give in the other layout."""
_WORD = re.compile(r"\w+")
_NO_MATCH = 9


@dataclass(frozen=True, slots=True)
class Find:
    """Something that can be found; `key` names it for ever, `act` goes there or does it."""

    kind: Kind
    key: str
    title: str
    act: Callable[[], object]
    note: str = ""
    icon: str = ""
    mark: object = None
    """Of a criterion: what stands in its chip."""
    keys: str = ""
    """Keys that do the same, such as `Ctrl+E` or `G D`."""
    also: str = ""
    """More words that find it: its id, its title in the other language."""


def find(said: str, finds: Iterable[Find], recent: Sequence[str]) -> list[tuple[Section, Find]]:
    """What fits the typed letters, section by section, the best first; without letters what was used lately.

    A leading `>` or `#` leaves only acts or only criteria.
    """
    only = _only(said)
    wanted = said.lstrip(ONLY_ACTS + ONLY_CRITERIA).strip()
    found = [one for one in finds if only in ("", one.kind)]
    if not wanted:
        return _without_words(found, recent, only)
    last = {key: at for at, key in enumerate(recent)}
    ranked = [(rank(wanted, one), last.get(one.key, len(recent)), at, one) for at, one in enumerate(found)]
    best = sorted(one for one in ranked if one[0] < _NO_MATCH)
    most = None if only else MOST_OF_KIND
    return [(kind, one) for kind in KINDS for one in [b[-1] for b in best if b[-1].kind == kind][:most]]


def rank(said: str, one: Find) -> int:
    """How well it fits: 0 best; the letters of the other layout fit a little worse."""
    said, title, also = plain(said), plain(one.title), plain(one.also)
    straight = _rank(said, title, also)
    return (
        straight if straight < _NO_MATCH else min(_NO_MATCH, _rank(said.translate(_OTHER), title, also) + 4)
    )


def plain(text: str) -> str:
    """As it is compared: without case, and without the dots of ё."""
    return text.casefold().replace("ё", "е")


def _only(said: str) -> str:
    return {ONLY_ACTS: "act", ONLY_CRITERIA: "criterion"}.get(said[:1], "")


def _without_words(found: Sequence[Find], recent: Sequence[str], only: str) -> list[tuple[Section, Find]]:
    by_key = {one.key: one for one in found}
    lately: list[tuple[Section, Find]]
    lately = [("recent", by_key[key]) for key in recent if key in by_key][:MOST_RECENT]
    named = {one.key for _, one in lately}
    rest = [one for one in found if one.key not in named and (only or one.kind != "criterion")]
    return lately + [(kind, one) for kind in KINDS for one in rest if one.kind == kind]


def _rank(said: str, title: str, also: str) -> int:
    parts = _WORD.findall(said)
    if not parts:
        return _NO_MATCH
    if "".join(parts) in also.split("\n")[0].split():
        return 0
    if title.startswith(said):
        return 1
    words = _WORD.findall(title)
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2
    words += _WORD.findall(also)
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 3
    return 4 if all(part in title or part in also for part in parts) else _NO_MATCH
