"""The kinds of report, each a function from a finished audit and its scores to a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cxaudit.errors import KnownError
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reasons import reason_of
from cxaudit.reports.options import Options

ReadBlob = Callable[[str], bytes]
Writer = Callable[[Audit, Scores, ReadBlob, Options, BinaryIO, Progress], None]


def _pdf(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.pdf import write_pdf

    write_pdf(audit, scores, read_blob, options, target, progress)


def _xlsx(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.xlsx import write_xlsx

    write_xlsx(audit, scores, read_blob, options, target, progress)


def _pptx(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.pptx import write_pptx

    write_pptx(audit, scores, read_blob, options, target, progress)


def _csv(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.long_csv import write_csv

    write_csv(audit, scores, read_blob, options, target, progress)


def _json(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.json_export import write_json

    write_json(audit, scores, read_blob, options, target, progress)


FORMATS: dict[str, Writer] = {"pdf": _pdf, "pptx": _pptx, "xlsx": _xlsx, "csv": _csv, "json": _json}
"""By file extension; a writer imports its library when it is first called."""


def save(
    audit: Audit,
    scores: Scores,
    read_blob: ReadBlob,
    options: Options,
    path: Path,
    progress: Progress | None = None,
) -> None:
    """Write the report that the extension of `path` asks for; what was there stays until it is whole."""
    writer = FORMATS.get(path.suffix.lower().removeprefix("."))
    if writer is None:
        raise KnownError(
            "“{name}” is no kind of report. Nothing was written; choose one of: {kinds}.",
            name=path.suffix or path.name,
            kinds=", ".join(FORMATS),
        )
    half = path.with_name(f".{path.name}.part")
    try:
        with half.open("wb") as target:
            writer(audit, scores, read_blob, options, target, progress or Progress())
        os.replace(half, path)
    except OSError as error:
        raise KnownError(
            "The report could not be written to “{path}”: {reason}. The audit is safe; choose another place.",
            path=path,
            reason=reason_of(error),
        ) from error
    finally:
        with suppress(OSError):
            half.unlink()
