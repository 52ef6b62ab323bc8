"""A plot: two scales and the marks that are drawn by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from haidang.telling.charts.look import LABEL_SIZE, side_width
from haidang.telling.charts.scales import Scale

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """
    The scales of a chart.

    Attributes
    ----------
    x, y
        Across and up.
    x_title, y_title
        What stands at the axes; empty for nothing.
    """

    x: Scale
    y: Scale
    x_title: str = ""
    y_title: str = ""

    @property
    def width(self) -> float:
        """Width without axes."""
        return self.x.length

    @property
    def height(self) -> float:
        """Height without axes."""
        return self.y.length

    def down(self, value: float) -> float:
        """Return how far below the upper edge a value lies."""
        return self.height - self.y.place(value)

    def place(self, x: float, y: float) -> Point:
        """Return where a point lies, from the upper left corner."""
        return self.x.place(x), self.down(y)

    def across(self, field: str) -> dict[str, Any]:
        """Return the encoding of a field along x."""
        return self.x.channel(field, title=self.x_title or None)

    def up(self, field: str) -> dict[str, Any]:
        """Return the encoding of a field along y."""
        if not self.y_title:
            return self.y.channel(field)
        # lying above the axis it is read without turning the head, and takes no width
        place = {"titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom", "titleAnchor": "end"}
        left = -side_width(self.y.words)
        return self.y.channel(field, title=self.y_title, titleX=left, titleY=-LABEL_SIZE, **place)

    def line(self, points: Sequence[Point], **look: object) -> dict[str, Any]:
        """Return a layer with a broken line through the points."""
        return self._layer(points, {"type": "line", **look})

    def points(self, points: Sequence[Point], **look: object) -> dict[str, Any]:
        """Return a layer with a mark at each point."""
        return self._layer(points, {"type": "point", "opacity": 1, **look})

    def _layer(self, points: Sequence[Point], mark: dict[str, Any]) -> dict[str, Any]:
        return {
            "data": {"values": [{"x": x, "y": y} for x, y in points]},
            "mark": mark,
            "encoding": {"x": self.across("x"), "y": self.up("y")},
        }
