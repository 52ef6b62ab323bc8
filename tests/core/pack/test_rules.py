"""Every rule of the pack: its defect is planted in a real folder and found in its place, and nothing else is."""

from dataclasses import dataclass, field
from unicodedata import normalize

import pytest

from haidang.core.pack.defects import RULES
from haidang.core.pack.tables import FILE_LIMIT_MB
from haidang.files.packs import check_folder
from tests.make.pack import change_json, csv_bytes, make_pack, rows, with_cells, with_row

PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Planted:
    """One defect: what is changed, and where it must be found. `rest` are the rules it breaks besides."""

    rule: str
    file: str
    row: int | None = None
    column: str = ""
    value: str = ""
    tables: dict = field(default_factory=dict)
    after: object = None
    rest: tuple = ()
    note: str = ""

    def __str__(self):
        return f"{self.rule} {self.note}".strip()


def text(table):
    return csv_bytes(rows(table)).decode()


def resource(number, **changes):
    return lambda folder: change_json(folder, lambda content: content["resources"][number].update(changes))


def own(**changes):
    return lambda folder: change_json(folder, lambda content: content["haidang"].update(changes))


def package(content):
    return lambda folder: (folder / PACKAGE).write_bytes(content)


def link_out(folder):
    outside = folder.parent / "outside.csv"
    (folder / "areas.csv").rename(outside)
    (folder / "areas.csv").symlink_to(outside)


def link_to_itself(folder):
    (folder / "areas.csv").unlink()
    (folder / "areas.csv").symlink_to("areas.csv")


def grow(folder):
    with (folder / "sources.csv").open("r+b") as file:
        file.truncate((FILE_LIMIT_MB + 1) * 1024 * 1024)  # sparse: takes no room


def observation(place, **cells):
    return {"observations": with_cells("observations", place, **cells)}


def target(place, **cells):
    return {"targets": with_cells("targets", place, **cells)}


def parquet(folder):
    (folder / "areas.csv").rename(folder / "areas.parquet")
    resource(0, path="areas.parquet")(folder)


# a table of a series of one length, long enough for a robust rule
SERIES = [f"throughput,city,{year},{100 + year % 10},,million tonnes,A,statistics,,2022-06-30,2022-06-30,yearbook" for year in range(2010, 2022)]


def series(value, year=2015):
    header, *others = text("observations").splitlines()
    lines = [line.replace(f",{year},{100 + year % 10},", f",{year},{value},") for line in SERIES]
    return {"observations": "\n".join([header, *lines, *others, ""]).encode()}


PLANTED = [
    # -- the folder and its description
    Planted("no-package", PACKAGE, after=lambda folder: (folder / PACKAGE).unlink()),
    Planted("bad-package", PACKAGE, after=package(b'{"name": '), note="not JSON"),
    Planted("bad-package", PACKAGE, after=package(b"\xff\xfe\xfa"), note="not UTF-8"),
    Planted("bad-package", PACKAGE, after=package(b"[" * 100000), note="nested without end"),
    Planted("bad-package", PACKAGE, after=package(b"[]"), note="no object"),
    Planted("bad-package", PACKAGE, after=package(b'{"name": "x", "resources": []}'), note="no resources"),
    Planted("bad-package", PACKAGE, after=lambda folder: change_json(folder, lambda content: content.pop("haidang")), note="no haidang"),
    Planted("bad-package", PACKAGE, after=lambda folder: change_json(folder, lambda content: content.pop("name")), note="no name"),
    Planted("bad-package", PACKAGE, after=own(format=2), note="another format"),
    Planted("bad-package", PACKAGE, after=own(review_day="14/11/2024"), note="review day"),
    Planted("bad-package", PACKAGE, after=own(horizon={"events": "31/11/2024"}), note="horizon day"),
    Planted("bad-package", PACKAGE, after=own(horizon={"evnts": "2024-11-14"}), note="horizon of no table"),
    Planted("bad-package", PACKAGE, after=own(horizon=["events"]), note="horizon of no form"),
    Planted("bad-package", PACKAGE, after=own(title=["a"]), note="title of no form"),
    Planted("bad-package", PACKAGE, after=own(title={"vi": 3}), note="title of no text"),
    Planted("bad-package", PACKAGE, after=own(document_id=["resolution"]), note="document of no text"),
    Planted("bad-package", PACKAGE, after=lambda folder: change_json(folder, lambda content: content.update(licenses="CC0")), note="licence of no form"),
    Planted("bad-package", PACKAGE, after=lambda folder: change_json(folder, lambda content: content["resources"].append({"path": "x.csv"})), note="resource without name"),
    Planted("bad-package", PACKAGE, None, "path", "areas.xlsx", after=resource(0, path="areas.xlsx"), rest=("unknown-id",), note="another format of file"),
    Planted("path-outside", PACKAGE, None, "path", "../areas.csv", after=resource(0, path="../areas.csv"), note="upwards"),
    Planted("path-outside", PACKAGE, None, "path", "data/../../areas.csv", after=resource(0, path="data/../../areas.csv"), note="down and up"),
    Planted("path-outside", PACKAGE, None, "path", "/etc/areas.csv", after=resource(0, path="/etc/areas.csv"), note="absolute"),
    Planted("path-outside", PACKAGE, None, "path", "C:\\areas.csv", after=resource(0, path="C:\\areas.csv"), note="drive"),
    Planted("path-outside", PACKAGE, None, "path", "https://x.example/areas.csv", after=resource(0, path="https://x.example/areas.csv"), note="address"),
    Planted("path-outside", PACKAGE, None, "path", "['areas.csv']", after=resource(0, path=["areas.csv"]), note="list"),
    Planted("path-outside", PACKAGE, None, "path", "areas.csv", after=link_out, note="link leading out"),
    Planted("path-outside", PACKAGE, None, "path", "areas.csv", after=link_to_itself, note="link to itself"),
    Planted("no-file", "areas.csv", after=lambda folder: (folder / "areas.csv").unlink()),
    Planted("no-file", "a" * 300 + ".csv", after=resource(0, path="a" * 300 + ".csv"), note="longer than a name can be"),
    Planted("unknown-table", PACKAGE, None, "resources", "budgets", after=lambda folder: change_json(folder, lambda content: content["resources"].append({"name": "budgets", "path": "areas.csv"}))),
    Planted("table-twice", PACKAGE, None, "resources", "areas", after=lambda folder: change_json(folder, lambda content: content["resources"].append({"name": "areas", "path": "bodies.csv"}))),
    Planted("file-too-large", "sources.csv", after=grow),
    # -- the file as a whole
    Planted("empty-file", "areas.csv", tables={"areas": b""}),
    Planted("empty-file", "areas.csv", tables={"areas": b"\xef\xbb\xbf"}, note="only a mark"),
    Planted("empty-file", "areas.csv", tables={"areas": b" \r\n\n"}, note="only blanks"),
    Planted("header-only", "areas.csv", tables={"areas": text("areas").splitlines()[0].encode()}, note="without line end"),
    Planted("header-only", "areas.csv", tables={"areas": text("areas").splitlines(keepends=True)[0].encode() + b"\n,,,,,,,,,\n"}, note="and empty rows"),
    Planted("not-utf8", "areas.csv", 4, "", "0xea", tables={"areas": text("areas").split("\nward_1")[0].replace("ệ", "e").replace("ạ", "a").replace("á", "a").replace("à", "a").replace("ố", "o").replace("ậ", "a").replace("ế", "e").encode("latin-1") + b"\n"}),
    Planted("nul-byte", "areas.csv", 1, tables={"areas": text("areas").encode("utf-16")}, note="UTF-16"),
    Planted("nul-byte", "areas.csv", 3, tables={"areas": text("areas").replace("3194.7", "31\x0094.7").encode()}),
    Planted("semicolons", "areas.csv", 1, tables={"areas": text("areas").replace(",", ";").encode()}),
    Planted("wrong-field-count", "areas.csv", 3, "", "city_merged,city,Thành phố (sau sáp nhập…", tables={"areas": text("areas").replace("3194.7,yearbook", "3194.7").encode()}, note="too few"),
    Planted("wrong-field-count", "areas.csv", 6, "", "ward_2,commune,Phường Hai,,,city,,2025-0…", tables={"areas": text("areas").replace("8,yearbook", "8,yearbook,").encode()}, note="too many"),
    Planted("wrong-field-count", "areas.csv", 4, "", "country", tables={"areas": text("areas").replace("country,country,Việt Nam,Viet Nam,Viêt Nam,,,,,yearbook", "country").encode()}, note="one alone"),
    Planted("unreadable", "areas.parquet", after=parquet, note="no Parquet"),
    Planted("unreadable", "areas.csv", 5, tables={"areas": text("areas").replace("Phường Một", '"Phường Một').encode()}, note="unclosed quotation mark"),
    Planted("unreadable", "areas.csv", 5, tables={"areas": text("areas").replace("Phường Một", 'Phường 5" Một').encode()}, note="quotation mark inside"),
    Planted("unreadable", "areas.csv", 5, tables={"areas": text("areas").replace("Phường Một", '"Phường" Một').encode()}, note="text after a quotation mark"),
    Planted("missing-column", "observations.csv", 1, "status", "status", tables={"observations": [{name: cell for name, cell in row.items() if name != "status"} for row in rows("observations")]}),
    Planted("extra-column", "areas.csv", 1, "mayor", "mayor", tables={"areas": [row | {"mayor": "x"} for row in rows("areas")]}),
    Planted("extra-column", "areas.csv", 1, "row", "row", tables={"areas": [row | {"row": "1"} for row in rows("areas")]}, note="of a name used inside"),
    Planted("column-twice", "areas.csv", 1, "level", "level", tables={"areas": text("areas").replace("name_fr", "level").encode()}),
    # -- cells
    Planted("required", "areas.csv", 5, "name_vi", tables={"areas": with_cells("areas", 5, name_vi="")}),
    Planted("required", "areas.csv", 5, "name_vi", tables={"areas": with_cells("areas", 5, name_vi=" ")}, note="a blank"),
    Planted("required", "targets.csv", 3, "document_id", tables=target(3, document_id=""), note="target without document"),
    Planted("required", "observations.csv", 3, "value", tables=observation(3, value="")),
    Planted("decimal-comma", "observations.csv", 4, "value", "1.234,5", tables=observation(4, value="1.234,5"), note="both"),
    Planted("decimal-comma", "observations.csv", 4, "value", "365,5", tables=observation(4, value="365,5"), note="comma"),
    Planted("decimal-comma", "observations.csv", 4, "value", "1.365.500", tables=observation(4, value="1.365.500"), note="points"),
    Planted("decimal-comma", "observations.csv", 4, "value", "365 500", tables=observation(4, value="365 500"), note="spaces"),
    Planted("decimal-comma", "observations.csv", 4, "value", "1,365,500.5", tables=observation(4, value="1,365,500.5"), note="English"),
    *(
        Planted("not-a-number", "observations.csv", 4, "value", value, tables=observation(4, value=value), note=value)
        for value in ("NaN", "-", "12%", "12 %", "inf", "1e5", "+5", "5.", ".5", "--5", "0x10", ">6", "n/a", "5 tỷ", "5.5.5", "٣٤")
    ),
    Planted("number-range", "areas.csv", 5, "area_km2", "-6.70", tables={"areas": with_cells("areas", 5, area_km2="-6.70")}),
    Planted("number-range", "areas.csv", 5, "lat", "91", tables={"areas": with_cells("areas", 5, lat="91")}, note="above"),
    Planted("number-range", "sources.csv", 2, "tier", "5", tables={"sources": with_cells("sources", 2, tier="5")}, note="tier"),
    Planted("number-range", "successions.csv", 3, "share", "1.5", tables={"successions": with_cells("successions", 3, share="1.5")}, rest=("shares-sum",), note="share"),
    Planted("not-an-integer", "targets.csv", 2, "target_no", "1.5", tables=target(2, target_no="1.5")),
    Planted("not-an-integer", "targets.csv", 2, "target_no", "٣", tables=target(2, target_no="٣"), note="other digits"),
    Planted("not-a-boolean", "commitments.csv", 2, "is_measurable", "no", tables={"commitments": with_cells("commitments", 2, is_measurable="no")}),
    Planted("bad-date", "observations.csv", 4, "public_by", "31/11/2024", tables=observation(4, public_by="31/11/2024"), note="31 November"),
    Planted("bad-date", "observations.csv", 4, "public_by", "31/11", tables=observation(4, public_by="31/11"), note="without year"),
    Planted("bad-date", "observations.csv", 4, "public_by", "2024-11-31", tables=observation(4, public_by="2024-11-31"), note="in ISO form"),
    Planted("bad-date", "documents.csv", 3, "issued", "16/10/2020", tables={"documents": with_cells("documents", 3, issued="16/10/2020")}, note="local form"),
    Planted("impossible-period", "observations.csv", 4, "period", "2024-Q5", tables=observation(4, period="2024-Q5")),
    Planted("impossible-period", "targets.csv", 2, "period", "2025/2021", tables=target(2, period="2025/2021"), note="term reversed"),
    Planted("unknown-unit", "observations.csv", 4, "unit", "tỷ đồng", tables=observation(4, unit="tỷ đồng")),
    Planted("unknown-unit", "indicators.csv", 4, "unit", "bn VND", tables={"indicators": with_cells("indicators", 4, unit="bn VND", formula="")}, note="of an indicator"),
    Planted("not-allowed", "observations.csv", 4, "status", "X", tables=observation(4, status="X")),
    Planted("bad-id", "sources.csv", 3, "source_id", "year book", tables={"sources": with_row("sources", 2, source_id="x")[:1] + [rows("sources")[1]] + [rows("sources")[1] | {"source_id": "year book"}]}, note="", rest=()),
    # -- keys and references
    Planted("duplicate-id", "areas.csv", 7, "area_id", "city", tables={"areas": with_row("areas")}),
    Planted("duplicate-id", "successions.csv", 4, "", "area city Thành phố city_merged 2025-07-01 people;area", tables={"successions": with_row("successions", 3, share="")}, note="of several columns"),
    Planted("duplicate-id-unicode", "areas.csv", 8, "area_id", "Đồ_Sơn", tables={"areas": csv_bytes([*with_row("areas", 5, area_id="Đồ_Sơn"), rows("areas")[3] | {"area_id": normalize("NFD", "Đồ_Sơn")}])}),
    Planted("unknown-id", "observations.csv", 2, "area_id", "ward_3", tables=observation(2, area_id="ward_3")),
    Planted("unknown-id", "commitments.csv", 3, "addressee_ids", "nobody", tables={"commitments": with_cells("commitments", 3, addressee_ids="ministry;nobody")}, note="in a list"),
    Planted("unknown-id", "successions.csv", 3, "to_id", "cty", tables={"successions": with_cells("successions", 3, to_id="cty")}, note="of a succession"),
    Planted("unknown-id", "indicators.csv", 6, "formula", "grpd", tables={"indicators": with_cells("indicators", 6, formula="grpd / population")}, note="of a formula"),
    Planted("unknown-id", "indicators.csv", 6, "formula", "vietnam", tables={"indicators": with_cells("indicators", 6, formula="grdp / population@vietnam")}, note="area of a formula"),
    Planted("unknown-id", "targets.csv", 4, "criteria", "clear_water", tables=target(4, criteria="clear_water >= 95"), note="of a condition"),
    Planted("unknown-id", PACKAGE, None, "document_id", "resolutoin", after=own(document_id="resolutoin"), note="document of the description"),
    Planted("unknown-id", PACKAGE, None, "area_id", "cty", after=own(area_id="cty"), note="area of the description"),
    Planted("figure-twice", "observations.csv", 13, tables={"observations": with_row("observations", 4, value="365501")}),
    Planted("figure-twice", "observations.csv", 13, tables={"observations": with_row("observations", 11, period="2024-01-01/P60D")}, note="period in another form"),
    Planted("cycle", "areas.csv", 2, "parent_id", "city", tables={"areas": with_cells("areas", 4, parent_id="ward_1")}, note="of areas"),
    Planted("cycle", "areas.csv", 2, "parent_id", "city", tables={"areas": with_cells("areas", 2, parent_id="city")}, note="with itself"),
    Planted("cycle", "bodies.csv", 2, "parent_id", "committee", tables={"bodies": with_cells("bodies", 2, parent_id="statistics")}, note="of bodies"),
    Planted("cycle", "documents.csv", 2, "parent_id", "plan-2024", tables={"documents": with_cells("documents", 3, parent_id="plan-2024")}, note="of documents"),
    Planted("cycle", "successions.csv", 3, "to_id", "city", tables={"successions": with_row("successions", 3, from_id="city_merged", to_id="city", date="2030-01-01")}, note="of successions"),
    Planted("cycle", "targets.csv", 5, "parts", "T-4", tables=target(5, parts="T-1;T-4"), note="of composites"),
    # -- meaning
    Planted("dates-reversed", "areas.csv", 3, "valid_to", "2025-06-30", tables={"areas": with_cells("areas", 3, valid_to="2025-06-30")}),
    Planted("dates-reversed", "observations.csv", 4, "public_by", "2023-06-30", tables=observation(4, public_from="2023-07-01"), note="publication"),
    Planted("dates-reversed", "observations.csv", 4, "withdrawn_on", "2023-06-29", tables=observation(4, withdrawn_on="2023-06-29"), note="withdrawal"),
    Planted("dates-reversed", "events.csv", 2, "day_by", "2025-01-09", tables={"events": with_cells("events", 2, day_by="2025-01-09")}, note="event"),
    Planted("dates-reversed", "sources.csv", 2, "published_by", "2020-10-19", tables={"sources": with_cells("sources", 2, published_by="2020-10-19")}, note="source"),
    Planted("dates-reversed", "bodies.csv", 4, "valid_to", "2025-02-28", tables={"bodies": with_cells("bodies", 4, valid_from="2025-03-01")}, note="body"),
    Planted("dates-reversed", "rules.csv", 2, "valid_to", "2024-07-31", tables={"rules": with_cells("rules", 2, valid_from="2024-08-01")}, note="rule"),
    Planted("low-above-high", "targets.csv", 7, "high", "2150", tables=target(7, low="2200"), note="within"),
    Planted("low-above-high", "targets.csv", 3, "ambition", "170", tables=target(3, ambition="170"), note="ambition"),
    Planted("low-above-high", "targets.csv", 3, "ambition", "190", tables=target(3, kind="at_most"), note="ambition of what should fall"),
    Planted("bound-without-value", "observations.csv", 9, "value", ">", tables=observation(9, value="")),
    Planted("value-out-of-bounds", "observations.csv", 10, "value", "401", tables=observation(10, value="401"), note="stated bound", rest=("months-do-not-sum",)),
    Planted("value-out-of-bounds", "observations.csv", 2, "value", "100.1", tables=observation(2, value="100.1"), note="a share above the whole"),
    Planted("value-out-of-bounds", "observations.csv", 7, "value", "-1", tables=observation(7, value="-1"), note="a count below nothing"),
    Planted("value-out-of-bounds", "observations.csv", 9, "value", "400001", tables=observation(9, value="400001", unit="thousand tonnes"), note="in another unit"),
    Planted("unit-not-convertible", "observations.csv", 4, "unit", "USD m", tables=observation(4, unit="USD m"), note="figure"),
    Planted("unit-not-convertible", "targets.csv", 3, "unit", "thousand people", tables=target(3, unit="thousand people"), note="target"),
    Planted("public-before-end", "observations.csv", 5, "public_by", "2023-12-30", tables=observation(5, public_by="2023-12-30")),
    Planted("survey-before-end", "observations.csv", 2, "public_by", "2023-10-10", tables=observation(2, public_from="2023-10-10", public_by="2023-10-10")),
    Planted("area-outside-validity", "observations.csv", 2, "area_id", "city_merged", tables=observation(2, area_id="city_merged"), note="too early"),
    Planted("area-outside-validity", "observations.csv", 6, "area_id", "city", tables=observation(6, period="2025", public_from="2026-01-05", public_by="2026-01-05"), note="too late"),
    Planted("body-outside-validity", "observations.csv", 4, "producer_id", "ministry", tables=observation(4, producer_id="ministry", public_from="2025-03-01", public_by="2025-03-02"), note="dissolved"),
    Planted("body-outside-validity", "observations.csv", 2, "producer_id", "committee", tables={"bodies": with_cells("bodies", 2, valid_from="2024-01-11"), "observations": rows("observations")[:1] + rows("observations")[2:]}, note="not yet founded"),
    Planted("target-incomplete", "targets.csv", 3, "low", "low", tables=target(3, low="", ambition=""), note="value"),
    Planted("target-incomplete", "targets.csv", 3, "unit", "unit", tables=target(3, unit=""), note="unit"),
    Planted("target-incomplete", "targets.csv", 3, "kind", "kind", tables=target(3, kind=""), note="kind"),
    Planted("target-incomplete", "targets.csv", 5, "parts", "parts", tables=target(5, parts=""), note="parts"),
    Planted("target-incomplete", "targets.csv", 7, "high", "high", tables=target(7, high=""), note="upper end"),
    Planted("target-form", "targets.csv", 6, "low", "2150", tables=target(6, low="2150"), note="a value that is not held"),
    Planted("target-form", "targets.csv", 3, "high", "190", tables=target(3, high="190", ambition=""), note="upper end of another kind"),
    Planted("target-form", "targets.csv", 4, "criteria", "clean_water > 95", tables=target(4, criteria="clean_water > 95"), note="condition"),
    Planted("shares-sum", "successions.csv", 3, "share", "1.25", tables={"successions": [*with_cells("successions", 3, share="0.75"), rows("successions")[1] | {"to_id": "ward_1", "share": "0.5"}]}, note="above one", rest=()),
    Planted("shares-sum", "successions.csv", 3, "share", "0.75", tables={"successions": with_cells("successions", 3, share="0.75", basis="people")}, note="all known, below one"),
    Planted("formula", "indicators.csv", 6, "formula", "grdp / / population", tables={"indicators": with_cells("indicators", 6, formula="grdp / / population")}, note="cannot be read"),
    Planted("formula", "indicators.csv", 6, "formula", "per_head", tables={"indicators": with_cells("indicators", 6, formula="grdp + population")}, note="different things added"),
    Planted("formula-cycle", "indicators.csv", 4, "formula", "grdp", tables={"indicators": [row | ({"formula": "per_head * population"} if row["indicator_id"] == "grdp" else {}) for row in rows("indicators")]}),
    Planted("formula-cycle", "indicators.csv", 6, "formula", "per_head", tables={"indicators": with_cells("indicators", 6, formula="per_head@country * 2")}, note="with itself elsewhere"),
    Planted("formula-unit", "indicators.csv", 6, "formula", "million VND per person", tables={"indicators": with_cells("indicators", 6, formula="grdp * population")}),
    # -- warnings
    Planted("outlier", "observations.csv", 7, "value", "10.5", tables={}, note="", rest=()),
    Planted("rivals-disagree", "observations.csv", 4, "value", "365500", tables={"observations": with_row("observations", 4, producer_id="committee", value="380000")}),
    Planted("no-source", "targets.csv", 2, "source_id", tables=target(2, source_id="")),
    Planted("low-tier-source", "documents.csv", 2, "source_id", "news", tables={}, note="", rest=()),
    Planted("months-do-not-sum", "observations.csv", 11, "value", "27", tables=observation(11, value="27")),
]
