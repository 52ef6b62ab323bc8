"""The calendar of expected figures: what fell due, what is due, what is late, who owes it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haidang.base.days import years_on
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.review.calendar import CalendarView, punctuality
from haidang.core.review.expected import Expected, State, list_expected
from haidang.core.review.reviewing import as_of_notices
from haidang.flows.finding import find, settle_day

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which expected figures are wanted; what is empty takes all.

    Attributes
    ----------
    first, last
        The days between which they fall due; None takes a year before the day as of which, and a year after it.
    body_ids
        Bodies that owe them, as they are called now or in the law.
    indicator_id, state
        Their indicator, and where they stand.
    """

    first: date | None = None
    last: date | None = None
    body_ids: Collection[str] = ()
    indicator_id: str = ""
    state: str = ""


ALL = Wanted()


def run(evidence: Evidence, wanted: Wanted = ALL, *, today: date, as_of: date | None = None) -> CalendarView:
    """
    Return the calendar of expected figures.

    Parameters
    ----------
    evidence
        The source.
    wanted
        What is asked for.
    today, as_of
        The current day, and the day asked for; None takes that of the source's review, else today.

    Raises
    ------
    NameUnknownError
        For a body or indicator that is not held.
    UseError
        For a state that is none, days in the wrong order, or more than `MOST_YEARS` years of them.
    """
    settled = settle_day(evidence, as_of, today)
    day = settled.day
    _check(evidence, wanted)
    first, last = _span(wanted.first, wanted.last, day)
    found = [each for each in list_expected(evidence, day, first, last) if _is_wanted(each, wanted)]
    return CalendarView(
        settled,
        first,
        last,
        tuple(each for each in found if wanted.state in ("", each.state)),
        punctuality(found, day),
        tuple(as_of_notices(evidence, settled)),
        evidence.horizon("observations"),
    )


def _check(evidence: Evidence, wanted: Wanted) -> None:
    for body_id in wanted.body_ids:
        find(say("body"), body_id, evidence.bodies())
    if wanted.indicator_id:
        find(say("indicator"), wanted.indicator_id, evidence.indicators())
    if wanted.state and wanted.state not in tuple(State):
        raise UseError(
            say("«{seen}» is no state of an expected figure.", seen=wanted.state),
            say("Use one of {allowed}.", allowed=tuple(State)),
            "state",
        )


def _is_wanted(each: Expected, wanted: Wanted) -> bool:
    owing = {each.expectation.body_id, *each.body_ids}
    return wanted.indicator_id in ("", each.key.indicator_id) and (
        not wanted.body_ids or not owing.isdisjoint(wanted.body_ids)
    )


def _span(first: date | None, last: date | None, day: date) -> tuple[date, date]:
    """Return the days between which figures fall due, both included."""
    first = first or years_on(last or day, -1)
    last = last or min(years_on(max(first, day), 1), years_on(first, MOST_YEARS))
    if first > last:
        raise UseError(
            say("{first} lies after {last}.", first=first, last=last),
            say("Name the earlier day first."),
            "from",
        )
    if (last.year - MOST_YEARS, last.month, last.day) > (first.year, first.month, first.day):
        raise UseError(
            say(
                "From {first} to {last} are more than {count} years.",
                first=first,
                last=last,
                count=MOST_YEARS,
            ),
            say("Ask for fewer at once."),
            "to",
        )
    return first, last
