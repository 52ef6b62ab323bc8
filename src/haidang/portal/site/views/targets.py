"""A target, and the list of all."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.text import say
from haidang.core.review.lines import list_visible
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.side_by_side import MOST as MOST_COMPARED
from haidang.core.review.views import TargetView
from haidang.flows import target as flow
from haidang.flows.finding import find, find_target, settle_day
from haidang.portal.reading.problems import AbsentError
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.phrases import Phrases
from haidang.telling.shows import listing
from haidang.telling.target import tell_target


@page()
def target(asked: Asked, target_id: str) -> Answer:
    """Show a target: the promise, its three statuses, recorded odds, the course of its indicator."""
    found = find_target(asked.evidence, target_id)
    day = settle_day(asked.evidence, asked.as_of, asked.today)
    if not list_visible([found], asked.evidence.documents(), day.day):
        raise AbsentError(
            say("The target «{target}» did not exist on {day}.", target=target_id, day=day.day),
            say(
                "Ask for {first} or later: from then on it counts.",
                first=found.counts_from(asked.evidence.documents()[found.document_id].issued),
            ),
        )
    # a request runs no model: odds are those that are recorded
    odds = RecordedOdds(asked.evidence)
    view = flow.run(asked.evidence, target_id, today=asked.today, as_of=asked.as_of, odds=odds)
    return Answer(
        tell_target(view, asked.evidence, asked.t, with_vintages=True),
        day.day,
        Links(asked, "target", found.document_id),
        odds_notes(asked, odds.days, day.day),
        _related(asked, view),
    )


def _related(asked: Asked, view: TargetView) -> tuple[Way, ...]:
    t, target = asked.t, view.line.target
    ways = []
    if view.line.indicator is not None:
        name, area = view.line.indicator, target.area_id
        ways += [
            Way(
                t(say("Figures: {indicator}", indicator=name.name)),
                asked.address("indicator", indicator_id=name.indicator_id, area=area),
            ),
            Way(
                t(say("Which value with which odds by the end of {year}", year=str(target.period.end.year))),
                asked.address("odds", indicator_id=name.indicator_id, area=area, by=target.period.end.year),
            ),
        ]
    others = [each.target.target_id for each in view.elsewhere][: MOST_COMPARED - 1]
    if others:
        told = say("Beside the same indicator in other documents")
        ways.append(Way(t(told), asked.address("compare", target=(target.target_id, *others))))
    document = view.line.document
    ways += [
        Way(
            t(say("Review of {document}", document=Phrases(t, {}).document(document))),
            asked.address("review", document=document.document_id),
        ),
        Way(t(say("The document itself")), asked.address("document", document_id=document.document_id)),
    ]
    return tuple(ways)


@page("document")
def targets(asked: Asked) -> Answer:
    """List the targets that exist on the day, of all documents or of one."""
    evidence, t, wanted = asked.evidence, asked.t, asked.more["document"]
    documents = evidence.documents()
    if wanted:
        find(say("document"), wanted, documents)
    day = settle_day(evidence, asked.as_of, asked.today)
    phrases = Phrases(t, evidence.bodies())
    items = [
        (
            each.target_id,
            each.name,
            {"document": each.document_id, "promise": phrases.promise(each), "period": t.period(each.period)},
        )
        for each in list_visible(evidence.targets(), documents, day.day)
        if wanted in ("", each.document_id)
    ]
    columns = (("document", say("Document")), ("promise", say("Promise")), ("period", say("For")))
    report = listing(evidence, t, say("Targets"), items, columns)
    notices = tuple(t(notice) for notice in as_of_notices(evidence, day))
    return Answer(replace(report, notices=notices), day.day, Links(asked, "target"))
