"""What is recorded of a forecast: the quantiles that scores and charts need."""

from haidang.core.forecast import backtesting
from haidang.core.forecast.forecast import State
from haidang.core.forecast.recorded import SHARES
from haidang.core.review import score


def test_shares_rise_and_are_symmetric_around_the_middle():
    assert list(SHARES) == sorted(set(SHARES))
    assert all(abs(low + high - 1) < 1e-12 for low, high in zip(SHARES, reversed(SHARES), strict=True))


def test_every_band_that_is_scored_is_recorded():
    for _, low, high in (*backtesting.BANDS, *score.BANDS):
        assert low in SHARES
        assert high in SHARES


def test_every_state_is_told_in_words_of_its_own():
    told = [str(state.sentence) for state in State]
    assert len(set(told)) == len(State)
    assert all(told)
