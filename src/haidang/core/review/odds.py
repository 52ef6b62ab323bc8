"""
The odds of targets as of a day: recorded ones where they were made from the same data, else computed.

An outlook needs all series, since what is usual of a measure is learnt from all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from haidang.core.evidence import Evidence
from haidang.core.forecast.forecast import State
from haidang.core.forecast.options import DEFAULT, METHOD, Options
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.lines import Line, Lines, build_lines
from haidang.core.targets.judging import series_needed
from haidang.core.targets.odds import Odds, odds_of, settled_odds
from haidang.core.targets.target import Target

if TYPE_CHECKING:  # compiles loops when it is imported
    from haidang.core.forecast.outlook import Outlook

HALF_YEAR = timedelta(days=183)


def outlook_on(
    evidence: Evidence,
    day: date,
    keys: Collection[SeriesKey] | None = None,
    options: Options = DEFAULT,
    *,
    with_derived: bool = True,
) -> Outlook:
    """
    Return the outlook as of a day, from everything that was public by then.

    Parameters
    ----------
    evidence
        The source.
    day
        The day.
    keys
        Series that will be asked for, those of their formulas not included; None for all.
    options
        Constants of the method.
    with_derived
        Whether figures computed by the collector count.
    """
    from haidang.core.forecast.outlook import Outlook, sample_of  # noqa: PLC0415  takes a second to import

    series, indicators = evidence.series(), evidence.indicators()
    sample = sample_of(series, indicators, options.pool_series)
    wanted = series if keys is None else {*sample, *series_with_parts(list(keys), indicators)}
    book = Book(indicators, evidence.observations(wanted), day, with_derived)
    return Outlook(book, evidence.breaks(), options, sample)


def outlook_for(
    evidence: Evidence, lines: Lines, day: date, options: Options = DEFAULT, *, with_derived: bool = True
) -> Outlook:
    """Return the outlook as of a day that the odds of lines need."""
    areas = list(evidence.areas().values())
    cases = list(lines.cases)
    for case in cases:  # grows as it goes: parts may have parts
        cases += case.parts
    keys = {key for case in cases for key in series_needed(case.target, areas)}
    return outlook_on(evidence, day, keys, options, with_derived=with_derived)


def compute_odds(lines: Lines, outlook: Outlook) -> tuple[Line, ...]:
    """Return the lines with their odds."""
    pairs = zip(lines.lines, lines.cases, strict=True)
    return tuple(replace(line, odds=odds_of(case, line.verdict, outlook)) for line, case in pairs)


@dataclass(slots=True)
class OddsSource:
    """
    Where a review finds the odds of its targets.

    Attributes
    ----------
    evidence
        The source.
    with_derived
        Whether figures computed by the collector count; without them nothing recorded fits.
    options
        Constants of the method.
    """

    evidence: Evidence
    with_derived: bool = True
    options: Options = DEFAULT
    _recorded: dict[date, dict[str, Recorded]] = field(default_factory=dict)

    def with_odds(self, lines: Lines, day: date) -> tuple[Line, ...]:
        """Return the lines of a day with their odds, recorded or computed."""
        found = self._with_recorded(lines.lines, day)
        if found is not None:
            return found
        outlook = outlook_for(self.evidence, lines, day, self.options, with_derived=self.with_derived)
        return compute_odds(lines, outlook)

    def half_a_year_before(self, lines: Sequence[Line]) -> dict[str, Odds]:
        """
        Return what the odds were half a year before the end of promises that are over, by target.

        Replayed: made from what was public on that day. A promise that did not exist then has none.
        """
        by_day: dict[date, list[Target]] = {}
        for line in lines:
            day = line.target.period.end - HALF_YEAR
            if line.counts_from <= day:
                by_day.setdefault(day, []).append(line.target)
        found: dict[str, Odds] = {}
        for day, targets in sorted(by_day.items()):
            then = build_lines(self.evidence, targets, day, with_derived=self.with_derived)
            for line in self.with_odds(then, day):
                if line.odds is not None:
                    found[line.target.target_id] = line.odds
        return found

    def _with_recorded(self, lines: Sequence[Line], day: date) -> tuple[Line, ...] | None:
        recorded = self._recorded_on(day)
        found = []
        for line in lines:
            odds = settled_odds(line.verdict)
            if odds is None:
                stored = recorded.get(line.target.target_id)
                if stored is None:
                    return None
                odds = odds_recorded(stored)
            found.append(replace(line, odds=odds))
        return tuple(found)

    def _recorded_on(self, day: date) -> Mapping[str, Recorded]:
        """Return the odds recorded as of a day by this method from this very data, by target."""
        if day not in self._recorded:
            of_day = [
                each
                for each in self.evidence.forecasts()
                if each.target_id and each.as_of == day and each.method == METHOD
            ]
            # the hash reads all content: asked for only when something is recorded
            wanted = self.evidence.data_hash() if of_day and self.with_derived else ""
            self._recorded[day] = {each.target_id: each for each in of_day if each.data_sha256 == wanted}
        return self._recorded[day]


def odds_recorded(stored: Recorded) -> Odds:
    """Return recorded odds."""
    return Odds(
        stored.probability,
        stored.low,
        stored.high,
        State(stored.state),
        outcome=stored.quantiles,
        unit=stored.unit,
        draws=stored.draws,
        seed=stored.seed,
        is_stored=True,
    )
