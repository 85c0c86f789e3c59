"""Takes a file in as evidence: whole, untouched and known by its hash, or not at all (DESIGN 4)."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import TypeVar

from cxaudit import cells, pictures
from cxaudit.blobs import Blobs
from cxaudit.changes import stamp
from cxaudit.errors import KnownError
from cxaudit.filetype import Kind, claimed_kind, sniff
from cxaudit.model import Evidence, Json
from cxaudit.pictures import PREVIEW, Pictures, Sight, Unreadable
from cxaudit.reasons import reason_of
from cxaudit.words import N_

LARGEST = 200_000_000
LONGEST_NAME = 120
PATIENCE = 60
"""Seconds that one image may take."""

T = TypeVar("T")


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
    with _readable(shown), _at_hand(source, shown) as path:
        kind, media_type = _kind_of(path, shown)
        made = _apart(pictures.derive, shown, str(path)) if kind == "image" else Pictures(b"", b"", 0, 0, "")
        sha = blobs.put_file(path)
        return Evidence(
            id=evidence_id,
            criterion=criterion,
            kind=kind,
            name=shown,
            media_type=media_type,
            size=blobs.size(sha),
            sha256=sha,
            added=stamp(now),
            taken=made.taken,
            author=author,
            preview=blobs.put_bytes(made.preview) if made.preview else "",
            thumb=blobs.put_bytes(made.thumb) if made.thumb else "",
            width=made.width,
            height=made.height,
        )


def sight(source: Path, closely: bool = False) -> Sight:
    """A photo at first sight, before it is evidence; KnownError says why it cannot be."""
    shown = clean_name(source.name)
    with _readable(shown), _at_hand(source, shown) as path:
        if _kind_of(path, shown)[0] != "image":
            raise KnownError("“{name}” is not a picture. Nothing was added.", name=shown)
        return _apart(pictures.look, shown, str(path), closely)


def take_in_edited(
    original: Evidence,
    picture: bytes,
    *,
    name: str,
    author: str,
    now: datetime,
    blobs: Blobs,
    evidence_id: str,
) -> Evidence:
    """Store a picture that was drawn upon another; it belongs to the same criterion and the same moment."""
    made = take_in(
        picture,
        name=name,
        criterion=original.criterion,
        author=author,
        now=now,
        blobs=blobs,
        evidence_id=evidence_id,
    )
    kept = replace(original, caption="", internal=False, derived_from=original.id)
    own = ("id", "name", "media_type", "size", "sha256", "added", "author")
    shown = ("preview", "thumb", "width", "height")
    return replace(kept, **{field: getattr(made, field) for field in (*own, *shown)})


def edited_values(edited: Evidence, original: Evidence, withhold: bool) -> dict[str, Json]:
    """What the cells say once an edited picture stands beside its original, or in its place in reports."""
    values: dict[str, Json] = {cells.evidence(edited.id): cells.evidence_value(edited)}
    if original.caption:
        values[cells.caption(edited.id)] = original.caption
    if withhold and not original.internal:
        values[cells.internal(original.id)] = True
    return values


def clean_name(name: str) -> str:
    """The last part of a name without characters that hide or turn its letters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    ).strip()
    stem, ending = os.path.splitext(plain)
    return f"{stem[: LONGEST_NAME - len(ending[:12])]}{ending[:12]}" or "file"


def is_plain_jpeg(data: bytes, longest: int = PREVIEW) -> bool:
    """Whether these bytes are a JPEG as this program writes it: baseline, of at most that many pixels a side.

    Nothing but tables and pixels may be in it: no Exif, place, profile, comment, second picture or appendix.
    """
    if not (data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")):
        return False
    at, sized = 2, False
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker == _SCAN:
            return sized and not _STRAY_MARKER.search(data, at + 2 + length, len(data) - 2)
        if marker == _FRAME:
            sized = len(body) > 5 and _is_small_frame(body, longest)
        if marker not in _PLAIN or (marker == _JFIF and length != 16) or length < 2:
            return False
        at += 2 + length
    return False


_JFIF, _FRAME, _SCAN = 0xE0, 0xC0, 0xDA
_PLAIN = (_JFIF, _FRAME, 0xC4, 0xDB, 0xDD)
"""Header, frame, Huffman and quantisation tables, restart interval."""
_STRAY_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")


def _is_small_frame(body: bytes, longest: int) -> bool:
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    return body[0] == 8 and 0 < width <= longest and 0 < height <= longest and body[5] in (1, 3)


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
    if not source.is_file():
        raise KnownError("“{name}” is not a file. Nothing was added.", name=shown)
    _check_size(source.stat().st_size, shown)
    with source.open("rb"):
        pass
    yield source


@contextlib.contextmanager
def _readable(shown: str) -> Iterator[None]:
    """A file that vanishes or a full temporary folder, as KnownError."""
    try:
        yield
    except OSError as error:
        raise KnownError(
            "“{name}” could not be read: {reason}. Nothing was added.",
            name=shown,
            reason=reason_of(error),
        ) from error


def _check_size(size: int, shown: str) -> None:
    if not size:
        raise KnownError("“{name}” is empty. Nothing was added.", name=shown)
    if size > LARGEST:
        raise KnownError("“{name}” is larger than 200 MB. Nothing was added.", name=shown)


def _kind_of(path: Path, shown: str) -> tuple[Kind, str]:
    """The kind that the content shows; KnownError if the name claims another."""
    with path.open("rb") as file:
        kind, media_type = sniff(file.read(4096), shown)
    claimed = claimed_kind(shown)
    if claimed and claimed != kind:
        said = {
            "image": N_("“{name}” is not an image, whatever its name says. Nothing was added."),
            "pdf": N_("“{name}” is not a PDF, whatever its name says. Nothing was added."),
            "audio": N_("“{name}” is not a sound file, whatever its name says. Nothing was added."),
        }
        raise KnownError(said[claimed], name=shown)
    return kind, media_type


# --- the process apart ----------------------------------------------------------------------

_pool: ProcessPoolExecutor | None = None
_one_at_a_time = Lock()


def _apart(look: Callable[..., T], shown: str, *given: object) -> T:
    """What `look` finds in an image, in a process that may die of it; KnownError if it is none."""
    try:
        with _one_at_a_time:
            return _process().submit(look, *given).result(PATIENCE)
    except Unreadable as error:
        raise _unreadable(shown, large=error.args == ("large",)) from error
    except (BrokenProcessPool, TimeoutError, MemoryError) as error:
        close_process()
        raise _unreadable(shown, large=False) from error


def _unreadable(shown: str, large: bool) -> KnownError:
    if large:
        return KnownError("“{name}” has more than 100 million pixels. Nothing was added.", name=shown)
    return KnownError("“{name}” is damaged and cannot be shown. Nothing was added.", name=shown)


def _process() -> ProcessPoolExecutor:
    """One process for all images, kept for the next."""
    global _pool
    if _pool is None:
        _pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=pictures.settle)
    return _pool


def close_process() -> None:
    """End the process; the next image starts another."""
    global _pool
    if _pool is not None:
        for worker in list(getattr(_pool, "_processes", {}).values()):
            worker.kill()
        _pool.shutdown(wait=True, cancel_futures=True)
        _pool = None
