"""
Whole processes against polars alone, turn by turn in one run, results checked.

    python benchmarks/bench_large_pack.py [--rounds 5] [--indicators 500] [--areas 200] [--years 10] [--targets 10000]

Prints median seconds, ratio and peak memory, and writes them to benchmarks/results/large_pack.json. Times are those
of this machine on this day; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

# this process stays small: a child's peak memory counts from that of its parent
MAKER = Path(__file__).parent / "large_pack.py"
RESULTS = Path(__file__).parent / "results/large_pack.json"
HAIDANG = [sys.executable, "-m", "haidang"]
_MB = 1024


@dataclass
class Runs:
    """Seconds and peak memory of one command over several runs."""

    command: Sequence[str]
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0

    def once(self, *, counted: bool = True) -> None:
        """Run the command once."""
        start = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"failed: {' '.join(self.command)}")
        if counted:
            self.seconds.append(time.perf_counter() - start)
            self.peak_mb = max(self.peak_mb, usage.ru_maxrss / _MB)

    @property
    def median_s(self) -> float:
        """Median seconds."""
        return statistics.median(self.seconds)


def compare(runs: dict[str, Runs], rounds: int) -> None:
    """Run all commands in turn: once to warm up, then `rounds` times."""
    for number in range(rounds + 1):
        for each in runs.values():
            each.once(counted=number > 0)


def naive_record(folder: Path) -> tuple[int, int]:
    """Return how many earlier promises are decided and kept, by the slow obvious way."""
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        values = {
            (row["indicator_id"], row["period"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["area_id"] == "area_000"
        }
    decided = kept = 0
    with (folder / "targets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = values.get((row["indicator_id"], row["period"]))
            if row["document_id"] != "document_00" and value is not None:
                decided += 1
                kept += value >= float(row["low"])
    return decided, kept


def check_result(folder: Path) -> None:
    """Hold the review's record against the naive one."""
    done = subprocess.run(
        [*HAIDANG, "review", str(folder), "--without-odds", "--format", "json"],
        capture_output=True,
        check=True,
    )
    sums = json.loads(done.stdout)["sums"]
    seen, expected = (sums["record_decided"], sums["record_kept"]), naive_record(folder)
    if seen != expected:
        sys.exit(f"the review counts {seen}, the naive way {expected}")
    print(f"checked: {expected[0]} earlier promises decided, {expected[1]} kept, by both ways")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--indicators", type=int, default=500)
    parser.add_argument("--areas", type=int, default=200)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--targets", type=int, default=10_000)
    options = parser.parse_args()
    small = {
        "import polars": Runs([sys.executable, "-c", "import polars"]),
        "bundled pack, without odds": Runs([*HAIDANG, "review", "--without-odds"]),
        "bundled pack, recorded odds": Runs([*HAIDANG, "review"]),
        "bundled pack, odds computed": Runs([*HAIDANG, "review", "--as-of", "2024-11-13"]),
        "haidang --help": Runs([*HAIDANG, "--help"]),
    }
    compare(small, options.rounds)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "large"
        sizes = [f"--{name}={getattr(options, name)}" for name in ("indicators", "areas", "years", "targets")]
        subprocess.run([sys.executable, str(MAKER), str(folder), *sizes], check=True)
        file = folder / "observations.csv"
        file_mb = file.stat().st_size / _MB / _MB
        check_result(folder)
        large = {
            "polars reads the figures": Runs(
                [sys.executable, "-c", f"import polars; polars.read_csv({str(file)!r})"]
            ),
            "haidang pack check": Runs([*HAIDANG, "pack", "check", str(folder)]),
            "haidang review, without odds": Runs([*HAIDANG, "review", str(folder), "--without-odds"]),
            "haidang review, odds computed": Runs([*HAIDANG, "review", str(folder)]),
        }
        compare(large, options.rounds)
    rows = [*_rows(large, file_mb), *_rows(small, None)]
    for row in rows:
        memory = f", {row['peak_to_file']} x the file" if row["peak_to_file"] else ""
        print(
            f"{row['command']:36} {row['median_s']:6.2f} s  ratio {row['ratio']:5.2f}  peak {row['peak_mb']:4.0f} MB{memory}"
        )
    RESULTS.parent.mkdir(exist_ok=True)
    content = {
        "figures": options.indicators * options.areas * options.years,
        "targets": options.targets,
        "file_mb": round(file_mb, 1),
        "rounds": options.rounds,
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "versions": {
            "python": platform.python_version(),
            "haidang": version("haidang"),
            "polars": version("polars"),
        },
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _rows(runs: dict[str, Runs], file_mb: float | None) -> list[dict[str, object]]:
    base = next(iter(runs.values())).median_s
    return [
        {
            "command": name,
            "median_s": round(each.median_s, 3),
            "ratio": round(each.median_s / base, 2),
            "peak_mb": round(each.peak_mb),
            "peak_to_file": round(each.peak_mb / file_mb, 2) if file_mb else None,
        }
        for name, each in runs.items()
    ]


if __name__ == "__main__":
    main()
