"""A line to a machine by SSH: whose key it shows, whose the user does, and channels for those who ask."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import Address, Secret

if TYPE_CHECKING:
    import paramiko

WIDTH = 8
"""Channels at once; OpenSSH grants ten."""


class UnknownHost(KnownError):
    """A machine that shows its key for the first time; whoever trusts it puts `host_key` into the address."""

    host_key = ""


class OtherKey(KnownError):
    """A machine that shows another key than the one that was trusted."""


class Channels:
    """One for every caller; after a trouble with the line the next caller makes a new one."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._address, self._secret, self._patience = address, secret, patience
        self._transport: paramiko.Transport | None = None
        self._idle: SimpleQueue[paramiko.SFTPClient] = SimpleQueue()
        self._connecting = Lock()
        self._free = BoundedSemaphore(WIDTH)

    @contextmanager
    def one(self) -> Iterator[paramiko.SFTPClient]:
        """A channel, and in words what went wrong on it."""
        import paramiko

        sftp: paramiko.SFTPClient | None = None
        with self._free:
            try:
                sftp = self._taken()
                yield sftp
            except UnicodeDecodeError as error:  # of a file's name
                raise troubles.strange(self._address.label) from error
            except (TimeoutError, EOFError, paramiko.SSHException) as error:
                if sftp is not None:
                    sftp.get_channel().get_transport().close()  # an answer may come yet, to another question
                raise troubles.unreachable(self._address.label) from error
            except OSError as error:
                if sftp is None or sftp.get_channel().closed:
                    raise troubles.unreachable(self._address.label) from error
                raise troubles.of_system(error, self._address.label) from error
            finally:
                if sftp is not None and not sftp.get_channel().closed:
                    self._idle.put(sftp)

    def close(self) -> None:
        with self._connecting:
            if self._transport is not None:
                self._transport.close()

    def _taken(self) -> paramiko.SFTPClient:
        import paramiko

        with suppress(Empty):
            while (idle := self._idle.get_nowait()).get_channel().closed:
                pass
            return idle
        with self._connecting:
            if self._transport is None or not self._transport.is_active():
                self._transport = signed_in(self._address, self._secret, self._patience)
            sftp = paramiko.SFTPClient.from_transport(self._transport)
        sftp.get_channel().settimeout(self._patience)
        return sftp


def write(sftp: paramiko.SFTPClient, path: str, data: bytes) -> None:
    """Write a new file; several pieces of it are on their way at once."""
    with sftp.open(path, "wbx") as file:
        file.set_pipelined(True)
        file.write(data)


def move(sftp: paramiko.SFTPClient, half: str, path: str) -> None:
    """Let the file take the place of what is there."""
    try:
        sftp.posix_rename(half, path)
    except OSError:
        if sftp.get_channel().closed:
            raise
        with suppress(OSError):  # few servers lack the call above, and they replace nothing
            sftp.remove(path)
        sftp.rename(half, path)


def signed_in(address: Address, secret: Secret, patience: float) -> paramiko.Transport:
    """A line to the machine; UnknownHost or OtherKey before anything secret is sent to a wrong one."""
    transport = _greeted(address, patience)
    try:
        _check(_key_of(transport), address)
        _sign_in(transport, address, secret)
    except BaseException:
        transport.close()
        raise
    return transport


def trusted(address: Address, wanted: str, patience: float = 30.0) -> Address:
    """The address with the key that the machine shows, if that is the wanted one: `[ssh-ed25519 ]SHA256:…`.

    OtherKey names the one that was met; nothing secret is sent.
    """
    import paramiko

    try:
        transport = _greeted(address, patience)
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise troubles.unreachable(address.label) from error
    shown = _key_of(transport)
    transport.close()
    if wanted.strip() not in (shown, shown.partition(" ")[2]):
        raise OtherKey(
            "“{place}” shows the key {key}, which is not the one to trust. Nothing was sent. "
            "Ask whoever looks after the place which one is right.",
            place=address.label,
            key=shown,
        )
    return replace(address, host_key=shown)


def _greeted(address: Address, patience: float) -> paramiko.Transport:
    """A line to the machine, which has shown its key."""
    import logging

    import paramiko

    logging.getLogger("paramiko").addHandler(logging.NullHandler())  # else it speaks on stderr
    line = socket.create_connection((address.host, address.url.port or 22), timeout=min(patience, 10))
    transport = paramiko.Transport(line)
    try:
        transport.banner_timeout = transport.auth_timeout = transport.channel_timeout = patience
        options = transport.get_security_options()
        wanted = address.host_key.partition(" ")[0].removeprefix("ssh-").replace("rsa", "rsa-sha2")
        options.key_types = sorted(options.key_types, key=lambda kind: not wanted or wanted not in kind)
        transport.start_client(timeout=patience)
    except BaseException:
        transport.close()
        raise
    return transport


def _key_of(transport: paramiko.Transport) -> str:
    shown = transport.get_remote_server_key()
    return f"{shown.get_name()} {shown.fingerprint}"


def _check(shown: str, address: Address) -> None:
    if not address.host_key:
        error = UnknownHost(
            "“{place}” is new here and shows the key {key}. Nothing was sent. "
            "Trust it if whoever looks after the place names the same key.",
            place=address.label,
            key=shown,
        )
        error.host_key = shown
        raise error
    if shown != address.host_key:
        raise OtherKey(
            "“{place}” shows another key than the one that was trusted: {key}. Nothing was sent. "
            "Ask whoever looks after the place whether it was changed.",
            place=address.label,
            key=shown,
        )


def _sign_in(transport: paramiko.Transport, address: Address, secret: Secret) -> None:
    import paramiko

    try:
        if secret.key_file:
            transport.auth_publickey(address.user, _own_key(secret))
        else:
            transport.auth_password(address.user, secret.password)
    except paramiko.AuthenticationException as error:
        if "timeout" in str(error).lower():
            raise troubles.unreachable(address.label) from None
        raise troubles.refused(address.label) from None


def _own_key(secret: Secret) -> paramiko.PKey:
    import paramiko

    try:
        return paramiko.PKey.from_path(secret.key_file, secret.password.encode() or None)
    except (OSError, ValueError, TypeError, paramiko.SSHException, paramiko.UnknownKeyType):
        raise KnownError(
            "The key file could not be opened. Nothing was sent. Check the file and its password."
        ) from None
