"""Formulas: whether they can be read, whether they go in circles, whether their units come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from haidang.base.errors import FormulaError, HaidangError, UnitError
from haidang.base.text import Said, say
from haidang.base.units import Unit, parse_unit
from haidang.core.indicators.formulas import Formula, parse_formula, references, unit_of
from haidang.core.pack.checks.trees import find_circles
from haidang.core.pack.content import ROW, Content, told_at
from haidang.core.pack.defects import Finding, Findings, near
from haidang.core.pack.frames import distinct
from haidang.core.pack.tables import BY_NAME


def check_formulas(content: Content) -> Findings:
    """Return the formulas of indicators that cannot be evaluated."""
    findings = content.findings()
    if content.judged("indicators").height == 0:
        return findings
    file = content.file("indicators")
    frame = content.frame("indicators")
    units = indicator_units(content)
    known = known_names(content)
    read: dict[str, tuple[int, Formula]] = {}
    for row, name, text in frame.select(ROW, "indicator_id", "formula").iter_rows():
        formula = read_formula(text, Finding("formula", file, row, "formula"), known, findings)
        if name and formula is not None:
            read[name] = (row, formula)
    circles = find_circles(
        {name: [part.indicator_id for part in references(formula)] for name, (_, formula) in read.items()}
    )
    for circle in circles:
        path = " → ".join([*circle, circle[0]])
        row = told_at(*(read[name][0] for name in circle))
        findings.add(Finding("formula-cycle", file, row, "formula", circle[0], {"path": path}))
    inside = {name for circle in circles for name in circle}
    for name, (row, formula) in read.items():
        if name not in inside:
            _check_unit(name, formula, units, Finding("formula", file, row, "formula", name), findings)
    return findings


def indicator_units(content: Content) -> dict[str, str]:
    """Return the unit of each indicator that has one."""
    rows = content.frame("indicators").select("indicator_id", "unit").iter_rows()
    return {name: unit for name, unit in rows if name and unit}


def known_names(content: Content) -> dict[str, list[str]]:
    """Return the identifiers that a formula may name, by table; a table whose identifiers could not be read is left out."""
    return {
        table: distinct(content.frame(table), BY_NAME[table].key[0])
        for table in ("indicators", "areas")
        if not content.lacks_key(table)
    }


def read_formula(
    text: str | None, at: Finding, known: Mapping[str, list[str]], findings: Findings
) -> Formula | None:
    """
    Return a formula that can be read and names nothing unknown, else None; what is wrong is added to the findings.

    Parameters
    ----------
    text
        The formula; None where there is none.
    at
        Its place.
    known
        What it may name, as `known_names` returns it.
    findings
        Where defects are added.
    """
    if not text:
        return None
    try:
        formula = parse_formula(text)
    except FormulaError as error:
        findings.add(Finding("formula", at.file, at.row, at.column, text, {"detail": error.problem}))
        return None
    unknown = [
        (table, value) for table, value in _named(formula) if table in known and value not in known[table]
    ]
    for table, value in unknown:
        params = {"table": table, "nearest": near(value, known[table])}
        findings.add(Finding("unknown-id", at.file, at.row, at.column, value, params))
    return None if unknown else formula


def _named(formula: Formula) -> Iterator[tuple[str, str]]:
    """Yield table and identifier of everything that a formula names."""
    for part in references(formula):
        yield "indicators", part.indicator_id
        if part.area_id:
            yield "areas", part.area_id


def read_unit(formula: Formula, units: Mapping[str, str], at: Finding, findings: Findings) -> Unit | None:
    """
    Return the unit of a formula's result; None where it has none, which is added to the findings unless it was named already.

    Parameters
    ----------
    formula
        The formula.
    units
        Symbols of units, by indicator.
    at
        Its place and its text.
    findings
        Where defects are added.
    """
    if not {part.indicator_id for part in references(formula)} <= units.keys():
        return None  # a missing unit has been named already
    try:
        return unit_of(formula, lambda indicator_id: parse_unit(units[indicator_id]))
    except UnitError:
        return None  # an unknown unit has been named already
    except HaidangError as error:
        findings.add(Finding("formula", at.file, at.row, at.column, at.value, {"detail": error.problem}))
        return None


def _check_unit(
    name: str, formula: Formula, units: Mapping[str, str], at: Finding, findings: Findings
) -> None:
    if name not in units:
        return  # a missing unit has been named already
    seen = read_unit(formula, units, at, findings)
    try:
        expected = parse_unit(units[name])
    except UnitError:
        return  # an unknown unit has been named already
    if seen is not None and seen.dimension != expected.dimension:
        params = {"seen": thing_of(seen)}
        findings.add(Finding("formula-unit", at.file, at.row, at.column, units[name], params))


def thing_of(unit: Unit) -> Said | str:
    """Return what a unit measures, in words."""
    if not unit.dimension:
        return say("a pure number")
    return " ".join(thing if power == 1 else f"{thing}^{power}" for thing, power in unit.dimension)
