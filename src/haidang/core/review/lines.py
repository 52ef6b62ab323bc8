"""
One line a target: the promise, its three statuses and what they rest on.

Decides which targets exist on a day (from the issue of their document, else from the first day of their period)
and gathers the figures that all of them need in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from haidang.core.documents.document import Document
from haidang.core.evidence import Evidence
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure, last_of, list_possibly_known
from haidang.core.rules.rule import OfficialFrom, Rule, official_figure_from
from haidang.core.targets.case import DEFAULT, Case, Options
from haidang.core.targets.judging import judge, series_needed, timetable
from haidang.core.targets.odds import Odds
from haidang.core.targets.target import Assessment, Target
from haidang.core.targets.verdict import Timetable, Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """
    A target as of a day.

    Attributes
    ----------
    target, document, indicator
        The promise, where it stands, what it is measured by (None for a composite).
    counts_from
        Day from which it counts.
    official
        The latest official assessment known; None when there is none.
    verdict
        What the figures say.
    timetable
        Where the day stands in its span.
    official_from
        When an official figure can exist at the earliest, if the verdict rests on an estimate, the law says, and the day is to come.
    latest
        The latest figure of its series, of whatever definition; None when none is known.
    latest_is_old
        Whether it ended too long ago to tell a course.
    odds
        How likely it is to be met; None where nobody asked.
    """

    target: Target
    document: Document
    indicator: Indicator | None
    counts_from: date
    official: Assessment | None
    verdict: Verdict
    timetable: Timetable
    official_from: OfficialFrom | None = None
    latest: Figure | None = None
    latest_is_old: bool = False
    odds: Odds | None = None

    @property
    def is_at_most(self) -> bool:
        """Whether a value of it is reached from above."""
        return self.target.is_at_most(self.indicator.direction if self.indicator is not None else "")

    @property
    def has_figures(self) -> bool:
        """Whether any figure of its series is known."""
        return self.latest is not None


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of several targets with their cases, the book of figures behind them, and figures that may have been public."""

    lines: tuple[Line, ...]
    book: Book
    possibly_known: tuple[Observation, ...]
    cases: tuple[Case, ...] = ()


def list_visible(targets: Iterable[Target], documents: Mapping[str, Document], day: date) -> list[Target]:
    """Return the targets that exist on `day`."""
    return [each for each in targets if each.counts_from(documents[each.document_id].issued) <= day]


def lines_of_area(evidence: Evidence, area_id: str, day: date, *, with_derived: bool = True) -> Lines:
    """Judge all targets of an area that exist on `day`; without derived numbers, none whose value is one."""
    targets = [each for each in evidence.targets() if each.area_id == area_id]
    visible = list_visible(targets, evidence.documents(), day)
    if not with_derived:
        visible = [each for each in visible if not each.derived]
    return build_lines(evidence, visible, day, with_derived=with_derived)


def build_lines(
    evidence: Evidence,
    targets: Sequence[Target],
    day: date,
    *,
    with_derived: bool = True,
    options: Options = DEFAULT,
) -> Lines:
    """
    Judge targets as of a day.

    Parameters
    ----------
    evidence
        The source.
    targets
        The targets to judge; the parts of composites are found by themselves.
    day
        Day as of which.
    with_derived
        Whether figures computed by the collector count.
    options
        Constants of the method.
    """
    all_targets = (
        {each.target_id: each for each in evidence.targets()} if any(t.parts for t in targets) else {}
    )
    wanted = _with_parts(targets, all_targets)
    areas, indicators = evidence.areas(), evidence.indicators()
    keys = [key for each in wanted for key in series_needed(each, areas.values())]
    observations = evidence.observations(series_with_parts(keys, indicators))
    book = Book(indicators, observations, day, with_derived)
    horizon = evidence.horizon("observations")
    documents, rules = evidence.documents(), evidence.rules()
    official = _latest(evidence.assessments(), day)

    def case(target: Target) -> Case:
        return Case(
            target,
            indicators.get(target.indicator_id),
            target.counts_from(documents[target.document_id].issued),
            day,
            day if horizon is None else min(day, horizon),
            book,
            areas,
            options,
            tuple(case(all_targets[part]) for part in target.parts),
        )

    cases = tuple(case(target) for target in targets)
    lines = tuple(
        _line(each, documents[each.target.document_id], official.of(each.target), rules, day)
        for each in cases
    )
    possible = [
        each
        for series in observations.values()
        for each in list_possibly_known(series, day)
        if with_derived or not each.derived
    ]
    ordered = sorted(possible, key=lambda each: (each.public_by, each.key.indicator_id))
    return Lines(lines, book, tuple(ordered), cases)


def _with_parts(targets: Sequence[Target], all_targets: Mapping[str, Target]) -> list[Target]:
    """Return the targets and their parts, however deep."""
    found = list(targets)
    for each in found:  # grows as it goes; the check of the pack leaves no cycle
        found += [all_targets[part] for part in each.parts]
    return found


def _line(
    case: Case, document: Document, official: Assessment | None, rules: Sequence[Rule], day: date
) -> Line:
    verdict = judge(case)
    release = None
    if verdict.is_estimate and verdict.figures:
        figure = verdict.figures[0]
        whole = figure.period if figure.period.is_year else case.target.period
        release = official_figure_from(rules, figure.observation.key.indicator_id, whole, day)
        if release is not None and release.day <= day:
            release = None  # the day has passed: it only shows that no official figure is held
        if release is not None:
            verdict = replace(verdict, official_from=release.day)
    latest = last_of(case.other_definitions.values())
    return Line(
        case.target,
        document,
        case.indicator,
        case.counts_from,
        official,
        verdict,
        timetable(case.target, case.counts_from, day),
        release,
        latest,
        latest is not None and latest.period.end < case.oldest,
    )


@dataclass(frozen=True, slots=True)
class _Assessments:
    by_target: Mapping[str, Assessment]
    by_number: Mapping[tuple[str, int], Assessment]

    def of(self, target: Target) -> Assessment | None:
        own = self.by_target.get(target.target_id)
        whole = None if target.number is None else self.by_number.get((target.document_id, target.number))
        # of one day, what was said of the part itself
        return max(filter(None, (own, whole)), key=lambda each: each.day, default=None)


def _latest(assessments: Iterable[Assessment], day: date) -> _Assessments:
    by_target: dict[str, Assessment] = {}
    by_number: dict[tuple[str, int], Assessment] = {}
    for each in sorted(assessments, key=lambda each: each.day):
        if each.day > day:
            continue
        if each.target_id:
            by_target[each.target_id] = each
        elif each.number is not None:
            by_number[each.document_id, each.number] = each
    return _Assessments(by_target, by_number)
