"""
The audit: recording, sealing, computing the chain anew.

    python benchmarks/portal/audit.py [--recorded 20000] [--sealed 100000] [--verified 1000000] [--databases sqlite postgresql]

Each database in a process of its own: as many rows recorded in one transaction as an upload has, then so many sealed at
once, then the whole chain verified with a head. The memory is the most that the process took while it verified, over
what it took before. Results are written to benchmarks/results/portal_audit.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path

from tests.make.postgresql import free_port, serve_postgresql, url_of

RESULTS = Path(__file__).parents[1] / "results/portal_audit.json"
AT_ONCE = 20_000


def measure(recorded: int, sealed: int, verified: int) -> dict[str, float]:
    """Return seconds, and MB."""
    from haidang.portal.registry.opening import open_portal

    open_portal(with_tables=True)
    from django.db import connection, transaction
    from django.utils import timezone

    from haidang.portal.audit.models import Seal
    from haidang.portal.audit.recording import Actor, Write, record
    from haidang.portal.audit.sealing import ROWS_AT_ONCE, seal
    from haidang.portal.audit.verifying import verify

    by = Actor("a-0123456789abcdef01", "editor", "city_statistics", b"k" * 32)

    def write(count: int) -> float:
        """Record rows as an upload does: values of some fields, one text in own words each."""
        fields = {"state": "entered", "period": "2025", "value": "11.3", "unit": "%", "note": None}
        writes = [
            Write("entry.submit", "entries", f"{number:032x}", fields, {"remark": "vì sao"})
            for number in range(count)
        ]
        start = time.perf_counter()
        with transaction.atomic():
            record(writes, by=by, now=timezone.now())
        return time.perf_counter() - start

    def close() -> float:
        start = time.perf_counter()
        seal(now=timezone.now())
        return time.perf_counter() - start

    record_s = write(recorded)
    close()
    for _ in range(0, sealed, AT_ONCE):
        write(min(AT_ONCE, sealed))
    seal_s = close()
    for _ in range(0, verified - recorded - sealed, AT_ONCE):
        write(AT_ONCE)
        close()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    head = Seal.objects.order_by("number").values_list("sha256", flat=True).first() or ""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = verify(head)
    verify_s = time.perf_counter() - start
    if found.flaw is not None or found.rows != max(verified, recorded + sealed):
        sys.exit(f"{found}")
    return {
        "rows_a_seal": ROWS_AT_ONCE,
        "record_s": round(record_s, 2),
        "seal_s": round(seal_s, 2),
        "one_seal_s": round(seal_s * ROWS_AT_ONCE / sealed, 2),
        "verify_s": round(verify_s, 1),
        "verify_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1),
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recorded", type=int, default=20_000)
    parser.add_argument("--sealed", type=int, default=100_000)
    parser.add_argument("--verified", type=int, default=1_000_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = {name: getattr(options, name) for name in ("recorded", "sealed", "verified")}
    if options.one:
        print(json.dumps(measure(**sizes)))
        return
    rows = []
    for database in options.databases:
        port, is_sqlite = free_port(), database == "sqlite"
        with tempfile.TemporaryDirectory() as folder, nullcontext() if is_sqlite else serve_postgresql(port):
            environment = {
                **os.environ,
                "HAIDANG_DATA": folder,
                "DATABASE_URL": "" if is_sqlite else url_of(port),
            }
            words = [f"--{name}={count}" for name, count in sizes.items()]
            command = [sys.executable, __file__, "--one", *words]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        row = {"database": database, **sizes, **json.loads(done.stdout)}
        rows.append(row)
        print(
            "{database:10} record {recorded:,}: {record_s} s; seal {sealed:,}: {seal_s} s, {one_seal_s} s each; "
            "verify {verified:,}: {verify_s} s, {verify_mb} MB".format(**row)
        )
    content = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "django": version("django"),
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
