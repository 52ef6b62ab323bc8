"""Show an indicator: its figures as of a day, all vintages and rivals, on the territory asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from haidang.base.errors import UseError
from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import Said, say
from haidang.core.areas.area import Area, Succession, predecessors_of
from haidang.core.areas.rebasing import Rebased, rebase_rate, rebase_sum
from haidang.core.evidence import Evidence, areas_by_indicator
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.indicators.series import Figure, is_known, list_possibly_known
from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.removals import removal_notices
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.territories import MOST_BESIDE, MOST_READ, AreaFigures, Tie, areas_beside
from haidang.core.review.views import IndicatorView
from haidang.flows.finding import find, find_area, settle_day


def run(
    evidence: Evidence,
    indicator_id: str,
    *,
    today: date,
    as_of: date | None = None,
    area_id: str = "",
    rebase: bool = False,
    with_derived: bool = True,
) -> IndicatorView:
    """
    Return an indicator in an area.

    Parameters
    ----------
    evidence
        The source.
    indicator_id, area_id
        What and where; an empty area takes the one the source names.
    today, as_of
        The current day, and the day asked for.
    rebase
        Whether to carry the figures of predecessors onto the area.
    with_derived
        Whether numbers computed by the collector count.

    Raises
    ------
    NameUnknownError
        For an unknown indicator or area.
    UseError
        When figures cannot honestly be carried onto the area.
    """
    indicators = evidence.indicators()
    indicator = find(say("indicator"), indicator_id, indicators)
    area = find_area(evidence, area_id)
    day = settle_day(evidence, as_of, today)
    key = SeriesKey(indicator_id, area.area_id)
    before = predecessors_of(evidence.successions(), area.area_id)
    around = _around(evidence, indicator, area, day.day)
    keys = [key, *(SeriesKey(indicator_id, each.area_id) for each, _ in around[:MOST_READ])]
    keys += _keys_of(indicator, before) if rebase else []
    observations = evidence.observations(series_with_parts(keys, indicators))
    book = Book(indicators, observations, day.day, with_derived)
    beside = _beside(book, indicator_id, around[:MOST_READ])
    own = [each for each in observations.get(key, ()) if with_derived or not each.derived]
    carried, left_out = _carry(book, indicator, area, before, evidence.successions()) if rebase else ([], [])
    return IndicatorView(
        day,
        indicator,
        area,
        tuple(book.figures(key).values()),
        tuple(sorted((each for each in own if is_known(each, day.day)), key=_order)),
        tuple(sorted(list_possibly_known(own, day.day), key=_order)),
        tuple(carried),
        (
            *as_of_notices(evidence, day),
            *removal_notices(evidence, key, day.day),
            *_territory(area, before, own, evidence.areas(), rebase=rebase),
            *_left_out(left_out),
        ),
        tuple(
            sorted(
                (each for each in evidence.breaks() if each.touches(key, day.day)),
                key=lambda each: (each.period, each.break_id),
            )
        ),
        _lines(evidence, key, day.day, with_derived=with_derived),
        beside[:MOST_BESIDE],
        max(len(beside) - MOST_BESIDE, 0),
        len(around) > MOST_READ,
    )


def _around(evidence: Evidence, indicator: Indicator, area: Area, day: date) -> list[tuple[Area, Tie]]:
    held = areas_by_indicator(evidence).get(indicator.indicator_id, ())
    return areas_beside(held, evidence.areas(), evidence.successions(), area, day)


def _beside(book: Book, indicator_id: str, around: Sequence[tuple[Area, Tie]]) -> tuple[AreaFigures, ...]:
    tables = ((area, tie, book.figures(SeriesKey(indicator_id, area.area_id))) for area, tie in around)
    return tuple(AreaFigures(area, tie, tuple(table.values())) for area, tie, table in tables if table)


def _lines(evidence: Evidence, key: SeriesKey, day: date, *, with_derived: bool) -> tuple[Line, ...]:
    """Return what documents promise for a series, with recorded odds: no model is run for a list of promises."""
    targets = [
        each for each in list_visible(evidence.targets(), evidence.documents(), day) if each.key == key
    ]
    if not targets:
        return ()
    lines = build_lines(evidence, targets, day, with_derived=with_derived).lines
    if with_derived:  # what was recorded knew the figures that the collector derived
        lines = RecordedOdds(evidence).give(lines, day)
    return tuple(sorted(lines, key=lambda line: (line.target.period.end, line.target.target_id)))


def _order(each: Observation) -> tuple[Period, str, str, date]:
    return each.period, each.producer_id, each.definition, each.public_by


def _keys_of(indicator: Indicator, before: Sequence[Succession]) -> list[SeriesKey]:
    wanted = [indicator.indicator_id, *([indicator.weight_id] if indicator.weight_id else [])]
    return [SeriesKey(each, one.predecessor) for each in wanted for one in before]


def _territory(
    area: Area,
    before: Sequence[Succession],
    own: Sequence[Observation],
    areas: Mapping[str, Area],
    *,
    rebase: bool,
) -> list[Said]:
    if own or rebase or not before:
        return []
    return [
        say(
            "{area} has existed since {day}; figures from before are of {names}, and stand under these names. The command line carries them over with --rebase.",
            area=area.name,
            day=area.valid_from,
            names=[areas[each.from_id].name if each.from_id in areas else each.from_name for each in before],
        )
    ]


def _carry(
    book: Book,
    indicator: Indicator,
    area: Area,
    before: Sequence[Succession],
    successions: Sequence[Succession],
) -> tuple[list[tuple[Period, Rebased]], list[tuple[Period, UseError]]]:
    if indicator.over_areas == "none":
        raise UseError(
            say("«{indicator}» cannot be added up over areas.", indicator=indicator.name),
            say(
                "Ask for each territory by itself, or say in «over_areas» of the indicator how areas make the whole."
            ),
        )
    tables = {
        one.predecessor: book.figures(SeriesKey(indicator.indicator_id, one.predecessor)) for one in before
    }
    weights = (
        {one.predecessor: book.figures(SeriesKey(indicator.weight_id, one.predecessor)) for one in before}
        if indicator.weight_id
        else {}
    )
    periods = sorted(set().union(*(set(table) for table in tables.values()))) if tables else []
    basis = "area" if indicator.unit in ("km2", "ha") else "people"
    if not periods:
        rebase_sum(area.area_id, {}, successions, basis)  # raises, naming what is missing
    found: list[tuple[Period, Rebased]] = []
    left_out: list[tuple[Period, UseError]] = []
    for period in periods:
        values = {name: table[period].interval for name, table in tables.items() if period in table}
        try:
            found.append((period, _one(indicator, area, values, _at(weights, period), successions, basis)))
        except UseError as error:
            left_out.append((period, error))
    if not found and left_out:
        raise left_out[-1][1]
    return found, left_out


def _left_out(refused: Sequence[tuple[Period, UseError]]) -> list[Said]:
    return [
        say("{period} is left out. {problem}", period=period, problem=error.problem)
        for period, error in refused
    ]


def _at(weights: dict[str, dict[Period, Figure]], period: Period) -> dict[str, Interval] | None:
    found = {name: table[period].interval for name, table in weights.items() if period in table}
    return found or None


def _one(
    indicator: Indicator,
    area: Area,
    values: dict[str, Interval],
    weights: dict[str, Interval] | None,
    successions: Sequence[Succession],
    basis: str,
) -> Rebased:
    if indicator.over_areas == "weighted":
        return rebase_rate(area.area_id, values, weights, successions, basis)
    return rebase_sum(area.area_id, values, successions, basis)
