"""Somebody asks to join a space: who it is, signed, and for the eyes of its leads where there is a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from cxaudit.errors import KnownError
from cxaudit.sync.code import SpaceCode, is_name
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.keyed import Holder, closed_for, opened_by
from cxaudit.words import N_

LARGEST = 4096
"""No request is larger in bytes."""
_PLAIN, _CLOSED = b"cxjoin\x01p", b"cxjoin\x01c"
_CONTEXT = "request to join"
_BROKEN = N_("A request to join is damaged or forged. It was not shown; whoever sent it can ask again.")


class _Written(msgspec.Struct, array_like=True):
    space: str
    name: str
    public: bytes


class _Signed(msgspec.Struct, array_like=True):
    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks to join which space; the name is what somebody says of themselves and proves nothing."""

    space: str
    name: str
    public: Public


def close(name: str, code: SpaceCode, identity: Identity, doors: Sequence[str] = ()) -> bytes:
    """The request of that name to join the space of the code; KnownError for a name that is none.

    For a space with a key it is closed so that those recipients alone can read it, or else the founder.
    """
    if not is_name(name):
        raise KnownError(
            "Give a name of one line and at most 80 letters, so that the founder knows who asks."
        )
    body = msgspec.msgpack.encode(_Written(code.space, name, identity.public.to_bytes()))
    signed = msgspec.msgpack.encode(_Signed(body, identity.sign(_CONTEXT, body)))
    if not code.keyed:
        return _PLAIN + signed
    return _CLOSED + closed_for(signed, doors or [code.founder.recipient])


def open(data: bytes, space: str, holder: Holder | None) -> Request:
    """The request to join that space; `holder` is the founder's identity in a space with a key, else None.

    NoKey if it was closed for somebody else; KnownError if it is damaged, forged, for another space, or
    open where it should have been closed.
    """
    mark = _CLOSED if holder else _PLAIN
    if len(data) > LARGEST or not data.startswith(mark):
        raise KnownError(_BROKEN)
    inner = data[len(mark) :]
    try:
        signed = msgspec.msgpack.decode(opened_by(inner, holder) if holder else inner, type=_Signed)
        written = msgspec.msgpack.decode(signed.body, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise KnownError(_BROKEN) from error
    public = Public.from_bytes(written.public)
    if written.space != space or not is_name(written.name):
        raise KnownError(_BROKEN)
    if not public.verify(_CONTEXT, signed.body, signed.signature):
        raise KnownError(_BROKEN)
    return Request(written.space, written.name, public)
