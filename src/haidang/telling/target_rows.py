"""Targets as rows of one table, wherever several of them are listed: the promise and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.core.review.lines import Line
from haidang.telling.forecast import odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Table
from haidang.telling.words import SCHEDULE


def target_table(
    lines: Sequence[Line], phrases: Phrases, caption: str, *leading: str, with_id: bool = True
) -> Table:
    """
    Return targets with their statuses and odds.

    Parameters
    ----------
    lines
        In the order in which they are shown.
    phrases
        The language.
    caption
        What the table shows.
    leading
        What names them, in this order: of `number`, `target` and `document` what the reader does not know already.
    with_id
        Whether their identifiers stand there too.
    """
    t = phrases.t
    heads = {
        "number": Column("number", t.say("No."), "right"),
        "target": Column("target", t.say("Target")),
        "document": Column("document", t.say("Document")),
    }
    columns = (
        *(heads[key] for key in leading),
        Column("promise", t.say("Promise")),
        Column("period", t.say("For")),
        Column("official", t.say("Official")),
        Column("evidence", t.say("Evidence")),
        Column("schedule", t.say("Schedule")),
        Column("odds", t.say("Odds")),
        *((Column("id", t.say("Identifier")),) if with_id else ()),
    )
    rows = tuple(_row(line, phrases, leading) for line in lines)
    return Table(caption, columns, rows if with_id else tuple(row[:-1] for row in rows))


def _row(line: Line, phrases: Phrases, leading: Sequence[str]) -> tuple[str, ...]:
    t, target = phrases.t, line.target
    names = {
        "number": DASH if target.number is None else f"{target.number}{target.part}",
        "target": t.name(target.name),
        "document": phrases.document(line.document),
    }
    return (
        *(names[key] for key in leading),
        phrases.promise(target),
        t.period(target.period),
        phrases.official(line.official.verdict if line.official else None),
        phrases.evidence(line.verdict),
        t(SCHEDULE[line.timetable.status]),
        odds_or_reason(line, phrases),
        target.target_id,
    )
