"""Keeps what the program holds level over a long day of pictures."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

LARGE = 256 * 1024
"""Bytes; a small picture of the evidence takes more."""
_MMAP_THRESHOLD = -3


def give_back_at_once() -> None:
    """Have glibc give large pieces back to the system as soon as they are let go.

    By itself it learns to lay them between small ones, and each thread that reads pictures keeps the
    gaps: some 40 MB in a day. Other systems need no such word.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not glibc
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)
