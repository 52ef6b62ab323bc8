"""Why an entry cannot be saved or moved: what another person did in the meantime, in which office and when, or whose hand it has."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import Name, Said, say
from haidang.portal.accounts.roles import ROLES
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.errors import ConflictError
from haidang.portal.entries.life import STATES, Move
from haidang.portal.entries.models import OPEN, Entry, Step
from haidang.portal.entries.noting import hands_of, parts
from haidang.portal.entries.proposing import Proposed
from haidang.portal.registry.models import current_rows

_NAMES = ("name_vi", "name_en", "name_fr")


def refuse(entry: Entry, wanted: Move, version: int) -> None:
    """
    Refuse a move of an entry that is not as it was seen, or from where the move does not lead.

    Raises
    ------
    ConflictError
        With what became of it, by whom and when.
    """
    if entry.version != version:
        raise ConflictError(
            say("It has changed in the meantime: {last}.", last=_last(entry)),
            say("Open it again, and decide anew."),
            key=entry.key,
        )
    if entry.state not in wanted.sources:
        raise ConflictError(
            say("«{move}» is not possible any more: {last}.", move=wanted.label, last=_last(entry)),
            say("Open it again, and decide anew."),
            key=entry.key,
        )


def refuse_own_hand(entry: Entry, wanted: Move, by: Actor) -> None:
    """
    Refuse a move that takes a person who had no hand in the entry.

    Raises
    ------
    UseError
        When this one had.
    """
    if wanted.is_of_others and not hands_of(entry).isdisjoint(by.hands):
        raise UseError(
            say("You, or the person in whose stead you act, had a hand in it already."),
            say("Who enters, who checks and who publishes are three persons: leave it to another one."),
        )


def refuse_taken(rows: Sequence[Proposed]) -> None:
    """
    Refuse rows about something that another entry is about already.

    Raises
    ------
    ConflictError
        With where that entry stands.
    UseError
        When two of the rows are about the same thing.
    """
    keys, subjects = {row.key for row in rows}, {(row.table, row.subject) for row in rows}
    if len(subjects) < len(rows):
        raise UseError(say("Two of the rows are about the same thing."), say("Keep one of them."))
    for part in parts([subject for _, subject in subjects]):
        for entry in Entry.objects.filter(subject__in=part, state__in=OPEN):
            if entry.key not in keys and (entry.table, entry.subject) in subjects:
                raise ConflictError(
                    say("An entry about the same thing is on its way: {last}.", last=_last(entry)),
                    say("Open that one, or wait until it is published."),
                    key=entry.key,
                )


def same_time(rows: Sequence[Proposed]) -> ConflictError:
    """Return the error after another process entered the same thing, or handed in the same, at the same time."""
    try:
        refuse_taken(rows)
    except ConflictError as error:
        return error
    return ConflictError(
        say("The same was handed in at the same time."), say("Look at what stands there now, and try again.")
    )


def _last(entry: Entry) -> Said:
    """Return where an entry stands, and who brought it there."""
    step = entry.steps.order_by("-version").first()
    state, moment = STATES[entry.state], timezone.localtime(entry.moved_at)
    if step is None:
        return say("{state}, {moment}", state=state, moment=moment)
    return say(
        "{state}, by the role {role} of {body}, {moment}",
        state=state,
        role=ROLES.get(step.role, step.role),
        body=_body(step),
        moment=moment,
    )


def _body(step: Step) -> Name | Said | str:
    if not step.office_body_id:
        return say("the whole city")
    found = current_rows("bodies").filter(Q(("body_id", step.office_body_id)))
    names = found.values_list(*_NAMES).first()
    return Name(*(text or "" for text in names)) if names else step.office_body_id
