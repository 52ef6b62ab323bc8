"""
The histogram of places: where outcomes fell within their forecasts (probability integral transform).

Sound forecasts fill all bins about evenly. High edges mean bands that are too narrow, a high middle bands that are too
wide, a slope forecasts that are too low or too high.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.legend import DASHES, Entry, draw_legend
from haidang.telling.charts.lettering import unbroken
from haidang.telling.charts.look import BANDS, HEIGHT, INK, ORANGE, Spec, build_spec, plot_width
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import percent_scale, share_scale
from haidang.telling.teller import Teller

_RIGHT = 24.0  # half of «100%»


@dataclass(frozen=True, slots=True)
class PitData:
    """
    What a histogram of places shows.

    Attributes
    ----------
    title
        Told.
    as_of
        The day whose knowledge this is.
    counts
        Outcomes in bins of equal width from 0 to 1; one bin at least.
    chance
        The shares between which 95 % of the bars lie when the forecasts are sound; None to leave them out.
    """

    title: str
    as_of: date
    counts: tuple[int, ...]
    chance: tuple[float, float] | None = None


def pit_chart(data: PitData, t: Teller) -> Spec:
    """Return the histogram with the line of even shares."""
    total, bins = sum(data.counts), len(data.counts)
    shares = [count / total if total else 0.0 for count in data.counts]
    highest = max(*shares, 1 / bins, *(data.chance or ()))
    y = share_scale(t, highest, HEIGHT)
    title = t.say("place of the outcome: 0% below the whole forecast, 100% above")
    plot = Plot(percent_scale(t, plot_width(y) - _RIGHT), y, title, t.say("share of outcomes"))
    even = plot.line([(0.0, 1 / bins), (1.0, 1 / bins)], stroke=ORANGE, strokeWidth=3)
    layers = [_bars(shares, plot), even, *_chance(data, plot), draw_legend(_entries(data, t), plot.width)]
    subtitle = t.say(
        "{count} outcomes, as known on {day}", count=t.number(total, 0), day=unbroken(t.day(data.as_of))
    )
    return build_spec(data.title, subtitle, (plot.width, plot.height), layers)


def _bars(shares: list[float], plot: Plot) -> Spec:
    bins = len(shares)
    values = [
        {"from": place / bins, "to": (place + 1) / bins, "share": share, "base": 0}
        for place, share in enumerate(shares)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "fill": BANDS[1], "stroke": INK, "strokeWidth": 1.5},
        "encoding": {
            "x": plot.across("from"),
            "x2": {"field": "to"},
            "y": plot.up("base"),
            "y2": {"field": "share"},
        },
    }


def _chance(data: PitData, plot: Plot) -> list[Spec]:
    return [
        plot.line([(0.0, share), (1.0, share)], stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5])
        for share in data.chance or ()
    ]


def _entries(data: PitData, t: Teller) -> list[Entry]:
    entries = [
        Entry(t.say("outcomes"), INK, BANDS[1], "square"),
        Entry(t.say("sound forecasts"), ORANGE),
    ]
    if data.chance is not None:
        entries.append(Entry(t.say("their range of chance (95%)"), ORANGE, shape=DASHES))
    return entries
