"""How an answer is cited: the address that never changes, the day, the revision, and the hash of all content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from haidang.base.text import say
from haidang.portal.site.asking import Answer, Asked
from haidang.telling.report import Report


@dataclass(frozen=True, slots=True)
class Cited:
    """A line of a citation: what, its value, and the address where it has one."""

    label: str
    value: str
    address: str = ""


def archived(asked: Asked, answer: Answer, form: str = "") -> str:
    """
    Return the whole address under which an answer never changes.

    Parameters
    ----------
    asked, answer
        The request and its answer.
    form
        The form that is meant; empty for the page.
    """
    place = asked.here(form, as_of=answer.day, rev=asked.source.revision)
    return asked.request.build_absolute_uri(place)


def city_of(asked: Asked) -> str:
    """Return the name of the city."""
    about = asked.evidence.description()
    area = asked.evidence.areas().get(about.area_id)
    return asked.t.name(area.name if area is not None else about.title)


def cite(asked: Asked, answer: Answer) -> str:
    """Return the citation in one line."""
    told = say(
        "{city}: {title}. Haidang, as of {day}, revision {revision} of the data. {address}",
        city=city_of(asked),
        title=answer.report.title,
        day=answer.day,
        revision=str(asked.source.revision),
        address=archived(asked, answer),
    )
    return asked.t(told)


def citation(asked: Asked, answer: Answer) -> list[Cited]:
    """Return the citation in its parts."""
    t, lasting = asked.t, archived(asked, answer)
    return [
        Cited(t(say("Archived form")), lasting, lasting),
        Cited(t(say("As of")), t.day(answer.day)),
        Cited(t(say("Revision of the data")), str(asked.source.revision)),
        Cited(t(say("Hash of the content")), asked.source.content_hash),
    ]


def with_citation(report: Report, asked: Asked, answer: Answer) -> Report:
    """Return a report that says at its end how it is cited, for forms that leave the page."""
    told = (say("{what}: {value}", what=each.label, value=each.value) for each in citation(asked, answer))
    return replace(report, footer=(*report.footer, cite(asked, answer), *(asked.t(each) for each in told)))
