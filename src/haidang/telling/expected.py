"""One expected figure in words: where it stands, how prompt it came, by what law, and what it would make checkable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haidang.base.text import say
from haidang.core.indicators.indicator import Indicator
from haidang.core.review.expected import Expected, Promptness, State
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.words import EXPECTED, RECEIVED_LATE, STATUS


def state_of(each: Expected, phrases: Phrases) -> str:
    """Return where an expected figure stands, with its days."""
    t = phrases.t
    told = t(RECEIVED_LATE if each.promptness is Promptness.LATE else EXPECTED[each.state])
    if each.figure is not None:
        first, last = each.figure.public_from, each.figure.public_by
        when = t.day(last) if first == last else t.say("{low} to {high}", low=t.day(first), high=t.day(last))
        return t.say("{state} {when}, {prompt}", state=told, when=when, prompt=promptness_of(each, phrases))
    if each.state is State.LATE:
        return t.say("{state} since {day}", state=told, day=each.due)
    if each.followed_until is not None:
        return t.say("{state} since {day}", state=told, day=each.followed_until)
    return told


def promptness_of(each: Expected, phrases: Phrases) -> str:
    """Return how long before or after its day a figure came; a bound stays a bound."""
    t, days = phrases.t, each.days_after
    if days is None:
        return DASH
    first, last = days
    if each.promptness is Promptness.UNCLEAR:
        return t.say("in time or up to {days} late", days=_days(last, phrases))
    if each.promptness is Promptness.LATE:
        if first == last:
            return t.say("{days} late", days=_days(last, phrases))
        return t.say("{low} to {days} late", low=t.number(first, 0), days=_days(last, phrases))
    if first < last:
        return t.say("in time")
    return t.say("on its day") if last == 0 else t.say("{days} early", days=_days(-last, phrases))


def _days(count: int, phrases: Phrases) -> str:
    t = phrases.t
    return t.say("1 day") if count == 1 else t.say("{days} days", days=t.number(count, 0))


def owing_of(each: Expected, phrases: Phrases) -> str:
    """Return who owes it."""
    return "; ".join(phrases.body(body_id) for body_id in each.body_ids)


def basis_of(each: Expected, phrases: Phrases) -> str:
    """Return the law or the agreement by which it is expected."""
    t = phrases.t
    if each.rule is None:
        return each.expectation.basis or t.say("agreement")
    if each.rule.checked_by:
        return each.rule.citation
    return t.say("{citation}, indicative", citation=each.rule.citation)


def period_of(each: Expected, phrases: Phrases) -> str:
    """Return of which period a figure is expected, and which one where not any will do: an official one, say."""
    t, status = phrases.t, each.expectation.status
    return (
        t.say("{period} ({status})", period=each.period, status=STATUS[status])
        if status
        else t.period(each.period)
    )


def coming_sentence(each: Expected, indicators: Mapping[str, Indicator], phrases: Phrases) -> str:
    """Return when the figure that is missing is expected, or that it is late."""
    told = (
        say("{indicator}, {period}: was due from {body} by {day} ({basis}), and was not received.")
        if each.state is State.LATE
        else say("{indicator}, {period}: expected from {body} by {day} ({basis}).")
    )
    return phrases.t.say(
        told.template,
        indicator=indicators[each.key.indicator_id].name,
        period=period_of(each, phrases),
        body=owing_of(each, phrases),
        day=each.due,
        basis=basis_of(each, phrases),
    )


def coming_cell(each: Expected | None, phrases: Phrases) -> str:
    """Return the same for a cell of a table."""
    if each is None:
        return DASH
    told = phrases.t.say("{period}: by {day}", period=period_of(each, phrases), day=each.due)
    return f"{told}, {phrases.t(EXPECTED[each.state])}" if each.state is State.LATE else told


def expected_data(each: Expected) -> dict[str, Any]:
    """Return an expected figure as data."""
    days = each.days_after
    return {
        "expectation_id": each.expectation.expectation_id,
        "indicator_id": each.key.indicator_id,
        "area_id": each.key.area_id,
        "period": each.period.text,
        "status": each.expectation.status or None,
        "due": each.due.isoformat(),
        "body_ids": list(each.body_ids),
        "state": str(each.state),
        "promptness": str(each.promptness) if each.promptness else None,
        "public_from": each.figure.public_from.isoformat() if each.figure else None,
        "public_by": each.figure.public_by.isoformat() if each.figure else None,
        "days_after_least": days[0] if days else None,
        "days_after_most": days[1] if days else None,
        "rule_id": each.rule.rule_id if each.rule else None,
        "basis": each.rule.citation if each.rule else each.expectation.basis or None,
        "is_indicative": each.rule is not None and not each.rule.checked_by,
        "document_id": each.expectation.document_id or None,
    }
