"""People: the list, a new one, and one with what an administrator does: offices, links, an end."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.accounts.links import GOOD_FOR, make_link
from haidang.portal.accounts.models import Account, make_key
from haidang.portal.accounts.people import (
    Person,
    add_person,
    disable,
    enable,
    erase,
    reset_second_factor,
)
from haidang.portal.accounts.queries import has_second_factor, list_people
from haidang.portal.desk.doing import Deed, draw_or_do
from haidang.portal.desk.forms.fields import Field, Form, read_once
from haidang.portal.desk.forms.people import new_person_form
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import WRITE, Desk, page
from haidang.portal.desk.showing_once import keep, take
from haidang.portal.desk.views.offices import MANAGE, office_deeds, office_lines
from haidang.portal.reading.problems import AbsentError


@page(MANAGE)
def people(desk: Desk) -> HttpResponse:
    """List all people with the offices that they hold now."""
    bodies = Bodies(desk)
    found = [
        (
            each,
            [
                bodies.office(office.role, office.body_id)
                for office in each.offices.all()
                if office.valid_from <= desk.today
                and (office.valid_to is None or office.valid_to >= desk.today)
            ],
        )
        for each in list_people()
    ]
    return desk.page("desk/people.html", {"people": found})


@page(MANAGE, methods=WRITE)
def new(desk: Desk) -> HttpResponse:
    """Make an account, and the link with which its person sets a password."""
    deed = Deed(say("Make the account"), partial(_add, desk), new_person_form(desk.language))
    # where it leads to is known before it is made: its key comes of the form
    return draw_or_do(desk, "desk/people_new.html", {"new": deed}, {}, back=_made_at(desk))


@page(MANAGE, methods=WRITE)
def person(desk: Desk, key: str) -> HttpResponse:
    """Show one person, and do what an administrator asks for."""
    account = Account.objects.filter(key=key, is_machine=False).first()
    if account is None:
        raise AbsentError(say("There is no such account, or not any more."), say("Open the list of people."))
    deeds = {**_deeds(desk, account), **office_deeds(desk, account)}
    link = take(desk, key)
    context = {
        "account": account,
        "is_own": account.pk == desk.holder.account.pk,
        "offices": list(office_lines(desk, account, deeds)),
        "has_second_factor": has_second_factor(account),
        "last_login": _day(desk, account),
        "link": desk.request.build_absolute_uri(reverse("account_link", args=[link])) if link else "",
        "link_until": desk.t.day((desk.now + GOOD_FOR).date()),
    }
    is_erased = desk.request.POST.get("do") == "erase"
    back = reverse("desk:people", args=[desk.language]) if is_erased else ""
    return draw_or_do(desk, "desk/person.html", deeds, context, back=back)


def _made_at(desk: Desk) -> str:
    once = read_once(desk.request.POST.get("once", ""))
    return reverse("desk:person", args=[desk.language, make_key(once)])


def _add(desk: Desk, form: Form) -> Said:
    given, by = form.fields, desk.acting(MANAGE)
    person = Person(given["email"].value, given["name"].value, given["language"].value)
    account = add_person(person, by=by, now=desk.now, once=read_once(desk.request.POST.get("once", "")))
    keep(desk, account.key, make_link(account, by=by, now=desk.now))
    return say("The account is made. Copy the link and hand it over, then give an office.")


def _deeds(desk: Desk, account: Account) -> dict[str, Deed]:
    """Return what may be done with an account, as it stands."""
    if account.pk == desk.holder.account.pk:
        return {}
    deeds = {"erase": Deed(say("Erase the account"), partial(_erase, desk, account), _erasing_form())}
    if not account.is_active:
        return {**deeds, "enable": Deed(say("Enable the account"), partial(_enable, desk, account))}
    deeds["link"] = Deed(say("Make a new link"), partial(_link, desk, account))
    deeds["disable"] = Deed(say("Disable the account"), partial(_disable, desk, account))
    if has_second_factor(account):
        deeds["reset"] = Deed(say("Take the second factor away"), partial(_reset, desk, account))
    return deeds


def _erasing_form() -> Form:
    hint = say("Type the e-mail address of the account to confirm.")
    return Form({"confirm": Field("confirm", say("E-mail"), hint=hint, is_required=True)})


def _link(desk: Desk, account: Account, _form: Form) -> Said:
    keep(desk, account.key, make_link(account, by=desk.acting(MANAGE), now=desk.now))
    return say("The link is made; an earlier one counts no more.")


def _disable(desk: Desk, account: Account, _form: Form) -> Said:
    disable(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The account is disabled, and its sessions have ended.")


def _enable(desk: Desk, account: Account, _form: Form) -> Said:
    enable(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The account can be used again: make a link for its person.")


def _reset(desk: Desk, account: Account, _form: Form) -> Said:
    reset_second_factor(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The second factor is gone; the person sets up a new one.")


def _erase(desk: Desk, account: Account, form: Form) -> Said:
    if form.fields["confirm"].value.strip().lower() != account.email:
        raise UseError(
            say("This is not the address of the account."), say("Type it as it stands above."), "confirm"
        )
    erase(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The account is erased; what was written with it stays, without a name.")


def _day(desk: Desk, account: Account) -> str:
    return desk.t.day(timezone.localdate(account.last_login)) if account.last_login else ""
