"""
Every rule that a pack can break, with what is wrong and what to do.

Decides the words and the severity of each rule; the checks only say which rule was broken where. An error makes
the pack unusable, a warning is for a person to look at. Lists are capped, by default at `CAP` findings a rule and file, with a
count of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from haidang.base.errors import DataError
from haidang.base.text import Said, nearest, say

CAP = 20
EVERY = 10**9
"""A cap that keeps every finding."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule of the pack.

    Attributes
    ----------
    rule_id, severity
        Its identifier and its severity.
    problem, remedy
        Templates of what is wrong and what to do.
    asks_for_note
        Whether who proposes such a row must say why it is right all the same.
    """

    rule_id: str
    severity: Severity
    problem: str
    remedy: str
    asks_for_note: bool = False


def _rule(
    rule_id: str, severity: Severity, problem: Said, remedy: Said, *, asks_for_note: bool = False
) -> Rule:
    return Rule(rule_id, severity, problem.template, remedy.template, asks_for_note)


_BROKEN = say(
    "«{name}» does not hold in «{area}» for {period}: «{left}» is {left_value} and must be {operator} «{right}», which is {right_value}."
)

_ALL = (
    # -- the folder and its description
    _rule("no-package", "error", say("There is no datapackage.json in this folder."), say("Name a folder that holds one, or make a new pack with `haidang pack new DIR`.")),
    _rule("bad-package", "error", say("datapackage.json cannot be used: {detail}."), say("Mend it after docs/pack.md, or start from the one that `haidang pack new DIR` writes.")),
    _rule("path-outside", "error", say("The path «{value}» leads out of the pack's folder."), say("Put the file into the folder and write its plain name.")),
    _rule("no-file", "error", say("datapackage.json names this file, but it is not there."), say("Add the file or take its resource out of datapackage.json.")),
    _rule("unknown-table", "error", say("No table is called «{value}»; allowed are {allowed}."), say("Rename the resource, or take it out.")),
    _rule("table-twice", "error", say("The table «{value}» is given by two resources."), say("Keep one.")),
    _rule("file-too-large", "error", say("The file has {seen} MB; up to {allowed} MB are read."), say("Split the pack, or leave old figures out.")),
    # -- the file as a whole
    _rule("empty-file", "error", say("The file is empty."), say("Fill it, or take its resource out of datapackage.json: an absent table is no defect.")),
    _rule("header-only", "error", say("The file has a header and no row."), say("Add rows, or take its resource out of datapackage.json: an absent table is no defect.")),
    _rule("not-utf8", "error", say("The file is not UTF-8: the byte {value} cannot be read."), say("Save it as «CSV UTF-8».")),
    _rule("nul-byte", "error", say("There is a NUL byte; the file is damaged or in UTF-16."), say("Export it again as «CSV UTF-8».")),
    _rule("semicolons", "error", say("The columns are separated by semicolons."), say("Export it with commas, or run it through a program that does.")),
    _rule("wrong-field-count", "error", say("The row has {seen} fields, the header has {allowed}."), say("Put a cell with commas or line breaks between quotation marks, and close every one.")),
    _rule("unreadable", "error", say("The file cannot be read: {detail}."), say("Export it again as CSV UTF-8 or Parquet.")),
    _rule("missing-column", "error", say("The column «{value}» is missing."), say("Add it; docs/pack.md lists the columns.")),
    _rule("extra-column", "error", say("There is no column «{value}» in this table; allowed are {allowed}."), say("Rename it or take it out; remarks belong into «note».")),
    _rule("column-twice", "error", say("The column «{value}» stands there twice."), say("Keep one.")),
    # -- cells
    _rule("required", "error", say("The cell must not be empty."), say("Fill it.")),
    _rule("decimal-comma", "error", say("The number is written with a decimal comma or thousands points; it looks like {looks_like}."), say("Write it with a decimal point and without grouping: {looks_like}.")),
    _rule("not-a-number", "error", say("«{value}» is not a number."), say("Write a bare number such as 12.5; a bound goes into «bound», a unit into «unit», and an unknown figure has no row.")),
    _rule("number-range", "error", say("The number must lie between {low} and {high}."), say("Correct it.")),
    _rule("not-an-integer", "error", say("«{value}» is not a whole number."), say("Write a whole number such as 3.")),
    _rule("not-a-boolean", "error", say("«{value}» is neither true nor false."), say("Write true or false.")),
    _rule("bad-date", "error", say("{detail}"), say("{remedy}")),
    _rule("impossible-period", "error", say("{detail}"), say("Allowed are 2024, 2024-S1, 2024-Q3, 2024-08, a day 2019-04-01, or a start with a length 2024-01-01/P8M.")),
    _rule("unknown-unit", "error", say("The unit «{value}» is not known."), say("Write a scale and a thing, for example «VND bn», «million tonnes», «thousand people»; docs/pack.md lists them.")),
    _rule("not-allowed", "error", say("«{value}» is not one of {allowed}."), say("Write one of them.")),
    _rule("bad-id", "error", say("«{value}» cannot be an identifier."), say("Use letters, digits, hyphens, underscores and points, without spaces.")),
    # -- keys and references
    _rule("duplicate-id", "error", say("«{value}» stands {place} already."), say("Give each row an identifier of its own, or take one out.")),
    _rule("duplicate-id-unicode", "error", say("«{value}» stands {place} already, written in another Unicode form."), say("Keep one; `haidang pack format` writes all in form NFC.")),
    _rule("unknown-id", "error", say("There is no «{value}» in the table «{table}»."), say("Correct it or add the row.{nearest}")),
    _rule("figure-twice", "error", say("The same figure (indicator, area, period, producer, definition, public by) stands {place} already."), say("Take one out, or give its own definition or day of publication.")),
    _rule("cycle", "error", say("The rows form a circle: {path}."), say("Break it: correct one of them.")),
    # -- meaning
    _rule("dates-reversed", "error", say("«{from_column}» ({from_value}) lies after «{to_column}» ({value})."), say("Exchange or correct them.")),
    _rule("low-above-high", "error", say("«{column_below}» ({low}) is above «{column_above}» ({value})."), say("Exchange or correct them.")),
    _rule("bound-without-value", "error", say("There is a bound «{value}» and no number."), say("Add the number, or take the row out.")),
    _rule("value-out-of-bounds", "error", say("{value} {unit} is outside {low} to {high}, the possible range of «{indicator}»."), say("Correct the number or the unit, or the bounds of the indicator.")),
    _rule("unit-not-convertible", "error", say("«{value}» cannot be converted into «{allowed}», the unit of «{indicator}»."), say("Use a unit of the same kind.")),
    _rule("public-before-end", "error", say("The figure was public on {value}, before its period {period} ended, and is not marked as an estimate."), say("Mark it E (estimate), or correct the period or the day.")),
    _rule("public-before-start", "error", say("The figure was public on {value}, before its period {period} began: it is a plan or a forecast."), say("Plans are targets; take the row out, or correct the period or the day.")),
    _rule("survey-before-end", "warning", say("The survey of {period} was public on {value}, before the period ended."), say("Nothing, if the survey was taken earlier; else correct the day.")),
    _rule("area-outside-validity", "error", say("The figure is of {period}, but «{value}» exists {validity}."), say("Use the area that existed then; see the table «successions».")),
    _rule("body-outside-validity", "error", say("{period} lies outside the existence of «{value}» ({validity})."), say("Use the body that existed then.")),
    _rule("target-incomplete", "error", say("A target of kind «{kind}» needs «{value}»."), say("Fill the column, or set «value_status» to not_held.")),
    _rule("target-form", "error", say("{detail}"), say("Correct the row; docs/pack.md says what each kind needs.")),
    _rule("expectation-day", "error", say("{detail}"), say("Name a rule of kind due_day or due_days in «rule_id», or fill one of «due_day» and «due_days».")),
    _rule("shares-sum", "error", say("The shares of «{predecessor}» ({basis}) sum to {value}."), say("Known shares may not exceed 1, and must make 1 when all are known.")),
    _rule("formula", "error", say("The formula cannot be evaluated: {detail}"), say("Use identifiers of indicators, numbers, + - * / and brackets; an indicator of another area is written name@area.")),
    _rule("formula-cycle", "error", say("The formulas refer to each other in a circle: {path}."), say("Break it.")),
    _rule("formula-unit", "error", say("The formula gives {seen}, the indicator has the unit «{value}»."), say("Correct the formula or the unit.")),
    _rule("sides-unit", "error", say("The left side gives {left}, the right side {right}."), say("Compare only what is measured in units of one kind; a bare number is a pure number, and 0 is of any unit.")),
    # -- warnings
    _rule("outlier", "warning", say("{value} is far from the other figures of its series (usual range {low} to {high})."), say("Check the number and its unit."), asks_for_note=True),
    _rule("rivals-disagree", "warning", say("«{producer}» says {value}, «{rival}» says {other} ({place})."), say("Nothing, if both were published; the preferred producer counts and the other is shown.")),
    _rule("no-source", "warning", say("The row names no source."), say("Add one.")),
    _rule("low-tier-source", "warning", say("The row rests on a source of tier 4 (forum, blog, shop or repository)."), say("Look for an official one.")),
    _rule("months-do-not-sum", "warning", say("The parts of {period} sum to {parts}, the cumulated figure is {value}."), say("Nothing, if the parts were revised; else correct one.")),
    _rule("validation-high", "warning", _BROKEN, say("{instruction}"), asks_for_note=True),
    _rule("validation-medium", "warning", _BROKEN, say("{instruction}")),
    _rule("validation-low", "warning", _BROKEN, say("{instruction}")),
    # -- rows that are proposed
    _rule("breaks-held", "error", say("With this change, rows of the table «{table}» have a defect, «{held}» for example: {detail}"), say("Change that first, or leave this as it is.")),
)  # fmt: skip
RULES: Mapping[str, Rule] = {rule.rule_id: rule for rule in _ALL}


def near(value: str, known: Iterable[str]) -> Said | str:
    """Return the sentence that names what resembles `value`; empty when nothing does."""
    names = nearest(value, known)
    return say(" Nearest: {names}.", names=names) if names else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One defect in one place.

    Attributes
    ----------
    rule_id
        The rule that is broken.
    file
        Name of the file inside the pack.
    row
        Row as a spreadsheet counts it (the header is row 1); None for the whole file.
    column
        Header of the column; empty for the whole row.
    value
        The value seen.
    params
        What the sentence needs besides.
    """

    rule_id: str
    file: str
    row: int | None = None
    column: str = ""
    value: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether it is an error or a warning."""
        return RULES[self.rule_id].severity

    @property
    def asks_for_note(self) -> bool:
        """Whether who proposes the row must say why it is right all the same."""
        return RULES[self.rule_id].asks_for_note

    @property
    def problem(self) -> Said:
        """What is wrong."""
        return Said(RULES[self.rule_id].problem, {"value": self.value, **self.params})

    @property
    def remedy(self) -> Said:
        """What to do."""
        return Said(RULES[self.rule_id].remedy, {"value": self.value, **self.params})

    @property
    def place(self) -> str:
        """File, row and column in one string."""
        row = f":{self.row}" if self.row is not None else ""
        return f"{self.file}{row}" + (f" [{self.column}]" if self.column else "")


@dataclass(slots=True)
class Findings:
    """
    Collects findings, at most `cap` a rule and file, counting the rest.

    Attributes
    ----------
    cap
        How many are listed of each rule and file.
    listed
        Those that are.
    counts
        How many there are, listed or not, by rule and file.
    """

    cap: int = CAP
    listed: list[Finding] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, finding: Finding, more: int = 0) -> None:
        """Add a finding, and `more` of the same rule and file that are only counted."""
        key = (finding.rule_id, finding.file)
        seen = self.counts.get(key, 0)
        if seen < self.cap:
            self.listed.append(finding)
        self.counts[key] = seen + 1 + more

    def extend(self, findings: Iterable[Finding], total: int | None = None) -> None:
        """Add several findings of one rule and file; `total` when more exist than are given."""
        given = 0
        last: Finding | None = None
        for finding in findings:
            self.add(finding)
            given, last = given + 1, finding
        if last is not None and total is not None and total > given:
            self.counts[last.rule_id, last.file] += total - given

    def merge(self, other: Findings) -> None:
        """Take over the findings of another collection."""
        room = {key: max(self.cap - self.counts.get(key, 0), 0) for key in other.counts}
        for finding in other.listed:
            key = (finding.rule_id, finding.file)
            if room[key] > 0:
                self.listed.append(finding)
                room[key] -= 1
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity there are, listed or not."""
        return sum(
            count for (rule_id, _), count in self.counts.items() if RULES[rule_id].severity == severity
        )

    @property
    def errors(self) -> list[Finding]:
        """The listed errors, by file and row."""
        return self._sorted("error")

    @property
    def warnings(self) -> list[Finding]:
        """The listed warnings, by file and row."""
        return self._sorted("warning")

    def _sorted(self, severity: Severity) -> list[Finding]:
        return sorted(
            (finding for finding in self.listed if finding.severity == severity),
            key=lambda finding: (finding.file, finding.row or 0, finding.column, finding.rule_id),
        )

    def unlisted(self) -> list[tuple[str, str, int]]:
        """Return rule, file and number of the findings that are only counted."""
        return [
            (rule_id, file, count - self.cap)
            for (rule_id, file), count in sorted(self.counts.items())
            if count > self.cap
        ]


class PackError(DataError):
    """A pack with errors; carries all its findings."""

    def __init__(self, findings: Findings, where: str) -> None:
        self.findings = findings
        super().__init__(
            say("The pack has {count} errors.", count=findings.count("error")),
            say("Run `haidang pack check {folder}` and mend them.", folder=where),
            where,
        )
