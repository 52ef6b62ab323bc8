"""Promises on a fan chart: a dashed line up to the year of the promise, and a sign of the side that keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from haidang.telling.charts.lettering import text_width, wrap
from haidang.telling.charts.look import LABEL_SIZE, LINE_HEIGHT, ORANGE, PAPER, Spec
from haidang.telling.charts.placing import Label, Place
from haidang.telling.charts.plot import Plot

_SIGN_SIZE = 190
_GAP = 7.0
_PARTS = 6  # places along a line where its label may begin


@dataclass(frozen=True, slots=True)
class FanPromise:
    """
    A promise for an indicator.

    Attributes
    ----------
    year
        The end of its year as a decimal year.
    low, high
        At least, at most; both for a corridor, the same twice for an exact value.
    label
        Told, with its number: «promise: at least 180,000».
    """

    year: float
    low: float | None
    high: float | None
    label: str

    @property
    def values(self) -> tuple[float, ...]:
        """The limits it has, lowest first."""
        return tuple(sorted({each for each in (self.low, self.high) if each is not None}))


def promise_lines(promises: tuple[FanPromise, ...], plot: Plot) -> list[Spec]:
    """Return a dashed line for each limit, from the left edge to the year of its promise."""
    return [
        plot.line(
            [(plot.x.low, value), (promise.year, value)], stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5]
        )
        for promise in promises
        for value in promise.values
    ]


def promise_signs(promises: tuple[FanPromise, ...], plot: Plot) -> list[Spec]:
    """Return the signs at the years of the promises; a triangle points to the side that keeps the promise."""
    return [_sign(promise, value, plot) for promise in promises for value in promise.values]


def _sign(promise: FanPromise, value: float, plot: Plot) -> Spec:
    shape = sign_shape(promise, value)
    return plot.points([(promise.year, value)], shape=shape, size=_SIGN_SIZE, fill=ORANGE, stroke=PAPER)


def sign_shape(promise: FanPromise, value: float) -> str:
    """Return the shape of the sign at one of the limits of a promise."""
    if promise.low == promise.high:
        return "diamond"
    return "triangle-up" if value == promise.low else "triangle-down"


def promise_labels(promises: tuple[FanPromise, ...], plot: Plot) -> list[Label]:
    """Return one label for each wording, at the latest promise that has it."""
    latest = {promise.label: promise for promise in promises if promise.values}
    return [_label(promise, plot) for promise in latest.values()]


def _label(promise: FanPromise, plot: Plot) -> Label:
    end = plot.x.place(promise.year) - 2 * _GAP
    lines = wrap(promise.label, LABEL_SIZE, max(end, plot.width / 2), is_bold=True)
    text = "\n".join(lines)
    height = LINE_HEIGHT * (len(lines) - 1) + LABEL_SIZE
    free = max(end - text_width(text, LABEL_SIZE, is_bold=True), _GAP)
    along = tuple(
        Place(max(free * part / _PARTS, _GAP), top)
        for value in (promise.values[-1], promise.values[0])
        for top in (plot.down(value) - _GAP - height, plot.down(value) + _GAP)
        for part in range(_PARTS + 1)
    )
    beyond = tuple(Place(end + 4 * _GAP, plot.down(value) - height / 2) for value in promise.values)
    return Label(text, (*along, *beyond), ORANGE, is_bold=True)
