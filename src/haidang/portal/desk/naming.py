"""What bodies, offices and colleagues are called at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from haidang.base.text import say
from haidang.core.bodies.tree import EVERY_BODY
from haidang.portal.accounts import queries
from haidang.portal.accounts.offices import WHOLE
from haidang.portal.accounts.roles import ROLES
from haidang.portal.desk.paging import Desk
from haidang.telling import audit as words
from haidang.telling.teller import Teller


class Bodies:
    """The names of bodies in the language of the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def present(self) -> Mapping[str, str]:
        """The bodies that exist today, by identifier."""
        tree, day, t = self._desk.tree, self._desk.today, self._desk.t
        return {each: t.name(body.name) for each, body in tree.bodies.items() if tree.is_there(each, day)}

    @property
    def for_offices(self) -> Mapping[str, str]:
        """What an office may be over: the whole city, or a body that exists today."""
        return {WHOLE: self.name(EVERY_BODY), **self.present}

    def name(self, body_id: str) -> str:
        """Return the name of a body; the identifier where no body is called so any more."""
        if body_id == EVERY_BODY:
            return self._desk.t(say("the whole city"))
        body = self._desk.tree.bodies.get(body_id)
        return self._desk.t.name(body.name) if body is not None else body_id

    def office(self, role: str, body_id: str) -> str:
        """Return what an office is called; empty for what is done in none."""
        if role not in ROLES:
            return ""
        return self._desk.t(say("{role}, {body}", role=ROLES[role], body=self.name(body_id)))


def names_of(keys: Iterable[str], t: Teller) -> Mapping[str, str]:
    """Return the names of accounts by key; an account that is gone is told as such."""
    wanted = set(keys)
    held = {**{key: t(said) for key, said in words.NO_PERSON.items()}, **queries.names_of(wanted)}
    return {key: held.get(key) or t(say("an account that is gone")) for key in wanted}
