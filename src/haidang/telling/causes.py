"""Causes of a change, told: each as one clause that names who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.base.text import Said, say
from haidang.core.review.causes import Cause, Why
from haidang.telling.phrases import DASH, Phrases

CAUSE: Mapping[Why, Said] = {
    Why.ADDED: say("target added"),
    Why.ASSESSED: say("official assessment"),
    Why.NEW_FIGURE: say("new figure"),
    Why.REVISED: say("figure revised"),
    Why.OTHER_PRODUCER: say("figure of another producer counts"),
    Why.RIVAL: say("rival figure"),
    Why.WITHDRAWN: say("figure withdrawn"),
    Why.OVER: say("time over"),
    Why.TOO_OLD: say("figures too old"),
    Why.OTHER_TERRITORY: say("territory ended"),
    Why.NOT_FOLLOWED: say("no longer followed"),
    Why.TIME: say("days went by"),
    Why.NOT_FOUND: say("no cause found"),
}
_CLAUSES: Mapping[Why, Said] = {
    Why.ADDED: say("added: counts from {day}"),
    Why.ASSESSED: say("assessed by {body} on {day}"),
    Why.NEW_FIGURE: say("new figure for {period}: {new} ({body}, public by {day})"),
    Why.REVISED: say("{period} revised from {old} to {new} ({body}, public by {day})"),
    Why.OTHER_PRODUCER: say(
        "for {period} the figure of {body} counts, {new} (public by {day}); before, {old} of {other}"
    ),
    Why.RIVAL: say("rival figure for {period}: {new} ({body}, public by {day})"),
    Why.WITHDRAWN: say("figure for {period} withdrawn on {day}: {old} ({other})"),
    Why.OVER: say("its time ended on {day}"),
    Why.TOO_OLD: say("the last figure that tells its course has become too old"),
    Why.OTHER_TERRITORY: say("the area in these borders ended on {day}"),
    Why.NOT_FOLLOWED: say("figures were followed until {day} and no longer"),
    Why.TIME: say("none of its figures changed: the days went by"),
    Why.NOT_FOUND: say("its own figures show no cause"),
}
_FIGURES = (Why.NEW_FIGURE, Why.REVISED, Why.OTHER_PRODUCER, Why.RIVAL, Why.WITHDRAWN)
_MOST_FIGURES = 2


def tell_causes(causes: Sequence[Cause], phrases: Phrases) -> str:
    """Return causes as clauses, of many figures the last ones and how many more; a dash without any."""
    figures = [cause for cause in causes if cause.why in _FIGURES]
    told = [_clause(cause, phrases) for cause in causes if cause.why not in _FIGURES]
    told += [_clause(cause, phrases) for cause in figures[-_MOST_FIGURES:]]
    more = len(figures) - _MOST_FIGURES
    if more > 0:
        told.append(phrases.t.say("{count} more figures", count=str(more)))
    return "; ".join(told) or DASH


def _clause(cause: Cause, phrases: Phrases) -> str:
    figure = cause.new or cause.old
    producer = cause.assessment.assessor_id if cause.assessment else figure.producer_id if figure else ""
    params = {
        "day": cause.day,
        "body": phrases.body(producer),
        "period": figure.period if figure else "",
        "new": phrases.value(cause.new) if cause.new else DASH,
        "old": phrases.value(cause.old) if cause.old else DASH,
        "other": phrases.body(cause.old.producer_id) if cause.old else "",
    }
    return phrases.t(Said(_CLAUSES[cause.why].template, params))
