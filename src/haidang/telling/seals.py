"""The heads of the audit's chain, told for everyone: a hash a day, and what it is good for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haidang.base.days import AsOf
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller

_SHOWN = 62
FORMAT = "haidang-seals/1"


@dataclass(frozen=True, slots=True)
class Head:
    """The hash that was published on a day; it stands for all that was sealed until then."""

    day: date
    sha256: str


def tell_seals(heads: Sequence[Head], as_of: AsOf, t: Teller) -> Report:
    """
    Tell the heads that were published by a day.

    Parameters
    ----------
    heads
        The newest first.
    as_of
        The day as of which.
    t
        The teller.
    """
    shown = heads[:_SHOWN]
    sections = [Section("meaning", t.say("What a head shows, and what it does not"), _meaning(t))]
    if heads:
        more = (
            (t.say("The newest {count} of {all}; CSV and JSON have all.", count=len(shown), all=len(heads)),)
            if len(shown) < len(heads)
            else ()
        )
        sections.insert(0, Section("heads", t.say("Heads by day"), more, (_table(shown, t),)))
    return Report(
        language=t.language,
        title=t.say("Seals of the audit, as of {day}", day=as_of.day),
        lead=_lead(heads, t),
        notices=_notices(as_of, t),
        sections=tuple(sections),
        footer=(),
        make_data=lambda: {
            "format": FORMAT,
            "as_of": as_of.day.isoformat(),
            "heads": [{"day": each.day.isoformat(), "sha256": each.sha256} for each in heads],
        },
        make_rows=lambda: _rows(heads),
    )


def _notices(as_of: AsOf, t: Teller) -> tuple[str, ...]:
    if not as_of.was_future:
        return ()
    told = t.say(
        "{asked} lies in the future; this is answered as of {day}.", asked=as_of.asked, day=as_of.day
    )
    return (told,)


def _lead(heads: Sequence[Head], t: Teller) -> str:
    if not heads:
        return t.say(
            "No head has been published yet; the first one follows when something is written, then one every day."
        )
    return t.say(
        "Whatever is written at the desk of this portal is recorded, and the records are sealed: the head of {day} stands for all of them until then.",
        day=heads[0].day,
    )


def _meaning(t: Teller) -> tuple[str, ...]:
    return (
        t.say(
            "Keep a head, print it, or send it to somebody: whoever runs the portal can then no longer change, take away or put in an older record without its being found."
        ),
        t.say(
            "Whoever runs the portal shows it with `haidang portal verify-audit --head HASH`, and an auditor can ask for it."
        ),
        t.say(
            "A head says nothing of what was written, by whom, or how much: there is one every day, also when nothing was written."
        ),
        t.say(
            "It cannot show that everything was recorded that was done, that a clock was right, or anything of records made after it."
        ),
    )


def _table(heads: Sequence[Head], t: Teller) -> Table:
    columns = (Column("day", t.say("Day")), Column("sha256", t.say("Head (SHA-256)")))
    return Table(
        t.say("Heads, the newest first"), columns, tuple((t.day(each.day), each.sha256) for each in heads)
    )


def _rows(heads: Sequence[Head]) -> Table:
    columns = (Column("day", "day"), Column("sha256", "sha256"))
    return Table("heads", columns, tuple((each.day.isoformat(), each.sha256) for each in heads))
