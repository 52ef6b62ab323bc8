"""The score, told: how well the odds and the forecast values did, against baselines, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.review.score import ALL, OddsScore, ValueScore
from haidang.core.review.views import ScoreView
from haidang.core.scoring.uncertainty import is_few
from haidang.telling.charts.pit import PitData, pit_chart
from haidang.telling.charts.reliability import ReliabilityBin, ReliabilityData, reliability_chart
from haidang.telling.forecast import METHOD_PAGE
from haidang.telling.phrases import DASH
from haidang.telling.report import Chart, Column, Report, Section, Table
from haidang.telling.teller import Teller
from haidang.telling.words import MEASURE

_GROUPS: Mapping[str, Said] = {
    ALL: say("all"),
    "half_year": say("up to half a year ahead"),
    "year": say("half a year to a year ahead"),
    "two_years": say("one to two years ahead"),
    "longer": say("more than two years ahead"),
    "composite": say("composite"),
    **MEASURE,
}
_BASELINES: Mapping[str, Said] = {
    "half": say("always one half"),
    "plan": say("every promise is kept"),
    "straight_line": say("straight line through the years known"),
    "official": say("official assessment of the day"),
}


def tell_score(view: ScoreView, evidence: Evidence, t: Teller) -> Report:
    """Tell a score."""
    about = evidence.description()
    sections = []
    if view.score.odds:
        sections.append(_odds(view, t))
    if view.score.values:
        sections.append(_values(view, t))
    return Report(
        language=t.language,
        title=t.say("How the forecasts did, as of {day}", day=view.as_of.day),
        lead=_lead(view, t),
        notices=(*(t(notice) for notice in view.notices), *_notices(view, t)),
        sections=tuple(sections),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
            t.say("Method: {page} ({method}).", page=METHOD_PAGE, method=view.method),
        ),
        make_data=lambda: _data(view),
        make_rows=lambda: _rows(view, t),
    )


def _lead(view: ScoreView, t: Teller) -> str:
    if not view.score.odds and not view.score.values:
        return t.say("Nothing can be scored yet: no forecast made before has an outcome that is known.")
    told = []
    if view.score.odds:
        whole = view.score.odds[0]
        told.append(
            t.say(
                "Odds: Brier score {brier} over {cases} forecasts of {subjects} targets (one half scores 0.25, less is better).",
                brier=t.number(whole.brier, 3),
                cases=str(whole.cases),
                subjects=str(whole.subjects),
            )
        )
    if view.score.values:
        first = view.score.values[0]
        told.append(
            t.say(
                "Values: the bands of 80% held {share} of {cases} outcomes.",
                share=t.percent(next(each.share for each in first.coverage if each.band == "80")),
                cases=str(first.cases),
            )
        )
    return " ".join(told)


def _notices(view: ScoreView, t: Teller) -> list[str]:
    found = []
    if view.replayed:
        found.append(
            t.say(
                "Replayed: computed anew as of {count} days from {first} to {last}, from what was public on each; nothing of it was said at the time.",
                count=str(len(view.replayed)),
                first=view.replayed[0],
                last=view.replayed[-1],
            )
        )
    if view.afterwards:
        found.append(
            t.say(
                "The forecasts of {count} days from {first} to {last} were recorded later: replayed from what was public on each day, not said on it.",
                count=str(len(view.afterwards)),
                first=view.afterwards[0],
                last=view.afterwards[-1],
            )
        )
    subjects = [each.subjects for each in (*view.score.odds[:1],)] + [
        each.subjects for each in (*view.score.values[:1],)
    ]
    if subjects and is_few(min(subjects)):
        found.append(
            t.say("Few cases: {count} subjects say little about the method.", count=str(min(subjects)))
        )
    return found


def _interval(interval: tuple[float, float] | None, t: Teller) -> str:
    if interval is None:
        return DASH
    return t.say("{low} to {high}", low=t.number(interval[0], 3), high=t.number(interval[1], 3))


def _count(count: int, t: Teller) -> str:
    return t.say("{count} (few)", count=str(count)) if is_few(count) else str(count)


def _group(name: str, t: Teller) -> str:
    return t(_GROUPS[name]) if name in _GROUPS else name


def _odds(view: ScoreView, t: Teller) -> Section:
    whole = view.score.odds[0]
    parts = whole.decomposition
    sentences = [
        t.say(
            "The Brier score is reliability {reliability} less resolution {resolution} plus uncertainty {uncertainty} and what the bins hide ({within}).",
            reliability=t.number(parts.reliability, 3),
            resolution=t.number(parts.resolution, 3),
            uncertainty=t.number(parts.uncertainty, 3),
            within=t.number(parts.within, 3),
        )
    ]
    if whole.certain_misses:
        sentences.append(
            t.say(
                "{count} forecasts were certain and wrong: the log score is infinite.",
                count=str(whole.certain_misses),
            )
        )
    tables = (_odds_table(view.score.odds, t), _against(whole, t), _bins(whole, t))
    chart = Chart(
        "reliability-chart",
        t.say("What was said, and how often it came true"),
        _lead(view, t),
        reliability_chart(
            ReliabilityData(
                t.say("Reliability of the odds"),
                view.as_of.day,
                tuple(
                    ReliabilityBin(
                        each.mean_forecast,
                        each.observed_share,
                        each.share_low or 0.0,
                        each.share_high or 1.0,
                        each.count,
                    )
                    for each in whole.bins
                    if each.mean_forecast is not None and each.observed_share is not None
                ),
            ),
            t,
        ),
    )
    return Section("odds", t.say("Odds of targets"), tuple(sentences), tables, (chart,))


def _odds_table(scores: Sequence[OddsScore], t: Teller) -> Table:
    columns = (
        Column("group", t.say("Group")),
        Column("cases", t.say("Forecasts"), "right"),
        Column("subjects", t.say("Targets"), "right"),
        Column("brier", t.say("Brier score"), "right"),
        Column("interval", t.say("95% interval"), "right"),
        Column("log", t.say("Log score"), "right"),
    )
    rows = tuple(
        (
            _group(each.group, t),
            str(each.cases),
            _count(each.subjects, t),
            t.number(each.brier, 3),
            _interval(each.interval, t),
            DASH if each.certain_misses else t.number(each.log_score, 3),
        )
        for each in scores
    )
    return Table(t.say("Scores of the odds; less is better"), columns, rows)


def _against(whole: OddsScore, t: Teller) -> Table:
    columns = (
        Column("baseline", t.say("Baseline")),
        Column("cases", t.say("Forecasts"), "right"),
        Column("brier", t.say("Its Brier score"), "right"),
        Column("own", t.say("Ours on the same"), "right"),
        Column("interval", t.say("Ours less its, 95% interval"), "right"),
    )
    rows = tuple(
        (
            t(_BASELINES[each.name]),
            str(each.cases),
            t.number(each.brier, 3),
            t.number(each.own_brier, 3),
            _interval(each.interval, t),
        )
        for each in whole.against
    )
    return Table(t.say("Against baselines on the same cases"), columns, rows)


def _bins(whole: OddsScore, t: Teller) -> Table:
    columns = (
        Column("bin", t.say("Odds said")),
        Column("cases", t.say("Forecasts"), "right"),
        Column("mean", t.say("Mean of them"), "right"),
        Column("share", t.say("Came true"), "right"),
        Column("interval", t.say("95% interval"), "right"),
    )
    rows = tuple(
        (
            t.say("{low} to {high}", low=t.percent(each.low), high=t.percent(each.high)),
            str(each.count),
            DASH if each.mean_forecast is None else t.percent(each.mean_forecast),
            DASH if each.observed_share is None else t.percent(each.observed_share),
            DASH
            if each.share_low is None or each.share_high is None
            else t.say("{low} to {high}", low=t.percent(each.share_low), high=t.percent(each.share_high)),
        )
        for each in whole.bins
    )
    return Table(t.say("Reliability: what was said, and how often it came true"), columns, rows)


def _values(view: ScoreView, t: Teller) -> Section:
    first = view.score.values[0]
    chart = Chart(
        "pit-chart",
        t.say("Where the outcomes lay in the forecasts"),
        _lead(view, t),
        pit_chart(PitData(t.say("Place of the outcomes"), view.as_of.day, first.pit), t),
    )
    tables = (_values_table(view.score.values, t), _pit_table(first, t))
    return Section(
        "values",
        t.say("Values of indicators"),
        (t.say("CRPS and the error of «no change» are given in typical yearly steps of each indicator."),),
        tables,
        (chart,),
    )


def _values_table(scores: Sequence[ValueScore], t: Teller) -> Table:
    columns = (
        Column("group", t.say("Group")),
        Column("cases", t.say("Forecasts"), "right"),
        Column("subjects", t.say("Indicators"), "right"),
        Column("crps", t.say("CRPS"), "right"),
        Column("baseline", t.say("No change"), "right"),
        Column("interval", t.say("Ours less its, 95% interval"), "right"),
        *(
            Column(f"band{band}", t.say("In the {band} band", band=t.percent(int(band) / 100)), "right")
            for band in ("50", "80", "95")
        ),
    )
    rows = tuple(
        (
            _group(each.group, t),
            str(each.cases),
            _count(each.subjects, t),
            t.number(each.crps, 3),
            t.number(each.baseline, 3),
            _interval(each.interval, t),
            *(t.percent(band.share) for band in each.coverage),
        )
        for each in scores
    )
    return Table(
        t.say("Scores of the values; less is better, bands should hold what they say"), columns, rows
    )


def _pit_table(first: ValueScore, t: Teller) -> Table:
    columns = (Column("place", t.say("Place in the forecast")), Column("count", t.say("Outcomes"), "right"))
    width = 1 / len(first.pit)
    rows = tuple(
        (
            t.say("{low} to {high}", low=t.percent(place * width), high=t.percent((place + 1) * width)),
            str(count),
        )
        for place, count in enumerate(first.pit)
    )
    return Table(
        t.say("Where the outcomes lay in the forecasts; alike in every row when they are sound"),
        columns,
        rows,
    )


def _data(view: ScoreView) -> dict[str, Any]:
    return {
        "format": "haidang-score/1",
        "as_of": view.as_of.day.isoformat(),
        "method": view.method,
        "replayed": [day.isoformat() for day in view.replayed],
        "recorded_later": [day.isoformat() for day in view.afterwards],
        "odds": [_plain(asdict(each)) for each in view.score.odds],
        "values": [_plain(asdict(each)) for each in view.score.values],
        "odds_cases": [
            {**_plain(asdict(each)), "as_of": each.as_of.isoformat(), "end": each.end.isoformat()}
            for each in view.score.odds_cases
        ],
        "value_cases": [
            {**_plain(asdict(each)), "as_of": each.as_of.isoformat(), "end": each.end.isoformat()}
            for each in view.score.value_cases
        ],
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: an infinite score is null, beside the count of certain misses."""
    return {
        key: None if isinstance(value, float) and value in (float("inf"), float("-inf")) else value
        for key, value in values.items()
    }


def _rows(view: ScoreView, t: Teller) -> Table:
    keys = (
        "kind",
        "group",
        "cases",
        "subjects",
        "brier",
        "log_score",
        "crps",
        "no_change",
        "in50",
        "in80",
        "in95",
    )
    odds = [
        (
            "odds",
            each.group,
            str(each.cases),
            str(each.subjects),
            f"{each.brier:.6g}",
            f"{each.log_score:.6g}",
            "",
            "",
            "",
            "",
            "",
        )
        for each in view.score.odds
    ]
    values = [
        (
            "values",
            each.group,
            str(each.cases),
            str(each.subjects),
            "",
            "",
            f"{each.crps:.6g}",
            f"{each.baseline:.6g}",
            *(f"{band.share:.6g}" for band in each.coverage),
        )
        for each in view.score.values
    ]
    return Table(t.say("score"), tuple(Column(key, key) for key in keys), (*odds, *values))
