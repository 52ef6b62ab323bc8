"""Machines and their tokens: made, shown once, and taken back by an administrator."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from haidang.base.days import parse_day
from haidang.base.text import Said, say
from haidang.portal.accounts.models import Account, Token, make_key
from haidang.portal.accounts.people import disable, enable
from haidang.portal.accounts.queries import list_machines
from haidang.portal.accounts.tokens import LONGEST, Machine, add_machine, make_token, revoke_token
from haidang.portal.desk.doing import Deed, draw_or_do
from haidang.portal.desk.forms.choosing import find
from haidang.portal.desk.forms.fields import Form, read_once
from haidang.portal.desk.forms.people import machine_form, token_form
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import WRITE, Desk, page
from haidang.portal.desk.showing_once import keep, take
from haidang.portal.desk.views.offices import MANAGE, office_lines
from haidang.portal.reading.problems import AbsentError


@page(MANAGE, methods=WRITE)
def tokens(desk: Desk) -> HttpResponse:
    """List the machines, and make a new one."""
    bodies = Bodies(desk)
    machines = [
        (each, [bodies.name(office.body_id) for office in each.offices.all()], _used(desk, each))
        for each in list_machines()
    ]
    once = read_once(desk.request.POST.get("once", ""))
    deeds = {"new": Deed(say("Make the machine"), partial(_add, desk), machine_form(bodies))}
    back = reverse("desk:machine", args=[desk.language, make_key(once)])
    return draw_or_do(desk, "desk/tokens.html", deeds, {"machines": machines}, back=back)


@page(MANAGE, methods=WRITE)
def machine(desk: Desk, key: str) -> HttpResponse:
    """Show one machine with its tokens, and do what an administrator asks for."""
    account = Account.objects.filter(key=key, is_machine=True).first()
    if account is None:
        raise AbsentError(say("There is no such machine."), say("Open the list of machines."))
    found = account.tokens.order_by("-made_at", "key")
    deeds = {f"revoke-{each.key}": Deed(say("Take it back"), partial(_revoke, desk, each)) for each in found}
    if account.is_active:
        form = token_form(desk.today + LONGEST)
        deeds["make"] = Deed(say("Make the token"), partial(_make, desk, account), form)
        deeds["disable"] = Deed(say("Disable the machine"), partial(_disable, desk, account))
    else:
        deeds["enable"] = Deed(say("Enable the machine"), partial(_enable, desk, account))
    context = {
        "account": account,
        "offices": list(office_lines(desk, account)),
        "tokens": [_line(desk, each) for each in found],
        "secret": take(desk, key),
    }
    return draw_or_do(desk, "desk/tokens_machine.html", deeds, context)


def _line(desk: Desk, token: Token) -> dict[str, object]:
    """Return a token as the page shows it."""
    is_over = token.revoked_at is not None or token.ends_on < desk.today
    state = say("taken back") if token.revoked_at is not None else say("over") if is_over else say("in force")
    used = desk.t.day(timezone.localdate(token.used_at)) if token.used_at else say("never")
    ending = "" if is_over else f"revoke-{token.key}"
    return {
        "label": token.label,
        "last": desk.t.day(token.ends_on),
        "used": used,
        "state": state,
        "ending": ending,
    }


def _used(desk: Desk, account: Account) -> Said | str:
    used = [each.used_at for each in account.tokens.all() if each.used_at is not None]
    return desk.t.day(timezone.localdate(max(used))) if used else say("never")


def _add(desk: Desk, form: Form) -> Said | None:
    names = Bodies(desk).present
    body_id = form.read("body_id", lambda typed: find(typed, names, say("body")))
    if body_id is None:
        return None
    once = read_once(desk.request.POST.get("once", ""))
    wanted = Machine(form.fields["name"].value, body_id)
    add_machine(wanted, tree=desk.tree, by=desk.acting(MANAGE), now=desk.now, once=once)
    return say("The machine is made. Make a token for it now.")


def _make(desk: Desk, account: Account, form: Form) -> Said | None:
    ends_on = form.read("ends_on", parse_day)
    if ends_on is None:
        return None
    once, by = read_once(desk.request.POST.get("once", "")), desk.acting(MANAGE)
    secret = make_token(account, form.fields["label"].value, ends_on, by=by, now=desk.now, once=once)
    if secret:
        keep(desk, account.key, secret)
    return say("The token is made.")


def _revoke(desk: Desk, token: Token, _form: Form) -> Said:
    revoke_token(token, by=desk.acting(MANAGE), now=desk.now)
    return say("The token counts no more.")


def _disable(desk: Desk, account: Account, _form: Form) -> Said:
    disable(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The machine is disabled: none of its tokens counts.")


def _enable(desk: Desk, account: Account, _form: Form) -> Said:
    enable(account, by=desk.acting(MANAGE), now=desk.now)
    return say("The machine can be used again.")
