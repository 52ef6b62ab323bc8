"""Errors: one tree, each says where, what was seen and what to do."""

import inspect

import pytest

from haidang.base import errors
from haidang.base.errors import DataError, HaidangError, NameUnknownError
from haidang.base.text import say

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, Exception)]


@pytest.mark.parametrize("each", CLASSES)
def test_every_error_belongs_to_the_one_tree(each):
    assert issubclass(each, HaidangError)
    assert each.__name__.endswith("Error")


def test_the_message_says_where_what_and_what_to_do():
    error = DataError(say("«{seen}» is no number.", seen="abc"), say("Write one."), "areas.csv:3")
    assert str(error) == "areas.csv:3: «abc» is no number. Write one."
    assert str(DataError(say("Empty."), say("Fill it."))) == "Empty. Fill it."


def test_an_unknown_name_offers_the_nearest():
    error = NameUnknownError(say("area"), "haiphon", ["haiphong", "haiduong", "vietnam"], "--area")
    assert str(error) == "--area: There is no area «haiphon». Did you mean haiphong, haiduong?"


def test_an_unknown_name_far_from_all_says_where_to_look():
    error = NameUnknownError(say("target"), "xyz", ["haiphong"])
    assert str(error) == (
        "There is no target «xyz». List what is known, for example with `haidang target list` or `haidang pack info`."
    )
