"""How pieces of evidence are numbered and named wherever an audit is read: E-001, E-002."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.model import Audit


def numbers(audit: Audit) -> dict[str, int]:
    """The number of each piece of evidence by its id: in the order of stages, criteria and intake."""
    order = {criterion: at for at, criterion in enumerate(audit.framework.criteria)}
    known = [item for item in audit.evidence if item.criterion in order]
    return {item.id: n for n, item in enumerate(sorted(known, key=lambda e: order[e.criterion]), 1)}


def evidence_label(number: int) -> str:
    return f"E-{number:03}"


def evidence_span(numbers: Sequence[int]) -> str:
    """Numbers in a row as ranges: `E-004–006, E-009`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(evidence_label(r[0]) + (f"–{r[-1]:03}" if len(r) > 1 else "") for r in runs)
