"""Commitments, told: what was asked of whom, by when, and what became public of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.evidence import Evidence
from haidang.core.review.overdue import CLOSING, State, state_of
from haidang.core.review.views import CommitmentsView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import names
from haidang.telling.teller import Teller
from haidang.telling.words import COMMITMENT, EVENT


def commitment_table(
    rows: Sequence[tuple[Commitment, Sequence[Event]]],
    phrases: Phrases,
    day: date,
    followed_until: date | None,
) -> Table:
    """
    Return commitments with their state and events as a table.

    Parameters
    ----------
    rows
        Commitments with what had become public of them by the day.
    phrases
        The language.
    day, followed_until
        Day as of which, and day until which events were followed.
    """
    t = phrases.t
    columns = (
        Column("id", t.say("Identifier")),
        Column("kind", t.say("Kind")),
        Column("text", t.say("What is asked")),
        Column("of", t.say("Of whom")),
        Column("due", t.say("By when")),
        Column("state", t.say("State")),
        Column("events", t.say("What became public of it")),
    )
    told = tuple(
        (
            each.commitment_id,
            t(COMMITMENT[each.kind]),
            phrases.text(each.text),
            "; ".join(phrases.body(body_id) for body_id in each.addressee_ids) or DASH,
            t.period(each.due) if each.due else t.say("no date named"),
            _state(each, events, phrases, day, followed_until),
            "; ".join(_event(event, phrases) for event in events) or t.say("nothing found by then"),
        )
        for each, events in rows
    )
    return Table(t.say("Proposals, directives and tasks"), columns, told)


def _state(
    each: Commitment, events: Sequence[Event], phrases: Phrases, day: date, followed_until: date | None
) -> str:
    t, state = phrases.t, state_of(each, events, day, followed_until)
    if state is State.CLOSED:
        return t(EVENT[next(event.kind for event in reversed(events) if event.kind in CLOSING)])
    if state is State.NOT_FOLLOWED:
        return t.say("not followed since {day}", day=followed_until)
    if state is State.OPEN:
        return t.say("open")
    if followed_until is not None and followed_until < day:
        return t.say("✗ overdue on {day}, not followed since", day=followed_until)
    return t.say("✗ overdue")


def _event(event: Event, phrases: Phrases) -> str:
    t = phrases.t
    day = t.day(event.day) if event.day == event.day_by else f"{t.day(event.day)} – {t.day(event.day_by)}"
    return t.say("{day}: {kind}, {what}", day=day, kind=EVENT[event.kind], what=event.what)


def commitment_data(each: Commitment, events: Sequence[Event]) -> dict[str, Any]:
    """Return a commitment and its events as data."""
    return {
        "commitment_id": each.commitment_id,
        "kind": each.kind,
        "text": names(each.text),
        "asker_id": each.asker_id or None,
        "addressee_ids": list(each.addressee_ids),
        "basis_id": each.basis_id or None,
        "asked": each.asked.isoformat(),
        "due": each.due.text if each.due else None,
        "due_text": each.due_text or None,
        "theme": each.theme or None,
        "source_id": each.source_id or None,
        "events": [
            {
                "event_id": event.event_id,
                "kind": event.kind,
                "day": event.day.isoformat(),
                "day_by": event.day_by.isoformat(),
                "what": names(event.what),
                "document_id": event.document_id or None,
                "source_id": event.source_id or None,
            }
            for event in events
        ],
    }


def tell_commitments(view: CommitmentsView, evidence: Evidence, t: Teller) -> Report:
    """Tell commitments as of a day."""
    phrases = Phrases(t, evidence.bodies())
    table = commitment_table(view.commitments, phrases, view.as_of.day, view.followed_until)
    return Report(
        language=t.language,
        title=t.say("Commitments as of {day}", day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=(
            Section(
                "commitments",
                t.say("Commitments"),
                (
                    t.say("{count} in all.", count=len(table.rows)),
                    t.say("«Nothing found» is not «nothing done»: the events were not followed completely."),
                ),
                (table,) if table.rows else (),
            ),
        ),
        footer=(),
        make_data=lambda: {
            "format": "haidang-commitments/1",
            "as_of": view.as_of.day.isoformat(),
            "commitments": [
                {
                    **commitment_data(each, events),
                    "state": str(state_of(each, events, view.as_of.day, view.followed_until)),
                }
                for each, events in view.commitments
            ],
        },
        make_rows=lambda: table,
    )
