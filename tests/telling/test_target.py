"""A target, told: what stands in which part, and that charts and tables say the same."""

from dataclasses import replace

import pytest

from haidang.base.text import Name
from haidang.core.bodies.body import Body
from haidang.core.evidence import Description
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.flows.target import run
from haidang.telling.target import explain_target, tell_target
from haidang.telling.teller import teller
from tests.make.core import (
    Memory,
    day,
    make_assessment,
    make_document,
    make_indicator,
    make_observation,
    make_target,
    years,
)
from tests.make.forecast import QUANTILES, make_recorded

NOW = day("2024-06-30")
FIGURES = [
    *years(2020, 80, 85, 90),
    make_observation("2023", 94, "2024-02-01"),
    make_observation("2023", 95, "2024-05-01"),
    make_observation("2023", 97, producer_id="press", tier=3, definition="with fees"),
    make_observation("2022", 100, producer_id="press", bound=">"),
    make_observation("2024-Q1", 21),
]
OPEN = make_target(104, "2025")
SILENT = make_target(None, "2025", target_id="T0", kind="", value_status="not_held")
ABOUT = Description("memory", Name("x"), area_id="city")


def report(name="T1", *, rows=None, figures=FIGURES, targets=(OPEN, SILENT), vintages=True, **changes):
    held = Memory(
        **{
            "target_rows": targets,
            "document_rows": (make_document(issued="2021-01-01", number="9/NQ"),),
            "body_rows": (Body("press", Name("Báo", "Press"), "press"),),
            "indicator_rows": (make_indicator(preferred_producer_id="statistics"),),
            "figures": figures,
            "about": ABOUT,
            "forecast_rows": [make_recorded(), make_recorded("")] if rows is None else rows,
            **changes,
        }
    )
    view = run(held, name, today=NOW, odds=RecordedOdds(held))
    return tell_target(view, held, teller("en"), with_vintages=vintages)


def parts(told):
    return [each.section_id for each in told.sections]


def part(told, name):
    return next(each for each in told.sections if each.section_id == name)


def cells(section):
    return [row for table in section.tables for row in table.rows]


def numbers(chart):
    """The values of all points of a chart, by shape."""
    found = {}
    for layer in chart.spec["layer"]:
        if layer["mark"]["type"] == "point" and "y" in layer["encoding"]:
            shape = layer["mark"]["shape"]
            found.setdefault(shape, set()).update(row["y"] for row in layer["data"]["values"])
    return found


def test_the_promise_stands_in_the_lead():
    assert report().lead.startswith("Promised for 2025: at least 104 billion VND. Official: no assessment.")


def test_a_target_with_a_value_shows_its_course_before_its_odds():
    assert parts(report()) == [
        *("statuses", "course", "curve", "needs", "rivals", "elsewhere", "periods", "promise", "chain")
    ]


def test_without_a_value_what_is_missing_and_what_is_likely_come_first():
    told = report("T0", rows=[make_recorded("T0", state="value_not_held", probability=None)])
    assert parts(told)[:4] == ["statuses", "missing", "curve", "course"]
    assert "needs" not in parts(told)


def test_with_nothing_known_only_what_is_there_is_shown():
    told = report(figures=(), rows=[], targets=(OPEN,))
    assert parts(told) == ["statuses", "course", "missing", "promise", "chain"]
    assert part(told, "course").sentences == ("No figure is held.",)
    assert not any(each.charts for each in told.sections)


def test_every_number_of_the_course_stands_in_a_table_behind_it():
    section = part(report(), "course")
    found = numbers(section.charts[0])
    assert found["circle"] == {80, 85, 90, 95}
    assert found["stroke"] == {94}
    # the rival that is a bound is no number: it stands in the table alone
    assert found["cross"] == {97}
    assert found["triangle-up"] == {104}
    text = " ".join(" ".join(row) for row in cells(section))
    for number in ("80", "85", "90", "95", "94", "97", "more than 100"):
        assert f"{number} billion VND" in text
    assert [row[0] for row in section.tables[1].rows] == ["2025"]
    assert section.tables[1].rows[0][1:] == ("90.0", "95.0", "98.0", "100", "102", "105", "110")


def test_vintages_are_shown_in_chart_and_table_or_in_neither():
    section = part(report(vintages=False), "course")
    found = numbers(section.charts[0])
    assert "stroke" not in found
    assert not any("earlier" in cell for row in cells(section) for cell in row)


def test_parts_of_a_year_stand_in_a_table_of_their_own():
    told = report()
    assert [row[0] for row in cells(part(told, "periods"))] == ["quarter I of 2024"]
    assert "quarter I of 2024" not in [row[0] for row in cells(part(told, "course"))]
    assert (
        "Figures of other periods than a year stand in a table of their own."
        in part(told, "course").sentences
    )


def test_the_curve_names_even_odds_and_four_in_five():
    section = part(report(), "curve")
    assert section.sentences == ("Even odds at 100 billion VND, four in five below 97.0 billion VND.",)
    assert ("80%", "97.0 billion VND") in cells(section)
    assert numbers(section.charts[0])["diamond"]  # the promise on the curve


@pytest.mark.parametrize(
    ("low", "kind", "words"),
    [
        (
            104,
            "at_least",
            "of even odds lies 4.00 billion VND short of the promise, that of four in five 7.00",
        ),
        (
            99,
            "at_least",
            "of even odds keeps the promise with 1.00 billion VND to spare; that of four in five lies 2.00",
        ),
        (96, "at_least", "Even the value of four in five keeps the promise, with 1.00 billion VND to spare."),
        (99, "at_most", "of even odds lies 1.00 billion VND short of the promise, that of four in five 4.00"),
    ],
)
def test_how_far_what_is_likely_lies_from_the_promise(low, kind, words):
    section = part(report(targets=(replace(OPEN, low=low, kind=kind),)), "needs")
    assert words in section.sentences[0]
    assert ("Value with even odds", "100 billion VND") in cells(section)


def test_about_a_value_is_told_without_a_side():
    section = part(report(targets=(replace(OPEN, kind="about"),)), "needs")
    assert section.sentences == ()


def test_a_decided_target_has_neither_curve_nor_needs():
    told = report(targets=(make_target(90, "2022"),))
    assert not {"curve", "needs", "history"} & set(parts(told))


def test_a_total_is_told_over_its_term_and_has_no_line_across_the_years():
    target = make_target(600, "2022-01-01/P5Y", kind="total")
    outcome = tuple(value * 5 for value in QUANTILES)
    rows = [make_recorded(period=target.period, quantiles=outcome), make_recorded("")]
    told = report(targets=(target,), rows=rows)
    section = part(told, "course")
    assert (
        "The promise is not about the level of one year: the chart has no line for it." in section.sentences
    )
    assert "triangle-up" not in numbers(section.charts[0])
    curve = part(told, "curve")
    assert curve.title == "Value and odds over 2022–2026"
    assert "over 2022–2026" in " ".join(curve.charts[0].spec["title"]["subtitle"]).replace("\u00a0", " ")


def test_the_odds_of_earlier_days_say_that_they_are_replayed():
    later = day("2024-06-01")
    rows = [
        make_recorded(),
        make_recorded(as_of="2022-06-30", recorded_on=later, probability=0.2),
        make_recorded(as_of="2021-06-30", recorded_on=later, probability=None, state="no_figures"),
        make_recorded(as_of="2023-06-30"),
    ]
    section = part(report(rows=rows), "history")
    assert section.sentences[1] == "Replayed, that is recorded only after the day itself: 2 of 4 days."
    assert [row[:2] for row in cells(section)] == [
        ("30 June 2021", "no figures"),
        ("30 June 2022", "20% (unlikely)"),
        ("30 June 2023", "50% (uncertain)"),
        ("30 June 2024", "50% (uncertain)"),
    ]
    assert numbers(section.charts[0])["circle"] == {0.2, 0.5}
    assert section.charts[0].alt == "The odds were 20% as of 30 June 2022 and 50% as of 30 June 2024."


def test_a_decision_ends_the_history():
    rows = [make_recorded(as_of="2022-06-30", probability=0.2)]
    section = part(report(targets=(make_target(90, "2022"),), rows=rows), "history")
    assert cells(section)[-1][:2] == ("30 June 2024", "the figures have decided it: met")
    assert numbers(section.charts[0])["diamond"] == {1.0}


def test_rivals_are_told_with_how_far_they_lie_apart():
    rows = {row[0]: row for row in cells(part(report(), "rivals"))}
    assert rows["2023"][2:] == (
        *("97 billion VND", "Press", "with fees", "other press", "2 billion VND more"),
    )
    assert rows["2022"][2:] == ("more than 100 billion VND", "Press", "–", "–", "–")


def test_a_difference_of_shares_is_told_in_points():
    rate = make_indicator(unit="% yoy", measure="growth", over_time="chain")
    figures = [
        make_observation("2023", 9.5, unit="% yoy"),
        make_observation("2023", 9.2, unit="% yoy", producer_id="press"),
    ]
    told = report(
        figures=figures, rows=[], indicator_rows=(rate,), targets=(replace(OPEN, unit="% yoy", low=10),)
    )
    assert cells(part(told, "rivals"))[0][-1] == "0.3 percentage points less"


def test_assessments_are_told_with_words_and_of_what():
    said = [
        make_assessment("in_difficulty", "2023-11-01", number=7, words="khó đạt"),
        make_assessment("met", "2024-01-01", target_id="T1"),
        make_assessment("exceeded", "2024-12-01", target_id="T1"),
    ]
    told = report(targets=(replace(OPEN, number=7),), assessment_rows=said)
    assert [row[:5] for row in cells(part(told, "assessments"))] == [
        ("1 November 2023", "committee", "in difficulty", "«khó đạt»", "number 7 as a whole"),
        ("1 January 2024", "committee", "met", "–", "this target"),
    ]
    assert [each["verdict"] for each in told.data["assessments"]] == ["in_difficulty", "met"]


def test_the_chain_is_that_of_the_explanation():
    held = Memory(
        target_rows=(OPEN,), document_rows=(make_document(issued="2021-01-01"),), figures=FIGURES, about=ABOUT
    )
    view = run(held, "T1", today=NOW, odds=RecordedOdds(held))
    told, explained = (tell(view, held, teller("en")) for tell in (tell_target, explain_target))
    assert part(told, "chain").tables[0] == explained.rows
    assert [row["link"] for row in told.data["chain"]][:3] == ["document", "clause", "target"]


def test_data_hold_the_fan_and_the_odds_of_each_day():
    data = report().data
    assert data["fan"][0]["year"] == 2025
    assert data["fan"][0]["q50"] == 100
    assert data["odds_history"][0]["as_of"] == "2024-06-30"
    assert data["odds_history"][0]["replayed"] is False


def test_a_target_of_an_other_definition_is_not_drawn_among_figures_of_another():
    target = replace(OPEN, definition="with fees")
    told = report(figures=[*FIGURES, *years(2018, 70, definition="with fees")], targets=(target,))
    section = part(told, "course")
    assert numbers(section.charts[0])["circle"] == {70}
    assert any("«with fees»" in each for each in section.sentences)


def test_a_composite_has_no_course():
    both = make_target(
        None, "2025", target_id="both", kind="composite", indicator_id="", unit="", parts=("T1",)
    )
    assert "course" not in parts(report("both", targets=(OPEN, both), rows=[]))


def test_periods_of_a_stock_are_drawn_at_their_dates():
    stock = make_indicator(unit="%", measure="share", over_time="last")
    figures = [make_observation(each, 50, unit="%") for each in ("2022", "2023", "2024-03-31")]
    told = report(
        figures=figures, rows=[], indicator_rows=(stock,), targets=(replace(OPEN, unit="%", low=60),)
    )
    assert "periods" not in parts(told)
    assert len(cells(part(told, "course"))) == len(figures)


def test_days_that_say_nothing_make_no_history():
    rows = [make_recorded(as_of="2022-06-30", probability=None, state="no_figures", quantiles=())]
    assert "history" not in parts(report(rows=rows))


def test_with_parts_of_years_alone_it_is_said_that_no_year_is_held():
    section = part(report(figures=[make_observation("2024-Q1", 21)], rows=[]), "course")
    assert section.sentences[0] == "No figure of a whole year is held."
    assert section.charts == ()
