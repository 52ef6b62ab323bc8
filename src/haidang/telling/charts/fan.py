"""
The fan: the course of an indicator, what may come of it, and what was promised.

Bands and median begin at the last figure that is known as a number. A figure known only as «at least» or «at most» is
marked, but carries neither the line nor the fan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.asides import NO_ASIDES, Asides, aside_entries, draw_asides
from haidang.telling.charts.fan_promises import FanPromise, promise_labels, promise_lines, promise_signs
from haidang.telling.charts.figures import FanPoint, draw_course, draw_figures, figure_entries
from haidang.telling.charts.legend import Entry, draw_legend
from haidang.telling.charts.lettering import text_width, unbroken
from haidang.telling.charts.look import (
    BANDS,
    BLUE,
    HEIGHT,
    LABEL_SIZE,
    Spec,
    build_spec,
    plot_width,
)
from haidang.telling.charts.placing import Label, Point, around, draw_labels, line
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import level_scale, year_scale
from haidang.telling.teller import Teller

_COVERAGES = (0.95, 0.8, 0.5)
_WEIGHT = 3  # a figure hidden is worse than the edge of a band
_MARK_WEIGHT = 12  # and a mark worse than its line
_RIM = ((-5.0, 0.0), (5.0, 0.0), (0.0, -5.0), (0.0, 5.0))
_ROOM_LEFT = 14.0
_YEAR_ROOM = 62.0


@dataclass(frozen=True, slots=True)
class FanRow:
    """Quantiles of the forecast for the end of a year; q025 <= q10 <= ... <= q975."""

    year: float
    q025: float
    q10: float
    q25: float
    q50: float
    q75: float
    q90: float
    q975: float


@dataclass(frozen=True, slots=True)
class FanData:
    """
    What a fan chart shows.

    Attributes
    ----------
    title
        What is measured, told.
    unit
        The unit in words, as it stands after a number; empty when it has none.
    as_of
        The day whose knowledge this is.
    history
        Figures in the order of time; one at least when there is neither fan nor promise.
    fan
        The forecast in the order of time; may be empty.
    promises
        What was promised for the indicator.
    asides
        Figures that do not count.
    """

    title: str
    unit: str
    as_of: date
    history: tuple[FanPoint, ...]
    fan: tuple[FanRow, ...]
    promises: tuple[FanPromise, ...] = ()
    asides: Asides = NO_ASIDES


def fan_chart(data: FanData, t: Teller) -> Spec:
    """Return the chart of an indicator's course, its forecast and its promises."""
    plot, rows = _plot(data, t), _rows(data)
    layers = [*_bands(rows, plot), *promise_lines(data.promises, plot), *draw_course(data.history, plot)]
    layers += draw_asides(data.asides, plot)
    layers += draw_figures(data.history, plot)
    layers += promise_signs(data.promises, plot)
    labels = [*promise_labels(data.promises, plot), *_value_labels(data, rows, plot, t)]
    layers += draw_labels(labels, _covered(data, rows, plot), plot.width, plot.height)
    layers += [draw_legend(each, plot.width, number) for number, each in enumerate(_legends(data, t), 1)]
    return build_spec(data.title, _subtitle(data, t), (plot.width, plot.height), layers)


def _subtitle(data: FanData, t: Teller) -> str:
    if not data.unit:
        return t.say("As known on {day}", day=unbroken(t.day(data.as_of)))
    return t.say("In {unit}, as known on {day}", unit=data.unit, day=unbroken(t.day(data.as_of)))


def _plot(data: FanData, t: Teller) -> Plot:
    values = [point.value for point in data.history] + [value for _, value in data.asides.points]
    values += [each for row in data.fan for each in (row.q025, row.q975)]
    values += [each for promise in data.promises for each in promise.values]
    years = [point.year for point in data.history] + [year for year, _ in data.asides.points]
    years += [row.year for row in data.fan] + [promise.year for promise in data.promises]
    y = level_scale(t, values, HEIGHT)
    room_right = text_width(t.number(data.fan[-1].q50), LABEL_SIZE, is_bold=True) + 14 if data.fan else 20.0
    return Plot(year_scale(years, plot_width(y), (_ROOM_LEFT, room_right), _YEAR_ROOM), y)


def _rows(data: FanData) -> tuple[FanRow, ...]:
    """Return the fan from the last known number on; one row alone is widened, or it could not be seen."""
    if not data.fan:
        return ()
    known = [p for p in data.history if p.is_number and p.year < data.fan[0].year]
    if known:
        return (FanRow(known[-1].year, *[known[-1].value] * 7), *data.fan)
    if len(data.fan) > 1:
        return data.fan
    row = data.fan[0]
    wide = (row.q025, row.q10, row.q25, row.q50, row.q75, row.q90, row.q975)
    return (FanRow(row.year - 0.1, *wide), FanRow(row.year + 0.1, *wide))


def _bands(rows: tuple[FanRow, ...], plot: Plot) -> list[Spec]:
    if not rows:
        return []
    bounds = (
        [(row.q025, row.q975) for row in rows],
        [(row.q10, row.q90) for row in rows],
        [(row.q25, row.q75) for row in rows],
    )
    layers: list[Spec] = []
    for colour, band in zip(BANDS, bounds, strict=True):
        values = [
            {"x": row.year, "low": low, "high": high} for row, (low, high) in zip(rows, band, strict=True)
        ]
        # the thin edge shows the widest band where a printer loses its pale grey
        mark = {"type": "area", "fill": colour, "stroke": BANDS[-1], "strokeWidth": 1, "opacity": 1}
        encoding = {"x": plot.across("x"), "y": plot.up("low"), "y2": {"field": "high"}}
        layers.append({"data": {"values": values}, "mark": mark, "encoding": encoding})
    median = [(row.year, row.q50) for row in rows]
    return [*layers, plot.line(median, stroke=BLUE, strokeWidth=3.5)]


def _value_labels(data: FanData, rows: tuple[FanRow, ...], plot: Plot, t: Teller) -> list[Label]:
    """Return the two numbers a reader looks for: the last one known and the middle of the last forecast."""
    labels = []
    if rows:
        last = rows[-1]
        x, y = plot.place(last.year, last.q50)
        places = tuple(place for place in around(x, y, 8) if place.align == "left")
        level_first = sorted(places, key=lambda place: abs(place.top + LABEL_SIZE / 2 - y))
        labels.append(Label(t.number(last.q50), tuple(level_first), BLUE, is_bold=True))
    known = [point for point in data.history if point.is_number]
    if known:
        x, y = plot.place(known[-1].year, known[-1].value)
        labels.append(Label(t.number(known[-1].value), around(x, y, 11)))
    return labels


def _covered(data: FanData, rows: tuple[FanRow, ...], plot: Plot) -> list[Point]:
    course = [plot.place(p.year, p.value) for p in data.history]
    marks = course + [plot.place(*point) for point in data.asides.points]
    rims = [(x + right, y + down) for x, y in marks for right, down in _RIM]
    covered = line(course) * _WEIGHT + rims * _MARK_WEIGHT
    for quantile in ("q025", "q10", "q50", "q90", "q975"):
        covered += line([plot.place(row.year, getattr(row, quantile)) for row in rows])
    for promise in data.promises:
        x = plot.x.place(promise.year)
        covered += [
            point
            for value in promise.values
            for point in line([(0, plot.down(value)), (x, plot.down(value))])
        ]
    return covered


def _legends(data: FanData, t: Teller) -> list[list[Entry]]:
    """Return what marks and lines mean, and apart from them what the bands mean."""
    marks = figure_entries(data.history, t)
    marks += aside_entries(data.asides, t)
    if not data.fan:
        return [marks] if marks else []
    bands = [
        Entry(t.say("{share} band", share=t.percent(share)), BANDS[-1], colour, "square")
        for share, colour in zip(reversed(_COVERAGES), reversed(BANDS), strict=True)
    ]
    return [[*marks, Entry(t.say("median forecast"), BLUE)], bands]
