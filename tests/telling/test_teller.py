from __future__ import annotations

from datetime import date

import pytest

from haidang.base.errors import UseError
from haidang.base.intervals import Interval
from haidang.base.periods import parse_period
from haidang.base.text import Name, say
from haidang.telling.teller import teller

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("vi", "96.200,5", "14/11/2024"),
        ("en", "96,200.5", "14 November 2024"),
        ("fr", f"96{NARROW}200,5", "14 novembre 2024"),
    ],
)
def test_numbers_and_days_in_the_readers_form(language, number, day):
    t = teller(language)
    assert t.number(96200.5, 1) == number
    assert t.day(date(2024, 11, 14)) == day


def test_the_first_of_a_month_in_french():
    assert teller("fr").day(date(2026, 1, 1)) == "1er janvier 2026"
    assert teller("fr").day(date(2026, 1, 11)) == "11 janvier 2026"


@pytest.mark.parametrize(
    ("text", "vi", "en", "fr"),
    [
        ("2024", "2024", "2024", "2024"),
        ("2024-01-01/P8M", "8 tháng đầu năm 2024", "first 8 months of 2024", "8 premiers mois de 2024"),
        ("2024-S1", "6 tháng đầu năm 2024", "first 6 months of 2024", "6 premiers mois de 2024"),
        ("2024-08", "tháng 8/2024", "August 2024", "août 2024"),
        ("2019-04-01", "01/04/2019", "1 April 2019", "1er avril 2019"),
        ("2021-01-01/P5Y", "giai đoạn 2021-2025", "2021–2025", "2021–2025"),
    ],
)
def test_periods_in_the_words_of_an_office(text, vi, en, fr):
    period = parse_period(text)
    assert [teller(language).period(period) for language in ("vi", "en", "fr")] == [vi, en, fr]


@pytest.mark.parametrize("quarter", ["I", "II", "III", "IV"])
def test_quarters_have_roman_numbers(quarter):
    number = ("I", "II", "III", "IV").index(quarter) + 1
    assert teller("vi").period(parse_period(f"2024-Q{number}")) == f"quý {quarter}/2024"


@pytest.mark.parametrize(
    ("unit", "vi", "en"),
    [
        ("VND bn", "96.200 tỷ đồng", "96,200 billion VND"),
        ("VND bn (current)", "96.200 tỷ đồng", "96,200 billion VND"),
        ("%", "96.200%", "96,200%"),
        ("million tonnes", "96.200 triệu tấn", "96,200 million tonnes"),
    ],
)
def test_units_in_words(unit, vi, en):
    assert teller("vi").quantity(teller("vi").number(96200, 0), unit) == vi
    assert teller("en").quantity(teller("en").number(96200, 0), unit) == en


def test_without_a_unit_a_quantity_is_its_number():
    assert teller("vi").quantity("12", "") == "12"


def test_price_bases_are_named():
    assert "2010" in teller("en").quantity("1", "VND bn (2010 prices)")


def test_intervals_are_never_single_numbers():
    t = teller("en")
    assert t.interval(Interval.exact(3.0)) == "3"
    assert t.interval(Interval(3.0, float("inf"), True)) == "at least 3"
    assert t.interval(Interval(float("-inf"), 3.0)) == "at most 3"
    assert t.interval(Interval(1.0, 3.0), "%") == "1 to 3%"
    assert t.interval(Interval(float("-inf"), float("inf"))) == "unknown"


def test_published_digits_are_kept():
    assert teller("en").digits("6.70") == "6.70"
    assert teller("vi").digits("6.70") == "6,70"
    assert teller("en").exact(116442.134) == "116,442.134"


def test_sentences_inside_sentences_are_told_too():
    t = teller("fr")
    inner = say("unknown")
    assert t(inner) == "inconnu"
    assert "inconnu" in t.say("So far: {figure}.", figure=inner)


def test_names_fall_back_to_vietnamese():
    assert teller("fr").name(Name("Đồ Sơn")) == "Đồ Sơn"


def test_another_language_is_refused():
    with pytest.raises(UseError, match="not a language"):
        teller("de")
