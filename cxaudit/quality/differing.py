"""Which words of a text another text does not have; pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

MOST_WORDS = 2000
"""Longer texts are not compared: it takes the square of their length."""
ALIKE = 0.3
"""Where texts have less in common, to mark nearly all of it helps nobody."""
_WORD = re.compile(r"\S+")

Span = tuple[int, int]
"""Where words begin and end in a text."""


def differing(text: str, other: str) -> tuple[Span, ...]:
    """The words of `text` that `other` does not have there; neighbours are one span."""
    words, others = list(_WORD.finditer(text)), _WORD.findall(other)
    if not words or not others or len(words) > MOST_WORDS or len(others) > MOST_WORDS:
        return ()
    match = SequenceMatcher(None, [word[0] for word in words], others, autojunk=False)
    if match.ratio() < ALIKE:
        return ()
    return tuple(
        (words[first].start(), words[last - 1].end())
        for kind, first, last, _, _ in match.get_opcodes()
        if kind in ("replace", "delete") and last > first
    )
