"""The odds of a promise over the days, from 0 to 100 %, with one half marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.legend import DASHES, Entry, draw_legend
from haidang.telling.charts.lettering import text_width, unbroken
from haidang.telling.charts.look import (
    BLUE,
    HEIGHT,
    INK,
    LABEL_SIZE,
    ORANGE,
    PAPER,
    Spec,
    build_spec,
    plot_width,
)
from haidang.telling.charts.placing import Label, around, draw_labels, line
from haidang.telling.charts.plot import Plot, Point
from haidang.telling.charts.scales import Scale, percent_scale
from haidang.telling.teller import Teller

_HALF = 0.5
_SIZE, _DECIDED_SIZE = 100, 170
_STEPS = (1, 2, 5, 10, 20, 50)
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class OddsPoint:
    """
    The odds as of a day.

    Attributes
    ----------
    day
        The day.
    share
        The probability, 0 to 1; None on a day without one.
    label
        The share, told.
    is_decided
        Whether the figures had decided it: then it is 0 or 1.
    """

    day: date
    share: float | None
    label: str
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class OddsHistoryData:
    """What the chart shows: a told title, the day whose knowledge this is, and the odds in the order of days, one of them known."""

    title: str
    as_of: date
    points: tuple[OddsPoint, ...]


def odds_history_chart(data: OddsHistoryData, t: Teller) -> Spec:
    """Return the chart of the odds over the days."""
    y = percent_scale(t, HEIGHT)
    plot = Plot(
        _day_scale([each.day for each in data.points], plot_width(y)), y, t.say("beginning of the year")
    )
    known = [_points(run) for run in _runs(data.points)]
    decided = _points([each for each in data.points if each.is_decided])
    half = [(plot.x.low, _HALF), (plot.x.high, _HALF)]
    layers = [plot.line(half, stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5])]
    layers += [plot.line(run, stroke=BLUE, strokeWidth=2.5) for run in known]
    open_points = [point for run in known for point in run]
    layers.append(plot.points(open_points, shape="circle", size=_SIZE, fill=BLUE, stroke=PAPER))
    layers.append(plot.points(decided, shape="diamond", size=_DECIDED_SIZE, fill=INK, stroke=PAPER))
    covered = line([plot.place(*each) for each in half])
    for run in known:
        covered += line([plot.place(*each) for each in run])
    layers += draw_labels(_labels(data.points, plot), covered, plot.width, plot.height)
    layers.append(draw_legend(_entries(open_points, decided, t), plot.width))
    subtitle = t.say("Odds that were recorded as of each day, up to {day}", day=unbroken(t.day(data.as_of)))
    return build_spec(data.title, subtitle, (plot.width, plot.height), layers)


def _runs(points: Sequence[OddsPoint]) -> list[list[OddsPoint]]:
    """
    Return the days that a line joins: it breaks where there were no odds.

    None leads to a decision, since the day on which the figures decided is not known here.
    """
    runs: list[list[OddsPoint]] = [[]]
    for each in points:
        if each.share is None or each.is_decided:
            runs.append([])
        else:
            runs[-1].append(each)
    return [run for run in runs if run]


def _points(run: Sequence[OddsPoint]) -> list[Point]:
    return [(_place(each.day), each.share) for each in run if each.share is not None]


def _place(day: date) -> float:
    """Return a day as a decimal year, whole at its beginning."""
    return day.year + (day - date(day.year, 1, 1)).days / _DAYS


def _day_scale(days: list[date], length: float) -> Scale:
    """Return a scale of whole years, marked at their beginnings."""
    first, last = min(days).year, max(days).year + 1
    label = text_width(str(last), LABEL_SIZE)
    most = length // (label + LABEL_SIZE)
    step = next((each for each in _STEPS if (last - first) / each < most), _STEPS[-1])
    ticks = tuple(range(first, last + 1, step))
    # the last label stands with half its width beside the plot
    length = round(length - label / 2)
    return Scale(float(first), float(last), length, tuple(map(float, ticks)), tuple(map(str, ticks)))


def _labels(points: Sequence[OddsPoint], plot: Plot) -> list[Label]:
    """Return the labels from the latest on; one without room beside a later one is left to the table."""
    found: list[Label] = []
    free = math.inf
    for each in reversed(points):
        for point in _points([each]):
            x, y = plot.place(*point)
            half = (text_width(each.label, LABEL_SIZE, is_bold=True) + LABEL_SIZE) / 2
            if x + half > free:
                continue
            colour = INK if each.is_decided else BLUE
            found.append(Label(each.label, around(x, y, 9), colour, is_bold=True))
            free = x - half
    return found


def _entries(known: list[Point], decided: list[Point], t: Teller) -> list[Entry]:
    entries = []
    if known:
        entries.append(Entry(t.say("odds"), BLUE, BLUE, "circle"))
    if decided:
        entries.append(Entry(t.say("decided by the figures"), INK, INK, "diamond"))
    return [*entries, Entry(t.say("as likely as not"), ORANGE, shape=DASHES)]
