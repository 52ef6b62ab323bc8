"""Machines enter rows: with a token, once, whole or not at all; what is wrong is told by row and column; nobody else writes."""

from __future__ import annotations

import copy
import json
import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make.accounts import acting_as, administrator, person
from tests.portal.conftest import NOW
from tests.portal.feeds.conftest import PROBLEM, ROOT

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
ADDRESS = f"{ROOT}entries"
BODY = "city_statistics"
FIGURE = {
    "indicator_id": "grdp_growth",
    "area_id": "haiphong",
    "period": "2023",
    "definition": "as told by a machine",
    "value": "10.34",
    "unit": "% yoy",
    "status": "A",
    "producer_id": BODY,
    "source_id": "tkhp_2020",
}
MESSAGE = {"body_id": BODY, "submit": True, "rows": [{"table": "observations", "cells": FIGURE}]}
DOCUMENT = {
    "document_id": "kh-1-2026",
    "number": "1/KH",
    "type": "plan",
    "issuer_id": BODY,
    "title_vi": "Kế hoạch",
    "source_id": "tkhp_2020",
}
TARGET = {
    "target_id": "kh-1-2026-1",
    "document_id": "kh-1-2026",
    "target_no": 1,
    "name_vi": "Tốc độ tăng",
    "indicator_id": "grdp_growth",
    "area_id": "haiphong",
    "kind": "at_least",
    "low": 12.50,
    "unit": "% yoy",
    "period": "2024",
    "value_status": "held",
    "source_id": "tkhp_2020",
}


@pytest.fixture(autouse=True)
def now(monkeypatch) -> None:
    monkeypatch.setattr("haidang.portal.feeds.entering.timezone.now", lambda: NOW)


def make_machine(name: str, *offices: tuple[str, str]):
    return person(name, *offices, is_machine=True)


def token_of(machine, days: int = 30) -> str:
    from haidang.portal.accounts.tokens import make_token

    ends_on = NOW.date() + timedelta(days=days)
    return make_token(machine, "test", ends_on, by=acting_as(administrator(f"{uuid.uuid4()}@x.org")), now=NOW)


@pytest.fixture
def machine():
    return make_machine("machine", ("machine", BODY))


@pytest.fixture
def token(machine) -> str:
    return token_of(machine)


@pytest.fixture
def post(token):
    """Send a message; the token and a new key come with it."""
    from django.test import Client

    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)

    def send(
        message,
        key: str = "",
        *,
        bearer: str = token,
        media: str = "application/json",
        lang: str = "en",
        place: str = "127.0.0.1",
        **headers,
    ):
        body = message if isinstance(message, (str, bytes)) else json.dumps(message)
        sent = {"authorization": f"Bearer {bearer}", "idempotency-key": key or str(uuid.uuid4()), **headers}
        sent = {name: text for name, text in sent.items() if text is not None}
        return client.post(
            f"{ADDRESS}?lang={lang}", body, content_type=media, headers=sent, REMOTE_ADDR=place
        )

    return send


@pytest.fixture
def get(token):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    return lambda path, bearer=token: client.get(path, headers={"authorization": f"Bearer {bearer}"})


def with_cells(**cells):
    message = copy.deepcopy(MESSAGE)
    message["rows"][0]["cells"] |= cells
    return message


def told(response, status: int) -> dict:
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == PROBLEM
    assert "Access-Control-Allow-Origin" not in response.headers
    return response.json()


def places(response, status: int) -> list[str]:
    return [each["name"] for each in told(response, status)["errors"]]


def entries():
    from haidang.portal.entries.models import Entry

    return Entry.objects


def test_rows_are_entered_and_wait_for_persons(post, get, machine):
    answer = post(MESSAGE)
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "private, no-store"
    (row,) = answer.json()["entries"]
    assert (row["number"], row["table"], row["state"], row["version"]) == (1, "observations", "entered", 2)
    entry = entries().get(key=row["key"])
    assert (entry.batch.way, entry.batch.by_key, entry.body_id) == ("api", machine.key, BODY)
    found = get(row["address"]).json()
    assert found["cells"] == FIGURE
    assert [(each["move"], each["role"]) for each in found["steps"]] == [
        ("save", "machine"),
        ("submit", "machine"),
    ]
    assert (found["revision"], found["state"]) == (None, "entered")


def test_a_draft_may_have_defects_and_what_is_submitted_may_not(post):
    message = with_cells(unit="bananas", period="2024-13")
    assert places(post(message), 422) == ["rows[0].cells.period", "rows[0].cells.unit"]
    assert not entries().exists()
    answer = post({**message, "submit": False})
    assert answer.status_code == 201
    assert answer.json()["entries"][0]["state"] == "draft"


@pytest.mark.parametrize("lang", ["vi", "en", "fr"])
def test_defects_are_told_in_the_language_asked_for(post, lang):
    answer = post(with_cells(unit="bananas"), lang=lang)
    assert answer["Content-Language"] == lang
    (error,) = told(answer, 422)["errors"]
    assert "bananas" in error["problem"]


def test_all_or_none(post):
    rows = [
        MESSAGE["rows"][0],
        {"table": "observations", "cells": {**FIGURE, "definition": "other", "unit": "bananas"}},
    ]
    assert places(post({**MESSAGE, "rows": rows}), 422) == ["rows[1].cells.unit"]
    assert not entries().exists()


def test_sent_again_it_is_done_once(post):
    key = str(uuid.uuid4())
    first, second = post(MESSAGE, key), post(MESSAGE, key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert entries().count() == 1
    told(post(with_cells(value="11"), key), 409)
    other = token_of(make_machine("other", ("machine", BODY)))
    told(post(MESSAGE, key, bearer=other), 409)
    assert entries().count() == 1


def test_the_same_thing_in_another_message_is_a_conflict(post):
    assert post(MESSAGE).status_code == 201
    assert "on its way" in told(post(with_cells(value="11")), 409)["detail"]


def test_numbers_keep_their_digits(post, get):
    text = json.dumps(MESSAGE).replace('"10.34"', "10.340")
    found = get(post(text).json()["entries"][0]["address"]).json()
    assert found["cells"]["value"] == "10.340"


def test_a_document_comes_with_its_targets(post):
    rows = [{"table": "documents", "cells": DOCUMENT}, {"table": "targets", "cells": TARGET}]
    answer = post({**MESSAGE, "rows": rows})
    assert answer.status_code == 201, answer.content.decode()
    assert entries().get(table="targets").cells.count('"low": "12.5"') == 1


def test_a_row_of_another_body_is_refused(post):
    rows = [
        {"table": "documents", "cells": {**DOCUMENT, "issuer_id": "city_committee"}},
        {"table": "areas", "cells": {"area_id": "x"}},
    ]
    answer = post({**MESSAGE, "rows": rows})
    assert places(answer, 422) == ["rows[0].cells.issuer_id", "rows[1]"]
    assert "City People's Committee" in answer.json()["errors"][0]["problem"]
    taken = {
        "table": "documents",
        "act": "change",
        "replaces": {"document_id": "nq-xvi-2020"},
        "cells": {**DOCUMENT, "document_id": "nq-xvi-2020"},
    }
    assert places(post({**MESSAGE, "rows": [taken]}), 422) == ["rows[0].cells.issuer_id"]
    told(post({**MESSAGE, "body_id": "city_committee"}), 403)
    told(post({**MESSAGE, "body_id": ""}), 403)
    told(post({**MESSAGE, "body_id": "nobody"}), 403)
    assert not entries().exists()


def test_a_figure_that_another_body_makes_is_refused(post):
    assert places(post(with_cells(indicator_id="pci_rank", unit="rank of 63")), 422) == [
        "rows[0].cells.indicator_id"
    ]


def test_who_is_not_known_is_refused(post, machine):
    from haidang.portal.accounts.models import Token

    for authorization in (None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer haidang_nothing"):
        answer = post(MESSAGE, authorization=authorization)
        told(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"
    machine.is_active = False
    machine.save()
    told(post(MESSAGE), 401)
    machine.is_active = True
    machine.save()
    Token.objects.update(ends_on=NOW.date() - timedelta(days=1))
    told(post(MESSAGE), 401)
    assert not entries().exists()


def test_a_session_is_no_token():
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(person("lan", ("editor", BODY)))
    told(client.post(ADDRESS, json.dumps(MESSAGE), content_type="application/json"), 401)


def test_a_machine_sees_its_own_entries_alone(post, get):
    address = post(MESSAGE).json()["entries"][0]["address"]
    assert get(address).status_code == 200
    told(get(address, token_of(make_machine("other", ("machine", BODY)))), 404)
    told(get(address, "nothing"), 401)
    told(get(f"{ADDRESS}/{uuid.uuid4()}"), 404)
    told(get(f"{ADDRESS}/x"), 404)


def test_once_its_office_has_ended_it_learns_nothing(post, get, machine):
    address = post(MESSAGE).json()["entries"][0]["address"]
    assert get(address).status_code == 200
    machine.offices.update(valid_to=NOW.date() - timedelta(days=1))
    assert get(address).status_code == 403
    assert post(MESSAGE).status_code == 403


def test_who_made_its_token_has_a_hand_in_what_it_enters(post, machine):
    from haidang.portal.accounts.models import Token
    from haidang.portal.entries.models import Entry

    assert post(MESSAGE).status_code == 201
    made_by = Token.objects.get().made_by_key
    assert made_by
    assert json.loads(Entry.objects.get().enterers) == sorted([machine.key, made_by])


def test_a_machine_learns_why_its_row_was_sent_back(post, get):
    from haidang.portal.entries.actions import move

    row = post(MESSAGE).json()["entries"][0]
    approver = acting_as(person("minh", ("approver", "")), "approver")
    move("send_back", {uuid.UUID(row["key"]): 2}, acting=lambda *_: approver, now=NOW, reason="Which source?")
    last = get(row["address"]).json()["steps"][-1]
    assert (last["move"], last["role"], last["reason"]) == ("send_back", "approver", "Which source?")
    assert set(last) == {"move", "at", "role", "reason"}


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("{", [""]),
        ("\xff", [""]),
        ('{"body_id": "\\ud800", "rows": []}', [""]),
        ('{"body_id": "\\u0000", "rows": []}', [""]),
        ('{"body_id": NaN}', [""]),
        ("[" * 100_000, [""]),
        ([], [""]),
        ({}, ["body_id", "rows"]),
        ({"body_id": BODY, "rows": []}, ["rows"]),
        ({"body_id": BODY, "rows": {}, "sumbit": True}, ["rows", "sumbit"]),
        ({**MESSAGE, "submit": 1}, ["submit"]),
        ({**MESSAGE, "rows": [7]}, ["rows[0]"]),
        ({**MESSAGE, "rows": [{}]}, ["rows[0].cells", "rows[0].table"]),
        ({**MESSAGE, "rows": [{"table": "forecasts", "cells": {}}]}, ["rows[0].table"]),
        ({**MESSAGE, "rows": [{"table": "targets", "act": "withdraw", "cells": {}}]}, ["rows[0].act"]),
        ({**MESSAGE, "rows": [{"table": "targets", "act": "erase", "cells": {}}]}, ["rows[0].act"]),
        ({**MESSAGE, "rows": [{"table": "observations", "act": "withdraw", "cells": {"value": "1"}}]}, ["rows[0].cells.value", "rows[0].replaces"]),
        ({**MESSAGE, "rows": [{"table": "targets", "cells": {"lwo": "1", "low": [1], "note": "x" * 2001}}]}, ["rows[0].cells.lwo", "rows[0].cells.low", "rows[0].cells.note"]),
        ({**MESSAGE, "rows": [{"table": "targets", "cells": {}, "replaces": {"target_id": "x"}}]}, ["rows[0].replaces"]),
        ({**MESSAGE, "rows": [{"table": "targets", "act": "change", "cells": {}}]}, ["rows[0].replaces"]),
        ({**MESSAGE, "rows": [{"table": "targets", "cells": {}, "remark": "x" * 2001}]}, ["rows[0].remark"]),
    ],
)  # fmt: skip
def test_what_is_no_message_is_told_at_its_place(post, message, names):
    assert places(post(message if not isinstance(message, str) else message.encode("latin-1")), 400) == names
    assert not entries().exists()


@pytest.mark.parametrize("key", [None, "", "7", "not-a-uuid"])
def test_a_message_needs_a_key(post, key):
    assert places(post(MESSAGE, **{"idempotency-key": key}), 400) == ["Idempotency-Key"]


def test_only_json_is_read(post):
    told(post(json.dumps(MESSAGE), media="text/plain"), 415)
    told(post("x=1", media="application/x-www-form-urlencoded"), 415)
    assert post(json.dumps(MESSAGE), media="application/json; charset=utf-8").status_code == 201


def test_too_much_at_once(post, monkeypatch):
    from haidang.portal.feeds import messages

    told(post("[" + " " * messages.MOST_BYTES + "]"), 413)
    monkeypatch.setattr(messages, "MOST_ROWS", 1)
    told(post({**MESSAGE, "rows": [MESSAGE["rows"][0]] * 2}), 413)


def test_each_machine_has_a_rate_of_its_own(post, monkeypatch):
    from haidang.portal.feeds import middleware
    from haidang.portal.feeds.rates import Buckets

    held = Buckets(1, lambda: 0.0)
    monkeypatch.setattr(middleware, "buckets", lambda: held)
    assert post(MESSAGE, place="192.0.2.1").status_code == 201
    answer = post(MESSAGE, place="192.0.2.2")  # wherever it sends from
    told(answer, 429)
    assert answer["Retry-After"] == "60"
    other = token_of(make_machine("other", ("machine", BODY)))
    assert post(with_cells(definition="b"), bearer=other, place="192.0.2.3").status_code == 201


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_the_address_takes_messages_alone(reader, method):
    answer = getattr(reader, method)(ADDRESS)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST, OPTIONS"


def test_other_addresses_take_none(reader):
    for path in ("observations", "entries/x", "entries/", "", "entriesx"):
        answer = reader.post(f"{ROOT}{path}", "{}", content_type="application/json")
        assert answer.status_code == 405, path
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_pages_of_other_sites_may_not_ask(reader):
    answer = reader.options(
        ADDRESS, headers={"origin": "https://example.org", "access-control-request-method": "POST"}
    )
    assert (answer.status_code, answer["Allow"]) == (204, "POST, OPTIONS")
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert "Access-Control-Allow-Origin" in reader.options(f"{ROOT}observations").headers


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["table", "cells", "rows", "act", "low", "target_id", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150)
@given(
    JSON,
    st.sampled_from(["observations", "targets", "x"]),
    st.dictionaries(st.sampled_from(["low", "value", "note", "period", "x"]), JSON, max_size=4),
)
def test_whatever_is_sent_is_a_message_or_told(content, table, cells):
    """Reading never fails otherwise, and what it takes is rows of texts."""
    from django.test import RequestFactory

    from haidang.portal.feeds.messages import read_message
    from haidang.portal.feeds.problems import ParametersError

    for sent in (
        content,
        {"body_id": BODY, "rows": [content]},
        {"body_id": BODY, "rows": [{"table": table, "cells": cells}]},
    ):
        request = RequestFactory().post(
            ADDRESS,
            json.dumps(sent),
            content_type="application/json",
            headers={"idempotency-key": str(uuid.uuid4())},
        )
        with suppress(ParametersError):
            message = read_message(request)
            assert all(isinstance(text, str) and text for row in message.rows for text in row.cells.values())
