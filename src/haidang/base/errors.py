"""
The one tree of errors a user can meet.

Each error says where, what was seen, what is allowed and what to do, as sentences that `telling` can translate.
Anything else that escapes is a defect of ours.
"""

from __future__ import annotations

from collections.abc import Iterable

from haidang.base.text import Said, nearest, say


class HaidangError(Exception):
    """
    An input or a use that cannot be served.

    Parameters
    ----------
    problem
        What was seen and what is allowed.
    remedy
        What to do about it.
    where
        File, option or argument that holds the problem; may be empty.
    """

    def __init__(self, problem: Said, remedy: Said, where: str = "") -> None:
        super().__init__(problem, remedy, where)
        self.problem = problem
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        """Return the English message."""
        start = f"{self.where}: " if self.where else ""
        return f"{start}{self.problem} {self.remedy}"


class DataError(HaidangError):
    """Data that cannot be read or does not fit together."""


class NameUnknownError(HaidangError):
    """An identifier that does not exist; names the nearest known ones."""

    def __init__(self, noun: Said, name: str, known: Iterable[str], where: str = "") -> None:
        close = nearest(name, known)
        remedy = (
            say("Did you mean {names}?", names=close)
            if close
            else say("List what is known, for example with `haidang target list` or `haidang pack info`.")
        )
        super().__init__(say("There is no {noun} «{name}».", noun=noun, name=name), remedy, where)


class PeriodError(HaidangError):
    """A period, or a day, that is not one."""


class UnitError(HaidangError):
    """A unit that is unknown, or two that cannot be converted into each other."""


class FormulaError(HaidangError):
    """A formula that cannot be read or evaluated."""


class SettingsError(HaidangError):
    """A setting of the environment that cannot be used."""


class UseError(HaidangError):
    """A request that makes no sense, or that the data cannot answer."""
