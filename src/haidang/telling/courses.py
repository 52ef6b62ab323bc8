"""What a chart of an indicator's course is given: figures as points, a forecast as bands, targets as lines; and their table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from haidang.base.periods import Period
from haidang.core.forecast.recorded import SHARES
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure, interval_of
from haidang.core.review.views import FanRow
from haidang.core.targets.target import Target
from haidang.telling.charts.asides import Asides
from haidang.telling.charts.fan import FanRow as ChartRow
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.charts.figures import FanPoint, PointKind
from haidang.telling.phrases import Phrases
from haidang.telling.report import Column, Table
from haidang.telling.teller import roughly

_BANDS = {"q025": 0.025, "q10": 0.1, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q90": 0.9, "q975": 0.975}
_ENDS = (0.025, 0.975)
_DAYS = 365.25


def in_course(figures: Iterable[Figure], indicator: Indicator) -> list[Figure]:
    """Return the figures that stand beside each other: whole years, of a stock also other dates."""
    return [each for each in figures if each.period.is_year or indicator.is_stock]


def course_points(figures: Iterable[Figure], indicator: Indicator) -> tuple[FanPoint, ...]:
    """Return the figures that count as points of a chart."""
    return tuple(_point(each) for each in in_course(figures, indicator))


def _point(figure: Figure) -> FanPoint:
    observation, end = figure.observation, end_of(figure.period)
    if observation.bound == ">":
        return FanPoint(end, figure.interval.low, "at_least")
    if observation.bound == "<":
        return FanPoint(end, figure.interval.high, "at_most")
    kind: PointKind = "estimate" if observation.is_estimate else "figure"
    return FanPoint(end, figure.interval.middle, "computed" if figure.computed else kind)


def end_of(period: Period) -> float:
    """Return the end of a period as a decimal year: 2024.0 is the end of 2024."""
    end = period.end
    if (end.month, end.day) == (12, 31):
        return float(end.year)
    return end.year - 1 + (end - date(end.year - 1, 12, 31)).days / _DAYS


def asides_of(figures: Iterable[Figure], indicator: Indicator) -> Asides:
    """Return earlier vintages and rivals of the figures in a course; bounds among them are left to the table."""
    vintages: list[tuple[float, float]] = []
    rivals: list[tuple[float, float]] = []
    for figure in in_course(figures, indicator):
        if not figure.computed:
            vintages += _numbers(figure.vintages[:-1], indicator)
        rivals += _numbers(figure.rivals, indicator)
    return Asides(tuple(vintages), tuple(rivals))


def _numbers(observations: Iterable[Observation], indicator: Indicator) -> Iterator[tuple[float, float]]:
    for each in observations:
        if each.bound not in (">", "<"):
            yield end_of(each.period), interval_of(each, indicator).middle


def chart_rows(rows: Iterable[FanRow]) -> tuple[ChartRow, ...]:
    """Return a forecast as bands, in the digits a forecast has, so that no label of the chart has more."""
    return tuple(
        ChartRow(
            float(row.year),
            *(roughly(row.quantiles[SHARES.index(share)]) for share in _BANDS.values()),
        )
        for row in rows
    )


def fan_table(rows: Sequence[FanRow], unit: str, phrases: Phrases) -> Table:
    """Return the table behind the bands."""
    t = phrases.t
    columns = (
        Column("year", t.say("Year")),
        *(
            Column(name, t.percent(share, 1 if share in _ENDS else 0), "right")
            for name, share in _BANDS.items()
        ),
    )
    cells = tuple(
        (
            t.say("{year} (part known)", year=str(row.year)) if row.is_nowcast else str(row.year),
            *(t.rough(row.quantiles[SHARES.index(share)]) for share in _BANDS.values()),
        )
        for row in rows
    )
    words = phrases.unit(unit)
    caption = (
        t.say("Below what value the outcome lies with which probability, {unit}", unit=words)
        if words
        else t.say("Below what value the outcome lies with which probability")
    )
    return Table(caption, columns, cells)


def promise_mark(target: Target, indicator: Indicator, label: str) -> FanPromise | None:
    """Return the line of a target that promises a level; None for another kind, or without a value."""
    if not target.is_level or target.low is None:
        return None
    low = target.value_in(indicator, target.low)
    ends = {
        "at_least": (low, None),
        "at_most": (None, low),
        "about": (low, low),
        "within": (low, None if target.high is None else target.value_in(indicator, target.high)),
    }
    return FanPromise(float(target.period.end.year), *ends[target.kind], label)


def fan_sentence(row: FanRow, unit: str, phrases: Phrases) -> str:
    """Return the middle of a year to come, and between what it lies four times in five."""
    low, middle, high = (row.quantiles[SHARES.index(share)] for share in (0.1, 0.5, 0.9))
    return phrases.t.say(
        "In {year} {middle} are as likely to be exceeded as not; four times in five it will be between {low} and {high}.",
        year=str(row.year),
        middle=phrases.amount(middle, unit),
        low=phrases.amount(low, unit),
        high=phrases.amount(high, unit),
    )
