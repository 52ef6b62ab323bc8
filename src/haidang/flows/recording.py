"""
Record forecasts: the odds of every open target and the fan of every indicator as of a day, to be stored and scored.

Nothing recorded is ever changed: a forecast of the same day, data, method, seed and number of paths is the same and is
not recorded twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from haidang.base.errors import UseError
from haidang.base.periods import year
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.forecast.options import DEFAULT, METHOD, Options
from haidang.core.forecast.recorded import SHARES, Recorded
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.odds import HALF_YEAR, compute_odds, outlook_on
from haidang.core.targets.odds import Odds
from haidang.flows.finding import settle_day

YEARS = 5


def days_of_review(evidence: Evidence, *, today: date) -> frozenset[date]:
    """
    Return the days whose odds the source's review shows.

    Its own day, and half a year before the end of each promise that is over by then and stood already.
    """
    day = settle_day(evidence, None, today).day
    documents = evidence.documents()
    earlier = {
        target.period.end - HALF_YEAR
        for target in evidence.targets()
        if target.has_value
        and target.period.end <= day
        and target.counts_from(documents[target.document_id].issued) <= target.period.end - HALF_YEAR
    }
    return frozenset({day, *earlier})


def record(
    evidence: Evidence, days: Iterable[date], *, today: date, options: Options = DEFAULT
) -> list[Recorded]:
    """Return the forecasts as of days that are not recorded yet; see `forecasts_on`."""
    found = [
        each
        for day in dict.fromkeys(days)
        for each in forecasts_on(evidence, day, today=today, options=options)
    ]
    return _new(found, evidence.forecasts())


def forecasts_on(evidence: Evidence, day: date, *, today: date, options: Options = DEFAULT) -> list[Recorded]:
    """
    Return the odds of every open target and the fan of every indicator as of a day.

    Parameters
    ----------
    evidence
        The source.
    day
        Day as of which; a day before today makes a replay, which its day of recording shows.
    today
        The current day.
    options
        Constants, paths and seed.

    Raises
    ------
    UseError
        For a day in the future.
    """
    if day > today:
        raise UseError(
            say("{day} lies in the future: nobody knows what will be public by then.", day=day),
            say("Name today or an earlier day with --as-of."),
            "--as-of",
        )
    data_hash = evidence.data_hash()
    outlook = outlook_on(evidence, day, None, options)

    def made(indicator_id: str, area_id: str, number: int) -> Recorded | None:
        forecast = outlook.forecast(SeriesKey(indicator_id, area_id), day.year + YEARS)
        quantiles = forecast.quantiles(number, SHARES)
        if quantiles is None:
            return None
        return Recorded(
            day, today, data_hash, METHOD, options.seed, options.draws, indicator_id, area_id, year(number), "",
            str(forecast.state), unit=forecast.indicator.unit, quantiles=tuple(quantiles),
        )  # fmt: skip

    visible = list_visible(evidence.targets(), evidence.documents(), day)
    lines = compute_odds(build_lines(evidence, visible, day), outlook)
    found = [
        _of_target(line, line.odds, day, today, data_hash, options)
        for line in lines
        if line.odds is not None and not line.odds.is_certain
    ]
    for key in sorted(evidence.series(), key=lambda each: (each.indicator_id, each.area_id)):
        forecast = outlook.forecast(key, day.year + YEARS)
        rows = (made(key.indicator_id, key.area_id, number) for number in forecast.ahead.years)
        found += [each for each in rows if each is not None]
    return found


def _of_target(line: Line, odds: Odds, day: date, today: date, data_hash: str, options: Options) -> Recorded:
    target = line.target
    return Recorded(
        day, today, data_hash, METHOD, options.seed, options.draws, target.indicator_id, target.area_id,
        target.period, target.target_id, str(odds.state), odds.probability, odds.low, odds.high, odds.unit, odds.outcome,
    )  # fmt: skip


def _new(found: Sequence[Recorded], known: Sequence[Recorded]) -> list[Recorded]:
    held = {_identity(each) for each in known}
    return [each for each in found if _identity(each) not in held]


def _identity(each: Recorded) -> tuple[object, ...]:
    return (
        each.as_of, each.data_sha256, each.method, each.seed, each.draws, each.indicator_id, each.area_id,
        each.period, each.target_id,
    )  # fmt: skip
