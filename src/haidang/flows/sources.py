"""List the sources, and show one with what rests on it."""

from __future__ import annotations

from datetime import date

from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.sources import SourcesView, SourceView, first_days, list_sources, what_rests
from haidang.flows.finding import find, settle_day


def run(evidence: Evidence, *, today: date, as_of: date | None = None) -> SourcesView:
    """Return the sources that were there on a day."""
    day = settle_day(evidence, as_of, today)
    return SourcesView(day, list_sources(evidence, day.day), tuple(as_of_notices(evidence, day)))


def show_source(evidence: Evidence, source_id: str, *, today: date, as_of: date | None = None) -> SourceView:
    """
    Return a source.

    Raises
    ------
    NameUnknownError
        For an unknown source.
    """
    source = find(say("source"), source_id, evidence.sources())
    day = settle_day(evidence, as_of, today)
    return what_rests(evidence, source, day, tuple(as_of_notices(evidence, day)))


def first_day(evidence: Evidence, source_id: str) -> date | None:
    """
    Return the first day on which a source is there; None where nothing tells.

    Raises
    ------
    NameUnknownError
        For an unknown source.
    """
    find(say("source"), source_id, evidence.sources())
    return first_days(evidence)[source_id]
