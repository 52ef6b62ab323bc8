"""An area, and the territory of a day."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.areas.area import territory_on
from haidang.core.review.views import AreaView
from haidang.flows.register import show_area
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.register import tell_area
from haidang.telling.shows import listing


@page()
def area(asked: Asked, area_id: str) -> Answer:
    """Show an area: what it lies in, came from and became, and the indicators held of it."""
    view = show_area(asked.evidence, area_id, today=asked.today, as_of=asked.as_of)
    view = replace(view, notices=(*_future(view.as_of), *view.notices))
    return Answer(
        tell_area(view, asked.evidence, asked.t), view.as_of.day, Links(asked), related=_related(asked, view)
    )


def _future(day: AsOf) -> list[Said]:
    """Return that the day asked for lies in the future, which the flow of an area does not say."""
    if not day.was_future:
        return []
    return [say("{asked} lies in the future; this is answered as of {day}.", asked=day.asked, day=day.day)]


def _related(asked: Asked, view: AreaView) -> tuple[Way, ...]:
    t, indicators = asked.t, asked.evidence.indicators()
    areas = ([view.parent] if view.parent else []) + list(view.children)
    return (
        *(Way(t.name(each.name), asked.address("area", area_id=each.area_id)) for each in areas),
        *(
            Way(
                t(say("Figures: {indicator}", indicator=indicators[each].name)),
                asked.address("indicator", indicator_id=each, area=view.area.area_id),
            )
            for each in view.series
        ),
    )


@page()
def areas(asked: Asked) -> Answer:
    """List the areas that exist on the day: one version of the territory."""
    evidence, t = asked.evidence, asked.t
    day = AsOf.of(asked.as_of or asked.today, asked.today)
    items = [
        (each.area_id, each.name, {"level": each.level, "kind": each.kind, "parent": each.parent_id})
        for each in territory_on(evidence.areas().values(), day.day)
    ]
    columns = (("level", say("Level")), ("kind", say("Legal kind")), ("parent", say("Lies in")))
    report = listing(evidence, t, say("Areas"), items, columns)
    report = replace(report, notices=tuple(t(each) for each in _future(day)))
    return Answer(report, day.day, Links(asked, "area"))
