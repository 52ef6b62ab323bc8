"""What a request asks for, once it is read: from which revision, as of which day, and what it narrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from haidang.base.days import AsOf
from haidang.core.evidence import Evidence
from haidang.flows.finding import settle_day
from haidang.portal.feeds.cursors import Cursor, read_cursor
from haidang.portal.feeds.parameters import Parameter, read_parameters
from haidang.portal.feeds.problems import language_of
from haidang.portal.reading.asking import is_settled
from haidang.portal.reading.source import Source, evidence_at, today
from haidang.telling.teller import Teller, teller

_FIXED = ("as_of", "rev", "cursor", "limit", "lang")


@dataclass(frozen=True)
class Asked:
    """
    A request.

    Attributes
    ----------
    request
        The request itself.
    given
        What it says, by the name of the parameter.
    source
        What it is answered from.
    today
        The current day.
    cursor
        Where it goes on; None at the beginning.
    is_of_review
        Whether it is answered as of the day of the review when none is asked for, as a review is; else as of today.
    """

    request: HttpRequest
    given: Mapping[str, Any]
    source: Source
    today: date
    cursor: Cursor | None = None
    is_of_review: bool = False

    @property
    def evidence(self) -> Evidence:
        """The evidence."""
        return self.source.evidence

    @property
    def as_of(self) -> date | None:
        """The day asked for; that of the first page for those that follow."""
        return self.cursor.day if self.cursor is not None else self.given.get("as_of")

    @property
    def is_settled(self) -> bool:
        """Whether day and revision are fixed, so that the answer never changes."""
        revision = self.source.revision if self.cursor is not None else self.given.get("rev")
        return is_settled(revision, self.as_of, self.today)

    @cached_property
    def day(self) -> AsOf:
        """The day as of which it is answered: the one asked for, else that of the review or today."""
        if self.is_of_review:
            return settle_day(self.evidence, self.as_of, self.today)
        return AsOf.of(self.as_of or self.today, self.today)

    @property
    def t(self) -> Teller:
        """The teller of the language."""
        return teller(language_of(self.request))

    @property
    def narrowing(self) -> dict[str, Any]:
        """What narrows the rows."""
        return _narrowing(self.given)

    def address(self, **changed: object) -> str:
        """Return the address of the request with some of its parameters changed; None takes one out."""
        merged = {**self.request.GET.dict(), **changed}
        query = urlencode({name: _text(value) for name, value in merged.items() if value is not None})
        return self.request.build_absolute_uri(f"{self.request.path}?{query}" if query else self.request.path)


def _narrowing(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in _FIXED}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def read_request(
    request: HttpRequest, parameters: Sequence[Parameter], *, is_of_review: bool = False
) -> Asked:
    """
    Read a request; `is_of_review` as in `Asked`.

    Raises
    ------
    ParametersError
        For parameters that cannot be used.
    NameUnknownError, AbsentError
        For what is not held, or a cursor that leads nowhere.
    UnreadyError
        When nothing was ever loaded, or the database does not answer.
    """
    given = read_parameters(request, parameters)
    cursor = None
    if "cursor" in given:
        cursor = read_cursor(
            given["cursor"], request.path, _narrowing(given), given.get("rev"), given.get("as_of")
        )
    source = evidence_at(cursor.revision if cursor is not None else given.get("rev"))
    for each in parameters:
        if each.name in given:
            each.check(given[each.name], source.evidence)
    return Asked(request, given, source, today(), cursor, is_of_review)
