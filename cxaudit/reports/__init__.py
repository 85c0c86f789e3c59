"""The kinds of report, each a function from a finished audit and its scores to a file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.reasons import reason_of
from cxaudit.whole_file import whole_file

if TYPE_CHECKING:
    from cxaudit.model import Audit, Scores
    from cxaudit.reports.options import Options

    ReadBlob = Callable[[str], bytes]
    Writer = Callable[[Audit, Scores, ReadBlob, Options, BinaryIO, Progress], None]


def _writer(module: str, name: str) -> Writer:
    """The writer of that name in a module below this folder, which is imported when it is first called."""

    def write(
        audit: Audit,
        scores: Scores,
        read_blob: ReadBlob,
        options: Options,
        target: BinaryIO,
        progress: Progress,
    ) -> None:
        with uncollected():
            found: Writer = getattr(import_module(f"cxaudit.reports.{module}"), name)
            found(audit, scores, read_blob, options, target, progress)

    return write


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: a report makes many objects and few of those; the search took an eighth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


FORMATS: dict[str, Writer] = {
    "pdf": _writer("pdf.document", "write_pdf"),
    "pptx": _writer("slides.document", "write_pptx"),
    "xlsx": _writer("xlsx.document", "write_xlsx"),
    "csv": _writer("data.long_csv", "write_csv"),
    "json": _writer("data.json_export", "write_json"),
}
"""By file extension."""


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
    with report_file(path) as target:
        writer(audit, scores, read_blob, options, target, progress or Progress())


@contextmanager
def report_file(path: Path) -> Iterator[BinaryIO]:
    """A file for a report; what was there stays until it is whole. KnownError if it cannot be written."""
    try:
        with whole_file(path) as target:
            yield target
    except OSError as error:
        raise KnownError(
            "The report could not be written to “{path}”: {reason}. The audit is safe; choose another place.",
            path=path,
            reason=reason_of(error),
        ) from error
