"""The environment: every bad value refused with what to do, all at once; the documented list is the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from haidang.base.errors import SettingsError
from haidang.portal.config.env import VARIABLES, check_environment, read_environment

DOCS = Path(__file__).parents[3] / "docs/portal.md"
SECRET = "abcdefghijklmnopqrstuvwxyz0123456789"


def test_an_empty_environment_is_a_portal_on_this_machine_alone(monkeypatch):
    monkeypatch.setenv("HOME", "/home/someone")
    found = read_environment({})
    assert found.data == Path("/home/someone/.local/share/haidang")
    assert found.database["NAME"] == "/home/someone/.local/share/haidang/haidang.sqlite3"
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (found.secret_key, found.is_https, found.is_behind_proxy, found.is_public) == (
        "",
        False,
        False,
        False,
    )


def test_every_variable_is_read():
    found = read_environment(
        {
            "HAIDANG_DATA": "/srv/data",
            "DATABASE_URL": "postgresql://me:pass%20word@db:5433/haidang",
            "HAIDANG_SECRET_KEY": SECRET,
            "HAIDANG_HOSTS": " haidang.example.org , .example.org,[fd00::1] ",
            "HAIDANG_HTTPS": "yes",
            "HAIDANG_PROXY": "TRUE",
            "HAIDANG_API_RATE": "30",
        }
    )
    assert found.data == Path("/srv/data")
    assert (found.database["HOST"], found.database["PORT"], found.database["PASSWORD"]) == (
        "db",
        5433,
        "pass word",
    )
    assert found.secret_key == SECRET
    assert found.hosts == ("haidang.example.org", ".example.org", "[fd00::1]")
    assert found.is_https
    assert found.is_behind_proxy
    assert found.is_public
    assert found.api_rate == 30


@pytest.mark.parametrize(("query", "seconds"), [("", 5), ("?connect_timeout=9&sslmode=require", 9)])
def test_a_server_that_does_not_answer_is_given_up_in_seconds(query, seconds):
    found = read_environment({"DATABASE_URL": f"postgresql://me:hush@db/haidang{query}"})
    assert found.database["OPTIONS"]["connect_timeout"] == seconds
    assert "OPTIONS" not in read_environment({"DATABASE_URL": "sqlite:////srv/x.sqlite3"}).database


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HAIDANG_DATA", "~nobody-of-this-name/x"),
        ("DATABASE_URL", "mysql://me:hush@db/haidang"),
        ("DATABASE_URL", "postgresql://me:hush@db"),
        ("DATABASE_URL", "postgresql://me:hush@db:port/haidang"),
        ("DATABASE_URL", "hush"),
        ("HAIDANG_SECRET_KEY", "hush"),
        ("HAIDANG_SECRET_KEY", "h" * 40),
        ("HAIDANG_HOSTS", "http://haidang.example.org"),
        ("HAIDANG_HOSTS", "haidang.example.org:8000"),
        ("HAIDANG_HOSTS", "two words"),
        ("HAIDANG_HTTPS", "on"),
        ("HAIDANG_PROXY", "2"),
        ("HAIDANG_API_RATE", "-1"),
        ("HAIDANG_API_RATE", "many"),
        ("HAIDANG_API_RATE", "²"),
        ("HAIDANG_API_RATE", "9999999"),
    ],
)
def test_a_bad_value_is_refused_with_what_to_do(name, value):
    with pytest.raises(SettingsError) as caught:
        read_environment({name: value})
    assert caught.value.where == name
    assert str(caught.value.remedy)
    assert "hush" not in str(caught.value)


def test_all_bad_values_are_found_at_once():
    bad = {
        "DATABASE_URL": "x",
        "HAIDANG_SECRET_KEY": "x",
        "HAIDANG_HOSTS": "/",
        "HAIDANG_HTTPS": "x",
        "HAIDANG_PROXY": "x",
    }
    found, problems = check_environment(bad)
    assert found is None
    assert [each.where for each in problems] == list(bad)
    with pytest.raises(SettingsError, match=r"5 settings.*haidang portal check"):
        read_environment(bad)


def test_every_setting_is_documented():
    page = DOCS.read_text(encoding="utf-8")
    for each in VARIABLES:
        assert f"| `{each.name}` | {each.doc} | {each.allowed} | {each.default} |" in page


def test_every_setting_that_is_read_is_in_the_list():
    import re

    folder = DOCS.parents[1] / "src/haidang/portal"
    read = {
        name
        for path in folder.rglob("*.py")
        for name in re.findall(r'"(HAIDANG_[A-Z_]+|DATABASE_URL)"', path.read_text())
    }
    assert read == {each.name for each in VARIABLES}


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite://rel.db", "sqlite:///:memory:", "sqlite://"])
def test_a_database_that_nobody_finds_again_is_refused(url):
    _, problems = check_environment({"DATABASE_URL": url, "HAIDANG_DATA": "/tmp"})
    assert [each.where for each in problems] == ["DATABASE_URL"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, "nobody"),
        ({"HAIDANG_HOSTS": "haidang.example.org"}, "responsible"),
        ({"HAIDANG_HOSTS": "haidang.example.org", "HAIDANG_SECOND_FACTOR": "nobody"}, "nobody"),
        ({"HAIDANG_SECOND_FACTOR": "all"}, "all"),
    ],
)
def test_a_public_portal_asks_for_a_second_factor(values, wanted):
    assert read_environment(values).second_factor == wanted


PROVIDER = {
    "HAIDANG_OIDC_SERVER": "https://id.example.org/realms/city/",
    "HAIDANG_OIDC_CLIENT": "haidang",
    "HAIDANG_OIDC_SECRET": "hush",
}


def test_a_provider_is_named_whole_or_not_at_all():
    assert read_environment({}).provider is None
    found = read_environment(PROVIDER).provider
    assert (found.server, found.client, found.secret) == (
        "https://id.example.org/realms/city",
        "haidang",
        "hush",
    )
    assert found.name == "id.example.org"
    assert read_environment({**PROVIDER, "HAIDANG_OIDC_NAME": "Haiphong ID"}).provider.name == "Haiphong ID"
    assert "hush" not in repr(found)
    for each in PROVIDER:
        with pytest.raises(SettingsError, match="only some are set"):
            read_environment({name: value for name, value in PROVIDER.items() if name != each})


@pytest.mark.parametrize(
    "server", ["id.example.org", "http://id.example.org", "ftp://x", "https://", "https://a b"]
)
def test_a_provider_is_reached_by_https(server):
    with pytest.raises(SettingsError, match="no address of an identity provider"):
        read_environment({**PROVIDER, "HAIDANG_OIDC_SERVER": server})
    assert read_environment({**PROVIDER, "HAIDANG_OIDC_SERVER": "http://localhost:9000"}).provider is not None


def test_a_factor_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="responsible, all, nobody"):
        read_environment({"HAIDANG_SECOND_FACTOR": "sms"})


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"HAIDANG_HOSTS": "*"}, "http://127.0.0.1:8000"),
        (
            {"HAIDANG_HOSTS": ".example.org,haidang.example.org", "HAIDANG_HTTPS": "1"},
            "https://haidang.example.org",
        ),
    ],
)
def test_where_it_is_found_outside_a_request(values, wanted):
    assert read_environment(values).address == wanted
