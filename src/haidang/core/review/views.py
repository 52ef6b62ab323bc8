"""What is shown of single things: an indicator, a target, a document, an area, each as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.days import AsOf
from haidang.base.periods import Period
from haidang.base.text import Said
from haidang.core.areas.area import Area
from haidang.core.areas.rebasing import Rebased
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document
from haidang.core.forecast.forecast import Forecast
from haidang.core.forecast.history import Break
from haidang.core.forecast.options import Options as ForecastOptions
from haidang.core.forecast.together import Together
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line
from haidang.core.review.missing import Missing
from haidang.core.review.records import OddsOn
from haidang.core.review.score import Score
from haidang.core.review.territories import AreaFigures
from haidang.core.targets.curve import Curve
from haidang.core.targets.next_figure import NextFigure
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
    breaks
        Breaks of the series known by the day, oldest first.
    lines
        What documents promise for it in the area, by the end of their periods.
    beside
        Other areas that have figures of it, those of the territory before and after first.
    further
        How many more areas of those looked at have figures of it, without the figures themselves.
    is_cut
        Whether there were too many areas to look at all of them.
    """

    as_of: AsOf
    indicator: Indicator
    area: Area
    figures: tuple[Figure, ...]
    known: tuple[Observation, ...]
    possibly_known: tuple[Observation, ...]
    rebased: tuple[tuple[Period, Rebased], ...]
    notices: tuple[Said, ...]
    breaks: tuple[Break, ...] = ()
    lines: tuple[Line, ...] = ()
    beside: tuple[AreaFigures, ...] = ()
    further: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """
    All indicators as of a day.

    Attributes
    ----------
    area
        The area whose figures are looked at, and those around it where it has none; None when the source names none.
    rows
        Each indicator with its last figure and the area it is of; None without.
    """

    as_of: AsOf
    area: Area | None
    rows: tuple[tuple[Indicator, tuple[Area, Figure] | None], ...]
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
    fan
        What was recorded of its indicator up to its year, or came out for that year; may be empty.
    odds_history
        What was recorded of it as of each day up to this one, oldest first.
    """

    as_of: AsOf
    line: Line
    assessments: tuple[Assessment, ...]
    elsewhere: tuple[Line, ...]
    course: tuple[Figure, ...]
    missing: Missing | None
    notices: tuple[Said, ...]
    fan: tuple[FanRow, ...] = ()
    odds_history: tuple[OddsOn, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """
    A document as of a day: what it carries out, what carries it out, its targets, what was said and asked on it.

    Attributes
    ----------
    followed_until
        Day until which events of commitments were followed; None when it is not said.
    """

    as_of: AsOf
    document: Document
    parent: Document | None
    children: tuple[Document, ...]
    lines: tuple[Line, ...]
    assessments: tuple[Assessment, ...]
    commitments: tuple[tuple[Commitment, tuple[Event, ...]], ...]
    notices: tuple[Said, ...]
    followed_until: date | None = None


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    """
    Commitments made by a day, each with what had become public of it.

    Attributes
    ----------
    followed_until
        Day until which events were followed; None when it is not said.
    """

    as_of: AsOf
    commitments: tuple[tuple[Commitment, tuple[Event, ...]], ...]
    notices: tuple[Said, ...]
    followed_until: date | None = None


@dataclass(frozen=True, slots=True)
class FanRow:
    """One year of a fan: quantiles at `recorded.SHARES`, in the indicator's unit."""

    year: int
    quantiles: tuple[float, ...]
    is_nowcast: bool = False


@dataclass(frozen=True, slots=True)
class ForecastView:
    """
    What an indicator, or that of a target, may become.

    Attributes
    ----------
    forecast
        The forecast with its paths.
    rows
        The fan, year by year.
    line
        The target asked for, with its odds; None when an indicator was asked for.
    promises
        All targets for the indicator and area that fall into the fan.
    following
        What the next figure must be; None without odds that are open.
    crossed
        Day on which the odds last crossed one half, and whether upwards; None when they never did or nobody asked.
    """

    as_of: AsOf
    indicator: Indicator
    area: Area
    forecast: Forecast
    rows: tuple[FanRow, ...]
    figures: tuple[Figure, ...]
    options: ForecastOptions
    line: Line | None
    promises: tuple[Line, ...]
    following: NextFigure | None
    crossed: tuple[date, bool] | None
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CurveView:
    """
    Value and odds of an indicator by a year.

    Attributes
    ----------
    curve
        The curve; None where there is no forecast.
    promises
        Targets of other documents for that year, with their odds.
    """

    as_of: AsOf
    indicator: Indicator
    area: Area
    year: int
    forecast: Forecast
    options: ForecastOptions
    curve: Curve | None
    promises: tuple[Line, ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TogetherView:
    """Several targets together: each with its odds, and the probability that all are met, as a range."""

    as_of: AsOf
    lines: tuple[Line, ...]
    together: Together
    correlation: float
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ScoreView:
    """
    The score as of a day.

    Attributes
    ----------
    replayed
        The days on which forecasts were replayed; empty when recorded ones were scored.
    afterwards
        The days of recorded forecasts that were recorded later: replayed then, not said on the day.
    first, last
        Days of the first and last forecast scored; None without.
    """

    as_of: AsOf
    score: Score
    replayed: tuple[date, ...]
    method: str
    notices: tuple[Said, ...]
    afterwards: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, date] | None:
        """The days of the first and the last forecast that was scored."""
        found = [case.as_of for case in self.score.odds_cases]
        found += [case.as_of for case in self.score.value_cases]
        return (min(found), max(found)) if found else None
