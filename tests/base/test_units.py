"""Units: every symbol of the bundled pack is known, conversions are exact, nonsense is refused."""

import csv
import importlib.resources
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import UnitError
from haidang.base.units import NUMBER, THINGS, convert, is_convertible, parse_unit

FAMILIES = (
    ("VND", "VND k", "VND m", "VND bn", "thousand VND", "million VND", "billion VND", "VND bn (current)"),
    ("USD", "USD k", "USD m", "USD bn", "thousand USD", "million USD"),
    ("VND (2010)", "VND bn (2010)", "million VND (2010)"),
    ("tonnes", "thousand tonnes", "million tonnes", "billion tonnes"),
    ("people", "person", "thousand people", "million people"),
    ("m", "km", "thousand km"),
    ("m2", "m²", "ha", "km2", "km²", "thousand ha"),
    ("%", "share"),
    ("rank", "rank of 63", "rank of 34"),
    ("USD per worker", "thousand USD per worker", "USD per thousand workers", "million USD per workers"),
    ("people per km2", "people per ha", "thousand people per km2"),
    ("points of 100",),
    ("points of 10",),
    ("points",),
    ("% yoy", "% per year"),
    ("EUR",),
    ("communes", "thousand communes"),
    ("kWh", "million kWh"),
)
SYMBOLS = [(symbol, family) for family, symbols in enumerate(FAMILIES) for symbol in symbols]


def _bundled_units():
    folder = importlib.resources.files("haidang") / "packs" / "haiphong"
    found = set()
    for table in ("indicators", "observations", "targets", "rules"):
        with (folder / f"{table}.csv").open(encoding="utf-8") as file:
            found |= {row["unit"] for row in csv.DictReader(file) if row["unit"]}
    return sorted(found)


@pytest.mark.parametrize("symbol", _bundled_units())
def test_every_unit_of_the_bundled_pack_is_known(symbol):
    assert parse_unit(symbol).symbol == symbol


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("scale", ["", "thousand ", "million ", "billion "])
def test_every_thing_has_every_scale(scale, thing):
    factor = {"": 1, "thousand ": 10**3, "million ": 10**6, "billion ": 10**9}[scale]
    assert parse_unit(scale + thing).factor == parse_unit(thing).factor * factor


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        (14.74, "thousand USD", "USD", 14740.0),
        (14740.0, "USD", "thousand USD", 14.74),
        (1.1, "VND bn", "VND m", 1100.0),
        (0.1, "million tonnes", "tonnes", 100000.0),
        (2088.02, "thousand people", "people", 2088020.0),
        (96.5, "%", "share", 0.965),
        (0.07, "share", "%", 7.0),
        (1526.5, "km2", "ha", 152650.0),
        (2.675, "thousand USD per worker", "USD per worker", 2675.0),
        (1234.5, "people per km2", "people per ha", 12.345),
        (3.0, "rank of 63", "rank", 3.0),
        (5.0, "VND bn (current)", "VND bn", 5.0),
        (0.0, "VND bn", "VND", 0.0),
        (-7.3, "VND bn", "VND m", -7300.0),
    ],
)
def test_conversions_are_exact_to_the_last_digit(value, source, target, result):
    assert convert(value, source, target) == result


PAIRS = st.sampled_from([symbols for symbols in FAMILIES if len(symbols) > 1]).flatmap(
    lambda symbols: st.tuples(st.sampled_from(symbols), st.sampled_from(symbols))
)
# as many digits as a float keeps of any decimal number
PUBLISHED = st.decimals(-(10**9), 10**9, allow_nan=False, places=6).map(float)


@given(PUBLISHED, PAIRS)
def test_a_published_number_comes_back_unchanged(value, pair):
    source, target = pair
    assert convert(convert(value, source, target), target, source) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e200, max_value=1e200), PAIRS)
def test_any_number_comes_back_within_rounding(value, pair):
    source, target = pair
    assert convert(convert(value, source, target), target, source) == pytest.approx(
        value, rel=1e-15, abs=1e-290
    )


@given(PUBLISHED, PUBLISHED, PAIRS)
def test_conversion_keeps_the_order(one, other, pair):
    source, target = pair
    before, after = sorted((one, other))
    assert convert(before, source, target) <= convert(after, source, target)


@pytest.mark.parametrize(("symbol", "family"), SYMBOLS)
def test_only_members_of_a_family_convert(symbol, family):
    for other, its_family in SYMBOLS:
        assert is_convertible(symbol, other) == (family == its_family), other


@pytest.mark.parametrize(
    ("source", "target"),
    [("VND bn", "USD m"), ("%", "% per year"), ("%", "% yoy"), ("VND bn (2010)", "VND bn"), ("ha", "m")],
)
def test_different_things_are_refused(source, target):
    with pytest.raises(UnitError, match="measure different things") as caught:
        convert(1.0, source, target)
    assert f"«{source}»" in str(caught.value)
    assert f"«{target}»" in str(caught.value)


@pytest.mark.parametrize(
    "symbol",
    [
        "", " ", "bananas", "bn VND", "VND  bn", "vnd bn", "thousand", "million million tonnes", "tonnes per", " per tonnes",
        "tonnes per bananas", "USD per worker per year", "% of GDP", "rank of", "points of ten", "VND bn ()", "() VND",
        "tonnes bn", "%%", "thousand %",
    ],
)  # fmt: skip
def test_unknown_symbols_are_refused(symbol):
    with pytest.raises(UnitError, match=r"is not known\. Write a scale and a thing"):
        parse_unit(symbol)
    with pytest.raises(UnitError):
        convert(1.0, symbol, "tonnes")
    with pytest.raises(UnitError):
        is_convertible("tonnes", symbol)


def test_a_unit_without_conversion_returns_the_number_itself():
    value = 0.1 + 0.2
    assert convert(value, "VND bn", "VND bn") is value


def test_products_and_quotients_of_units():
    money, people = parse_unit("VND bn"), parse_unit("thousand people")
    per_head = money / people
    assert per_head.dimension == parse_unit("million VND per person").dimension
    assert per_head.factor == parse_unit("million VND per person").factor
    assert (per_head * people).dimension == money.dimension
    assert (money / money).dimension == NUMBER.dimension
    assert (money / parse_unit("VND")).factor == Decimal(10**9)
    assert (parse_unit("m") * parse_unit("m")).dimension == (("m", 2),)
