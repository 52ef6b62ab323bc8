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
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.files.reports.html import Link
from haidang.portal.site.source import Source, evidence_at, today
from haidang.telling.report import Report
from haidang.telling.teller import Teller, teller

FORMS: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "md": "text/markdown; charset=utf-8",
}

PARAMETERS = ("as_of", "rev", "document", "area", "by", "kind", "topic", "official", "evidence", "sort")
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
        One of `FORMS`; empty for the page.
    source
        What it is answered from.
    today, as_of
        The current day, and the day asked for.
    revision
        The revision asked for; None for the current one.
    more
        What the page takes besides, by name; empty where it is not given.
    """

    request: HttpRequest
    language: str
    form: str
    source: Source
    today: date
    as_of: date | None
    revision: int | None
    more: Mapping[str, str] = field(default_factory=dict)

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
        return self.revision is not None and self.as_of is not None and self.as_of < self.today

    @property
    def fixed(self) -> dict[str, str]:
        """Day and revision as they were asked for, to be carried from page to page."""
        return _given({"as_of": self.as_of, "rev": self.revision})

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
    A control beside the day: its name in the address, its label, what is chosen, and what can be.

    What is asked for by its name stands in the address; the rest is what the page takes by itself.
    """

    name: str
    label: str
    value: str
    choices: tuple[Choice, ...]


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
    """

    report: Report
    day: date
    link: Link | None = None
    notes: tuple[Note, ...] = ()
    related: tuple[Way, ...] = ()
    fields: tuple[Field, ...] = ()


_IN_PATH: Mapping[str, str] = {
    "target": "target_id",
    "indicator": "indicator_id",
    "document": "document_id",
    "area": "area_id",
    "odds": "indicator_id",
}


def address(page: str, language: str, names: Mapping[str, object], form: str = "") -> str:
    """Return the address of a page; what does not stand in its path follows after it."""
    path = {"language": language, "form": f".{form}" if form else ""}
    if page == "overview":
        del path["form"]
    own = _IN_PATH.get(page, "")
    if own:
        path[own] = str(names[own])
    query = urlencode(_given({key: value for key, value in names.items() if key != own}))
    return reverse(f"site:{page}", kwargs=path) + (f"?{query}" if query else "")


def _given(values: Mapping[str, object]) -> dict[str, str]:
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in values.items()
        if value not in (None, "")
    }


def read_request(request: HttpRequest, language: str, form: str, names: tuple[str, ...]) -> Asked:
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
    revision = _revision(given["rev"])
    as_of = parse_day(given["as_of"], "as_of") if given["as_of"] else None
    more = {key: given[key] for key in names}
    return Asked(request, language, form, evidence_at(revision), today(), as_of, revision, more)


def _revision(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise UseError(
            say("«{seen}» is no number of a revision.", seen=text),
            say("Leave it out for the current data, or take it from the citation at the foot of a page."),
            "rev",
        )
    return int(text)
