"""
Fill the value of a target: the row that results, and the line before and after.

Nothing is written here; the command writes the new content once both lines stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from haidang.base.errors import UnitError, UseError
from haidang.base.periods import parse_period
from haidang.base.text import Said, say
from haidang.base.units import is_convertible, parse_unit
from haidang.core.evidence import Evidence
from haidang.core.targets.judging import NEEDS
from haidang.core.targets.target import LEVELS, Target
from haidang.flows.finding import find_target


@dataclass(frozen=True, slots=True)
class Setting:
    """
    A value to fill in.

    Attributes
    ----------
    target_id
        The target.
    low
        The promise.
    high
        Upper end: of a corridor for `within`, else what is wished for beyond the promise.
    source
        Identifier of a source, or title or address of a new one.
    tier
        Tier of a new source.
    kind, unit
        Empty keeps what is held, else takes at_least (at_most where less is better) and the indicator's unit.
    period
        Empty keeps what is held; a value at a date that was held for a whole term is taken to be of its last year.
    tolerance_pct
        For `about`.
    """

    target_id: str
    low: str
    high: str = ""
    source: str = ""
    tier: int = 1
    kind: str = ""
    period: str = ""
    unit: str = ""
    tolerance_pct: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Columns of the target's row to change, the new source's row (empty when it exists), and what was taken unasked."""

    target: Mapping[str, str]
    source: Mapping[str, str]
    taken: tuple[Said, ...] = ()


def change_of(evidence: Evidence, setting: Setting) -> Change:
    """
    Return what filling in a value changes.

    Raises
    ------
    NameUnknownError
        For an unknown target.
    UseError, UnitError
        When kind, unit or ends do not fit.
    """
    target = find_target(evidence, setting.target_id)
    kind = setting.kind or target.kind or _kind_of(evidence, target)
    unit = setting.unit or target.unit or _unit_of(evidence, target)
    _check(evidence, target, setting, kind, unit)
    source_id = (
        setting.source if setting.source in evidence.sources() else _new_id(evidence, target.target_id)
    )
    is_corridor = kind == "within"
    changes = {
        "kind": kind,
        "low": setting.low,
        "high": setting.high if is_corridor else "",
        "ambition": "" if is_corridor else setting.high,
        "unit": unit,
        "period": _period_of(target, setting, kind),
        "tolerance_pct": setting.tolerance_pct,
        "value_status": "held",
        "source_id": source_id,
        "derived": "false",
        "quote": "",
        "note": "",
    }
    is_new = source_id not in evidence.sources()
    return Change(
        changes, _source_row(source_id, setting) if is_new else {}, tuple(_taken(target, setting, changes))
    )


def _taken(target: Target, setting: Setting, changes: Mapping[str, str]) -> Iterator[Said]:
    if not setting.kind and not target.kind:
        yield say("The kind is taken to be «{kind}»; say another with --kind.", kind=changes["kind"])
    if not setting.period and changes["period"] != target.period.text:
        yield say(
            "The value is taken to be of {period}; say another period with --period.",
            period=changes["period"],
        )


def _period_of(target: Target, setting: Setting, kind: str) -> str:
    if setting.period:
        return parse_period(setting.period, "--period").text
    years = target.period.years
    return years[-1].text if not target.kind and kind in LEVELS and len(years) > 1 else target.period.text


def _kind_of(evidence: Evidence, target: Target) -> str:
    indicator = evidence.indicators().get(target.indicator_id)
    return "at_most" if indicator is not None and indicator.direction == "down" else "at_least"


def _unit_of(evidence: Evidence, target: Target) -> str:
    indicator = evidence.indicators().get(target.indicator_id)
    return indicator.unit if indicator is not None else ""


def _check(evidence: Evidence, target: Target, setting: Setting, kind: str, unit: str) -> None:
    if kind not in NEEDS or kind in ("composite", "share_of", "units_meeting"):
        raise UseError(
            say("The kind «{kind}» cannot be filled with a value alone.", kind=kind),
            say("Write the row in targets.csv; docs/pack.md says what each kind needs."),
            "--kind",
        )
    indicator = evidence.indicators().get(target.indicator_id)
    if indicator is not None:
        parse_unit(unit)
        if not is_convertible(unit, indicator.unit):
            raise UnitError(
                say(
                    "«{source}» cannot be converted into «{target}»: they measure different things.",
                    source=unit,
                    target=indicator.unit,
                ),
                say("Use a unit of the same kind."),
                "--unit",
            )
    if kind == "within" and not setting.high:
        raise UseError(say("A corridor needs an upper end."), say("Add --high."), "--high")
    falls = kind == "at_most"
    if setting.high and (
        float(setting.high) > float(setting.low) if falls else float(setting.high) < float(setting.low)
    ):
        raise UseError(
            say(
                "«--high» ({high}) lies on the wrong side of «--value» ({low}).",
                high=setting.high,
                low=setting.low,
            ),
            say("Give the promise with --value and what is wished for beyond it with --high."),
            "--high",
        )


def _new_id(evidence: Evidence, target_id: str) -> str:
    base, number = f"value_{target_id}", 1
    while f"{base}_{number}" in evidence.sources():
        number += 1
    return f"{base}_{number}"


def _source_row(source_id: str, setting: Setting) -> dict[str, str]:
    is_address = setting.source.startswith(("http://", "https://"))
    return {
        "source_id": source_id,
        "title": setting.source,
        "url": setting.source if is_address else "",
        "tier": str(setting.tier),
    }
