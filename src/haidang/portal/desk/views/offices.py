"""What pages let do with offices: give and end them, lend an own one and take it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from haidang.base.days import parse_day
from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.accounts.delegating import Absence, lend, take_back
from haidang.portal.accounts.models import Account, Delegation, Office
from haidang.portal.accounts.offices import Given, end_office, give_office
from haidang.portal.accounts.permissions import own
from haidang.portal.accounts.queries import lent_by, lent_to, list_people, offices_of
from haidang.portal.accounts.roles import DELEGABLE
from haidang.portal.desk.doing import Deed
from haidang.portal.desk.forms.choosing import find
from haidang.portal.desk.forms.fields import Form, read_once
from haidang.portal.desk.forms.people import ending_form, lending_form, office_form
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import Desk

MANAGE = "people.manage"


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office as a page shows it: what it is called, its days, whether it is in force, and the name of the form that ends it."""

    label: str
    first: str
    last: str
    state: Said
    ending: str = ""


@dataclass(frozen=True, slots=True)
class LentLine:
    """A delegation as a page shows it: the office, the other person, the days, and the name of the form that ends it."""

    label: str
    other: str
    first: str
    last: str
    is_now: bool
    ending: str


def office_lines(desk: Desk, account: Account, deeds: Iterable[str] = ()) -> Iterator[OfficeLine]:
    """Yield the offices of an account, the newest first."""
    bodies, known = Bodies(desk), set(deeds)
    for each in offices_of(account):
        name = f"end-{each.key}"
        yield OfficeLine(
            bodies.office(each.role, each.body_id),
            desk.t.day(each.valid_from),
            desk.t.day(each.valid_to) if each.valid_to else "",
            _state(each, desk.today),
            name if name in known else "",
        )


def office_deeds(desk: Desk, account: Account) -> dict[str, Deed]:
    """Return what an administrator may do with the offices of somebody else."""
    if account.pk == desk.holder.account.pk:
        return {}
    deeds = {
        f"end-{each.key}": Deed(say("End"), partial(_end, desk, each), ending_form(each, desk.today))
        for each in offices_of(account)
        if each.valid_to is None or each.valid_to >= desk.today
    }
    give = Deed(say("Give the office"), partial(_give, desk, account), office_form(Bodies(desk), desk.today))
    return {**deeds, "give": give}


def lending_deeds(desk: Desk) -> dict[str, Deed]:
    """Return what one may do with the own offices: lend them, and take them back; and end standing in for somebody."""
    account, bodies = desk.holder.account, Bodies(desk)
    lent = [*lent_by(account, desk.today), *lent_to(account, desk.today)]
    deeds = {f"take-{each.key}": Deed(say("End now"), partial(_take_back, desk, each)) for each in lent}
    offices = [
        (each, bodies.office(each.role, each.body_id))
        for each in offices_of(account)
        if each.role in DELEGABLE and (each.valid_to is None or each.valid_to >= desk.today)
    ]
    people = [each for each in list_people() if each.is_active and each.pk != account.pk]
    if desk.may("offices.delegate") and offices and people:
        form = lending_form(offices, people, desk.today)
        deeds["lend"] = Deed(say("Lend the office"), partial(_lend, desk), form)
    return deeds


def lent_lines(desk: Desk, *, is_to_me: bool) -> Iterator[LentLine]:
    """Yield who stands in for one, or for whom one stands in."""
    account, bodies = desk.holder.account, Bodies(desk)
    for each in (lent_to if is_to_me else lent_by)(account, desk.today):
        yield LentLine(
            bodies.office(each.office.role, each.office.body_id),
            each.office.account.name if is_to_me else each.to.name,
            desk.t.day(each.valid_from),
            desk.t.day(each.valid_to),
            each.valid_from <= desk.today,
            f"take-{each.key}",
        )


def _state(office: Office, today: date) -> Said:
    if office.valid_from > today:
        return say("to come")
    return say("over") if office.valid_to is not None and office.valid_to < today else say("in force")


def _give(desk: Desk, account: Account, form: Form) -> Said | None:
    first = form.read("valid_from", parse_day)
    last = form.read("valid_to", parse_day)
    names = Bodies(desk).for_offices
    body_id = form.read("body_id", lambda typed: find(typed, names, say("body"))) or ""
    if form.is_wrong or first is None:
        return None
    given = Given(form.fields["role"].value, body_id, first, last)
    once = read_once(desk.request.POST.get("once", ""))
    give_office(account, given, tree=desk.tree, by=desk.acting(MANAGE), now=desk.now, once=once)
    return say("The office is given.")


def _end(desk: Desk, office: Office, form: Form) -> Said | None:
    name = f"last_day-{office.key}"
    last = form.read(name, parse_day)
    if last is None:
        return None
    try:
        end_office(office, last, today=desk.today, by=desk.acting(MANAGE), now=desk.now)
    except UseError as error:  # its field is called otherwise here
        raise UseError(error.problem, error.remedy, name) from None
    return say("The office ends after {day}.", day=last)


def _lend(desk: Desk, form: Form) -> Said | None:
    first, last = form.read("valid_from", parse_day), form.read("valid_to", parse_day)
    if first is None or last is None:
        return None
    account, given = desk.holder.account, form.fields
    # both come from what the page offers
    office = {str(each.key): each for each in offices_of(account)}.get(given["office"].value)
    to = Account.objects.filter(key=given["to"].value).first()
    if office is None or to is None:
        raise UseError(
            say("There is no such office or person any more."), say("Choose from the lists."), "office"
        )
    once = read_once(desk.request.POST.get("once", ""))
    lend(office, Absence(to, first, last), today=desk.today, by=own(account), now=desk.now, once=once)
    return say("{name} stands in for you from {first} to {last}.", name=to.name, first=first, last=last)


def _take_back(desk: Desk, delegation: Delegation, _form: Form) -> Said:
    take_back(delegation, today=desk.today, by=own(desk.holder.account), now=desk.now)
    return say("It has ended.")
