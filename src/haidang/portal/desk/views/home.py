"""What waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from haidang.base.text import Said, say
from haidang.core.bodies.tree import EVERY_BODY
from haidang.core.review.expected import State as Due
from haidang.portal.accounts.permissions import bodies_of
from haidang.portal.accounts.queries import lent_by, lent_to
from haidang.portal.desk.detail import EntryWords
from haidang.portal.desk.due import calendar_of
from haidang.portal.desk.entry_list import MINE, OTHERS
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.frame import language_of
from haidang.portal.desk.models import Upload
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import Desk, page
from haidang.portal.desk.uploads.telling import list_uploads, tell_upload
from haidang.portal.entries.models import State
from haidang.portal.entries.queries import SEE, seen_by, waiting_for

_LAST = 5
_LISTS: Mapping[str, tuple[Said, str, dict[str, str]]] = {
    "sent_back": (say("Sent back to you"), ENTER, {"state": State.SENT_BACK, "whose": MINE}),
    "drafts": (say("Your drafts"), ENTER, {"state": State.DRAFT, "whose": MINE}),
    "to_check": (say("For you to check"), "entries.check", {"state": State.ENTERED, "whose": OTHERS}),
    "to_publish": (say("For you to publish"), "entries.publish", {"state": State.CHECKED, "whose": OTHERS}),
}


@dataclass(frozen=True, slots=True)
class List:
    """Entries that wait: how many, since when the oldest does, and where they are listed."""

    label: Said
    count: str
    since: str
    address: str


def start(request: HttpRequest) -> HttpResponse:
    """Lead to the desk in the own language."""
    return HttpResponseRedirect(reverse("desk:home", args=[language_of(request)]))


@page("desk.open")
def home(desk: Desk) -> HttpResponse:
    """Show what waits for who asks, what became of it, and who stands in for whom."""
    context = {
        "lists": list(_lists(desk)),
        "can_enter": desk.may(ENTER),
        "can_follow": desk.may("entries.publish", EVERY_BODY),
        "uploads": _uploads(desk) if desk.may(ENTER) else [],
        "published": list(_published(desk)) if desk.may(SEE) else [],
        "absences": list(_absences(desk)),
    }
    return desk.page("desk/home.html", context)


def _lists(desk: Desk) -> Iterator[List]:
    waiting = waiting_for(desk.holder, desk.tree, desk.today)
    entries = reverse("desk:entries", args=[desk.language])
    for name, (label, permission, query) in _LISTS.items():
        if desk.may(permission):
            of = waiting[name]
            since = desk.t.moment(timezone.localtime(of.since)) if of.since is not None else ""
            yield List(label, desk.t.number(of.count, 0), since, f"{entries}?{urlencode(query)}")
    if desk.may(ENTER):
        yield from _expected(desk)


def _expected(desk: Desk) -> Iterator[List]:
    view = calendar_of(desk, bodies_of(desk.holder, ENTER, desk.tree, desk.today))
    address = reverse("desk:calendar", args=[desk.language])
    for label, state in (
        (say("Late by the calendar"), Due.LATE),
        (say("Due in the next three months"), Due.DUE),
    ):
        found = view.having(state) if view is not None else []
        if found:
            yield List(label, desk.t.number(len(found), 0), "", address)


def _uploads(desk: Desk) -> list[Mapping[str, object]]:
    own = list_uploads(desk).filter(by_key=desk.holder.account.key).exclude(state=Upload.State.DECIDED)
    return [tell_upload(desk, each) for each in own[:_LAST]]


def _published(desk: Desk) -> Iterator[Mapping[str, object]]:
    words = EntryWords(desk)
    found = seen_by(desk.holder, desk.tree, desk.today).filter(state=State.PUBLISHED).order_by("-moved_at")
    for each in found[:_LAST]:
        yield {
            "entry": each,
            "title": words.title(each),
            "value": words.value(each),
            "when": words.moment(each.moved_at),
        }


def _absences(desk: Desk) -> Iterator[Said]:
    """Yield who stands in for whom, in the own offices and in those of others."""
    account, bodies = desk.holder.account, Bodies(desk)
    for each in lent_to(account, desk.today):
        yield say(
            "You stand in for {name} as {role} from {first} until {day}.",
            name=each.office.account.name,
            role=bodies.office(each.office.role, each.office.body_id),
            first=each.valid_from,
            day=each.valid_to,
        )
    for each in lent_by(account, desk.today):
        yield say(
            "{name} stands in for you as {role} from {first} until {day}.",
            name=each.to.name,
            role=bodies.office(each.office.role, each.office.body_id),
            first=each.valid_from,
            day=each.valid_to,
        )
