"""
Value and odds of an indicator by the end of a year, out of recorded forecasts alone.

A year that was not forecast itself may have been as the outcome of a target; else the years that were are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.days import AsOf
from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.forecast.forecast import Forecast, State
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.records import years_recorded
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import CurveView
from haidang.core.targets.curve import curve_of_quantiles
from haidang.flows.finding import find, find_area, settle_day
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.odds import tell_curve
from haidang.telling.report import Report, Section

_YEARS = range(1900, 2201)


@page("by", "area")
def odds(asked: Asked, indicator_id: str) -> Answer:
    """Show what value is reached by the end of a year with which odds."""
    evidence = asked.evidence
    indicator = find(say("indicator"), indicator_id, evidence.indicators())
    area = find_area(evidence, asked.more["area"])
    day = settle_day(evidence, asked.as_of, asked.today)
    key = SeriesKey(indicator_id, area.area_id)
    source = RecordedOdds(evidence)
    found = years_recorded(source, indicator, key, evidence.targets(), day.day)
    by = _year(asked.more["by"]) or max(found, default=day.day.year)
    notes = odds_notes(asked, source.days, day.day)
    if by in found:
        lines = _promises(asked, source, key, by, day.day)
        notices = tuple(as_of_notices(evidence, day))
        view = _view(day, indicator, area, by, found[by], lines, notices)
        report = tell_curve(view, evidence, asked.t)
    else:
        report = _nothing(asked, indicator, area, by, day, sorted(found))
    return Answer(report, day.day, Links(asked), notes, tuple(_related(asked, key, sorted(found), by)))


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in _YEARS):
        raise UseError(
            say("«{seen}» is no year.", seen=text),
            say("Write a year in four digits, for example 2030."),
            "by",
        )
    return int(text)


def _promises(asked: Asked, source: RecordedOdds, key: SeriesKey, by: int, day: date) -> tuple[Line, ...]:
    evidence = asked.evidence
    targets = [
        each
        for each in list_visible(evidence.targets(), evidence.documents(), day)
        if each.key == key and each.is_level and each.has_value and each.period.end.year == by
    ]
    return source.with_odds(build_lines(evidence, targets, day), day)


def _view(
    day: AsOf,
    indicator: Indicator,
    area: Area,
    by: int,
    stored: Recorded,
    promises: tuple[Line, ...],
    notices: tuple[Said, ...],
) -> CurveView:
    return CurveView(
        day,
        indicator,
        area,
        by,
        Forecast(indicator, area.area_id, day.day, State.OK),
        replace(DEFAULT, draws=stored.draws, seed=stored.seed),
        curve_of_quantiles(stored.quantiles, by, is_at_most=indicator.direction == "down"),
        promises,
        notices,
    )


def _nothing(
    asked: Asked, indicator: Indicator, area: Area, by: int, day: AsOf, years: Sequence[int]
) -> Report:
    """Tell that nothing is recorded, and of which years something is."""
    t = asked.t
    lead = t(
        say(
            "No forecast of {indicator} by the end of {year} is recorded as of {day}.",
            indicator=indicator.name,
            year=str(by),
            day=day.day,
        )
    )
    sentence = say("Recorded are the years {years}.", years=[str(each) for each in years])
    sections = (Section("years", t(say("What is recorded")), (t(sentence),)),) if years else ()
    notices = tuple(t(each) for each in as_of_notices(asked.evidence, day))
    title = say(
        "{indicator}, {area}: value and odds by the end of {year}, as of {day}",
        indicator=indicator.name,
        area=area.name,
        year=str(by),
        day=day.day,
    )
    data = {
        "format": "haidang-curve/1",
        "as_of": day.day.isoformat(),
        "indicator_id": indicator.indicator_id,
        "area_id": area.area_id,
        "unit": indicator.unit,
        "year": by,
        "state": "not_recorded",
        "curve": [],
        "recorded_years": list(years),
        "sentence": lead,
        "notices": list(notices),
    }
    return Report(t.language, t(title), lead, notices, sections, (), make_data=lambda: data)


def _related(asked: Asked, key: SeriesKey, years: Sequence[int], by: int) -> Iterator[Way]:
    for each in years:
        if each != by:
            label = asked.t(say("By the end of {year}", year=str(each)))
            yield Way(label, asked.here(by=each))
    yield Way(
        asked.t(say("Figures of this indicator")),
        asked.address("indicator", indicator_id=key.indicator_id, area=key.area_id),
    )
