"""The flow of a backtest: a result, or a sentence that says what is missing."""

from dataclasses import replace

import numpy as np
import pytest

from haidang.base.errors import UseError
from haidang.core.forecast.options import DEFAULT
from haidang.flows.backtest import run
from tests.make.forecast import walks

OPTIONS = replace(DEFAULT, draws=100)


def test_series_long_enough_are_scored():
    series = {f"s{place}": list(np.exp(each)) for place, each in enumerate(walks(3, 10))}
    assert run(series, horizon=2, origins=2, options=OPTIONS).series == 3


@pytest.mark.parametrize("series", [{"a": [1.0] * 30}, {"a": [1.0, 2.0, 3.0]}, {"a": [0.0] * 30}])
def test_without_one_the_least_length_is_told(series):
    with pytest.raises(UseError) as caught:
        run(series, horizon=3, origins=1, options=OPTIONS)
    assert "7 positive values" in str(caught.value)
    assert "--horizon" in str(caught.value)
