"""Code, .po and .mo hold the same sentences, and every one is translated."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tests.repo.test_documents import load

catalogues = load("catalogues")


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_catalogue_holds_the_sentences_of_the_code(language):
    assert catalogues.path(language, ".po").read_bytes() == catalogues.updated(language), (
        "run: python scripts/catalogues.py extract"
    )


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_catalogue_is_current(language):
    assert catalogues.path(language, ".mo").read_bytes() == catalogues.compiled(language), (
        "run: python scripts/catalogues.py compile"
    )


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_sentence_is_translated_with_its_parameters(language):
    for message in catalogues.read(language):
        if not message.id:
            continue
        assert message.string, message.id
        wanted, given = fields(message.id), fields(message.string)
        if message.id == "{name} {year}":  # the month: Vietnamese uses its number
            wanted, given = {"year"}, given - {"name", "month"}
        assert given == wanted, message.id


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_signs_and_edges_survive(language):
    for message in catalogues.read(language):
        if not message.id:
            continue
        assert re.match(r"[✓▲▼✗?] |", message.id)[0] == re.match(r"[✓▲▼✗?] |", message.string)[0], message.id
        assert message.id.startswith(" ") == message.string.startswith(" "), message.id


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
