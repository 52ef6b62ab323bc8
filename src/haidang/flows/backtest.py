"""Hold the method against the later values of any yearly series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.forecast.backtesting import LEAST_VALUES, Backtest, backtest
from haidang.core.forecast.options import Options


def run(series: Mapping[str, Sequence[float]], *, horizon: int, origins: int, options: Options) -> Backtest:
    """
    Return the backtest of series of positive amounts.

    Raises
    ------
    UseError
        When no series is long enough, or all are constant or not positive.
    """
    result = backtest(series, horizon, origins, options)
    if result is None:
        raise UseError(
            say("No series has {count} positive values that differ.", count=str(horizon + LEAST_VALUES)),
            say("Give longer series, or a shorter --horizon."),
        )
    return result
