"""Expected figures: each needs one day on which it is due, of a rule or of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from haidang.base.text import Said, say
from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings
from haidang.core.rules.rule import DUE_DAY, DUE_DAYS

_DAYS = ("rule_id", "due_day", "due_days")


def check_expectations(content: Content) -> Findings:
    """Return the expected figures without a day, with several, or with a rule that sets none."""
    findings = content.findings()
    frame = content.judged("expectations")
    if frame.height == 0:
        return findings
    kinds = dict(content.frame("rules").select("rule_id", "kind").iter_rows())
    for row in frame.iter_rows(named=True):
        for column, detail in _defects(row, kinds):
            value = str(row[column] or "")
            findings.add(
                Finding(
                    "expectation-day",
                    content.file("expectations"),
                    row[ROW],
                    column,
                    value,
                    {"detail": detail},
                )
            )
    return findings


def _defects(row: Mapping[str, object], kinds: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    given = [name for name in _DAYS if row[name] is not None]
    if not given:
        yield "due_day", say("Nothing says on which day the figures are due.")
    if len(given) > 1:
        yield given[1], say("The day is set by «{first}» and by «{second}».", first=given[0], second=given[1])
    kind = kinds.get(str(row["rule_id"]), "")
    if kind and kind not in (DUE_DAY, DUE_DAYS):
        yield (
            "rule_id",
            say("The rule «{rule}» sets no day: it is of kind {kind}.", rule=row["rule_id"], kind=kind),
        )
    counts_days = row["due_days"] is not None or kind == DUE_DAYS
    if row["due_months"] is not None and counts_days:
        yield "due_months", say("«due_months» goes with a day of the month, not with a number of days.")
