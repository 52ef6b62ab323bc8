"""The description of the API: whole, true of the answers, and a page that is read without JavaScript."""

from __future__ import annotations

import jsonschema_rs
import pytest
from openapi_spec_validator import validate

from haidang.core.pack.tables import TABLES
from tests.portal.feeds.conftest import DAY, ROOT, ask
from tests.portal.site.conftest import LANGUAGES, parse

REFUSALS = {"400", "404", "405", "406", "429", "500", "503"}
OF_MACHINES = {
    "enter_rows": {"201", "400", "401", "403", "405", "409", "413", "415", "422", "429", "500", "503"},
    "get_entry": {"200", "401", "404", "405", "429", "500", "503"},
}


@pytest.fixture(scope="module")
def openapi(reader) -> dict:
    return ask(reader, "openapi.json")


def operations(openapi):
    """Those that are read without a key."""
    return [(path, each) for path, each in all_operations(openapi) if "security" not in each]


def all_operations(openapi):
    return [(path, each) for path, methods in openapi["paths"].items() for each in methods.values()]


def resolved(openapi, schema: dict) -> jsonschema_rs.Validator:
    """A validator of a schema of the document."""
    whole = {**schema, "components": openapi["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def test_the_document_is_valid(openapi):
    validate(openapi)


def test_every_resource_is_described(openapi):
    paths = set(openapi["paths"])
    for table in TABLES:
        assert {f"{ROOT}{table.name}{form}" for form in ("", ".csv", ".parquet")} <= paths
    assert {f"{ROOT}{name}" for name in ("review", "odds", "scores", "revisions")} <= paths
    written = {path: set(methods) for path, methods in openapi["paths"].items() if set(methods) != {"get"}}
    assert written == {f"{ROOT}entries": {"post"}}


def test_every_operation_is_described_whole(openapi):
    identifiers = [operation["operationId"] for _, operation in all_operations(openapi)]
    assert len(identifiers) == len(set(identifiers))
    parameters = openapi["components"]["parameters"]
    for path, operation in operations(openapi):
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["responses"]) == {"200", "304", *REFUSALS}
        for media, content in operation["responses"]["200"]["content"].items():
            assert "example" in content or media.endswith("parquet"), path
        own = [
            each if "name" in each else parameters[each["$ref"].rpartition("/")[2]]
            for each in operation["parameters"]
        ]
        assert all(each["description"] and each["schema"] for each in own), path
        assert all("example" in each for each in own if each["name"] != "cursor"), path


def test_what_machines_do_is_described_whole(openapi):
    own = {each["operationId"]: each for _, each in all_operations(openapi) if "security" in each}
    assert {name: set(each["responses"]) for name, each in own.items()} == OF_MACHINES
    assert all(each["security"] == [{"machine": []}] for each in own.values())
    for each in own.values():
        answer = next(found for status, found in each["responses"].items() if status.startswith("2"))
        content = answer["content"]["application/json"]
        resolved(openapi, content["schema"]).validate(content["example"])
    message = own["enter_rows"]["requestBody"]["content"]["application/json"]
    resolved(openapi, message["schema"]).validate(message["example"])


def test_examples_are_what_the_schemas_say(openapi):
    for path, operation in operations(openapi):
        content = operation["responses"]["200"]["content"].get("application/json")
        if content is not None:
            resolved(openapi, content["schema"]).validate(content["example"]), path


@pytest.mark.parametrize("as_of", ["2020-06-30", DAY])
def test_answers_are_what_the_schemas_say(reader, openapi, as_of):
    for path, operation in operations(openapi):
        content = operation["responses"]["200"]["content"].get("application/json")
        if content is None or "{" in path:
            continue
        given = {"limit": 1000} if any("limit" in str(each) for each in operation["parameters"]) else {}
        if not path.endswith("revisions"):
            given["as_of"] = as_of
        response = reader.get(path, given)
        assert response.status_code == 200
        resolved(openapi, content["schema"]).validate(response.json())


def test_examples_of_parameters_are_held(reader, openapi):
    for path, operation in operations(openapi):
        own = [each for each in operation["parameters"] if each.get("in") == "path"]
        if own:
            name = own[0]["example"]
            assert reader.get(path.replace("{name}", name)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_by_itself(reader, language):
    response = reader.get(ROOT, headers={"accept-language": language})
    assert response["Content-Type"] == "text/html; charset=utf-8"
    found = parse(response)
    assert found.all("html") == [{"lang": language}]
    assert len(found.all("h1")) == len(found.all("main")) == 1
    assert not found.all("script")
    assert not found.all("style")
    assert not [attrs for _, attrs in found.tags if "style" in attrs]
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in found.links if each.startswith("#")} <= set(ids)
    assert all(each["href"].startswith("/") for each in found.all("link"))
    for path in ("observations.csv", "observations.parquet", "targets/{name}"):
        assert f"GET {ROOT}{path}" in found.text


def test_its_examples_can_be_copied(reader):
    text = parse(reader.get(ROOT)).text
    commands = [line.strip() for line in text.splitlines() if line.strip().startswith("curl 'http")]
    assert len(commands) == len(TABLES) + 4
    for each in commands:
        address = each.removeprefix("curl '").removesuffix("'").removeprefix("http://localhost")
        answer = reader.get(address)
        assert answer.status_code == 200, each
        assert answer.json().get("items", True), each
