"""Takes a file in as evidence: whole, untouched and known by its hash, or not at all (DESIGN 4)."""

from __future__ import annotations

import contextlib
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from cxaudit import pictures
from cxaudit.blobs import Blobs
from cxaudit.changes import stamp
from cxaudit.errors import KnownError
from cxaudit.filetype import Kind, claimed_kind, sniff
from cxaudit.model import Evidence
from cxaudit.pictures import PREVIEW, Pictures, Unreadable
from cxaudit.words import N_

LARGEST = 200_000_000
LONGEST_NAME = 120
PATIENCE = 60
"""Seconds that one image may take."""


def take_in(
    source: Path | bytes,
    *,
    name: str,
    criterion: str,
    author: str,
    now: datetime,
    blobs: Blobs,
    evidence_id: str = "",
) -> Evidence:
    """Store the file and, of an image, its two pictures; KnownError says why nothing was stored."""
    shown = clean_name(name)
    with _at_hand(source, shown) as path:
        kind, media_type = _kind_of(path, shown)
        made = _derive(path, shown) if kind == "image" else Pictures(b"", b"", 0, 0, "")
        sha = blobs.put_file(path)
        return Evidence(
            id=evidence_id,
            criterion=criterion,
            kind=kind,
            name=shown,
            media_type=media_type,
            size=path.stat().st_size,
            sha256=sha,
            added=stamp(now),
            taken=made.taken,
            author=author,
            preview=blobs.put_bytes(made.preview) if made.preview else "",
            thumb=blobs.put_bytes(made.thumb) if made.thumb else "",
            width=made.width,
            height=made.height,
        )


def clean_name(name: str) -> str:
    """The last part of a name without characters that hide or turn its letters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    ).strip()
    stem, ending = os.path.splitext(plain)
    return f"{stem[: LONGEST_NAME - len(ending[:12])]}{ending[:12]}" or "file"


def is_plain_jpeg(data: bytes, longest: int = PREVIEW) -> bool:
    """Whether these bytes are a JPEG of at most that many pixels a side, without metadata."""
    from PIL import Image

    if not data.startswith(b"\xff\xd8\xff"):
        return False
    try:
        import io

        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            said = set(image.info) & {"exif", "icc_profile", "photoshop", "xmp", "comment", "mp"}
            return max(image.size) <= longest and image.mode in ("RGB", "L") and not said
    except Exception:  # a decoder may raise anything on foreign bytes
        return False


# --- files ----------------------------------------------------------------------------------


@contextlib.contextmanager
def _at_hand(source: Path | bytes, shown: str) -> Iterator[Path]:
    """The source as a readable file of an allowed size."""
    if isinstance(source, bytes):
        _check_size(len(source), shown)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(source)
            yield path
        return
    try:
        if not source.is_file():
            raise KnownError("«{name}» is not a file. Nothing was added.", name=shown)
        _check_size(source.stat().st_size, shown)
        with source.open("rb"):
            pass
    except OSError as error:
        raise KnownError(
            "«{name}» could not be read: {reason}. Nothing was added.",
            name=shown,
            reason=error.strerror or str(error),
        ) from error
    yield source


def _check_size(size: int, shown: str) -> None:
    if not size:
        raise KnownError("«{name}» is empty. Nothing was added.", name=shown)
    if size > LARGEST:
        raise KnownError("«{name}» is larger than 200 MB. Nothing was added.", name=shown)


def _kind_of(path: Path, shown: str) -> tuple[Kind, str]:
    """The kind that the content shows; KnownError if the name claims another."""
    with path.open("rb") as file:
        kind, media_type = sniff(file.read(4096))
    claimed = claimed_kind(shown)
    if claimed and claimed != kind:
        said = {
            "image": N_("«{name}» is not an image, whatever its name says. Nothing was added."),
            "pdf": N_("«{name}» is not a PDF, whatever its name says. Nothing was added."),
            "audio": N_("«{name}» is not a sound file, whatever its name says. Nothing was added."),
        }
        raise KnownError(said[claimed], name=shown)
    return kind, media_type


# --- the process apart ----------------------------------------------------------------------

_pool: ProcessPoolExecutor | None = None
_one_at_a_time = Lock()


def _derive(path: Path, shown: str) -> Pictures:
    """The pictures of an image, decoded in a process that may die of it."""
    try:
        with _one_at_a_time:
            return _process().submit(pictures.derive, str(path)).result(PATIENCE)
    except Unreadable as error:
        raise _unreadable(shown, large=error.args == ("large",)) from error
    except (BrokenProcessPool, TimeoutError, MemoryError) as error:
        close_process()
        raise _unreadable(shown, large=False) from error


def _unreadable(shown: str, large: bool) -> KnownError:
    if large:
        return KnownError("«{name}» has more than 100 million pixels. Nothing was added.", name=shown)
    return KnownError("«{name}» is damaged and cannot be shown. Nothing was added.", name=shown)


def _process() -> ProcessPoolExecutor:
    """One process for all images, kept for the next."""
    global _pool
    if _pool is None:
        _pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=pictures.limit_memory)
    return _pool


def close_process() -> None:
    """End the process; the next image starts another."""
    global _pool
    if _pool is not None:
        for worker in list(getattr(_pool, "_processes", {}).values()):
            worker.kill()
        _pool.shutdown(wait=True, cancel_futures=True)
        _pool = None
