"""Texts: sentences with parameters, names in three languages, Unicode forms, likeness."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import LANGUAGES, Name, Said, fold, nearest, nfc, places_of, say, words_of


def test_a_sentence_keeps_template_and_parameters():
    said = say("{count} rows of {file}", count=3, file="areas.csv")
    assert said == Said("{count} rows of {file}", {"count": 3, "file": "areas.csv"})
    assert str(said) == "3 rows of areas.csv"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (14740.0, "14740"),
        (0.1, "0.1"),
        (("a", "b"), "a, b"),
        ([1.5, say("of {n}", n=2)], "1.5, of 2"),
        (say("inner {x}", x="{braces}"), "inner {braces}"),
        ("100 %", "100 %"),
    ],
)
def test_parameters_are_written_plainly(value, plain):
    assert str(say("«{value}»", value=value)) == f"«{plain}»"


def test_sentences_can_be_kept_in_sets():
    assert {say("{a}", a=[1]), say("{a}", a=[1])} == {say("{a}", a=[1])}
    assert say("{a}", a=1) != say("{a}", a=2)


@pytest.mark.parametrize(
    ("name", "in_each"),
    [
        (Name("một", "one", "un"), ["một", "one", "un"]),
        (Name("một"), ["một", "một", "một"]),
        (Name("một", "", "un"), ["một", "một", "un"]),
        (Name("", "one", ""), ["one", "one", "one"]),
        (Name("", "", "un"), ["un", "un", "un"]),
        (Name(""), ["", "", ""]),
    ],
)
def test_an_empty_name_falls_back(name, in_each):
    assert [name.in_(language) for language in LANGUAGES] == in_each
    assert str(name) == in_each[1]


@given(st.text())
def test_identifiers_are_compared_in_one_form(text):
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text)
    assert nfc(nfc(text)) == nfc(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồ Sơn", "do son"),
        ("QUẬN HỒNG BÀNG", "quan hong bang"),
        ("Thủy Nguyên", "thuy nguyen"),
        ("ướt", "uot"),
        ("", ""),
    ],
)
def test_folding_takes_marks_and_case_away(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_the_nearest_names_come_best_first():
    known = ["do_son", "duong_kinh", "kien_an", "Đồ Sơn 2"]
    assert nearest("do_sơn", known)[0] == "do_son"
    assert nearest("đồ sơn 2", known)[0] == "Đồ Sơn 2"
    assert nearest("xyz", known) == ()
    assert nearest("do_son", []) == ()
    assert len(nearest("ward_1", ["ward_2", "ward_3", "ward_4"], count=2)) == 2


@given(st.text(min_size=1), st.lists(st.text(), max_size=4))
def test_a_known_name_is_its_own_nearest(name, others):
    close = nearest(name, [*others, name])
    assert not fold(name) or fold(close[0]) == fold(name)
    assert set(close) <= {*others, name}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đầu tư", ["dau", "tu"]),
        ("45-NQ/TW", ["45", "nq", "tw"]),
        ("grdp_growth", ["grdp", "growth"]),
        ("  «9,77%» ", ["9", "77"]),
        ("!?", []),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_folded(text, words):
    assert words_of(text) == words


@given(st.text())
def test_words_are_the_same_in_any_form_and_case(text):
    assert (
        words_of(text) == words_of(unicodedata.normalize("NFD", text)) == words_of(" ".join(words_of(text)))
    )


def test_words_are_found_by_their_beginnings():
    text = "Hạ tầng cảng Đình Vũ"
    found = [text[start:end] for start, end in places_of(text, ["ha", "din", "ang"])]
    assert found == ["Hạ", "Đình"]
    assert places_of(text, []) == []
