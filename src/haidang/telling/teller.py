"""The teller: puts sentences, names, numbers, days and periods into one language."""

from __future__ import annotations

import gettext
import math
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from haidang.base.errors import UseError
from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import LANGUAGES, Name, Said, say
from haidang.telling.units import unit_words

_LOCALES = {"vi": "vi", "en": "en_GB", "fr": "fr"}
_DAY = {"vi": "dd/MM/yyyy", "en": "d MMMM yyyy", "fr": "d MMMM yyyy"}
_ROMAN = ("", "I", "II", "III", "IV")
_SIGNIFICANT = 4
_ROUGH = 3


@lru_cache(maxsize=len(LANGUAGES))
def teller(language: str) -> Teller:
    """
    Return the teller of a language.

    Raises
    ------
    UseError
        For another language than `vi`, `en`, `fr`.
    """
    if language not in LANGUAGES:
        raise UseError(
            say("«{seen}» is not a language of this program.", seen=language),
            say("Use one of {allowed}.", allowed=LANGUAGES),
        )
    return Teller(language)


def roughly(value: float) -> float:
    """Return a value in the three significant digits that a forecast has."""
    return float(f"{value:.{_ROUGH}g}")


class Teller:
    """Writes everything in one language; `tell(said)` is its main use."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _LOCALES[language]

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        folder = Path(str(resources.files("haidang.telling"))) / "locale"
        # English is the language of the templates themselves
        return gettext.translation("haidang", folder, [self.language], fallback=self.language == "en")

    def __call__(self, said: Said | str) -> str:
        """Return a sentence in the language; a plain string is taken as already told."""
        if isinstance(said, str):
            return said
        template = self._catalogue.gettext(said.template)
        return template.format(**{key: self._param(value) for key, value in said.params.items()})

    def say(self, template: str, /, **params: object) -> str:
        """Translate a template marked by `say` and fill it."""
        return self(Said(template, params))

    def _param(self, value: object) -> str:
        if isinstance(value, Said):
            return self(value)
        if isinstance(value, Name):
            return value.in_(self.language)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, (tuple, list)):
            return ", ".join(self._param(each) for each in value)
        if isinstance(value, float):
            return self.number(value)
        return str(value)

    def name(self, name: Name) -> str:
        """Return a name in the language."""
        return name.in_(self.language)

    def names(self, names: Mapping[str, Name], key: str) -> str:
        """Return the name under `key`, or the key itself when it has none."""
        return names[key].in_(self.language) if key in names else key

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number with the language's separators; four significant digits when none are asked for."""
        if decimals is None:
            size = 0 if value == 0 else math.floor(math.log10(abs(value)))
            decimals = max(_SIGNIFICANT - 1 - size, 0) if size < _SIGNIFICANT else 0
            return format_decimal(
                round(value, decimals), "#,##0." + "#" * max(decimals, 1), locale=self.locale
            )
        return format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), locale=self.locale)

    def rough(self, value: float) -> str:
        """Return a number in three significant digits, whole ones from a hundred up: forecasts have no more."""
        size = 0 if value == 0 else math.floor(math.log10(abs(value)))
        decimals = max(_ROUGH - 1 - size, 0)
        return self.number(roughly(value), min(decimals, _ROUGH))

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share between 0 and 1 as per cent in the reader's form."""
        return self.quantity(self.number(round(100 * share, decimals), decimals), "%")

    def digits(self, text: str) -> str:
        """Return a published number with its digits and the language's separators."""
        return self.number(float(text), len(text.partition(".")[2]))

    def exact(self, value: float) -> str:
        """Return a number with all its digits."""
        text = f"{value:.15g}"
        return self.number(value, len(text.partition(".")[2]) if "e" not in text else 0)

    def quantity(self, number: str, unit: str) -> str:
        """Return a told number with its unit; alone when it has none."""
        if not unit:
            return number
        template, words = unit_words(unit)
        told = Said(template, {"value": number, **{key: self(word) for key, word in words.items()}})
        return self(told)

    def interval(self, interval: Interval, unit: str = "", decimals: int | None = None) -> str:
        """Return possible values: a number, «at least», «at most» or a range."""

        def told(value: float) -> str:
            number = self.number(value, decimals)
            return self.quantity(number, unit) if unit else number

        if interval.is_exact:
            return told(interval.low)
        if math.isinf(interval.low):
            return (
                self(say("unknown"))
                if math.isinf(interval.high)
                else self(say("at most {value}", value=told(interval.high)))
            )
        if math.isinf(interval.high):
            return self(say("at least {value}", value=told(interval.low)))
        return self(say("{low} to {high}", low=self.number(interval.low, decimals), high=told(interval.high)))

    def day(self, day: date) -> str:
        """Return a day in the reader's form."""
        told = format_date(day, _DAY[self.language], locale=self.locale)
        first_of_month = self.language == "fr" and day.day == 1
        return told.replace("1 ", "1er ", 1) if first_of_month else told

    def moment(self, moment: datetime) -> str:
        """Return day and time of a moment as its own clock shows them, to the minute."""
        return self(say("{day}, {time}", day=moment.date(), time=f"{moment:%H:%M}"))

    def period(self, period: Period) -> str:
        """Return a period in the words of an office."""
        return self(self._period(period))

    def _period(self, period: Period) -> Said | str:
        first, last, number = period.start, period.end, str(period.start.year)
        if period.is_day:
            return self.day(first)
        if period.is_year:
            return number
        whole = period.months.is_integer()
        if not whole:
            if period.is_part_of_year:
                return say("{year} up to {day}", year=number, day=self.day(last))
            return say("{first} to {last}", first=self.day(first), last=self.day(last))
        if period.months == 1:
            # the Vietnamese sentence uses the number of the month, the others its name
            name = format_date(first, "MMMM", locale=self.locale)
            return say("{name} {year}", name=name, month=str(first.month), year=number)
        if "-Q" in period.text:
            return say("quarter {quarter} of {year}", quarter=_ROMAN[first.month // 3 + 1], year=number)
        if "-S2" in period.text:
            return say("second half of {year}", year=number)
        if period.is_part_of_year:
            return say("first {count} months of {year}", count=int(period.months), year=number)
        if period.years and period.start.month == 1 and last.month == 12:
            return say("{first}–{last}", first=number, last=str(last.year))
        return say("{first} to {last}", first=self.day(first), last=self.day(last))
