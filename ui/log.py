"""Faults of the program, written beside the store: traces, never what users wrote."""

from __future__ import annotations

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


class FaultLog:
    """Writes `cxaudit.log`, and `crash.log` should the process die; does without where it cannot write."""

    def __init__(self, folder: Path) -> None:
        self._handler: logging.Handler = logging.NullHandler()
        self._crash = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                folder / "cxaudit.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8"
            )
            self._crash = (folder / "crash.log").open("a", encoding="utf-8")
            faulthandler.enable(self._crash)
        except OSError:
            pass
        logging.getLogger("cxaudit").addHandler(self._handler)
        logging.raiseExceptions = False  # a full disk must not fill the terminal too

    def close(self) -> None:
        logging.getLogger("cxaudit").removeHandler(self._handler)
        self._handler.close()
        if self._crash:
            faulthandler.disable()
            self._crash.close()
            self._crash = None
