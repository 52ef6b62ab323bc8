"""
What is recorded of one thing: the odds of a target over the days, the years of a series as of a day.

Out of recorded forecasts alone; no model is run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.review.odds import odds_recorded
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.targets.odds import Odds
from haidang.core.targets.target import Target


@dataclass(frozen=True, slots=True)
class OddsOn:
    """
    What was recorded of a target as of a day.

    Attributes
    ----------
    day, recorded_on
        Day whose public figures it knew, and day on which it was stored.
    odds
        The odds, or why there were none.
    """

    day: date
    recorded_on: date
    odds: Odds

    @property
    def is_replayed(self) -> bool:
        """Whether it was recorded later than the day it stands for."""
        return self.recorded_on > self.day


def odds_until(records: RecordedOdds, target_id: str, day: date) -> tuple[OddsOn, ...]:
    """
    Return what is recorded of a target as of each day up to one, oldest first.

    A day on which the figures had already decided it has no record.
    """
    found = {
        each.as_of: OddsOn(each.as_of, each.recorded_on, odds_recorded(each))
        for earlier in records.days
        if earlier <= day
        for each in records.recorded_on(earlier)
        if each.target_id == target_id
    }
    return tuple(found.values())


def years_recorded(
    records: RecordedOdds, indicator: Indicator, key: SeriesKey, targets: Iterable[Target], day: date
) -> dict[int, Recorded]:
    """
    Return what is recorded of a series as of a day by year: its own forecast, else the outcome of a target for a level.

    Parameters
    ----------
    records
        Where it is recorded.
    indicator, key
        The series.
    targets
        All targets.
    day
        The day as of which.
    """
    levels = {each.target_id for each in targets if each.is_level and not each.definition}
    own: dict[int, Recorded] = {}
    outcomes: dict[int, Recorded] = {}
    for each in records.recorded_on(day):
        if SeriesKey(each.indicator_id, each.area_id) != key or not each.quantiles or not each.period.is_year:
            continue
        if not each.target_id:
            own[each.period.start.year] = each
        elif each.target_id in levels and each.unit == indicator.unit:
            outcomes[each.period.start.year] = each
    return outcomes | own
