"""The audits and sheets that --peers names: rows to compare with, and best practice to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cxaudit import auditfile, benchmark_rows, framework, scoring
from cxaudit.analysis.cube import row_of
from cxaudit.analysis.practice import Practice, Target, practice, target_of
from cxaudit.errors import KnownError
from cxaudit.model import Audit
from cxaudit.peer import Row

_SHEETS = (".csv", ".xlsx")


def rows_of(files: Sequence[Path]) -> tuple[Row, ...]:
    """The rows to compare with: audits, or sheets of rows."""
    found: list[Row] = []
    for file in files:
        if file.suffix.lower() in _SHEETS:
            found += benchmark_rows.read(file, framework.default()[0])
        else:
            audit = auditfile.read(file).read()
            found.append(row_of(audit, scoring.score(audit)))
    return tuple(found)


def practice_of(files: Sequence[Path], own: Audit, target: Target | None) -> Practice:
    """The best of the named audits with consent; KnownError if the target asks for it and there is none."""
    audits = (auditfile.read(file).read() for file in files if file.suffix.lower() not in _SHEETS)
    found = practice(own, audits)
    if not found.audits and (target or target_of(own)) == "best" and (target or files):
        raise KnownError(
            "The target is the best of the benchmark, but no named audit can be learned from. "
            "Nothing was written; name comparable audits of other companies with consent by --peers."
        )
    return found
