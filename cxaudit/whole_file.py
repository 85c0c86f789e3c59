"""A file that is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write to a file beside `path` that takes its place at the end; if anything fails, what was there stays.

    OSError if the place cannot be written.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as target:
            yield target
        os.replace(half, path)
    finally:
        with suppress(OSError):
            half.unlink()
