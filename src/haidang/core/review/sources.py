"""
Sources as of a day: which were there, and what rests on each.

A source is there from the day by which it was published. Where that day is not held, it is there as soon as something
that rests on it is known, or else from the last day until which anything was followed: before that, nobody here can
have read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said
from haidang.core.areas.area import Area, Succession
from haidang.core.commitments.commitment import Commitment, Event, list_known
from haidang.core.documents.document import Document, Source
from haidang.core.evidence import Evidence, Resting
from haidang.core.review.lines import list_visible
from haidang.core.targets.target import Assessment, Target


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with how many figures, targets, official assessments and other rows rest on it as of a day."""

    source: Source
    figures: int
    targets: int
    assessments: int
    others: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The sources that were there on a day: by tier, then by publisher."""

    as_of: AsOf
    lines: tuple[SourceLine, ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """
    A source and what rests on it as of a day.

    Attributes
    ----------
    figures
        How many figures of each indicator and in which area, all vintages known; the area is empty where it is several.
    """

    as_of: AsOf
    source: Source
    figures: tuple[tuple[str, str, int], ...]
    targets: tuple[Target, ...]
    documents: tuple[Document, ...]
    assessments: tuple[Assessment, ...]
    commitments: tuple[Commitment, ...]
    events: tuple[Event, ...]
    areas: tuple[Area, ...]
    successions: tuple[Succession, ...]
    notices: tuple[Said, ...]


def first_days(evidence: Evidence) -> dict[str, date | None]:
    """Return the first day on which each source is there; None where nothing tells."""
    known: dict[str, date] = {}
    for source_id, day in _first_uses(evidence):
        known[source_id] = min(day, known.get(source_id, day))
    followed = max(evidence.description().horizon.values(), default=None)
    return {name: each.published_by or known.get(name, followed) for name, each in evidence.sources().items()}


def _first_uses(evidence: Evidence) -> Iterator[tuple[str, date]]:
    """Return the days on which what rests on sources became known."""
    documents = evidence.documents()
    yield from ((each.source_id, each.public_by) for each in evidence.resting())
    for target in evidence.targets():
        yield target.source_id, target.counts_from(documents[target.document_id].issued)
    yield from ((each.source_id, each.issued) for each in documents.values() if each.issued)
    yield from ((each.source_id, each.day) for each in evidence.assessments())
    yield from ((each.source_id, each.asked) for each in evidence.commitments())
    yield from ((each.source_id, each.day_by) for each in evidence.events())
    yield from ((each.source_id, each.valid_from) for each in evidence.areas().values() if each.valid_from)
    yield from ((each.source_id, each.day) for each in evidence.successions())


def list_sources(evidence: Evidence, day: date) -> tuple[SourceLine, ...]:
    """Return the sources that are there on a day with what rests on them: by tier, publisher, title."""
    first = first_days(evidence)
    figures: Counter[str] = Counter()
    for each in evidence.resting():
        figures[each.source_id] += _known(each, day)
    targets = Counter(each.source_id for each in list_visible(evidence.targets(), evidence.documents(), day))
    assessments = Counter(each.source_id for each in evidence.assessments() if each.day <= day)
    others = Counter(each.source_id for each in _others(evidence, day))
    shown = (each for name, each in evidence.sources().items() if (first[name] or day) <= day)
    lines = (
        SourceLine(each, *(counts[each.source_id] for counts in (figures, targets, assessments, others)))
        for each in shown
    )
    return tuple(sorted(lines, key=_order))


def _order(line: SourceLine) -> tuple[int, str, str, str]:
    each = line.source
    return each.tier, each.publisher.casefold(), each.title.casefold(), each.source_id


def _known(each: Resting, day: date) -> int:
    """Return how many of figures are known on a day: all of them, or none."""
    is_known = each.public_by <= day and (each.withdrawn_on is None or each.withdrawn_on > day)
    return each.count if is_known else 0


def _others(evidence: Evidence, day: date) -> Iterator[Document | Commitment | Event | Area | Succession]:
    yield from (each for each in evidence.documents().values() if each.is_issued_by(day))
    yield from list_known(evidence.commitments(), day)
    yield from (each for each in evidence.events() if each.day_by <= day)
    yield from (
        each for each in evidence.areas().values() if each.valid_from is None or each.valid_from <= day
    )
    yield from (each for each in evidence.successions() if each.day <= day)


def what_rests(evidence: Evidence, source: Source, as_of: AsOf, notices: tuple[Said, ...] = ()) -> SourceView:
    """Return a source with all that rests on it as of a day."""
    day, name = as_of.day, source.source_id
    others = [each for each in _others(evidence, day) if each.source_id == name]
    targets = list_visible(evidence.targets(), evidence.documents(), day)
    return SourceView(
        as_of,
        source,
        _by_indicator(evidence.resting_on(name), day),
        tuple(each for each in targets if each.source_id == name),
        tuple(each for each in others if isinstance(each, Document)),
        tuple(each for each in evidence.assessments() if each.source_id == name and each.day <= day),
        tuple(each for each in others if isinstance(each, Commitment)),
        tuple(each for each in others if isinstance(each, Event)),
        tuple(each for each in others if isinstance(each, Area)),
        tuple(each for each in others if isinstance(each, Succession)),
        notices,
    )


def _by_indicator(figures: Iterable[Resting], day: date) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[str] = Counter()
    areas: dict[str, set[str]] = {}
    for each in figures:
        known = _known(each, day)
        if known:
            counts[each.indicator_id] += known
            areas.setdefault(each.indicator_id, set()).add(each.area_id)
    return tuple(
        (name, areas[name].pop() if len(areas[name]) == 1 else "", count)
        for name, count in sorted(counts.items())
    )
