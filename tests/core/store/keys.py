"""Passphrases whose keys are soon found: for what becomes of a store, not for how hard it is to guess."""

from __future__ import annotations

from contextlib import closing

import sqlcipher3.dbapi2 as sqlite

ROUNDS = 256_000
"""The driver's own way from a passphrase to its key."""


def quicken(rounds: int = 1000) -> None:
    """Let each key that this process finds from now on take so many rounds."""
    with closing(sqlite.connect(":memory:")) as any_connection:
        any_connection.execute(f"PRAGMA cipher_default_kdf_iter = {rounds}")
