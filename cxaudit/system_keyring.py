"""The keyring of the system, where there is one, and the passphrase of a store that it remembers."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

SERVICE = "cxaudit"
_LEAST = 1
"""Keyrings below that priority keep what they are given open to everybody, or nowhere."""


def keyring() -> Any:
    """The system's keyring, or None; asking it may take a moment and show a window of the system's own."""
    try:
        import keyring as found

        ring = found.get_keyring()
        return ring if ring.priority >= _LEAST else None
    except Exception:  # a system without one fails in ways of its own
        return None


def passphrase_of(folder: Path) -> str:
    """The remembered passphrase of the store in that folder, or nothing."""
    if ring := keyring():
        with suppress(Exception):  # each system's keyring has errors of its own
            return ring.get_password(SERVICE, _name(folder)) or ""
    return ""


def remember(folder: Path, passphrase: str) -> bool:
    """Keep the passphrase of that store, or keep it no longer if it is empty; whether that was done."""
    if ring := keyring():
        with suppress(Exception):
            if passphrase:
                ring.set_password(SERVICE, _name(folder), passphrase)
            elif ring.get_password(SERVICE, _name(folder)):
                ring.delete_password(SERVICE, _name(folder))
            return True
    return False


def _name(folder: Path) -> str:
    return f"store {folder.resolve()}"
