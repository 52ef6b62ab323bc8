"""The controls of the overview: which document and area, which of its targets, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.review.lines import list_visible
from haidang.core.review.narrowing import (
    EVIDENCE,
    OFFICIAL,
    Narrowing,
    Order,
    all_lines,
    narrow,
    official_of,
    topic_of,
)
from haidang.core.review.reviewing import Review
from haidang.portal.site.asking import Asked, Choice, Field
from haidang.telling.phrases import Phrases
from haidang.telling.words import EVIDENCE as EVIDENCE_WORDS
from haidang.telling.words import NO_OFFICIAL, TOPIC
from haidang.telling.words import OFFICIAL as OFFICIAL_WORDS

NAMES = ("topic", "official", "evidence", "sort")

_ORDER = {
    Order.NUMBER: say("number in the document"),
    Order.OFFICIAL: say("official assessment, worst first"),
    Order.EVIDENCE: say("evidence, worst first"),
    Order.ODDS: say("odds, least likely first"),
    Order.PERIOD: say("end of the period, nearest first"),
}
_ALL = say("all")


def read_narrowing(asked: Asked, review: Review) -> Narrowing:
    """
    Read what a reader asks to see.

    Raises
    ------
    UseError
        For a word that is none of those allowed.
    """
    topics = sorted({topic_of(line) for line in all_lines(review)} - {""})
    return Narrowing(
        topic=_one_of(asked, "topic", topics),
        official=_one_of(asked, "official", OFFICIAL),
        evidence=_one_of(asked, "evidence", [str(each) for each in EVIDENCE]),
        order=Order(_one_of(asked, "sort", [str(each) for each in Order]) or Order.NUMBER),
    )


def _one_of(asked: Asked, name: str, allowed: Iterable[str]) -> str:
    seen, known = asked.more[name], tuple(allowed)
    if seen not in ("", *known):
        raise UseError(
            say("«{seen}» is nothing that «{name}» can be.", seen=seen, name=name),
            say("Use one of {allowed}.", allowed=known) if known else say("Leave it out."),
            name,
        )
    return seen


def narrowed(review: Review, wanted: Narrowing, asked: Asked) -> Review:
    """Return the review as it is asked for; where that leaves something out, it says so."""
    found = narrow(review, wanted)
    if wanted.leaves_all:
        return found
    shown, every = len(found.numbered), len(review.numbered)
    told = say(
        "{shown} of the {count} targets of the document are shown; the first line counts all of them.",
        shown=asked.t.number(shown, 0),
        count=asked.t.number(every, 0),
    )
    return replace(found, notices=(told, *found.notices))


def fields(asked: Asked, review: Review, wanted: Narrowing) -> tuple[Field, ...]:
    """Return the controls with what can be chosen: only what would show something."""
    t, lines = asked.t, list(all_lines(review))
    topics = sorted({topic_of(line) for line in lines} - {""})
    verdicts = {official_of(line) for line in lines}
    statuses = {line.verdict.status for line in lines}

    def words(pairs: Iterable[tuple[str, Said | str]]) -> tuple[Choice, ...]:
        told = (Choice(value, label if isinstance(label, str) else t(label)) for value, label in pairs)
        return (Choice("", t(_ALL)), *told)

    return (
        Field(
            "document",
            t(say("Document")),
            review.document.document_id,
            documents_reviewed(asked, review.as_of.day, review.document.document_id),
        ),
        Field("area", t(say("For the area")), asked.more["area"], _areas(asked, review.as_of.day)),
        Field(
            "topic", t(say("Topic")), wanted.topic, words((each, TOPIC.get(each, each)) for each in topics)
        ),
        Field(
            "official",
            t(say("Official")),
            wanted.official,
            words((each, OFFICIAL_WORDS.get(each, NO_OFFICIAL)) for each in OFFICIAL if each in verdicts),
        ),
        Field(
            "evidence",
            t(say("Evidence")),
            wanted.evidence,
            words((str(each), EVIDENCE_WORDS[each]) for each in EVIDENCE if each in statuses),
        ),
        Field(
            "sort",
            t(say("In the order of")),
            wanted.order,
            tuple(Choice(str(each), t(label)) for each, label in _ORDER.items()),
        ),
    )


def documents_reviewed(asked: Asked, day: date, document_id: str) -> tuple[Choice, ...]:
    """Return the documents that set a target which exists on the day, and the one reviewed."""
    evidence = asked.evidence
    phrases = Phrases(asked.t, {})
    setting = {each.document_id for each in list_visible(evidence.targets(), evidence.documents(), day)}
    return tuple(
        Choice(each.document_id, phrases.document(each))
        for each in evidence.documents().values()
        if each.document_id in setting or each.document_id == document_id
    )


def _areas(asked: Asked, day: date) -> tuple[Choice, ...]:
    """Return the areas that have targets on the day, and the one asked for; without a choice it is that of the document."""
    evidence, t = asked.evidence, asked.t
    own = {each.area_id for each in list_visible(evidence.targets(), evidence.documents(), day)}
    own.add(asked.more["area"])
    areas = (each for each in evidence.areas().values() if each.area_id in own)
    return (
        Choice("", t(say("that of the document"))),
        *(Choice(each.area_id, t.name(each.name)) for each in areas),
    )
