"""Files by the SHA-256 of their content: there or not there, never half (DESIGN 4)."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cxaudit.errors import KnownError

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_PIECE = 1 << 20


class Blobs:
    """A folder of content-addressed files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha: str) -> Path:
        """Where that content is or would be; ValueError for what is not a hash."""
        if not _SHA256.match(sha):
            raise ValueError(sha)
        return self.folder / sha[:2] / sha

    def has(self, sha: str) -> bool:
        return self.path(sha).is_file()

    def put_bytes(self, data: bytes) -> str:
        """Store the content durably and return its hash."""
        sha = hashlib.sha256(data).hexdigest()
        if not self.has(sha):
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix="part-", delete=False) as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
            self.path(sha).parent.mkdir(exist_ok=True)
            os.replace(part.name, self.path(sha))
        return sha

    def read(self, sha: str) -> bytes:
        """The content; KnownError when it is missing or damaged."""
        try:
            data = self.path(sha).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha:
            raise KnownError("The evidence {sha} is missing or damaged on this device.", sha=sha[:12])
        return data

    def check(self, sha: str) -> bool:
        return self.has(sha) and hashlib.sha256(self.path(sha).read_bytes()).hexdigest() == sha

    def names(self) -> Iterator[str]:
        return (p.name for p in self.folder.glob("??/*") if _SHA256.match(p.name))
