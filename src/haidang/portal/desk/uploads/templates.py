"""The template that a body fills for periods."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.base.errors import UseError
from haidang.base.periods import Period
from haidang.base.text import Name, say
from haidang.core.indicators.indicator import Observation
from haidang.files.sheets.identity import Code
from haidang.files.sheets.template import Line as TemplateLine
from haidang.files.sheets.template import Template
from haidang.portal.desk.lines import Ground, Line, exists_in, lines_of
from haidang.telling.cell_words import CellWords
from haidang.telling.teller import Teller

MOST_ROWS = 20_000
"""Rows of one file."""


def make_template(ground: Ground, body_id: str, periods: Sequence[Period], t: Teller) -> Template:
    """
    Return the template that a body fills for periods, in a language.

    Raises
    ------
    UseError
        When it has no figures to fill, or more than a file takes.
    """
    evidence, words = ground.evidence, CellWords(ground.evidence, t)
    lines = [
        _line(ground, line, period, words, t)
        for line in lines_of(ground, body_id, periods)
        for period in periods
        if exists_in(evidence, line, period)
    ]
    if not lines:
        raise UseError(
            say("This body has no figures to enter for these periods."),
            say("Choose other periods or another body, or enter a figure by itself."),
        )
    if len(lines) > MOST_ROWS:
        raise UseError(
            say("The template would have {count} rows.", count=t.number(len(lines), 0)),
            say("Up to {most} fit: ask for fewer periods.", most=t.number(MOST_ROWS, 0)),
        )
    return Template(
        evidence.description().name,
        body_id,
        evidence.bodies()[body_id].name,
        evidence.revision.number,
        t.language,
        ground.today,
        tuple(lines),
        {key: each.title for key, each in evidence.sources().items()},
    )


def _line(ground: Ground, line: Line, period: Period, words: CellWords, t: Teller) -> TemplateLine:
    producer = ground.evidence.bodies().get(line.producer_id)
    filled = {"status": line.status, "definition": line.definition}
    return TemplateLine(
        Code(line.indicator.indicator_id, line.area_id, period.text, line.producer_id),
        line.indicator.name,
        ground.evidence.areas()[line.area_id].name,
        producer.name if producer is not None else Name(line.producer_id),
        line.unit,
        "; ".join(_told(each, words, t) for each in line.latest),
        {name: text for name, text in filled.items() if text},
    )


def _told(held: Observation, words: CellWords, t: Teller) -> str:
    return t.say("{period}: {value}", period=held.period, value=words.held(held))
