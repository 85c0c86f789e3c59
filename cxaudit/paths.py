"""Where the program's own files and the user's audits live."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = ROOT / "resources"


def data_dir() -> Path:
    """The folder of the store: CXAUDIT_HOME if set, else the system's place for user data."""
    if home := os.environ.get("CXAUDIT_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("cxaudit", appauthor=False)
