"""
A tiny valid city pack, and the means to plant a defect in it.

A city by the sea with two wards, merged with its neighbour on 1 July 2025: every table has a few rows, nothing is
wrong with it, and nothing is worth a warning. Row numbers are those of a spreadsheet: the header is row 1.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

Row = dict[str, str]
Rows = Sequence[Mapping[str, str]]

FIRST = 2


def _rows(header: str, *lines: str) -> list[Row]:
    names = header.split(",")
    return [dict(zip(names, line.split(","), strict=True)) for line in lines]


TINY: Mapping[str, list[Row]] = {
    "areas": _rows(
        "area_id,level,name_vi,name_en,name_fr,parent_id,valid_from,valid_to,area_km2,source_id",
        "city,city,Thành phố,City,Ville,country,,2025-06-30,1526.5,yearbook",
        "city_merged,city,Thành phố (sau sáp nhập),City (merged),Ville (fusionnée),country,2025-07-01,,3194.7,yearbook",
        "country,country,Việt Nam,Viet Nam,Viêt Nam,,,,,yearbook",
        "ward_1,commune,Phường Một,Ward One,Quartier un,city,,2025-06-30,6.70,yearbook",
        "ward_2,commune,Phường Hai,,,city,,2025-06-30,8,yearbook",
    ),
    "bodies": _rows(
        "body_id,name_vi,name_en,name_fr,kind,parent_id,valid_from,valid_to",
        "committee,Ủy ban nhân dân,People's committee,Comité populaire,council,,,",
        "congress,Đại hội,Congress,Congrès,party,,,",
        "ministry,Bộ Kế hoạch,Ministry of planning,Ministère du plan,state,,,2025-02-28",
        "statistics,Cục Thống kê,Statistics office,Office statistique,statistics,committee,,",
    ),
    "successions": _rows(
        "kind,from_id,from_name,from_level,to_id,date,basis,share,source_id",
        "area,,Tỉnh láng giềng,province,city_merged,2025-07-01,people;area,1,yearbook",
        "area,city,Thành phố,city,city_merged,2025-07-01,people;area,1,yearbook",
    ),
    "indicators": _rows(
        "indicator_id,name_vi,name_en,name_fr,unit,measure,direction,lower,upper,over_time,over_areas,weight_id,preferred_producer_id,formula",
        "clean_water,Nước sạch,Clean water,Eau potable,%,share,up,,,last,weighted,population,,",
        "good_wards,Phường đạt chuẩn,Wards up to standard,Quartiers conformes,communes,count,up,,,last,sum,,,",
        "grdp,GRDP,GRDP,PIB régional,VND bn,level,up,0,,sum,sum,,statistics,",
        "growth,Tốc độ tăng,Growth,Croissance,% yoy,growth,up,,,none,none,,statistics,",
        "per_head,GRDP bình quân,GRDP per head,PIB par tête,million VND per person,level,up,,,none,none,,,grdp / population",
        "population,Dân số,Population,Population,thousand people,count,none,,,last,sum,,statistics,",
        "throughput,Hàng qua cảng,Port throughput,Trafic du port,million tonnes,level,up,0,400,sum,sum,,statistics,",
    ),
    "observations": _rows(
        "indicator_id,area_id,period,value,bound,unit,status,producer_id,definition,public_from,public_by,source_id",
        "clean_water,ward_1,2023,96.5,,%,A,committee,,2024-01-10,2024-01-10,news",
        "clean_water,ward_2,2023,91,,%,A,committee,,2024-01-10,2024-01-10,news",
        "grdp,city,2022,365500,,VND bn,A,statistics,,2023-06-30,2023-06-30,yearbook",
        "grdp,city,2023,415800,,VND bn,P,statistics,,2023-12-29,2024-01-05,news",
        "growth,city,2023,10.34,,% yoy,A,statistics,,2024-01-05,2024-01-05,news",
        "population,city,2022,2088.02,,thousand people,A,statistics,,2023-06-30,2023-06-30,yearbook",
        "population,city,2023,2105,~,thousand people,A,statistics,,2024-06-30,2024-06-30,yearbook",
        "throughput,city,2023,170,>,million tonnes,E,statistics,all ports,2023-12-29,2024-01-05,news",
        "throughput,city,2024-01,13.50,,million tonnes,P,statistics,all ports,2024-02-01,2024-02-02,news",
        "throughput,city,2024-01-01/P2M,26,,million tonnes,P,statistics,all ports,2024-03-01,2024-03-02,news",
        "throughput,city,2024-02,12.5,,million tonnes,P,statistics,all ports,2024-03-01,2024-03-02,news",
    ),
    "documents": _rows(
        "document_id,number,type,issuer_id,issued,title_vi,title_en,title_fr,parent_id,source_id",
        "plan-2024,01/KH,plan,committee,2023-12-20,Kế hoạch năm 2024,Plan of 2024,Plan de 2024,resolution,news",
        "resolution,16-NQ/ĐH,resolution,congress,2020-10-16,Nghị quyết Đại hội,Resolution of the congress,Résolution du congrès,,yearbook",
    ),
    "targets": _rows(
        "target_id,document_id,target_no,part,name_vi,name_en,name_fr,indicator_id,area_id,kind,low,high,ambition,unit,period,criteria,parts,unit_level,value_status,public_by,source_id",
        "T-1,resolution,1,,Tăng trưởng,Growth,Croissance,growth,city,average_growth,14.5,,,% yoy,2021-01-01/P5Y,,,,held,2020-10-20,news",
        "T-2,resolution,2,,Hàng qua cảng,Port throughput,Trafic du port,throughput,city,at_least,180,,190,million tonnes,2025,,,,held,2020-10-20,news",
        "T-3,resolution,3,,Phường đạt chuẩn,Wards up to standard,Quartiers conformes,good_wards,city,units_meeting,2,,,communes,2025,clean_water >= 95,,commune,held,2020-10-20,news",
        "T-4,resolution,4,,Cả hai,Both,Les deux,,city,composite,,,,,2025,,T-1;T-2,,held,2020-10-20,news",
        "T-5,resolution,5,,Dân số,Population,Population,population,city,,,,,thousand people,2025,,,,not_held,,news",
        "T-6,plan-2024,,,Dân số,Population,Population,population,city,within,2100,2150,,thousand people,2024,,,,held,2023-12-22,news",
    ),
    "assessments": _rows(
        "assessment_id,document_id,target_no,target_id,verdict,day,assessor_id,words,words_lang,source_id",
        "A-1,resolution,1,,in_difficulty,2024-11-14,committee,khó đạt,vi,news",
        "A-2,resolution,,T-2,met,2024-11-14,committee,đạt,vi,news",
    ),
    "commitments": _rows(
        "commitment_id,kind,text_vi,text_en,text_fr,asker_id,addressee_ids,basis_id,asked,due,is_measurable,indicator_ids,source_id",
        "D-1,directive,Lập quy hoạch,Make the plan,Faire le plan,congress,committee,resolution,2024-11-14,,false,,news",
        "P-1,proposal,Sớm trình đề án,Submit the draft,Présenter le projet,committee,ministry;congress,resolution,2024-11-14,2025-S1,true,growth;throughput,news",
    ),
    "events": _rows(
        "event_id,commitment_id,kind,day,day_by,what_vi,what_en,what_fr,document_id,source_id",
        "E-1,P-1,answered,2025-01-10,2025-01-12,Đã trả lời,Answered,Répondu,,news",
    ),
    "rules": _rows(
        "rule_id,kind,indicator_ids,value,unit,valid_from,valid_to,citation,confidence",
        "official-1,official_figure,grdp;growth,1,years,2023-01-01,2024-07-31,Decree 94/2022/NĐ-CP,medium",
        "official-2,official_figure,grdp;growth,1,years,2024-08-01,,Decree 62/2024/NĐ-CP,high",
    ),
    "expectations": _rows(
        "expectation_id,indicator_ids,area_id,frequency,body_id,due_day,due_months,slides,basis,followed_from,valid_from,source_id",
        "X-1,throughput,city,month,statistics,5,1,true,Thỏa thuận,2024-01-01,2024-01-01,news",
    ),
    "validations": _rows(
        "validation_id,name_vi,name_en,name_fr,left,operator,right,tolerance_pct,importance,instruction_vi,instruction_en,instruction_fr,valid_from,valid_to,source_id",
        "V-1,GRDP là của người dân,GRDP is of its people,Le PIB est celui des habitants,per_head * population,==,grdp,1,high,Kiểm tra cả hai số.,Check both figures.,Vérifier les deux chiffres.,,,yearbook",
        "V-2,Hàng qua cảng không âm,Throughput is not negative,Le trafic n'est pas négatif,throughput,>=,0,,medium,Kiểm tra con số.,Check the figure.,Vérifier le chiffre.,2020-01-01,2029-12-31,",
    ),
    "breaks": _rows(
        "break_id,name_vi,name_en,name_fr,kind,period,indicator_ids,area_id,public_by,source_id",
        "flood,Lũ lụt,Flood,Inondation,shock,2022,grdp;throughput,city,2022-12-31,news",
    ),
    "forecasts": _rows(
        "as_of,recorded_on,data_sha256,method,seed,draws,indicator_id,area_id,period,target_id,state,probability,low,high,unit,q025,q10,q20,q25,q50,q75,q80,q90,q975",
        "2024-03-31,2024-04-02,4f1c,growth-mixture/1,7,1000,throughput,city,2024,,ok,,,,million tonnes,150,158,163,165,172,179,181,186,195",
        "2024-03-31,2024-04-02,4f1c,growth-mixture/1,7,1000,throughput,city,2025,T-2,ok,0.412,0.412,0.412,million tonnes,140,153,161,166,177,189,193,201,219",
    ),
    "sources": _rows(
        "source_id,title,publisher,url,tier,published_from,published_by",
        "news,Báo,Newspaper,https://news.example/1,2,2020-10-20,2025-01-12",
        "yearbook,Niên giám thống kê,Statistics office,,1,2023-06-30,2023-06-30",
    ),
}

PACKAGE: Mapping[str, object] = {
    "name": "tiny",
    "title": "A tiny city",
    "haidang": {
        "format": 1,
        "title": {"vi": "Thành phố nhỏ", "en": "A tiny city", "fr": "Une petite ville"},
        "review_day": "2024-11-14",
        "document_id": "resolution",
        "area_id": "city",
        "horizon": {"observations": "2024-11-14", "events": "2025-03-31"},
    },
}


def rows(table: str) -> list[Row]:
    """Return copies of the rows of a table."""
    return [dict(row) for row in TINY[table]]


def with_cells(table: str, place: int, **cells: str) -> list[Row]:
    """Return the rows of a table with some cells of one row changed."""
    changed = rows(table)
    changed[place - FIRST] |= cells
    return changed


def with_row(table: str, like: int = FIRST, /, **cells: str) -> list[Row]:
    """Return the rows of a table and one more: row `like` with some cells changed."""
    return [*rows(table), rows(table)[like - FIRST] | cells]


def csv_bytes(table_rows: Rows, columns: Iterable[str] = ()) -> bytes:
    """Return rows as CSV with the given columns, or all that they have."""
    names = list(columns) or list(dict.fromkeys(name for row in table_rows for name in row))
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, names, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table_rows)
    return target.getvalue().encode()


def make_pack(folder: Path, **changes: Rows | bytes | None) -> Path:
    """
    Write the tiny pack into `folder`.

    Each change names a table: other rows, the bytes of its file, or None to leave the table out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Rows | bytes | None] = {**TINY, **changes}
    present = {name: content for name, content in tables.items() if content is not None}
    for name, content in present.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else csv_bytes(content))
    resources = [{"name": name, "path": f"{name}.csv"} for name in present]
    write_json(folder, {**PACKAGE, "resources": resources})
    return folder


def write_json(folder: Path, content: object) -> None:
    """Write `datapackage.json`."""
    (folder / "datapackage.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def change_json(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change `datapackage.json` in place."""
    content = json.loads((folder / "datapackage.json").read_bytes())
    change(content)
    write_json(folder, content)
