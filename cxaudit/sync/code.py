"""What one passes to colleagues, by mail or on paper, so that they can join a space."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from cxaudit import evidence, qr
from cxaudit.errors import KnownError
from cxaudit.sync import spelled
from cxaudit.sync.identity import Public
from cxaudit.words import N_

_KIND = "cxspace1"
_SPACE = re.compile(r"[0-9a-f]{8,64}\Z")
LONGEST_ADDRESS, LONGEST_NAME = 1000, 80
_BROKEN = N_("This invitation is damaged. Nothing was changed; ask for a new one.")


class _Written(msgspec.Struct, array_like=True):
    space: str
    keyed: bool
    founder: bytes
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SpaceCode:
    """Where a space is and who founded it; it holds no key and no password.

    `space` is the id of the space in hexadecimal digits, `name` what people call it. Whoever has the code can
    find the space, and has to ask the founder for the key of one that is `keyed`.
    """

    space: str
    name: str
    address: str
    founder: Public
    keyed: bool

    def to_text(self) -> str:
        """`cxspace1-…`; KnownError if the address holds a password, or if something is too long."""
        _check(self)
        written = _Written(self.space, self.keyed, self.founder.to_bytes(), self.name, self.address)
        return spelled.spelled(_KIND, msgspec.msgpack.encode(written))

    def modules(self) -> tuple[bytes, ...]:
        """The text as a QR code, row by row: 0 where it is dark."""
        return qr.modules(self.to_text().upper())

    @staticmethod
    def from_text(text: str) -> SpaceCode:
        """The first invitation in what was pasted; KnownError if there is none, or a typo in it."""
        try:
            written = msgspec.msgpack.decode(spelled.read(_KIND, text), type=_Written)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise KnownError(_BROKEN) from error
        founder = Public.from_bytes(written.founder)
        code = SpaceCode(written.space, written.name, written.address, founder, written.keyed)
        _check(code)
        return code

    @staticmethod
    def from_picture(file: Path) -> SpaceCode:
        """The invitation in a photo or screenshot of its QR code; KnownError if none is seen there."""
        codes = evidence.sight(file, closely=True).codes
        return SpaceCode.from_text(next((code for code in codes if code.lower().startswith(_KIND)), ""))


def is_name(text: str, longest: int = LONGEST_NAME) -> bool:
    """Whether a space or a member can be called so: one printable line without spaces at its ends."""
    return 0 < len(text) <= longest and text.isprintable() and text == " ".join(text.split())


def _check(code: SpaceCode) -> None:
    if not _SPACE.match(code.space) or not is_name(code.name) or not is_name(code.address, LONGEST_ADDRESS):
        raise KnownError(_BROKEN)
    if has_password(code.address):
        raise KnownError(
            "The address of the place holds a password, so it was not passed on. "
            "Keep the password on this device, and give the address without it."
        )


def has_password(address: str) -> bool:
    """Whether the address names a password, as in `https://ann:secret@…`."""
    try:
        return urlsplit(address).password is not None
    except ValueError:
        return "@" in address
