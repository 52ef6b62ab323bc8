"""
What a judgement is made of.

Decides the words of the evidence status and the reasons for «not checkable»; how they come about is left to the
kinds. A reason says whose gap it is: only `value_not_published` and `no_figure_published` say something about the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import Said
from haidang.core.indicators.series import Figure


class Evidence(StrEnum):
    """What the figures say."""

    MET = "met"
    AHEAD = "ahead"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_CHECKABLE = "not_checkable"


class Reason(StrEnum):
    """Why a target cannot be checked."""

    VALUE_NOT_HELD = "value_not_held"
    VALUE_NOT_PUBLISHED = "value_not_published"
    FIGURE_NOT_HELD = "figure_not_held"
    NO_FIGURE_PUBLISHED = "no_figure_published"
    FIGURES_TOO_OLD = "figures_too_old"
    OTHER_DEFINITION = "other_definition"
    OTHER_TERRITORY = "other_territory"
    BOUND_ACROSS_LINE = "bound_across_line"
    RIVALS_ACROSS_LINE = "rivals_across_line"


class Schedule(StrEnum):
    """Where the day stands in the span of the target."""

    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Timetable:
    """
    The schedule status.

    Attributes
    ----------
    status
        Running or over: a promise runs from the day it counts.
    days_left
        Days until the last day of the period; 0 when over.
    elapsed_share
        Share of the days over, between 0 and 1.
    """

    status: Schedule
    days_left: int
    elapsed_share: float


@dataclass(frozen=True, slots=True)
class Pace:
    """
    A speed.

    Attributes
    ----------
    interval
        Possible values.
    form
        `growth_pct_per_year`, `per_year` or `per_month` (in the unit of the target), or `rate` (the rate of the rest of
        the period, in its unit).
    """

    interval: Interval
    form: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    A judgement and all it rests on.

    Attributes
    ----------
    status, reason
        What the figures say; the reason when they cannot say.
    achieved
        Figure reached so far, or of the target's own period; None without one.
    achieved_interval
        Its possible values in the target's unit.
    base
        Figure from which the pace so far is counted.
    pace, needed
        Pace so far and the pace needed from here.
    figures
        All figures it rests on, the deciding one first.
    over
        The span that `achieved` covers when it is a part of the target's period.
    is_estimate
        Whether the deciding figure is an estimate or preliminary.
    official_from
        First day on which an official figure can exist, when the law says.
    assumption
        What was assumed, in a sentence.
    notes
        What the reader must know besides.
    """

    status: Evidence
    reason: Reason | None = None
    achieved: Figure | None = None
    achieved_interval: Interval | None = None
    base: Figure | None = None
    pace: Pace | None = None
    needed: Pace | None = None
    figures: tuple[Figure, ...] = ()
    over: Period | None = None
    is_estimate: bool = False
    official_from: date | None = None
    assumption: Said | None = None
    notes: tuple[Said, ...] = ()

    @property
    def is_checkable(self) -> bool:
        """Whether the figures say anything."""
        return self.status is not Evidence.NOT_CHECKABLE

    @property
    def is_decided(self) -> bool:
        """Whether the promise is kept or broken for good."""
        return self.status in (Evidence.MET, Evidence.MISSED)
