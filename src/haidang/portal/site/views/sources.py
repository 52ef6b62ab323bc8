"""A source with what rests on it, and the list of all."""

from __future__ import annotations

from haidang.base.text import say
from haidang.flows import sources as flow
from haidang.flows.finding import settle_day
from haidang.portal.reading.problems import AbsentError
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.source import tell_source
from haidang.telling.sources import tell_sources


@page()
def sources(asked: Asked) -> Answer:
    """List the sources that were there on the day, with what rests on each."""
    view = flow.run(asked.evidence, today=asked.today, as_of=asked.as_of)
    removed = Way(asked.t(say("What was removed by law")), asked.address("removals"))
    return Answer(
        tell_sources(view, asked.evidence, asked.t), view.as_of.day, Links(asked), related=(removed,)
    )


@page()
def source(asked: Asked, source_id: str) -> Answer:
    """Show a source: what it is, and what rests on it."""
    evidence = asked.evidence
    first = flow.first_day(evidence, source_id)
    day = settle_day(evidence, asked.as_of, asked.today)
    if first is not None and first > day.day:
        raise AbsentError(
            say("The source «{source}» was not public by {day}.", source=source_id, day=day.day),
            say("Ask for {first} or later.", first=first),
        )
    view = flow.show_source(evidence, source_id, today=asked.today, as_of=asked.as_of)
    return Answer(tell_source(view, evidence, asked.t), day.day, Links(asked))
