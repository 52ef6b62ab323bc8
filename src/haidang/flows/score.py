"""Score recorded forecasts, or replayed ones, against what became public later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from haidang.base.days import AsOf
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.forecast.options import DEFAULT, METHOD, Options
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import figures_as_of
from haidang.core.review.lines import Line, build_lines
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.score import OddsCase, ValueCase, score
from haidang.core.review.views import ScoreView
from haidang.core.targets.case import Case
from haidang.core.targets.outcomes import due_year, promise_of
from haidang.flows.recording import forecasts_on

REPLAYS = ("monthly", "quarterly", "yearly")
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_REPLAY_DRAWS = 1000
MOST_DAYS = 50
"""Days of forecasts that a public request scores: its work is bounded. The command scores all of them."""


def run(
    evidence: Evidence,
    *,
    today: date,
    as_of: date | None = None,
    replay: str = "",
    options: Options = DEFAULT,
    most_days: int | None = None,
    tell: Callable[[date], None] = lambda _: None,
) -> ScoreView:
    """
    Return the score.

    Parameters
    ----------
    evidence
        The source.
    today, as_of
        The current day, and the day whose knowledge decides what became of things.
    replay
        One of `REPLAYS`: forecasts are made anew as of the ends of these spans; empty scores what was recorded.
    options
        Constants of replayed forecasts.
    most_days
        Of recorded forecasts, how many days at most are scored, the newest ones; None takes all.
    tell
        Called with each day replayed.

    Raises
    ------
    UseError
        For another word than those of `REPLAYS`.
    """
    day = AsOf.of(as_of or evidence.horizon("observations") or today, today)
    notices = as_of_notices(evidence, day)
    days: tuple[date, ...] = ()
    if replay:
        days = tuple(_days(evidence, replay, day.day))
        few = replace(options, draws=min(options.draws, _REPLAY_DRAWS))
        forecasts: list[Recorded] = []
        for moment in days:
            tell(moment)
            forecasts += forecasts_on(evidence, moment, today=max(today, moment), options=few)
    else:
        forecasts = _one_each(evidence, day.day)
        recorded = sorted({each.as_of for each in forecasts})
        if most_days is not None and len(recorded) > most_days:
            notices.append(
                say(
                    "Scored are the forecasts of the newest {count} days, of {all} on which any were made.",
                    count=most_days,
                    all=len(recorded),
                )
            )
            forecasts = [each for each in forecasts if each.as_of >= recorded[-most_days]]
    afterwards = sorted({each.as_of for each in forecasts if not replay and each.recorded_on > each.as_of})
    odds = list(_odds_cases(evidence, forecasts, day.day))
    values = list(_value_cases(evidence, forecasts, day.day))
    return ScoreView(day, score(odds, values, options.seed), days, METHOD, tuple(notices), tuple(afterwards))


def _days(evidence: Evidence, replay: str, until: date) -> Iterator[date]:
    if replay not in REPLAYS:
        raise UseError(
            say("«{seen}» is no span of a replay.", seen=replay),
            say("Use one of {allowed}.", allowed=REPLAYS),
            "--replay",
        )
    first = evidence.first_public_day()
    if first is None:
        return
    months = _MONTHS[replay]
    place = first.year * 12 + first.month - 1
    place -= place % months
    while True:
        place += months
        moment = date(place // 12, place % 12 + 1, 1) - timedelta(days=1)
        if moment >= until:
            return
        yield moment


def _one_each(evidence: Evidence, until: date) -> list[Recorded]:
    """
    Return one recorded forecast of each thing and day before `until`, or one that was recorded with every load counts twice.

    It is the first that was recorded: what was said first is what is scored, whatever was learnt since.
    """

    def order(each: Recorded) -> tuple[date, str, str, int, int]:
        return each.recorded_on, each.data_sha256, each.method, each.seed, each.draws

    groups: dict[tuple[object, ...], list[Recorded]] = {}
    for each in evidence.forecasts():
        if each.as_of < until:
            groups.setdefault((each.as_of, *_subject(each)), []).append(each)
    return [min(group, key=order) for group in groups.values()]


def _subject(each: Recorded) -> tuple[object, ...]:
    """Return what a forecast is about: a target, or a series and a period."""
    return (each.target_id,) if each.target_id else (each.indicator_id, each.area_id, each.period)


def _odds_cases(evidence: Evidence, forecasts: Sequence[Recorded], day: date) -> Iterator[OddsCase]:
    by_day: dict[date, list[Recorded]] = {}
    for each in forecasts:
        if each.target_id and each.probability is not None:
            by_day.setdefault(each.as_of, []).append(each)
    wanted = {each.target_id for group in by_day.values() for each in group}
    targets = {each.target_id: each for each in evidence.targets() if each.target_id in wanted}
    now = {line.target.target_id: line for line in build_lines(evidence, list(targets.values()), day).lines}
    for moment, group in sorted(by_day.items()):
        then = build_lines(
            evidence, [targets[each.target_id] for each in group if each.target_id in targets], moment
        )
        lines = {
            case.target.target_id: (line, case) for line, case in zip(then.lines, then.cases, strict=True)
        }
        for each in group:
            outcome = now.get(each.target_id)
            if outcome is None or not outcome.verdict.is_decided:
                continue
            line, case = lines[each.target_id]
            if line.verdict.is_decided:  # nothing was open any more
                continue
            yield OddsCase(
                each.target_id,
                each.indicator_id,
                line.indicator.measure if line.indicator is not None else "composite",
                moment,
                line.target.period.end,
                each.probability or 0.0,
                outcome.verdict.status == "met",
                dict(_baselines(line, case)),
            )


def _baselines(line: Line, case: Case) -> Iterator[tuple[str, float]]:
    yield "half", 0.5
    yield "plan", 1.0
    straight = _straight_line(case)
    if straight is not None:
        yield "straight_line", straight
    if line.official is not None:
        yield "official", float(line.official.verdict in ("met", "exceeded"))


def _straight_line(case: Case) -> float | None:
    """Return whether the least-squares line through the known years reaches the promise: 1 or 0; None without one."""
    if not case.target.is_level or case.indicator is None:
        return None
    number = due_year(case)
    years = [
        (period.start.year, figure.interval.middle)
        for period, figure in case.figures.items()
        if period.is_year
    ]
    years = [(year, value) for year, value in years if np.isfinite(value)]
    if number is None or len(years) < 2:
        return None
    slope, start = np.polyfit([year for year, _ in years], [value for _, value in years], 1)
    return float(promise_of(case).keeps(np.array([start + slope * number]))[0])


def _value_cases(evidence: Evidence, forecasts: Iterable[Recorded], day: date) -> Iterator[ValueCase]:
    wanted = [each for each in forecasts if not each.target_id and each.quantiles and each.period.is_year]
    keys = {SeriesKey(each.indicator_id, each.area_id) for each in wanted}
    indicators = evidence.indicators()
    observations = evidence.observations(keys)
    book = Book(indicators, observations, day)
    for each in wanted:
        key = SeriesKey(each.indicator_id, each.area_id)
        outcome = book.figures(key).get(each.period)
        if outcome is None or not outcome.interval.is_exact or outcome.period.end > day:
            continue
        before = figures_as_of(observations.get(key, ()), indicators[each.indicator_id], each.as_of)
        if each.period in before and each.period.end <= each.as_of:  # it was known already
            continue
        known = sorted(
            (period.start.year, figure.interval.middle) for period, figure in before.items() if period.is_year
        )
        values = [value for year, value in known if np.isfinite(value) and year < each.period.start.year]
        if len(values) < 2:
            continue
        steps = np.abs(np.diff(values))
        step = float(steps.mean())
        if step > 0:
            yield ValueCase(
                each.indicator_id,
                each.area_id,
                indicators[each.indicator_id].measure,
                each.as_of,
                each.period.end,
                each.quantiles,
                outcome.interval.low,
                step,
                float(values[-1]),
            )
