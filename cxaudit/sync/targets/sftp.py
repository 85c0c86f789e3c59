"""SFTP: a folder on a machine that lets one in by SSH, through paramiko."""

from __future__ import annotations

import stat
import uuid
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cxaudit.sync.target import LARGEST, is_name
from cxaudit.sync.targets import ssh, troubles
from cxaudit.sync.targets.address import Address, Secret
from cxaudit.sync.targets.walk import walk

if TYPE_CHECKING:
    import paramiko


class Sftp:
    """A file is written under a hidden name, which then takes the place of what was there."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._place = address.label
        path = unquote(address.url.path).rstrip("/") + "/"
        self._root = path.removeprefix("/~/") if path != "/~/" else "./"
        self._channels = ssh.Channels(address, secret, patience)

    def list(self, prefix: str) -> dict[str, int]:
        return walk(self._within, prefix, ssh.WIDTH)

    def get(self, name: str) -> bytes:
        if not is_name(name):
            raise troubles.not_there(name)
        with self._channels.one() as sftp:
            try:
                said = sftp.lstat(self._root + name)
                if not stat.S_ISREG(said.st_mode or 0):
                    raise troubles.not_there(name)
                if (said.st_size or 0) > LARGEST:
                    raise troubles.too_large(name)
                with sftp.open(self._root + name, "rb") as file:
                    file.prefetch(said.st_size)
                    return bytes(file.read(said.st_size))
            except FileNotFoundError:
                raise troubles.not_there(name) from None

    def put(self, name: str, data: bytes) -> None:
        folder, slash, base = name.rpartition("/")
        half = f"{self._root}{folder}{slash}.{base}.{uuid.uuid4().hex}.half"
        with self._channels.one() as sftp:
            try:
                _write(sftp, half, data)
            except FileNotFoundError:
                self._make(sftp, folder)
                _write(sftp, half, data)
            _move(sftp, half, self._root + name)

    def remove(self, names: Collection[str]) -> None:
        with self._channels.one() as sftp:
            for name in filter(is_name, names):
                with suppress(FileNotFoundError):
                    sftp.remove(self._root + name)

    def close(self) -> None:
        self._channels.close()

    def _within(self, folder: str) -> Sequence[tuple[str, int | None]]:
        """What lies in that folder itself: names with sizes, None for a folder."""
        with self._channels.one() as sftp:
            try:
                entries = sftp.listdir_attr((self._root + folder).rstrip("/") or "/")
            except FileNotFoundError:
                if folder:
                    return []
                raise troubles.missing(self._place) from None
        named = ((folder + entry.filename, entry.st_mode or 0, entry.st_size) for entry in entries)
        known = [(name, mode, size) for name, mode, size in named if is_name(name)]
        files: list[tuple[str, int | None]] = [
            (n, size or 0) for n, mode, size in known if stat.S_ISREG(mode)
        ]
        return files + [(name, None) for name, mode, _ in known if stat.S_ISDIR(mode)]

    def _make(self, sftp: paramiko.SFTPClient, folder: str) -> None:
        parts = folder.split("/") if folder else []
        for depth in range(len(parts)):
            with suppress(OSError):  # it is there, or the writing that follows says why it is not
                sftp.mkdir(self._root + "/".join(parts[: depth + 1]))


def _write(sftp: paramiko.SFTPClient, path: str, data: bytes) -> None:
    with sftp.open(path, "wbx") as file:
        file.set_pipelined(True)
        file.write(data)


def _move(sftp: paramiko.SFTPClient, half: str, path: str) -> None:
    try:
        sftp.posix_rename(half, path)
    except OSError:
        if sftp.get_channel().closed:
            raise
        with suppress(OSError):  # few servers lack the call above, and they replace nothing
            sftp.remove(path)
        sftp.rename(half, path)
