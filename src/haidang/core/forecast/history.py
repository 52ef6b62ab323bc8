"""
What was known of a series, year by year, as of a day: values with their doubt, and which years were shocks.

A year's value is the figure that counts. Only figures of one definition make a series; what lies before a break of
definition or territory is left out. Each value has a doubt: bounds, «about», rivals, estimates, derivation and
confidence. Constants are conventions, stated in docs/methods/odds.md, «Doubt».
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import Name, Said, say
from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.indicators.series import Figure, interval_of, is_known

LEAST_VALUES = 3
RIVALS_APART = 3.0  # rivals that differ by this factor contradict each other: no series is made of them
_PART = {"high": 0.0, "medium": 0.01, "low": 0.03, "": 0.01}
_DERIVED, _ABOUT, _FORUM, _OTHER_PRODUCER = 0.01, 0.02, 0.01, 0.01
_REVISION, _REVISION_WORTH = 0.01, 5.0
_POINTS_PER_SHARE = 50.0  # of a growth rate, an index or a rank: 1 % of an amount weighs as half a point
_FORUM_TIER = 4
_YEAR_DAYS = 366
_STOCK_STEP = 0.02  # share of size that a stock may move in a year after it was read
_AMOUNTS = ("level", "count")


@dataclass(frozen=True, slots=True)
class Revisions:
    """
    How far estimates are revised, learnt from vintages.

    Attributes
    ----------
    amount, points
        Standard deviation as a share of an amount, and of everything else in shares of `size_of`.
    pairs
        Revised figures it was learnt from.
    """

    amount: float = _REVISION
    points: float = _REVISION
    pairs: int = 0

    def of(self, indicator: Indicator) -> float:
        """Return the share that fits the measure."""
        return self.amount if indicator.measure in _AMOUNTS else self.points


USUAL_REVISIONS = Revisions()


def learn_revisions(
    observations: Iterable[Observation], indicators: Mapping[str, Indicator], day: date
) -> Revisions:
    """
    Learn from the first and the last vintage of every figure that was revised by the day.

    The prior is a revision of 1 %, or half a point, worth five figures.
    """
    lines: dict[tuple[SeriesKey, Period, str, str], list[Observation]] = {}
    for each in observations:
        if is_known(each, day):
            lines.setdefault((each.key, each.period, each.producer_id, each.definition), []).append(each)
    squares: dict[bool, list[float]] = {True: [], False: []}
    for (key, *_), line in lines.items():
        if len(line) > 1:
            indicator = indicators[key.indicator_id]
            ordered = sorted(line, key=lambda each: each.public_by)
            first, last = (
                convert(each.value, each.unit, indicator.unit) for each in (ordered[0], ordered[-1])
            )
            size = size_of(last, indicator)
            if size:
                squares[indicator.measure in _AMOUNTS].append(((last - first) / size) ** 2)
    spread = {
        kind: math.sqrt((_REVISION_WORTH * _REVISION**2 + sum(held)) / (_REVISION_WORTH + len(held)))
        for kind, held in squares.items()
    }
    return Revisions(spread[True], spread[False], len(squares[True]) + len(squares[False]))


class BreakKind(StrEnum):
    """What a break does to a series."""

    SHOCK = "shock"
    DEFINITION = "definition"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Break:
    """
    A dated event that a series must not be read across without knowing it.

    Attributes
    ----------
    kind
        A shock neither sets the trend nor is forgotten in the tails; a new definition or territory begins a new series.
    period
        The years it touches; a new definition or territory counts from its first day.
    indicator_ids
        What it touches; empty for all.
    area_id
        Where; empty for all areas.
    public_by
        Day from which it is known.
    """

    break_id: str
    name: Name
    kind: BreakKind
    period: Period
    indicator_ids: tuple[str, ...]
    area_id: str
    public_by: date
    source_id: str = ""
    confidence: str = ""
    note: str = ""

    def touches(self, key: SeriesKey, day: date) -> bool:
        """Return whether it was known on a day and touches a series."""
        here = self.area_id in ("", key.area_id)
        return (
            self.public_by <= day
            and here
            and (not self.indicator_ids or key.indicator_id in self.indicator_ids)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """
    The value of one year.

    Attributes
    ----------
    year
        The year.
    value
        The value that counts, in the indicator's unit.
    interval
        Its possible values.
    doubt
        Standard deviation of what else it may be, in the unit.
    rivals
        Other values of equal definition, in the unit.
    figure
        Where it comes from.
    """

    year: int
    value: float
    interval: Interval
    doubt: float
    rivals: tuple[float, ...]
    figure: Figure

    @property
    def is_exact(self) -> bool:
        """Whether one value alone is possible."""
        return self.doubt == 0 and not self.rivals and self.interval.is_exact


@dataclass(frozen=True, slots=True)
class History:
    """
    The years of a series.

    Attributes
    ----------
    key, indicator
        The series.
    definition
        The definition of its figures.
    known
        Its years, oldest first.
    parts
        Cumulated parts of years, whole years projected before their end, and stocks within a running year, by period.
    shocks
        Years marked as shocks.
    notes
        What a reader must know: rivals used, breaks, figures left out.
    revisions
        How far estimates are revised.
    """

    key: SeriesKey
    indicator: Indicator
    definition: str
    known: tuple[Known, ...]
    parts: Mapping[Period, Figure]
    shocks: frozenset[int]
    notes: tuple[Said, ...]
    revisions: Revisions = USUAL_REVISIONS

    @property
    def last_year(self) -> int | None:
        """The last year with a value."""
        return self.known[-1].year if self.known else None

    @property
    def is_contradictory(self) -> bool:
        """Whether the rivals of a year contradict each other beyond use."""
        return any(are_apart(each.value, each.rivals, self) for each in self.known)


def are_apart(value: float, rivals: Iterable[float], history: History) -> bool:
    """Return whether an amount and one of its rivals differ by more than a factor: no series is made of them."""
    if history.indicator.measure not in _AMOUNTS:
        return False
    pairs = (sorted((abs(value), abs(rival))) for rival in rivals)
    return any(large > RIVALS_APART * small for small, large in pairs)


def history_of(
    key: SeriesKey,
    indicator: Indicator,
    figures: Mapping[Period, Figure],
    breaks: Iterable[Break],
    day: date,
    definition: str = "",
    revisions: Revisions = USUAL_REVISIONS,
) -> History:
    """
    Return what was known of a series.

    Parameters
    ----------
    key, indicator
        The series.
    figures
        The figures that count as of the day, by period.
    breaks
        All breaks held.
    day
        The day.
    definition
        The definition wanted; empty takes that of most years, preferred producers first.
    revisions
        How far estimates are revised.
    """
    touching = [each for each in breaks if each.touches(key, day)]
    notes: list[Said] = []
    figures = _after_breaks(figures, touching, notes)
    by_year = _by_year(figures, indicator, day)
    chosen = definition or _definition(by_year)
    known = []
    for number, figure in sorted(by_year.items()):
        one = _of_definition(figure, indicator, chosen)
        if one is not None:
            known.append(_known(number, *one, indicator, revisions))
    if left := len(by_year) - len(known):
        notes.append(say("{count} years of another definition are left out.", count=left))
    preferred = indicator.preferred_producer_id
    others = [each for each in known if preferred and each.figure.observation.producer_id != preferred]
    if others and len(others) < len(known):
        notes.append(
            say(
                "{count} of {all} years are of another than the preferred producer.",
                count=len(others),
                all=len(known),
            )
        )
    elif others:
        notes.append(
            say("No figure of the preferred producer is held; those of others are used, with a wider band.")
        )
    shocks = frozenset(
        number
        for each in touching
        if each.kind is BreakKind.SHOCK
        for number in range(each.period.start.year, each.period.end.year + 1)
    )
    if told := [each.name for each in touching if each.kind is BreakKind.SHOCK]:
        notes.append(say("Marked as shocks: {names}.", names=told))
    parts = {period: figure for period, figure in figures.items() if _is_part(period, indicator, day)}
    return History(key, indicator, chosen, tuple(known), parts, shocks, tuple(notes), revisions)


def _after_breaks(
    figures: Mapping[Period, Figure], breaks: Sequence[Break], notes: list[Said]
) -> Mapping[Period, Figure]:
    new = [each for each in breaks if each.kind is not BreakKind.SHOCK]
    if not new:
        return figures
    last = max(new, key=lambda each: each.period.start)
    kept = {period: figure for period, figure in figures.items() if period.start >= last.period.start}
    if len(kept) < len(figures):
        notes.append(say("Figures before {day} are left out: {name}.", day=last.period.start, name=last.name))
    return kept


def _is_part(period: Period, indicator: Indicator, day: date) -> bool:
    """Return whether it is the beginning of a year, a year projected before its end, or a stock within a running year."""
    if period.is_year:
        return period.end > day
    running = indicator.is_stock and period.days < _YEAR_DAYS and date(period.end.year, 12, 31) > day
    return running if indicator.is_stock else period.is_part_of_year


def _by_year(figures: Mapping[Period, Figure], indicator: Indicator, day: date) -> dict[int, Figure]:
    """Return one figure for each year that is over: its own, for a stock else its last one within the year."""
    found: dict[int, Figure] = {}
    for period, figure in sorted(figures.items(), key=lambda item: (item[0].end, item[0].days)):
        number = period.end.year
        if date(number, 12, 31) > day:
            continue
        whole = number in found and found[number].period.is_year
        if period.is_year or (indicator.is_stock and period.days < _YEAR_DAYS and not whole):
            found[number] = figure
    return found


def _definition(by_year: Mapping[int, Figure]) -> str:
    """Return the definition of most years, of preferred producers if they have any; of two the later one."""
    preferred = {number: figure for number, figure in by_year.items() if figure.is_preferred}
    last: dict[str, tuple[int, int]] = {}
    for number, figure in sorted((preferred or by_year).items()):
        name = figure.observation.definition
        last[name] = (last.get(name, (0, 0))[0] + 1, number)
    return max(last, key=lambda name: last[name], default="")


def _of_definition(
    figure: Figure, indicator: Indicator, definition: str
) -> tuple[Figure, tuple[float, ...]] | None:
    """Return the figure of a definition, or one that states none, with the values of its rivals; else None."""
    from_rival = [each for each in figure.rivals if each.definition == definition]
    if figure.observation.definition in ("", definition):
        return figure, rival_values(from_rival, figure.interval, indicator)
    if not from_rival:
        return None
    first = from_rival[0]
    taken = Figure(first, interval_of(first, indicator), (first,))
    return taken, rival_values(from_rival[1:], taken.interval, indicator)


def rival_values(rivals: Iterable[Observation], own: Interval, indicator: Indicator) -> tuple[float, ...]:
    """Return what rivals say that contradict a figure: one whose bound allows it says nothing else."""
    return tuple(
        convert(each.value, each.unit, indicator.unit)
        for each in rivals
        if interval_of(each, indicator).meet(own) is None
    )


def _known(
    number: int, figure: Figure, rivals: tuple[float, ...], indicator: Indicator, revisions: Revisions
) -> Known:
    interval = figure.interval
    value = convert(figure.observation.value, figure.observation.unit, indicator.unit)
    doubt = doubt_of(figure, value, indicator, revisions)
    rest = (date(number, 12, 31) - figure.period.end).days / _YEAR_DAYS
    if rest > 0:  # a stock that was read before the year ended
        doubt = math.hypot(doubt, math.sqrt(rest) * _STOCK_STEP * size_of(value, indicator))
    return Known(number, value, interval, doubt, rivals, figure)


def doubt_of(figure: Figure, value: float, indicator: Indicator, revisions: Revisions) -> float:
    """
    Return the standard deviation of what a figure may turn out to be, in the unit.

    Squares add up: estimates and preliminary figures, derived ones, «about», low confidence, weak sources, and
    another than the preferred producer.
    """
    each = figure.observation
    preferred = indicator.preferred_producer_id
    share = math.hypot(
        _PART.get(each.confidence, 0.0),
        revisions.of(indicator) if each.is_estimate else 0.0,
        _DERIVED if each.derived else 0.0,
        _ABOUT if each.bound == "~" else 0.0,
        _FORUM if each.tier is not None and each.tier >= _FORUM_TIER else 0.0,
        _OTHER_PRODUCER if preferred and each.producer_id != preferred and not figure.computed else 0.0,
    )
    return share * size_of(value, indicator)


def size_of(value: float, indicator: Indicator) -> float:
    """Return what 1 is to be multiplied with to make a share of an amount, or points of a rate, index or rank."""
    return abs(value) if indicator.measure in _AMOUNTS else _POINTS_PER_SHARE
