"""The sample audit, made once for all tests: taking its photos in is longer than most tests."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from cxaudit import auditfile, demo_audit
from cxaudit.auditfile import Package
from cxaudit.model import Lang

_kept: list[Path] = []


def keep_in(folder: Path) -> None:
    """Where the processes of a test run leave the samples for each other."""
    _kept[:] = [folder]


@cache
def package(lang: Lang) -> Package:
    if not _kept:
        return demo_audit.package(lang)
    path = _kept[0] / f"sample-{lang}.cxaudit"
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        auditfile.write(demo_audit.package(lang), made)
        made.replace(path)
    return auditfile.read(path)


def write(lang: Lang, folder: Path) -> Path:
    """The sample as a file in that folder."""
    path = folder / f"demo-{lang}.cxaudit"
    auditfile.write(package(lang), path)
    return path
