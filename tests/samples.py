"""The sample audit, made once for all tests of a process: taking its photos in is longer than most tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cxaudit import auditfile, demo_audit
from cxaudit.auditfile import Package
from cxaudit.model import Lang


@cache
def package(lang: Lang) -> Package:
    return demo_audit.package(lang)


def write(lang: Lang, folder: Path) -> Path:
    """The sample as a file in that folder."""
    path = folder / f"demo-{lang}.cxaudit"
    auditfile.write(package(lang), path)
    return path
