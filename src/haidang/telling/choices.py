"""The words of what a column of a pack can be, where its cells are codes: each list in the order of its definition."""

from __future__ import annotations

from collections.abc import Mapping

from haidang.base.text import Said, say
from haidang.core.pack.tables import Column
from haidang.telling.words import (
    BREAK,
    COMMITMENT,
    DIRECTION,
    DOCUMENT_TYPE,
    EVENT,
    LEVEL,
    MEASURE,
    OFFICIAL,
    STATUS,
    TIER,
)

YES, NO = "true", "false"
BOOLEAN: Mapping[str, Said] = {YES: say("yes"), NO: say("no")}
CONFIDENCE: Mapping[str, Said] = {"high": say("high"), "medium": say("medium"), "low": say("low")}
LANGUAGE: Mapping[str, Said] = {"vi": say("Vietnamese"), "en": say("English"), "fr": say("French")}
_OF: Mapping[tuple[str, str], Mapping[str, Said]] = {
    ("areas", "level"): LEVEL,
    ("assessments", "verdict"): OFFICIAL,
    ("assessments", "words_lang"): LANGUAGE,
    ("bodies", "kind"): {
        "party": say("Party"),
        "state": say("organ of the State"),
        "statistics": say("statistics office"),
        "department": say("department"),
        "council": say("council"),
        "association": say("association"),
        "group": say("several bodies together"),
        "not_stated": say("not stated"),
    },
    ("breaks", "kind"): {str(kind): word for kind, word in BREAK.items()},
    ("commitments", "kind"): COMMITMENT,
    ("documents", "type"): DOCUMENT_TYPE,
    ("events", "kind"): EVENT,
    ("expectations", "frequency"): {
        "month": say("every month"),
        "quarter": say("every quarter"),
        "half": say("every half-year"),
        "year": say("every year"),
        "year_to_month": say("from the beginning of the year, every month"),
        "year_to_quarter": say("from the beginning of the year, every quarter"),
    },
    ("expectations", "status"): STATUS,
    ("indicators", "direction"): DIRECTION,
    ("indicators", "measure"): MEASURE,
    ("indicators", "over_areas"): {
        "sum": say("their sum"),
        "weighted": say("their weighted mean"),
        "none": say("they make none"),
    },
    ("indicators", "over_time"): {
        "sum": say("their sum"),
        "last": say("the last one"),
        "mean": say("their mean"),
        "chain": say("their product"),
        "none": say("they make none"),
    },
    ("observations", "bound"): {">": say("more than"), "<": say("nearly"), "~": say("about")},
    ("observations", "producer_basis"): {
        "stated": say("stated"),
        "inferred": say("inferred"),
        "not_stated": say("not stated"),
    },
    ("observations", "status"): STATUS,
    ("rules", "kind"): {
        "official_figure": say("time until an official figure exists"),
        "due_day": say("day of the month on which figures are due"),
        "due_days": say("days within which figures are due"),
        "weekend": say("day of the week on which offices rest"),
        "holiday": say("days on which offices rest"),
    },
    ("sources", "tier"): {str(tier): word for tier, word in TIER.items()},
    ("successions", "basis"): {
        "people": say("people"),
        "area": say("land area"),
        "people;area": say("people and land area"),
    },
    ("successions", "kind"): {"area": say("areas"), "body": say("bodies")},
    ("targets", "kind"): {
        "at_least": say("at least a value"),
        "at_most": say("at most a value"),
        "about": say("about a value"),
        "within": say("between two values"),
        "average_growth": say("average growth over a term"),
        "total": say("total over a term"),
        "every_year": say("every year"),
        "share_of": say("share of another area's figure"),
        "units_meeting": say("number of areas that meet conditions"),
        "composite": say("several targets together"),
    },
    ("targets", "value_status"): {
        "held": say("held"),
        "not_held": say("exists, not held here"),
        "not_published": say("not published"),
    },
    ("validations", "importance"): CONFIDENCE,
    ("validations", "operator"): {
        "==": say("equal"),
        "!=": say("not equal"),
        ">=": say("the left one at least the right one"),
        ">": say("the left one more than the right one"),
        "<=": say("the left one at most the right one"),
        "<": say("the left one less than the right one"),
    },
}  # fmt: skip


def choices_of(table: str, column: Column) -> Mapping[str, Said]:
    """Return the words of what a column can be, by code; empty where it can be anything."""
    if column.kind == "boolean":
        return BOOLEAN
    if column.name == "confidence":
        return CONFIDENCE
    words = _OF.get((table, column.name), {})
    return {code: words.get(code, say("{name}", name=code)) for code in column.values or words}
