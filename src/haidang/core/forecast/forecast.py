"""A forecast: sample paths of an indicator's years, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from haidang.base.text import Said, say
from haidang.core.forecast.history import History
from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure

Floats = NDArray[np.float64]


class State(StrEnum):
    """Whether there is a forecast, or odds, or why not; each is told in one phrase."""

    OK = "ok"
    NO_FIGURES = "no_figures"
    NOT_ENOUGH = "not_enough_figures"
    RIVALS_APART = "rivals_apart"
    TOO_FAR = "too_far"
    PART_MISSING = "part_missing"
    NO_FIGURE_OF_YEAR = "no_figure_of_year"
    GAP = "gap"
    PART_OF_YEAR = "part_of_year"
    OTHER_TERRITORY = "other_territory"
    VALUE_NOT_HELD = "value_not_held"
    VALUE_NOT_PUBLISHED = "value_not_published"
    MET = "met"
    MISSED = "missed"

    @property
    def sentence(self) -> Said:
        """The state in words."""
        return _SENTENCES[self]


_SENTENCES: Mapping[State, Said] = {
    State.OK: say("forecast"),
    State.NO_FIGURES: say("no figures"),
    State.NOT_ENOUGH: say("not enough figures"),
    State.RIVALS_APART: say("rivals contradict each other"),
    State.TOO_FAR: say("too far ahead"),
    State.PART_MISSING: say("a part of the formula has no forecast"),
    State.NO_FIGURE_OF_YEAR: say("no figure of its year is held, and later ones are"),
    State.GAP: say("a year of the term has neither a figure nor a forecast"),
    State.PART_OF_YEAR: say("it is about a part of a year, and forecasts are yearly"),
    State.OTHER_TERRITORY: say("its area ends before the target does"),
    State.VALUE_NOT_HELD: say("the value of the target is not held"),
    State.VALUE_NOT_PUBLISHED: say("the value of the target is not published"),
    State.MET: say("the figures have decided it: met"),
    State.MISSED: say("the figures have decided it: missed"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """
    Values of consecutive or single years, path by path.

    Attributes
    ----------
    years
        H years, rising.
    values
        (K, H) in the unit of the indicator.
    """

    years: tuple[int, ...]
    values: Floats

    def column(self, number: int) -> Floats | None:
        """Return the values (K,) of a year; None when it is not in the table."""
        return self.values[:, self.years.index(number)] if number in self.years else None


NOTHING = Table((), np.empty((0, 0)))


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    What a series may become.

    Attributes
    ----------
    indicator, area_id
        The series.
    day
        Day as of which.
    state
        Whether there are paths.
    known
        Readings of the years that are known.
    ahead
        Paths of the running year and those to come, always possible values.
    part
        The part of a year that a nowcast rests on; None without one.
    history
        What was known by the day; None for a formula.
    scale
        On which scale it was drawn; empty for a formula.
    pool_series
        From how many series the measure's pool was learnt.
    notes
        What a reader must know.
    """

    indicator: Indicator
    area_id: str
    day: date
    state: State
    known: Table = NOTHING
    ahead: Table = NOTHING
    part: Figure | None = None
    history: History | None = None
    scale: str = ""
    pool_series: int = 0
    notes: tuple[Said, ...] = ()

    @property
    def has_paths(self) -> bool:
        """Whether there are paths."""
        return self.state is State.OK

    @property
    def nowcast_year(self) -> int | None:
        """The year that a nowcast is of; None without one."""
        return self.part.period.end.year if self.part is not None else None

    def until(self, number: int) -> Forecast:
        """Return the forecast without the years after one."""
        count = sum(each <= number for each in self.ahead.years)
        return replace(self, ahead=Table(self.ahead.years[:count], self.ahead.values[:, :count]))

    def column(self, number: int) -> Floats | None:
        """Return the values (K,) of a year, drawn or known; None where there are none."""
        drawn = self.ahead.column(number)
        return self.known.column(number) if drawn is None else drawn

    def quantiles(self, number: int, shares: Sequence[float]) -> list[float] | None:
        """Return the quantiles of a year; None where it has no values."""
        column = self.column(number)
        return None if column is None else [float(each) for each in np.quantile(column, shares)]
