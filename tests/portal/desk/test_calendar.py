"""The calendar at the desk: what is expected of the own bodies, and the way into the form for each figure."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.make.accounts import person
from tests.portal.desk.conftest import read
from tests.portal.site.conftest import LANGUAGES, parse

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
ROOT = "/desk/en/calendar"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_there_in_three_languages(hand, language):
    assert hand("everywhere").client.get(f"/desk/{language}/calendar").status_code == 200


def test_each_figure_leads_into_its_form(hand):
    client = hand("everywhere").client
    links = [each for each in parse(client.get(ROOT)).links if "/figures/new?" in each]
    assert links
    asked = parse_qs(urlsplit(links[0]).query)
    assert set(asked) == {"body", "indicator", "area", "period"}
    assert client.get(links[0]).status_code == 200


def test_it_is_of_the_own_bodies_alone(hand):
    text = read(hand("stranger").client.get(ROOT)).text
    assert "Nothing is expected of these bodies" in text
    assert hand("stranger").client.get(f"{ROOT}?body=city_statistics").status_code == 400
    all_text = read(hand("everywhere").client.get(ROOT)).text
    assert "How prompt each body was" in all_text


def test_it_is_narrowed_to_one_body(hand):
    client = hand("everywhere").client
    assert "Nothing is expected" in read(client.get(f"{ROOT}?body=tourism_department")).text


def test_who_does_not_enter_sees_no_way_into_a_form(hand):
    assert "/figures/new?" not in hand("auditor").client.get(ROOT).content.decode()


def test_what_is_on_its_way_is_told(hand):
    from haidang.portal.entries.models import Entry

    client = hand("everywhere").client
    page = client.get(ROOT).content.decode()
    found = re.search(r'href="([^"]*/figures/new[?][^"]*)"', page)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    form = {name: texts[0] for name, texts in read(client.get(address)).forms[-1].items()}
    assert client.post(address, {**form, "value": "7", "save": "1"}).status_code == 302
    entry = Entry.objects.get()
    assert f"/desk/en/entries/{entry.key}" in client.get(ROOT).content.decode()


def test_an_account_without_an_office_sees_none(signed_in_without):
    assert signed_in_without.get(ROOT).status_code == 403


@pytest.fixture
def signed_in_without(hand):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(person("nobody@example.org"))
    return client
