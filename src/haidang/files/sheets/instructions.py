"""How a template is filled, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from haidang.base.periods import parse_period
from haidang.base.text import say
from haidang.files.sheets.columns import FILLED
from haidang.files.sheets.template import Template
from haidang.telling.teller import teller

_STEPS = (
    say("Fill the white cells; a row without a value is not entered. What is not known stays empty."),
    say(
        "The grey cells say what each row is about; they are protected, without a password, so that no column is moved by mistake."
    ),
    say("A figure that has no row here is entered on the pages, not in this file."),
    say(
        "Save as Excel workbook (.xlsx) or as CSV UTF-8, and upload the file where you found it. Nothing is stored before you have seen what was read."
    ),
)


def told_instructions(template: Template) -> Iterator[tuple[str, str]]:
    """Yield what is said of a template, a heading and a text each; the last is what programs read."""
    t = teller(template.language)
    yield t.say("Figures to be entered"), t.name(template.body)
    yield t.say("Periods"), ", ".join(t.period(parse_period(text)) for text in template.periods)
    yield t.say("Made on"), t.day(template.made_on)
    yield t.say("From revision"), str(template.revision)
    for number, step in enumerate(_STEPS, start=1):
        yield str(number), t(step)
    for column in FILLED:
        yield t(column.heading), t(column.help)
    yield t.say("For the program"), template.identity.text
