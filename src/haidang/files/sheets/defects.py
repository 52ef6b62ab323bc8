"""
Every rule that a filled sheet can break, with what is wrong and what to do.

The twin of the pack's table of rules: what is wrong with a figure itself is found by the pack's rules afterwards; here is what keeps
a cell from being read for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from haidang.base.text import Said, say
from haidang.core.pack.defects import Finding, Rule, Severity

CAP = 500
"""How many findings of one rule are listed; the rest is counted."""
_SHORT = 80


def _rule(rule_id: str, severity: Severity, problem: Said, remedy: Said) -> Rule:
    return Rule(rule_id, severity, problem.template, remedy.template)


_ALL = (
    # -- the file
    _rule("file-empty", "error", say("The file is empty."), say("Upload the filled template.")),
    _rule("file-too-large", "error", say("The file has {seen} MB; up to {allowed} MB are read."), say("Split it: a part of the rows in each file, each with the heading.")),
    _rule("other-format", "error", say("The file is {seen}; it is not read here."), say("Open it in a spreadsheet program and save it as Excel workbook (.xlsx) or as CSV UTF-8.")),
    _rule("password", "error", say("The workbook is protected by a password."), say("Save it without the password.")),
    _rule("broken", "error", say("The workbook is damaged: {detail}."), say("Open it in a spreadsheet program, save it again as Excel workbook (.xlsx), and upload that.")),
    _rule("unpacks-too-large", "error", say("Unpacked the workbook would have {seen} MB in {parts} parts; up to {allowed} MB in {most} parts are read. Nothing was unpacked."), say("Copy the table into a fresh template and upload that.")),
    _rule("shrinks-too-much", "error", say("Unpacked the workbook would have {seen} MB, more than {allowed} times its own size. Nothing was unpacked."), say("Copy the table into a fresh template and upload that.")),
    _rule("macros", "error", say("The workbook holds macros ({value})."), say("Save it as Excel workbook (.xlsx), the form without macros.")),
    _rule("external-links", "error", say("The workbook is linked to other files or data ({value})."), say("Break the links (in Excel: Data, Edit Links, Break Link), or paste the values alone into a fresh template.")),
    _rule("embedded", "error", say("The workbook has another file inside ({value})."), say("Take it out, or copy the table into a fresh template.")),
    _rule("declares-entities", "error", say("A part of the workbook declares a document type or entities ({value}); no spreadsheet program writes such."), say("Copy the table into a fresh template and upload that.")),
    _rule("not-unicode", "error", say("The file is not in Unicode: the byte {value} in row {row} cannot be read. In the old encodings Vietnamese letters are lost when the file is saved."), say("Save it as «CSV UTF-8» or as Excel workbook (.xlsx).")),
    _rule("nul-sign", "error", say("There is a NUL sign in row {row}; the file is damaged, or in UTF-16 without its mark."), say("Save it as «CSV UTF-8» or as Excel workbook (.xlsx).")),
    _rule("open-quote", "error", say("The quotation marks from row {row} on do not fit: {detail}."), say("Save the file from a spreadsheet program as CSV UTF-8, or upload the workbook itself.")),
    # -- its sheets
    _rule("hidden-sheet", "warning", say("The sheet «{sheet}» is hidden and has content; it is not read."), say("Nothing, if its figures are not meant; else move them into the table.")),
    _rule("other-sheet", "warning", say("The sheet «{sheet}» is not read."), say("Nothing, if its figures are not meant; else move them into the table.")),
    _rule("two-tables", "error", say("More than one sheet has the headings of the template: {sheets}."), say("Keep one, and delete the others.")),
    _rule("reaches-too-far", "error", say("The sheet «{sheet}» is filled up to cell {cell}; {rows} rows and {columns} columns are read."), say("Delete what lies beyond, or split the table.")),
    _rule("too-much-text", "error", say("The texts of the sheet «{sheet}» have {seen} million signs together; up to {allowed} million are read."), say("Copy the table into a fresh template and upload that.")),
    # -- its head
    _rule("no-heading", "error", say("No row has the headings of the template, such as {allowed}."), say("Download the template, fill it, and upload it with its headings. When you paste, copy the row of headings too.")),
    _rule("missing-heading", "error", say("The column «{heading}» is missing."), say("Write the heading above its column again, or fill a fresh template.{nearest}")),
    _rule("heading-twice", "error", say("The heading «{heading}» stands there twice; the first time in {first}."), say("Keep one.")),
    _rule("other-column", "warning", say("The column «{value}» is not of the template; it is not read."), say("Nothing, if its cells are not meant to be entered.")),
    _rule("no-identity", "warning", say("The file does not say of which template it is; its rows are recognised by their codes."), say("Nothing; next time keep what stands behind the headings.")),
    _rule("bad-identity", "error", say("The cell that says of which template the file is was changed."), say("Copy the filled cells into a fresh template.")),
    _rule("newer-form", "error", say("The template has version {seen} of its form; here version {allowed} is read."), say("Download a fresh template and copy the filled cells into it.")),
    _rule("numbers-changed", "error", say("The number «{allowed}» behind the headings came back as «{value}»: the program that saved the file misunderstood its numbers."), say("Fill the template as Excel workbook (.xlsx), in which numbers are numbers.")),
    _rule("no-figures", "error", say("No value is filled in."), say("Fill the column «{heading}», save, and upload again.")),
    # -- its rows
    _rule("merged", "error", say("The cells {value} are merged."), say("Unmerge them, and fill each cell by itself.")),
    _rule("hidden-row", "error", say("The row is hidden, by hand or by a filter, and has the value «{value}»."), say("Show all rows, look at this one, and upload again.")),
    _rule("hidden-column", "error", say("The column «{heading}» is hidden and has content."), say("Show it, look at it, and upload again.")),
    _rule("no-code", "error", say("The row has the value «{value}» and no code: it is not of the template."), say("Write its value into the row of the template that is meant; a figure that has none there is entered by itself.")),
    _rule("bad-code", "error", say("«{value}» is not the code of a row."), say("Undo the change, or copy the value into a fresh template.")),
    _rule("row-ignored", "warning", say("The row has no code; «{value}» is not read."), say("Nothing, if it is a remark below the table.")),
    _rule("row-twice", "error", say("The same figure stands in row {first} already."), say("Keep one, or give each its definition.")),
    # -- its cells
    _rule("not-a-number", "error", say("«{value}» is not a bare number."), say("Write one such as {example}; what is more than, nearly or about goes into «{bound}», the unit has its own column, and an unknown figure stays empty.")),
    _rule("either-number", "error", say("«{value}» can be {large} as well as {small}."), say("Write {large} or {small}, without signs between the thousands.")),
    _rule("per-cent", "error", say("The cell is written in per cent: it shows {shown} and holds {value}."), say("Write the number without per cent sign, and give the cell the number format «General».")),
    _rule("digits-lost", "error", say("«{value}» has lost digits when the file was saved."), say("Write the number with all its digits; a workbook (.xlsx) keeps them.")),
    _rule("day-for-number", "error", say("The cell holds the day {value}: the spreadsheet program took what was typed for one."), say("Write a number such as {example}, and give the cell the number format «General».")),
    _rule("either-day", "error", say("«{value}» can be {first} as well as {second}."), say("Write the one that is meant as year-month-day.")),
    _rule("serial-day", "error", say("«{value}» is a bare number; as a day of the spreadsheet program it would be {day}."), say("Write {day}, if that is meant.")),
    _rule("not-a-day", "error", say("«{value}» is not a day."), say("Write an existing day as year-month-day, for example 2024-11-14.")),
    _rule("not-a-choice", "error", say("«{value}» is not one of {allowed}."), say("Choose one of them.")),
    _rule("formula-taken", "warning", say("The cell holds a formula; its last result {value} is read."), say("Look whether it is right; a bare value is safer.")),
    _rule("formula-empty", "error", say("The cell holds a formula without a result."), say("Open the file in a spreadsheet program and save it, or write the bare value.")),
    _rule("error-cell", "error", say("The cell holds the error {value}."), say("Write the value, or empty the cell.")),
    _rule("too-long", "error", say("The text has {seen} signs; up to {allowed} are read."), say("Shorten it.")),
    _rule("control-signs", "error", say("The text holds signs that cannot be seen ({sign})."), say("Type it anew.")),
    # -- against its template
    _rule("other-city", "error", say("The file is a template of «{seen}», not of «{allowed}»."), say("Upload it there, or fill a template of this city.")),
    _rule("other-body", "error", say("The file is a template of the body «{seen}», not of «{allowed}»."), say("Upload it for that body, or fill a template of this one.")),
    _rule("other-period", "error", say("The file is a template for {seen}, not for {allowed}."), say("Upload it for those periods, or fill a template for these.")),
    _rule("list-changed", "warning", say("The list of figures has changed since the template was made: it is of revision {seen}, the list of revision {allowed}."), say("Look whether figures are missing; a fresh template has them all.")),
    _rule("unknown-row", "error", say("No row of the template has the code «{value}»."), say("Fill a fresh template.{nearest}")),
    _rule("words-changed", "error", say("«{heading}» is «{value}»; for the code of this row it ought to be «{allowed}». A column may have been sorted or moved by itself."), say("Undo that, and sort whole rows alone; or copy the values into a fresh template, row by row.")),
    _rule("no-value", "warning", say("«{heading}» is filled and there is no value: nothing is entered from this row."), say("Fill in the value, or nothing, if there is none yet.")),
    _rule("rows-missing", "warning", say("{count} rows of the template are not in the file, the first is {first}. Nothing is entered for them."), say("Nothing, if there are no figures for them.")),
    _rule("and-more", "error", say("{count} more places have the defect of this place."), say("Mend those that are listed, and upload again.")),
)  # fmt: skip
RULES: Mapping[str, Rule] = {rule.rule_id: rule for rule in _ALL}


@dataclass(frozen=True, slots=True)
class SheetFinding(Finding):
    """
    One defect in one place of a sheet.

    Attributes
    ----------
    cell
        The place as a spreadsheet names it: `B7`; empty for a whole row or file.
    """

    cell: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it is an error or a warning."""
        return RULES[self.rule_id].severity

    @property
    def asks_for_note(self) -> bool:
        """Whether who hands it in must say why it is right: never, here it is about reading alone."""
        return RULES[self.rule_id].asks_for_note

    @property
    def problem(self) -> Said:
        """What is wrong."""
        return Said(RULES[self.rule_id].problem, self._said)

    @property
    def remedy(self) -> Said:
        """What to do."""
        return Said(RULES[self.rule_id].remedy, self._said)

    @property
    def _said(self) -> Mapping[str, object]:
        return {"value": _short(self.value), "row": self.row, "cell": self.cell, **self.params}

    @property
    def place(self) -> str:
        """Sheet or file, and cell or row, in one string."""
        where = self.cell or (str(self.row) if self.row is not None else "")
        return f"{self.file}!{where}" if where else self.file


@dataclass(slots=True)
class Defects:
    """Collects the findings of one file, at most `CAP` a rule; what is more is counted."""

    file: str
    listed: list[SheetFinding] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        rule_id: str,
        value: str = "",
        *,
        row: int | None = None,
        column: str = "",
        cell: str = "",
        **params: object,
    ) -> None:
        """Add a finding; `row` and `cell` as a spreadsheet counts them, `column` by its key."""
        count = self._counts[rule_id] = self._counts.get(rule_id, 0) + 1
        if count <= CAP:
            self.listed.append(SheetFinding(rule_id, self.file, row, column, value, params, cell))

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the file from being taken."""
        return any(RULES[rule_id].severity == "error" for rule_id in self._counts)

    def all(self) -> tuple[SheetFinding, ...]:
        """Return the findings by row, those of the whole file first, and where there are more how many."""
        found = [*self.listed, *self._more()]
        return tuple(sorted(found, key=lambda each: (each.row or 0, each.column)))

    def _more(self) -> Iterator[SheetFinding]:
        for rule_id, count in self._counts.items():
            if count > CAP:
                last = [each for each in self.listed if each.rule_id == rule_id][-1]
                yield SheetFinding(
                    "and-more", self.file, last.row, last.column, "", {"count": count - CAP}, last.cell
                )


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
