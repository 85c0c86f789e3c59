"""A file in chunks of AES-256-GCM, so that a large one is written and read piece by piece, from any place.

Each file has a key of its own, derived from the store's and a salt at its beginning; the nonce of a chunk is
its number and whether it is the last, so that none can be changed, moved, left out or added unseen.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 1 << 16
_MAGIC = b"cxfile\x00\x01"
_SALT, _TAG, KEY = 16, 16, 32
_HEADER = len(_MAGIC) + _SALT


class Damaged(OSError):
    """The file is not what was written, or was written with another key."""


def sealed(pieces: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """What a file with that content holds, piece by piece; `key` has 32 bytes."""
    salt = os.urandom(_SALT)
    cipher = _cipher(key, salt)
    yield _MAGIC + salt
    left, number = bytearray(), 0
    for piece in pieces:
        left += piece
        while len(left) > CHUNK:
            yield cipher.encrypt(_nonce(number, False), bytes(left[:CHUNK]), None)
            del left[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, True), bytes(left), None)


def opened(path: Path, key: bytes) -> BinaryIO:
    """The content to read from any place; OSError if there is none, Damaged where it was altered."""
    return cast(BinaryIO, io.BufferedReader(_Reader(path, key), CHUNK))


class _Reader(io.RawIOBase):
    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("rb")
        try:
            self._begin(key)
        except BaseException:
            self.close()
            raise

    def _begin(self, key: bytes) -> None:
        self._at = 0
        self._size = _content(os.fstat(self._file.fileno()).st_size)
        head = self._file.read(_HEADER)
        if len(head) < _HEADER or not head.startswith(_MAGIC):
            raise Damaged
        self._cipher = _cipher(key, head[len(_MAGIC) :])
        # The last chunk alone says that nothing was cut off.
        self._chunk, self._number = self._read_chunk(self._last), self._last

    @property
    def _last(self) -> int:
        return max(0, -(-self._size // CHUNK) - 1)

    def _read_chunk(self, number: int) -> bytes:
        self._file.seek(_HEADER + number * (CHUNK + _TAG))
        try:
            return self._cipher.decrypt(
                _nonce(number, number == self._last), self._file.read(CHUNK + _TAG), None
            )
        except InvalidTag as error:
            raise Damaged from error

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, inside = divmod(self._at, CHUNK)
        if number != self._number:
            self._chunk, self._number = self._read_chunk(number), number
        found = self._chunk[inside : inside + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


def _content(size: int) -> int:
    """How much content a file of that size holds."""
    chunks = max(1, -(-(size - _HEADER) // (CHUNK + _TAG)))
    return max(0, size - _HEADER - chunks * _TAG)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY, salt=salt, info=b"cxaudit file 1").derive(key))
