"""The results as Markdown: the verdicts first, then the tables they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.odds.demands import GAINS, distances, ends, left, place, verdicts
from benchmarks.odds.peers import DRIFT, MODELS
from benchmarks.odds.scores import CROSS, OWN


def told(content: dict[str, Any]) -> str:
    """Return all results as Markdown."""
    lines = ["# The odds against their peers", "", *_verdicts(content)]
    for half, rows in content.get("halves", {}).items():
        lines += [f"## Half of the series: {half}", "", *_coverage(rows["coverage"]), *_crps(rows["crps"])]
        lines += ["### Medians at the published origin", "", *_accuracy(rows["accuracy"])]
    if "all" in content:
        lines += ["## All series: medians at the published origin", "", *_accuracy(content["all"])]
    if "simulated" in content:
        for design, rows in content["simulated"]["designs"].items():
            lines += _simulated(design, rows)
    if "speed" in content:
        lines += _speed(content["speed"])
    return "\n".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a table."""
    for each in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(each)} |"
    yield ""


def _verdicts(content: dict[str, Any]) -> Iterator[str]:
    rows = [
        (each.demand, each.of, each.asked, "met" if each.met else "**not met**", each.measured)
        for each in verdicts(content)
    ]
    yield from table(("demand", "series", "asked", "verdict", "measured"), rows)


def _coverage(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield "### Coverage by horizon, mean over five origins, percent"
    yield ""
    yield "Spread: standard deviation between origins, mean over horizons, and the extremes of any origin."
    yield f"Failed, and scored as {DRIFT}: forecasts of all origins."
    yield ""
    head = ["set", "series"]
    for band in ("80", "95"):
        head += [f"own {band} %", "spread", "distance", "closest peer's", "other peers'"]
    body = [[place(row), _count(row), *_band(row, "80"), *_band(row, "95"), _failed(row)] for row in rows]
    yield from table([*head, "failed"], body)


def _failed(row: dict[str, Any]) -> str:
    some = [f"{model} {count:,} of {sum(row['series']):,}" for model, count in row["failed"].items() if count]
    return ", ".join(some) or "-"


def _count(row: dict[str, Any]) -> str:
    out = row["left_out"]
    return f"{_range(row['series'])} (left out {_range(out)})" if any(out) else _range(row["series"])


def _range(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low}-{high}"


def _band(row: dict[str, Any], band: str) -> list[str]:
    own, best, name = distances(row, band)
    ours = row["bands"][band][OWN]
    spread = sum(ours["spread"]) / len(ours["spread"])
    return [
        " ".join(f"{each:.1f}" for each in ours["mean"]),
        f"{spread:.1f}; {min(ours['least']):.0f} to {max(ours['most']):.0f}",
        f"{own:.1f}",
        f"{best:.1f} {name}",
        ", ".join(
            f"{model} {row['bands'][band][model]['distance']:.1f}" for model in MODELS if model != name
        ),
    ]


def _crps(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield "### CRPS in mean absolute steps"
    yield ""
    body = []
    for row in rows:
        if row["method"] != OWN:
            continue
        key = ("set", "values", "at")
        cross = next(
            each for each in rows if each["method"] == CROSS and all(each[name] == row[name] for name in key)
        )
        body.append(
            [
                place(row),
                row["at"],
                f"{row['crps'][OWN]:.3f}",
                *(f"{row['crps'][model]:.3f}" for model in MODELS),
                f"{row['gain']:+.1f} % ({GAINS[row['values']]:.0f})",
                f"{row['difference']:+.3f} {ends(row['low'], row['high'])}",
                f"{cross['crps'][CROSS]:.3f}",
                f"{cross['gain']:+.1f} %",
                f"{cross['difference']:+.3f} {ends(cross['low'], cross['high'])}",
            ]
        )
    head = (
        "set",
        "origin",
        "own",
        *MODELS,
        "gain (asked)",
        "own less best peer",
        "prior of other set",
        "gain",
    )
    yield from table((*head, "less best peer"), body)


def _accuracy(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    names = (OWN, *MODELS)
    body = [
        [place(row), str(row["series"][0])]
        + [f"{row['methods'][name]['smape']:.2f} / {row['methods'][name]['mase']:.3f}" for name in names]
        for row in rows
    ]
    yield from table(("set", "series", *(f"{name}, sMAPE / MASE" for name in names)), body)


def _simulated(design: str, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"## Simulated series, {design} targets: Brier score / coverage of the 80 % band"
    yield ""
    yield "In brackets: ours on the same series, where a judge was asked about the first of them only, and failures."
    yield ""
    names = list(rows[-1]["judges"])
    body = [[name, *(_judge(row["judges"].get(name), row) for row in rows)] for name in names]
    yield from table(("judge", *(left(row) for row in rows)), body)


def _judge(told: dict[str, Any] | None, row: dict[str, Any]) -> str:
    if told is None:
        return "-"
    words = f"{told['brier']:.4f}"
    if told["coverage_80"] is not None:
        words += f" / {told['coverage_80']:.0f}"
    notes = []
    if told["series"] < row["judges"][OWN]["series"]:
        notes.append(f"own {told['own_brier']:.4f} on {told['series']:,}")
    if told["failed"]:
        notes.append(f"{told['failed']:,} failed")
    return f"{words} ({', '.join(notes)})" if notes else words


def _speed(content: dict[str, Any]) -> Iterator[str]:
    yield "## Speed against AutoARIMA, medians, one thread"
    yield ""
    columns = ("own_ms", "arima_ms", "ratio", "own_in_turn_ms", "arima_in_turn_ms", "ratio_in_turn")
    body = [
        [
            place(row),
            str(row["series"]),
            *(f"{row[name]:.{0 if 'ratio' in name else 2}f}" for name in columns),
        ]
        for row in content["arima"]
    ]
    head = ("own, ms", "AutoARIMA, ms", "ratio", "in turn: own, ms", "AutoARIMA, ms", "ratio")
    yield from table(("set", "series", *head), body)
