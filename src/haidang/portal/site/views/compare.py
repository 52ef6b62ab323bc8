"""Compare: two days of one review, targets side by side, or one indicator in several areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from haidang.base.days import parse_day
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.review.side_by_side import AreasView, TargetsView
from haidang.flows import compare as flow
from haidang.flows import side_by_side
from haidang.flows.finding import find_reviewed, settle_day
from haidang.portal.reading.problems import AbsentError
from haidang.portal.site.asking import Answer, Asked, Field, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.portal.site.views.narrowing import documents_reviewed
from haidang.telling.compare import tell_comparison, tell_no_earlier_day
from haidang.telling.side_by_side import tell_areas, tell_targets


@page("from", "to", "document", "indicator", repeated=("target", "area"))
def compare(asked: Asked) -> Answer:
    """Compare what is named: targets, areas, else two days."""
    first, last = _day(asked, "from"), _day(asked, "to")
    targets, areas = asked.many["target"], asked.many["area"]
    indicator_id = asked.more["indicator"]
    side_by_side.check_one_thing(
        days=first is not None or last is not None, targets=bool(targets), areas=bool(indicator_id or areas)
    )
    try:
        if targets:
            return _targets(
                asked, side_by_side.targets(asked.evidence, targets, today=asked.today, as_of=asked.as_of)
            )
        if indicator_id or areas:
            return _areas(
                asked,
                side_by_side.areas(asked.evidence, indicator_id, areas, today=asked.today, as_of=asked.as_of),
            )
    except side_by_side.NotYetError as error:
        raise AbsentError(error.problem, error.remedy, error.where) from None
    return _days(asked, first, _later(asked, last))


def _day(asked: Asked, name: str) -> date | None:
    return parse_day(asked.more[name], name) if asked.more[name] else None


def _later(asked: Asked, last: date | None) -> date | None:
    """Return the later day: nothing is shown that became public after the day as of which is asked."""
    if last is not None and asked.as_of is not None and last > asked.as_of:
        raise UseError(
            say("{day} lies after {as_of}, the day as of which is asked.", day=last, as_of=asked.as_of),
            say("Leave out «as_of», or name an earlier day."),
            "to",
        )
    return last or asked.as_of


def _days(asked: Asked, first: date | None, last: date | None) -> Answer:
    evidence, t, document_id = asked.evidence, asked.t, asked.more["document"]
    day = settle_day(evidence, last, asked.today)
    document, _ = find_reviewed(evidence, document_id)
    earlier = ""
    try:
        view = flow.run(evidence, today=asked.today, as_of=last, first=first, document_id=document_id)
    except flow.NoEarlierDayError as error:
        report = tell_no_earlier_day(document, day, error.problem, t)
    else:
        report, earlier = tell_comparison(view, evidence, t), view.earlier.day.isoformat()
    here = replace(asked, as_of=day.day)
    return Answer(
        report,
        day.day,
        Links(here, document_id=document.document_id),
        related=(
            Way(t(say("Review of the later day")), here.address("review", document=document_id)),
            *(
                (
                    Way(
                        t(say("Review of the earlier day")),
                        here.address("review", document=document_id, as_of=earlier),
                    ),
                )
                if earlier
                else ()
            ),
        ),
        fields=(
            Field(
                "document",
                t(say("Document")),
                document.document_id,
                documents_reviewed(asked, day.day, document.document_id),
            ),
        ),
        days=(
            Field("from", t(say("Earlier day")), earlier),
            Field("to", t(say("Later day")), day.day.isoformat()),
        ),
    )


def _targets(asked: Asked, view: TargetsView) -> Answer:
    ways = (
        Way(
            asked.t(say("{target} ({id})", target=line.target.name, id=line.target.target_id)),
            asked.address("target", target_id=line.target.target_id),
        )
        for line in view.lines
    )
    return Answer(
        tell_targets(view, asked.evidence, asked.t),
        view.as_of.day,
        notes=odds_notes(asked, RecordedOdds(asked.evidence).days, view.as_of.day),
        related=tuple(ways),
    )


def _areas(asked: Asked, view: AreasView) -> Answer:
    name, t = view.indicator.indicator_id, asked.t
    ways = [
        Way(
            t(say("{indicator} in {area}", indicator=view.indicator.name, area=area.name)),
            asked.address("indicator", indicator_id=name, area=area.area_id),
        )
        for area in view.areas
    ]
    return Answer(tell_areas(view, asked.evidence, t), view.as_of.day, Links(asked), related=tuple(ways))
