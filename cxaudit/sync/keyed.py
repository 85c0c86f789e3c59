"""The keys of a space, and how what leaves for it is closed with them."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

from cxaudit.errors import KnownError

_KEY = 32
_RING = b"cxring\x00\x01"
_SEALED = b"cxseal"
_VERSION = 1
_ID, _NAME, _NONCE, _TAG = 8, 16, 12, 16
_HEADER = len(_SEALED) + 1 + _ID + _NAME + _NONCE
OVERHEAD = _HEADER + _TAG
"""Bytes that closing adds."""
MOST_EPOCHS = 10_000


class NoKey(KnownError):
    """It is closed with a key that this device has not got yet, or not any more."""


class Holder(Protocol):
    """Whoever an age file can be closed for: an `Identity`, or the recovery sheet."""

    @property
    def age(self) -> x25519.Identity: ...


@dataclass(frozen=True, repr=False)
class KeyRing:
    """The keys of a space: one for names, for good, and one an epoch, oldest first; the last is in use."""

    naming: bytes
    epochs: tuple[bytes, ...]

    @staticmethod
    def new() -> KeyRing:
        """The ring of a new space."""
        return KeyRing(os.urandom(_KEY), (os.urandom(_KEY),))

    def renewed(self) -> KeyRing:
        """With a new epoch from now on; what earlier ones closed still opens."""
        return KeyRing(self.naming, (*self.epochs, os.urandom(_KEY)))

    @property
    def current(self) -> str:
        """The id of the epoch in use: 16 hexadecimal digits, which tell nothing of its key."""
        return _id(self.epochs[-1]).hex()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all epochs, oldest first."""
        return tuple(_id(key).hex() for key in self.epochs)

    def joined(self, other: KeyRing) -> KeyRing:
        """The ring that opens what both open: the one that holds the other, else one of both, alike for all.

        A ring of another space adds nothing, nor does one with more keys than a ring can hold.
        """
        if self.naming != other.naming or set(other.epochs) <= set(self.epochs):
            return self
        if len({*self.epochs, *other.epochs}) > MOST_EPOCHS // 2:  # a half is left for renewals
            return self
        if set(self.epochs) <= set(other.epochs):
            return other
        common = tuple(key for key in self.epochs if key in other.epochs)
        apart = set(self.epochs + other.epochs) - set(common)
        return KeyRing(self.naming, (*common, *sorted(apart)))

    def to_bytes(self) -> bytes:
        """The keys themselves."""
        return _RING + self.naming + b"".join(self.epochs)

    @staticmethod
    def from_bytes(data: bytes) -> KeyRing:
        """What `to_bytes` wrote; KnownError if it is anything else."""
        keys = data.removeprefix(_RING)
        count, rest = divmod(len(keys), _KEY)
        parts = tuple(keys[at : at + _KEY] for at in range(0, len(keys), _KEY))
        if len(keys) == len(data) or rest or not 2 <= count <= MOST_EPOCHS or len(set(parts)) < count:
            raise KnownError(
                "These are not the keys of a team. Nothing was changed; those of this device stay in use."
            )
        return KeyRing(parts[0], parts[1:])

    def __repr__(self) -> str:
        return f"KeyRing({self.current}, {len(self.epochs)} epochs)"


class Keyed:
    """The seal of a space with a key: AES-256-GCM, bound to the name under which the data lies."""

    overhead = OVERHEAD

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self._keys = {_id(key): key for key in ring.epochs}
        self._current = _id(ring.epochs[-1])

    def close(self, data: bytes, name: str) -> bytes:
        """Header and ciphertext, OVERHEAD bytes longer than the data; never the same twice."""
        head = _SEALED + bytes([_VERSION]) + self._current + _name(name)
        nonce = os.urandom(_NONCE)
        return head + nonce + _cipher(self._keys[self._current]).encrypt(nonce, data, head)

    def open(self, data: bytes, name: str) -> bytes:
        """The data as it was; NoKey, or KnownError if it was altered or lies under another name."""
        head, nonce = data[: _HEADER - _NONCE], data[_HEADER - _NONCE : _HEADER]
        if len(data) < OVERHEAD or not head.startswith(_SEALED):
            raise _altered(name)
        if head[len(_SEALED)] != _VERSION:
            raise KnownError(
                "“{name}” is from a newer version of cxaudit. Nothing was changed; install it.", name=name
            )
        key = self._keys.get(head[-_NAME - _ID : -_NAME])
        if key is None:
            raise NoKey(
                "“{name}” needs a key that this device has not got yet. It stays where it is until then.",
                name=name,
            )
        try:
            # Views: a chunk of evidence is large, and a slice of it would be a copy.
            opened = _cipher(key).decrypt(nonce, memoryview(data)[_HEADER:], head)
        except InvalidTag as error:
            raise _altered(name) from error
        if head[-_NAME:] != _name(name):
            raise KnownError(
                "What lies under “{name}” was written under another name. It was not used; nothing is lost.",
                name=name,
            )
        return opened

    def name(self, sha: str) -> str:
        """What a file of that SHA-256 is called at the storage: its HMAC-SHA256 with the naming key."""
        return hmac.digest(self.ring.naming, sha.encode(), "sha256").hex()


class Locked:
    """The seal of a space whose key this device has not got yet: everything waits."""

    overhead = OVERHEAD

    def close(self, data: bytes, name: str) -> bytes:
        raise NoKey(
            "The key of the team has not come yet. What you do is kept here and goes out as soon as it has."
        )

    def open(self, data: bytes, name: str) -> bytes:
        raise NoKey(
            "“{name}” needs a key that this device has not got yet. It stays where it is until then.",
            name=name,
        )

    def name(self, sha: str) -> str:
        raise NoKey(
            "The key of the team has not come yet. What you do is kept here and goes out as soon as it has."
        )


def wrap(ring: KeyRing, recipients: Iterable[str]) -> bytes:
    """The ring as an age file that each of these recipients (`age1…`) opens; ValueError for none.

    Age does not tell who wrote it: it counts only where its writer has signed it.
    """
    return closed_for(ring.to_bytes(), recipients)


def closed_for(data: bytes, recipients: Iterable[str]) -> bytes:
    """The data as an age file that each of these recipients opens; ValueError for none."""
    keys = [x25519.Recipient.from_str(recipient) for recipient in dict.fromkeys(recipients)]
    if not keys:
        raise ValueError("no recipients")
    return bytes(pyrage.encrypt(data, keys))


def unwrap(data: bytes, holder: Holder) -> KeyRing:
    """The ring in what `wrap` wrote; NoKey if it was not closed for this holder, KnownError if damaged."""
    return KeyRing.from_bytes(opened_by(data, holder))


def opened_by(data: bytes, holder: Holder) -> bytes:
    """What is in an age file; NoKey if it was not closed for this holder, KnownError if damaged."""
    try:
        return bytes(pyrage.decrypt(data, [holder.age]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise NoKey(
                "This is not encrypted for this device. Nothing is lost; ask a lead of the team to admit it."
            ) from error
        raise KnownError(
            "What came was damaged on its way. Nothing was changed; the next sync tries again."
        ) from error


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, b"content"))


@lru_cache(maxsize=1024)
def _id(key: bytes) -> bytes:
    """Derived from the key, so that no two keys can go by one id."""
    return _derived(key, b"id")[:_ID]


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=b"cxaudit epoch 1 " + purpose).derive(key)


def _name(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:_NAME]


def _altered(name: str) -> KnownError:
    return KnownError(
        "“{name}” was altered or damaged where it is stored. It was not used; nothing is lost.", name=name
    )
