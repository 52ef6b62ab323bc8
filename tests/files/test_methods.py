"""The pages of methods: beside the program or in the checkout, drawn without a dead link and without raw HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from haidang.files import methods
from haidang.files.methods import INDEX, method_pages, read_pages
from haidang.files.prose import draw_prose, paragraphs_of

PAGES = method_pages()


def resolve(name):
    return name if name.removesuffix(".md") in PAGES else ""


def test_in_a_checkout_they_are_those_of_the_documentation():
    folder = Path(__file__).parents[2] / "docs/methods"
    assert set(PAGES) == {path.stem for path in folder.glob("*.md")}
    assert next(iter(PAGES)) == INDEX
    assert PAGES["odds"].text == (folder / "odds.md").read_text(encoding="utf-8")
    assert PAGES["odds"].title == "Odds"


def test_installed_they_stand_beside_the_program(tmp_path, monkeypatch):
    (tmp_path / "index.md").write_text("# Methods\n\n[B](b.md) and [a](a.md)\n", encoding="utf-8")
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# {name.upper()}\n", encoding="utf-8")
    monkeypatch.setattr(methods, "_HERE", tmp_path)
    methods.method_pages.cache_clear()
    try:
        assert list(methods.method_pages()) == [INDEX, "b", "a", "c"]
    finally:
        methods.method_pages.cache_clear()


def test_a_folder_without_pages_has_none(tmp_path):
    assert read_pages(tmp_path) == {}


def test_the_wheel_takes_them_along():
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    forced = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert forced["docs/methods"] == "haidang/files/method_pages"
    assert methods._HERE.name == "method_pages"


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_anchor_of_a_page_is_alive(name):
    drawn = {each: draw_prose(page.text, resolve) for each, page in PAGES.items()}
    ids = re.findall(r'id="([^"]+)"', drawn[name])
    assert len(ids) == len(set(ids))
    for address in re.findall(r'href="([^"]+)"', drawn[name]):
        if not address.startswith("http"):
            page, _, anchor = address.partition("#")
            whole = drawn[page.removesuffix(".md")] if page else drawn[name]
            assert not anchor or f'id="{anchor}"' in whole, address


def test_the_title_is_left_to_the_page():
    assert draw_prose("# Title\n\nText.", resolve) == "<p>Text.</p>\n"
    assert draw_prose("Text.", resolve) == "<p>Text.</p>\n"
    assert draw_prose("", resolve) == ""


def test_raw_html_is_text():
    drawn = draw_prose("a <script>alert(1)</script> [x](javascript:alert(1))", resolve)
    assert "<script" not in drawn
    assert "href" not in drawn


def test_a_link_to_nothing_is_its_text_and_one_elsewhere_says_nothing_of_the_reader():
    assert draw_prose("[the pack](../pack.md) [x](odds.md#doubt)", resolve) == (
        '<p>the pack <a href="odds.md#doubt">x</a></p>\n'
    )
    assert 'rel="noreferrer"' in draw_prose("[x](https://example.org)", resolve)


def test_cells_of_tables_name_their_columns_and_numbers_stand_right():
    drawn = draw_prose("|a|`b`|\n|---|---:|\n|1|2|\n", resolve)
    assert '<td data-label="a">1</td>' in drawn
    assert '<td data-label="b" class="number">2</td>' in drawn
    assert "style" not in drawn
    assert "</th>" not in draw_prose("||\n|---|\n|1|\n", resolve)
    assert "class" not in draw_prose("|a|\n|:---|\n|1|\n", resolve)


def test_code_is_reached_by_the_keyboard():
    assert '<code tabindex="0">' in draw_prose("```\nx\n```", resolve)


def test_paragraphs_are_plain():
    assert paragraphs_of("# A `b`\n\nOne\ntwo [three](x.md).\n\n```\ncode\n```\n") == [
        "A b",
        "One two three.",
    ]
