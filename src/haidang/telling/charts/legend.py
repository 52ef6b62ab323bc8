"""A legend in words for marks of any kind, which Vega-Lite makes only for one scale at a time."""

from __future__ import annotations

from dataclasses import dataclass

from haidang.telling.charts.lettering import text_width
from haidang.telling.charts.look import LABEL_SIZE, Spec

_SYMBOL_SIZE = 180
_SYMBOL_ROOM = 42.0

LINE = "M-1.2,0L1.2,0"
DASHES = "M-1.2,0L-0.2,0M0.2,0L1.2,0"
WHISKER = "M0,-1L0,1M-0.6,-1L0.6,-1M-0.6,1L0.6,1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark and its words."""

    words: str
    stroke: str
    fill: str = "transparent"
    shape: str = LINE


def draw_legend(entries: list[Entry], width: float, number: int = 1) -> Spec:
    """
    Return a layer that draws nothing but a legend below the plot.

    Parameters
    ----------
    entries
        In reading order.
    width
        Width that it should keep to.
    number
        Another one for each legend of a chart, in the order from above.
    """
    words = [entry.words for entry in entries]
    field = f"legend {number}"
    look = {"title": None, "orient": "bottom", "columns": _columns(words, width), "symbolOpacity": 1}

    def channel(values: list[str]) -> Spec:
        scale = {"domain": words, "range": values}
        legend = {**look, "symbolSize": _SYMBOL_SIZE}
        return {"field": field, "type": "nominal", "scale": scale, "legend": legend}

    return {
        "data": {"values": [{field: each} for each in words]},
        "mark": {"type": "point", "opacity": 0, "size": 0},
        "encoding": {
            "shape": channel([entry.shape for entry in entries]),
            "fill": channel([entry.fill for entry in entries]),
            "stroke": channel([entry.stroke for entry in entries]),
        },
    }


def _columns(words: list[str], width: float) -> int:
    """Return the most columns that fit, each as wide as its widest words."""
    rooms = [text_width(each, LABEL_SIZE) + _SYMBOL_ROOM for each in words]
    fitting = (count for count in range(len(words), 0, -1) if _grid_width(rooms, count) <= width)
    return next(fitting, 1)


def _grid_width(rooms: list[float], count: int) -> float:
    return sum(max(rooms[column::count]) for column in range(count))
