"""The frame around the desk's pages, those of the own account among them: language, who is signed in, where else to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from haidang.base.text import LANGUAGES, Said, say
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import Holder, holder_of, may
from haidang.portal.accounts.sessions import is_of_persons
from haidang.portal.reading.asking import preferred
from haidang.telling.teller import teller

LANGUAGE_COOKIE = "desk_language"
"""The language chosen on a page that has one address for all of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    A page of the navigation.

    Attributes
    ----------
    label
        What it is called.
    permission
        What it takes.
    """

    label: Said
    permission: str


NAVIGATION: Mapping[str, Place] = {
    "home": Place(say("My desk"), "desk.open"),
    "entries": Place(say("Entries"), "entries.see"),
    "figure": Place(say("One figure"), "entries.enter"),
    "grid": Place(say("Many figures"), "entries.enter"),
    "uploads": Place(say("Upload"), "entries.enter"),
    "calendar": Place(say("Calendar"), "desk.open"),
    "tables": Place(say("Other rows"), "entries.enter"),
    "people": Place(say("People"), "people.manage"),
    "tokens": Place(say("Machines"), "people.manage"),
    "withheld": Place(say("Withheld rows"), "rows.withhold"),
    "jobs": Place(say("Jobs"), "jobs.see"),
    "audit": Place(say("Audit"), "audit.read"),
    "account": Place(say("My account"), "desk.open"),
}
"""Names of addresses of the desk, in order."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page."""

    label: str
    address: str
    is_current: bool = False


def holder_for(request: HttpRequest) -> Holder | None:
    """Return who is signed in, with the offices of today; None when nobody is. Asked of the database once a request."""
    if not hasattr(request, "_holder"):
        account = request.user
        found = holder_of(account, timezone.localdate()) if isinstance(account, Account) else None
        request._holder = found  # type: ignore[attr-defined] # kept with the request
    found = request._holder  # type: ignore[attr-defined]
    return found if isinstance(found, Holder) else None


def language_of(request: HttpRequest) -> str:
    """Return the language of the address, else the one chosen in this browser, else of the account, else the one that the browser asks for."""
    match = request.resolver_match
    named = match.kwargs.get("language", "") if match is not None else ""
    for each in (named, request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if each in LANGUAGES:
            return str(each)
    if isinstance(request.user, Account):
        return request.user.language
    return preferred(request)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what stands around every page of the desk; for templates, nothing for other pages."""
    if not is_of_persons(request):
        return {}
    language = language_of(request)
    holder = holder_for(request)
    return {
        "t": teller(language),
        "language": language,
        "holder": holder,
        "places": list(_places(request, holder, language)) if holder is not None else [],
        "tongues": list(_tongues(request, language)),
    }


def _places(request: HttpRequest, holder: Holder, language: str) -> Iterator[Way]:
    t, match = teller(language), request.resolver_match
    current = match.url_name if match is not None and match.namespace == "desk" else ""
    for name, place in NAVIGATION.items():
        if may(holder, place.permission):
            yield Way(t(place.label), reverse(f"desk:{name}", args=[language]), name == current)


def _tongues(request: HttpRequest, language: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield code, name, address and whether it is the current one; pages of the account have one address for all languages."""
    match = request.resolver_match
    if match is None:
        return
    for code, name in settings.LANGUAGES:
        if "language" in match.kwargs:
            place = reverse(match.view_name, kwargs={**match.kwargs, "language": code})
            query = request.GET.urlencode()
            address = f"{place}?{query}" if query else place
        else:
            back = urlencode({"next": request.get_full_path()})
            address = f"{reverse('account_language', args=[code])}?{back}"
        yield code, str(name), address, code == language
