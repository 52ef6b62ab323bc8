"""A backtest, told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from haidang.core.forecast.backtesting import BANDS, Backtest
from haidang.core.forecast.options import METHOD, Options
from haidang.telling.charts.pit import PitData, pit_chart
from haidang.telling.forecast import METHOD_PAGE
from haidang.telling.phrases import DASH
from haidang.telling.report import Chart, Column, Report, Section, Table
from haidang.telling.teller import Teller


def tell_backtest(result: Backtest, options: Options, day: date, t: Teller) -> Report:
    """Tell a backtest."""
    lead = t.say(
        "Over {series} series and {origins} origins the mean CRPS is {crps}, against {drift} of a random walk with drift and {none} of no change (in mean yearly steps; less is better).",
        series=str(result.series),
        origins=str(result.origins),
        crps=t.number(result.crps, 3),
        drift=t.number(result.drift, 3),
        none=t.number(result.no_change, 3),
    )
    table = _table(result, t)
    interval = result.interval
    told = (
        DASH
        if interval is None
        else t.say("{low} to {high}", low=t.number(interval[0], 3), high=t.number(interval[1], 3))
    )
    sentences = [t.say("Ours less the drift, 95% interval over series: {interval}.", interval=told)]
    if result.left_out:
        sentences.append(
            t.say(
                "{count} series are left out: too short, constant, or not all positive.",
                count=str(len(result.left_out)),
            )
        )
    chart = Chart(
        "pit-chart",
        t.say("Where the outcomes lay in the forecasts"),
        lead,
        pit_chart(PitData(t.say("Place of the outcomes"), day, result.pit), t),
    )
    return Report(
        language=t.language,
        title=t.say("Backtest of {method}", method=METHOD),
        lead=lead,
        notices=(),
        sections=(Section("horizons", t.say("By years ahead"), tuple(sentences), (table,), (chart,)),),
        footer=(
            t.say(
                "Method: {page} ({method}); {draws} paths, seed {seed}.",
                page=METHOD_PAGE,
                method=METHOD,
                draws=str(options.draws),
                seed=str(options.seed),
            ),
        ),
        make_data=lambda: {
            "format": "haidang-backtest/1",
            "method": METHOD,
            "seed": options.seed,
            "draws": options.draws,
            **asdict(result),
        },
        make_rows=lambda: table,
    )


def _table(result: Backtest, t: Teller) -> Table:
    columns = (
        Column("ahead", t.say("Years ahead"), "right"),
        Column("cases", t.say("Forecasts"), "right"),
        Column("crps", t.say("CRPS"), "right"),
        Column("drift", t.say("Drift"), "right"),
        Column("no_change", t.say("No change"), "right"),
        *(
            Column(f"band{nominal:g}", t.say("In the {band} band", band=t.percent(nominal)), "right")
            for nominal, _, _ in BANDS
        ),
    )
    rows = tuple(
        (
            str(each.ahead),
            str(each.cases),
            t.number(each.crps, 3),
            t.number(each.drift, 3),
            t.number(each.no_change, 3),
            *(
                t.say("{share} (± {spread})", share=t.percent(share, 1), spread=t.number(100 * spread, 1))
                for share, spread in zip(each.covered, each.spread, strict=True)
            ),
        )
        for each in result.horizons
    )
    return Table(
        t.say("Scores by years ahead; in brackets the standard deviation between origins, in points"),
        columns,
        rows,
    )
