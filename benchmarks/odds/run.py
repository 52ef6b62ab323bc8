"""
The odds against their peers, on series whose outcome is known.

    python benchmarks/odds/run.py DATA [--part 1 2 3 4 5] [--half fixed held-out] [--only m3] [--cache DIR]

DATA holds M3_long.parquet and tourism_long.parquet. Prints the demands and tables as Markdown and writes them as JSON;
parts that are run alone replace their share of that file. See README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks/results/odds.json"
PARTS = (1, 2, 3, 4, 5)
_BACKTEST = {1, 2, 3}
_DIGITS = 5
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "POLARS_MAX_THREADS",
)


def main() -> None:
    """Measure, print and write."""
    asked = _arguments()
    # before numpy loads
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    sys.path.insert(0, str(ROOT))
    from benchmarks.odds.demands import verdicts
    from benchmarks.odds.report import told
    from haidang.core.forecast.options import Options

    options = Options()
    seed = options.seed if asked.seed is None else asked.seed
    head = _head(asdict(options), seed)
    content = {**_earlier(asked.out, head), **head}
    _measure(asked, content, options, seed)
    content["verdicts"] = [each._asdict() for each in verdicts(content)]
    if not (asked.only or asked.no_write):
        asked.out.parent.mkdir(exist_ok=True)
        asked.out.write_text(_json(content), encoding="utf-8")
    print(told(content))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the two Parquet files")
    parser.add_argument(
        "--part",
        type=int,
        nargs="+",
        choices=PARTS,
        default=PARTS,
        help="demands to measure; 1 and 2 come together",
    )
    parser.add_argument(
        "--half",
        nargs="+",
        choices=("fixed", "held-out"),
        help="of the series; demand 3 is of all and needs both",
    )
    parser.add_argument(
        "--only", nargs="+", choices=("m3", "tourism"), help="a look at one set; writes nothing"
    )
    parser.add_argument("--cache", type=Path, help="folder that keeps the peers' answers")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--simulated", type=int, default=10_000, help="series of demand 4")
    parser.add_argument(
        "--first", type=int, default=1000, help="of them for AutoARIMA, AutoETS and AutoTheta"
    )
    parser.add_argument("--seed", type=int, help="instead of that of the method")
    return parser.parse_args()


def _measure(asked: argparse.Namespace, content: dict[str, Any], options: Any, seed: int) -> None:
    from benchmarks.odds import backtest, peers, simulated, speed
    from benchmarks.odds.series import COLLECTIONS, load

    parts = set(asked.part)
    series = {key: load(asked.data, key) for key in COLLECTIONS}
    runs = content.setdefault("runs", {})
    if parts & _BACKTEST:
        start, cache = time.perf_counter(), peers.Cache(asked.cache)
        setting = backtest.Setting(series, cache, options, seed, tuple(asked.only or COLLECTIONS))
        if parts & {1, 2}:
            halves = content.setdefault("halves", {})
            halves.update(
                {half: backtest.backtest(setting, half) for half in asked.half or ("fixed", "held-out")}
            )
        if 3 in parts and not asked.half:
            content["all"] = backtest.published(setting)
        runs["back-test"] = {**_run(start), "peers": cache.counts}
    if 4 in parts:
        start, cache = time.perf_counter(), peers.Cache(asked.cache)
        content["simulated"] = {
            "series": asked.simulated,
            "first": asked.first,
            "designs": {
                design: simulated.run(design, asked.simulated, asked.first, cache, seed, options)
                for design in simulated.DESIGNS
            },
        }
        runs["simulated"] = {**_run(start), "peers": cache.counts}
    if 5 in parts:
        start = time.perf_counter()
        content["speed"] = {
            "arima": speed.against_arima(series, seed, options),
            "targets": speed.many_targets(seed, options),
            "paths": speed.many_paths(seed, options),
        }
        runs["speed"] = _run(start)


def _run(start: float) -> dict[str, Any]:
    return {"date": time.strftime("%Y-%m-%d"), "seconds": round(time.perf_counter() - start)}


def _head(options: dict[str, Any], seed: int) -> dict[str, Any]:
    import haidang
    from haidang.core.forecast.options import METHOD

    return {
        "method": METHOD,
        "options": options,
        "seed": seed,
        "machine": f"{platform.machine()}, {_processor()}, {os.cpu_count()} processors, one thread used",
        "versions": {
            "python": platform.python_version(),
            "haidang": haidang.__version__,
            **{name: version(name) for name in ("numpy", "numba", "polars", "statsforecast")},
        },
    }


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor()


def _earlier(path: Path, head: dict[str, Any]) -> dict[str, Any]:
    """Return the earlier results, unless they are of another method, seed, machine or version."""
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    same = json.loads(_json(head))
    return content if all(content.get(name) == each for name, each in same.items()) else {}


def _json(content: dict[str, Any]) -> str:
    text = json.dumps(_rounded(content), indent=2, ensure_ascii=False)
    # lists of numbers stay on one line
    return re.sub(r"\[[^\[\]{}\"]*\]", lambda found: " ".join(found[0].split()), text) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {str(name): _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


if __name__ == "__main__":
    main()
