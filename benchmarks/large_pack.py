"""
Make a large pack, the same for the same seed: 500 indicators x 200 areas x 10 years, and 10,000 targets of one area.

    python benchmarks/large_pack.py DIR [--indicators 500] [--areas 200] [--years 10] [--targets 10000]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME
from haidang.files.packs import render, write_folder

FIRST_YEAR = 2014


def observations(
    indicators: int, areas: int, years: int, seed: int, first: int = FIRST_YEAR
) -> Iterator[dict[str, str]]:
    """Yield figures that grow by chance around 5 per cent a year."""
    chance = random.Random(seed)
    for indicator in range(indicators):
        for area in range(areas):
            value = 50 + 1000 * chance.random()
            for number in range(first, first + years):
                value *= 1 + chance.gauss(0.05, 0.03)
                yield {
                    "indicator_id": f"indicator_{indicator:03d}",
                    "area_id": f"area_{area:03d}",
                    "period": str(number),
                    "value": f"{value:.2f}",
                    "unit": "VND bn",
                    "status": "A",
                    "producer_id": "statistics",
                    "derived": "false",
                    "public_from": f"{number + 1}-03-01",
                    "public_by": f"{number + 1}-03-31",
                    "source_id": f"source_{number}",
                    "confidence": "high",
                }


def targets(indicators: int, count: int, years: int) -> Iterator[dict[str, str]]:
    """Yield targets of one area: those of a resolution and of yearly plans."""
    documents = -(-count // indicators)
    for number in range(count):
        document, indicator = divmod(number, indicators)
        year = (
            FIRST_YEAR + years + 1 if document == 0 else FIRST_YEAR + 1 + (document - 1) * years // documents
        )
        yield {
            "target_id": f"target_{number:05d}",
            "document_id": f"document_{document:02d}",
            "target_no": str(indicator + 1),
            "name_vi": f"Chỉ tiêu {indicator}",
            "indicator_id": f"indicator_{indicator:03d}",
            "area_id": "area_000",
            "kind": "at_least",
            "low": str(500 + indicator),
            "unit": "VND bn",
            "period": str(year),
            "value_status": "held",
            "source_id": f"source_{FIRST_YEAR}",
        }


def build(
    indicators: int = 500, areas: int = 200, years: int = 10, count: int = 10_000, seed: int = 1
) -> dict[str, bytes]:
    """Return the files of the pack."""
    last = FIRST_YEAR + years
    rows: dict[str, list[dict[str, str]]] = {
        "areas": [
            {"area_id": f"area_{each:03d}", "level": "district", "name_vi": f"Khu {each}"}
            for each in range(areas)
        ],
        "bodies": [
            {"body_id": "statistics", "name_vi": "Thống kê", "kind": "statistics"},
            {"body_id": "council", "name_vi": "Hội đồng", "kind": "council"},
        ],
        "indicators": [
            {
                "indicator_id": f"indicator_{each:03d}",
                "name_vi": f"Chỉ số {each}",
                "unit": "VND bn",
                "measure": "level",
                "direction": "up",
                "lower": "0",
                "over_time": "sum",
                "over_areas": "sum",
                "preferred_producer_id": "statistics",
            }
            for each in range(indicators)
        ],
        "observations": list(observations(indicators, areas, years, seed)),
        "documents": [
            {
                "document_id": f"document_{each:02d}",
                "type": "plan",
                "issuer_id": "council",
                "issued": f"{FIRST_YEAR + 1}-01-01",
                "title_vi": f"Kế hoạch {each}",
                "source_id": f"source_{FIRST_YEAR}",
            }
            for each in range(-(-count // indicators))
        ],
        "targets": list(targets(indicators, count, years)),
        "sources": [
            {"source_id": f"source_{each}", "title": f"Niên giám {each}", "tier": "1"}
            for each in range(FIRST_YEAR, last)
        ],
    }
    frames = {
        name: pl.DataFrame(
            {column: [row.get(column) for row in table] for column in BY_NAME[name].names},
            schema=dict.fromkeys(BY_NAME[name].names, pl.String),
        )
        for name, table in rows.items()
    }
    description = Description(
        name="large",
        title=Name("Gói lớn", "Large pack", "Grand paquet"),
        review_day=date(last, 11, 14),
        document_id="document_00",
        area_id="area_000",
    )
    return render(Content(description, frames, {}))


def main() -> None:
    """Write the pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--indicators", type=int, default=500)
    parser.add_argument("--areas", type=int, default=200)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--targets", type=int, default=10_000)
    options = parser.parse_args()
    write_folder(build(options.indicators, options.areas, options.years, options.targets), options.folder)


if __name__ == "__main__":
    main()
