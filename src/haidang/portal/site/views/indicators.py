"""An indicator with its figures, and the list of all."""

from __future__ import annotations

from datetime import date

from haidang.base.text import say
from haidang.core.areas.area import Area
from haidang.core.review.side_by_side import MOST as MOST_COMPARED
from haidang.core.review.views import IndicatorView
from haidang.flows import indicator as flow
from haidang.flows.register import list_indicators
from haidang.portal.site.asking import Answer, Asked, Note, Way
from haidang.portal.site.links import Links, series_links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.indicator import tell_indicator
from haidang.telling.indicators import tell_indicators


@page("area")
def indicator(asked: Asked, indicator_id: str) -> Answer:
    """Show an indicator: its figures as of the day, all vintages and rivals, what is promised, other areas."""
    view = flow.run(
        asked.evidence, indicator_id, today=asked.today, as_of=asked.as_of, area_id=asked.more["area"]
    )
    return Answer(
        tell_indicator(view, asked.evidence, asked.t, with_vintages=True),
        view.as_of.day,
        series_links(asked, Links(asked, "target"), indicator_id, view.area.area_id),
        _notes(asked, view),
        _related(asked, view),
    )


def _notes(asked: Asked, view: IndicatorView) -> tuple[Note, ...]:
    if not view.lines:
        return ()
    return odds_notes(asked, RecordedOdds(asked.evidence).days, view.as_of.day)


def _related(asked: Asked, view: IndicatorView) -> tuple[Way, ...]:
    t, name, area = asked.t, view.indicator.indicator_id, view.area
    there = (
        each for each in (area, *(one.area for one in view.beside)) if not _is_to_come(each, view.as_of.day)
    )
    areas = tuple(each.area_id for each in there)[:MOST_COMPARED]
    beside = asked.address("compare", indicator=name, area=areas)
    return (
        *((Way(t(say("Period by period beside other areas")), beside),) if len(areas) > 1 else ()),
        Way(
            t(say("Value and odds in the years to come")),
            asked.address("odds", indicator_id=name, area=area.area_id),
        ),
        Way(t(say("The area: {area}", area=area.name)), asked.address("area", area_id=area.area_id)),
        *(
            Way(
                t(say("Figures of {area}", area=each.area.name)),
                asked.address("indicator", indicator_id=name, area=each.area.area_id),
            )
            for each in view.beside
        ),
    )


def _is_to_come(area: Area, day: date) -> bool:
    return area.valid_from is not None and area.valid_from > day


@page()
def indicators(asked: Asked) -> Answer:
    """List all indicators by topic, with the last figure of each."""
    view = list_indicators(asked.evidence, today=asked.today, as_of=asked.as_of)
    return Answer(tell_indicators(view, asked.evidence, asked.t), view.as_of.day, Links(asked, "indicator"))
