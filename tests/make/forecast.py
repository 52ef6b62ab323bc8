"""Builders around forecasts: series on a scale, outlooks of one city, breaks, and an outlook that a test wrote by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from haidang.base.seeds import stream
from haidang.base.text import Name
from haidang.core.forecast.forecast import NOTHING, Forecast, State, Table
from haidang.core.forecast.history import Break, BreakKind
from haidang.core.forecast.options import DEFAULT, METHOD, Options
from haidang.core.forecast.outlook import Outlook
from haidang.core.forecast.pooling import Steps
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from tests.make.core import CITY, REVENUE, day, make_book, make_indicator, period

KEY = SeriesKey(REVENUE, CITY)
FEW = replace(DEFAULT, draws=1000)


def key_of(indicator: Indicator, area_id: str = CITY) -> SeriesKey:
    return SeriesKey(indicator.indicator_id, area_id)


def of(indicator: Indicator, rows: Iterable[Observation]) -> list[Observation]:
    """The figures of revenue as those of another indicator, in its unit."""
    return [
        replace(each, key=SeriesKey(indicator.indicator_id, each.key.area_id), unit=indicator.unit)
        for each in rows
    ]


def make_outlook(
    rows: Iterable[Observation],
    on: str = "2024-06-30",
    *indicators: Indicator,
    breaks: Sequence[Break] = (),
    options: Options = FEW,
) -> Outlook:
    return Outlook(make_book(rows, on, *indicators), breaks, options)


def make_break(kind: str = "shock", years: str = "2021", **changes) -> Break:
    made = Break("B1", Name("Dịch", "Epidemic"), BreakKind(kind), period(years), (), "", day("2020-01-01"))
    return replace(made, **changes)


def walks(
    count: int, years: int, *, growth: float = 0.05, step: float = 0.06, seed: int = 1, spread: float = 0.0
) -> list[np.ndarray]:
    """Random walks with drift on a scale; the drifts differ by `spread`."""
    random = stream(seed, "tests", "walks")
    drift = growth + spread * random.standard_normal(count)
    return [np.cumsum(each + step * random.standard_normal(years)) for each in drift]


def regular(series: Iterable[np.ndarray]) -> list[Steps]:
    return [Steps.regular(np.ascontiguousarray(each, dtype=float)) for each in series]


@dataclass
class Written:
    """An outlook that says what a test wrote: paths by series and year, the same whatever is asked."""

    tables: Mapping[str, Mapping[int, Sequence[float]]]
    known: Mapping[str, Mapping[int, Sequence[float]]] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    options: Options = FEW
    asked: list[tuple[SeriesKey, int, str]] = field(default_factory=list)

    def forecast(self, key: SeriesKey, until: int, definition: str = "") -> Forecast:
        self.asked.append((key, until, definition))
        name = key.indicator_id if key.area_id == CITY else f"{key.indicator_id}@{key.area_id}"
        state = self.states.get(name, State.OK)
        about = make_indicator(key.indicator_id)
        if state is not State.OK:
            return Forecast(about, key.area_id, day("2024-06-30"), state)
        return Forecast(
            about,
            key.area_id,
            day("2024-06-30"),
            state,
            known=_table(self.known.get(name, {})),
            ahead=_table(self.tables.get(name, {})),
        )


def _table(columns: Mapping[int, Sequence[float]]) -> Table:
    if not columns:
        return NOTHING
    return Table(tuple(columns), np.array(list(columns.values()), dtype=float).T)


def make_recorded(target_id: str = "T1", as_of: str = "2024-06-30", **changes) -> Recorded:
    """Odds of one half recorded on the day itself, from the data of `Memory`; without a target the fan of revenue."""
    made = Recorded(
        day(as_of), day(as_of), "memory", METHOD, 1, 1000, REVENUE, CITY, period("2025"), target_id, "ok",
        0.5, 0.5, 0.5, "VND bn", QUANTILES,
    )  # fmt: skip
    if not target_id:
        made = replace(made, probability=None, low=None, high=None)
    return replace(made, **changes)


QUANTILES = (90.0, 95.0, 97.0, 98.0, 100.0, 102.0, 103.0, 105.0, 110.0)
