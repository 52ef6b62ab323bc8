"""Chart specifications: complete, in the reader's language and numbers, the same for the same data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from haidang.telling.charts.asides import Asides
from haidang.telling.charts.curve import CurveData, CurvePoint, curve_chart
from haidang.telling.charts.curve_marks import CurveMark
from haidang.telling.charts.fan import FanData, FanPoint, FanRow, fan_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.charts.lettering import text_width, wrap
from haidang.telling.charts.odds_history import OddsHistoryData, OddsPoint, odds_history_chart
from haidang.telling.charts.pit import PitData, pit_chart
from haidang.telling.charts.placing import Label, Place, draw_labels, line
from haidang.telling.charts.reliability import ReliabilityBin, ReliabilityData, reliability_chart
from haidang.telling.charts.scales import level_scale, lying_scale, share_scale, value_scale, year_scale
from haidang.telling.teller import Teller, teller

NBSP, NARROW = "\u00a0", "\u202f"
LANGUAGES = ("vi", "en", "fr")
DAY = date(2024, 11, 14)

FAN = FanData(
    "Thu ngân sách",
    "tỷ đồng",
    DAY,
    (
        FanPoint(2020, 84199),
        FanPoint(2021, 90421, "estimate"),
        FanPoint(2022, 107133),
        FanPoint(2023, 100000, "at_least"),
    ),
    (
        FanRow(2024, 92000, 101000, 109500, 118200, 127300, 138000, 152000),
        FanRow(2025, 88000, 101800, 113400, 125900, 139300, 155500, 179000),
    ),
    (FanPromise(2025, 180000, None, "Nghị quyết: ít nhất 180.000"),),
)
CURVE = CurveData(
    "Thu ngân sách",
    "tỷ đồng",
    2025,
    DAY,
    (CurvePoint(80000, 1.0), CurvePoint(120000, 0.6), CurvePoint(160000, 0.1), CurvePoint(200000, 0.0)),
    (CurvePoint(100000, 0.8), CurvePoint(128000, 0.5)),
    (CurveMark(180000, "Nghị quyết: 180.000"),),
)
RELIABILITY = ReliabilityData(
    "Odds given",
    DAY,
    (
        ReliabilityBin(0.1, 0.08, 0.03, 0.2, 1240),
        ReliabilityBin(0.5, 0.45, 0.3, 0.6, 40),
        ReliabilityBin(0.9, 0.0, 0.0, 0.0, 0),
    ),
)
PIT = PitData("Places", DAY, (12, 8, 9, 11), (0.12, 0.38))
HISTORY = OddsHistoryData(
    "Thu ngân sách",
    DAY,
    (
        OddsPoint(date(2021, 7, 1), 0.3, "30%"),
        OddsPoint(date(2022, 7, 1), 0.6, "60%"),
        OddsPoint(date(2023, 7, 1), None, ""),
        OddsPoint(date(2024, 1, 1), 0.4, "40%"),
        OddsPoint(DAY, 0.0, "under 1%", is_decided=True),
    ),
)
CHARTS: dict[str, Callable[[Teller], dict]] = {
    "fan": lambda t: fan_chart(FAN, t),
    "curve": lambda t: curve_chart(CURVE, t),
    "odds": lambda t: odds_history_chart(HISTORY, t),
    "reliability": lambda t: reliability_chart(RELIABILITY, t),
    "pit": lambda t: pit_chart(PIT, t),
}
each_chart = pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def texts(spec: dict) -> str:
    return json.dumps(spec, ensure_ascii=False).replace('\\"', '"')


def layers(spec: dict, kind: str) -> list[dict]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def points_of(spec: dict, shape: str) -> list[tuple[float, float]]:
    found = [layer for layer in layers(spec, "point") if layer["mark"].get("shape") == shape]
    return [(row["x"], row["y"]) for layer in found for row in layer["data"]["values"]]


@each_chart
@each_language
def test_a_chart_holds_everything_and_names_no_address(make, language):
    spec = make(teller(language))
    written = json.dumps(spec, allow_nan=False)
    assert "://" not in written
    assert not {"url", "href", "$schema"} & set(keys(spec))


@each_chart
@each_language
def test_the_same_data_give_the_same_specification(make, language):
    assert json.dumps(make(teller(language))) == json.dumps(make(teller(language)))


@each_chart
def test_letters_are_large_enough_for_a_phone_and_of_the_bundled_family(make):
    spec = make(teller("vi"))
    config = spec["config"]
    sizes = [
        value
        for part in config.values()
        if isinstance(part, dict)
        for key, value in part.items()
        if "ontSize" in key
    ]
    assert min(sizes) >= 13
    assert config["font"].startswith("Liberation Sans")
    assert spec["width"] <= 640


@each_chart
@each_language
def test_the_day_is_told_in_the_readers_form(make, language):
    t = teller(language)
    subtitle = " ".join(make(t)["title"]["subtitle"])
    assert t.day(DAY) in subtitle.replace(NBSP, " ")


@each_language
def test_words_of_the_fan_are_told(language):
    t = teller(language)
    spec = texts(fan_chart(FAN, t))
    assert "tỷ đồng" in spec
    assert "Nghị quyết: ít nhất 180.000" in spec
    for share in (50, 80, 95):
        assert t.say("{share} band", share=t.quantity(str(share), "%")) in spec
    for words in (
        t.say("published figure"),
        t.say("estimate"),
        t.say("at least this much"),
        t.say("median forecast"),
    ):
        assert words in spec
    assert t.say("at most this much") not in spec


@pytest.mark.parametrize(
    ("language", "tick", "median", "percent"),
    [
        ("vi", "150.000", "125.900", "80%"),
        ("en", "150,000", "125,900", "80%"),
        ("fr", f"150{NARROW}000", f"125{NARROW}900", f"80{NBSP}%"),
    ],
)
def test_numbers_are_in_the_readers_form(language, tick, median, percent):
    fan = texts(fan_chart(FAN, teller(language)))
    assert f'"{tick}"' in fan
    assert f'"{median}"' in fan
    assert f'"{percent}"' in texts(curve_chart(CURVE, teller(language)))


def test_small_numbers_keep_their_decimals_and_negative_ones_their_sign():
    assert value_scale(teller("vi"), [0.1, 0.42], 360).words == ("0,1", "0,2", "0,3", "0,4", "0,5")
    assert value_scale(teller("fr"), [-2.5, 5], 360).words == ("-4", "-2", "0", "2", "4", "6")


def test_bands_lie_inside_each_other_and_begin_at_the_last_known_number():
    wide, middle, narrow = (layer["data"]["values"] for layer in layers(fan_chart(FAN, teller("en")), "area"))
    for outer, inner in ((wide, middle), (middle, narrow)):
        for around, within in zip(outer, inner, strict=True):
            assert around["low"] <= within["low"] <= within["high"] <= around["high"]
    for band in (wide, middle, narrow):
        # 2023 is only known as «at least»: the fan begins a year before
        assert band[0] == {"x": 2022, "low": 107133, "high": 107133}
        assert [row["x"] for row in band] == [2022, 2024, 2025]


def test_a_bound_is_marked_but_carries_no_line():
    spec = fan_chart(replace(FAN, promises=()), teller("en"))
    assert points_of(spec, "triangle-up") == [(2023, 100000)]
    ends = [row for layer in layers(spec, "line") for row in layer["data"]["values"]]
    assert {"x": 2023, "y": 100000} not in ends


def test_years_without_a_figure_are_bridged_by_dots():
    history = (FanPoint(2017, 66864), FanPoint(2020, 84199), FanPoint(2021, 90421))
    spec = fan_chart(replace(FAN, history=history, fan=()), teller("en"))
    dashes = [
        layer["mark"]["strokeDash"]
        for layer in layers(spec, "line")
        if "strokeDash" in layer["mark"] and layer["data"]["values"][0]["x"] in (2017, 2020)
    ]
    assert dashes == [[2, 5], []]


@pytest.mark.parametrize(
    ("low", "high", "shapes"),
    [
        (180000, None, {"triangle-up": [(2025, 180000)]}),
        (None, 180000, {"triangle-down": [(2025, 180000)]}),
        (170000, 180000, {"triangle-up": [(2025, 170000)], "triangle-down": [(2025, 180000)]}),
        (180000, 180000, {"diamond": [(2025, 180000)]}),
        (None, None, {}),
    ],
)
def test_the_sign_of_a_promise_tells_the_side_that_keeps_it(low, high, shapes):
    history = tuple(point for point in FAN.history if point.kind != "at_least")
    spec = fan_chart(
        replace(FAN, history=history, promises=(FanPromise(2025, low, high, "promise"),)), teller("en")
    )
    found = {shape: points_of(spec, shape) for shape in ("triangle-up", "triangle-down", "diamond")}
    assert {shape: points for shape, points in found.items() if points} == shapes


def test_a_wording_shared_by_several_years_is_written_once():
    promises = tuple(FanPromise(year, 180000, None, "every year 180,000") for year in (2024, 2025))
    spec = fan_chart(replace(FAN, promises=promises), teller("en"))
    written = [
        layer for layer in layers(spec, "text") if layer["encoding"]["text"]["value"] == "every year 180,000"
    ]
    assert len(written) == 2  # the letters, and their rim


@pytest.mark.parametrize(
    "changes",
    [
        {"fan": ()},
        {"fan": (), "promises": ()},
        {"history": (), "promises": ()},
        {"history": (), "fan": FAN.fan[:1], "promises": ()},
        {"history": (), "fan": ()},
        {"history": FAN.history[3:], "unit": ""},
        {"history": (FanPoint(2024, 0.0),), "fan": (), "promises": ()},
        {"history": (FanPoint(2023.5, -4.0), FanPoint(2024, -4.0)), "fan": (), "promises": ()},
        {"history": tuple(FanPoint(1990 + year, year) for year in range(34)), "promises": ()},
    ],
)
def test_a_fan_with_little_or_much_in_it_is_still_a_chart(changes):
    spec = fan_chart(replace(FAN, **changes), teller("fr"))
    assert spec["layer"]
    json.dumps(spec, allow_nan=False)


def test_figures_that_do_not_count_have_shapes_of_their_own_and_no_line():
    asides = Asides(vintages=((2022, 99000),), rivals=((2021, 140000), (2022, 108000)))
    spec = fan_chart(replace(FAN, promises=(), asides=asides), teller("en"))
    assert points_of(spec, "stroke") == [(2022, 99000)]
    assert points_of(spec, "cross") == [(2021, 140000), (2022, 108000)]
    ends = {row["y"] for layer in layers(spec, "line") for row in layer["data"]["values"]}
    assert not ends & {99000, 140000, 108000}
    assert "earlier vintage" in texts(spec)
    assert "figure of another producer" in texts(spec)
    assert "earlier vintage" not in texts(fan_chart(FAN, teller("en")))


def test_a_figure_that_does_not_count_widens_the_scale_too():
    asides = Asides(rivals=((2019, 900000),))
    spec = fan_chart(replace(FAN, asides=asides), teller("en"))
    encoding = layers(spec, "point")[0]["encoding"]
    assert encoding["y"]["scale"]["domain"][1] >= 900000
    assert encoding["x"]["scale"]["domain"][0] <= 2019


def test_odds_are_joined_from_day_to_day_but_not_over_a_day_without_and_not_to_a_decision():
    spec = odds_history_chart(HISTORY, teller("en"))
    half, *runs = ([row["y"] for row in layer["data"]["values"]] for layer in layers(spec, "line"))
    assert half == [0.5, 0.5]
    assert runs == [[0.3, 0.6], [0.4]]
    assert [y for _, y in points_of(spec, "circle")] == [0.3, 0.6, 0.4]
    assert [y for _, y in points_of(spec, "diamond")] == [0.0]
    for words in ("30%", "under 1%", "decided by the figures", "as likely as not", "beginning of the year"):
        assert words in texts(spec)


def test_days_lie_between_the_beginnings_of_years():
    spec = odds_history_chart(HISTORY, teller("en"))
    domain = layers(spec, "line")[0]["encoding"]["x"]["scale"]["domain"]
    assert domain == [2021, 2025]
    assert dict(points_of(spec, "circle"))[2024.0] == 0.4


@pytest.mark.parametrize("first", [2021, 1995, 1900])
def test_years_of_a_long_history_are_marked_where_they_have_room(first):
    data = replace(HISTORY, points=(OddsPoint(date(first, 3, 1), 0.5, "50%"), *HISTORY.points))
    axis = layers(odds_history_chart(data, teller("vi")), "line")[0]["encoding"]["x"]["axis"]
    assert 2 <= len(axis["values"]) <= 12


def test_the_curve_of_a_term_names_its_period():
    subtitle = " ".join(curve_chart(replace(CURVE, span="2021–2025"), teller("en"))["title"]["subtitle"])
    assert "over 2021–2025" in subtitle


def test_the_curve_shows_its_guides_and_the_values_of_documents():
    spec = curve_chart(CURVE, teller("vi"))
    assert "80%: 100.000" in texts(spec)
    assert "50%: 128.000" in texts(spec)
    assert "Nghị quyết: 180.000" in texts(spec)
    assert points_of(spec, "diamond") == [(180000, pytest.approx(0.05))]


def test_a_value_beyond_the_curve_has_its_line_but_no_point_on_it():
    spec = curve_chart(replace(CURVE, marks=(CurveMark(260000, "hope"),)), teller("en"))
    assert points_of(spec, "diamond") == []
    assert "hope" in texts(spec)


@each_language
def test_the_curve_says_which_side_it_means(language):
    t = teller(language)
    day = t.day(DAY)

    def subtitle(data: CurveData) -> str:
        return " ".join(curve_chart(data, t)["title"]["subtitle"]).replace(NBSP, " ")

    least = t.say("Probability of at least each value in {year}, as known on {day}", year="2025", day=day)
    most = t.say("Probability of at most each value in {year}, as known on {day}", year="2025", day=day)
    assert subtitle(CURVE) == least.replace(NBSP, " ")
    assert subtitle(replace(CURVE, is_at_most=True)) == most.replace(NBSP, " ")


def test_rows_of_documents_do_not_overlap():
    marks = tuple(
        CurveMark(value, f"a document that names {value}") for value in (90000, 130000, 150000, 180000)
    )
    spec = curve_chart(replace(CURVE, marks=marks), teller("en"))
    tops = sorted(
        {
            layer["encoding"]["y"]["value"]
            for layer in layers(spec, "text")
            if "document" in layer["encoding"]["text"]["value"]
        }
    )
    assert len(tops) == 4
    assert min(after - before for before, after in pairwise(tops)) >= 22


def test_reliability_leaves_out_empty_bins_and_counts_the_others():
    spec = reliability_chart(RELIABILITY, teller("vi"))
    assert points_of(spec, "circle") == [(0.1, 0.08), (0.5, 0.45)]
    assert '"1.240"' in texts(spec)
    assert points_of(spec, "stroke") == [(0.1, 0.03), (0.1, 0.2), (0.5, 0.3), (0.5, 0.6)]
    big, small = (
        row["size"] for layer in layers(spec, "point") for row in layer["data"]["values"] if "size" in row
    )
    assert big > small


def test_reliability_without_a_forecast_is_an_empty_chart():
    assert points_of(reliability_chart(replace(RELIABILITY, bins=()), teller("en")), "circle") == []


def test_places_are_shares_with_the_even_line():
    spec = pit_chart(PIT, teller("en"))
    bars = layers(spec, "rect")[0]["data"]["values"]
    assert [bar["share"] for bar in bars] == [0.3, 0.2, 0.225, 0.275]
    assert [bar["from"] for bar in bars] == [0, 0.25, 0.5, 0.75]
    levels = [{row["y"] for row in layer["data"]["values"]} for layer in layers(spec, "line")]
    assert levels == [{0.25}, {0.12}, {0.38}]
    assert "40 outcomes" in texts(spec)


def test_places_without_outcomes_or_range():
    spec = pit_chart(PitData("Places", DAY, (0, 0)), teller("en"))
    assert [bar["share"] for bar in layers(spec, "rect")[0]["data"]["values"]] == [0, 0]
    assert len(layers(spec, "line")) == 1


@pytest.mark.parametrize("values", [[3.0], [0.0], [-7.0, -2.0], [1e-9, 3e-9], [0.1, 1e12], [99.5, 100.5]])
def test_a_scale_holds_its_values_between_round_ticks(values):
    scale = value_scale(teller("en"), values, 360)
    assert scale.ticks[0] <= min(values) <= max(values) <= scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= 8
    assert len(set(scale.words)) == len(scale.words)
    assert scale.place(scale.high) == pytest.approx(360)


def test_zero_is_shown_when_it_costs_little():
    assert level_scale(teller("en"), [20.0, 100.0], 360).low == 0
    assert level_scale(teller("en"), [95.0, 100.0], 360).low == 95


def test_ticks_along_a_line_give_way_to_long_numbers():
    t = teller("en")
    assert len(lying_scale(t, [1.0, 9.0], 560, 18).ticks) > len(lying_scale(t, [1e11, 9e11], 560, 18).ticks)
    assert len(lying_scale(t, [1e15, 9e15], 100, 18).ticks) >= 2


def test_shares_are_marked_in_per_cent():
    scale = share_scale(teller("fr"), 0.16, 360)
    assert scale.words[0] == f"0{NBSP}%"
    assert scale.high >= 0.16
    assert share_scale(teller("fr"), 0.0, 360).high > 0


@pytest.mark.parametrize(
    ("years", "ticks"),
    [
        ([2016, 2025], (2017, 2019, 2021, 2023, 2025)),
        ([2020, 2025], (2020, 2021, 2022, 2023, 2024, 2025)),
        ([1990, 2030], (1990, 2000, 2010, 2020, 2030)),
        ([2024], (2023, 2024, 2025)),
        ([2023.5, 2024.25], (2024,)),
        ([1000, 9000], tuple(range(1000, 9001, 100))),
    ],
)
def test_few_years_are_marked_and_the_last_one_always(years, ticks):
    assert year_scale(years, 560, (14, 80), 62).ticks == ticks


def test_text_is_measured_and_broken():
    assert text_width("Ẩ", 10) == text_width("A", 10)
    assert text_width("đồng", 18) == pytest.approx(text_width("dong", 18))
    assert text_width("ữ", 18) == text_width("ư", 18) > text_width("u", 18)
    assert text_width("a\nlonger", 10) == text_width("longer", 10)
    assert text_width("W", 10, is_bold=True) > text_width("W", 10)
    assert wrap("one", 18, 10) == ["one"]
    lines = wrap("the share of poor households in the city of Hai Phong", 18, 300)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 10
    assert wrap("ten" + NBSP + "tonnes", 18, 40) == ["ten" + NBSP + "tonnes"]


def test_a_label_avoids_lines_edges_and_other_labels():
    def tops(labels: list[Label], covered: list[tuple[float, float]]) -> list[float]:
        drawn = draw_labels(labels, covered, 200, 100)
        return [layer["encoding"]["y"]["value"] for layer in drawn[::2]]

    places = (Place(10, 40), Place(10, 70), Place(10, 95))
    label = Label("abc", places)
    assert tops([label], []) == [40]
    assert tops([label], line([(0, 50), (200, 50)])) == [70]
    assert tops([label, label], []) == [40, 70]
    assert tops([label, label, label], []) == [40, 70, 40]  # below the edge nothing could be read
