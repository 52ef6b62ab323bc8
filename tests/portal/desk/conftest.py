"""People at the desk of the bundled city, each with a browser, and their forms as a browser would send them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest

BODY = "city_statistics"
PEOPLE = {
    "editor": (("editor", BODY),),
    "colleague": (("editor", BODY),),
    "checker": (("approver", BODY),),
    "publisher": (("approver", ""),),
    "stranger": (("editor", "tourism_department"),),
    "everywhere": (("editor", ""),),
    "auditor": (("auditor", ""),),
    "administrator": (("administrator", ""),),
    "leader": (("leader", "city_committee"),),
}


@dataclass
class Sheet(HTMLParser):
    """The forms of a page: what each would send, with its buttons left out."""

    forms: list[dict[str, list[str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _select: str = ""
    _area: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        named = {name: value or "" for name, value in attrs}
        name, value = named.get("name", ""), named.get("value", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and self.forms:
            kind = named.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in named:
                    self._put(name, value or "on")
            elif kind != "file":
                self._put(name, value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in named or self._select not in self.forms[-1]):
            self.forms[-1][self._select] = [value]
        elif tag == "textarea":
            self._area = name
            self._put(name, "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        self.texts.append(data)
        if self._area:
            self.forms[-1][self._area] = [data.removeprefix("\n")]

    def _put(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def read(response) -> Sheet:
    found = Sheet()
    found.feed(response.content.decode())
    return found


@dataclass
class Hand:
    """Somebody with a browser."""

    account: Any
    client: Any

    def see(self, address: str) -> Sheet:
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return read(response)

    def send(self, address: str, form: dict[str, Any], **changes: Any):
        """Send a form with some fields changed; None leaves one out."""
        fields = {name: value for name, value in {**form, **changes}.items() if value is not None}
        return self.client.post(address, fields)


@pytest.fixture
def hand(haiphong_loaded, undone) -> Callable[[str], Hand]:
    """Somebody of `PEOPLE`, signed in."""
    from django.test import Client

    from tests.make.accounts import person

    made: dict[str, Hand] = {}

    def sign_in(name: str) -> Hand:
        if name not in made:
            account = person(f"{name}@example.org", *PEOPLE[name])
            client = Client(headers={"host": "localhost"})
            client.force_login(account)
            made[name] = Hand(account, client)
        return made[name]

    return sign_in
