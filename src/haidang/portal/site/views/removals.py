"""The list of what was removed by law."""

from __future__ import annotations

from haidang.flows import removals as flow
from haidang.portal.site.asking import Answer, Asked
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.removals import tell_removals


@page()
def removals(asked: Asked) -> Answer:
    """List what was removed by law of what was public by the day."""
    view = flow.run(asked.evidence, today=asked.today, as_of=asked.as_of)
    return Answer(tell_removals(view, asked.evidence, asked.t), view.as_of.day, Links(asked))
