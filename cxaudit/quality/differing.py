"""Which words of a text another text does not have; pure."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

MOST_PAIRS = 50_000
"""How many pairs of equal words are weighed; texts that repeat themselves more are not compared."""
ALIKE = 0.3
"""Where texts have less in common, to mark nearly all of it helps nobody."""
_WORD = re.compile(r"\S+")

Span = tuple[int, int]
"""Where words begin and end in a text."""


def differing(text: str, other: str) -> tuple[Span, ...]:
    """The words of `text` that `other` does not have there; neighbours are one span."""
    words = list(_WORD.finditer(text))
    said, others = [word[0] for word in words], _WORD.findall(other)
    counts = Counter(others)
    if not words or not others or sum(counts[word] for word in said) > MOST_PAIRS:
        return ()
    match = SequenceMatcher(None, said, others, autojunk=False)
    if match.ratio() < ALIKE:
        return ()
    return tuple(
        (words[first].start(), words[last - 1].end())
        for kind, first, last, _, _ in match.get_opcodes()
        if kind in ("replace", "delete") and last > first
    )
