"""The review of a document, which is the overview of the portal when it is that of the pack."""

from __future__ import annotations

from haidang.base.text import say
from haidang.flows import review as flow
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.portal.site.views.narrowing import NAMES, fields, narrowed, read_narrowing
from haidang.telling.review import tell_review


@page("document", "area", *NAMES)
def review(asked: Asked) -> Answer:
    """Review the document asked for, with the odds that were recorded."""
    found = flow.run_recorded(
        asked.evidence,
        today=asked.today,
        as_of=asked.as_of,
        document_id=asked.more["document"],
        area_id=asked.more["area"],
    )
    day = found.as_of.day
    document = found.document.document_id
    wanted = read_narrowing(asked, found)
    return Answer(
        tell_review(narrowed(found, wanted, asked), asked.evidence, asked.t, with_hash=True),
        day,
        Links(asked, document_id=document),
        odds_notes(asked, RecordedOdds(asked.evidence).days, day),
        (
            Way(asked.t(say("The document itself")), asked.address("document", document_id=document)),
            Way(asked.t(say("What was asked, ordered or promised")), asked.address("commitments")),
        ),
        fields(asked, found, wanted),
    )
