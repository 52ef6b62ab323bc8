"""Show a document or an area with what belongs to it; list what is measured, and the areas of a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.areas.area import Area, predecessors_of, successors_of, territory_on
from haidang.core.commitments.commitment import events_known, list_known
from haidang.core.evidence import Evidence, indicators_by_area
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import Figure, last_of
from haidang.core.review.lines import Line, build_lines, lines_of_area, list_visible
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.reviewing import as_of_notices, future_notices
from haidang.core.review.territories import AreaView, TerritoryView, figures_across, turnings_of
from haidang.core.review.views import DocumentView, IndicatorsView
from haidang.flows.finding import find, find_area, settle_day


def show_document(
    evidence: Evidence, document_id: str, *, today: date, as_of: date | None = None
) -> DocumentView:
    """
    Return a document; its targets have the odds that were recorded.

    Raises
    ------
    NameUnknownError
        For an unknown document.
    """
    documents = evidence.documents()
    document = find(say("document"), document_id, documents)
    day = settle_day(evidence, as_of, today)
    targets = [each for each in evidence.targets() if each.document_id == document_id]
    built = build_lines(evidence, list_visible(targets, documents, day.day), day.day)
    lines = RecordedOdds(evidence).with_odds(built, day.day)
    asked = [each for each in list_known(evidence.commitments(), day.day) if each.basis_id == document_id]
    around = [each for each in documents.values() if each.is_issued_by(day.day)]
    return DocumentView(
        day,
        document,
        next((each for each in around if each.document_id == document.parent_id), None),
        tuple(each for each in around if each.parent_id == document_id),
        tuple(sorted(lines, key=_by_number)),
        tuple(
            sorted(
                (
                    each
                    for each in evidence.assessments()
                    if each.document_id == document_id and each.day <= day.day
                ),
                key=lambda each: (each.day, each.number or 0, each.target_id),
            )
        ),
        tuple((each, tuple(events_known(evidence.events(), each.commitment_id, day.day))) for each in asked),
        tuple(as_of_notices(evidence, day)),
        evidence.horizon("events"),
    )


def _by_number(line: Line) -> tuple[bool, int, str, date, str]:
    target = line.target
    return target.number is None, target.number or 0, target.part, target.period.end, target.target_id


def show_area(evidence: Evidence, area_id: str, *, today: date, as_of: date | None = None) -> AreaView:
    """
    Return an area, as of today unless another day is asked for; its targets have the odds that were recorded.

    Raises
    ------
    NameUnknownError
        For an unknown area.
    """
    area = find_area(evidence, area_id)
    day = AsOf.of(as_of or today, today)
    areas = evidence.areas()
    known = [each for each in evidence.successions() if each.day <= day.day]
    turnings = turnings_of(areas, known, area.area_id)
    places = {area.area_id} | {each.area_id for turning in turnings for each in turning.areas}
    book = _book_of(evidence, places, day.day)
    indicators = list(evidence.indicators().values())
    lines = RecordedOdds(evidence).with_odds(lines_of_area(evidence, area.area_id, day.day), day.day)
    return AreaView(
        day,
        area,
        areas.get(area.parent_id),
        tuple(each for each in territory_on(areas.values(), day.day) if each.parent_id == area.area_id),
        tuple(predecessors_of(known, area.area_id)),
        tuple(successors_of(known, area.area_id)),
        tuple(_last_figures(book, indicators, area)),
        tuple(replace(each, rows=figures_across(book, indicators, each.areas)) for each in turnings),
        tuple(sorted(lines, key=lambda line: (line.document.document_id, *_by_number(line)))),
        (
            *as_of_notices(evidence, day),
            *_followed(evidence, day.day),
            *_existence(area, day.day),
        ),
    )


def _book_of(evidence: Evidence, area_ids: Collection[str], day: date) -> Book:
    """Return the figures of areas, and what the formulas of their indicators need."""
    indicators = evidence.indicators()
    held = indicators_by_area(evidence)
    keys = [SeriesKey(each, area_id) for area_id in dict.fromkeys(area_ids) for each in held.get(area_id, ())]
    keys += [
        SeriesKey(each.indicator_id, area_id)
        for each in indicators.values()
        if each.formula
        for area_id in area_ids
    ]
    return Book(indicators, evidence.observations(series_with_parts(keys, indicators)), day)


def _last_figures(book: Book, indicators: Sequence[Indicator], area: Area) -> list[tuple[Indicator, Figure]]:
    found = (
        (each, last_of(book.figures(SeriesKey(each.indicator_id, area.area_id)).values()))
        for each in indicators
    )
    return [(each, figure) for each, figure in found if figure is not None]


def _followed(evidence: Evidence, day: date) -> list[Said]:
    horizon = evidence.horizon("successions")
    if horizon is None or day <= horizon:
        return []
    return [
        say("Changes of areas were followed until {day}; later ones are held in part at most.", day=horizon)
    ]


def _existence(area: Area, day: date) -> list[Said]:
    if area.valid_from is not None and day < area.valid_from:
        return [
            say(
                "{area} did not exist yet on {day}; it begins on {first}.",
                area=area.name,
                day=day,
                first=area.valid_from,
            )
        ]
    if area.ended_by(day) and area.valid_to is not None:
        return [say("{area} in these borders ended on {last}.", area=area.name, last=area.valid_to)]
    return []


def list_areas(evidence: Evidence, *, today: date, as_of: date | None = None) -> TerritoryView:
    """Return the areas that exist on a day, today when none is asked for."""
    day = AsOf.of(as_of or today, today)
    found = territory_on(evidence.areas().values(), day.day)
    return TerritoryView(day, tuple(found), (*future_notices(day), *_followed(evidence, day.day)))


def list_indicators(evidence: Evidence, *, today: date, as_of: date | None = None) -> IndicatorsView:
    """
    Return all indicators, each with the last figure of the area that the source names.

    Where that area has none, the figure is of the area it lies in. Figures of all other areas stay unread: a list must not
    grow slow with them.
    """
    day = settle_day(evidence, as_of, today)
    areas = evidence.areas()
    around: list[Area] = []
    place = areas.get(evidence.description().area_id)
    while place is not None and place not in around:
        around.append(place)
        place = areas.get(place.parent_id)
    book = _book_of(evidence, {each.area_id for each in around}, day.day)
    indicators = list(evidence.indicators().values())
    found: dict[str, tuple[Area, Figure]] = {}
    for area in around:
        for indicator, figure in _last_figures(book, indicators, area):
            found.setdefault(indicator.indicator_id, (area, figure))
    return IndicatorsView(
        day,
        around[0] if around else None,
        tuple((each, found.get(each.indicator_id)) for each in indicators),
        tuple(as_of_notices(evidence, day)),
    )
