"""Searching the audit: what is asked for, and rows as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from haidang.base.days import parse_day
from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.queries import names_of
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.queries import Wanted
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import Desk
from haidang.telling import audit as words

_ANY = Option("", say("all"))
_ID_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Search:
    """A search: its form as filled in, and which rows are wanted."""

    form: Form
    wanted: Wanted

    def address(self, **more: str) -> str:
        """Return the parameters of the same search, with something more."""
        given = {name: field.value for name, field in self.form.fields.items() if field.value}
        return urlencode({**given, **more})


def read_search(desk: Desk) -> Search:
    """
    Read what an auditor asks for; what cannot be read is noted at its field.

    Raises
    ------
    UseError
        When a page of the list begins nowhere.
    """
    form = _form(desk)
    form.fill(desk.request.GET.dict())
    filled = {name: form.fields[name].value for name in ("act", "table", "text", "body_id")}
    who = form.fields["who"].value
    wanted = Wanted(
        since=form.read("since", lambda text: parse_day(text, "since")),
        until=form.read("until", lambda text: parse_day(text, "until")),
        account_keys=_keys_of(who) if who else None,
        before=_read_before(desk.request.GET.get("before", "")),
        **filled,
    )
    return Search(form, wanted)


def _form(desk: Desk) -> Form:
    tree, t = desk.tree, desk.t
    bodies = sorted((t.name(body.name), body_id) for body_id, body in tree.bodies.items())
    return form_of(
        Field("since", say("First day"), kind="date"),
        Field("until", say("Last day"), kind="date"),
        Field("act", say("What was done"), kind="select", options=_options(words.ACTS)),
        Field("table", say("To what"), kind="select", options=_options(words.TABLES)),
        Field("text", say("Part of the key"), more={"maxlength": "200"}),
        Field("who", say("Who: name, e-mail or key"), more={"maxlength": "200"}),
        Field(
            "body_id",
            say("In an office of"),
            kind="select",
            options=[_ANY, *(Option(body_id, name) for name, body_id in bodies)],
        ),
    )


def _options(told: Mapping[str, Said]) -> list[Option]:
    return [_ANY, *(Option(code, label) for code, label in told.items())]


def _keys_of(who: str) -> list[str]:
    """Return the keys of accounts that are called so; of one that is gone, the key alone is known."""
    is_meant = Q(name__icontains=who) | Q(email__iexact=who)
    return [who, *Account.objects.filter(is_meant).values_list("key", flat=True)]


def _read_before(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS):
        raise UseError(
            say("«{seen}» is no place in the list.", seen=text), say("Begin with the newest rows."), "before"
        )
    return int(text)


@dataclass(frozen=True, slots=True)
class Line:
    """A row, told: what, to what, who, in which office, when."""

    row: AuditRow
    what: Said | str
    thing: Said | str
    way: str
    who: Said | str
    office: str
    when: str


class Words:
    """
    Tells rows in the language of the page.

    Parameters
    ----------
    desk
        The request.
    rows
        The rows; names of accounts are looked up for all of them at once.
    """

    def __init__(self, desk: Desk, rows: Sequence[AuditRow]) -> None:
        self._desk = desk
        self._rows = rows
        self._bodies = Bodies(desk)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return names_of(key for row in self._rows for key in (row.by_key, row.for_key))

    def lines(self) -> list[Line]:
        """Return the rows, told."""
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        for row in self._rows:
            yield Line(
                row,
                words.ACTS.get(row.act, row.act),
                words.TABLES.get(row.table, row.table),
                self._way(row),
                self._who(row),
                self._bodies.office(row.role, row.body_id),
                self._desk.t.moment(timezone.localtime(row.at)),
            )

    def _way(self, row: AuditRow) -> str:
        """Return where an entry is shown; of other things there is no page for auditors."""
        if row.table != "entries":
            return ""
        try:
            return reverse("desk:entry", args=[self._desk.language, row.key])
        except NoReverseMatch:  # no key of an entry: somebody changed the row
            return ""

    def _name(self, key: str) -> Said | str:
        return words.NO_PERSON.get(key) or self._names.get(key, key)

    def _who(self, row: AuditRow) -> Said | str:
        if not row.for_key:
            return self._name(row.by_key)
        return say("{who} in the stead of {whom}", who=self._name(row.by_key), whom=self._name(row.for_key))
