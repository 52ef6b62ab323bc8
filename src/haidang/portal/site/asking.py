"""
What a reader asks for: language, form, day, revision; and what is given back.

The day is read strictly; names in an address that nobody here knows (those that networks append) are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from haidang.base.days import parse_day
from haidang.core.evidence import Evidence
from haidang.files.reports.html_text import Link
from haidang.portal.reading.asking import is_settled, read_revision
from haidang.portal.reading.source import Source, evidence_at, today
from haidang.telling.report import Report
from haidang.telling.teller import Teller, teller

PARAMETERS = (
    "as_of",
    "rev",
    "document",
    "area",
    "by",
    "kind",
    "topic",
    "official",
    "evidence",
    "sort",
    "chart",
    "scale",
    "from",
    "to",
    "target",
    "indicator",
    "body",
    "state",
    "show",
    "q",
)
"""All that any page takes after its path."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A request for a page.

    Attributes
    ----------
    request
        The request itself.
    language
        Of the answer.
    form
        One of `forms.FORMS`, or `forms.EMBED`; empty for the page.
    source
        What it is answered from.
    today, as_of
        The current day, and the day asked for.
    revision
        The revision asked for; None for the current one.
    more
        What the page takes besides, by name; empty where it is not given.
    many
        What may be given several times, by name, each value once and in order.
    """

    request: HttpRequest
    language: str
    form: str
    source: Source
    today: date
    as_of: date | None
    revision: int | None
    more: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def evidence(self) -> Evidence:
        """The evidence."""
        return self.source.evidence

    @property
    def t(self) -> Teller:
        """The teller of the language."""
        return teller(self.language)

    @property
    def is_settled(self) -> bool:
        """Whether day and revision are fixed, so that the answer never changes."""
        return is_settled(self.revision, self.as_of, self.today)

    @property
    def fixed(self) -> dict[str, str]:
        """Day and revision as they were asked for, to be carried from page to page."""
        return dict(given({"as_of": self.as_of, "rev": self.revision}))

    @property
    def own(self) -> dict[str, object]:
        """All that the page takes besides, once or several times, to be carried on."""
        return {**self.more, **self.many}

    @property
    def key(self) -> tuple[str, ...]:
        """All of the request that an answer depends on, in one order; what nobody here knows is not in it."""
        request = self.request
        given = (f"{name}={value!r}" for name, value in sorted({**self.fixed, **self.own}.items()))
        return (self.language, self.form, request.scheme or "", request.get_host(), request.path, *given)

    def here(self, form: str = "", /, **changed: object) -> str:
        """
        Return the address of the page asked for, with something of what follows its path changed.

        Parameters
        ----------
        form
            The form in which it is wanted; empty for the page.
        changed
            What replaces what was asked for.
        """
        match = self.request.resolver_match
        if match is None:
            return self.request.path
        page = match.url_name or "overview"
        path = {key: value for key, value in match.kwargs.items() if key not in ("language", "form")}
        # the overview has no name that could take an ending; the review is the same page under one
        page = "review" if form and page == "overview" else page
        # day and revision stand first, asked for or not: one content has one address
        first = {"as_of": None, "rev": None, **self.fixed}
        return address(page, self.language, {**first, **self.own, **path, **changed}, form)

    def address(self, page: str, /, **names: object) -> str:
        """
        Return the address of a page in the same language, as of the same day, from the same revision.

        Parameters
        ----------
        page
            Its name in `urls`.
        names
            What stands in its path, and after it; `as_of` and `rev` replace what was asked for.
        """
        return address(page, self.language, {**self.fixed, **names})


@dataclass(frozen=True, slots=True)
class Way:
    """A link: what it says, where it leads."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know of the page itself, and where it can be mended."""

    text: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen in a control: its value in the address, and in words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """
    A control: its name in the address, its label, what is chosen, and what can be; without choices it is a day.

    What is asked for by its name stands in the address; the rest is what the page takes by itself.
    """

    name: str
    label: str
    value: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a page shows.

    Attributes
    ----------
    report
        The told result.
    day
        The day as of which.
    link
        Where the cells of its tables lead.
    notes
        What the page adds to the notices of the report.
    related
        Where a reader may go on.
    fields
        Controls that narrow what is shown.
    days
        Controls of days in place of the one as of which; empty for that one.
    page_class
        Class of the content, where it has a look of its own.
    body
        Safe HTML in place of the drawn report, for what is no report; empty for the report.
    markdown
        The same as Markdown; empty for the report.
    """

    report: Report
    day: date
    link: Link | None = None
    notes: tuple[Note, ...] = ()
    related: tuple[Way, ...] = ()
    fields: tuple[Field, ...] = ()
    days: tuple[Field, ...] = ()
    page_class: str = ""
    body: str = ""
    markdown: str = ""


_IN_PATH: Mapping[str, str] = {
    "target": "target_id",
    "indicator": "indicator_id",
    "document": "document_id",
    "area": "area_id",
    "odds": "indicator_id",
    "source": "source_id",
    "method": "method_id",
}
_WITHOUT_FORM = ("overview", "seals-feed")


def address(page: str, language: str, names: Mapping[str, object], form: str = "") -> str:
    """Return the address of a page; what does not stand in its path follows after it."""
    path = {"language": language, "form": f".{form}" if form else ""}
    if page in _WITHOUT_FORM:
        del path["form"]
    own = _IN_PATH.get(page, "")
    if own:
        path[own] = str(names[own])
    query = urlencode(given({key: value for key, value in names.items() if key != own}))
    return reverse(f"site:{page}", kwargs=path) + (f"?{query}" if query else "")


def given(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return names with what is given under them, several times where it is several things."""
    found = []
    for key, value in values.items():
        for each in value if isinstance(value, tuple) else (value,):
            if each not in (None, ""):
                found.append((key, each.isoformat() if isinstance(each, date) else str(each)))
    return found


def read_request(
    request: HttpRequest, language: str, form: str, names: tuple[str, ...], repeated: tuple[str, ...] = ()
) -> Asked:
    """
    Read a request.

    Raises
    ------
    PeriodError
        For a day that is none.
    UseError, NameUnknownError
        For a revision that is none, or is not held.
    """
    given = {key: request.GET.get(key, "").strip() for key in ("as_of", "rev", *names)}
    revision = read_revision(given["rev"])
    as_of = parse_day(given["as_of"], "as_of") if given["as_of"] else None
    more = {key: given[key] for key in names}
    many = {key: given_often(request, key) for key in repeated}
    return Asked(request, language, form, evidence_at(revision), today(), as_of, revision, more, many)


def given_often(request: HttpRequest, key: str) -> tuple[str, ...]:
    """Return all that is given under a name, each once and in order; nothing for what is empty."""
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in request.GET.getlist(key)))))
