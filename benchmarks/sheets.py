"""
Filled templates: writing, reading and holding against their template, beside the library that reads the cells alone.

    python benchmarks/sheets.py [--rows 20000] [--rounds 5]

Every value, status, day and note is filled. Seconds are those of the processor. The memory is the most that the process took
while it read a workbook, over what it took before; a bomb is a file of 100 KB that would unpack to 100 MB. Results are written to
benchmarks/results/sheets.json.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import load_workbook

from haidang.files.sheets.matching import check_against
from haidang.files.sheets.reading import read_sheet
from haidang.files.sheets.writing import FORMS, write_template
from tests.make.sheets import SHEET, errors, fill, make_line, make_template, with_part

RESULTS = Path(__file__).parent / "results/sheets.json"
MB = 1024 * 1024


def median_s(act: Callable[[], object], rounds: int) -> float:
    """Return the median seconds of the processor that an act takes: it runs in one thread, and others may run beside it."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return round(statistics.median(taken), 3)


def measure(rows: int, rounds: int) -> dict[str, float]:
    """Return seconds and MB by what was done."""
    filled = {"value": "1234.5", "status": "P", "public_by": "2024-10-06", "note": "đã đối chiếu"}
    template = make_template(*(make_line(f"indicator_{number}", filled=filled) for number in range(rows)))
    data = write_template(template, ".xlsx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sheet = read_sheet(data, "t", language="vi")
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    found: dict[str, float] = {"peak of reading, MB": round(taken / 1024)}
    for form in FORMS:
        data = write_template(template, form)
        sheet = read_sheet(data, "t", language="vi")
        checked = check_against(sheet, template)
        assert (len(checked.filled), errors(checked)) == (rows, [])
        found[f"{form} write, s"] = median_s(lambda form=form: write_template(template, form), rounds)
        found[f"{form} read, s"] = median_s(lambda data=data: read_sheet(data, "t", language="vi"), rounds)
        found[f"{form} match, s"] = median_s(lambda sheet=sheet: check_against(sheet, template), rounds)
    data = write_template(template, ".xlsx")
    found["calamine alone, s"] = median_s(
        lambda: load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(), rounds
    )
    bomb = with_part(fill(make_template(), {}), SHEET, bytes(100 * MB))
    found["a bomb refused, s"] = median_s(lambda: read_sheet(bomb, "t", language="vi"), rounds)
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    found = measure(asked.rows, asked.rounds)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    RESULTS.write_text(json.dumps({"machine": machine, "rows": asked.rows, **found}, indent=2) + "\n")
    for name, value in found.items():
        print(f"{name:30} {value}")


if __name__ == "__main__":
    main()
