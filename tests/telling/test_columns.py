"""Words for tables, columns and what cells can be: none is forgotten, and meanings name things by the same words."""

from __future__ import annotations

import pytest

from haidang.core.pack.tables import BY_NAME, FORECASTS, TABLES
from haidang.telling.choices import choices_of
from haidang.telling.columns import ONE, TABLE, label_of, tell_hint
from haidang.telling.teller import teller

ENTERED = [each for each in TABLES if each is not FORECASTS]


def test_every_table_has_its_words():
    assert set(TABLE) == set(ONE) == set(BY_NAME)


@pytest.mark.parametrize("table", ENTERED, ids=lambda each: each.name)
def test_every_column_has_its_words(table):
    bare = [each.name for each in table.columns if label_of(table, each.name).template == "{name}"]
    assert bare == []


@pytest.mark.parametrize("table", ENTERED, ids=lambda each: each.name)
def test_every_choice_has_its_words(table):
    for column in table.columns:
        choices = choices_of(table.name, column)
        assert not column.values or tuple(choices) == column.values
        assert [code for code, word in choices.items() if word.template == "{name}"] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_meanings_can_be_told_in_words(table):
    t = teller("en")
    for column in table.columns:
        hint = tell_hint(table, column, t)
        assert "`" not in hint
        assert "{" not in column.doc, "a meaning is a sentence of the catalogues"


def test_a_meaning_names_choices_and_columns_as_people_do():
    t, targets = teller("en"), BY_NAME["targets"]
    assert (
        tell_hint(targets, targets.column("high"), t) == "Upper end, for the kind «between two values» alone."
    )
    assert "the promise is «Value promised»" in tell_hint(targets, targets.column("ambition"), t)
    indicators = BY_NAME["indicators"]
    assert "«they make none»" in tell_hint(indicators, indicators.column("over_areas"), t)


def test_what_a_name_says_is_not_said_again():
    t, documents = teller("en"), BY_NAME["documents"]
    assert tell_hint(documents, documents.column("title_vi"), t) == ""
    assert tell_hint(documents, documents.column("type"), t) == ""
