"""What a judge is given: the target, the figures as of the day, and the options of the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haidang.base.periods import Period
from haidang.core.areas.area import Area
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import ABOUT_SHARE, Figure
from haidang.core.targets.target import Target


@dataclass(frozen=True, slots=True)
class Options:
    """
    Constants of the method; each is stated wherever it decides.

    Attributes
    ----------
    about_pct
        Tolerance of «about» where the document states none, per cent of the value.
    oldest_days
        A figure whose period ended longer ago than this, counted back from the day (or from the horizon), is too old to tell the course.
    base_days
        A figure whose period ended longer than this before the promise counts is no base of its pace.
    oldest_part_days
        A part of the running period that ended longer ago than this is too old to tell the course: parts come out
        each month or quarter.
    late_days
        A year that ended no longer ago than this may still be without its figure: it is published late.
    """

    about_pct: float = 100 * ABOUT_SHARE
    oldest_days: int = 731
    base_days: int = 731
    oldest_part_days: int = 122
    late_days: int = 183


DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Case:
    """
    Everything a kind of target may look at.

    Attributes
    ----------
    target, indicator
        The promise and what it is measured by; the indicator is None for a composite.
    counts_from
        Day from which the promise counts.
    day
        Day as of which is judged.
    seen_until
        The day, or the horizon of the figures when it comes earlier: nothing is too old beyond it.
    book
        The figures as of the day.
    areas
        All areas.
    parts
        For composites: the targets named as parts.
    """

    target: Target
    indicator: Indicator | None
    counts_from: date
    day: date
    seen_until: date
    book: Book
    areas: Mapping[str, Area]
    options: Options = DEFAULT
    parts: tuple[Case, ...] = ()

    @property
    def measure(self) -> Indicator:
        """The indicator; the case must have one."""
        if self.indicator is None:
            raise LookupError(self.target.target_id)
        return self.indicator

    @property
    def due(self) -> Period:
        """
        The period whose figure decides a value to be reached.

        The target's own; a yearly flow that is to be reached «in the term» is held against the term's last year.
        """
        years = self.target.period.years
        is_flow = self.indicator is not None and self.indicator.over_time in ("sum", "chain", "mean")
        return years[-1] if is_flow and len(years) > 1 else self.target.period

    @property
    def figures(self) -> dict[Period, Figure]:
        """The figures of the target's own series and definition, by period."""
        key = self.target.key
        return {} if key is None else self.book.figures(key, self.target.definition)

    @property
    def other_definitions(self) -> dict[Period, Figure]:
        """The figures of its series whatever their definition."""
        key = self.target.key
        return {} if key is None else self.book.figures(key)

    @property
    def is_over(self) -> bool:
        """Whether the last day of the target's period has passed."""
        return self.target.period.end <= self.day

    @property
    def oldest(self) -> date:
        """The day before which a figure is too old to tell the course."""
        return self.seen_until - timedelta(days=self.options.oldest_days)

    @property
    def oldest_part(self) -> date:
        """The day before which the end of a part of the running period is too old to tell the course."""
        return self.seen_until - timedelta(days=self.options.oldest_part_days)

    def has_gap(self, years: Iterable[Period]) -> bool:
        """Return whether a year that is over has no figure, other than the newest one while it may be late."""
        # while the term runs, nothing ages beyond the horizon
        until = self.day if self.is_over else self.seen_until
        over = [year for year in years if year.end <= until]
        late = self.seen_until - timedelta(days=self.options.late_days)
        return any(
            year not in self.figures and not (year == over[-1] and year.end >= late and not self.is_over)
            for year in over
        )

    def value(self, number: float | None) -> float:
        """Return a number of the target in the indicator's unit; it must be there."""
        if number is None:
            raise LookupError(self.target.target_id)
        return number if self.indicator is None else self.target.value_in(self.indicator, number)

    def area_figures(self, area_id: str) -> dict[Period, Figure]:
        """Return the figures of the same indicator in another area."""
        return self.book.figures(SeriesKey(self.target.indicator_id, area_id), self.target.definition)
