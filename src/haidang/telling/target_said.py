"""What others say of a target, told: official assessments, rival figures, the values that other documents set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from haidang.base.intervals import Interval
from haidang.core.documents.document import Source
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure, interval_of
from haidang.core.review.views import TargetView
from haidang.core.targets.target import Assessment
from haidang.telling.forecast import odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Section, Table
from haidang.telling.words import TIER


def source_address(evidence: Evidence, source_id: str) -> str:
    """Return who published a source and its address; a dash where none is held."""
    source: Source | None = evidence.sources().get(source_id)
    if source is None:
        return DASH
    return f"{source.publisher or source.title}, {source.url or source.title}"


def assessments_section(view: TargetView, evidence: Evidence, phrases: Phrases) -> Section | None:
    """Return all official assessments that were made by the day; None without any."""
    if not view.assessments:
        return None
    t = phrases.t
    columns = (
        Column("day", t.say("Day")),
        Column("body", t.say("Who")),
        Column("verdict", t.say("Verdict")),
        Column("words", t.say("Words")),
        Column("about", t.say("Said of")),
        Column("source", t.say("Source")),
    )
    rows = tuple(
        (
            t.day(each.day),
            phrases.body(each.assessor_id),
            phrases.official(each.verdict),
            f"«{each.words}»" if each.words else DASH,
            t.say("this target")
            if each.target_id
            else t.say("number {number} as a whole", number=str(each.number)),
            source_address(evidence, each.source_id),
        )
        for each in view.assessments
    )
    table = Table(t.say("What bodies have officially said of it, up to the day"), columns, rows)
    return Section("assessments", t.say("Official assessments over time"), (), (table,))


def assessment_data(each: Assessment) -> dict[str, Any]:
    """Return an official assessment as data."""
    return {
        "assessment_id": each.assessment_id,
        "day": each.day.isoformat(),
        "assessor_id": each.assessor_id,
        "verdict": each.verdict,
        "words": each.words or None,
        "words_lang": each.words_lang or None,
        "source_id": each.source_id or None,
    }


def rivals_section(course: Sequence[Figure], measure: Indicator | None, phrases: Phrases) -> Section | None:
    """Return the figures of other producers beside those that count; None without any."""
    if measure is None or not any(figure.rivals for figure in course):
        return None
    t = phrases.t
    columns = (
        Column("period", t.say("Period")),
        Column("counts", t.say("Figure that counts")),
        Column("rival", t.say("Rival figure")),
        Column("producer", t.say("Producer")),
        Column("definition", t.say("Definition")),
        Column("tier", t.say("Tier")),
        Column("difference", t.say("Difference"), "right"),
    )
    rows = tuple(row for figure in course for row in _rivals(figure, measure, phrases))
    table = Table(t.say("Figures of other producers for the same period"), columns, rows)
    told = t.say(
        "A rival is another producer's figure or of another definition; it never replaces the one that counts."
    )
    return Section("rivals", t.say("Rival figures"), (told,), (table,))


def _rivals(figure: Figure, measure: Indicator, phrases: Phrases) -> Iterator[tuple[str, ...]]:
    t = phrases.t
    counting = t.say(
        "{value} ({body})",
        value=phrases.value(figure.observation),
        body=phrases.body(figure.observation.producer_id),
    )
    for rival in figure.rivals:
        yield (
            t.period(figure.period),
            counting,
            phrases.value(rival),
            phrases.body(rival.producer_id),
            rival.definition or DASH,
            DASH if rival.tier is None else t(TIER[rival.tier]),
            _difference(interval_of(rival, measure) - figure.interval, measure.unit, phrases),
        )


def _difference(apart: Interval, unit: str, phrases: Phrases) -> str:
    """Return by how much a rival lies above or below; a dash where a bound leaves it open."""
    t, apart = phrases.t, apart.rounded(9)
    if not apart.is_exact:
        return DASH
    if apart.low == 0:
        return t.say("none")
    told = phrases.difference(t.number(abs(apart.low)), unit)
    return t.say("{amount} more", amount=told) if apart.low > 0 else t.say("{amount} less", amount=told)


def elsewhere_section(view: TargetView, phrases: Phrases) -> Section | None:
    """Return what other documents promise of the same indicator; None without any."""
    if not view.elsewhere:
        return None
    t = phrases.t
    columns = (
        Column("id", t.say("Identifier")),
        Column("document", t.say("Document")),
        Column("period", t.say("For")),
        Column("promise", t.say("Its value")),
        Column("evidence", t.say("Evidence")),
        Column("odds", t.say("Odds")),
    )
    rows = tuple(
        (
            line.target.target_id,
            phrases.document(line.document),
            t.period(line.target.period),
            phrases.promise(line.target),
            phrases.evidence(line.verdict),
            odds_or_reason(line, phrases),
        )
        for line in view.elsewhere
    )
    return Section(
        "elsewhere",
        t.say("The same indicator in other documents"),
        (t.say("These values are those of other documents, not of the one reviewed."),),
        (Table(t.say("Values that other documents set"), columns, rows),),
    )
