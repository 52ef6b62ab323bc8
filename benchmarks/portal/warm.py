"""
Pages that were asked for before, beside a bare view of Django under the same settings.

    python benchmarks/portal/warm.py [--requests 2000] [--rounds 5]

One process, its server, one connection that stays open, gzip taken as browsers take it. The bare view answers two bytes;
both go through the same middleware. Rounds alternate, so that a slow moment strikes both; the best round of each counts.
Results are written to benchmarks/results/portal_warm.json.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from tests.make.postgresql import free_port

RESULTS = Path(__file__).parents[1] / "results/portal_warm.json"
DAY = "as_of=2024-11-14"
PAGES = {
    "bare view": "/bare/",
    "overview": "/en/",
    "overview, archived": f"/en/?{DAY}&rev=1",
    "target": "/en/targets/PLAN-2024-grdp",
    "value and odds": "/en/odds/budget_revenue_total?by=2030",
    "workbook": "/en/review.xlsx",
    "picture": "/en/odds/budget_revenue_total.png?by=2030",
}
HEADERS = {"Host": "127.0.0.1", "Accept-Encoding": "gzip, deflate, br"}
_SERVER = """
import sys
from waitress import serve
from haidang.portal.config.wsgi import application
from django.http import HttpResponse
from django.urls import path
from haidang.portal.config import urls
urls.urlpatterns.append(path("bare/", lambda request: HttpResponse(b"ok")))
serve(application, host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)
"""


@contextmanager
def portal(folder: str) -> Iterator[int]:
    """Serve the bundled pack and the bare view from one process; yields its port."""
    environment = {**os.environ, "HAIDANG_DATA": folder, "DATABASE_URL": "", "HAIDANG_HOSTS": "127.0.0.1"}
    load = [sys.executable, "-m", "haidang", "portal", "load", "haiphong"]
    subprocess.run(load, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", _SERVER, str(port)], env=environment)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                measure(port, PAGES["bare view"], 1)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def measure(port: int, path: str, requests: int) -> float:
    """Return how many requests a second are answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    for _ in range(requests):
        connection.request("GET", path, headers=HEADERS)
        response = connection.getresponse()
        response.read()
        if response.status != http.HTTPStatus.OK:
            sys.exit(f"{path}: {response.status}")
    taken = time.perf_counter() - start
    connection.close()
    return requests / taken


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    best = dict.fromkeys(PAGES, 0.0)
    with tempfile.TemporaryDirectory() as folder, portal(folder) as port:
        for path in PAGES.values():
            measure(port, path, 1)  # made now, kept from here on
        for _ in range(options.rounds):
            for name, path in PAGES.items():
                best[name] = max(best[name], measure(port, path, options.requests // options.rounds))
    rows = [
        {"page": name, "per_second": round(rate), "share_of_bare": round(rate / best["bare view"], 2)}
        for name, rate in best.items()
    ]
    for row in rows:
        print("{page:20} {per_second:6} a second  {share_of_bare:5.2f} of the bare view".format(**row))
    content = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "django": version("django"),
        "requests": options.requests,
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
