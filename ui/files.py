"""Files outside the store: what they may be called, and where people keep them."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def fitting(words: str, otherwise: str) -> str:
    """The words as a name, without its ending, that every system takes; `otherwise` if none are left."""
    said = " ".join(_UNFIT.sub(" ", words).split())
    return said.strip(". ")[:100].strip() or otherwise


def documents() -> str:
    """The folder that is offered where no other was chosen yet."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def show_folder(path: Path) -> None:
    """Open the folder of a file in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
