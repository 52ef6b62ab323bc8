"""A forecast, told: the fan, the odds of what was promised, and what would make them even."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.forecast.options import METHOD
from haidang.core.forecast.recorded import SHARES
from haidang.core.review.lines import Line
from haidang.core.review.views import ForecastView
from haidang.telling.charts.fan import FanData, fan_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.courses import chart_rows, course_points, fan_sentence, fan_table, promise_mark
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Chart, Column, Report, Section, Table
from haidang.telling.review_data import odds_data
from haidang.telling.shows import csv_cell, facts
from haidang.telling.teller import Teller

METHOD_PAGE = "docs/methods/odds.md"
NAMES = ("q025", "q10", "q20", "q25", "q50", "q75", "q80", "q90", "q975")


def tell_forecast(view: ForecastView, evidence: Evidence, t: Teller) -> Report:
    """Tell a forecast."""
    phrases = Phrases(t, evidence.bodies())
    sections = [_fan_section(view, phrases)]
    if view.line is not None:
        sections.insert(0, _target_section(view, view.line, phrases))
    if view.promises:
        sections.append(_promises(view, phrases))
    sections.append(
        Section("basis", t.say("What it rests on"), tuple(_notes(view, t)), (_basis(view, phrases),))
    )
    about = evidence.description()
    title = say(
        "{indicator}, {area}: forecast as of {day}",
        indicator=view.indicator.name,
        area=view.area.name,
        day=view.as_of.day,
    )
    if view.line is not None:
        title = say(
            "{target} ({id}): odds as of {day}",
            target=view.line.target.name,
            id=view.line.target.target_id,
            day=view.as_of.day,
        )
    return Report(
        language=t.language,
        title=t(title),
        lead=lead(view, phrases),
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(sections),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
            t.say(
                "Method: {page} ({method}); {draws} paths, seed {seed}.",
                page=METHOD_PAGE,
                method=METHOD,
                draws=str(view.options.draws),
                seed=str(view.options.seed),
            ),
        ),
        make_data=lambda: _data(view, phrases),
        make_rows=lambda: fan_rows(view),
    )


def lead(view: ForecastView, phrases: Phrases) -> str:
    """Return the one sentence that matters most."""
    t = phrases.t
    line = view.line
    if line is not None and line.odds is not None and line.odds.probability is not None:
        if line.odds.is_certain:
            return t.say(
                "{promise}: {reason}.",
                promise=phrases.promise(line.target, with_ambition=False),
                reason=line.odds.reason or DASH,
            )
        return t.say(
            "The odds of {promise} in {period} are {odds}.",
            promise=phrases.promise(line.target, with_ambition=False),
            period=line.target.period,
            odds=phrases.odds(line.odds),
        )
    if not view.forecast.has_paths:
        return t.say("No forecast: {reason}.", reason=view.forecast.state.sentence)
    if not view.rows:
        return t.say("Nothing lies ahead: the last year asked for is known.")
    return fan_sentence(view.rows[-1], view.indicator.unit, phrases)


def _target_section(view: ForecastView, line: Line, phrases: Phrases) -> Section:
    t = phrases.t
    official = line.official.verdict if line.official else None
    pairs: list[tuple[Said, str]] = [
        (say("Promise"), f"{phrases.promise(line.target)}, {t.period(line.target.period)}"),
        (say("Official"), phrases.official(official)),
        (say("Evidence"), phrases.evidence(line.verdict)),
        (say("Odds"), odds_or_reason(line, phrases)),
        (say("Expected outcome"), expected(line, phrases)),
        (say("Pace so far"), phrases.pace(line.verdict.pace, line.indicator) if line.verdict.pace else DASH),
        (
            say("Pace needed from here"),
            phrases.pace(line.verdict.needed, line.indicator) if line.verdict.needed else DASH,
        ),
    ]
    sentences = []
    following = view.following
    if following is not None:
        sentences.append(_following_sentence(view, phrases))
    if view.crossed is not None:
        day, upwards = view.crossed
        sentences.append(
            t.say("The odds last crossed one half, upwards, on {day} (replayed).", day=day)
            if upwards
            else t.say("The odds last crossed one half, downwards, on {day} (replayed).", day=day)
        )
    return Section(
        "target",
        t.say("The target"),
        tuple(sentences),
        (facts(phrases, t.say("The three statuses and the odds"), pairs),),
    )


def _following_sentence(view: ForecastView, phrases: Phrases) -> str:
    t, following = phrases.t, view.following
    if following is None:
        return ""
    unit = view.indicator.unit
    even = None if following.even is None else phrases.amount(following.even, unit)
    sure = None if following.sure is None else phrases.amount(following.sure, unit)
    year = str(following.year)
    if even is not None and sure is not None:
        return t.say(
            "For even odds the figure of {year} must be {even}, for four in five {sure}.",
            year=year,
            even=even,
            sure=sure,
        )
    if even is not None:
        return t.say(
            "For even odds the figure of {year} must be {even}; no figure alone would bring four in five.",
            year=year,
            even=even,
        )
    if sure is not None:
        return t.say(
            "For odds of four in five the figure of {year} must be {sure}; even odds stand whatever it is.",
            year=year,
            sure=sure,
        )
    return t.say(
        "Whatever the figure of {year}, the odds would lie between {least} and {most} after it.",
        year=year,
        least=phrases.share(following.least),
        most=phrases.share(following.most),
    )


def odds_or_reason(line: Line, phrases: Phrases) -> str:
    """Return the odds of a line, its range where it has one, or why there are none."""
    t, odds = phrases.t, line.odds
    if odds is None:
        return DASH
    if odds.probability is None or odds.is_certain:
        return t(odds.reason) if odds.reason is not None else DASH
    told = phrases.odds(odds)
    if odds.low is not None and odds.high is not None and odds.low != odds.high:
        return t.say(
            "{odds}; between {low} and {high}",
            odds=told,
            low=phrases.share(odds.low),
            high=phrases.share(odds.high),
        )
    return told


def expected(line: Line, phrases: Phrases) -> str:
    """Return the outcome: its middle, and between what it lies four times in five."""
    odds = line.odds
    if odds is None or not odds.outcome:
        return DASH
    low, middle, high = (odds.outcome[SHARES.index(share)] for share in (0.1, 0.5, 0.9))
    return phrases.t.say(
        "{middle} (four times in five {low} to {high})",
        middle=phrases.amount(middle, odds.unit),
        low=phrases.t.rough(low),
        high=phrases.t.rough(high),
    )


def _fan_section(view: ForecastView, phrases: Phrases) -> Section:
    t = phrases.t
    if not view.rows:
        return Section("fan", t.say("The fan"), (lead(view, phrases),))
    return Section(
        "fan",
        t.say("The fan"),
        (lead(view, phrases),) if view.line is not None else (),
        (fan_table(view.rows, view.indicator.unit, phrases),),
        (fan_of(view, phrases),),
    )


def fan_of(view: ForecastView, phrases: Phrases) -> Chart:
    """Return the chart of a forecast."""
    t = phrases.t
    data = FanData(
        title=t.say("{indicator}, {area}", indicator=view.indicator.name, area=view.area.name),
        unit=phrases.unit(view.indicator.unit),
        as_of=view.as_of.day,
        history=course_points(view.figures, view.indicator),
        fan=chart_rows(view.rows),
        promises=tuple(_chart_promises(view, phrases)),
    )
    return Chart(
        "fan-chart",
        t.say("What was, what may come, and what was promised"),
        lead(view, phrases),
        fan_chart(data, t),
    )


def _chart_promises(view: ForecastView, phrases: Phrases) -> Iterator[FanPromise]:
    first = view.rows[0].year if view.rows else view.as_of.day.year
    seen: set[tuple[int, float | None]] = set()
    for line in sorted(view.promises, key=lambda each: each.target.period.end):
        target = line.target
        place = (target.period.end.year, target.low)
        if target.period.end.year < first or place in seen:
            continue
        seen.add(place)
        mark = promise_mark(target, view.indicator, phrases.promise(target))
        if mark is not None:
            yield mark


def _promises(view: ForecastView, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("target", t.say("Target")),
        Column("document", t.say("Document")),
        Column("period", t.say("For")),
        Column("promise", t.say("Its value")),
        Column("evidence", t.say("Evidence")),
        Column("odds", t.say("Odds")),
    )
    ordered = sorted(view.promises, key=lambda each: (each.target.period.end, each.target.target_id))
    rows = tuple(
        (
            line.target.target_id,
            phrases.document(line.document),
            t.period(line.target.period),
            phrases.promise(line.target),
            phrases.evidence(line.verdict),
            odds_or_reason(line, phrases),
        )
        for line in ordered
    )
    return Section(
        "promises",
        t.say("What documents promise of it"),
        (),
        (Table(t.say("Targets for the indicator, with their odds"), columns, rows),),
    )


def _notes(view: ForecastView, t: Teller) -> Iterator[str]:
    for note in view.forecast.notes:
        yield t(note)


def _basis(view: ForecastView, phrases: Phrases) -> Table:
    t, forecast = phrases.t, view.forecast
    history = forecast.history
    known = [each.year for each in history.known] if history is not None else []
    part = forecast.part
    pairs: list[tuple[Said, str]] = [
        (say("Years known"), ", ".join(str(each) for each in known)),
        (say("Part of the year"), phrases.full(part, view.indicator) if part is not None else DASH),
        (say("Definition"), history.definition if history is not None and history.definition else DASH),
        (say("Scale"), t(_SCALES.get(forecast.scale, say("formula"))) if forecast.has_paths else DASH),
        (say("Series of the same measure"), str(forecast.pool_series)),
    ]
    return facts(phrases, t.say("Basis of the forecast"), pairs)


_SCALES = {
    "log": say("by factors"),
    "logit": say("between its bounds"),
    "identity": say("by steps"),
}


def fan_rows(view: ForecastView) -> Table:
    """Return the fan as a table for machines: plain numbers with seven digits."""
    columns = (Column("year", "year"), *(Column(name, name, "right") for name in NAMES))
    rows = tuple((str(row.year), *(f"{value:.7g}" for value in row.quantiles)) for row in view.rows)
    return Table("fan", columns, rows)


def _data(view: ForecastView, phrases: Phrases) -> dict[str, Any]:
    t, following = phrases.t, view.following
    return {
        "format": "haidang-forecast/1",
        "as_of": view.as_of.day.isoformat(),
        "indicator_id": view.indicator.indicator_id,
        "area_id": view.area.area_id,
        "unit": view.indicator.unit,
        "target_id": view.line.target.target_id if view.line is not None else None,
        "state": str(view.forecast.state),
        "method": METHOD,
        "draws": view.options.draws,
        "seed": view.options.seed,
        "scale": view.forecast.scale or None,
        "known_years": [each.year for each in view.forecast.history.known] if view.forecast.history else [],
        "part": view.forecast.part.period.text if view.forecast.part is not None else None,
        "fan": [
            {"year": row.year, "is_nowcast": row.is_nowcast, **dict(zip(NAMES, row.quantiles, strict=True))}
            for row in view.rows
        ],
        "odds": odds_data(view.line.odds) if view.line is not None else None,
        "next_figure": None
        if following is None
        else {"year": following.year, "even": following.even, "four_in_five": following.sure},
        "crossed_half": None
        if view.crossed is None
        else {"day": view.crossed[0].isoformat(), "upwards": view.crossed[1]},
        "promises": [
            {"target_id": line.target.target_id, "odds": odds_data(line.odds)} for line in view.promises
        ],
        "notes": [t(note) for note in view.forecast.notes],
        "notices": [t(notice) for notice in view.notices],
    }


def paths_rows(view: ForecastView) -> Table:
    """Return the paths themselves as a table for machines: one row a path and year."""
    columns = (Column("path", "path"), Column("year", "year"), Column("value", "value", "right"))
    values = view.forecast.ahead.values
    rows = tuple(
        (str(path), str(number), csv_cell(float(values[path, place])))
        for path in range(values.shape[0])
        for place, number in enumerate(view.forecast.ahead.years)
    )
    return Table("paths", columns, rows)
