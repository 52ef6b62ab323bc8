"""
What a page lets do: several small forms on one page, each with a name of its own.

A form is sent back to its page with that name; it is done, or drawn again with what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from haidang.base.errors import HaidangError, UseError
from haidang.base.text import Said, say
from haidang.portal.accounts.permissions import ForbiddenError
from haidang.portal.desk.forms.fields import Form, make_once, trouble_of
from haidang.portal.desk.paging import Desk, form_status


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One thing that a page lets do.

    Attributes
    ----------
    button
        What its button says.
    act
        Does it with what was filled in, and says what was done; None where a field is wrong.
    form
        Its fields.
    once
        Key of what it makes: sent twice, it is made once.
    """

    button: Said
    act: Callable[[Form], Said | None]
    form: Form = field(default_factory=lambda: Form({}))
    once: str = field(default_factory=make_once)


def draw_or_do(
    desk: Desk,
    template: str,
    deeds: Mapping[str, Deed],
    context: Mapping[str, Any],
    *,
    back: str = "",
) -> HttpResponse:
    """
    Return the page, or do what one of its forms asks for and lead on.

    Parameters
    ----------
    desk
        The request.
    template, context
        Of the page; it gets the deeds too.
    deeds
        What it lets do, by the name that a form sends.
    back
        Where it leads to afterwards; to the page itself when empty.

    Raises
    ------
    UseError
        For a name that the page does not know, or not any more.
    """
    if desk.request.method == "POST":
        said = _do(desk, deeds)
        if said is not None:
            messages.success(desk.request, desk.t(said))
            return HttpResponseRedirect(back or desk.request.path)
    troubles = [each for deed in deeds.values() for each in deed.form.listed]
    context = {**context, "deeds": deeds, "troubles": troubles}
    return desk.page(template, context, status=form_status(desk.request.method == "POST"))


def _do(desk: Desk, deeds: Mapping[str, Deed]) -> Said | None:
    given = desk.request.POST
    deed = deeds.get(given.get("do", ""))
    if deed is None:
        raise UseError(
            say("The page does not let this be done, or not any more."),
            say("Load it anew and look at it again."),
        )
    deed.form.fill(given.dict())
    try:
        return deed.act(deed.form)
    except ForbiddenError:
        raise
    except HaidangError as error:
        deed.form.note(trouble_of(error), error.where)
        return None
