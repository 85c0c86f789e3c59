"""How the letters of a font are written in one document, of which it gets only those that are used."""

from __future__ import annotations

from typing import Any

from reportlab.lib.rl_accel import escapePDF


class _OtherSubset(Exception):
    """The letter is not among the first 256 that a document has of a font."""


class Letters(dict[int, str]):
    """A table of `str.translate`, in which each letter is found once."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font, self._document = font, document
        self.name = ""

    def __missing__(self, letter: int) -> str:
        [(subset, code)] = self._font.splitString(chr(letter), self._document)
        if subset:
            raise _OtherSubset
        self.name = self.name or self._font.getSubsetInternalName(0, self._document)
        written: str = escapePDF(code)
        self[letter] = written
        return written

    def shown(self, said: str, size: float) -> str:
        """The operators that show a text in that size, in points."""
        try:
            coded = said.translate(self)
        except _OtherSubset:
            return " ".join(self._pieces(said, size))
        return f"{self.name} {size:g} Tf ({coded}) Tj"

    def _pieces(self, said: str, size: float) -> list[str]:
        """Those of a text with letters of several subsets."""
        font, document = self._font, self._document
        return [
            f"{font.getSubsetInternalName(subset, document)} {size:g} Tf ({escapePDF(codes)}) Tj"
            for subset, codes in font.splitString(said, document)
        ]
