"""The field in which every page takes words to look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from haidang.base.text import say
from haidang.flows.search import LONGEST
from haidang.portal.site.asking import address
from haidang.telling.teller import Teller


@dataclass(frozen=True, slots=True)
class SearchField:
    """
    The field, with what it holds.

    Attributes
    ----------
    action, hidden
        Where the words go, and what goes with them.
    is_here
        Whether this is the page of what was found, where the field stands above it.
    """

    action: str
    hidden: tuple[tuple[str, str], ...]
    label: str
    button: str
    value: str
    longest: int
    is_here: bool


def search_field(request: HttpRequest, t: Teller, fixed: Mapping[str, str]) -> SearchField:
    """
    Return the field for a page.

    Parameters
    ----------
    request
        The request for the page.
    t
        The language.
    fixed
        Day and revision that were asked for, to be carried on.
    """
    match = request.resolver_match
    is_here = match is not None and match.view_name == "site:search"
    return SearchField(
        address("search", t.language, {}),
        tuple(fixed.items()),
        t(say("Look for")),
        t(say("Search")),
        request.GET.get("q", "")[:LONGEST] if is_here else "",
        LONGEST,
        is_here,
    )
