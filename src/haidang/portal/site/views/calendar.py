"""The calendar of expected figures."""

from __future__ import annotations

from datetime import date

from haidang.base.days import parse_day
from haidang.base.text import say
from haidang.core.review.calendar import CalendarView
from haidang.core.review.expected import State
from haidang.files.reports.html_text import Link
from haidang.flows import calendar as flow
from haidang.portal.site.asking import Answer, Asked, Choice, Field, Way
from haidang.portal.site.links import Links, Row
from haidang.portal.site.paging import page
from haidang.telling.calendar import tell_calendar
from haidang.telling.words import EXPECTED


@page("from", "to", "body", "indicator", "state")
def calendar(asked: Asked) -> Answer:
    """Show which figures are due, which are late, and who owes them."""
    body_id = asked.more["body"]
    wanted = flow.Wanted(
        _day(asked, "from"),
        _day(asked, "to"),
        (body_id,) if body_id else (),
        asked.more["indicator"],
        asked.more["state"],
    )
    view = flow.run(asked.evidence, wanted, today=asked.today, as_of=asked.as_of)
    return Answer(
        tell_calendar(view, asked.evidence, asked.t),
        view.as_of.day,
        _links(asked, view),
        related=(Way(asked.t(say("What would make the rest checkable")), asked.address("review")),),
        fields=_fields(asked, view),
    )


def _links(asked: Asked, view: CalendarView) -> Link:
    """Return where the cells lead: a name, to the figures of its row's area."""
    t, evidence = asked.t, asked.evidence
    indicators, areas = evidence.indicators(), evidence.areas()
    links = Links(asked)
    series = {
        (t.name(indicators[key.indicator_id].name), t.name(areas[key.area_id].name)): key
        for key in {each.key for each in view.expected}
    }

    def link(row: Row, name: str) -> str:
        key = series.get((row["name"], row["place"])) if name == "name" else None
        if key is None:
            return links(row, name)
        return asked.address("indicator", indicator_id=key.indicator_id, area=key.area_id)

    return link


def _day(asked: Asked, name: str) -> date | None:
    return parse_day(asked.more[name], name) if asked.more[name] else None


def _fields(asked: Asked, view: CalendarView) -> tuple[Field, ...]:
    """Return the controls: the days, and what is expected at all of the rest."""
    t, evidence = asked.t, asked.evidence
    every = Choice("", t(say("all")))
    expectations = [each for each in evidence.expectations() if each.is_in_force(view.as_of.day)]
    bodies = {each.body_id for each in expectations} | {asked.more["body"]}
    indicators = {name for each in expectations for name in each.indicator_ids} | {asked.more["indicator"]}
    return (
        Field("from", t(say("Due from")), asked.more["from"]),
        Field("to", t(say("Due until")), asked.more["to"]),
        Field(
            "state",
            t(say("State")),
            asked.more["state"],
            (every, *(Choice(str(each), t(EXPECTED[each])) for each in State)),
        ),
        Field(
            "body",
            t(say("Who owes it")),
            asked.more["body"],
            (every, *(Choice(name, t.name(evidence.bodies()[name].name)) for name in sorted(bodies - {""}))),
        ),
        Field(
            "indicator",
            t(say("Indicator")),
            asked.more["indicator"],
            (
                every,
                *(
                    Choice(name, t.name(evidence.indicators()[name].name))
                    for name in sorted(indicators - {""})
                ),
            ),
        ),
    )
