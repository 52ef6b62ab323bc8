"""
Entering rows and moving entries: each call one transaction, with its steps and its rows of the audit, whole or not at all.

As whom somebody acts is asked for each entry by its body (`Acting`), so that nothing moves without permission whatever page calls. What was done
already is not done again: a batch by its key, an entry by its version. What takes long, the checks, is done before anybody is kept waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.db import IntegrityError, transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.errors import ConflictError
from haidang.portal.entries.life import MOVES, Move
from haidang.portal.entries.models import Batch, Entry, Step
from haidang.portal.entries.noting import advance, note, parts
from haidang.portal.entries.proposing import Proposed, proposed_of, tidied
from haidang.portal.entries.publishing import Plan, plan_publication, publish
from haidang.portal.entries.refusing import refuse, refuse_own_hand, same_time
from haidang.portal.entries.saving import lock, save_rows
from haidang.portal.entries.weighing import refuse_defects
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.revising import wait_briefly

Acting: TypeAlias = Callable[[str, str], Actor]
"""Return as whom a permission is used over a body; raises `ForbiddenError`."""


@dataclass(frozen=True, slots=True)
class Handed:
    """
    What comes with rows that are handed in.

    Attributes
    ----------
    key
        Of the batch, made before: the same one twice is done once.
    way
        How they come in.
    body_id
        The body that answers for them.
    file_name, file_sha256
        Of a file.
    enterers
        Accounts that had a hand in the rows before they are handed in, as a JSON list.
    """

    key: UUID
    way: Batch.Way
    body_id: str
    file_name: str = ""
    file_sha256: str = ""
    enterers: str = "[]"


@dataclass(frozen=True, slots=True)
class _Wish:
    """A move that somebody wants to make of entries, each in the version that was seen."""

    move: Move
    versions: Mapping[UUID, int]
    acting: Acting


def save(
    rows: Sequence[Proposed], handed: Handed, *, acting: Acting, now: datetime, submit: bool = False
) -> list[Entry]:
    """
    Save rows as entries: new ones, and others whose form they change; all or none.

    Parameters
    ----------
    rows
        What is proposed; with a version of 0 as new entries.
    handed
        How they come in.
    acting
        As whom.
    now
        The moment, with its time zone.
    submit
        Whether they go on to be checked; else they stay drafts, which may have defects.

    Returns
    -------
    entries
        In the order of the rows; those of a batch that was handed in before as they stand now.

    Raises
    ------
    ConflictError
        When one changed in the meantime, or another entry about the same thing is on its way.
    DefectsError
        When they are to go on and have defects.
    ForbiddenError
        When entering for this body is not allowed.
    UseError
        For a row that cannot be one, or an entry that is about another one.
    """
    by = acting("entries.enter", handed.body_id)
    rows = [tidied(row) for row in rows]
    with told_errors():
        done = _done_before(rows, handed, by)
        if done is not None:
            return done
        if submit:
            refuse_defects(rows, [handed.body_id])
        try:
            return _save(rows, handed, by, now, submit=submit)
        except IntegrityError:  # another process was at it at the same time
            done = _done_before(rows, handed, by)
            if done is not None:
                return done
            raise same_time(rows) from None


def move(
    code: str,
    chosen: Mapping[UUID, int],
    *,
    acting: Acting,
    now: datetime,
    reason: str = "",
    public_at: datetime | None = None,
) -> list[Entry]:
    """
    Move entries, all or none.

    Parameters
    ----------
    code
        One of `life.MOVES`, but for `save`.
    chosen
        Keys of entries, with the version that was seen.
    acting
        As whom.
    now
        The moment, with its time zone.
    reason
        Why; some moves need it.
    public_at
        When what is published shall be public, if later than now.

    Returns
    -------
    entries
        Those that were moved; those that the same person had moved so before are left as they are.

    Raises
    ------
    ConflictError
        When one changed in the meantime, or the row that it is about did.
    DefectsError
        When they go on and have defects.
    ForbiddenError
        When it is not allowed.
    UseError
        When a reason is lacking, or the moment does not fit.
    """
    if code not in MOVES or code == "save":
        raise UseError(
            say("«{seen}» is no move of an entry.", seen=code),
            say("Use one of {allowed}.", allowed=[*MOVES][1:]),
        )
    wish = _Wish(MOVES[code], chosen, acting)
    reason = reason.strip()
    if wish.move.needs_reason and not reason:
        raise UseError(say("A reason is needed."), say("Say in a sentence what is to be mended."), "reason")
    with told_errors():
        while True:
            plan = _weigh(wish, now, public_at)
            with transaction.atomic():
                wait_briefly()
                moving, by = _judged(wish, lock(chosen))
                withheld = publish(plan, moving, by, now) if plan is not None and moving else frozenset()
                if withheld is not None:
                    _go(wish.move, moving, by, now, reason, withheld)
                    return moving


def _save(rows: Sequence[Proposed], handed: Handed, by: Actor, now: datetime, *, submit: bool) -> list[Entry]:
    batch = Batch(
        key=handed.key,
        way=handed.way,
        body_id=handed.body_id,
        by_key=by.account_key,
        made_at=now,
        file_name=handed.file_name,
        file_sha256=handed.file_sha256,
    )
    with transaction.atomic():
        wait_briefly()
        done = _done_before(rows, handed, by)
        if done is not None:
            return done
        saved = save_rows(rows, batch, by, now, enterers=handed.enterers, is_noted=submit)
        if submit:
            for entry in saved:
                refuse(entry, MOVES["submit"], entry.version)
            _go(MOVES["submit"], saved, lambda _: by, now)
        return saved


def _done_before(rows: Sequence[Proposed], handed: Handed, by: Actor) -> list[Entry] | None:
    """Return the entries of a batch that was handed in before; None when it is new."""
    batch = Batch.objects.filter(key=handed.key).first()
    if batch is None:
        return None
    keys = [row.key for row in rows]
    found = {entry.key: entry for part in parts(keys) for entry in Entry.objects.filter(key__in=part)}
    if batch.by_key != by.account_key or len(found) < len(keys):
        raise ConflictError(
            say("Something else was handed in under this very key."), say("Open the form anew.")
        )
    return [found[key] for key in keys]


def _weigh(wish: _Wish, now: datetime, public_at: datetime | None) -> Plan | None:
    """Look at what takes long, on the entries as they are now; what comes of it counts as long as they stay so."""
    if wish.move.code not in ("submit", "publish"):
        return None
    found = [
        entry
        for part in parts(sorted(wish.versions))
        for entry in Entry.objects.filter(key__in=part).order_by("key")
    ]
    moving, _ = _judged(wish, found)
    if wish.move.code == "publish":
        return plan_publication(moving, now=now, public_at=public_at) if moving else None
    refuse_defects([proposed_of(entry) for entry in moving], {entry.body_id for entry in moving})
    return None


def _judged(wish: _Wish, found: Sequence[Entry]) -> tuple[list[Entry], Callable[[Entry], Actor]]:
    """Return those of the entries that are to move, and as whom; refuse the whole when one may not."""
    if len(found) < len(wish.versions):
        raise UseError(say("There is no such entry."), say("Open the list again."))
    body_ids = {entry.body_id for entry in found}
    actors = {body_id: wish.acting(wish.move.permission, body_id) for body_id in sorted(body_ids)}

    def by(entry: Entry) -> Actor:
        return actors[entry.body_id]

    done = _moved_before(wish, found, by)
    moving = [entry for entry in found if entry.key not in done]
    for entry in moving:
        refuse(entry, wish.move, wish.versions[entry.key])
        refuse_own_hand(entry, wish.move, by(entry))
    return moving, by


def _moved_before(wish: _Wish, found: Sequence[Entry], by: Callable[[Entry], Actor]) -> set[UUID]:
    """Return which entries the same person moved just so before: a double click, or an answer that was lost."""
    maybe = {
        entry.key: entry
        for entry in found
        if entry.state == wish.move.target and entry.version == wish.versions[entry.key] + 1
    }
    steps = (
        step
        for part in parts(list(maybe))
        for step in Step.objects.filter(entry__in=part, move=wish.move.code)
    )
    return {
        step.entry_id
        for step in steps
        if step.version == maybe[step.entry_id].version
        and step.by_key == by(maybe[step.entry_id]).account_key
    }


def _go(
    wanted: Move,
    entries: Sequence[Entry],
    by: Callable[[Entry], Actor],
    now: datetime,
    reason: str = "",
    withheld: Collection[UUID] = (),
) -> None:
    advance(wanted, entries, by, now)
    note(wanted, entries, by, now, reason, withheld=withheld)
