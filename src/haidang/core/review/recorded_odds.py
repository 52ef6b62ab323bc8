"""
Recorded odds alone: those made from this very data by this method, and no others.

No model is run. A day on which odds were recorded has them, another one has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from haidang.core.evidence import Evidence, PerEvidence
from haidang.core.forecast.options import METHOD
from haidang.core.forecast.recorded import Recorded
from haidang.core.review.lines import Line, Lines
from haidang.core.review.odds import HALF_YEAR, OddsSource, odds_recorded
from haidang.core.review.reviewing import Numbered, Review
from haidang.core.targets.odds import Odds, settled_odds


@dataclass
class RecordedOdds(OddsSource):
    """Finds recorded odds; where there are none, a line has none."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days as of which odds are recorded, first one first."""
        return tuple(sorted(_by_day(self.evidence)))

    def recorded_on(self, day: date) -> Sequence[Recorded]:
        """Return what is recorded as of a day, of targets and of indicators."""
        return _by_day(self.evidence).get(day, ())

    def with_odds(self, lines: Lines, day: date) -> tuple[Line, ...]:
        """Return the lines of a day with what the figures have decided, and else with what was recorded."""
        return self.give(lines.lines, day)

    def give(self, lines: Sequence[Line], day: date) -> tuple[Line, ...]:
        """Return lines with their odds."""
        stored = {each.target_id: each for each in self.recorded_on(day) if each.target_id}
        return tuple(replace(line, odds=_odds(line, stored.get(line.target.target_id))) for line in lines)

    def half_a_year_before(self, lines: Sequence[Line]) -> dict[str, Odds]:
        """Return the odds half a year before the end; empty ones for a promise that stood and was not recorded."""
        found = {
            line.target.target_id: Odds(None)
            for line in lines
            if line.counts_from <= line.target.period.end - HALF_YEAR
        }
        return found | super().half_a_year_before(lines)

    def in_review(self, review: Review) -> Review:
        """Return a review with the odds of its day."""
        day = review.as_of.day

        def give(lines: Sequence[Line]) -> tuple[Line, ...]:
            return self.give(lines, day)

        def numbered(each: Numbered) -> Numbered:
            return replace(each, lines=give(each.lines))

        return replace(
            review,
            numbered=tuple(numbered(each) for each in review.numbered),
            missing=tuple(replace(each, line=give([each.line])[0]) for each in review.missing),
            elsewhere=give(review.elsewhere),
            this_year=give(review.this_year),
            record=give(review.record),
            undecided=give(review.undecided),
            earlier_odds=self.half_a_year_before(review.record),
            has_odds=True,
        )


def _gather(evidence: Evidence) -> Mapping[date, Sequence[Recorded]]:
    found: dict[date, list[Recorded]] = {}
    wanted = evidence.data_hash()
    for each in evidence.forecasts():
        if each.method == METHOD and each.data_sha256 == wanted:
            found.setdefault(each.as_of, []).append(each)
    return found


_by_day = PerEvidence(_gather)


def _odds(line: Line, stored: Recorded | None) -> Odds | None:
    settled = settled_odds(line.verdict)
    if settled is not None:
        return settled
    return None if stored is None else odds_recorded(stored)
