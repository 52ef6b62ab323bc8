"""The check of a pack, told; and what a pack holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.base.text import say
from haidang.core.evidence import Description
from haidang.core.pack.defects import RULES, Finding, Findings
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.shows import NOT_HELD
from haidang.telling.teller import Teller


def tell_findings(findings: Findings, folder: str, t: Teller) -> Report:
    """Tell every defect of a pack with file, row, column, value, rule and remedy."""
    errors, warnings = findings.count("error"), findings.count("warning")
    if errors:
        lead = t.say(
            "{errors} errors and {warnings} warnings: the pack cannot be used until the errors are mended.",
            errors=errors,
            warnings=warnings,
        )
    elif warnings:
        lead = t.say(
            "No errors, {warnings} warnings: the pack can be used; look at the warnings.", warnings=warnings
        )
    else:
        lead = t.say("No errors and no warnings.")
    sections = []
    for section_id, title, listed in (
        ("errors", say("Errors"), findings.errors),
        ("warnings", say("Warnings"), findings.warnings),
    ):
        if listed:
            sections.append(Section(section_id, t(title), (), (_table(listed, t(title), t),)))
    more = [
        t.say("{file}: {count} more of «{rule}» are not listed.", file=file, count=count, rule=rule_id)
        for rule_id, file, count in findings.unlisted()
    ]
    if more:
        sections.append(Section("more", t.say("Not listed"), tuple(more)))
    rows = [*findings.errors, *findings.warnings]
    return Report(
        language=t.language,
        title=t.say("Check of {folder}", folder=folder),
        lead=lead,
        notices=(),
        sections=tuple(sections),
        footer=(),
        make_data=lambda: {
            "format": "haidang-check/1",
            "folder": folder,
            "errors": errors,
            "warnings": warnings,
            "findings": [_data(finding, t) for finding in rows],
            "unlisted": [
                {"rule": rule_id, "file": file, "count": count}
                for rule_id, file, count in findings.unlisted()
            ],
        },
        make_rows=lambda: _rows(rows, findings.unlisted(), t),
    )


def _table(findings: Sequence[Finding], caption: str, t: Teller) -> Table:
    """Return findings for people: where, what is wrong, what to do."""
    columns = (
        Column("where", t.say("Where")),
        Column("problem", t.say("What is wrong")),
        Column("remedy", t.say("What to do")),
    )
    rows = tuple((_where(finding, t), _problem(finding, t), t(finding.remedy)) for finding in findings)
    return Table(caption, columns, rows)


def _where(finding: Finding, t: Teller) -> str:
    if finding.row is None:
        return finding.file
    if not finding.column:
        return t.say("{file}, row {row}", file=finding.file, row=finding.row)
    return t.say("{file}, row {row}, {column}", file=finding.file, row=finding.row, column=finding.column)


def _problem(finding: Finding, t: Teller) -> str:
    told = t(finding.problem)
    if finding.value and finding.value not in told:
        told = t.say("«{value}»: {problem}", value=finding.value, problem=told)
    return f"{told} [{finding.rule_id}]"


def _rows(findings: Sequence[Finding], unlisted: Sequence[tuple[str, str, int]], t: Teller) -> Table:
    """Return findings for machines, one column a fact, and a row for those that are only counted."""
    keys = ("file", "row", "column", "value", "problem", "remedy", "rule", "severity")
    rows = [tuple(str(cell) for cell in _data(finding, t).values()) for finding in findings]
    for rule_id, file, count in unlisted:
        more = t.say("{file}: {count} more of «{rule}» are not listed.", file=file, count=count, rule=rule_id)
        rows.append((file, "", "", "", more, "", rule_id, RULES[rule_id].severity))
    return Table("findings", tuple(Column(key, key) for key in keys), tuple(rows))


def _data(finding: Finding, t: Teller) -> dict[str, object]:
    return {
        "file": finding.file,
        "row": "" if finding.row is None else finding.row,
        "column": finding.column,
        "value": finding.value,
        "problem": t(finding.problem),
        "remedy": t(finding.remedy),
        "rule": finding.rule_id,
        "severity": finding.severity,
    }


def tell_info(about: Description, counts: Mapping[str, int], content_hash: str, t: Teller) -> Report:
    """Tell what a pack holds and until when it was followed."""
    columns = (
        Column("table", t.say("Table")),
        Column("rows", t.say("Rows"), "right"),
        Column("horizon", t.say("Followed until")),
    )
    rows = tuple(
        (name, t.number(count, 0), t.day(about.horizon[name]) if name in about.horizon else t(NOT_HELD))
        for name, count in counts.items()
    )
    table = Table(t.say("Tables"), columns, rows)
    review = (
        t.say("Made for the review of {day}.", day=about.review_day)
        if about.review_day
        else t.say("Made for no review in particular.")
    )
    return Report(
        language=t.language,
        title=t.name(about.title),
        lead="",
        notices=(),
        sections=(
            Section(
                "tables",
                t.say("What it holds"),
                tuple(
                    filter(
                        None,
                        (
                            review,
                            about.note,
                            t.say(
                                "Version {version}; licence {licence}.",
                                version=about.version or "–",
                                licence=about.licence or "–",
                            ),
                        ),
                    )
                ),
                (table,),
            ),
        ),
        footer=(t.say("Content hash: {hash}.", hash=content_hash),),
        make_data=lambda: {
            "format": "haidang-pack/1",
            "name": about.name,
            "version": about.version,
            "licence": about.licence,
            "review_day": about.review_day.isoformat() if about.review_day else None,
            "document_id": about.document_id or None,
            "area_id": about.area_id or None,
            "sha256": content_hash,
            "tables": {
                name: {
                    "rows": count,
                    "horizon": about.horizon[name].isoformat() if name in about.horizon else None,
                }
                for name, count in counts.items()
            },
        },
        make_rows=lambda: table,
    )
