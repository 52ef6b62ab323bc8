"""
Pages that nobody has asked for yet, with a hundred thousand and with a million figures in the database.

    python benchmarks/portal/uncached.py [--requests 60] [--sizes 100000 1000000] [--databases sqlite postgresql]

The bundled pack with as many further figures in other series, loaded as a user would; pages over HTTP from one process,
each as of a day of its own, so that nothing is cached. Pages of both databases and of both sizes must be the same but
for the hash and what lists the further series. Results are written to benchmarks/results/portal_uncached.json.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

from benchmarks.large_pack import observations
from haidang.files.packs import copy_folder, find_folder
from tests.make.postgresql import free_port, serve_postgresql, url_of

RESULTS = Path(__file__).parents[1] / "results/portal_uncached.json"
HAIDANG = [sys.executable, "-m", "haidang"]
AREAS, YEARS = 200, 10
LAST_DAY = date(2024, 11, 14)
PAGES = {
    "overview": ["/en/"],
    "target": ["/en/targets/PLAN-2024-grdp", "/en/targets/XVI-20", "/en/targets/PLAN-2024-fdi"],
    "indicator": ["/en/indicators/grdp_growth", "/en/indicators/fdi", "/en/indicators/iip_growth"],
    "indicator of 200 areas": ["/en/indicators/indicator_000?area=area_000"],
}
_SERVER = (
    "import sys\n"
    "from waitress import serve\n"
    "from haidang.portal.config.wsgi import application\n"
    "serve(application, host='127.0.0.1', port=int(sys.argv[1]), threads=4, _quiet=True)\n"
)
_HASH = re.compile(rb"[0-9a-f]{64}")


def append(folder: Path, table: str, rows: Iterator[dict[str, str]] | list[dict[str, str]]) -> None:
    """Append rows to a table of a pack."""
    file = folder / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as held:
        columns = next(csv.reader(held))
    with file.open("a", encoding="utf-8", newline="") as held:
        writer = csv.DictWriter(held, columns, restval="", lineterminator="\n")
        writer.writerows(rows)


def make_pack(folder: Path, figures: int) -> None:
    """Write the bundled pack with further series: as many indicators of 200 areas and 10 years as are needed."""
    copy_folder(find_folder("haiphong"), folder)
    indicators = -(-figures // (AREAS * YEARS))
    append(
        folder,
        "areas",
        [{"area_id": f"area_{n:03d}", "level": "commune", "name_vi": f"Khu {n}"} for n in range(AREAS)],
    )
    append(folder, "bodies", [{"body_id": "statistics", "name_vi": "Thống kê", "kind": "statistics"}])
    years = range(2014, 2014 + YEARS)
    append(
        folder,
        "sources",
        [{"source_id": f"source_{n}", "title": f"Niên giám {n}", "tier": "1"} for n in years],
    )
    shared = {
        "unit": "VND bn",
        "measure": "level",
        "direction": "up",
        "lower": "0",
        "over_time": "sum",
        "over_areas": "sum",
        "preferred_producer_id": "statistics",
    }
    append(
        folder,
        "indicators",
        [
            {"indicator_id": f"indicator_{n:03d}", "name_vi": f"Chỉ số {n}", **shared}
            for n in range(indicators)
        ],
    )
    append(folder, "observations", observations(indicators, AREAS, YEARS, seed=1))


@contextmanager
def portal(environment: dict[str, str]) -> Iterator[int]:
    """Serve the portal from one process; yields its port."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", _SERVER, str(port)], env=environment)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                fetch(port, "/en/areas/haiphong")  # what is loaded once a process is loaded now
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def fetch(port: int, path: str) -> tuple[bytes, float]:
    """Return a page and the seconds it took."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path, headers={"Host": "127.0.0.1"})  # it stands in the citation
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        sys.exit(f"{path}: {response.status}")
    return body, time.perf_counter() - start


def measure(port: int, requests: int) -> tuple[dict[str, list[float]], dict[str, bytes]]:
    """Return the seconds of each kind of page, and one page of each kind without its hashes."""
    taken: dict[str, list[float]] = {}
    seen: dict[str, bytes] = {}
    for kind, paths in PAGES.items():
        for number in range(-2, requests):  # two to warm up
            path = paths[number % len(paths)]
            day = LAST_DAY - timedelta(days=number + 2)
            body, seconds = fetch(port, f"{path}{'&' if '?' in path else '?'}as_of={day}")
            if number >= 0:
                taken.setdefault(kind, []).append(seconds)
            seen[kind] = _HASH.sub(b"", body)
    return taken, seen


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    rows, pages = [], {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            pack = Path(scratch) / "pack"
            make_pack(pack, size)
            for database in options.databases:
                port = free_port()
                is_sqlite = database == "sqlite"
                with nullcontext() if is_sqlite else serve_postgresql(port):
                    environment = {
                        **os.environ,
                        "HAIDANG_DATA": f"{scratch}/{database}",
                        "DATABASE_URL": "" if is_sqlite else url_of(port),
                        "HAIDANG_HOSTS": "127.0.0.1",
                    }
                    Path(environment["HAIDANG_DATA"]).mkdir()
                    start = time.perf_counter()
                    subprocess.run(
                        [*HAIDANG, "portal", "load", str(pack)],
                        env=environment,
                        check=True,
                        stdout=subprocess.DEVNULL,
                    )
                    loaded = time.perf_counter() - start
                    with portal(environment) as place:
                        taken, pages[size, database] = measure(place, options.requests)
                for kind, seconds in taken.items():
                    row = {
                        "figures": size,
                        "database": database,
                        "page": kind,
                        "p50_ms": round(1000 * statistics.median(seconds), 1),
                        "p95_ms": round(1000 * statistics.quantiles(seconds, n=20)[-1], 1),
                        "load_s": round(loaded, 1),
                    }
                    rows.append(row)
                    print(
                        "{figures:>9,} {database:10} {page:24} p50 {p50_ms:6.1f} ms  p95 {p95_ms:6.1f} ms".format(
                            **row
                        )
                    )
    for kind in PAGES:
        for size in options.sizes:
            if len({pages[size, database][kind] for database in options.databases}) > 1:
                sys.exit(f"the {kind} page differs between the databases")
    content = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "django": version("django"),
        "requests": options.requests,
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
