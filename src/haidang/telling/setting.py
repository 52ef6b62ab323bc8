"""Filling in a value, told: the line before and after."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.base.text import Said
from haidang.core.evidence import Evidence
from haidang.core.review.views import TargetView
from haidang.telling.phrases import Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import line_data
from haidang.telling.teller import Teller


def tell_setting(
    before: TargetView, after: TargetView, taken: Sequence[Said], evidence: Evidence, t: Teller
) -> Report:
    """Tell what filling in a value changed, and what was taken without being asked for."""
    phrases = Phrases(t, evidence.bodies())
    columns = (
        Column("when", t.say("When")),
        Column("promise", t.say("Promise")),
        Column("evidence", t.say("Evidence")),
        Column("latest", t.say("Latest figure held")),
    )
    rows = tuple(
        (
            when,
            phrases.promise(view.line.target),
            phrases.evidence(view.line.verdict),
            phrases.achieved(view.line) if view.line.verdict.achieved else phrases.short(view.line.latest),
        )
        for when, view in ((t.say("before"), before), (t.say("after"), after))
    )
    table = Table(t.say("The line before and after"), columns, rows)
    target = after.line.target
    return Report(
        language=t.language,
        title=t.say(
            "{target} ({id}), as of {day}", target=target.name, id=target.target_id, day=after.as_of.day
        ),
        lead="",
        notices=tuple(t(each) for each in taken),
        sections=(
            Section(
                "change",
                t.say("The value filled in"),
                tuple(phrases.course(after.line)),
                (table,),
            ),
        ),
        footer=(),
        make_data=lambda: {
            "format": "haidang-setting/1",
            "before": line_data(before.line, phrases),
            "after": line_data(after.line, phrases),
        },
        make_rows=lambda: table,
    )
