"""A target, as a document promises it, and an official assessment of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.periods import Period
from haidang.base.text import Name
from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, SeriesKey

LEVELS = (
    "at_least",
    "at_most",
    "about",
    "within",
)  # kinds that promise one level of their indicator at a date


@dataclass(frozen=True, slots=True)
class Target:
    """
    A promise.

    Attributes
    ----------
    number, part
        Number in the document and letter of the part; parts of one number count as one target.
    kind
        Kind of target; empty when the wording is not held.
    low, high, ambition
        The promise, the upper end of a corridor, the upper end of something wished for; in `unit`, None where
        there is none.
    tolerance_pct
        For `about`, per cent of the value; None takes the method's.
    value_status
        `held`, `not_held` (it exists, the pack does not have it) or `not_published`.
    public_by
        Day by which the earliest source held made it public: a promise is often older.
    """

    target_id: str
    document_id: str
    number: int | None
    part: str
    name: Name
    indicator_id: str
    area_id: str
    kind: str
    low: float | None
    high: float | None
    ambition: float | None
    unit: str
    period: Period
    value_status: str
    clause: str = ""
    tolerance_pct: float | None = None
    reached_once: bool = False
    definition: str = ""
    of_area_id: str = ""
    unit_level: str = ""
    criteria: str = ""
    parts: tuple[str, ...] = ()
    body_id: str = ""
    public_by: date | None = None
    derived: bool = False
    quote: str = ""
    source_id: str = ""
    confidence: str = ""
    note: str = ""

    @property
    def has_value(self) -> bool:
        """Whether kind and value are held, so that figures could decide it."""
        return (
            self.value_status == "held"
            and bool(self.kind)
            and (self.low is not None or self.kind == "composite")
        )

    @property
    def is_level(self) -> bool:
        """Whether it promises one level of its indicator at a date."""
        return self.kind in LEVELS

    @property
    def key(self) -> SeriesKey | None:
        """The series it is measured by; None for a composite."""
        return SeriesKey(self.indicator_id, self.area_id) if self.indicator_id else None

    def value_in(self, measure: Indicator, number: float) -> float:
        """Return a number of it in the indicator's unit."""
        return convert(number, self.unit, measure.unit) if self.unit else number

    def is_at_most(self, direction: str) -> bool:
        """Return whether its value is reached from above; where the kind does not say, in the direction of its indicator."""
        if self.kind in ("at_least", "at_most"):
            return self.kind == "at_most"
        return direction == "down" and self.kind in ("", "about", "within", "every_year")

    def counts_from(self, issued: date | None) -> date:
        """Return the day from which it counts: its document's day of issue, else the first day of its period."""
        return self.period.start if issued is None else issued


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a body officially said of a target, or of a whole document when neither number nor target is named."""

    assessment_id: str
    document_id: str
    number: int | None
    target_id: str
    verdict: str
    day: date
    assessor_id: str
    words: str = ""
    words_lang: str = ""
    source_id: str = ""
    note: str = ""

    def is_about(self, target: Target) -> bool:
        """Return whether it assesses `target`, by its identifier or by its number in the same document."""
        if self.target_id:
            return self.target_id == target.target_id
        return (
            self.document_id == target.document_id
            and self.number is not None
            and self.number == target.number
        )
