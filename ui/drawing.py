"""What is drawn beside the window, one thing at a time.

Beware: neither pdfium nor matplotlib's font cache may be used by two threads at once.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LOCK = Lock()
"""Held by whoever draws a chart, makes a report or renders its pages."""


def image_of(figure: Figure, dots_per_inch: float, ratio: float) -> QImage:
    """The figure as pixels of a screen with that pixel ratio; hold LOCK."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(dots_per_inch * ratio)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    wide, high = canvas.get_width_height(physical=True)
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    made = QImage(pixels, wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()
    made.setDevicePixelRatio(ratio)
    return made
