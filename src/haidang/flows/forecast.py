"""Forecast an indicator or the indicator of a target: its fan, the odds of what was promised, what the next figure must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from haidang.base.days import AsOf
from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.evidence import Evidence
from haidang.core.forecast.forecast import Forecast
from haidang.core.forecast.options import DEFAULT, Options
from haidang.core.forecast.recorded import SHARES
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.odds import compute_odds, outlook_for, outlook_on
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import FanRow, ForecastView
from haidang.core.targets.case import Case
from haidang.core.targets.judging import series_needed
from haidang.core.targets.next_figure import NextFigure, next_figure
from haidang.core.targets.odds import settled_odds
from haidang.core.targets.outcomes import due_year, outcome_of
from haidang.core.targets.target import Target
from haidang.flows.finding import find_area, find_target, settle_day

if TYPE_CHECKING:
    from haidang.core.forecast.outlook import Outlook

USUAL_HORIZON = 5
_EVEN = 0.5


def options_of(draws: int | None, seed: int | None) -> Options:
    """
    Return the options of a run.

    Raises
    ------
    UseError
        When there is not at least one path, or the seed is negative.
    """
    if draws is not None and draws < 1:
        raise UseError(
            say("«{seen}» paths are too few.", seen=draws), say("Ask for at least one."), "--paths"
        )
    if seed is not None and seed < 0:
        raise UseError(say("«{seen}» is no seed.", seen=seed), say("Use a whole number from 0 up."), "--seed")
    return replace(DEFAULT, draws=draws or DEFAULT.draws, seed=DEFAULT.seed if seed is None else seed)


@dataclass(frozen=True, slots=True)
class Question:
    """
    What is to be forecast.

    Attributes
    ----------
    name
        Identifier of a target or an indicator.
    area_id
        For an indicator; empty takes the area the source names.
    horizon
        Years beyond the year of the day; None takes those up to the target, or five.
    with_crossing
        Whether to replay when the odds last crossed one half; slower.
    """

    name: str
    area_id: str = ""
    horizon: int | None = None
    with_crossing: bool = False


def run(
    evidence: Evidence,
    question: Question,
    *,
    today: date,
    as_of: date | None = None,
    options: Options = DEFAULT,
) -> ForecastView:
    """
    Return the forecast asked for.

    Parameters
    ----------
    evidence
        The source.
    question
        What is to be forecast.
    today, as_of
        The current day, and the day asked for.
    options
        Constants, paths and seed.

    Raises
    ------
    NameUnknownError
        When there is neither such a target nor such an indicator.
    UseError
        For a composite, which has no indicator of its own, or an impossible horizon.
    """
    day = settle_day(evidence, as_of, today)
    target = _target(evidence, question.name)
    indicator, area = _what(evidence, question.name, target, question.area_id)
    until = _until(target, day, question.horizon)
    key = SeriesKey(indicator.indicator_id, area.area_id)
    alike = [each for each in evidence.targets() if each.key == key]
    visible = list_visible(alike, evidence.documents(), day.day)
    built = build_lines(evidence, visible, day.day)
    needed = {one for each in visible for one in series_needed(each, evidence.areas().values())}
    outlook = outlook_on(evidence, day.day, {key, *needed}, options)
    forecast = outlook.forecast(key, until, target.definition if target is not None else "")
    lines = {each.target.target_id: each for each in compute_odds(built, outlook)}
    cases = {each.target.target_id: each for each in built.cases}
    name = target.target_id if target is not None else ""
    line = lines.get(name)
    notices = as_of_notices(evidence, day)
    if target is not None and line is None:
        notices.append(say("The target did not exist yet on the day asked for."))
    replayed = target if question.with_crossing and line is not None else None
    return ForecastView(
        day,
        indicator,
        area,
        forecast,
        _fan(forecast),
        tuple(outlook.book.figures(key).values()),
        options,
        line,
        tuple(each for each in lines.values() if _is_in_fan(each, until)),
        _following(cases[name], line, forecast, outlook) if line is not None else None,
        _crossed(evidence, replayed, day.day, options) if replayed is not None else None,
        (*notices, *territory(area, day.day)),
    )


def _target(evidence: Evidence, name: str) -> Target | None:
    targets = {each.target_id for each in evidence.targets()}
    if name in targets:
        return find_target(evidence, name)
    if name in evidence.indicators():
        return None
    raise NameUnknownError(say("target or indicator"), name, [*targets, *evidence.indicators()])


def _what(evidence: Evidence, name: str, target: Target | None, area_id: str) -> tuple[Indicator, Area]:
    if target is None:
        return evidence.indicators()[name], find_area(evidence, area_id)
    if not target.indicator_id:
        raise UseError(
            say("«{target}» has no indicator of its own: it is made of parts.", target=target.target_id),
            say("Ask for a part, or for all of them with `haidang odds together`."),
        )
    return evidence.indicators()[target.indicator_id], evidence.areas()[target.area_id]


def _until(target: Target | None, day: AsOf, horizon: int | None) -> int:
    if horizon is not None:
        if horizon < 0:
            raise UseError(
                say("The horizon «{seen}» lies in the past.", seen=horizon),
                say("Give a number of years from 0 (the running year) up."),
                "--horizon",
            )
        return day.day.year + horizon
    if target is not None:
        return max(target.period.end.year, day.day.year)
    return day.day.year + USUAL_HORIZON


def _fan(forecast: Forecast) -> tuple[FanRow, ...]:
    return tuple(
        FanRow(number, tuple(forecast.quantiles(number, SHARES) or ()), number == forecast.nowcast_year)
        for number in forecast.ahead.years
    )


def _is_in_fan(line: Line, until: int) -> bool:
    return line.target.has_value and line.target.period.end.year <= until


def territory(area: Area, day: date) -> list[Said]:
    """Return which territory a forecast made on a day is of."""
    if area.ended_by(day) and area.valid_to is not None:
        return [
            say(
                "Territory: {area} in the borders that ended on {end}; nothing is said of its successor.",
                area=area.name,
                end=area.valid_to,
            )
        ]
    return [say("Territory: {area} in the borders of {day}.", area=area.name, day=day)]


def _following(case: Case, line: Line, forecast: Forecast, outlook: Outlook) -> NextFigure | None:
    """Return what the next whole year's figure must be, where the target is open and lies beyond it."""
    is_open = settled_odds(line.verdict) is None and case.target.has_value
    if not is_open or not forecast.ahead.years:
        return None
    number = due_year(case) if case.target.kind not in ("total", "every_year", "average_growth") else None
    first = forecast.ahead.years[0]
    outcome = outcome_of(case, outlook)
    column = forecast.column(first)
    if outcome.kept is None or column is None or len(outcome.kept) != len(column) or number == first:
        return None
    return next_figure(column, outcome.kept, first)


def _crossed(evidence: Evidence, target: Target, day: date, options: Options) -> tuple[date, bool] | None:
    """
    Return the last day on which the odds had crossed one half, and whether upwards; None when they never did.

    Replayed on the days on which a figure of the series became public, since the promise was made.
    """
    key = target.key
    if key is None:
        return None
    figures = evidence.observations([key]).get(key, ())
    start = target.counts_from(evidence.documents()[target.document_id].issued)
    days = sorted({each.public_by for each in figures if start <= each.public_by <= day} | {day})
    later: float | None = None
    later_day = day
    for moment in reversed(days):
        built = build_lines(evidence, [target], moment)
        odds = compute_odds(built, outlook_for(evidence, built, moment, options))[0].odds
        share = odds.probability if odds is not None else None
        if share is None:
            return None
        if later is not None and (share >= _EVEN) != (later >= _EVEN):
            return later_day, later >= _EVEN
        later, later_day = share, moment
    return None
