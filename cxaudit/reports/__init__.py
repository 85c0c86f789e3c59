"""The kinds of report, each a function from a finished audit and its scores to a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from cxaudit.errors import KnownError
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports.options import Options

ReadBlob = Callable[[str], bytes]
Writer = Callable[[Audit, Scores, ReadBlob, Options, BinaryIO, Progress], None]


def _pdf(
    audit: Audit, scores: Scores, read_blob: ReadBlob, options: Options, target: BinaryIO, progress: Progress
) -> None:
    from cxaudit.reports.pdf import write_pdf

    write_pdf(audit, scores, read_blob, options, target, progress)


FORMATS: dict[str, Writer] = {"pdf": _pdf}
"""By file extension; a writer imports its library when it is first called."""


def save(
    audit: Audit,
    scores: Scores,
    read_blob: ReadBlob,
    options: Options,
    path: Path,
    progress: Progress | None = None,
) -> None:
    """Write the report that the ending of the path names, whole or not at all; KnownError says why not."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise KnownError(
            "A report cannot be written as «.{ending}». Nothing was written; the endings are: {known}.",
            ending=ending,
            known=", ".join(FORMATS),
        )
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as target:
            FORMATS[ending](audit, scores, read_blob, options, target, progress or Progress())
        os.replace(partial, path)
    except OSError as error:
        raise KnownError(
            "«{path}» could not be written: {reason}. The audit itself is safe; choose another place.",
            path=path,
            reason=error.strerror or str(error),
        ) from error
    finally:
        partial.unlink(missing_ok=True)
