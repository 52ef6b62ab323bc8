"""Withholding at the desk: what goes together is seen before, what was seen is done, and the audit knows it; only administrators."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from tests.portal.desk.conftest import read
from tests.portal.site.conftest import LANGUAGES

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
DOCUMENT = "documents/{}?document_id=nq-45-2019"
ROOT = "/desk/en/withheld"


@pytest.fixture
def boss(hand):
    return hand("administrator").client


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path) -> None:
    """The list of removals of this test alone."""
    monkeypatch.setattr("haidang.portal.registry.removals_list._place", lambda: tmp_path / "removals.jsonl")


def public(path: str = "/en/documents/nq-45-2019"):
    from django.test import Client

    return Client(headers={"host": "localhost"}).get(path)


def withheld():
    from haidang.portal.registry.models import Withheld

    return Withheld.objects


def acts() -> list[tuple[str, str, str]]:
    from haidang.portal.audit.models import AuditRow

    rows = AuditRow.objects.filter(act__startswith="row.").order_by("pk")
    return list(rows.values_list("act", "table", "role"))


def form_of(response) -> dict[str, str]:
    return {name: texts[0] for name, texts in read(response).forms[-1].items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_in_three_languages(boss, language):
    for path in (
        "",
        "/documents",
        f"/{DOCUMENT.format('withhold')}",
        f"/{DOCUMENT.format('release')}",
        f"/{DOCUMENT.format('remove')}",
    ):
        assert boss.get(f"/desk/{language}/withheld{path}").status_code == 200


def test_a_row_is_withheld_after_a_second_look_and_released(boss):
    assert public().status_code == 200
    address = f"{ROOT}/{DOCUMENT.format('withhold')}"
    chosen = boss.get(f"{address}&state=internal")
    text = read(chosen).text
    assert re.search(r"Targets: 6 .*GRDP per capita · NQ45-2025-percap", text)
    assert "Decision 1516/QD-TTg" in text  # carries it out, and goes with it
    assert not withheld().exists()
    done = boss.post(address, form_of(chosen))
    assert (done.status_code, done["Location"]) == (302, ROOT)
    assert public().status_code == 404
    listed = boss.get(ROOT)
    assert "Resolution 45-NQ/TW" in read(listed).text
    back = f"{ROOT}/{DOCUMENT.format('release')}"
    assert boss.post(back, form_of(boss.get(back))).status_code == 302
    assert public().status_code == 200
    assert "Nothing is withheld." in read(boss.get(ROOT)).text
    assert acts() == [
        ("row.withhold", "documents", "administrator"),
        ("row.release", "documents", "administrator"),
    ]


def test_an_embargo_ends_by_itself(boss):
    until = timezone.localtime() + timedelta(days=3)
    asked = urlencode({"state": "embargoed", "until": f"{until:%Y-%m-%dT%H:%M}"})
    address = f"{ROOT}/{DOCUMENT.format('withhold')}"
    boss.post(address, form_of(boss.get(f"{address}&{asked}")))
    made = withheld().get()
    assert made.state == "embargoed"
    assert abs(made.until - until) < timedelta(minutes=1)
    assert "until" in read(boss.get(ROOT)).text
    withheld().update(until=timezone.now() - timedelta(seconds=1))
    assert "Nothing is withheld." in read(boss.get(ROOT)).text


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("state=embargoed", "#f-until"),
        ("state=embargoed&until=soon", "#f-until"),
        ("state=embargoed&until=2020-01-01T09:00", "#f-until"),
        ("state=internal&until=2099-01-01T09:00", "#f-until"),
        ("state=removed", "#f-state"),
        ("state=", "#f-state"),
    ],
)
def test_a_choice_that_cannot_be_is_told_at_its_field(boss, asked, place):
    response = boss.get(f"{ROOT}/{DOCUMENT.format('withhold')}&{asked}")
    assert response.status_code == 422
    assert f'href="{place}"' in response.content.decode()
    assert not withheld().exists()


def test_only_what_was_seen_is_done(boss):
    address = f"{ROOT}/{DOCUMENT.format('withhold')}"
    form = form_of(boss.get(f"{address}&state=internal"))
    response = boss.post(address, {**form, "seen": "something else"})
    assert response.status_code == 422
    assert "has changed in the meantime" in read(response).text
    assert boss.post(address, {"state": "internal"}).status_code == 200  # not seen: shown first
    assert not withheld().exists()


def test_a_row_is_removed_with_its_law_and_its_identifier_typed(boss):
    address = f"{ROOT}/{DOCUMENT.format('remove')}"
    form = form_of(boss.get(address))
    for wrong, place in (
        ({}, "#f-basis"),
        ({"basis": "Law 1, article 2"}, "#f-typed"),
        ({"basis": "Law 1", "typed": "nq-45"}, "#f-typed"),
    ):
        response = boss.post(address, {**form, **wrong})
        assert response.status_code == 422
        assert f'href="{place}"' in response.content.decode()
    assert not withheld().exists()
    done = boss.post(address, {**form, "basis": "Law 1, article 2", "typed": "nq-45-2019"})
    assert done.status_code == 302
    assert (withheld().get().state, withheld().get().basis) == ("removed", "Law 1, article 2")
    assert public().status_code == 404
    assert ("row.remove", "documents", "administrator") in acts()
    for deed in ("withhold", "release", "remove"):
        assert boss.get(f"{ROOT}/{DOCUMENT.format(deed)}").status_code == 404
    assert "nq-45-2019" not in read(boss.get(f"{ROOT}/documents")).text
    assert "Nothing is withheld." in read(boss.get(ROOT)).text


def test_a_double_click_does_it_once(boss):
    address = f"{ROOT}/{DOCUMENT.format('withhold')}"
    form = form_of(boss.get(f"{address}&state=internal"))
    assert [boss.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert withheld().count() == 1


def test_what_the_public_does_not_see_is_found(boss):
    address = f"{ROOT}/{DOCUMENT.format('withhold')}"
    boss.post(address, form_of(boss.get(f"{address}&state=internal")))
    assert "nq-45-2019" in read(boss.get(f"{ROOT}/documents?q=45")).text


def test_figures_are_found_by_their_indicator(boss):
    assert "withhold?" not in boss.get(f"{ROOT}/observations").content.decode()
    found = boss.get(f"{ROOT}/observations?q=grdp+growth").content.decode()
    assert "withhold?indicator_id=grdp_growth" in found
    assert "No row is found." in boss.get(f"{ROOT}/observations?q=zzz").content.decode()


def test_a_figure_has_a_long_key(boss):
    from haidang.core.pack.tables import OBSERVATIONS
    from haidang.portal.registry.models import current_rows

    held = current_rows("observations").values(*OBSERVATIONS.key).first()
    address = f"{ROOT}/observations/withhold?{urlencode({name: text for name, text in held.items() if text})}"
    response = boss.get(f"{address}&state=internal")
    assert boss.post(address, form_of(response)).status_code == 302
    assert withheld().get().rows.count() == 1


@pytest.mark.parametrize("name", ["editor", "publisher", "leader", "auditor"])
def test_others_withhold_nothing(hand, name):
    client = hand(name).client
    for path in (
        "",
        "/documents",
        *(f"/{DOCUMENT.format(deed)}" for deed in ("withhold", "release", "remove")),
    ):
        assert client.get(f"{ROOT}{path}").status_code == 403
    for deed in ("withhold", "release", "remove"):
        assert (
            client.post(f"{ROOT}/{DOCUMENT.format(deed)}", {"state": "internal", "seen": "x"}).status_code
            == 403
        )
    assert not withheld().exists()


def test_rows_that_are_not_there(boss):
    for path in (
        "nothing",
        "forecasts",
        "documents/withhold?document_id=nothing",
        "documents/remove",
        "nothing/withhold",
    ):
        assert boss.get(f"{ROOT}/{path}").status_code == 404
