"""
What people call the tables of a pack and their columns, each said in one place.

What a column means stands with its definition in `core.pack.tables`; it is told here, with the words of people in place of the
codes between backticks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from haidang.base.text import LANGUAGES, Said, say
from haidang.core.pack.tables import Column, Table
from haidang.telling.choices import choices_of
from haidang.telling.teller import Teller

_CODE = re.compile(r"`([^`]+)`")
TABLE: Mapping[str, Said] = {
    "areas": say("Areas"),
    "bodies": say("Bodies"),
    "successions": say("Successions of areas and bodies"),
    "indicators": say("Indicators"),
    "observations": say("Figures"),
    "documents": say("Documents"),
    "targets": say("Targets"),
    "assessments": say("Official assessments"),
    "commitments": say("Commitments"),
    "events": say("Events of commitments"),
    "rules": say("Rules of law"),
    "expectations": say("Expected figures"),
    "validations": say("Rules that figures must keep"),
    "breaks": say("Breaks of series"),
    "forecasts": say("Forecasts"),
    "sources": say("Sources"),
}
ONE: Mapping[str, Said] = {
    "areas": say("Area"),
    "bodies": say("Body"),
    "successions": say("Succession"),
    "indicators": say("Indicator"),
    "observations": say("Figure"),
    "documents": say("Document"),
    "targets": say("Target"),
    "assessments": say("Official assessment"),
    "commitments": say("Commitment"),
    "events": say("Event of a commitment"),
    "rules": say("Rule of law"),
    "expectations": say("Expected figure"),
    "validations": say("Rule that figures must keep"),
    "breaks": say("Break of series"),
    "forecasts": say("Forecast"),
    "sources": say("Source"),
}
_STEM: Mapping[str, Said] = {
    "name": say("Name"),
    "title": say("Title"),
    "text": say("What is asked or ordered"),
    "what": say("What happened"),
    "instruction": say("What a person should do"),
}
_LABEL: Mapping[str, Said] = {
    "addressee_ids": say("Who is to act"),
    "ambition": say("Wished for, at most"),
    "area_id": say("Area"),
    "area_km2": say("Natural area, square kilometres"),
    "asked": say("Asked or given on"),
    "asker_id": say("Who asks or orders"),
    "assessor_id": say("Who said it"),
    "basis": say("Words of the agreement"),
    "basis_id": say("Document it rests on"),
    "body_id": say("Who answers for it"),
    "bound": say("Bound"),
    "checked_by": say("Signed by"),
    "citation": say("Instrument and article"),
    "clause": say("Clause"),
    "commitment_id": say("Commitment"),
    "concept": say("Concept and content"),
    "confidence": say("How sure it is"),
    "criteria": say("Conditions"),
    "data_source": say("Source of the data"),
    "date": say("First day of the successor"),
    "day": say("Day"),
    "day_by": say("Happened by"),
    "definition": say("Definition"),
    "derived": say("Computed from published numbers"),
    "direction": say("Which way is better"),
    "disaggregation": say("Main breakdowns"),
    "document_id": say("Document"),
    "due": say("By when"),
    "due_day": say("Due on which day of the month"),
    "due_days": say("Due how many days after the period"),
    "due_months": say("How many months after the period"),
    "due_text": say("By when, in the words of the source"),
    "followed_from": say("Followed from"),
    "formula": say("Formula"),
    "frequency": say("How often"),
    "from_id": say("Predecessor"),
    "from_level": say("Rank of the predecessor"),
    "from_name": say("Name of the predecessor"),
    "high": say("Upper end"),
    "importance": say("Importance"),
    "indicator_id": say("Indicator"),
    "indicator_ids": say("Indicators"),
    "is_lumpy": say("One large case can make a year"),
    "is_measurable": say("A figure could show it"),
    "is_published": say("A figure is published"),
    "issued": say("Day of issue"),
    "issuer_id": say("Issuer"),
    "kind": say("Kind"),
    "left": say("Left side"),
    "lat": say("Latitude"),
    "level": say("Rank"),
    "lon": say("Longitude"),
    "low": say("Value promised"),
    "lower": say("Least possible value"),
    "measure": say("Kind of number"),
    "method": say("Method of computation"),
    "note": say("Remark for the reader"),
    "number": say("Number and symbol"),
    "of_area_id": say("Area that is the whole"),
    "operator": say("How the sides compare"),
    "official_code": say("Code of the official register"),
    "over_areas": say("How areas make the whole"),
    "over_time": say("How parts of a period make the whole"),
    "parent_id": say("Belongs to"),
    "part": say("Letter of the part"),
    "parts": say("Parts"),
    "period": say("Period"),
    "preferred_producer_id": say("Preferred producer"),
    "producer_basis": say("How the producer is known"),
    "producer_id": say("Producer"),
    "public_by": say("Public by"),
    "public_from": say("Public at the earliest on"),
    "publication_period": say("Period of publication"),
    "published_by": say("Published by"),
    "published_from": say("Published at the earliest on"),
    "publisher": say("Publisher"),
    "quote": say("Words of the source"),
    "reached_once": say("Met from the first time on"),
    "responsible_body_id": say("Body that compiles it"),
    "right": say("Right side"),
    "rule_id": say("Rule of law"),
    "share": say("Share"),
    "slides": say("Moves to the next working day"),
    "source_id": say("Where it was read"),
    "status": say("Status of the figure"),
    "target_id": say("Target"),
    "target_no": say("Number in the document"),
    "theme": say("Subject"),
    "tier": say("Kind of source"),
    "title": say("Title as published"),
    "to_id": say("Successor"),
    "tolerance_pct": say("Tolerance, per cent of the value"),
    "topic": say("Topic"),
    "type": say("Kind of document"),
    "unit": say("Unit"),
    "unit_level": say("Rank of the areas that are counted"),
    "upper": say("Greatest possible value"),
    "url": say("Address on the web"),
    "valid_from": say("First day"),
    "valid_to": say("Last day"),
    "value": say("Value"),
    "value_status": say("Is the value held?"),
    "value_text": say("Words of the source"),
    "verdict": say("What was said"),
    "weight_id": say("Denominator"),
    "withdrawn_on": say("Withdrawn on"),
    "words": say("Words of the source"),
    "words_lang": say("Language of the words"),
}
_OF_TABLE: Mapping[tuple[str, str], Said] = {
    ("areas", "parent_id"): say("Lies in"),
    ("assessments", "day"): say("Public on"),
    ("breaks", "name"): say("What happened"),
    ("documents", "parent_id"): say("Carries out or amends"),
    ("events", "day"): say("Happened at the earliest on"),
    ("expectations", "body_id"): say("Who owes them"),
    ("expectations", "status"): say("Least final status"),
    ("successions", "basis"): say("What the share is of"),
    ("validations", "name"): say("What must hold"),
    ("targets", "period"): say("When it is to be reached"),
}


def label_of(table: Table, column: str) -> Said:
    """Return what people call a column; its header for one that has no words."""
    if table.column(column).kind == "id":
        return say("Identifier")
    stem, _, language = column.rpartition("_")
    if language in LANGUAGES and stem:
        what = _OF_TABLE.get((table.name, stem)) or _STEM[stem]
        return {
            "vi": say("{what}, in Vietnamese", what=what),
            "en": say("{what}, in English", what=what),
            "fr": say("{what}, in French", what=what),
        }[language]
    return _OF_TABLE.get((table.name, column)) or _LABEL.get(column) or say("{name}", name=column)


def tell_hint(table: Table, column: Column, t: Teller) -> str:
    """Return what a column means; empty where its name or its choices say it themselves."""
    codes = _CODE.findall(column.doc)
    is_said = column.doc.rstrip(".").casefold() == str(label_of(table, column.name)).casefold()
    if is_said or (column.values and set(column.values) <= set(codes)):
        return ""
    return _CODE.sub(lambda match: t(_in_words(table, column, match[1])), t(Said(column.doc)))


def _in_words(table: Table, own: Column, code: str) -> Said:
    """Return the words for a code that a meaning names: a choice of its own column, another column, a choice of that, or itself."""
    if code in table.names:
        return say("«{name}»", name=label_of(table, code))
    choices = (choices_of(table.name, column).get(code) for column in (own, *table.columns))
    return say("«{name}»", name=next(filter(None, choices), code))
