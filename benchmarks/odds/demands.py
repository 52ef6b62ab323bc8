"""
The demands made of the odds, each held against what was measured.

A demand is met when the unrounded figure meets it everywhere it is asked; there is no allowance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks.odds.peers import MODELS
from benchmarks.odds.scores import CROSS, OWN
from benchmarks.odds.series import COLLECTIONS, WHOLE
from benchmarks.odds.simulated import LARGE, SMALL

LIMITS = {"80": (77.0, 87.0), "95": (92.0, 98.0)}
GAINS = {5: 10.0, 6: 10.0, 8: 6.0, 10: 3.0, WHOLE: 0.0}  # percent against the best peer
CROSS_VALUES = (5, 6, 8)
ACCURACY = {"m3": {"smape": 16.0, "mase": 2.68}, "tourism": {"mase": 2.70}}
_NAMES = {"smape": "sMAPE", "mase": "MASE"}
RATIO, TARGETS_S, PATHS_S = 100.0, 15.0, 1.0


class Verdict(NamedTuple):
    """Whether a demand is met, and the figure it rests on."""

    demand: str
    of: str
    asked: str
    met: bool
    measured: str


def verdicts(content: dict[str, Any]) -> list[Verdict]:
    """Return the verdicts on all that was measured."""
    found: list[Verdict] = []
    for half, rows in content.get("halves", {}).items():
        found += [*_coverage(half, rows["coverage"]), *_crps(half, rows["crps"])]
    for row in content.get("all", []):
        found += _accuracy(row)
    for design, rows in content.get("simulated", {}).get("designs", {}).items():
        found += [_simulated(design, row) for row in rows]
    if "speed" in content:
        found += _speed(content["speed"])
    return sorted(found, key=lambda each: each.demand[0])


def place(row: dict[str, Any]) -> str:
    """Return the words for a set and a cut."""
    kept = f"{row['values']} values" if row["values"] else "whole"
    return f"{COLLECTIONS[row['set']].name if row['set'] in COLLECTIONS else row['set']}, {kept}"


def _coverage(half: str, rows: Sequence[dict[str, Any]]) -> Iterator[Verdict]:
    for band, (low, high) in LIMITS.items():
        cells = [
            (value, f"{place(row)}, horizon {ahead}")
            for row in rows
            for ahead, value in enumerate(row["bands"][band][OWN]["mean"], 1)
        ]
        outside = sum(not low <= value <= high for value, _ in cells)
        (least, at_least), (most, at_most) = min(cells), max(cells)
        yield Verdict(
            "1 coverage",
            half,
            f"{band} % band within {low:.0f} to {high:.0f} at every horizon",
            outside == 0,
            f"{len(cells) - outside} of {len(cells)} within; least {least:.2f} ({at_least}), most {most:.2f} ({at_most})",
        )
    for band in LIMITS:
        pairs = [(row, *distances(row, band)) for row in rows]
        lost = [
            f"{place(row)}: {own:.1f} against {best:.1f} of {name}"
            for row, own, best, name in pairs
            if own >= best
        ]
        yield Verdict(
            "1 coverage",
            half,
            f"{band} % band: mean distance from nominal smaller than every peer's",
            not lost,
            f"{len(pairs) - len(lost)} of {len(pairs)} smaller; greatest {max(own for _, own, *_ in pairs):.1f} points"
            + "".join(f"; {each}" for each in lost),
        )


def left(row: dict[str, Any]) -> str:
    """Return the words for the years left."""
    return f"{row['left']} year{'s' if row['left'] > 1 else ''} left"


def distances(row: dict[str, Any], band: str) -> tuple[float, float, str]:
    """Return the distance from nominal of ours and of the closest peer, with its name."""
    told = row["bands"][band]
    best = min(MODELS, key=lambda name: told[name]["distance"])
    return told[OWN]["distance"], told[best]["distance"], best


def _crps(half: str, rows: Sequence[dict[str, Any]]) -> Iterator[Verdict]:
    for at in ("published", "rolling"):
        for values, gain in GAINS.items():
            some = [row for row in rows if (row["at"], row["method"], row["values"]) == (at, OWN, values)]
            kept = f"{values} values" if values else "whole histories"
            asked = f"CRPS at least {gain:.0f} % below the best peer" if gain else "CRPS below the best peer"
            is_met = all(row["gain"] >= gain and row["gain"] > 0 for row in some)
            yield Verdict("2 CRPS", f"{half}, {at}", f"{kept}: {asked}", is_met, "; ".join(map(_gain, some)))
    for at in ("published", "rolling"):
        some = [
            row for row in rows if (row["at"], row["method"]) == (at, CROSS) and row["values"] in CROSS_VALUES
        ]
        yield Verdict(
            "2 CRPS",
            f"{half}, {at}",
            "prior of the other set: below every peer at 5, 6 and 8 values",
            all(row["gain"] > 0 for row in some),
            "; ".join(f"{place(row)} {row['gain']:+.1f} %" for row in some),
        )


def _gain(row: dict[str, Any]) -> str:
    return f"{COLLECTIONS[row['set']].name} {row['gain']:+.1f} % ({row['difference']:+.3f} {ends(row['low'], row['high'])})"


def ends(low: float | None, high: float | None) -> str:
    """Return the words for an interval."""
    return "[not known]" if low is None or high is None else f"[{low:+.3f} {high:+.3f}]"


def _accuracy(row: dict[str, Any]) -> Iterator[Verdict]:
    for measure, limit in ACCURACY[row["set"]].items():
        value = row["methods"][OWN][measure]
        best = min(MODELS, key=lambda name: row["methods"][name][measure])
        yield Verdict(
            "3 medians",
            "all, published",
            f"{COLLECTIONS[row['set']].name}: {_NAMES[measure]} <= {limit:.2f}",
            value <= limit,
            f"{value:.3f}; best peer {row['methods'][best][measure]:.3f} ({best})",
        )


def _simulated(design: str, row: dict[str, Any]) -> Verdict:
    others = {name: each for name, each in row["judges"].items() if name not in (OWN, LARGE, SMALL)}
    # on the series that a judge was asked about
    lead = {name: each["brier"] - each["own_brier"] for name, each in others.items()}
    nearest = min(lead, key=lead.__getitem__)
    low, high = others[nearest]["own_less_it"]
    return Verdict(
        "4 simulated",
        f"{design} targets, {left(row)}",
        "Brier score better than every library and rule",
        lead[nearest] > 0,
        f"{row['judges'][OWN]['brier']:.4f}; nearest {nearest}: {others[nearest]['brier']:.4f} against "
        f"{others[nearest]['own_brier']:.4f} on the same {others[nearest]['series']:,} ({-lead[nearest]:+.4f} [{low:+.4f} {high:+.4f}])",
    )


def _speed(content: dict[str, Any]) -> Iterator[Verdict]:
    for way, suffix in (("each over all series at a stretch", ""), ("in turn, series by series", "_in_turn")):
        *others, head = content["arima"]
        ratios = "; ".join(f"{place(row)} {row['ratio' + suffix]:.0f}" for row in others)
        yield Verdict(
            "5 speed",
            "one thread",
            f"at least {RATIO:.0f} times AutoARIMA at 1,000 paths, with quantiles: {way}",
            head["ratio" + suffix] >= RATIO,
            f"{head['ratio' + suffix]:.0f} times ({head[f'own{suffix}_ms']:.2f} ms against {head[f'arima{suffix}_ms']:.1f}, "
            f"medians of all whole histories); {ratios}",
        )
    seconds = content["targets"]["odds_s"]
    yield Verdict(
        "5 speed",
        "one thread",
        f"10,000 targets at 1,000 paths under {TARGETS_S:.0f} s",
        seconds < TARGETS_S,
        f"{seconds:.2f} s, and {content['targets']['pool_s']:.2f} s to learn one pool of all 10,000",
    )
    seconds = content["paths"]["median_s"]
    yield Verdict(
        "5 speed",
        "one thread",
        f"10,000 paths of 50 indicators over 6 years under {PATHS_S:.0f} s, warm",
        seconds < PATHS_S,
        f"{seconds:.2f} s",
    )
