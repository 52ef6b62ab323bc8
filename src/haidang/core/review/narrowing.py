"""
A review narrowed to what a reader asks for: one topic, one status, another order.

The first line counts the whole document whatever is shown, so the sums of a review stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from haidang.core.review.lines import Line
from haidang.core.review.reviewing import Numbered, Review
from haidang.core.targets.verdict import Evidence

_NONE = "none"
OFFICIAL = ("not_met", "in_difficulty", "nearly_met", "met", "exceeded", _NONE)
"""Official verdicts, the worst first; `none` is that nobody has assessed it."""

EVIDENCE = (Evidence.MISSED, Evidence.BEHIND, Evidence.NOT_CHECKABLE, Evidence.AHEAD, Evidence.MET)
"""What the figures say, the worst first; unknown is never good."""


class Order(StrEnum):
    """By what the targets are put in order."""

    NUMBER = "number"
    OFFICIAL = "official"
    EVIDENCE = "evidence"
    ODDS = "odds"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """
    What is asked for; what is empty leaves all.

    Attributes
    ----------
    topic
        Topic of the indicator.
    official
        One of `OFFICIAL`.
    evidence
        One of `EVIDENCE`.
    order
        The worst, the least likely or the nearest first; by number as the document has them.
    """

    topic: str = ""
    official: str = ""
    evidence: str = ""
    order: Order = Order.NUMBER

    @property
    def leaves_all(self) -> bool:
        """Whether every target is shown."""
        return not (self.topic or self.official or self.evidence)


def official_of(line: Line) -> str:
    """Return the official verdict of a line, one of `OFFICIAL`."""
    return line.official.verdict if line.official is not None else _NONE


def topic_of(line: Line) -> str:
    """Return the topic of a line's indicator; empty without one."""
    return line.indicator.topic if line.indicator is not None else ""


def all_lines(review: Review) -> Iterable[Line]:
    """Return the lines of all parts."""
    yield from (line for each in review.numbered for line in each.lines)
    yield from (*review.elsewhere, *review.this_year, *review.record, *review.undecided)


def narrow(review: Review, wanted: Narrowing) -> Review:
    """Return a review with what is asked for, in the order asked for."""

    def keep(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if _matches(line, wanted))

    numbered = [replace(each, lines=keep(each.lines)) for each in review.numbered]
    return replace(
        review,
        numbered=_ordered_numbers([each for each in numbered if each.lines], wanted.order),
        missing=tuple(each for each in review.missing if _matches(each.line, wanted)),
        elsewhere=_ordered(keep(review.elsewhere), wanted.order),
        this_year=_ordered(keep(review.this_year), wanted.order),
        record=_ordered(keep(review.record), wanted.order),
        undecided=_ordered(keep(review.undecided), wanted.order),
        is_narrowed=not wanted.leaves_all,
    )


def _matches(line: Line, wanted: Narrowing) -> bool:
    return (
        wanted.topic in ("", topic_of(line))
        and wanted.official in ("", official_of(line))
        and wanted.evidence in ("", line.verdict.status)
    )


def _by_odds(line: Line) -> float:
    odds = line.odds
    return math.inf if odds is None or odds.probability is None else odds.probability


_KEYS: dict[Order, Callable[[Line], float]] = {
    Order.OFFICIAL: lambda line: OFFICIAL.index(official_of(line)),
    Order.EVIDENCE: lambda line: EVIDENCE.index(line.verdict.status),
    Order.ODDS: _by_odds,
    Order.PERIOD: lambda line: line.target.period.end.toordinal(),
}


def _ordered(lines: tuple[Line, ...], order: Order) -> tuple[Line, ...]:
    key = _KEYS.get(order)
    return lines if key is None else tuple(sorted(lines, key=key))


def _ordered_numbers(numbered: list[Numbered], order: Order) -> tuple[Numbered, ...]:
    """Return numbers in order; a number of several parts stands where its worst part would."""
    key = _KEYS.get(order)
    if key is None:
        return tuple(numbered)
    return tuple(sorted(numbered, key=lambda each: min(key(line) for line in each.lines)))
