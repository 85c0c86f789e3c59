"""Passwords of the places where a team meets: in the system's keyring where there is one, or in the store."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from cxaudit.errors import KnownError
from cxaudit.sync.targets.address import Secret
from cxaudit.system_keyring import SERVICE, keyring
from cxaudit.words import N_

if TYPE_CHECKING:
    from cxaudit.store.store import Store

_IN_KEYRING = "keyring"
"""What the store says of a password that the system keeps."""


def keep(store: Store, space: str, secret: Secret) -> bool:
    """Keep what opens the place of a space; whether the system's keyring has it."""
    if secret == Secret():
        forget(store, space)
        return False
    said = msgspec.json.encode(secret).decode()
    if ring := keyring():
        with suppress(Exception):  # each system's keyring has errors of its own
            ring.set_password(SERVICE, space, said)
            store.memory.keep_place(_key(space), _IN_KEYRING)
            return True
    store.memory.keep_place(_key(space), said)
    return False


def of(store: Store, space: str) -> Secret:
    """What opens the place of a space; an empty Secret where none was kept.

    KnownError if the system's keyring has it and does not give it out now.
    """
    said = store.memory.place(_key(space))
    if said == _IN_KEYRING:
        said = _from_keyring(space)
    try:
        return msgspec.json.decode(said, type=Secret) if isinstance(said, str) and said else Secret()
    except msgspec.DecodeError:
        return Secret()


def _from_keyring(space: str) -> str | None:
    try:
        if ring := keyring():
            found: str | None = ring.get_password(SERVICE, space)
            return found
    except Exception as error:  # it is locked, or its service is not running
        raise KnownError(_SILENT) from error
    raise KnownError(_SILENT)


_SILENT = N_(
    "The keyring of this system does not give out the password of the team's place. "
    "Your work is safe on this device. Unlock the keyring, then sync again, or enter the password once more."
)


def forget(store: Store, space: str) -> bool:
    """Keep it no longer, wherever it was; False if the system's keyring has it and does not let go."""
    said = store.memory.place(_key(space))
    if said == _IN_KEYRING:
        try:
            ring = keyring()
            if ring is None:
                return False
            if ring.get_password(SERVICE, space):
                ring.delete_password(SERVICE, space)
        except Exception:
            return False
    if said:
        store.memory.keep_place(_key(space), "")
    return True


def has_keyring() -> bool:
    """Whether this system keeps passwords for its programs."""
    return keyring() is not None


def _key(space: str) -> str:
    return f"secret {space}"
