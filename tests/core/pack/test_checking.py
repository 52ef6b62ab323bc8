"""All defects in one run, capped lists, and what is no defect at all."""

import pytest

from haidang.core.pack.defects import CAP
from haidang.files.packs import check_folder
from tests.make.pack import FIRST, change_json, csv_bytes, make_pack, rows, with_cells, with_row


def rules_of(findings):
    return {(each.rule_id, each.file, each.row) for each in findings.errors + findings.warnings}


def test_all_defects_are_found_in_one_run(tmp_path):
    folder = make_pack(
        tmp_path,
        areas=csv_bytes(rows("areas")).replace(b",", b";"),
        bodies=[*with_cells("bodies", 2, valid_from="31/11/2020"), rows("bodies")[3]],
        indicators=with_cells("indicators", 6, formula="grdp / grpd", unit="bananas"),
        observations=with_cells(
            "observations", 3, value="1.234,5", public_by="2023-01-01", area_id="ward_2", bound="?"
        ),
        targets=with_cells("targets", 2, document_id="", period="2025/2021", low="NaN"),
        events=csv_bytes(rows("events")) + b"one\n",
        rules=b"",
        sources=None,
    )
    change_json(
        folder, lambda content: content["resources"].append({"name": "budgets", "path": "../budgets.csv"})
    )
    _, findings = check_folder(folder)
    assert rules_of(findings) >= {
        ("semicolons", "areas.csv", 1),
        ("bad-date", "bodies.csv", 2),
        ("duplicate-id", "bodies.csv", 6),
        ("unknown-id", "indicators.csv", 6),
        ("unknown-unit", "indicators.csv", 6),
        ("decimal-comma", "observations.csv", 3),
        ("not-allowed", "observations.csv", 3),
        ("dates-reversed", "observations.csv", 3),
        ("unknown-id", "observations.csv", 2),
        ("required", "targets.csv", 2),
        ("impossible-period", "targets.csv", 2),
        ("not-a-number", "targets.csv", 2),
        ("wrong-field-count", "events.csv", 3),
        ("empty-file", "rules.csv", None),
        ("unknown-table", "datapackage.json", None),
    }


def test_every_defect_of_one_cell_row_and_list_is_named(tmp_path):
    folder = make_pack(
        tmp_path, commitments=with_cells("commitments", 3, addressee_ids="nobody;ministry;no_one")
    )
    _, findings = check_folder(folder)
    assert [(each.rule_id, each.row, each.value) for each in findings.errors] == [
        ("unknown-id", 3, "nobody"),
        ("unknown-id", 3, "no_one"),
    ]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"value": "12,5"}, "decimal-comma"),
        ({"period": "2024-13"}, "impossible-period"),
        ({"area_id": "nowhere"}, "unknown-id"),
        ({"area_id": "city_merged"}, "area-outside-validity"),
        ({"value": "1000"}, "value-out-of-bounds"),
        ({"value": "", "bound": ">"}, "bound-without-value"),
        ({"status": ""}, "required"),
        ({"unit": "USD"}, "unit-not-convertible"),
        ({"public_from": "2024-02-01"}, "dates-reversed"),
        ({"status": "A", "public_from": "2023-01-01", "public_by": "2023-01-01"}, "public-before-end"),
    ],
)
def test_the_list_of_a_rule_is_capped_and_the_rest_counted(tmp_path, cells, rule):
    many = CAP + 5
    like = rows("observations")[9 - FIRST]
    added = [like | {"definition": f"port {number}"} | cells for number in range(many)]
    _, findings = check_folder(make_pack(tmp_path, observations=rows("observations") + added))
    listed = [each for each in findings.errors if each.rule_id == rule]
    last = len(rows("observations")) + 1
    assert [each.row for each in listed] == list(range(last + 1, last + 1 + CAP))
    assert findings.count("error") == many
    assert findings.unlisted() == [(rule, "observations.csv", 5)]


def test_the_cap_holds_where_several_checks_find_the_same_rule(tmp_path):
    like = rows("successions")[0]
    added = [
        like | {"from_name": f"Xã {number}", "to_id": "nowhere", "source_id": "nothing"}
        for number in range(CAP + 5)
    ]
    _, findings = check_folder(make_pack(tmp_path, successions=rows("successions") + added))
    assert len([each for each in findings.errors if each.rule_id == "unknown-id"]) == CAP
    assert findings.count("error") == 2 * (CAP + 5)
    assert findings.unlisted() == [("unknown-id", "successions.csv", CAP + 10)]


def test_the_cap_is_counted_for_each_file(tmp_path):
    sources = [
        *rows("sources"),
        *(rows("sources")[0] | {"source_id": f"s{n}", "tier": "x"} for n in range(CAP + 1)),
    ]
    areas = [*rows("areas"), *(rows("areas")[3] | {"area_id": f"a{n}", "lon": "x"} for n in range(CAP + 2))]
    folder = make_pack(tmp_path, sources=sources, areas=areas)
    _, findings = check_folder(folder)
    assert len(findings.errors) == 2 * CAP
    assert findings.unlisted() == [("not-a-number", "areas.csv", 2), ("not-an-integer", "sources.csv", 1)]


def observations(place, **cells):
    return {"observations": with_cells("observations", place, **cells)}


NO_DEFECT = {
    "a target that outlives its area": {"targets": with_cells("targets", 3, period="2030")},
    "a target of a time before its area": {
        "targets": with_cells("targets", 3, area_id="city_merged"),
        "commitments": None,
        "events": None,
    },
    "an estimate before the end of its period": observations(9, public_from="2023-12-01", public_by="2023-12-02"),
    "a figure published on the last day of its period": observations(5, public_by="2023-12-31"),
    "an assessment of a body since dissolved": {"assessments": with_cells("assessments", 2, assessor_id="ministry")},
    "a figure made on the last day of its body": observations(4, producer_id="ministry", public_from="2025-02-28", public_by="2025-03-09"),
    "a figure of the last day of its area": observations(2, period="2025-06-30", public_by="2025-07-01", public_from="2025-07-01"),
    "the same identifier in two tables": {"bodies": with_row("bodies", body_id="city")},
    "a figure revised": {"observations": with_row("observations", 4, public_from="2024-06-30", public_by="2024-06-30", value="366000")},
    "a figure on another definition": {"observations": with_row("observations", 4, definition="new series", value="500000")},
    "rivals that agree": {"observations": with_row("observations", 4, producer_id="committee", value="365600")},
    "an unknown share": {"successions": with_row("successions", 3, to_id="ward_1", share="")},
    "other shares of the area than of the people": {
        "successions": [
            rows("successions")[1] | {"to_id": to_id, "basis": basis, "share": share}
            for to_id, basis, share in [
                ("city_merged", "people", "0.75"), ("ward_1", "people", "0.25"),
                ("city_merged", "area", "0.4"), ("ward_1", "area", "0.6"),
            ]
        ]
    },
    "shares that make one but for rounding": {
        "successions": [
            rows("successions")[1] | {"to_id": to_id, "share": "0.3333333"} for to_id in ("city_merged", "ward_1", "ward_2")
        ]
    },
    "successions of areas and bodies with the same identifiers": {
        "bodies": [*rows("bodies"), *(rows("bodies")[0] | {"body_id": name} for name in ("city", "city_merged"))],
        "successions": with_row("successions", 3, kind="body", from_id="city_merged", to_id="city", date="2026-01-01"),
    },
    "an ambition below what should fall": {"targets": with_cells("targets", 3, kind="at_most", ambition="170")},
    "a value in another unit of its kind": observations(9, value="170000", unit="thousand tonnes"),
    "a negative number where nothing bounds it": observations(6, value="-7.45"),
    "a plan of which more than all was done": {"indicators": with_cells("indicators", 2, measure="ratio"), **observations(2, value="101.4")},
    "an absent table": {"rules": None},
    "a list with spaces and an empty place": {"commitments": with_cells("commitments", 3, addressee_ids=" ministry ; congress;")},
    "a list of nothing": {"commitments": with_cells("commitments", 3, indicator_ids=" ; ")},
    "a period in the words of an office": observations(9, period="năm 2023"),
    "a byte-order mark": {"areas": b"\xef\xbb\xbf" + csv_bytes(rows("areas"))},
    "no line end at the end": {"areas": csv_bytes(rows("areas")).rstrip(b"\n")},
    "empty rows": {"areas": csv_bytes(rows("areas")).replace(b"\n", b"\n,,,,,,,,,\n\n \n")},
    "a comment on one's own": {"areas": [row | {"note": "checked, twice"} for row in rows("areas")]},
}  # fmt: skip


@pytest.mark.parametrize("changes", NO_DEFECT.values(), ids=NO_DEFECT)
def test_what_is_no_defect(tmp_path, changes):
    _, findings = check_folder(make_pack(tmp_path, **changes))
    assert [
        (each.rule_id, each.place, str(each.problem)) for each in findings.errors + findings.warnings
    ] == []


def test_a_growth_that_few_figures_show_is_no_outlier(tmp_path):
    like = rows("observations")[4]
    series = [
        like | {"period": str(2015 + place), "value": value}
        for place, value in enumerate(["9", "10", "11", "70"])
    ]
    _, findings = check_folder(make_pack(tmp_path, observations=series))
    assert findings.warnings == []


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path):
    # a cell with line ends is one row, an empty row counts
    table = rows("areas")
    table[0]["note"] = "two\nlines\r\nand, three"
    table[3]["area_km2"] = "x"
    data = csv_bytes(table).replace(b"\nward_1", b"\n\nward_1")
    _, findings = check_folder(make_pack(tmp_path, areas=data))
    assert [(each.rule_id, each.row) for each in findings.errors] == [("not-a-number", 6)]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("1.234,5", "1234.5"),
        ("-1.234,5", "-1234.5"),
        ("365,5", "365.5"),
        ("1.365.500", "1365500"),
        ("365 500,25", "365500.25"),
        ("1,365,500.5", "1365500.5"),
    ],
)
def test_the_finding_says_what_a_number_looks_like(tmp_path, value, plain):
    _, findings = check_folder(make_pack(tmp_path, **observations(6, value=value)))
    (finding,) = findings.errors
    assert str(finding.remedy) == f"Write it with a decimal point and without grouping: {plain}."


def test_a_local_date_is_answered_with_its_iso_form(tmp_path):
    _, findings = check_folder(make_pack(tmp_path, **observations(5, public_by="14/11/2024")))
    (finding,) = findings.errors
    assert str(finding.remedy) == "Write 2024-11-14."


def test_an_unknown_identifier_is_answered_with_the_nearest(tmp_path):
    changes = {
        "observations": with_cells("observations", 2, area_id="ward_3"),
        "successions": with_cells("successions", 3, to_id="city_mergd"),
        "indicators": with_cells("indicators", 6, formula="grpd / population"),
        "targets": with_cells("targets", 4, criteria="clear_water >= 95"),
    }
    _, findings = check_folder(make_pack(tmp_path, **changes))
    nearest = {each.file: str(each.remedy).partition("Nearest: ")[2] for each in findings.errors}
    assert nearest["successions.csv"].startswith("city_merged")
    assert nearest["indicators.csv"].startswith("grdp")
    assert nearest["targets.csv"].startswith("clean_water")
    assert "ward_1" in nearest["observations.csv"]
