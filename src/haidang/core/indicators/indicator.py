"""An indicator and one published figure of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.periods import Period
from haidang.base.text import Name
from haidang.core.indicators.measures import bounds_of

# a share, a score or a rank of a day says where things stood; a growth or an amount needs its whole period
_STATES = ("share", "rate", "index", "score", "rank")


@dataclass(frozen=True, slots=True)
class LegalMetadata:
    """The six fields that Decree 94/2022/NĐ-CP asks of an indicator; empty where not held."""

    concept: str = ""
    method: str = ""
    disaggregation: str = ""
    publication_period: str = ""
    data_source: str = ""
    responsible_body_id: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """
    What is measured.

    Attributes
    ----------
    unit
        Symbol of the unit into which its figures are converted.
    lower, upper
        Bounds written in the pack, in `unit`; None where only the measure bounds it.
    is_published
        False when the office states that no figure is published; None when unknown.
    is_lumpy
        Whether one large case can make a year, as with foreign investment or land-use fees.
    """

    indicator_id: str
    name: Name
    unit: str
    measure: str
    direction: str
    over_time: str
    lower: float | None = None
    upper: float | None = None
    over_areas: str = "none"
    weight_id: str = ""
    topic: str = ""
    preferred_producer_id: str = ""
    formula: str = ""
    is_published: bool | None = None
    is_lumpy: bool = False
    legal: LegalMetadata = LegalMetadata()
    note: str = ""

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Least and greatest possible value in its unit; None where there is none."""
        return bounds_of(self.measure, self.unit, self.lower, self.upper)

    @property
    def is_stock(self) -> bool:
        """Whether a figure of its last day or month says what a period reached; that of a flow or a growth does not."""
        return self.over_time == "last" or (self.over_time == "none" and self.measure in _STATES)

    @property
    def only_grows(self) -> bool:
        """Whether a cumulated figure cannot fall: it is a sum of parts that are never negative."""
        low = self.bounds[0]
        return self.over_time == "sum" and low is not None and low >= 0


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """One indicator in one area: figures of different territories never share a key."""

    indicator_id: str
    area_id: str


@dataclass(frozen=True, slots=True)
class Observation:
    """
    One figure as one producer published it once.

    Attributes
    ----------
    value, text
        The number, and its digits as published.
    bound
        `>` more than, `<` nearly, `~` about; empty for an exact figure.
    status
        SDMX code: A official, P preliminary, E estimate, …
    public_from, public_by
        Days between which it became public; queries see it from the second on.
    tier
        Tier of its source, 1 official to 4 forum; None when not held.
    """

    key: SeriesKey
    period: Period
    value: float
    text: str
    unit: str
    status: str
    producer_id: str
    public_from: date
    public_by: date
    bound: str = ""
    definition: str = ""
    derived: bool = False
    withdrawn_on: date | None = None
    source_id: str = ""
    tier: int | None = None
    confidence: str = ""
    producer_basis: str = ""
    value_text: str = ""
    note: str = ""

    @property
    def is_estimate(self) -> bool:
        """Whether it is an estimate or preliminary."""
        return self.status in ("E", "P")
