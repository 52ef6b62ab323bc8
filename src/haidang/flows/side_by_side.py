"""Set targets, or one indicator in several areas, side by side; odds are recorded ones alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.lines import build_lines, list_visible
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.side_by_side import LEAST, MOST, AreasView, TargetsView, figures_by_period
from haidang.flows.compare import odds_on
from haidang.flows.finding import find, find_area, find_target, settle_day


class NotYetError(UseError):
    """Something that did not exist on the day asked for."""


def check_one_thing(*, days: bool, targets: bool, areas: bool) -> None:
    """
    Refuse to compare things of several kinds at once.

    Raises
    ------
    UseError
        When more than one of days, targets and areas are named.
    """
    if days + targets + areas > 1:
        raise UseError(
            say("Two days, targets and areas cannot be compared at once."),
            say("Name an earlier day, or targets, or an indicator with its areas."),
        )


def targets(
    evidence: Evidence, target_ids: Sequence[str], *, today: date, as_of: date | None = None
) -> TargetsView:
    """
    Return several targets side by side.

    Raises
    ------
    NameUnknownError
        For an unknown target.
    UseError
        For one target or too many.
    NotYetError
        When one did not exist on the day.
    """
    names = list(dict.fromkeys(target_ids))
    _check_count(len(names), say("targets"), "target")
    found = [find_target(evidence, each) for each in names]
    day = settle_day(evidence, as_of, today)
    visible = list_visible(found, evidence.documents(), day.day)
    lacking = [each.target_id for each in found if each not in visible]
    if lacking:
        raise NotYetError(
            say("Not yet there on {day}: {names}.", day=day.day, names=lacking),
            say("Leave them out, or ask for a later day."),
            "target",
        )
    lines = odds_on(RecordedOdds(evidence), build_lines(evidence, found, day.day), day.day)
    return TargetsView(day, lines.lines, tuple(as_of_notices(evidence, day)))


def areas(
    evidence: Evidence,
    indicator_id: str,
    area_ids: Sequence[str],
    *,
    today: date,
    as_of: date | None = None,
) -> AreasView:
    """
    Return the figures of an indicator in several areas side by side.

    Raises
    ------
    NameUnknownError
        For an unknown indicator or area.
    UseError
        For one area or too many, or no indicator.
    NotYetError
        When one did not exist on the day.
    """
    if not indicator_id:
        raise UseError(
            say("Areas are compared in one indicator, and none is named."),
            say("Name it, for example grdp_growth."),
            "indicator",
        )
    indicator = find(say("indicator"), indicator_id, evidence.indicators())
    names = list(dict.fromkeys(area_ids))
    _check_count(len(names), say("areas"), "area")
    found = [find_area(evidence, each) for each in names]
    day = settle_day(evidence, as_of, today)
    absent = [each.name for each in found if each.valid_from is not None and each.valid_from > day.day]
    if absent:
        raise NotYetError(
            say("Not yet there on {day}: {names}.", day=day.day, names=absent),
            say("Leave them out, or ask for a later day."),
            "area",
        )
    keys = [SeriesKey(indicator_id, each) for each in names]
    observations = evidence.observations(series_with_parts(keys, evidence.indicators()))
    book = Book(evidence.indicators(), observations, day.day)
    return AreasView(
        day,
        indicator,
        tuple(found),
        figures_by_period(book, indicator_id, found),
        tuple(
            each
            for each in evidence.successions()
            if each.kind == "area" and each.day <= day.day and {each.from_id, each.to_id} <= set(names)
        ),
        tuple(as_of_notices(evidence, day)),
    )


def _check_count(count: int, noun: Said, where: str) -> None:
    if not LEAST <= count <= MOST:
        raise UseError(
            say("{count} {noun} cannot be compared.", count=str(count), noun=noun),
            say("Name {least} to {most} different ones.", least=str(LEAST), most=str(MOST)),
            where,
        )
