"""Figures of a course on a chart: a mark for each that shows what kind of figure it is, and the line through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from haidang.telling.charts.legend import Entry
from haidang.telling.charts.look import INK, PAPER, Spec
from haidang.telling.charts.plot import Plot
from haidang.telling.teller import Teller

PointKind = Literal["figure", "estimate", "computed", "at_least", "at_most"]

_SHAPES: dict[PointKind, str] = {
    "figure": "circle",
    "estimate": "circle",
    "computed": "square",
    "at_least": "triangle-up",
    "at_most": "triangle-down",
}
_BOUNDS = ("at_least", "at_most")
_POINT_SIZE, _SMALL_POINT_SIZE = 90, 45
_MANY = 16  # points that touch each other at full size
_NEXT = 1.001  # years between figures that follow each other


@dataclass(frozen=True, slots=True)
class FanPoint:
    """
    A figure of the past.

    Attributes
    ----------
    year
        The end of its period as a decimal year: 2024.0 is the end of 2024, 2023.5 its middle.
    value
        The figure; of a bound, the bound.
    kind
        A published figure, an estimate, a figure computed from others, or a bound.
    """

    year: float
    value: float
    kind: PointKind = "figure"

    @property
    def is_number(self) -> bool:
        """Whether it is known as a number, so that it can carry a line."""
        return self.kind not in _BOUNDS


def draw_course(points: Sequence[FanPoint], plot: Plot) -> list[Spec]:
    """Return lines between figures: whole ones from year to year, dotted ones over years without a figure."""
    layers = []
    for last, point in pairwise(each for each in points if each.is_number):
        dash = [] if point.year - last.year <= _NEXT else [2, 5]
        ends = [(last.year, last.value), (point.year, point.value)]
        layers.append(plot.line(ends, stroke=INK, strokeWidth=2, strokeDash=dash))
    return layers


def draw_figures(points: Sequence[FanPoint], plot: Plot) -> list[Spec]:
    """Return the marks of the figures, one layer a kind."""
    size = _SMALL_POINT_SIZE if len(points) > _MANY else _POINT_SIZE
    return [
        plot.points(
            [(point.year, point.value) for point in points if point.kind == kind],
            shape=_SHAPES[kind],
            size=size,
            fill=_fill(kind),
            stroke=INK,
            strokeWidth=2,
        )
        for kind in _kinds(points)
    ]


def figure_entries(points: Sequence[FanPoint], t: Teller) -> list[Entry]:
    """Return what the marks mean, for a legend."""
    words: dict[PointKind, str] = {
        "figure": t.say("published figure"),
        "estimate": t.say("estimate"),
        "computed": t.say("computed figure"),
        "at_least": t.say("at least this much"),
        "at_most": t.say("at most this much"),
    }
    return [Entry(words[kind], INK, _fill(kind), _SHAPES[kind]) for kind in _kinds(points)]


def _kinds(points: Sequence[FanPoint]) -> list[PointKind]:
    present = {point.kind for point in points}
    return [kind for kind in _SHAPES if kind in present]


def _fill(kind: PointKind) -> str:
    return INK if kind == "figure" else PAPER
