"""Saying how far the data go: until which day a table was followed, and as of which day the review is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from haidang.base.days import parse_day
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.bodies.tree import EVERY_BODY
from haidang.core.pack.tables import FORECASTS, OBSERVATIONS, TABLES
from haidang.portal.accounts.permissions import forbidden
from haidang.portal.desk.forms.fields import Field, Form, Option, Trouble, form_of, trouble_of
from haidang.portal.desk.forms.numbers import read_day
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.entries.following import follow
from haidang.telling.columns import TABLE

PUBLISH = "entries.publish"


@page(PUBLISH, methods=WRITE)
def followed(desk: Desk) -> HttpResponse:
    """Show how far the data go, and say it anew; for those who publish for all bodies."""
    if not desk.may(PUBLISH, EVERY_BODY):
        raise forbidden(PUBLISH)
    form = _form()
    if desk.request.method == "POST":
        form.fill(desk.request.POST.dict())
        if _take(desk, form):
            return HttpResponseRedirect(reverse("desk:followed", args=[desk.language]))
    horizons = [(TABLE[table.name], desk.evidence.horizon(table.name)) for table in TABLES]
    review_day = desk.evidence.description().review_day
    context = {
        "form": form,
        "horizons": [(word, desk.t.day(day)) for word, day in horizons if day is not None],
        "review_day": desk.t.day(review_day) if review_day is not None else "",
        "troubles": form.listed,
    }
    return desk.page("desk/followed.html", context, status=form_status(form.listed))


def _form() -> Form:
    tables = [Option(table.name, TABLE[table.name]) for table in TABLES if table is not FORECASTS]
    return form_of(
        Field("table", say("Table"), OBSERVATIONS.name, "select", options=tables),
        Field("day", say("Followed until"), kind="date", hint=say("Until this day everything that became public was looked for.")),
        Field("review_day", say("The review is shown as of"), kind="date", hint=say("Where a reader names no day. Empty: it stays as it is.")),
    )  # fmt: skip


def _take(desk: Desk, form: Form) -> bool:
    day, review_day = (
        form.read(name, lambda text: parse_day(read_day(text, desk.language)))
        for name in ("day", "review_day")
    )
    if form.is_wrong:
        return False
    if day is None and review_day is None:
        form.note(Trouble(say("No day is given."), say("Give one of the two.")), "day")
        return False
    try:
        horizon = {} if day is None else {form.fields["table"].value: day}
        follow(horizon, review_day, acting=desk.acting, now=desk.now)
    except UseError as error:
        form.note(trouble_of(error), "day")
        return False
    messages.success(desk.request, desk.t(say("It is said now how far the data go.")))
    return True
