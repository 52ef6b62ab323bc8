"""An indicator with its figures, and the list of all."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.text import say
from haidang.core.review.lines import list_visible
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import IndicatorView
from haidang.flows import indicator as flow
from haidang.flows.finding import settle_day
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.indicator import tell_indicator
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.shows import listing
from haidang.telling.words import TOPIC


@page("area")
def indicator(asked: Asked, indicator_id: str) -> Answer:
    """Show an indicator: its figures as of the day, rivals, legal metadata."""
    view = flow.run(
        asked.evidence, indicator_id, today=asked.today, as_of=asked.as_of, area_id=asked.more["area"]
    )
    return Answer(
        tell_indicator(view, asked.evidence, asked.t),
        view.as_of.day,
        Links(asked),
        related=_related(asked, view),
    )


def _related(asked: Asked, view: IndicatorView) -> tuple[Way, ...]:
    t, evidence = asked.t, asked.evidence
    name, area, documents = view.indicator.indicator_id, view.area.area_id, evidence.documents()
    phrases = Phrases(t, {})
    own = [
        each
        for each in list_visible(evidence.targets(), documents, view.as_of.day)
        if (each.indicator_id, each.area_id) == (name, area)
    ]
    own.sort(key=lambda each: (each.period.end, each.target_id))
    return (
        Way(
            t(say("Value and odds in the years to come")), asked.address("odds", indicator_id=name, area=area)
        ),
        *(
            Way(
                t(
                    say(
                        "Target for {period}: {promise} ({document})",
                        period=each.period,
                        promise=phrases.promise(each),
                        document=phrases.document(documents[each.document_id]),
                    )
                ),
                asked.address("target", target_id=each.target_id),
            )
            for each in own
        ),
    )


@page()
def indicators(asked: Asked) -> Answer:
    """List all indicators, and whether any figure of each is held."""
    evidence, t = asked.evidence, asked.t
    day = settle_day(evidence, asked.as_of, asked.today)
    held = {key.indicator_id for key in evidence.series()}
    items = [
        (
            each.indicator_id,
            each.name,
            {
                "unit": each.unit,
                "topic": t(TOPIC[each.topic]) if each.topic in TOPIC else each.topic,
                "figures": "✓" if each.indicator_id in held else DASH,
            },
        )
        for each in evidence.indicators().values()
    ]
    columns = (("unit", say("Unit")), ("topic", say("Topic")), ("figures", say("Figures held")))
    report = listing(evidence, t, say("Indicators"), items, columns)
    notices = tuple(t(notice) for notice in as_of_notices(evidence, day))
    return Answer(replace(report, notices=notices), day.day, Links(asked, "indicator"))
