"""The list of entries: what was asked for, the page of them, and what was chosen of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from haidang.base.errors import UseError
from haidang.base.text import Said, fold, say
from haidang.core.pack.tables import BY_NAME
from haidang.portal.accounts.permissions import bodies_of
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of, read_count
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.errors import ConflictError
from haidang.portal.entries.life import MOVES, STATES
from haidang.portal.entries.models import OPEN, Entry
from haidang.portal.entries.queries import SEE, entered_by, handled_by, seen_by
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import TABLE

AT_ONCE = 50
_ON_ITS_WAY, _ALL = "open", "all"
MINE, OTHERS = "mine", "others"
_WHOSE: Mapping[str, Said] = {
    "": say("everybody's"),
    MINE: say("those that I entered"),
    OTHERS: say("those in which I had no hand"),
}
_MOST_NAMED, _MOST = 40, 500
_BETWEEN = "_"


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A page of entries.

    Attributes
    ----------
    entries
        Those of the page, moved last first.
    count
        How many there are in all.
    following
        The parameter that leads to the next page; empty on the last one.
    """

    entries: Sequence[Entry]
    count: int
    following: str


def list_form(desk: Desk, asked: Mapping[str, str]) -> Form:
    """Return the form that narrows the list, filled with what was asked for."""
    names = CellWords(desk.evidence, desk.t).names("bodies")
    bodies = sorted(bodies_of(desk.holder, SEE, desk.tree, desk.today), key=lambda each: fold(names[each]))
    states = [Option(_ON_ITS_WAY, say("all on their way")), Option(_ALL, say("all"))]
    states += [Option(code, word) for code, word in STATES.items()]
    return form_of(
        Field("state", say("State"), asked.get("state", _ALL if "batch" in asked else _ON_ITS_WAY), "select", options=states),
        Field("body", say("Body"), asked.get("body", ""), "select", options=[Option("", say("all")), *(Option(each, names[each]) for each in bodies)]),
        Field("table", say("Table"), asked.get("table", ""), "select", options=[Option("", say("all")), *(Option(name, word) for name, word in TABLE.items())]),
        Field("whose", say("Whose"), asked.get("whose", ""), "select", options=[Option(code, word) for code, word in _WHOSE.items()]),
        Field("q", say("Words"), asked.get("q", ""), hint=say("Of the indicator, the area, or an identifier."), more={"maxlength": "200"}),
    )  # fmt: skip


def select(desk: Desk, form: Form, batch: UUID | None) -> QuerySet[Entry]:
    """Return the entries that a form asks for, of those that who asks may see."""
    wanted = {name: field.value.strip() for name, field in form.fields.items()}
    found = seen_by(desk.holder, desk.tree, desk.today)
    if wanted["body"]:
        found = found.filter(body_id=wanted["body"])
    if batch is not None:
        found = found.filter(batch=batch)
    if wanted["state"] in STATES:
        found = found.filter(state=wanted["state"])
    elif wanted["state"] != _ALL:
        found = found.filter(state__in=OPEN)
    if wanted["table"] in BY_NAME:
        found = found.filter(table=wanted["table"])
    if wanted["whose"] == MINE:
        found = found.filter(entered_by(desk.holder.account))
    elif wanted["whose"] == OTHERS:
        found = found.exclude(handled_by(desk.holder.account))
    return found.filter(_is_about(desk, wanted["q"])) if wanted["q"] else found


def _is_about(desk: Desk, text: str) -> Q:
    """Return the condition that an entry has these words in its cells, or is about something that is called so."""
    condition, words = Q(cells__icontains=text) | Q(subject__icontains=text), CellWords(desk.evidence, desk.t)
    for table, column in (("indicators", "indicator_id"), ("areas", "area_id")):
        named = [each for each, name in words.names(table).items() if fold(text) in fold(name)]
        for each in named[:_MOST_NAMED]:
            condition |= Q(subject__contains=f'"{column}": "{each}"')
    return condition


def page_of(entries: QuerySet[Entry], after: str) -> Listed:
    """
    Return a page of entries; it begins after a place and not after a count, so that it stays right while others move.

    Parameters
    ----------
    entries
        All that were asked for.
    after
        What led to it; empty for the first page.

    Raises
    ------
    UseError
        For a place that is none.
    """
    count, rest = entries.count(), entries
    if after:
        moved_at, key = _read_place(after)
        rest = entries.filter(Q(moved_at__lt=moved_at) | Q(moved_at=moved_at, key__gt=key))
    found = list(rest.select_related("batch").order_by("-moved_at", "key")[: AT_ONCE + 1])
    page = found[:AT_ONCE]
    following = f"{page[-1].moved_at.isoformat()}{_BETWEEN}{page[-1].key}" if len(found) > AT_ONCE else ""
    return Listed(page, count, following)


def _read_place(text: str) -> tuple[datetime, UUID]:
    moment, _, key = text.partition(_BETWEEN)
    try:  # a moment of no time zone is none
        return datetime.fromisoformat(moment).astimezone(UTC), UUID(key)
    except (ValueError, OverflowError):
        raise UseError(
            say("«{seen}» is no place in this list.", seen=text), say("Begin at its first page."), "after"
        ) from None


def digest_of(versions: Mapping[UUID, int]) -> str:
    """Return what tells one state of many entries from another."""
    told = " ".join(f"{key}:{version}" for key, version in sorted(versions.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def is_key(text: str) -> bool:
    """Return whether a text is a key as entries and batches have them."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def read_chosen(desk: Desk, found: QuerySet[Entry], code: str) -> dict[UUID, int]:
    """
    Return keys and versions of the entries that were chosen: single ones, or all of a batch as it was seen.

    Single ones too that the list does not hold any more, since another person moved them: that is to be told.

    Raises
    ------
    UseError
        When none is chosen, or one that who asks may not see.
    ConflictError
        When one of a whole batch has changed since the page was drawn.
    """
    posted = desk.request.POST
    if posted.get("whole"):
        versions = dict(found.values_list("key", "version"))
        if digest_of(versions) != posted["whole"]:
            raise ConflictError(
                say("The batch has changed since the page was drawn."),
                say("Look at it again, and decide anew."),
            )
        movable = found.filter(state__in=MOVES[code].sources)
        return dict(movable.values_list("key", "version"))
    versions = dict(_read_chosen(each) for each in posted.getlist("chosen")[:_MOST])
    if not versions:
        raise UseError(say("No entry is chosen."), say("Tick those that are meant."))
    seen = seen_by(desk.holder, desk.tree, desk.today).filter(key__in=list(versions))
    if seen.count() < len(versions):
        raise UseError(say("There is no such entry."), say("Open the list again."))
    return versions


def _read_chosen(text: str) -> tuple[UUID, int]:
    key, _, version = text.partition(":")
    if not is_key(key):
        raise UseError(say("«{seen}» is no entry.", seen=text), say("Tick those that are meant."))
    return UUID(key), read_count(version)
