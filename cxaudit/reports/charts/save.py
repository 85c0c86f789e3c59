"""A chart as a picture of its own: PNG for slides and letters, SVG for whoever sets it anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cxaudit.errors import KnownError
from cxaudit.reasons import reason_of
from cxaudit.whole_file import whole_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("png", "svg")
DOTS_PER_INCH = 300.0


def save_chart(figure: Figure, path: Path, title: str) -> None:
    """Write the figure as the ending of `path` says, the same bytes each time; KnownError if it cannot be.

    The title is kept in the file too, for who cannot see the picture.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise KnownError(
            "“{name}” is no picture format. Nothing was written; choose PNG or SVG.",
            name=path.suffix or path.name,
        )
    try:
        with whole_file(path) as target:
            _write(figure, kind, target, title)
    except OSError as error:
        raise KnownError(
            "The chart could not be written to “{path}”: {reason}. The audit is safe; choose another place.",
            path=path,
            reason=reason_of(error),
        ) from error


def _write(figure: Figure, kind: str, target: BinaryIO, title: str) -> None:
    """No date and no random names go into the file."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with matplotlib.rc_context({"svg.hashsalt": "cxaudit", "svg.fonttype": "path"}):
        if kind == "svg":
            FigureCanvasSVG(figure).print_svg(target, metadata={"Date": None, "Title": title})  # type: ignore[no-untyped-call]
        else:
            figure.set_dpi(DOTS_PER_INCH)
            FigureCanvasAgg(figure).print_png(target, metadata={"Software": None, "Title": title})  # type: ignore[no-untyped-call]
