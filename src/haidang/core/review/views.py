"""What is shown of single things: an indicator, a target, a document, an area, each as of a day."""

from __future__ import annotations

from dataclasses import dataclass

from haidang.base.days import AsOf
from haidang.base.periods import Period
from haidang.base.text import Said
from haidang.core.areas.area import Area, Succession
from haidang.core.areas.rebasing import Rebased
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line
from haidang.core.review.missing import Missing
from haidang.core.targets.target import Assessment


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """
    An indicator in one area as of a day.

    Attributes
    ----------
    figures
        The figure that counts for each period, oldest first.
    known, possibly_known
        All vintages public by the day, and those that may have been.
    rebased
        For a territory that has no figures of its own: those of its predecessors, carried onto it.
    """

    as_of: AsOf
    indicator: Indicator
    area: Area
    figures: tuple[Figure, ...]
    known: tuple[Observation, ...]
    possibly_known: tuple[Observation, ...]
    rebased: tuple[tuple[Period, Rebased], ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TargetView:
    """
    A target as of a day.

    Attributes
    ----------
    line
        The target with its three statuses.
    assessments
        All official assessments known, oldest first.
    elsewhere
        Targets of other documents for the same indicator and area.
    course
        The figures of its indicator, oldest first.
    missing
        What it lacks; None when it can be checked.
    """

    as_of: AsOf
    line: Line
    assessments: tuple[Assessment, ...]
    elsewhere: tuple[Line, ...]
    course: tuple[Figure, ...]
    missing: Missing | None
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as of a day: what it carries out, what carries it out, its targets, what was said and asked on it."""

    as_of: AsOf
    document: Document
    parent: Document | None
    children: tuple[Document, ...]
    lines: tuple[Line, ...]
    assessments: tuple[Assessment, ...]
    commitments: tuple[tuple[Commitment, tuple[Event, ...]], ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as of a day: its place in the tree, what it came from and became, the series held of it."""

    as_of: AsOf
    area: Area
    parent: Area | None
    children: tuple[Area, ...]
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]
    series: tuple[str, ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    """Commitments made by a day, each with what had become public of it."""

    as_of: AsOf
    commitments: tuple[tuple[Commitment, tuple[Event, ...]], ...]
    notices: tuple[Said, ...]
