"""The commands of the odds: what they print, what they write, how they refuse; a session from record to score."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from haidang.core.forecast.recorded import SHARES
from tests.make.pack import make_pack, rows

NAMES = ["year", "q025", "q10", "q20", "q25", "q50", "q75", "q80", "q90", "q975"]
PORT = {
    "indicator_id": "throughput", "area_id": "city", "unit": "million tonnes", "status": "A", "producer_id": "statistics",
    "definition": "all ports", "source_id": "yearbook", "bound": "",
}  # fmt: skip
VALUES = (90, 98, 103, 110, 118, 121, 130, 142)  # 2015 to 2022


@pytest.fixture
def pack(tmp_path):
    """The tiny pack with enough years of the port to forecast it."""
    known = [
        PORT | {"period": str(2015 + place), "value": str(value), "public_from": f"{2016 + place}-06-30", "public_by": f"{2016 + place}-06-30"}
        for place, value in enumerate(VALUES)
    ]  # fmt: skip
    return str(make_pack(tmp_path / "city", observations=[*rows("observations"), *known], forecasts=None))


def is_refused(outcome, *words):
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("haidang: ")
    assert "Traceback" not in outcome.err
    for word in words:
        assert word in outcome.err
    return True


# ---------------------------------------------------------------- forecast


@pytest.mark.slow
def test_a_name_alone_is_forecast(haidang, pack):
    short = haidang("forecast", "throughput", "--pack", pack)
    assert (short.code, short.err) == (0, "")
    assert short.out == haidang("forecast", "show", "throughput", "--pack", pack).out
    assert "Port throughput" in short.out


@pytest.mark.slow
def test_a_target_of_the_bundled_pack_has_odds(haidang):
    outcome = haidang("forecast", "PLAN-2024-grdp", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    data = json.loads(outcome.out)
    assert data["format"] == "haidang-forecast/1"
    assert data["target_id"] == "PLAN-2024-grdp"
    assert data["state"] == "ok"
    assert data["as_of"] == "2024-11-14"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
@pytest.mark.parametrize("lang", ["vi", "en", "fr"])
def test_every_form_in_every_language(haidang, pack, form, lang):
    outcome = haidang("forecast", "T-2", "--pack", pack, "--format", form, "--lang", lang, "--paths", "50")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.strip()
    assert "nan" not in outcome.out.lower().split()


@pytest.mark.slow
def test_the_same_seed_repeats_and_another_does_not(haidang, pack):
    def fan(*more):
        return haidang("forecast", "throughput", "--pack", pack, "--format", "csv", *more).out

    assert fan("--seed", "7") == fan("--seed", "7")
    assert fan("--seed", "7") != fan("--seed", "8")
    assert fan() == fan()


@pytest.mark.slow
@pytest.mark.parametrize("paths", ["1", "2", "3"])
@pytest.mark.parametrize("name", ["throughput", "T-2"])
def test_few_paths_are_enough(haidang, pack, name, paths):
    outcome = haidang("forecast", name, "--pack", pack, "--paths", paths)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.slow
def test_the_fan_is_written_in_every_form(haidang, pack, tmp_path):
    names = ("fan.csv", "fan.parquet", "fan.svg", "fan.png", "fan.paths.csv", "fan.paths.parquet")
    outs = [word for name in names for word in ("--out", str(tmp_path / name))]
    outcome = haidang("forecast", "throughput", "--pack", pack, "--paths", "20", "--horizon", "2", *outs)
    assert (outcome.code, outcome.err) == (0, "")
    fan = list(csv.DictReader(io.StringIO((tmp_path / "fan.csv").read_text(encoding="utf-8-sig"))))
    assert list(fan[0]) == NAMES
    assert len(NAMES) == len(SHARES) + 1
    frame = pl.read_parquet(tmp_path / "fan.parquet")
    assert frame["year"].to_list() == [int(row["year"]) for row in fan]
    for row in frame.iter_rows():
        assert list(row[1:]) == sorted(row[1:])
    paths = pl.read_parquet(tmp_path / "fan.paths.parquet")
    assert paths.columns == ["path", "year", "value"]
    assert paths.height == 20 * frame.height
    assert len((tmp_path / "fan.paths.csv").read_text(encoding="utf-8").splitlines()) == 20 * frame.height + 1
    middle = paths.filter(pl.col("year") == frame["year"][-1])["value"].median()
    assert middle == pytest.approx(frame["q50"][-1], rel=1e-5)
    assert (tmp_path / "fan.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "fan.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_an_unknown_name_is_answered_with_the_nearest(haidang, pack):
    assert is_refused(haidang("forecast", "thruput", "--pack", pack), "«thruput»", "throughput")
    assert is_refused(haidang("forecast", "T-22", "--pack", pack), "T-2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("throughput", "--paths", "0"), ("--paths", "at least one")),
        (("throughput", "--seed", "-1"), ("--seed",)),
        (("throughput", "--horizon", "-1"), ("--horizon",)),
        (("throughput", "--as-of", "14/11/2024"), ("--as-of", "2024-11-14")),
        (("throughput", "--area", "citi"), ("city",)),
        (("T-4",), ("odds together",)),
        (("throughput", "--out", "fan.txt"), ("--out", ".csv, .parquet, .svg, .png")),
        (("throughput", "--out", "none/fan.csv"), ("cannot be written",)),
        (("population", "--out", "fan.csv"), ("nothing to write",)),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(haidang, pack, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert is_refused(haidang("forecast", *arguments, "--pack", pack), *words)
    assert [each.name for each in Path.cwd().iterdir()] == ["city"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("population",), "not enough figures"),
        (("throughput", "--horizon", "40"), "too far ahead"),
        (("throughput", "--as-of", "2015-01-01"), "no figures"),
        (("per_head",), "a part of the formula has no forecast"),
    ],
)
def test_why_there_is_no_forecast_is_an_answer_and_no_error(haidang, pack, arguments, words):
    outcome = haidang("forecast", *arguments, "--pack", pack)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"No forecast: {words}" in " ".join(outcome.out.split())


def test_words_that_click_refuses_are_refused_too(haidang):
    for arguments in (
        ("forecast", "throughput", "--paths", "many"),
        ("forecast", "show"),
        ("forecast", "--nonsense"),
    ):
        outcome = haidang(*arguments)
        assert outcome.code == 2
        assert "Traceback" not in outcome.err


def test_help_is_there_for_the_group_and_its_commands(haidang):
    for arguments in (("forecast", "--help"), ("forecast", "record", "--help"), ("odds", "--help")):
        outcome = haidang(*arguments)
        assert outcome.code == 0
        assert "Usage: " in outcome.out
        assert "haidang " + arguments[0] in outcome.out


# ---------------------------------------------------------------- odds


def test_a_curve_says_which_value_has_which_odds(haidang, pack, tmp_path):
    out = tmp_path / "curve.csv"
    outcome = haidang("odds", "curve", "throughput", "--by", "2026", "--pack", pack, "--out", str(out))
    assert (outcome.code, outcome.err) == (0, "")
    assert "Even odds at" in outcome.out
    assert len(out.read_text(encoding="utf-8").splitlines()) > 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("curve", "thruput", "--by", "2026"), ("throughput",)),
        (("curve", "throughput", "--by", "2001"), ("--by", "2001")),
        (("together", "T-2", "T-5"), ("T-5",)),
        (("together", "T-2", "T-99"), ("T-99",)),
        (("together", "T-2", "--correlation", "1.5"), ("--correlation",)),
    ],
)
def test_odds_that_cannot_be_told_are_refused_in_a_sentence(haidang, pack, arguments, words):
    assert is_refused(haidang("odds", *arguments, "--pack", pack), *words)


@pytest.mark.slow
@pytest.mark.parametrize("correlation", ["0", "0.3", "1"])
def test_targets_together_are_a_range(haidang, correlation):
    outcome = haidang(
        "odds",
        "together",
        "PLAN-2024-grdp",
        "PLAN-2024-iip",
        "--correlation",
        correlation,
        "--format",
        "json",
    )
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out)


# ---------------------------------------------------------------- record and score


@pytest.mark.slow
def test_a_forecast_is_recorded_into_a_copy_and_scored(haidang, pack, tmp_path):
    before = {each.name: each.read_bytes() for each in Path(pack).iterdir()}
    copy = tmp_path / "recorded"
    days = ("--as-of", "2022-12-31", "--as-of", "2023-09-30", "--as-of", "2022-12-31")
    outcome = haidang("forecast", "record", pack, *days, "--paths", "50", "--to", str(copy))
    assert (outcome.code, outcome.out) == (0, "")
    assert "forecasts added" in outcome.err
    assert {each.name: each.read_bytes() for each in Path(pack).iterdir()} == before
    assert haidang("pack", "check", str(copy)).code == 0
    table = list(csv.DictReader((copy / "forecasts.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["as_of"] for row in table} == {"2022-12-31", "2023-09-30"}
    identities = [(row["as_of"], row["indicator_id"], row["period"], row["target_id"]) for row in table]
    assert len(set(identities)) == len(identities) > 10

    scored = haidang("score", "--pack", str(copy), "--as-of", "2024-06-30")
    assert (scored.code, scored.err) == (0, "")
    assert "Few cases" in scored.out

    again = haidang("forecast", "record", str(copy), *days, "--paths", "50", "--in-place")
    assert again.code == 0
    assert again.err.startswith("0 forecasts added")
    assert list(csv.DictReader((copy / "forecasts.csv").read_text(encoding="utf-8").splitlines())) == table


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "2999-01-01"), ("2999", "--as-of")),
        (("--as-of", "soon"), ("--as-of",)),
        (("--paths", "0"), ("--paths",)),
        (("--in-place", "--to", "x"), ("--to and --in-place",)),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_written(
    haidang, pack, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    assert is_refused(haidang("forecast", "record", pack, *arguments), *words)
    assert [each.name for each in tmp_path.iterdir()] == ["city"]


def test_the_bundled_pack_is_not_changed_in_place(haidang):
    assert is_refused(haidang("forecast", "record", "haiphong", "--in-place"), "--in-place")


def test_a_copy_is_not_written_over_what_is_there(haidang, pack, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", encoding="utf-8")
    outcome = haidang(
        "forecast", "record", pack, "--as-of", "2023-09-30", "--paths", "5", "--to", str(tmp_path / "full")
    )
    assert is_refused(outcome)
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.slow
def test_a_replay_tells_its_days_on_stderr_and_the_score_on_stdout(haidang, pack):
    outcome = haidang(
        "score", "--pack", pack, "--replay", "yearly", "--as-of", "2024-06-30", "--format", "json"
    )
    assert outcome.code == 0
    assert "2022-12-31" in outcome.err
    assert json.loads(outcome.out)


# ---------------------------------------------------------------- backtest


def test_any_yearly_series_can_be_held_against_its_later_values(haidang, tmp_path):
    lines = [f"s{s},{t},{100 * 1.04**t + s * (t % 3)}" for s in range(1, 5) for t in range(14)]
    place = tmp_path / "series.csv"
    place.write_text("\n".join(["series,t,value", *lines]), encoding="utf-8")
    arguments = ("backtest", str(place), "--horizon", "2", "--origins", "2", "--paths", "100")
    outcome = haidang(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == haidang(*arguments).out
    assert outcome.out != haidang(*arguments, "--seed", "5").out
    assert is_refused(haidang("backtest", str(place), "--horizon", "15"), "--horizon")
    assert is_refused(haidang("backtest", str(tmp_path / "none.csv")), "holds no .csv or .parquet file")
    place.write_text("series,t,value\na,1,x\na,3,2\n", encoding="utf-8")
    assert is_refused(haidang("backtest", str(place)), "row 2: value «x»")


@pytest.mark.parametrize("paths", ["0", "-5"])
def test_a_backtest_refuses_too_few_paths(haidang, tmp_path, paths):
    place = tmp_path / "series.csv"
    place.write_text("series,t,value\n" + "\n".join(f"a,{t},{t + 1}" for t in range(12)), encoding="utf-8")
    assert is_refused(haidang("backtest", str(place), "--paths", paths), "--paths")
