"""The value and odds of an indicator by a year, and several targets together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.forecast.options import DEFAULT, Options
from haidang.core.forecast.together import CORRELATION, together
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.lines import build_lines, list_visible
from haidang.core.review.odds import OddsSource, compute_odds, outlook_on
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import CurveView, TogetherView
from haidang.core.targets.curve import curve_of
from haidang.flows.finding import find, find_area, find_target, settle_day
from haidang.flows.forecast import territory


def curve(
    evidence: Evidence,
    indicator_id: str,
    *,
    by: int,
    today: date,
    as_of: date | None = None,
    area_id: str = "",
    options: Options = DEFAULT,
) -> CurveView:
    """
    Return the curve of an indicator by the end of a year.

    Raises
    ------
    NameUnknownError
        For an unknown indicator or area.
    UseError
        For a year before that of the day.
    """
    indicator = find(say("indicator"), indicator_id, evidence.indicators())
    area = find_area(evidence, area_id)
    day = settle_day(evidence, as_of, today)
    if by < day.day.year - 1:
        raise UseError(
            say("The year {year} is over.", year=str(by)),
            say("Name the running year ({year}) or a later one.", year=str(day.day.year)),
            "--by",
        )
    key = SeriesKey(indicator_id, area.area_id)
    outlook = outlook_on(evidence, day.day, {key}, options)
    forecast = outlook.forecast(key, by)
    column = forecast.column(by)
    targets = [
        each
        for each in list_visible(evidence.targets(), evidence.documents(), day.day)
        if each.key == key and each.is_level and each.has_value and each.period.end.year == by
    ]
    lines = compute_odds(build_lines(evidence, targets, day.day), outlook)
    is_at_most = indicator.direction == "down"
    return CurveView(
        day,
        indicator,
        area,
        by,
        forecast,
        options,
        None if column is None else curve_of(column, by, is_at_most=is_at_most),
        lines,
        (*as_of_notices(evidence, day), *territory(area, day.day)),
    )


def all_of(
    evidence: Evidence,
    target_ids: Sequence[str],
    *,
    today: date,
    as_of: date | None = None,
    correlation: float = CORRELATION,
) -> TogetherView:
    """
    Return the odds that all of several targets are met.

    Raises
    ------
    NameUnknownError
        For an unknown target.
    UseError
        When one has no odds, or the correlation is not between 0 and 1.
    """
    if not 0 <= correlation <= 1:
        raise UseError(
            say("«{seen}» is no correlation.", seen=correlation),
            say("Give a number between 0 and 1."),
            "--correlation",
        )
    targets = [find_target(evidence, each) for each in dict.fromkeys(target_ids)]
    day = settle_day(evidence, as_of, today)
    visible = list_visible(targets, evidence.documents(), day.day)
    if len(visible) < len(targets):
        lacking = [each.target_id for each in targets if each not in visible]
        raise UseError(
            say("Not yet there on {day}: {names}.", day=day.day, names=lacking),
            say("Leave them out, or ask for a later day."),
            "--as-of",
        )
    lines = OddsSource(evidence).with_odds(build_lines(evidence, targets, day.day), day.day)
    shares = [line.odds.probability for line in lines if line.odds is not None]
    known = [each for each in shares if each is not None]
    if len(known) < len(lines):
        lacking = [
            line.target.target_id for line in lines if line.odds is None or line.odds.probability is None
        ]
        raise UseError(
            say("There are no odds of {names}.", names=lacking),
            say("Leave them out; `haidang forecast` says what each lacks."),
        )
    return TogetherView(
        day, lines, together(known, correlation), correlation, tuple(as_of_notices(evidence, day))
    )
