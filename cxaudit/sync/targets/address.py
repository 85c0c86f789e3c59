"""The address of a place where a team meets, as people type it and as it is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

from cxaudit.errors import KnownError

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
"""Only there does nobody listen to what is sent open."""
_KIND = re.compile(r"([a-z][a-z0-9+]+):(.*)", re.DOTALL)
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")
_REGION = re.compile(r"region=[a-z0-9-]{1,63}\Z")


@dataclass(frozen=True)
class Secret:
    """What opens a place; it is kept by the keyring and shown nowhere."""

    password: str = ""
    """The secret key of S3, and what opens the key file of SFTP."""
    key_file: str = ""
    """The path of a private key, for SFTP."""

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class Address:
    """A place of one of KINDS; nothing in it is secret.

    `place` is the path of a folder, else what follows the kind in the text form, without user and host key.
    """

    kind: str
    place: str
    user: str = ""
    """The access key of S3."""
    host_key: str = ""
    """Of SFTP, as `ssh-keygen -l` says it: `ssh-ed25519 SHA256:…`; empty until somebody has trusted one."""

    def __str__(self) -> str:
        """The text that `parse` reads."""
        scheme, found, rest = self.place.partition("://")
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        key = f"#{quote(self.host_key, safe='')}" if self.host_key else ""
        return f"{self.kind}:{scheme + found + user + rest if found else user + scheme}{key}"

    @property
    def url(self) -> SplitResult:
        """Of all kinds but a folder."""
        return urlsplit(self.place if "://" in self.place else f"{self.kind}://{self.place}")

    @property
    def host(self) -> str:
        return self.url.hostname or ""

    @property
    def label(self) -> str:
        """What people call the place: its folder or its host."""
        return self.place if self.kind == "folder" else self.url.netloc

    def is_at(self, wanted: Address) -> bool:
        """Whether it is the place that somebody names, with or without a user name."""
        same = (self.kind, self.place) == (wanted.kind, wanted.place)
        return same and wanted.user in ("", self.user)

    @property
    def anybodys(self) -> Address:
        """The address for somebody else: without the own user name."""
        return replace(self, user="")


def parse(text: str) -> Address:
    """The address that the text means; KnownError if it is none or holds a password.

    A path alone is a folder, `https://…` alone is WebDAV.
    """
    text = text.strip()
    found = _KIND.match(text)
    kind, rest = (found[1], found[2]) if found else ("folder", text)
    if kind in ("http", "https"):
        kind, rest = "webdav", text
    if kind not in KINDS:
        raise KnownError(
            "“{kind}” is not a kind of place. Nothing was changed. A place is one of: {kinds}.",
            kind=kind,
            kinds=", ".join(KINDS),
        )
    return KINDS[kind](rest)


def _folder(rest: str) -> Address:
    if not rest.strip() or "\0" in rest:
        raise _wrong("folder:/home/anna/Team")
    return Address("folder", os.path.abspath(os.path.expanduser(rest)))


def _webdav(rest: str) -> Address:
    url = _url(rest if "://" in rest else f"https://{rest}", "webdav:https://cloud.example.org/path")
    return Address("webdav", f"{url.scheme}://{_netloc(url)}{_path(url)}", unquote(url.username or ""))


def _s3(rest: str) -> Address:
    like = "s3:https://s3.example.org/bucket/folder"
    url = _url(rest if "://" in rest else f"https://{rest.removeprefix('//')}", like)
    if not _path(url) or (url.query and not _REGION.match(url.query)):
        raise _wrong(like)
    query = f"?{url.query}" if url.query else ""
    return Address("s3", f"{url.scheme}://{_netloc(url)}{_path(url)}{query}", unquote(url.username or ""))


def _sftp(rest: str) -> Address:
    url = _url(f"sftp://{rest.removeprefix('//')}", "sftp:anna@host.example.org/path")
    return Address(
        "sftp", f"{_netloc(url)}{_path(url) or '/'}", unquote(url.username or ""), unquote(url.fragment)
    )


def _postgresql(rest: str) -> Address:
    like = "postgresql:anna@host.example.org/database?schema"
    url = _url(f"postgresql://{rest.removeprefix('//')}", like)
    schema = url.query or "cxaudit"
    if _path(url).count("/") != 1 or not _SCHEMA.match(schema):
        raise _wrong(like)
    return Address("postgresql", f"{_netloc(url)}{_path(url)}?{schema}", unquote(url.username or ""))


KINDS: Final[dict[str, Callable[[str], Address]]] = {
    "folder": _folder,
    "webdav": _webdav,
    "s3": _s3,
    "sftp": _sftp,
    "postgresql": _postgresql,
}


def _url(text: str, like: str) -> SplitResult:
    """The parts of the text; KnownError if it names no host, holds a password or would be sent open."""
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:
        raise _wrong(like) from None
    if url.password is not None:
        raise KnownError(
            "The address holds a password. Nothing was kept. Leave it out; it is asked for separately."
        )
    if not host or re.search(r"[\s\\%]", host) or url.scheme not in ("http", "https", "sftp", "postgresql"):
        raise _wrong(like)
    if url.scheme == "http" and host not in LOOPBACK:
        raise KnownError(
            "“{host}” would get everything unencrypted. Nothing was sent. Use an address with https.",
            host=host,
        )
    return url


def _netloc(url: SplitResult) -> str:
    return url.netloc.rpartition("@")[2].lower()


def _path(url: SplitResult) -> str:
    """The path without a `/` at its end, spelled so that it can stand in an address."""
    return quote(url.path.rstrip("/"), safe="/%~!$&'()*+,;=:@-._")


def _wrong(like: str) -> KnownError:
    return KnownError("This is not an address. Nothing was changed. It looks like this: {like}", like=like)
