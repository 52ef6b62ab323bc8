"""Reliability: whether what was given 70 % came true in 70 % of the cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.legend import DASHES, WHISKER, Entry, draw_legend
from haidang.telling.charts.lettering import unbroken
from haidang.telling.charts.look import BLUE, INK, LABEL_SIZE, ORANGE, PAPER, Spec, build_spec, plot_width
from haidang.telling.charts.placing import Label, Place, draw_labels, line
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import percent_scale
from haidang.telling.teller import Teller

_HEIGHT = 400.0
_RIGHT = 24.0  # half of «100%»
_SMALLEST, _LARGEST = 110.0, 420.0
_CAP_SIZE = 130


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """
    Forecasts of about the same probability.

    Attributes
    ----------
    mean_forecast
        Mean of the probabilities given, 0 to 1.
    observed
        Share that came true.
    low, high
        The 95 % interval of that share (Wilson).
    count
        How many forecasts there were; bins without any are left out.
    """

    mean_forecast: float
    observed: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class ReliabilityData:
    """What a reliability chart shows: a told title, the day whose knowledge this is, and the bins."""

    title: str
    as_of: date
    bins: tuple[ReliabilityBin, ...]


def reliability_chart(data: ReliabilityData, t: Teller) -> Spec:
    """Return the chart of given against observed shares."""
    bins = tuple(each for each in data.bins if each.count)
    y = percent_scale(t, _HEIGHT)
    plot = Plot(
        percent_scale(t, plot_width(y) - _RIGHT), y, t.say("probability given"), t.say("share that came true")
    )
    layers = [
        plot.line([(0.0, 0.0), (1.0, 1.0)], stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5]),
        *_whiskers(bins, plot),
        _points(bins, plot),
        *draw_labels(_counts(bins, plot, t), _covered(bins, plot), plot.width, plot.height),
        draw_legend(_entries(t), plot.width),
    ]
    subtitle = t.say("As known on {day}; numbers count the forecasts", day=unbroken(t.day(data.as_of)))
    return build_spec(data.title, subtitle, (plot.width, plot.height), layers)


def _whiskers(bins: tuple[ReliabilityBin, ...], plot: Plot) -> list[Spec]:
    values = [{"x": each.mean_forecast, "low": each.low, "high": each.high} for each in bins]
    encoding = {"x": plot.across("x"), "y": plot.up("low"), "y2": {"field": "high"}}
    rule = {"type": "rule", "stroke": BLUE, "strokeWidth": 2}
    ends = [(each.mean_forecast, end) for each in bins for end in (each.low, each.high)]
    caps = plot.points(ends, shape="stroke", size=_CAP_SIZE, stroke=BLUE, strokeWidth=2)
    return [{"data": {"values": values}, "mark": rule, "encoding": encoding}, caps]


def _points(bins: tuple[ReliabilityBin, ...], plot: Plot) -> Spec:
    values = [{"x": each.mean_forecast, "y": each.observed, "size": _size(each, bins)} for each in bins]
    size = {"field": "size", "type": "quantitative", "scale": None, "legend": None}
    return {
        "data": {"values": values},
        "mark": {"type": "point", "shape": "circle", "opacity": 1, "fill": BLUE, "stroke": PAPER},
        "encoding": {"x": plot.across("x"), "y": plot.up("y"), "size": size},
    }


def _size(each: ReliabilityBin, bins: tuple[ReliabilityBin, ...]) -> float:
    """Return the area of a point, which grows with its count."""
    most = max(other.count for other in bins)
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * each.count / most, 1)


def _counts(bins: tuple[ReliabilityBin, ...], plot: Plot, t: Teller) -> list[Label]:
    labels = []
    for each in bins:
        x, y = plot.place(each.mean_forecast, each.observed)
        gap = _size(each, bins) ** 0.5 / 2 + 5
        tops = [y - LABEL_SIZE / 2 + shift for shift in (0, 12, -12)]
        places = [Place(x + gap, top) for top in tops] + [Place(x - gap, top, "right") for top in tops]
        labels.append(Label(t.number(each.count, 0), tuple(places), INK))
    return labels


def _covered(bins: tuple[ReliabilityBin, ...], plot: Plot) -> list[tuple[float, float]]:
    covered = line([plot.place(0.0, 0.0), plot.place(1.0, 1.0)])
    for each in bins:
        covered += line([plot.place(each.mean_forecast, end) for end in (each.low, each.high)])
    return covered


def _entries(t: Teller) -> list[Entry]:
    return [
        Entry(t.say("share that came true"), BLUE, BLUE, "circle"),
        Entry(t.say("its 95% interval"), BLUE, shape=WHISKER),
        Entry(t.say("perfect agreement"), ORANGE, shape=DASHES),
    ]
