"""Charts drawn by a process beside this one: matplotlib's import is as long as all the rest of a report.

A command begins with it, before the audit is read; the window, which keeps matplotlib, does without.
"""

from __future__ import annotations

import gc
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING

from cxaudit.paths import RESOURCES
from cxaudit.reports.brand.kit import Font

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from subprocess import Popen

    from matplotlib.figure import Figure

    from cxaudit.reports.pdf.strokes import Mark

Make = Callable[[], "Figure"]
PATIENCE = 30.0
"""The seconds after which a chart is drawn here after all."""
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from cxaudit.reports.pdf.beside import serve; serve()"

_draughtsman: ContextVar[_Draughtsman | None] = ContextVar("draughtsman", default=None)


@contextmanager
def charts_beside() -> Iterator[None]:
    """Start the process, and have charts drawn there while this lasts; a packed program draws them itself."""
    if getattr(sys, "frozen", False):
        yield
        return
    try:
        found = _Draughtsman()
    except OSError:
        yield
        return
    before = _draughtsman.set(found)
    try:
        yield
    finally:
        _draughtsman.reset(before)
        found.close()


def traced(make: Make, family: Font) -> Callable[[], list[Mark]]:
    """What waits for the marks of the figure; it is drawn here where there is no process, or it fails."""
    chart, drawer = pickle.dumps((make, family)), _draughtsman.get()
    if drawer is None:
        return lambda: _marks(chart)
    asked = drawer.ask(chart)

    def wait() -> list[Mark]:
        try:
            return asked.result(PATIENCE)
        except Exception:  # whatever went wrong there; what goes wrong here too is raised here
            return _marks(chart)

    return wait


class _Draughtsman:
    """The process, and a thread that talks with it: it sends a chart and waits for its marks."""

    def __init__(self) -> None:
        import subprocess

        self._process: Popen[bytes] = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, str(RESOURCES.parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread: ThreadPoolExecutor | None = None

    def ask(self, chart: bytes) -> Future[list[Mark]]:
        from concurrent.futures import ThreadPoolExecutor

        self._thread = self._thread or ThreadPoolExecutor(1)
        return self._thread.submit(self._answer, chart)

    def close(self) -> None:
        self._process.kill()
        if self._thread:
            self._thread.shutdown(cancel_futures=True)
        with suppress(OSError), self._process:  # it may have died with half a question in the pipe
            pass

    def _answer(self, chart: bytes) -> list[Mark]:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked and answers
        asked.write(chart)
        asked.flush()
        found: list[Mark] = pickle.load(answers)
        return found


def serve() -> None:
    """Draw what is asked for on the standard input, until that ends."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    gc.disable()
    from babel import numbers  # noqa: F401  charts say numbers

    from cxaudit.reports.charts import profile, ranges, tornado, waterfall  # noqa: F401
    from cxaudit.reports.pdf.trace import trace

    with suppress(EOFError):
        while True:
            make, family = pickle.load(asked)
            pickle.dump(trace(make, family), answers)
            answers.flush()


@lru_cache(64)
def _marks(chart: bytes) -> list[Mark]:
    """Kept, since the file that is saved has the charts of its preview."""
    from cxaudit.reports.pdf.trace import trace

    return trace(*pickle.loads(chart))
