"""Targets, assessments and successions: what each row needs and what must fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from haidang.base.errors import DataError, UnitError
from haidang.base.text import say
from haidang.base.units import is_convertible
from haidang.core.pack.checks.derivations import indicator_units
from haidang.core.pack.content import ROW, Content, told_at
from haidang.core.pack.defects import Finding, Findings, near
from haidang.core.pack.frames import distinct, number
from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR
from haidang.core.targets.judging import NEEDS
from haidang.core.targets.kinds.units_meeting import parse_criteria

_CLOSE = 1e-6
_TABLES = {"area": "areas", "body": "bodies"}


def check_targets(content: Content) -> Findings:
    """Return the targets that lack what their kind needs, or whose numbers contradict each other."""
    findings = content.findings()
    frame = content.judged("targets")
    if frame.height == 0:
        return findings
    file = content.file("targets")
    units = indicator_units(content)
    known = None if content.lacks_key("indicators") else distinct(content.frame("indicators"), "indicator_id")
    numbers = frame.with_columns(number(name).alias(f"{name}_number") for name in ("low", "high", "ambition"))
    for row in numbers.iter_rows(named=True):
        for finding in _check_target(row, units, known, file):
            findings.add(finding)
    return findings


def _check_target(
    row: Mapping[str, object], units: Mapping[str, str], known: Collection[str] | None, file: str
) -> Iterator[Finding]:
    place = int(str(row[ROW]))
    kind = str(row["kind"] or "")
    if row["value_status"] == "held":
        if not kind:
            yield Finding("target-incomplete", file, place, "kind", "kind", {"kind": "?"})
        for need in NEEDS.get(kind, ()):
            if row[need] is None:
                yield Finding("target-incomplete", file, place, need, need, {"kind": kind})
    elif row["value_status"] in ("not_held", "not_published") and row["low"] is not None:
        detail = say("A value stands there, but «value_status» is «{status}».", status=row["value_status"])
        yield Finding("target-form", file, place, "low", str(row["low"]), {"detail": detail})
    yield from _check_numbers(row, kind, place, file)
    unit, indicator = row["unit"], units.get(str(row["indicator_id"]))
    if unit and indicator and kind != "share_of" and not _fits(str(unit), indicator):
        params = {"allowed": indicator, "indicator": row["indicator_id"]}
        yield Finding("unit-not-convertible", file, place, "unit", str(unit), params)
    if row["criteria"]:
        yield from _check_criteria(str(row["criteria"]), known, place, file)


def _check_numbers(row: Mapping[str, object], kind: str, place: int, file: str) -> Iterator[Finding]:
    low = row["low_number"]
    for above in ("high", "ambition"):
        value = row[f"{above}_number"]
        falls = kind == "at_most" and above == "ambition"  # wished for below the promise
        if isinstance(low, float) and isinstance(value, float) and (value > low if falls else low > value):
            yield Finding(
                "low-above-high",
                file,
                place,
                above,
                str(row[above]),
                {"low": row["low"], "column_below": "low", "column_above": above},
            )
    if row["high"] is not None and kind not in ("within", ""):
        detail = say(
            "«high» is for the kind «within» alone; the upper end of something wished for is «ambition»."
        )
        yield Finding("target-form", file, place, "high", str(row["high"]), {"detail": detail})


def _fits(unit: str, indicator_unit: str) -> bool:
    try:
        return is_convertible(unit, indicator_unit)
    except UnitError:
        return True  # an unknown unit has been named already


def _check_criteria(text: str, known: Collection[str] | None, place: int, file: str) -> Iterator[Finding]:
    try:
        conditions = parse_criteria(text)
    except DataError as error:
        yield Finding("target-form", file, place, "criteria", text, {"detail": error.problem})
        return
    for condition in conditions:
        if known is not None and condition.indicator_id not in known:
            params = {"table": "indicators", "nearest": near(condition.indicator_id, known)}
            yield Finding("unknown-id", file, place, "criteria", condition.indicator_id, params)


def check_successions(content: Content) -> Findings:
    """Return unknown identifiers of successions, and predecessors whose shares do not add up."""
    findings = content.findings()
    if content.judged("successions").height == 0:
        return findings
    frame = content.frame("successions")
    file = content.file("successions")
    known = {
        table: set(distinct(content.frame(table), BY_NAME[table].key[0]))
        for table in _TABLES.values()
        if not content.lacks_key(table)
    }
    shares: dict[tuple[str, str, str, str], list[float | None]] = {}
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    columns = (ROW, "kind", "from_id", "from_name", "to_id", "date", "basis", number("share").alias("share"))
    for row, kind, from_id, from_name, to_id, day, basis, share in frame.select(columns).iter_rows():
        for column, value in (("from_id", from_id), ("to_id", to_id)):
            table = _TABLES.get(kind, "")
            if value and table in known and value not in known[table]:
                is_listed = findings.counts.get(("unknown-id", file), 0) < findings.cap
                close = near(value, known[table]) if is_listed else ""
                params = {"table": table, "nearest": close}
                findings.add(Finding("unknown-id", file, row, column, value, params))
        for each in (basis or "").split(LIST_SEPARATOR):
            key = (kind or "", from_id or from_name or "", day or "", each)
            shares.setdefault(key, []).append(share)
            rows.setdefault(key, []).append(row)
    for key, values in shares.items():
        total = sum(value for value in values if value is not None)
        short = None not in values and total < 1 - _CLOSE
        if total > 1 + _CLOSE or short:
            params = {"predecessor": key[1], "basis": key[3]}
            findings.add(Finding("shares-sum", file, told_at(*rows[key]), "share", f"{total:g}", params))
    return findings
