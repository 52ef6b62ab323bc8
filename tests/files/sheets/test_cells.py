"""Cells in the form of the pack: what is certain is read, what can mean two things is asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.files.sheets.cells import Read, read_cell, same_digits
from haidang.files.sheets.columns import BY_KEY, FILLED, choices
from haidang.files.sheets.habits import PROBE_NUMBER, habits_of, learned

LANGUAGES = ("vi", "en", "fr")


def read(key, raw, language="vi", **changes):
    return read_cell(BY_KEY[key], raw, habits_of(language, **changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (12.5, "12.5"),
        (3.0, "3"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        ("12", "12"),
        ("007", "7"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("-12,5", "-12.5"),
        ("\u221212,5", "-12.5"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234\u00a0567,5", "1234567.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("1'234.5", "1234.5"),
        (" 12,5\u200b ", "12.5"),
    ],
)
def test_a_number_that_can_mean_one_thing_is_read(language, seen, meant):
    assert read("value", seen, language) == Read(meant)


@pytest.mark.parametrize(
    ("language", "seen", "meant"),
    [("vi", "1,234", "1.234"), ("fr", "1,234", "1.234"), ("en", "1.234", "1.234")],
)
def test_three_decimals_after_the_sign_of_the_language_are_decimals(language, seen, meant):
    assert read("value", seen, language) == Read(meant)


@pytest.mark.parametrize(
    ("language", "seen", "large", "small"),
    [
        ("vi", "1.234", "1234", "1,234"),
        ("fr", "-12.345", "-12345", "-12,345"),
        ("en", "1,234", "1234", "1.234"),
    ],
)
def test_thousands_or_decimals_are_asked_about_with_both(language, seen, large, small):
    found = read("value", seen, language)
    assert (found.rule_id, found.params) == ("either-number", {"large": large, "small": small})
    assert [read("value", each, language).text for each in (large, small)] == [large, small.replace(",", ".")]


@pytest.mark.parametrize(
    ("seen", "rule_id"),
    [
        ("hơn 6", "not-a-number"),
        ("> 6", "not-a-number"),
        ("6%", "not-a-number"),
        ("12.34.5", "not-a-number"),
        ("1.2345,6", "not-a-number"),
        ("1,2,3", "not-a-number"),
        ("٣", "not-a-number"),
        ("9" * 40, "not-a-number"),
        (1e300, "not-a-number"),
        (float("nan"), "not-a-number"),
        (True, "not-a-number"),
        ("1,2E+11", "digits-lost"),
        (date(2025, 5, 12), "day-for-number"),
        (time(3), "day-for-number"),
        (timedelta(hours=3), "day-for-number"),
    ],
)
def test_what_is_no_number_is_named(seen, rule_id):
    assert read("value", seen).rule_id == rule_id


@given(
    st.decimals(-(10**12), 10**12, places=4).map(lambda number: format(number, "f")),
    st.sampled_from(LANGUAGES),
)
def test_a_number_shown_in_the_form_of_a_language_is_read_in_it(text, language):
    sign = "," if language != "en" else "."
    assert read("value", text.replace(".", sign), language).text.lstrip("-").lstrip("0") == text.lstrip(
        "-"
    ).lstrip("0")


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 6)))
def test_a_true_number_keeps_its_value_whatever_the_language(number):
    assert {float(read("value", number, language).text) for language in LANGUAGES} == {
        float(f"{number:.15g}")
    }


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("12.5", True),
        ("12.50", False),
        ("-0", False),
        ("12345678901234567", False),
        ("1,5", False),
        ("?", False),
    ],
)
def test_a_number_that_a_spreadsheet_would_change_is_known(text, is_same):
    assert same_digits(text) is is_same


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "seen",
    [
        date(2024, 7, 1),
        datetime.fromisoformat("2024-07-01"),
        "2024-07-01",
        "2024-7-1",
        "2024-07-01 00:00:00",
        "2024-07-01T00:00",
    ],
)
def test_a_day_that_is_certain_is_read(language, seen):
    assert read("public_by", seen, language) == Read("2024-07-01")


@pytest.mark.parametrize("language", ["vi", "fr"])
@pytest.mark.parametrize("seen", ["01/07/2024", "1.7.2024", "1-7-2024", "01/07/2024 00:00"])
def test_a_local_day_begins_with_the_day_in_vietnamese_and_french(language, seen):
    assert read("public_by", seen, language) == Read("2024-07-01")


def test_an_english_day_is_asked_about_where_it_can_be_two():
    found = read("public_by", "3/4/2024", "en")
    assert (found.rule_id, found.params) == ("either-day", {"first": "2024-04-03", "second": "2024-03-04"})
    assert read("public_by", "13/4/2024", "en") == read("public_by", "4/13/2024", "en") == Read("2024-04-13")
    assert read("public_by", "4/4/2024", "en") == Read("2024-04-04")


@pytest.mark.parametrize(
    ("seen", "rule_id"),
    [
        (45_123.0, "serial-day"),
        ("45123", "serial-day"),
        (2024.0, "not-a-day"),
        ("2024", "not-a-day"),
        ("31/02/2024", "not-a-day"),
        ("7/14/2024", "not-a-day"),
        ("2024-02-30", "not-a-day"),
        ("1/7/24", "not-a-day"),
        (datetime.fromisoformat("2024-07-01T12:00"), "not-a-day"),
        ("hôm qua", "not-a-day"),
        (True, "not-a-day"),
    ],
)
def test_what_is_no_day_is_named(seen, rule_id):
    assert read("public_by", seen).rule_id == rule_id


@pytest.mark.parametrize(("is_1904", "day"), [(False, "2023-07-16"), (True, "2027-07-17")])
def test_a_serial_day_is_offered_as_the_file_counts(is_1904, day):
    assert read("public_by", 45_123.0, is_1904=is_1904).params == {"day": day}


@pytest.mark.parametrize("key", ["bound", "status"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_read_by_code_and_by_words_of_every_language(key, language):
    for code, label in choices(key, language).items():
        assert read(key, code, "vi") == read(key, label, "vi") == Read(code)
        assert read(key, f" {label.partition(' – ')[2].upper()} ", "vi") == Read(code)


def test_another_choice_is_named_with_those_allowed():
    found = read("status", "xong")
    assert found.rule_id == "not-a-choice"
    assert "A – chính thức" in found.params["allowed"]


def test_a_source_is_read_by_its_identifier():
    assert (
        read("source_id", "gso_2024 – Niên giám – 2024") == read("source_id", "gso_2024") == Read("gso_2024")
    )


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (2024.0, "2024"),
        (True, "true"),
        (date(2024, 7, 1), "2024-07-01"),
        ("a\r\nb", "a\nb"),
        ("e\u0302", "ê"),
        ("'=1+1", "=1+1"),
    ],
)
def test_text_is_plain(seen, meant):
    assert read("note", seen) == Read(meant)


@pytest.mark.parametrize(
    ("seen", "rule_id"),
    [("x" * 2001, "too-long"), ("a\x07b", "control-signs"), ("a\u202eb", "control-signs")],
)
def test_text_that_cannot_be_shown_is_named(seen, rule_id):
    assert read("note", seen).rule_id == rule_id


@pytest.mark.parametrize("column", FILLED, ids=lambda column: column.key)
def test_an_empty_cell_is_no_defect(column):
    assert read_cell(column, "", habits_of("vi")) == Read("")


@pytest.mark.parametrize(
    ("day", "number", "order", "sign"),
    [
        ("2024-12-31", "1234,5", "day first", ","),
        ("31/12/2024", "1234.5", "day first", "."),
        ("12/31/2024", "1,234.50", "month first", "."),
        (date(2024, 12, 31), 1234.5, "day first", ","),
        ("", "", "day first", ","),
        ("31 Dec 24", "1 234,5", "day first", ","),
    ],
)
def test_a_file_is_read_as_its_program_writes(day, number, order, sign):
    habits = learned(habits_of("vi"), (day, number))
    assert (habits.order, habits.decimal_sign) == (order, sign)


def test_days_with_the_month_first_are_read_so():
    habits = learned(habits_of("vi"), ("12/31/2024", PROBE_NUMBER))
    assert read_cell(BY_KEY["public_by"], "7/1/2024", habits) == Read("2024-07-01")
    assert read_cell(BY_KEY["value"], "1.234", habits) == Read("1.234")


@pytest.mark.parametrize("number", [12345.0, "12345", "1.2345", "?"])
def test_a_number_that_came_back_as_another_is_not_trusted(number):
    assert learned(habits_of("vi"), ("2024-12-31", number)) is None


@pytest.mark.parametrize("probes", [(), ("",), ("2024-12-31",)])
def test_without_probes_the_language_holds(probes):
    assert learned(habits_of("fr"), probes) == habits_of("fr")
