"""The sample in every kind of file, warm: what a person waits for in the running program."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime

from cxaudit import demo_audit, scoring
from cxaudit.auditfile import Package
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from tests.bench.timing import in_turn, show

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
GOAL = "pptx and xlsx under 1000 ms"


def bench() -> None:
    package = demo_audit.package("ru")
    sides = {f"{kind}, the sample in Russian": _writing(package, kind) for kind in sorted(FORMATS)}
    show("A report of the sample, in the running program", in_turn(sides, 5), next(iter(sides)), GOAL)


def _writing(package: Package, kind: str) -> Callable[[], float]:
    """Seconds from the audit to the bytes of the file."""
    audit = package.read()
    options = Options(lang="ru", brand=DEFAULT, now=NOW)

    def run() -> float:
        began = time.perf_counter()
        FORMATS[kind](audit, scoring.score(audit), package.read_blob, options, io.BytesIO(), Progress())
        return time.perf_counter() - began

    return run
