"""
The peers: forecasts of statsforecast, one series at a time, kept on disk so that a run can be resumed.

Decides how they are called. A peer that raises or gives numbers that are not finite has failed there; who steps in
for it is decided by `with_fallback`.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.odds.scores import LEVELS, MEDIAN
from benchmarks.odds.series import Batch, Floats

DRIFT = "RandomWalkWithDrift"
MODELS = ("AutoARIMA", "AutoETS", "AutoTheta", DRIFT)
# confidence in percent of the central ranges whose ends are the quantiles, widest first
_RANGES = [round(100 - 200 * float(level)) for level in LEVELS[:MEDIAN]]


class Answers(NamedTuple):
    """
    What one peer says of N series.

    Attributes
    ----------
    quantiles
        (N, H, Q); NaN where it failed.
    seconds
        (N,), of the call with all ranges.
    """

    quantiles: Floats
    seconds: Floats

    @property
    def failed(self) -> NDArray[np.bool_]:
        """(N,), where it raised or gave numbers that are not finite."""
        return np.isnan(self.quantiles[:, 0, 0])


def ask(model: str, past: Floats, horizon: int) -> Floats:
    """Return the quantiles (H, Q) a peer gives for one series, the middle one its point forecast; NaN when it fails."""
    asked = _model(model)
    failed = np.full((horizon, len(LEVELS)), np.nan)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            told = asked.forecast(y=past, h=horizon, level=_RANGES[::-1])
        except Exception:  # noqa: BLE001  it raises whatever its parts raise; the failure is counted
            return failed
    columns = [
        *(told[f"lo-{each}"] for each in _RANGES),
        told["mean"],
        *(told[f"hi-{each}"] for each in _RANGES[::-1]),
    ]
    quantiles = np.array([np.asarray(each, dtype=np.float64) for each in columns]).T
    return quantiles if np.isfinite(quantiles).all() else failed


def _model(name: str) -> Any:
    # the tables and the tests know the peers by name, without the library
    from statsforecast import models

    return getattr(models, name)() if name == DRIFT else getattr(models, name)(season_length=1)


def ask_all(model: str, pasts: Sequence[Floats], horizon: int) -> Answers:
    """Return what a peer says of some series."""
    quantiles = np.empty((len(pasts), horizon, len(LEVELS)))
    seconds = np.empty(len(pasts))
    for i, past in enumerate(pasts):
        start = time.perf_counter()
        quantiles[i] = ask(model, past, horizon)
        seconds[i] = time.perf_counter() - start
    return Answers(quantiles, seconds)


def with_fallback(answers: Answers, drift: Answers) -> Floats:
    """Return the quantiles (N, H, Q) that are scored: where a peer failed, those of the random walk with drift."""
    return np.where(answers.failed[:, None, None], drift.quantiles, answers.quantiles)


class Cache:
    """
    Answers by series, in one file a question; without a folder nothing is kept.

    A file holds only answers of the installed version of statsforecast.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder / f"statsforecast-{version('statsforecast')}" if folder else None
        self._asked: set[tuple[str, str]] = set()
        self._kept: set[tuple[str, str]] = set()

    @property
    def counts(self) -> dict[str, int]:
        """How many series, cuts and origins were asked about in this run, and how many were kept from earlier ones."""
        return {"asked": len(self._asked), "kept": len(self._kept - self._asked)}

    def note(self, name: str, ids: Sequence[str], *, kept: bool) -> None:
        """Count series of a question as kept from earlier or asked about now."""
        (self._kept if kept else self._asked).update((name, each) for each in ids)

    def answers(self, name: str, asked: Batch) -> dict[str, Answers]:
        """Return what each peer says of a batch, asking only what is not kept."""
        kept = self._read(name)
        missing = [i for i, each in enumerate(asked.ids) if each not in kept]
        self.note(name, [each for each in asked.ids if each in kept], kept=True)
        self.note(name, [asked.ids[i] for i in missing], kept=False)
        if missing:
            pasts = [asked.past[i] for i in missing]
            told = {model: ask_all(model, pasts, asked.horizon) for model in MODELS}
            for row, i in enumerate(missing):
                kept[asked.ids[i]] = {
                    model: (each.quantiles[row], each.seconds[row]) for model, each in told.items()
                }
            self._write(name, kept)
        return {
            model: Answers(
                np.stack([kept[each][model][0] for each in asked.ids]),
                np.array([kept[each][model][1] for each in asked.ids]),
            )
            for model in MODELS
        }

    def _read(self, name: str) -> dict[str, dict[str, tuple[Floats, float]]]:
        path = self._path(name)
        if path is None or not path.exists():
            return {}
        with np.load(path) as file:
            ids = file["ids"].tolist()
            arrays = {model: (file[f"{model} quantiles"], file[f"{model} seconds"]) for model in MODELS}
        return {
            each: {model: (pair[0][row], float(pair[1][row])) for model, pair in arrays.items()}
            for row, each in enumerate(ids)
        }

    def _write(self, name: str, kept: dict[str, dict[str, tuple[Floats, float]]]) -> None:
        path = self._path(name)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"ids": np.array(list(kept))}
        for model in MODELS:
            arrays[f"{model} quantiles"] = np.stack([each[model][0] for each in kept.values()])
            arrays[f"{model} seconds"] = np.array([each[model][1] for each in kept.values()])
        # an interrupted run must not leave half a file
        part = path.with_suffix(".part.npz")
        np.savez(part, **arrays)
        part.replace(path)

    def _path(self, name: str) -> Path | None:
        return self.folder / f"{name}.npz" if self.folder else None
