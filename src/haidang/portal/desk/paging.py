"""
From a request to a page of the desk: who asks, whether they may, and what came of it.

Every page says which permission it takes and which methods, here and nowhere else; a test asks every page with every role and method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from haidang.base.errors import HaidangError, UseError
from haidang.base.text import say
from haidang.core.bodies.tree import BodyTree
from haidang.portal.accounts.permissions import Holder, Scope, acting, forbidden, may
from haidang.portal.audit.recording import Actor
from haidang.portal.desk.frame import holder_for
from haidang.portal.entries.errors import ConflictError
from haidang.portal.reading.caching import NEVER
from haidang.portal.reading.problems import MethodError, status_of
from haidang.portal.reading.source import evidence_now
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.telling.teller import Teller, teller

READ = ("GET", "HEAD")
WRITE = (*READ, "POST")

View = Callable[..., HttpResponseBase]
_PERMISSIONS: dict[Callable[..., Any], tuple[str, tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Desk:
    """
    A request at the desk.

    Attributes
    ----------
    request
        The request itself.
    t
        The teller of its language.
    holder
        Who asks, with the offices of today.
    now, today
        The moment and the day where the city lies, the same for all that comes of the request.
    """

    request: HttpRequest
    t: Teller
    holder: Holder
    now: datetime
    today: date

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.t.language

    @cached_property
    def evidence(self) -> DatabaseEvidence:
        """What the public sees now; the desk reads entries from `entries`."""
        return evidence_now()

    @cached_property
    def tree(self) -> BodyTree:
        """The tree of bodies."""
        return tree_of(self.evidence)

    def scope(self, body_id: str) -> Scope:
        """Return the scope of a body today."""
        return Scope(self.tree, body_id, self.today)

    def may(self, code: str, body_id: str | None = None) -> bool:
        """Return whether who asks has a permission, over a body or over any."""
        return may(self.holder, code, None if body_id is None else self.scope(body_id))

    def acting(self, code: str, body_id: str | None = None) -> Actor:
        """
        Return as whom they do it.

        Raises
        ------
        ForbiddenError
            When they may not.
        """
        return acting(self.holder, code, None if body_id is None else self.scope(body_id))

    def page(
        self, template: str, context: Mapping[str, Any], *, status: HTTPStatus = HTTPStatus.OK
    ) -> HttpResponse:
        """Return a page drawn by a template; what stands around it comes from `frame.context`."""
        return render(self.request, template, {"desk": self, **context}, status=status)


def page(
    permission: str, *, methods: tuple[str, ...] = READ
) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """
    Make a page of the desk of a function.

    Parameters
    ----------
    permission
        What it takes over any body at all; over which one is asked by the function itself.
    methods
        The methods that it takes.
    """

    def make(answer: Callable[..., HttpResponseBase]) -> View:
        @wraps(answer)
        def view(request: HttpRequest, language: str, **path: object) -> HttpResponseBase:
            holder = holder_for(request)
            if holder is None:
                return redirect_to_login(request.get_full_path())
            desk = Desk(request, teller(language), holder, timezone.now(), timezone.localdate())
            try:
                response = _answer(desk, path)
            except HaidangError as error:
                response = tell_problem(desk, error)
            response.headers["Cache-Control"] = NEVER
            return response

        def _answer(desk: Desk, path: Mapping[str, Any]) -> HttpResponseBase:
            if not desk.may(permission):
                raise forbidden(permission, desk.holder)
            if desk.request.method not in methods:
                raise MethodError(desk.request.method or "", methods)
            _refuse_nul(desk.request)
            return answer(desk, **path)

        _PERMISSIONS[view] = (permission, methods)
        return view

    return make


def _refuse_nul(request: HttpRequest) -> None:
    """Refuse what no database takes, and nobody types."""
    given = (request.GET, request.POST)
    texts = (text for query in given for name, values in query.lists() for text in (name, *values))
    if "\0" in request.path_info or any("\0" in text for text in texts):
        raise UseError(
            say("The address or the form holds the sign NUL."), say("Open the page again, and type anew.")
        )


def form_status(is_refused: object) -> HTTPStatus:
    """Return the status of a page with a form: another one when what was sent is not taken as it is."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK


def permission_of(view: Callable[..., Any]) -> tuple[str, tuple[str, ...]] | None:
    """Return the permission and the methods of a page of the desk; None of what is none."""
    return _PERMISSIONS.get(view)


def tell_problem(desk: Desk, error: HaidangError) -> HttpResponse:
    """Return a page that says what cannot be done and what to do."""
    status = HTTPStatus.CONFLICT if isinstance(error, ConflictError) else status_of(error)
    response = desk.page("desk/problem.html", {"error": error}, status=status)
    if isinstance(error, MethodError):
        response.headers["Allow"] = ", ".join(error.allowed)
    return response
