"""`datapackage.json`: written in one form, read back the same, its Table Schemas made from the one definition."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.package import FILE, Package, read_package, table_schema, write_package
from tests.make.pack import PACKAGE, change_json, make_pack

ABOUT = Description(
    name="tiny",
    title=Name("Nhỏ", "Tiny", "Petite"),
    version="1",
    review_day=date(2024, 11, 14),
    document_id="resolution",
    area_id="city",
    horizon={"observations": date(2024, 11, 14), "areas": date(2025, 7, 1)},
    licence="CC-BY-4.0",
    note="Figures of a tiny city.",
)

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
DESCRIPTIONS = st.builds(
    Description,
    name=WORDS.filter(bool),
    title=st.builds(Name, WORDS.filter(bool), WORDS, WORDS),
    version=WORDS,
    review_day=st.one_of(st.none(), st.dates()),
    document_id=WORDS,
    area_id=WORDS,
    horizon=st.dictionaries(st.sampled_from(sorted(BY_NAME)), st.dates()),
    licence=st.one_of(WORDS, st.sampled_from(["CC0-1.0", "CC-BY-4.0"])),
    note=WORDS,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_pack(tmp_path_factory.mktemp("pack"))


@pytest.mark.slow
@given(description=DESCRIPTIONS, names=st.sets(st.sampled_from(sorted(BY_NAME)), min_size=1))
def test_what_was_written_is_read(folder, description, names):
    paths = {table.name: f"{table.name}.csv" for table in TABLES if table.name in names}
    data = write_package(Package(description, paths))
    (folder / FILE).write_bytes(data)
    package, findings = read_package(folder)
    assert findings.errors == []
    assert package == Package(description, paths, frozenset(names))
    assert write_package(package) == data


def test_the_form_of_the_description():
    data = write_package(Package(ABOUT, {"sources": "sources.csv", "areas": "areas.parquet"}))
    assert data.endswith(b"}\n")
    content = json.loads(data)
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert content["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert content["haidang"]["horizon"] == {"areas": "2025-07-01", "observations": "2024-11-14"}
    areas, sources = content["resources"]
    assert (areas["name"], areas["path"], areas["format"]) == ("areas", "areas.parquet", "parquet")
    assert (sources["name"], sources["path"], sources["format"]) == ("sources", "sources.csv", "csv")
    assert "Nhỏ".encode() in data


def test_a_reference_to_an_absent_table_is_no_foreign_key():
    def keys(paths):
        areas = json.loads(write_package(Package(ABOUT, paths)))["resources"][0]
        return [key["reference"]["resource"] for key in areas["schema"].get("foreignKeys", [])]

    assert keys({"areas": "areas.csv", "sources": "sources.csv"}) == ["areas", "sources"]
    assert keys({"areas": "areas.csv"}) == ["areas"]
    assert "foreignKeys" not in write_package(Package(ABOUT, {"sources": "sources.csv"})).decode()


def test_the_least_description_that_can_be_read(tmp_path):
    make_pack(tmp_path)
    (tmp_path / FILE).write_text(
        '{"name": "x", "haidang": {"format": 1}, "resources": [{"name": "areas", "path": "areas.csv"}]}'
    )
    package, findings = read_package(tmp_path)
    assert findings.errors == []
    assert package.description == Description("x", Name("x"))
    assert package.paths == {"areas": "areas.csv"}


def test_files_may_lie_in_folders_and_behind_links_inside(tmp_path):
    make_pack(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "areas.csv").rename(tmp_path / "data" / "areas.csv")
    (tmp_path / "link.csv").symlink_to("data/areas.csv")
    for path in ("data/areas.csv", "./data/areas.csv", "link.csv"):
        change_json(tmp_path, lambda content, path=path: content["resources"][0].update(path=path))
        package, findings = read_package(tmp_path)
        assert findings.errors == []
        assert package.paths["areas"] == path


def test_a_folder_is_no_file(tmp_path):
    make_pack(tmp_path)
    (tmp_path / "areas.csv").unlink()
    (tmp_path / "areas.csv").mkdir()
    _, findings = read_package(tmp_path)
    assert [each.rule_id for each in findings.errors] == ["no-file"]


def test_the_place_of_a_mistake_in_json_is_named(tmp_path):
    (tmp_path / FILE).write_text('{\n  "name": "x",\n  "resources" []\n}')
    _, findings = read_package(tmp_path)
    assert "not JSON at line 3, column 15" in str(findings.errors[0].problem)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
PATHS = [
    ("name",), ("title",), ("version",), ("description",), ("licenses",), ("resources",), ("haidang",),
    ("haidang", "format"), ("haidang", "title"), ("haidang", "title", "vi"), ("haidang", "review_day"),
    ("haidang", "document_id"), ("haidang", "area_id"), ("haidang", "horizon"), ("haidang", "horizon", "events"),
    ("resources", 0), ("resources", 0, "name"), ("resources", 0, "path"),
]  # fmt: skip


@given(path=st.sampled_from(PATHS), value=VALUES)
def test_any_value_anywhere_is_read_or_refused_with_a_finding(folder, path, value):
    resources = [{"name": "areas", "path": "areas.csv"}, {"name": "sources", "path": "sources.csv"}]
    content = json.loads(json.dumps({**PACKAGE, "resources": resources}))
    *way, last = path
    place = content
    for step in way:
        place = place[step]
    place[last] = value
    (folder / FILE).write_text(json.dumps(content))
    package, findings = read_package(folder)
    assert package is not None or findings.errors
    if package is not None:
        assert isinstance(package.description.title.vi, str)
        assert write_package(package)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_table_schema_is_that_of_the_table(table):
    schema = table_schema(table)
    assert [each["name"] for each in schema["fields"]] == list(table.names)
    assert schema["missingValues"] == [""]
    assert schema.get("primaryKey", list(table.key)) == list(table.key)
    assert ("primaryKey" in schema) == (len(table.key) == 1)
    links = [(each["fields"][0], each["reference"]["resource"]) for each in schema.get("foreignKeys", [])]
    assert links == [(column.name, column.to) for column in table.columns if column.kind == "ref"]
    for key in schema.get("foreignKeys", []):
        assert key["reference"]["fields"] == [BY_NAME[key["reference"]["resource"]].key[0]]
    for column, each in zip(table.columns, schema["fields"], strict=True):
        constraints = each.get("constraints", {})
        assert each["description"] == column.doc
        assert constraints.get("required", False) == column.required
        assert constraints.get("enum", []) == list(column.values)
        assert constraints.get("minimum") == column.low
        assert constraints.get("maximum") == column.high


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("areas", "area_km2", "number"),
        ("sources", "tier", "integer"),
        ("commitments", "is_measurable", "boolean"),
        ("observations", "public_by", "date"),
        ("observations", "period", "string"),
        ("observations", "unit", "string"),
        ("areas", "area_id", "string"),
        ("commitments", "addressee_ids", "string"),
    ],
)
def test_types_of_fields(table, column, kind):
    (field,) = [each for each in table_schema(BY_NAME[table])["fields"] if each["name"] == column]
    assert field["type"] == kind
