"""Days, and bounds of indicators, in the wrong order."""

from __future__ import annotations

from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.frames import day, number

_PAIRS = (
    ("areas", "valid_from", "valid_to"),
    ("bodies", "valid_from", "valid_to"),
    ("rules", "valid_from", "valid_to"),
    ("validations", "valid_from", "valid_to"),
    ("expectations", "valid_from", "valid_to"),
    ("observations", "public_from", "public_by"),
    ("observations", "public_by", "withdrawn_on"),
    ("sources", "published_from", "published_by"),
    ("events", "day", "day_by"),
)


def check_spans(content: Content) -> Findings:
    """Return the rows whose first day lies after their last."""
    findings = content.findings()
    for table, first, last in _PAIRS:
        frame = content.judged(table)
        if frame.height == 0 or first not in frame.columns or last not in frame.columns:
            continue
        rows = frame.filter(day(first) > day(last)).select(ROW, first, last)
        findings.extend(
            (
                Finding(
                    "dates-reversed",
                    content.file(table),
                    row,
                    last,
                    end,
                    {"from_column": first, "from_value": start, "to_column": last},
                )
                for row, start, end in rows.head(findings.cap).iter_rows()
            ),
            rows.height,
        )
    return findings


def check_bounds(content: Content) -> Findings:
    """Return the indicators whose least possible value is above the greatest."""
    findings = content.findings()
    frame = content.judged("indicators").filter(number("lower") > number("upper"))
    file = content.file("indicators")
    for row, lower, upper in frame.select(ROW, "lower", "upper").iter_rows():
        params = {"low": lower, "column_below": "lower", "column_above": "upper"}
        findings.add(Finding("low-above-high", file, row, "upper", upper, params))
    return findings
