"""Drivers: one for each kind of place, each knowing how to list, get, put and remove."""

from __future__ import annotations

from cxaudit.sync.target import Target
from cxaudit.sync.targets.address import Address, Secret

PATIENCE = 30.0
"""Seconds without a sign of life after which a place counts as unreachable."""


def connect(address: Address, secret: Secret | None = None, patience: float = PATIENCE) -> Target:
    """A driver for that place; nobody is asked before it is used."""
    secret = secret or Secret()
    match address.kind:
        case "folder":
            from cxaudit.sync.targets.folder import Folder

            return Folder(address)
        case "webdav":
            from cxaudit.sync.targets.webdav import WebDav

            return WebDav(address, secret, patience)
        case "s3":
            from cxaudit.sync.targets.s3 import S3

            return S3(address, secret, patience)
        case "sftp":
            from cxaudit.sync.targets.sftp import Sftp

            return Sftp(address, secret, patience)
        case "postgresql":
            from cxaudit.sync.targets.postgres import Postgres

            return Postgres(address, secret, patience)
    raise ValueError(address.kind)
