"""
Where labels go, so that they cover neither lines nor each other.

Each label has a few possible places in order of preference; it takes the one that covers least. Simple and greedy, but
the same for the same chart, and with a handful of labels good enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from haidang.telling.charts.lettering import text_width
from haidang.telling.charts.look import INK, LABEL_SIZE, LINE_HEIGHT, PAPER

Align = Literal["left", "center", "right"]
Point = tuple[float, float]

_STEP = 4.0  # distance of the points that stand for a line
_MARGIN = 3.0
_OVER_LABEL = 1000.0
_OUTSIDE = 10_000.0


@dataclass(frozen=True, slots=True)
class Place:
    """A possible place of a label: where its top edge begins, ends or has its middle."""

    x: float
    top: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its possible places, best first."""

    text: str
    places: tuple[Place, ...]
    colour: str = INK
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the drawing, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def around(x: float, y: float, gap: float) -> tuple[Place, ...]:
    """Return the places around a point: above, below, left, right and the corners."""
    half = LABEL_SIZE / 2
    above, level, below = y - gap - LABEL_SIZE, y - half, y + gap
    return (
        Place(x, above, "center"),
        Place(x - gap / 2, above, "right"),
        Place(x + gap / 2, below, "left"),
        Place(x, below, "center"),
        Place(x - gap, level, "right"),
        Place(x + gap, level, "left"),
        Place(x + gap / 2, above, "left"),
        Place(x - gap / 2, below, "right"),
    )


def line(points: Sequence[Point]) -> list[Point]:
    """Return points along a broken line, close enough that no label slips through."""
    found = list(points)
    for (x0, y0), (x1, y1) in pairwise(points):
        count = int(max(abs(x1 - x0), abs(y1 - y0)) / _STEP)
        found += [
            (x0 + (x1 - x0) * part / (count + 1), y0 + (y1 - y0) * part / (count + 1))
            for part in range(1, count + 1)
        ]
    return found


def draw_labels(
    labels: Iterable[Label], covered: Iterable[Point], width: float, height: float
) -> list[dict[str, Any]]:
    """
    Return the layers that write the labels, each at its best place.

    Parameters
    ----------
    labels
        The most important first: later ones give way.
    covered
        Points that are better left uncovered.
    width, height
        The drawing, from (0, 0); labels stay inside.
    """
    points, taken, layers = list(covered), list[Box](), list[dict[str, Any]]()
    sheet = Box(0, 0, width, height)
    for label in labels:
        place = min(label.places, key=lambda each: _cost(_box(label, each), points, taken, sheet))
        taken.append(_box(label, place))
        layers += write(label, place)
    return layers


def write(label: Label, place: Place) -> list[dict[str, Any]]:
    """Return the layers that write a label at a place, on a rim of paper that keeps it apart from lines."""
    mark = {
        "type": "text",
        "align": place.align,
        "baseline": "top",
        "fontSize": LABEL_SIZE,
        "fontWeight": "bold" if label.is_bold else "normal",
        "lineBreak": "\n",
        "lineHeight": LINE_HEIGHT,
    }
    encoding = {
        "x": {"value": round(place.x, 1)},
        "y": {"value": round(place.top, 1)},
        "text": {"value": label.text},
    }
    rim = {"stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round", "fill": PAPER}
    data: dict[str, Any] = {"values": [{}]}
    return [
        {"data": data, "mark": {**mark, **rim}, "encoding": encoding},
        {"data": data, "mark": {**mark, "fill": label.colour}, "encoding": encoding},
    ]


def _box(label: Label, place: Place) -> Box:
    width = text_width(label.text, LABEL_SIZE, is_bold=label.is_bold)
    height = LINE_HEIGHT * label.text.count("\n") + LABEL_SIZE
    left = place.x - {"left": 0.0, "center": 0.5, "right": 1.0}[place.align] * width
    return Box(left - _MARGIN, place.top - _MARGIN, left + width + _MARGIN, place.top + height + _MARGIN)


def _cost(box: Box, points: list[Point], taken: list[Box], sheet: Box) -> float:
    outside = (
        max(sheet.left - box.left, 0)
        + max(sheet.top - box.top, 0)
        + max(box.right - sheet.right, 0)
        + max(box.bottom - sheet.bottom, 0)
    )
    over = sum(_OVER_LABEL for other in taken if box.meets(other))
    return (_OUTSIDE + outside if outside > 2 * _MARGIN else 0) + over + sum(map(box.holds, points))
