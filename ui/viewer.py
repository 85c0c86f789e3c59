"""Opens a copy of a file of evidence in whatever the system shows such files with."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cxaudit.blobs import Blobs
from cxaudit.model import Evidence
from cxaudit.progress import Progress
from ui import worker

_ENDINGS = {
    "image": ("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp"),
    "pdf": ("pdf",),
    "audio": ("mp3", "m4a", "wav", "ogg", "oga", "opus", "flac", "aac", "amr", "wma"),
    "file": ("txt", "csv", "mp4", "mov", "webm", "mkv", "eml", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
}
"""What a viewer shows; anything else could be a program, so only its folder is opened."""

_copies: tempfile.TemporaryDirectory[str] | None = None


def open_copy(file: Evidence, blobs: Blobs, failed: Callable[[Exception], None]) -> None:
    """Copy the original under its own name, so that a viewer cannot change the evidence, and show it."""

    def work(_: Progress) -> Path:
        return copy_of(file, blobs)

    def done(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if is_shown(file) else path.parent)))

    worker.run(work, done, failed)


def is_shown(file: Evidence) -> bool:
    """Whether a viewer may open it by its ending."""
    return _ending(file) in _ENDINGS[file.kind]


def copy_of(file: Evidence, blobs: Blobs) -> Path:
    """The original in a folder of its own that goes when the program ends; KnownError if it is damaged."""
    from cxaudit.evidence import clean_name

    global _copies
    if _copies is None:
        _copies = tempfile.TemporaryDirectory(prefix="cxaudit-")
    folder = Path(tempfile.mkdtemp(dir=_copies.name))
    safe = "".join("_" if c in '<>:"/\\|?*' else c for c in clean_name(file.name)).strip(" .")
    path = folder / (safe or "file")
    path.write_bytes(blobs.read(file.sha256))
    return path


def _ending(file: Evidence) -> str:
    return file.name.rpartition(".")[2].lower()
