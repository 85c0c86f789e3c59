"""Bytes as letters that people pass on: any case, any line breaks, a typo is found."""

from __future__ import annotations

import base64
import hashlib

from cxaudit.errors import KnownError

_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LETTERS = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as 1, 1, 0 and V: those are what people mistake."""
_SPELL = bytes.maketrans(_PLAIN, _LETTERS)
_READ = bytes.maketrans(_LETTERS + b"ILOU", _PLAIN + _PLAIN[1:2] * 2 + _PLAIN[:1] + _PLAIN[27:28])
_SUM = 5


def spelled(kind: str, data: bytes) -> str:
    """The data as `kind-…`, at most 65,535 bytes of it; `kind` ends in the number of its form."""
    body = len(data).to_bytes(2) + data + _sum(kind, data)
    letters = base64.b32encode(body).rstrip(b"=").translate(_SPELL)
    return f"{kind}-{letters.decode().lower()}"


def read(kind: str, text: str) -> bytes:
    """The data of the first text of that kind in what was pasted; KnownError if none or mistyped."""
    _, begin, rest = text.lower().partition(kind + "-")
    if not begin:
        raise KnownError(
            "No text that begins with “{begin}” was found. Copy all of it, from first letter to last.",
            begin=kind + "-",
        )
    letters = "".join(letter for letter in rest.upper() if letter.isascii() and letter.isalnum())
    size = int.from_bytes(_bytes(letters[:8])[:2])
    body = _bytes(letters[: -(-(2 + size + _SUM) * 8 // 5)])
    data = body[2 : 2 + size]
    if len(body) != 2 + size + _SUM or body[2 + size :] != _sum(kind, data):
        raise KnownError(
            "A letter of the text “{begin}…” is wrong or missing. Nothing was changed; copy all of it again.",
            begin=kind + "-",
        )
    return data


def _bytes(letters: str) -> bytes:
    """What these letters say, as many whole bytes as there are."""
    whole = letters.encode().translate(_READ)
    return base64.b32decode(whole + b"A" * (-len(whole) % 8))[: len(whole) * 5 // 8]


def _sum(kind: str, data: bytes) -> bytes:
    return hashlib.sha256(kind.encode() + b"\0" + data).digest()[:_SUM]
