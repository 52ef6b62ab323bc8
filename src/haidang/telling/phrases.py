"""Phrases that several reports share: a figure, a promise, a verdict, a pace, who and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from haidang.base.text import Name, Said, say
from haidang.core.bodies.body import Body
from haidang.core.documents.document import Document
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line
from haidang.core.targets.case import DEFAULT
from haidang.core.targets.odds import LEAST_TOLD, Odds, chance_of
from haidang.core.targets.target import Target
from haidang.core.targets.verdict import Pace, Verdict
from haidang.telling.teller import Teller
from haidang.telling.words import (
    BOUND,
    CHANCE,
    EVIDENCE,
    NO_OFFICIAL,
    OFFICIAL,
    PROMISE,
    REASON,
    STATUS,
    TIER,
)

DASH = "–"
_COMPUTED = say("computed by formula")


class Phrases:
    """Phrases in one language, with the names of bodies at hand."""

    def __init__(self, t: Teller, bodies: Mapping[str, Body]) -> None:
        self.t = t
        self.bodies = bodies

    def body(self, body_id: str) -> str:
        """Return the name of a body."""
        if body_id == "computed":
            return self.t(_COMPUTED)
        return self.t.name(self.bodies[body_id].name) if body_id in self.bodies else body_id

    def value(self, observation: Observation) -> str:
        """Return a figure with its bound and unit, in its published digits."""
        told = self.t.quantity(self.t.digits(observation.text), observation.unit)
        return self.t(Said(BOUND[observation.bound].template, {"value": told})) if observation.bound else told

    def short(self, figure: Figure | None) -> str:
        """Return a figure and its period, for a cell."""
        if figure is None:
            return DASH
        observation = figure.observation
        told = f"{self.value(observation)} ({self.t.period(figure.period)}, {self.t(STATUS[observation.status])})"
        if observation.public_by < figure.period.end:
            told = self.t.say("{figure}, published before the end", figure=told)
        return told

    def full(self, figure: Figure, indicator: Indicator | None) -> str:
        """Return a figure with period, status, producer, tier and marks."""
        told = f"{self.value(figure.observation)}, {self.t.period(figure.period)}"
        return f"{told} ({self._marks(figure, indicator)})"

    def marked(self, figure: Figure, indicator: Indicator | None) -> str:
        """Return a figure with status, producer, tier and marks, for a row that names its period."""
        return f"{self.value(figure.observation)} ({self._marks(figure, indicator)})"

    def _marks(self, figure: Figure, indicator: Indicator | None) -> str:
        observation = figure.observation
        marks = [self.t(STATUS[observation.status]), self.body(observation.producer_id)]
        preferred = indicator.preferred_producer_id if indicator is not None else ""
        if preferred and not figure.is_preferred and not figure.computed:
            marks.append(self.t.say("not the preferred producer"))
        if observation.derived and not figure.computed:
            marks.append(self.t.say("derived by the collector"))
        if observation.tier is not None:
            marks.append(self.t(TIER[observation.tier]))
        return "; ".join(marks)

    def achieved(self, line: Line, *, long: bool = False) -> str:
        """Return what is reached so far: one figure, or what several make together, with the last of them."""
        verdict = line.verdict
        if verdict.achieved is None:
            return DASH
        one = self.full(verdict.achieved, line.indicator) if long else self.short(verdict.achieved)
        if verdict.achieved_interval is None or verdict.achieved_interval == verdict.achieved.interval:
            return one
        unit = "%" if line.target.kind == "share_of" else (line.indicator.unit if line.indicator else "")
        whole = self.t.interval(verdict.achieved_interval, unit)
        if verdict.over == verdict.achieved.period:  # a bound, narrowed by an earlier part
            return self.t.say("{figure}; with earlier figures {whole}", figure=one, whole=whole)
        span = self.t.period(verdict.over or verdict.achieved.period)
        return self.t.say("{whole} ({span}); last figure: {figure}", whole=whole, span=span, figure=one)

    def promise(self, target: Target, *, with_ambition: bool = True) -> str:
        """Return what a target promises, with what is wished for beyond unless a sentence is about the promise alone."""
        if not target.has_value:
            return self.t(REASON_OF_VALUE[target.value_status])
        if target.kind == "composite":
            return self.t(PROMISE["composite"])
        low = self.t.exact(target.low or 0.0)
        if target.kind == "within":
            params = {"low": low, "value": self.t.quantity(self.t.exact(target.high or 0.0), target.unit)}
        else:
            params = {
                "value": self.t.quantity(low, target.unit),
                "pct": self.t.number(_tolerance_pct(target)),
            }
        told = self.t(Said(PROMISE[target.kind].template, params))
        if target.ambition is not None and with_ambition:
            wished = self.t.quantity(self.t.exact(target.ambition), target.unit)
            told = self.t.say("{promise}, wished for {ambition}", promise=told, ambition=wished)
        return (
            self.t.say("{promise} (value derived by the collector)", promise=told) if target.derived else told
        )

    def target(self, target: Target) -> str:
        """Return the name of a target, with the letter of its part."""
        name = self.t.name(target.name)
        return f"{target.part}) {name}" if target.part else name

    def document(self, document: Document) -> str:
        """Return number or title of a document: short enough for a cell."""
        return document.number or self.t.name(document.title)

    def official(self, verdict: str | None) -> str:
        """Return an official verdict."""
        return self.t(NO_OFFICIAL) if verdict is None else self.t(OFFICIAL[verdict])

    def evidence(self, verdict: Verdict) -> str:
        """Return an evidence status with its reason, and whether it rests on an estimate."""
        told = self.t(EVIDENCE[verdict.status])
        if verdict.reason is not None:
            return self.t.say("{status}: {reason}", status=told, reason=REASON[verdict.reason])
        return f"{told} ({self.t(STATUS['E'])})" if verdict.is_estimate else told

    def odds(self, odds: Odds | None) -> str:
        """Return a probability and its word, «decided», or a dash."""
        if odds is None or odds.probability is None:
            return DASH
        if odds.is_certain:
            return self.t.say("decided")
        word = self.t(CHANCE[chance_of(odds.probability)])
        return self.t.say("{share} ({word})", share=self.share(odds.probability), word=word)

    def share(self, probability: float) -> str:
        """Return a probability; at the ends only what the paths can tell."""
        if probability < LEAST_TOLD:
            return self.t.say("under {share}", share=self.t.percent(LEAST_TOLD * 2))
        if probability > 1 - LEAST_TOLD:
            return self.t.say("over {share}", share=self.t.percent(1 - LEAST_TOLD * 2))
        return self.t.percent(probability)

    def amount(self, value: float, unit: str) -> str:
        """Return a forecast value with its unit, in no more digits than a forecast has."""
        return self.t.quantity(self.t.rough(value), unit)

    def difference(self, number: str, unit: str) -> str:
        """Return how far two values of a unit lie apart, as a told number without its sign."""
        if unit.startswith("%"):
            return self.t.say("{amount} percentage points", amount=number)
        if unit.startswith("rank"):
            return self.t.say("{amount} places", amount=number)
        return self.t.quantity(number, unit)

    def unit(self, unit: str) -> str:
        """Return a unit alone, as it stands after a number."""
        return self.t.quantity("", unit).strip()

    def pace(self, pace: Pace, indicator: Indicator | None) -> str:
        """Return a speed with its unit."""
        unit = indicator.unit if indicator is not None else ""
        if pace.form == "growth_pct_per_year":
            return self.t.interval(pace.interval, "% per year", 1)
        if pace.form == "per_year" and unit.startswith("%"):
            return self.t.say("{amount} percentage points a year", amount=self.t.interval(pace.interval))
        told = self.t.interval(pace.interval, unit)
        if pace.form == "per_month":
            return self.t.say("{amount} a month", amount=told)
        return self.t.say("{amount} a year", amount=told) if pace.form == "per_year" else told

    def course(self, line: Line) -> list[str]:
        """Return the sentences that explain a verdict: so far, pace, what the rest needs, what was assumed."""
        verdict, told = line.verdict, []
        if verdict.achieved is not None:
            told.append(self.t.say("So far: {figure}.", figure=self.achieved(line, long=True)))
        if verdict.pace is not None:
            told.append(self.t.say("Pace so far: {pace}.", pace=self.pace(verdict.pace, line.indicator)))
        if verdict.needed is not None:
            told.append(
                self.t.say("Needed from here: {pace}.", pace=self.pace(verdict.needed, line.indicator))
            )
        if verdict.assumption is not None:
            told.append(self.t(verdict.assumption))
        told += [self.t(note) for note in verdict.notes]
        if verdict.is_estimate:
            told.append(self.estimate(line))
        return told

    def estimate(self, line: Line) -> str:
        """Return what an estimate is worth, and until when no official figure can exist."""
        release = line.official_from
        if release is None:
            return self.t.say("This rests on an estimate.")
        indicative = (
            "" if release.rule.checked_by else self.t.say(" (indicative: nobody has signed the rule)")
        )
        return self.t.say(
            "This rests on an estimate; by {rule} no official figure exists before {day}{indicative}.",
            rule=release.rule.citation,
            day=release.day,
            indicative=indicative,
        )

    def rivals(self, figure: Figure) -> str:
        """Return the rivals of a figure, or a dash."""
        told = [f"{self.value(each)} ({self.body(each.producer_id)})" for each in figure.rivals]
        return "; ".join(told) or DASH

    def span(self, start: date | None, end: date | None) -> str:
        """Return the days between which something exists."""
        if start is None and end is None:
            return DASH
        first = self.t.day(start) if start else "…"
        return f"{first} – {self.t.day(end) if end else '…'}"

    def text(self, name: Name) -> str:
        """Return a name or text in the language."""
        return self.t.name(name)


REASON_OF_VALUE: Mapping[str, Said] = {
    "not_held": say("value not held"),
    "not_published": say("value not published"),
    "held": say("value not held"),
}


def _tolerance_pct(target: Target) -> float:
    return DEFAULT.about_pct if target.tolerance_pct is None else target.tolerance_pct
