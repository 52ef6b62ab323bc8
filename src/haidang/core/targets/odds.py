"""
Odds: how likely a target is to be met, as a probability.

A promise that the figures have decided is 1 or 0 and says why. Else it is the share of the paths that keep it. Words
for probabilities stand here in one table. «Odds» always means a probability. Method: docs/methods/odds.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from haidang.base.text import Said
from haidang.core.forecast.forecast import Floats, State
from haidang.core.forecast.recorded import SHARES
from haidang.core.targets.case import Case
from haidang.core.targets.outcomes import Outcome, outcome_of, prospect_of
from haidang.core.targets.verdict import Evidence, Reason, Verdict

if TYPE_CHECKING:  # compiles loops when it is imported; stored odds need none
    from haidang.core.forecast.outlook import Outlook

LEAST_TOLD = 0.005  # beyond it paths of this number say no more than «less than» and «more than»


class Chance(StrEnum):
    """A probability in one word; the least of each class is in `LEAST`."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"
    VERY_UNLIKELY = "very_unlikely"


LEAST: tuple[tuple[Chance, float], ...] = (
    (Chance.VERY_LIKELY, 0.90),
    (Chance.LIKELY, 0.66),
    (Chance.UNCERTAIN, 0.33),
    (Chance.UNLIKELY, 0.10),
    (Chance.VERY_UNLIKELY, 0.0),
)


def chance_of(probability: float) -> Chance:
    """
    Return the word for a probability.

    Examples
    --------
    >>> str(chance_of(0.9)), str(chance_of(0.5)), str(chance_of(0.05))
    ('very_likely', 'uncertain', 'very_unlikely')
    """
    return next(chance for chance, least in LEAST if probability >= least)


@dataclass(frozen=True, slots=True)
class Odds:
    """
    How likely a target is.

    Attributes
    ----------
    probability
        Between 0 and 1; None when there is none.
    low, high
        Range for a composite, from independent to fully dependent parts; else both the probability.
    state
        Whether it was counted on paths, or why it is certain or there is none.
    outcome
        Quantiles at `SHARES` of the outcome in the unit of `unit`; empty when certain or without paths.
    unit
        Unit of the outcome.
    draws, seed
        Paths it was counted on and their seed; 0 paths when certain.
    is_stored
        Whether it was read from a recorded forecast rather than computed.
    notes
        What a reader must know.
    """

    probability: float | None
    low: float | None = None
    high: float | None = None
    state: State = State.OK
    outcome: tuple[float, ...] = ()
    unit: str = ""
    draws: int = 0
    seed: int = 0
    is_stored: bool = False
    notes: tuple[Said, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the figures have decided it."""
        return self.state in (State.MET, State.MISSED)

    @property
    def reason(self) -> Said | None:
        """Why it is certain, or why there is no probability; None when it was counted on paths."""
        return None if self.state is State.OK else self.state.sentence

    @property
    def chance(self) -> Chance | None:
        """The probability in one word; None without one."""
        return None if self.probability is None else chance_of(self.probability)


def settled_odds(verdict: Verdict) -> Odds | None:
    """Return the odds of a target that the figures have decided: they need no path; None when it is open."""
    if not verdict.is_decided:
        return None
    met = verdict.status is Evidence.MET
    value = float(met)
    return Odds(value, value, value, State.MET if met else State.MISSED)


def odds_of(case: Case, verdict: Verdict, outlook: Outlook) -> Odds:
    """
    Return the odds of a target as of the outlook's day; of one without a value the outcome alone.

    Parameters
    ----------
    case
        The target and its figures.
    verdict
        What the figures say of it.
    outlook
        Forecasts as of the same day.
    """
    settled = settled_odds(verdict)
    if settled is not None:
        return settled
    if verdict.reason is Reason.OTHER_TERRITORY or _ends_before(case):
        return Odds(None, state=State.OTHER_TERRITORY)
    if case.target.has_value:
        return told(outcome_of(case, outlook), outlook)
    published = case.target.value_status != "not_published"
    outcome = prospect_of(case, outlook)
    return Odds(
        None,
        state=State.VALUE_NOT_HELD if published else State.VALUE_NOT_PUBLISHED,
        outcome=_quantiles(outcome.values),
        unit=outcome.unit,
        draws=outlook.options.draws,
        seed=outlook.options.seed,
        notes=outcome.notes,
    )


def _ends_before(case: Case) -> bool:
    """Return whether the area's end, known by the day, comes before the target's."""
    area = case.areas.get(case.target.area_id)
    return (
        area is not None
        and area.valid_to is not None
        and area.ended_by(case.day)
        and area.valid_to < case.target.period.end
    )


def told(outcome: Outcome, outlook: Outlook) -> Odds:
    """Return the odds that an outcome gives."""
    options = outlook.options
    if outcome.kept is None:
        return Odds(None, state=outcome.state, notes=outcome.notes)
    share = outcome.share
    return Odds(
        share,
        share if outcome.low is None else outcome.low,
        share if outcome.high is None else outcome.high,
        outcome=_quantiles(outcome.values),
        unit=outcome.unit,
        draws=options.draws,
        seed=options.seed,
        notes=outcome.notes,
    )


def _quantiles(values: Floats | None) -> tuple[float, ...]:
    return () if values is None else tuple(float(each) for each in np.quantile(values, SHARES))
