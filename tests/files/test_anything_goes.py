"""Whatever stands in a pack is read or refused with findings; what has no errors can be used and written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.evidence import PackEvidence
from haidang.files.packs import check_folder, render, write_folder
from tests.make.pack import TINY, csv_bytes, make_pack, rows

FORMS = ["", " ", ";", "a;b", ",", '"', "\n", "\u200b", "Đồ_Sơn", "D\u0302o\u0300"]
NUMBERS = ["NaN", "-", "12%", "1.234,5", "1" * 400, "9" * 5000, "0", "-1", "1e5", "\u0663", "\u00b9"]
PERIODS = [
    "31/11/2024",
    "2024",
    "2024-Q1",
    "9999-12-31",
    "0001-01-01",
    "0001-01-01/P9998Y",
    "9999-01-01/P2Y",
    "P1D",
]
FORMULAS = ["(" * 2000, "grdp + population", "grdp@city / 0", "per_head", "-grdp", "clean_water >= 1; x"]
WORDS = [
    "held", "not_held", "composite", "within", "share_of", "T-1;T-4;T-4", "VND (2010)", "% yoy", "rank of 63", "true", ">", "~",
    "S", "A", "area", "city", "city_merged", "statistics", "resolution", "news",
]  # fmt: skip
NASTY = st.one_of(
    st.sampled_from(FORMS + NUMBERS + PERIODS + FORMULAS + WORDS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=6),
)
CELLS = [(table.name, column) for table in TABLES for column in table.names]
WHOLE_COLUMN = 21
CHANGES = st.lists(
    st.tuples(st.sampled_from(CELLS), st.integers(0, WHOLE_COLUMN), NASTY), min_size=1, max_size=6
)


def use(evidence):
    for read in (
        evidence.areas, evidence.bodies, evidence.successions, evidence.indicators, evidence.documents, evidence.sources,
        evidence.targets, evidence.assessments, evidence.commitments, evidence.events, evidence.rules,
        evidence.first_public_day, evidence.content_hash,
    ):  # fmt: skip
        read()
    evidence.observations(evidence.series())


def check_anything(folder):
    content, findings = check_folder(folder)
    for finding in findings.errors + findings.warnings:
        assert str(finding.problem)
        assert str(finding.remedy)
    if content is not None and not findings.errors:
        use(PackEvidence(content))
        files = render(content)
        write_folder(files, folder / "canonical")
        again, _ = check_folder(folder / "canonical")
        assert render(again) == files
    return findings


@pytest.mark.slow
@settings(max_examples=60)
@given(changes=CHANGES)
def test_any_cells(tmp_path_factory, changes):
    tables = {name: rows(name) for name in TINY}
    for (table, column), place, value in changes:
        one = tables[table][place % len(tables[table])]
        for row in tables[table] if place == WHOLE_COLUMN else [one]:
            row[column] = value
    check_anything(make_pack(tmp_path_factory.mktemp("cells"), **tables))


@pytest.mark.slow
@settings(max_examples=30)
@given(data=st.data())
def test_any_columns_left_out(tmp_path_factory, data):
    table = data.draw(st.sampled_from(TABLES))
    given_columns = list(TINY[table.name][0])
    left = data.draw(st.lists(st.sampled_from(given_columns), min_size=1, unique=True))
    folder = make_pack(tmp_path_factory.mktemp("columns"), **{table.name: csv_bytes(rows(table.name), left)})
    findings = check_anything(folder)
    missing = [each.value for each in findings.errors if each.rule_id == "missing-column"]
    assert sorted(missing) == sorted(set(table.required) - set(left))


@pytest.mark.slow
@settings(max_examples=30)
@given(absent=st.sets(st.sampled_from(sorted(BY_NAME))), unread=st.sets(st.sampled_from(sorted(BY_NAME))))
def test_any_tables_absent_or_unreadable(tmp_path_factory, absent, unread):
    tables = dict.fromkeys(unread, b"\x00") | dict.fromkeys(absent)
    folder = make_pack(tmp_path_factory.mktemp("tables"), **tables)
    findings = check_anything(folder)
    unknown = {each.file for each in findings.errors if each.rule_id == "unknown-id"}
    assert {each.file for each in findings.errors if each.rule_id == "nul-byte"} == {
        f"{name}.csv" for name in unread - absent
    }
    assert not unknown or absent  # references to a table that cannot be read are not held against anybody
