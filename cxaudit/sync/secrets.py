"""Passwords of the places where a team meets: in the system's keyring where there is one, or in the store."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from cxaudit.sync.targets.address import Secret
from cxaudit.system_keyring import SERVICE, keyring

if TYPE_CHECKING:
    from cxaudit.store.store import Store


def keep(store: Store, space: str, secret: Secret) -> bool:
    """Keep what opens the place of a space; whether the system's keyring has it."""
    forget(store, space)
    if secret == Secret():
        return False
    said = msgspec.json.encode(secret).decode()
    if ring := keyring():
        with suppress(Exception):  # each system's keyring has errors of its own
            ring.set_password(SERVICE, space, said)
            return True
    store.keep_place(_key(space), said)
    return False


def of(store: Store, space: str) -> Secret:
    """What opens the place of a space; an empty Secret where none was kept."""
    said = store.place(_key(space))
    if not said and (ring := keyring()):
        with suppress(Exception):
            said = ring.get_password(SERVICE, space)
    try:
        return msgspec.json.decode(said, type=Secret) if isinstance(said, str) and said else Secret()
    except msgspec.DecodeError:
        return Secret()


def forget(store: Store, space: str) -> None:
    """Keep it no longer, wherever it was."""
    if store.place(_key(space)):
        store.keep_place(_key(space), "")
    if ring := keyring():
        with suppress(Exception):
            if ring.get_password(SERVICE, space):
                ring.delete_password(SERVICE, space)


def has_keyring() -> bool:
    """Whether this system keeps passwords for its programs."""
    return keyring() is not None


def _key(space: str) -> str:
    return f"secret {space}"
