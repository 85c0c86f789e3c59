"""A program that is killed while it locks or unlocks a store, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from cxaudit.store.store import Store
from tests.core.store import keys


def is_killed_after(steps: int, folder: Path, before: str, after: str) -> bool:
    """Whether so many steps were not the whole work, so that the program was killed after them."""
    processes = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
    if os.name != "nt":
        processes.set_forkserver_preload([__name__])
    process = processes.Process(target=_lock, args=(steps, folder, before, after))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _lock(steps: int, folder: Path, before: str, after: str) -> None:
    left = steps

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if "/store/" in frame.f_code.co_filename or "blobs" in frame.f_code.co_filename:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace
        return None

    keys.quicken()
    store = Store(folder, before)
    sys.settrace(trace)
    store.safe.lock_with(after)
    sys.settrace(None)
