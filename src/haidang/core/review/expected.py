"""
Expected figures as of a day: what was received and when, what is due, what is late, what nobody followed.

A figure does when it is of the series and period, final enough, and made by the body that owes it, by one below it, or by one
that stands in its place. It is late only where it was followed: from the day that the expectation names until the horizon of the
table of figures. Elsewhere a missing figure says nothing about the body.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from haidang.base.periods import Period
from haidang.core.areas.area import Area
from haidang.core.bodies.tree import BodyTree, make_tree
from haidang.core.evidence import Evidence
from haidang.core.expectations.due import fall_due
from haidang.core.expectations.expectation import Expectation
from haidang.core.indicators.indicator import Observation, SeriesKey
from haidang.core.indicators.series import FIRMNESS, is_known
from haidang.core.review.in_force import bodies_in_force
from haidang.core.rules.rule import Rule
from haidang.core.rules.working_days import resting_rules


class State(StrEnum):
    """Where an expected figure stands; of an unknown one no figure of such periods was ever held."""

    LATE = "late"
    DUE = "due"
    RECEIVED = "received"
    NOT_FOLLOWED = "not_followed"
    UNKNOWN = "unknown"


class Promptness(StrEnum):
    """Whether a figure came in time; unclear where its days of publication lie on both sides of the day."""

    IN_TIME = "in_time"
    LATE = "late"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Expected:
    """
    One expected figure as of a day.

    Attributes
    ----------
    expectation, rule
        Why it is expected, and the rule that sets its day; None where an agreement does.
    key, period
        What it is of.
    due
        The day on which it is due.
    body_ids
        Who owes it on the day as of which, where bodies have merged or been divided those that followed.
    state
        Where it stands.
    figure
        The first figure that did; None when it was not received.
    followed_until
        Of one not followed: the day until which figures were, where it fell due after it.
    """

    expectation: Expectation
    rule: Rule | None
    key: SeriesKey
    period: Period
    due: date
    body_ids: tuple[str, ...]
    state: State
    figure: Observation | None = None
    followed_until: date | None = None

    @property
    def days_after(self) -> tuple[int, int] | None:
        """Least and greatest number of days between its due day and its publication; negative before; None without it."""
        if self.figure is None:
            return None
        return (self.figure.public_from - self.due).days, (self.figure.public_by - self.due).days

    @property
    def promptness(self) -> Promptness | None:
        """Whether it came in time; None when it was not received."""
        days = self.days_after
        if days is None:
            return None
        if days[1] <= 0:
            return Promptness.IN_TIME
        return Promptness.LATE if days[0] > 0 else Promptness.UNCLEAR


def list_expected(
    evidence: Evidence, day: date, first: date, last: date, series: Collection[SeriesKey] | None = None
) -> tuple[Expected, ...]:
    """
    Return the figures that fall due between two days, as of a day, in the order of their due days.

    Parameters
    ----------
    evidence
        The source.
    day
        Day as of which; neither figures nor law of later days are looked at.
    first, last
        The days between which they fall due, both included.
    series
        The series wanted; None takes all.
    """
    expectations = evidence.expectations()
    if not expectations:
        return ()
    rules = evidence.rules()
    resting, by_id = resting_rules(rules), {each.rule_id: each for each in rules}
    due = [
        (each, by_id.get(each.rule_id), key, period, on)
        for each in expectations
        if (keys := _keys(each, series))
        for period, on in fall_due(each, by_id.get(each.rule_id), resting, first, last, day)
        if _is_there(evidence.areas().get(each.area_id), period, day)
        for key in keys
    ]
    received = _Received(evidence, {key for _, _, key, _, _ in due}, day)
    found = (received.look(*each) for each in due)
    return tuple(
        sorted(found, key=lambda each: (each.due, each.key.indicator_id, each.key.area_id, each.period.end))
    )


def _keys(each: Expectation, series: Collection[SeriesKey] | None) -> list[SeriesKey]:
    keys = (SeriesKey(indicator_id, each.area_id) for indicator_id in each.indicator_ids)
    return [key for key in keys if series is None or key in series]


def _is_there(area: Area | None, period: Period, day: date) -> bool:
    """Return whether an area has such a period: not before it is made, nor after its end, where that is known on the day."""
    if area is None:
        return False
    if area.valid_from is not None and area.valid_from > min(period.end, day):
        return False
    end = area.end_by(day)
    return end is None or period.end <= end


class _Received:
    """Finds what was received, as of a day."""

    def __init__(self, evidence: Evidence, series: Collection[SeriesKey], day: date) -> None:
        self._evidence = evidence
        self._day = day
        self._horizon = evidence.horizon("observations")
        self._figures = {
            key: [each for each in figures if is_known(each, day)]
            for key, figures in evidence.observations(series).items()
        }
        self._makers: dict[str, frozenset[str]] = {}

    def look(
        self, expectation: Expectation, rule: Rule | None, key: SeriesKey, period: Period, due: date
    ) -> Expected:
        """Return one expected figure."""
        makers = self._makers_for(expectation.body_id)
        made = [each for each in self._figures.get(key, ()) if each.producer_id in makers]
        figure = min(
            (each for each in made if each.period == period and _is_final_enough(each, expectation.status)),
            key=lambda each: (each.public_by, each.public_from),
            default=None,
        )
        state = State.RECEIVED if figure is not None else self._state(expectation, made, due)
        is_beyond = state is State.NOT_FOLLOWED and self._horizon is not None and due >= self._horizon
        return Expected(
            expectation,
            rule,
            key,
            period,
            due,
            bodies_in_force([expectation.body_id], self._evidence.successions(), self._day),
            state,
            figure,
            self._horizon if is_beyond else None,
        )

    def _state(self, expectation: Expectation, made: Sequence[Observation], due: date) -> State:
        if due >= self._day:
            return State.DUE
        since = expectation.followed_from
        until = self._day if self._horizon is None else min(self._day, self._horizon)
        if since is not None and since <= due < until:
            return State.LATE
        is_held = any(expectation.frequency.has(each.period) for each in made)
        return State.NOT_FOLLOWED if is_held or due >= until else State.UNKNOWN

    def _makers_for(self, body_id: str) -> frozenset[str]:
        """Return the bodies whose figures do for what a body owes."""
        if body_id not in self._makers:
            owing = {body_id, *bodies_in_force([body_id], self._evidence.successions(), self._day)}
            below = (each for each in self._evidence.bodies() if owing & self._tree.above(each, self._day))
            self._makers[body_id] = frozenset((*owing, *below))
        return self._makers[body_id]

    @cached_property
    def _tree(self) -> BodyTree:
        followed = (
            (each.from_id, each.to_id)
            for each in self._evidence.successions()
            if each.kind == "body" and each.day <= self._day
        )
        return make_tree(self._evidence.bodies(), followed)


def _is_final_enough(figure: Observation, status: str) -> bool:
    return not status or FIRMNESS.index(figure.status) >= FIRMNESS.index(status)
