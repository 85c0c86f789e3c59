"""The key on paper: what opens a space with a key when every device is lost."""

from __future__ import annotations

import re
from pathlib import Path

from pyrage import IdentityError, x25519

from cxaudit import evidence
from cxaudit.errors import KnownError

_HEAD = "AGE-SECRET-KEY-1"
_LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_SIZE = 58
GROUP = 4
_SEEN = str.maketrans("АВЕКМНОРСТУХЗI1OB", "A8EKMH0PCTYX3LL08")
"""Russian letters that look like Latin ones, and what the key has no letter for."""


class Recovery:
    """The secret of a recovery sheet: an age identity, printed once and kept nowhere else."""

    def __init__(self, age: x25519.Identity) -> None:
        self.age = age

    def __repr__(self) -> str:
        return f"Recovery({self.recipient})"

    @staticmethod
    def new() -> Recovery:
        """A fresh one, for a new space."""
        return Recovery(x25519.Identity.generate())

    @property
    def recipient(self) -> str:
        """`age1…`: every ring of the space is wrapped for it too."""
        return str(self.age.to_public())

    def to_text(self) -> str:
        """The secret as any age program reads it: `AGE-SECRET-KEY-1…`."""
        return str(self.age)

    def groups(self) -> tuple[str, ...]:
        """The 58 letters after `AGE-SECRET-KEY-1`, four in a group, as they are printed and typed."""
        letters = self.to_text().removeprefix(_HEAD)
        return tuple(letters[at : at + GROUP] for at in range(0, _SIZE, GROUP))

    @staticmethod
    def from_text(text: str) -> Recovery:
        """The secret as typed from the sheet, with or without its beginning, in any case and spacing.

        KnownError says how many letters there are, or in which group one is wrong.
        """
        letters = _typed(text)
        if len(letters) != _SIZE:
            raise KnownError(
                "The recovery key has {size} letters and digits in groups of four; these are {n}. "
                "Compare them with the sheet.",
                size=_SIZE,
                n=len(letters),
            )
        found = _identity(letters)
        if found is None:
            raise _mistyped(letters)
        return Recovery(found)

    @staticmethod
    def from_picture(file: Path) -> Recovery:
        """The secret in a photo or scan of the sheet's QR code; KnownError if none is seen there."""
        for code in evidence.sight(file, closely=True).codes:
            if code.upper().startswith(_HEAD):
                return Recovery.from_text(code)
        raise KnownError(
            "No QR code of a recovery sheet is seen in “{name}”. Hold the camera straight, or type the key.",
            name=file.name,
        )


def _typed(text: str) -> str:
    """The letters of the key in what was typed: no spaces, marks or beginning, and no letter it has not."""
    plain = re.sub(r"[\W_]", "", text.upper()).translate(_SEEN)
    head = re.sub(r"[\W_]", "", _HEAD).translate(_SEEN)
    return plain.removeprefix(head)


def _identity(letters: str) -> x25519.Identity | None:
    try:
        return x25519.Identity.from_str(_HEAD + letters)
    except IdentityError:
        return None


def _mistyped(letters: str) -> KnownError:
    """Where the one wrong letter is: the checksum tells up to two, and nothing is put right unseen."""
    for at in range(_SIZE):
        for letter in _LETTERS:
            if letter != letters[at] and _identity(letters[:at] + letter + letters[at + 1 :]):
                return KnownError(
                    "A letter in group {n} of the recovery key is wrong. Compare it with the sheet.",
                    n=at // GROUP + 1,
                )
    return KnownError("Several letters of the recovery key are wrong. Compare each group with the sheet.")
