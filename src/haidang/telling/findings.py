"""The check of a pack, told; and what a pack holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.base.text import say
from haidang.core.evidence import Description
from haidang.core.pack.defects import Finding, Findings
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
        data={
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
        rows=_table(rows, "findings", t, keys=True),
    )


def _table(findings: Sequence[Finding], caption: str, t: Teller, *, keys: bool = False) -> Table:
    columns: tuple[Column, ...] = (
        Column("file", t.say("File")),
        Column("row", t.say("Row"), "right"),
        Column("column", t.say("Column")),
        Column("value", t.say("Value")),
        Column("problem", t.say("What is wrong")),
        Column("remedy", t.say("What to do")),
        Column("rule", t.say("Rule")),
    )
    rows = tuple(tuple(str(cell) for cell in _data(finding, t).values()) for finding in findings)
    if keys:
        columns = (*columns, Column("severity", "severity"))
        return Table(caption, columns, rows)
    return Table(caption, columns, tuple(row[:-1] for row in rows))


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
        data={
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
        rows=table,
    )
