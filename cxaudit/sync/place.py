"""Whose a place is: the file that founds it, and the checklists and keys that lie beside the segments."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from cxaudit import framework
from cxaudit.errors import KnownError
from cxaudit.model import Framework
from cxaudit.sync import keyed, team
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.keyed import KeyRing
from cxaudit.sync.seal import Seal
from cxaudit.sync.target import NotThere, Target, Unreachable

FOUNDING = "space.json"
CHECKLISTS = "checklists/"
KEYS = "keys/"
FORMAT = 1
LARGEST_RING = 2 << 20
"""No file with keys is larger in bytes."""


class Founding(msgspec.Struct, frozen=True):
    """What the founder wrote; it holds no name, and everybody at the storage may read it."""

    space: str
    nonce: str
    founder: str
    keyed: bool = False
    format: int = FORMAT

    @property
    def public(self) -> Public:
        return Public.from_text(self.founder)


class Spoilt(KnownError):
    """What the place says of itself is no word of any team."""


def found(identity: Identity, keyed: bool) -> Founding:
    """A new space; its id follows from its founder's key, so that nobody can pass another one off as it."""
    nonce = uuid.uuid4().hex
    return Founding(team.space_id(identity.public, nonce), nonce, identity.public.to_text(), keyed)


def write(target: Target, founding: Founding) -> None:
    """Say at the place whose it is."""
    target.put(FOUNDING, msgspec.json.format(msgspec.json.encode(founding)))


def founding_at(target: Target) -> Founding | None:
    """What the place says of itself; None if it says nothing, Spoilt if that is no team's word."""
    try:
        written = target.get(FOUNDING)
    except NotThere:
        target.list(KEYS)  # raises where the place itself is missing
        return None
    try:
        said = msgspec.json.decode(written, type=Founding)
        known = said.space == team.space_id(said.public, said.nonce)
    except (msgspec.MsgspecError, RecursionError, ValueError, KnownError):
        known = False
    if not known:
        raise Spoilt(
            "What lies at the team's place is damaged. Nothing was changed on this device; "
            "try again once another device of the team has synced."
        )
    if said.format > FORMAT:
        raise KnownError("The team uses a newer version of cxaudit. Nothing was changed; install it.")
    return said


# --- checklists -----------------------------------------------------------------------------


def put_checklist(target: Target, seal: Seal, sha: str, raw: bytes) -> None:
    """Lay the bytes of a checklist beside the segments."""
    name = checklist_name(seal, sha)
    target.put(name, seal.close(raw, name))


def checklist_name(seal: Seal, sha: str) -> str:
    return f"{CHECKLISTS}{seal.name(sha)}"


def get_checklist(target: Target, seal: Seal, sha: str) -> tuple[bytes, Framework] | None:
    """The checklist with that hash; None if it has not arrived or is not whole."""
    name = checklist_name(seal, sha)
    try:
        raw = seal.open(target.get(name), name)
    except NotThere:
        return None
    if hashlib.sha256(raw).hexdigest() != sha:
        return None
    return raw, framework.parse(raw, "framework.toml")


def has_checklist(target: Target, seal: Seal, sha: str) -> bool:
    """Whether the checklist with that hash lies there and can be read."""
    try:
        return get_checklist(target, seal, sha) is not None
    except Unreachable:
        raise
    except KnownError:
        return False


# --- keys -----------------------------------------------------------------------------------


class _Wrapped(msgspec.Struct, array_like=True):
    signing: bytes
    signature: bytes
    ring: bytes
    out: list[str]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a space as a lead left them, and the signers who were not to get them."""

    signer: str
    ring: KeyRing
    out: Mapping[str, Sequence[str]]
    """By signer: the ids of the words that let them go."""


def put_ring(
    target: Target,
    space: str,
    ring: KeyRing,
    recipients: list[str],
    identity: Identity,
    out: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Lay the keys of a space at the place, closed for these recipients and signed; returns under which name.

    Who is `out` stands beside them, so that no lead who has not heard of it hands the keys on to them.
    """
    data = keyed.wrap(ring, recipients)
    without = [f"{signer}:{','.join(ids)}" for signer, ids in sorted((out or {}).items())]
    signature = identity.sign("keys", _signed_keys(space, without, data))
    whole = msgspec.msgpack.encode(_Wrapped(identity.public.to_bytes(), signature, data, without))
    name = f"{KEYS}{len(ring.epochs):08d}-{hashlib.sha256(whole).hexdigest()}"
    target.put(name, whole)
    return name


def rings_in(
    listed: Mapping[str, int], target: Target, space: str, leads: frozenset[str], identity: Identity
) -> list[Keys]:
    """The keys in these files that a lead has signed and that were closed for this device, newest first."""
    found = []
    for name in sorted((n for n, size in listed.items() if size <= LARGEST_RING), reverse=True):
        try:
            wrapped = msgspec.msgpack.decode(target.get(name), type=_Wrapped)
            public = Public.from_bytes(wrapped.signing)
            signed = _signed_keys(space, wrapped.out, wrapped.ring)
            if public.signer in leads and public.verify("keys", signed, wrapped.signature):
                ring = keyed.unwrap(wrapped.ring, identity)
                said = (one.partition(":") for one in wrapped.out)
                out = {signer: tuple(ids.split(",")) for signer, _, ids in said}
                found.append(Keys(public.signer, ring, out))
        except Unreachable:
            raise
        except (msgspec.MsgspecError, KnownError):
            continue
    return found


def _signed_keys(space: str, out: Iterable[str], ring: bytes) -> bytes:
    return f"{space}\n{' '.join(out)}\n".encode() + ring
