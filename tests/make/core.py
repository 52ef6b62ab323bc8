"""
Plain builders of core's objects: one city, one flow in VND, one promise of it, unless a test says otherwise.

Everything is exact and published on the day after its period, so that a test states only what it is about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from haidang.base.intervals import Interval
from haidang.base.periods import Period, parse_period
from haidang.base.text import Name
from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.evidence import Description, Resting
from haidang.core.expectations.expectation import Expectation, Frequency
from haidang.core.forecast.history import Break
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.rules.rule import Rule
from haidang.core.targets.case import DEFAULT, Case, Options
from haidang.core.targets.judging import judge
from haidang.core.targets.target import Assessment, Target
from haidang.core.targets.verdict import Verdict
from haidang.files.evidence import PackEvidence, open_pack
from haidang.files.packs import find_folder

CITY = "city"
REVENUE = "revenue"


def day(text: str) -> date:
    return date.fromisoformat(text)


def make_indicator(indicator_id: str = REVENUE, **changes) -> Indicator:
    """A yearly flow that is never negative: revenue in VND bn, the more the better."""
    made = Indicator(
        indicator_id, Name("Thu ngân sách", "Revenue"), "VND bn", "level", "up", "sum", lower=0.0
    )
    return replace(made, **changes)


def make_rate(indicator_id: str = "growth", **changes) -> Indicator:
    """Growth on the year before."""
    made = {"unit": "% yoy", "measure": "growth", "over_time": "chain", "lower": None}
    return make_indicator(indicator_id, **{**made, **changes})


def make_stock(indicator_id: str = "coverage", **changes) -> Indicator:
    """A share that holds at a day."""
    return make_indicator(indicator_id, **{"unit": "%", "measure": "share", "over_time": "last", **changes})


def make_observation(period: str = "2023", value: float = 100, public: str = "", **changes) -> Observation:
    """A figure of the statistics office, public on the day after its period."""
    about = parse_period(period)
    known = day(public) if public else about.end + timedelta(days=1)
    key = SeriesKey(changes.pop("indicator_id", REVENUE), changes.pop("area_id", CITY))
    made = Observation(key, about, float(value), f"{value:g}", "VND bn", "A", "statistics", known, known)
    if isinstance(changes.get("public_from"), str):
        changes["public_from"] = day(changes["public_from"])
    return replace(made, **changes)


def make_target(low: float | None = 100, period: str = "2023", **changes) -> Target:
    """A promise of at least `low` VND bn of revenue."""
    made = Target(
        "T1", "plan", None, "", Name("Chỉ tiêu", "Target"), REVENUE, CITY, "at_least",
        low, None, None, "VND bn", parse_period(period), "held",
    )  # fmt: skip
    return replace(made, **changes)


def make_area(area_id: str = CITY, **changes) -> Area:
    for name in ("valid_from", "valid_to"):
        if isinstance(changes.get(name), str):
            changes[name] = day(changes[name])
    return replace(Area(area_id, "city", Name(area_id)), **changes)


def make_succession(
    from_id: str = "old", to_id: str = "new", share: float | None = 1.0, **changes
) -> Succession:
    made = Succession("area", from_id, from_id, "city", to_id, day("2025-07-01"), ("people", "area"), share)
    return replace(made, **changes)


def make_document(document_id: str = "plan", issued: str = "", **changes) -> Document:
    made = Document(document_id, "", "plan", "council", day(issued) if issued else None, Name(document_id))
    return replace(made, **changes)


def make_assessment(verdict: str = "met", on: str = "2024-11-14", **changes) -> Assessment:
    made = Assessment(f"A-{verdict}-{on}", "plan", None, "", verdict, day(on), "committee")
    return replace(made, **changes)


def make_commitment(commitment_id: str = "C1", due: str = "2024-Q1", **changes) -> Commitment:
    """A proposal of the city to the government, asked on 1 January 2024."""
    made = Commitment(
        commitment_id, "proposal", Name("Kiến nghị"), "city_hall", ("government",), "", day("2024-01-01"),
        parse_period(due) if due else None,
    )  # fmt: skip
    return replace(made, **changes)


def make_event(kind: str, on: str, by: str = "", commitment_id: str = "C1", **changes) -> Event:
    """Something that became public of a commitment."""
    made = Event(f"E-{kind}-{on}", commitment_id, kind, day(on), day(by or on), Name("Sự kiện"))
    return replace(made, **changes)


def make_expectation(frequency: str = "month", **changes) -> Expectation:
    """Revenue of the city, owed by the statistics office by the 5th of the next month, and followed."""
    made = Expectation(
        "X1", (REVENUE,), CITY, Frequency(frequency), "statistics", due_day=5, due_months=1,
        followed_from=day("2020-01-01"),
    )  # fmt: skip
    for name in ("followed_from", "valid_from", "valid_to"):
        if isinstance(changes.get(name), str):
            changes[name] = day(changes[name])
    return replace(made, **changes)


def make_rule(kind: str, value: float = 1, rule_id: str = "R1", **changes) -> Rule:
    """A rule that always held, signed by nobody."""
    made = Rule(rule_id, kind, (), value, "days", None, None, "1/2020/NĐ-CP", "high")
    for name in ("valid_from", "valid_to"):
        if isinstance(changes.get(name), str):
            changes[name] = day(changes[name])
    return replace(made, **changes)


def by_series(figures: Iterable[Observation]) -> dict[SeriesKey, list[Observation]]:
    found: dict[SeriesKey, list[Observation]] = {}
    for each in figures:
        found.setdefault(each.key, []).append(each)
    return found


def make_book(
    figures: Iterable[Observation], on: str, *indicators: Indicator, with_derived: bool = True
) -> Book:
    known = indicators or (make_indicator(),)
    return Book({each.indicator_id: each for each in known}, by_series(figures), day(on), with_derived)


def make_case(
    figures: Iterable[Observation] = (),
    target: Target | None = None,
    indicator: Indicator | None = None,
    *,
    on: str = "2024-06-30",
    counts_from: str = "",
    horizon: str = "",
    areas: Sequence[Area] = (),
    others: Sequence[Indicator] = (),
    parts: Sequence[Case] = (),
    options: Options = DEFAULT,
) -> Case:
    """A target and its figures as of a day; it counts from its first day unless another one is named."""
    target = target or make_target()
    indicator = indicator or make_indicator()
    # a test of another measure need not repeat its name and unit in every figure
    figures = [_fitted(each, indicator) for each in figures]
    if target.indicator_id == REVENUE:
        unit = target.unit if target.unit != "VND bn" else indicator.unit
        target = replace(target, indicator_id=indicator.indicator_id, unit=unit)
    known = areas or (make_area(),)
    return Case(
        target,
        None if target.kind == "composite" else indicator,
        day(counts_from) if counts_from else target.period.start,
        day(on),
        min(day(on), day(horizon)) if horizon else day(on),
        make_book(figures, on, indicator, *others),
        {each.area_id: each for each in known},
        options,
        tuple(parts),
    )


def _fitted(figure: Observation, indicator: Indicator) -> Observation:
    if figure.key.indicator_id != REVENUE:
        return figure
    unit = figure.unit if figure.unit != "VND bn" else indicator.unit
    return replace(figure, key=SeriesKey(indicator.indicator_id, figure.key.area_id), unit=unit)


def judged(figures: Iterable[Observation], *arguments, **changes) -> Verdict:
    """The verdict on a case."""
    return judge(make_case(figures, *arguments, **changes))


def years(first: int, *values: float, **changes) -> list[Observation]:
    """Figures of consecutive years."""
    return [make_observation(str(first + place), value, **changes) for place, value in enumerate(values)]


def exact(value: float) -> Interval:
    return Interval.exact(value)


def period(text: str) -> Period:
    return parse_period(text)


@dataclass(eq=False)
class Memory:
    """Evidence in memory: what a test put there."""

    about: Description = field(default_factory=lambda: Description("memory", Name("Bộ nhớ")))
    area_rows: Sequence[Area] = (make_area(),)
    body_rows: Sequence[Body] = ()
    succession_rows: Sequence[Succession] = ()
    indicator_rows: Sequence[Indicator] = field(default_factory=lambda: (make_indicator(),))
    document_rows: Sequence[Document] = (make_document(),)
    target_rows: Sequence[Target] = ()
    assessment_rows: Sequence[Assessment] = ()
    rule_rows: Sequence[Rule] = ()
    figures: Sequence[Observation] = ()
    break_rows: Sequence[Break] = ()
    forecast_rows: Sequence[Recorded] = ()
    source_rows: Sequence[Source] = ()
    commitment_rows: Sequence[Commitment] = ()
    event_rows: Sequence[Event] = ()
    expectation_rows: Sequence[Expectation] = ()

    def description(self) -> Description:
        return self.about

    def content_hash(self) -> str:
        return "memory"

    def horizon(self, table: str) -> date | None:
        return self.about.horizon.get(table)

    def areas(self) -> Mapping[str, Area]:
        return {each.area_id: each for each in self.area_rows}

    def bodies(self) -> Mapping[str, Body]:
        return {each.body_id: each for each in self.body_rows}

    def successions(self) -> Sequence[Succession]:
        return self.succession_rows

    def indicators(self) -> Mapping[str, Indicator]:
        return {each.indicator_id: each for each in self.indicator_rows}

    def documents(self) -> Mapping[str, Document]:
        return {each.document_id: each for each in self.document_rows}

    def sources(self) -> Mapping[str, Source]:
        return {each.source_id: each for each in self.source_rows}

    def targets(self) -> Sequence[Target]:
        return self.target_rows

    def assessments(self) -> Sequence[Assessment]:
        return self.assessment_rows

    def commitments(self) -> Sequence[Commitment]:
        return self.commitment_rows

    def events(self) -> Sequence[Event]:
        return self.event_rows

    def rules(self) -> Sequence[Rule]:
        return self.rule_rows

    def expectations(self) -> Sequence[Expectation]:
        return self.expectation_rows

    def breaks(self) -> Sequence[Break]:
        return self.break_rows

    def forecasts(self) -> Sequence[Recorded]:
        return self.forecast_rows

    def data_hash(self) -> str:
        return self.content_hash()

    def series(self) -> Collection[SeriesKey]:
        return set(by_series(self.figures))

    def observations(self, series: Collection[SeriesKey]) -> Mapping[SeriesKey, Sequence[Observation]]:
        return {key: rows for key, rows in by_series(self.figures).items() if key in series}

    def resting(self) -> Collection[Resting]:
        return [
            Resting(each.source_id, each.public_by, each.withdrawn_on, 1)
            for each in self.figures
            if each.source_id
        ]

    def resting_on(self, source_id: str) -> Collection[Resting]:
        return [
            Resting(source_id, each.public_by, each.withdrawn_on, 1, each.key.indicator_id, each.key.area_id)
            for each in self.figures
            if each.source_id == source_id
        ]

    def first_public_day(self) -> date | None:
        return min((each.public_by for each in self.figures), default=None)


@lru_cache(maxsize=1)
def haiphong() -> PackEvidence:
    """The bundled pack; it is only read, so one is enough for all tests."""
    return open_pack(find_folder("haiphong"))


def haiphong_with(table: str, *rows: Mapping[str, str]) -> PackEvidence:
    """The bundled pack with more rows in a table; columns left out are empty."""
    content = haiphong().content
    frame = content.frame(table)
    made = [{name: row.get(name) for name in frame.columns if name != "row"} for row in rows]
    more = pl.DataFrame(made, schema={name: pl.String for name in frame.columns if name != "row"})
    numbered = more.with_row_index("row", offset=frame.height + 2).select(frame.columns).cast(frame.schema)
    return PackEvidence(replace(content, frames={**content.frames, table: pl.concat([frame, numbered])}))
