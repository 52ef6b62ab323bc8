"""A document with what belongs to it, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from haidang.base.text import Said, say
from haidang.core.documents.document import Document
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import DocumentView
from haidang.flows.finding import find, settle_day
from haidang.flows.register import show_document
from haidang.portal.reading.problems import AbsentError
from haidang.portal.site.asking import Answer, Asked, Note, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.document import tell_document
from haidang.telling.phrases import DASH
from haidang.telling.shows import listing


@page()
def document(asked: Asked, document_id: str) -> Answer:
    """Show a document: its targets, what was officially said of it, the commitments that rest on it."""
    day = settle_day(asked.evidence, asked.as_of, asked.today)
    found = find(say("document"), document_id, asked.evidence.documents())
    if not found.is_issued_by(day.day):
        raise AbsentError(
            say("The document «{document}» had not been issued by {day}.", document=document_id, day=day.day),
            say("Ask for {first} or later.", first=found.issued),
        )
    view = show_document(asked.evidence, document_id, today=asked.today, as_of=asked.as_of)
    return Answer(
        tell_document(view, asked.evidence, asked.t),
        view.as_of.day,
        Links(asked, "target", document_id),
        _notes(asked, view),
        _related(asked, view),
    )


def _notes(asked: Asked, view: DocumentView) -> tuple[Note, ...]:
    if not view.lines:
        return ()
    return odds_notes(asked, RecordedOdds(asked.evidence).days, view.as_of.day)


def _related(asked: Asked, view: DocumentView) -> tuple[Way, ...]:
    """Return its review, also as of the days on which something was officially said of it."""
    if not view.lines:
        return ()
    t, name = asked.t, view.document.document_id
    days = dict.fromkeys(each.day for each in view.assessments if each.day != view.as_of.day)
    return (
        Way(t(say("Review of this document")), asked.address("review", document=name)),
        *(
            Way(
                t(say("Review of this document as of {day}", day=day)),
                asked.address("review", document=name, as_of=day),
            )
            for day in days
        ),
    )


@page()
def documents(asked: Asked) -> Answer:
    """List the documents issued by the day."""
    evidence = asked.evidence
    day = settle_day(evidence, asked.as_of, asked.today)
    items = [
        (
            each.document_id,
            each.title,
            {"number": each.number, "issued": each.issued.isoformat() if each.issued else DASH},
        )
        for each in evidence.documents().values()
        if each.is_issued_by(day.day)
    ]
    columns = (("number", say("Number")), ("issued", say("Issued on")))
    report = listing(evidence, asked.t, say("Documents"), items, columns)
    notices = [*as_of_notices(evidence, day), *_undated(evidence.documents().values())]
    told = tuple(asked.t(notice) for notice in notices)
    return Answer(replace(report, notices=told), day.day, Links(asked, "document"))


def _undated(documents: Iterable[Document]) -> list[Said]:
    count = sum(each.issued is None for each in documents)
    if not count:
        return []
    return [
        say("Of {count} documents the day of issue is not held; they are listed on every day.", count=count)
    ]
