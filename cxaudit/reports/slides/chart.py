"""Native charts of the slides: one series, in the colours of the brand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.util import Mm, Pt

from cxaudit.reports.brand.kit import Palette

ChartKind = Literal["radar", "bars"]


def add_chart(
    shapes: Any,
    kind: ChartKind,
    place: tuple[float, float, float, float],
    name: str,
    values: Sequence[tuple[str, float | None]],
) -> Any:
    """A chart at x, y, width and height in mm; its numbers stand in a workbook within the file."""
    pairs = list(values) if kind == "radar" else list(reversed(values))
    numbers = CategoryChartData(number_format="0.00")
    numbers.categories = [_inert(label) for label, _ in pairs]
    numbers.add_series(name, [value for _, value in pairs])
    chosen = XL_CHART_TYPE.RADAR_MARKERS if kind == "radar" else XL_CHART_TYPE.BAR_CLUSTERED
    return shapes.add_chart(chosen, *(Mm(length) for length in place), numbers)


def _inert(label: str) -> str:
    """A name of a category that its workbook does not take for a formula."""
    label = " ".join(label.split())
    return f"\u200b{label}" if label.startswith(("=", "+", "-", "@", "{")) else label


def dress_chart(chart: Any, kind: ChartKind, palette: Palette, most: float | None) -> None:
    """The colours of the brand, quiet axes, values at the bars; `most` ends the axis."""
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(10)
    chart.font.color.rgb = RGBColor.from_string(palette.ink[1:])
    plot, axis = chart.plots[0], chart.value_axis
    axis.minimum_scale = 0
    if most is not None:
        axis.maximum_scale, axis.major_unit = most, 1
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(palette.hair[1:])
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    axis.tick_labels.font.size = Pt(9)
    axis.tick_labels.font.color.rgb = RGBColor.from_string(palette.ink3[1:])
    series, colour = plot.series[0], RGBColor.from_string(palette.data[1:])
    series.format.line.color.rgb = colour
    if kind == "bars":
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.has_major_gridlines = False
        chart.category_axis.format.line.color.rgb = RGBColor.from_string(palette.rule[1:])
        plot.gap_width = 55
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = "0.00", False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size, labels.font.bold = Pt(11), True
    else:
        series.format.line.width = Pt(2.25)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
