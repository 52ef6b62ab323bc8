"""Some rows against what is held: the same findings as in the whole pack, all of them, at the rows that make them."""

import dataclasses
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.core.pack.checking import check_content
from haidang.core.pack.content import ROW, dtype
from haidang.core.pack.defects import CAP, EVERY
from haidang.core.pack.part import PartRow, check_part, held_frame, tidy_cells
from haidang.core.pack.tables import BY_NAME
from haidang.files.packs import check_folder
from tests.make.pack import make_pack, rows

# told at one of the rows that make them together: the first in the pack, a proposed one here
OF_SEVERAL = {"rivals-disagree", "months-do-not-sum", "shares-sum", "cycle", "formula-cycle"}


@cache
def tiny(**left_out: None):
    with TemporaryDirectory() as folder:
        content, findings = check_folder(make_pack(Path(folder), **left_out))
    assert not findings.listed
    return content


def held(**left_out):
    content = tiny(**left_out)
    frames = {
        name: held_frame(BY_NAME[name], frame.select(pl.exclude(ROW).cast(pl.String)))
        for name, frame in content.frames.items()
    }
    return dataclasses.replace(content, frames=frames)


def put_in(proposed):
    """Return every finding of the whole pack with the rows put in at its end, the slow obvious way, and where they stand."""
    content, places = tiny(), {}
    frames = dict(content.frames)
    for number, (table, cells) in enumerate(proposed, 1):
        frame = frames[table]
        row = int(frame[ROW].max()) + 1
        columns = {ROW: pl.Series([row], dtype=frame.schema[ROW])}
        for column in BY_NAME[table].columns:
            columns[column.name] = pl.Series([cells.get(column.name)], dtype=pl.String).cast(dtype(column))
        frames[table] = pl.concat([frame, pl.DataFrame(columns).select(frame.columns)])
        places[content.file(table), row] = number
    whole = dataclasses.replace(content, frames=frames, cap=EVERY)
    return check_content(whole, with_warnings=True).listed, places


def told(findings):
    return Counter((each.rule_id, each.row, each.column, each.value) for each in findings)


FIGURE = {
    "indicator_id": "throughput", "area_id": "city", "period": "2023", "value": "171", "unit": "million tonnes", "status": "A",
    "producer_id": "statistics", "definition": "all ports", "public_from": "2024-06-01", "public_by": "2024-06-02",
    "source_id": "news",
}  # fmt: skip


def figure(**cells):
    return {name: text for name, text in (FIGURE | cells).items() if text}


FIGURES = st.builds(
    figure,
    indicator_id=st.sampled_from(["throughput", "grdp", "population", "growth", "clean_water", "grpd", ""]),
    area_id=st.sampled_from(["city", "ward_1", "city_merged", "nowhere"]),
    period=st.sampled_from(["2022", "2023", "2024-01", "2024-03", "2024-01-01/P3M", "2024-Q1", "2024-13"]),
    value=st.sampled_from(["171", "13.5", "39", "365500", "9000000", "-1", "1.234,5", ""]),
    bound=st.sampled_from(["", "", ">", "?"]),
    unit=st.sampled_from(["million tonnes", "VND bn", "thousand people", "%", "% yoy", "tỷ"]),
    status=st.sampled_from(["A", "P", "E", ""]),
    producer_id=st.sampled_from(["statistics", "committee", "ministry"]),
    definition=st.sampled_from(["", "all ports"]),
    public_by=st.sampled_from(["2024-06-02", "2023-06-30", "2026-02-01", "31/11/2024"]),
    source_id=st.sampled_from(["news", "forum", ""]),
)
OTHERS = st.one_of(
    st.builds(
        lambda **cells: ("areas", rows("areas")[3] | cells),
        area_id=st.sampled_from(["ward_1", "ward_9", "ward 9"]),
        parent_id=st.sampled_from(["city", "ward_9", "nowhere"]),
        valid_to=st.sampled_from(["2025-06-30", "31/11"]),
        lat=st.sampled_from(["", "91"]),
    ),
    st.builds(
        lambda **cells: ("indicators", rows("indicators")[4] | cells),
        indicator_id=st.sampled_from(["per_head", "per_two"]),
        formula=st.sampled_from(["grdp / population", "per_two * 2", "grdp +", "grdp / grdp", "grpd"]),
        unit=st.sampled_from(["million VND per person", "bananas", ""]),
    ),
    st.builds(
        lambda **cells: ("successions", rows("successions")[1] | cells),
        from_id=st.sampled_from(["city", "ward_1"]),
        to_id=st.sampled_from(["ward_2", "nowhere", "city_merged"]),
        share=st.sampled_from(["", "0.5", "1"]),
    ),
    st.builds(
        lambda **cells: ("targets", rows("targets")[1] | cells),
        target_id=st.sampled_from(["T-2", "T-9"]),
        low=st.sampled_from(["180", "200", ""]),
        parts=st.sampled_from(["", "T-9", "T-8"]),
        criteria=st.sampled_from(["", "clear_water >= 95"]),
    ),
    st.builds(
        lambda **cells: ("validations", rows("validations")[0] | cells),
        validation_id=st.sampled_from(["V-1", "V-9"]),
        left=st.sampled_from(["grdp", "grdp / population", "2", "grdp *"]),
        right=st.sampled_from(["0", "5", "population", "per_head"]),
    ),
)
PROPOSED = st.lists(
    st.one_of(FIGURES.map(lambda cells: ("observations", cells)), OTHERS), min_size=1, max_size=6
)


@settings(max_examples=60)
@given(PROPOSED)
def test_the_findings_of_a_part_are_those_of_the_whole_pack(proposed):
    proposed = [(table, tidy_cells(table, cells)) for table, cells in proposed]
    found = check_part(held(), [PartRow(table, cells) for table, cells in proposed])
    part = [each for findings in found for each in findings]
    whole, places = put_in(proposed)
    has_errors = any(
        each.severity == "error" for each in whole
    )  # then the whole pack's own rules are not looked at
    own = {each.rule_id for each in part if each.rule_id.startswith("validation-")}
    apart = OF_SEVERAL | (own if has_errors else set())
    there = [
        dataclasses.replace(each, row=places[each.file, each.row])
        for each in whole
        if (each.file, each.row) in places
    ]
    single = [each for each in part if each.rule_id not in apart]
    assert told(single) == told(each for each in there if each.rule_id not in apart)
    # the pack itself has no defect: each one has been made by the rows
    made = Counter(each.rule_id for each in whole if each.rule_id in OF_SEVERAL)
    assert Counter(each.rule_id for each in part if each.rule_id in OF_SEVERAL) == made
    for number, findings in enumerate(found, 1):
        assert {each.row for each in findings} <= {number}
        assert findings == sorted(findings, key=lambda each: each.severity)


def only(findings):
    (finding,) = findings
    return finding


def test_a_row_without_defects_has_no_finding():
    assert check_part(held(), [PartRow("observations", figure())]) == [[]]


def test_nothing_proposed_has_no_finding():
    assert check_part(held(), []) == []


def test_every_defect_is_listed_however_many():
    proposed = [PartRow("observations", figure(period=str(1900 + n), value="x")) for n in range(3 * CAP)]
    found = check_part(held(), proposed)
    assert [(each.rule_id, each.row, each.column) for each in map(only, found)] == [
        ("not-a-number", number, "value") for number in range(1, 3 * CAP + 1)
    ]


@pytest.mark.parametrize(
    ("cells", "rule", "column", "told"),
    [
        ({"public_from": "2023-12-29", "public_by": "2024-01-05"}, "figure-twice", "", "The same figure (indicator, area, period, producer, definition, public by) stands among what is held already."),
        ({"indicator_id": "grdp", "value": "380000", "unit": "VND bn", "producer_id": "committee", "definition": "", "period": "2022"}, "rivals-disagree", "value", "«committee» says 380000, «statistics» says 365500 (among what is held)."),
        ({"period": "2024-01-01/P2M", "value": "27"}, "months-do-not-sum", "value", "The parts of 2024-01-01/P2M sum to 26, the cumulated figure is 27."),
        ({"period": "2024-02", "value": "14"}, "months-do-not-sum", "value", "The parts of 2024-01-01/P2M sum to 27.5, the cumulated figure is 26."),
    ],
)  # fmt: skip
def test_what_several_rows_make_is_told_at_the_proposed_one(cells, rule, column, told):
    finding = only(check_part(held(), [PartRow("observations", figure(**cells))])[0])
    assert (finding.rule_id, finding.row, finding.column, str(finding.problem)) == (rule, 1, column, told)


NEVER = rows("validations")[1] | {
    "validation_id": "V-9",
    "importance": "high",
    "left": "throughput",
    "operator": "<",
}


def test_a_rule_of_the_pack_is_told_at_the_proposed_figure_alone():
    proposed = [
        PartRow("observations", figure(period="2024-13")),  # its error hides nothing of the others
        PartRow("validations", NEVER),
        PartRow("observations", figure(period="2022")),
    ]
    bad, rule, broken = check_part(held(), proposed)
    assert [each.rule_id for each in bad] == ["impossible-period"]
    assert rule == []
    assert (only(broken).rule_id, broken[0].row, broken[0].value) == ("validation-high", 3, "171")
    assert broken[0].asks_for_note
    assert str(broken[0].problem) == (
        "«Throughput is not negative» does not hold in «city» for 2022: «throughput» is 171 million tonnes and must be < «0», which is 0 million tonnes."
    )


def test_a_figure_far_from_what_is_held_asks_for_a_note():
    series = [
        PartRow("observations", figure(indicator_id="growth", unit="% yoy", definition="", period=str(year), value=value))
        for year, value in zip(range(2011, 2018), ["9.1", "9.4", "8.8", "9.9", "9.2", "90.3", "9.7"], strict=True)
    ]  # fmt: skip
    found = check_part(held(), series)
    assert [[each.rule_id for each in findings] for findings in found] == [
        [],
        [],
        [],
        [],
        [],
        ["outlier"],
        [],
    ]
    assert found[5][0].asks_for_note
    assert not any(
        each.asks_for_note for each in check_part(held(), [PartRow("observations", figure(source_id=""))])[0]
    )


KEY = ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by")


def test_a_changed_row_is_not_held_against_its_old_form():
    old = rows("observations")[7]
    changed = PartRow("observations", old | {"value": "172", "bound": ""}, {name: old[name] for name in KEY})
    assert check_part(held(), [changed]) == [[]]
    withdrawn = PartRow(
        "observations", old | {"withdrawn_on": "2024-02-01"}, {name: old[name] for name in KEY}
    )
    assert check_part(held(), [withdrawn]) == [[]]
    assert only(check_part(held(), [dataclasses.replace(changed, replaces={})])[0]).rule_id == "figure-twice"


def changed_row(table, place, **cells):
    old, key = rows(table)[place], BY_NAME[table].key
    return PartRow(table, old | cells, {name: old[name] for name in key})


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (changed_row("areas", 3, name_en="Ward 1"), None),
        (changed_row("areas", 3, area_id="ward_01"), "With this change, rows of the table «observations» have a defect, «clean_water ward_1 2023 committee 2024-01-10» for example: There is no «ward_1» in the table «areas»."),
        (changed_row("areas", 4, valid_from="2024-01-01"), "With this change, rows of the table «observations» have a defect, «clean_water ward_2 2023 committee 2024-01-10» for example: The figure is of 2023, but «ward_2» exists 2024-01-01 – 2025-06-30."),
        (changed_row("indicators", 4, formula="", indicator_id="per_person"), "With this change, rows of the table «validations» have a defect, «V-1» for example: There is no «per_head» in the table «indicators»."),
        (changed_row("documents", 1, document_id="resolution-16"), "With this change, rows of the table «datapackage.json» have a defect, «document_id» for example: There is no «resolution» in the table «documents»."),
    ],
)  # fmt: skip
def test_what_a_change_breaks_of_what_is_held_is_told_at_it(row, told):
    found = check_part(held(), [PartRow("observations", figure()), row])
    assert found[0] == []
    assert all(each.rule_id == "breaks-held" and each.row == 2 for each in found[1])
    assert (told in {str(each.problem) for each in found[1]}) if told else found[1] == []


def test_a_column_that_the_table_does_not_have():
    finding = only(check_part(held(), [PartRow("observations", figure(mayor="x"))])[0])
    assert (finding.rule_id, finding.column) == ("extra-column", "mayor")


def test_a_table_that_is_not_held_yet():
    (row,) = rows("breaks")
    assert check_part(held(breaks=None), [PartRow("breaks", row)]) == [[]]


def test_cells_are_put_into_their_one_form():
    cells = {"period": " 2024-01-01/P3M ", "note": "Hải ", "value": "", "unit": None}
    assert tidy_cells("observations", cells) == {"period": "2024-Q1", "note": "Hải"}
    assert tidy_cells("rules", {"indicator_ids": "a; b;", "rule_id": "x"}) == {
        "indicator_ids": "a;b",
        "rule_id": "x",
    }
