"""What was known at an origin: cuts, horizons, halves, scale, and which series are left out."""

import hashlib

import numpy as np
import polars as pl
import pytest

from benchmarks.odds.series import ALL, FIXED, HELD_OUT, batch, half_of, load

LONG = np.arange(1.0, 21.0)
SHORT = np.arange(1.0, 12.0)


def test_halves_go_by_the_hash_of_the_name():
    for name in ("N0001", "N0002", "Y518"):
        even = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0
        assert half_of(name) == (FIXED if even else HELD_OUT)
    assert (half_of("N0001"), half_of("N0002")) == (HELD_OUT, FIXED)


@pytest.mark.parametrize(("origin", "last"), [(0, 16.0), (3, 13.0)])
def test_an_origin_knows_nothing_later(origin, last):
    asked = batch({"long": LONG}, "tourism", ALL, 5, origin)
    assert asked.past[0].tolist() == [last - 4, last - 3, last - 2, last - 1, last]
    assert asked.actual.tolist() == [[last + 1, last + 2, last + 3, last + 4]]


def test_the_scale_is_that_of_all_that_is_known_whatever_is_kept():
    values = np.array([1.0, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    known = values[:6]
    for cut in (0, 5):
        assert batch({"a": values}, "tourism", ALL, cut, 0).scale[0] == np.abs(np.diff(known)).mean()


def test_short_constant_and_not_positive_series_are_left_out_and_counted():
    series = {"long": LONG, "short": SHORT, "flat": np.full(20, 3.0), "zero": LONG - 1}
    asked = batch(series, "tourism", ALL, 8, 0)
    assert (list(asked.ids), asked.left_out) == (["long"], 3)
    assert list(batch(series, "tourism", ALL, 0, 3).ids) == ["long", "short"]
    assert list(batch(series, "tourism", ALL, 0, 4).ids) == ["long"]


def test_a_half_holds_its_own_series_only():
    series = {"N0001": LONG, "N0002": LONG}
    assert list(batch(series, "m3", FIXED, 0, 0).ids) == ["N0002"]
    assert list(batch(series, "m3", HELD_OUT, 0, 0).ids) == ["N0001"]


def test_the_test_part_follows_the_training_part(tmp_path):
    rows = {
        "series": ["a", "a", "a", "a", "b"],
        "period": ["YEARLY"] * 4 + ["MONTHLY"],
        "part": ["test", "train", "train", "test", "train"],
        "t": [2, 1, 0, 3, 0],
        "value": [3.0, 2.0, 1.0, 4.0, 9.0],
    }
    pl.DataFrame(rows).write_parquet(tmp_path / "M3_long.parquet")
    read = load(tmp_path, "m3")
    assert {name: values.tolist() for name, values in read.items()} == {"a": [1.0, 2.0, 3.0, 4.0]}
