"""Formulas: whether they can be read, whether they go in circles, whether their units come out."""

from __future__ import annotations

from collections.abc import Iterator

from haidang.base.errors import FormulaError, HaidangError, UnitError
from haidang.base.units import Unit, parse_unit
from haidang.core.indicators.formulas import Formula, parse_formula, references, unit_of
from haidang.core.pack.checks.trees import find_circles
from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings, near
from haidang.core.pack.frames import distinct
from haidang.core.pack.tables import BY_NAME


def check_formulas(content: Content) -> Findings:
    """Return the formulas that cannot be evaluated."""
    findings = Findings()
    file = content.file("indicators")
    frame = content.frame("indicators")
    units = {name: unit for name, unit in frame.select("indicator_id", "unit").iter_rows() if name and unit}
    known = {
        table: distinct(content.frame(table), BY_NAME[table].key[0]) for table in ("indicators", "areas")
    }
    read: dict[str, tuple[int, Formula]] = {}
    for row, name, text in frame.select(ROW, "indicator_id", "formula").iter_rows():
        if not text:
            continue
        try:
            formula = parse_formula(text)
        except FormulaError as error:
            findings.add(Finding("formula", file, row, "formula", text, {"detail": error.problem}))
            continue
        named = [(table, value) for table, value in _named(formula) if not content.lacks_key(table)]
        unknown = [(table, value) for table, value in named if value not in known[table]]
        for table, value in unknown:
            params = {"table": table, "nearest": near(value, known[table])}
            findings.add(Finding("unknown-id", file, row, "formula", value, params))
        if name and not unknown:
            read[name] = (row, formula)
    circles = find_circles(
        {name: [part.indicator_id for part in references(formula)] for name, (_, formula) in read.items()}
    )
    for circle in circles:
        path = " → ".join([*circle, circle[0]])
        findings.add(Finding("formula-cycle", file, read[circle[0]][0], "formula", circle[0], {"path": path}))
    inside = {name for circle in circles for name in circle}
    for name, (row, formula) in read.items():
        if name not in inside:
            _check_unit(name, row, formula, units, file, findings)
    return findings


def _named(formula: Formula) -> Iterator[tuple[str, str]]:
    """Yield table and identifier of everything that a formula names."""
    for part in references(formula):
        yield "indicators", part.indicator_id
        if part.area_id:
            yield "areas", part.area_id


def _check_unit(
    name: str, row: int, formula: Formula, units: dict[str, str], file: str, findings: Findings
) -> None:
    if not {name, *(part.indicator_id for part in references(formula))} <= units.keys():
        return  # a missing unit has been named already
    try:
        expected = parse_unit(units[name])
        seen = unit_of(formula, lambda indicator_id: parse_unit(units[indicator_id]))
    except UnitError:
        return  # an unknown unit has been named already
    except HaidangError as error:
        findings.add(Finding("formula", file, row, "formula", name, {"detail": error.problem}))
        return
    if seen.dimension != expected.dimension:
        findings.add(Finding("formula-unit", file, row, "formula", units[name], {"seen": _words(seen)}))


def _words(unit: Unit) -> str:
    if not unit.dimension:
        return "a pure number"
    return " ".join(thing if power == 1 else f"{thing}^{power}" for thing, power in unit.dimension)
