"""What is documented is tested to be documented."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path

import click
import pytest

from haidang.cli.main import main
from haidang.core.pack.defects import RULES
from haidang.core.pack.tables import TABLES
from haidang.core.targets.judging import KINDS

ROOT = Path(__file__).parent.parent.parent


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


write_docs = load("write_docs")


@pytest.mark.parametrize("name", sorted(write_docs.PAGES))
def test_pages_made_from_the_code_are_current(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == write_docs.PAGES[name](), (
        "run: python scripts/write_docs.py"
    )


def test_the_specification_names_every_table_column_and_rule():
    page = (ROOT / "docs/pack.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"### {table.name}" in page
        assert all(f"| `{column.name}` |" in page for column in table.columns)
    assert all(f"| `{rule}` |" in page for rule in RULES)


def commands(command: click.Command, path: tuple[str, ...] = ()):
    yield path, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                yield from commands(below, (*path, name))


ALL_COMMANDS = [(path, command) for path, command in commands(main) if path]


@pytest.mark.parametrize(("path", "command"), ALL_COMMANDS, ids=[" ".join(path) for path, _ in ALL_COMMANDS])
def test_every_command_has_help_and_a_worked_example(path, command):
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path}: {parameter.name}"
    if not isinstance(command, click.Group):
        assert f"haidang {' '.join(path)}" in command.help


def test_every_command_stands_in_the_documents():
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for path, _ in ALL_COMMANDS:
        assert f"# haidang {' '.join(path)}\n" in page


def test_every_key_of_the_review_is_documented():
    from datetime import date

    from haidang.files.evidence import open_pack
    from haidang.files.packs import find_folder
    from haidang.flows import review
    from haidang.telling.review import tell_review
    from haidang.telling.teller import teller

    evidence = open_pack(find_folder("haiphong"))
    data = tell_review(review.run(evidence, today=date(2024, 11, 14)), evidence, teller("en")).data
    assert set(data) == set(write_docs.KEYS[""])
    assert set(data["sums"]) == set(write_docs.KEYS["sums"])
    for name in ("numbers", "targets", "missing"):
        assert {key for entry in data[name] for key in entry} == set(write_docs.KEYS[name])
    assert {key for entry in data["this_year"] for key in entry["odds"]} == set(write_docs.KEYS["odds"])
    figures = [figure for entry in data["this_year"] for figure in entry["figures"]]
    assert {key for figure in figures for key in figure} == set(write_docs.KEYS["figures"])
    json.dumps(data, allow_nan=False)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_its_method_page(kind):
    assert (ROOT / f"docs/methods/{kind}.md").is_file()
    assert f"({kind}.md)" in (ROOT / "docs/methods/index.md").read_text(encoding="utf-8")


def test_links_between_documents_are_alive():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_shows_the_first_screen_as_it_is():
    import os
    import sys

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    environment = {**os.environ, "COLUMNS": "100", "LANG": "C.UTF-8", "HAIDANG_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "haidang", "review"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stdout.startswith(shown[1].rstrip().removesuffix("…").rstrip())


def test_no_lock_holds_an_address():
    for lock in ROOT.glob("requirements/*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")


def test_decisions_are_short_and_numbered():
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages if page.name[0].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 60, page.name
