"""An area, and the territory of a day."""

from __future__ import annotations

from haidang.core.review.territories import AreaView
from haidang.flows.register import list_areas, show_area
from haidang.portal.site.asking import Answer, Asked, Note, Way
from haidang.portal.site.links import Links, series_links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.area import tell_area, tell_areas


@page()
def area(asked: Asked, area_id: str) -> Answer:
    """Show an area: what it came from and became, the territories before and after, its figures and targets."""
    view = show_area(asked.evidence, area_id, today=asked.today, as_of=asked.as_of)
    return Answer(
        tell_area(view, asked.evidence, asked.t),
        view.as_of.day,
        series_links(asked, Links(asked, "target"), area_id=area_id),
        _notes(asked, view),
        _related(asked, view),
    )


def _notes(asked: Asked, view: AreaView) -> tuple[Note, ...]:
    if not view.lines:
        return ()
    return odds_notes(asked, RecordedOdds(asked.evidence).days, view.as_of.day)


def _related(asked: Asked, view: AreaView) -> tuple[Way, ...]:
    """Return the area it lies in, and the territories before and after it."""
    around = {each.area_id: each for turning in view.turnings for each in turning.areas}
    if view.parent is not None:
        around = {view.parent.area_id: view.parent} | around
    around.pop(view.area.area_id, None)
    return tuple(
        Way(asked.t.name(each.name), asked.address("area", area_id=each.area_id)) for each in around.values()
    )


@page()
def areas(asked: Asked) -> Answer:
    """List the areas that exist on the day: one version of the territory."""
    view = list_areas(asked.evidence, today=asked.today, as_of=asked.as_of)
    return Answer(tell_areas(view, asked.evidence, asked.t), view.as_of.day, Links(asked, "area"))
