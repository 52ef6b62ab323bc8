"""The commands of the odds, as a user runs them on the bundled pack."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import polars as pl
import pytest


def test_a_target_shows_its_odds_and_its_fan(haidang):
    outcome = haidang("forecast", "PLAN-2024-grdp")
    assert (outcome.code, outcome.err) == (0, "")
    assert "very unlikely" in outcome.out
    assert "2024 (part known)" in outcome.out
    assert "docs/methods/odds.md" in outcome.out


def test_json_tells_the_quantiles_and_the_odds_and_repeats(haidang):
    call = ("forecast", "show", "NQ45-2025-budget", "--paths", "1000", "--seed", "7", "--format", "json")
    first = haidang(*call)
    data = json.loads(first.out)
    assert first.out == haidang(*call).out
    assert (data["format"], data["state"], data["draws"], data["seed"]) == (
        "haidang-forecast/1",
        "ok",
        1000,
        7,
    )
    for row in data["fan"]:
        values = [row[name] for name in ("q025", "q10", "q25", "q50", "q75", "q90", "q975")]
        assert values == sorted(values)
        assert values[0] < values[-1]
    assert 0 <= data["odds"]["probability"] < 0.33
    assert data["next_figure"]["year"] == 2024


def test_the_odds_are_those_of_the_day(haidang):
    call = ("forecast", "PLAN-2024-grdp", "--format", "json", "--as-of")
    early, late = (json.loads(haidang(*call, day).out) for day in ("2024-03-01", "2024-11-14"))
    assert early["part"] is None
    assert late["part"] == "2024-01-01/P9M"
    assert early["odds"]["probability"] > late["odds"]["probability"]


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_every_language_tells_it(haidang, language):
    assert haidang("forecast", "exports", "--lang", language).code == 0
    assert haidang("odds", "curve", "exports", "--by", "2025", "--lang", language).code == 0


def test_it_is_written_in_all_forms(haidang, tmp_path):
    names = ("fan.csv", "fan.parquet", "fan.svg", "fan.png", "fan.paths.parquet", "fan.paths.csv")
    outs = [word for name in names for word in ("--out", str(tmp_path / name))]
    assert haidang("forecast", "exports", "--horizon", "2", "--paths", "50", *outs).code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "fan.csv").read_text())))
    assert [row["year"] for row in rows] == ["2024", "2025", "2026"]
    assert pl.read_parquet(tmp_path / "fan.parquet").schema["q50"] == pl.Float64
    assert pl.read_parquet(tmp_path / "fan.paths.parquet").height == 150
    assert ElementTree.parse(tmp_path / "fan.svg").getroot().tag.endswith("svg")
    assert (tmp_path / "fan.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names)


def test_one_path_is_enough(haidang):
    assert haidang("forecast", "PLAN-2024-exports", "--paths", "1").code == 0


def test_what_has_too_few_figures_says_so(haidang):
    outcome = haidang("forecast", "population")
    assert outcome.code == 0
    assert "not enough figures" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("forecast", "grdp_grwth"), "grdp_growth"),
        (("forecast", "exports", "--paths", "0"), "too few"),
        (("forecast", "exports", "--seed", "-1"), "no seed"),
        (("forecast", "exports", "--horizon", "-2"), "lies in the past"),
        (("forecast", "exports", "--out", "fan.doc"), "names no form"),
        (("forecast", "population", "--out", "fan.csv"), "nothing to write"),
        (("forecast", "record", "haiphong", "--as-of", "2999-01-01"), "lies in the future"),
        (("forecast", "record", "haiphong", "--in-place"), "not changed in place"),
        (("odds", "curve", "exports", "--by", "2019"), "is over"),
        (("odds", "curve", "nothing", "--by", "2025"), "There is no indicator"),
        (("odds", "together", "PLAN-2024-grdp", "XVI-01"), "no odds of XVI-01"),
        (("odds", "together", "PLAN-2024-grdp", "--correlation", "2"), "no correlation"),
        (("odds", "together", "PLAN-2024-grdp", "--as-of", "2020-01-01"), "Not yet there"),
        (("backtest", "nowhere"), "holds no .csv"),
    ],
)
def test_what_cannot_be_served_gets_one_sentence(haidang, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    outcome = haidang(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_far_horizon_is_refused_by_its_state(haidang):
    data = json.loads(haidang("forecast", "exports", "--horizon", "40", "--format", "json").out)
    assert (data["state"], data["fan"]) == ("too_far", [])


def test_a_curve_falls_and_tells_the_promises_of_its_year(haidang):
    data = json.loads(
        haidang("odds", "curve", "budget_revenue_total", "--by", "2030", "--format", "json").out
    )
    values = [row["value"] for row in data["curve"]]
    assert values == sorted(values)  # from likely to unlikely
    assert {each["target_id"] for each in data["promises"]} == {"NQ45-2030-budget", "QD821-2030-budget"}
    assert data["sentence"].startswith("Even odds at ")


def test_several_together_lie_between_the_product_and_the_least(haidang):
    data = json.loads(
        haidang("odds", "together", "PLAN-2024-exports", "PLAN-2024-iip", "--format", "json").out
    )
    shares = [each["odds"]["probability"] for each in data["targets"]]
    assert data["independent"] == pytest.approx(shares[0] * shares[1])
    assert data["dependent"] == min(shares)
    assert data["independent"] < data["likely"] < data["dependent"]


@pytest.mark.slow
def test_what_is_recorded_is_scored_and_never_recorded_twice(haidang, tmp_path):
    recorded, again = tmp_path / "recorded", tmp_path / "again"
    made = haidang(
        "forecast", "record", "haiphong", "--as-of", "2022-03-31", "--paths", "200", "--to", str(recorded)
    )
    assert made.code == 0
    assert haidang("pack", "check", str(recorded)).code == 0
    data = json.loads(haidang("score", "--pack", str(recorded), "--format", "json").out)
    assert data["replayed"] == []
    assert {case["as_of"] for case in data["odds_cases"]} >= {"2022-03-31"}
    twice = haidang(
        "forecast", "record", str(recorded), "--as-of", "2022-03-31", "--paths", "200", "--to", str(again)
    )
    assert twice.err.startswith("0 forecasts")
    assert (recorded / "forecasts.csv").read_bytes() == (again / "forecasts.csv").read_bytes()


@pytest.mark.slow
def test_a_replayed_score_says_that_it_is_one(haidang, tmp_path):
    outcome = haidang("score", "--replay", "yearly", "--out", str(tmp_path / "score.svg"))
    assert outcome.code == 0
    assert "Replayed" in outcome.out
    assert "Few cases" in outcome.out
    assert (tmp_path / "score.svg").is_file()


def test_before_anything_is_known_nothing_is_scored(haidang):
    outcome = haidang("score", "--as-of", "2010-01-01")
    assert outcome.code == 0
    assert "Nothing can be scored yet" in outcome.out


def series(count: int = 6, years: int = 12) -> str:
    rows = [
        f"s{name},{year},{100 * (1 + name / 10) * 1.05**year * (1 + 0.03 * ((name + year) % 3))}"
        for name in range(count)
        for year in range(years)
    ]
    return "series,t,value\n" + "\n".join(rows) + "\n"


def test_a_backtest_runs_on_any_series(haidang, tmp_path):
    (tmp_path / "a.csv").write_text(series())
    data = json.loads(
        haidang(
            "backtest",
            str(tmp_path),
            "--horizon",
            "2",
            "--origins",
            "3",
            "--paths",
            "200",
            "--format",
            "json",
        ).out
    )
    assert (data["series"], data["origins"], len(data["horizons"])) == (6, 3, 2)
    assert all(0 <= share <= 1 for each in data["horizons"] for share in each["covered"])


def test_every_defect_of_series_is_told_at_once(haidang, tmp_path):
    (tmp_path / "a.csv").write_text("series,t,value\na,1,x\na,two,3\nb,1,4\nb,1,5\nb,4,6\n,1,2\n")
    outcome = haidang("backtest", str(tmp_path))
    assert outcome.code == 2
    for said in (
        "row 2: value «x»",
        "row 3: t «two»",
        "«b» has t 1 twice",
        "gap after t 1",
        "row 7: the series has no name",
    ):
        assert said in outcome.err


def test_the_review_as_csv_has_a_cell_for_every_header(haidang):
    header, *rows = csv.reader(io.StringIO(haidang("review", "--format", "csv").out))
    assert {len(row) for row in rows} == {len(header)}
    place = header.index("probability")
    assert {row[place] for row in rows} >= {"", "0", "1"}
    assert any(0 < float(row[place]) < 1 for row in rows if row[place])
