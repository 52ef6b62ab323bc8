"""The own account: name and language, how one signs in, the own offices and who stands in."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from haidang.base.text import LANGUAGES, Said, say
from haidang.portal.accounts.people import change_person
from haidang.portal.accounts.permissions import lacks_second_factor, own
from haidang.portal.accounts.queries import has_second_factor
from haidang.portal.desk.doing import Deed, draw_or_do
from haidang.portal.desk.forms.fields import Form
from haidang.portal.desk.forms.people import profile_form
from haidang.portal.desk.frame import LANGUAGE_COOKIE
from haidang.portal.desk.paging import WRITE, Desk, page
from haidang.portal.desk.views.offices import lending_deeds, lent_lines, office_lines


@page("desk.open", methods=WRITE)
def account(desk: Desk) -> HttpResponse:
    """Show the own account, and change what one may change of it."""
    own_one = desk.holder.account
    profile = Deed(say("Save"), partial(_change, desk), profile_form(own_one))
    deeds = {"profile": profile, **lending_deeds(desk)}
    context = {
        "account": own_one,
        "has_password": own_one.has_usable_password(),
        "has_second_factor": has_second_factor(own_one),
        "lacks_second_factor": lacks_second_factor(desk.holder),
        "offices": list(office_lines(desk, own_one)),
        "lent": list(lent_lines(desk, is_to_me=False)),
        "standing_in": list(lent_lines(desk, is_to_me=True)),
    }
    asked = desk.request.POST
    chosen = asked.get("language", "") if asked.get("do") == "profile" else ""
    back = reverse("desk:account", args=[chosen]) if chosen in LANGUAGES else ""
    response = draw_or_do(desk, "desk/account.html", deeds, context, back=back)
    if back:
        response.delete_cookie(LANGUAGE_COOKIE)  # what is chosen here counts
    return response


def _change(desk: Desk, form: Form) -> Said:
    language = form.fields["language"].value
    chosen = language if language in LANGUAGES else desk.language
    account = desk.holder.account
    change_person(account, form.fields["name"].value, chosen, by=own(account), now=desk.now)
    return say("Saved.")
