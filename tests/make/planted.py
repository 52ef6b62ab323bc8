"""
The table of planted defects: for every rule of the pack at least one, with the place where it must be found.

Each is a change to the tiny pack. Whoever adds a rule adds a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from haidang.core.pack.tables import FILE_LIMIT_MB
from tests.make.pack import FIRST, Row, Rows, change_json, csv_bytes, make_pack, rows, with_cells, with_row

PACKAGE = "datapackage.json"
After = Callable[[Path], object]


@dataclass(frozen=True)
class Planted:
    """
    One defect and where it must be found.

    `tables` are changes to tables, `after` changes the folder afterwards, `also` are other rules that the same defect
    breaks.
    """

    rule: str
    file: str
    row: int | None = None
    column: str = ""
    value: str = ""
    note: str = ""
    tables: dict[str, Rows | bytes | None] = field(default_factory=dict)
    after: After | None = None
    also: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Return the name of the case."""
        return f"{self.rule}: {self.note}" if self.note else self.rule

    def plant(self, folder: Path) -> Path:
        """Write the pack with its defect."""
        make_pack(folder, **self.tables)
        if self.after:
            self.after(folder)
        return folder


def _cell(
    rule: str, table: str, row: int, column: str, value: str, note: str = "", /, **more: Any
) -> Planted:
    """Put a value into one cell; `more` are other cells of the row, `seen` what is found if not the value."""
    seen, also = more.pop("seen", value), frozenset(more.pop("also", ()))
    where = more.pop("where", column)
    changed = with_cells(table, row, **{column: value}, **more)
    return Planted(rule, f"{table}.csv", row, where, seen, note, {table: changed}, None, also)


def _figure(rule: str, row: int, column: str, value: str, note: str = "", /, **more: Any) -> Planted:
    return _cell(rule, "observations", row, column, value, note, **more)


def _target(rule: str, row: int, column: str, value: str, note: str = "", /, **more: Any) -> Planted:
    return _cell(rule, "targets", row, column, value, note, **more)


def _added(
    rule: str, table: str, column: str, value: str, note: str = "", like: int = FIRST, /, **cells: str
) -> Planted:
    """Add a row like another; the defect is in the new one, unless `row` says otherwise."""
    row = int(cells.pop("row", len(rows(table)) + FIRST))
    return Planted(rule, f"{table}.csv", row, column, value, note, {table: with_row(table, like, **cells)})


def _file(
    rule: str, row: int | None, content: str | bytes, note: str = "", column: str = "", value: str = ""
) -> Planted:
    """Write other content into `areas.csv`."""
    data = content if isinstance(content, bytes) else content.encode()
    return Planted(rule, "areas.csv", row, column, value, note, {"areas": data})


def _described(rule: str, after: After, note: str = "", column: str = "", value: str = "") -> Planted:
    """Change `datapackage.json`."""
    return Planted(rule, PACKAGE, None, column, value, note, {}, after)


def _written(content: bytes) -> After:
    return lambda folder: (folder / PACKAGE).write_bytes(content)


def _json(change: Callable[[dict[str, Any]], object]) -> After:
    return lambda folder: change_json(folder, change)


def _own(**changes: object) -> After:
    return _json(lambda content: content["haidang"].update(changes))


def _first_resource(**changes: object) -> After:
    return _json(lambda content: content["resources"][0].update(changes))


def _resource(**resource: object) -> After:
    return _json(lambda content: content["resources"].append(resource))


def _path(path: object, note: str) -> Planted:
    return _described("path-outside", _first_resource(path=path), note, "path", str(path))


def _link_out(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    (folder / "areas.csv").rename(outside)
    (folder / "areas.csv").symlink_to(outside)


def _link_to_itself(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    (folder / "areas.csv").symlink_to("areas.csv")


def _call_parquet(folder: Path) -> None:
    (folder / "areas.csv").rename(folder / "areas.parquet")
    _first_resource(path="areas.parquet")(folder)


def _grow(folder: Path) -> None:
    with (folder / "sources.csv").open("r+b") as file:
        file.truncate((FILE_LIMIT_MB + 1) * 1024 * 1024)  # sparse: takes no room


def _without(table: str, *columns: str) -> list[str]:
    return [name for name in rows(table)[0] if name not in columns]


def _decomposed(data: bytes) -> bytes:
    return normalize("NFD", data.decode()).encode()


AREAS = csv_bytes(rows("areas")).decode()
HEADER = AREAS.splitlines()[0]
LONG = "a" * 300 + ".csv"

FOLDER = (
    _described("no-package", lambda folder: (folder / PACKAGE).unlink()),
    _described("bad-package", _written(b'{"name": '), "not JSON"),
    _described("bad-package", _written(b"\xff\xfe\xfa"), "not UTF-8"),
    _described("bad-package", _written(b"[" * 100_000), "nested without end"),
    _described("bad-package", _written(b"[]"), "no object"),
    _described("bad-package", _written(b'{"name": "x", "resources": []}'), "no resources"),
    _described("bad-package", _json(lambda content: content.pop("haidang")), "no haidang"),
    _described("bad-package", _json(lambda content: content.pop("name")), "no name"),
    _described("bad-package", _json(lambda content: content.update(licenses="CC0")), "licence of no form"),
    _described("bad-package", _own(format=2), "another format"),
    _described("bad-package", _own(review_day="14/11/2024"), "review day"),
    _described("bad-package", _own(horizon={"events": "31/11/2024"}), "day of a horizon"),
    _described("bad-package", _own(horizon={"evnts": "2024-11-14"}), "horizon of no table"),
    _described("bad-package", _own(horizon=["events"]), "horizon of no form"),
    _described("bad-package", _own(title=["a"]), "title of no form"),
    _described("bad-package", _own(title={"vi": 3}), "title of no text"),
    _described("bad-package", _own(document_id=["resolution"]), "document of no text"),
    _described("bad-package", _resource(path="areas.csv"), "resource without a name"),
    _described("unknown-table", _resource(name="budgets", path="areas.csv"), "", "resources", "budgets"),
    _described("table-twice", _resource(name="areas", path="bodies.csv"), "", "resources", "areas"),
    _described("bad-package", _first_resource(path="areas.xlsx"), "format of a file", "path", "areas.xlsx"),
    _path("../areas.csv", "upwards"),
    _path("data/../../areas.csv", "down and up"),
    _path("/etc/areas.csv", "absolute"),
    _path("C:\\areas.csv", "drive"),
    _path("https://city.example/areas.csv", "address"),
    _path("", "empty"),
    _path(None, "none"),
    _path(["areas.csv"], "list"),
    _described("path-outside", _link_out, "link leading out", "path", "areas.csv"),
    _described("path-outside", _link_to_itself, "link to itself", "path", "areas.csv"),
    _described(
        "unknown-id",
        _own(document_id="resolutoin"),
        "document of the description",
        "document_id",
        "resolutoin",
    ),
    _described("unknown-id", _own(area_id="cty"), "area of the description", "area_id", "cty"),
    Planted("no-file", "areas.csv", after=lambda folder: (folder / "areas.csv").unlink()),
    Planted("no-file", LONG, note="longer than a name can be", after=_first_resource(path=LONG)),
    Planted("file-too-large", "sources.csv", after=_grow),
    Planted("unreadable", "areas.parquet", note="no Parquet", after=_call_parquet),
)

FILES = (
    _file("empty-file", None, b""),
    _file("empty-file", None, b"\xef\xbb\xbf", "a mark alone"),
    _file("empty-file", None, b" \r\n\n", "blanks alone"),
    _file("header-only", None, HEADER, "without line end"),
    _file("header-only", None, HEADER + "\n\n,,,,,,,,,\n", "and empty rows"),
    _file("not-utf8", 4, AREAS.encode().replace("Viêt".encode(), "Viêt".encode("latin-1")), "", "", "0xea"),
    _file("nul-byte", 1, AREAS.encode("utf-16"), "UTF-16"),
    _file("nul-byte", 3, AREAS.replace("3194.7", "3194\x00.7")),
    _file("semicolons", 1, AREAS.replace(",", ";")),
    _file(
        "wrong-field-count",
        3,
        AREAS.replace("3194.7,yearbook", "3194.7"),
        "too few",
        "",
        "city_merged,city,Thành phố (sau sáp nhập…",
    ),
    _file(
        "wrong-field-count",
        6,
        AREAS.replace("8,yearbook", "8,yearbook,"),
        "too many",
        "",
        "ward_2,commune,Phường Hai,,,city,,2025-0…",
    ),
    _file("wrong-field-count", 7, AREAS + "end\n", "one", "", "end"),
    _file("unreadable", 5, AREAS.replace("Phường Một", '"Phường Một'), "quotation mark left open"),
    _file("unreadable", 5, AREAS.replace("Phường Một", 'Phường 5" Một'), "quotation mark inside a cell"),
    _file("unreadable", 5, AREAS.replace("Phường Một", '"Phường" Một'), "text after a quotation mark"),
    _file(
        "unreadable", 6, AREAS.replace("8,yearbook\n", '8,"yearbook'), "quotation mark left open at the end"
    ),
    _file("missing-column", 1, "\n" + AREAS, "first row empty", "area_id", "area_id"),
    _file("missing-column", 1, csv_bytes(rows("areas"), _without("areas", "level")), "", "level", "level"),
    _file(
        "missing-column",
        1,
        csv_bytes(rows("areas"), _without("areas", "area_id")),
        "the key",
        "area_id",
        "area_id",
    ),
    _file(
        "missing-column",
        1,
        _decomposed(csv_bytes(rows("areas"), _without("areas", "area_id"))),
        "the key, in Unicode form NFD",
        "area_id",
        "area_id",
    ),
    _file("extra-column", 1, AREAS.replace("area_km2", "mayor"), "", "mayor", "mayor"),
    _file("extra-column", 1, AREAS.replace("area_km2", "row"), "with a name used inside", "row", "row"),
    _file("column-twice", 1, AREAS.replace("name_fr", "name_en"), "", "name_en", "name_en"),
)

CELLS = (
    _cell("required", "areas", 5, "name_vi", "", seen=""),
    _cell("required", "areas", 5, "name_vi", " ", "a blank", seen=""),
    _cell("required", "indicators", 6, "unit", "", "unit of an indicator with a formula"),
    _cell("required", "indicators", 7, "unit", "", "unit of an indicator that a formula names"),
    _cell(
        "required",
        "indicators",
        6,
        "indicator_id",
        "",
        "identifier of an indicator with a formula",
        also=["unknown-id"],  # a rule names it
    ),
    _target("required", 3, "document_id", "", "target without document"),
    _figure("required", 3, "value", "", "no number"),
    _figure("decimal-comma", 4, "value", "1.234,5", "points and comma"),
    _figure("decimal-comma", 4, "value", "365,5", "comma"),
    _figure("decimal-comma", 4, "value", "1.365.500", "points"),
    _figure("decimal-comma", 4, "value", "365 500", "spaces"),
    _figure("decimal-comma", 4, "value", "1,365,500.5", "English"),
    *(
        _figure("not-a-number", 4, "value", value, value)
        for value in (
            "NaN",
            "-",
            "12%",
            "12 %",
            "inf",
            "1e5",
            "+5",
            "5.",
            ".5",
            "--5",
            "0x10",
            ">6",
            "n/a",
            "5 tỷ",
            "5.5.5",
            "٣٤",
        )
    ),
    _cell("number-range", "areas", 5, "area_km2", "-6.70", "below"),
    _cell("number-range", "areas", 5, "lat", "90.5", "above"),
    _cell("number-range", "sources", 2, "tier", "5", "whole number"),
    _cell("number-range", "successions", 3, "share", "1.5", "share", also=["shares-sum"]),
    _target("not-an-integer", 2, "target_no", "1.5"),
    _target("not-an-integer", 2, "target_no", "٣", "digits of another script"),
    _target("not-an-integer", 2, "target_no", "9" * 5000, "more digits than any number has"),
    _figure("not-a-number", 4, "value", "9" * 400, "more digits than any number has"),
    _cell("not-a-boolean", "commitments", 2, "is_measurable", "no"),
    _figure("bad-date", 4, "public_by", "31/11/2024", "no day, local form"),
    _figure("bad-date", 4, "public_by", "2024-11-31", "no day, ISO form"),
    _figure("bad-date", 4, "public_by", "31/11", "no year"),
    _cell("bad-date", "documents", 3, "issued", "16/10/2020", "local form"),
    _figure("impossible-period", 4, "period", "2024-Q5"),
    _target("impossible-period", 2, "period", "2025/2021", "term reversed"),
    _figure("unknown-unit", 4, "unit", "tỷ đồng", "figure"),
    _cell("unknown-unit", "indicators", 6, "unit", "bananas", "indicator with a formula"),
    _cell(
        "unknown-unit",
        "indicators",
        5,
        "unit",
        "points of ten",
        "points of no number",
        measure="score",
        also=[],
    ),
    _cell("unknown-unit", "indicators", 5, "unit", "bn VND", "indicator"),
    _figure("not-allowed", 4, "status", "X"),
    _cell("bad-id", "rules", 2, "rule_id", "official 1", "space inside"),
    _cell("bad-id", "rules", 2, "rule_id", "-1", "begins with a hyphen"),
    _cell("bad-id", "rules", 2, "indicator_ids", "grdp;gro wth", "in a list", also=["unknown-id"]),
)

ORPHAN = rows("areas")[3] | {"area_id": "Đồ_Sơn"}

KEYS = (
    _added("duplicate-id", "areas", "area_id", "city"),
    _added(
        "duplicate-id",
        "successions",
        "",
        "area city Thành phố city_merged 2025-07-01 people;area",
        "of several columns",
        3,
        share="",
    ),
    Planted(
        "duplicate-id-unicode",
        "areas.csv",
        8,
        "area_id",
        "Đồ_Sơn",
        "",
        {"areas": [*rows("areas"), ORPHAN, ORPHAN | {"area_id": normalize("NFD", "Đồ_Sơn")}]},
    ),
    _figure("unknown-id", 2, "area_id", "ward_3", "figure"),
    _cell("unknown-id", "commitments", 3, "addressee_ids", "ministry;nobody", "in a list", seen="nobody"),
    _cell("unknown-id", "successions", 3, "to_id", "cty", "succession"),
    _cell("unknown-id", "indicators", 6, "formula", "grpd / population", "formula", seen="grpd"),
    _cell(
        "unknown-id",
        "indicators",
        6,
        "formula",
        "grdp / population@vietnam",
        "area of a formula",
        seen="vietnam",
    ),
    _cell("unknown-id", "indicators", 6, "formula", "¹ * grdp", "raised digit in a formula", seen="¹"),
    _target("unknown-id", 4, "criteria", "clear_water >= 95", "condition", seen="clear_water"),
    _added("figure-twice", "observations", "", "", "other value", 4, value="365501"),
    _added("figure-twice", "observations", "", "", "period in another form", 11, period="2024-01-01/P60D"),
    Planted(
        "cycle",
        "areas.csv",
        2,
        "parent_id",
        "city",
        "areas",
        {"areas": with_cells("areas", 4, parent_id="ward_1")},
    ),
    _cell("cycle", "areas", 2, "parent_id", "city", "an area in itself"),
    Planted(
        "cycle",
        "bodies.csv",
        2,
        "parent_id",
        "committee",
        "bodies",
        {"bodies": with_cells("bodies", 2, parent_id="statistics")},
    ),
    Planted(
        "cycle",
        "documents.csv",
        2,
        "parent_id",
        "plan-2024",
        "documents",
        {"documents": with_cells("documents", 3, parent_id="plan-2024")},
    ),
    _added(
        "cycle",
        "successions",
        "to_id",
        "city",
        "successions",
        3,
        row="3",
        from_id="city_merged",
        to_id="city",
        date="2030-01-01",
    ),
    _target("cycle", 5, "parts", "T-1;T-4", "composites", seen="T-4"),
    _cell("formula-cycle", "indicators", 4, "formula", "per_head * population", "", seen="grdp"),
    _cell(
        "formula-cycle",
        "indicators",
        6,
        "formula",
        "per_head@country * 2",
        "with itself elsewhere",
        seen="per_head",
    ),
)

MEANING = (
    _cell("dates-reversed", "areas", 3, "valid_to", "2025-06-30", "area"),
    _cell(
        "dates-reversed", "bodies", 4, "valid_from", "2025-03-01", "body", where="valid_to", seen="2025-02-28"
    ),
    _cell(
        "dates-reversed", "rules", 2, "valid_from", "2024-08-01", "rule", where="valid_to", seen="2024-07-31"
    ),
    _figure(
        "dates-reversed", 4, "public_from", "2023-07-01", "publication", where="public_by", seen="2023-06-30"
    ),
    _figure("dates-reversed", 4, "withdrawn_on", "2023-06-29", "withdrawal"),
    _cell("dates-reversed", "sources", 2, "published_by", "2020-10-19", "source"),
    _cell("dates-reversed", "events", 2, "day_by", "2025-01-09", "event"),
    _target("low-above-high", 7, "low", "2200", "corridor", where="high", seen="2150"),
    _target("low-above-high", 3, "ambition", "170", "ambition below the promise"),
    _target(
        "low-above-high", 3, "kind", "at_most", "ambition above what is to fall", where="ambition", seen="190"
    ),
    _cell(
        "low-above-high",
        "indicators",
        2,
        "lower",
        "500",
        "bounds of an indicator",
        upper="400",
        where="upper",
        seen="400",
    ),
    _figure("bound-without-value", 9, "value", "", seen=">"),
    _figure("value-out-of-bounds", 9, "value", "401", "bound of the pack"),
    _figure("value-out-of-bounds", 2, "value", "100.1", "share above the whole"),
    _figure("value-out-of-bounds", 7, "value", "-1", "count below nothing"),
    _figure("value-out-of-bounds", 9, "value", "400001", "in another unit", unit="thousand tonnes"),
    _figure("unit-not-convertible", 4, "unit", "USD m", "figure"),
    _target("unit-not-convertible", 3, "unit", "thousand people", "target"),
    _figure("public-before-end", 5, "public_by", "2023-12-30"),
    _figure("public-before-start", 5, "public_by", "2022-12-31", public_from="2022-12-31"),
    _figure("area-outside-validity", 2, "area_id", "city_merged", "too early"),
    _figure(
        "area-outside-validity",
        6,
        "period",
        "2025",
        "too late",
        where="area_id",
        seen="city",
        public_by="2026-01-05",
    ),
    _figure(
        "body-outside-validity",
        4,
        "producer_id",
        "ministry",
        "dissolved",
        public_from="2025-03-01",
        public_by="2025-03-02",
    ),
    Planted(
        "body-outside-validity",
        "observations.csv",
        4,
        "producer_id",
        "statistics",
        "not yet founded",
        {
            "bodies": with_cells("bodies", 5, valid_from="2023-07-01"),
            "observations": rows("observations")[:3],
        },
    ),
    _target("target-incomplete", 3, "low", "", "value", seen="low", ambition=""),
    _target("target-incomplete", 3, "unit", "", "unit", seen="unit"),
    _target("target-incomplete", 3, "kind", "", "kind", seen="kind"),
    _target("target-incomplete", 2, "indicator_id", "", "indicator", seen="indicator_id"),
    _target("target-incomplete", 5, "parts", "", "parts", seen="parts"),
    _target("target-incomplete", 7, "high", "", "upper end", seen="high"),
    _target(
        "target-incomplete", 2, "kind", "share_of", "whole", where="of_area_id", seen="of_area_id", unit="%"
    ),
    _target("target-form", 6, "low", "2150", "value that is not held"),
    _target("target-form", 3, "high", "190", "upper end of another kind", ambition=""),
    _target("target-form", 4, "criteria", "clean_water > 95", "condition"),
    Planted(
        "shares-sum",
        "successions.csv",
        3,
        "share",
        "1.25",
        "above one",
        {"successions": with_row("successions", 3, to_id="ward_1", share="0.25")},
    ),
    Planted(
        "shares-sum",
        "successions.csv",
        3,
        "share",
        "1.25",
        "above one though one is unknown",
        {
            "successions": [
                *with_row("successions", 3, to_id="ward_1", share="0.25"),
                rows("successions")[1] | {"to_id": "ward_2", "share": ""},
            ]
        },
    ),
    _cell("shares-sum", "successions", 3, "share", "0.75", "all known, below one", basis="people"),
    _cell("formula", "indicators", 6, "formula", "grdp / / population", "cannot be read"),
    _cell("formula", "indicators", 6, "formula", "(" * 5000 + "grdp" + ")" * 5000, "nested without end"),
    _cell(
        "formula", "indicators", 6, "formula", "grdp + population", "different things added", seen="per_head"
    ),
    _cell(
        "formula-unit",
        "indicators",
        6,
        "formula",
        "grdp / grdp",
        "pure number",
        seen="million VND per person",
    ),
    _cell("formula-unit", "indicators", 6, "formula", "grdp * grdp", "square", seen="million VND per person"),
    _cell("formula-unit", "indicators", 6, "formula", "grdp * population", seen="million VND per person"),
)

VALIDATIONS = (
    _cell("formula", "validations", 2, "left", "per_head * * grdp", "left side of a rule"),
    _cell("formula", "validations", 2, "right", "grdp + population", "right side of a rule"),
    _cell("formula", "validations", 3, "left", "2", "rule on no indicator"),
    _cell("unknown-id", "validations", 2, "right", "grpd", "indicator of a rule"),
    _cell("unknown-id", "validations", 2, "right", "grdp@vietnam", "area of a rule", seen="vietnam"),
    _cell("sides-unit", "validations", 2, "right", "population", "people and money"),
    _cell("sides-unit", "validations", 2, "right", "415800", "money and a bare number"),
    _cell("not-allowed", "validations", 2, "operator", "=", "comparison"),
    _cell("number-range", "validations", 2, "tolerance_pct", "101", "tolerance"),
    _cell(
        "dates-reversed",
        "validations",
        3,
        "valid_from",
        "2030-01-01",
        "rule between figures",
        where="valid_to",
        seen="2029-12-31",
    ),
)

EXPECTATIONS = (
    _cell("expectation-day", "expectations", 2, "due_day", "", "no day"),
    _cell("expectation-day", "expectations", 2, "due_days", "5", "two days", due_months=""),
    _cell(
        "expectation-day", "expectations", 2, "due_days", "5", "months of days",
        due_day="", where="due_months", seen="1",
    ),
    _cell("expectation-day", "expectations", 2, "rule_id", "official-1", "rule of another kind", due_day=""),
    _cell("number-range", "expectations", 2, "due_day", "32", "day of the month"),
    _cell("unknown-id", "expectations", 2, "body_id", "statistic", "body that owes"),
    _cell(
        "dates-reversed", "expectations", 2, "valid_to", "2023-12-31", "expected", where="valid_to",
    ),
)  # fmt: skip

RATES = ["9.1", "9.4", "8.8", "9.9", "9.2", "90.3", "9.7"]
AMOUNTS = ["100", "110", "95", "105", "98", "1200", "107"]


def _series(indicator: str, like: int, values: list[str]) -> list[Row]:
    one = rows("observations")[like - FIRST] | {
        "indicator_id": indicator,
        "status": "A",
        "definition": "",
        "bound": "",
    }
    days = {"public_from": "2022-06-30", "public_by": "2022-06-30"}
    return [one | days | {"period": str(2010 + place), "value": value} for place, value in enumerate(values)]


WARNINGS = (
    _figure("survey-before-end", 2, "public_by", "2023-10-10", public_from="2023-10-10"),
    Planted(
        "outlier",
        "observations.csv",
        7,
        "value",
        "90.3",
        "rate",
        {"observations": _series("growth", 6, RATES)},
    ),
    Planted(
        "outlier",
        "observations.csv",
        7,
        "value",
        "1200",
        "amount",
        {"observations": _series("grdp", 4, AMOUNTS)},
    ),
    _added(
        "rivals-disagree",
        "observations",
        "value",
        "365500",
        "",
        4,
        row="4",
        producer_id="committee",
        value="380000",
    ),
    _target("no-source", 2, "source_id", ""),
    Planted(
        "low-tier-source",
        "documents.csv",
        2,
        "source_id",
        "forum",
        "",
        {
            "sources": with_row("sources", source_id="forum", tier="4"),
            "documents": with_cells("documents", 2, source_id="forum"),
        },
    ),
    _figure("months-do-not-sum", 11, "value", "27"),
    *(
        Planted(
            f"validation-{importance}",
            "observations.csv",
            2,
            "value",
            "365500",
            "",
            {
                "validations": with_cells(
                    "validations", 2, left="grdp", right="0", operator="<", importance=importance
                )[:1],
                "observations": [each for each in rows("observations") if each["period"] == "2022"],
            },
        )
        for importance in ("high", "medium", "low")
    ),
)

PLANTED = FOLDER + FILES + CELLS + KEYS + MEANING + VALIDATIONS + EXPECTATIONS + WARNINGS
