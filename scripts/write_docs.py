"""
Write the pages that are made from the code: docs/pack.md, docs/cli.md, docs/review-json.md, docs/permissions.md, the tables of docs/desk.md.

    python scripts/write_docs.py

A test holds the pages against the code.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click
import django

from haidang.base.units import THINGS
from haidang.cli.main import main as command
from haidang.core.pack.defects import CAP, RULES
from haidang.core.pack.tables import BOUNDS, FILE_LIMIT_MB, TABLES, Column
from haidang.files.evidence import open_pack
from haidang.files.packs import find_folder
from haidang.flows import review
from haidang.portal.accounts.roles import BY_CODE, DELEGABLE, OF_THE_WHOLE, PERMISSIONS, ROLES, SCOPES
from haidang.telling.review import tell_review
from haidang.telling.review_data import FORMAT
from haidang.telling.teller import teller

DOCS = Path(__file__).parent.parent / "docs"
FAULTS = DOCS.parent / "benchmarks/results/portal_faults.json"


def pack_page() -> str:
    """Return docs/pack.md: the specification of the city pack."""
    return "\n".join(_pack_lines()) + "\n"


def _pack_lines() -> Iterator[str]:
    yield from (
        "# The city pack",
        "",
        "<!-- made by scripts/write_docs.py: change the code, not this page -->",
        "",
        "A folder that is a [Frictionless Data Package](https://datapackage.org) v2: `datapackage.json` and one file for each",
        "table, CSV or Parquet. `haidang pack new DIR` makes a small one, `haidang pack check DIR` finds every defect in one run,",
        "`haidang pack format DIR` writes the canonical form, `haidang pack convert` changes between CSV and Parquet.",
        "",
        "## The description",
        "",
        "Besides `name`, `title`, `version`, `licenses` and `resources` of the standard, the object `haidang` holds `format`",
        "(1), `title` in three languages, `review_day`, `document_id` and `area_id` (what `haidang review` reviews), and `horizon`:",
        "the day until which each table was followed. Beyond it nothing is late, unanswered or too old. `removals` lists what was removed",
        "from a portal by law: `table`, `removed_on`, `basis`, of a figure `indicator_id`, `area_id` and `since`; never what it said.",
        "",
        "## Accepted and canonical",
        "",
        "Accepted: UTF-8 with or without byte-order mark, any line ends, columns in any order, optional columns left out, spaces",
        "around cells, any Unicode form, periods in the words of an office («8 tháng năm 2024», «quý I/2024», «nhiệm kỳ 2020-2025»).",
        "Canonical: no mark, line feeds, quotation marks only where needed, all columns in the order below, rows sorted by key, form NFC,",
        "SDMX periods. Numbers keep the digits they were published with. Reading and writing again gives the same bytes; the content hash",
        f"(SHA-256) is the same for CSV and Parquet. Files of up to {FILE_LIMIT_MB} MB are read.",
        "",
        "Numbers have a decimal point and no grouping. Days are `2024-11-14`. Periods are `2024`, `2024-S1`, `2024-Q3`, `2024-08`, a day",
        "`2019-04-01`, the beginning of a year `2024-01-01/P8M` or `2024-01-01/P294D`, a term `2021-01-01/P5Y`. Lists are separated by",
        "semicolons. Empty means unknown. A bound is "
        + ", ".join(f"`{sign}` ({words})" for sign, words in BOUNDS.items())
        + ".",
        "",
        "Units: a scale and a thing (`VND bn`, `USD m`, `million tonnes`, `thousand people`), two of them (`USD per worker`), a price base",
        "in brackets (`VND bn (2010 prices)`, `(current)`), `%`, `% yoy`, `% per year`, `points`, `points of 10`, `rank`, `rank of 63`.",
        "Things: " + ", ".join(f"`{thing}`" for thing in THINGS) + ".",
        "",
        "## Tables",
    )
    for table in TABLES:
        yield from (
            "",
            f"### {table.name}",
            "",
            table.doc,
            "",
            f"Key: {', '.join(f'`{name}`' for name in table.key)}.",
            "",
        )
        yield from ("| column | type | needed | meaning |", "|---|---|---|---|")
        for column in table.columns:
            yield f"| `{column.name}` | {_type(column)} | {'yes' if column.required else ''} | {column.doc} |"
    yield from (
        "",
        "## Rules of the pack's own",
        "",
        "A row of `validations` says how two formulas compare, for example that parts are not more than their whole:",
        "",
        "```csv",
        "validation_id,name_vi,left,operator,right,tolerance_pct,importance,instruction_vi",
        "budget-parts,Hai khoản thu nằm trong tổng thu,revenue_domestic + revenue_customs,<=,revenue_total,0.1,high,Kiểm tra ba con số.",
        "```",
        "",
        "It is looked at for every period and area of which all its figures are held, each with the vintage that counts on the last",
        "day there is; what has a formula is computed, units are converted, and a bound is no breach as long as one possible value keeps",
        "the rule. A breach is a warning of its importance. These rules are looked at once the pack has no errors.",
        "",
        "## Rules of the check",
        "",
        f"Errors make a pack unusable, warnings are for a person to look at. At most {CAP} findings a rule and file are listed, the rest is counted.",
        "",
        "| rule | kind | what is wrong | what to do |",
        "|---|---|---|---|",
    )
    for rule in RULES.values():
        yield f"| `{rule.rule_id}` | {rule.severity} | {_plain(rule.problem)} | {_plain(rule.remedy)} |"


def _type(column: Column) -> str:
    if column.to:
        return f"{'list of ' if column.kind == 'refs' else ''}reference to `{column.to}`"
    if column.values:
        return "one of " + ", ".join(f"`{value}`" for value in column.values)
    ends = [f"{end:g}" for end in (column.low, column.high) if end is not None]
    return column.kind + (f" ({' to '.join(ends)})" if ends else "")


def _plain(template: str) -> str:
    return template.replace("{", "‹").replace("}", "›").replace("|", "\\|")


def command_page() -> str:
    """Return docs/cli.md: every command with its help."""
    lines = [
        "# The command line",
        "",
        "<!-- made by scripts/write_docs.py: change the code, not this page -->",
        "",
        "Data goes to standard output, words about it to standard error. Exit codes: 0; 2 for bad input or use; 1 for a defect of ours.",
        "`python -m haidang` is the same as `haidang`.",
    ]
    with click.Context(command, info_name="haidang") as context:
        lines += _help(command, context, 2)
    return "\n".join(lines) + "\n"


def _help(each: click.Command, context: click.Context, depth: int) -> Iterator[str]:
    yield from ("", f"{'#' * depth} {context.command_path}", "", "```", *_fixed(each, context), "```")
    if isinstance(each, click.Group):
        for name in each.list_commands(context):
            below = each.get_command(context, name)
            if below is not None:
                with click.Context(below, info_name=name, parent=context) as inner:
                    yield from _help(below, inner, min(depth + 1, 4))


def _fixed(each: click.Command, context: click.Context) -> list[str]:
    formatter = click.HelpFormatter(width=100, max_width=100)
    each.format_help(context, formatter)
    return formatter.getvalue().rstrip().splitlines()


# what each key of the review's JSON means; a test holds the list against what is written
KEYS = {
    "": {
        "format": f"`{FORMAT}`; a new number when a key is taken away or changes its meaning",
        "program": "name and version of the program",
        "pack": "name, version and content hash (`sha256`) of the data",
        "language": "language of the told sentences",
        "as_of": "day as of which everything is answered",
        "asked": "day that was asked for (may lie in the future)",
        "with_derived": "whether numbers computed by the collector count",
        "is_narrowed": "whether the portal left lines out that were not asked for; `sums` and `lead` count all",
        "document": "the document reviewed",
        "area": "the area it is reviewed for",
        "lead": "the first line, told",
        "notices": "what the reader must know about the day and the data, told",
        "sums": "the numbers of the first line, see below",
        "numbers": "targets as the document counts them, parts put together",
        "targets": "one entry a `target_id`",
        "missing": "what each target lacks and who owes it",
        "elsewhere": "the same indicators in other documents, entries as in `targets`",
        "this_year": "plans of the year of the day, entries as in `targets`",
        "record": "earlier promises that can be decided, entries as in `targets` and `odds_half_a_year_before`, replayed",
        "undecided": "earlier promises that are over and cannot be decided, entries as in `targets`",
        "possibly_known": "figures that may have been public on the day, but not surely",
    },
    "sums": {
        "targets": "targets of the document, by number",
        "official_met": "officially met or exceeded",
        "official_in_difficulty": "officially in difficulty",
        "official_other": "officially assessed with another word",
        "official_none": "not officially assessed",
        "checkable": "those that public figures can check",
        "record_decided": "earlier promises that can be decided",
        "record_kept": "of these, kept",
        "record_on_estimates": "of the decided ones, resting on an estimate or a preliminary figure",
        "record_over": "earlier promises whose time is over, decided or not",
    },
    "numbers": {
        "number": "number in the document",
        "target_ids": "its parts",
        "official": "latest official verdict, or null",
        "evidence": "status of the parts together",
        "reason": "why it cannot be checked, or null",
        "agreement": "whether both agree: `agree`, `disagree`, `not_comparable`",
    },
    "targets": {
        "target_id": "identifier",
        "document_id": "the document that sets it",
        "number": "its number there, or null",
        "part": "letter of the part, or null",
        "name": "name in `vi`, `en`, `fr`",
        "indicator_id": "what it is measured by, or null",
        "area_id": "for which area",
        "kind": "kind of target, or null when the wording is not held",
        "value_status": "`held`, `not_held` or `not_published`",
        "low": "the promise",
        "high": "upper end of a corridor",
        "ambition": "what is wished for beyond the promise",
        "tolerance_pct": "stated tolerance of «about»",
        "unit": "unit of these numbers",
        "period": "when it is to be reached, or the span it covers",
        "counts_from": "day from which it counts",
        "earliest_source_by": "day of the earliest source held: a promise is often older",
        "derived": "whether the value was computed from published numbers",
        "source_id": "source of the promise",
        "official": "latest official verdict, or null",
        "official_assessment": "that assessment: day, assessor, words, source",
        "evidence": "`met`, `ahead`, `behind`, `missed`, `not_checkable`",
        "probability": "odds that it is met, 0 to 1, or null",
        "odds": "the odds with all they rest on, see below, or null",
        "reason": "why it cannot be checked, or null",
        "schedule": "`running` or `over`",
        "days_left": "days until the last day of the period",
        "elapsed_share": "share over of the days from when it counts, 0 to 1",
        "achieved": "possible values reached (`low`, `high`, open ends), in the indicator's unit",
        "achieved_over": "the span these values cover",
        "pace_so_far": "pace so far: `form` and possible values",
        "pace_needed": "pace needed from here, or null",
        "is_estimate": "whether the deciding figure is an estimate or preliminary",
        "official_figure_from": "first day on which an official figure can exist, by the rule in force",
        "figures": "the figures it rests on, each with vintages and rivals",
        "latest": "the latest figure of the indicator, or null",
        "notes": "pace, assumptions and remarks, told",
    },
    "odds": {
        "probability": "0 to 1, or null",
        "low": "least probability where it is a range",
        "high": "greatest probability where it is a range",
        "chance": "the probability in a word: `very_likely`, `likely`, `uncertain`, `unlikely`, `very_unlikely`",
        "state": "`ok` when it was counted on paths, `met` or `missed` when the figures decided, else why there are none",
        "outcome": "quantiles of the outcome by their share",
        "unit": "unit of the outcome",
        "draws": "paths it was counted on",
        "seed": "their seed",
        "recorded": "whether it was recorded rather than computed now",
    },
    "missing": {
        "target_id": "the target",
        "number": "its number",
        "reason": "why it cannot be checked",
        "missing": "what is missing: `value`, `figure`, `newer_figure`, `exact_figure`, `one_figure`, `same_definition`, `same_territory`",
        "body_id": "who owes it",
        "owing": "as what: `accountable`, `responsible` or `issuer`",
        "expected": "the [figure to come](methods/calendar.md) that would help, as in `haidang calendar`: `period`, `due`, `body_ids`, `state`, `basis` and more; null where none is expected",
    },
    "figures": {
        "indicator_id": "indicator",
        "area_id": "territory",
        "period": "period, SDMX",
        "value": "number",
        "text": "the number's published digits",
        "bound": "`>`, `<`, `~` or null",
        "unit": "unit of the number",
        "status": "SDMX observation status",
        "producer_id": "who made it",
        "definition": "definition, or null",
        "derived": "whether the collector computed it",
        "public_from": "first day on which it may have been public",
        "public_by": "day by which it was public",
        "source_id": "source",
        "tier": "tier of the source, 1 official to 4 forum",
        "confidence": "the collector's",
        "is_preferred": "whether it is the preferred producer's",
        "computed": "whether a formula gave it",
        "vintages": "all known vintages, oldest first",
        "rivals": "figures of other producers or definitions for the same period",
    },
}
TITLES = {
    "": "The whole",
    "sums": "sums",
    "numbers": "numbers[]",
    "targets": "targets[]",
    "odds": "odds of a target",
    "missing": "missing[]",
    "figures": "figures[]",
}


def json_page() -> str:
    """Return docs/review-json.md: the form of `haidang review --format json`."""
    evidence = open_pack(find_folder("haiphong"))
    report = tell_review(review.run(evidence, today=date(2024, 11, 14)), evidence, teller("en"))
    lines = [
        "# The review as JSON",
        "",
        "<!-- made by scripts/write_docs.py: change the code, not this page -->",
        "",
        "`haidang review --format json`. Keys may be added without notice; the number of the format changes when one is taken away or",
        "changes its meaning. Infinite ends of an interval are null.",
        "",
        "```json",
        json.dumps(
            {"format": report.data["format"], "as_of": report.data["as_of"], "sums": report.data["sums"]},
            indent=2,
        ),
        "```",
    ]
    for place, keys in KEYS.items():
        lines += ["", f"## {TITLES[place]}", "", "| key | meaning |", "|---|---|"]
        lines += [f"| `{key}` | {meaning} |" for key, meaning in keys.items()]
    return "\n".join(lines) + "\n"


def permissions_page() -> str:
    """Return docs/permissions.md: which role may do what at the desk."""
    lines = [
        "# Permissions",
        "",
        "<!-- made by scripts/write_docs.py: change the code, not this page -->",
        "",
        "Everything public is read without an account. At the desk a role has these permissions, over a body and all bodies below it;",
        "when a body has ended, over what it left those that followed it have them. A page asks for one of them, and a test asks every",
        "page as everybody, with every method.",
        "",
        f"| permission | what it lets do | {' | '.join(str(role) for role in ROLES.values())} | second factor |",
        f"|---|---|{'---|' * len(ROLES)}---|",
    ]
    for each in PERMISSIONS:
        marks = " | ".join("●" if role in each.roles else "" for role in ROLES)
        lines.append(f"| `{each.code}` | {each.doc} | {marks} | {'●' if each.is_guarded else ''} |")
    lines += [
        "",
        "**Second factor**: on a public portal these are allowed only to accounts that sign in with one; `HAIDANG_SECOND_FACTOR` says",
        "[otherwise](portal.md#settings).",
        "",
        f"- An office is a role over a body, between two days. {_roles(OF_THE_WHOLE)} are of the whole city, and of no one body.",
        "- Nobody changes their own offices, or disables or erases their own account; an administrator whose office has no last day is always left.",
        f"- {_roles(DELEGABLE)} lend an office to a colleague for days while they are away. It ends by itself and is not lent on; both count as",
        "  one hand in what is written.",
        "- Who enters, who checks and who publishes are three persons. Whoever hands in, corrects or takes an upload, and who made a machine's token, has a hand in what comes of it.",
        "- A figure is its producer's matter, and that of who is responsible for its indicator: no other body corrects or withdraws it.",
        f"- A machine has the role `machine` alone. Its token lets {' and '.join(f'`{each}`' for each in SCOPES)}, ends after a year at most, and never checks,",
        "  publishes or administrates.",
    ]
    return "\n".join(lines) + "\n"


def _roles(codes: Iterable[str]) -> str:
    names = [str(ROLES[code]).lower() + "s" for code in codes]
    return (", ".join(names[:-1]) + " and " + names[-1]).capitalize()


def desk_page() -> str:
    """Return docs/desk.md: written by hand, but for the tables between its marks."""
    page = (DOCS / "desk.md").read_text(encoding="utf-8")
    for name, lines in {"moves": _moves(), "faults": _faults()}.items():
        first, last = f"<!-- {name}: made by scripts/write_docs.py -->", f"<!-- end of {name} -->"
        before, rest = page.split(first)
        _, after = rest.split(last)
        page = "\n\n".join(filter(None, [before + first, "\n".join(lines), last + after]))
    return page


def _moves() -> Iterator[str]:
    """Yield the table of the moves of an entry."""
    _make_django_ready()
    from haidang.portal.entries.life import MOVES, STATES  # noqa: PLC0415  needs a ready Django

    yield "| move | from | to | by | another person | a reason |"
    yield "|---|---|---|---|---|---|"
    for each in MOVES.values():
        sources = ", ".join(f"«{STATES[state]}»" for state in each.sources)
        roles = ", ".join(str(ROLES[role]).lower() for role in BY_CODE[each.permission].roles)
        marks = " | ".join("●" if mark else "" for mark in (each.is_of_others, each.needs_reason))
        yield f"| {each.label} | {sources} | «{STATES[each.target]}» | {roles} | {marks} |"


def _faults() -> Iterator[str]:
    """Yield the table of what was measured with faults put in; nothing before it was."""
    if not FAULTS.exists():
        return
    rows = json.loads(FAULTS.read_text(encoding="utf-8"))["rows"]
    yield "Measured with faults put in on purpose, some rounds of each, by `benchmarks/portal/faults.py`:"
    yield ""
    yield f"| {' | '.join(name.replace('_', ' ') for name in rows[0])} |"
    yield f"|{'---|' * len(rows[0])}"
    for each in rows:
        yield f"| {' | '.join(str(value) for value in each.values())} |"


def _make_django_ready() -> None:
    """Let the moves be read, which stand beside tables of the database: none is opened, and nothing of the user's own is written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haidang.portal.config.settings")
    os.environ.setdefault("HAIDANG_SECRET_KEY", "of the documentation, which signs nothing")
    django.setup()


PAGES = {
    "pack.md": pack_page,
    "cli.md": command_page,
    "review-json.md": json_page,
    "permissions.md": permissions_page,
    "desk.md": desk_page,
}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
