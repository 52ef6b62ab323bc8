"""
Build the bundled pack `haiphong` from the collected tables in data/haiphong.

Repeatable: the same tables give the same bytes, and a test holds the committed pack against them. Nothing is
invented: values that are not held stay empty, predecessors that no row names stay names. What is changed on the way is
listed in `REPAIRS` and in docs/packs/haiphong.md, which this script writes too.

    python scripts/build_haiphong.py [--raw data/haiphong] [--pack src/haidang/packs/haiphong]
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.content import Content
from haidang.core.pack.defects import PackError
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import read_csv, write_csv
from haidang.files.packs import check_folder, render, write_folder

ROOT = Path(__file__).parent.parent
Row = dict[str, str]

REVIEW_DAY = date(2024, 11, 14)
FOLLOWED = {
    "observations": REVIEW_DAY,
    "documents": REVIEW_DAY,
    "targets": REVIEW_DAY,
    "assessments": REVIEW_DAY,
    "commitments": REVIEW_DAY,
    "events": date(2026, 11, 23),
    "areas": date(2025, 7, 1),
    "successions": date(2025, 7, 1),
    "rules": date(2026, 11, 23),
    "expectations": date(2026, 11, 23),
}

# id: vi, en, fr, kind, and the words by which the collected tables call it
BODIES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "national_congress_13": ("Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "13th National Party Congress", "13e Congrès national du Parti", "party", ("13th National Party Congress",)),
    "city_congress_15": ("Đại hội Đảng bộ thành phố Hải Phòng lần thứ XV", "15th Congress of the Hai Phong Party organisation", "15e Congrès du Parti de la ville de Hai Phong", "party", ("15th Congress of the Hai Phong Party organisation",)),
    "city_congress_16": ("Đại hội Đảng bộ thành phố Hải Phòng lần thứ XVI", "16th Congress of the Hai Phong Party organisation", "16e Congrès du Parti de la ville de Hai Phong", "party", ("16th Congress of the Hai Phong Party organisation",)),
    "city_congress_17": ("Đại hội Đảng bộ thành phố Hải Phòng lần thứ XVII", "17th Congress of the Hai Phong Party organisation", "17e Congrès du Parti de la ville de Hai Phong", "party", ("17th Congress of the Hai Phong Party organisation",)),
    "politburo": ("Bộ Chính trị", "Politburo", "Politburo", "party", ("Politburo",)),
    "general_secretary": ("Tổng Bí thư", "General Secretary", "Secrétaire général", "party", ("General Secretary",)),
    "central_party_office": ("Văn phòng Trung ương Đảng", "Central Party Office", "Bureau central du Parti", "party", ("Central Party Office",)),
    "central_economic_commission": ("Ban Kinh tế Trung ương", "Central Economic Commission", "Commission économique centrale", "party", ("Central Economic Commission",)),
    "city_party_committee": ("Thành ủy Hải Phòng", "Hai Phong Party Committee", "Comité du Parti de Hai Phong", "party", ("Hai Phong Party Committee",)),
    "city_standing_committee": ("Ban Thường vụ Thành ủy Hải Phòng", "Standing Committee of the Hai Phong Party Committee", "Comité permanent du Parti de Hai Phong", "party", ("Standing Committee of the Hai Phong Party Committee",)),
    "national_assembly": ("Quốc hội", "National Assembly", "Assemblée nationale", "council", ("National Assembly",)),
    "assembly_standing_committee": ("Ủy ban Thường vụ Quốc hội", "Standing Committee of the National Assembly", "Comité permanent de l'Assemblée nationale", "council", ("Standing Committee of the National Assembly",)),
    "prime_minister": ("Thủ tướng Chính phủ", "Prime Minister", "Premier ministre", "state", ("Prime Minister",)),
    "central_government": ("Chính phủ", "Government", "Gouvernement", "state", ("Government",)),
    "ministry_planning_investment": ("Bộ Kế hoạch và Đầu tư", "Ministry of Planning and Investment", "Ministère du Plan et de l'Investissement", "state", ("Ministry of Planning and Investment",)),
    "ministry_home_affairs": ("Bộ Nội vụ", "Ministry of Home Affairs", "Ministère de l'Intérieur", "state", ()),
    "ministry_science_technology": ("Bộ Khoa học và Công nghệ", "Ministry of Science and Technology", "Ministère des Sciences et des Technologies", "state", ()),
    "ministry_information_communications": ("Bộ Thông tin và Truyền thông", "Ministry of Information and Communications", "Ministère de l'Information et des Communications", "state", ()),
    "ministry_industry_trade": ("Bộ Công Thương", "Ministry of Industry and Trade", "Ministère de l'Industrie et du Commerce", "state", ()),
    "central_ministries": ("Các bộ, ngành Trung ương", "Central ministries, branches and agencies", "Ministères, branches et agences centrales", "group", ("ministries, departments and branches", "central ministries and branches", "ministries, branches and central agencies")),
    "competent_bodies": ("Cơ quan có thẩm quyền", "Competent bodies", "Organes compétents", "group", ("competent bodies",)),
    "hai_phong_city": ("Thành phố Hải Phòng", "Hai Phong city", "Ville de Hai Phong", "group", ("Hai Phong city",)),
    "city_council": ("Hội đồng nhân dân thành phố Hải Phòng", "City People's Council", "Conseil populaire de la ville", "council", ("City People's Council",)),
    "city_committee": ("Ủy ban nhân dân thành phố Hải Phòng", "City People's Committee", "Comité populaire de la ville", "state", ("City People's Committee",)),
    "city_planning_department": ("Sở Kế hoạch và Đầu tư Hải Phòng", "City department of planning and investment", "Service du plan et de l'investissement de la ville", "department", ()),
    "tourism_department": ("Sở Du lịch Hải Phòng", "City department of tourism", "Service du tourisme de la ville", "department", ()),
    "city_statistics": ("Cục Thống kê thành phố Hải Phòng", "City statistics office", "Office statistique de la ville", "statistics", ("City statistics office",)),
    "general_statistics": ("Tổng cục Thống kê", "General Statistics Office", "Office général des statistiques", "statistics", ()),
    "maritime_administration": ("Cảng vụ hàng hải", "Maritime Administration", "Administration maritime", "state", ()),
    "social_insurance": ("Cơ quan bảo hiểm xã hội", "Social insurance", "Assurance sociale", "state", ()),
    "vcci": ("Liên đoàn Thương mại và Công nghiệp Việt Nam (VCCI)", "Vietnam Chamber of Commerce and Industry (VCCI)", "Chambre de commerce et d'industrie du Vietnam (VCCI)", "association", ()),
    "press": ("Báo chí (không nêu nguồn số liệu)", "Press (maker of the figure not stated)", "Presse (auteur du chiffre non précisé)", "not_stated", ()),
}  # fmt: skip
ABOVE = {"city_statistics": "general_statistics"}
CALLED = {words: body_id for body_id, (*_, called) in BODIES.items() for words in called}

# law: the official yearly figure comes in the second following year, so none exists before it begins
_OFFICIAL = "grdp_growth;grdp_const2010;grdp_current;gdp_growth;gdp_current"
_CALENDAR_2022 = (
    "https://media.petrotimes.vn/thong-nhat-minh-bach-trong-bien-soan-cong-bo-so-lieu-gdp-grdp-671010.html"
)
_CALENDAR_2024 = "https://thuvienphapluat.vn/chinh-sach-phap-luat-moi/vn/ho-tro-phap-luat/chinh-sach-moi/65133/thoi-gian-cong-bo-so-lieu-gdp-grdp-tu-ngay-01-8-2024"
_CALENDAR_2026 = "https://www.vietnam.vn/en/thay-doi-thoi-gian-cong-bo-so-lieu-gdp-grdp"
_REST_2025 = "https://www.tet-amlich.com/2024/11/cac-ngay-nghi-le-2025.html"
RULES = (
    ("official-gdp-2023", "2023-01-01", "2024-07-31", "94/2022/NĐ-CP", "medium", _CALENDAR_2022),
    ("official-gdp-2024", "2024-08-01", "2026-01-12", "62/2024/NĐ-CP", "medium", _CALENDAR_2024),
    ("official-gdp-2026", "2026-01-13", "", "13/2026/NĐ-CP", "medium", _CALENDAR_2026),
)

_DECREE_2022 = "https://thuvienphapluat.vn/van-ban/bo-may-hanh-chinh/nghi-dinh-94-2022-nd-cp-noi-dung-chi-tieu-thong-ke-thuoc-he-thong-chi-tieu-thong-ke-quoc-gia-537509.aspx"
_TRAINED_2024 = "https://baotintuc.vn/chinh-sach-va-cuoc-song/thay-doi-thoi-gian-pho-bien-mot-so-thong-tin-thong-ke-quan-trong-20240609081901702.htm"
_TRAINED_2026 = "https://cafef.vn/moi-chinh-phu-cong-bo-thong-tin-thay-doi-quan-trong-lien-quan-den-gdp-cpi-188260115092225862.chn"
_WEEK = "https://tailieu.vn/doc/quyet-dinh-188-1999-qd-ttg-cua-thu-tuong-chinh-phu-62291.html"
# id, kind, value, from, to, citation, confidence, url, note
CALENDAR = (
    ("grdp-day-2024", "due_day", "1", "2024-08-01", "2026-01-12", "62/2024/NĐ-CP", "high", _CALENDAR_2024, "GRDP on the 1st of the month after its period"),
    ("grdp-day-2026", "due_day", "29", "2026-01-13", "", "13/2026/NĐ-CP", "high", _CALENDAR_2026, "GRDP on the 29th of the last month of its period"),
    ("gdp-day-2023", "due_day", "29", "2023-01-01", "2024-07-31", "94/2022/NĐ-CP", "high", _DECREE_2022, "GDP on the 29th of the last month of its period"),
    ("gdp-day-2024", "due_day", "6", "2024-08-01", "2026-01-12", "62/2024/NĐ-CP", "high", _CALENDAR_2024, "GDP on the 6th of the month after its period"),
    ("gdp-day-2026", "due_day", "3", "2026-01-13", "", "13/2026/NĐ-CP", "high", _CALENDAR_2026, "GDP on the 3rd of the month after its period"),
    ("trained-day-2024", "due_day", "6", "2024-08-01", "2026-01-12", "62/2024/NĐ-CP", "high", _TRAINED_2024, "estimate of workers with degree or certificate on the 6th of the month after the quarter"),
    ("trained-day-2026", "due_day", "3", "2026-01-13", "", "13/2026/NĐ-CP", "high", _TRAINED_2026, "estimate of workers with degree or certificate on the 3rd of the month after the quarter"),
    ("rest-saturday", "weekend", "6", "", "", "188/1999/QĐ-TTg", "high", _WEEK, "since autumn 1999, before all figures of the pack"),
    ("rest-sunday", "weekend", "7", "", "", "188/1999/QĐ-TTg", "high", _WEEK, "since autumn 1999, before all figures of the pack"),
    ("rest-hung-kings-2025", "holiday", "1", "2025-04-07", "2025-04-07", "45/2019/QH14, 112", "medium", _REST_2025, "10th day of the third lunar month"),
)  # fmt: skip

# id, indicators, area, frequency, status, rule, months after the period, from, to, confidence, note; all are owed by the General
# Statistics Office, which compiles GDP and GRDP in one place and publishes them
_GRDP = "grdp_growth;grdp_const2010;grdp_current"
_GDP = "gdp_growth;gdp_current"
_IN_2023, _IN_2024, _IN_2026 = ("2023-01-01", "2024-07-31"), ("2024-08-01", "2026-01-12"), ("2026-01-13", "")
_YEAR_NOTE = "that the estimate of the year comes a month before its end was read of the draft of 13/2026/NĐ-CP, which moved all days by the same step"
EXPECTATIONS = (
    ("grdp-part-2024", "grdp_growth", "haiphong", "year_to_quarter", "", "grdp-day-2024", "1", *_IN_2024, "high", ""),
    ("grdp-year-2024", _GRDP, "haiphong", "year", "", "grdp-day-2024", "", *_IN_2024, "medium", _YEAR_NOTE),
    ("grdp-merged-part-2024", "grdp_growth", "haiphong_merged", "year_to_quarter", "", "grdp-day-2024", "1", "2025-07-01", "2026-01-12", "high", ""),
    ("grdp-merged-year-2024", _GRDP, "haiphong_merged", "year", "", "grdp-day-2024", "", "2025-07-01", "2026-01-12", "medium", _YEAR_NOTE),
    ("grdp-merged-part-2026", "grdp_growth", "haiphong_merged", "year_to_quarter", "", "grdp-day-2026", "0", *_IN_2026, "high", ""),
    ("grdp-merged-year-2026", _GRDP, "haiphong_merged", "year", "", "grdp-day-2026", "-1", *_IN_2026, "medium", _YEAR_NOTE),
    ("gdp-part-2023", "gdp_growth", "vietnam", "year_to_quarter", "", "gdp-day-2023", "0", *_IN_2023, "high", ""),
    ("gdp-year-2023", _GDP, "vietnam", "year", "", "gdp-day-2023", "0", *_IN_2023, "high", ""),
    ("gdp-preliminary-2023", _GDP, "vietnam", "year", "P", "gdp-day-2023", "3", *_IN_2023, "high", ""),
    ("gdp-official-2023", _GDP, "vietnam", "year", "A", "gdp-day-2023", "21", *_IN_2023, "high", ""),
    ("gdp-part-2024", "gdp_growth", "vietnam", "year_to_quarter", "", "gdp-day-2024", "1", *_IN_2024, "high", ""),
    ("gdp-year-2024", _GDP, "vietnam", "year", "", "gdp-day-2024", "1", *_IN_2024, "high", ""),
    ("gdp-preliminary-2024", _GDP, "vietnam", "year", "P", "gdp-day-2024", "10", *_IN_2024, "high", ""),
    ("gdp-official-2024", _GDP, "vietnam", "year", "A", "gdp-day-2024", "22", *_IN_2024, "high", ""),
    ("gdp-part-2026", "gdp_growth", "vietnam", "year_to_quarter", "", "gdp-day-2026", "1", *_IN_2026, "high", ""),
    ("gdp-year-2026", _GDP, "vietnam", "year", "", "gdp-day-2026", "1", *_IN_2026, "high", ""),
    ("gdp-preliminary-2026", _GDP, "vietnam", "year", "P", "gdp-day-2026", "10", *_IN_2026, "high", ""),
    ("gdp-official-2026", _GDP, "vietnam", "year", "A", "gdp-day-2026", "22", *_IN_2026, "high", ""),
    ("trained-2024", "trained_workers_certified", "vietnam", "quarter", "", "trained-day-2024", "1", *_IN_2024, "high", ""),
    ("trained-2026", "trained_workers_certified", "vietnam", "quarter", "", "trained-day-2026", "1", *_IN_2026, "high", ""),
)  # fmt: skip

# id, names, left, operator, right, tolerance, importance, instructions, note: true by the definition of what they name
_VALIDATION_COLUMNS = (
    "validation_id", "name_vi", "name_en", "name_fr", "left", "operator", "right", "tolerance_pct", "importance",
    "instruction_vi", "instruction_en", "instruction_fr", "note",
)  # fmt: skip
VALIDATIONS = (
    ("budget-parts", "Thu nội địa và thu xuất nhập khẩu nằm trong tổng thu", "Domestic and customs revenue are parts of the total", "Recettes intérieures et douanières font partie du total", "budget_revenue_domestic + budget_revenue_customs", "<=", "budget_revenue_total", "0.1", "high", "Kiểm tra ba con số có cùng kỳ và cùng đơn vị không.", "Check that the three figures are of one period and one unit.", "Vérifier que les trois chiffres sont de la même période et de la même unité.", "the figures are rounded"),
    ("tourists-international", "Khách quốc tế nằm trong tổng số khách", "International arrivals are among all arrivals", "Les arrivées internationales font partie de toutes les arrivées", "tourists_international", "<=", "tourists", "", "medium", "Kiểm tra hai con số có cùng cách đếm và cùng đơn vị không.", "Check that both figures are of one way of counting and one unit.", "Vérifier que les deux chiffres ont le même mode de comptage et la même unité.", "two ways of counting are in use"),
)  # fmt: skip

# id, names, kind, period, indicators, area, known by, source, confidence, note
_PCI = "pci_score;pci_rank;pci_business_support;pci_entry_costs;pci_informal_charges;pci_labour_policy;pci_land_access;pci_law_and_order;pci_policy_bias;pci_proactivity;pci_time_costs;pci_transparency"
BREAKS = (
    ("covid", "Đại dịch Covid-19", "Covid-19 pandemic", "Pandémie de Covid-19", "shock", "2020-01-01/P2Y", "", "", "2021-12-31", "", "medium", "named with the collected tables; no source of its own is held"),
    ("yagi", "Bão Yagi", "Typhoon Yagi", "Typhon Yagi", "shock", "2024", "", "haiphong", "2024-10-31", "vne_2024m9", "high", "7 September 2024"),
    ("poverty-line-2022", "Chuẩn nghèo mới", "New poverty line", "Nouveau seuil de pauvreté", "definition", "2022-01-01/P4Y", "poverty_rate", "", "2021-12-31", "", "high", "Decree 07/2021/NĐ-CP: the line of 2022 to 2025"),
    ("pci-2021", "Phương pháp PCI hiệu chỉnh", "PCI method recalibrated", "Méthode PCI recalibrée", "definition", "2021", _PCI, "", "2024-05-08", "pcivietnam_hp", "high", "as the definition of the figures of 2021 and 2022 says"),
)  # fmt: skip
_BREAK_COLUMNS = ("break_id", "name_vi", "name_en", "name_fr", "kind", "period", "indicator_ids", "area_id", "public_by", "source_id", "confidence", "note")  # fmt: skip

REPAIRS = (
    ("indicators", "pci_rank, par_index_rank, sipas_rank, dti_rank, pii_rank", "unit «rank of 63» is written «rank»: the number of ranked provinces was another before 2010, and four figures say only «rank»"),
    ("indicators, targets, observations", "population", "unit «thousand» is written «thousand people»: it named no thing"),
    ("indicators, targets", "jobs_created", "unit «thousand» is written «thousand jobs»"),
    ("indicators", "*_plan_share", "measure «share» is written «ratio»: the share of a plan may exceed 100 %"),
    ("indicators", "flows and stocks in amounts", "lower bound 0, except fdi, which may fall in a month when capital is cut or withdrawn"),
    ("indicators", "grdp_share_of_gdp", "formula `grdp_current / gdp_current@vietnam` by its definition; it fills only years in which both are held"),
    ("indicators", "flows, counts, health_insurance, grdp_per_capita_usd", "how areas add up: sums for amounts and counts, weighted by population for the last two, none for the rest"),
    ("observations", "status", "estimate, preliminary, final are written with the SDMX codes E, P, A"),
    ("targets", "NQ45-2025-gdpshare", "definition «national GDP before the re-evaluation of 2019», from its note: figures on the new series do not decide it"),
    ("targets", "issued", "left out: it is the day of the document"),
    ("areas", "country, provinces, cities", "English and French names added; the other areas have the Vietnamese one"),
    ("bodies", "all", "made from issuers, assessors, addressees and producers; names in Vietnamese and French are translations"),
    ("commitments", "R1 to R8, D01 to D39", "proposals and directives are one table; «out_of_scope» stays a theme without data"),
    ("documents", "type", "kinds of document are one list («draft documents» is «draft»), so that they can be told in three languages"),
    ("sources", "after_review", "left out: it follows from the days of publication"),
    ("indicators", "fdi, public_investment_disbursed", "marked as lumpy: one large investor or one large payment can make a year"),
    ("breaks", "all", "added: Covid and typhoon Yagi as shocks, the poverty line of 2022 and the PCI method of 2021 as new definitions"),
    ("forecasts", "all", "recorded by `haidang forecast record` with what was public on the day of the review; kept as recorded"),
    ("rules", "all", "added from secondary sources on the decrees on the release of GDP and GRDP; that the official figure comes in the second following year was read for GDP under 62/2024/NĐ-CP and is taken to hold for GRDP and the other two decrees, hence «medium»; nobody has signed them, results on them are indicative"),
    ("validations", "all", "added: what is a part of another figure by its own definition"),
    ("rules", "*-day-*, rest-*", "added: the days on which GDP, GRDP and trained workers are due, Saturdays and Sundays, and the one holiday that a due day would meet; nobody has signed them"),
    ("expectations", "all", "added from the same reports on the decrees; left out are GRDP under 94/2022/NĐ-CP, whose day for the first half of the year reads doubtful, and preliminary and official GRDP, whose days were not read; no day of following is stated, so that a missing figure is «not followed» and never late"),
    ("bodies", "city_statistics", "placed below the General Statistics Office, which publishes GRDP: a figure of either is what is expected"),
)  # fmt: skip

_LUMPY = ("fdi", "public_investment_disbursed")
_RANKS = ("pci_rank", "par_index_rank", "sipas_rank", "dti_rank", "pii_rank")
_SUMMED = ("population", "jobs_created", "party_members_recruited", "model_rural_communes")
_WEIGHTED = ("health_insurance", "grdp_per_capita_usd")
_STATUS = {"estimate": "E", "preliminary": "P", "final": "A"}
_THOUSANDS = {"population": "thousand people", "jobs_created": "thousand jobs"}


def read(folder: Path, name: str) -> list[Row]:
    """Return the rows of a collected table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def body(words: str) -> str:
    """Return the identifier of a body by the words of the collected tables; a list gives a list."""
    if words in CALLED:
        return CALLED[words]
    return ";".join(CALLED[part.strip()] for part in words.split(";"))


def names(row: Row, old: str, new: str) -> Row:
    """Return the three names of a row under a new prefix."""
    return {f"{new}_{language}": row[f"{old}_{language}"] for language in ("vi", "en", "fr")}


def areas(raw: list[Row]) -> list[Row]:
    """Return the areas: the Vietnamese name for all, English and French for the large ones."""
    foreign = {
        "vietnam": ("Viet Nam", "Viêt Nam"),
        "haiphong": ("Hai Phong", "Hai Phong"),
        "haiduong": ("Hai Duong", "Hai Duong"),
        "haiphong_merged": ("Hai Phong (after the merger)", "Hai Phong (après la fusion)"),
    }
    none = ("", "")
    return [
        row
        | {
            "name_vi": row["name"],
            "name_en": foreign.get(row["area_id"], none)[0],
            "name_fr": foreign.get(row["area_id"], none)[1],
        }
        for row in raw
    ]


def bodies() -> list[Row]:
    """Return the bodies: made out of the other tables."""
    return [
        {
            "body_id": body_id,
            "name_vi": vi,
            "name_en": en,
            "name_fr": fr,
            "kind": kind,
            "parent_id": ABOVE.get(body_id, ""),
        }
        for body_id, (vi, en, fr, kind, _) in BODIES.items()
    ]


def successions(raw: list[Row]) -> list[Row]:
    """Return the successions: of areas alone so far."""
    return [row | {"kind": "area", "from_id": row["from_area_id"], "to_id": row["to_area_id"]} for row in raw]


def indicators(raw: list[Row]) -> list[Row]:
    """Return the indicators, with the repairs of units, measures and bounds."""
    return [_indicator(row) for row in raw]


def _indicator(row: Row) -> Row:
    name = row["indicator_id"]
    is_amount = row["measure"] in ("level", "count")
    summed = name in _SUMMED or (is_amount and row["aggregation_time"] == "sum")
    return row | {
        "unit": "rank" if name in _RANKS else _THOUSANDS.get(name, row["unit"]),
        "measure": "ratio" if name.endswith("_plan_share") else row["measure"],
        "lower": "0" if row["measure"] == "level" and name != "fdi" else "",
        "over_time": row["aggregation_time"],
        "over_areas": "sum" if summed else ("weighted" if name in _WEIGHTED else "none"),
        "weight_id": "population" if name in _WEIGHTED else "",
        "preferred_producer_id": row["preferred_producer"],
        "formula": "grdp_current / gdp_current@vietnam" if name == "grdp_share_of_gdp" else "",
        "is_lumpy": "true" if name in _LUMPY else "",
        "note": row["definition_note"],
    }


def observations(raw: list[Row]) -> list[Row]:
    """Return the figures, as collected but for the codes of their status."""
    return [
        row
        | {
            "unit": _THOUSANDS.get(row["indicator_id"], row["unit"]),
            "status": _STATUS[row["status"]],
            "producer_id": row["producer"],
        }
        for row in raw
    ]


def documents(raw: list[Row]) -> list[Row]:
    """Return the register of documents."""
    types = {"draft documents": "draft"}
    return [
        row
        | {
            "type": types.get(row["type"], row["type"].replace(" ", "_")),
            "issuer_id": body(row["issuer"]),
            "parent_id": row["parent"],
        }
        for row in raw
    ]


def targets(raw: list[Row]) -> list[Row]:
    """Return the targets: values not held stay empty."""
    definition = {"NQ45-2025-gdpshare": "national GDP before the re-evaluation of 2019"}
    return [
        row
        | {
            "unit": _THOUSANDS.get(row["indicator_id"], row["unit"]),
            "definition": definition.get(row["target_id"], ""),
        }
        for row in raw
    ]


def assessments(raw: list[Row]) -> list[Row]:
    """Return the official assessments."""
    return [row | {"assessor_id": body(row["assessor"])} for row in raw]


def commitments(requests: list[Row], directives: list[Row]) -> list[Row]:
    """Return proposals and directives as one table."""
    proposals = [
        row
        | {
            "commitment_id": row["request_id"],
            "kind": "proposal",
            "asker_id": "hai_phong_city",
            "addressee_ids": body(row["addressee"]),
            "basis_id": row["legal_basis"],
        }
        for row in requests
    ]
    orders = [
        row
        | {
            "commitment_id": row["directive_id"],
            "kind": "directive",
            "asker_id": "general_secretary",
            "addressee_ids": body(row["addressed_to"]),
            "asked": row["given"],
            "is_measurable": "true" if row["measurable"] == "yes" else "false",
        }
        for row in directives
    ]
    return proposals + orders


def events(raw: list[Row]) -> list[Row]:
    """Return what became public of the proposals later."""
    return [row | {"commitment_id": row["request_id"]} for row in raw]


def rules() -> list[Row]:
    """Return the release of official figures, and when figures are due, as dated law."""
    keys = ("rule_id", "kind", "value", "valid_from", "valid_to", "citation", "confidence", "url", "note")
    days = [{"unit": "days", **dict(zip(keys, each, strict=True))} for each in CALENDAR]
    return days + [
        {
            "rule_id": rule_id,
            "kind": "official_figure",
            "indicator_ids": _OFFICIAL,
            "value": "1",
            "unit": "years",
            "valid_from": start,
            "valid_to": end,
            "citation": citation,
            "confidence": confidence,
            "url": url,
            "note": "the official figure of a year comes in the second following year: none before that year begins",
        }
        for rule_id, start, end, citation, confidence, url in RULES
    ]


def expectations() -> list[Row]:
    """Return which figures are due when."""
    keys = ("expectation_id", "indicator_ids", "area_id", "frequency", "status", "rule_id", "due_months", "valid_from", "valid_to", "confidence", "note")  # fmt: skip
    common = {"body_id": "general_statistics", "slides": "true"}
    return [{**common, **dict(zip(keys, each, strict=True))} for each in EXPECTATIONS]


def build(raw: Path) -> dict[str, bytes]:
    """Return the files of the pack."""
    simple: dict[str, Callable[[list[Row]], list[Row]]] = {
        "areas": areas,
        "successions": successions,
        "indicators": indicators,
        "observations": observations,
        "documents": documents,
        "targets": targets,
        "assessments": assessments,
    }
    rows = {name: make(read(raw, name)) for name, make in simple.items()}
    rows["bodies"] = bodies()
    rows["commitments"] = commitments(read(raw, "requests"), read(raw, "directives"))
    rows["events"] = events(read(raw, "request_events"))
    rows["rules"] = rules()
    rows["expectations"] = expectations()
    rows["validations"] = [dict(zip(_VALIDATION_COLUMNS, each, strict=True)) for each in VALIDATIONS]
    rows["breaks"] = [dict(zip(_BREAK_COLUMNS, each, strict=True)) for each in BREAKS]
    rows["forecasts"] = read(raw, "forecasts")
    rows["sources"] = read(raw, "sources")
    frames = {table.name: frame(table.name, rows[table.name]) for table in TABLES if rows.get(table.name)}
    description = Description(
        name="haiphong",
        title=Name(
            "Hải Phòng: kiểm điểm Nghị quyết Đại hội XVI, 14/11/2024",
            "Hai Phong: review of the resolution of the 16th Congress, 14 November 2024",
            "Hai Phong : revue de la résolution du 16e Congrès, 14 novembre 2024",
        ),
        version="2024.11.14",
        review_day=REVIEW_DAY,
        document_id="nq-xvi-2020",
        area_id="haiphong",
        horizon=FOLLOWED,
        note="Public figures, targets and commitments with their sources, as known on the day of the review; later events of the eight proposals.",
    )
    return render(Content(description, frames, {}))


def frame(name: str, rows: list[Row]) -> pl.DataFrame:
    """Return rows as a frame of a table, columns the table does not have left out."""
    table = BY_NAME[name]
    texts = pl.DataFrame(
        {column: [row.get(column) or None for row in rows] for column in table.names},
        schema=dict.fromkeys(table.names, pl.String),
    )
    read_back, findings = read_csv(write_csv(texts, table), table, f"{name}.csv")
    if read_back is None:
        raise PackError(findings, name)
    return read_back


def describe(counts: dict[str, int]) -> str:
    """Return docs/packs/haiphong.md."""
    lines = [
        "# The bundled pack `haiphong`",
        "",
        "Real public figures of Hai Phong as known on the day of the review of 14 November 2024: incomplete, revised and",
        "partly contradictory. Built by `python scripts/build_haiphong.py` from the collected tables in `data/haiphong`;",
        "a test holds the committed pack against them. The figures were followed until 14 November 2024, the events of the eight",
        "proposals until 23 November 2026, not completely: \"nothing found\" is not \"nothing done\". The tables were collected without a stated",
        "day of following for areas and successions; 1 July 2025, the day of the merger, is our reading. No licence of the collection is stated.",
        "",
        "| table | rows |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in counts.items()),
        "",
        "## What was changed on the way",
        "",
        "| table | rows | change |",
        "|---|---|---|",
        *(f"| {table} | {which} | {change} |" for table, which, change in REPAIRS),
        "",
        "## What to know before use",
        "",
        "- Of the 20 targets of the 16th Congress only no. 13 (three parts) and no. 14 have values that are held.",
        "- The national GDP was re-evaluated by about 25 % in December 2019; shares of it before and after do not compare.",
        "- GRDP at 2010 prices was rebased on the way: chain the growth rates, do not mix levels.",
        "- Port throughput has two definitions, tourists are counted in two ways; neither pair may be spliced.",
        "- Total, domestic and local budget revenue differ; months do not add up to the cumulated figure.",
        "- The poverty line changed in 2022, the PCI method in 2021; trained workers are not certified workers.",
        "- Of the successions of 2025, 155 shares are unknown and stay so.",
        "- `public_by` of plan targets is the day of the earliest source held, often much later than the plan.",
        "- Derived figures (21) were computed from published numbers; `--without-derived` leaves them out.",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Build, check and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data/haiphong")
    parser.add_argument("--pack", type=Path, default=ROOT / "src/haidang/packs/haiphong")
    options = parser.parse_args()
    write_folder(build(options.raw), options.pack)
    content, findings = check_folder(options.pack)
    if content is None or findings.errors:
        for finding in findings.errors:
            print(finding.place, finding.problem, finding.remedy)
        raise SystemExit(1)
    heights = {table.name: content.frame(table.name).height for table in TABLES}
    counts = {name: height for name, height in heights.items() if height}
    (ROOT / "docs/packs").mkdir(exist_ok=True)
    (ROOT / "docs/packs/haiphong.md").write_text(describe(counts), encoding="utf-8")
    print(f"{sum(counts.values())} rows in {len(counts)} tables, {findings.count('warning')} warnings")


if __name__ == "__main__":
    main()
