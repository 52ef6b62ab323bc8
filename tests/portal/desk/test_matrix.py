"""
Every address × everyone who may ask × every method.

The addresses are walked out of the URL configuration, so that none can be forgotten; what each answers stands in one table, and an address
that is not in it fails. A page of the desk is added in one line: its address, an example of it, its permission and its methods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.make.accounts import NOW, TODAY, acting_as, administrator, person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READ, WRITE, SEND = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)
BODY = "city_statistics"
LANGUAGE = "<language:language>"
NONE = "00000000-0000-4000-8000-000000000000"

EVERYONE, SIGNED_IN, NOT_SIGNED_IN, TOKEN = "everyone", "signed in", "not signed in", "token"
"""What an address takes that takes no permission: nothing, an account that is in use, nobody's session, a token for entering."""


@dataclass(frozen=True)
class Address:
    """What an address takes: a permission or one of the above, over the whole city or not, and methods; with an example of it."""

    example: str
    takes: str
    methods: tuple[str, ...] = READ
    is_whole: bool = False


def desk(rest: str, takes: str, methods: tuple[str, ...] = READ, example: str = "") -> tuple[str, Address]:
    return f"desk/{LANGUAGE}/{rest}", Address(f"/desk/en/{example or rest}", takes, methods)


def public(rest: str, example: str = "") -> tuple[str, Address]:
    return f"{LANGUAGE}/{rest}", Address(f"/en/{example or rest.replace('<form:form>', '')}", EVERYONE)


def account(rest: str, takes: str, methods: tuple[str, ...] = READ, example: str = "") -> tuple[str, Address]:
    return f"accounts/{rest}", Address(f"/accounts/{example or rest}", takes, methods)


TABLES = (
    "documents", "targets", "indicators", "observations", "areas", "bodies", "successions", "assessments", "commitments",
    "events", "rules", "expectations", "validations", "breaks", "forecasts", "sources",
)  # fmt: skip
ITEMS = {
    "documents": "nq-45-2019", "targets": "XVI-20", "indicators": "grdp_growth", "areas": "haiphong", "bodies": BODY,
    "commitments": "x", "sources": "x",
}  # fmt: skip
OPEN = (*READ, "OPTIONS")  # a program of another address asks first whether it may
API: dict[str, Address] = {
    **{f"api/v1/{each}": Address(f"/api/v1/{each}?limit=1", EVERYONE, OPEN) for each in TABLES},
    **{f"api/v1/{each}.csv": Address(f"/api/v1/{each}.csv", EVERYONE, OPEN) for each in TABLES},
    **{f"api/v1/{each}.parquet": Address(f"/api/v1/{each}.parquet", EVERYONE, OPEN) for each in TABLES},
    **{
        f"api/v1/{each}/<name>": Address(f"/api/v1/{each}/{name}", EVERYONE, OPEN)
        for each, name in ITEMS.items()
    },
    "api/v1/": Address("/api/v1/", EVERYONE, OPEN),
    "api/v1/openapi.json": Address("/api/v1/openapi.json", EVERYONE, OPEN),
    "api/v1/review": Address("/api/v1/review", EVERYONE, OPEN),
    "api/v1/odds": Address("/api/v1/odds?indicator=pci_rank", EVERYONE, OPEN),
    "api/v1/scores": Address("/api/v1/scores", EVERYONE, OPEN),
    "api/v1/revisions": Address("/api/v1/revisions", EVERYONE, OPEN),
    "api/v1/entries": Address("/api/v1/entries", TOKEN, (*SEND, "OPTIONS")),
    "api/v1/entries/<key>": Address(f"/api/v1/entries/{NONE}", TOKEN, OPEN),
}
PUBLIC: dict[str, Address] = dict(
    (
        public(""),
        public("review<form:form>"),
        public("targets<form:form>"),
        public("targets/<name:target_id><form:form>", "targets/XVI-20"),
        public("indicators<form:form>"),
        public("indicators/<name:indicator_id><form:form>", "indicators/grdp_growth"),
        public("odds/<name:indicator_id><form:form>", "odds/pci_rank"),
        public("documents<form:form>"),
        public("documents/<name:document_id><form:form>", "documents/nq-45-2019"),
        public("areas<form:form>"),
        public("areas/<name:area_id><form:form>", "areas/haiphong"),
        public("commitments<form:form>"),
        public("calendar<form:form>"),
        public("record<form:form>"),
        public("removals<form:form>"),
        public("score<form:form>"),
        public("seals<form:form>"),
        public("seals.atom"),
        public("sources<form:form>"),
        public("sources/<name:source_id><form:form>", "sources/tkhp_2020"),
        public("methods<form:form>"),
        public("methods/<name:method_id><form:form>", "methods/odds"),
        public("search<form:form>", "search?q=cang"),
        public("compare<form:form>"),
        public("leader<form:form>"),
        ("", Address("/", EVERYONE)),
        ("robots.txt", Address("/robots.txt", EVERYONE)),
        ("favicon.ico", Address("/favicon.ico", EVERYONE)),
        (f"embed/{LANGUAGE}/", Address("/embed/en/", EVERYONE)),
        (f"embed/{LANGUAGE}/<path:rest>", Address("/embed/en/odds/pci_rank", EVERYONE)),
    )
)
ACCOUNTS: dict[str, Address] = dict(
    (
        account("login/", NOT_SIGNED_IN, WRITE),
        account("logout/", EVERYONE, WRITE),
        account("language/<language:chosen>/", EVERYONE, READ, "language/vi/"),
        account("link/<str:secret>/", EVERYONE, WRITE, "link/none/"),
        account("password/", SIGNED_IN, WRITE),
        account("again/", SIGNED_IN, WRITE),
        account("second-factor/", EVERYONE),
        account("second-factor/sign-in/", EVERYONE, WRITE),
        account("second-factor/again/", SIGNED_IN, WRITE),
        account("second-factor/activate/", SIGNED_IN, WRITE),
        account("second-factor/deactivate/", SIGNED_IN, WRITE),
        account("recovery-codes/", SIGNED_IN),
        account("recovery-codes/renew/", SIGNED_IN, WRITE),
        account("oidc/login/", EVERYONE),
        account("oidc/login/callback/", EVERYONE),
    )
)
DESK: dict[str, Address] = dict(
    (
        ("desk/", Address("/desk/", EVERYONE)),
        (f"desk/{LANGUAGE}/followed", Address("/desk/en/followed", "entries.publish", WRITE, is_whole=True)),
        desk("", "desk.open"),
        desk("account", "desk.open", WRITE),
        desk("people", "people.manage"),
        desk("people/new", "people.manage", WRITE),
        desk("people/<str:key>", "people.manage", WRITE, "people/a-none"),
        desk("machines", "people.manage", WRITE),
        desk("machines/<str:key>", "people.manage", WRITE, "machines/a-none"),
        desk("calendar", "desk.open"),
        desk("figures/new", "entries.enter", WRITE),
        desk("grid", "entries.enter", WRITE),
        desk("entries", "entries.see", WRITE),
        desk("entries/<uuid:key>", "entries.see", WRITE, f"entries/{NONE}"),
        desk("entries/<uuid:key>/mend", "entries.enter", WRITE, f"entries/{NONE}/mend"),
        desk("entries/<uuid:key>/row", "entries.enter", WRITE, f"entries/{NONE}/row"),
        desk("uploads", "entries.enter", WRITE),
        desk("uploads/template", "entries.enter"),
        desk("uploads/<uuid:key>", "entries.enter", WRITE, f"uploads/{NONE}"),
        desk("rows", "entries.enter"),
        desk("rows/<slug:table>", "entries.enter", READ, "rows/documents"),
        desk("rows/<slug:table>/new", "entries.enter", WRITE, "rows/documents/new"),
        desk("rows/<slug:table>/change", "entries.enter", WRITE, "rows/documents/change"),
        desk("withheld", "rows.withhold"),
        desk("withheld/<slug:table>", "rows.withhold", READ, "withheld/documents"),
        desk("withheld/<slug:table>/withhold", "rows.withhold", WRITE, "withheld/documents/withhold"),
        desk("withheld/<slug:table>/release", "rows.withhold", WRITE, "withheld/documents/release"),
        desk("withheld/<slug:table>/remove", "rows.withhold", WRITE, "withheld/documents/remove"),
        desk("jobs", "jobs.see"),
        desk("jobs/<uuid:key>/again", "jobs.see", SEND, f"jobs/{NONE}/again"),
        desk("audit", "audit.read"),
        desk("audit.csv", "audit.read"),
        desk("audit/<int:number>", "audit.read", WRITE, "audit/999999"),
    )
)
EXPECTED: dict[str, Address] = {**API, **PUBLIC, **ACCOUNTS, **DESK}

ROLES = ("editor", "approver", "leader", "auditor", "administrator")
WHOLE = ("auditor", "administrator")
RESIDENT, NO_OFFICE, DISABLED, MACHINE = "resident", "no office", "disabled", "machine"
EVERYBODY = (RESIDENT, *ROLES, MACHINE, NO_OFFICE, DISABLED)
ACCEPTED = frozenset({200, 204, 301, 302, 303, 400, 404, 409, 415, 422, 429})
"""Answers to what is allowed: what was asked for, or why these very words or this example cannot be served."""


def walk(patterns: list, before: str = "") -> Iterator[tuple[str, object]]:
    """Every address with what answers it."""
    from django.urls import URLPattern

    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each.callback
        else:
            yield from walk(each.url_patterns, route)


def addresses() -> dict[str, object]:
    from django.urls import get_resolver

    return dict(walk(get_resolver().url_patterns))


@pytest.fixture(scope="module")
def clients(haiphong_loaded):
    """A browser of everybody, and the machine with its token."""
    from django.test import Client

    from haidang.portal.accounts.models import Account
    from haidang.portal.accounts.tokens import Machine, add_machine, make_token
    from haidang.portal.registry.bodies import tree_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    by, tree = acting_as(administrator("boss@example.org")), tree_of(DatabaseEvidence())
    made: dict[str, Account] = {
        **{each: person(f"{each}@example.org", (each, "" if each in WHOLE else BODY)) for each in ROLES},
        NO_OFFICE: person("none@example.org"),
        DISABLED: person("disabled@example.org", *((each, "") for each in ROLES)),
    }
    found = {each: Client(headers={"host": "localhost"}) for each in EVERYBODY}
    for each, holder in made.items():
        found[each].force_login(holder)
    Account.objects.filter(pk=made[DISABLED].pk).update(is_active=False)
    machine = add_machine(Machine("Gateway", BODY), tree=tree, by=by, now=NOW)
    token = make_token(machine, "matrix", TODAY.replace(year=TODAY.year + 1), by=by, now=NOW)
    found[MACHINE] = Client(headers={"host": "localhost", "authorization": f"Bearer {token}"})
    return found


def expected_of(address: Address, who: str, method: str) -> frozenset[int]:
    """What an address answers to somebody."""
    from haidang.portal.accounts.roles import BY_CODE

    is_in = who not in (RESIDENT, MACHINE, DISABLED)
    allowed = ACCEPTED if method in address.methods else frozenset({405})
    if address.takes == EVERYONE or (address.takes == NOT_SIGNED_IN and not is_in):
        return allowed
    if address.takes == NOT_SIGNED_IN:
        return frozenset({302, 405})
    if address.takes == SIGNED_IN:
        return allowed if is_in else allowed & {302, 405}
    if address.takes == TOKEN:
        return allowed if who == MACHINE or method == "OPTIONS" else allowed & {405} or frozenset({401})
    if not is_in:
        return frozenset({302})
    if who not in BY_CODE[address.takes].roles:
        return frozenset({403})
    return allowed if not address.is_whole or who in WHOLE else allowed & {405} or frozenset({403})


def test_every_address_is_in_the_table():
    found, known = set(addresses()), set(EXPECTED)
    assert not found - known, (
        f"Add to the table of the matrix what these addresses take: {sorted(found - known)}."
    )
    assert not known - found, f"Take these out of the table of the matrix: {sorted(known - found)}."


def test_the_table_says_what_the_pages_of_the_desk_say():
    from haidang.portal.accounts.roles import BY_CODE
    from haidang.portal.desk.paging import permission_of

    for route, view in addresses().items():
        said = permission_of(view)
        if said is not None:
            assert said == (EXPECTED[route].takes, EXPECTED[route].methods), route
            assert said[0] in BY_CODE
        else:
            assert not route.startswith(f"desk/{LANGUAGE}"), f"{route} says no permission"


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("kind", ["api", "public", "accounts", "desk"])
def test_everybody_is_answered_as_the_table_says(clients, kind, who):
    client = clients[who]
    wrong = []
    for route, address in {"api": API, "public": PUBLIC, "accounts": ACCOUNTS, "desk": DESK}[kind].items():
        for method in METHODS:
            if route == "accounts/logout/" and method == "POST":
                continue  # it would sign them out: the tests of signing in do
            answer = client.generic(method, address.example)
            if answer.streaming:  # whole tables leave one by one: the next one waits for the end of this
                list(answer.streaming_content)
            if answer.status_code not in expected_of(address, who, method):
                wrong.append((method, address.example, answer.status_code))
            if who != RESIDENT and kind == "desk" and answer.status_code == 302:
                assert answer.headers["Location"].startswith(("/accounts/", "/desk/"))
    assert not wrong, wrong


def test_every_address_that_takes_a_form_takes_none_from_elsewhere(clients):
    """But for the API: it asks for a token, which no browser sends by itself."""
    from django.test import Client

    from haidang.portal.accounts.models import Account

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.force_login(Account.objects.get(email="boss@example.org"))
    for address in (*ACCOUNTS.values(), *DESK.values()):
        if "POST" in address.methods:
            assert strict.post(address.example, {"x": "1"}).status_code == 403, address.example
    for address in PUBLIC.values():
        assert strict.post(address.example, {"x": "1"}).status_code == 405, address.example
    assert strict.post("/api/v1/entries", {"x": "1"}).status_code == 401
