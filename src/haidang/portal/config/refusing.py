"""What is answered to a form that was not sent from one of our own pages."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.accounts.sessions import is_of_persons
from haidang.portal.desk.paging import READ
from haidang.portal.reading.problems import MethodError
from haidang.portal.site.answers import tell_problem


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django hands it in
    """Refuse a form without the token of our own pages; pages of the public take no form at all."""
    if not is_of_persons(request):
        return tell_problem(request, MethodError(request.method or "", READ))
    error = UseError(
        say("This form was not sent from a page of the desk, or the page was too old. Nothing was done."),
        say("Go back, load the page anew and send it again; cookies must be allowed."),
    )
    return render(request, "desk/problem.html", {"error": error}, status=HTTPStatus.FORBIDDEN)
