"""SFTP: a folder on a machine that lets one in by SSH, through paramiko."""

from __future__ import annotations

import stat
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cxaudit.sync.target import LARGEST, is_name
from cxaudit.sync.targets import broken_off, ssh, troubles
from cxaudit.sync.targets.address import Address, Secret
from cxaudit.sync.targets.halves import Halves
from cxaudit.sync.targets.walk import walk

if TYPE_CHECKING:
    import paramiko


class Sftp:
    """A file is written under a hidden name, which then takes the place of what was there."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._place = address.label
        path = unquote(address.url.path).rstrip("/") + "/"
        self._root = path.removeprefix("/~/") if path != "/~/" else "./"
        self._halves = Halves(self._delete)
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
        with self._halves.of(name) as half, self._channels.one() as sftp:
            try:
                ssh.write(sftp, self._root + half, data)
            except FileNotFoundError:
                self._make(sftp, name)
                ssh.write(sftp, self._root + half, data)
            if self._halves.earlier and (now := sftp.stat(self._root + half).st_mtime):
                self._halves.earlier.sweep(now)
            ssh.move(sftp, self._root + half, self._root + name)

    def remove(self, names: Collection[str]) -> None:
        for name in filter(is_name, names):
            self._delete(name)

    def close(self) -> None:
        self._channels.close()

    def _within(self, folder: str) -> Sequence[tuple[str, int | None]]:
        """What lies in that folder itself: names with sizes, None for a folder."""
        with self._channels.one() as sftp:
            try:
                entries = sftp.listdir_attr((self._root + folder).rstrip("/") or "/")
            except FileNotFoundError:
                self._check_base(sftp)
                return []
        for entry in entries:
            if entry.st_mtime and broken_off.is_own(entry.filename):
                self._halves.notice(folder + entry.filename, entry.st_mtime)
        named = ((folder + entry.filename, entry.st_mode or 0, entry.st_size) for entry in entries)
        known = [(name, mode, size) for name, mode, size in named if is_name(name)]
        files: list[tuple[str, int | None]] = [
            (n, size or 0) for n, mode, size in known if stat.S_ISREG(mode)
        ]
        return files + [(name, None) for name, mode, _ in known if stat.S_ISDIR(mode)]

    def _check_base(self, sftp: paramiko.SFTPClient) -> None:
        """A folder that is not there is empty; a place that is not there is none."""
        try:
            sftp.stat(self._root.rstrip("/") or "/")
        except FileNotFoundError:
            raise troubles.missing(self._place) from None

    def _delete(self, name: str) -> None:
        with self._channels.one() as sftp, suppress(FileNotFoundError):
            sftp.remove(self._root + name)

    def _make(self, sftp: paramiko.SFTPClient, name: str) -> None:
        """Make the folders above that name."""
        parts = name.split("/")
        for depth in range(1, len(parts)):
            with suppress(OSError):  # it is there, or the writing that follows says why it is not
                sftp.mkdir(self._root + "/".join(parts[:depth]))
