"""The odds of a target, told: value and odds at its date, what it would take, and the odds of each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from haidang.base.text import Said, say
from haidang.base.units import convert
from haidang.core.forecast.recorded import SHARES
from haidang.core.review.lines import Line
from haidang.core.review.views import TargetView
from haidang.core.targets.curve import EVEN, SURE, Curve, curve_of_quantiles
from haidang.core.targets.odds import Odds
from haidang.core.targets.verdict import Schedule
from haidang.telling.charts.curve_marks import CurveMark
from haidang.telling.charts.odds_history import OddsHistoryData, OddsPoint, odds_history_chart
from haidang.telling.curves import curve_sentence, curve_table, draw_curve, mark_of
from haidang.telling.forecast import expected, odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Chart, Column, Section, Table
from haidang.telling.review_data import odds_data
from haidang.telling.shows import facts
from haidang.telling.teller import roughly

_ONE_SIDED = ("at_least", "at_most", "average_growth", "total", "every_year", "share_of", "units_meeting")


def curve_section(view: TargetView, title: str, phrases: Phrases) -> Section | None:
    """Return value and odds of the outcome; None where no outcome is known."""
    t, line = phrases.t, view.line
    curve = _curve(line)
    if curve is None or line.odds is None:
        return None
    span = _span(line, phrases)
    if span:
        caption = t.say("What value is reached over {period}, with which odds", period=span)
        heading = t.say("Value and odds over {period}", period=span)
    else:
        caption = t.say("What value is reached by the end of {year}, with which odds", year=str(curve.year))
        heading = t.say("Value and odds by the end of {year}", year=str(curve.year))
    chart = draw_curve(
        curve,
        title,
        line.odds.unit,
        view.as_of.day,
        _marks(view, line.odds.unit, phrases),
        phrases,
        span=span,
    )
    return Section(
        "curve",
        heading,
        (curve_sentence(curve, line.odds.unit, phrases),),
        (curve_table(curve, line.odds.unit, caption, phrases),),
        (chart,),
    )


def _curve(line: Line) -> Curve | None:
    odds = line.odds
    if odds is None or len(odds.outcome) != len(SHARES):
        return None
    return curve_of_quantiles(odds.outcome, line.target.period.end.year, is_at_most=line.is_at_most)


def _span(line: Line, phrases: Phrases) -> str:
    """Return the period of an outcome of more than a year, told; empty where it is that of a date."""
    target = line.target
    is_of_date = target.is_level or not target.has_value or len(target.period.years) < 2
    return "" if is_of_date else phrases.t.period(target.period)


def _marks(view: TargetView, unit: str, phrases: Phrases) -> Iterator[CurveMark]:
    """Yield what it promises; without a value what other documents set for the same year, named as theirs."""
    target = view.line.target
    if target.has_value:
        value = _promised(view.line, unit)
        if value is not None:
            yield CurveMark(value, phrases.promise(target, with_ambition=False))
        return
    for each in view.elsewhere:
        value = _promised(each, unit) if each.target.is_level else None
        if value is not None and each.target.period.end == target.period.end:
            yield CurveMark(value, mark_of(each, phrases))


def _promised(line: Line, unit: str) -> float | None:
    """Return the value that is promised, in a unit; None where it is not the end of one side."""
    target = line.target
    if target.kind not in _ONE_SIDED or target.low is None:
        return None
    return convert(target.low, target.unit or unit, unit)


def needs_section(view: TargetView, phrases: Phrases) -> Section | None:
    """Return what a promise would take; None where its time is over, it is decided, or nothing is known of it."""
    t, line = phrases.t, view.line
    verdict, curve = line.verdict, _curve(line)
    is_over = line.timetable.status is Schedule.OVER
    if not line.target.has_value or verdict.is_decided or is_over:
        return None
    if curve is None and verdict.pace is None and verdict.needed is None:
        return None
    pairs: list[tuple[Said, str]] = [(say("Promise"), phrases.promise(line.target))]
    if verdict.pace is not None:
        pairs.append((say("Pace so far"), phrases.pace(verdict.pace, line.indicator)))
    if verdict.needed is not None:
        pairs.append((say("Pace needed from here"), phrases.pace(verdict.needed, line.indicator)))
    sentences: tuple[str, ...] = ()
    if curve is not None and line.odds is not None:
        unit = line.odds.unit
        pairs += [
            (say("Value with even odds"), phrases.amount(curve.value_at(EVEN), unit)),
            (say("Value with odds of four in five"), phrases.amount(curve.value_at(SURE), unit)),
        ]
        promised = _promised(line, unit)
        if promised is not None:
            sentences = (_shortfall(curve, promised, unit, phrases),)
    table = facts(phrases, t.say("The promise against what is likely"), pairs)
    return Section("needs", t.say("What it would take"), sentences, (table,))


def _shortfall(curve: Curve, promised: float, unit: str, phrases: Phrases) -> str:
    """Return how far what is likely lies from the promise, in the digits in which it is told."""
    t, side = phrases.t, -1 if curve.is_at_most else 1
    even, sure = (side * (roughly(curve.value_at(share)) - promised) for share in (EVEN, SURE))

    def told(value: float) -> str:
        return phrases.difference(t.rough(abs(value)), unit)

    if even < 0:
        return t.say(
            "The value of even odds lies {even} short of the promise, that of four in five {sure}.",
            even=told(even),
            sure=told(sure),
        )
    if sure < 0:
        return t.say(
            "The value of even odds keeps the promise with {even} to spare; that of four in five lies {sure} short of it.",
            even=told(even),
            sure=told(sure),
        )
    return t.say(
        "Even the value of four in five keeps the promise, with {sure} to spare.",
        sure=told(sure),
    )


def history_section(view: TargetView, phrases: Phrases) -> Section | None:
    """Return the odds of each day on which they were recorded, up to the day; None where no earlier one says anything."""
    days = view.odds_history
    earlier = [each.odds for each in days if each.day < view.as_of.day]
    if not any(odds.probability is not None or odds.outcome for odds in earlier):
        return None
    t, line = phrases.t, view.line
    columns = (
        Column("day", t.say("As of")),
        Column("odds", t.say("Odds")),
        Column("outcome", t.say("Expected outcome")),
        Column("recorded", t.say("Recorded on")),
    )
    recorded = {each.day: t.day(each.recorded_on) for each in days}
    rows = tuple(
        (
            t.day(day),
            odds_or_reason(replace(line, odds=odds), phrases),
            expected(replace(line, odds=odds), phrases),
            recorded.get(day, DASH),
        )
        for day, odds in _days(view)
    )
    sentences = [t.say("Made by the present method from what was public on each day.")]
    replayed = sum(each.is_replayed for each in days)
    if replayed:
        sentences.append(
            t.say(
                "Replayed, that is recorded only after the day itself: {count} of {all} days.",
                count=str(replayed),
                all=str(len(days)),
            )
        )
    table = Table(t.say("The odds as of each day"), columns, rows)
    charts = tuple(_history_chart(view, phrases))
    return Section("history", t.say("History of the odds"), tuple(sentences), (table,), charts)


def _days(view: TargetView) -> list[tuple[date, Odds]]:
    """Return the odds by day; those of the day itself are not recorded where the figures have decided it."""
    found = [(each.day, each.odds) for each in view.odds_history]
    if view.line.odds is not None and found[-1][0] < view.as_of.day:
        found.append((view.as_of.day, view.line.odds))
    return found


def _history_chart(view: TargetView, phrases: Phrases) -> Iterator[Chart]:
    """Yield the chart where there are two days or more to draw."""
    t, target = phrases.t, view.line.target
    points = tuple(
        OddsPoint(
            day,
            odds.probability,
            "" if odds.probability is None else phrases.share(odds.probability),
            odds.is_certain,
        )
        for day, odds in _days(view)
    )
    drawn = [each for each in points if each.share is not None]
    if len(drawn) < 2:
        return
    first, last = drawn[0], drawn[-1]
    alt = t.say(
        "The odds were {first} as of {start} and {last} as of {end}.",
        first=first.label,
        start=first.day,
        last=last.label,
        end=last.day,
    )
    promise = phrases.promise(target, with_ambition=False)
    title = t.say("{target}: {promise}", target=target.name, promise=promise)
    data = OddsHistoryData(title, view.as_of.day, points)
    yield Chart(
        "odds-chart", t.say("The odds of the promise over the days"), alt, odds_history_chart(data, t)
    )


def history_data(view: TargetView) -> list[dict[str, Any]]:
    """Return the odds of each day on which they were recorded as data."""
    return [
        {
            "as_of": each.day.isoformat(),
            "recorded_on": each.recorded_on.isoformat(),
            "replayed": each.is_replayed,
            **(odds_data(each.odds) or {}),
        }
        for each in view.odds_history
    ]
