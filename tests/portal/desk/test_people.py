"""The pages for people, offices, machines and the own account."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from tests.make.accounts import PASSWORD, administrator, person
from tests.portal.site.conftest import parse

BODY = "city_statistics"
PEOPLE, ACCOUNT, MACHINES = "/desk/en/people", "/desk/en/account", "/desk/en/machines"


@pytest.fixture
def boss(haiphong_loaded, undone):
    """An administrator."""
    return administrator()


@pytest.fixture
def desk(boss):
    """The browser of the administrator."""
    return browser(boss)


def browser(account):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


def today():
    return timezone.localdate()


def text(response) -> str:
    return re.sub(r"\s+", " ", parse(response).text)


def send(client, address: str, do: str, **fields: str):
    """Send the form with a name as it stands on a page, with some fields filled in otherwise; the answer, and the page after it."""
    page = client.get(address)
    assert page.status_code == 200
    form = re.search(
        rf'<form[^>]*>(?:(?!</form>).)*name="do" value="{re.escape(do)}".*?</form>',
        page.content.decode(),
        re.DOTALL,
    )
    assert form, f"{address} has no form {do}"
    given = dict(
        re.findall(r'<input type="(?!hidden)[\w-]+" id="[^"]*" name="([^"]+)" value="([^"]*)"', form[0])
    )
    given |= dict(re.findall(r'<select id="[^"]*" name="([^"]+)"', form[0]) and _chosen(form[0]))
    given |= {"do": do, "once": re.search(r'name="once" value="([^"]+)"', form[0])[1]}
    answer = client.post(address, {**given, **fields})
    return answer, client.get(answer.headers["Location"]) if answer.status_code == 302 else answer


def _chosen(form: str) -> dict[str, str]:
    found = {}
    for name, options in re.findall(
        r'<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        values = re.findall(r'value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, is_chosen in values if is_chosen), values[0][0])
    return found


def test_a_new_person_gets_a_link_an_office_and_comes_in(desk):
    answer, page = send(
        desk, f"{PEOPLE}/new", "new", email="an@example.org", name="Nguyễn Thị An", language="vi"
    )
    assert "The account is made." in text(page)
    link = re.search(r"http://localhost(/accounts/link/[\w-]+/)", text(page))[1]
    assert link not in text(desk.get(answer.headers["Location"]))  # shown once
    _, page = send(desk, answer.headers["Location"], "give", role="editor", body_id=f"City · {BODY}")
    assert "The office is given." in text(page)
    assert "in force" in text(page)
    from django.test import Client

    own = Client(headers={"host": "localhost"})
    own.post(link, {"password1": PASSWORD, "password2": PASSWORD})
    own.post("/accounts/login/", {"login": "an@example.org", "password": PASSWORD})
    assert own.get("/desk/vi/account").status_code == 200
    assert "Nguyễn Thị An" in text(desk.get(PEOPLE))


def test_sent_twice_there_is_one(desk):
    from haidang.portal.accounts.models import Account

    page = desk.get(f"{PEOPLE}/new").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    given = {"do": "new", "once": once, "email": "an@example.org", "name": "An", "language": "en"}
    places = [desk.post(f"{PEOPLE}/new", given).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Account.objects.filter(email="an@example.org").count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "no address", "name": "An"}, "«no address» is no e-mail address."),
        ({"email": "an@example.org", "name": " "}, "The name is empty."),
        ({"email": "ADMIN@example.org", "name": "An"}, "There is an account with the e-mail address"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(desk, given, told):
    answer, page = send(desk, f"{PEOPLE}/new", "new", **given)
    assert answer.status_code == 422
    assert text(page).count(told) == 2  # above, and at the field
    wrong = [attrs for attrs in parse(page).all("input") if attrs.get("aria-invalid") == "true"]
    assert len(wrong) == 1
    assert wrong[0]["aria-describedby"]
    assert wrong[0]["value"] == next(
        value for value in map(str.strip, given.values()) if value == wrong[0]["value"]
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"role": "editor", "body_id": ""}, "none is named"),
        ({"role": "editor", "body_id": "nothing like it"}, "There is no body"),
        ({"role": "auditor", "body_id": BODY}, "This role is of the whole city"),
        ({"role": "king"}, "no role that this account can have"),
        ({"role": "editor", "body_id": BODY, "valid_from": "25/11/2026"}, "is not an ISO day"),
        ({"role": "editor", "body_id": BODY, "valid_to": "2020-01-01"}, "comes before the first"),
    ],
)
def test_an_office_that_does_not_fit(desk, given, told):
    made = person()
    answer, page = send(desk, f"{PEOPLE}/{made.key}", "give", **given)
    assert answer.status_code == 422
    assert told in text(page)
    assert not made.offices.exists()


def test_an_office_is_ended(desk):
    made = person("an@example.org", ("editor", BODY))
    office = made.offices.get()
    address, name = f"{PEOPLE}/{made.key}", f"last_day-{office.key}"
    answer, page = send(desk, address, f"end-{office.key}", **{name: "2020-01-01"})
    assert (answer.status_code, "lies in the past" in text(page)) == (422, True)
    yesterday = (today() - timedelta(days=1)).isoformat()
    _, page = send(desk, address, f"end-{office.key}", **{name: yesterday})
    assert "The office ends after" in text(page)
    assert "over" in text(page)
    assert browser(made).get(ACCOUNT).status_code == 403


def test_a_link_a_disabled_account_and_one_erased(desk):
    from haidang.portal.accounts.models import Account

    made = person("an@example.org", ("editor", BODY))
    address = f"{PEOPLE}/{made.key}"
    _, page = send(desk, address, "link")
    assert "/accounts/link/" in text(page)
    own = browser(made)
    send(desk, address, "disable")
    assert own.get(ACCOUNT).status_code == 302
    _, page = send(desk, address, "enable")
    assert "make a link" in text(page)
    answer, page = send(desk, address, "erase", confirm="somebody@example.org")
    assert answer.status_code == 422
    answer, page = send(desk, address, "erase", confirm="an@example.org")
    assert urlsplit(answer.headers["Location"]).path == PEOPLE
    assert "an@example.org" not in text(page)
    assert not Account.objects.filter(key=made.key).exists()
    assert desk.get(address).status_code == 404


def test_a_second_factor_is_taken_away(desk):
    from allauth.mfa.models import Authenticator

    made = person()
    Authenticator.objects.create(user=made, type="totp", data={})
    _, page = send(desk, f"{PEOPLE}/{made.key}", "reset")
    assert "not set up" in text(page)
    assert not Authenticator.objects.exists()


def test_the_own_account_is_for_others_to_change(boss, desk):
    page = desk.get(f"{PEOPLE}/{boss.key}")
    assert 'name="do"' not in page.content.decode()
    refused = desk.post(f"{PEOPLE}/{boss.key}", {"do": "erase", "confirm": boss.email})
    assert refused.status_code == 400
    boss.refresh_from_db()


def test_a_machine_and_its_token(desk):
    from haidang.portal.accounts.tokens import holder_by_token

    answer, _ = send(desk, MACHINES, "new", name="Gateway", body_id=BODY)
    address = answer.headers["Location"]
    _, page = send(desk, address, "make", label="figures")
    secret = re.search(r"haidang_[\w-]+", text(page))[0]
    assert secret not in text(desk.get(address))
    assert holder_by_token(secret, timezone.now()) is not None
    listed = text(desk.get(MACHINES))
    assert "Gateway" in listed
    name = re.search(r'name="do" value="(revoke-[^"]+)"', desk.get(address).content.decode())[1]
    _, page = send(desk, address, name)
    assert "taken back" in text(page)
    assert holder_by_token(secret, timezone.now()) is None
    send(desk, address, "disable")
    send(desk, address, "enable")
    answer, page = send(desk, address, "make", label="x", ends_on="2020-01-01")
    assert (answer.status_code, "A token cannot end on" in text(page)) == (422, True)


def test_a_machine_needs_a_body(desk):
    answer, page = send(desk, MACHINES, "new", name="Gateway", body_id="")
    assert (answer.status_code, "«Body» is empty." in text(page)) == (422, True)


def test_name_and_language_are_ones_own(desk, boss):
    answer, page = send(desk, ACCOUNT, "profile", name="Trần", language="fr")
    assert answer.headers["Location"] == "/desk/fr/account"
    boss.refresh_from_db()
    assert (boss.name, boss.language) == ("Trần", "fr")
    assert '<html lang="fr"' in page.content.decode()
    assert send(desk, ACCOUNT, "profile", name=" ")[0].status_code == 422
    assert desk.get("/desk/").headers["Location"] == "/desk/fr/"


def test_an_office_is_lent_shown_at_both_desks_and_taken_back(haiphong_loaded, undone):
    lender = person("an@example.org", ("approver", BODY), name="An", language="en")
    stand_in = person("binh@example.org", ("editor", BODY), name="Bình", language="en")
    mine, theirs = browser(lender), browser(stand_in)
    until = (today() + timedelta(days=6)).isoformat()
    _, page = send(mine, ACCOUNT, "lend", to=stand_in.key, valid_to=until)
    assert "Bình stands in for you from" in text(page)
    assert "Who stands in for me" in text(mine.get(ACCOUNT))
    other = text(theirs.get(ACCOUNT))
    assert "For whom I stand in" in other
    assert "An: Approver" in other
    name = re.search(r'name="do" value="(take-[^"]+)"', theirs.get(ACCOUNT).content.decode())[1]
    _, page = send(theirs, ACCOUNT, name)
    assert "It has ended." in text(page)
    assert "Nobody stands in for you" in text(mine.get(ACCOUNT))
    answer, page = send(mine, ACCOUNT, "lend", to="a-nobody", valid_to=until)
    assert answer.status_code == 422
    answer, page = send(mine, ACCOUNT, "lend", to=stand_in.key, valid_to="2020-01-01")
    assert (answer.status_code, "cannot be lent" in text(page)) == (422, True)


def test_what_is_not_offered_is_not_done(haiphong_loaded, undone):
    """An administrator lends nothing, and nobody takes back what is others'."""
    boss = administrator()
    refused = browser(boss).post(ACCOUNT, {"do": "lend", "to": "x"})
    assert refused.status_code == 400
    assert browser(boss).post(ACCOUNT, {"do": "take-1"}).status_code == 400
    assert browser(boss).post(ACCOUNT, {}).status_code == 400


def test_other_roles_see_no_people(haiphong_loaded, undone):
    editor = browser(person("an@example.org", ("editor", BODY)))
    for address in (PEOPLE, f"{PEOPLE}/new", MACHINES):
        assert editor.get(address).status_code == 403
    assert "People" not in text(editor.get(ACCOUNT))


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_every_page_is_drawn_in_every_language(desk, language):
    made = person("an@example.org", ("editor", BODY))
    for rest in ("people", "people/new", f"people/{made.key}", "machines", "account"):
        page = desk.get(f"/desk/{language}/{rest}")
        assert page.status_code == 200
        found = parse(page)
        assert not any("style" in attrs for _, attrs in found.tags)
        labels = {attrs["for"] for attrs in found.all("label")}
        fields = [
            attrs for tag in ("input", "select") for attrs in found.all(tag) if attrs.get("type") != "hidden"
        ]
        assert {attrs["id"] for attrs in fields} <= labels
        ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        assert page.headers["Cache-Control"] == "private, no-store"
